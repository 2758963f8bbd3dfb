"""What the counters and the queue say about a span of days: for a department's head, never about a person. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from handoff.counting import WAIT_MINUTES, Counted
from handoff.ticket import Ticket

BUCKETS: Final = (*map(str, WAIT_MINUTES), "more")
_ANSWERS: Final = frozenset({"answered", "picked"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Rounded; None of nothing."""
        return round(100 * self.part / self.whole) if self.whole else None


@dataclass(kw_only=True)
class Tally:
    """The handoffs of one department, or of all of them."""

    handoffs: int = 0
    in_time: int = 0
    late: int = 0
    waits: Counter[str] = field(default_factory=Counter)
    hours: Counter[int] = field(default_factory=Counter)
    waiting: int = 0
    oldest: datetime | None = None

    @property
    def kept(self) -> Share:
        """How many were taken by the time promised."""
        return Share(part=self.in_time, whole=self.in_time + self.late)

    def within(self, share: float) -> str:
        """The bucket within which this share of the handoffs were taken; empty when none was."""
        total, seen = sum(self.waits.values()), 0
        for bucket in BUCKETS:
            seen += self.waits[bucket]
            if total and seen >= share * total:
                return bucket
        return ""


@dataclass(kw_only=True)
class DayFigures:
    """What became of the questions of one day."""

    day: date
    answered: int = 0
    suggested: int = 0
    handoffs: int = 0


@dataclass(kw_only=True)
class Overview:
    """A span of days in the town's time, its last one included."""

    days: list[DayFigures]
    departments: dict[str, Tally]
    whole: Tally = field(default_factory=Tally)
    ends: Counter[str] = field(default_factory=Counter)
    ratings: Counter[int] = field(default_factory=Counter)

    @property
    def stars(self) -> float | None:
        """The mean rating; None when there is none."""
        n = sum(self.ratings.values())
        return round(sum(stars * times for stars, times in self.ratings.items()) / n, 1) if n else None

    def total(self, name: str) -> int:
        """The sum of one of the figures of a day."""
        return sum(int(getattr(day, name)) for day in self.days)


def days_read(today: date, span: int) -> list[date]:
    """The days (UTC) whose counters hold what happened in the ``span`` local days up to ``today``."""
    return [today - timedelta(days=back) for back in range(span + 1, -2, -1)]


def visible(counts: Iterable[Counted], departments: Collection[str]) -> list[Counted]:
    """The counters somebody may see: those of their departments, and those of none (the machine's)."""
    return [one for one in counts if not one.department or one.department in departments]


def overview_of(
    counts: Iterable[Counted],
    tickets: Iterable[Ticket],
    departments: Sequence[str],
    *,
    today: date,
    span: int,
    zone: ZoneInfo,
    now: datetime,
) -> Overview:
    """The figures of ``span`` days up to ``today``. ``tickets`` are the open handoffs now."""
    days = {day: DayFigures(day=day) for day in (today - timedelta(days=back) for back in range(span - 1, -1, -1))}
    made = Overview(days=list(days.values()), departments={id_: Tally() for id_ in departments})
    for one in visible(counts, departments):
        local = one.at.astimezone(zone)
        if local.date() in days:
            _add(made, days[local.date()], one, local.hour)
    for ticket in tickets:
        tally = made.departments.get(ticket.department)
        parked = ticket.parked_until is not None and ticket.parked_until > now
        if tally is None or ticket.owner is not None or not ticket.is_open or parked:
            continue
        for each in (tally, made.whole):
            each.waiting += 1
            each.oldest = min(each.oldest or ticket.asked_at, ticket.asked_at)
    return made


def _add(made: Overview, day: DayFigures, one: Counted, hour: int) -> None:
    if one.what in _ANSWERS:
        day.answered += one.n
    elif one.what == "suggested":
        day.suggested += one.n
    elif one.what == "handoff":
        day.handoffs += one.n
    head, _, tail = one.what.partition(":")
    if head == "end" and one.department:
        made.ends[tail] += one.n
    elif head == "rating" and tail.isdecimal():
        made.ratings[int(tail)] += one.n
    tally = made.departments.get(one.department)
    for each in (tally, made.whole) if tally is not None else ():
        if one.what == "handoff":
            each.handoffs += one.n
            each.hours[hour] += one.n
        elif head == "wait":
            each.waits[tail if tail in BUCKETS else "more"] += one.n
        elif one.what == "taken:in_time":
            each.in_time += one.n
        elif one.what == "taken:late":
            each.late += one.n
