"""`buergerdraht mail …`: trying the way out by mail."""

from __future__ import annotations

import asyncio
import secrets
from typing import Annotated

import typer

from bot.channels.channel import ChannelError, Outgoing
from bot.channels.mail.channel import MailChannel
from bot.cli_console import OUT, Failure, one_town, settings_of
from bot.mailing import server_of
from bot.town import make_texts, overrides
from faq.files import load as load_folder
from faq.mailaddress import is_mail_address
from faq.markdown import from_markdown

app = typer.Typer(help="Mail to staff and citizens.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keep `test` a command of its own: typer makes the only command of a group the group itself."""


@app.command("test")
def try_out(
    context: typer.Context,
    address: Annotated[str, typer.Argument(help="Where to send it.")],
    town: Annotated[str | None, typer.Option("--town", help="Which town, when there are several.")] = None,
) -> None:
    """Send one test mail, and say what the mail server says."""
    settings = settings_of(context)
    one = one_town(settings, town)
    if not is_mail_address(address):
        raise Failure(f"{address!r} is no mail address.", mend="Write it like name@town.example, without a name.")
    server = server_of(settings)
    if server is None:
        raise Failure("Mail is off.", mend="Set mail.host and mail.sender (docs/operators.md, “Mail”).")
    texts = make_texts(load_folder(settings.town_dir(one)), overrides(settings.town_dir(one)), settings.base_url)
    channel = MailChannel(server, lambda: from_markdown(texts.say("mail-from", "de")).text, one)
    mail = Outgoing(
        rich=from_markdown(texts.say("mail-test", "de")),
        subject=from_markdown(texts.say("mail-test-subject", "de")).text,
        id=f"test-{secrets.token_hex(8)}.0",
    )
    try:
        sent = asyncio.run(channel.send(address, mail))
    except ChannelError as error:
        raise Failure(
            f"{server.address} did not take the mail: {error}.", mend="Ask `buergerdraht doctor` what is wrong."
        ) from error
    OUT.print(f"[green]✓[/] {server.address} took the mail; Message-ID {sent}", highlight=False, markup=True)
