"""Rows 21, 22, 23, 25: a store with Sentinels whose master dies, is demoted, is cut off, or whose replicas stall."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from handoff.journal.records import JournalAway
from handoff.journal.store import Store
from tests.faults.nursery import Nursery
from tests.faults.process import EVERYTHING
from tests.faults.stores.conftest import Prove
from tests.faults.stores.sentinels import NAME, Group, open_group, open_store
from tests.faults.stores.servers import eventually
from tests.faults.stores.writing import DUE, journal_on, writing
from tests.faults.world import open_world
from tests.proof import Row

pytestmark = pytest.mark.faults


@pytest.fixture
async def group(tmp_path: Path) -> AsyncIterator[Group]:
    async with open_group(tmp_path / "group") as group:
        yield group


@pytest.fixture
async def store(group: Group) -> AsyncIterator[Store]:
    async with open_store(group) as store:
        yield store


@pytest.mark.fault(rows=(21,), promises=("P1", "P17"))
async def test_the_dead_masters_town_goes_on_at_a_new_one(
    group: Group, tmp_path: Path, nursery: Nursery, prove: Prove
) -> None:
    async with open_world(tmp_path, nursery, url=group.url, replicas=1) as world:
        fleet = [await world.start(*roles) for roles in (EVERYTHING, ("worker",))]
        chat = asyncio.create_task(world.chatter(30, random.Random(3), 0.1))
        async with writing(world.store, town=world.town, pause=0.05) as writer:
            await asyncio.sleep(1.0)
            group.servers[0].kill()
            killed = time.monotonic()
            new = await group.failed_over(0)
            promoted = time.monotonic() - killed
            await eventually(partial(writer.has_since, killed), "a confirmation")
            await asyncio.sleep(0.5)
        await chat
        silence = writer.longest_silence(killed - 0.5)
        await world.journal.ping()
        await world.quiet(30)
        lost = await writer.lost(consumed=True)
        assert new != 0
        assert lost == []
        assert await world.violations() == []
        assert await world.count_said() + await world.parked() == 30
        assert all(process.ended is None for process in fleet)
        assert silence < 10
    note = f"the Sentinels took {promoted:.1f} s; {len(writer.confirmed)} confirmed, {len(lost)} lost"
    prove(
        Row(
            name="confirming again after the master died",
            ours=silence,
            goal="<= 10 s",
            unit="s",
            fault=21,
            promise="P17",
            note=note,
        )
    )


@pytest.mark.fault(rows=(22,), promises=("P1", "P17"))
@pytest.mark.parametrize(
    ("replicas", "how"), [pytest.param(2, (), id="forced"), pytest.param(1, ("COORDINATED",), id="coordinated")]
)
async def test_a_demoted_master_that_lives_is_left(
    group: Group, replicas: int, how: tuple[str, ...], prove: Prove
) -> None:
    """Forced, the old master and a replica of it go on together for a moment: both must be waited for."""
    stop = asyncio.Event()
    async with open_store(group, replicas=replicas) as store, writing(store) as writer:
        watch = asyncio.create_task(store.watch(stop))
        hints = asyncio.create_task(writer.journal._hints.run(stop))
        await eventually(lambda: len(writer.confirmed) > 20, "load")
        asked = time.monotonic()
        group.sentinels[0].ask("SENTINEL", "FAILOVER", NAME, *how)
        new = await group.failed_over(0)
        await eventually(partial(writer.has_since, time.monotonic()), "a confirmation")
        refused, heard = writer.refused, writer.journal._hints.count(writer.journal.town, "due")
        await eventually(lambda: len(writer.confirmed) > 20 and group.servers[0].ask("ROLE")[0] == "slave", "demoted")
        await asyncio.sleep(2.0)
        assert writer.refused == refused  # it was refused while it changed, not for good
        assert writer.journal._hints.count(writer.journal.town, "due") > heard
        silence = writer.longest_silence(asked)
        stop.set()
        await asyncio.gather(watch, hints)
        lost = await writer.lost()
    assert lost == []
    assert new != 0
    assert silence < 10
    note = f"of {len(writer.confirmed)} confirmed {len(lost)} lost, {writer.refused} refused meanwhile"
    prove(
        Row(
            name="confirming again after the master was demoted",
            ours=silence,
            goal="<= 10 s",
            unit="s",
            fault=22,
            promise="P17",
            note=note,
        )
    )


@pytest.mark.fault(rows=(23,), promises=("P1",))
async def test_alone_with_the_old_master_nothing_is_confirmed_that_is_lost(
    group: Group, store: Store, prove: Prove
) -> None:
    async with writing(store) as writer:
        await eventually(lambda: len(writer.confirmed) > 50, "load")
        # The client and the old master on one side, all others on the other.
        for line in group.sentinel_lines:
            line.silent = True
        group.lines[0].silent_for_servers = True
        await asyncio.sleep(0.2)  # what had been copied is confirmed
        cut = time.monotonic()
        new = await group.failed_over(0)
        await asyncio.sleep(1.0)
        assert not writer.has_since(cut)
        assert writer.refused > 0
        assert writer.journal.replicas_behind
        with pytest.raises(JournalAway):
            await writer.journal.ingest(address="web:x", event_id="x", event="{}", due_in=DUE)
        group.lines[0].silent_for_servers = False
        for line in group.sentinel_lines:
            line.silent = False
        healed = time.monotonic()
        await eventually(partial(writer.has_since, healed), "a confirmation")
        silence = time.monotonic() - healed
        await eventually(lambda: group.servers[0].ask("ROLE")[0] == "slave", "demoted")
        await eventually(partial(writer.has_since, time.monotonic()), "a confirmation")
    lost = await writer.lost()
    assert new != 0
    assert lost == []
    note = f"of {len(writer.confirmed)} confirmed; going on {silence:.1f} s after the partition"
    prove(Row(name="confirmed and lost in a partition", ours=len(lost), goal="0", fault=23, promise="P1", note=note))


@pytest.mark.fault(rows=(25,), promises=("P1",))
async def test_replicas_that_stall_hold_up_every_confirmation(
    group: Group, store: Store, caplog: pytest.LogCaptureFixture, prove: Prove
) -> None:
    journal = journal_on(store)
    for server in group.servers:
        server.ask("CONFIG", "SET", "min-replicas-to-write", 0)  # so that only our waiting is seen
    await journal.ingest(address="web:1", event_id="a", event="{}", due_in=DUE)
    assert not journal.replicas_behind
    for server in group.servers[1:]:
        server.stand_still()
    for _ in range(2):  # a repeat finds it written, and not yet copied
        with pytest.raises(JournalAway, match="replicas"):
            await journal.ingest(address="web:1", event_id="b", event="{}", due_in=DUE)
    with pytest.raises(JournalAway, match="replicas"):
        await journal.park(event_id="c", raw="{}", reason="unknown")
    assert journal.replicas_behind
    assert [r for r in caplog.records if getattr(r, "action", "") == "store.behind"]
    for server in group.servers[1:]:
        server.go_on()
    took = await _confirms(store, "b")
    assert not journal.replicas_behind
    prove(Row(name="confirming again after the replicas went on", ours=took, goal="<= 10 s", unit="s", fault=25))


async def _confirms(store: Store, event: str) -> float:
    began = time.monotonic()
    while True:
        try:
            await journal_on(store).ingest(address="web:1", event_id=event, event="{}", due_in=DUE)
        except JournalAway:
            await asyncio.sleep(0.05)
        else:
            return time.monotonic() - began
