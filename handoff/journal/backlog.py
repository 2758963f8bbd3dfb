"""What has been due for how long: that of the workers, and that of each channel's senders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from redis.asyncio.client import Pipeline

from handoff.journal.records import Class
from handoff.journal.schema import Standing, standing
from handoff.journal.townstore import TownStore, stamp, time_of

DUE: Final = "due"
"""Conversations for the workers."""
_BACKED_UP: Final = "backed_up"


class Backlog(TownStore):
    """What an operator watches: how long what is due has waited, the store's memory, the last backup."""

    async def backed_up(self) -> datetime | None:
        """When the last backup was made."""
        stored = await self._store.call(lambda r: r.hget(self._keys("meta"), _BACKED_UP))
        return time_of(stored) if stored else None

    async def put_backed_up(self, at: datetime) -> None:
        """A backup is whole."""
        await self._store.call(lambda r: r.hset(self._keys("meta"), _BACKED_UP, str(stamp(at))))

    async def schema_standing(self) -> Standing:
        """In which form the data lies."""
        return await standing(self._store, self.town)

    async def memory(self) -> tuple[int, int]:
        """Bytes that the store uses, and that it may use (0: no limit)."""
        info = await self._store.call(lambda r: r.info("memory"))
        return int(info.get("used_memory", 0)), int(info.get("maxmemory", 0))

    async def backlog(self, channels: Sequence[str]) -> Mapping[str, float]:
        """Seconds by ``DUE`` and by channel; 0 where nothing is due, or the channel is off."""
        names = [self._keys("due")]
        names += [self._keys("out", f"{channel}:{one.value}") for channel in channels for one in Class]

        def fill(pipe: Pipeline) -> None:
            pipe.time()
            for channel in channels:
                pipe.hexists(self._keys("board"), f"off:{channel}")
            for name in names:
                pipe.zrange(name, 0, 0, withscores=True)

        (seconds, micros), *rest = await self._store.pipeline(fill)
        now = int(seconds) + int(micros) / 1_000_000
        off, heads = rest[: len(channels)], rest[len(channels) :]
        ages = [max(0.0, now - float(head[0][1]) / 1000) if head else 0.0 for head in heads]
        found = {DUE: ages.pop(0)}
        for i, channel in enumerate(channels):
            lanes = ages[i * len(Class) : (i + 1) * len(Class)]
            found[channel] = 0.0 if off[i] else max(lanes)
        return found
