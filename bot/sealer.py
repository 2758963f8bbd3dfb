"""Seals the audit each minute, and hands the head to a log outside the store. Of several processes one does it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from handoff.audit import PROGRAM, Action, row
from handoff.auditchain import MOST_ROWS, Seal, seal, seal_from_text, time_of_id
from handoff.auditheads import Heads, Kind, Line
from handoff.headslog import HeadsLog
from handoff.journal.auditing import SealBroken
from handoff.journal.journal import Journal
from handoff.journal.records import JournalError
from handoff.looks import rounds

log = logging.getLogger(__name__)

EVERY: Final = timedelta(minutes=1)
LEASE: Final = timedelta(minutes=3)
"""Of the one process that seals: if it dies, another does so soon enough."""
AT_ONCE: Final = 500
"""Seals that are read at once."""


class Sealer:
    """One town's. ``days``: for how long rows are kept once they are sealed."""

    def __init__(
        self,
        journal: Journal,
        heads: HeadsLog,
        *,
        days: int,
        every: timedelta = EVERY,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._journal = journal
        self._log = heads
        self._days = days
        self._every = every
        self._clock = clock
        self._owner = secrets.token_hex(8)

    async def run(self, stop: asyncio.Event) -> None:
        """Seal until stopped, and once more then."""
        async for _ in rounds(self._every.total_seconds(), stop):
            await self._try()
        await self._try()
        with contextlib.suppress(JournalError):
            await self._journal.lease("sealer", self._owner, timedelta())

    async def _try(self) -> None:
        try:
            await self.step()
        except JournalError as e:
            log.warning("audit not sealed", extra={"action": "audit.away", "cause": type(e).__name__})
        except (OSError, SealBroken) as e:
            log.error("audit not sealed: %s", e, extra={"action": "audit.unsealed", "cause": type(e).__name__})

    async def step(self) -> int:
        """Seal all rows there are, log every head, remove what was kept long enough; how many blocks were made.

        Raises JournalError, OSError, SealBroken.
        """
        if not await self._journal.lease("sealer", self._owner, LEASE):
            return 0
        await self._resume()
        made = 0
        while await self._seal_next():
            made += 1
            if not await self._journal.lease("sealer", self._owner, LEASE):
                return made  # somebody else goes on
        await self._trim()
        await self._journal.sealed(self._clock())
        return made

    async def _seal_next(self) -> bool:
        before = await self._journal.last_seal()
        rows = await self._journal.audit_entries(after=before.last if before is not None else "", count=MOST_ROWS)
        if not rows:
            return False
        block = seal(rows, before, self._journal.town, self._clock())
        if await self._journal.seal(block):
            await self._hand_out([block])
        return True

    # -- the log

    async def _resume(self) -> None:
        """Log the heads that a crash, or another host, has kept from this log; say so where the chain was set back."""
        heads, last = await asyncio.to_thread(self._log.heads), await self._journal.last_seal()
        count = last.number if last is not None else 0
        if not heads.lines:
            await self._append(Line(kind=Kind.BEGUN, town=self._journal.town, written=self._clock(), number=count))
        agrees = heads.last <= count and await self._agrees(heads, last)
        if heads.lines and not agrees:
            await self._set_back(heads)
        while missing := await self._unlogged(heads):
            await self._hand_out(missing[:AT_ONCE])
            heads = await asyncio.to_thread(self._log.heads)

    async def _unlogged(self, heads: Heads) -> list[Seal]:
        seals = self._readable(await self._journal.seals(start=heads.last + 1))
        return [one for one in seals if one.number > heads.last]

    async def _agrees(self, heads: Heads, last: Seal | None) -> bool:
        """Whether the newest block that both have has one head."""
        if not heads.last:
            return True
        one = last
        if last is None or last.number != heads.last:
            found = self._readable((await self._journal.seals(start=heads.last))[:1])
            one = found[0] if found else None
        return one is not None and heads.heads.get(heads.last) == one.head

    async def _set_back(self, heads: Heads) -> None:
        was, agreed = heads.last, heads.agreed(self._readable(await self._journal.seals()))
        log.error(
            "the store has not the seals that the log has: it was restored, or somebody has set it back",
            extra={"action": "audit.set_back", "town": self._journal.town, "block": agreed, "logged": was},
        )
        await self._append(Line(kind=Kind.SET_BACK, town=self._journal.town, written=self._clock(), number=agreed))
        await asyncio.to_thread(self._log.heads)
        await self._journal.audit(row(PROGRAM, Action.AUDIT_SET_BACK, block=agreed, count=was - agreed))

    def _readable(self, texts: Sequence[str]) -> list[Seal]:
        found = [seal_from_text(text) for text in texts]
        return [one for one in found if one is not None]

    async def _hand_out(self, seals: Sequence[Seal]) -> None:
        await self._append(
            *(
                Line(kind=Kind.SEAL, town=self._journal.town, written=self._clock(), number=one.number, head=one.head)
                for one in seals
            )
        )
        for one in seals:
            log.info(
                "audit sealed",
                extra={
                    "action": "audit.sealed",
                    "town": self._journal.town,
                    "block": one.number,
                    "rows": one.count,
                    "head": one.head,
                },
            )

    async def _append(self, *lines: Line) -> None:
        await asyncio.to_thread(self._log.append, lines)

    # -- removal

    async def _trim(self) -> None:
        """Remove whole blocks that are older than is kept, about once a day; announced in the log before it is done."""
        oldest = await self._journal.audit_entries(count=1)
        kept = self._clock() - timedelta(days=self._days)
        if not oldest or oldest[0].at > kept - timedelta(days=1):
            return
        old = [one for one in self._readable(await self._journal.seals()) if time_of_id(one.last) < kept]
        if not old:
            return
        last = old[-1]
        town = self._journal.town
        await self._append(
            Line(kind=Kind.TRIM, town=town, written=self._clock(), number=last.number, until=last.last, days=self._days)
        )
        gone = await self._journal.trim_audit(last, self._days)
        log.info("old audit rows removed", extra={"action": "audit.trimmed", "town": town, "rows": gone})
