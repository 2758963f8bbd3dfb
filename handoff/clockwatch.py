"""Looks whether the store's clock was set back, and shortens what would else last as much longer."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from datetime import timedelta

from handoff.journal.journal import Journal
from handoff.journal.records import JournalError
from handoff.looks import looks

log = logging.getLogger(__name__)


class ClockWatch:
    """The watch over one town's clock; any number of them may run."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def run(self, stop: asyncio.Event) -> None:
        """Look when the lookout finds the clock's note old, or ahead of the clock, until stopped."""
        async for _ in looks(self._journal, "clock", stop):
            with contextlib.suppress(JournalError):
                await self.step()

    async def step(self) -> timedelta:
        """Look once; by how much it was set back. Raises JournalError."""
        back = await self._journal.clock_set_back()
        if back:
            log.critical(
                "the store's clock was set back by %.0f s",
                back.total_seconds(),
                extra={"action": "store.clock_back", "seconds": round(back.total_seconds())},
            )
            await self._journal.shorten_by(back)
        return back
