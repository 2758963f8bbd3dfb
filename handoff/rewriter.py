"""Has the store's append-only file written anew within the hour after something was erased; several together."""

from __future__ import annotations

import asyncio
import logging
import secrets
from datetime import timedelta
from typing import Final

from handoff.journal.journal import Journal
from handoff.journal.records import JournalError
from handoff.looks import IDLE_SECONDS, looks

log = logging.getLogger(__name__)

POLL_SECONDS: Final = 5.0
"""While something is to be written anew."""
LEASE: Final = timedelta(seconds=60)
GATHER: Final = timedelta(minutes=15)
"""So long further erasures are waited for: writing a large town's file takes a while."""


class Rewriter:
    """One town's; the file is the store's."""

    def __init__(self, journal: Journal, *, gather: timedelta = GATHER) -> None:
        self._journal = journal
        self._gather = gather
        self._owner = secrets.token_hex(8)

    async def run(self, stop: asyncio.Event) -> None:
        """Rewrite when it is time until stopped."""
        async for one in looks(self._journal, "rewrite", stop):
            one.again = POLL_SECONDS
            try:
                if (await self._journal.rewrites()).wanted is None:
                    one.again = IDLE_SECONDS
                else:
                    await self.step(stop)
            except JournalError as e:
                log.error("append-only file not rewritten: %s", e, extra={"action": "rewrite.failed"})

    async def step(self, stop: asyncio.Event | None = None) -> bool:
        """Rewrite if it is time; whether it was written anew. Raises JournalError."""
        wanted = (await self._journal.rewrites()).wanted
        now = await self._journal.store_time()
        if wanted is None or now - wanted < self._gather:
            return False
        if not await self._journal.lease("rewriter", self._owner, LEASE) or not await self._journal.begin_rewrite():
            return False
        while (well := await self._journal.rewrite_ended()) is None:
            if stop is not None and stop.is_set():
                return False
            await self._journal.lease("rewriter", self._owner, LEASE)
            await asyncio.sleep(0.2)
        if not well:
            log.error("append-only file not rewritten", extra={"action": "rewrite.failed"})
            return False
        await self._journal.put_rewritten(now, await self._journal.store_time())
        log.info("append-only file rewritten", extra={"action": "rewrite.done"})
        return True
