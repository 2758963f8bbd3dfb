"""Reads the folder of a town: what stands in its files, and what is wrong with them. Writes nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from faq.approval import no_logins
from faq.canned import FILE as CANNED_FILE
from faq.canned import CannedShape
from faq.checks import Known, Located, cross_errors
from faq.closures import FILE as CLOSURES_FILE
from faq.closures import LARGEST as LARGEST_CALENDAR
from faq.closures import read_closures
from faq.complaints import nearest, problems_of
from faq.entry import Canned, Closure, Department, Netiquette, Office, Town
from faq.errors import Problem
from faq.facts import UNKNOWN
from faq.lexicon.standard import standard_lexicon
from faq.lexicon.town import FILE as LEXICON_FILE
from faq.lexicon.town import LexiconShape, TownLexicon
from faq.logo import LOGO_BYTES, LogoRefused, logo_of
from faq.models import DepartmentShape, EntryShape, NetiquetteShape, OfficeShape, StaffRulesShape, TownShape
from faq.netiquette import StaffRules
from faq.offences.finding import OwnWords
from faq.offences.town import FILE as OFFENCES_FILE
from faq.offences.town import OffencesShape, TownOffences
from faq.yamlfile import Document, Plain, read

Shape = TypeVar("Shape", bound=BaseModel)
TOWN_FILE = "town.yaml"
RULES = "staffrules.yaml"


@dataclass(frozen=True, kw_only=True)
class Folder:
    """What stands in a town's folder, as far as it could be read; it can take effect when `errors` is empty.

    `documents` are the files of entries; `lexicon` is None without the file; `strays` are warnings that are not
    about entries.
    """

    entries: tuple[Located, ...]
    documents: tuple[Document, ...]
    lexicon: TownLexicon | None
    offices: dict[str, Office]
    departments: tuple[Department, ...]
    known: Known
    town: Town | None
    netiquette: Netiquette | None
    errors: tuple[Problem, ...]
    strays: tuple[Problem, ...]
    canned: tuple[Canned, ...] = ()
    staff_rules: StaffRules | None = None
    offences: OwnWords = field(default_factory=OwnWords)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file and line, each once."""
    return sorted(dict.fromkeys(problems), key=lambda problem: (problem.file, problem.line))


def read_folder(folder: Path) -> Folder:
    """Everything that stands in the folder; whatever is wrong is a Problem, never an exception."""
    errors: list[Problem] = []
    if not folder.is_dir():
        errors.append(
            _whole(str(folder), "Den Ordner der Stadt gibt es nicht.", "Den Ordner anlegen oder zurückholen.")
        )
        return Folder(
            entries=(), documents=(), lexicon=None, offices={}, departments=(),
            known=Known(offices=None, departments=None), town=None, netiquette=None, errors=tuple(errors), strays=(),
        )  # fmt: skip
    offices, known_offices, unknown = _offices(folder, errors)
    doubts: list[Problem] = []
    departments, known_departments = _departments(folder, errors, doubts)
    town = _town(folder, errors, doubts)
    if town is not None:
        departments = _closed(folder, town, departments, errors)
        _kept_long_enough(folder, town, departments, errors)
    netiquette = _single(folder, "netiquette.yaml", NetiquetteShape, errors)
    rules = _single(folder, RULES, StaffRulesShape, errors) if (folder / RULES).exists() else None
    lexicon = _lexicon(folder, errors)
    offences = _offences(folder, errors)
    canned = _canned(folder, known_departments, errors)
    documents = _documents(folder, errors)
    known_entries = frozenset(_ids(documents)) if None not in documents else None
    known = Known(
        offices=known_offices, departments=known_departments, entries=known_entries, unknown=frozenset(unknown)
    )
    readable = tuple(document for document in documents if document is not None)
    entries = tuple(_entries(readable, errors))
    return Folder(
        entries=entries,
        documents=readable,
        lexicon=lexicon,
        offices=offices,
        departments=departments,
        known=known,
        town=town,
        netiquette=netiquette.netiquette() if netiquette else None,
        errors=tuple(in_order([*errors, *cross_errors(entries, offices, known)])),
        strays=(*doubts, *_strays(folder)),
        canned=canned,
        staff_rules=rules.staff_rules() if rules else None,
        offences=offences,
    )


