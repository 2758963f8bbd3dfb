"""What an operator watches, as numbers: what waits and for how long, what is in trouble, the last backup."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from handoff.journal import scripts
from handoff.journal.glance import CHANNELS
from handoff.journal.lookout import answers
from handoff.journal.reading import PRESENT_FOR
from handoff.journal.records import JournalError
from handoff.journal.server import Server
from handoff.journal.store import Store
from handoff.journal.townstore import TownStore, ms, stamp, time_of

DUE: Final = "due"
"""Conversations for the workers."""
_BACKED_UP: Final = "backed_up"


async def figures(store: Store, towns: Sequence[str], within: float) -> dict[str, dict[str, float]]:
    """The numbers of each town, by name, asked for together. One that does not answer in so many seconds is missing."""
    told = await answers(store, scripts.FIGURES, towns, ms(PRESENT_FOR), *CHANNELS, within=within)
    return {town: _figures_of(answer) for town, answer in told.items()}


async def memory(store: Store, within: float) -> tuple[int, int]:
    """Bytes that the fullest server of the store uses, and that it may use (0: no limit).

    Of those that answer within so many seconds. Raises JournalError, TimeoutError.
    """

    ends = asyncio.get_running_loop().time() + within

    async def of(server: Server) -> tuple[int, int]:
        async with asyncio.timeout_at(ends):  # each by itself: one that hangs hides no other
            info = await server.call(lambda r: r.info("memory"))
        return int(info.get("used_memory", 0)), int(info.get("maxmemory", 0))

    async with asyncio.timeout_at(ends):
        servers = await store.servers()
    found = await asyncio.gather(*map(of, servers), return_exceptions=True)
    known = [one for one in found if isinstance(one, tuple)]
    if not known:
        raise JournalError("no server tells")
    return max(known, key=lambda one: (one[0] / one[1] if one[1] else 0.0, one[0]))


class Backlog(TownStore):
    """A town's."""

    async def backed_up(self) -> datetime | None:
        """When the last backup was made."""
        stored = await self._store.call(lambda r: r.hget(self._keys("meta"), _BACKED_UP))
        return time_of(stored) if stored else None

    async def put_backed_up(self, at: datetime) -> None:
        """A backup is whole."""
        await self._store.call(lambda r: r.hset(self._keys("meta"), _BACKED_UP, str(stamp(at))))

    async def totals(self) -> dict[str, float]:
        """As ``figures``, of this town."""
        return _figures_of(await self._run(scripts.FIGURES, ms(PRESENT_FOR), *CHANNELS))


def _figures_of(told: Sequence[str]) -> dict[str, float]:
    return dict(zip(told[::2], map(float, told[1::2]), strict=True))
