"""Looks whether the store's clock was set back, and shortens what would else last as much longer."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from datetime import timedelta
from typing import Final

from handoff.journal.clock import Clock
from handoff.journal.records import JournalError

log = logging.getLogger(__name__)

LOOK_SECONDS: Final = 1.0


class ClockWatch:
    """The watch over one town's clock; any number of them may run."""

    def __init__(self, journal: Clock) -> None:
        self._journal = journal

    async def run(self, stop: asyncio.Event) -> None:
        """Look each second until stopped."""
        while not stop.is_set():
            with contextlib.suppress(JournalError):
                await self.step()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_SECONDS)

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
