"""`buergerdraht measures …`: mute, block, lift, and the evidence of threats, with the rights of an account."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final
from zoneinfo import ZoneInfo

import typer
from rich.table import Table

from bot.cli_accounts import TownOption, known_account, with_journal
from bot.cli_console import OUT, Failure, one_town, settings_of
from bot.gathering import terms_of
from config.settings import Settings
from faq.entry import GERMAN, Release
from faq.files import load as load_folder
from handoff.acts import NotFound
from handoff.audit import Action, row
from handoff.desk.caserows import shown_of_case
from handoff.desk.catalogue import speak
from handoff.desk.door import OpenCase
from handoff.desk.state import Reading
from handoff.enforcing import BY_STAFF, Enforced, Enforcing, Forbidden, awaits_second, department_of
from handoff.journal.journal import Journal
from handoff.journal.records import Row, Snapshot
from handoff.measure import Breach, Conduct, Imposed, Measure, Refused
from handoff.proving import evidence_of
from handoff.rights import Right
from handoff.staff import StaffRecord
from handoff.wanted import Wanted, span_meant

app = typer.Typer(help="Measures about citizens' conduct: what is in force, mute, block, lift.", no_args_is_help=True)
ReceiptArgument = Annotated[str, typer.Argument(help="The receipt number of a case or of a request for review.")]
ByOption = Annotated[str, typer.Option("--by", help="The login of the member who decides; their rights are asked.")]
_ROWS: Final = 100_000
_IMPOSES: Final = tuple(measure.value for measure in BY_STAFF)
_WHY: Final[Mapping[Refused, tuple[str, str]]] = {
    Refused.NO_REASON: ("A measure needs a reason of at most 500 characters.", "Give --reason TEXT"),
    Refused.NO_END: ("A measure needs an end.", "Give --for 24h or --for 3d"),
    Refused.TOO_LONG: ("This is longer than the town allows.", "See measures: in netiquette.yaml"),
    Refused.SAME_PERSON: ("Somebody else has to decide this than who imposed it.", "Give --by LOGIN of another lead"),
    Refused.NOTHING_THERE: ("No such measure is in force.", "Look: buergerdraht measures list"),
}


@app.command("list")
def list_(context: typer.Context, *, town: TownOption = None) -> None:
    """What is in force, what waits for a second person, and whose request for review is open."""
    settings = settings_of(context)
    one = one_town(settings, town)
    zone = ZoneInfo(_release(settings, one).town.timezone)

    async def work(journal: Journal) -> list[tuple[str, str, Imposed | None, str]]:
        found: list[tuple[str, str, Imposed | None, str]] = []
        for state, listed in (
            ("in force", await journal.measured()),
            ("waits for a second person", await journal.proposals()),
            ("review asked for", await journal.reviews()),
        ):
            for conversation, conduct in listed:
                shown = conduct.proposed if state.startswith("waits") else conduct.imposed
                receipt = conduct.review.id if state.startswith("review") and conduct.review else ""
                found.append((receipt or await _receipt(journal, conversation), state, shown, conversation))
        return found

    found = with_journal(settings, one, work)
    table = Table("receipt", "", "measure", "rule", "until", "by", "conversation")
    for receipt, state, shown, conversation in found:
        until = f"{shown.until.astimezone(zone):%Y-%m-%d %H:%M}" if shown and shown.until else ""
        by = ", ".join(who for who in ((shown.by or "machine", shown.second) if shown else ()) if who)
        cells = (shown.measure.value, shown.breach.value) if shown else ("", "")
        table.add_row(receipt, state, *cells, until, by, conversation)
    OUT.print(table if found else "No measure is in force, nothing waits.")


@app.command()
def impose(
    context: typer.Context,
    measure: Annotated[Measure, typer.Argument(help=f"One of: {', '.join(_IMPOSES)}.")],
    receipt: ReceiptArgument,
    *,
    by: ByOption,
    lasts: Annotated[str, typer.Option("--for", help="How long: 24h, 3d.")],
    rule: Annotated[Breach, typer.Option(help="Which rule was broken.")],
    reason: Annotated[str, typer.Option(help="What the citizen reads besides.")],
    town: TownOption = None,
) -> None:
    """Mute or block a citizen; a block too long for one person waits for a second."""
    span = span_meant(lasts)
    if span is None:
        raise Failure(f"“{lasts}” is no time.", mend="Write it as 24h or 3d.")
    if measure not in BY_STAFF:
        raise Failure(f"{measure.value} is the machine's.", mend=f"People impose: {', '.join(_IMPOSES)}")
    wanted = Wanted(measure=measure, breach=rule, reason=reason, lasts=span)

    async def act(acts: Enforcing, conversation: str, record: StaffRecord, department: str) -> Enforced:
        request = f"command:{secrets.token_urlsafe(12)}"
        return await acts.impose(conversation, record, department, wanted, request=request)

    done = _do(context, receipt, by, town, act)
    waits = measure is Measure.BLOCK and awaits_second(done)
    OUT.print(f"[green]✓[/] {measure.value}: {'it waits for a second lead' if waits else f'for {lasts}, from now on'}")


@app.command()
def lift(context: typer.Context, receipt: ReceiptArgument, *, by: ByOption, town: TownOption = None) -> None:
    """End what is in force, at once."""

    async def act(acts: Enforcing, conversation: str, record: StaffRecord, department: str) -> Enforced:
        held = (await acts.conduct(conversation)).in_force(datetime.now(UTC))
        return await acts.lift(conversation, record, department, held.id if held is not None else "")

    _do(context, receipt, by, town, act)
    OUT.print("[green]✓[/] lifted")


@app.command()
def evidence(
    context: typer.Context,
    receipt: ReceiptArgument,
    *,
    by: ByOption,
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write the ZIP.")],
    town: TownOption = None,
) -> None:
    """Write the evidence of a conversation's threats: wording, times, ids, checksums."""
    settings = settings_of(context)
    one = one_town(settings, town)
    release = _release(settings, one)
    reading = Reading(
        say=speak(GERMAN),
        lang=GERMAN,
        now=datetime.now(UTC),
        zone=ZoneInfo(release.town.timezone),
        departments=release.departments,
    )

    async def work(journal: Journal) -> bytes | None:
        record = await known_account(journal, by)
        conversation = await _conversation(journal, receipt)
        department = await department_of(journal, conversation, release.front_office.id)
        right = Right.EXPORT_CASE
        if not record.may(right, department):
            await journal.audit(row(by, Action.REFUSED, what=right.value, department=department))
            raise _forbidden(by, right, department)
        snapshot = await journal.snapshot(conversation)
        if snapshot is None:
            raise _unknown(receipt)
        shown = await _rows(journal, record, snapshot)
        return await evidence_of(
            journal, snapshot, shown, receipt=receipt, town=release.town.name, by=by, reading=reading
        )

    made = with_journal(settings, one, work)
    if made is None:
        raise Failure(f"No message of {receipt} holds a threat.")
    out.touch(mode=0o600)
    out.write_bytes(made)
    OUT.print(f"[green]✓[/] {out}")


