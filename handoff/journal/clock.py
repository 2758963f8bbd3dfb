"""The clock of the store, when it steps: what was to end soon would else last as much longer, or be over at once."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, Final

from redis.asyncio import Redis
from redis.asyncio.client import Pipeline

from handoff.journal import scripts
from handoff.journal.glance import CHANNELS
from handoff.journal.records import Class
from handoff.journal.townstore import TownStore, ms

NOBODY_MINDS: Final = timedelta(seconds=2)
_SHORT_LIVED: Final = ("gap", "lease", "pace")
_AT_ONCE: Final = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What the clock showed, in ms since 1970, ``at`` a moment of our own that does not jump, in seconds.

    ``step``: by how much it was put forward since somebody looked, negative when it was set back; one is told of that,
    all are of a step forward until one has seen to it.
    """

    shown: int
    at: float
    step: timedelta


class Clock(TownStore):
    """One town's leases, pauses and turns under a clock that may jump."""

    async def read_clock(self, before: Reading | None = None) -> Reading:
        """Look at the clock; ``before`` is what the caller saw last: without it no step forward is told."""
        at = time.monotonic()
        expected = before.shown + 1000 * (at - before.at) if before is not None else 0
        shown, step = await self._run(scripts.CLOCK, ms(NOBODY_MINDS), str(int(expected)))
        return Reading(shown=int(shown), at=at, step=timedelta(milliseconds=int(step)))

    async def lengthen_by(self, step: timedelta) -> None:
        """Let what was being sent before a step forward have as long as it had: a message must not leave twice.

        Until it is done nothing counts as lost, and it may be done twice. Nothing else is harmed by an early end: a
        turn that is played again fails at its commit.
        """
        await self._move_flights(step)
        await self.read_clock()  # notes it: the step is seen to

    async def shorten_by(self, step: timedelta) -> None:
        """Let what waits for a time wait no longer than before the step: who has mail, who is to be sent to, leases.

        Timers of a talk stay: they are meant as times of the day. It may be done twice at the price of a lease that
        ends early, which every lease survives.
        """
        await self._sooner_due(step)
        for kind in _SHORT_LIVED:
            async for names in self._store.names(self._keys(kind, "")):
                await self._shorter(step, names)
        await self._move_flights(-step)
        await self._sooner_out()
        for topic in ("due", "out"):
            await self._store.call(partial(_tell, self._keys("hint"), topic))

    async def _sooner_due(self, step: timedelta) -> None:
        now = ms_of(await self._store.call(lambda r: r.time()))
        waiting = await self._store.call(lambda r: r.zrangebyscore(self._keys("due"), f"({now}", "+inf"))
        for start in range(0, len(waiting), _AT_ONCE):
            part = waiting[start : start + _AT_ONCE]

            def fill(pipe: Pipeline, part: list[str] = part) -> None:
                for conversation in part:
                    pipe.llen(self._keys("mail", conversation))
                    pipe.hget(self._keys("conv", conversation), "leased")

            found = await self._store.pipeline(fill)
            facts = list(zip(part, found[::2], found[1::2], strict=True))

            def write(pipe: Pipeline, facts: list[tuple[str, int, str | None]] = facts) -> None:
                for conversation, mail, leased in facts:
                    until = int(leased or 0) - ms(step)
                    if int(leased or 0) > now:
                        pipe.hset(self._keys("conv", conversation), "leased", str(until))
                    if mail or int(leased or 0) > now:
                        pipe.zadd(self._keys("due"), {conversation: max(until, now)}, xx=True, lt=True)

            await self._store.pipeline(write)

    async def _sooner_out(self) -> None:
        """Whoever waits is looked at once more; who has to go on waiting is put off again then."""
        now = ms_of(await self._store.call(lambda r: r.time()))
        for channel in CHANNELS:
            allowance = [self._keys(kind, channel) for kind in ("rate", "calls")]
            await self._store.call(partial(_drop, allowance))
            for cls in Class:
                lane = self._keys("out", f"{channel}:{cls.value}")
                waiting = await self._store.call(partial(_after, lane, now))
                for start in range(0, len(waiting), _AT_ONCE):
                    part = dict.fromkeys(waiting[start : start + _AT_ONCE], now)
                    await self._store.call(partial(_move, lane, part))

    async def _shorter(self, step: timedelta, names: list[str]) -> None:
        left = await self._store.pipeline(lambda pipe: [pipe.pttl(name) for name in names])

        def write(pipe: Pipeline) -> None:
            for name, remaining in zip(names, left, strict=True):
                if remaining > ms(step):
                    pipe.pexpire(name, remaining - ms(step))
                elif remaining > 0:
                    pipe.delete(name)

        await self._store.pipeline(write)

    async def _move_flights(self, step: timedelta) -> None:
        prefix = self._keys("flight", "")
        async for names in self._store.names(prefix):
            await self._run(scripts.MOVE_FLIGHTS, ms(step), *(name.removeprefix(prefix) for name in names))


def ms_of(time: tuple[int, int]) -> int:
    """Milliseconds since 1970 of what TIME answers."""
    return int(time[0]) * 1000 + int(time[1]) // 1000


async def _tell(channel: str, topic: str, redis: Redis) -> Any:
    return await redis.publish(channel, topic)


async def _after(key: str, now: int, redis: Redis) -> Any:
    return await redis.zrangebyscore(key, f"({now}", "+inf")


async def _drop(keys: list[str], redis: Redis) -> Any:
    return await redis.delete(*keys)


async def _move(key: str, scores: dict[str, int], redis: Redis) -> Any:
    return await redis.zadd(key, scores, xx=True)
