"""Rows 28, 31, 33: the line to the store is slow, all connections are in use, or a firewall has forgotten them."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator

import pytest

from handoff.journal.hints import Hints
from handoff.journal.records import JournalAway
from handoff.journal.server import CONNECTIONS, TIMEOUT_SECONDS
from handoff.journal.store import CALL_SECONDS, Store
from tests.faults.process import EVERYTHING
from tests.faults.stores.conftest import OpenHere, Prove
from tests.faults.stores.line import Line, open_line
from tests.faults.stores.servers import Process, eventually
from tests.faults.stores.writing import DUE, TOWN, journal_on
from tests.proof import Row

pytestmark = pytest.mark.faults


@pytest.fixture
async def line(valkey: Process) -> AsyncIterator[Line]:
    await valkey.ready()
    async with open_line(valkey.port) as line:
        yield line


@pytest.fixture
async def store(line: Line) -> AsyncIterator[Store]:
    store = Store(line.url)
    yield store
    await store.close()


@pytest.mark.fault(rows=(28,), promises=("P3", "P6"))
@pytest.mark.parametrize(
    ("delay", "messages"), [(0.2, 12), pytest.param(3.0, 3, marks=pytest.mark.thorough)], ids=["200ms", "3s"]
)
async def test_a_slow_store_makes_it_slower_and_nothing_twice(
    line: Line, open_here: OpenHere, delay: float, messages: int, prove: Prove
) -> None:
    async with open_here(line.direct) as world:
        # The product's own leases: short ones would end while a slow answer is on its way.
        options = ("--lease", "20", "--delivery-lease", "45")
        app = await world.start(*EVERYTHING, options=options, environ={"REDIS_URL": line.url})
        await world.chatter(8, random.Random(2), 0.0)
        await world.quiet()
        made, line.delay = line.made, delay
        began = time.monotonic()
        await world.chatter(messages, random.Random(3), 0.1)
        await world.quiet(60)
        took = time.monotonic() - began
        line.delay = 0.0
        assert app.ended is None
        assert await world.violations() == []
        assert await world.count_said() + await world.parked() == 8 + messages
        doubts, opened = await world.uncertain(), line.made - made
        assert doubts == 0  # and without a doubt what Telegram took is the transcript, once
        assert opened <= CONNECTIONS  # nobody hung up and tried again
    note = f"{messages} messages answered in {took:.0f} s, {opened} connections opened"
    prove(Row(name=f"twice with answers {delay:g} s late", ours=doubts, goal="0", fault=28, promise="P6", note=note))


@pytest.mark.fault(rows=(31,))
async def test_a_reading_that_waits_has_its_own_connection(valkey: Process, line: Line, store: Store) -> None:
    hints, stop = Hints(store, [TOWN]), asyncio.Event()
    listening = asyncio.create_task(hints.run(stop))
    await eventually(lambda: hints.count(TOWN, "due") > 0, "subscription")
    journal, direct = journal_on(store), Store(valkey.url)
    line.delay = 0.1
    calls = [
        asyncio.create_task(journal.ingest(address=f"web:{n}", event_id=f"e{n}", event="{}", due_in=DUE))
        for n in range(4 * CONNECTIONS)
    ]
    await asyncio.sleep(0.05)
    before = hints.count(TOWN, "due")
    await journal_on(direct).ingest(address="web:x", event_id="x", event="{}", due_in=DUE)
    await eventually(lambda: hints.count(TOWN, "due") > before, "hint")
    assert len(set(await asyncio.gather(*calls))) == 4 * CONNECTIONS  # who found none free waited for one
    assert line.open <= CONNECTIONS
    stop.set()
    await listening
    await direct.close()


@pytest.mark.fault(rows=(31,))
async def test_calls_that_hang_end_and_give_their_connections_back(valkey: Process, line: Line, store: Store) -> None:
    journal = journal_on(store)
    line.silent = True
    began = time.monotonic()
    ends = await asyncio.gather(
        *(
            journal.ingest(address=f"web:{n}", event_id=f"e{n}", event="{}", due_in=DUE)
            for n in range(CONNECTIONS + 20)
        ),
        return_exceptions=True,
    )
    assert all(isinstance(end, JournalAway) for end in ends)
    assert time.monotonic() - began < 2 * TIMEOUT_SECONDS + CALL_SECONDS
    line.silent = False
    for n in range(2 * CONNECTIONS):
        await journal.ingest(address=f"web:{n}", event_id=f"e{n}", event="{}", due_in=DUE)
    assert int(valkey.facts("keyspace")["db0"]["keys"]) > 0


@pytest.mark.fault(rows=(33,), promises=("P17",))
@pytest.mark.parametrize("how", ["cut", "forgotten"])
async def test_the_first_command_after_a_long_silence_works(line: Line, store: Store, how: str, prove: Prove) -> None:
    journal = journal_on(store)
    await journal.ingest(address="web:0", event_id="e0", event="{}", due_in=DUE)
    await asyncio.gather(*(store.call(lambda redis: redis.ping()) for _ in range(8)))
    assert line.open > 1
    if how == "cut":
        line.cut()
    else:
        line.lose_present()
    began = time.monotonic()
    await journal.ingest(address="web:1", event_id="first", event="{}", due_in=DUE)
    took = time.monotonic() - began
    assert took < 2 * TIMEOUT_SECONDS
    prove(Row(name=f"the first command, connections {how}", ours=took, goal="<= 10 s", unit="s", fault=33))
