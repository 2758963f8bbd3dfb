"""A file of a town made to say something else: only the lines of what differs are written anew. Pure.

One mechanism for every file: the difference between what stands there and what shall stand there is walked down to the
smallest fields, so that comments, order and layout of everything else stay. The result is read again and compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from faq.errors import Problem
from faq.interchange.yamltext import field_lines
from faq.signature import LINE
from faq.yamlfile import Document, Plain, parse

_STEP = 2
_PLAIN_WORD = re.compile(r'^(?P<head>[^"]*: )"(?P<value>\d{1,7}\.\d{2}|true|false)"$')
_COMMENT = re.compile(r"""^[^'"#]*?(?:"[^"\\]*"|'[^']*')?[^'"#]*?(?P<comment>\s+#.*)$""")
_DASHES = re.compile(r" *(?:- +)*")

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class _Change:
    """Lines from `start` to `end` (from 0, end excluded) become others, without their ends."""

    start: int
    end: int
    lines: tuple[str, ...]


class _Unwritable(Exception):
    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.place = place


def rewritten(document: Document, data: Plain) -> str | Problem:
    """The file's text when it says `data`; a Problem says which part is not written line by line."""
    text = "\n".join(document.source)
    if document.data is None and isinstance(data, list):  # a file without items yet: they come after its comments
        document = replace(document, data=[])
    lines = [str(line) for line in LINE.findall(text)]
    newline = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += newline
    bare = [line.rstrip("\r\n") for line in lines]
    try:
        changes = sorted(_changes(bare, document, (), (document.data, data), len(bare)), key=lambda one: one.start)
    except _Unwritable as found:
        return _problem(document, found.place)
    for change in reversed(changes):
        lines[change.start : change.end] = [f"{line}{newline}" for line in change.lines]
    result = "".join(lines)
    read = parse(result, document.file)
    if not isinstance(read, Document) or read.problems or _trimmed(read.data) != _trimmed(data):
        return _problem(document, ())
    return result


def _changes(
    lines: Sequence[str], document: Document, place: Place, values: tuple[Plain, Plain], stop: int
) -> Iterator[_Change]:
    """What changes within a block of fields or items, by its values (before, after); it ends before the line `stop`."""
    before, after = values
    keys = _keys(before)
    wanted = _wanted(before, after)
    if not place and before == [] and isinstance(after, list):
        yield _Change(stop, stop, _lines_of_items(after))
        return
    starts = {key: document.lines[(*place, key)] - 1 for key in keys}
    if not keys or type(before) is not type(after) or len(set(starts.values())) != len(keys):
        raise _Unwritable(place)
    columns = {_column(lines[starts[key]], key) for key in keys}
    if len(columns) != 1 or (column := columns.pop()) is None:
        raise _Unwritable(place)
    ends = [*(starts[key] for key in keys[1:]), stop]
    for key, following, (_, old) in zip(keys, ends, _pairs(before), strict=True):
        end = _own_end(lines, starts[key], following, column)
        if key not in wanted and isinstance(key, int):
            yield _gone(lines, starts[key], end, column, first=key == 0)
        elif key not in wanted:
            if lines[starts[key]][:column].strip():  # the dash stands before it
                raise _Unwritable((*place, key))
            yield _Change(starts[key], end, ())
        elif wanted[key] != old:
            try:
                yield from list(_changes(lines, document, (*place, key), (old, wanted[key]), end))
            except _Unwritable:
                if isinstance(key, int):
                    raise
                head = lines[starts[key]]
                fresh = _field(key, wanted[key], column)
                fresh[0] = head[:column] + fresh[0][column:]
                comment = _COMMENT.match(head) if end - starts[key] == 1 == len(fresh) else None
                if comment:
                    fresh[0] += comment["comment"]
                yield _Change(starts[key], end, tuple(fresh))
    last = _own_end(lines, starts[keys[-1]], stop, column)
    for key, value in wanted.items():
        if key not in starts:
            yield _Change(last, last, _new(key, value, column, lines, starts[keys[0]]))


def _wanted(before: Plain, after: Plain) -> dict[str | int, Plain]:
    """What shall stand in each place; items that have an id keep theirs when others go."""
    if isinstance(before, list) and isinstance(after, list) and len(after) < len(before):
        places = {id_: at for at, one in enumerate(before) if (id_ := _id(one)) is not None}
        named = [(places.get(_id(one) or ""), one) for one in after]
        if len(places) == len(before) and all(at is not None for at, _ in named):
            return {at: one for at, one in named if at is not None}
        raise _Unwritable(())
    return dict(_pairs(after))


def _id(item: Plain) -> str | None:
    return id_ if isinstance(item, dict) and isinstance(id_ := item.get("id"), str) else None


def _gone(lines: Sequence[str], start: int, end: int, column: int, *, first: bool) -> _Change:
    """An item goes with the comment right above it (unless that heads the file) and with one blank line."""
    top = start
    while not first and top and lines[top - 1].startswith(f"{' ' * column}#"):
        top -= 1
    if top and not lines[top - 1].strip():
        return _Change(top - 1, end, ())
    return _Change(top, end + 1 if end < len(lines) and not lines[end].strip() else end, ())


def _lines_of_items(items: Sequence[Plain]) -> tuple[str, ...]:
    """The first items of a file."""
    blocks = [_new(at, one, 0, ("- ",), 0) for at, one in enumerate(items)]
    return tuple(line for block in blocks for line in block)[1:]


def _new(key: str | int, value: Plain, column: int, lines: Sequence[str], first: int) -> tuple[str, ...]:
    if isinstance(key, str):
        return tuple(_field(key, value, column))
    if not isinstance(value, dict) or not value:
        raise _Unwritable((key,))
    indent = len(lines[first]) - len(lines[first].lstrip(" "))
    fields = [line for name, inner in value.items() for line in _field(name, inner, indent + _STEP)]
    fields[0] = f"{' ' * indent}- {fields[0].lstrip(' ')}"
    return ("", *fields)


def _field(name: str, value: Plain, column: int) -> list[str]:
    """A field's lines; amounts and true or false stand without quotes, as the files' schemas want them."""
    return [_PLAIN_WORD.sub(r"\g<head>\g<value>", line) for line in field_lines(name, value, column)]


def _keys(value: Plain) -> list[str | int]:
    return [key for key, _ in _pairs(value)]


def _pairs(value: Plain) -> list[tuple[str | int, Plain]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def _column(line: str, key: str | int) -> int | None:
    """Where the name of a field begins, or an item's dash; None when something else stands before it."""
    lead = _DASHES.match(line)
    at = lead.end() if lead else 0
    if isinstance(key, int):
        indent = len(line) - len(line.lstrip(" "))
        return indent if line[indent : indent + 2] in ("- ", "-") else None
    return at if re.match(rf"""["']?{re.escape(key)}["']?\s*:""", line[at:]) else None


def _own_end(lines: Sequence[str], start: int, stop: int, column: int) -> int:
    """Where a field's own lines end: blank lines and comments no deeper than its name come after it."""
    end = stop
    while end > start + 1:
        line = lines[end - 1]
        inner = line.lstrip(" ")
        if line.strip() and not (inner.startswith("#") and len(line) - len(inner) <= column):
            break
        end -= 1
    return end


def _trimmed(value: Plain) -> Plain:
    """The value as the files' readers take it: a block of lines ends with a line end that is none of its text."""
    if isinstance(value, dict):
        return {key: _trimmed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_trimmed(inner) for inner in value]
    return value.strip() if isinstance(value, str) else value


def _problem(document: Document, place: Place) -> Problem:
    return Problem(
        file=document.file, line=document.line(place), entry=next((str(step) for step in place), ""),
        what="Diese Stelle lässt sich nicht Zeile für Zeile ändern.",
        mend="In der Datei jedes Feld in eine eigene Zeile schreiben, dann geht es auch hier.",
    )  # fmt: skip
