"""Loads the folder of a town into a release, or says what is wrong with it. Writes nothing and watches nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from faq.checks import Known, Located, cross_errors, cross_warnings
from faq.complaints import problems_of
from faq.entry import Department, Netiquette, Office, Release, Town, make_release
from faq.errors import FilesBroken, Problem
from faq.models import DepartmentShape, EntryShape, NetiquetteShape, OfficeShape, TownShape
from faq.yamlfile import Document, Plain, read

Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(frozen=True, kw_only=True)
class _Folder:
    entries: tuple[Located, ...]
    offices: dict[str, Office]
    departments: tuple[Department, ...]
    known: Known
    town: Town | None
    netiquette: Netiquette | None
    errors: tuple[Problem, ...]
    strays: tuple[Problem, ...]


def load(folder: Path) -> Release:
    """The release that the files of a town's folder make; raises FilesBroken with every problem found."""
    found = _read(folder)
    errors = _errors(found)
    if errors or found.town is None or found.netiquette is None:
        raise FilesBroken(errors)
    return make_release(
        town=found.town,
        entries=tuple(located.entry for located in found.entries),
        offices=found.offices,
        departments=found.departments,
        netiquette=found.netiquette,
    )


def check(folder: Path, *, on: date | None = None) -> tuple[list[Problem], list[Problem]]:
    """Errors, which keep the folder from taking effect, and warnings, which do not; `on` is today unless told."""
    found = _read(folder)
    form = found.town.address_form if found.town else None
    warnings = [*found.strays, *cross_warnings(found.entries, on or datetime.now(UTC).date(), form)]
    return _errors(found), _in_order(warnings)


def _errors(found: _Folder) -> list[Problem]:
    cross = cross_errors(found.entries, found.offices, found.known)
    return _in_order([*found.errors, *cross])


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(dict.fromkeys(problems), key=lambda problem: (problem.file, problem.line))


def _read(folder: Path) -> _Folder:
    errors: list[Problem] = []
    if not folder.is_dir():
        errors.append(
            _whole(str(folder), "Den Ordner der Stadt gibt es nicht.", "Den Ordner anlegen oder zurückholen.")
        )
        return _Folder(
            entries=(), offices={}, departments=(), known=Known(offices=None, departments=None),
            town=None, netiquette=None, errors=tuple(errors), strays=(),
        )  # fmt: skip
    offices, known_offices = _offices(folder, errors)
    departments, known_departments = _departments(folder, errors)
    town = _single(folder, "town.yaml", TownShape, errors)
    netiquette = _single(folder, "netiquette.yaml", NetiquetteShape, errors)
    entries, known_entries = _entries(folder, errors)
    return _Folder(
        entries=entries,
        offices=offices,
        departments=departments,
        known=Known(offices=known_offices, departments=known_departments, entries=known_entries),
        town=town.town() if town else None,
        netiquette=netiquette.netiquette() if netiquette else None,
        errors=tuple(errors),
        strays=tuple(_strays(folder)),
    )


def _entries(folder: Path, errors: list[Problem]) -> tuple[tuple[Located, ...], frozenset[str] | None]:
    files = sorted(file for file in (folder / "faq").glob("*.yaml") if not file.name.startswith("."))
    if not files:
        errors.append(_whole("faq", "Es gibt keine Datei mit Einträgen.", "Eine Datei faq/<thema>.yaml anlegen."))
    located, ids, whole = [], set(), True
    for file in files:
        document = _document(file, f"faq/{file.name}", errors)
        if document is None:
            whole = False
            continue
        for index, item in enumerate(_items(document, errors)):
            id_ = item.get("id") if isinstance(item, dict) else None
            ids |= {id_} if isinstance(id_, str) else set()
            shape = _validated(EntryShape, item, (document, (index,)), id_, errors)
            if shape:
                located.append(Located(entry=shape.entry(), document=document, index=index))
    return tuple(located), frozenset(ids) if whole else None


def _offices(folder: Path, errors: list[Problem]) -> tuple[dict[str, Office], frozenset[str] | None]:
    document = _document(folder / "offices.yaml", "offices.yaml", errors)
    if document is None:
        return {}, None
    if not isinstance(document.data, dict):
        errors.append(_shape_of(document, "Stellen mit ihrem Kurznamen davor („buergerbuero:“)"))
        return {}, None
    offices = {}
    for id_, item in document.data.items():
        shape = _validated(OfficeShape, item, (document, (id_,)), id_, errors)
        if shape:
            offices[id_] = shape.office(id_)
    return offices, frozenset(document.data)


def _departments(folder: Path, errors: list[Problem]) -> tuple[tuple[Department, ...], frozenset[str] | None]:
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


def _single(folder: Path, name: str, shape: type[Shape], errors: list[Problem]) -> Shape | None:
    document = _document(folder / name, name, errors)
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
