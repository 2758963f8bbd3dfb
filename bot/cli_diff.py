"""`buergerdraht faq diff`: what another state of the files does to the questions that are known."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.cli_console import OUT, Failure, show
from bot.cli_progress import progress
from faq.difference import Change, EntryChanges, Turn, change_to_dict, changes, entry_changes, known_questions
from faq.entry import Release, release_from_json
from faq.errors import FilesBroken
from faq.files import load as load_folder
from faq.matcher import Matcher
from faq.questions import logged_questions, read_questions
from faq.twins import Theft, Twins, paired, round_count, rounds

BROKEN_INPUT = 2
SHOWN = 30
TITLES = {
    Turn.DIFFERENTLY: "anders beantwortet",
    Turn.UNANSWERED: "nicht mehr beantwortet",
    Turn.ANSWERED: "neu beantwortet",
}


def diff(
    *,
    old: Annotated[Path, typer.Argument(help="A town's folder, or a release as JSON.")],
    new: Annotated[Path, typer.Argument(help="The same, as it shall become.")],
    questions: Annotated[
        Path | None, typer.Option("--questions", help="Logged questions besides (.txt, .csv, .yaml, .json).")
    ] = None,
    with_twins: Annotated[bool, typer.Option("--twins/--no-twins", help="Also look for entries alike.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as one JSON object.")] = False,
    gate: Annotated[bool, typer.Option("--gate", help="End with 1 when an answer is lost or turned wrong.")] = False,
) -> None:
    """Compare what two states of the files answer, drafts too; ends with 2 when one of them is broken."""
    try:
        before, after = _release(old), _release(new)
        logged = logged_questions(read_questions(questions)) if questions else ()
    except (Failure, FilesBroken) as error:
        show(error)
        raise typer.Exit(BROKEN_INPUT) from error
    on = datetime.now(UTC).astimezone(ZoneInfo(after.town.timezone)).date()
    known = known_questions(before, after, logged)
    found: list[Change] = []
    with progress() as bar:
        task = bar.add_task("Fragen", total=len(known))
        for change in changes(Matcher(before), Matcher(after), known, on=on):
            bar.advance(task)
            if change:
                found.append(change)
    alike = find_twins(after, on) if with_twins else ()
    former = {(pair.one, pair.other) for pair in find_twins(before, on)} if alike else set()
    harmed = any(change.harm for change in found)
    entries = entry_changes(before, after)
    if as_json:
        plain = _plain(found, entries, alike, former)
        head = {"old": before.hash, "new": after.hash, "questions": len(known), "harm": harmed}
        typer.echo(json.dumps(head | plain, ensure_ascii=False))
    else:
        _print(len(known), found, entries)
        if with_twins:
            print_twins(alike, former)
    if gate and harmed:
        if not as_json:
            OUT.print("[red]✗[/] Eine Antwort geht verloren oder ist nicht mehr die richtige.")
        raise typer.Exit(1)


def find_twins(release: Release, on: date) -> tuple[Twins, ...]:
    """The twins of a release, with a bar while they are looked for."""
    thefts: tuple[Theft, ...] = ()
    with progress() as bar:
        task = bar.add_task("ähnliche Einträge", total=round_count(release))
        for some in rounds(release, on=on):
            thefts += some
            bar.advance(task)
    return paired(thefts)


def print_twins(alike: tuple[Twins, ...], former: set[tuple[str, str]] | None = None) -> None:
    """Which entries take each other's questions; `former` are the pairs that did before."""
    if not alike:
        OUT.print("[green]✓[/] Keine Einträge, die einander Fragen wegnehmen.")
        return
    OUT.print(f"[yellow]![/] {len(alike)} Paare von Einträgen, die einander Fragen wegnehmen:")
    for pair in alike[:SHOWN]:
        fresh = " (neu)" if former is not None and (pair.one, pair.other) not in former else ""
        wrong = f", {pair.answered} würden falsch beantwortet" if pair.answered else ""
        OUT.print(f"  {pair.one} ↔ {pair.other}{fresh}: {len(pair.thefts)} Formulierungen{wrong}", markup=False)
        for theft in pair.thefts[:2]:
            how = "antwortet" if theft.answered else "steht vorn"
            OUT.print(f"    „{theft.text}“: {theft.taker} {how} statt {theft.owner}", markup=False)
    _more(len(alike))
    OUT.print("  [green]→ Beide Fragen genauer fassen, oder die Einträge zu einem verbinden.[/]")


def twins_to_dict(pair: Twins) -> dict[str, Any]:
    """A pair as plain data."""
    return {
        "one": pair.one,
        "other": pair.other,
        "answered_wrong": pair.answered,
        "thefts": [
            {
                "text": theft.text, "lang": theft.lang, "owner": theft.owner, "taker": theft.taker,
                "answered": theft.answered, "left_out": theft.left_out,
            }
            for theft in pair.thefts
        ],
    }  # fmt: skip


def _release(path: Path) -> Release:
    if path.is_dir():
        return load_folder(path, drafts=True)
    mend = "Name a town's folder (as config/towns/musterstadt) or a release as JSON."
    try:
        return release_from_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Failure("There is no such folder or file.", where=str(path), mend=mend) from error
    except OSError as error:
        raise Failure(f"The file cannot be read: {error.strerror}.", where=str(path), mend=mend) from error
    except ValueError as error:
        raise Failure("This is no release.", where=str(path), mend=mend) from error


def _plain(
    found: list[Change], entries: EntryChanges, alike: tuple[Twins, ...], former: set[tuple[str, str]]
) -> dict[str, Any]:
    by_turn = {turn.value: [change_to_dict(change) for change in found if change.turn is turn] for turn in Turn}
    twins = [twins_to_dict(pair) | {"new": (pair.one, pair.other) not in former} for pair in alike]
    return {
        "entries": {"added": entries.added, "removed": entries.removed, "changed": entries.changed},
        "counts": {**{turn: len(many) for turn, many in by_turn.items()}, "twins": len(twins)},
        **by_turn,
        "twins": twins,
    }


def _print(asked: int, found: list[Change], entries: EntryChanges) -> None:
    OUT.print(
        f"Einträge: {len(entries.added)} neu, {len(entries.removed)} entfernt, {len(entries.changed)} geändert. "
        f"{asked} bekannte Fragen, {len(found)} werden anders behandelt."
    )
    for turn, title in TITLES.items():
        some = sorted((change for change in found if change.turn is turn), key=lambda change: not change.harm)
        if not some:
            continue
        OUT.print(f"[bold]{title}: {len(some)}[/]")
        for change in some[:SHOWN]:
            sign = "✗" if change.harm or change.right_after is False else "✓" if change.right_after else "·"
            after = change.after or ("nur noch Vorschlag" if change.offered else "nichts")
            OUT.print(f"  {sign} „{change.question.text}“: {change.before or '–'} → {after}", markup=False)
        _more(len(some))


def _more(count: int) -> None:
    if count > SHOWN:
        OUT.print(f"  … und {count - SHOWN} weitere")
