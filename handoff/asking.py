"""Questions to colleagues and tags: what they change in a ticket, and who may see it because of them. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from handoff.rights import Right
from handoff.staff import StaffRecord
from handoff.ticket import Ask, Closed, Done, Outcome, Staff, Ticket

MOST_TAGS: Final = 12
TAG_LENGTH: Final = 30
MOST_ASKS: Final = 20
_UNFIT: Final = re.compile(r"[^\w\s.+/&-]")


def tag_of(text: str) -> str:
    """A tag as it is kept: small letters, single spaces, no other signs; empty when nothing of it is left."""
    return " ".join(_UNFIT.sub(" ", text.casefold().replace("_", " ")).split())[:TAG_LENGTH].strip()


def tag(ticket: Ticket, word: str) -> Outcome:
    """Add a tag. One too many changes nothing."""
    if word in ticket.tags or len(ticket.tags) >= MOST_TAGS:
        return Done(ticket=ticket)
    return Done(ticket=replace(ticket, tags=(*ticket.tags, word)))


def untag(ticket: Ticket, word: str) -> Outcome:
    """Take a tag off."""
    return Done(ticket=replace(ticket, tags=tuple(other for other in ticket.tags if other != word)))


def ask(ticket: Ticket, asked: Ask) -> Outcome:
    """Ask a colleague; the owner stays."""
    if not ticket.is_open:
        return Closed()
    return Done(ticket=replace(ticket, asks=(*ticket.asks, asked)[-MOST_ASKS:]))


def answer(ticket: Ticket, id: str, staff: Staff) -> Outcome:
    """Answer a question; a second answer is only a note more. ``Closed``: there is no such question any more."""
    if not ticket.is_open or all(asked.id != id for asked in ticket.asks):
        return Closed()
    answered = (replace(one, answered_by=staff) if one.id == id else one for one in ticket.asks)
    return Done(ticket=replace(ticket, asks=tuple(answered)))


def done(ticket: Ticket, id: str) -> Outcome:
    """The answer was read, or the question is not needed any more."""
    return Done(ticket=replace(ticket, asks=tuple(asked for asked in ticket.asks if asked.id != id)))


def asks_of(ticket: Ticket, record: StaffRecord) -> tuple[Ask, ...]:
    """The open questions that this member is to answer."""
    return tuple(
        asked
        for asked in ticket.asks
        if asked.answered_by is None and asked.by.login != record.login and _is_for(asked, record)
    )


def answers_for(ticket: Ticket, record: StaffRecord) -> tuple[Ask, ...]:
    """The answers that this member is to read: those to their own questions."""
    return tuple(one for one in ticket.asks if one.answered_by is not None and one.by.login == record.login)


def sees(record: StaffRecord, ticket: Ticket) -> bool:
    """Whether a ticket is a member's to see: by its department, or because they were asked about it."""
    return record.sees(ticket.department) or bool(asks_of(ticket, record))


def _is_for(asked: Ask, record: StaffRecord) -> bool:
    if asked.to is not None:
        return asked.to.login == record.login and record.may(Right.READ_CASES)
    return bool(asked.department) and record.may(Right.WORK_CASES, asked.department)
