"""The open connections of one town's web chat in this process, and the one feed reader that wakes them.

That their citizens are there is said to the journal, for the desk to show.

It carries no rows: a woken connection reads its own from the journal.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Collection
from typing import Final, Literal, Protocol

from handoff.journal.reading import FEED_AT_ONCE
from handoff.journal.records import FeedItem, JournalError
from handoff.looks import IDLE_SECONDS

log = logging.getLogger(__name__)

_PAUSE: Final = 1.0
_PRESENT_EVERY: Final = 15.0
_NOT_SHOWN: Final = frozenset({"here", "delivery"})
"""Changes that nothing on a citizen's page tells of: who of the staff looks, and what has arrived."""

Topic = Literal["due", "out", "feed"]


class Feed(Protocol):
    """The journal's feed; its methods raise JournalAway."""

    async def feed_end(self) -> str:
        """The cursor of now."""
        ...

    async def feed(self, after: str) -> list[FeedItem] | None:
        """What changed after a cursor; None when all must be read anew."""
        ...

    def hint_count(self, topic: Topic) -> int:
        """How many hints came so far; read before looking."""
        ...

    def on_typing(self, tell: Callable[[str], None]) -> None:
        """Call ``tell`` with each conversation in which a member of staff types."""
        ...

    async def put_reachable(self, conversations: Collection[str]) -> None:
        """The web chat of these conversations is open now."""
        ...

    async def hint(self, topic: Topic, since: int, timeout: float) -> None:
        """Return when something may have changed, or after ``timeout`` seconds."""
        ...


class Listener(Protocol):
    """An open connection as the hub knows it. What is said to it returns at once."""

    address: str
    conversation: str | None
    remote: str

    def wake(self) -> None:
        """Something may be new."""
        ...

    def wake_anew(self) -> None:
        """The address may be bound to another conversation now: load everything."""
        ...

    def show_board(self) -> None:
        """The town has put up something, or taken it down."""
        ...

    def show_typing(self) -> None:
        """An answer is being written."""
        ...

    def forget(self) -> None:
        """The address was given up."""
        ...

    async def end(self) -> None:
        """The server goes; the browser comes back."""
        ...


class Hub:
    """Who is connected."""

    def __init__(self) -> None:
        self._all: set[Listener] = set()
        self._by_conversation: defaultdict[str, set[Listener]] = defaultdict(set)
        self._remotes: Counter[str] = Counter()
        self._closing = False

    @property
    def size(self) -> int:
        """Open connections."""
        return len(self._all)

    @property
    def closing(self) -> bool:
        """Whether no new connection is wanted."""
        return self._closing

    def connections_of(self, remote: str) -> int:
        """Open connections of one network address."""
        return self._remotes[remote]

    def join(self, listener: Listener) -> None:
        """A connection opened."""
        self._all.add(listener)
        self._remotes[listener.remote] += 1

    def place(self, listener: Listener, conversation: str | None) -> None:
        """From now on the connection is woken for this conversation."""
        self._unplace(listener)
        listener.conversation = conversation
        if conversation:
            self._by_conversation[conversation].add(listener)

    def leave(self, listener: Listener) -> None:
        """A connection is gone."""
        self._unplace(listener)
        if listener in self._all:
            self._all.discard(listener)
            self._remotes[listener.remote] -= 1
            if not self._remotes[listener.remote]:
                del self._remotes[listener.remote]

    def _unplace(self, listener: Listener) -> None:
        if (before := listener.conversation) is not None:
            self._by_conversation[before].discard(listener)
            if not self._by_conversation[before]:
                del self._by_conversation[before]

    def at(self, address: str) -> list[Listener]:
        """The connections (tabs) of one browser."""
        return [listener for listener in self._all if listener.address == address]

    def wake(self, conversation: str) -> None:
        """Something in this conversation may be new."""
        for listener in self._by_conversation.get(conversation, ()):
            listener.wake()

    def wake_all(self) -> None:
        """Anything may be new."""
        for listener in self._all:
            listener.wake()

    def show_board(self) -> None:
        """The town has put up something, or taken it down."""
        for listener in self._all:
            listener.show_board()

    def show_typing(self, conversation: str) -> None:
        """A member of staff writes in this conversation."""
        for listener in self._by_conversation.get(conversation, ()):
            listener.show_typing()

    async def run(self, feed: Feed, stop: asyncio.Event) -> None:
        """Read the feed, and say who is there, until stopped; then close every connection."""
        feed.on_typing(self.show_typing)
        stopped = asyncio.create_task(stop.wait())
        tasks = {
            asyncio.create_task(self._read(feed, stopped)),
            asyncio.create_task(self._keep_saying(feed, stopped)),
        }
        try:
            await asyncio.wait({stopped, *tasks}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopped.cancel()
            await self.close()
            # Not cancelled: a store's call that is cut off may leave its connection in use.
            await asyncio.wait(tasks)
        for task in tasks:
            task.result()

    async def close(self) -> None:
        """Tell every browser to come back later."""
        self._closing = True
        ending = [listener.end() for listener in self._all]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(5):
                await asyncio.gather(*ending, return_exceptions=True)

    async def say_who_is_there(self, feed: Feed) -> None:
        """Tell the desk, by the journal, whose chat is open here now."""
        try:
            await feed.put_reachable(set(self._by_conversation))
        except JournalError as e:
            log.warning("presence not said", extra={"action": "webchat.reachable", "cause": type(e).__name__})

    async def _keep_saying(self, feed: Feed, stopped: asyncio.Task[object]) -> None:
        while not (self._closing or stopped.done()):
            await self.say_who_is_there(feed)
            await asyncio.wait({stopped}, timeout=_PRESENT_EVERY)

    async def _read(self, feed: Feed, stopped: asyncio.Task[object]) -> None:
        cursor: str | None = None
        while not (self._closing or stopped.done()):
            try:
                seen = feed.hint_count("feed")
                if cursor is None:
                    cursor = await feed.feed_end()
                    self.wake_all()  # what came before the cursor
                items = await feed.feed(cursor)
                if items is None:
                    cursor = None
                    continue
                if items:
                    cursor = items[-1].id
                    for conversation in {item.conversation for item in items if item.kind not in _NOT_SHOWN}:
                        self.wake(conversation)
                if len(items) < FEED_AT_ONCE:
                    hint = asyncio.ensure_future(feed.hint("feed", seen, IDLE_SECONDS))
                    await asyncio.wait({hint, stopped}, return_when=asyncio.FIRST_COMPLETED)
                    hint.cancel()
            except JournalError as e:
                log.warning("feed interrupted", extra={"action": "webchat.feed", "cause": type(e).__name__})
                await asyncio.wait({stopped}, timeout=_PAUSE)
