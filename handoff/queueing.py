"""The order of the queue: who is next. Pure.

A concern's place is the time it was first asked. Who tells of a danger is placed as if they had asked a week earlier:
they stand before everybody who asked in the last seven days, and nobody is ever overtaken by whoever asks more than
seven days after them. A place never changes with time, so nothing has to be sorted anew, and nobody starves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from handoff.ticket import Ticket, Turn

HEAD_START: Final = timedelta(days=7)
"""Of a concern that tells of a danger. Long enough to come before a long weekend's backlog."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A case of the list. ``seq``: the number of its conversation's last transcript row."""

    conversation: str
    ticket: Ticket
    seq: int = 0


def place_of(ticket: Ticket) -> datetime:
    """The time by which the queue is ordered, earliest first."""
    return ticket.asked_at - HEAD_START if ticket.urgent else ticket.asked_at


def waits(ticket: Ticket) -> bool:
    """Whether nobody has it."""
    return ticket.is_open and ticket.owner is None


def is_to_be_taken(ticket: Ticket, now: datetime) -> bool:
    """Whether *Nächste* may give it to somebody: nobody has it, it is our turn, and it is not set aside."""
    parked = ticket.parked_until is not None and ticket.parked_until > now
    return waits(ticket) and ticket.turn is Turn.OURS and not parked
