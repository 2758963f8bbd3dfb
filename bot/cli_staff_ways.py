"""`buergerdraht staff …`: the ways in: one-time links, shutting and letting in again, the second factor, sessions."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from bot.cli_accounts import (
    DepartmentOption,
    LoginArgument,
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
from bot.cli_console import OUT, Failure, one_town, settings_of
from config.settings import Settings
from handoff.audit import Action, row
from handoff.journal.journal import Journal
from handoff.personnel import Personnel

LINK_TTL = timedelta(hours=1)


def invite(
    context: typer.Context,
    *,
    login: LoginArgument,
    name: Annotated[str, typer.Option(help="The name colleagues read; needed for a new account.")] = "",
    public_name: PublicNameOption = "",
    role: RoleOption = None,
    department: DepartmentOption = None,
    town: TownOption = None,
) -> None:
    """Print a link, good for 72 hours, by which somebody chooses a password: the first, or one for a forgotten one."""
    settings = settings_of(context)
    _refuse_without_passwords(settings)
    one = one_town(settings, town)

    async def work(journal: Journal) -> str:
        personnel = Personnel(journal)
        if await journal.account(login) is None:
            if not name.strip():
                raise Failure(f"There is no account {login!r}.", mend="Give --name to make it.")
            given = record_of(settings, one, login, names=(name, public_name), roles=role, departments=department)
            changed, token = await roles_at(settings, one, journal).invite(actor(), given)
            tell_asked(changed)
            return token
        if name or public_name or role or department:
            raise Failure(
                f"{login} exists already.", mend="Leave --name, --role, --department away; change them at the desk."
            )
        return await personnel.invite_again(actor(), login)

    token = with_journal(settings, one, work)
    typer.echo(f"{settings.desk_of(one)}/invite/{token}")


def setup(context: typer.Context, town: TownOption = None) -> None:
    """Print a link by which the first admin of a town makes an account, within 24 hours."""
    settings = settings_of(context)
    _refuse_without_passwords(settings)
    one = one_town(settings, town)
    token = with_journal(settings, one, lambda journal: Personnel(journal).setup(actor()))
    typer.echo(f"{settings.desk_of(one)}/setup/{token}")


def disable(context: typer.Context, login: LoginArgument, town: TownOption = None) -> None:
    """Take an account's access, in open pages too; what they wrote stays."""
    settings = settings_of(context)
    with_journal(settings, one_town(settings, town), lambda journal: Personnel(journal).shut(actor(), login))
    OUT.print(f"[green]✓[/] {login} is disabled")


def enable(context: typer.Context, login: LoginArgument, town: TownOption = None) -> None:
    """Give an account its access again."""
    settings = settings_of(context)
    with_journal(settings, one_town(settings, town), lambda journal: Personnel(journal).reopen(actor(), login))
    OUT.print(f"[green]✓[/] {login} can log in again")


def second_factor_off(context: typer.Context, login: LoginArgument, town: TownOption = None) -> None:
    """Take an account's second factor away, as when the telephone is lost."""
    settings = settings_of(context)
    one = one_town(settings, town)
    if not with_journal(settings, one, lambda journal: Personnel(journal).drop_second_factor(actor(), login)):
        raise Failure(f"{login} has no second factor.")
    OUT.print(f"[green]✓[/] {login} logs in without a second step until another is set up")


def log_out(context: typer.Context, login: LoginArgument, town: TownOption = None) -> None:
    """End all sessions of an account at once."""
    settings = settings_of(context)
    one = one_town(settings, town)
    ended = with_journal(settings, one, lambda journal: Personnel(journal).end_sessions(actor(), login))
    OUT.print(f"[green]✓[/] {login} is logged out ({ended} sessions)")


def link(context: typer.Context, login: LoginArgument, town: TownOption = None) -> None:
    """Print a link that logs this account in once, within an hour."""
    settings = settings_of(context)

    async def work(journal: Journal) -> str:
        if (await known_account(journal, login)).disabled:
            raise Failure(f"{login} is disabled.", mend=f"Run: buergerdraht staff enable {login}")
        token = await journal.make_login_link(login, LINK_TTL)
        await journal.audit(row(actor(), Action.STAFF_LINK, login=login))
        return token

    one = one_town(settings, town)
    token = with_journal(settings, one, work)
    typer.echo(f"{settings.desk_of(one)}/link/{token}")


def _refuse_without_passwords(settings: Settings) -> None:
    if not settings.accounts.local_login:
        raise Failure(
            "Staff log in at the provider only, without passwords of ours.",
            where="accounts.local_login",
            mend="Give the role at the provider, or print a link that logs in once: buergerdraht staff link LOGIN",
        )
