"""Who is not there, and until when: people for a while or for days, departments with the one that stands in. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

LONGEST_PAUSE: Final = timedelta(hours=24)
"""Whoever is away for longer is absent: their claims do not wait for them."""
LONGEST_ABSENCE: Final = timedelta(days=400)


@dataclass(frozen=True, kw_only=True, slots=True)
class Away:
    """A member who is not there from ``since`` to ``until``; ``days``: absent, not just for a break."""

    since: datetime
    until: datetime
    days: bool = False

    def at(self, now: datetime) -> bool:
        """Whether it is so at a moment."""
        return self.since <= now < self.until


@dataclass(frozen=True, kw_only=True, slots=True)
class DepartmentAbsence:
    """A department that takes no new concerns from ``since`` to ``until``: ``deputy`` does."""

    since: datetime
    until: datetime
    deputy: str

    def at(self, now: datetime) -> bool:
        """Whether it is so at a moment."""
        return self.since <= now < self.until


AWAY: Final[TypeAdapter[Away]] = TypeAdapter(Away)
DEPARTMENT_ABSENCE: Final[TypeAdapter[DepartmentAbsence]] = TypeAdapter(DepartmentAbsence)


def days_of(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From the beginning of the first local day to the end of the last, UTC."""
    begin = datetime.combine(first, time(), zone).astimezone(UTC)
    return begin, datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC)


def serving(department: str, absences: Mapping[str, DepartmentAbsence], known: Collection[str], now: datetime) -> str:
    """Who takes a new concern of a department now: itself, its deputy, that one's deputy …

    Itself where nobody is left who stands in.
    """
    seen = [department]
    while (absence := absences.get(seen[-1])) is not None and absence.at(now):
        if absence.deputy in seen or absence.deputy not in known:
            return department
        seen.append(absence.deputy)
    return seen[-1]
