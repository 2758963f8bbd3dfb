"""Row 24: a Cluster whose node dies, whose slots move to another node, which is down; and what else must work there."""

from __future__ import annotations

import asyncio
import contextlib
import random
import sys
import time
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from redis.asyncio import Redis

from handoff.journal.archive import Archive
from handoff.journal.backlog import memory
from handoff.journal.fleet import slot_of
from handoff.journal.journal import Journal
from handoff.journal.keys import Keys
from handoff.journal.lookout import Lookout
from handoff.journal.records import JournalAway
from handoff.journal.schema import claim_schema
from handoff.journal.soundness import findings
from handoff.journal.store import Store
from tests.faults.nursery import ROOT, Nursery
from tests.faults.process import EVERYTHING
from tests.faults.stores.cluster import Nodes, open_cluster
from tests.faults.stores.conftest import Prove
from tests.faults.stores.servers import HOST, Process, eventually
from tests.faults.stores.writing import DUE, TOWN, Writer, journal_on, writing
from tests.faults.town import ANSWERED
from tests.faults.world import World, open_world
from tests.proof import Row

pytestmark = pytest.mark.faults
OTHER = "neustadt"


@pytest.fixture
async def cluster(tmp_path: Path) -> AsyncIterator[Nodes]:
    async with open_cluster(tmp_path / "cluster") as cluster:
        yield cluster


@pytest.fixture
async def store(cluster: Nodes) -> AsyncIterator[Store]:
    store = Store(cluster.url)
    yield store
    await store.close()


@pytest.mark.thorough
@pytest.mark.fault(rows=(24,), promises=("P1", "P17"))
async def test_the_program_goes_on_when_its_node_dies(
    cluster: Nodes, tmp_path: Path, nursery: Nursery, prove: Prove
) -> None:
    async with open_world(tmp_path, nursery, url=cluster.url, replicas=1) as world:
        fleet = [await world.start(*roles) for roles in ((*EVERYTHING, "web"), ("worker",))]
        chat = asyncio.create_task(world.chatter(24, random.Random(3), 0.1))
        async with writing(world.store, town=world.town, pause=0.05) as writer:
            await asyncio.sleep(1.0)
            owner = cluster.owner(world.town)
            owner.kill()
            killed = time.monotonic()
            await eventually(lambda: cluster.owner(world.town) is not owner, "failover")
            promoted = time.monotonic() - killed
            owner.start()  # as the new master's replica: without one nobody could wait for a copy
            await eventually(partial(writer.has_since, killed), "a confirmation")
            await asyncio.sleep(0.5)
        await chat
        silence = writer.longest_silence(killed - 0.5)
        await world.journal.ping()
        await world.quiet(30)
        lost = await writer.lost(consumed=True)
        assert lost == []
        assert await world.violations() == []
        assert await world.count_said() + await world.parked() == 24
        assert all(process.ended is None for process in fleet)
        assert not [process for process in fleet if "CROSSSLOT" in process.log.read_text("utf-8")]
        assert silence < 10
    note = f"the Cluster took {promoted:.1f} s; {len(writer.confirmed)} confirmed, {len(lost)} lost"
    prove(Row(name="confirming again after a node died", ours=silence, goal="<= 10 s", unit="s", fault=24, note=note))


def _next(cluster: Nodes, owner: Process) -> Process:
    return next(node for node in cluster.nodes[:3] if node is not owner)


@pytest.mark.fault(rows=(24,), promises=("P7",))
async def test_what_is_due_is_found_without_hints_on_every_node_that_lives(cluster: Nodes, store: Store) -> None:
    towns = [next(f"ort{n}" for n in range(1000) if cluster.owner(f"ort{n}") is node) for node in cluster.nodes[:3]]
    told: list[str] = []
    lookout = Lookout(store, towns, lambda town, topic: told.append(town) if topic == "due" else None)

    async def finds(*wanted: str) -> None:
        async with asyncio.timeout(30):
            while True:
                told.clear()
                with contextlib.suppress(JournalAway):
                    await lookout.look()
                if set(told) == set(wanted):
                    return
                await asyncio.sleep(0.1)

    for town in towns:
        await store.of(town).call(partial(_make_due, Keys(town)("due")))
    await finds(*towns)
    slot, to = slot_of(towns[0]), cluster.nodes[1]
    cluster.nodes[0].ask("CLUSTER", "MIGRATESLOTS", "SLOTSRANGE", slot, slot, "NODE", cluster.id_of(to))
    await eventually(lambda: cluster.owner(towns[0]) is to, "the slot is there")
    await finds(*towns)
    cluster.nodes[2].stand_still()
    try:
        await finds(*towns[:2])  # whoever waits for the third does not keep the others waiting
    finally:
        cluster.nodes[2].go_on()
    await finds(*towns)  # on the replica in its place


