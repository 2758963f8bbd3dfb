"""Bare hints that something may have changed: from the store, and from the lookout where one of those was lost."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any, get_args

from redis import exceptions as errors

from handoff.journal.glance import Topic
from handoff.journal.keys import Keys
from handoff.journal.lookout import LOOK_SECONDS, Lookout
from handoff.journal.records import JournalAway
from handoff.journal.store import Store

log = logging.getLogger(__name__)

TOPICS: tuple[Topic, ...] = get_args(Topic)
RECONNECT_SECONDS = 0.5


class Hints:
    """One subscriber connection and one lookout a process, for all its towns.

    Read ``count`` before looking, and hand it to ``wait``: a hint in between is then not missed.
    """

    def __init__(self, store: Store, towns: Iterable[str]) -> None:
        self._store = store
        names = list(towns)
        self._channels = {Keys(town)("hint"): town for town in names}
        self._typing = {Keys(town)("typing"): town for town in names}
        self._told: dict[str, list[Callable[[str], None]]] = {town: [] for town in names}
        self._counts: Counter[tuple[str, str]] = Counter()
        self.lookout = Lookout(store, names, self._notify)
        self._runs = False
        # One a topic: most who wait are open pages, and most hints are not for them.
        self._waiters: defaultdict[tuple[str, str], set[asyncio.Future[None]]] = defaultdict(set)

    def count(self, town: str, topic: Topic) -> int:
        """How many hints of this topic have come so far."""
        return self._counts[town, topic]

    async def wait(
        self, town: str, topic: Topic, since: int, timeout: float, stop: asyncio.Event | None = None
    ) -> None:
        """Return when there was a hint after ``since``, after ``timeout`` seconds, or at the ``stop``."""
        if self._counts[town, topic] != since:
            return
        if not self._runs:  # nobody looks out: then each has to, as often
            timeout = min(timeout, LOOK_SECONDS)
        waiter = asyncio.get_running_loop().create_future()
        self._waiters[town, topic].add(waiter)
        ends: list[asyncio.Future[Any]] = [waiter]
        if stop is not None:
            ends.append(asyncio.ensure_future(stop.wait()))
        try:
            await asyncio.wait(ends, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._waiters[town, topic].discard(waiter)
            for end in ends:
                end.cancel()

    def on_typing(self, town: str, tell: Callable[[str], None]) -> None:
        """Call ``tell`` with each conversation in which somebody types from now on; it returns at once."""
        self._told[town].append(tell)

    async def run(self, stop: asyncio.Event) -> None:
        """Listen and look out until stopped."""
        self._runs = True
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._keep_listening(stop))
                group.create_task(self.lookout.run(stop))
        finally:
            self._runs = False

    async def _keep_listening(self, stop: asyncio.Event) -> None:
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
                for topic in TOPICS:
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
