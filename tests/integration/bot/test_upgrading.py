"""Real processes of this version and of a made-up next one on one store: both work, or one is refused."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from handoff.journal.keys import Keys
from handoff.journal.schema import standing
from tests.faults.town import ANSWERED, TOWN
from tests.faults.world import World, open_world, until
from tests.integration.bot.newer import THINGS
from tests.integration.bot.programs import NoNursery, running

NEWER = "tests.integration.bot.newer"
ROLES = ("poller", "worker", "sender")

pytestmark = pytest.mark.server


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(tmp_path, NoNursery()) as world:
        yield world


async def answered(world: World, number: int) -> None:
    world.citizen(number).say(ANSWERED[number % len(ANSWERED)])
    await until(lambda: world.citizen(number).messages(), 60, "an answer")


async def times(world: World) -> list[int]:
    redis: Any = world.store.redis
    return [int(await redis.hget(Keys(TOWN)("new", str(n)), "times") or 0) for n in range(THINGS)]


async def until_done(world: World, done: int, number: int = 9) -> None:
    """Wait until the step is so far, or the form is reached."""
    ends = time.monotonic() + 60
    while (there := await standing(world.store, TOWN)).done < done and there.number < number:
        assert time.monotonic() < ends, there
        await asyncio.sleep(0.02)


async def test_online_both_versions_work_and_a_killed_migration_goes_on(world: World) -> None:
    async with running(world, NEWER, "present", *ROLES) as old:
        await old.ready()
        await answered(world, 1)
        async with running(world, NEWER, "online", *ROLES) as new:
            await until_done(world, 5)  # before it is ready: a step does not wait for that
            new.kill()
            assert new.lines("schema.step")
        before = await standing(world.store, TOWN)
        assert before.number == 1
        await answered(world, 2)
        async with running(world, NEWER, "online", *ROLES) as new:
            await until_done(world, THINGS + 1, number=2)
            await new.ready()
            await until(lambda: new.lines("schema.reached"), 30, "the step's end")
            assert old.is_alive
            counts = await times(world)
            # Where it was killed one may have been done twice; what it had reached was not.
            assert sorted(set(counts)) in ([1], [1, 2])
            assert sum(counts) <= THINGS + 1
            await answered(world, 3)
        await answered(world, 4)  # by the old one
        await world.quiet(40)
        assert await world.violations() == []


async def test_a_step_that_wants_the_data_alone_sends_the_old_version_away(world: World) -> None:
    async with running(world, NEWER, "present", *ROLES) as old:
        await old.ready()
        await answered(world, 1)
        async with running(world, NEWER, "alone", *ROLES) as new:
            assert await old.ended() == 1
            (line,) = old.lines("schema.refused")
            assert "has schema 1, on its way to 2; this version knows 1" in line["text"]
            assert "Install the newer Bürgerdraht" in line["text"]
            assert old.lines("app.drained")
            await new.ready()
            assert (await standing(world.store, TOWN)).number == 2
            assert await times(world) == [1] * THINGS
            await answered(world, 2)
            async with running(world, NEWER, "present", *ROLES) as again:
                assert await again.ended() == 1
                assert "has schema 2; this version knows 1" in again.log.read_text("utf-8")
            await answered(world, 3)
            await world.quiet(40)
        assert await world.violations() == []


async def test_a_stop_while_it_waits_for_the_old_version_is_heeded(world: World) -> None:
    async with running(world, NEWER, "present", "worker") as old:
        await old.ready()
        old.process.send_signal(signal.SIGSTOP)  # it neither ends nor is gone for the next seconds
        async with running(world, NEWER, "alone", *ROLES) as new:
            await until(lambda: new.lines("schema.waiting"), 30, "that it waits")
            new.process.terminate()
            assert await new.ended() == 0
        assert (await standing(world.store, TOWN)).number == 1
