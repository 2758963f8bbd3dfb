"""Folds cases that have come to rest, a few a second, so that nobody waits for it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from datetime import datetime, timedelta
from typing import Final, Protocol

from handoff.journal.folds import Fold
from handoff.journal.glance import FOLD_AFTER
from handoff.journal.records import JournalError
from handoff.looks import AGAIN_SECONDS, Hinted, looks

log = logging.getLogger(__name__)

PER_SECOND: Final = 40
"""Cases a second: two million in a night and a morning, at under 3 % of one core."""
LEASE: Final = timedelta(minutes=2)


class FoldingJournal(Hinted, Protocol):
    """The part of a town's journal that folding uses."""

    async def to_fold(self, until: datetime, limit: int = ...) -> list[str]:
        """Cases that ended before a time and are not folded. Raises JournalError."""
        ...

    async def fold_ended(self, case: str, until: datetime | None = ...) -> Fold:
        """Fold one. Raises JournalError."""
        ...

    async def fold_later(self, case: str) -> None:
        """Look at one again tomorrow. Raises JournalError."""
        ...

    async def note_unfolded(self) -> int:
        """Once a town: cases that ended before there was folding are to be folded too. Raises JournalError."""
        ...

    async def renew_words(self, now: datetime) -> bool:
        """Once a season: what the bot says often becomes words to fold with. Raises JournalError."""
        ...

    async def store_time(self) -> datetime:
        """The store's time. Raises JournalError."""
        ...

    async def lease(self, name: str, owner: str, time: timedelta) -> bool:
        """Have or renew a lease by name. Raises JournalError."""
        ...


class Folder:
    """One town's. Of several processes one folds at a time."""

    def __init__(self, journal: FoldingJournal) -> None:
        self._journal = journal
        self._owner = secrets.token_hex(8)

    async def run(self, stop: asyncio.Event) -> None:
        """Fold until stopped."""
        async for one in looks(self._journal, "folding", stop):
            try:
                if await self.step(stop):
                    one.again = 0
            except JournalError as error:
                one.again = AGAIN_SECONDS
                log.warning("not folded", extra={"action": "folding.away", "cause": type(error).__name__})
        with contextlib.suppress(JournalError):
            await self._journal.lease("folding", self._owner, timedelta())

    async def step(self, stop: asyncio.Event) -> int:
        """Fold some of the oldest; how many were looked at. Raises JournalError."""
        if not await self._journal.lease("folding", self._owner, LEASE):
            return 0
        await self._journal.note_unfolded()
        now = await self._journal.store_time()
        until = now - FOLD_AFTER
        cases = await self._journal.to_fold(until)
        if cases:
            await self._journal.renew_words(now)
        for case in cases:
            if stop.is_set():
                break
            try:
                await self._journal.fold_ended(case, until)
            except ValueError as error:  # one that cannot be read must not stop the others
                log.warning("not folded", extra={"action": "folding.failed", "case": case, "cause": str(error)})
                await self._journal.fold_later(case)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), 1 / PER_SECOND)
        return len(cases)
