"""Data of an older form is brought up while others work with it; killed anywhere it goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from redis.asyncio import Redis

from handoff.journal.journal import Journal
from handoff.journal.keys import Keys
from handoff.journal.migrating import Migrator
from handoff.journal.programs import Program, Programs, all_gone
from handoff.journal.records import JournalError
from handoff.journal.schema import Schema, Standing, Step, Work, claim_schema, standing
from handoff.journal.soundness import UnsoundStore
from handoff.journal.store import Store

pytestmark = pytest.mark.server

OLD = Schema()
THINGS = 12


async def to_hashes(work: Work) -> None:
    """The synthetic step: `thing:<n>` was a string and becomes a hash."""
    for n in range(int(work.cursor or 0), THINGS):
        key, fresh = work.keys("thing", str(n)), work.keys("new", str(n))
        value = await work.call(lambda r: r.get(key))  # noqa: B023 - awaited at once
        await work.call(lambda r: r.hset(fresh, "value", value))  # noqa: B023 - awaited at once
        await work.reached(str(n + 1), n + 1, THINGS)


async def to_totals(work: Work) -> None:
    """A second one, on what the first has made."""
    total = 0
    for n in range(THINGS):
        total += int(await work.call(lambda r: r.hget(work.keys("new", str(n)), "value")))  # noqa: B023 - awaited at once
    await work.call(lambda r: r.set(work.keys("total"), total))


NEW = Schema(steps=(Step(what="things", run=to_hashes), Step(what="totals", run=to_totals)))
ALONE = Schema(steps=(Step(what="things", run=to_hashes, online=False),))


async def seed(store: Store, town: str) -> None:
    await claim_schema(store, town, OLD)
    for n in range(THINGS):
        await store.redis.set(Keys(town)("thing", str(n)), n)


async def is_right(store: Store, town: str) -> None:
    redis: Any = store.redis
    assert [await redis.hget(Keys(town)("new", str(n)), "value") for n in range(THINGS)] == list(
        map(str, range(THINGS))
    )
    assert await redis.get(Keys(town)("total")) == str(sum(range(THINGS)))
    assert await standing(store, town) == Standing(number=3, oldest=1)


async def test_fresh_data_has_our_form_at_once(store: Store, town: str) -> None:
    assert (await claim_schema(store, town, NEW)).number == 3
    await Migrator(store, town, NEW).run()


async def test_older_data_is_brought_up_and_tells_how_far_it_is(store: Store, town: str) -> None:
    await seed(store, town)
    told: list[Standing] = []
    await Migrator(store, town, NEW).run(told.append)
    await is_right(store, town)
    assert [(one.towards, one.done, one.total) for one in told if one.done] == [
        (2, n, THINGS) for n in range(1, THINGS + 1)
    ]


@pytest.mark.parametrize("at", range(1, 60, 3))
async def test_killed_at_any_point_another_goes_on(store: Store, town: str, at: int) -> None:
    """Every call to the store is a point; what it had reached is not done again."""
    await seed(store, town)
    calls = 0

    class Dying(Store):
        async def call(self, work: Callable[[Redis], Awaitable[Any]]) -> Any:
            nonlocal calls
            calls += 1
            if calls == at:
                raise Killed
            return await super().call(work)

    class Killed(BaseException):
        pass

    dying = Dying(f"unix://{store.redis.connection_pool.connection_kwargs['path']}")
    try:
        await Migrator(dying, town, NEW, lease=timedelta(milliseconds=200)).run()
    except Killed:
        pass
    finally:
        await dying.close()
    reached = (await standing(store, town)).cursor
    told: list[Standing] = []
    await Migrator(store, town, NEW).run(told.append)
    await is_right(store, town)
    done = [one.done for one in told if one.towards == 2 and one.done]
    assert not done or done[0] >= int(reached or 0)


async def test_of_several_one_does_it_and_all_wait_for_it(store: Store, town: str) -> None:
    await seed(store, town)
    runs = 0

    async def counted(work: Work) -> None:
        nonlocal runs
        runs += 1
        await asyncio.sleep(0.2)

    schema = Schema(steps=(Step(what="one", run=counted),))
    await asyncio.gather(*(Migrator(store, town, schema).run() for _ in range(4)))
    assert runs == 1
    assert (await standing(store, town)).number == 2


async def test_who_lost_the_lease_writes_nothing_more(store: Store, town: str) -> None:
    await seed(store, town)
    entered, go = asyncio.Event(), asyncio.Event()
    refused: list[str] = []

    async def slow(work: Work) -> None:
        entered.set()
        await go.wait()
        try:
            await work.reached("late", 1, 1)
        except JournalError as error:
            refused.append(type(error).__name__)
            raise

    schema = Schema(steps=(Step(what="one", run=slow),))
    first = asyncio.create_task(Migrator(store, town, schema, lease=timedelta(hours=1)).run())
    await entered.wait()
    await store.redis.set(Keys(town)("lease", "migration"), "another", px=3000)
    go.set()
    while not refused:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    assert refused == ["NotOurs"]
    assert (await standing(store, town)).cursor == ""
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)


async def test_online_the_version_before_may_go_on_and_start_again(store: Store, town: str, journal: Journal) -> None:
    await seed(store, town)
    await Migrator(store, town, NEW).run()
    assert (await claim_schema(store, town, OLD)).number == 3
    await journal.ping()


async def test_a_step_that_wants_the_data_alone_waits_for_older_programs_and_refuses_them(
    store: Store, town: str
) -> None:
    await seed(store, town)
    programs, old = Programs(store, town), Program(schema=1, version="0.9", roles=("all",))
    await programs.here(old)
    await programs.here(Program(schema=2, version="1.0", roles=("all",)))
    migration = asyncio.create_task(Migrator(store, town, ALONE).run())
    while not (there := await standing(store, town)).towards:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    assert (there.number, there.oldest, there.done) == (1, 2, 0)
    with pytest.raises(UnsoundStore, match=r"has schema 1, on its way to 2; this version knows 1.*newer Bürgerdraht"):
        await claim_schema(store, town, OLD)
    assert not migration.done()
    await all_gone(store, [town], old)
    await migration
    assert await standing(store, town) == Standing(number=2, oldest=2)
    with pytest.raises(UnsoundStore, match="has schema 2; this version knows 1"):
        await claim_schema(store, town, OLD)


async def test_a_step_that_breaks_says_so(store: Store, town: str) -> None:
    await seed(store, town)

    async def broken(work: Work) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await Migrator(store, town, Schema(steps=(Step(what="one", run=broken),))).run()
    assert (await standing(store, town)).number == 1
    # Its lease is given back: nobody waits for it.
    await asyncio.wait_for(Migrator(store, town, NEW).run(), 5)
    await is_right(store, town)
