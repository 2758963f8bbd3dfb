"""Telegram's webhook: the route it posts to, and the loop that keeps it set. Stores nothing itself.

Only 503 makes Telegram come again, and it holds back that chat's later updates meanwhile: whatever else is wrong with
an update of the right caller, it is set aside and confirmed. Who has no valid secret is told nothing.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from aiohttp import web
from telegram.error import InvalidToken, TelegramError

from bot.channels.channel import ChannelClosed, StoreFailed
from bot.channels.telegram.poller import Lease
from bot.channels.telegram.receiving import ALLOWED_UPDATES, MOST_PARKED, Receiver
from bot.channels.telegram.transport import RawBot

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
MOST_BYTES: Final = 1024 * 1024
READ_SECONDS: Final = 20.0
COME_AGAIN: Final = 3
"""Seconds after which Telegram is asked to try again while the store is away."""
CONNECTIONS: Final = 20

_log = logging.getLogger(__name__)

Secrets = Callable[[], Awaitable[Sequence[str]]]
"""The valid secrets, that to be told first. Raises StoreFailed."""


class Valid:
    """The valid secrets, read anew once a second at most: forged calls must not become a load on the store."""

    FRESH: Final = 1.0

    def __init__(self, secrets: Secrets, clock: Callable[[], float] = time.monotonic) -> None:
        self._secrets = secrets
        self._clock = clock
        self._known: Sequence[str] = ()
        self._read_at = float("-inf")
        self._reading = asyncio.Lock()

    async def admits(self, given: str) -> bool:
        """Whether it is one of them, in a time that tells nothing. Raises StoreFailed when none was ever read."""
        async with self._reading:
            if self._clock() - self._read_at >= self.FRESH:
                self._read_at = self._clock()
                with suppress(StoreFailed):
                    self._known = await self._secrets()
        if not self._known:
            raise StoreFailed("no secret is known")
        told = given.encode("utf-8", "surrogateescape")
        matches = [hmac.compare_digest(told, secret.encode()) for secret in self._known]  # all of them, always
        return any(matches)


def webhook_routes(path: str, receiver: Receiver, secrets: Secrets) -> list[web.RouteDef]:
    """The route under ``path``."""
    valid = Valid(secrets)

    async def post(request: web.Request) -> web.Response:
        try:
            if not await valid.admits(request.headers.get(SECRET_HEADER, "")):
                _log.warning("call without a valid secret", extra={"action": "webhook_refused"})
                return web.Response(status=403)
            try:
                body = await asyncio.wait_for(_read(request.content), READ_SECONDS)
            except TimeoutError:
                return web.Response(status=408)
            await _take(receiver, body, request.content_type)
        except StoreFailed:
            _log.warning("update not taken: the store is away", extra={"action": "webhook_store"})
            return web.Response(status=503, headers={"Retry-After": str(COME_AGAIN)})
        return web.Response()

    return [web.post(path, post)]


async def _read(content: Any) -> bytes:
    """The body, and one byte more than is taken when it is too long."""
    parts, left = [], MOST_BYTES + 1
    while left > 0 and (part := await content.read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


async def _take(receiver: Receiver, body: bytes, content_type: str) -> None:
    text = body[:MOST_BYTES].decode("utf-8", "replace")
    if len(body) > MOST_BYTES or content_type != "application/json":
        await receiver.park(text[:MOST_PARKED], "too long" if len(body) > MOST_BYTES else "no JSON")
        return
    try:
        update = json.loads(text, parse_constant=_refuse, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        await receiver.park(text[:MOST_PARKED], "no JSON")
        return
    await receiver.receive([update])


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)  # NaN and Infinity are no JSON


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class Beat:
    """Times of the keeper, in seconds. ``look`` must be well below the lease's 10."""

    look: float = 3.0
    ask: float = 60.0


class WebhookKeeper:
    """Tells Telegram where to post, and again whenever that is not so any more or the secret has changed."""

    def __init__(self, bot: RawBot, url: str, secrets: Secrets, lease: Lease, beat: Beat | None = None) -> None:
        self._bot = bot
        self._url = url
        self._secrets = secrets
        self._lease = lease
        self._beat = beat or Beat()
        self._told = ""  # the secret that Telegram has from us
        self._asked_at = float("-inf")

    async def run(self, stop: asyncio.Event) -> None:
        """Keep it until ``stop``. Raises ChannelClosed when the token is not valid."""
        try:
            await self._run(stop)
        finally:
            with suppress(StoreFailed):
                await self._lease.release()

    async def _run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                if await self._lease.acquire():
                    await self._keep()
            except StoreFailed:
                _log.warning("webhook not looked at: the store is away", extra={"action": "webhook_keep"})
            except InvalidToken:
                raise ChannelClosed("the token is not valid") from None
            except (TelegramError, LookupError, TypeError) as error:
                _log.warning("webhook not set", extra={"action": "webhook_keep", "cause": type(error).__name__})
            try:
                await asyncio.wait_for(stop.wait(), self._beat.look)
            except TimeoutError:
                continue

    async def _keep(self) -> None:
        secret, *_ = await self._secrets()
        now = time.monotonic()
        if secret == self._told and now - self._asked_at < self._beat.ask:
            return
        info = await self._bot.get_webhook_info()
        self._asked_at = now
        known = info.url == self._url and set(info.allowed_updates or ()) == set(ALLOWED_UPDATES)
        if known and secret == self._told:
            return
        await self._bot.set_webhook(
            self._url,
            allowed_updates=list(ALLOWED_UPDATES),
            secret_token=secret,
            max_connections=CONNECTIONS,
            drop_pending_updates=False,
        )
        self._told = secret
        _log.info("webhook set", extra={"action": "webhook_set"})
