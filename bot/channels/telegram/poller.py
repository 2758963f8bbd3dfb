"""Telegram's updates into the durable intake: nothing is confirmed to Telegram before all of its batch is stored.

One poller a bot, by a lease. Logs no text, name, chat id or token.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Protocol

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.channels.channel import ChannelClosed, StoreFailed
from bot.channels.telegram.receiving import ALLOWED_UPDATES, Receiver, beside_each_other, update_id_of
from bot.channels.telegram.transport import RawBot, TooMany
from bot.progress import Pulse

AT_ONCE: Final = 16
"""Chats whose updates are stored at once."""
TOGETHER: Final = 20
"""Updates of one chat that are stored with one call: whoever floods must not keep others waiting."""

_log = logging.getLogger(__name__)


class Lease(Protocol):
    """The right to poll, for 10 s at a time. Each method may raise StoreFailed: then the right is not had."""

    async def acquire(self) -> bool:
        """Take it if it is free (or ours)."""
        ...

    async def renew(self) -> bool:
        """Keep it for another 10 s; False when it is no longer ours."""
        ...

    async def release(self) -> None:
        """Give it back, if it is ours."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """Times of the loop, in seconds. ``renew`` must be well below the lease's 10."""

    long_poll: int = 30
    renew: float = 3.0
    stand_by: float = 2.0
    conflict: float = 10.0
    backoff_min: float = 0.5
    backoff_max: float = 10.0


