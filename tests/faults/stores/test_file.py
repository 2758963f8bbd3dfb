"""Rows 17, 19, 20, 27: the store's process and its file: killed, torn, damaged, long in loading, without room."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shlex
import signal
import subprocess
import time
from functools import partial
from pathlib import Path

import pytest

from handoff.journal.embedded import EmbeddedError, EmbeddedServer, Fsync, socket_path
from handoff.journal.records import JournalAway
from handoff.journal.store import Store
from tests.faults.nursery import Nursery
from tests.faults.process import EVERYTHING
from tests.faults.stores.conftest import Prove
from tests.faults.stores.servers import Process, eventually
from tests.faults.stores.writing import Writer, journal_on, writing
from tests.faults.town import ANSWERED
from tests.faults.world import open_world
from tests.proof import Row

pytestmark = pytest.mark.faults


@pytest.mark.fault(rows=(17,), promises=("P1", "P17"))
@pytest.mark.parametrize("fsync", ["always", "everysec"])
async def test_killed_under_load_it_has_all_that_was_confirmed(
    valkey: Process, store: Store, fsync: str, prove: Prove
) -> None:
    valkey.ask("CONFIG", "SET", "appendfsync", fsync)
    silences = []
    async with writing(store, pause=0.001) as writer:
        for _ in range(5):
            await asyncio.sleep(0.3)
            valkey.kill()
            await asyncio.sleep(0.3)
            valkey.start("--appendfsync", fsync)
            await valkey.ready()
            back = time.monotonic()
            await eventually(partial(writer.has_since, back), "a confirmation")
            silences.append(writer.times[-1] - back)
    lost = await writer.lost()
    assert writer.refused > 0
    assert len(writer.confirmed) > 100
    assert lost == []
    assert max(silences) < 10
    note = f"of {len(writer.confirmed)} confirmed, 5 kills"
    name = f"lost when the store is killed, {fsync}"
    prove(Row(name=name, ours=len(lost), goal="0", fault=17, promise="P1", note=note))


async def _written(folder: Path, events: int, fsync: Fsync = "always") -> list[str]:
    """A data directory whose server was killed after so many confirmed events."""
    server = EmbeddedServer(folder, fsync=fsync)
    server.start()
    store = Store(server.url)
    writer = Writer(journal=journal_on(store), pause=0)
    for n in range(events):
        assert await writer.once(n)
    await store.close()
    assert server.pid is not None
    os.kill(server.pid, signal.SIGKILL)
    server.stop()
    return writer.confirmed


async def _there(folder: Path, confirmed: list[str]) -> int:
    """How many of these are there, the program having started on this directory."""
    server = EmbeddedServer(folder)
    server.start()
    store = Store(server.url)
    journal = journal_on(store)
    try:
        known = [await store.redis.get(f"bd:{{{journal.town}}}:seen:{event}") for event in confirmed]
    finally:
        await store.close()
        server.stop()
    return sum(one is not None for one in known)


def _file(folder: Path) -> Path:
    return next((folder / "valkey" / "appendonlydir").glob("*.incr.aof"))


@pytest.mark.fault(rows=(19,))
@pytest.mark.parametrize("torn", [1, 7, 40])
async def test_a_torn_tail_loads(tmp_path: Path, torn: int) -> None:
    confirmed = await _written(tmp_path, 30)
    file = _file(tmp_path)
    os.truncate(file, file.stat().st_size - torn)
    assert await _there(tmp_path, confirmed) == 29


@pytest.mark.fault(rows=(19,))
async def test_a_damaged_middle_is_refused_with_the_command_that_mends_it(tmp_path: Path) -> None:
    confirmed = await _written(tmp_path, 30)
    file = _file(tmp_path)
    content = bytearray(file.read_bytes())
    middle = content.index(b"*", len(content) // 2)
    content[middle : middle + 8] = b"\0" * 8
    file.write_bytes(content)
    before = file.read_bytes()
    with pytest.raises(EmbeddedError) as refused:
        await _there(tmp_path, confirmed)
    text = str(refused.value)
    assert str(file.parent) in text
    assert "damaged" in text
    assert "buergerdraht restore" in text
    assert file.read_bytes() == before
    command = text[text.index("`bash") + 1 : text.rindex("`")]
    await asyncio.to_thread(subprocess.run, shlex.split(command), input=b"y\n", check=True, capture_output=True)
    assert 5 < await _there(tmp_path, confirmed) < 30


@pytest.mark.fault(rows=(20,), promises=("P17",))
async def test_while_it_loads_nothing_is_confirmed_and_then_all_goes_on(
    valkey: Process, tmp_path: Path, nursery: Nursery, prove: Prove
) -> None:
    await valkey.ready()
    async with open_world(tmp_path, nursery, url=valkey.url) as world:
        app = await world.start(*EVERYTHING, "web")
        world.citizen(1).say(ANSWERED[0])
        await world.quiet()
        valkey.ask("EVAL", "for n = 1, 5000 do redis.call('SET', 'ballast:' .. n, n) end", 0)
        keys = int(valkey.ask("DBSIZE"))
        valkey.ask("BGREWRITEAOF")
        await eventually(lambda: valkey.facts("persistence")["aof_rewrite_in_progress"] == 0, "rewrite")
        valkey.kill()
        # Four seconds of it, each key a little, and it answers in between.
        valkey.start(*("--key-load-delay", str(4_000_000 // keys), "--loading-process-events-interval-bytes", "1024"))
        await eventually(lambda: valkey.facts("persistence")["loading"] == 1, "loading")
        world.citizen(2).say(ANSWERED[1])
        with pytest.raises(JournalAway):
            await world.ingest("web:1", "web:1", "Danke")
        assert await world.ready_status(app) == 503
        await eventually(lambda: valkey.facts("persistence")["loading"] == 0, "loaded")
        loaded = time.monotonic()
        assert int(valkey.ask("DBSIZE")) >= 5_000
        await eventually(lambda: world.heard(2), "an answer")
        took = time.monotonic() - loaded
        await world.quiet()
        assert app.ended is None
        assert await world.ready_status(app) == 200
        valkey.ask("EVAL", "for n = 1, 5000 do redis.call('DEL', 'ballast:' .. n) end", 0)
        assert await world.violations() == []
        assert world.twice() == 0
        assert took < 10
    prove(
        Row(
            name="answering again after the store has loaded",
            ours=took,
            goal="<= 10 s",
            unit="s",
            fault=20,
            promise="P17",
        )
    )


@pytest.mark.fault(rows=(27,), promises=("P13",))
@pytest.mark.parametrize("fsync", ["everysec", pytest.param("always", marks=pytest.mark.thorough)])
async def test_a_full_disk_refuses_and_recovers_by_itself(
    small_disk: Path, tmp_path: Path, nursery: Nursery, fsync: Fsync, prove: Prove
) -> None:
    own = {
        "REDIS_URL": "",
        "BUERGERDRAHT_DATA_DIR": str(small_disk / "own"),
        "BUERGERDRAHT_EMBEDDED__APPENDFSYNC": fsync,
    }
    async with open_world(tmp_path, nursery) as world:
        app = await world.start(*EVERYTHING, "web", environ=own)
        await world.look_at(f"unix://{socket_path(small_disk / 'own')}")
        world.citizen(1).say(ANSWERED[0])
        await world.quiet()
        writer = Writer(journal=world.journal, pause=0)
        assert await writer.once(0)
        ballast = small_disk / "ballast"
        _fill(ballast)
        n = 1
        while await writer.once(n):  # what is left of a page
            n += 1
            assert n < 3_000
        world.citizen(2).say(ANSWERED[1])
        statuses = set()
        for _ in range(20):
            statuses.add(await world.ready_status(app))
            if await writer.once(n):
                n += 1
            _fill(ballast)
            await asyncio.sleep(0.1)
        assert 503 in statuses
        assert app.ended is None
        assert world.heard(2) == []
        assert await world.ready_status(app) == 503
        assert not await writer.once(n)
        ballast.unlink()
        free = time.monotonic()
        await eventually(lambda: world.heard(2), "an answer")
        took = time.monotonic() - free
        await world.quiet()
        assert await world.ready_status(app) == 200
        assert await writer.once(n)
        lost = await writer.lost(consumed=True)
        assert lost == []
        assert await world.said(1) == [ANSWERED[0]]
        assert await world.said(2) == [ANSWERED[1]]
        assert took < 10
    name, note = f"lost with a full disk, {fsync}", f"answers {took:.1f} s after there is room"
    prove(Row(name=name, ours=len(lost), goal="0", fault=27, promise="P13", note=note))


def _fill(file: Path) -> None:
    """Leave no byte of its disk."""
    with file.open("ab", buffering=0) as ballast, contextlib.suppress(OSError):
        while ballast.write(b"x" * 4096):
            pass
