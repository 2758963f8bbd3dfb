"""The tables of docs/reliability.md, written from what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tests.faults.matrix import MATRIX, TESTS, by_row
from tests.proof import Row, figure

PAGE: Final = TESTS.parent / "docs" / "reliability.md"
BEGIN, END = "<!-- {}: written by make faults -->", "<!-- end of {} -->"


def write(rows: Sequence[Row]) -> None:
    """Put both tables into the page, between their marks."""
    text = PAGE.read_text("utf-8")
    text = between(text, "matrix", matrix(rows))
    text = between(text, "promises", promises(rows))
    PAGE.write_text(text, encoding="utf-8")


def between(text: str, name: str, lines: Iterable[str]) -> str:
    """The text with these lines between the marks of a name. Raises ValueError when the marks are not there."""
    begin, end = BEGIN.format(name), END.format(name)
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"{PAGE} has no marks {begin} … {end}")
    return "".join((before, begin, "\n\n", "\n".join(lines), "\n\n", end, after))


def matrix(rows: Iterable[Row]) -> Iterator[str]:
    """Row -> result, with where its tests are."""
    found = {row.fault: row for row in rows if row.fault and row.name == MATRIX[row.fault].what}  # figures have it too
    places = by_row()
    yield "| Row | Fault | Expected | Result | Tests |"
    yield "|---|---|---|---|---|"
    for number, fault in MATRIX.items():
        row = found.get(number)
        result = _result(row) if row else "not run yet"
        where = ", ".join(f"`{path.removeprefix('tests/')}`" for path in places.get(number, ()))
        yield f"| {number} | {fault.what} | {fault.expected} | {result} | {where} |"


def promises(rows: Iterable[Row]) -> Iterator[str]:
    """Promise -> figure."""
    yield "| Promise | What | Figure | Goal | | Repeat with |"
    yield "|---|---|---|---|---|---|"
    of = [row for row in rows if row.promise]
    for row in sorted(of, key=lambda row: (int(row.promise.removeprefix("P")), row.part != "kills", row.name)):
        told = f"{figure(row.ours)} {row.unit}".strip()
        said = f"{told} ({row.note})" if row.note else told
        yield f"| {row.promise} | {row.name} | {said} | {row.goal} | {_mark(row)} | `{row.command}` |"


def _result(row: Row) -> str:
    return f"{_mark(row)}: {row.note}"


def _mark(row: Row) -> str:
    return "ok" if row.ok else "**short**"
