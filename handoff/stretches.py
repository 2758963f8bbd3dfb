"""A conversation's transcript, cut into what belongs to each of its handoffs; and what of it a member may see. Pure.

What bot and citizen say belongs to the handoff that comes of it: to a stretch belongs all since the end of the one
before. What is said after the last end belongs to the present handoff.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from handoff.asking import sees
from handoff.staff import StaffRecord
from handoff.ticket import Ticket

Ends = Sequence[tuple[int, str]]
"""Numbers of the last rows of handoffs, and their receipts; one that was opened again has several."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """Rows ``first`` to ``last`` (None: to the end of the transcript) belong to the handoff with this receipt."""

    receipt: str
    first: int
    last: int | None

    def has(self, n: int) -> bool:
        """Whether the row of this number is one of it."""
        return self.first <= n and (self.last is None or n <= self.last)


@dataclass(frozen=True, kw_only=True, slots=True)
class Hidden:
    """A stretch that is not to be seen. ``ticket`` is None where nothing is known of it any more."""

    stretch: Stretch
    ticket: Ticket | None


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """What of a transcript is to be seen: nothing of ``hidden``, and nothing after the end of what is shown.

    ``last``: the number of its last row, None while it goes on; ``until``: its end, where that number is not known.
    """

    hidden: tuple[Hidden, ...] = ()
    last: int | None = None
    until: datetime | None = None

    def shows(self, n: int, at: datetime | None) -> bool:
        """Whether the row of this number, written then, is to be seen."""
        if self.last is not None and n > self.last:
            return False
        if self.until is not None and (at is None or at > self.until):
            return False
        return not any(one.stretch.has(n) for one in self.hidden)

    def shows_deed(self, receipt: str, after: int, at: datetime) -> bool:
        """Whether something done with a handoff after a row is to be seen."""
        if self.last is not None and after > self.last:
            return False
        if self.until is not None and at > self.until:
            return False
        return all(one.stretch.receipt != receipt for one in self.hidden)


def stretches(ends: Iterable[tuple[int, str]], present: str) -> tuple[Stretch, ...]:
    """The transcript in order. ``present``: the receipt of the handoff that goes on, empty where there is none.

    Of ends at the same row the first one counts: nothing was said until the others.
    """
    cut: list[Stretch] = []
    first = 1
    for last, receipt in sorted(ends, key=lambda end: end[0]):
        if last < first:
            continue
        if cut and cut[-1].receipt == receipt:
            first = cut.pop().first
        cut.append(Stretch(receipt=receipt, first=first, last=last))
        first = last + 1
    return (*cut, Stretch(receipt=present, first=first, last=None))


def handoff_at(handoffs: Sequence[Ticket], at: datetime) -> Ticket | None:
    """The handoff, of all in order, that what was said at a time belongs to: the first that went on, else the last."""
    went_on = (one for one in handoffs if one.closed_at is None or one.closed_at >= at)
    return next(went_on, handoffs[-1] if handoffs else None)


def view_of(
    cut: Sequence[Stretch],
    handoffs: Mapping[str, Ticket],
    record: StaffRecord,
    shown: Ticket,
    *,
    last: int | None = None,
    until: datetime | None = None,
) -> View:
    """What a member sees of a transcript at a handoff: what belongs to it, and to others that are theirs to see."""
    hidden = tuple(
        Hidden(stretch=one, ticket=ticket)
        for one in cut
        if one.receipt not in ("", shown.receipt)  # what belongs to none yet comes after all ends
        and (last is None or one.first <= last)
        and ((ticket := handoffs.get(one.receipt)) is None or not sees(record, ticket))
    )
    return View(hidden=hidden, last=last, until=until)
