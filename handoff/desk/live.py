"""One reader of the feed a process, fanned out to the open pages. It carries ids only, never what they stand for."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, Literal, Protocol

from handoff.journal.records import FeedItem, JournalError
from handoff.looks import IDLE_SECONDS

log = logging.getLogger(__name__)

PAUSE_SECONDS: Final = 1.0
CALM_SECONDS: Final = 1.0
"""A page hears of what it has not open at most once in this time: hundreds of pages need not hear each change."""


class Feed(Protocol):
    """The journal's feed; its methods raise JournalAway."""

    async def feed_end(self) -> str:
        """The cursor of now."""
        ...

    async def feed(self, after: str) -> list[FeedItem] | None:
        """What changed after a cursor; None when all must be read anew."""
        ...

    def hint_count(self, topic: Literal["feed"]) -> int:
        """How many hints came so far; read before looking."""
        ...

    async def hint(self, topic: Literal["feed"], since: int, timeout: float) -> None:
        """Return when something may have changed, or after ``timeout`` seconds."""
        ...


def _order(cursor: str) -> tuple[int, int]:
    """A cursor's place in the feed."""
    time, _, number = cursor.partition("-")
    return int(time), int(number or 0)


class Watch:
    """What one open page has not been told yet. Changes pile up as a set, so a slow page costs no memory.

    The page's cursor only goes forward: what it has been told once is not told again, whoever reads the feed for it.
    ``shows``: the conversation that the page has open; of that it hears at once.
    """

    def __init__(self, login: str, shows: str = "") -> None:
        self.login = login
        self._shows = shows
        self._changed: set[str] = set()
        self._listed = False
        self._moved = False
        self._cursor = "0-0"
        self._anew = False
        self._ended = False
        self._something = asyncio.Event()
        self._at_once = asyncio.Event()
        self._calm_until = 0.0

    def tell(self, items: Sequence[FeedItem]) -> None:
        """Something changed; items that the page has been told of are left out."""
        stands = _order(self._cursor)
        if _order(items[0].id) <= stands:
            items = [item for item in items if _order(item.id) > stands]
        self.make_up_for(items)

    def make_up_for(self, items: Sequence[FeedItem]) -> None:
        """These were missed, whatever came after them has been told or not."""
        if not items:
            return
        self._changed |= {item.conversation for item in items if item.kind != "here"}
        self._listed = self._listed or any(item.kind == "ticket" for item in items)
        self._moved = self._moved or any(item.kind == "here" for item in items)
        self._cursor = max(self._cursor, items[-1].id, key=_order)
        self._something.set()
        if self._shows in self._changed:
            self._at_once.set()

    def tell_anew(self, cursor: str) -> None:
        """Too much was missed: everything must be loaded again."""
        self._anew = True
        self._cursor = cursor
        self._hurry()

    def end(self) -> None:
        """The server goes."""
        self._ended = True
        self._hurry()

    def _hurry(self) -> None:
        self._something.set()
        self._at_once.set()

    async def next(self) -> dict[str, object] | None:
        """The next frame for the page; None when the server goes.

        ``list``: a ticket changed, so any list may be another one; ``here``: colleagues came, went or write.
        """
        await self._something.wait()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout_at(self._calm_until):
                await self._at_once.wait()
        self._calm_until = asyncio.get_running_loop().time() + CALM_SECONDS
        self._something.clear()
        self._at_once.clear()
        if self._ended:
            return None
        changed, self._changed = sorted(self._changed), set()
        more = {name: True for name, told in (("list", self._listed), ("here", self._moved)) if told}
        self._listed = self._moved = False
        if self._anew:
            self._anew = False
            return {"t": "reload", "cursor": self._cursor}
        return {"t": "changed", "conversations": changed, "cursor": self._cursor, **more}


class Live:
    """The open pages of one town's desk in this process."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._watches: set[Watch] = set()
        self._logins: Counter[str] = Counter()
        self._closing = False

    @property
    def closing(self) -> bool:
        """Whether no new page is wanted."""
        return self._closing

    def open_of(self, login: str) -> int:
        """How many pages this staff member has open here."""
        return self._logins[login]

    @contextlib.contextmanager
    def watch(self, login: str, shows: str = "") -> Iterator[Watch]:
        """Be told of changes while the block runs; at once of the conversation that the page shows."""
        watch = Watch(login, shows)
        self._watches.add(watch)
        self._logins[login] += 1
        try:
            yield watch
        finally:
            self._watches.discard(watch)
            self._logins[login] -= 1

    def end(self) -> None:
        """Let every page go; it comes back to whoever serves then."""
        self._closing = True
        for watch in self._watches:
            watch.end()

    async def catch_up(self, watch: Watch, cursor: str) -> None:
        """Tell a page that was away what it missed. Raises JournalAway."""
        while True:
            items = await self._feed.feed(cursor)
            if items is None:
                watch.tell_anew(await self._feed.feed_end())
                return
            if not items:
                return
            cursor = items[-1].id
            watch.make_up_for(items)

    async def run(self, stop: asyncio.Event) -> None:
        """Read the feed until stopped; survives an outage of the store."""
        reading, stopping = asyncio.create_task(self._read()), asyncio.create_task(stop.wait())
        try:
            await asyncio.wait((reading, stopping), return_when=asyncio.FIRST_COMPLETED)
            if reading.done():
                reading.result()
        finally:
            self.end()
            for task in (reading, stopping):
                task.cancel()
            await asyncio.gather(reading, stopping, return_exceptions=True)

    async def _read(self) -> None:
        cursor: str | None = None
        while True:
            try:
                since = self._feed.hint_count("feed")
                if cursor is None:
                    cursor = await self._feed.feed_end()
                    for watch in self._watches:
                        watch.tell_anew(cursor)
                items = await self._feed.feed(cursor)
                if items:
                    cursor = items[-1].id
                    for watch in self._watches:
                        watch.tell(items)
                elif items is None:
                    cursor = None
                else:
                    await self._feed.hint("feed", since, IDLE_SECONDS)
            except JournalError as e:
                log.warning("feed away", extra={"action": "desk.feed", "cause": type(e).__name__})
                await asyncio.sleep(PAUSE_SECONDS)
