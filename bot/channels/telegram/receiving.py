"""One update of Telegram into the durable intake, whichever way it came: polled or posted to the webhook.

Where it goes: inline query -> the search; what is the staff's -> their part; private chat -> the citizen's
conversation; other group -> in public. Logs no text, name, chat id or token.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any, Final, Protocol, assert_never

from telegram import InlineQuery, Update

from bot.channels.channel import Intake, StoreFailed
from bot.channels.masking import mask
from bot.channels.telegram.groups import Me, in_group, moved, to_question
from bot.channels.telegram.mapping import Ignored, Mapped, Mask, Unmappable, address_of, to_event
from bot.dialogue.events import Said

ALLOWED_UPDATES: Final = (
    "message",
    "edited_message",
    "callback_query",
    "message_reaction",
    "my_chat_member",
    "inline_query",
)
LATE: Final = 10.0
"""Seconds after which a courtesy is worth nothing any more."""
MOST_PARKED: Final = 64 * 1024
_MOST_AT_ONCE: Final = 100
_UNKEPT: Final = ("inline_query", "chosen_inline_result")

_log = logging.getLogger(__name__)


PATIENCE: Final = 0.7
"""Seconds in which most are answered: only who waits longer is shown that an answer is being written."""
SIGNS_AT_ONCE: Final = 8
"""Of those who wait, the first so many are shown it, about twice in that time: in a burst the others' signs would take
the time that the answers need, and more calls than Telegram likes."""


class Courtesies(Protocol):
    """What may be done at once and is worth nothing when late: both never raise."""

    async def typing(self, address: str) -> None:
        """Show that an answer is being written."""
        ...

    async def answer_press(self, callback_id: str) -> None:
        """End the waiting mark on a button."""
        ...


class StaffGroup(Protocol):
    """What staff do on Telegram: in their group, if the town has one, and where they link their account."""

    async def take(self, update: Update) -> bool:
        """Do and store what an update asks for, also presses, membership, a move; False when it is none of theirs.

        Asked about every update but searches, before citizens are served. Raises StoreFailed.
        """
        ...


class NoStaffGroup:
    """No group is the staff's."""

    async def take(self, update: Update) -> bool:  # noqa: ARG002 - the protocol's
        """Nothing is theirs."""
        return False


class Search(Protocol):
    """The inline search."""

    async def answer(self, query: InlineQuery) -> None:
        """Answer at once; never raises, keeps nothing."""
        ...


