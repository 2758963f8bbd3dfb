"""`buergerdraht privacy`: what is taken out of messages before they are stored, and how well that works."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from bot.channels.masking import ALL_KINDS, mask
from bot.channels.masks.examples import judge, read_examples
from bot.cli_console import OUT, settings_of
from bot.cli_tally import broken, read_set, tally_table
from faq.tally import BrokenExample

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
        report = judge(read_examples(read_set(file).splitlines()), partial(mask, kinds=ALL_KINDS))
    except BrokenExample as error:
        raise broken(str(file), error) from error
    OUT.print(tally_table("kind", report.messages, report.kinds.items(), ("all", report.total)))
    OUT.print(f"{report.clean} of the messages have nothing to mask.")
    for example, got in report.errors:
        OUT.print(f"[bold]{file.name}:{example.line}[/] {escape(example.text)}")
        OUT.print(f"   wanted {escape(example.wanted)}\n   stored {escape(got)}")
