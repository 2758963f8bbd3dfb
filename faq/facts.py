"""Facts of an office that answers refer to as `{{ office.<id>.<fact> }}`, and their words. Reads no files."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal

from babel import Locale
from babel.dates import format_time, get_day_names
from babel.numbers import format_currency

from faq.errors import UnknownFact

GERMAN = "de"
UNKNOWN = "unbekannt"
"""What stands in the files in the place of a fact that nobody knows yet."""
PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Opening hours of a week, in the town's local time: weekday (0 is Monday) -> spans (start, end), start < end."""

    days: Mapping[int, tuple[tuple[time, time], ...]] = field(default_factory=dict)

    def on(self, weekday: int) -> tuple[tuple[time, time], ...]:
        """Spans of a weekday (0 is Monday) in ascending order; empty when closed."""
        return self.days.get(weekday, ())


@dataclass(frozen=True, kw_only=True)
class Office:
    """A place citizens go to or call. Missing facts are empty; fees are in euros."""

    id: str
    name: Mapping[str, str]
    address: str = ""
    phone: str = ""
    email: str = ""
    link: str = ""
    hours: Hours = field(default_factory=Hours)
    fees: Mapping[str, Decimal] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)


def in_language(texts: Mapping[str, str], lang: str) -> str:
    """The text in `lang`, else in German, else any; empty when there is none."""
    return texts.get(lang) or texts.get(GERMAN) or next(iter(texts.values()), "")


def hours_text(hours: Hours, lang: str) -> str:
    """Opening hours in one line ("Mo–Mi 8–12 und 14–16 Uhr, Do 8–18 Uhr"); neighbouring days alike are grouped."""
    groups: list[tuple[int, int, tuple[tuple[time, time], ...]]] = []
    for weekday in range(7):
        spans = hours.on(weekday)
        if not spans:
            continue
        if groups and groups[-1][1] == weekday - 1 and groups[-1][2] == spans:
            groups[-1] = (groups[-1][0], weekday, spans)
        else:
            groups.append((weekday, weekday, spans))
    if not groups:
        return "geschlossen" if lang == GERMAN else "closed"
    names = get_day_names("abbreviated", "stand-alone", locale=_locale(lang))
    return ", ".join(
        f"{names[first]}{'' if first == last else f'–{names[last]}'} {_spans_text(spans, lang)}"
        for first, last, spans in groups
    )


def euros(amount: Decimal, lang: str) -> str:
    """An amount of money in words of a language, e.g. "37,00 Euro" and "37.00 euros"."""
    return format_currency(amount, "EUR", locale=_locale(lang), format_type="name")


def fact(offices: Mapping[str, Office], path: str, lang: str) -> str:
    """The words for a path such as `office.buergerbuero.fees.perso`; raises UnknownFact when nothing is there."""
    match path.strip().split("."):
        case ["office", office_id, "fees", key] if office_id in offices and key in offices[office_id].fees:
            return euros(offices[office_id].fees[key], lang)
        case ["office", office_id, "links", key] if office_id in offices and key in offices[office_id].links:
            return offices[office_id].links[key]
        case ["office", office_id, name] if office_id in offices and name in _PLAIN:
            text = _PLAIN[name](offices[office_id], lang)
            if text:
                return text
        case _:
            pass
    raise UnknownFact(path.strip())


def fill(text: str, offices: Mapping[str, Office], lang: str) -> str:
    """Replace every placeholder of a text; raises UnknownFact."""
    return PLACEHOLDER.sub(lambda found: fact(offices, found.group(1), lang), text)


def _hours_or_nothing(office: Office, lang: str) -> str:
    return hours_text(office.hours, lang) if any(office.hours.days.values()) else ""


_PLAIN: Mapping[str, Callable[[Office, str], str]] = {
    "name": lambda office, lang: in_language(office.name, lang),
    "address": lambda office, _: office.address,
    "phone": lambda office, _: office.phone,
    "email": lambda office, _: office.email,
    "link": lambda office, _: office.link,
    "hours": _hours_or_nothing,
}
FACTS = (*_PLAIN, "fees.<name>", "links.<name>")


def _spans_text(spans: tuple[tuple[time, time], ...], lang: str) -> str:
    if lang == GERMAN:
        return " und ".join(_german_span(start, end) for start, end in spans) + " Uhr"
    return " and ".join(f"{_clock(start, lang)}–{_clock(end, lang)}" for start, end in spans)


def _german_span(start: time, end: time) -> str:
    if start.minute or end.minute:
        return f"{_clock(start, GERMAN)}–{_clock(end, GERMAN)}"
    return f"{start.hour}–{end.hour}"


def _clock(moment: time, lang: str) -> str:
    return format_time(moment, "H:mm", locale=_locale(lang))


def _locale(lang: str) -> Locale:
    return Locale.parse("de_DE" if lang == GERMAN else "en_GB")
