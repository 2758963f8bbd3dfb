"""`buergerdraht privacy`: what is taken out of messages before they are stored, and how well that works."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from bot.channels.masking import ALL_KINDS, mask
from bot.channels.masks.examples import BrokenExample, Figures, judge, read_examples
from bot.cli_console import OUT, Failure, settings_of

app = typer.Typer(no_args_is_help=True, help="What is taken out of messages before they are stored.")


@app.command("mask")
def mask_text(context: typer.Context, text: Annotated[str, typer.Argument(help="What a citizen may write.")]) -> None:
    """Show what would be stored of a text, by this town's settings."""
    masked = mask(text, frozenset(settings_of(context).privacy.masks))
    OUT.print(escape(masked.text))
    OUT.print(f"[dim]{', '.join(masked.kinds) or 'nothing taken out'}[/]")


@app.command()
def evaluate(
    file: Annotated[Path, typer.Argument(help="Messages, one a line; {kind: value} marks what must be masked.")],
) -> None:
    """Precision and recall of all kinds on a file of marked messages, with every error."""
    try:
        report = judge(read_examples(file.read_text("utf-8").splitlines()), partial(mask, kinds=ALL_KINDS))
    except (OSError, UnicodeDecodeError) as error:
        raise Failure("The file cannot be read.", where=str(file), mend="Name a text file in UTF-8.") from error
    except BrokenExample as error:
        raise Failure(error.what, where=f"{file}:{error.line}", mend="Mend the line.") from error
    table = Table("kind", "right", "wrong", "missed", "precision", "recall", title=f"{report.messages} messages")
    for kind, figures in report.kinds.items():
        table.add_row(kind, *_cells(figures))
    table.add_section()
    table.add_row("all", *_cells(report.total))
    OUT.print(table)
    OUT.print(f"{report.clean} of the messages have nothing to mask.")
    for example, got in report.errors:
        OUT.print(f"[bold]{file.name}:{example.line}[/] {escape(example.text)}")
        OUT.print(f"   wanted {escape(example.wanted)}\n   stored {escape(got)}")


def _cells(figures: Figures) -> tuple[str, ...]:
    shares = (f"{100 * figures.precision:.1f} %", f"{100 * figures.recall:.1f} %")
    return (str(figures.right), str(figures.wrong), str(figures.missed), *shares)
