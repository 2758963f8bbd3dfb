"""`buergerdraht netiquette`: what the rules of conduct find in messages, and how well."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from bot.cli_console import OUT, Failure
from faq.offences import OwnWords, find_offences
from faq.offences.examples import BrokenExample, Figures, judge, read_examples

app = typer.Typer(no_args_is_help=True, help="What citizens must not write, and how it is found.")


@app.command("check")
def check_text(text: Annotated[str, typer.Argument(help="What a citizen may write.")]) -> None:
    """Say which offences are found in a text, and by which words."""
    found = find_offences(text)
    for one in found:
        sentence = text[one.start : one.end].strip()
        OUT.print(f"[bold]{one.offence}[/], severity {one.severity}: {escape(sentence)}  [dim]({escape(one.rule)})[/]")
    if not found:
        OUT.print("Nothing is found.")


@app.command()
def evaluate(
    file: Annotated[Path, typer.Argument(help='Messages, one a line: "kind | message"; kind "none" is harmless.')],
) -> None:
    """Precision and recall on a file of judged messages, with every error."""
    try:
        report = judge(read_examples(file.read_text("utf-8").splitlines()), OwnWords())
    except (OSError, UnicodeDecodeError) as error:
        raise Failure("The file cannot be read.", where=str(file), mend="Name a text file in UTF-8.") from error
    except BrokenExample as error:
        raise Failure(error.what, where=f"{file}:{error.line}", mend="Mend the line.") from error
    table = Table("offence", "right", "wrong", "missed", "precision", "recall", title=f"{report.messages} messages")
    for kind, figures in report.kinds.items():
        table.add_row(kind, *_cells(figures))
    table.add_section()
    table.add_row("any", *_cells(report.any))
    OUT.print(table)
    OUT.print(f"{report.harmless} of the messages are harmless; {report.hit} of those were taken for an offence.")
    for example, first in report.errors:
        said = f"{first.offence} ({escape(first.rule)})" if first else "nothing"
        OUT.print(f"[bold]{file.name}:{example.line}[/] {escape(example.text)}")
        OUT.print(f"   is {example.offence or 'harmless'}, found: {said}")


def _cells(figures: Figures) -> tuple[str, ...]:
    shares = (f"{100 * figures.precision:.1f} %", f"{100 * figures.recall:.1f} %")
    return (str(figures.right), str(figures.wrong), str(figures.missed), *shares)
