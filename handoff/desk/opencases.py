"""The open cases of a town as this process last read them; only what changed since is read anew."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol

from handoff.journal.records import FeedItem
from handoff.queueing import Case
from handoff.ticket import Ticket


class CasesJournal(Protocol):
    """What is read; every method raises JournalAway."""

    async def feed_end(self) -> str:
        """The cursor of now."""
        ...

    async def feed(self, after: str) -> list[FeedItem] | None:
        """What changed after a cursor; None when all must be read anew."""
        ...

    async def open_conversations(self) -> list[str]:
        """The conversations of open handoffs by their place in the queue."""
        ...

    async def tickets_of(self, conversations: Sequence[str]) -> dict[str, tuple[Ticket, int]]:
        """The present handoff of each conversation, and the number of its last row."""
        ...


class OpenCases:
    """The list that every page of the desk shows a part of.

    A commit writes ticket and feed in one step, so what the feed does not name has not changed. Thousands of open cases
    and dozens of pages then cost one look at the feed a page.
    """

    def __init__(self, journal: CasesJournal) -> None:
        self._journal = journal
        self._cursor: str | None = None
        self._known: dict[str, Case] = {}
        self._order: tuple[Case, ...] = ()
        self._reading = asyncio.Lock()

    async def now(self) -> tuple[Case, ...]:
        """All of them by their place in the queue, with everything that was committed before. Raises JournalAway."""
        async with self._reading:
            changed, cursor = await self._since(self._cursor)
            if changed is None or changed:
                await self._read(changed)
            self._cursor = cursor  # last: what failed to be read is looked for again
            return self._order

    async def _since(self, cursor: str | None) -> tuple[set[str] | None, str]:
        """The conversations that something happened in, None when it may be any; and the cursor after that."""
        changed: set[str] = set()
        while cursor is not None:
            items = await self._journal.feed(cursor)
            if items is None:
                break
            if not items:
                return changed, cursor
            changed |= {item.conversation for item in items if item.kind != "here"}
            cursor = items[-1].id
        return None, await self._journal.feed_end()

    async def _read(self, changed: set[str] | None) -> None:
        order = await self._journal.open_conversations()
        asked = [c for c in order if changed is None or c in changed or c not in self._known]
        wanted = set(asked)
        found = await self._journal.tickets_of(asked)
        fresh = {c: Case(conversation=c, ticket=ticket, seq=seq) for c, (ticket, seq) in found.items()}
        kept = {c: case for c, case in self._known.items() if c not in wanted}
        known = kept | fresh
        self._known = {c: known[c] for c in order if c in known}
        self._order = tuple(self._known.values())
