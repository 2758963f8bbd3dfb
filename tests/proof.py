"""A figure beside its reference and its goal, as `make faults` and `make bench` print and keep it.

A part of the proof (a bench, a group of faults) hands in its rows; the file keeps those of all parts, so that one
part may be run again alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.table import Table

BUILD = Path(__file__).parents[1] / "build"
FAULTS, BENCH = BUILD / "faults.json", BUILD / "bench.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """What was measured or counted.

    `ratio` is ours / reference; `ok` says whether the goal (in words, as ">= 0.4") is met. A figure without a goal
    is `ok`. `promise` names one of P1 to P17, `fault` a line of the fault matrix, `command` what repeats the row.
    """

    name: str
    ours: float | None = None
    reference: float | None = None
    ratio: float | None = None
    goal: str = ""
    ok: bool = True
    unit: str = ""
    promise: str = ""
    fault: int | None = None
    note: str = ""
    command: str = ""
    part: str = ""


def beside(ours: float, reference: float) -> float | None:
    """Ours as a multiple of the reference; None beside nothing."""
    return ours / reference if reference else None


def keep(path: Path, rows: Iterable[Row], *, part: str) -> None:
    """Put the rows of one part into the file, in place of that part's former rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    others = [row for row in kept(path) if row.part != part]
    mine = [Row(**{**asdict(row), "part": part}) for row in rows]
    whole = json.dumps([asdict(row) for row in (*others, *mine)], indent=1, ensure_ascii=False)
    fresh = path.with_suffix(".new")
    fresh.write_text(whole + "\n", encoding="utf-8")
    fresh.replace(path)


def kept(path: Path) -> tuple[Row, ...]:
    """All rows of a file; none when there is no file."""
    return tuple(Row(**row) for row in json.loads(path.read_text("utf-8"))) if path.exists() else ()


def table(rows: Sequence[Row], title: str) -> Table:
    """The rows as people read them."""
    shown = Table(title=title, title_justify="left")
    for head, justify in (("", "left"), ("ours", "right"), ("beside", "right"), ("ratio", "right"), ("goal", "left")):
        shown.add_column(head, justify=justify)  # type: ignore[arg-type]
    shown.add_column("")
    for row in rows:
        told = [figure(one) for one in (row.ours, row.reference, row.ratio)]
        tags = " ".join(filter(None, (row.promise, f"row {row.fault}" if row.fault else "")))
        name = "\n".join(filter(None, (f"{row.name} [dim]{row.unit} {tags}[/dim]".rstrip(), row.note)))
        shown.add_row(name, *told, row.goal, "[green]ok[/green]" if row.ok else "[red]short[/red]")
    return shown


def figure(number: float | None) -> str:
    """A figure as people read it."""
    if number is None:
        return ""
    return f"{number:,.0f}" if abs(number) >= 100 or number == int(number) else f"{number:.3g}"
