"""What is rehearsed in a practice town. Only such a town has any of it; it can be wiped whole."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Final

from redis.asyncio import Redis

from handoff.journal.reading import PRESENT_FOR
from handoff.journal.townstore import TownStore, stamp
from handoff.rehearsal import Run, run_from_json, run_to_json

_KEPT: Final = (
    *("meta", "release", "releases", "secret", "staff"),
    *("session:", "sessions:", "login:", "present", "programs", "lease:"),
)
_BATCH: Final = 200


class Rehearsals(TownStore):
    """A practice town's runs."""

    async def runs(self) -> list[Run]:
        """All runs, the newest first."""
        stored = await self._store.call(lambda r: r.hvals(self._keys("runs")))
        return sorted(map(run_from_json, stored), key=lambda run: run.started, reverse=True)

    async def put_run(self, run: Run) -> None:
        """Add or replace a run."""
        await self._store.call(lambda r: r.hset(self._keys("runs"), run.id, run_to_json(run)))

    async def is_empty_of_people(self) -> bool:
        """Whether nobody has the desk open."""
        since = stamp(datetime.now(UTC) - PRESENT_FOR)  # a process that died has signed nobody off
        return not await self._store.call(lambda r: r.zcount(self._keys("present"), since, "+inf"))

    async def wipe(self) -> None:
        """Forget all that was rehearsed; accounts stay."""
        root = self._keys.root
        async for names in self._store.names(root, _BATCH):
            gone = [name for name in names if not name.removeprefix(root).startswith(_KEPT)]
            if gone:
                await self._store.call(partial(_unlink, names=gone))


async def _unlink(redis: Redis, *, names: list[str]) -> None:
    await redis.unlink(*names)
