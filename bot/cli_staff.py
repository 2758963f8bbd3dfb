"""`buergerdraht staff …`: accounts of the people who answer."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bot import cli_rights
from bot import cli_staff_ways as ways
from bot.cli_accounts import (
    DepartmentOption,
    LoginArgument,
    NameOption,
    PublicNameOption,
    RoleOption,
    TownOption,
    actor,
    known_account,
    record_of,
    roles_at,
    tell_asked,
    with_journal,
)
from bot.cli_console import OUT, Failure, interactive, one_town, settings_of
from faq.mailaddress import is_mail_address
from handoff.audit import Action, row
from handoff.desk.passwords import LONGEST, SHORTEST, hash_password
from handoff.journal.journal import Journal
from handoff.personnel import Personnel
from handoff.staff import DIGEST_MINUTES, StaffRecord

app = typer.Typer(help="Accounts of the people who answer.", no_args_is_help=True)
for command in (ways.invite, ways.setup, ways.link, ways.disable, ways.enable):
    app.command()(command)
app.command("second-factor-off")(ways.second_factor_off)
app.command("log-out")(ways.log_out)
app.command("rights")(cli_rights.rights)
app.command("review")(cli_rights.review)
app.command("break-glass")(cli_rights.break_glass)


class When(StrEnum):
    """When an account is told by mail that concerns wait."""

    OFF = "off"
    NOW = "now"
    DIGEST = "digest"


@app.command()
def add(
    context: typer.Context,
    *,
    login: LoginArgument,
    name: NameOption,
    public_name: PublicNameOption = "",
    role: RoleOption = None,
    department: DepartmentOption = None,
    password_file: Annotated[Path | None, typer.Option(help="File with the password (default: ask).")] = None,
    no_password: Annotated[bool, typer.Option("--no-password", help="They log in by `staff link` only.")] = False,
    town: TownOption = None,
) -> None:
    """Add an account, or replace one (asks first)."""
    settings = settings_of(context)
    one = one_town(settings, town)
    given = replace(
        record_of(settings, one, login, names=(name, public_name), roles=role, departments=department),
        password_hash="" if no_password else hash_password(_password(password_file)),
    )

    async def work(journal: Journal) -> None:
        roles = roles_at(settings, one, journal)
        if await journal.account(login) is None:
            return tell_asked(await roles.add(actor(), given))
        if not (interactive() and typer.confirm(f"{login} exists. Replace the account?")):
            raise Failure(f"{login} exists already.", mend="Choose another login, or disable this one first.")
        tell_asked(await roles.change(actor(), login, lambda _: given, Action.STAFF_ADD))
        await Personnel(journal).end_sessions(actor(), login)
        return None

    with_journal(settings, one, work)
    OUT.print(f"[green]✓[/] {login} can log in at {settings.desk_url}")


@app.command("list")
def list_(context: typer.Context, town: TownOption = None) -> None:
    """List the accounts."""
    settings = settings_of(context)

    async def work(journal: Journal) -> tuple[dict[str, StaffRecord], set[str], set[str]]:
        linked = {link.login for link in await journal.links()}
        return await journal.staff(), linked, await journal.with_second_factor()

    accounts, linked, second = with_journal(settings, one_town(settings, town), work)
    table = Table("login", "name", "roles", "departments", "state", "mails", box=None, pad_edge=False)
    for record in accounts.values():
        state = "disabled" if record.disabled else "sample" if record.sample else "active"
        if not record.gets_in and not record.disabled:
            state += ", no password yet"
        if record.single_sign_on:
            state += ", by the provider"
        if record.login in second:
            state += ", second factor"
        if record.login in linked:
            state += ", on Telegram"
        departments = ", ".join(record.departments) or "all"
        mails = record.mail_when if record.wants_mail else "off"
        name = f"{record.name} ({record.public_name})" if record.public_name else record.name
        table.add_row(record.login, name, ", ".join(record.roles), departments, state, mails)
    OUT.print(table if accounts else "No accounts yet. Add one: buergerdraht staff add LOGIN --name NAME")


@app.command("mail")
def mail_(
    context: typer.Context,
    *,
    login: LoginArgument,
    address: Annotated[str | None, typer.Option(help="Where to write to.")] = None,
    when: Annotated[When | None, typer.Option(help="off, now (at once) or digest (gathered).")] = None,
    minutes: Annotated[int | None, typer.Option(help="How often a digest may come.")] = None,
    town: TownOption = None,
) -> None:
    """Say whether this account is told by mail that concerns wait; without options show it."""
    settings = settings_of(context)
    one = one_town(settings, town)
    if address is not None and not is_mail_address(address):
        raise Failure(f"{address!r} is no mail address.", mend="Write it like name@town.example, without a name.")
    if minutes is not None and minutes not in DIGEST_MINUTES:
        raise Failure(f"A digest every {minutes} minutes is not possible.", mend=f"Take one of {DIGEST_MINUTES}.")

    async def work(journal: Journal) -> StaffRecord:
        record = await known_account(journal, login)
        changed = replace(
            record,
            mail=record.mail if address is None else address,
            mail_when=record.mail_when if when is None else when.value,
            mail_minutes=minutes or record.mail_minutes,
        )
        if changed.mail_when != "off" and not changed.mail:
            raise Failure(f"{login} has no mail address.", mend="Give one: --address name@town.example")
        if changed != record:
            await journal.put_staff(changed)
            await journal.audit(row(actor(), Action.STAFF_MAIL, login=login))
        return changed

    record = with_journal(settings, one, work)
    OUT.print(f"[green]✓[/] {login}: {_mail_words(record)}")
    if record.wants_mail and settings.mail.host is None:
        OUT.print("[yellow]![/] Mail is off: set mail.host (docs/operators.md, “Mail”)")


def _mail_words(record: StaffRecord) -> str:
    if not record.wants_mail:
        return "no mails"
    how = "at once" if record.mail_when == "now" else f"every {record.mail_minutes} minutes"
    return f"{record.mail}, {how}"


def _password(file: Path | None) -> str:
    if file is not None:
        try:
            password = file.read_text(encoding="utf-8").rstrip("\r\n")
        except OSError as error:
            raise Failure(f"The password file cannot be read: {error.strerror}.", where=str(file)) from error
    elif interactive():
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        raise Failure("There is nobody to ask for a password.", mend="Give --password-file FILE or --no-password.")
    if not SHORTEST <= len(password) <= LONGEST:
        raise Failure("The password is too short or too long.", mend=f"Take {SHORTEST} to {LONGEST} characters.")
    return password
