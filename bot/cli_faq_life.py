"""`buergerdraht faq approve`, `review` and `publish`: how an entry goes live and stays true."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.markup import escape

from bot.approvals import LOG_NAME, Act, NotApproved, Request, Signed, sign
from bot.cli_accounts import actor, with_journal
from bot.cli_console import OUT, Failure, one_town, problem_line, settings_of
from bot.opening import open_journal
from bot.publishing import publish as publish_folder
from config.settings import Settings
from faq.entry import Release
from faq.folder import read_folder
from faq.review import KINDS, findings
from handoff.audit import Action, AuditRow, row
from handoff.journal.journal import Journal

TownOption = Annotated[str | None, typer.Option("--town", help="Which town, when there are several.")]
LONGEST_NAME = 100


def approve(
    context: typer.Context,
    *,
    entries: Annotated[list[str], typer.Argument(help="Ids of entries.", metavar="ENTRY…")],
    by: Annotated[str, typer.Option("--by", help="Who approves: the second person.")],
    town: TownOption = None,
) -> None:
    """Approve entries as they stand in the files; written beside them. Nobody can approve what they wrote."""
    settings = settings_of(context)
    one = one_town(settings, town)
    request = Request(act="approve", entries=tuple(entries), by=_line("--by", by))
    for signed in _signed(settings, one, request):
        if signed.written:
            OUT.print(
                f"[green]✓[/] {signed.entry} approved ({escape(signed.place)}); it goes live when it is published"
            )
        else:
            OUT.print(f"[green]✓[/] {signed.entry} is approved already, since {signed.approval.on}")


def publish(
    context: typer.Context,
    *,
    entries: Annotated[
        list[str] | None, typer.Argument(help="With --now: ids of entries that nobody approved.", metavar="[ENTRY…]")
    ] = None,
    now: Annotated[bool, typer.Option("--now", help="Live at once; a second person looks within 24 hours.")] = False,
    by: Annotated[str | None, typer.Option("--by", help="With --now: who answers for it.")] = None,
    reason: Annotated[str | None, typer.Option(help="With --now: why it cannot wait.")] = None,
    break_glass: Annotated[
        bool, typer.Option("--break-glass", help="With --now: live without a second person, without an end.")
    ] = False,
    town: TownOption = None,
) -> None:
    """Publish the files to the store: what is approved, and with --now the entries named."""
    settings = settings_of(context)
    one = one_town(settings, town)
    rows: list[AuditRow] = []
    if now:
        act: Act = "break_glass" if break_glass else "publish_now"
        if not entries or by is None or reason is None:
            raise Failure("Not enough is said.", mend="faq publish ENTRY… --now --by NAME --reason WHY")
        request = Request(act=act, entries=tuple(entries), by=_line("--by", by), reason=_line("--reason", reason))
        signed = _signed(settings, one, request)
        _tell(signed, settings.data_dir)
        # Who signed and why is in the log of approvals, by name.
        rows = [row(actor(), Action(f"faq_{act}"), what=one.entry, after=one.approval.hash) for one in signed]
    elif entries or by or reason or break_glass:
        raise Failure("Entries are published without approval only with --now.", mend="Add --now, or name nothing.")
    release = asyncio.run(_published(settings, one, rows))
    OUT.print(f"[green]✓ {one}[/]: release {release.hash} with {len(release.entries)} entries serves")


def review(
    context: typer.Context,
    *,
    days: Annotated[int, typer.Option(min=0, help="What must be reviewed within so many days is due.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False,
    town: TownOption = None,
) -> None:
    """List what needs a person: broken, stale, due, unowned, mixed forms of address, waiting for approval."""
    settings = settings_of(context)
    found = read_folder(settings.town_dir(one_town(settings, town)))
    moment = datetime.now(UTC)
    today = moment.astimezone(ZoneInfo(found.town.timezone) if found.town else UTC).date()
    listed = findings(found, moment, on=today, days=days)
    if as_json:
        rows = [
            {
                "kind": one.kind, "file": one.problem.file, "line": one.problem.line, "entry": one.problem.entry,
                "what": one.problem.what, "mend": one.problem.mend,
            }
            for one in listed
        ]  # fmt: skip
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for kind, title in KINDS.items():
        of_kind = [one.problem for one in listed if one.kind == kind]
        if of_kind:
            OUT.print(f"[bold]{title}[/] ({len(of_kind)})")
        for problem in of_kind:
            OUT.print("  ", problem_line(problem))
    if not listed:
        OUT.print("[green]✓[/] nothing to look at")


def _signed(settings: Settings, town: str, request: Request) -> list[Signed]:
    try:
        return sign(settings.town_dir(town), settings.data_dir, town, request, datetime.now(UTC))
    except NotApproved as refused:
        for problem in refused.problems:
            OUT.print("[red]✗[/]", problem_line(problem))
        rows = [
            row(actor(), Action.REFUSED, what=problem.entry, form=f"faq_{request.act}", via="command")
            for problem in refused.problems
        ]
        with_journal(settings, town, partial(_write_down, rows=rows))
        raise Failure("Nothing was written.", where=str(settings.town_dir(town))) from refused
    except OSError as error:
        raise Failure(f"It cannot be written: {error.strerror}.", where=str(error.filename or "")) from error


def _tell(signed: Sequence[Signed], data_dir: Path) -> None:
    for one in signed:
        until = one.approval.provisional_until
        end = f"until {until:%Y-%m-%d %H:%M}; a second person: faq approve {one.entry} --by NAME" if until else "on"
        OUT.print(f"[yellow]![/] {one.entry} is live without a second person {end}")
    OUT.print(f"  recorded in {escape(str(data_dir / LOG_NAME))}")


async def _published(settings: Settings, town: str, rows: Sequence[AuditRow]) -> Release:
    async with open_journal(settings, town) as journal:
        release = await publish_folder(journal, settings.town_dir(town))
        await _write_down(journal, rows)
        return release


async def _write_down(journal: Journal, rows: Sequence[AuditRow]) -> None:
    for one in rows:
        await journal.audit(one)


def _line(option: str, text: str) -> str:
    """What was given, as one line that can be written into a file."""
    plain = " ".join(text.split())
    if not plain or len(plain) > LONGEST_NAME * (5 if option == "--reason" else 1) or not plain.isprintable():
        raise Failure(f"{option} says nothing that can be recorded.", mend=f"{option} 'Karin Wolf', in one line.")
    return plain
