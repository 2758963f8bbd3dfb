"""`buergerdraht duty …`: who is away, and which department stands in for which."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.table import Table

from bot.cli_accounts import LoginArgument, TownOption, actor, known_account, with_journal
from bot.cli_console import OUT, Failure, one_town, settings_of
from config.settings import Settings
from faq.entry import Release
from faq.files import load as load_folder
from handoff.absence import LONGEST_ABSENCE, Away, DepartmentAbsence, days_of
from handoff.audit import Action, row
from handoff.journal.journal import Journal

app = typer.Typer(help="Who is away, and which department stands in for which.", no_args_is_help=True)
FromOption = Annotated[str, typer.Option("--from", help="The first day, as 2026-12-24.")]
ToOption = Annotated[str, typer.Option("--to", help="The last day, as 2027-01-03.")]
DepartmentArgument = Annotated[str, typer.Argument(help="The department's id in departments.yaml.")]


@app.command()
def show(context: typer.Context, *, town: TownOption = None) -> None:
    """List absences of staff and deputies of departments."""
    settings = settings_of(context)
    one = one_town(settings, town)
    zone = ZoneInfo(_release(settings, one).town.timezone)
    away, absences = with_journal(settings, one, _all)
    table = Table("who", "from", "until", "")
    for login, until in away.items():
        table.add_row(login, _at(until.since, zone), _at(until.until, zone), "absent" if until.days else "on a break")
    for department, absence in absences.items():
        since, end = _at(absence.since, zone), _at(absence.until, zone)
        table.add_row(department, since, end, f"deputy: {absence.deputy}")
    OUT.print(table if away or absences else "Everybody is there.")


@app.command()
def absent(
    context: typer.Context, login: LoginArgument, *, first: FromOption, last: ToOption, town: TownOption = None
) -> None:
    """Enter whole days of absence: what the member has goes back to the queue as soon as it is our turn."""
    settings = settings_of(context)
    one = one_town(settings, town)
    since, until = _days(settings, one, first, last)

    async def enter(journal: Journal) -> None:
        await known_account(journal, login)
        await journal.set_away(login, Away(since=since, until=until, days=True))
        await journal.audit(row(actor(), Action.ABSENCE, login=login))

    with_journal(settings, one, enter)
    OUT.print(f"[green]✓[/] {login} is absent from {first} to {last}")


@app.command()
def back(context: typer.Context, login: LoginArgument, *, town: TownOption = None) -> None:
    """End a member's absence or break."""
    settings = settings_of(context)

    async def end(journal: Journal) -> None:
        await known_account(journal, login)
        await journal.set_away(login, None)
        await journal.audit(row(actor(), Action.BACK, login=login))

    with_journal(settings, one_town(settings, town), end)
    OUT.print(f"[green]✓[/] {login} is back")


@app.command()
def deputy(
    context: typer.Context,
    department: DepartmentArgument,
    stands_in: Annotated[str, typer.Argument(help="The department that takes its new concerns.")],
    *,
    first: FromOption,
    last: ToOption,
    town: TownOption = None,
) -> None:
    """Send a department's new concerns to another one for some days."""
    settings = settings_of(context)
    one = one_town(settings, town)
    known = [d.id for d in _release(settings, one).departments]
    for named in (department, stands_in):
        if named not in known:
            raise Failure(f"There is no department “{named}”.", mend=f"One of: {', '.join(known)}")
    if department == stands_in:
        raise Failure("A department cannot stand in for itself.", mend="Name another one as deputy.")
    since, until = _days(settings, one, first, last)

    async def enter(journal: Journal) -> None:
        await journal.set_absence(department, DepartmentAbsence(since=since, until=until, deputy=stands_in))
        await journal.audit(row(actor(), Action.DEPUTY, department=department, to=stands_in))

    with_journal(settings, one, enter)
    OUT.print(f"[green]✓[/] from {first} to {last} new concerns of {department} go to {stands_in}")


@app.command("end-deputy")
def end_deputy(context: typer.Context, department: DepartmentArgument, *, town: TownOption = None) -> None:
    """Let a department take its new concerns itself again."""
    settings = settings_of(context)

    async def end(journal: Journal) -> None:
        if department not in await journal.absences():
            raise Failure(f"Nobody stands in for “{department}”.", mend="Look: buergerdraht duty show")
        await journal.set_absence(department, None)
        await journal.audit(row(actor(), Action.DEPUTY_DROPPED, department=department))

    with_journal(settings, one_town(settings, town), end)
    OUT.print(f"[green]✓[/] {department} takes its new concerns itself again")


async def _all(journal: Journal) -> tuple[dict[str, Away], dict[str, DepartmentAbsence]]:
    return await journal.who_is_away(), await journal.absences()


def _release(settings: Settings, town: str) -> Release:
    return load_folder(settings.town_dir(town))


def _days(settings: Settings, town: str, first: str, last: str) -> tuple[datetime, datetime]:
    try:
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise Failure(f"“{first}” and “{last}” are not two days.", mend="Write them as 2026-12-24.") from None
    if end < begin:
        raise Failure(f"{last} is before {first}.", mend="Give the first day with --from and the last with --to.")
    span = days_of(begin, end, ZoneInfo(_release(settings, town).town.timezone))
    now = datetime.now(UTC)
    if not now < span[1] <= now + LONGEST_ABSENCE:
        raise Failure(f"{last} is over, or more than a year ahead.", mend="Give days that are to come.")
    return span


def _at(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
