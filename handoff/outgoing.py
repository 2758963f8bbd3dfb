"""Replies that were sent and have not left yet: what may become of them. Pure.

They are part of the ticket, so that sending, taking back and leaving are decided by the one version of the ticket:
a reply leaves once or comes back, whatever happens at the same time.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handoff.ticket import Closed, Done, Outcome, Outgoing, Staff, TakenBy, Ticket, claim, close, reply


def send(ticket: Ticket, fence: int, reply_: Outgoing, now: datetime) -> Outcome:
    """Let a reply wait to leave. Who may do so is who may speak now; an unclaimed ticket is claimed with it."""
    may = reply(ticket, reply_.staff, fence, now)
    if not isinstance(may, Done):
        return may
    held = ticket
    if held.owner is None:
        claimed = claim(held, reply_.staff, now)
        held = claimed.ticket if isinstance(claimed, Done) else held
    return Done(ticket=replace(held, outgoing=(*held.outgoing, reply_)))


def leave(ticket: Ticket, id: str, now: datetime) -> Outcome:
    """It leaves, if nobody else has the ticket by now; otherwise nothing of it is said.

    Overtaken by the citizen's words it ends nothing, and it stays our turn.
    """
    leaving = find(ticket, id)
    if leaving is None or not ticket.is_open:
        return Closed()
    if ticket.owner is not None and ticket.owner.login != leaving.staff.login:
        return TakenBy(holder=ticket.owner)
    said = reply(without(ticket, id), leaving.staff, ticket.fence, now)
    if not isinstance(said, Done):
        return said
    if leaving.overtaken:
        told = {"turn": ticket.turn, "turn_since": ticket.turn_since, "told_late": ticket.told_late}
        return Done(ticket=replace(said.ticket, **told))  # type: ignore[arg-type]
    if leaving.end is None:
        return said
    return close(said.ticket, leaving.staff, leaving.end, now)


def recall(ticket: Ticket, staff: Staff, id: str) -> Outcome:
    """Take it back: only who wrote it, and only while it has not left. ``Closed``: it has left."""
    found = find(ticket, id)
    if found is None:
        return Closed()
    if found.staff.login != staff.login:
        return TakenBy(holder=found.staff)
    return Done(ticket=without(ticket, id))


def find(ticket: Ticket, id: str) -> Outgoing | None:
    """The waiting reply of that id."""
    return next((waiting for waiting in ticket.outgoing if waiting.id == id), None)


def without(ticket: Ticket, id: str) -> Ticket:
    """The ticket when a reply waits no more."""
    return replace(ticket, outgoing=tuple(waiting for waiting in ticket.outgoing if waiting.id != id))


def goes_first(before: Ticket, after: Ticket, staff: Staff) -> bool:
    """Whether what a member has sent must leave before their act.

    So it is when the act gives the ticket away, ends it, sets it aside or speaks. Sending, taking back and leaving
    change what waits and are no such acts.
    """
    if (
        not before.is_open
        or before.outgoing != after.outgoing
        or all(one.staff.login != staff.login for one in before.outgoing)
    ):
        return False
    lost = after.fence != before.fence and (after.owner is None or after.owner.login != staff.login)
    return lost or _settled(before) != _settled(after)


def _settled(ticket: Ticket) -> tuple[object, ...]:
    return (ticket.department, ticket.parked_until, ticket.closed_at, ticket.turn_since)


def first_leaving(ticket: Ticket) -> datetime | None:
    """When the first of them leaves."""
    return min((waiting.leaves_at for waiting in ticket.outgoing), default=None)
