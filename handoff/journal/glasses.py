"""Roles given for some hours by breaking the glass, as the store keeps them."""

from __future__ import annotations

from datetime import UTC, datetime

from redis.asyncio.client import Pipeline

from handoff.breakglass import KEPT_FOR, Glass, glass_from_json, glass_to_json
from handoff.journal.townstore import TownStore


class Glasses(TownStore):
    """A town's broken glasses: those in force, and the earlier ones for a year."""

    async def glasses(self) -> list[Glass]:
        """All, the latest first."""
        return glasses_of(await self._store.call(lambda r: r.hgetall(self._keys("glass"))))

    async def put_glass(self, glass: Glass) -> None:
        """Keep one as it is now; what is over for a year goes."""
        now = datetime.now(UTC)
        old = [one.id for one in await self.glasses() if one.until < now - KEPT_FOR]

        def fill(pipe: Pipeline) -> None:
            pipe.hset(self._keys("glass"), glass.id, glass_to_json(glass))
            if old:
                pipe.hdel(self._keys("glass"), *old)

        await self._store.pipeline(fill)


def glasses_of(stored: dict[str, str]) -> list[Glass]:
    """Those of a stored hash, the latest first."""
    return sorted((glass_from_json(text) for text in stored.values()), key=lambda one: one.since, reverse=True)
