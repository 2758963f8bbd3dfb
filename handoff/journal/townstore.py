"""A town's part of the store: its keys, its hints, its scripts. The ground the journal's parts stand on."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from handoff.journal.batching import Batches
from handoff.journal.hints import Hints
from handoff.journal.keys import Keys
from handoff.journal.scripts import Script
from handoff.journal.server import emptied
from handoff.journal.store import Store

WAYS: Final = 2
"""Round trips that are under way at once when many callers wait."""


class TownStore:
    """One town on a store."""

    def __init__(self, store: Store, town: str, hints: Hints) -> None:
        self.town = town
        self._store = store.of(town)
        # Whose calls have an order waits for one before the next.
        self._batches = Batches(self._store, ways=WAYS)
        # What need not be copied does not go with what must be: else, while replicas are behind, a take would lease
        # conversations that nobody has, until each one's head is set aside.
        self._fleeting = Batches(self._store, ways=WAYS) if self._store.replicas else self._batches
        self._keys = Keys(town)
        self._hints = hints
        self._begun = False

    def expect_data(self) -> None:
        """The town's schema is written: where it is missing from now on, the store was emptied, and nothing is done."""
        self._begun = True

    async def _run(self, script: Script, *args: str | int | bytes) -> Any:
        batches = self._batches if script.writes else self._fleeting
        return await batches.run(script, self._keys.root, *args, begun=self._begun)

    async def not_emptied(self) -> None:
        """Return when the town's data is there. Raises JournalBroken when it was and is no more."""
        if self._begun and not await self._store.call(lambda r: r.exists(self._keys("meta"))):
            raise emptied(self.town)

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
