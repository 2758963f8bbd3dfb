"""One YAML file as plain data that remembers its lines. Every scalar stays the text that was written.

A deliberately small YAML: one document, no anchors, no tags, no doubled keys; each breach is a Problem with its line.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from faq.errors import Problem

MAX_BYTES = 5_000_000
MAX_DEPTH = 20
_ID = re.compile(r"""(?:\s*-)?\s+id:\s*["']?([\w-]+)""")
NOTHING = frozenset({"", "~", "null", "Null", "NULL"})

Plain = str | None | list["Plain"] | dict[str, "Plain"]


class _Stop(Exception):
    def __init__(self, line: int, what: str, mend: str) -> None:
        super().__init__(what)
        self.line, self.what, self.mend = line, what, mend


@dataclass(frozen=True, kw_only=True)
class Document:
    """The data of a file, and the line (from 1) of each place in it, by the keys and indices that lead there."""

    file: str
    data: Plain
    lines: Mapping[tuple[str | int, ...], int]
    source: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def line(self, place: tuple[str | int, ...]) -> int:
        """The line of a place, or of the nearest place around it that exists."""
        for length in range(len(place), -1, -1):
            if place[:length] in self.lines:
                return self.lines[place[:length]]
        return 1

    def line_of(self, piece: str, start: int) -> int:
        """The first line from `start` on that contains the piece; `start` when none does."""
        if not piece:
            return start
        following = self.source[start - 1 :]
        return next((start + number for number, line in enumerate(following) if piece in line), start)


def read(path: Path, file: str) -> Document | Problem:
    """The document of a file, or why there is none; `file` is its name in problems. Doubled keys are in `problems`."""
    text = _text(path, file)
    if isinstance(text, Problem):
        return text
    found = parse(text, file)
    if isinstance(found, Problem):
        return replace(found, entry=_entry_at(text, found.line))
    named = tuple(replace(problem, entry=_entry_at(text, problem.line)) for problem in found.problems)
    return replace(found, problems=named)


def parse(text: str, file: str) -> Document | Problem:
    """The document of a text, or why there is none; `file` is its name in problems."""
    try:
        return _Reader(file).read(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if error.context_mark and (error.problem or "").endswith("unexpected end of stream"):
            mark = error.context_mark  # a quote that is never closed: where it opens
        return Problem(
            file=file,
            line=mark.line + 1 if mark else 0,
            entry="",
            what=f"Das ist kein gültiges YAML ({error.problem or error.context}).",
            mend="Einrückung, Doppelpunkte und Anführungszeichen an und über dieser Zeile prüfen.",
        )
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        place = error.start if isinstance(error, UnicodeEncodeError) else getattr(error, "position", 0)
        line = text.count("\n", 0, place) + 1
        return Problem(
            file=file, line=line, entry="", what="Die Datei enthält ein Zeichen, das YAML nicht erlaubt.",
            mend="Das unsichtbare Steuerzeichen in dieser Zeile löschen.",
        )  # fmt: skip
    except _Stop as stop:
        return Problem(file=file, line=stop.line, entry="", what=stop.what, mend=stop.mend)


def _entry_at(text: str, line: int) -> str:
    """The id that was last named at or above a line; empty when none was."""
    named = [match.group(1) for match in map(_ID.match, text.split("\n")[:line]) if match]
    return named[-1] if named else ""


def _text(path: Path, file: str) -> str | Problem:
    def broken(line: int, what: str, mend: str) -> Problem:
        return Problem(file=file, line=line, entry="", what=what, mend=mend)

    try:
        with path.open("rb") as source:
            raw = source.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return broken(0, "Die Datei fehlt.", "Die Datei anlegen oder aus der Versionsverwaltung zurückholen.")
    except OSError as error:
        return broken(0, f"Die Datei ist nicht lesbar ({error.strerror}).", "Rechte der Datei prüfen.")
    if len(raw) > MAX_BYTES:
        return broken(0, "Die Datei ist größer als 5 MB.", "Auf mehrere Dateien verteilen oder Eingefügtes entfernen.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return broken(
            raw.count(b"\n", 0, error.start) + 1, "Die Datei ist nicht in UTF-8 gespeichert.",
            "Im Editor „Speichern mit Kodierung UTF-8“ wählen.",
        )  # fmt: skip


class _Reader:
    """Builds the data from the parser's events without recursion, so that depth cannot hurt."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._lines: dict[tuple[str | int, ...], int] = {}
        self._problems: list[Problem] = []
        self._open: list[tuple[tuple[str | int, ...], dict[str, Plain] | list[Plain]]] = []
        self._key: list[str | None] = []
        self._root: Plain = None
        self._documents = 0

    def read(self, text: str) -> Document:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        for event in yaml.parse(text, Loader=loader):
            self._take(event)
        return Document(
            file=self._file,
            data=self._root,
            lines=self._lines,
            source=tuple(text.split("\n")),
            problems=tuple(self._problems),
        )

    def _take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 0
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    raise _Stop(line, "Die Datei enthält mehr als ein YAML-Dokument.", "Die Zeile mit „---“ entfernen.")
            case yaml.AliasEvent():
                raise _Stop(line, f"Verweise (*{event.anchor}) sind nicht erlaubt.", "Den Text ausschreiben.")
            case yaml.ScalarEvent() if self._awaits_key():
                self._begin_pair(event.value, line)
            case yaml.ScalarEvent():
                self._put(self._scalar(event, line), line)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent() if self._awaits_key():
                raise _Stop(line, "Ein Feldname muss ein einfaches Wort sein.", "Klammern in Anführungszeichen setzen.")
            case yaml.MappingStartEvent():
                self._begin({}, line)
            case yaml.SequenceStartEvent():
                self._begin([], line)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._open.pop()
                self._key.pop()
            case _:
                pass

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> str | None:
        value: str = event.value
        if not event.style and value in NOTHING:
            return None
        if any("\ud800" <= character <= "\udfff" or character == "\0" for character in value):
            raise _Stop(
                line, "Der Text enthält ein ungültiges Zeichen.", "Die Zeichenfolge mit \\u oder \\0 entfernen."
            )
        return value

    def _awaits_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1][1], dict) and self._key[-1] is None

    def _begin_pair(self, key: str, line: int) -> None:
        place, holder = self._open[-1]
        if key in holder:
            self._problems.append(
                Problem(
                    file=self._file, line=line, entry="", what=f"Das Feld „{key}“ steht hier doppelt.",
                    mend=f"Eines von beiden löschen; das erste steht in Zeile {self._lines[*place, key]}.",
                )
            )  # fmt: skip
        else:
            self._lines[*place, key] = line
        self._key[-1] = key

    def _place(self) -> tuple[str | int, ...]:
        if not self._open:
            return ()
        place, holder = self._open[-1]
        if isinstance(holder, list):
            return (*place, len(holder))
        return (*place, self._key[-1] or "")

    def _put(self, value: Plain, line: int) -> None:
        self._lines.setdefault(self._place(), line)
        if not self._open:
            self._root = value
            return
        holder = self._open[-1][1]
        if isinstance(holder, list):
            holder.append(value)
        else:
            holder.setdefault(self._key[-1] or "", value)
            self._key[-1] = None

    def _begin(self, holder: dict[str, Plain] | list[Plain], line: int) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise _Stop(line, "Die Datei ist zu tief verschachtelt.", "Klammern und Einrückung prüfen.")
        place = self._place()
        self._put(holder, line)
        self._open.append((place, holder))
        self._key.append(None)
