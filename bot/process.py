"""What the parts of one process of the program share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.metrics import Metrics
from bot.progress import Pulse
from bot.running import Running
from bot.watchdog import Watchdog
from config.settings import Settings
from faq.folders import Folders
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.store import Store

JournalFactory = Callable[[Settings, Store, str, Hints], Journal]


@dataclass(kw_only=True)
class Process:
    """One process, with the roles it was given. ``make_journal`` opens a town's journal on its store."""

    settings: Settings
    roles: frozenset[str]
    store: Store
    hints: Hints
    watchdog: Watchdog
    folders: Folders
    make_journal: JournalFactory
    running: Running
    metrics: Metrics = field(default_factory=Metrics)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    """Intake ends."""
    drained: asyncio.Event = field(default_factory=asyncio.Event)
    """Work ends."""
    over: asyncio.Event = field(default_factory=asyncio.Event)
    """Everything ends."""

    def has(self, role: str) -> bool:
        """Whether it is one of those that do this."""
        return bool({"all", role} & self.roles)

    def journal(self, town: str) -> Journal:
        """A town's journal."""
        return self.make_journal(self.settings, self.store, town, self.hints)

    def pulse(self, part: str, town: str, channel: str = "", slow: float = 0.0) -> Pulse:
        """A pulse for a town's part, watched from now on."""
        pulse = Pulse(name=f"{part} {town}", town=town, queue=f"{town}/{channel}" if channel else "", slow=slow)
        self.watchdog.watch(pulse)
        return pulse
