"""Removing a conversation that has no case left, and its citizen's address with it.

====================================== =====================================================================
and of a conversation without a case   unless something new comes at this moment
====================================== =====================================================================
``conv:<conv>``, ``at:<address>``,     deleted. While a measure holds, the addresses and the measure stay, and it is
``addresses:<conv>``                   in ``emptied``, to be looked at again
``mail:``, ``open:``, ``obligations``  empty; what is still open is settled
``due``, ``looks``,                    taken out
``told_late``, ``tickets``, ``held:``,
``queue:``, ``owned:``, ``reachable``,
``callbacks``, ``read:<login>``
``told:reader:<conv>``, ``link:``,     deleted
``pace:``, its lanes
``parked``                             all of it
``parked:raw:<event>``                 what names an address of it
====================================== =====================================================================
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Any, Final

from redis.asyncio.client import Pipeline

from handoff.address import channel_of
from handoff.journal import scripts
from handoff.journal.fileindex import FileIndex

RemoveFiles = Callable[[Collection[str]], Awaitable[None]]
"""Removes stored files from disk; those that are not there are no error."""
DropTopic = Callable[[str, int], Awaitable[None]]
"""Has the staff group's topic of a handoff deleted; may be called again for the same."""
Keeps = Callable[[str], bool]
"""Whether what is stored in a conversation's ``conduct`` still holds, so that its address must stay known."""

DELIVERIES_AT_ONCE: Final = 20
"""A script touches 200 keys at most."""
KEYS_AT_ONCE: Final = 150
_CHANNELS: Final = ("telegram", "web", "mail")
_CLASSES: Final = ("word", "live", "notice", "bulk")


async def keep_topic(_receipt: str, _thread: int) -> None:
    """There is no staff group."""


