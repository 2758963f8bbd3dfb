"""`buergerdraht qr`: the links to a town's bot and web chat, and a picture of one that telephones read."""

from __future__ import annotations

import asyncio
import io
import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import segno
import typer
from rich.text import Text
from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram.transport import NotSent
from bot.cli_console import ERR, OUT, Failure, one_town, settings_of
from bot.dialogue.topics import payload_of
from bot.opening import bot_of
from config.settings import Settings
from faq.files import load as load_folder

MODULE = 12  # pixels of one square in a PNG: sharp on a poster
ROOM = 4  # squares of white around, as the standard wants
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_USERNAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{4,31}")


class Where(StrEnum):
    """What the picture leads to."""

    TELEGRAM = "telegram"
    WEB = "web"


def qr(
    context: typer.Context,
    *,
    thema: Annotated[
        str | None, typer.Option("--thema", help="An entry (its answer opens) or a department (its topic opens).")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="File to write: .svg or .png (default: show it here).")
    ] = None,
    to: Annotated[Where, typer.Option("--to", help="What the picture leads to.")] = Where.TELEGRAM,
    bot: Annotated[str | None, typer.Option("--bot", help="The bot's name (default: Telegram is asked).")] = None,
    town: Annotated[str | None, typer.Option("--town", help="Which town, when there are several.")] = None,
) -> None:
    """Print the links to the bot and to the web chat, and make a QR code of one."""
    settings = settings_of(context)
    one = one_town(settings, town)
    if out is not None and out.suffix.lower() not in {".svg", ".png"}:
        raise Failure(f"{out.name} is neither .svg nor .png.", where=str(out), mend="End it with one of these.")
    payload = _payload(settings, one, thema) if thema else ""
    web = settings.chat_of(one) + "/"
    telegram = _telegram(settings, one, bot, payload, needed=to is Where.TELEGRAM)
    link = telegram if to is Where.TELEGRAM else web
    _draw(link, out)
    if telegram:
        typer.echo(f"Telegram: {telegram}")
    typer.echo(f"Web-Chat: {web}")
    if settings.public_url is None:
        ERR.print("[yellow]![/] public_url is not set: the link to the web chat leads to this machine only.")


def _telegram(settings: Settings, town: str, bot: str | None, payload: str, *, needed: bool) -> str:
    """The link to the bot; empty when it cannot be had and is not needed."""
    try:
        name = _name(bot) if bot else asyncio.run(_ask(settings, town))
    except Failure:
        if needed or bot:
            raise
        return ""
    return f"https://t.me/{name}" + (f"?start={payload}" if payload else "")


def _draw(link: str, out: Path | None) -> None:
    code = segno.make(link, error="m", micro=False)
    if out is None:
        drawn = io.StringIO()
        code.terminal(out=drawn, compact=True, border=ROOM)
        *rows, last = drawn.getvalue().splitlines()
        lines = "\n".join([*rows, last.replace("▀", "█")])  # half a row of the margin would be black
        # With colours of our own: on a terminal with a light background the squares would be the wrong way round.
        OUT.print(Text(lines, style="#ffffff on #000000", no_wrap=True, overflow="ignore"), crop=False)
        return
    try:
        code.save(str(out), scale=MODULE, border=ROOM)
    except OSError as error:
        raise Failure(
            f"It cannot be written: {error.strerror}.", where=str(out), mend="Check folder and rights."
        ) from error
    typer.echo(f"{out}: {link}")


def _payload(settings: Settings, town: str, topic: str) -> str:
    release = load_folder(settings.town_dir(town))
    entry = release.entry(topic)
    if (entry is None or entry.audience != "public") and release.department(topic) is None:
        departments = ", ".join(department.id for department in release.departments)
        raise Failure(
            f"There is no entry and no department {topic!r} that citizens may see.",
            mend=f"Departments are: {departments}; entries: buergerdraht faq ask",
        )
    payload = payload_of(topic)
    if not _PAYLOAD.fullmatch(payload):
        raise Failure(f"{topic!r} is too long for a link.", mend="Telegram takes 64 characters, six are ours.")
    return payload


def _name(given: str) -> str:
    name = given.removeprefix("@")
    if not _USERNAME.fullmatch(name):
        raise Failure(f"{given!r} is no name of a bot.", mend="Write it as @BotFather shows it: stadt_bot")
    return name


async def _ask(settings: Settings, town: str) -> str:
    opened = bot_of(settings, town)
    if opened is None:
        raise Failure(
            "This town has no bot.",
            mend="Set telegram.token_file, give --bot NAME, or take the web chat: --to web",
        )
    try:
        async with opened as bot:
            return (await bot.get_me()).username or ""
    except InvalidToken:
        raise Failure("Telegram refuses the token.", mend="Copy the token anew from @BotFather.") from None
    except (TelegramError, LookupError, TypeError) as error:
        why = str(error) if isinstance(error, NotSent) else type(error).__name__
        raise Failure(f"Telegram cannot be asked for the bot's name ({why}).", mend="Give it: --bot NAME") from None
