"""The clock of the store, when it is set back: what was to end soon would else last as much longer."""

from __future__ import annotations

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


class Clock(TownStore):
    """One town's leases, pauses and turns under a clock that may jump."""

    async def clock_set_back(self) -> timedelta:
        """By how much the clock was set back since somebody looked; zero when it was not. It is told once."""
        return timedelta(milliseconds=int(await self._run(scripts.CLOCK, ms(NOBODY_MINDS))))

    async def shorten_by(self, step: timedelta) -> None:
        """Let what waits for a time wait no longer than before the step: who has mail, who is to be sent to, leases.

        Timers of a talk stay: they are meant as times of the day. It may be done twice at the price of a lease that
        ends early, which every lease survives.
        """
        await self._sooner_due(step)
        for kind in _SHORT_LIVED:
            async for names in self._store.names(self._keys(kind, "")):
                await self._shorter(step, names)
        async for names in self._store.names(self._keys("flight", "")):
            await self._flights(step, names)
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

    async def _flights(self, step: timedelta, names: list[str]) -> None:
        """Those from before the step: another's end is right, and before its time the message would leave twice."""
        found = await self._store.pipeline(lambda pipe: [pipe.hmget(name, "id", "until") for name in names])
        taken = await self._store.pipeline(
            lambda pipe: [pipe.hget(self._keys("delivery", delivery or ""), "at") for delivery, _ in found]
        )
        now = ms_of(await self._store.call(lambda r: r.time()))

        def write(pipe: Pipeline) -> None:
            for name, (_, end), at in zip(names, found, taken, strict=True):
                if end and int(at or 0) > now:
                    pipe.hset(name, "until", str(int(end) - ms(step)))

        await self._store.pipeline(write)


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
