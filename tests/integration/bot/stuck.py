"""The program with a journal that gets stuck at a named point: `python -m tests.integration.bot.stuck POINT`."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Sequence
from typing import Any

from bot.app import run
from config.settings import Settings, load
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, Committed, Repeat, Sending, Stale, Taken, Wait
from handoff.journal.store import Store

NOWHERE = "nowhere"
POINTS = (NOWHERE, "loop", "turn", "blind", "sender", "poller")
FOREVER = 1_000_000


def make(point: str) -> Any:
    """What makes a journal that is stuck there."""

    class Stuck(Journal):
        async def take_some(self, most: int) -> Sequence[Taken] | float:
            if point == "blind":
                return 1.0
            return await super().take_some(most)

        async def commit(self, commit: Commit) -> Committed | Stale | Repeat:
            if point == "loop":
                time.sleep(FOREVER)  # noqa: ASYNC251 - this is the fault
            if point == "turn":
                await asyncio.sleep(FOREVER)
            return await super().commit(commit)

        async def take_deliveries(self, channel: str, most: int) -> Sequence[Sending] | Wait:
            if point == "sender":
                await asyncio.sleep(FOREVER)
            return await super().take_deliveries(channel, most)

        async def ingest_all(self, **events: Any) -> list[tuple[str, str]]:
            if point == "poller":
                await asyncio.sleep(FOREVER)
            return await super().ingest_all(**events)

    def made(settings: Settings, store: Store, town: str, hints: Hints) -> Journal:
        return Stuck(store, town, hints, per_minute=settings.limits.messages_per_minute)

    return made


if __name__ == "__main__":
    assert sys.argv[1] in POINTS
    run(load(), frozenset(sys.argv[2:]), make(sys.argv[1]))
