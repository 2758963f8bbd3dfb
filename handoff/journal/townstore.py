"""A town's part of the store: its keys, its hints, its scripts. The ground the journal's parts stand on."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from handoff.journal.batching import Batches
from handoff.journal.hints import Hints
from handoff.journal.keys import Keys
from handoff.journal.scripts import Script
from handoff.journal.store import Store


class TownStore:
    """One town on a store."""

    def __init__(self, store: Store, town: str, hints: Hints) -> None:
        self.town = town
        self._store = store
        self._batches = Batches(store)
        self._keys = Keys(town)
        self._hints = hints

    async def _run(self, script: Script, *args: str | int) -> Any:
        return await self._batches.run(script, self._keys.root, *args)

    async def town_secret(self) -> str:
        """A key of the town's own, made when it is first asked for."""
        key, fresh = self._keys("secret"), secrets.token_hex(32)
        await self._store.call(lambda r: r.set(key, fresh, nx=True))
        return str(await self._store.call(lambda r: r.get(key)))


def ms(time: timedelta) -> int:
    """Whole milliseconds."""
    return int(time.total_seconds() * 1000)


def stamp(time: datetime) -> int:
    """Milliseconds since 1970, as scores are stored."""
    return int(time.timestamp() * 1000)


def time_of(stamp: str | int) -> datetime:
    """The time of a stored stamp, UTC."""
    return datetime.fromtimestamp(int(stamp) / 1000, UTC)
