"""What an import would do to a town's folder: what is new, changed, unchanged, refused, and the new files. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from pydantic import ValidationError

from faq.approval import content_hash
from faq.checks import Located, cross_errors
from faq.complaints import problems_of
from faq.entry import Entry
from faq.errors import Problem
from faq.facts import GERMAN
from faq.folder import Folder
from faq.interchange.edition import edition, new_file
from faq.interchange.plain import FIELDS, REQUIRED, flat, nested, plain_of
from faq.interchange.record import Fault, Harvest, Path, Place, Record, Value
from faq.models import EntryShape
from faq.yamlfile import Document

Kind = Literal["new", "changed", "unchanged", "kept"]
OPTIONS = ("department", "office", "source", "owner")
"""Fields that the person who imports may give for all entries that lack them."""
MISSING = "Der Text fehlt in der Quelle und ist noch zu schreiben."
"""The answer of a draft that comes without one."""
NOBODY = "N.N."
"""The owner of a draft until somebody takes it; `faq review` lists it."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How somebody wants to import. `into` is a file of the town (`faq/x.yaml`) for what is new; `given` by OPTIONS.

    `existing` says what becomes of an entry that is there already and says something else.
    """

    file: str
    into: str
    today: date
    existing: Literal["refuse", "update", "keep"] = "refuse"
    given: Mapping[str, str] = field(default_factory=dict)
    author: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """What happens to one entry; `fields` are those that change, as paths with dots.

    `entry` is what stands there afterwards; one that is kept says something else than the record.
    """

    kind: Kind
    entry: Entry
    record: Record
    before: Located | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All steps, all refusals, and the new text of each file of the town; no texts when something is refused."""

    steps: tuple[Step, ...]
    faults: tuple[Fault, ...]
    texts: Mapping[str, str]

    def of(self, kind: Kind) -> tuple[Step, ...]:
        """The steps of that kind."""
        return tuple(step for step in self.steps if step.kind == kind)


def make_plan(found: Folder, harvest: Harvest, terms: Terms, records: Iterable[Record] | None = None) -> Plan:
    """What importing the harvest means for the folder. `records` are those of the harvest, watched while they go by."""
    existing = {located.entry.id: located for located in found.entries}
    faults = list(harvest.faults)
    first: dict[str, Record] = {}
    steps = []
    for record in records if records is not None else harvest.records:
        made = _step(found, existing.get(record.id), record, terms)
        if isinstance(made, Step) and (earlier := first.setdefault(made.entry.id, record)) is not record:
            made = [_fault(terms, record, ("id",), "Diese id steht schon in " + str(earlier.at(("id",))) + ".",
                           "Einer der beiden eine andere id geben.")]  # fmt: skip
        if isinstance(made, Step):
            steps.append(made)
        else:
            faults += made
    fresh = [step for step in steps if step.kind in ("new", "changed")]
    faults += _cross_faults(found, fresh, terms)
    texts: dict[str, str] = {}
    if not faults:
        texts, problems = _texts(found, fresh, terms.into)
        faults += [_of_problem(problem) for problem in problems]
    return Plan(steps=tuple(steps), faults=tuple(faults), texts={} if faults else texts)


def _step(found: Folder, before: Located | None, record: Record, terms: Terms) -> Step | list[Fault]:
    entry = _entry(found, before, record, terms)
    if isinstance(entry, list):
        return entry
    if before is None:
        return Step(kind="new", entry=_by_author(entry, terms), record=record)
    old, new = flat(plain_of(before.entry)), flat(plain_of(entry))
    differ = [path for path in dict.fromkeys([*old, *new]) if old.get(path) != new.get(path)]
    names = tuple(".".join(path) for path in sorted(differ, key=lambda path: FIELDS.index(path[0])))
    if not names:
        return Step(kind="unchanged", entry=entry, record=record, before=before)
    if terms.existing == "keep":
        return Step(kind="kept", entry=before.entry, record=record, before=before)
    if terms.existing == "refuse":
        what = f"Den Eintrag gibt es schon ({before.document.file}), mit anderem: {', '.join(names)}."
        return [_fault(terms, record, ("id",), what, "Mit --update ändern oder mit --keep so lassen, wie er ist.")]
    return _authored(
        found, before, Step(kind="changed", entry=entry, record=record, before=before, fields=names), terms
    )


def _authored(found: Folder, before: Located, step: Step, terms: Terms) -> Step | list[Fault]:
    """The step with its author; nobody may approve what they wrote, so a new content needs a name."""
    four_eyes = found.town is not None and found.town.faq_approval == "four_eyes"
    rewritten = content_hash(step.entry) != content_hash(before.entry)
    if terms.author and rewritten:
        entry = _by_author(step.entry, terms)
        names = step.fields if entry.author == before.entry.author else (*step.fields, "author")
        return Step(kind="changed", entry=entry, record=step.record, before=before, fields=tuple(dict.fromkeys(names)))
    if four_eyes and rewritten and step.entry.author == before.entry.author:
        what = "Der Inhalt ändert sich, und es steht nicht da, wer ihn geschrieben hat."
        return [_fault(terms, step.record, ("author",), what, "Mit --author NAME sagen, wer den Text geschrieben hat.")]
    return step


