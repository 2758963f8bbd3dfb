"""Looking at a town's whole audit: the check of its chain, and what a restore has to say to the log of heads."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from handoff.audit import COMMAND_LINE, Action, row
from handoff.auditchain import seal_from_text
from handoff.auditcheck import ChainCheck, Report
from handoff.auditheads import Kind, Line
from handoff.headslog import HeadsLog
from handoff.journal.journal import Journal

TRIES = 5


async def check(journal: Journal, log: HeadsLog) -> Report:
    """Check everything there is, also while the program writes and seals. Raises JournalAway, OSError."""
    for _ in range(TRIES):
        oldest = await _oldest(journal)
        # The log before the seals: what it has is sealed. The seals before the rows: what they cover is there.
        heads = await asyncio.to_thread(log.heads)
        looked = ChainCheck(journal.town, await journal.seals())
        async for entries in journal.whole_audit():
            looked.feed(entries)
        if await _oldest(journal) == oldest:
            return looked.finish(heads)
    raise TimeoutError("old rows are being removed; try again")


async def note_restored(journal: Journal, log: HeadsLog, made: str) -> None:
    """Say in the log, and in the audit, that the store is a backup's from now on. Raises JournalAway, OSError."""
    heads = await asyncio.to_thread(log.heads)
    read = [seal_from_text(text) for text in await journal.seals()]
    seals = [one for one in read if one is not None]
    if heads.last > heads.agreed(seals):
        line = Line(kind=Kind.RESTORED, town=journal.town, written=datetime.now(UTC), number=heads.agreed(seals))
        await asyncio.to_thread(log.append, [line])
    await journal.audit(row(COMMAND_LINE, Action.RESTORED, since=made))


async def _oldest(journal: Journal) -> str:
    first = await journal.audit_entries(count=1)
    return first[0].id if first else ""