def _documents(folder: Path, errors: list[Problem]) -> list[Document | None]:
    """The files of entries; None for one that cannot be read."""
    files = sorted(file for file in (folder / "faq").glob("*.yaml") if not file.name.startswith("."))
    if not files:
        errors.append(_whole("faq", "Es gibt keine Datei mit Einträgen.", "Eine Datei faq/<thema>.yaml anlegen."))
    return [_document(file, f"faq/{file.name}", errors) for file in files]


def _ids(documents: Iterable[Document | None]) -> Iterator[str]:
    for document in documents:
        for item in document.data if document and isinstance(document.data, list) else ():
            if isinstance(item, dict) and isinstance(id_ := item.get("id"), str):
                yield id_


def _entries(documents: Iterable[Document], errors: list[Problem]) -> Iterator[Located]:
    for document in documents:
        for index, item in enumerate(_items(document, errors)):
            id_ = item.get("id") if isinstance(item, dict) else None
            shape = _validated(EntryShape, item, (document, (index,)), id_, errors)
            if shape:
                yield Located(entry=shape.entry(), document=document, index=index)


def _offices(folder: Path, errors: list[Problem]) -> tuple[dict[str, Office], frozenset[str] | None, list[str]]:
    document = _document(folder / "offices.yaml", "offices.yaml", errors)
    if document is None:
        return {}, None, []
    if not isinstance(document.data, dict):
        errors.append(_shape_of(document, "Stellen mit ihrem Kurznamen davor („buergerbuero:“)"))
        return {}, None, []
    offices = {}
    unknown: list[str] = []
    for id_, item in document.data.items():
        shape = _validated(OfficeShape, item, (document, (id_,)), id_, errors)
        if shape:
            offices[id_] = shape.office(id_)
            unknown.extend(f"office.{id_}.{fact}" for fact in shape.unknown())
    return offices, frozenset(document.data), unknown


def _departments(
    folder: Path, errors: list[Problem], doubts: list[Problem]
) -> tuple[tuple[Department, ...], frozenset[str] | None]:
    document = _document(folder / "departments.yaml", "departments.yaml", errors)
    if document is None:
        return (), None
    found: dict[str, tuple[int, Department]] = {}
    items = _items(document, errors)
    ids = [item.get("id") if isinstance(item, dict) else None for item in items]
    for index, (id_, item) in enumerate(zip(ids, items, strict=True)):
        shape = _validated(DepartmentShape, item, (document, (index,)), id_, errors)
        if shape is None:
            continue
        if not shape.department().attended:
            why = f"Die Dienstzeiten sind {UNKNOWN}" if shape.hours is None else "Es gibt keine Dienstzeiten"
            doubts.append(
                _at(
                    document, (index, "hours"), shape.id, f"{why}; versprochen wird der Mittag des nächsten Werktags.",
                    'Eintragen, wann das Amt im Chat antwortet (mon: ["08:00-12:00"]).',
                )
            )  # fmt: skip
        if shape.id in found:
            first = document.line((found[shape.id][0], "id"))
            errors.append(
                _at(
                    document, (index, "id"), shape.id, f"Das Amt „{shape.id}“ steht doppelt (schon in Zeile {first}).",
                    "Einem der beiden einen anderen Kurznamen geben.",
                )
            )  # fmt: skip
            continue
        found[shape.id] = (index, shape.department())
    fronts = [(index, department) for index, department in found.values() if department.front_office]
    if len(found) == len(items) and not fronts:
        errors.append(
            _at(
                document, (), "", "Kein Amt ist die zentrale Anlaufstelle.", "Bei einem „front_office: true“ eintragen."
            )
        )
    for index, department in fronts[1:]:
        errors.append(
            _at(
                document, (index, "front_office"), department.id, "Es gibt mehr als eine zentrale Anlaufstelle.",
                f"„front_office: true“ nur bei einem lassen (bisher „{fronts[0][1].id}“).",
            )
        )  # fmt: skip
    return tuple(department for _, department in found.values()), frozenset(id_ for id_ in ids if isinstance(id_, str))


