"""Numbers of citizens who want to be called: a field of its own, never part of a transcript, gone soon after."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from redis.asyncio.client import Pipeline

from handoff.callback import Callback, from_json, to_json
from handoff.journal.townstore import TownStore, ms, stamp

KEPT_FOR: Final = timedelta(days=7)
"""After the call, or the end of the case."""


class Callbacks(TownStore):
    """The calls that staff of a town have to make."""

    async def callback(self, conversation: str) -> Callback | None:
        """What the citizen of a conversation has asked for."""
        stored = await self._store.call(lambda r: r.get(self._keys("callback", conversation)))
        return from_json(stored) if stored else None

    async def put_callback(self, callback: Callback) -> None:
        """Keep it; another one of the same conversation is replaced. Ended ones go after `KEPT_FOR`."""
        key = self._keys("callback", callback.conversation)

        def fill(pipe: Pipeline) -> None:
            if callback.outcome is None:
                pipe.set(key, to_json(callback))
                pipe.zadd(self._keys("callbacks"), {callback.conversation: stamp(callback.at)})
            else:
                pipe.set(key, to_json(callback), px=ms(KEPT_FOR))
            pipe.xadd(self._keys("feed"), {"k": "row", "c": callback.conversation})
            pipe.publish(self._keys("hint"), "feed")

        await self._store.pipeline(fill)

    async def drop_callback(self, conversation: str) -> None:
        """Erase it at once."""

        def fill(pipe: Pipeline) -> None:
            pipe.delete(self._keys("callback", conversation))
            pipe.zrem(self._keys("callbacks"), conversation)
            pipe.xadd(self._keys("feed"), {"k": "row", "c": conversation})
            pipe.publish(self._keys("hint"), "feed")

        await self._store.pipeline(fill)

    async def callbacks(self) -> list[Callback]:
        """All that are kept, oldest first; those that have gone meanwhile are forgotten."""
        conversations = await self._store.call(lambda r: r.zrange(self._keys("callbacks"), 0, -1))

        def fill(pipe: Pipeline) -> None:
            for conversation in conversations:
                pipe.get(self._keys("callback", conversation))

        found = await self._store.pipeline(fill) if conversations else []
        gone = [c for c, text in zip(conversations, found, strict=True) if not text]
        if gone:
            await self._store.call(lambda r: r.zrem(self._keys("callbacks"), *gone))
        return [from_json(text) for text in found if text]
