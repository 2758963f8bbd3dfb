"""`buergerdraht hold …`, `casefile …`: what keeps a case, and what of it belongs to the file."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.markup import escape
from rich.table import Table

from bot.cli_accounts import Result, TownOption, actor, with_journal
from bot.cli_console import OUT, Failure, one_town, settings_of
from bot.opening import make_files
from config.settings import Settings
from faq.entry import GERMAN
from faq.files import load as load_folder
from handoff.audit import Action, row
from handoff.board import NotPut, time_given
from handoff.casemarks import FileMark, Hold, NotMarked, held, new_file_mark, new_hold, taken_over
from handoff.desk.casefile import Enclosed, Source, whole_case, write_zip
from handoff.desk.catalogue import speak
from handoff.desk.deps import AttachedTo
from handoff.desk.door import OpenCase
from handoff.desk.state import Reading
from handoff.files.kinds import is_ref
from handoff.files.store import FileAway
from handoff.journal.casemarks import Marked
from handoff.journal.journal import Journal
from handoff.rights import Role
from handoff.staff import StaffRecord

hold = typer.Typer(help="Legal holds: a case that is held is not removed.", no_args_is_help=True)
casefile = typer.Typer(help="Cases that belong to the file.", no_args_is_help=True)
ReceiptArgument = Annotated[str, typer.Argument(help="The receipt number of the concern.")]


@hold.command("set")
def set_(
    context: typer.Context,
    *,
    receipt: ReceiptArgument,
    reason: Annotated[str, typer.Option(help="Why, for staff: a lawsuit, a request of a court.")],
    until: Annotated[str, typer.Option(help="The last day, as 2027-12-31; until then nothing of it goes.")],
    town: TownOption = None,
) -> None:
    """Keep a case until a day; a hold that was set before is replaced."""
    settings = settings_of(context)
    one = one_town(settings, town)
    zone = _zone(settings, one)

    async def work(journal: Journal) -> Marked:
        now = datetime.now(UTC)
        ends = time_given(until, now, zone, ends=True)
        return await journal.set_hold(new_hold(receipt=receipt.upper(), reason=reason, until=ends, by=actor(), now=now))

    _check(receipt, _done(settings, one, work))
    OUT.print(f"[green]✓[/] {receipt.upper()} is held until {until}")


@hold.command()
def lift(context: typer.Context, receipt: ReceiptArgument, town: TownOption = None) -> None:
    """End a hold before its end."""
    settings = settings_of(context)

    async def work(journal: Journal) -> Marked:
        return await journal.lift_hold(receipt.upper(), by=actor())

    if _done(settings, one_town(settings, town), work) != "done":
        raise Failure(f"{receipt.upper()} is not held.", mend="buergerdraht hold list shows what is.")
    OUT.print(f"[green]✓[/] {receipt.upper()} is held no more")


@hold.command("list")
def list_(context: typer.Context, town: TownOption = None) -> None:
    """Show what is held, the first to end first."""
    settings = settings_of(context)
    one = one_town(settings, town)
    zone, now = _zone(settings, one), datetime.now(UTC)
    found = _done(settings, one, _holds)
    table = Table("receipt", "until", "by", "reason")
    for item in found:
        until = _at(item.until, zone) + ("" if held(item, now) else " (over)")
        table.add_row(item.receipt, until, item.by, escape(item.reason))
    OUT.print(table if found else "Nothing is held.")


@casefile.command()
def mark(
    context: typer.Context,
    receipt: ReceiptArgument,
    number: Annotated[str, typer.Argument(help="The number of the file (Aktenzeichen).")],
    town: TownOption = None,
) -> None:
    """Say that a case belongs to the file."""
    settings = settings_of(context)

    async def work(journal: Journal) -> Marked:
        before = await journal.file_mark(receipt.upper())
        after = new_file_mark(receipt=receipt.upper(), number=number, by=actor(), now=datetime.now(UTC))
        return await journal.put_file_mark(before, after)

    _check(receipt, _done(settings, one_town(settings, town), work))
    OUT.print(f"[green]✓[/] {receipt.upper()} belongs to the file {escape(number)}")


@casefile.command()
def confirm(
    context: typer.Context,
    receipt: ReceiptArgument,
    *,
    number: Annotated[str, typer.Option(help="Its number in the file system.")],
    day: Annotated[str, typer.Option("--date", help="The day it was taken over, as 2026-11-25 (default: today).")] = "",
    town: TownOption = None,
) -> None:
    """Say that the file system has taken a case over: from here on it may go when its time is over."""
    settings = settings_of(context)
    one = one_town(settings, town)
    now, zone = datetime.now(UTC), _zone(settings, one)
    try:
        on = date.fromisoformat(day) if day else now.astimezone(zone).date()
    except ValueError:
        raise Failure(f"“{day}” is no day.", mend="Write it as 2026-11-25.") from None

    async def work(journal: Journal) -> Marked:
        before = await journal.file_mark(receipt.upper())
        return await journal.put_file_mark(before, taken_over(before, day=on, number=number, by=actor(), now=now))

    _check(receipt, _done(settings, one, work))
    OUT.print(f"[green]✓[/] {receipt.upper()} was taken over on {on} as {escape(number)}")


@casefile.command("list")
def list_marks(
    context: typer.Context,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Those that were taken over too.")] = False,
    town: TownOption = None,
) -> None:
    """Show the cases for the file that the file system has not confirmed yet, oldest first."""
    settings = settings_of(context)
    one = one_town(settings, town)
    zone = _zone(settings, one)
    found = [item for item in _done(settings, one, _file_marks) if everything or item.taken is None]
    table = Table("receipt", "file", "marked", "by", "taken over")
    for item in found:
        taken = f"{item.taken.day} as {item.taken.number}" if item.taken is not None else "–"
        table.add_row(item.receipt, escape(item.number), _at(item.at, zone), item.by, escape(taken))
    OUT.print(table if found else "No case waits for the file system.")


@casefile.command()
def export(
    context: typer.Context,
    *,
    receipt: ReceiptArgument,
    out: Annotated[Path | None, typer.Option("--out", help="Where to (default: RECEIPT.zip, here).")] = None,
    town: TownOption = None,
) -> None:
    """Write a case as a ZIP: a page to print, JSON, its files, and a SHA-256 sum of each."""
    settings = settings_of(context)
    one, receipt = one_town(settings, town), receipt.upper()
    release = load_folder(settings.town_dir(one))
    target = out or Path(f"{receipt}.zip")
    if target.exists():
        raise Failure(f"{target} is there already.", mend="Name another one with --out, or move it away.")

    async def work(journal: Journal) -> Sequence[Enclosed]:
        case = await _case(journal, receipt)
        files = make_files(settings, one, tuple)

        async def fetch(_came: AttachedTo, ref: str, _name: str) -> bytes:
            if not is_ref(ref):
                raise FileAway("away")  # it lies at its channel, which the desk can ask
            return await files.read(ref)

        await journal.audit(row(actor(), Action.EXPORT, receipt=receipt, form="zip"))
        whole = await whole_case(journal, release.town.name, case, (actor(), actor()))
        reading = Reading(
            say=speak(GERMAN), lang=GERMAN, now=whole.at, zone=ZoneInfo(release.town.timezone),
            departments=release.departments,
        )  # fmt: skip
        part = target.with_name(f".{target.name}.part")
        try:
            enclosed = await write_zip(part, Source(journal=journal, files=files, fetch=fetch), whole, reading)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        return enclosed

    try:
        enclosed = _done(settings, one, work)
    except OSError as error:
        raise Failure(f"{target} cannot be written: {error.strerror}.", mend="Name another place with --out.") from None
    missing = [item for item in enclosed if item.missing]
    OUT.print(f"[green]✓[/] {escape(str(target))}, with {len(enclosed) - len(missing)} files")
    if missing:
        OUT.print(f"[yellow]![/] {len(missing)} files could not be had here (kept by Telegram, or gone).")
        OUT.print("  The desk can ask Telegram: open the case there and take the ZIP from it.")


async def _case(journal: Journal, receipt: str) -> OpenCase:
    found = await journal.handoff(receipt)
    snapshot = await journal.snapshot(found[0]) if found is not None else None
    if found is None or snapshot is None:
        raise _unknown(receipt)
    ticket = found[1]
    current = snapshot.ticket is not None and snapshot.ticket.receipt == receipt
    last = None if current else await journal.last_row(ticket)
    everything = StaffRecord(login=actor(), name=actor(), roles=(Role.LEAD,))
    return OpenCase(record=everything, snapshot=snapshot, ticket=ticket, current=current, last=last)


async def _holds(journal: Journal) -> list[Hold]:
    return await journal.holds()


async def _file_marks(journal: Journal) -> list[FileMark]:
    return await journal.file_marks()


def _check(receipt: str, said: Marked) -> None:
    if said == "gone":
        raise _unknown(receipt)
    if said == "stale":
        raise Failure("Somebody else has just changed it.", mend="Look, and try again.")


def _unknown(receipt: str) -> Failure:
    return Failure(f"There is no concern {receipt.upper()!r}.", mend="Receipt numbers look like HNU-H7GA.")


def _done(settings: Settings, town: str, work: Callable[[Journal], Awaitable[Result]]) -> Result:
    try:
        return with_journal(settings, town, work)
    except NotMarked as refused:
        raise Failure(speak("en")(f"mark-wrong-{refused.wrong}")) from None
    except NotPut as refused:
        raise Failure(speak("en")(f"board-wrong-{refused.wrong}")) from None


def _zone(settings: Settings, town: str) -> ZoneInfo:
    return ZoneInfo(load_folder(settings.town_dir(town)).town.timezone)


def _at(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
