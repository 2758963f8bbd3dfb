"""`buergerdraht audit …`: whether the record of who did what is whole, and what it says."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final
from zoneinfo import ZoneInfo

import typer
from rich.table import Table
from rich.text import Text

from bot.auditing import check
from bot.cli_accounts import TownOption, actor, with_journal
from bot.cli_console import OUT, Failure, Finding, one_town, settings_of
from bot.opening import heads_log
from config.settings import Settings
from faq.errors import FilesBroken
from faq.files import load as load_folder
from handoff.audit import Action, row
from handoff.auditcheck import Found, Harm, Report
from handoff.auditquery import Act, AuditQuery, act_of
from handoff.headslog import HeadsLog
from handoff.journal.auditing import Auditing, SealBroken
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.store import Store
from handoff.sealing import LATE_AFTER

DAMAGED: Final = 2
OLDER: Final = 3
"""Exit codes, besides 0 (whole) and 1 (it could not be looked at)."""
SHOWN: Final = 100
EVERYTHING: Final = 1_000_000_000
TIMES: Final = "2026-11-25, or 2026-11-25T12:00; the town's time"

app = typer.Typer(help="The record of who did what: is it whole, and what does it say.", no_args_is_help=True)


@app.command()
def verify(
    context: typer.Context,
    log: Annotated[Path | None, typer.Option(help="The log of heads (default: the one of the settings).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object.")] = False,
    town: TownOption = None,
) -> None:
    """Recompute the chain. Ends with 0: whole; 1: cannot be looked at; 2: tampered with; 3: an older store."""
    settings = settings_of(context)
    one = one_town(settings, town)
    if log is not None and not log.is_file():
        raise Failure("There is no such log.", where=str(log))
    heads = HeadsLog(log, one) if log is not None else heads_log(settings, one)
    try:
        report = with_journal(settings, one, lambda journal: check(journal, heads))
    except OSError as error:
        raise Failure(f"The log cannot be read: {error.strerror}.", where=str(heads.path)) from error
    if as_json:
        typer.echo(json.dumps(_plain(report), ensure_ascii=False))
    else:
        _tell(report, heads.path, _zone(settings, one))
    if report.found:
        raise typer.Exit(DAMAGED if report.tampered else OLDER)


@app.command()
def show(
    context: typer.Context,
    *,
    who: Annotated[str, typer.Option(help="The log-in name of who did it, or “command line”.")] = "",
    action: Annotated[str, typer.Option(help="What was done, such as claim or export.")] = "",
    receipt: Annotated[str, typer.Option(help="A receipt number, or another id it was about.")] = "",
    since: Annotated[str, typer.Option(help=f"From when on: {TIMES}.")] = "",
    until: Annotated[str, typer.Option(help=f"Until when: {TIMES}.")] = "",
    limit: Annotated[
        int | None, typer.Option(min=1, help=f"At most so many, the newest (default: {SHOWN}; all with --json).")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print each as a line of JSON.")] = False,
    town: TownOption = None,
) -> None:
    """Show what was done, oldest first. That somebody looked is written down too."""
    settings = settings_of(context)
    one = one_town(settings, town)
    if action and action not in frozenset(Action):
        raise Failure(f"Nothing is called {action!r} in the audit.", mend=f"There are: {', '.join(sorted(Action))}")
    zone = _zone(settings, one)
    query = AuditQuery(
        who=who,
        action=action,
        about=receipt,
        since=_moment(since, zone, "--since"),
        until=_moment(until, zone, "--until"),
    )
    tell = _tell_json if as_json else _Lines(zone)
    if as_json and limit is None:
        with_journal(settings, one, lambda journal: _each(journal, query, tell))
    else:
        for act in with_journal(settings, one, lambda journal: _newest(journal, query, limit or SHOWN)):
            tell(act)
    if isinstance(tell, _Lines):
        tell.end()


async def _newest(journal: Journal, query: AuditQuery, count: int) -> list[Act]:
    await journal.audit(row(actor(), Action.READ_AUDIT, what=query.about or query.who or query.action))
    found, _ = await journal.find_audit(query, count=count, most=EVERYTHING)
    return found[::-1]


async def _each(journal: Journal, query: AuditQuery, tell: Callable[[Act], None]) -> None:
    await journal.audit(row(actor(), Action.EXPORT_AUDIT, what=query.about or query.who or query.action))
    async for entries in journal.whole_audit():
        for act in filter(query.fits, map(act_of, entries)):
            tell(act)


def _tell_json(act: Act) -> None:
    typer.echo(json.dumps(act.plain, ensure_ascii=False))


class _Lines:
    """Rows as a table for people."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._table = Table("when", "who", "what", "", box=None, pad_edge=False)

    def __call__(self, act: Act) -> None:
        details = "  ".join(f"{name}={value}" for name, value in act.details.items())
        at = f"{act.at.astimezone(self._zone):%Y-%m-%d %H:%M:%S}"
        self._table.add_row(at, *map(Text, (act.who or "(time)", act.action, details)))

    def end(self) -> None:
        """Print them."""
        OUT.print(self._table if self._table.row_count else "Nothing was found.")


def _moment(text: str, zone: ZoneInfo, option: str) -> datetime | None:
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise Failure(f"{text!r} is no time.", where=option, mend=f"Write it as {TIMES}.") from None
    return (at if at.tzinfo is not None else at.replace(tzinfo=zone)).astimezone(UTC)


