"""Looks after all towns of a process at once: what is due in them although no hint told of it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from handoff.journal import scripts
from handoff.journal.glance import CHANNELS, Glance, Topic, glance_of
from handoff.journal.records import JournalError
from handoff.journal.scripts import Script
from handoff.journal.store import Store

log = logging.getLogger(__name__)

LOOK_SECONDS: Final = 1.0
"""A hint that is lost costs no more."""


class Lookout:
    """One a process. ``tell`` hears of each town and topic that somebody has to look at."""

    def __init__(self, store: Store, towns: Iterable[str], tell: Callable[[str, Topic], None]) -> None:
        self._store = store
        self._towns = tuple(towns)
        self._tell = tell
        self._seen: dict[str, Glance] = {}
        self._asked: dict[str, asyncio.Task[None]] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Look until stopped."""
        try:
            while not stop.is_set():
                try:
                    await self.look()
                except JournalError as e:
                    _away(e)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), LOOK_SECONDS)
        finally:
            for asking in set(self._asked.values()):
                asking.cancel()
            await asyncio.gather(*self._asked.values(), return_exceptions=True)

    async def look(self) -> None:
        """Look once. For a server that is slow to answer nobody waits but its own towns. Raises JournalAway."""
        self._asked = {town: asking for town, asking in self._asked.items() if not asking.done()}
        begun = []
        for share in await self._store.shares([town for town in self._towns if town not in self._asked]):
            begun.append(asyncio.create_task(self._look_at(share)))
            self._asked |= dict.fromkeys(share, begun[-1])
        if begun:
            done, _ = await asyncio.wait(begun, timeout=LOOK_SECONDS)
            for one in done:
                one.result()

    async def _look_at(self, towns: Sequence[str]) -> None:
        try:
            glances = await self._glances(towns)
        except JournalError as e:
            _away(e)
            return
        for town, glance in glances.items():
            for topic in glance.news(self._seen.get(town)):
                self._tell(town, topic)
            self._seen[town] = glance

    async def waited(self, within: float) -> dict[str, dict[str, float]]:
        """Seconds for which what is due has waited, by town and "town/due" or "town/channel".

        A town is missing when it could not be looked at within so many seconds.
        """
        glances = await self.glances(within)
        return {
            town: {f"{town}/{name}": seconds for name, seconds in one.waited().items()} for town, one in glances.items()
        }

    async def glances(self, within: float) -> dict[str, Glance]:
        """What is seen now. A town is missing when it could not be looked at within so many seconds."""
        return _seen(await answers(self._store, scripts.GLANCE, self._towns, *CHANNELS, within=within))

    async def _glances(self, towns: Sequence[str]) -> dict[str, Glance]:
        return _seen(await self._store.run_for_each(scripts.GLANCE, towns, *CHANNELS))


async def answers(
    store: Store, script: Script, towns: Sequence[str], *args: str | int | bytes, within: float
) -> dict[str, Any]:
    """What a script tells of each town, all asked together: few round trips to each server of the store.

    For a server that is slow to answer nobody waits but its own towns: they are missing after so many seconds.
    """
    ends = asyncio.get_running_loop().time() + within

    async def of(share: Sequence[str]) -> dict[str, Any]:
        try:
            async with asyncio.timeout_at(ends):
                return await store.run_for_each(script, share, *args)
        except (JournalError, TimeoutError):
            return {}

    try:
        async with asyncio.timeout_at(ends):
            shares = await store.shares(towns)
    except (JournalError, TimeoutError):
        return {}
    return {town: answer for told in await asyncio.gather(*map(of, shares)) for town, answer in told.items()}


def _seen(lines: Mapping[str, str]) -> dict[str, Glance]:
    return {town: glance_of(line) for town, line in lines.items()}


def _away(e: JournalError) -> None:
    log.warning("towns not looked after", extra={"action": "lookout.away", "cause": type(e).__name__})