async def _rows(journal: Journal, record: StaffRecord, snapshot: Snapshot) -> Sequence[Row]:
    """What of the conversation this member may see at its concern: other departments' concerns are not theirs."""
    ticket = snapshot.ticket or next(reversed(await journal.handoffs(snapshot.conversation)), None)
    if ticket is None:
        return await journal.rows(snapshot.conversation, limit=_ROWS)
    case = OpenCase(record=record, snapshot=snapshot, ticket=ticket, current=True)
    return (await shown_of_case(journal, case)).rows


Act = Callable[[Enforcing, str, StaffRecord, str], Awaitable[Enforced]]


def _do(context: typer.Context, receipt: str, by: str, town: str | None, act: Act) -> Conduct:
    """Do one act and say what becomes of it. Raises Failure."""
    settings = settings_of(context)
    one = one_town(settings, town)
    release = _release(settings, one)

    async def work(journal: Journal) -> Conduct:
        record = await known_account(journal, by)
        conversation = await _conversation(journal, receipt)
        department = await department_of(journal, conversation, release.front_office.id)
        acts = Enforcing(journal, lambda: terms_of(release.netiquette.measures))
        result = await act(acts, conversation, record, department)
        match result:
            case Conduct():
                return result
            case Forbidden(right=right):
                raise _forbidden(by, right, department)
            case Refused():
                what, mend = _WHY.get(result, (f"It cannot be done: {result.value}.", ""))
                raise Failure(what, mend=mend)
            case NotFound():
                raise _unknown(receipt)

    return with_journal(settings, one, work)


def _forbidden(by: str, right: Right, department: str) -> Failure:
    return Failure(
        f"{by} has not the right {right.value} in {department}; the attempt is recorded.",
        mend="Give --by LOGIN of somebody who has it",
    )


def _unknown(receipt: str) -> Failure:
    return Failure(f"There is no case or request {receipt!r}.", mend="Look: buergerdraht measures list")


async def _conversation(journal: Journal, receipt: str) -> str:
    """The conversation of a receipt number: a case's, a request's, or the conversation's own id as it is listed."""
    found = await journal.handoff(receipt)
    if found is not None:
        return found[0]
    for conversation, conduct in await journal.reviews():
        if conduct.review is not None and conduct.review.id == receipt:
            return conversation
    if await journal.snapshot(receipt) is not None:
        return receipt
    raise _unknown(receipt)


async def _receipt(journal: Journal, conversation: str) -> str:
    handoff = next(reversed(await journal.handoffs(conversation)), None)
    return handoff.receipt if handoff is not None else ""


def _release(settings: Settings, town: str) -> Release:
    return load_folder(settings.town_dir(town))
