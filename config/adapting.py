"""The sample's files as a new town takes them over: its facts become unknown, its people and links go. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from config.filling import TOWN_HALL
from faq.entry import Office
from faq.facts import PLACEHOLDER, UNKNOWN
from faq.sample import SITE

SAMPLE_NAME = "Musterstadt"
ITEM = re.compile(r"^(?=- id:)", re.MULTILINE)
_LINK = re.compile(rf"https://www\.{re.escape(SITE)}/?([\w/-]*)")
_ANSWERS = re.compile(r"^  source: .*\n", re.MULTILINE)
_LOCAL = "  status: draft    # örtlich: anpassen, dann diese Zeile löschen\n"
_OFFICES_HEAD = """\
# yaml-language-server: $schema=../../schema/offices.schema.json
# Facts that answers refer to as {{ office.<id>.hours }}, .phone, .address, .fees.<key>, .links.<key>: change them here.
# What is "unbekannt" keeps the answers that need it from going live: buergerdraht faq facts lists them.
"""


@dataclass(frozen=True, kw_only=True)
class Taking:
    """What a town takes over: its name and phone, its pages, its departments (ids), the entries that come as drafts."""

    name: str
    phone: str
    home: str
    privacy_url: str
    departments: tuple[str, ...]
    local: frozenset[str]
    today: date


def entries(files: Mapping[str, str], taking: Taking) -> dict[str, str]:
    """The files of entries, without those of other departments; a file that becomes empty is left out."""
    kept = {
        name: (head, [item for item in items if field(item, "department") in taking.departments])
        for name, (head, *items) in ((name, ITEM.split(text)) for name, text in files.items())
    }
    ids = frozenset(_id(item) for _, items in kept.values() for item in items)
    return {
        name: named(head, taking.name) + "".join(_entry(item, ids, taking) for item in items)
        for name, (head, items) in kept.items()
        if items
    }


def _entry(item: str, ids: frozenset[str], taking: Taking) -> str:
    over = (taking.today - timedelta(days=1)).isoformat()
    local = _id(item) in taking.local
    item = re.sub(r"^  (deputy|author|approval|status|removal): .*\n", "", item, flags=re.MULTILINE)
    item = re.sub(r"^  owner: .*$", f"  owner: {UNKNOWN}", item, flags=re.MULTILINE)
    item = re.sub(r"^  review: .*$", f"  review: {over}", item, flags=re.MULTILINE)
    item = re.sub(r"^  related: \[(.*)\]\n", lambda found: _related(found[1], ids), item, flags=re.MULTILINE)
    item = re.sub(
        rf"^  source: https://www\.{re.escape(SITE)}.*$", f"  source: {taking.home}", item, flags=re.MULTILINE
    )
    item = re.sub(rf"^(    (?:online|appointment): )({_LINK.pattern})$", _facet, item, flags=re.MULTILINE)
    item = _LINK.sub(lambda found: f"{{{{ {_fact(found[1])} }}}}", item)
    if local:
        item = _ANSWERS.sub(lambda found: _LOCAL + found[0], item, count=1)
    return named(item, taking.name)


def _related(listed: str, ids: frozenset[str]) -> str:
    there = [id_ for id_ in (part.strip() for part in listed.split(",")) if id_ in ids]
    return f"  related: [{', '.join(there)}]\n" if there else ""


def _facet(found: re.Match[str]) -> str:
    return f'{found[1]}"{{{{ {_fact(found[3])} }}}}"'


def _fact(path: str) -> str:
    name = re.sub(r"[^a-z0-9]+", "_", path.strip("/").lower())[:48].strip("_") or "startseite"
    return f"office.{TOWN_HALL}.links.{name}"


def offices(entries: Iterable[str], sample: Mapping[str, Office], taking: Taking) -> str:
    """The offices that these files of entries name, with the facts they need; unknown but for what is said already."""
    used: dict[str, set[str]] = {TOWN_HALL: {"address", "phone", "email", "hours"}}
    for text in entries:
        for found in re.finditer(r"^  office: *(\S+)", text, re.MULTILINE):
            used.setdefault(found[1], set())
        for found in PLACEHOLDER.finditer(text):
            _, office, fact = found[1].strip().split(".", 2)
            used.setdefault(office, set()).add(fact)
    parts = [_office(office, used[id_], taking) for id_, office in sample.items() if id_ in used]
    return _OFFICES_HEAD + "".join(parts)


def _office(office: Office, facts: set[str], taking: Taking) -> str:
    known = {"phone": taking.phone, "links.datenschutz": taking.privacy_url} if office.id == TOWN_HALL else {}
    words = {fact: _quoted(text) for fact, text in known.items()}
    names = ", ".join(f"{lang}: {_quoted(named(name, taking.name))}" for lang, name in office.name.items())
    lines = [f"{office.id}:", f"  name: {{{names}}}"]
    for fact in ("address", "phone", "email", "link", "hours"):
        if fact in facts or fact == "link":
            lines.append(f"  {fact}: {words.get(fact, UNKNOWN)}")
    for group in ("fees", "links"):
        of_group = sorted(fact for fact in facts if fact.startswith(f"{group}."))
        lines += [f"  {group}:"] if of_group else []
        lines += [f"    {fact.removeprefix(f'{group}.')}: {words.get(fact, UNKNOWN)}" for fact in of_group]
    return "\n".join(lines) + "\n"


def departments(text: str, taking: Taking) -> str:
    """The departments chosen; the first takes what belongs to no other; nobody knows yet when they answer."""
    head, *items = ITEM.split(text)
    chosen = {_id(item): item for item in items}
    kept = [re.sub(r"^  front_office: .*\n", "", chosen[id_], flags=re.MULTILINE) for id_ in taking.departments]
    kept = [re.sub(r"^  hours:\n(    .*\n)*", f"  hours: {UNKNOWN}\n", item, flags=re.MULTILINE) for item in kept]
    first, *others = kept
    first = re.sub(r"^(  name: .*\n)", r"\1  front_office: true\n", first, count=1, flags=re.MULTILINE)
    return named(head + "".join([first, *others]), taking.name)


def named(text: str, town: str) -> str:
    """The text with the town's name in the place of the sample's."""
    text = text.replace("Hallenbad am Stadtpark", "Hallenbad")
    return text.replace(SAMPLE_NAME, town).replace(SAMPLE_NAME.lower(), town.lower())


def field(item: str, name: str) -> str:
    """A plain field of an item, by its name; empty when there is none."""
    found = re.search(rf"^  {name}: *(\S+)", item, re.MULTILINE)
    return found[1] if found else ""


def _id(item: str) -> str:
    return item.splitlines()[0].removeprefix("- id:").strip()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
