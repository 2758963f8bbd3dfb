"""When a department serves: its weekly hours, less the holidays of its Bundesland. Pure; UTC in and out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo

import holidays

from faq.entry import Closure, Department, Town

ONE_DAY: Final = timedelta(days=1)
PROMISE: Final = timedelta(hours=1)
"""Service time within which staff on duty answer, and the least that anybody is promised."""
NOON: Final = time(12)
# No public holidays, but the collective agreement frees town staff on both.
_FREE_BY_AGREEMENT: Final = ((12, 24), (12, 31))


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenState:
    """Whether a department serves now, and if not, why; ``name``: what a closure is called."""

    open: bool
    reason: Literal["", "hours", "holiday", "closure"] = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar:
    """Service hours: weekday (0 is Monday) -> spans (start, end) of local time, start < end, in ascending order.

    ``timezone`` is an IANA name, ``state`` the Bundesland's two letters, ``closures`` are times without service
    besides, ``within`` is the service time in which staff on duty answer. Every method takes an aware time. A calendar
    without any hours is never open; its deadlines are 12:00 on the next working weekday.
    """

    hours: Mapping[int, tuple[tuple[time, time], ...]]
    timezone: str
    state: str
    closures: tuple[Closure, ...] = ()
    within: timedelta = PROMISE

    def is_open(self, now: datetime) -> OpenState:
        """Whether it serves at that moment; an opening counts as open, a closing as closed."""
        today = self._local(now).date()
        if any(start <= now < end for start, end in self._spans(today)):
            return OpenState(open=True)
        if self.hours.get(today.weekday()) and self.is_holiday(today):
            return OpenState(open=False, reason="holiday")
        closure = next((c for c in self.closures if c.start <= now < c.end), None)
        if closure is not None and self._weekly_spans(today):
            return OpenState(open=False, reason="closure", name=closure.name)
        return OpenState(open=False, reason="hours")

    def is_holiday(self, day: date) -> bool:
        """Whether nobody serves on that local date, whatever weekday it is."""
        return (day.month, day.day) in _FREE_BY_AGREEMENT or day in _public_holidays(self.state, day.year)

    def opens_next(self, now: datetime) -> datetime:
        """The next opening after now; the beginning of service time if it is open, the one after that."""
        if self._never_open:
            return self._next_noon(now)
        return next(start for start, _ in self._from(now) if start > now)

    def add_service_time(self, now: datetime, time: timedelta) -> datetime:
        """The moment at which that much service time has gone by since now; always within service hours."""
        if time < timedelta():
            raise ValueError("service time does not run backwards")
        if self._never_open:
            return self._next_noon(now)
        left = time
        for start, end in self._from(now):
            begin = max(start, now)
            if end - begin >= left:
                return (begin + left).astimezone(UTC)
            left -= end - begin
        raise AssertionError("service hours do not end")

    def promise(self, now: datetime, staffed: bool) -> datetime:
        """The time by which a citizen who asks now is answered; always within service hours.

        Open and staffed: ``within`` later. Else the same local time on the next working day, put into that day's
        service hours, and never less than ``within`` from now.
        """
        if self._never_open:
            return self._next_noon(now)
        soonest = self.add_service_time(now, self.within)
        if staffed and self.is_open(now).open:
            return soonest
        local = self._local(now)
        day = local.date() + ONE_DAY
        while not self._spans(day):
            day += ONE_DAY
        return max(soonest, self._put_into_hours(day, local.time()))

    @property
    def _never_open(self) -> bool:
        return not any(start < end for spans in self.hours.values() for start, end in spans)

    def _local(self, now: datetime) -> datetime:
        return now.astimezone(ZoneInfo(self.timezone))

    def _utc(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, ZoneInfo(self.timezone)).astimezone(UTC)

    def _spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """Service time of a local date, in order, less the closures."""
        spans = self._weekly_spans(day)
        for closure in self.closures:
            spans = [part for span in spans for part in _without(span, closure)]
        return spans

    def _weekly_spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """Service time by the week's hours, in order; overlaps, which a clock change can make, are joined."""
        if self.is_holiday(day):
            return []
        joined: list[tuple[datetime, datetime]] = []
        for start, end in sorted(
            (self._utc(day, start), self._utc(day, end)) for start, end in self.hours.get(day.weekday(), ())
        ):
            if start >= end:
                continue
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return joined

    def _from(self, now: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Service time that has not ended yet, without end."""
        day = self._local(now).date()
        while True:
            for start, end in self._spans(day):
                if end > now:
                    yield start, end
            day += ONE_DAY

    def _put_into_hours(self, day: date, at: time) -> datetime:
        wanted = self._utc(day, at.replace(fold=0))
        spans = self._spans(day)
        for start, end in spans:
            if wanted <= end:
                return max(start, wanted)
        return spans[-1][1]

    def _next_noon(self, now: datetime) -> datetime:
        day = self._local(now).date()
        while day.weekday() >= 5 or self.is_holiday(day) or self._utc(day, NOON) <= now:
            day += ONE_DAY
        return self._utc(day, NOON)


def calendar_of(department: Department, town: Town) -> Calendar:
    """When a department of a town serves."""
    return Calendar(
        hours=department.hours.days,
        timezone=town.timezone,
        state=town.state,
        closures=department.closures,
        within=timedelta(minutes=department.answer_minutes),
    )


def _without(span: tuple[datetime, datetime], closure: Closure) -> list[tuple[datetime, datetime]]:
    """What a closure leaves of a span."""
    start, end = span
    if closure.end <= start or end <= closure.start:
        return [span]
    parts = ((start, min(end, closure.start)), (max(start, closure.end), end))
    return [(begin, stop) for begin, stop in parts if begin < stop]


@lru_cache(maxsize=256)
def _public_holidays(state: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DE", subdiv=state, years=year))
