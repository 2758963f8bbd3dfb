"""Who is told by mail of a change of a ticket, and of what then. Pure.

The deliveries name destinations, not addresses: these are looked up, and what there is to say is found out, when a
mail leaves. ``waiting:<department>`` stands for all who want to hear of it; it is passed on to ``department:<id>`` and
``staff:<login>``. ``reader:<conversation>`` is a citizen who left an address, ``alarm:<n>`` who sees to the program.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from faq.entry import Department
from handoff.announcing import Announce, TicketChange
from handoff.journal.records import Class, Delivery
from handoff.letter import new_row_id
from handoff.staff import StaffRecord
from handoff.ticket import End, Ticket, Turn

MAIL: Final = "mail"
"""The channel's name."""
UNREAD_FOR: Final = timedelta(minutes=2)
"""How long a citizen may take to see a reply before a mail says that it is there."""
LATE_AFTER: Final = timedelta(minutes=15)
"""How long after the promised time leads are told."""


def notice(kind: str, to: str, *, after: timedelta = timedelta(), **facts: str) -> Delivery:
    """One mail of a kind to a destination; one that waits there already stands for both.

    ``facts``: what is not to be found any more when it leaves.
    """
    body = {"kind": kind, **facts}
    return Delivery(id=f"{new_row_id()}.0", channel=MAIL, to=to, body=body, cls=Class.NOTICE, merge=kind, after=after)


def mail_announcer(readers: Collection[str]) -> Announce:
    """What goes out by mail. ``readers``: channels whose citizens must come and look, so that they may want a mail."""

    def announce(change: TicketChange) -> tuple[Delivery, ...]:
        if begins_to_wait(change):
            return (notice("waiting", f"waiting:{change.after.department}"),)
        if change.channel in readers and is_answered(change):
            facts = {"receipt": change.after.receipt, "department": change.after.department}
            return (notice("reply", f"reader:{change.conversation}", after=UNREAD_FOR, **facts),)
        return ()

    return announce


def begins_to_wait(change: TicketChange) -> bool:
    """Whether a concern waits for anybody from now on: a new one, one given back, one for another department."""
    before, after = change.before, change.after
    if not waits(after):
        return False
    return before is None or not waits(before) or before.department != after.department


def is_answered(change: TicketChange) -> bool:
    """Whether staff have just spoken to the citizen, or ended the concern."""
    before, after = change.before, change.after
    if before is None:
        return False
    spoke = after.turn is Turn.CITIZEN and after.turn_since != before.turn_since
    ended = before.is_open and not after.is_open and after.end not in {End.LEFT, End.NO_REACTION}
    return spoke or ended


def waits(ticket: Ticket) -> bool:
    """Whether nobody has it yet."""
    return ticket.is_open and ticket.owner is None


def waiting_key(ticket: Ticket) -> str:
    """Names one waiting of a ticket: given back, it waits anew."""
    return f"{ticket.receipt}/{ticket.fence}"


def passed_on(department: Department, staff: Iterable[StaffRecord]) -> tuple[Delivery, ...]:
    """The mails to all who want to hear that something waits for a department."""
    to = [notice("waiting", f"department:{department.id}")] if department.mail else []
    for record in staff:
        if record.wants_mail and record.sees(department.id):
            pause = timedelta(minutes=record.mail_minutes) if record.mail_when == "digest" else timedelta()
            to.append(notice("waiting", f"staff:{record.login}", after=pause))
    return tuple(to)


def late_tickets(tickets: Sequence[Ticket], now: datetime) -> tuple[Ticket, ...]:
    """Those whose citizens have been waiting for us well beyond the promised time."""
    return tuple(t for t in tickets if t.is_open and t.turn is Turn.OURS and now - t.promised_by > LATE_AFTER)
