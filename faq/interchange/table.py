"""Entries as a CSV table: one row an entry, one column a field and language, for Excel and LibreOffice. Pure."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from faq.complaints import nearest
from faq.entry import Entry
from faq.facets import LINKS, Facet
from faq.facts import GERMAN
from faq.interchange import cell
from faq.interchange.plain import flat, plain_of
from faq.interchange.record import MAX_RECORDS, Fault, Harvest, Path, Place, Record, Value, too_many, unreadable

_TEXTS = ("question", "answer")
_LISTS = ("paraphrases", "not_for")
_NUMBERS = ("leika", "ars")
_NAMES = frozenset({"id", "office", "department", "approval.hash"})
_DAYS = frozenset({"checked", "review", "valid_from", "valid_until", "approval.on"})
_BY_LANGUAGE = (*_TEXTS, *_LISTS, *(f"facets.{facet}" for facet in Facet if facet not in LINKS))
_SINGLE = (
    "id", "easy", "department", "office", "source", "checked", "owner", "deputy", "review", "valid_from",
    "valid_until", "audience", "kind", "related", *_NUMBERS, *(f"facets.{facet}" for facet in Facet if facet in LINKS),
    "author", "status", "approval.by", "approval.on", "approval.hash", "approval.provisional_until",
    "approval.break_glass", "removal",
)  # fmt: skip
_LANGUAGES = (GERMAN, "en")
"""Languages that always have their columns, so that nobody must know how those are named."""
_DELIMITERS = ";,\t"
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def columns(languages: Iterable[str]) -> tuple[str, ...]:
    """The names of all columns, in the order in which an editor reads."""
    ordered = [*_LANGUAGES, *sorted(set(languages) - set(_LANGUAGES))]
    facets = (name for name in (*_BY_LANGUAGE, *_SINGLE) if name.startswith("facets."))
    return (
        "id",
        *(f"{name}_{lang}" for lang in ordered for name in ("question", "paraphrases", "answer")),
        "easy",
        *(one for name in facets for one in ([name] if name in _SINGLE else [f"{name}_{lang}" for lang in ordered])),
        "department", "office", "source", "checked", "owner", "deputy", "review", "valid_from", "valid_until",
        "kind", "audience", "related",
        *(f"not_for_{lang}" for lang in ordered),
        *_NUMBERS,
        *_SINGLE[_SINGLE.index("author") :],
    )  # fmt: skip


def write_table(entries: Iterable[Entry]) -> str:
    """The table of these entries: a byte order mark, semicolons, line ends as RFC 4180 wants them."""
    rows = [flat(plain_of(entry)) | {("kind",): entry.kind, ("audience",): entry.audience} for entry in entries]
    names = columns(path[-1] for row in rows for path in row if ".".join(path[:-1]) in _BY_LANGUAGE)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(names)
    paths = [(name, _path(name)) for name in names]
    writer.writerows([_cell(name, row.get(path)) for name, path in paths] for row in rows)
    return "\ufeff" + out.getvalue()


def read_table(text: str, file: str) -> Harvest:
    """The records of a table; rows are counted as a spreadsheet does, the head being row 1."""
    text = text.removeprefix("\ufeff")
    separator = _SEPARATOR.match(text)
    above = 1 if separator else 0
    body = text[separator.end() :] if separator else text
    delimiter = separator[1] if separator else _delimiter(body)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True):
            rows.append(row)
            if len(rows) > MAX_RECORDS + 1:
                return too_many(file, len(rows) - 1)
    except csv.Error as error:
        return _broken(file, len(rows) + 1 + above, str(error))
    if not rows or not any(map(str.strip, rows[0])):
        return unreadable(file, "Die Tabelle ist leer.", "Eine Zeile mit den Spaltennamen an den Anfang setzen.")
    head = [name.strip().casefold() for name in rows[0]]
    paths = [_path(name) for name in head]
    faults = tuple(_head_faults(head, file, 1 + above))
    if faults:
        return Harvest(faults=faults)
    records, wrong = [], []
    for number, row in enumerate(rows[1:], 2 + above):
        if not any(map(str.strip, row)):
            continue
        if len(row) != len(head):
            wrong.append(_uneven(file, number, len(row), len(head)))
            continue
        if any(content.strip() for name, content in zip(head, row, strict=True) if not name):
            wrong.append(_unnamed(file, number))
            continue
        records.append(_record(head, paths, row, number))
    return Harvest(records=tuple(records), faults=tuple(wrong))


def _record(head: Sequence[str], paths: Sequence[Path], row: Sequence[str], number: int) -> Record:
    values: dict[Path, Value] = {}
    places: dict[Path, Place] = {}
    for name, path, content in zip(head, paths, row, strict=True):
        if name:
            values[path] = _value(name, content)
            places[path] = Place(row=number, column=name)
    return Record(values=values, place=Place(row=number), places=places)


def _path(name: str) -> Path:
    base, _, lang = name.rpartition("_")
    return (*base.split("."), lang) if base in _BY_LANGUAGE else tuple(name.split("."))


def _cell(name: str, value: Value) -> str:
    if not value:
        return ""
    if isinstance(value, tuple):
        return cell.numbers(value) if name in _NUMBERS else cell.lines(value)
    return cell.name(value) if name in _NAMES else cell.guarded(value)


def _value(name: str, content: str) -> Value:
    if name in _NUMBERS:
        return cell.numbers_of(content) or None
    if name == "related" or name.rpartition("_")[0] in _LISTS:
        return cell.lines_of(content) or None
    if name in _DAYS:
        return cell.day_of(content) or None
    text = (cell.name_of(content) if name in _NAMES else cell.unguarded(content)).strip()
    if name == "approval.break_glass":  # spreadsheets write it their own way
        text = {"wahr": "true", "falsch": ""}.get(text.casefold(), text.lower())
    return text or None


def _delimiter(text: str) -> str:
    """The one that splits the first line into most names we know."""
    first = text.split("\n", 1)[0]

    def known(delimiter: str) -> int:
        names = (name.strip("\" \r'").casefold() for name in first.split(delimiter))
        return sum(_is_column(name) for name in names)

    return max(_DELIMITERS, key=lambda one: (known(one), first.count(one)))


def _is_column(name: str) -> bool:
    base, _, lang = name.rpartition("_")
    return name in _SINGLE or (base in _BY_LANGUAGE and re.fullmatch(r"[a-z]{2}", lang) is not None)


def _head_faults(head: Sequence[str], file: str, row: int) -> Iterator[Fault]:
    def fault(column: str, what: str, mend: str) -> Fault:
        return Fault(file=file, place=Place(row=row, column=column), entry="", what=what, mend=mend)

    for index, name in enumerate(head):
        if name and not _is_column(name):
            near = nearest(name, columns(()))
            mend = f"Gemeint ist wohl „{near}“." if near else f"Die Spalte löschen. Erlaubt sind: {_allowed()}."
            yield fault(name[:60], f"Die Spalte „{name[:60]}“ gibt es nicht.", mend)
        elif name and name in head[:index]:
            yield fault(name, f"Die Spalte „{name}“ gibt es zweimal.", "Eine von beiden löschen.")
    if "id" not in head:
        yield fault("id", "Die Spalte „id“ fehlt.", "In die erste Zeile die Namen der Spalten schreiben, auch „id“.")


def _allowed() -> str:
    return ", ".join((*_SINGLE, *(f"{name}_de" for name in _BY_LANGUAGE)))


def _uneven(file: str, number: int, cells: int, wanted: int) -> Fault:
    return Fault(
        file=file, place=Place(row=number), entry="",
        what=f"Die Zeile hat {cells} Zellen, die Kopfzeile {wanted}.",
        mend="Anführungszeichen um Texte mit Trennzeichen oder Zeilenumbruch prüfen, dann neu speichern.",
    )  # fmt: skip


def _unnamed(file: str, number: int) -> Fault:
    return Fault(
        file=file, place=Place(row=number), entry="", what="In einer Spalte ohne Namen steht etwas.",
        mend="Die Zelle leeren oder der Spalte in der ersten Zeile ihren Namen geben.",
    )  # fmt: skip


def _broken(file: str, row: int, reason: str) -> Harvest:
    if "limit" in reason:
        what = "Eine Zelle hat mehr als 131.072 Zeichen."
    else:
        what = "Ein Anführungszeichen ist nicht geschlossen oder steht mitten im Text."
    mend = "In dieser Zeile die Anführungszeichen prüfen; im Tabellenprogramm öffnen und als CSV (UTF-8) speichern."
    return unreadable(file, what, mend, Place(row=row))
