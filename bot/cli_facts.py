"""The facts of a town: asked in `buergerdraht init`, listed by `buergerdraht faq facts`. Answers go into its files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from bot.cli_console import OUT, Failure, one_town, settings_of
from config.factsfile import Answers
from config.filling import blanks, filled, is_open
from config.inquiry import AnswerRefused, Question, checked, kind_of, questions
from faq.blanks import fact_name, waiting
from faq.errors import FilesBroken
from faq.folder import read_folder
from faq.safefile import ChangedMeanwhile, replace_content

STOP = "ende"
SHOWN = 3
TownOption = Annotated[str | None, typer.Option("--town", help="Which town, when there are several.")]


def facts(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False,
    town: TownOption = None,
) -> None:
    """List the facts that are still unknown, and which entries wait for each."""
    settings = settings_of(context)
    found = read_folder(settings.town_dir(one_town(settings, town)))
    if found.errors:
        raise FilesBroken(found.errors)
    missing = waiting((located.entry for located in found.entries), found.known.unknown)
    if as_json:
        rows = [
            {"fact": path, "name": fact_name(path, found.offices), "entries": sorted(ids)}
            for path, ids in missing.items()
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    urgent = {path: ids for path, ids in missing.items() if ids}
    for path, ids in urgent.items():
        some = ", ".join(ids[:SHOWN]) + (" …" if len(ids) > SHOWN else "")
        OUT.print(
            f"{len(ids):4}  {path.removeprefix('office.')}  [dim]{escape(fact_name(path, found.offices))}: {some}[/]"
        )
    waits = len({id_ for ids in urgent.values() for id_ in ids})
    if not missing:
        OUT.print("[green]✓[/] Es fehlt keine Angabe.")
        return
    OUT.print(
        f"{waits} Einträge warten auf {len(urgent)} Angaben; {len(missing) - len(urgent)} weitere halten nichts auf.\n"
        "Eintragen: in offices.yaml statt „unbekannt“, oder buergerdraht init --resume"
    )


def texts_of(folder: Path) -> dict[str, str]:
    """The YAML files of a town's folder by their path in it."""
    files = [*folder.glob("*.yaml"), *folder.glob("faq/*.yaml")]
    return {file.relative_to(folder).as_posix(): file.read_bytes().decode("utf-8") for file in sorted(files)}


def applied(texts: Mapping[str, str], answers: Answers) -> tuple[dict[str, str], list[str]]:
    """The files with all answers filled in, and the keys that filled nothing; raises FilesBroken."""
    new, idle, problems = dict(texts), [], []
    # What offices share with the town hall, or with another, comes after what they have of their own.
    for key in sorted(answers.facts, key=lambda key: (key.startswith("rest."), answers.facts[key].startswith("= "))):
        if not is_open(new, key):
            idle.append(key)
            continue
        try:
            new |= filled(new, key, answers.facts[key])
        except AnswerRefused as refused:
            problems.append(answers.problem(key, refused.what, refused.mend))
    if problems:
        raise FilesBroken(problems)
    return new, idle


def save(folder: Path, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Put the files that changed in the place of those that were read."""
    for name, text in after.items():
        if before[name] != text:
            try:
                replace_content(folder / name, before[name].encode(), text.encode())
            except ChangedMeanwhile as changed:
                raise Failure(
                    "Somebody saved the file just now.", where=str(folder / name), mend="Repeat the command."
                ) from changed
            except OSError as error:
                raise Failure(f"It cannot be written: {error.strerror}.", where=str(folder / name)) from error


def dialogue(folder: Path) -> None:
    """Ask a person for every fact that is open; each answer is in the files before the next question."""
    texts = texts_of(folder)
    relevant = [question for question in questions() if is_open(texts, question.key)]
    total, theme = len(relevant), ""
    OUT.print(
        f"\n[bold]{total} Angaben[/]: Enter heißt „noch nicht bekannt“, „{STOP}“ hört auf, „= rathaus“ heißt „wie im "
        "Rathaus“.\nJede Antwort ist sofort gespeichert; weiter geht es mit: buergerdraht init --resume"
    )
    try:
        for number, question in enumerate(relevant, start=1):
            texts = texts_of(folder)
            if not is_open(texts, question.key):
                continue
            if question.theme != theme:
                theme = question.theme
                OUT.print(f"\n[bold]{escape(theme)}[/]")
            if not _answered(folder, question, f"{number} von {total}"):
                break
    except (typer.Abort, KeyboardInterrupt, EOFError):
        OUT.print()
    left = sum(is_open(texts_of(folder), question.key) for question in relevant)
    OUT.print(f"\nGespeichert: {total - left} von {total} Angaben. Weiter geht es mit: buergerdraht init --resume")


def _answered(folder: Path, question: Question, progress: str) -> bool:
    """Ask until the answer is one, or nothing; False when the person wants to stop."""
    hints = " · ".join(filter(None, [question.why, question.form]))
    example = f"  [dim]Muster: {escape(question.example)}[/]" if question.example else ""
    OUT.print(f"[dim]{progress}[/] {escape(question.text)}{example}")
    if hints:
        OUT.print(f"  [dim]{escape(hints)}[/]")
    if kind_of(question.key) == "rest":
        fact = question.key.removeprefix("rest.")
        open_ = sorted(one.split(".")[1] for one in blanks(texts_of(folder)) if one.endswith(f".{fact}"))
        OUT.print(f"  [dim]offen: {', '.join(one for one in open_ if one != 'rathaus')}[/]")
    while True:
        text = typer.prompt("  ", default="", show_default=False, prompt_suffix="> ").strip()
        if not text:
            return True
        if text.lower() == STOP:
            return False
        texts = texts_of(folder)
        try:
            save(folder, texts, texts | filled(texts, question.key, checked(question.key, text)))
        except AnswerRefused as refused:
            OUT.print(f"  [red]{escape(refused.what)}[/] {escape(refused.mend)}")
        else:
            return True
