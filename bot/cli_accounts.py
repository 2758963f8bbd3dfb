"""What the commands about accounts share: their options, and the way to the accounts."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, TypeVar

import typer

from bot.cli_console import ERR, Failure, interactive, running
from bot.opening import open_journal
from config.settings import Settings
from faq.files import load as load_folder
from faq.folder import read_folder
from handoff.audit import COMMAND_LINE
from handoff.foureyes import Act
from handoff.journal.journal import Journal
from handoff.personnel import NotDone, Why
from handoff.rights import Role
from handoff.roleadmin import Changed, RoleAdmin
from handoff.staff import StaffRecord

TownOption = Annotated[str | None, typer.Option("--town", help="Which town, when there are several.")]
LoginArgument = Annotated[str, typer.Argument(help="The name to log in with.")]
NameOption = Annotated[str, typer.Option(help="The name colleagues read.", prompt=interactive())]
PublicNameOption = Annotated[
    str, typer.Option("--public-name", help="The name citizens read: a first name, an alias (default: the same).")
]
RoleOption = Annotated[list[Role] | None, typer.Option(help="What they are; repeat it for several.")]
DepartmentOption = Annotated[list[str] | None, typer.Option(help="Department they work in; repeat it (default: all).")]

Result = TypeVar("Result")


def actor() -> str:
    """Who does what this command does: the login that ``--as`` names, else the operator."""
    return running().acting or COMMAND_LINE


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

    try:
        return asyncio.run(run())
    except NotDone as e:
        what, mend = _WHY_NOT[e.why]
        raise Failure(what, mend=mend) from e


_WHY_NOT: Mapping[Why, tuple[str, str]] = {
    "login": ("This cannot be a login.", "Use a-z, 0-9, dot, dash and underscore; at most 40."),
    "name": ("The name is empty.", "Give --name NAME"),
    "roles": ("An account without a role may do nothing.", "Give --role ROLE"),
    "only": ("It is their only role.", "Take their access instead: buergerdraht staff disable LOGIN"),
    "has_not": ("They do not have this role.", "List who has what: buergerdraht staff review"),
    "own": ("Nobody reviews their own account.", "Ask somebody else"),
    "exists": ("There is such an account already.", "Choose another login"),
    "unknown": ("There is no such account.", "List them: buergerdraht staff list"),
    "disabled": ("The account is disabled.", "Run: buergerdraht staff enable LOGIN"),
    "last": ("Nobody could manage accounts any more.", "First give somebody else the role admin"),
    "late": ("Somebody manages accounts already.", "Log in with that account, or: buergerdraht staff link LOGIN"),
    "busy": ("Somebody else is changing this account.", "Try again"),
}


def record_of(
    settings: Settings,
    town: str,
    login: str,
    *,
    names: tuple[str, str],
    roles: list[Role] | None,
    departments: list[str] | None,
) -> StaffRecord:
    """An account of what was given: names among colleagues and to citizens. Raises Failure."""
    name, public_name = names
    return StaffRecord(
        login=login,
        name=name.strip(),
        public_name=public_name.strip(),
        roles=tuple(role.value for role in roles or [Role.STAFF]),
        departments=_departments(settings, town, departments or []),
    )


def roles_at(settings: Settings, town: str, journal: Journal) -> RoleAdmin:
    """How roles are given and taken in a town; a folder that cannot be read is one that wants four eyes."""
    found = read_folder(settings.town_dir(town)).town
    return RoleAdmin(journal, four_eyes=found is None or Act.ROLE_ADMIN in found.four_eyes)


def tell_asked(changed: Changed) -> None:
    """Say what waits for a second person."""
    if changed.asked is not None:
        wanted = ", ".join(changed.asked.wanted["roles"].split())
        ERR.print(
            f"[yellow]![/] {changed.asked.subject}: the roles {wanted} wait for a second person, who confirms them at "
            f"the desk under “Approvals” until {changed.asked.expires:%Y-%m-%d %H:%M} UTC."
        )


def _departments(settings: Settings, town: str, wanted: list[str]) -> tuple[str, ...]:
    known = [department.id for department in load_folder(settings.town_dir(town)).departments] if wanted else []
    for one in wanted:
        if one not in known:
            raise Failure(f"There is no department {one!r}.", mend=f"Departments are: {', '.join(known)}")
    return tuple(dict.fromkeys(wanted))
