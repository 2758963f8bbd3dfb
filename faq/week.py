"""Opening hours as people write them ("Mo-Mi 8-12 und 14-16 Uhr, Do 8-18") as the files write them. Pure."""

import re
from collections.abc import Iterator
from itertools import pairwise

from faq.fields import WEEKDAYS

Spans = tuple[str, ...]
_DAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
_LONG = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_DAY = rf"(?:{'|'.join([*_LONG, 'sonnabend', *_DAYS])})s?\.?"
_TO = r"\s*(?:-|–|—|bis)\s*"
_DAY_PART = re.compile(rf"({_DAY})(?:{_TO}({_DAY}))?(?![a-zäöü])\s*:?")
_SPAN = re.compile(rf"(\d{{1,2}})(?:[:.](\d{{2}}))?\s*(?:uhr)?{_TO}(\d{{1,2}})(?:[:.](\d{{2}}))?\s*(?:uhr)?")
_BETWEEN = re.compile(r"(?:\s|,|;|/|\+|&|\bund\b|\bsowie\b|\bvon\b)*")


class HoursUnclear(ValueError):
    """The text cannot be read as opening hours; the message (German) says where."""


def week_of(text: str) -> dict[str, Spans]:
    """Weekday (mon to sun) -> spans like "08:00-12:00"; raises HoursUnclear."""
    week: dict[str, list[tuple[int, int]]] = {}
    days: list[str] = []
    fresh = False  # whether the days named last still wait for their hours
    for kind, piece in _pieces(text.strip().lower()):
        if kind == "days":
            if not fresh:
                days = []
            days.extend(_range(piece))
            fresh = True
            continue
        if not days:
            raise HoursUnclear(f"Vor „{piece[0]}“ fehlt der Wochentag.")
        fresh = False
        start, end = _span(piece)
        for day in days:
            week.setdefault(day, []).append((start, end))
    if fresh or not week:
        raise HoursUnclear("Nach dem Wochentag fehlt die Uhrzeit." if fresh else "Es steht keine Uhrzeit da.")
    return {day: _written(day, sorted(week[day])) for day in WEEKDAYS if day in week}


def _pieces(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    at = 0
    while at < len(text):
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
        if at >= len(text):
            return
        days, span = _DAY_PART.match(text, at), _SPAN.match(text, at)
        found = days or span
        if found is None:
            raise HoursUnclear(f"„{text[at : at + 20]}“ ist nicht zu verstehen.")
        yield ("days" if days else "span"), found
        at = found.end()


def _range(found: re.Match[str]) -> list[str]:
    first = _weekday(found[1])
    last = _weekday(found[2]) if found[2] else first
    if last < first:
        raise HoursUnclear(f"„{found[0].strip()}“ läuft rückwärts.")
    return list(WEEKDAYS[first : last + 1])


def _weekday(name: str) -> int:
    return 5 if name.startswith("sonna") else _DAYS.index(name[:2])


def _span(found: re.Match[str]) -> tuple[int, int]:
    start, end = (int(found[hour]) * 60 + int(found[hour + 1] or 0) for hour in (1, 3))
    end = min(end, 24 * 60 - 1) if end == 24 * 60 else end
    minutes = (int(found[2] or 0), int(found[4] or 0))
    if max(minutes) > 59 or end >= 24 * 60 or start >= end:
        raise HoursUnclear(f"„{found[0].strip()}“ ist keine Zeitspanne: das Ende liegt nach dem Anfang, bis 23:59.")
    return start, end


def _written(day: str, spans: list[tuple[int, int]]) -> Spans:
    for (_, end), (start, _) in pairwise(spans):
        if start < end:
            raise HoursUnclear(f"Die Zeiten am {_LONG[WEEKDAYS.index(day)].capitalize()} überschneiden sich.")
    return tuple(f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}" for start, end in spans)
