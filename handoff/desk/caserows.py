"""The rows of a case that somebody may see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from handoff.desk.door import OpenCase
from handoff.desk.transcript import attachments_of
from handoff.files.kinds import is_ref
from handoff.journal.journal import Journal
from handoff.journal.records import Deed, Row

ROWS_AT_ONCE: Final = 500


async def rows_of_case(journal: Journal, case: OpenCase) -> list[Row]:
    """All of them, in order. Raises JournalAway."""
    rows: list[Row] = []
    while True:
        more = await journal.rows(case.snapshot.conversation, after=rows[-1].n if rows else 0, limit=ROWS_AT_ONCE)
        rows.extend(more)
        if len(more) < ROWS_AT_ONCE:
            return [row for row in rows if within(case, [row])]


async def deeds_of_case(journal: Journal, case: OpenCase) -> list[Deed]:
    """What staff did with it, in order. Raises JournalAway."""
    deeds = await journal.deeds(case.snapshot.conversation)
    return [deed for deed in deeds if _before_its_end(case, deed)]


def within(case: OpenCase, rows: Sequence[Row]) -> bool:
    """Whether rows belong to what this case may show: a closed one ends where another department's may begin."""
    if case.current:
        return True
    if case.last is not None:
        return all(row.n <= case.last for row in rows)
    end = case.ticket.closed_at
    return end is not None and all(row.at is not None and row.at <= end for row in rows)


def stored_in(rows: Sequence[Row]) -> list[str]:
    """The stored files that rows name."""
    return [str(file["ref"]) for row in rows for file in attachments_of(row) if is_ref(str(file.get("ref", "")))]


def _before_its_end(case: OpenCase, deed: Deed) -> bool:
    if case.current:
        return True
    if case.last is not None:
        return deed.after <= case.last
    end = case.ticket.closed_at
    return end is not None and deed.at <= end
