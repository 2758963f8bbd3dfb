"""The rows of a case that somebody may see: the one place where that is decided for every page, file and fragment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from handoff.desk.door import OpenCase
from handoff.desk.transcript import attachments_of
from handoff.files.kinds import is_ref
from handoff.journal.journal import Journal
from handoff.journal.records import Deed, Row
from handoff.stretches import Hidden, View, stretches, view_of
from handoff.ticket import Ticket

ROWS_AT_ONCE: Final = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """What of a conversation a member is shown at a case. ``hidden``: what of it is other departments' alone."""

    rows: tuple[Row, ...]
    deeds: tuple[Deed, ...]
    hidden: tuple[Hidden, ...]


async def shown_of_case(journal: Journal, case: OpenCase) -> Shown:
    """All of it, in order. Raises JournalAway."""
    view = await view_of_case(journal, case)
    rows: list[Row] = []
    while True:
        more = await journal.rows(case.snapshot.conversation, after=rows[-1].n if rows else 0, limit=ROWS_AT_ONCE)
        rows.extend(more)
        if len(more) < ROWS_AT_ONCE:
            break
    deeds = await journal.deeds(case.snapshot.conversation)
    return Shown(
        rows=tuple(row for row in rows if view.shows(row.n, row.at)),
        deeds=tuple(deed for deed in deeds if view.shows_deed(deed.receipt, deed.after, deed.at)),
        hidden=view.hidden,
    )


async def view_of_case(journal: Journal, case: OpenCase) -> View:
    """What may be seen at a case. Raises JournalAway."""
    conversation, present = case.snapshot.conversation, case.snapshot.ticket
    handoffs: dict[str, Ticket] = {one.receipt: one for one in await journal.handoffs(conversation)}
    (ends,) = await journal.ends([conversation])
    return view_of(
        stretches(ends, present.receipt if present is not None else ""),
        handoffs,
        case.record,
        case.ticket,
        last=case.last,
        until=case.ticket.closed_at if not case.current and case.last is None else None,
    )


def stored_in(rows: Sequence[Row]) -> list[str]:
    """The stored files that rows name."""
    return [str(file["ref"]) for row in rows for file in attachments_of(row) if is_ref(str(file.get("ref", "")))]
