"""The random kill loop, and rows 14, 15, 17: processes and the store end while citizens write."""

from __future__ import annotations

import asyncio
import os
import random
import signal

import pytest

from handoff.journal.embedded import socket_path
from handoff.journal.keys import Keys
from handoff.journal.records import JournalError
from tests.botapi import Fault
from tests.faults.process import EVERYTHING
from tests.faults.town import ANSWERED, TOWN
from tests.faults.world import World, until

pytestmark = pytest.mark.faults

SEEDS = range(1, 1 + int(os.environ.get("FAULT_SEEDS", "2")))  # more of them for a long run
QUICK = ("--lease", "1", "--delivery-lease", "1.5")
FLEET = (("poller",), ("worker",), ("worker",), ("sender",))


@pytest.mark.fault(rows=(1, 4, 5, 6, 7, 8, 9), promises=("P1", "P5", "P6", "P7"))
@pytest.mark.parametrize("seed", SEEDS)
async def test_random_kills_while_citizens_write(world: World, seed: int) -> None:
    rng = random.Random(seed)
    fleet = [world.spawn(*roles, options=QUICK) for roles in FLEET]
    for process in fleet:
        await process.ready()
    writing = asyncio.create_task(world.chatter(40, rng, 0.12))
    for n in range(9):  # twelve kills in all
        await asyncio.sleep(rng.random() * 0.8)
        hit = list(range(len(fleet))) if n == 5 else [rng.randrange(len(fleet))]
        for i in hit:
            await fleet[i].kill()
        for i in hit:
            fleet[i] = world.spawn(*fleet[i].roles, options=QUICK)
    await writing
    await world.quiet(30)
    assert await world.violations() == []
    assert await world.count_said() + await world.parked() == 40


@pytest.mark.fault(rows=(14,), promises=("P17",))
async def test_sigterm_under_load_drains(world: World) -> None:
    """Row 14: what was begun is finished within 20 s, nothing is in doubt, nobody hears anything twice."""
    app = await world.start(*EVERYTHING, options=("--gap", "0.05"))
    world.api.fail(Fault.delay(0.2), method="sendMessage", times=10)
    writing = asyncio.create_task(world.chatter(40, random.Random(3), 0.02))
    await until(lambda: len(world.api.ledger.accepted_messages()) > 8, 10, "load")
    app.send(signal.SIGTERM)
    assert await app.end(20) == 0
    assert app.lines("app.drained")[0]["seconds"] < 20
    assert not app.lines("app.late")
    assert await world.states("sending") == 0
    await writing
    await world.start(*EVERYTHING)
    await world.quiet()
    assert await world.violations() == []
    assert (await world.uncertain(), await world.parked()) == (0, 0)
    assert await world.count_said() == 40


@pytest.mark.fault(rows=(15,))
async def test_a_worker_that_stood_still_is_fenced(world: World) -> None:
    """Row 15: stopped between deciding and committing, for longer than its lease."""
    await world.start("poller", "sender", "worker")
    world.citizen(1).say(ANSWERED[0])
    await world.quiet()
    for process in list(world.processes):
        await process.kill()
    await world.start("poller", "sender")
    world.citizen(1).say(ANSWERED[1])
    slow = await world.start("worker", options=("--stop-at", "commit.before", *QUICK))
    await until(slow.stopped, 5, "stop")
    await world.start("worker", options=QUICK)
    await world.quiet()
    slow.send(signal.SIGCONT)
    await until(lambda: slow.lines("worker.stale"), 5, "fence")
    assert await world.violations() == []
    assert await world.said(1) == list(ANSWERED[:2])
    assert world.twice() == 0


@pytest.mark.fault(rows=(17, 72), promises=("P1", "P17"))
async def test_the_store_killed_under_load_loses_nothing_confirmed(world: World) -> None:
    """Row 17 with `appendfsync always`: by its own process, while the program and a second writer go on."""
    fleet = [await world.start(*roles, options=QUICK) for roles in (("worker",), ("worker",), ("poller", "sender"))]
    writing = asyncio.create_task(world.chatter(40, random.Random(5), 0.1))
    taken: list[tuple[str, str]] = []
    over = asyncio.Event()
    writer = asyncio.create_task(_write_on(world, taken, over))
    for _ in range(3):
        await asyncio.sleep(0.9)
        await world.kill_store()
    await writing
    over.set()
    await writer
    await world.quiet(30)
    assert all(process.ended is None for process in fleet)
    assert len(taken) > 50
    for address, event_id in taken:
        assert await world.store.redis.get(Keys(TOWN)("seen", event_id)) == await world.journal.find(address)
    assert await world.violations() == []
    assert 40 - await world.parked() <= await world.count_said() <= 40  # the second writer's may be parked too


async def _write_on(world: World, taken: list[tuple[str, str]], over: asyncio.Event) -> None:
    """Events of a channel without an outbox; ``taken`` are those that were confirmed."""
    n = 0
    while not over.is_set():
        n += 1
        address, event_id = f"web:{n % 5}", f"web:{n % 5}:{n}"
        try:
            await world.ingest(address, event_id, "Danke")
        except JournalError:
            await asyncio.sleep(0.05)
        else:
            taken.append((address, event_id))


@pytest.mark.fault(rows=(17, 71, 72), promises=("P17",))
async def test_the_programs_own_store_comes_back_by_itself(world: World) -> None:
    """Rows 17, 71, 72: the embedded server is killed under its owner, then the owner under its server."""
    own = {"REDIS_URL": "", "BUERGERDRAHT_DATA_DIR": str(world.folder / "own")}
    app = await world.start(*EVERYTHING, environ=own, options=QUICK)
    writing = asyncio.create_task(world.chatter(24, random.Random(6), 0.1))
    await world.look_at(f"unix://{socket_path(world.folder / 'own')}")
    for _ in range(2):
        await asyncio.sleep(0.7)
        await world.kill_store()
    assert app.ended is None
    assert app.lines("embedded.restarted")
    await app.kill()
    again = await world.start(*EVERYTHING, environ=own, options=QUICK)
    assert again.ended is None
    await writing
    await world.quiet(30)
    assert await world.violations() == []
    assert await world.count_said() + await world.parked() == 24
