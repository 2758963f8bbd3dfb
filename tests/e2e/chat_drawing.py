"""Draws what stands in a chat, on a terminal or in a mail as an SVG. Knows nothing of the program."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich import box
from rich.align import Align
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from tests.botapi import Seen

WIDTH = 78
BUBBLE = 60
STYLES = {
    "bold": "bold",
    "italic": "italic",
    "underline": "underline",
    "code": "bold",
    "text_link": "underline #1f5f8b",
}
PAPER = TerminalTheme(
    (255, 255, 255),
    (32, 38, 46),
    [
        *((32, 38, 46), (176, 42, 42), (26, 122, 60), (150, 100, 0)),
        *((31, 95, 139), (120, 60, 130), (20, 120, 130), (120, 128, 136)),
    ],
)
FORMAT = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: {char_height}px;
line-height: {line_height}px; font-variant-east-asian: full-width; }}
{styles}
</style>
<defs>
{lines}
</defs>
<rect fill="#ffffff" width="100%" height="100%"/>
<g transform="translate({terminal_x}, 12)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def draw(target: Path, parts: Iterable[RenderableType], width: int = WIDTH) -> None:
    """Write the parts, one below the other, as ``target``."""
    console = Console(record=True, width=width, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    for part in parts:
        console.print(part)
    svg = console.export_svg(title="", theme=PAPER, code_format=FORMAT, unique_id=target.stem)
    target.write_text("\n".join(line.rstrip() for line in svg.splitlines()) + "\n", "utf-8")


def bubble(who: str, body: Text, *, own: bool = False, buttons: Sequence[Sequence[str]] = ()) -> RenderableType:
    """A message: who speaks, what, and the buttons below; one's own stand on the right."""
    rows = Table.grid(padding=(0, 0))
    side = "#1a7a3c" if own else "#1f5f8b"
    rows.add_row(Panel(body, title=f"[bold]{who}[/]", title_align="left", border_style=side, width=BUBBLE))
    for at, row in enumerate(buttons):
        shade = "#dbe9f4" if at % 2 == 0 else "#ecf4fa"  # rows of buttons lie close together
        line = Table.grid(expand=True, padding=(0, 1))
        for _ in row:
            line.add_column(ratio=1, justify="center")
        line.add_row(*(Text(f" {label} ", style=f"bold #1f5f8b on {shade}", justify="center") for label in row))
        rows.add_row(Padding(line, (0, 1)))
    return Align.right(rows) if own else rows


def message(who: str, seen: Seen, *, own: bool = False) -> RenderableType:
    """A message of Telegram as it is seen."""
    rows = [[button.text + (" ↗" if button.url else "") for button in row] for row in seen.buttons]
    return bubble(who, words(seen.raw), own=own, buttons=rows)


def note(text: str) -> RenderableType:
    """What happens between two messages."""
    return Align.center(Text(text, style="italic #57606a"))


def words(raw: Mapping[str, Any]) -> Text:
    """A message's text in its formatting, with what hangs on it."""
    field, entities = ("text", "entities") if "text" in raw else ("caption", "caption_entities")
    text = str(raw.get(field, ""))
    body = Text(text)
    for entity in raw.get(entities, ()):
        start, length = int(entity["offset"]), int(entity["length"])
        if style := STYLES.get(entity["type"], "#1f5f8b" if entity["type"] in {"bot_command", "url"} else ""):
            body.stylize(style, _at(text, start), _at(text, start + length))
    for kind, sign in (("photo", "[Foto]"), ("voice", "[Sprachnachricht]"), ("document", "[Dokument]")):
        if kind in raw:
            body = Text.assemble((sign + ("\n" if text else ""), "italic #57606a"), body)
    answered = raw.get("reply_to_message", {})
    if answered and "forum_topic_created" not in answered:
        quoted = re.sub(r"\s+", " ", str(answered.get("text") or answered.get("caption") or "…"))
        short = quoted if len(quoted) <= BUBBLE - 8 else quoted[: BUBBLE - 9] + "…"
        body = Text.assemble((f"│ {short}\n", "#57606a"), body)
    return body


def _at(text: str, units: int) -> int:
    """Where in the text so many units of UTF-16 end, in which Telegram counts."""
    return len(text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore"))


def terminal(command: str, output: str) -> RenderableType:
    """A command and what it printed, with its colours."""
    shown = Text.assemble(("$ ", "#57606a"), (command, "bold"), "\n")
    return shown.append_text(Text.from_ansi(output.rstrip()))


def letter(heads: Mapping[str, str], text: str) -> RenderableType:
    """A mail."""
    head = Text("\n").join(Text.assemble((f"{name}: ", "#57606a"), (value, "bold")) for name, value in heads.items())
    body = Text.assemble(head, "\n\n", text.rstrip())
    return Panel(body, box=box.SQUARE, border_style="#8c959f", padding=(0, 1))
