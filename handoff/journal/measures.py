"""Which citizens are under a measure, whose request for review waits, where a second person is waited for."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from redis.asyncio.client import Pipeline

from handoff.conduct import PROPOSED_FOR, Breach, Conduct, conduct_from_json
from handoff.journal.townstore import TownStore, stamp, time_of
from handoff.retention import THREATS_FOR

MOST: Final = 500
_AT_ONCE: Final = 200
_MORE: Final = re.compile('"(?:offences|imposed|proposed|review|echo)"')


class Measures(TownStore):
    """A town's lists of what concerns conduct. It is changed by the turns of the conversations alone."""

    async def conduct(self, conversation: str) -> Conduct:
        """What is kept of one citizen's conduct."""
        return (await self._conducts([conversation]))[0][1]

    async def measured(self) -> list[tuple[str, Conduct]]:
        """Conversations under a measure now, what ends first first; at most 500."""
        now = datetime.now(UTC)
        found = await self._store.call(
            lambda r: r.zrangebyscore(self._keys("measures"), stamp(now), "+inf", start=0, num=MOST)
        )
        return [pair for pair in await self._conducts(found) if pair[1].in_force(now) is not None]

    async def reviews(self) -> list[tuple[str, Conduct]]:
        """Conversations whose citizen waits for a review, who asked first first; at most 500."""
        found = await self._store.call(lambda r: r.zrange(self._keys("reviews"), 0, MOST - 1))
        pairs = await self._conducts(found)
        return [pair for pair in pairs if pair[1].review is not None and pair[1].review.is_open]

    async def proposals(self) -> list[tuple[str, Conduct]]:
        """Conversations with a block that waits for a second person, the first proposed first; at most 500."""
        since = stamp(datetime.now(UTC) - PROPOSED_FOR)
        found = await self._store.call(
            lambda r: r.zrangebyscore(self._keys("proposals"), since, "+inf", start=0, num=MOST)
        )
        return [pair for pair in await self._conducts(found) if pair[1].proposed is not None]

    async def each_conduct(self) -> AsyncIterator[list[tuple[str, int, str]]]:
        """Conversations of whose conduct more is kept than the rules that were named: version of the talk, JSON.

        They are looked at by name, in batches: nothing else leads to all of them.
        """
        prefix = self._keys("conv", "")
        async for names in self._store.names(prefix, _AT_ONCE):

            def fill(pipe: Pipeline, names: Sequence[str] = names) -> None:
                for name in names:
                    pipe.hmget(name, ["tv", "conduct"])

            found = await self._store.pipeline(fill)
            yield [
                (name.removeprefix(prefix), int(version or 0), conduct)
                for name, (version, conduct) in zip(names, found, strict=True)
                if conduct and _MORE.search(conduct)
            ]

    async def forget_threats(self, now: datetime) -> None:
        """Whose last threat is long ago is listed no more."""
        until = stamp(now - THREATS_FOR)
        await self._store.call(lambda r: r.zremrangebyscore(self._keys("threats"), "-inf", until))

    async def threats(self) -> list[tuple[str, datetime]]:
        """Conversations in which a threat was found, and when last, the latest first; at most 500."""
        found = await self._store.call(lambda r: r.zrevrange(self._keys("threats"), 0, MOST - 1, withscores=True))
        return [(str(conversation), time_of(int(at))) for conversation, at in found]

    async def _conducts(self, conversations: Iterable[str]) -> list[tuple[str, Conduct]]:
        asked = [str(one) for one in conversations]

        def fill(pipe: Pipeline) -> None:
            for conversation in asked:
                pipe.hget(self._keys("conv", conversation), "conduct")

        stored = await self._store.pipeline(fill) if asked else []
        return [(one, conduct_from_json(text or "")) for one, text in zip(asked, stored, strict=True)]


def conduct_payload(text: str) -> dict[str, Any]:
    """The conduct as commit.lua reads it, with what it is listed by."""
    conduct = conduct_from_json(text)
    ends, proposed, review = conduct.ends_at, conduct.proposed, conduct.review
    threats = [offence.at for offence in conduct.offences if offence.breach is Breach.THREAT]
    payload: dict[str, Any] = {
        "json": text,
        "ends": stamp(ends) if ends is not None else "",
        "proposed": stamp(proposed.since) if proposed is not None else "",
    }
    if threats:
        payload["threat"] = stamp(threats[-1])
    if review is not None and review.is_open:
        payload["review"] = {"id": review.id, "asked": stamp(review.asked_at), "due": stamp(review.due)}
    return payload
