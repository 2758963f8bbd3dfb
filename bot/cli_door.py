"""The command line's door: which right each command needs, asked of the same table as everywhere.

Whoever may run commands on the server is the operator, and may do all of them. ``--as LOGIN`` says that a member of
staff does it: then their rights count, and what they may not is refused and written down.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

import typer

from bot.cli_accounts import actor
from bot.cli_console import Failure, one_town, running
from bot.opening import open_journal
from config.settings import Settings, load
from handoff.audit import Action, row
from handoff.rights import Right

Needs = Right | Literal["operator", "anybody"]
"""``operator``: it is about the server, no role is enough; ``anybody``: it reads files and shows no case or account."""

COMMANDS: Final[Mapping[str, Needs]] = {
    **dict.fromkeys(("run", "init", "backup", "restore", "migrate", "reindex", "doctor"), "operator"),
    **dict.fromkeys(("mail test", "webhook change-secret", "staff setup", "staff break-glass"), "operator"),
    **dict.fromkeys(("check", "qr", "faq check", "faq ask", "faq schema", "faq evaluate", "faq diff"), "anybody"),
    **dict.fromkeys(("faq facts", "faq review", "faq export", "staff rights"), "anybody"),
    **dict.fromkeys(("netiquette check", "netiquette evaluate"), "anybody"),
    **dict.fromkeys(("citizen export", "citizen erase"), "operator"),
    **dict.fromkeys(("audit show", "audit verify"), Right.READ_AUDIT),
    **dict.fromkeys(("sbom", "privacy mask", "privacy evaluate"), "anybody"),
    **dict.fromkeys(("hold set", "hold lift", "hold list"), Right.HOLD_CASE),
    **dict.fromkeys(("casefile mark", "casefile confirm", "casefile list"), Right.WORK_CASES),
    "casefile export": Right.EXPORT_CASE,
    "measures list": Right.REVIEW_MEASURES,
    # Done as --by LOGIN, whose rights are asked there.
    **dict.fromkeys(("measures impose", "measures lift", "measures evidence"), Right.IMPOSE_MEASURE),
    "retention run": "operator",
    **dict.fromkeys(("retention terms", "retention log"), Right.SEE_OVERVIEW),
    "faq gaps": Right.READ_FAQ,
    "faq approve": Right.APPROVE_FAQ,
    "faq publish": Right.APPROVE_FAQ,
    "faq import": Right.DRAFT_FAQ,
    **dict.fromkeys(("staff add", "staff invite", "staff link", "staff list", "staff mail"), Right.MANAGE_STAFF),
    **dict.fromkeys(("staff disable", "staff enable", "staff second-factor-off"), Right.MANAGE_STAFF),
    **dict.fromkeys(("staff log-out", "staff unlink"), Right.MANAGE_STAFF),
    "staff review": Right.REVIEW_RIGHTS,
    "staff group": Right.PAIR_GROUP,
    **dict.fromkeys(("notice add", "notice list", "notice end"), Right.SET_NOTICE),
    **dict.fromkeys(("banner set", "banner clear"), Right.SET_BANNER),
    **dict.fromkeys(("channel off", "channel on"), Right.SWITCH_CHANNEL),
    **dict.fromkeys(("duty show", "duty absent", "duty back", "duty deputy", "duty end-deputy"), Right.SET_ABSENCE),
}
"""Every command; one that is not here is the operator's."""


def guard(app: typer.Typer, path: tuple[str, ...] = ()) -> None:
    """Let every command ask first who runs it."""
    for command in app.registered_commands:
        if command.callback is not None:
            name = command.name or command.callback.__name__.rstrip("_").replace("_", "-")
            command.callback = _asking(command.callback, " ".join((*path, name)))
    for group in app.registered_groups:
        if group.typer_instance is not None:
            guard(group.typer_instance, (*path, group.name or ""))


def _asking(run: Callable[..., Any], command: str) -> Callable[..., Any]:
    @functools.wraps(run)
    def asked(*args: Any, **given: Any) -> Any:
        acting, named = running().acting, given.get("by")
        if acting and named and named != acting:
            raise Failure(f"{acting} cannot act as {named}.", where="--by", mend=f"Give --by {acting}, or no --as")
        if acting:
            _ask(command, given.get("town"))
        return run(*args, **given)

    return asked


def _ask(command: str, town: str | None) -> None:
    """Raises Failure when whoever acts may not."""
    needs = COMMANDS.get(command, "operator")
    if needs == "anybody":
        return
    settings = load(running().config)
    asyncio.run(_ask_of(settings, one_town(settings, town), command, needs))


async def _ask_of(settings: Settings, town: str, command: str, needs: Needs) -> None:
    who = actor()
    async with open_journal(settings, town) as journal:
        record = await journal.account(who)
        if record is None:
            raise Failure(f"There is no account {who!r}.", where="--as", mend="List them: buergerdraht staff list")
        # What is limited to departments is not limited so here: commands are for who has it in the whole town.
        if isinstance(needs, Right) and record.may(needs, "*"):
            await journal.audit(row(who, Action.COMMAND, what=command.replace(" ", ".")))
            return
        await journal.audit(row(who, Action.REFUSED, what=command.replace(" ", "."), via="command"))
    mend = "This is the operator's." if needs == "operator" else f"It needs the right {needs}: see staff rights."
    raise Failure(f"{who} may not run “{command}”.", where="--as", mend=mend)
