"""`buergerdraht retention …`: how long cases are kept, what would go, what went."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.table import Table

from bot.cli_accounts import TownOption, actor, with_journal
from bot.cli_console import OUT, Failure, one_town, settings_of
from bot.gathering import terms_of as measure_terms
from bot.opening import make_files
from config.settings import Settings
from faq.entry import Release
from faq.files import load as load_folder
from handoff.agreedterms import AgreedTerms
from handoff.audit import Action, row
from handoff.clearing import Clearing
from handoff.desk.catalogue import speak
from handoff.foureyes import Act
from handoff.journal.journal import Journal
from handoff.retention import Cleared, Kept, Line, Verdict, everything, of_acts, of_conduct, terms_of

app = typer.Typer(help="How long cases are kept: what would go, what went.", no_args_is_help=True)
LEASE = timedelta(minutes=5)
NUMBER_SHOWN = 30


@app.command()
def terms(context: typer.Context, town: TownOption = None) -> None:
    """Show how long what is kept, as the town's files and the program say."""
    settings = settings_of(context)
    release = _release(settings, one_town(settings, town))
    table = Table("what", "department", "days", "from")
    forget, audit = timedelta(days=release.netiquette.measures.forget_days), timedelta(days=settings.audit.days)
    for kept in (*everything(terms_of(release)), *of_conduct(forget), *of_acts(audit)):
        table.add_row(*_kept(kept))
    OUT.print(table)
    hour = release.town.retention.hour
    OUT.print(f"What is over goes each night from {hour}:00 on ({release.town.timezone}).")


@app.command()
def run(
    context: typer.Context,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Change nothing: show what would go.")] = False,
    town: TownOption = None,
) -> None:
    """Remove now what is over, as each night; nothing that is held, or whose receipt of the file system is missing."""
    settings = settings_of(context)
    one = one_town(settings, town)
    release = _release(settings, one)
    zone = ZoneInfo(release.town.timezone)
    if dry_run:
        lines = with_journal(settings, one, partial(_look, settings, one, release))
        OUT.print(_table(lines, zone) if lines else "Nothing is over.")
        count = sum(line.count for line in lines if line.verdict is Verdict.GOES)
        OUT.print(f"{count} cases would go. Nothing was changed.")
        return
    cleared = with_journal(settings, one, partial(_clear, settings, one, release))
    if cleared.lines:
        OUT.print(_table(cleared.lines, zone))
    OUT.print(f"[green]✓[/] {cleared.gone} cases have gone")
    if cleared.failed:
        raise Failure(
            f"{cleared.failed} cases could not be removed.",
            mend="The program's log says why; the next run tries again.",
        )


@app.command("log")
def log_(context: typer.Context, town: TownOption = None) -> None:
    """Show what went, the newest run first."""
    settings = settings_of(context)
    one = one_town(settings, town)
    zone = ZoneInfo(_release(settings, one).town.timezone)
    found = with_journal(settings, one, _log)
    if not found:
        OUT.print("Nothing has gone yet.")
        return
    for cleared in found[:NUMBER_SHOWN]:
        counts = {v: sum(line.count for line in cleared.lines if line.verdict is v) for v in Verdict}
        unfinished = "" if cleared.whole else " (not finished)"
        OUT.print(
            f"[bold]{_at(cleared.started, zone)}[/] {cleared.by}{unfinished}: {cleared.gone} gone, "
            f"{counts[Verdict.HELD]} held, {counts[Verdict.AWAITS_RECEIPT]} await the file system, "
            f"{cleared.failed} failed"
        )
        for line in cleared.lines:
            if line.verdict is Verdict.GOES:
                OUT.print(f"  {line.fate.value} {line.department or '–'}: {line.count}")


async def _look(settings: Settings, town: str, release: Release, journal: Journal) -> tuple[Line, ...]:
    terms = await _agreed(release, journal).in_force(terms_of(release))
    return await _clearing(settings, town, journal).look(terms)


async def _clear(settings: Settings, town: str, release: Release, journal: Journal) -> Cleared:
    owner = secrets.token_hex(8)

    async def going() -> bool:
        return await journal.lease("clearing", owner, LEASE)

    if not await going():
        raise Failure("A run is going on already.", mend="Look at its result: buergerdraht retention log")
    try:
        terms, clearing = await _agreed(release, journal).take_up(terms_of(release)), _clearing(settings, town, journal)
        cleared = await clearing.clear(terms, by=actor(), going=going)
        await clearing.forget(measure_terms(release.netiquette.measures))
        if cleared.gone:
            await journal.want_rewrite()
        await journal.audit(row(actor(), Action.RETENTION_RUN, count=cleared.gone))
        return cleared
    finally:
        await journal.lease("clearing", owner, timedelta())


async def _log(journal: Journal) -> list[Cleared]:
    return await journal.clearings()


def _agreed(release: Release, journal: Journal) -> AgreedTerms:
    return AgreedTerms(journal, four_eyes=Act.RETENTION in release.town.four_eyes)


def _clearing(settings: Settings, town: str, journal: Journal) -> Clearing:
    return Clearing(journal, make_files(settings, town, tuple).remove)


def _release(settings: Settings, town: str) -> Release:
    return load_folder(settings.town_dir(town))


def _kept(kept: Kept) -> Iterable[str]:
    say = speak("en")
    days = f"{kept.time.days}" + (", and until the file system has it" if kept.receipt_first else "")
    return (
        say(f"kept-{kept.what.replace('_', '-')}"),
        kept.department,
        days,
        say(f"since-{kept.since.replace('_', '-')}"),
    )


def _table(lines: Sequence[Line], zone: ZoneInfo) -> Table:
    say = speak("en")
    table = Table("", "state", "department", "cases", "oldest end")
    for line in lines:
        table.add_row(
            say(f"verdict-{line.verdict.value.replace('_', '-')}"),
            say(f"fate-of-{line.fate.value}"),
            line.department or "–",
            str(line.count),
            _at(line.oldest, zone),
        )
    return table


def _at(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
