"""Who hears of a handoff besides the citizen: staff by their group, by mail. Pure; the words are others'."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from handoff.journal.records import Delivery, Row
from handoff.ticket import Ticket


@dataclass(frozen=True, kw_only=True, slots=True)
class TicketChange:
    """A ticket before (None: it is new) and after a commit, at Redis' time; before and after may be the same.

    ``channel``: where staff speak with the citizen now, which need not be where the handoff was made.
    ``rows``: what the commit adds to the transcript, ``seq`` the number of its last row. ``failed``: why a message did
    not reach the citizen.
    """

    conversation: str
    before: Ticket | None
    after: Ticket
    now: datetime
    channel: str
    rows: tuple[Row, ...] = ()
    seq: int = 0
    failed: str = ""


Announce = Callable[[TicketChange], tuple[Delivery, ...]]
"""What is delivered because of a change; it becomes part of the commit that makes the change."""


def unannounced(_change: TicketChange) -> tuple[Delivery, ...]:
    """Nobody else hears of it."""
    return ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ConductNews:
    """What the leads of a department are told at once, with or without a handoff that is open."""

    conversation: str
    about: Literal["threat", "review"]
    department: str


Tell = Callable[[ConductNews], tuple[Delivery, ...]]
"""What is delivered because of it; part of the commit that makes it so."""


def untold(_news: ConductNews) -> tuple[Delivery, ...]:
    """Nobody is told."""
    return ()
