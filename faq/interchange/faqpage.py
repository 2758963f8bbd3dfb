"""Entries as a schema.org FAQPage in JSON-LD, for search engines, other programs and ourselves. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from faq.entry import Entry, Release, render
from faq.facts import GERMAN
from faq.interchange.naming import Ids
from faq.interchange.plain import FIELDS, PEOPLE, flat, plain_of
from faq.interchange.record import MAX_RECORDS, Fault, Harvest, Path, Place, Record, Value, too_many, unreadable
from faq.interchange.webpage import Block, blocks_of
from faq.interchange.webtext import to_html, to_line, to_markdown

NAMESPACE = "https://git.musterstadt.example/buergerdraht/ns#"
OWN = "buergerdraht:entry"
"""The key under which an entry stands as our files have it, so that we can read it again without loss."""
_CONTEXT = ["https://schema.org", {"buergerdraht": NAMESPACE, OWN: {"@type": "@json"}}]
_LONGEST_TEXT = 200_000
_LONGEST_NAME = 2_000
_ID = re.compile(r"[a-z0-9-]{3,44}")
_LANG = re.compile(r"([a-zA-Z]{2})(?:[-_].*)?")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")


def write_page(release: Release, entries: Iterable[Entry], *, lang: str = GERMAN, internal: bool = False) -> str:
    """The FAQPage of these entries in a language; those that lack it are left out. Raises UnknownFact.

    Facts are filled in, answers are HTML. Without `internal` nobody of the staff is named. The JSON has no `<`, `>`,
    `&`, so that it can stand in a script element as it is.
    """
    spoken = [entry for entry in entries if lang in entry.question and lang in entry.answer]
    page: dict[str, Any] = {"@context": _CONTEXT, "@type": "FAQPage", "name": release.town.name, "inLanguage": lang}
    if spoken:
        page["dateModified"] = max(entry.checked for entry in spoken).isoformat()
    page["mainEntity"] = [_question(release, entry, lang, internal) for entry in spoken]
    text = json.dumps(page, ensure_ascii=False, indent=2)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def read_page(text: str, file: str, *, html: bool) -> Harvest:
    """The questions of a web page (`html`) or of a JSON text, wherever they stand in it.

    A question of ours gives the entry as it was; any other becomes a draft, its languages joined by @id or identifier.
    """
    blocks, address = blocks_of(text) if html else ((Block(text=text.removeprefix("\ufeff"), line=1),), "")
    found: list[_Found] = []
    for block in blocks:
        try:
            data = json.loads(block.text)
        except RecursionError:
            return unreadable(file, "Das JSON ist zu tief verschachtelt.", "Nur die FAQ-Seite exportieren.")
        except ValueError as error:
            if html and "Question" not in block.text:
                continue  # somebody else's data about something else
            return _no_json(file, block, error)
        found += _questions(data, address)
    if not found:
        return _nothing(file, len(blocks), html=html)
    groups = _grouped(found)
    if len(groups) > MAX_RECORDS:
        return too_many(file, len(groups))
    return _harvest(groups, file)


def _question(release: Release, entry: Entry, lang: str, internal: bool) -> dict[str, Any]:
    own = {name: value for name, value in plain_of(entry).items() if internal or name not in PEOPLE}
    dated = {"inLanguage": lang, "dateModified": entry.checked.isoformat(), "url": entry.source}
    answer = {"@type": "Answer", "text": to_html(render(release, entry, lang).text), **dated}
    name = entry.question[lang]
    return {"@type": "Question", "identifier": entry.id, "name": name, **dated, "acceptedAnswer": answer, OWN: own}


@dataclass(frozen=True, kw_only=True)
class _Found:
    """A question of the data, its number in the file, and what it inherits from around it."""

    node: Mapping[str, Any]
    lang: str
    address: str
    number: int = 0


@dataclass(kw_only=True)
class _Group:
    """The same question in one or several languages."""

    members: list[_Found] = field(default_factory=list)

    @property
    def place(self) -> Place:
        return Place(row=self.members[0].number, noun="Frage")


def _questions(data: object, address: str) -> Iterator[_Found]:
    """All questions in the order in which they stand; without recursion, so that depth cannot hurt."""
    waiting: list[tuple[object, str, str]] = [(data, GERMAN, address)]
    while waiting:
        node, lang, around = waiting.pop()
        if isinstance(node, list):
            waiting += [(inner, lang, around) for inner in reversed(node)]
        elif isinstance(node, dict):
            lang = _lang(node.get("inLanguage")) or lang
            around = _https(node.get("url")) or _https(node.get("@id")) or around
            if _is(node, "Question"):
                yield _Found(node=node, lang=lang, address=around)
            inner = [value for key, value in node.items() if key != OWN and isinstance(value, list | dict)]
            waiting += [(value, lang, around) for value in reversed(inner)]


def _grouped(found: Iterable[_Found]) -> list[_Group]:
    groups: dict[str, _Group] = {}
    for number, one in enumerate(found, 1):
        numbered = _Found(node=one.node, lang=one.lang, address=one.address, number=number)
        key = _text(one.node.get("@id")) or _text(one.node.get("identifier")) or f"#{number}"
        group = groups.setdefault(key, _Group())
        if any(member.lang == one.lang for member in group.members):
            group = groups.setdefault(f"{key}#{number}", _Group())
        group.members.append(numbered)
    return list(groups.values())


def _harvest(groups: Iterable[_Group], file: str) -> Harvest:
    records: list[Record] = []
    faults: list[Fault] = []
    ids = Ids()
    for group in groups:
        made = _own(group) or _foreign(group, file, ids)
        if isinstance(made, Record):
            records.append(made)
        else:
            faults.append(made)
    return Harvest(records=tuple(records), faults=tuple(faults))


def _own(group: _Group) -> Record | None:
    """The entry that we wrote there ourselves. What it does not say is taken away, except people it does not name."""
    node = group.members[0].node
    own = node.get(OWN, node.get(NAMESPACE + "entry"))
    own = own.get("@value", own) if isinstance(own, dict) else None
    if not isinstance(own, dict):
        return None
    values: dict[Path, Value] = {(name,): None for name in FIELDS if "owner" in own or name not in PEOPLE}
    values |= flat({str(name): _plain(value) for name, value in own.items()})
    column = {path: Place(row=group.place.row, column=".".join(path), noun="Frage") for path in values}
    return Record(values=values, place=group.place, places=column)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [str(inner) for inner in value]
    return None if value is None else str(value)


def _foreign(group: _Group, file: str, ids: Ids) -> Record | Fault:
    values: dict[Path, Value] = {}
    columns: dict[Path, str] = {}

    def fault(what: str, mend: str, column: str = "") -> Fault:
        place = Place(row=group.place.row, column=column, noun="Frage")
        title = to_line(_text(group.members[0].node.get("name"))[:_LONGEST_NAME])
        return Fault(file=file, place=place, entry=title[:60], what=what, mend=mend)

    for member in group.members:
        node, answer = member.node, _answer(member.node)
        name = to_line((_text(node.get("name")) or _text(node.get("text")))[:_LONGEST_NAME])
        text = _text(answer.get("text"))
        if not name:
            return fault("Die Frage hat keinen Text.", "In der Quelle „name“ eintragen.", "name")
        if len(text) > _LONGEST_TEXT:
            return fault(
                f"Die Antwort hat mehr als {_LONGEST_TEXT} Zeichen.", "In der Quelle kürzen.", "acceptedAnswer"
            )
        markdown = to_markdown(text, member.address)
        if not markdown:
            return fault("Die Frage hat keine Antwort.", "In der Quelle „acceptedAnswer“ eintragen.", "acceptedAnswer")
        values["question", member.lang] = name
        values["answer", member.lang] = markdown
        columns |= {("question", member.lang): "name", ("answer", member.lang): "acceptedAnswer"}
        source = _https(answer.get("url")) or member.address
        day = _day(node.get("dateModified")) or _day(answer.get("dateModified"))
        for path, value in ((("source",), source), (("checked",), day)):
            if value:
                values.setdefault(path, value)
    if ("question", GERMAN) not in values:
        langs = ", ".join(member.lang for member in group.members)
        return fault(f"Die Frage gibt es nur auf {langs}, nicht auf Deutsch.", "Die deutsche Frage dazu importieren.")
    title = str(values["question", GERMAN])
    id_ = _text(group.members[0].node.get("identifier"))
    values["id",] = id_ if _ID.fullmatch(id_) and ids.take(id_) else ids.make(title)
    values["status",] = "draft"
    places = {path: Place(row=group.place.row, column=name, noun="Frage") for path, name in columns.items()}
    return Record(values=values, place=group.place, places=places, draft=True)


def _answer(node: Mapping[str, Any]) -> Mapping[str, Any]:
    answer = node.get("acceptedAnswer")
    if isinstance(answer, list):
        answer = next((one for one in answer if isinstance(one, dict)), None)
    if isinstance(answer, str):
        return {"text": answer}
    return answer if isinstance(answer, dict) else {}


def _is(node: Mapping[str, Any], kind: str) -> bool:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and re.split(r"[/:#]", name)[-1] == kind for name in names)


def _text(value: Any) -> str:
    """A text, also when it stands in a list or with its language."""
    if isinstance(value, list):
        value = next(iter(value), None)
    if isinstance(value, dict):
        value = value.get("@value", value.get("value", value.get("@id")))
    return value.strip() if isinstance(value, str) else str(value) if type(value) is int else ""


def _lang(value: Any) -> str:
    if isinstance(value, dict):  # a schema.org Language
        value = value.get("alternateName", value.get("@value"))
    found = _LANG.fullmatch(_text(value))
    return found[1].lower() if found else ""


def _https(value: Any) -> str:
    text = _text(value)
    return text if text.startswith("https://") and not re.search(r"\s", text) else ""


def _day(value: Any) -> str:
    found = _DAY.fullmatch(_text(value))
    try:
        return date.fromisoformat(found[1]).isoformat() if found else ""
    except ValueError:
        return ""


def _no_json(file: str, block: Block, error: ValueError) -> Harvest:
    line = block.line + getattr(error, "lineno", 1) - 1
    column = (
        str(error.colno) if isinstance(error, json.JSONDecodeError) and (block.line == 1 or error.lineno > 1) else ""
    )
    what = f"Das ist kein gültiges JSON ({getattr(error, 'msg', error)})."
    mend = "Klammern, Kommas und Anführungszeichen an dieser Stelle prüfen."
    return unreadable(file, what, mend, Place(row=line, column=column))


def _nothing(file: str, blocks: int, *, html: bool) -> Harvest:
    if html and not blocks:
        what = "Die Seite enthält keine Daten nach schema.org (application/ld+json)."
        return unreadable(file, what, "Den Quelltext der FAQ-Seite speichern, nicht das Bild der Seite im Browser.")
    return unreadable(
        file, "Darin steht keine Frage (Question).", "Eine Datei mit einer FAQPage nach schema.org nehmen."
    )
