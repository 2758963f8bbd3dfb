"""What the program counts for Prometheus: numbers about queues and work, never about people."""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest

from handoff.journal.journal import Journal
from handoff.journal.records import JournalError


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
            }.items()
        }
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
                for name, value in (await journal.totals()).items():
                    self._gauges[name].labels(town).set(value)
            self._up.set(1)
        except JournalError:
            self._up.set(0)
        return generate_latest(self.registry)
