"""What `buergerdraht doctor` finds about a town's bot: the way there, the token, how its messages come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from telegram import User, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram.receiving import ALLOWED_UPDATES
from bot.channels.telegram.transport import NotSent
from bot.cli_console import Finding
from bot.opening import bot_of
from config.settings import Settings
from faq.errors import FilesBroken
from faq.files import load as load_folder

RECENT = timedelta(hours=1)
MANY_WAIT = 100


async def telegram_findings(settings: Settings, town: str) -> list[Finding]:
    """Ask Telegram who the bot is and how its messages come. Changes nothing."""
    topic = f"Telegram of {town}"
    opened = bot_of(settings, town)
    if opened is None:
        return [Finding(state="ok", topic=topic, text="off (no token)")]
    try:
        async with opened as bot:
            me = await bot.get_me()
            return [
                Finding(state="ok", topic=topic, text=f"@{me.username}"),
                *_receiving(settings, town, topic, await bot.get_webhook_info()),
                *_rights(settings, town, topic, me),
            ]
    except InvalidToken:
        return [
            Finding(state="bad", topic=topic, text="it refuses the token", mend="Copy the token anew from @BotFather")
        ]
    except (TelegramError, LookupError, TypeError) as error:
        name = str(error) if isinstance(error, NotSent) else type(error).__name__
        return [
            Finding(
                state="bad", topic=topic, text=f"{settings.telegram.base_url} cannot be reached ({name})",
                mend="Check the way there: name resolution, firewall, outbound.proxy, outbound.ca_file",
            )
        ]  # fmt: skip


def _receiving(settings: Settings, town: str, topic: str, info: WebhookInfo) -> Iterator[Finding]:
    waiting = info.pending_update_count
    wants_hook, wanted = settings.telegram.receive == "webhook", settings.webhook_url(town)
    if not wants_hook and info.url:
        yield Finding(
            state="warn", topic=topic, text="a webhook is set, but polling is chosen; the program takes it away",
            mend='Start the program, or set telegram.receive = "webhook"',
        )  # fmt: skip
    elif wants_hook and info.url != wanted:
        yield Finding(
            state="warn", topic=topic, text=f"the webhook is not {wanted}" + (", but another" if info.url else " yet"),
            mend="Start the program, it sets it; if another installation has this bot, stop that one",
        )  # fmt: skip
    elif wants_hook and set(info.allowed_updates or ()) != set(ALLOWED_UPDATES):
        yield Finding(
            state="warn", topic=topic, text="the webhook gets other kinds of updates than are needed",
            mend="Start the program, it sets it anew within a minute",
        )  # fmt: skip
    else:
        yield Finding(state="ok", topic=topic, text=f"webhook {wanted}" if wants_hook else "polling")
    if waiting:
        yield Finding(
            state="warn" if waiting > MANY_WAIT else "ok", topic=topic, text=f"{waiting} updates wait at Telegram",
            mend="Is the program running, and the store well? They are kept a day" if waiting > MANY_WAIT else "",
        )  # fmt: skip
    if wants_hook and info.last_error_date is not None:
        is_recent = datetime.now(UTC) - info.last_error_date < RECENT
        yield Finding(
            state="warn" if is_recent else "ok", topic=topic,
            text=f"last failed post {info.last_error_date:%Y-%m-%d %H:%M} UTC: {info.last_error_message or '?'}",
            mend="Check certificate, reverse proxy and path: docs/telegram.md" if is_recent else "",
        )  # fmt: skip


def _rights(settings: Settings, town: str, topic: str, me: User) -> Iterator[Finding]:
    """Whether @BotFather has switched on what the town's files want, and nothing more."""
    try:
        wanted = load_folder(settings.town_dir(town)).town.telegram
    except FilesBroken:
        return  # told elsewhere
    if wanted.groups and not me.can_join_groups:
        yield Finding(
            state="warn", topic=topic, text="telegram.groups is on, but the bot cannot be added to groups",
            mend="At @BotFather: /setjoingroups, Enable; or set telegram.groups: false in town.yaml",
        )  # fmt: skip
    if wanted.inline and not me.supports_inline_queries:
        yield Finding(
            state="warn", topic=topic, text="telegram.inline is on, but inline mode is off",
            mend="At @BotFather: /setinline; or set telegram.inline: false in town.yaml",
        )  # fmt: skip
    if me.can_read_all_group_messages and wanted.staff_group != "topics":
        yield Finding(
            state="warn", topic=topic, text="privacy mode is off: the bot is sent everything that groups write",
            mend="At @BotFather: /setprivacy, Enable; it hears what addresses it all the same",
        )  # fmt: skip
