"""The town's board as this process knows it, for pages that cannot wait for the store; at most a second old."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final, Literal, Protocol

from handoff.board import Board
from handoff.journal.records import JournalError
from handoff.looks import AGAIN_SECONDS, IDLE_SECONDS

log = logging.getLogger(__name__)

LOOK_SECONDS: Final = 1.0
"""While something is put up: it begins and ends by itself."""


class Boards(Protocol):
    """What it needs of the journal; its methods raise JournalAway."""

    async def board(self) -> Board:
        """All that is put up."""
        ...

    def hint_count(self, topic: Literal["board"]) -> int:
        """How many hints came so far; read before looking."""
        ...

    async def hint(self, topic: Literal["board"], since: int, timeout: float) -> None:
        """Return when something may have changed, or after ``timeout`` seconds."""
        ...


class Noticeboard:
    """Follows the board. ``on_change`` is called when something is put up, taken down, begins or ends."""

    def __init__(self, boards: Boards, on_change: Callable[[], None] = lambda: None) -> None:
        self._boards = boards
        self._on_change = on_change
        self._all = Board()
        self._shown = Board()

    @property
    def now(self) -> Board:
        """What holds now. While the store is away, what was last known."""
        return self._all.at(datetime.now(UTC))

    async def look(self) -> None:
        """Read it once. Raises JournalAway."""
        self._all = await self._boards.board()
        holds = self.now
        if holds != self._shown:
            self._shown = holds
            self._on_change()

    async def run(self, stop: asyncio.Event) -> None:
        """Follow until stopped; a time of the store being away is survived."""
        stopped = asyncio.create_task(stop.wait())
        try:
            while not stopped.done():
                try:
                    since = self._boards.hint_count("board")
                    await self.look()
                    again = LOOK_SECONDS if self._all != Board() else IDLE_SECONDS
                    hint = asyncio.ensure_future(self._boards.hint("board", since, again))
                except JournalError as e:
                    log.warning("board away", extra={"action": "board.away", "cause": type(e).__name__})
                    await asyncio.wait({stopped}, timeout=AGAIN_SECONDS)
                    continue
                await asyncio.wait({hint, stopped}, return_when=asyncio.FIRST_COMPLETED)
                hint.cancel()
        finally:
            stopped.cancel()
