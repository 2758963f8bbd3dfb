"""What the program counts for Prometheus: numbers about queues and work, never about people."""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, ProcessCollector, generate_latest

from bot.places import TELEGRAM
from bot.upgrading import program_version
from handoff.journal.backlog import DUE
from handoff.journal.journal import Journal
from handoff.journal.records import JournalError
from handoff.notices import MAIL


class Metrics:
    """One process's metrics. Gauges of a town are read from its journal when they are asked for."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._up = Gauge("buergerdraht_store_up", "1 when the store answers", registry=self.registry)
        self._gauges = {
            name: Gauge(f"buergerdraht_{name}", text, ["town"], registry=self.registry)
            for name, text in {
                "due": "Conversations that have something to do now",
                "obligations": "Questions not settled yet",
                "overdue": "Questions not settled in their time",
                "waiting": "Handoffs that nobody has claimed",
                "open": "Handoffs not ended",
                "trouble": "Deliveries uncertain, held, undeliverable or dead",
                "parked": "Events set aside",
                "staff_present": "Staff at the desk",
                "group_away": "1 when the staff's group on Telegram cannot be written to",
                "audit_seal_age_seconds": "Seconds since all of the audit was sealed and its heads were logged",
                "due_seconds": "Seconds for which the conversation that is due longest has waited",
                "telegram_out_seconds": "Seconds for which the message to Telegram that is due longest has waited",
                "mail_out_seconds": "Seconds for which the mail that is due longest has waited",
                "last_backup_timestamp_seconds": "When the last backup was made; 0: never",
                "schema": "Number of the form that the data has",
            }.items()
        }
        self._build = Gauge("buergerdraht_build_info", "The version that runs", ["version"], registry=self.registry)
        self._build.labels(program_version()).set(1)
        self._used = Gauge("buergerdraht_store_used_bytes", "Memory that the store uses", registry=self.registry)
        self._most = Gauge(
            "buergerdraht_store_max_bytes", "Memory that the store may use; 0: no limit", registry=self.registry
        )
        ProcessCollector(registry=self.registry)
        self.turns = Counter("buergerdraht_turns_total", "Turns committed", ["town"], registry=self.registry)
        self.web = Counter(
            "buergerdraht_webchat_total", "What happened at the web chat", ["what"], registry=self.registry
        )

    def count_web(self, what: str) -> None:
        """Count one thing at the web chat by a fixed word."""
        self.web.labels(what).inc()

    async def text(self, journals: Mapping[str, Journal]) -> bytes:
        """All metrics now, as Prometheus reads them."""
        try:
            for town, journal in journals.items():
                figures = {**await journal.totals(), **await _operation(journal)}
                for name, value in figures.items():
                    self._gauges[name].labels(town).set(value)
            for journal in journals.values():  # one store for all
                used, most = await journal.memory()
                self._used.set(used)
                self._most.set(most)
                break
            self._up.set(1)
        except JournalError:
            self._up.set(0)
        return generate_latest(self.registry)


async def _operation(journal: Journal) -> dict[str, float]:
    """What an operator watches besides the queues. Raises JournalError."""
    waited = await journal.backlog((TELEGRAM, MAIL))
    done = await journal.backed_up()
    return {
        "due_seconds": waited[DUE],
        "telegram_out_seconds": waited[TELEGRAM],
        "mail_out_seconds": waited[MAIL],
        "last_backup_timestamp_seconds": done.timestamp() if done else 0,
        "schema": (await journal.schema_standing()).number,
    }