class Receiver:
    """Takes updates in. ``me`` is the bot as Telegram knows it, None until that is known.

    ``in_groups`` says whether the town answers in groups; ``search`` is None where inline queries get no answer.
    """

    def __init__(
        self,
        intake: Intake,
        channel: Courtesies,
        *,
        mask: Mask = mask,
        me: Callable[[], Me | None] = lambda: None,
        staff: StaffGroup | None = None,
        in_groups: Callable[[], bool] = lambda: False,
        search: Search | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._intake = intake
        self._channel = channel
        self._mask = mask
        self._me = me
        self._staff = staff or NoStaffGroup()
        self._in_groups = in_groups
        self._search = search
        self._clock = clock
        self._courtesies: set[asyncio.Task[None]] = set()
        self._expecting: deque[tuple[float, str, str]] = deque()  # since when, where, which conversation
        self._watch: asyncio.Task[None] | None = None

    async def receive(self, updates: Sequence[object]) -> None:
        """Into the intake, in order, or set aside: only then may they be confirmed. Raises StoreFailed.

        What one address says in a row goes in together.
        """
        run = _Run(self._accept)
        for raw in updates:
            await self._take(raw, run)
        await run.end()

    async def park(self, raw: str, reason: str) -> None:
        """Set aside what is no update. Raises StoreFailed."""
        name = hashlib.sha256(raw.encode("utf-8", "replace")).hexdigest()[:16]
        await self._park(f"tg:none:{name}", raw, reason)

    async def close(self) -> None:
        """Let go of what is not worth waiting for."""
        tasks = [*self._courtesies, *([self._watch] if self._watch is not None else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # --- where it goes ------------------------------------------------------------------------------------------------

    async def _take(self, raw: object, run: _Run) -> None:
        update_id = update_id_of(raw)
        if not isinstance(raw, dict) or update_id is None:
            await self.park(_written(raw), "no update")
            return
        try:
            mapped = await self._mapped(Update.de_json(raw, None), run)
        except StoreFailed:
            raise
        except _Unknown as unknown:
            await self._set_aside(raw, str(unknown))
        except Exception as error:  # no single update may stop those behind it
            await self._set_aside(raw, type(error).__name__)
        else:
            if mapped is not None:
                await run.add(_Said(raw, mapped))

    async def _mapped(self, update: Update, run: _Run) -> Mapped | None:
        """What it says to a conversation; None when all is done."""
        if update.inline_query is not None:
            if self._search is not None and len(self._courtesies) < _MOST_AT_ONCE:
                self._soon(self._search.answer(update.inline_query))
            return None
        if (move := moved(update)) is not None:
            old, new = move
            await run.end()  # under the name it was said
            await self._intake.move(old=address_of(old), new=address_of(new))
        if await self._staff.take(update):
            return None
        mapped = self._public(update) if in_group(update) else to_event(update, self._mask)
        match mapped:
            case Mapped():
                return mapped
            case Ignored():
                if mapped.callback_id:
                    self._soon(self._channel.answer_press(mapped.callback_id))
                return None
            case Unmappable():
                raise _Unknown(mapped.reason)
            case _:
                assert_never(mapped)

    async def _accept(self, said: Sequence[_Said]) -> None:
        """Into the intake; what cannot be stored is set aside, alone. Raises StoreFailed."""
        events = [one.mapped.event for one in said]
        try:
            conversation = await self._intake.accept_all(address=said[0].mapped.address, events=events)
        except StoreFailed:
            raise
        except Exception as error:
            if len(said) == 1:
                await self._set_aside(said[0].raw, type(error).__name__)
                return
            for one in said:
                await self._accept([one])
        else:
            for one in said:
                self._be_courteous(one.mapped, conversation)

    def _public(self, update: Update) -> Mapped | Ignored:
        me = self._me()
        if not self._in_groups() or me is None:
            callback = update.callback_query
            return Ignored(reason="not in groups", callback_id=callback.id if callback else None)
        return to_question(update, me, self._mask)

    async def _set_aside(self, raw: dict[str, Any], reason: str) -> None:
        kept = {name: value for name, value in raw.items() if name not in _UNKEPT}
        await self._park(f"tg:{raw['update_id']}", _written(kept), reason)

    async def _park(self, event_id: str, raw: str, reason: str) -> None:
        _log.warning("update parked", extra={"action": "telegram_parked", "reason": reason})
        await self._intake.park(event_id=event_id, raw=raw[:MOST_PARKED], reason=reason)

    # --- courtesies: at once or never ---------------------------------------------------------------------------------

    def _be_courteous(self, mapped: Mapped, conversation: str) -> None:
        if mapped.callback_id:
            self._soon(self._channel.answer_press(mapped.callback_id))
        elif isinstance(mapped.event, Said) and not mapped.event.edit_of and self._is_fresh(mapped.date):
            self._expecting.append((time.monotonic(), mapped.address, conversation))
            if self._watch is None or self._watch.done():
                self._watch = asyncio.create_task(self._watch_over())

    async def _watch_over(self) -> None:
        """Show who waits that they are heard, all who wait as long at once."""
        while self._expecting:
            await asyncio.sleep(max(0.0, self._expecting[0][0] + PATIENCE - time.monotonic()))
            until = time.monotonic() - PATIENCE / 2  # some a little early rather than one after the other
            due = {}
            while self._expecting and self._expecting[0][0] <= until:
                _, address, conversation = self._expecting.popleft()
                due[conversation] = address
            with suppress(StoreFailed):
                waiting = set(await self._intake.unread(list(due)))
                for conversation in [one for one in due if one in waiting][:SIGNS_AT_ONCE]:
                    if len(self._courtesies) < _MOST_AT_ONCE:
                        self._soon(self._channel.typing(due[conversation]))

    def _is_fresh(self, date: datetime | None) -> bool:
        return date is not None and self._clock() - date < timedelta(seconds=LATE)

    def _soon(self, courtesy: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(_in_time(courtesy))
        self._courtesies.add(task)
        task.add_done_callback(self._courtesies.discard)


def _written(raw: object) -> str:
    """As it is set aside; what is nested too deeply to be written is confirmed too, else it would come for ever."""
    try:
        return json.dumps(raw, default=str)
    except RecursionError:
        return '"nested too deeply"'


@dataclass(frozen=True, slots=True)
class _Said:
    """An update with what it says to a conversation."""

    raw: dict[str, Any]
    mapped: Mapped


class _Run:
    """What one address says in a row."""

    def __init__(self, accept: Callable[[Sequence[_Said]], Awaitable[None]]) -> None:
        self._accept = accept
        self._said: list[_Said] = []

    async def add(self, one: _Said) -> None:
        """One more; of another address, a new run begins."""
        if self._said and self._said[0].mapped.address != one.mapped.address:
            await self.end()
        self._said.append(one)

    async def end(self) -> None:
        """All of it goes in."""
        said, self._said = self._said, []
        if said:
            await self._accept(said)


class _Unknown(Exception):
    """A kind of update this version does not know."""


async def _in_time(courtesy: Coroutine[Any, Any, None]) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(courtesy, LATE)


def chat_of(raw: object) -> int:
    """The chat or person that a raw update is from, what comes from there has an order; 0 when it has none."""
    for content in raw.values() if isinstance(raw, dict) else ():
        if isinstance(content, dict):
            message = content.get("message")
            chat = message.get("chat") if isinstance(message, dict) else content.get("chat")
            source = chat if isinstance(chat, dict) else content.get("from")
            if isinstance(source, dict) and isinstance(source.get("id"), int):
                return int(source["id"])
    return 0


def beside_each_other(updates: Sequence[object]) -> Iterator[list[list[object]]]:
    """The updates in parts, one after the other; of each part the chats that may be taken in beside each other.

    What happens in groups keeps its place among all: staff act there on what citizens have said so far, and a group
    that moves goes on under another id.
    """
    for in_groups, part in groupby(updates, key=lambda raw: chat_of(raw) < 0):
        if in_groups:
            yield [list(part)]
            continue
        chats: dict[int, list[object]] = {}
        for raw in part:
            chats.setdefault(chat_of(raw), []).append(raw)
        yield list(chats.values())


def update_id_of(raw: object) -> int | None:
    """The number of a raw update; None when it has none."""
    update_id = raw.get("update_id") if isinstance(raw, dict) else None
    return update_id if isinstance(update_id, int) and not isinstance(update_id, bool) else None