@pytest.mark.fault(rows=(24,), promises=("P17",))
async def test_a_node_that_stands_still_hides_no_others_memory(cluster: Nodes, store: Store) -> None:
    assert await memory(store, 1.0)
    cluster.nodes[2].stand_still()
    try:
        used, _ = await memory(store, 1.0)  # sooner than its replica is in its place
    finally:
        cluster.nodes[2].go_on()
    assert used > 0


async def _make_due(key: str, redis: Redis) -> object:
    return await redis.zadd(key, {"somebody": 1})


@pytest.mark.fault(rows=(24,), promises=("P1",))
async def test_a_slot_that_moves_whole_takes_its_town_along(cluster: Nodes, store: Store, prove: Prove) -> None:
    slot, owner = slot_of(TOWN), cluster.owner(TOWN)
    to = _next(cluster, owner)
    async with writing(store) as writer:
        await eventually(lambda: len(writer.confirmed) > 50, "load")
        moved = time.monotonic()
        owner.ask("CLUSTER", "MIGRATESLOTS", "SLOTSRANGE", slot, slot, "NODE", cluster.id_of(to))
        await eventually(lambda: cluster.owner(TOWN) is to, "migration")
        await eventually(partial(writer.has_since, time.monotonic()), "a confirmation")
        silence = writer.longest_silence(moved)
    lost = await writer.lost()
    assert lost == []
    assert int(to.ask("CLUSTER", "COUNTKEYSINSLOT", slot)) > 0
    assert silence < 10
    note = f"of {len(writer.confirmed)} confirmed {len(lost)} lost, {writer.refused} refused"
    prove(Row(name="confirming again after a slot moved", ours=silence, goal="<= 10 s", unit="s", fault=24, note=note))


