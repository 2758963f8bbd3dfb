"""What the program counts for Prometheus: numbers about queues and work, never about people."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Sequence
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, ProcessCollector, generate_latest

from bot.upgrading import program_version
from handoff.journal.backlog import figures, memory
from handoff.journal.records import JournalError
from handoff.journal.store import Store

PATIENCE_SECONDS: Final = 2.0
"""So long the store has to answer each of two questions: Prometheus waits for ten seconds."""


class Metrics:
    """One process's metrics. Gauges of all towns are read from the store together when they are asked for."""

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
        self._in_trouble = Gauge(
            "buergerdraht_town_trouble",
            "1 when the town cannot be served or its folder does not answer; /readyz says why",
            ["town"],
            registry=self.registry,
        )
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

    async def text(self, store: Store, towns: Sequence[str], troubles: Collection[str] = ()) -> bytes:
        """All metrics now, as Prometheus reads them. ``troubles``: towns in which something is wrong."""
        told = await figures(store, towns, PATIENCE_SECONDS)
        for town in towns:
            for name, gauge in self._gauges.items():
                if town in told:
                    gauge.labels(town).set(told[town][name])
                else:  # what it was then is not what it is now
                    with contextlib.suppress(KeyError):
                        gauge.remove(town)
            self._in_trouble.labels(town).set(town in troubles or town not in told)
        self._up.set(bool(told))
        with contextlib.suppress(JournalError, TimeoutError):
            used, most = await memory(store, PATIENCE_SECONDS)
            self._used.set(used)
            self._most.set(most)
        return generate_latest(self.registry)
