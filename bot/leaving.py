"""Lets the desk's replies leave when their time has come. Any number of processes may do so at once."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime

from handoff.journal.journal import Journal
from handoff.journal.records import JournalError
from handoff.looks import AGAIN_SECONDS, IDLE_SECONDS, looks
from handoff.replying import Replies

log = logging.getLogger(__name__)

BROKEN_SECONDS = 10.0


class Leaving:
    """One town's replies on their way out."""

    def __init__(self, journal: Journal, replies: Replies) -> None:
        self._journal = journal
        self._replies = replies
        self._again_at: dict[str, float] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Work until stopped; what has not left by then leaves after the next start."""
        async for one in looks(self._journal, "leaving", stop):
            try:
                one.again = await self.step()
            except JournalError as e:
                log.warning("replies wait", extra={"action": "leaving.away", "cause": type(e).__name__})
                one.again = AGAIN_SECONDS

    async def step(self) -> float:
        """Let the next one leave if it is time; seconds until the next look is worth it."""
        for receipt, at in await self._journal.leaving():
            if self._again_at.get(receipt, 0.0) > time.monotonic():
                continue  # it must not stand in the way of the others
            ahead = (at - datetime.now(UTC)).total_seconds()
            if ahead > 0:
                return ahead
            await self._leave(receipt)
            return 0.02
        return IDLE_SECONDS

    async def _leave(self, receipt: str) -> None:
        try:
            await self._replies.leave_in_time(receipt)
        except JournalError:
            raise
        except Exception:
            self._again_at[receipt] = time.monotonic() + BROKEN_SECONDS
            log.exception("reply did not leave", extra={"action": "leaving.broke", "receipt": receipt})
        else:
            self._again_at.pop(receipt, None)
