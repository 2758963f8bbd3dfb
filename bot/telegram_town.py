"""A town's part on Telegram, built of its parts: the bot, what receives its updates, and how they come."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiohttp import web
from telegram.error import TelegramError

from bot.alarms import TELEGRAM, standing
from bot.channels.channel import ChannelClosed, ChannelError, StoreFailed
from bot.channels.masking import mask
from bot.channels.telegram.groups import Me
from bot.channels.telegram.inline import Hits, InlineSearch
from bot.channels.telegram.poller import Poller
from bot.channels.telegram.receiving import Receiver
from bot.channels.telegram.sending import TelegramChannel
from bot.channels.telegram.transport import RawBot
from bot.channels.telegram.webhook import WebhookKeeper, webhook_routes
from bot.dialogue.commands import MENU
from bot.intake import PollerLease
from bot.opening import bot_of
from bot.places import TELEGRAM as TELEGRAM_CHANNEL
from bot.progress import Pulse
from bot.searching import search
from bot.town import RunningTown
from config.settings import Settings
from handoff.journal.records import JournalError

log = logging.getLogger(__name__)

AGAIN_SECONDS = 10.0


async def open_telegram(stack: AsyncExitStack, town: RunningTown, settings: Settings) -> None:
    """Give the town its bot, where it has a token."""
    opened = bot_of(settings, town.id)
    if opened is not None:
        town.join_telegram(await stack.enter_async_context(opened), settings.desk_of(town.id))


def hook_routes(town: RunningTown, settings: Settings) -> list[web.RouteDef]:
    """The route that Telegram posts to, where the settings want it."""
    if town.bot is None or town.telegram is None or settings.telegram.receive != "webhook":
        return []
    path = urlsplit(settings.webhook_url(town.id)).path
    return webhook_routes(path, _receiver(town, town.bot, town.telegram, settings), partial(_secrets, town))


async def introduce(bot: RawBot, stop: asyncio.Event) -> None:
    """Ask Telegram until it has said who the bot is: what addresses it in groups is not known before."""
    while not stop.is_set() and bot.known_as is None:
        try:
            await bot.get_me()
        except (TelegramError, LookupError, TypeError):
            await _wait(stop, AGAIN_SECONDS)
    await stop.wait()


async def take_in(
    town: RunningTown,
    bot: RawBot,
    telegram: TelegramChannel,
    settings: Settings,
    stop: asyncio.Event,
    *,
    pulse: Pulse,
) -> None:
    """Poll, or keep the webhook set; after a revoked token look again from time to time: the town goes on."""
    lease = PollerLease(town.journal, "poller")
    part: Poller | WebhookKeeper
    if settings.telegram.receive == "webhook":
        part = WebhookKeeper(bot, settings.webhook_url(town.id), partial(_secrets, town), lease)
    else:
        part = Poller(bot, _receiver(town, bot, telegram, settings), lease, pulse=pulse)
    menu = _menu(town)
    is_set_up = False
    while not stop.is_set():
        try:
            if not is_set_up:
                await telegram.set_up(menu)
                is_set_up = True
                await standing(town.journal, TELEGRAM, wrong=False)
            await part.run(stop)
        except ChannelClosed:
            log.critical("Telegram refuses the token", extra={"action": "telegram.closed", "town": town.id})
            is_set_up = False
            await standing(town.journal, TELEGRAM, wrong=True)
        except ChannelError as e:
            log.warning("Telegram is away", extra={"action": "telegram.away", "cause": type(e).__name__})
        if not stop.is_set():
            await _wait(stop, AGAIN_SECONDS)


def _receiver(town: RunningTown, bot: RawBot, telegram: TelegramChannel, settings: Settings) -> Receiver:
    library = town.library

    def me() -> Me | None:
        known = bot.known_as
        return Me(id=known.id, username=known.username or "") if known is not None else None

    def found(words: str, device: str) -> Hits:
        shelf = library.now
        if TELEGRAM_CHANNEL in town.noticeboard.now.off:
            words = ""
        return search(shelf, words, device, datetime.now(ZoneInfo(shelf.release.town.timezone)).date())

    return Receiver(
        town.intake,
        telegram,
        mask=partial(mask, kinds=frozenset(settings.privacy.masks)),
        me=me,
        staff=town.staff_group,
        in_groups=lambda: library.now.release.town.telegram.groups,
        search=InlineSearch(bot, found),
        clock=lambda: datetime.now(UTC),
    )


async def _secrets(town: RunningTown) -> Sequence[str]:
    try:
        return await town.journal.hook_secrets()
    except JournalError as e:
        raise StoreFailed(str(e)) from e


def _menu(town: RunningTown) -> dict[str, list[tuple[str, str]]]:
    texts = town.library.now.texts
    menu = {lang: [(name, texts.say(key, lang)) for name, key in names.items()] for lang, names in MENU.items()}
    return {"": menu["de"], **menu}


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
