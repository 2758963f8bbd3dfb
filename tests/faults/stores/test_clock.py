"""Rows 58, 59: the clock of the store's host jumps. Every lease, pause and due time goes by it."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from handoff.journal.keys import Keys
from handoff.journal.records import Taken
from handoff.journal.store import Store
from tests.faults.nursery import Nursery
from tests.faults.process import EVERYTHING
from tests.faults.stores.conftest import Prove
from tests.faults.stores.servers import Process, eventually, running
from tests.faults.stores.writing import DUE, TOWN, journal_on
from tests.faults.town import ANSWERED
from tests.faults.world import open_world
from tests.proof import Row

pytestmark = pytest.mark.faults
FAKETIME = next(
    itertools.chain(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), Path("/usr/lib/faketime").glob("*.so.1")),
    None,
)


class Clock:
    """The clock of a server, some seconds off."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.set(0)

    def set(self, seconds: int) -> None:
        """From now on this much off the true time."""
        fresh = self.file.with_suffix(".new")
        fresh.write_text(f"{seconds:+d}\n", "ascii")
        fresh.replace(self.file)


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    if FAKETIME is None:
        pytest.skip("libfaketime is missing (Debian: apt-get install faketime)")
    return Clock(tmp_path / "clock")


@pytest.fixture
def valkey(tmp_path: Path, clock: Clock) -> Iterator[Process]:
    environ = {
        "LD_PRELOAD": str(FAKETIME),
        "FAKETIME_TIMESTAMP_FILE": str(clock.file),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "DONT_FAKE_MONOTONIC": "1",
    }
    process = Process(tmp_path / "valkey", "--appendfsync", "always", environ=environ)
    with running(process):
        yield process


@pytest.fixture
async def store(valkey: Process) -> AsyncIterator[Store]:
    await valkey.ready()
    store = Store(valkey.url)
    yield store
    await store.close()


def _clock_of(valkey: Process) -> int:
    return int(valkey.ask("TIME")[0])


@pytest.mark.fault(rows=(59,))
async def test_ids_rise_and_leases_lengthen_by_no_more_than_the_step(
    valkey: Process, clock: Clock, store: Store, prove: Prove
) -> None:
    step, lease = 3, 1.0
    journal = journal_on(store, lease=timedelta(seconds=lease))
    keys = Keys(TOWN)
    await journal.ingest(address="web:1", event_id="a", event="{}", due_in=DUE)
    first = await journal.take()
    assert isinstance(first, Taken)
    clock.set(-step)
    await eventually(lambda: _clock_of(valkey) < time.time() - step + 1, "step")
    began = time.monotonic()
    for n in range(5):
        await journal.ingest(address=f"web:{n + 2}", event_id=f"b{n}", event="{}", due_in=DUE)
        await journal.touch(f"c{n}")
    ids = [tuple(map(int, one[0].split("-"))) for one in await store.redis.xrange(keys("feed"))]
    assert ids == sorted(set(ids))
    while True:
        taken = await journal.take()
        if isinstance(taken, Taken) and taken.conversation == first.conversation:
            break
        await asyncio.sleep(0.02)
    longer = time.monotonic() - began - lease
    assert longer < step + 1
    prove(
        Row(name=f"a lease longer after a step of {step} s back", ours=longer, goal="<= the step", unit="s", fault=59)
    )


@pytest.mark.fault(rows=(58,), promises=("P17",))
@pytest.mark.parametrize("hours", [1, -1])
async def test_an_hours_step_stops_nobody(
    valkey: Process, clock: Clock, tmp_path: Path, nursery: Nursery, hours: int, prove: Prove
) -> None:
    """There, and back: each time the citizen who was just answered, and another, are answered at once."""
    await valkey.ready()
    async with open_world(tmp_path, nursery, url=valkey.url) as world:
        app = await world.start(*EVERYTHING, options=("--gap", "1"))
        longest = 0.0
        for turn, off in enumerate((0, hours, 0)):
            clock.set(off * 3600)
            await eventually(lambda o=off: abs(_clock_of(valkey) - time.time() - o * 3600) < 60, "step")
            for number in (1, 2 + turn):
                before, began = len(world.heard(number)), time.monotonic()
                world.citizen(number).say(ANSWERED[turn])
                await eventually(lambda n=number, b=before: len(world.heard(n)) > b, f"answer to {number} at {off}", 15)
                longest = max(longest, time.monotonic() - began)
        await world.quiet()
        assert app.ended is None
        assert world.twice() == 0
        assert await world.uncertain() == 0
        assert await world.violations() == []
    name = f"longest wait for an answer, clock {hours:+d} h and back"
    prove(Row(name=name, ours=longest, goal="<= 10 s", unit="s", fault=58, promise="P17"))
