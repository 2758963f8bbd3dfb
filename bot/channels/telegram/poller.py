"""Telegram's updates into the durable intake: nothing is confirmed to Telegram before all of its batch is stored.

One poller a bot, by a lease. Logs no text, name, chat id or token.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Protocol, assert_never

from telegram import Update
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.channels.channel import ChannelClosed, Intake, StoreFailed
from bot.channels.masking import mask
from bot.channels.telegram.mapping import Ignored, Mapped, Mask, Unmappable, to_event
from bot.channels.telegram.transport import RawBot, TooMany
from bot.dialogue.events import Said

ALLOWED_UPDATES: Final = ("message", "edited_message", "callback_query")

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


class StaffUpdates(Protocol):
    """What staff do in their group, and how they link their account; asked before the citizens' intake is."""

    async def take(self, update: Update) -> bool:
        """Do what an update asks for; False when it is none of theirs. Raises StoreFailed."""
        ...


class Courtesies(Protocol):
    """What may be done at once and is worth nothing when late: both never raise."""

    async def typing(self, address: str) -> None:
        """Show that an answer is being written."""
        ...

    async def answer_press(self, callback_id: str) -> None:
        """End the waiting mark on a button."""
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
    late: float = 10.0


class Poller:
    """The loop. ``polled_at`` is the time of the last answer from Telegram, for the watchdog."""

    def __init__(
        self,
        bot: RawBot,
        intake: Intake,
        lease: Lease,
        channel: Courtesies,
        *,
        mask: Mask = mask,
        staff: StaffUpdates | None = None,
        pace: Pace | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.polled_at: datetime | None = None
        self._bot = bot
        self._intake = intake
        self._lease = lease
        self._channel = channel
        self._mask = mask
        self._staff = staff
        self._pace = pace or Pace()
        self._clock = clock
        self._chance = chance
        self._offset: int | None = None
        self._failures = 0
        self._courtesies: set[asyncio.Task[None]] = set()

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until ``stop``. Raises ChannelClosed when the token is not valid; outlives everything else expected."""
        try:
            while not stop.is_set():
                if await self._acquire():
                    await self._hold(stop)
                await self._pause(stop, self._jittered(self._pace.stand_by))
        finally:
            for task in self._courtesies:
                task.cancel()
            await asyncio.gather(*self._courtesies, return_exceptions=True)

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
        try:
            updates = await self._fetch(over)
        except Conflict as error:
            _log.error(
                "somebody else polls this bot, or a webhook is set: standing by",
                extra={"action": "telegram_conflict", "webhook": "webhook" in error.message},
            )
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
        self.polled_at = self._clock()
        try:
            for raw in updates:
                if over.is_set():  # what is not confirmed comes again
                    return False
                await self._store(raw)
        except StoreFailed:
            await self._back_off(over, "StoreFailed")
            return True
        self._failures = 0
        ids = [update_id for raw in updates if (update_id := _update_id(raw)) is not None]
        # An empty answer has confirmed all before it. An offset kept any longer could swallow new updates: after a
        # quiet week Telegram begins anew at any number, also a lower one.
        self._offset = max(ids) + 1 if ids else None
        if updates and not ids:  # nothing that could be confirmed: no hurry to see it again
            await self._back_off(over, "no update_id")
        return True

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

    async def _store(self, raw: object) -> None:
        """Into the intake, or set aside. Raises StoreFailed."""
        update_id = _update_id(raw)
        event_id = "tg:none" if update_id is None else f"tg:{update_id}"
        reason = "no update"
        if isinstance(raw, dict) and update_id is not None:
            try:
                update = Update.de_json(raw, None)
                if self._staff is not None and await self._staff.take(update):
                    return
                mapped = to_event(update, self._mask)
                match mapped:
                    case Mapped():
                        await self._intake.accept(address=mapped.address, event=mapped.event)
                        self._be_courteous(mapped)
                        return
                    case Ignored():
                        if mapped.callback_id:
                            self._soon(self._channel.answer_press(mapped.callback_id))
                        return
                    case Unmappable():
                        reason = mapped.reason
                    case _:
                        assert_never(mapped)
            except StoreFailed:
                raise
            except Exception as error:  # no single update may stop those behind it
                reason = type(error).__name__
        _log.warning("update parked", extra={"action": "telegram_parked", "reason": reason})
        await self._intake.park(event_id=event_id, raw=json.dumps(raw, default=str), reason=reason)

    # --- courtesies: at once or never ---------------------------------------------------------------------------------

    def _be_courteous(self, mapped: Mapped) -> None:
        if mapped.callback_id:
            self._soon(self._channel.answer_press(mapped.callback_id))
        elif isinstance(mapped.event, Said) and not mapped.event.edit_of and self._is_fresh(mapped.date):
            self._soon(self._channel.typing(mapped.address))

    def _is_fresh(self, date: datetime | None) -> bool:
        return date is not None and self._clock() - date < timedelta(seconds=self._pace.late)

    def _soon(self, courtesy: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(self._in_time(courtesy))
        self._courtesies.add(task)
        task.add_done_callback(self._courtesies.discard)

    async def _in_time(self, courtesy: Coroutine[Any, Any, None]) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(courtesy, self._pace.late)

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


def _update_id(raw: object) -> int | None:
    update_id = raw.get("update_id") if isinstance(raw, dict) else None
    return update_id if isinstance(update_id, int) and not isinstance(update_id, bool) else None
