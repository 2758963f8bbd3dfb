"""Who is told by mail of a change of a ticket, and of what then. Pure.

The deliveries name destinations, not addresses: these are looked up, and what there is to say is found out, when a
mail leaves. ``waiting:<department>`` stands for all who want to hear of it; it is passed on to ``department:<id>``
and ``staff:<login>``. So do ``due:`` and ``late:`` (a promised time is near, is over) and ``nobody:`` (nobody is
there and somebody waits) for those who are told of that; ``threat:`` and ``review:`` for the leads of a department.
``reader:<conversation>`` is a citizen who left an address, ``alarm:<n>`` who sees to the program,
``glass-staff:<login>`` who is told that a role was given by breaking the glass.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from faq.entry import Department
from handoff.announcing import Announce, ConductNews, TicketChange
from handoff.journal.records import Class, Delivery
from handoff.letter import new_row_id
from handoff.rights import Right
from handoff.staff import StaffRecord
from handoff.ticket import End, Stage, Ticket, Turn

MAIL: Final = "mail"
"""The channel's name."""
UNREAD_FOR: Final = timedelta(minutes=2)
"""How long a citizen may take to see a reply before a mail says that it is there."""
GATHERED_FOR: Final = timedelta(minutes=1)
"""How long what becomes due is gathered before a mail tells of it: on Monday at eight it is one mail, not fifty."""
DUE: Final = "due"
LATE: Final = "late"
NOBODY: Final = "nobody"
GLASS: Final = "glass"
THREAT: Final = "threat"
REVIEW: Final = "review"


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
        if told := tells_late(change):
            return told
        if change.channel in readers and (is_answered(change) or is_reminded(change)):
            facts = {"receipt": change.after.receipt, "department": change.after.department}
            return (notice("reply", f"reader:{change.conversation}", after=UNREAD_FOR, **facts),)
        return ()

    return announce


def conduct_mail(news: ConductNews) -> tuple[Delivery, ...]:
    """The mail to leads, at once. Threats in two conversations are two mails; of reviews one lists all."""
    return (_about(news.about, f"{news.about}:{news.department}", news.conversation),)


def passed_on_to_reviewers(
    about: str, conversation: str, department: Department, staff: Iterable[StaffRecord]
) -> tuple[Delivery, ...]:
    """The mails to who may review measures there; to the department's mailbox where none of them has an address."""
    leads = [record.login for record in staff if record.mail and record.may(Right.REVIEW_MEASURES, department.id)]
    to = [f"{about}-staff:{login}" for login in leads]
    if not to and department.mail:
        to = [f"{about}-department:{department.id}"]
    return tuple(_about(about, one, conversation) for one in to)


def _about(about: str, to: str, conversation: str) -> Delivery:
    mail = notice(about, to, conversation=conversation)
    return replace(mail, merge=f"{about}/{conversation}") if about == THREAT else mail


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


def tells_late(change: TicketChange) -> tuple[Delivery, ...]:
    """The mail that a promised time is near, or over, where this change is that it is told."""
    before = change.before.told_late if change.before is not None else Stage.NONE
    after, department = change.after.told_late, change.after.department
    if after.reaches(Stage.LEAD) and not before.reaches(Stage.LEAD):
        return (notice(LATE, f"{LATE}:{department}", after=GATHERED_FOR),)
    if after is Stage.DEPARTMENT and before is Stage.NONE:
        return (notice(DUE, f"{DUE}:{department}", after=GATHERED_FOR),)
    return ()


def is_reminded(change: TicketChange) -> bool:
    """Whether the citizen has just been reminded that we wait for them."""
    before = change.before
    return before is not None and before.reminded_at is None and change.after.reminded_at is not None


def passed_on_due(department: Department, staff: Iterable[StaffRecord]) -> tuple[Delivery, ...]:
    """The mails that a promised time is near: to the department, and to staff who want to hear that somebody waits."""
    to = [f"{DUE}-department:{department.id}"] if department.mail else []
    to += [f"{DUE}-staff:{record.login}" for record in staff if record.wants_mail and record.sees(department.id)]
    return tuple(notice(DUE, one) for one in to)


def passed_on_to_leads(kind: str, department: Department, staff: Iterable[StaffRecord]) -> tuple[Delivery, ...]:
    """The mails to the leads of a department; to its mailbox where no lead has an address."""
    leads = [record.login for record in staff if record.mail and record.may(Right.TAKE_OVER, department.id)]
    to = [f"{kind}-staff:{login}" for login in leads]
    if not to and department.mail:
        to = [f"{kind}-department:{department.id}"]
    return tuple(notice(kind, one) for one in to)


def glass_notices(glass: str, staff: Iterable[StaffRecord]) -> tuple[Delivery, ...]:
    """The mails to those who see rights, that somebody has a role by breaking the glass; ``glass`` is its id."""
    told = (record for record in staff if record.mail and record.may(Right.SEE_RIGHTS))
    return tuple(notice(GLASS, f"{GLASS}-staff:{record.login}", glass=glass) for record in told)


def due_key(ticket: Ticket) -> str:
    """Names one promised time of a ticket."""
    return f"{ticket.receipt}/{ticket.promised_by.isoformat()}"


def due_in(tickets: Iterable[Ticket], kind: str) -> tuple[Ticket, ...]:
    """Those whose promised time is near (``due``) or over (``late``), as far as it was told."""
    stages = {Stage.LEAD, Stage.OPERATOR} if kind == LATE else {Stage.DEPARTMENT}
    return tuple(t for t in tickets if t.is_open and t.turn is Turn.OURS and t.told_late in stages)
