"""Rows 58, 59: the clock of the store's host jumps. Every lease, pause and due time goes by it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from handoff.clockwatch import ClockWatch
from handoff.journal.journal import Journal
from handoff.journal.keys import Keys
from handoff.journal.records import Class, Commit, Delivery, JournalError, Sending, State, Taken, Wait
from handoff.journal.records import Row as TranscriptRow
from handoff.journal.store import Store
from tests.faults.process import EVERYTHING
from tests.faults.stores.conftest import OpenHere, Prove
from tests.faults.stores.servers import Process, eventually, running
from tests.faults.stores.writing import DUE, TOWN, journal_on
from tests.faults.town import ANSWERED
from tests.faults.world import World
from tests.proof import Row

pytestmark = pytest.mark.faults
FAKETIME = next(Path("/usr/lib").glob("**/faketime/libfaketime.so.1"), None)


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


def _clock_of(valkey: Process) -> int:
    return int(valkey.ask("TIME")[0])


def _is_off(valkey: Process, seconds: int) -> bool:
    return abs(_clock_of(valkey) - time.time() - seconds) < 60


def _is_noted(valkey: Process) -> bool:
    """Whether the program has looked since the last step; it does so each second."""
    noted = int(valkey.ask("HGET", Keys(TOWN)("meta"), "clock") or 0) // 1000
    return abs(noted - _clock_of(valkey)) < 60


def _hears(world: World, number: int, before: int) -> bool:
    return len(world.heard(number)) > before


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
        taken = await journal.take()
        assert isinstance(taken, Taken)
        await journal.commit(_decision(taken))
    ids = [tuple(map(int, at.split("-"))) for at, _ in valkey.ask("XRANGE", keys("feed"), "-", "+")]
    assert len(ids) == 5
    assert ids == sorted(set(ids))
    while True:
        taken = await journal.take()
        if isinstance(taken, Taken) and taken.conversation == first.conversation:
            break
        await asyncio.sleep(0.02)
    longer = time.monotonic() - began - lease
    assert longer < step + 1
    name = f"a lease longer after a step of {step} s back"
    prove(Row(name=name, ours=longer, goal="<= the step", unit="s", fault=59))


def _decision(taken: Taken) -> Commit:
    rows = (TranscriptRow(id=f"q{taken.conversation}", who="citizen", body={}),)
    return Commit(
        conversation=taken.conversation,
        lease=taken.lease,
        talk_version=taken.talk_version,
        consumed=1,
        talk="{}",
        case=f"c{taken.conversation}",
        rows=rows,
    )


@pytest.mark.fault(rows=(58,), promises=("P2", "P17"))
async def test_what_is_being_sent_through_a_step_ahead_is_sent_once(
    valkey: Process, clock: Clock, store: Store, prove: Prove
) -> None:
    """Its lease is not over because the clock says so; one that ends otherwise is over when it always was."""
    lease = timedelta(seconds=2)
    journal = journal_on(store, delivery_lease=lease)
    watch = ClockWatch(journal)
    await watch.step()
    before = await journal.read_clock()
    for name in ("told", "lost"):
        await journal.ingest(address=f"web:{name}", event_id=name, event="{}", due_in=DUE)
        taken = await journal.take()
        assert isinstance(taken, Taken)
        said = Delivery(id=name, channel="telegram", to=f"place:{name}", body={"text": name}, cls=Class.LIVE)
        await journal.commit(replace(_decision(taken), deliveries=(said,)))
    flying = {one.id: one for one in await _sendings(journal)}
    began = time.monotonic()
    clock.set(3600)
    await eventually(partial(_is_off, valkey, 3600), "step")
    assert await _sendings(journal) == [], "before somebody has looked at the clock"
    told = await journal.read_clock(before)
    assert timedelta(minutes=59) < told.step < timedelta(minutes=61), "another process, told as well"
    assert await watch.step() > timedelta(minutes=59)
    await journal.lengthen_by(told.step)
    assert await watch.step() == timedelta()
    await asyncio.sleep(1.1)  # so long it is put off before the look
    assert await _sendings(journal) == [], "after it"
    assert await journal.report(flying["told"], State.SENT, detail="1")
    again: list[Sending] = []
    while not again:
        await asyncio.sleep(0.05)
        again = await _sendings(journal)
    late = time.monotonic() - began - lease.total_seconds()
    assert [(one.id, one.attempt) for one in again] == [("lost", 2)]
    assert -0.1 < late < 3
    name = "a message whose sender is gone leaves later by, clock +1 h"
    prove(Row(name=name, ours=late, goal="<= 3 s", unit="s", fault=58, promise="P2"))


@pytest.mark.fault(rows=(58,), promises=("P2",))
async def test_a_step_ahead_that_was_not_seen_to_is_told_again(
    valkey: Process, clock: Clock, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store goes away between the look and what it leads to."""
    journal = journal_on(store)
    watch = ClockWatch(journal)
    await journal.ingest(address="web:1", event_id="a", event="{}", due_in=DUE)
    await watch.step()
    clock.set(3600)
    await eventually(partial(_is_off, valkey, 3600), "step")
    with monkeypatch.context() as away:
        away.setattr(store, "names", _unreachable)
        with pytest.raises(JournalError):
            await watch.step()
    assert await watch.step() > timedelta(minutes=59)
    assert await watch.step() == timedelta()


