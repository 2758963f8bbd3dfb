"""`buergerdraht netiquette`: what the rules of conduct find in messages, and how well."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from bot.cli_console import OUT, Failure, one_town, settings_of
from faq.files import load as load_folder
from faq.offences import OwnWords, excused, find_offences
from faq.offences.examples import BrokenExample, Example, Figures, judge, read_examples
from faq.offences.finding import Finding

app = typer.Typer(no_args_is_help=True, help="What citizens must not write, and how it is found.")
TownOption = Annotated[
    str | None, typer.Option("--town", help="Also with the words of this town (offences.yaml in its folder).")
]
SHIPPED = "evaluation.txt"


@app.command("check")
def check_text(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="What a citizen may write.")],
    town: TownOption = None,
) -> None:
    """Say which offences are found in a text, by which words, and which words were excused by what."""
    own = _own(context, town)
    found = find_offences(text, own)
    for one in found:
        sentence = text[one.start : one.end].strip()
        OUT.print(f"[bold]{one.offence}[/], severity {one.severity}: {escape(sentence)}  [dim]({escape(one.rule)})[/]")
    if not found:
        OUT.print("Nothing is found.")
    for other in excused(text, own):
        OUT.print(f"[dim]No {other.offence}:[/] {escape(other.rule)}  [dim](because of: {escape(other.because)})[/]")


@app.command()
def evaluate(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            help='Messages, one a line: "kind | message"; kind "none" is harmless. Default: those of the program.'
        ),
    ] = None,
    town: TownOption = None,
) -> None:
    """Precision and recall on judged messages, with every error."""
    name, text = _text(file)
    try:
        report = judge(read_examples(text.splitlines()), _own(context, town))
    except BrokenExample as error:
        raise Failure(error.what, where=f"{name}:{error.line}", mend="Mend the line.") from error
    table = Table("offence", "right", "wrong", "missed", "precision", "recall", title=f"{report.messages} messages")
    for kind, figures in report.kinds.items():
        table.add_row(kind, *_cells(figures))
    table.add_section()
    table.add_row("any", *_cells(report.any))
    OUT.print(table)
    OUT.print(f"{report.harmless} of the messages are harmless; {report.hit} of those were taken for an offence.")
    for example, first in report.errors:
        OUT.print(_error(name, example, first))


def _text(file: Path | None) -> tuple[str, str]:
    if file is None:
        return SHIPPED, (resources.files("faq.offences") / SHIPPED).read_text("utf-8")
    try:
        return file.name, file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Failure("The file cannot be read.", where=str(file), mend="Name a text file in UTF-8.") from error


def _own(context: typer.Context, town: str | None) -> OwnWords:
    if town is None:
        return OwnWords()
    settings = settings_of(context)
    return load_folder(settings.town_dir(one_town(settings, town))).offences


def _error(name: str, example: Example, first: Finding | None) -> str:
    said = f"{first.offence} ({escape(first.rule)})" if first else "nothing"
    head = f"[bold]{name}:{example.line}[/] {escape(example.text)}"
    return f"{head}\n   is {example.offence or 'harmless'}, found: {said}"


def _cells(figures: Figures) -> tuple[str, ...]:
    shares = (f"{100 * figures.precision:.1f} %", f"{100 * figures.recall:.1f} %")
    return (str(figures.right), str(figures.wrong), str(figures.missed), *shares)
