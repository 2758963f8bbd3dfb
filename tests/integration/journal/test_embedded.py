"""The embedded server: one owner a directory, back after a death, gone with its owner; and what is refused."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from redis.exceptions import OutOfMemoryError

from handoff.journal.embedded import EmbeddedError, EmbeddedServer, socket_path
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.keys import Keys
from handoff.journal.records import Commit, Committed, JournalFull, Row, Taken
from handoff.journal.schema import claim_schema
from handoff.journal.soundness import UnsoundStore, findings
from handoff.journal.store import Store

pytestmark = pytest.mark.server
ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.fault(rows=(71,))
async def test_a_second_start_is_refused_with_the_reason(tmp_path: Path) -> None:
    first = EmbeddedServer(tmp_path)
    first.start()
    try:
        with pytest.raises(EmbeddedError, match=rf"in use by another Bürgerdraht \(process {os.getpid()}\)"):
            EmbeddedServer(tmp_path).start()
    finally:
        first.stop()
    second = EmbeddedServer(tmp_path)
    second.start()
    second.stop()


@pytest.mark.fault(rows=(17, 71), promises=("P1",))
async def test_it_is_sound_and_keeps_everything_over_a_kill(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path)
    server.start()
    over = asyncio.Event()
    watch = asyncio.create_task(server.watch(over))
    store = Store(server.url)
    try:
        assert await findings(store) == []
        await store.redis.set("kept", "yes")
        before = server.pid
        assert before is not None
        os.kill(before, signal.SIGKILL)
        ends = time.monotonic() + 5
        while server.pid == before and time.monotonic() < ends:  # noqa: ASYNC110 - a process gives no event
            await asyncio.sleep(0.05)
        assert server.pid != before
        assert await store.redis.get("kept") == "yes"
    finally:
        over.set()
        await watch
        await store.close()
        server.stop()


@pytest.mark.fault(rows=(71, 72))
def test_it_dies_with_its_owner_and_the_directory_is_free_again(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from handoff.journal.embedded import EmbeddedServer;"
        "s = EmbeddedServer(Path(sys.argv[1])); s.start(); print(s.pid, flush=True); time.sleep(60)"
    )
    owner = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    assert int(owner.stdout.readline())
    owner.kill()
    owner.wait()
    owner.stdout.close()
    again = EmbeddedServer(tmp_path)
    again.start()  # the dead owner's server held the lock for as long as it lived
    again.stop()


def test_a_long_path_gets_a_short_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    assert len(os.fsencode(socket_path(deep))) <= 100
    server = EmbeddedServer(deep)
    server.start()
    server.stop()


@pytest.mark.fault(rows=(71,))
def test_a_directory_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EmbeddedError, match="cannot be written"):
        EmbeddedServer(tmp_path / "file" / "data").start()


async def test_newer_data_is_refused(store: Store, town: str) -> None:
    await claim_schema(store, town)
    await claim_schema(store, town)
    await store.redis.hset(Keys(town)("meta"), "schema", "99")
    with pytest.raises(UnsoundStore, match="schema 99"):
        await claim_schema(store, town)


async def test_a_store_that_forgets_is_told_or_refused(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path)
    server.start()
    store = Store(server.url)
    try:
        await store.redis.config_set("maxmemory-policy", "allkeys-lru")
        await store.redis.config_set("appendonly", "no")
        assert {f.level for f in await findings(store)} == {"refuse", "warn"}
    finally:
        await store.close()
        server.stop()


@pytest.mark.fault(rows=(26,), promises=("P13",))
async def test_a_nearly_full_store_takes_nothing_new_and_finishes_what_is_begun(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path, maxmemory="16mb")
    server.start()
    store = Store(server.url)
    journal = Journal(store, "t", Hints(store, ["t"]))

    async def ingest(n: int) -> None:
        await journal.ingest(address="web:a", event_id=f"e{n}", event="{}", due_in=timedelta(minutes=5))

    try:
        await ingest(1)
        n = 0
        while not store.nearly_full:
            await store.redis.set(f"ballast{(n := n + 1)}", "x" * 500_000)
            await store.look_at_memory()
        with pytest.raises(JournalFull):
            await ingest(2)
        with pytest.raises(OutOfMemoryError):
            while True:
                await store.redis.set(f"ballast{(n := n + 1)}", "x" * 500_000)
        taken = await journal.take()
        assert isinstance(taken, Taken)
        assert len(taken.events) == 1
        rows = (Row(id="r", who="machine", body={"text": "!"}),)
        decision = Commit(
            conversation=taken.conversation,
            lease=taken.lease,
            talk_version=0,
            consumed=1,
            talk="{}",
            case="c",
            rows=rows,
        )
        assert isinstance(await journal.commit(decision), Committed)
        await store.redis.delete(*(f"ballast{i}" for i in range(1, n + 1)))
        await store.look_at_memory()
        await ingest(2)
    finally:
        await store.close()
        server.stop()
