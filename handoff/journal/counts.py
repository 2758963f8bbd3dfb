"""The person-free counters, as they are read back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from redis.asyncio.client import Pipeline

from handoff.counting import Counted, counted
from handoff.journal.townstore import TownStore


class Counts(TownStore):
    """What a town has counted."""

    async def counts(self, days: Sequence[date]) -> list[Counted]:
        """All counters of these days (UTC), in order of time."""
        names = [f"{day:%Y%m%d}" for day in days]

        def fill(pipe: Pipeline) -> None:
            for name in names:
                pipe.hgetall(self._keys("count", name))

        stored = await self._store.pipeline(fill) if names else []
        read = [
            counted(name, field, int(n))
            for name, fields in zip(names, stored, strict=True)
            for field, n in fields.items()
        ]
        return sorted((one for one in read if one is not None), key=lambda one: one.at)
