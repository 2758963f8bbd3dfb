"""The staff's side of a conversation: a ticket's states and who may do what with it.

Pure: every act is ``act(ticket, ..., now) -> outcome``; nothing here waits, reads or writes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from handoff.enclosure import Enclosure


class Kind(StrEnum):
    """Kind of concern."""

    QUESTION = "question"
    DEFECT = "defect"
    COMPLAINT = "complaint"
    IDEA = "idea"
    OBJECTION = "objection"


class Turn(StrEnum):
    """Whose turn it is to write."""

    OURS = "ours"
    CITIZEN = "citizen"


class End(StrEnum):
    """How a handoff or a case ended."""

    ANSWERED = "answered"
    LEFT = "left"
    FORWARDED = "forwarded"
    UNREACHABLE = "unreachable"
    ABUSE = "abuse"
    NO_REACTION = "no_reaction"
    OTHER = "other"


class Stage(StrEnum):
    """How far the passing of a promised time was told, in this order."""

    NONE = ""
    DEPARTMENT = "department"
    LEAD = "lead"
    OPERATOR = "operator"

    def reaches(self, other: Stage) -> bool:
        """Whether it is that stage or a later one."""
        return list(Stage).index(self) >= list(Stage).index(other)


@dataclass(frozen=True, kw_only=True, slots=True)
class Staff:
    """A staff member as the rules need to know them: ``login`` is unique, ``name`` is what citizens read.

    ``full_name`` is what colleagues read; empty where it is the same.
    """

    login: str
    name: str
    full_name: str = ""

    @property
    def colleague(self) -> str:
        """The name among colleagues."""
        return self.full_name or self.name


@dataclass(frozen=True, kw_only=True, slots=True)
class Outgoing:
    """A reply that was sent and has not left yet; until ``leaves_at`` whoever wrote it can take it back.

    ``text`` is Markdown as it was typed, ``id`` the row it becomes. ``edits``: the row it is a new version of.
    ``entry``: the FAQ item it was taken from. ``end``: the handoff is closed with it. ``overtaken``: the citizen has
    written since; whoever wrote it may not have seen that.
    """

    id: str
    staff: Staff
    text: str
    leaves_at: datetime
    files: tuple[Enclosure, ...] = ()
    edits: str = ""
    entry: str = ""
    end: End | None = None
    overtaken: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """A question to a colleague, or to a department; the owner stays. What was asked and said are notes.

    ``answered_by``: somebody has answered, and the owner has not said yet that they have read it.
    """

    id: str
    by: Staff
    at: datetime
    to: Staff | None = None
    department: str = ""
    answered_by: Staff | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Ticket:
    """The staff's half of a conversation's state, from the handoff to its end.

    ``fence`` rises with each change of owner; a reply that carries an older one is stale.
    ``urgent`` is the danger that the citizen told of, a `faq.emergency.Danger`, or empty.
    ``offence`` is "threat" where one was found in what the citizen wrote, or empty.
    ``channel`` is where it was asked. ``awaited``: the citizen is to come to the web chat and has not done so yet.
    ``asked_at`` is the first asked time: the place in the queue, kept when a claim is released.
    ``tags`` are the staff's own words for it, ``asks`` questions to colleagues that are not done with, ``outgoing``
    replies that have not left yet.
    ``told_late`` is how far it was told that ``promised_by`` passes, ``reminded_at`` when the citizen was reminded in
    this turn of theirs. ``deputy_for`` is the absent department that was asked. ``reopened_at`` is the last time.
    """

    receipt: str
    case: str
    kind: Kind
    department: str
    channel: str
    lang: str
    subject: str
    asked_at: datetime
    turn: Turn
    turn_since: datetime
    promised_by: datetime
    place: str = ""
    urgent: str = ""
    awaited: bool = False
    owner: Staff | None = None
    claimed_at: datetime | None = None
    first_claimed_at: datetime | None = None
    fence: int = 0
    parked_until: datetime | None = None
    closed_at: datetime | None = None
    end: End | None = None
    rating: int | None = None
    tags: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    outgoing: tuple[Outgoing, ...] = ()
    told_late: Stage = Stage.NONE
    reminded_at: datetime | None = None
    deputy_for: str = ""
    reopened_at: datetime | None = None
    offence: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the handoff still needs a person."""
        return self.closed_at is None


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """The act holds; ``ticket`` is the state after it."""

    ticket: Ticket


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenBy:
    """Somebody else has the ticket."""

    holder: Staff


@dataclass(frozen=True, kw_only=True, slots=True)
class Closed:
    """The handoff has ended; nothing more can be done with it."""


Outcome = Done | TakenBy | Closed


def claim(ticket: Ticket, staff: Staff, now: datetime) -> Outcome:
    """Take the ticket. Claiming what one already has changes nothing, so a repeated request is harmless."""
    if not ticket.is_open:
        return Closed()
    if ticket.owner is not None:
        return Done(ticket=ticket) if ticket.owner.login == staff.login else TakenBy(holder=ticket.owner)
    return Done(
        ticket=replace(
            ticket,
            owner=staff,
            claimed_at=now,
            first_claimed_at=ticket.first_claimed_at or now,
            fence=ticket.fence + 1,
            parked_until=None,
        )
    )


def reply(ticket: Ticket, staff: Staff, fence: int, now: datetime) -> Outcome:
    """Speak to the citizen. A late reply of an owner who lost an unclaimed ticket claims it again, silently."""
    if not ticket.is_open:
        return Closed()
    if ticket.owner is None:
        claimed = claim(ticket, staff, now)
        return reply(claimed.ticket, staff, claimed.ticket.fence, now) if isinstance(claimed, Done) else claimed
    if ticket.owner.login != staff.login or fence != ticket.fence:
        return TakenBy(holder=ticket.owner)
    return Done(ticket=_turned(ticket, Turn.CITIZEN, now))


