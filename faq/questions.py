"""Reads files of questions: a benchmark set with its own knowledge base, or a town's questions as JSON, YAML or CSV."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from faq.entry import Department, Entry, Hours, Netiquette, Office, Release, Town, make_release
from faq.errors import FilesBroken, Problem
from faq.evaluate import Query, QuestionSet
from faq.facts import GERMAN
from faq.yamlfile import Document, read

MAX_BYTES = 200_000_000
MAX_PROBLEMS = 20
"""More than these are not listed; one cause usually makes them all."""
DAY = date(2026, 1, 1)
"""The day on which a benchmark's own entries are asked; they are valid on any."""


class QuestionsBroken(FilesBroken):
    """A file of questions cannot be used."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One question as it stands in a file: its fields, and its line (0 when unknown) or place."""

    fields: Mapping[str, Any]
    line: int
    place: str


@dataclass(frozen=True, kw_only=True)
class QuestionFile:
    """A file of questions before it meets entries; `kb` is None when it has no entries of its own."""

    file: str
    name: str
    lang: str
    rows: tuple[Row, ...]
    kb: tuple[Any, ...] | None = None


def read_questions(path: Path) -> QuestionFile:
    """The questions of a .json, .yaml or .csv file; raises QuestionsBroken."""
    suffix = path.suffix.lower()
    if suffix in {".yaml", ".yml"}:
        return _of_yaml(path)
    text = _text(path)
    if suffix == ".csv":
        try:
            rows = tuple(_csv_rows(text))
        except csv.Error as error:
            raise _broken(path, 0, f"Das ist keine gültige CSV-Datei ({error}).", "Anführungszeichen prüfen.") from None
        return QuestionFile(file=str(path), name=path.stem, lang=GERMAN, rows=rows)
    if suffix == ".txt":
        rows = tuple(
            Row(fields={"text": line.strip()}, line=number, place="")
            for number, line in enumerate(text.splitlines(), start=1)
            if line.strip()
        )
        return QuestionFile(file=str(path), name=path.stem, lang=GERMAN, rows=rows)
    return _of_json(path, text)


def question_set(source: QuestionFile, town: Release | None = None, *, on: date = DAY) -> QuestionSet:
    """The questions with their release: the file's own knowledge base, else the town's. Raises QuestionsBroken."""
    problems: list[Problem] = []
    release = town if source.kb is None else _release(source, problems)
    if release is None and not problems:
        problems.append(
            Problem(
                file=source.file, line=0, entry="", what="Die Datei hat keine eigenen Einträge („kb“).",
                mend="Mit --town den Ordner der Stadt nennen, deren FAQ gefragt werden soll.",
            )
        )  # fmt: skip
    if not source.rows:
        problems.append(
            Problem(file=source.file, line=0, entry="", what="Die Datei enthält keine Frage.", mend="Fragen eintragen.")
        )
    if release is None:
        raise QuestionsBroken(problems[:MAX_PROBLEMS])
    queries = []
    seen: set[str] = set()
    for row in source.rows:
        found = _query(source, row, release)
        if isinstance(found, Query) and found.id in seen:
            found = _at(source, row, f"Die id „{found.id}“ gibt es schon.", "Jeder Frage eine eigene id geben.")
        if isinstance(found, Problem):
            problems.append(found)
            continue
        seen.add(found.id)
        queries.append(found)
    if problems:
        raise QuestionsBroken(problems[:MAX_PROBLEMS])
    return QuestionSet(name=source.name, release=release, queries=tuple(queries), on=on)


def logged_questions(source: QuestionFile) -> tuple[Query, ...]:
    """The questions by themselves: what was logged, of whatever entries. Raises QuestionsBroken."""
    found = [_query(source, row, None) for row in source.rows]
    problems = [one for one in found if isinstance(one, Problem)]
    if problems:
        raise QuestionsBroken(problems[:MAX_PROBLEMS])
    return tuple(one for one in found if isinstance(one, Query))


