"""What the commands that measure on judged messages have in common: the file, and the table of figures."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rich.table import Table

from bot.cli_console import Failure
from faq.tally import BrokenExample, Figures


def read_set(file: Path) -> str:
    """The text of a set. Raises Failure."""
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Failure("The file cannot be read.", where=str(file), mend="Name a text file in UTF-8.") from error


def broken(name: str, error: BrokenExample) -> Failure:
    """The failure that a line of the set is."""
    return Failure(error.what, where=f"{name}:{error.line}", mend="Mend the line.")


def tally_table(what: str, messages: int, kinds: Iterable[tuple[str, Figures]], total: tuple[str, Figures]) -> Table:
    """Figures by kind, and those of all together below."""
    table = Table(what, "right", "wrong", "missed", "precision", "recall", title=f"{messages} messages")
    for kind, figures in kinds:
        table.add_row(kind, *_cells(figures))
    table.add_section()
    table.add_row(total[0], *_cells(total[1]))
    return table


def _cells(figures: Figures) -> tuple[str, ...]:
    shares = (f"{100 * figures.precision:.1f} %", f"{100 * figures.recall:.1f} %")
    return (str(figures.right), str(figures.wrong), str(figures.missed), *shares)
