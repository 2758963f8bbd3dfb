"""Simple charts as numbers: where each column of a drawing of fixed size stands. Pure; templates draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 640.0
HEIGHT: Final = 200.0
LEFT: Final = 36.0
BOTTOM: Final = 24.0
TOP: Final = 10.0
STEPS: Final = (4, 5, 3, 2, 1)
"""Into so many steps the scale is divided: the first number that leaves whole ones."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A rectangle of a column; ``series`` says which (from 0)."""

    x: float
    y: float
    width: float
    height: float
    series: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column with its parts from the ground up, and its label where there is room for one."""

    parts: tuple[Part, ...]
    middle: float
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A horizontal line of the scale, and its number."""

    y: float
    value: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Columns:
    """A whole drawing."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT


def columns(values: Sequence[Sequence[int]], labels: Sequence[str], *, labelled: int = 12) -> Columns:
    """Stacked columns. ``labels``: one a column, of which about ``labelled`` are shown."""
    top = ceiling(max((sum(stack) for stack in values), default=0))
    ground, room = HEIGHT - BOTTOM, HEIGHT - BOTTOM - TOP
    step = (WIDTH - LEFT) / max(1, len(values))
    every = max(1, -(-len(values) // labelled))
    drawn: list[Column] = []
    for at, stack in enumerate(values):
        x, y, parts = LEFT + at * step + step * 0.12, ground, []
        for series, value in enumerate(stack):
            height = room * value / top
            y -= height
            if value:
                box = {"x": x, "y": y, "width": step * 0.76, "height": height}
                parts.append(Part(**{name: round(size, 1) for name, size in box.items()}, series=series))
        label = labels[at] if at % every == 0 else ""
        drawn.append(Column(parts=tuple(parts), middle=round(LEFT + (at + 0.5) * step, 1), label=label))
    size = next(top // count for count in STEPS if top % count == 0)
    marks = range(0, top + 1, size)
    lines = tuple(Line(y=round(ground - room * mark / top, 1), value=mark) for mark in marks)
    return Columns(columns=tuple(drawn), lines=lines)


def ceiling(highest: int) -> int:
    """The number at the top of the scale: round, and not below the highest value."""
    if highest <= STEPS[0]:
        return max(1, highest)
    power = 10 ** (len(str(highest)) - 1)
    return next(int(power * step) for step in (1, 1.2, 1.6, 2, 4, 6, 8, 10) if power * step >= highest)


def shade(value: int, highest: int) -> int:
    """How dark a field of a table is: 0 (nothing) to 4."""
    return 0 if value <= 0 or highest <= 0 else min(4, 1 + value * 4 // (highest + 1))


def share(value: int, highest: int) -> float:
    """The length of a bar, in percent of the longest."""
    return round(100 * value / highest, 1) if highest > 0 else 0.0
