"""`buergerdraht netiquette`: what the rules of conduct find in messages, and how well."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from bot.cli_console import OUT, one_town, settings_of
from bot.cli_tally import broken, read_set, tally_table
from faq.files import load as load_folder
from faq.offences import OwnWords, excused, find_offences
from faq.offences.examples import Example, judge, read_examples
from faq.offences.finding import Finding
from faq.tally import BrokenExample

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
        raise broken(name, error) from error
    OUT.print(tally_table("offence", report.messages, report.kinds.items(), ("any", report.any)))
    OUT.print(f"{report.harmless} of the messages are harmless; {report.hit} of those were taken for an offence.")
    for example, first in report.errors:
        OUT.print(_error(name, example, first))


def _text(file: Path | None) -> tuple[str, str]:
    if file is None:
        return SHIPPED, (resources.files("faq.offences") / SHIPPED).read_text("utf-8")
    return file.name, read_set(file)


def _own(context: typer.Context, town: str | None) -> OwnWords:
    if town is None:
        return OwnWords()
    settings = settings_of(context)
    return load_folder(settings.town_dir(one_town(settings, town))).offences


def _error(name: str, example: Example, first: Finding | None) -> str:
    said = f"{first.offence} ({escape(first.rule)})" if first else "nothing"
    head = f"[bold]{name}:{example.line}[/] {escape(example.text)}"
    return f"{head}\n   is {example.offence or 'harmless'}, found: {said}"
