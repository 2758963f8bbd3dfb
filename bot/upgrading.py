"""The program beside others of another version: says that it is there, and ends when it must not go on."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version

from handoff.journal.programs import SEEN_EVERY_SECONDS, Program, all_gone, all_here
from handoff.journal.records import JournalError
from handoff.journal.schema import Schema, refused
from handoff.journal.soundness import UnsoundStore
from handoff.journal.store import Store
from handoff.looks import rounds

log = logging.getLogger(__name__)

LEAVE_SECONDS = 2.0
"""So long a store that hangs holds up the end: whoever is not heard of any more is soon taken for gone."""


def program_version() -> str:
    """The version installed."""
    try:
        return version("buergerdraht")
    except PackageNotFoundError:
        return "(not installed)"


class Companions:
    """One process's place among those that share its towns."""

    def __init__(self, store: Store, towns: Sequence[str], schema: Schema, version: str, roles: Sequence[str]) -> None:
        self._schema = schema
        self._store = store
        self._towns = tuple(towns)
        self._me = Program(schema=schema.number, version=version, roles=tuple(sorted(roles)))

    async def enter(self) -> UnsoundStore | None:
        """Say that it is there, before anything else is read; why it must not go on, if so. Raises JournalAway."""
        refusal = None
        for town, there in (await all_here(self._store, self._towns, self._me)).items():
            if there.number and (why := there.refusal(self._schema)):
                refusal = refusal or refused(town, why)
        return refusal

    async def run(self, stop: asyncio.Event, end: Callable[[UnsoundStore], None]) -> None:
        """Say it again and again until stopped, and call ``end`` once when a newer version wants the data alone."""
        told = False
        async for _ in rounds(SEEN_EVERY_SECONDS, stop):
            with contextlib.suppress(JournalError):
                why = await self.enter()
                if why is not None and not told:
                    told = True
                    log.critical("%s", why, extra={"action": "schema.refused"})
                    end(why)

    async def leave(self) -> None:
        """It ends; nobody need wait for it."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LEAVE_SECONDS):
                await all_gone(self._store, self._towns, self._me)