class Poller:
    """The loop. ``pulse`` tells the watchdog that it comes round."""

    def __init__(
        self,
        bot: RawBot,
        receiver: Receiver,
        lease: Lease,
        *,
        pace: Pace | None = None,
        chance: Callable[[], float] = random.random,
        pulse: Pulse | None = None,
    ) -> None:
        self._pulse = pulse or Pulse(name="poller")
        self._bot = bot
        self._receiver = receiver
        self._lease = lease
        self._pace = pace or Pace()
        self._chance = chance
        self._offset: int | None = None
        self._failures = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until ``stop``. Raises ChannelClosed when the token is not valid; outlives everything else expected."""
        try:
            with self._pulse.going():
                while not stop.is_set():
                    self._pulse.round()
                    if await self._acquire():
                        await self._hold(stop)
                    await self._pause(stop, self._jittered(self._pace.stand_by))
        finally:
            await self._receiver.close()

    async def _acquire(self) -> bool:
        try:
            return await self._lease.acquire()
        except StoreFailed:
            _log.warning("no lease: the store is away", extra={"action": "telegram_lease"})
            return False

    async def _hold(self, stop: asyncio.Event) -> None:
        """Poll while the lease is ours. Ends on stop, on a lost lease, and on another poller."""
        self._offset = None  # somebody else may have polled since
        over = asyncio.Event()
        watch = asyncio.create_task(self._keep(stop, over))
        try:
            while not over.is_set() and await self._once(over):
                pass
        finally:
            watch.cancel()
            (outcome,) = await asyncio.gather(watch, return_exceptions=True)
            with suppress(StoreFailed):
                await self._lease.release()
        if isinstance(outcome, Exception):  # no failure that the lease declares
            raise outcome

    async def _keep(self, stop: asyncio.Event, over: asyncio.Event) -> None:
        """Renew the lease; set ``over`` on stop and when it is lost."""
        try:
            while not await self._pause(stop, self._pace.renew):
                if not await self._lease.renew():
                    _log.warning("poller lease lost", extra={"action": "telegram_lease"})
                    return
        except StoreFailed:
            _log.warning("poller lease not renewed: the store is away", extra={"action": "telegram_lease"})
        finally:
            over.set()

    async def _once(self, over: asyncio.Event) -> bool:
        """One batch: fetch, store all, then move the offset. False: stand by."""
        self._pulse.round()
        try:
            updates = await self._fetch(over)
        except Conflict as error:
            is_hook = "webhook is active" in error.message
            _log.error(
                "a webhook is set: taking it away" if is_hook else "somebody else polls this bot: standing by",
                extra={"action": "telegram_conflict", "webhook": is_hook},
            )
            if is_hook:
                await self._end_webhook()
            await self._pause(over, self._jittered(self._pace.conflict))
            return False
        except InvalidToken:
            _log.critical("Telegram refuses the token: the channel is closed", extra={"action": "telegram_closed"})
            raise ChannelClosed("the token is not valid") from None
        except TooMany as error:
            await self._pause(over, error.after)
            return True
        except (TelegramError, LookupError, TypeError) as error:  # the latter two: no answer of a Bot API server
            await self._back_off(over, type(error).__name__)
            return True
        try:
            await self._take_in(updates, over)
        except StoreFailed:
            await self._back_off(over, "StoreFailed")
            return True
        if over.is_set():  # what is not confirmed comes again
            return False
        self._failures = 0
        ids = [update_id for raw in updates if (update_id := update_id_of(raw)) is not None]
        # An empty answer has confirmed all before it. An offset kept any longer could swallow new updates: after a
        # quiet week Telegram begins anew at any number, also a lower one.
        self._offset = max(ids) + 1 if ids else None
        if updates and not ids:  # nothing that could be confirmed: no hurry to see it again
            await self._back_off(over, "no update_id")
        return True

    async def _take_in(self, updates: Sequence[object], over: asyncio.Event) -> None:
        """Into the intake: chats beside each other, in each one after the other. Raises StoreFailed."""
        for chats in beside_each_other(updates):
            waiting = iter(chats)
            takers = (self._take_in_chats(waiting, over) for _ in range(min(AT_ONCE, len(chats))))
            for end in await asyncio.gather(*takers, return_exceptions=True):
                if end is not None:
                    raise end

    async def _take_in_chats(self, waiting: Iterator[Sequence[object]], over: asyncio.Event) -> None:
        for chat in waiting:
            for begin in range(0, len(chat), TOGETHER):
                self._pulse.round()
                if over.is_set():
                    return
                await self._receiver.receive(chat[begin : begin + TOGETHER])

    async def _end_webhook(self) -> None:
        """Polling is what was chosen. What waits at Telegram stays there."""
        try:
            await self._bot.delete_webhook(drop_pending_updates=False)
        except (TelegramError, LookupError, TypeError) as error:
            _log.warning("webhook stays", extra={"action": "telegram_conflict", "cause": type(error).__name__})

    async def _fetch(self, over: asyncio.Event) -> Sequence[object]:
        """The next updates, raw; none when it is over. Raises TelegramError."""
        call = asyncio.create_task(
            self._bot.raw_updates(offset=self._offset, timeout=self._pace.long_poll, allowed=ALLOWED_UPDATES)
        )
        ended = asyncio.create_task(over.wait())
        try:
            await asyncio.wait((call, ended), return_when=asyncio.FIRST_COMPLETED)
            if not call.done():
                return ()
            return call.result()
        finally:
            for task in (call, ended):
                task.cancel()
            await asyncio.gather(call, ended, return_exceptions=True)

    # --- waiting ------------------------------------------------------------------------------------------------------

    async def _back_off(self, over: asyncio.Event, reason: str) -> None:
        self._failures += 1
        seconds = min(self._pace.backoff_max, self._pace.backoff_min * 2.0 ** min(self._failures, 10))
        _log.warning("polling again later", extra={"action": "telegram_backoff", "reason": reason, "after": seconds})
        await self._pause(over, self._jittered(seconds))

    def _jittered(self, seconds: float) -> float:
        """Between a half of it and all of it, so that several do not come back at once."""
        return seconds * (1 + self._chance()) / 2

    async def _pause(self, until: asyncio.Event, seconds: float) -> bool:
        """Wait; True when the event came first."""
        try:
            await asyncio.wait_for(until.wait(), seconds)
        except TimeoutError:
            return False
        return True
