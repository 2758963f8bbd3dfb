"""Puts answers into the texts of a town's files, in the place of `unbekannt`; all else stays as it is. Pure.

Keys: `offices.<id>.<fact>` one fact · `owner` who answers for entries · `chat_hours` the departments' service hours ·
`appointment_link` every link to appointments · `federal_fees` what federal law sets · `rest.<fact>` other offices have
that fact of the town hall; `rest.links`: where all other links lead. An answer `= <id>` means: the same as that office.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from config.inquiry import ALL, AnswerRefused, federal_fees, kind_of
from faq.facts import UNKNOWN
from faq.week import week_of
from faq.yamlfile import Document, Plain, parse

Texts = Mapping[str, str]
"""The files of a town by their path in its folder."""
TOWN_HALL = "rathaus"
OFFICES, DEPARTMENTS, ENTRIES = "offices.yaml", "departments.yaml", "faq/"
_OWNER = re.compile(rf"^  owner: {UNKNOWN}$", re.MULTILINE)
_HOURS = re.compile(rf"^  hours: {UNKNOWN}\b.*$", re.MULTILINE)
_ITEM = re.compile(r"^(?=- id:)", re.MULTILINE)
_HOME = re.compile(r"^  source: https://[^/\s]+/?$", re.MULTILINE)


def blanks(texts: Texts) -> frozenset[str]:
    """The keys `offices.<id>.<fact>` that are still unknown."""
    return frozenset(_blanks(_offices(texts)))


def is_open(texts: Texts, key: str) -> bool:
    """Whether an answer to this key would fill anything."""
    if key == "owner":
        return any(_OWNER.search(text) for name, text in texts.items() if name.startswith(ENTRIES))
    if key == "chat_hours":
        return bool(_HOURS.search(texts.get(DEPARTMENTS, "")))
    return bool(_targets(blanks(texts), key))


def filled(texts: Texts, key: str, answer: str) -> dict[str, str]:
    """The files that the answer (as `config.inquiry.checked` gives it) changes, anew; raises AnswerRefused."""
    if key == "owner":
        entries = {name: text for name, text in texts.items() if name.startswith(ENTRIES)}
        line = f"  owner: {_quoted(answer)}"
        return _changed(texts, {name: _OWNER.sub(lambda _: line, text) for name, text in entries.items()})
    if key == "chat_hours":
        lines = "\n".join(["  hours:", *_week(answer)])
        return _changed(texts, {DEPARTMENTS: _HOURS.sub(lambda _: lines, texts[DEPARTMENTS])})
    new = dict(texts)
    for target in sorted(_targets(blanks(texts), key)):
        value = _value(texts, key, target, answer)
        if value is not None:
            new[OFFICES] = _with(new[OFFICES], target, value)
            if kind_of(target) == "link" and key == target:
                new |= _sourced(new, target.split(".")[1], answer)
    return _changed(texts, new)


def _changed(texts: Texts, new: Texts) -> dict[str, str]:
    return {name: text for name, text in new.items() if text != texts[name]}


def _targets(unknown: frozenset[str], key: str) -> frozenset[str]:
    match key.split("."):
        case ["appointment_link"]:
            return frozenset(one for one in unknown if re.search(r"\.links\.(\w+_)?termin$", one))
        case ["federal_fees"]:
            return unknown & federal_fees().keys()
        case ["rest", "links"]:
            return frozenset(one for one in unknown if ".links." in one)
        case ["rest", fact]:
            return frozenset(one for one in unknown if one.split(".")[2:] == [fact] and one.split(".")[1] != TOWN_HALL)
        case _:
            return unknown & {key}


def _value(texts: Texts, key: str, target: str, answer: str) -> str | list[str] | None:
    """What is written at the target: a scalar, or the lines of a week; None when the answer does not mean it."""
    if key == "federal_fees":
        return federal_fees()[target] if answer == "ja" else None
    if kind_of(key) == "rest":
        if answer != ALL and target.split(".")[1] not in answer.split(", "):
            return None
        return _of(texts, TOWN_HALL, target.split(".")[2])
    if answer.startswith("= "):
        return _of(texts, answer.removeprefix("= "), target.split(".")[2])
    if kind_of(target) == "hours":
        return _week(answer)
    return answer if kind_of(target) == "fees" else _quoted(answer)


def _of(texts: Texts, id_: str, fact: str) -> str | list[str]:
    document = _offices(texts)
    office = document.data.get(id_) if document and isinstance(document.data, dict) else None
    value = office.get(fact) if isinstance(office, dict) else None
    if value in (None, UNKNOWN):
        raise AnswerRefused(f"Bei „{id_}“ selbst fehlt diese Angabe noch.", "Erst diese eintragen.")
    if isinstance(value, dict):
        return _lines(value)
    return _quoted(str(value))


def _week(answer: str) -> list[str]:
    return _lines({day: list(spans) for day, spans in week_of(answer).items()})


def _lines(week: Mapping[str, object]) -> list[str]:
    return [f"    {day}: {json.dumps(spans)}" for day, spans in week.items()]


def _with(text: str, target: str, value: str | list[str]) -> str:
    """The text of offices.yaml with the value at the target."""
    document = parse(text, OFFICES)
    assert isinstance(document, Document), document
    _, *place = target.split(".")
    lines = text.splitlines(keepends=True)
    at = document.line(tuple(place)) - 1
    found = re.match(rf"(\s*[\w-]+:)\s*[\"']?{UNKNOWN}[\"']?(\s.*)?$", lines[at], re.DOTALL)
    if not found:
        raise AnswerRefused(
            f"In {OFFICES}, Zeile {at + 1}, lässt sich nichts eintragen.", "Dort in eigener Zeile selbst eintragen."
        )
    rest = found[2] or "\n"
    if isinstance(value, str):
        lines[at] = f"{found[1]} {value}{rest}"
    else:
        lines[at] = "".join([f"{found[1]}{rest}", *(f"{line}\n" for line in value)])
    return "".join(lines)


def _sourced(texts: Texts, office: str, link: str) -> dict[str, str]:
    """Entries that only name the home page as their source get the page of their office."""
    return {
        name: "".join(_with_source(item, office, link) for item in _ITEM.split(text))
        for name, text in texts.items()
        if name.startswith(ENTRIES)
    }


def _with_source(item: str, office: str, link: str) -> str:
    if not re.search(rf"^  office: {office}$", item, re.MULTILINE):
        return item
    return _HOME.sub(lambda _: f"  source: {link}", item)


def _offices(texts: Texts) -> Document | None:
    document = parse(texts.get(OFFICES, ""), OFFICES)
    return document if isinstance(document, Document) else None


def _blanks(document: Document | None) -> Iterator[str]:
    for id_, office in _items(document.data if document else None):
        for fact, value in _items(office):
            if value == UNKNOWN:
                yield f"offices.{id_}.{fact}"
            for name, inner in _items(value) if fact in {"fees", "links"} else ():
                if inner == UNKNOWN:
                    yield f"offices.{id_}.{fact}.{name}"


def _items(value: Plain) -> Iterable[tuple[str, Plain]]:
    return value.items() if isinstance(value, dict) else ()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
