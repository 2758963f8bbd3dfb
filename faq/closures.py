"""When a department is closed besides its hours and the public holidays: read from iCalendar text. Pure.

A file is what a calendar program exports: appointments, all day or with times, recurring ones too. Their titles are
what citizens are told ("Betriebsausflug").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar

from faq.entry import Closure
from faq.errors import Problem

YEARS_AHEAD: Final = 2
"""Recurring appointments are looked up to the end of that year after the present one."""
MOST: Final = 500
LONGEST_NAME: Final = 80
LARGEST: Final = 1024 * 1024  # bytes
FILE: Final = re.compile(r"closures(?:-(?P<department>[a-z0-9][a-z0-9-]*))?\.ics")
"""`closures.ics` is for all departments, `closures-bauamt.ics` for one."""


def read_closures(text: str, file: str, timezone: str, today: date) -> tuple[tuple[Closure, ...], tuple[Problem, ...]]:
    """The closures of a file from last year on, in order, and what is wrong with it."""
    try:
        calendar = Calendar.from_ical(text)
    except (ValueError, KeyError, IndexError) as error:
        return (), (_problem(file, _line_of(text, str(error)), "", "Das ist kein lesbarer Kalender (iCalendar)."),)
    problems = list(_broken(calendar, text, file))
    if problems:
        return (), tuple(problems)
    if not calendar.walk("VEVENT"):
        what = "Der Kalender hat keinen Termin."
        return (), (_problem(file, 1, "", what, "Termine eintragen oder die Datei löschen."),)
    zone = ZoneInfo(timezone)
    first, last = date(today.year - 1, 1, 1), date(today.year + YEARS_AHEAD, 12, 31)
    try:
        events = recurring_ical_events.of(calendar).between(first, last)
    except Exception as error:
        return (), (_problem(file, 1, "", f"Die Wiederholungen sind nicht lesbar ({type(error).__name__})."),)
    found = sorted({_closure(event, zone) for event in events}, key=lambda one: (one.start, one.end, one.name))
    if len(found) > MOST:
        what = f"Der Kalender hat mehr als {MOST} Schließungen in drei Jahren."
        return (), (_problem(file, 1, "", what, "Nur Schließungen eintragen, Wiederholungen begrenzen."),)
    return tuple(found), ()


def all_past(closures: Iterable[Closure], now: datetime) -> bool:
    """Whether there are some, and none is still to come."""
    ends = [closure.end for closure in closures]
    return bool(ends) and max(ends) <= now


def _broken(calendar: Any, text: str, file: str) -> Iterable[Problem]:
    for event in calendar.walk("VEVENT"):
        name = str(event.get("SUMMARY", ""))
        line = _line_of(text, name)
        if event.errors:
            what = f"Bei diesem Termin ist „{event.errors[0][0]}“ nicht lesbar."
            yield _problem(file, line, name, what)
        elif event.get("DTSTART") is None:
            yield _problem(file, line, name, "Dieser Termin hat keinen Beginn (DTSTART).")
        elif _ends_before(event):
            yield _problem(file, line, name, "Dieser Termin endet, bevor er beginnt.")


def _ends_before(event: Any) -> bool:
    start, end = event["DTSTART"].dt, event.get("DTEND")
    if end is None:
        return False
    if isinstance(start, datetime) != isinstance(end.dt, datetime):
        return True
    return bool(end.dt < start) if getattr(start, "tzinfo", None) == getattr(end.dt, "tzinfo", None) else False


def _closure(event: Any, zone: ZoneInfo) -> Closure:
    start = event["DTSTART"].dt
    end = event["DTEND"].dt if event.get("DTEND") is not None else None
    if end is None and event.get("DURATION") is not None:
        end = start + event["DURATION"].dt
    if end is None or (end == start and not isinstance(start, datetime)):
        end = start if isinstance(start, datetime) else start + timedelta(days=1)
    name = " ".join(str(event.get("SUMMARY", "")).split())[:LONGEST_NAME]
    return Closure(start=_utc(start, zone), end=_utc(end, zone), name=name)


def _utc(at: date, zone: ZoneInfo) -> datetime:
    if not isinstance(at, datetime):
        at = datetime.combine(at, time())
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def _line_of(text: str, words: str) -> int:
    """The line in which something stands, else the first."""
    wanted = words.strip()[:40]
    lines = text.splitlines()
    return next((no for no, line in enumerate(lines, 1) if wanted and wanted in line), 1)


def _problem(file: str, line: int, entry: str, what: str, mend: str = "") -> Problem:
    mend = mend or "Den Kalender neu ausgeben oder den Termin berichtigen."
    return Problem(file=file, line=line, entry=entry, what=what, mend=mend)
