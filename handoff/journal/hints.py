"""Bare hints from the store that something may have changed; a missed one costs at most a poll's wait."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Iterable
from typing import Literal, get_args

from redis import exceptions as errors

from handoff.journal.keys import Keys
from handoff.journal.store import Store

log = logging.getLogger(__name__)

Topic = Literal["due", "out", "feed", "sessions"]
RECONNECT_SECONDS = 0.5


class Hints:
    """One subscriber connection a process, for all its towns.

    Read ``count`` before looking, and hand it to ``wait``: a hint in between is then not missed.
    """

    def __init__(self, store: Store, towns: Iterable[str]) -> None:
        self._store = store
        self._channels = {Keys(town)("hint"): town for town in towns}
        self._counts: Counter[tuple[str, str]] = Counter()
        self._changed = asyncio.Condition()

    def count(self, town: str, topic: Topic) -> int:
        """How many hints of this topic have come so far."""
        return self._counts[town, topic]

    async def wait(self, town: str, topic: Topic, since: int, timeout: float) -> None:
        """Return when there was a hint after ``since``, or after ``timeout`` seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout), self._changed:
                await self._changed.wait_for(lambda: self._counts[town, topic] != since)

    async def run(self, stop: asyncio.Event) -> None:
        """Listen until stopped; reconnects by itself."""
        while not stop.is_set():
            try:
                await self._listen(stop)
            except (errors.RedisError, OSError) as e:
                log.warning("hints interrupted", extra={"action": "hints.interrupted", "cause": type(e).__name__})
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), RECONNECT_SECONDS)

    async def _listen(self, stop: asyncio.Event) -> None:
        async with self._store.redis.pubsub(ignore_subscribe_messages=True) as pubsub:
            await pubsub.subscribe(*self._channels)
            for town in self._channels.values():  # what was missed while away
                for topic in get_args(Topic):
                    await self._notify(town, topic)
            while not stop.is_set():
                message = await pubsub.get_message(timeout=1.0)
                if message is not None:
                    await self._notify(self._channels[message["channel"]], message["data"])

    async def _notify(self, town: str, topic: str) -> None:
        async with self._changed:
            self._counts[town, topic] += 1
            self._changed.notify_all()
