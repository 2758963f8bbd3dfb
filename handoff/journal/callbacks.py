"""Numbers of citizens who want to be called: a field of its own, never part of a transcript, gone soon after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from redis.asyncio.client import Pipeline

from handoff.callback import Callback, from_json, to_json
from handoff.journal.folds import Folds
from handoff.journal.townstore import ms, stamp
from handoff.retention import CALLBACK_FOR


class Callbacks(Folds):
    """The calls that staff of a town have to make."""

    async def callback(self, conversation: str) -> Callback | None:
        """What the citizen of a conversation has asked for."""
        return (await self._found([conversation]))[0]

    async def put_callback(self, callback: Callback, *, only_kept: bool = False) -> None:
        """Keep it; another one of the same conversation is replaced. Ended ones go after `CALLBACK_FOR`.

        ``only_kept``: what the citizen has taken back meanwhile stays gone, and what is to go stays for no longer.
        """
        key = self._keys("callback", callback.conversation)

        def fill(pipe: Pipeline) -> None:
            if callback.outcome is None:
                pipe.set(key, to_json(callback), xx=only_kept, keepttl=only_kept)
                pipe.zadd(self._keys("callbacks"), {callback.conversation: stamp(callback.at)})
            else:
                pipe.set(key, to_json(callback), px=ms(CALLBACK_FOR), xx=only_kept)
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
        found = await self._found(conversations)
        gone = [c for c, one in zip(conversations, found, strict=True) if one is None]
        if gone:
            await self._store.call(lambda r: r.zrem(self._keys("callbacks"), *gone))
        return [one for one in found if one is not None]

    async def _found(self, conversations: Sequence[str]) -> list[Callback | None]:
        """Each with the department that its case is in now, or ended in: a transfer takes the call along."""
        if not conversations:
            return []
        keys = [self._keys("callback", conversation) for conversation in conversations]
        stored = await self._store.call(lambda r: r.mget(keys))
        found = [from_json(text) if text else None for text in stored]
        tickets = await self.stored_tickets({one.receipt for one in found if one is not None})
        return [
            replace(one, department=ticket.department)
            if one is not None and (ticket := tickets.get(one.receipt)) is not None
            else one
            for one in found
        ]
