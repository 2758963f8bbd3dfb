"""Puts closed cases into the search, one after the other, as they close."""

from __future__ import annotations

import asyncio
import logging
from typing import Protocol

from handoff.journal.records import JournalError
from handoff.looks import AGAIN_SECONDS, Hinted, looks

log = logging.getLogger(__name__)


class FilingJournal(Hinted, Protocol):
    """The part of a town's journal that filing uses."""

    async def file_next(self) -> bool:
        """File the next closed case; False when there is none. Raises JournalAway."""
        ...


class Filer:
    """Any number of processes may file: the store takes each case once."""

    def __init__(self, journal: FilingJournal) -> None:
        self._journal = journal

    async def run(self, stop: asyncio.Event) -> None:
        """File until stopped."""
        async for one in looks(self._journal, "filing", stop):
            try:
                while not stop.is_set() and await self._journal.file_next():
                    pass
            except JournalError as error:
                one.again = AGAIN_SECONDS
                log.warning("not filed", extra={"action": "filing.away", "cause": type(error).__name__})