def _zone(settings: Settings, town: str) -> ZoneInfo:
    try:
        return ZoneInfo(load_folder(settings.town_dir(town)).town.timezone)
    except FilesBroken:
        return ZoneInfo("UTC")  # the audit can be read all the same


# --- what a check came to ---------------------------------------------------------------------------------------------

_SAYS: Final = {
    Harm.ROW_CHANGED: "a row was changed",
    Harm.ROW_REMOVED: "a row was removed",
    Harm.ROW_ADDED: "a row was added",
    Harm.SEAL_CHANGED: "the seal was changed, or does not follow the one before",
    Harm.SEAL_MISSING: "the seal is missing; seal {other} stands in its place",
    Harm.SEALS_BACK: "the store ends here, the log of heads has come to seal {other}: this is an older store",
    Harm.LOG_DISAGREES: "from here on the log of heads, which has come to seal {other}, has other heads",
    Harm.LOG_TWICE: "the log of heads has two heads for it",
    Harm.SET_BACK: "the chain had come to seal {other} and goes on from here, and no restore has announced it",
    Harm.TRIM_UNKNOWN: "old rows up to here are said to be removed as configured, but the log of heads, or the seals, "
    "know nothing of it",
    Harm.TRIM_EARLY: "old rows up to here were removed before their time",
}


def told(one: Found, zone: ZoneInfo) -> str:
    """What was found, in words."""
    at = f", {one.at.astimezone(zone):%Y-%m-%d %H:%M:%S}" if one.at is not None else ""
    which = f", row {one.row}" if one.row else ""
    return f"block {one.block}{at}{which}: {_SAYS[one.harm].format(other=one.other)}"


def _tell(report: Report, log: Path, zone: ZoneInfo) -> None:
    for one in report.found:
        sign = "[yellow]![/]" if not report.tampered else "[red]✗[/]"
        OUT.print(sign, Text(told(one, zone)))
    for at, number, was in report.notes:
        OUT.print(
            f"  a backup was restored {at.astimezone(zone):%Y-%m-%d %H:%M}: the chain went back from {was} to {number}"
        )
    if report.trimmed:
        OUT.print(f"  rows up to {report.trimmed} are gone as configured; their seals are there")
    if not report.log:
        OUT.print(
            "[yellow]![/]", Text(f"There is no log of heads at {log}: whoever can write to the store could hide it.")
        )
    elif report.begun:
        OUT.print(f"  the log begins after seal {report.begun}: for those before it proves nothing")
    if report.unread:
        OUT.print(
            f"[yellow]![/] {report.unread} lines of the log cannot be read: torn by a crash, or written by somebody"
        )
    if report.behind:
        OUT.print(f"  the last {report.behind} seals are not in the log yet")
    if not report.found:
        OUT.print(f"[green]✓[/] whole: {report.seals} seals over {report.rows - report.unsealed} rows that are there")
    if report.unsealed:
        OUT.print(f"  {report.unsealed} newer rows are not sealed yet")
    OUT.print(f"  head {report.head}")


def _plain(report: Report) -> dict[str, object]:
    found = [
        {
            "harm": one.harm.value, "block": one.block, "row": one.row, "other": one.other,
            "at": one.at.isoformat() if one.at is not None else None,
        }
        for one in report.found
    ]  # fmt: skip
    return {
        "whole": not report.found, "tampered": report.tampered, "found": found, "seals": report.seals,
        "rows": report.rows, "unsealed": report.unsealed, "head": report.head, "trimmed": report.trimmed,
        "log": report.log, "behind": report.behind, "begun": report.begun, "unread": report.unread,
        "restored": [{"at": at.isoformat(), "to": to, "from": was} for at, to, was in report.notes],
    }  # fmt: skip


# --- doctor -----------------------------------------------------------------------------------------------------------


async def audit_findings(settings: Settings, town: str, store: Store) -> list[Finding]:
    """Whether the audit is being sealed, and its heads reach the log. Changes nothing; `verify` looks at each row."""
    topic, audit = f"Audit of {town}", Auditing(store, town, Hints(store, [town]))
    log, at, now = heads_log(settings, town), await audit.sealed_at(), datetime.now(UTC)
    try:
        last, heads = await audit.last_seal(), log.heads()
    except SealBroken as error:
        return [Finding(state="bad", topic=topic, text=str(error), mend="buergerdraht audit verify")]
    except OSError as error:
        return [
            Finding(
                state="bad", topic=topic, text=f"{log.path} cannot be read: {error.strerror}", mend="Check audit.log"
            )
        ]  # fmt: skip
    if at is None:
        return [Finding(state="ok", topic=topic, text="nothing is sealed yet")]
    number = last.number if last is not None else 0
    if heads.lines and heads.last != number:
        return [
            Finding(
                state="warn", topic=topic, text=f"seal {number} in the store, {heads.last} in {log.path}",
                mend="buergerdraht audit verify",
            )
        ]  # fmt: skip
    if now - at > LATE_AFTER and await audit.unsealed():
        return [
            Finding(
                state="warn", topic=topic, text=f"not sealed since {at:%Y-%m-%d %H:%M} UTC, and there are newer rows",
                mend="While the program runs: see the log (audit.unsealed), and whether audit.log can be written",
            )
        ]  # fmt: skip
    return [Finding(state="ok", topic=topic, text=f"{number} seals, the last check {at:%Y-%m-%d %H:%M} UTC")]