@pytest.mark.fault(rows=(24,), promises=("P1", "P3"))
async def test_a_slot_that_moves_key_by_key_is_refused_until_it_is_there(
    cluster: Nodes, store: Store, prove: Prove
) -> None:
    """The old way, with ASK: a script does not say which keys it will need, so half a town must not be written."""
    slot, owner = slot_of(TOWN), cluster.owner(TOWN)
    to = _next(cluster, owner)
    async with writing(store) as writer:
        await eventually(lambda: len(writer.confirmed) > 50, "load")
        to.ask("CLUSTER", "SETSLOT", slot, "IMPORTING", cluster.id_of(owner))
        owner.ask("CLUSTER", "SETSLOT", slot, "MIGRATING", cluster.id_of(to))
        await asyncio.sleep(0.2)
        began = time.monotonic()
        keys = owner.ask("CLUSTER", "GETKEYSINSLOT", slot, 100_000)
        for key in keys[: len(keys) // 2]:
            owner.ask("MIGRATE", HOST, to.port, key, 0, 5000)
        await asyncio.sleep(0.5)
        assert not writer.has_since(began)
        assert int(to.ask("CLUSTER", "COUNTKEYSINSLOT", slot)) == len(keys) // 2
        for key in owner.ask("CLUSTER", "GETKEYSINSLOT", slot, 100_000):
            owner.ask("MIGRATE", HOST, to.port, key, 0, 5000)
        for node in (to, owner):
            node.ask("CLUSTER", "SETSLOT", slot, "NODE", cluster.id_of(to))
        done = time.monotonic()
        await eventually(partial(writer.has_since, done), "a confirmation")
        silence = time.monotonic() - done
    lost = await writer.lost()
    assert lost == []
    assert writer.refused > 0
    note = f"of {len(writer.confirmed)} confirmed {len(lost)} lost; refused while it moved"
    prove(Row(name="confirming again after keys moved", ours=silence, goal="<= 10 s", unit="s", fault=24, note=note))


@pytest.mark.fault(rows=(24,), promises=("P1", "P17"))
async def test_a_cluster_that_is_down_confirms_nothing(cluster: Nodes, store: Store, prove: Prove) -> None:
    owner = cluster.owner(TOWN)
    other = _next(cluster, owner)
    async with writing(store) as writer:
        await eventually(lambda: len(writer.confirmed) > 20, "load")
        cluster.replica_of(other).kill()
        other.kill()
        await eventually(lambda: "cluster_state:fail" in owner.ask("CLUSTER", "INFO"), "down")
        await asyncio.sleep(0.1)  # what was written before is answered
        down = time.monotonic()
        with pytest.raises(JournalAway):
            await writer.journal.ingest(address="web:x", event_id="x", event="{}", due_in=DUE)
        await asyncio.sleep(0.5)
        assert not writer.has_since(down)
        other.start()
        await eventually(lambda: "cluster_state:ok" in owner.ask("CLUSTER", "INFO"), "up")
        up = time.monotonic()
        await eventually(partial(writer.has_since, up), "a confirmation")
        silence = time.monotonic() - up
    assert await writer.lost() == []
    assert silence < 10
    prove(Row(name="confirming again after CLUSTERDOWN", ours=silence, goal="<= 10 s", unit="s", fault=24))


def _heard(journal: Journal, before: int) -> bool:
    return journal._hints.count(journal.town, "due") > before


@pytest.mark.fault(rows=(24,))
async def test_towns_of_several_nodes_are_heard_of_and_backed_up(cluster: Nodes, store: Store) -> None:
    assert cluster.owner(TOWN) is not cluster.owner(OTHER)
    written: dict[str, list[str]] = {}
    for town in (TOWN, OTHER):
        await claim_schema(store, town)
        journal = journal_on(store, town, claimed=True)
        stop = asyncio.Event()
        hints = asyncio.create_task(journal._hints.run(stop))
        await eventually(partial(_heard, journal, 0), "subscription")
        before = journal._hints.count(town, "due")
        writer = Writer(journal=journal, pause=0)
        for n in range(20):
            assert await writer.once(n)
        await eventually(partial(_heard, journal, before), "hints")
        written[town] = writer.confirmed
        stop.set()
        await hints
    assert await findings(store) == []
    async with Archive(cluster.url) as archive:
        assert await archive.size() > 0
        lines = [line async for batch in archive.read([TOWN, OTHER]) for line in batch]
        for node in cluster.nodes[:3]:
            node.ask("FLUSHALL")
        assert await archive.size() == 0
        await archive.refuse_unless_empty([TOWN, OTHER])
        assert await archive.write(lines) == len(lines)
    for town in (TOWN, OTHER):
        writer = Writer(journal=journal_on(store, town), pause=0, confirmed=written[town])
        assert await writer.lost() == []


@pytest.mark.fault(rows=(24,))
async def test_a_node_named_as_a_single_server_is_refused_in_words(cluster: Nodes) -> None:
    store = Store(cluster.owner(TOWN).url)
    other = Store(cluster.owner(OTHER).url)
    try:
        refused = [one for one in await findings(store) if one.level == "refuse"]
        assert "redis+cluster://" in refused[0].mend
        with pytest.raises(JournalAway, match=r"redis\+cluster"):
            await other.of(TOWN).call(lambda r: r.get(Keys(TOWN)("secret")))
    finally:
        await store.close()
        await other.close()


@pytest.mark.thorough
@pytest.mark.fault(rows=(24,))
async def test_doctor_backup_and_restore_by_command(cluster: Nodes, tmp_path: Path, nursery: Nursery) -> None:
    async with open_world(tmp_path, nursery, url=cluster.url, replicas=1) as world:
        app = await world.start(*EVERYTHING, "web")
        world.citizen(1).say(ANSWERED[0])
        await world.quiet()
        said = await _command(world, "doctor")
        assert said.count(", 1 replicas") == 3, said
        assert "schema 1" in said
        await _command(world, "backup", str(tmp_path / "backup"))
        await app.end_gently()
        for node in cluster.nodes:
            if node.ask("ROLE")[0] == "master":
                node.ask("FLUSHALL")
        await _command(world, "restore", str(tmp_path / "backup"))
        app = await world.start(*EVERYTHING)
        assert await world.said(1) == [ANSWERED[0]]
        world.citizen(1).say(ANSWERED[1])
        await world.quiet()
        assert await world.said(1) == list(ANSWERED[:2])


async def _command(world: World, *arguments: str) -> str:
    """What a command of the program prints; it must end well, or be the doctor's judgement of a test's town."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", *arguments),
        cwd=world.folder,
        env={**world.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    text = said.decode()
    assert process.returncode == 0 or arguments[0] == "doctor", text
    return text