def _closed(
    folder: Path, town: Town, departments: tuple[Department, ...], errors: list[Problem]
) -> tuple[Department, ...]:
    """The departments with the closures of their calendar files."""
    found: dict[str, list[Closure]] = {}
    for path in sorted(folder.glob("*.ics")):
        named = CLOSURES_FILE.fullmatch(path.name)
        whose = named["department"] or "" if named else None
        if whose is None or (whose and whose not in {department.id for department in departments}):
            near = nearest(whose, [department.id for department in departments]) if whose else ""
            errors.append(
                _whole(
                    path.name, "Zu welchem Amt dieser Kalender gehört, ist nicht zu erkennen.",
                    f"Gemeint ist wohl „closures-{near}.ics“."
                    if near
                    else "Ihn closures.ics nennen (für alle) oder closures-<kurzname>.ics (für ein Amt).",
                )
            )  # fmt: skip
            continue
        try:
            text = path.read_bytes()[: LARGEST_CALENDAR + 1].decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            errors.append(_whole(path.name, "Der Kalender ist nicht lesbar.", "Ihn als UTF-8 neu ausgeben."))
            continue
        if len(text) > LARGEST_CALENDAR:
            errors.append(_whole(path.name, "Der Kalender ist zu groß.", "Nur Schließungen eintragen."))
            continue
        closures, problems = read_closures(text, path.name, town.timezone, datetime.now(UTC).date())
        errors.extend(problems)
        found[whose] = list(closures)
    if not found:
        return departments
    return tuple(
        replace(d, closures=tuple(sorted([*found.get("", ()), *found.get(d.id, ())], key=lambda c: (c.start, c.end))))
        for d in departments
    )


def _kept_long_enough(folder: Path, town: Town, departments: tuple[Department, ...], errors: list[Problem]) -> None:
    """A department's concern must not go while it can still be gone on with."""
    short = [d for d in departments if (d.retention.closed or town.patience.reopen_days) < town.patience.reopen_days]
    document = _document(folder / "departments.yaml", "departments.yaml", []) if short else None
    if document is None:
        return
    ids = [item.get("id") if isinstance(item, dict) else None for item in _items(document, [])]
    errors.extend(
        _at(
            document, (ids.index(d.id), "retention", "closed"), d.id,
            f"„closed: {d.retention.closed}“ ist kürzer als „patience: reopen_days“ in town.yaml "
            f"({town.patience.reopen_days}): So lange kann ein Anliegen fortgesetzt werden.",
            f"„closed“ auf mindestens {town.patience.reopen_days} setzen.",
        )
        for d in short
    )  # fmt: skip


def _canned(folder: Path, departments: frozenset[str] | None, errors: list[Problem]) -> tuple[Canned, ...]:
    """What staff insert into replies; a town without the file has none."""
    if not (folder / CANNED_FILE).exists():
        return ()
    document = _document(folder / CANNED_FILE, CANNED_FILE, errors)
    if document is None:
        return ()
    found: dict[str, Canned] = {}
    for index, item in enumerate(_items(document, errors)):
        id_ = item.get("id") if isinstance(item, dict) else None
        shape = _validated(CannedShape, item, (document, (index,)), id_, errors)
        if shape is None:
            continue
        if shape.id in found:
            what = f"Den Textbaustein „{shape.id}“ gibt es schon."
            errors.append(_at(document, (index, "id"), shape.id, what, "Einem der beiden einen anderen Namen geben."))
        for i, one in enumerate(shape.departments):
            if departments is not None and one not in departments:
                near = nearest(one, departments)
                mend = f"Gemeint ist wohl „{near}“." if near else "In departments.yaml anlegen oder hier berichtigen."
                what = f"„{one}“ steht nicht in departments.yaml."
                errors.append(_at(document, (index, "departments", i), shape.id, what, mend))
        found.setdefault(shape.id, shape.canned())
    return tuple(found.values())


def _lexicon(folder: Path, errors: list[Problem]) -> TownLexicon | None:
    """What the town adds to the lexicon; most towns have no such file, and then the standard one is not even read."""
    if not (folder / LEXICON_FILE).exists():
        return None
    document = _document(folder / LEXICON_FILE, LEXICON_FILE, errors)
    if document is None:
        return None
    if not isinstance(document.data, dict):
        errors.append(_shape_of(document, "„services:“, „words:“ und „grey:“ mit ihren Listen"))
        return None
    shape = _validated(LexiconShape, document.data, (document, ()), "", errors)
    if shape is None:
        return None
    found = TownLexicon(shape=shape, document=document)
    errors.extend(found.errors(standard_lexicon()))
    return found