def _query(source: QuestionFile, row: Row, release: Release | None) -> Query | Problem:
    fields = row.fields
    text = fields.get("text")
    if not isinstance(text, str):
        return _at(source, row, "Die Frage hat keinen Text.", "Das Feld „text“ mit der Frage ausfüllen.")
    ids = _gold(fields)
    unknown = [id_ for id_ in ids if release is not None and release.entry(id_) is None]
    if unknown:
        return _at(
            source, row, f"Den Eintrag „{unknown[0]}“ gibt es nicht.",
            "Die id berichtigen; leer lassen, was nicht beantwortet werden darf.",
        )  # fmt: skip
    tags = fields.get("tags") or []
    if not isinstance(tags, list):
        return _at(source, row, "„tags“ ist keine Liste.", "Als Liste von Wörtern schreiben.")
    id_ = str(fields.get("id") or row.line or row.place)
    return Query(
        id=id_,
        text=text,
        gold=ids,
        kind=str(fields.get("kind") or ("question" if ids else "oos")),
        lang=str(fields.get("lang") or source.lang),
        tags=tuple(map(str, tags)),
        base=str(fields.get("base") or id_),
    )


def _gold(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """The right entries: `gold_id` and `gold_ids`, or `entry`, where several are separated by "|"."""
    many = fields.get("gold_ids")
    named = [fields.get("gold_id"), *(many if isinstance(many, list) else [many])]
    named += str(fields.get("entry") or "").split("|")
    return tuple(dict.fromkeys(str(one).strip() for one in named if one is not None and str(one).strip()))


def _release(source: QuestionFile, problems: list[Problem]) -> Release | None:
    entries: dict[str, Entry] = {}
    for number, item in enumerate(source.kb or ()):
        place = f"kb[{number}]"
        id_ = item.get("id") if isinstance(item, dict) else None
        question = item.get("question") if isinstance(item, dict) else None
        alternatives = (item.get("alternatives") or []) if isinstance(item, dict) else []
        what = ""
        if not isinstance(id_, str) or not id_ or not isinstance(question, str) or not question.strip():
            what = "Der Eintrag hat keine id oder keine Frage."
        elif not isinstance(alternatives, list) or not all(isinstance(one, str) for one in alternatives):
            what = "„alternatives“ ist keine Liste von Texten."
        elif id_ in entries:
            what = f"Die id „{id_}“ gibt es schon."
        if what:
            problems.append(
                Problem(file=source.file, line=0, entry=place, what=what, mend="Den Eintrag der Datei berichtigen.")
            )
            continue
        assert isinstance(id_, str)
        assert isinstance(question, str)
        entries[id_] = Entry(
            id=id_,
            question={source.lang: question},
            paraphrases={source.lang: tuple(alternatives)},
            answer={source.lang: str(item.get("answer") or "")},
            department="set",
            office="set",
            source="",
            checked=DAY,
            owner="",
            review=DAY,
        )
    if problems:
        return None
    if not entries:
        problems.append(
            Problem(file=source.file, line=0, entry="kb", what="Es gibt keinen Eintrag.", mend="„kb“ ausfüllen.")
        )
        return None
    return set_release(source.name, tuple(entries.values()))


def set_release(name: str, entries: Sequence[Entry]) -> Release:
    """A release of entries that belong to no town."""
    return make_release(
        town=Town(
            name=name, state="NW", timezone="Europe/Berlin", address_form="sie", phone="", counter={}, privacy_url=""
        ),
        entries=tuple(entries),
        offices={"set": Office(id="set", name={})},
        departments=(Department(id="set", name={}, hours=Hours(), front_office=True),),
        netiquette=Netiquette(version="", owner="", review=DAY, text={}),
    )


def _of_json(path: Path, text: str) -> QuestionFile:
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        raise _broken(
            path, line, "Das ist kein gültiges JSON.", "Klammern, Kommas und Anführungszeichen prüfen."
        ) from None
    if "\\ud" in text.lower() and not _encodes(data):
        raise _broken(path, 0, "Ein Text enthält ein halbes Zeichen (\\ud…).", "Die Zeichenfolge mit \\ud entfernen.")
    if isinstance(data, list):
        data = {"queries": data}
    queries = data.get("queries") if isinstance(data, dict) else None
    if not isinstance(queries, list):
        raise _broken(path, 0, "Die Liste „queries“ fehlt.", "Den Aufbau der Datei prüfen: {kb: […], queries: […]}.")
    kb = data.get("kb")
    if kb is not None and not isinstance(kb, list):
        raise _broken(path, 0, "„kb“ ist keine Liste.", "Einträge als Liste schreiben.")
    return QuestionFile(
        file=str(path),
        name=str(data.get("name") or path.stem),
        lang=str(data.get("lang") or GERMAN),
        rows=tuple(
            Row(fields=one if isinstance(one, dict) else {}, line=0, place=f"queries[{number}]")
            for number, one in enumerate(queries)
        ),
        kb=None if kb is None else tuple(kb),
    )


def _encodes(data: Any) -> bool:
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _of_yaml(path: Path) -> QuestionFile:
    document = read(path, str(path))
    if isinstance(document, Problem):
        raise QuestionsBroken([document])
    if document.problems:
        raise QuestionsBroken(document.problems)
    if not isinstance(document.data, list):
        raise _broken(path, 1, "Die Datei ist keine Liste.", "Jede Frage als „- text: … / entry: …“ schreiben.")
    return QuestionFile(file=str(path), name=path.stem, lang=GERMAN, rows=tuple(_yaml_rows(document.data, document)))


def _yaml_rows(items: Sequence[Any], document: Document) -> Iterator[Row]:
    for number, item in enumerate(items):
        fields = {"text": item} if isinstance(item, str) else item if isinstance(item, dict) else {}
        yield Row(fields=fields, line=document.line((number,)), place="")


def _csv_rows(text: str) -> Iterator[Row]:
    """With a heading that names `text`, else text and entry; Excel's semicolon, a tab or a comma between them."""
    first = text.split("\n", 1)[0]
    mark = next((mark for mark in (";", "\t") if mark in first), ",")
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    names = ["text", "entry", "kind"]
    for number, cells in enumerate(reader):
        if number == 0 and "text" in [cell.strip().lower() for cell in cells]:
            names = [cell.strip().lower() for cell in cells]
            continue
        if any(cell.strip() for cell in cells):
            yield Row(fields=dict(zip(names, map(str.strip, cells), strict=False)), line=reader.line_num, place="")


def _text(path: Path) -> str:
    try:
        if path.is_dir():
            raise _broken(path, 0, "Das ist ein Ordner, keine Datei.", "Die Dateien darin nennen, etwa ordner/*.json.")
        if path.stat().st_size > MAX_BYTES:
            raise _broken(path, 0, "Die Datei ist größer als 200 MB.", "Auf mehrere Dateien verteilen.")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise _broken(path, 0, "Die Datei gibt es nicht.", "Den Pfad prüfen.") from None
    except UnicodeDecodeError:
        raise _broken(path, 0, "Die Datei ist nicht in UTF-8 gespeichert.", "Mit Kodierung UTF-8 speichern.") from None
    except OSError as error:
        raise _broken(path, 0, f"Die Datei ist nicht lesbar ({error.strerror}).", "Rechte der Datei prüfen.") from None


def _broken(path: Path, line: int, what: str, mend: str) -> QuestionsBroken:
    return QuestionsBroken([Problem(file=str(path), line=line, entry="", what=what, mend=mend)])


def _at(source: QuestionFile, row: Row, what: str, mend: str) -> Problem:
    return Problem(file=source.file, line=row.line, entry=row.place, what=what, mend=mend)
