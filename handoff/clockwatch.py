"""Looks whether the store's clock has stepped, and moves what would else last as much longer, or be over at once."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from datetime import timedelta

from handoff.journal.clock import Reading
from handoff.journal.journal import Journal
from handoff.journal.records import JournalError
from handoff.looks import looks

log = logging.getLogger(__name__)


class ClockWatch:
    """The watch over one town's clock; any number of them may run."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._seen: Reading | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Look when the lookout finds the clock's note old, or ahead of the clock, until stopped."""
        async for _ in looks(self._journal, "clock", stop):
            with contextlib.suppress(JournalError):
                await self.step()

    async def step(self) -> timedelta:
        """Look once; by how much it was put forward, negative when it was set back. Raises JournalError."""
        reading = await self._journal.read_clock(self._seen)
        step = reading.step
        if step < timedelta():
            _tell("back", -step)
            await self._journal.shorten_by(-step)
        elif step:
            _tell("ahead", step)
            await self._journal.lengthen_by(step)
        self._seen = reading  # only now: what failed halfway is found again
        return step


def _tell(way: str, step: timedelta) -> None:
    seconds = round(step.total_seconds())
    told = "set back" if way == "back" else "put forward"
    log.critical(
        "the store's clock was %s by %d s", told, seconds, extra={"action": f"store.clock_{way}", "seconds": seconds}
    )
