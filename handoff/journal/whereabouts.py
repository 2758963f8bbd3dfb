"""Who is where just now: which case a member of staff reads or answers, and which citizens are surely there.

Nothing here is kept: what is not said again within a minute is over.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Final

from redis.asyncio.client import Pipeline

from handoff.journal import scripts
from handoff.journal.records import Here
from handoff.journal.townstore import TownStore, ms

READING_FOR: Final = timedelta(seconds=45)
"""How long a page counts as open after its last sign."""
WRITING_FOR: Final = timedelta(seconds=8)
REACHABLE_FOR: Final = timedelta(seconds=45)
"""How long an open web chat counts after its last sign."""
READ_MARKS_FOR: Final = timedelta(days=90)


class Whereabouts(TownStore):
    """A town's staff and citizens as they are now."""

    async def put_here(self, page: str, login: str, conversation: str, *, writes: bool = False) -> None:
        """A page of this member shows a conversation; an empty one: the page is gone."""
        await self._run(scripts.HERE, page, conversation, int(writes), ms(WRITING_FOR), ms(READING_FOR), login or "-")

    async def here(self) -> list[Here]:
        """Who reads or writes where, one line a page."""

        def fill(pipe: Pipeline) -> None:
            pipe.time()
            pipe.hgetall(self._keys("here"))

        (seconds, micros), pages = await self._store.pipeline(fill)
        now = int(seconds) * 1000 + int(micros) // 1000
        found, over = [], []
        for page, line in sorted(pages.items()):
            seen, writing, conversation, login = str(line).split(" ", 3)
            if int(seen) + ms(READING_FOR) < now:
                over.append(page)
            else:
                found.append(Here(login=login, conversation=conversation, writes=int(writing) > now))
        if over:  # whose process died without a word
            await self._store.call(lambda r: r.hdel(self._keys("here"), *over))
        return found

    async def put_reachable(self, conversations: Collection[str]) -> None:
        """The web chat of these conversations is open now."""
        if not conversations:
            return
        seconds, _ = await self._store.call(lambda r: r.time())
        until = int(seconds) * 1000 + ms(REACHABLE_FOR)
        named = sorted(conversations)
        for at in range(0, len(named), 500):
            members = dict.fromkeys(named[at : at + 500], until)
            await self._store.call(lambda r, m=members: r.zadd(self._keys("reachable"), m, gt=True))  # type: ignore[misc]

    async def reachable(self) -> frozenset[str]:
        """The conversations whose citizen has the web chat open, or wrote in the last minutes elsewhere."""
        seconds, _ = await self._store.call(lambda r: r.time())
        now = int(seconds) * 1000
        found = await self._store.call(lambda r: r.zrangebyscore(self._keys("reachable"), f"({now}", "+inf"))
        return frozenset(found)

    async def put_read(self, login: str, conversation: str, n: int) -> None:
        """This member was shown the conversation up to row ``n``."""
        key = self._keys("read", login)

        def fill(pipe: Pipeline) -> None:
            pipe.hset(key, conversation, str(n))
            pipe.pexpire(key, READ_MARKS_FOR)

        await self._store.pipeline(fill)

    async def read(self, login: str, conversations: Sequence[str]) -> Mapping[str, int]:
        """The last row that this member was shown, of those conversations they have opened."""
        if not conversations:
            return {}
        marks = await self._store.call(lambda r: r.hmget(self._keys("read", login), list(conversations)))
        return {c: int(n) for c, n in zip(conversations, marks, strict=True) if n is not None}

    async def forget_read(self, login: str, but: Collection[str]) -> None:
        """Drop this member's marks of all conversations but these."""
        key = self._keys("read", login)
        over = [c for c in await self._store.call(lambda r: r.hkeys(key)) if c not in but]
        if over:
            await self._store.call(lambda r: r.hdel(key, *over))

    async def tell_typing(self, conversation: str) -> None:
        """The citizen is to see now that somebody writes; nobody hears of it later."""
        await self._store.call(lambda r: r.publish(self._keys("typing"), conversation))
