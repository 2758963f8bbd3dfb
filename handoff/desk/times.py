"""Times as staff read and enter them, in the town's time zone. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from handoff.desk.catalogue import Say

LONGEST_PARK: Final = timedelta(days=366)
MORNING: Final = time(8, 0)
_LOCALES: Final = {"de": "de_DE", "en": "en_GB"}
_PATTERNS: Final = {"de": ("EEE d. MMM, HH:mm", "d. MMM y, HH:mm"), "en": ("EEE d MMM, HH:mm", "d MMM y, HH:mm")}


def moment(at: datetime, now: datetime, zone: ZoneInfo, lang: str) -> str:
    """A time as short as it can be understood: today's without its day, this year's without its year."""
    local, today = at.astimezone(zone), now.astimezone(zone)
    if local.date() == today.date():
        return f"{local:%H:%M}"
    this_year, other_year = _PATTERNS[lang]
    pattern = this_year if local.year == today.year else other_year
    return format_datetime(local, pattern, locale=_LOCALES[lang])


def day(at: datetime, zone: ZoneInfo, lang: str) -> str:
    """The day of a time, as a heading between messages."""
    pattern = "EEEE, d. MMMM y" if lang == "de" else "EEEE, d MMMM y"
    return format_datetime(at.astimezone(zone), pattern, locale=_LOCALES[lang])


def age(since: datetime, now: datetime, say: Say) -> str:
    """How long something has lasted, in the largest whole unit."""
    minutes = max(0, int((now - since).total_seconds() // 60))
    if minutes < 1:
        return say("age-now")
    if minutes < 60:
        return say("age-minutes", n=minutes)
    if minutes < 24 * 60:
        return say("age-hours", n=minutes // 60)
    return say("age-days", n=minutes // (24 * 60))


def span(since: datetime, until: datetime, say: Say, case: Literal["span", "for"] = "span") -> str:
    """A span of time in its largest whole unit: alone ("2 Tage"), or as it reads after "seit" ("2 Tagen")."""
    minutes = max(1, int((until - since).total_seconds() // 60))
    if minutes < 60:
        return say("span-minutes", n=minutes)
    if minutes < 24 * 60:
        return say("span-hours", n=minutes // 60)
    return say(f"{case}-days", n=minutes // (24 * 60))


def park_until(quick: str, until: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The end of parking that a form asks for, UTC; None when it is no time, not ahead, or over a year away.

    ``quick``: "hour", "tomorrow" (at eight) or ""; ``until``: a local time as ``datetime-local`` gives it.
    """
    match quick:
        case "hour":
            return now + timedelta(hours=1)
        case "tomorrow":
            tomorrow = now.astimezone(zone).date() + timedelta(days=1)
            return datetime.combine(tomorrow, MORNING, zone).astimezone(UTC)
    try:
        local = datetime.fromisoformat(until)
        asked = (local if local.tzinfo else local.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return asked if now < asked <= now + LONGEST_PARK else None
