"""Hints that are lost: what is due is found all the same, for all towns of a process at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from handoff.journal.glance import CHANNELS, Topic, glance_of
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.lookout import Lookout
from handoff.journal.scripts import GLANCE
from handoff.journal.store import TOWNS_AT_ONCE, Store
from handoff.looks import IDLE_SECONDS, looks

pytestmark = pytest.mark.server
Write = Callable[[Store, str], Awaitable[object]]


def zset(name: str) -> Write:
    """Something is due, and nobody publishes a hint."""
    return lambda store, root: store.redis.zadd(f"{root}{name}", {"x": time.time() * 1000 - 1})


def hashed(name: str, field: str = "x", value: str = "1") -> Write:
    return lambda store, root: store.redis.hset(f"{root}{name}", field, value)


LOST: dict[Topic, Write] = {
    "due": zset("due"),
    "out": zset("out:telegram:live"),
    "leaving": zset("leaving"),
    "looks": zset("looks"),
    "filing": lambda store, root: store.redis.rpush(f"{root}filing", "x"),
    "exports": hashed("exports"),
    "erasures": hashed("erasures"),
    "folding": lambda store, root: store.redis.zadd(f"{root}unfolded", {"x": 1}),
    "release": lambda store, root: store.redis.set(f"{root}release", "abc"),
    "feed": lambda store, root: store.redis.xadd(f"{root}feed", {"k": "row", "c": "x"}),
    "board": hashed("board", "off:telegram", "{}"),
    "rewrite": hashed("meta", "rewrite_wanted", "1"),
    "runs": hashed("runs"),
}


@pytest.mark.parametrize("topic", LOST)
async def test_what_no_hint_told_of_wakes_who_waits_for_it(topic: Topic, store: Store, journal: Journal) -> None:
    root = f"bd:{{{journal.town}}}:"
    async with asyncio.timeout(20):
        while journal.hint_count("feed") < 2:  # noqa: ASYNC110 - the subscriber and the lookout have begun
            await asyncio.sleep(0.05)
        since = journal.hint_count(topic)
        await LOST[topic](store, root)
        await journal.hint(topic, since, IDLE_SECONDS)
    assert journal.hint_count(topic) > since


async def test_somebody_who_waits_with_nobody_there_is_looked_at_until_that_is_marked(
    store: Store, journal: Journal
) -> None:
    root = f"bd:{{{journal.town}}}:"
    await store.redis.zadd(f"{root}tickets", {"x": 1})
    assert "looks" in await seen(store, journal.town)
    assert await journal.lease("staffing", "me", timedelta(seconds=30))
    assert "looks" not in await seen(store, journal.town)


async def test_a_channel_that_is_off_waits_for_nothing_but_its_word(store: Store, journal: Journal) -> None:
    root = f"bd:{{{journal.town}}}:"
    await zset("out:telegram:live")(store, root)
    await hashed("board", "off:telegram", "{}")(store, root)
    assert "out" not in await seen(store, journal.town)
    await zset("out:telegram:word")(store, root)
    assert "out" in await seen(store, journal.town)


async def seen(store: Store, town: str) -> set[Topic]:
    """What a glance at the town tells of now."""
    (line,) = (await store.run_for_each(GLANCE, [town], *CHANNELS)).values()
    return glance_of(line).news(None)


async def test_many_towns_are_looked_at_and_a_broken_one_hides_no_other(store: Store, town: str) -> None:
    towns = [f"{town}n{n}" for n in range(2 * TOWNS_AT_ONCE + 1)]
    await store.redis.set(f"bd:{{{towns[0]}}}:due", "no sorted set")
    for one in (towns[1], towns[-1]):
        await zset("due")(store, f"bd:{{{one}}}:")
    told: list[tuple[str, Topic]] = []
    lookout = Lookout(store, towns, lambda where, topic: told.append((where, topic)))
    await lookout.look()
    assert {where for where, topic in told if topic == "due"} == {towns[1], towns[-1]}
    waited = await lookout.waited(10.0)
    assert set(waited) == set(towns[1:])  # else a queue would look empty that cannot be read
    assert {queue for of_town in waited.values() for queue in of_town} == {f"{towns[1]}/due", f"{towns[-1]}/due"}


async def test_after_the_first_look_an_idle_town_is_told_of_nothing(store: Store, journal: Journal) -> None:
    told: list[Topic] = []
    lookout = Lookout(store, [journal.town], lambda _, topic: told.append(topic))
    await journal.read_clock()  # notes the clock
    await lookout.look()
    told.clear()
    await lookout.look()
    assert told == []


async def test_a_store_that_forgot_the_script_learns_it_again(store: Store, town: str) -> None:
    await store.redis.script_flush()
    assert await seen(store, town)


async def test_where_nobody_looks_out_each_looks_for_itself(store: Store, town: str) -> None:
    async with asyncio.timeout(20):
        await Hints(store, [town]).wait(town, "due", 0, IDLE_SECONDS)


async def test_looks_end_with_the_stop_and_miss_no_hint_of_the_meantime(journal: Journal) -> None:
    stop, count = asyncio.Event(), 0
    async with asyncio.timeout(20):
        while not journal.hint_count("sessions"):  # noqa: ASYNC110 - the subscriber tells of all when it begins
            await asyncio.sleep(0.02)
        async for _ in looks(journal, "sessions", stop):
            count += 1
            if count == 1:
                journal._hints._notify(journal.town, "sessions")  # while it is looked
            if count == 2:
                asyncio.get_running_loop().call_later(0.1, stop.set)
    assert count == 2
