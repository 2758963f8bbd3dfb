"""`buergerdraht staff …`: accounts of the people who answer."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.table import Table

from bot.cli_console import OUT, Failure, interactive, one_town, settings_of
from bot.opening import open_journal
from config.settings import Settings
from faq.files import load as load_folder
from faq.mailaddress import is_mail_address
from handoff.desk.passwords import LONGEST, SHORTEST, hash_password
from handoff.journal.journal import Journal
from handoff.rights import Role
from handoff.staff import DIGEST_MINUTES, StaffRecord

app = typer.Typer(help="Accounts of the people who answer.", no_args_is_help=True)
TownOption = Annotated[str | None, typer.Option("--town", help="Which town, when there are several.")]
LoginArgument = Annotated[str, typer.Argument(help="The name to log in with.")]
LINK_TTL = timedelta(hours=1)
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
Result = TypeVar("Result")


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
    name: Annotated[str, typer.Option(help="The name citizens read.", prompt=interactive())],
    role: Annotated[list[Role] | None, typer.Option(help="What they are; repeat it for several.")] = None,
    department: Annotated[
        list[str] | None, typer.Option(help="Department they work in; repeat it (default: all).")
    ] = None,
    password_file: Annotated[Path | None, typer.Option(help="File with the password (default: ask).")] = None,
    no_password: Annotated[bool, typer.Option("--no-password", help="They log in by `staff link` only.")] = False,
    town: TownOption = None,
) -> None:
    """Add an account, or replace one (asks first)."""
    settings = settings_of(context)
    one = one_town(settings, town)
    if not _LOGIN.fullmatch(login):
        raise Failure(f"{login!r} cannot be a login.", mend="Use a-z, 0-9, dot, dash and underscore; at most 40.")
    departments = _departments(settings, one, department or [])
    record = StaffRecord(
        login=login,
        name=name.strip(),
        password_hash="" if no_password else hash_password(_password(password_file)),
        roles=tuple(str(role_name) for role_name in role or [Role.STAFF]),
        departments=departments,
    )

    async def work(journal: Journal) -> None:
        if login in await journal.staff() and not (
            interactive() and typer.confirm(f"{login} exists. Replace the account?")
        ):
            raise Failure(f"{login} exists already.", mend="Choose another login, or disable this one first.")
        await journal.put_staff(record)
        await journal.audit({"who": "command line", "action": "staff_add", "login": login})

    with_journal(settings, one, work)
    OUT.print(f"[green]✓[/] {login} can log in at {settings.desk_url}")


@app.command("list")
def list_(context: typer.Context, town: TownOption = None) -> None:
    """List the accounts."""
    settings = settings_of(context)

    async def work(journal: Journal) -> tuple[dict[str, StaffRecord], set[str]]:
        return await journal.staff(), {link.login for link in await journal.links()}

    accounts, linked = with_journal(settings, one_town(settings, town), work)
    table = Table("login", "name", "roles", "departments", "state", "mails", box=None, pad_edge=False)
    for record in accounts.values():
        state = "disabled" if record.disabled else "sample" if record.sample else "active"
        if not record.password_hash and not record.disabled:
            state += ", link only"
        if record.login in linked:
            state += ", on Telegram"
        departments = ", ".join(record.departments) or "all"
        mails = record.mail_when if record.wants_mail else "off"
        table.add_row(record.login, record.name, ", ".join(record.roles), departments, state, mails)
    OUT.print(table if accounts else "No accounts yet. Add one: buergerdraht staff add LOGIN --name NAME")


@app.command()
def disable(context: typer.Context, login: LoginArgument, town: TownOption = None) -> None:
    """Take an account's access; what they wrote stays."""
    settings = settings_of(context)

    async def work(journal: Journal) -> None:
        await journal.put_staff(replace(await known_account(journal, login), disabled=True))
        await journal.audit({"who": "command line", "action": "staff_disable", "login": login})

    with_journal(settings, one_town(settings, town), work)
    OUT.print(f"[green]✓[/] {login} is disabled")


@app.command()
def link(context: typer.Context, login: LoginArgument, town: TownOption = None) -> None:
    """Print a link that logs this account in once, within an hour."""
    settings = settings_of(context)

    async def work(journal: Journal) -> str:
        if (await known_account(journal, login)).disabled:
            raise Failure(f"{login} is disabled.", mend="Add the account anew.")
        token = await journal.make_login_link(login, LINK_TTL)
        await journal.audit({"who": "command line", "action": "staff_link", "login": login})
        return token

    one = one_town(settings, town)
    token = with_journal(settings, one, work)
    typer.echo(login_url(settings, one, token))


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
            await journal.audit({"who": "command line", "action": "staff_mail", "login": login})
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


def login_url(settings: Settings, town: str, token: str) -> str:
    """The address of a one-time link."""
    return f"{settings.desk_of(town)}/link/{token}"


async def known_account(journal: Journal, login: str) -> StaffRecord:
    """The account of that login. Raises Failure."""
    accounts = await journal.staff()
    if login not in accounts:
        raise Failure(f"There is no account {login!r}.", mend=f"Accounts are: {', '.join(accounts) or 'none'}")
    return accounts[login]


def with_journal(settings: Settings, town: str, work: Callable[[Journal], Awaitable[Result]]) -> Result:
    """Do something on a town's journal."""

    async def run() -> Result:
        async with open_journal(settings, town) as journal:
            return await work(journal)

    return asyncio.run(run())


def _departments(settings: Settings, town: str, wanted: list[str]) -> tuple[str, ...]:
    known = [department.id for department in load_folder(settings.town_dir(town)).departments] if wanted else []
    for one in wanted:
        if one not in known:
            raise Failure(f"There is no department {one!r}.", mend=f"Departments are: {', '.join(known)}")
    return tuple(dict.fromkeys(wanted))


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