def take_over(ticket: Ticket, staff: Staff, now: datetime) -> Outcome:
    """Take the ticket from whoever has it; their fence is stale from now on. Unclaimed, it is a claim."""
    if not ticket.is_open or ticket.owner is None or ticket.owner.login == staff.login:
        return claim(ticket, staff, now)
    return Done(ticket=_given(ticket, staff, now))


def hand_to(ticket: Ticket, staff: Staff, to: Staff, now: datetime) -> Outcome:
    """Give the ticket to another person; what was set aside stays so."""
    if (refused := _not_owner(ticket, staff)) is not None:
        return refused
    if ticket.owner is not None and ticket.owner.login == to.login:
        return Done(ticket=ticket)
    return Done(ticket=_given(ticket, to, now))


def reopen(ticket: Ticket, owner: Staff | None, promise: datetime, now: datetime) -> Outcome:
    """Go on with a closed ticket, at its first asked time: with ``owner``, else in the queue. It is our turn."""
    if ticket.is_open:
        if ticket.owner is None or (owner is not None and ticket.owner.login == owner.login):
            return Done(ticket=ticket)
        return TakenBy(holder=ticket.owner)
    return Done(
        ticket=replace(
            _turned(ticket, Turn.OURS, now),
            owner=owner,
            claimed_at=now if owner is not None else None,
            fence=ticket.fence + 1,
            promised_by=promise,
            closed_at=None,
            end=None,
            reopened_at=now,
        )
    )


def release(ticket: Ticket, staff: Staff) -> Outcome:
    """Give the ticket back to the queue, at its first asked time."""
    if (refused := _not_owner(ticket, staff)) is not None:
        return refused
    return Done(ticket=replace(ticket, owner=None, claimed_at=None, fence=ticket.fence + 1, parked_until=None))


def transfer(
    ticket: Ticket, staff: Staff, department: str, *, to: Staff | None = None, now: datetime | None = None
) -> Outcome:
    """Hand the ticket to another department's queue, at its first asked time, or to a person, who has it then."""
    if (refused := _not_owner(ticket, staff)) is not None:
        return refused
    claimed = now if to is not None else None
    return Done(
        ticket=replace(
            ticket,
            department=department,
            owner=to,
            claimed_at=claimed,
            first_claimed_at=ticket.first_claimed_at or claimed,
            fence=ticket.fence + 1,
            parked_until=None,
        )
    )


def note(ticket: Ticket) -> Outcome:
    """Write down something for staff only, whoever has the ticket."""
    return Done(ticket=ticket) if ticket.is_open else Closed()


def park(ticket: Ticket, staff: Staff, until: datetime) -> Outcome:
    """Set the ticket aside until a time; the owner stays."""
    if (refused := _not_owner(ticket, staff)) is not None:
        return refused
    return Done(ticket=replace(ticket, parked_until=until))


def close(ticket: Ticket, staff: Staff, end: End, now: datetime) -> Outcome:
    """End the handoff."""
    if (refused := _not_owner(ticket, staff)) is not None:
        return refused
    return Done(ticket=ended(ticket, end, now))


def ended(ticket: Ticket, end: End, now: datetime) -> Ticket:
    """The ticket with its end, whoever or whatever brings it: whoever was only asked about it has no more to see."""
    return replace(ticket, closed_at=now, end=end, parked_until=None, asks=())


def citizen_wrote(ticket: Ticket, now: datetime) -> Ticket:
    """The citizen added something: it is our turn, since now unless it was already; a parked ticket wakes."""
    outgoing = tuple(replace(waiting, overtaken=True) for waiting in ticket.outgoing)
    turned = ticket if ticket.turn is Turn.OURS else _turned(ticket, Turn.OURS, now)
    return replace(turned, parked_until=None, outgoing=outgoing)


def citizen_left(ticket: Ticket, now: datetime) -> Ticket:
    """The citizen takes the concern back."""
    return ended(ticket, End.LEFT, now)


def _turned(ticket: Ticket, turn: Turn, now: datetime) -> Ticket:
    """The turn passes: what was told of the one before counts no more."""
    return replace(ticket, turn=turn, turn_since=now, parked_until=None, told_late=Stage.NONE, reminded_at=None)


def _given(ticket: Ticket, to: Staff, now: datetime) -> Ticket:
    return replace(
        ticket,
        owner=to,
        claimed_at=now,
        first_claimed_at=ticket.first_claimed_at or now,
        fence=ticket.fence + 1,
    )


def _not_owner(ticket: Ticket, staff: Staff) -> TakenBy | Closed | None:
    if not ticket.is_open:
        return Closed()
    if ticket.owner is not None and ticket.owner.login != staff.login:
        return TakenBy(holder=ticket.owner)
    return None


_ADAPTER: TypeAdapter[Ticket] = TypeAdapter(Ticket)


def ticket_to_json(ticket: Ticket) -> str:
    """The ticket as it is stored."""
    return _ADAPTER.dump_json(ticket, exclude_defaults=True).decode()


def ticket_from_json(text: str) -> Ticket:
    """The stored ticket. Fields of a newer version are ignored, missing ones take their default."""
    return _ADAPTER.validate_json(text)


def ticket_to_dict(ticket: Ticket) -> dict[str, Any]:
    """The ticket as plain JSON values, for pages."""
    result: dict[str, Any] = _ADAPTER.dump_python(ticket, mode="json")
    return result
