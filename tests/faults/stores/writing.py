"""Somebody who writes into a town without pause, and keeps account of what was confirmed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import pairwise
from typing import Any

from redis.asyncio import Redis

from bot.dialogue.events import Said, event_to_json
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.keys import Keys
from handoff.journal.records import JournalError
from handoff.journal.schema import claim_schema
from handoff.journal.store import Store

TOWN = "kleinstadt"
DUE = timedelta(minutes=5)


def journal_on(store: Store, town: str = TOWN, **options: Any) -> Journal:
    """A town's journal without a limit to what one citizen writes."""
    return Journal(store, town, Hints(store, [town]), per_minute=1_000_000, mailbox=1_000_000, **options)


@dataclass(kw_only=True)
class Writer:
    """``confirmed``: ids of events that the journal has taken; ``refused``: how often it has not; ``times``: when."""

    journal: Journal
    pause: float
    name: str = "w"
    confirmed: list[str] = field(default_factory=list)
    refused: int = 0
    times: list[float] = field(default_factory=list)

    async def once(self, n: int) -> bool:
        """One event; whether it was confirmed. What was refused is written again under its old id, as channels do."""
        event = f"{self.name}:{n}"
        try:
            await self.journal.ingest(
                address=f"web:{self.name}{n % 5}",
                event_id=event,
                event=event_to_json(Said(id=event, text="Danke")),
                due_in=DUE,
            )
        except JournalError:
            self.refused += 1
            return False
        self.confirmed.append(event)
        self.times.append(time.monotonic())
        return True

    async def run(self) -> None:
        """Write until cancelled."""
        n = 0
        while True:
            if await self.once(n):
                n += 1
            await asyncio.sleep(self.pause)

    async def lost(self, *, consumed: bool = False) -> list[str]:
        """Confirmed events that are not known any more; and, where no worker consumes them, that no mailbox has."""
        store, keys = self.journal._store, Keys(self.journal.town)
        gone = []
        for event in self.confirmed:
            if not await store.call(partial(_get, keys("seen", event))):
                gone.append(event)
        if consumed:
            return gone
        confirmed, total = len(self.confirmed), 0  # counted first: the writer may go on writing
        for n in range(5):
            conversation = await self.journal.find(f"web:{self.name}{n}")
            if conversation:
                total += await store.call(partial(_length, keys("mail", conversation)))
        if total < confirmed:
            gone.append(f"mailboxes hold {total} of {confirmed}")
        return gone

    def has_since(self, moment: float) -> bool:
        """Whether something was confirmed after a moment of the monotonic clock."""
        return bool(self.times) and self.times[-1] > moment

    def longest_silence(self, since: float) -> float:
        """Seconds between two confirmations, or from ``since`` to the first after it: the longest."""
        times = [since, *(at for at in self.times if at >= since)]
        return max(b - a for a, b in pairwise(times))


async def _get(key: str, redis: Redis) -> Any:
    return await redis.get(key)


async def _length(key: str, redis: Redis) -> Any:
    return await redis.llen(key)


@asynccontextmanager
async def writing(store: Store, *, pause: float = 0.005, town: str = TOWN, name: str = "w") -> AsyncIterator[Writer]:
    """A writer that writes for as long as the block lasts."""
    await claim_schema(store, town)
    writer = Writer(journal=journal_on(store, town, claimed=True), pause=pause, name=name)
    task = asyncio.create_task(writer.run())
    try:
        yield writer
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
