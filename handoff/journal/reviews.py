"""When accounts were last used, and when their rights are to be reviewed next, as the store keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from redis.asyncio.client import Pipeline

from handoff.journal.townstore import TownStore, time_of
from handoff.rightsreview import Use

_NEXT: Final = "rights_review"


class Reviews(TownStore):
    """A town's reviews of rights."""

    async def uses(self, logins: Iterable[str]) -> dict[str, Use]:
        """When each of these accounts was last used."""
        asked = list(logins)
        if not asked:
            return {}

        def fill(pipe: Pipeline) -> None:
            for name in ("logged_in", "used", "acted"):
                pipe.zmscore(self._keys(name), asked)

        logged_in, seen, acted = await self._store.pipeline(fill)
        return {
            login: Use(logged_in=_time(logged_in[i]), seen=_time(seen[i]), acted=_time(acted[i]))
            for i, login in enumerate(asked)
        }

    async def next_review(self) -> date | None:
        """The day by which the rights are to be reviewed next, if one is set."""
        text = await self._store.call(lambda r: r.hget(self._keys("meta"), _NEXT))
        return date.fromisoformat(text) if text else None

    async def set_next_review(self, day: date | None) -> None:
        """Set the day, or none."""
        key = self._keys("meta")
        if day is None:
            await self._store.call(lambda r: r.hdel(key, _NEXT))
        else:
            await self._store.call(lambda r: r.hset(key, _NEXT, day.isoformat()))


def _time(score: float | None) -> datetime | None:
    return time_of(int(score)) if score else None