def _by_author(entry: Entry, terms: Terms) -> Entry:
    return replace(entry, author=terms.author) if terms.author else entry


def _entry(found: Folder, before: Located | None, record: Record, terms: Terms) -> Entry | list[Fault]:
    values: dict[Path, Value] = dict(flat(plain_of(before.entry))) if before else _defaults(found, record, terms)
    for path, value in record.values.items():
        if value is None:
            values = {old: kept for old, kept in values.items() if old[: len(path)] != path}
        else:
            values[path] = value
    for name, text in terms.given.items():
        values.setdefault((name,), text)
    faults = [*_unprintable(values, record, terms), *_missing(found, values, record, terms)]
    if faults:
        return faults
    try:
        return EntryShape.model_validate(nested(values)).entry()
    except ValidationError as error:
        document, places = _document([record])
        problems = problems_of(error, document, (0,), record.id, EntryShape)
        return [_in_record(terms, record, places, problem) for problem in problems]


def _defaults(found: Folder, record: Record, terms: Terms) -> dict[Path, Value]:
    """What a draft gets that does not say it: the front office, today's dates, and nobody."""
    if not record.draft:
        return {}
    front = next((department.id for department in found.departments if department.front_office), None)
    values: dict[Path, Value] = {
        ("answer", GERMAN): MISSING, ("checked",): terms.today.isoformat(), ("review",): terms.today.isoformat(),
        ("owner",): terms.given.get("owner", NOBODY), ("department",): terms.given.get("department", front),
        ("office",): terms.given.get("office", next(iter(found.offices)) if len(found.offices) == 1 else None),
    }  # fmt: skip
    return {path: value for path, value in values.items() if value}


def _missing(found: Folder, values: Mapping[Path, Value], record: Record, terms: Terms) -> Iterator[Fault]:
    for path in REQUIRED:
        if not values.get(path):
            name = ".".join(path)
            mend = f"Die Angabe „{name}“ ergänzen."
            if name in OPTIONS:
                example = next(iter(found.offices), "…") if name == "office" else "…"
                mend = f"Die Angabe ergänzen, oder mit --{name} {example} für alle angeben, bei denen sie fehlt."
            yield _fault(terms, record, path, f"„{name}“ fehlt.", mend)


def _unprintable(values: Mapping[Path, Value], record: Record, terms: Terms) -> Iterator[Fault]:
    for path, value in values.items():
        text = "".join(value) if isinstance(value, tuple) else value or ""
        if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text):
            yield _fault(
                terms, record, path, "Der Text enthält ein ungültiges Zeichen.", "Den Text löschen und neu schreiben."
            )


def _cross_faults(found: Folder, fresh: Sequence[Step], terms: Terms) -> Iterator[Fault]:
    """What is wrong between these entries and the rest of the folder."""
    document, places = _document([step.record for step in fresh])
    located = [Located(entry=step.entry, document=document, index=index) for index, step in enumerate(fresh)]
    records = {step.entry.id: step.record for step in fresh}
    for problem in cross_errors(located, found.offices, found.known):
        yield _in_record(terms, records[problem.entry], places, problem)


def _document(records: Sequence[Record]) -> tuple[Document, Mapping[int, Place]]:
    """A document of which each line is the number of a place in the foreign file, so that problems find it again."""
    lines: dict[tuple[str | int, ...], int] = {}
    places: dict[int, Place] = {}
    for index, record in enumerate(records):
        wanted: dict[tuple[str | int, ...], Place] = {(index,): record.place}
        wanted |= {(index, *path): place for path, place in record.places.items()}
        for where, place in wanted.items():
            lines[where] = len(places) + 1
            places[len(places) + 1] = place
    return Document(file="", data=None, lines=lines), places


def _in_record(terms: Terms, record: Record, places: Mapping[int, Place], problem: Problem) -> Fault:
    place = places.get(problem.line, record.place)
    return Fault(file=terms.file, place=place, entry=problem.entry, what=problem.what, mend=problem.mend)


def _of_problem(problem: Problem) -> Fault:
    place = Place(row=problem.line)
    return Fault(file=problem.file, place=place, entry=problem.entry, what=problem.what, mend=problem.mend)


def _fault(terms: Terms, record: Record, path: Path, what: str, mend: str) -> Fault:
    return Fault(file=terms.file, place=record.at(path), entry=record.id, what=what, mend=mend)


def _texts(found: Folder, fresh: Sequence[Step], into: str) -> tuple[dict[str, str], list[Problem]]:
    documents = {document.file: document for document in found.documents}
    added = [step.entry for step in fresh if step.before is None]
    changed: dict[str, dict[int, tuple[Entry, Entry]]] = {}
    for step in fresh:
        if step.before is not None:
            entries = changed.setdefault(step.before.document.file, {})
            entries[step.before.index] = (step.before.entry, step.entry)
    texts: dict[str, str] = {}
    problems = []
    for file in dict.fromkeys([*changed, *([into] if added else [])]):
        more = added if file == into else []
        if file not in documents:
            texts[file] = new_file(more, next(iter(found.documents), None))
            continue
        text = edition(documents[file], changed.get(file, {}), more)
        if isinstance(text, Problem):
            problems.append(text)
        else:
            texts[file] = text
    return texts, problems
