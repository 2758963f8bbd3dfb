"""Looks after a town's stored files: has held ones looked at again, removes what no message ever named."""

from __future__ import annotations

import asyncio
import logging
import secrets
from datetime import timedelta
from typing import Protocol

from handoff.files.store import Files
from handoff.files.telling import Commits, tell_refused
from handoff.journal.records import JournalError
from handoff.looks import rounds

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=30)
ORPHANED_AFTER = timedelta(hours=24)
QUARANTINED_FOR = timedelta(days=7)
LEASE = timedelta(minutes=5)


class SweepJournal(Commits, Protocol):
    """The part of a town's journal that sweeping uses; every method raises JournalAway."""

    async def lease(self, name: str, owner: str, time: timedelta) -> bool:
        """Have or renew a lease by name."""
        ...

    async def index_files(self) -> None:
        """Index what older versions named."""
        ...

    async def unnamed_files(self, refs: list[str], /) -> list[str]:
        """Those that no message names."""
        ...

    async def file_owner(self, ref: str) -> str | None:
        """The conversation that names a file."""
        ...


class Sweeper:
    """One process a town sweeps at a time."""

    def __init__(self, journal: SweepJournal, files: Files) -> None:
        self._journal = journal
        self._files = files
        self._owner = secrets.token_hex(8)

    async def run(self, stop: asyncio.Event) -> None:
        """Sweep until stopped."""
        async for _ in rounds(EVERY.total_seconds(), stop):
            try:
                if await self._journal.lease("sweeper", self._owner, LEASE):
                    await self.sweep()
            except (JournalError, OSError) as error:
                log.warning("not swept", extra={"action": "files.not_swept", "cause": type(error).__name__})

    async def sweep(self) -> None:
        """Sweep once. Raises JournalError, OSError."""
        for ref in await self._files.look_again():
            conversation = await self._journal.file_owner(ref)
            if conversation is not None:
                await tell_refused(self._journal, conversation, file=ref, name="", why="infected")
        await self._journal.index_files()
        # An upload that is named at last was named within a day: its page has forgotten it by then.
        orphans = await self._journal.unnamed_files(await self._files.old(ORPHANED_AFTER))
        await self._files.remove(orphans)
        await self._files.empty_quarantine(QUARANTINED_FOR)
        if orphans:
            log.info("orphans removed", extra={"action": "files.orphans", "count": len(orphans)})
