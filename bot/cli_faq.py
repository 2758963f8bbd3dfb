"""`buergerdraht check` and `buergerdraht faq …`: what an editor asks of a town's files."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.markup import escape

from bot import cli_diff, cli_evaluate, cli_facts, cli_gaps
from bot.cli_console import ERR, OUT, Failure, one_town, problem_line, settings_of
from bot.folding import folded
from config.settings import Settings
from faq.entry import Release
from faq.files import check as check_folder
from faq.files import load as load_folder
from faq.matcher import Matcher
from faq.outcome import outcome_to_dict
from faq.schema import write as write_schemas

app = typer.Typer(help="Check and try the FAQ of a town.", no_args_is_help=True)
TownOption = Annotated[str | None, typer.Option("--town", help="Which town, when there are several.")]


@app.command()
def check(
    context: typer.Context,
    town: Annotated[str | None, typer.Argument(help="Which town (default: all).")] = None,
    twins: Annotated[bool, typer.Option("--twins", help="Also list entries that take each other's questions.")] = False,
    every: Annotated[bool, typer.Option("--all", help="List each warning, also where there are many alike.")] = False,
) -> None:
    """Check a town's files; ends with 1 when they cannot take effect."""
    settings = settings_of(context)
    towns = settings.towns if town is None else (one_town(settings, town),)
    _end(_check(settings, one, twins=twins, every=every) for one in towns)


def check_all(context: typer.Context) -> None:
    """Check the settings and every town's files; ends with 1 when something is wrong."""
    settings = settings_of(context)
    OUT.print("[green]✓[/] Settings")
    _end(_check(settings, town) for town in settings.towns)


def _end(checks: Iterable[bool]) -> None:
    """Carry all of them out, then end with 1 if one failed."""
    if list(checks).count(False):
        raise typer.Exit(1)


def _check(settings: Settings, town: str, *, twins: bool = False, every: bool = False) -> bool:
    folder = settings.town_dir(town)
    errors, warnings = check_folder(folder)
    for problem in errors:
        OUT.print("[red]✗[/]", problem_line(problem))
    for problem in warnings if every else folded(warnings):
        OUT.print("[yellow]![/]", problem_line(problem))
    if errors:
        OUT.print(f"[red]✗ {town}[/]: {_count(len(errors), 'error')} in {escape(str(folder))}; nothing takes effect")
        return False
    release = load_folder(folder)
    OUT.print(
        f"[green]✓ {town}[/]: {len(release.entries)} entries, {len(release.departments)} departments, "
        f"{_count(len(warnings), 'warning')}, release {release.hash}"
    )
    if twins:
        written = load_folder(folder, drafts=True)
        cli_diff.print_twins(cli_diff.find_twins(written, _today(written)))
    return True


def _today(release: Release) -> date:
    return datetime.now(UTC).astimezone(ZoneInfo(release.town.timezone)).date()


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


@app.command()
def ask(
    context: typer.Context,
    *,
    question: Annotated[str, typer.Argument(help="What a citizen might write.")],
    town: TownOption = None,
    lang: Annotated[str, typer.Option(help="The citizen's language: de or en.")] = "de",
    explain: Annotated[bool, typer.Option("--explain", help="Show why.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
) -> None:
    """Ask the files of a town as they are now, drafts too; nothing is published or stored."""
    settings = settings_of(context)
    release = load_folder(settings.town_dir(one_town(settings, town)), drafts=True)
    found = Matcher(release).explain(question, lang=lang, on=_today(release))
    plain = outcome_to_dict(found.outcome)
    if explain:
        for reason in found.lines:
            (ERR if as_json else OUT).print(reason, markup=False)
    if as_json:
        typer.echo(json.dumps(plain, ensure_ascii=False))
        return
    OUT.print(
        {"answer": "[green]Answer[/]", "suggest": "[yellow]Suggest[/]", "no_match": "[red]No match[/]"}[
            plain["outcome"]
        ]
    )
    for candidate in plain["candidates"]:
        OUT.print(f"  {candidate['score']:.2f}  {candidate['id']}  {candidate['question']}", markup=False)


@app.command()
def schema(
    context: typer.Context,
    into: Annotated[Path | None, typer.Argument(help="Folder (default: `schema` beside the towns' folder).")] = None,
) -> None:
    """Write the JSON Schemas with which editors complete and check the files."""
    folder = into or settings_of(context).towns_dir.parent / "schema"
    try:
        write_schemas(folder)
    except OSError as error:
        raise Failure(f"The schemas cannot be written: {error.strerror}.", where=str(folder)) from error
    OUT.print(f"[green]✓[/] {escape(str(folder))}")


app.command("evaluate")(cli_evaluate.evaluate)
app.command("diff")(cli_diff.diff)
app.command("gaps")(cli_gaps.list_gaps)
app.command("facts")(cli_facts.facts)
