"""A flame graph of where the time goes: `python -m tests.bench.path.flame STACKS > docs/flame.svg`.

STACKS is what `py-spy record --format raw` writes. Only what the event loop's thread does is drawn, and no share below
half a per cent, so that the picture is small and holds no path of the machine it was taken on.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

WIDTH: Final = 1200
LINE: Final = 16
LEAST: Final = 0.005
LETTER: Final = 6.2
"""What a letter takes, about."""
_LOOP: Final = "Runner.run "
_PLACE: Final = re.compile(r" \((?:.*?(?:site-packages|lib/python[\d.]+)/)?/?(.*?)(?::\d+)?\)$")
_COLOURS: Final = (("bot/turn", "#e0803a"), ("bot/", "#e8a33d"), ("faq/", "#d9594c"), ("handoff/", "#7aa95c"))
_OTHERS: Final = "#8fa7c4"


@dataclass(slots=True)
class Frame:
    """A function as it was called from somewhere, and what it called; ``count``: samples in it."""

    count: int = 0
    calls: dict[str, Frame] = field(default_factory=dict)


def read(lines: Iterable[str]) -> Frame:
    """The samples of the event loop's thread, as a tree."""
    root = Frame()
    for line in lines:
        stack, _, count = line.strip().rpartition(" ")
        names = [_PLACE.sub(r" (\1)", name) for name in stack.split(";")]
        begins = next((at for at, name in enumerate(names) if name.startswith(_LOOP)), None)
        if begins is None:
            continue
        frame = root
        frame.count += int(count)
        for name in names[begins + 1 :]:
            frame = frame.calls.setdefault(name, Frame())
            frame.count += int(count)
    return root


def drawn(root: Frame) -> Iterator[str]:
    """The picture, line by line: who calls stands above whom it calls."""
    boxes = list(_boxes(root, 0.0, 0, root.count))
    height = (max((depth for *_, depth in boxes), default=0) + 1) * LINE
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="monospace" font-size="10">'
    )
    for name, share, left, depth in boxes:
        colour = next((colour for part, colour in _COLOURS if f"({part}" in name), _OTHERS)
        width = share * WIDTH
        shown = name.partition(" (")[0][: int(width / LETTER)]
        text = f'<text x="{left * WIDTH + 2:.1f}" y="{depth * LINE + 11}">{escape(shown)}</text>'
        yield (
            f"<g><title>{escape(name)} {share:.1%}</title>"
            f'<rect x="{left * WIDTH:.1f}" y="{depth * LINE}" width="{max(width - 0.5, 0.5):.1f}" height="{LINE - 1}" '
            f'fill="{colour}"/>{text if len(shown) > 2 else ""}</g>'
        )
    yield "</svg>"


def _boxes(frame: Frame, left: float, depth: int, total: int) -> Iterator[tuple[str, float, float, int]]:
    for name, call in sorted(frame.calls.items()):
        share = call.count / total
        if share >= LEAST:
            yield name, share, left, depth
            yield from _boxes(call, left, depth + 1, total)
        left += share


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in drawn(read(Path(sys.argv[1]).read_text("utf-8").splitlines())))