class Emptying(FileIndex):
    """Removes what there is of a conversation besides its cases."""

    async def emptied(self) -> list[str]:
        """Conversations without a case that were not removed with it."""
        found: list[str] = await self._store.call(lambda r: r.zrange(self._keys("emptied"), 0, -1))
        return found

    async def note_caseless(self) -> int:
        """Note conversations that never had a case, such as a group's, to be removed like emptied ones; how many.

        They are looked at by name, in batches: nothing else leads to them.
        """
        prefix, count = self._keys("conv", ""), 0
        seconds, _ = await self._store.call(lambda r: r.time())
        async for names in self._store.names(prefix, KEYS_AT_ONCE):
            found = [name.removeprefix(prefix) for name in names]

            def fill(pipe: Pipeline, found: Sequence[str] = found) -> None:
                for conversation in found:
                    pipe.exists(self._keys("cases", conversation))
                    pipe.zscore(self._keys("due"), conversation)

            facts = await self._store.pipeline(fill)
            empty = [
                c for c, cases, due in zip(found, facts[::2], facts[1::2], strict=True) if not cases and due is None
            ]
            if empty:
                marks = dict.fromkeys(empty, int(seconds) * 1000)
                await self._store.call(lambda r, m=marks: r.zadd(self._keys("emptied"), m, nx=True))  # type: ignore[misc]
                count += len(empty)
        return count

    async def erase_emptied(self, conversation: str, *, remove: RemoveFiles, keeps: Keeps) -> bool:
        """Remove a conversation that has no case left; False when it has one, or must stay known."""

        def look(pipe: Pipeline) -> None:
            pipe.llen(self._keys("cases", conversation))
            pipe.llen(self._keys("mail", conversation))
            pipe.smembers(self._keys("files", conversation))
            pipe.smembers(self._keys("addresses", conversation))

        cases, waiting, refs, known = await self._store.pipeline(look)
        if cases:
            await self._store.call(lambda r: r.zrem(self._keys("emptied"), conversation))
            return False
        if waiting:  # a message that nobody has read yet: its files are among these
            await self._note_emptied(conversation)
            return False
        addresses = sorted(known)
        channels = list(dict.fromkeys([*_CHANNELS, *map(channel_of, addresses)]))
        await self._erase_lanes(conversation, channels)
        await remove(refs)
        await self.forget_files(conversation, refs)
        await self._drop_parked(conversation, 0, None)
        await self._drop_raw(addresses)
        conduct = await self._store.call(lambda r: r.hget(self._keys("conv", conversation), "conduct"))
        keep = "1" if conduct and keeps(str(conduct)) else ""
        while (said := await self._run(scripts.ERASE_CONVERSATION, conversation, keep, *channels)) == "more":
            pass
        if said != "gone":
            return False
        logins = await self._store.call(lambda r: r.hkeys(self._keys("staff")))

        def fill(pipe: Pipeline) -> None:
            for login in logins:
                pipe.hdel(self._keys("read", login), conversation)

        if logins:
            await self._store.pipeline(fill)
        return True

    async def _note_emptied(self, conversation: str) -> None:
        """It is to be looked at again."""
        seconds, _ = await self._store.call(lambda r: r.time())
        await self._store.call(lambda r: r.zadd(self._keys("emptied"), {conversation: int(seconds) * 1000}))

    async def cases_of(self, conversation: str) -> list[str]:
        """The cases of a conversation, oldest first."""
        return [line.split(" ", 1)[1] for line in await self._lines_of(conversation)]

    async def _lines_of(self, conversation: str) -> list[str]:
        lines: list[str] = await self._store.call(lambda r: r.lrange(self._keys("cases", conversation), 0, -1))
        return lines

    async def _erase_lanes(self, conversation: str, channels: Sequence[str]) -> None:
        """Deliveries that belong to no case and wait for the citizen; and which messages they became."""
        to = f"citizen:{conversation}"
        for channel in channels:
            for cls in _CLASSES:
                await self._erase_lane(self._keys("lane", channel, cls, to))
            posted = self._keys("posted", channel, to)
            messages = await self._store.call(lambda r, key=posted: r.hvals(key))  # type: ignore[misc]
            await self._unlink([self._keys("shown", channel, to, str(message)) for message in messages])

    async def _erase_lane(self, lane: str) -> None:
        ids = await self._store.call(lambda r: r.lrange(lane, 0, -1))
        for start in range(0, len(ids), DELIVERIES_AT_ONCE):
            await self._run(scripts.ERASE_DELIVERIES, "", "", *ids[start : start + DELIVERIES_AT_ONCE])

    async def _unlink(self, names: Sequence[str]) -> None:
        for start in range(0, len(names), KEYS_AT_ONCE):
            some = names[start : start + KEYS_AT_ONCE]
            await self._store.call(lambda r, some=some: r.unlink(*some))  # type: ignore[misc]

    # -- what was set aside

    async def _drop_parked(self, conversation: str, since: int, until: int | None) -> None:
        """What was set aside of a conversation, from a time to a time in ms."""
        key, cursor = self._keys("parked"), 0
        while True:
            cursor, found = await self._store.call(
                lambda r, at=cursor: r.hscan(key, at, count=KEYS_AT_ONCE)  # type: ignore[misc]
            )
            over = [name for name, text in found.items() if _is_of(json.loads(text), conversation, since, until)]
            if over:
                await self._store.call(lambda r, over=over: r.hdel(key, *over))  # type: ignore[misc]
            if not int(cursor):
                return

    async def _drop_raw(self, addresses: Sequence[str]) -> None:
        """What could not be mapped and names an address."""
        names = [name for address in addresses if (name := address.partition(":")[2])]
        if not names:
            return
        wanted = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names))
        events = await self._store.call(lambda r: r.zrange(self._keys("parked", "index"), 0, -1))
        for start in range(0, len(events), KEYS_AT_ONCE):
            some = events[start : start + KEYS_AT_ONCE]
            keys = [self._keys("parked", "raw", event) for event in some]
            texts = await self._store.call(lambda r, keys=keys: r.mget(keys))  # type: ignore[misc]
            over = [one for *one, text in zip(some, keys, texts, strict=True) if text and wanted.search(text)]

            def fill(pipe: Pipeline, over: list[list[str]] = over) -> None:
                for event, key in over:
                    pipe.delete(key)
                    pipe.zrem(self._keys("parked", "index"), event)

            if over:
                await self._store.pipeline(fill)


def _is_of(parked: dict[str, Any], conversation: str, since: int, until: int | None) -> bool:
    at = int(parked.get("at", 0))
    return parked.get("conversation") == conversation and since <= at and (until is None or at <= until)