def _unreachable(_: str) -> AsyncIterator[list[str]]:
    raise JournalError("unreachable")


async def _sendings(journal: Journal) -> list[Sending]:
    found = await journal.take_deliveries("telegram", 10)
    return [] if isinstance(found, Wait) else list(found)


@pytest.mark.fault(rows=(58,), promises=("P17",))
@pytest.mark.parametrize("hours", [-1, pytest.param(1, marks=pytest.mark.thorough)])
async def test_an_hours_step_stops_nobody(
    valkey: Process, clock: Clock, open_here: OpenHere, hours: int, prove: Prove
) -> None:
    """There, and back: each time the citizen who was just answered, and another, are answered at once."""
    await valkey.ready()
    async with open_here(valkey.url) as world:
        app = await world.start(*EVERYTHING, options=("--gap", "1"))
        longest = 0.0
        for turn, off in enumerate((0, hours, 0)):
            clock.set(off * 3600)
            await eventually(partial(_is_off, valkey, off * 3600), "step")
            await eventually(partial(_is_noted, valkey), "a look at the clock")
            for number in (1, 2 + turn):
                before, began = len(world.heard(number)), time.monotonic()
                world.citizen(number).say(ANSWERED[turn])
                await eventually(partial(_hears, world, number, before), f"answer to {number} at {off} h", 15)
                longest = max(longest, time.monotonic() - began)
        await world.quiet()
        assert app.ended is None
        assert world.twice() == 0
        assert await world.uncertain() == 0
        assert await world.violations() == []
    name = f"longest wait for an answer, clock {hours:+d} h and back"
    prove(Row(name=name, ours=longest, goal="<= 10 s", unit="s", fault=58, promise="P17"))


@pytest.mark.thorough
@pytest.mark.fault(rows=(58,), promises=("P7", "P17"))
async def test_what_waits_through_a_step_back_is_not_late_by_it(
    valkey: Process, clock: Clock, open_here: OpenHere
) -> None:
    """Taken by a worker that died, just before the clock was set back an hour while nobody worked."""
    await valkey.ready()
    async with open_here(valkey.url) as world:
        app = await world.start(*EVERYTHING)
        await eventually(partial(_is_noted, valkey), "a look at the clock")
        await app.kill()
        poller = await world.start("poller")
        world.citizen(1).say(ANSWERED[0])
        journal = journal_on(world.store, lease=timedelta(seconds=2))
        taken: Taken | float = 60.0
        while not isinstance(taken, Taken):
            await asyncio.sleep(0.05)
            taken = await journal.take()
        clock.set(-3600)
        await eventually(partial(_is_off, valkey, -3600), "step")
        worker = await world.start("worker", "sender")
        await eventually(partial(_hears, world, 1, 0), "an answer", 20)
        await world.quiet()
        told = [line for process in (poller, worker) for line in process.lines("store.clock_back")]
        assert len(told) == 1, "by whoever looked first"
        assert await world.violations() == []
        assert world.twice() == 0
