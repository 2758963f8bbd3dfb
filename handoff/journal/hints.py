"""Bare hints from the store that something may have changed; a missed one costs at most a poll's wait."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Literal, get_args

from redis import exceptions as errors

from handoff.journal.keys import Keys
from handoff.journal.records import JournalAway
from handoff.journal.store import Store

log = logging.getLogger(__name__)

Topic = Literal["due", "out", "feed", "board", "sessions"]
RECONNECT_SECONDS = 0.5


class Hints:
    """One subscriber connection a process, for all its towns.

    Read ``count`` before looking, and hand it to ``wait``: a hint in between is then not missed.
    """

    def __init__(self, store: Store, towns: Iterable[str]) -> None:
        self._store = store
        names = list(towns)
        self._channels = {Keys(town)("hint"): town for town in names}
        self._typing = {Keys(town)("typing"): town for town in names}
        self._told: dict[str, list[Callable[[str], None]]] = {town: [] for town in names}
        self._counts: Counter[tuple[str, str]] = Counter()
        # One a topic: most who wait are open pages, and most hints are not for them.
        self._waiters: defaultdict[tuple[str, str], set[asyncio.Future[None]]] = defaultdict(set)

    def count(self, town: str, topic: Topic) -> int:
        """How many hints of this topic have come so far."""
        return self._counts[town, topic]

    async def wait(self, town: str, topic: Topic, since: int, timeout: float) -> None:
        """Return when there was a hint after ``since``, or after ``timeout`` seconds."""
        if self._counts[town, topic] != since:
            return
        waiter = asyncio.get_running_loop().create_future()
        self._waiters[town, topic].add(waiter)
        try:
            await asyncio.wait([waiter], timeout=timeout)
        finally:
            self._waiters[town, topic].discard(waiter)

    def on_typing(self, town: str, tell: Callable[[str], None]) -> None:
        """Call ``tell`` with each conversation in which somebody types from now on; it returns at once."""
        self._told[town].append(tell)

    async def run(self, stop: asyncio.Event) -> None:
        """Listen until stopped; reconnects by itself."""
        while not stop.is_set():
            try:
                await self._listen(stop)
            except (errors.RedisError, JournalAway, OSError) as e:
                log.warning("hints interrupted", extra={"action": "hints.interrupted", "cause": type(e).__name__})
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), RECONNECT_SECONDS)

    async def _listen(self, stop: asyncio.Event) -> None:
        server = await self._store.server()
        async with server.redis.pubsub(ignore_subscribe_messages=True) as pubsub:
            await pubsub.subscribe(*self._channels, *self._typing)
            for town in self._channels.values():  # what was missed while away
                for topic in get_args(Topic):
                    self._notify(town, topic)
            while not stop.is_set() and self._store.serves(server):
                message = await pubsub.get_message(timeout=1.0)
                if message is None:
                    continue
                if (typed_in := self._typing.get(message["channel"])) is not None:
                    for tell in self._told[typed_in]:
                        tell(message["data"])
                else:
                    self._notify(self._channels[message["channel"]], message["data"])

    def _notify(self, town: str, topic: str) -> None:
        self._counts[town, topic] += 1
        for waiter in self._waiters.pop((town, topic), ()):
            if not waiter.done():
                waiter.set_result(None)
