"""Once a night, at the town's time: what is over goes. Of several processes one does it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.gathering import terms_of as measure_terms
from bot.library import Library, NoRelease
from handoff.agreedterms import AgreedTerms
from handoff.clearing import Clearing
from handoff.foureyes import Act
from handoff.journal.journal import Journal
from handoff.journal.records import JournalError
from handoff.looks import rounds
from handoff.retention import night_due, terms_of

log = logging.getLogger(__name__)

LOOK_SECONDS: Final = 60.0
LEASE: Final = timedelta(minutes=5)
"""Of the process that clears, renewed between two batches: if it dies, another goes on."""
BY: Final = "night"


class Nightly:
    """One town's."""

    def __init__(self, journal: Journal, clearing: Clearing, library: Library) -> None:
        self._journal = journal
        self._clearing = clearing
        self._library = library
        self._owner = secrets.token_hex(8)
        self._stop: asyncio.Event | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Look whether it is time until stopped."""
        self._stop = stop
        async for _ in rounds(LOOK_SECONDS, stop):
            try:
                await self.step()
            except (JournalError, NoRelease) as e:
                log.warning("not cleared", extra={"action": "retention.away", "cause": type(e).__name__})
        with contextlib.suppress(JournalError):
            await self._journal.lease("clearing", self._owner, timedelta())

    async def step(self) -> bool:
        """Clear if it is time; whether it was. Raises JournalError, NoRelease."""
        release = self._library.now.release
        town, zone = release.town, ZoneInfo(release.town.timezone)
        now = await self._clearing.now()
        agreed = AgreedTerms(self._journal, four_eyes=Act.RETENTION in town.four_eyes)
        terms = await agreed.take_up(terms_of(release))
        ran = await self._journal.last_night()
        if not ran:
            # A town that has never cleared has until tomorrow to look at what would go.
            await self._journal.put_night(f"{now.astimezone(zone).date()}")
            return False
        night = night_due(now, ran, terms.town.hour, zone)
        if not night or not await self._goes_on():
            return False
        cleared = await self._clearing.clear(terms, by=BY, going=self._goes_on)
        if cleared.gone:
            await self._journal.want_rewrite()
        if cleared.whole:
            await self._clearing.forget(measure_terms(release.netiquette.measures))
            await self._journal.put_night(night)
        return True

    async def _goes_on(self) -> bool:
        stopped = self._stop is not None and self._stop.is_set()
        return not stopped and await self._journal.lease("clearing", self._owner, LEASE)
