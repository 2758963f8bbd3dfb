"""Telegram's allowance under a clock that is set by hand: what leaves when, on ways that are not always as long.

The other side is the test server's own limiter, which counts a call when it arrives.
"""

from __future__ import annotations

import hashlib
import heapq
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from typing import Final

import pytest

from bot.opening import TELEGRAM_RATE
from bot.sender import AT_ONCE
from handoff.journal import scripts
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.keys import Keys
from handoff.journal.records import Class, Commit, Delivery, Sending, State, Wait
from handoff.journal.scripts import Script
from handoff.journal.store import Store
from tests.botapi.limits import Limits, Throttle
from tests.integration.journal.test_deliveries import conversation_of

pytestmark = pytest.mark.server

BACKLOG: Final = 120
Way = Callable[[float], float]
"""When a call arrives that sets out then; or its answer. Seconds since the start."""
SetClock = Callable[[float], Awaitable[None]]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch, store: Store, town: str) -> SetClock:
    """Sets the time at which deliveries are taken and reported: seconds since the start."""
    for name in ("TAKE_DELIVERY", "REPORT"):
        script: Script = getattr(scripts, name)
        source = script.source.replace("redis.call('TIME')", "redis.call('HMGET', k('meta'), 'second', 'micro')")
        assert source != script.source
        sha = hashlib.sha1(source.encode(), usedforsecurity=False).hexdigest()
        monkeypatch.setattr(scripts, name, replace(script, source=source, sha=sha))
    start = int(time.time()) + 10  # what is written before counts as there

    async def put(now: float) -> None:
        micros = round((start + now) * 1_000_000)
        fields = {"second": str(micros // 1_000_000), "micro": str(micros % 1_000_000)}
        await store.redis.hset(Keys(town)("meta"), mapping=fields)  # type: ignore[arg-type]

    return put


def even(seconds: float) -> Way:
    """Always as long."""
    return lambda at: at + seconds


def held_up(way: Way, *times: tuple[float, float]) -> Way:
    """Between these times nothing arrives; then all at once."""

    def arrives(at: float) -> float:
        found = way(at)
        return next((end for start, end in times if start <= found < end), found)

    return arrives


def uneven(seconds: float, more: float, seed: int) -> Way:
    """At least as long, and ``more`` on average."""
    chance = random.Random(seed)
    return lambda at: at + seconds + chance.expovariate(1 / more)


@dataclass(kw_only=True)
class Drain:
    """A backlog that leaves over such ways."""

    there: Way
    back: Way
    throttle: Throttle = field(default_factory=lambda: Throttle(limits=Limits(chat_per_second=None)))
    arrived: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)

    async def run(self, journal: Journal, set_clock: SetClock) -> None:
        """Send all of it, as a sender does: it takes what it may when it has waited, and when a call has ended."""
        await write_backlog(journal)
        order, free, ended = count(), AT_ONCE, 0
        todo: list[tuple[float, int, Sending | None, bool | None]] = [(0.0, next(order), None, None)]

        def later(at: float, sending: Sending | None = None, accepted: bool | None = None) -> None:
            heapq.heappush(todo, (at, next(order), sending, accepted))

        while ended < BACKLOG:
            now, _, sending, accepted = heapq.heappop(todo)
            if sending is not None and accepted is None:
                later(self.back(now), sending, self._arrives(now))
                continue
            await set_clock(now)
            if sending is not None:
                free += 1
                ended += bool(accepted)
                state = State.SENT if accepted else State.RETRY
                await journal.report(sending, state, detail="1", wait=timedelta(seconds=0 if accepted else 1))
            taken = await journal.take_deliveries("telegram", free) if free else ()
            if isinstance(taken, Wait):
                later(now + max(0.001, taken.seconds))
                continue
            free -= len(taken)
            for one in taken:
                later(self.there(now), one)
            if taken:
                later(now)

    def _arrives(self, now: float) -> bool:
        accepted = self.throttle.take(1, group=False, edit=True, now=now) is None
        (self.arrived if accepted else self.refused).append(now)
        return accepted

    @property
    def used(self) -> float:
        """The share of the allowance that was used."""
        return (len(self.arrived) - 1) / (self.arrived[-1] - self.arrived[0]) / 30


async def write_backlog(journal: Journal, size: int = BACKLOG) -> None:
    """To so many destinations one each."""
    conversation = await conversation_of(journal)
    backlog = tuple(
        Delivery(id=f"d{n}", channel="telegram", to=f"place:{n}", body={"text": str(n)}, cls=Class.LIVE)
        for n in range(size)
    )
    await journal.commit(Commit(conversation=conversation, deliveries=backlog, keep_timer=True))


@pytest.fixture
def paced(store: Store, town: str, hints: Hints) -> Journal:
    """A journal that keeps the pace of the product."""
    return Journal(store, town, hints, rate={"telegram": TELEGRAM_RATE})


@pytest.mark.parametrize("seconds", [0.001, 0.02, 0.08])
async def test_on_an_even_way_the_allowance_is_used_however_long_it_is(
    paced: Journal, set_clock: SetClock, seconds: float
) -> None:
    drain = Drain(there=even(seconds), back=even(seconds))
    await drain.run(paced, set_clock)
    assert drain.refused == []
    assert drain.used >= 0.95


@pytest.mark.parametrize(
    "stops",
    [
        ((1.5, 1.64),),  # a server that collects its garbage
        ((0.0, 0.4),),
        ((1.0, 2.3),),
        tuple((at / 2, at / 2 + 0.15) for at in range(1, 12)),
    ],
    ids=str,
)
async def test_calls_that_were_held_up_on_their_way_and_arrive_together_are_not_too_many(
    paced: Journal, set_clock: SetClock, stops: tuple[tuple[float, float], ...]
) -> None:
    drain = Drain(there=held_up(even(0.005), *stops), back=even(0.005))
    await drain.run(paced, set_clock)
    assert drain.refused == []


@pytest.mark.parametrize("seed", range(4))
async def test_on_uneven_ways_no_second_sees_too_many(paced: Journal, set_clock: SetClock, seed: int) -> None:
    drain = Drain(there=uneven(0.01, 0.02 * seed + 0.01, seed), back=uneven(0.01, 0.02, -seed))
    await drain.run(paced, set_clock)
    assert drain.refused == []


async def test_late_answers_take_no_more_than_the_time_they_are_late(paced: Journal, set_clock: SetClock) -> None:
    drain = Drain(there=even(0.005), back=held_up(even(0.005), (1.5, 1.6)))
    await drain.run(paced, set_clock)
    assert drain.refused == []
    assert drain.used >= 0.9


async def take_until(journal: Journal, set_clock: SetClock, ends: float) -> int:
    """Take from the start on and report nothing; how many it were."""
    now, taken = 0.0, 0
    while now < ends:
        await set_clock(now)
        found = await journal.take_deliveries("telegram", AT_ONCE)
        now += max(0.001, found.seconds) if isinstance(found, Wait) else 0.0
        taken += 0 if isinstance(found, Wait) else len(found)
    return taken


async def test_calls_that_nobody_ends_do_not_stop_the_others(paced: Journal, set_clock: SetClock) -> None:
    """A killed sender reports nothing any more."""
    await write_backlog(paced)
    # A second's worth, and another once the first counts as ended.
    assert await take_until(paced, set_clock, 8.0) == 60


async def test_a_clock_that_was_set_back_stops_nobody(paced: Journal, set_clock: SetClock) -> None:
    await write_backlog(paced)
    assert await take_until(paced, set_clock, 2.0) == 30
    step = timedelta(seconds=8)
    await set_clock(2.0 - step.total_seconds())
    assert isinstance(await paced.take_deliveries("telegram", AT_ONCE), Wait)
    await paced.shorten_by(step)
    assert not isinstance(await paced.take_deliveries("telegram", AT_ONCE), Wait)


async def test_what_was_taken_after_the_step_is_on_its_way_until_its_own_end(paced: Journal) -> None:
    """Between the step and the look at the clock: not doubted, for it would be sent twice."""
    await write_backlog(paced, 1)
    taken = await paced.take_deliveries("telegram", 1)
    assert not isinstance(taken, Wait)
    await paced.shorten_by(timedelta(hours=1))
    assert isinstance(await paced.take_deliveries("telegram", 1), Wait)
    assert await paced.report(taken[0], State.SENT, detail="1")


async def test_a_call_that_lasted_longer_than_its_place_was_kept_leaves_nothing_behind(
    paced: Journal, store: Store, town: str
) -> None:
    await write_backlog(paced)
    taken = await paced.take_deliveries("telegram", 1)
    assert not isinstance(taken, Wait)
    calls = Keys(town)("calls", "telegram")
    await store.redis.delete(calls)  # as after a minute without another
    await paced.report(taken[0], State.SENT, detail="1")
    assert 0 < await store.redis.pttl(calls) <= 60_000