def _offences(folder: Path, errors: list[Problem]) -> OwnWords:
    """The town's own words for what is rude; most towns have no such file."""
    if not (folder / OFFENCES_FILE).exists():
        return OwnWords()
    document = _document(folder / OFFENCES_FILE, OFFENCES_FILE, errors)
    shape = _fields(document, OffencesShape, errors)
    if document is None or shape is None:
        return OwnWords()
    found = TownOffences(shape=shape, document=document)
    errors.extend(found.errors())
    return found.words()


def _town(folder: Path, errors: list[Problem], doubts: list[Problem]) -> Town | None:
    """The town with its logo; None when either cannot be used."""
    document = _document(folder / TOWN_FILE, TOWN_FILE, errors)
    shape = _fields(document, TownShape, errors)
    if document is None or shape is None:
        return None
    for name in no_logins(shape.approvers):
        doubts.append(
            _at(
                document, ("approvers", shape.approvers.index(name)), "",
                f"„{name}“ bei approvers ist kein Anmeldename; so heißend gibt am Arbeitsplatz niemand etwas frei.",
                "Den Anmeldenamen eintragen, wie er dort unter „Konten“ steht (klein, ohne Leerzeichen: k.wolf).",
            )
        )  # fmt: skip
    if shape.look.logo is None:
        return shape.town()
    name = shape.look.logo
    try:
        with (folder / name).open("rb") as file:
            return shape.town(logo_of(name, file.read(LOGO_BYTES + 1)))
    except OSError:
        what, mend = f"Das Logo „{name}“ gibt es nicht.", f"Die Datei neben {TOWN_FILE} legen oder die Zeile löschen."
    except LogoRefused as refused:
        what, mend = refused.what, refused.mend
    errors.append(_at(document, ("look", "logo"), "", what, mend))
    return None


def _single(folder: Path, name: str, shape: type[Shape], errors: list[Problem]) -> Shape | None:
    return _fields(_document(folder / name, name, errors), shape, errors)


def _fields(document: Document | None, shape: type[Shape], errors: list[Problem]) -> Shape | None:
    if document is None:
        return None
    if not isinstance(document.data, dict):
        errors.append(_shape_of(document, "Felder mit Werten („name: wert“)"))
        return None
    return _validated(shape, document.data, (document, ()), "", errors)


def _validated(
    shape: type[Shape], item: Plain, at: tuple[Document, tuple[str | int, ...]], entry: object, errors: list[Problem]
) -> Shape | None:
    document, place = at
    try:
        return shape.model_validate(item)
    except ValidationError as error:
        errors.extend(problems_of(error, document, place, entry if isinstance(entry, str) else "", shape))
        return None


def _document(path: Path, file: str, errors: list[Problem]) -> Document | None:
    document = read(path, file)
    if isinstance(document, Problem):
        errors.append(document)
        return None
    errors.extend(document.problems)
    if document.data is None:
        errors.append(_whole(file, "Die Datei ist leer.", "Inhalt eintragen oder die Datei zurückholen."))
        return None
    return document


def _items(document: Document, errors: list[Problem]) -> list[Plain]:
    if isinstance(document.data, list):
        if not document.data:
            errors.append(_at(document, (), "", "Die Liste ist leer.", "Mindestens ein „- id: …“ eintragen."))
        return document.data
    errors.append(_shape_of(document, "eine Liste, jeder Eintrag beginnt mit „- id:“"))
    return []


def _strays(folder: Path) -> list[Problem]:
    return [
        _whole(f"faq/{file.name}", "Diese Datei wird nicht gelesen.", "Die Endung in .yaml ändern.")
        for file in sorted((folder / "faq").glob("*.yml"))
    ]


def _shape_of(document: Document, wanted: str) -> Problem:
    return _at(document, (), "", "Die Datei hat nicht den richtigen Aufbau.", f"Erwartet: {wanted}.")


def _at(document: Document, place: tuple[str | int, ...], entry: str, what: str, mend: str) -> Problem:
    return Problem(file=document.file, line=document.line(place), entry=entry, what=what, mend=mend)


def _whole(file: str, what: str, mend: str) -> Problem:
    return Problem(file=file, line=0, entry="", what=what, mend=mend)
