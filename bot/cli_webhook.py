"""`buergerdraht webhook change-secret`: a new secret for Telegram's webhook."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from bot.cli_accounts import actor
from bot.cli_console import OUT, Failure, one_town, settings_of
from bot.opening import open_journal
from config.settings import Settings
from handoff.audit import Action, row

app = typer.Typer(help="The webhook that Telegram posts to.", no_args_is_help=True)


@app.callback()
def _webhook() -> None:
    """The webhook that Telegram posts to."""


@app.command("change-secret")
def change_secret(
    context: typer.Context,
    town: Annotated[str | None, typer.Option("--town", help="Which town, when there are several.")] = None,
) -> None:
    """Make a new secret. The running program tells Telegram; the old secret stays valid for 24 hours."""
    settings = settings_of(context)
    one = one_town(settings, town)
    if settings.telegram.receive != "webhook":
        raise Failure("There is no webhook.", where="telegram.receive", mend='Set it to "webhook"; docs/telegram.md.')
    asyncio.run(_change(settings, one))
    OUT.print("[green]✓[/] The webhook has a new secret. Telegram is told within seconds, or at the next start.")
    OUT.print("  The old one stays valid for 24 hours. If it has leaked, run this twice: then it is void at once.")


async def _change(settings: Settings, town: str) -> None:
    async with open_journal(settings, town) as journal:
        await journal.change_hook_secret()
        await journal.audit(row(actor(), Action.WEBHOOK_SECRET))
