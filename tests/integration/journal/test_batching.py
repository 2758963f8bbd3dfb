"""Scripts that are asked for together go to the store together, and each has its own fate."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from redis.exceptions import ResponseError

from handoff.journal.batching import Batches
from handoff.journal.embedded import EmbeddedServer
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.records import JournalAway, Taken
from handoff.journal.scripts import LEASE, REPORT, SNAPSHOT, Script
from handoff.journal.store import Store

pytestmark = pytest.mark.server

ROOT = "bd:{batched}:"


def script(name: str, body: str) -> Script:
    """One whose hash the store cannot know: as after its restart."""
    return Script(name=name, source=f"#!lua\n{body}", sha=(name * 40)[:40])


ECHO = script("e", "return ARGV[1]")
BROKEN = script("b", "return redis.call('INCR', KEYS[1] .. 'text')")


async def test_each_gets_its_own_answer_in_the_order_asked(store: Store) -> None:
    batches = Batches(store)
    append = script("a", "return redis.call('RPUSH', KEYS[1] .. 'list', ARGV[1])")
    await store.redis.delete(f"{ROOT}list")
    await store.run(append, ROOT, "first")
    known = Script(name="a", source=append.source, sha=str(await store.redis.script_load(append.source)))
    before = (await store.redis.info("stats"))["total_reads_processed"]
    assert await asyncio.gather(*(batches.run(known, ROOT, n) for n in range(100))) == list(range(2, 102))
    reads = (await store.redis.info("stats"))["total_reads_processed"] - before
    assert reads < 20
    assert await store.redis.lrange(f"{ROOT}list", 0, -1) == ["first", *map(str, range(100))]


async def test_a_store_that_forgot_the_scripts_is_told_them_again(store: Store) -> None:
    await store.redis.script_flush()
    batches = Batches(store)
    assert await asyncio.gather(*(batches.run(ECHO, ROOT, str(n)) for n in range(5))) == list("01234")
    granted = await asyncio.gather(*(batches.run(LEASE, ROOT, f"l{n}", "me", 1000) for n in range(5)))
    assert granted == [1] * 5
    await store.load_scripts()


async def test_what_did_run_does_not_run_again_because_another_was_unknown(store: Store) -> None:
    """A take would lease a second conversation, and nobody would have the first."""
    append = script("a", "return redis.call('RPUSH', KEYS[1] .. 'once', ARGV[1])")
    await store.redis.delete(f"{ROOT}once")
    await store.redis.script_flush()
    known = Script(name="a", source=append.source, sha=str(await store.redis.script_load(append.source)))
    batches = Batches(store)
    answers = await asyncio.gather(batches.run(known, ROOT, "x"), batches.run(LEASE, ROOT, "once", "me", 1000))
    assert tuple(answers) == (1, 1)
    assert await store.redis.lrange(f"{ROOT}once", 0, -1) == ["x"]
    await store.load_scripts()


async def test_none_fails_because_of_another(store: Store) -> None:
    await store.redis.set(f"{ROOT}text", "no number")
    batches = Batches(store)
    answers: tuple[Any, ...] = await asyncio.gather(
        batches.run(ECHO, ROOT, "x"),
        batches.run(BROKEN, ROOT),
        batches.run(SNAPSHOT, ROOT, "nobody"),
        return_exceptions=True,
    )
    good, bad, snapshot = answers
    assert good == "x"
    assert isinstance(bad, Exception)
    assert isinstance(snapshot, list)


async def test_who_goes_away_takes_nobody_along(store: Store) -> None:
    batches = Batches(store)
    ways = [asyncio.create_task(batches.run(ECHO, ROOT, str(n))) for n in range(5)]
    await asyncio.sleep(0)
    ways[1].cancel()
    ways[3].cancel()
    answers = await asyncio.gather(*ways, return_exceptions=True)
    assert [a for a in answers if isinstance(a, str)] == ["0", "2", "4"]
    assert await batches.run(ECHO, ROOT, "later") == "later"


async def test_a_store_that_is_away_fails_all_of_them_and_the_next_try_begins_anew() -> None:
    nowhere = Store("redis://127.0.0.1:9")
    batches = Batches(nowhere)
    answers = await asyncio.gather(*(batches.run(ECHO, ROOT, "x") for _ in range(3)), return_exceptions=True)
    assert all(isinstance(answer, JournalAway) for answer in answers)
    with pytest.raises(JournalAway):
        await batches.run(ECHO, ROOT, "x")
    await nowhere.close()


async def test_who_waits_behind_a_call_that_hangs_hears_of_it_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handoff.journal.store.CALL_SECONDS", 0.5)

    async def mute(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(4096):
            if b"EVALSHA" not in data:
                writer.write(b"+OK\r\n" * data.count(b"*"))
        writer.close()

    async with await asyncio.start_server(mute, "127.0.0.1", 0) as server:
        store = Store(f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}?protocol=2", socket_timeout=0.1)
        batches = Batches(store)
        first = asyncio.create_task(batches.run(ECHO, ROOT, "first"))
        await asyncio.sleep(0.01)
        behind = [asyncio.create_task(batches.run(ECHO, ROOT, str(n))) for n in range(5)]
        with pytest.raises(JournalAway):
            await first
        for _ in range(5):
            await asyncio.sleep(0)
        assert all(ask.done() and isinstance(ask.exception(), JournalAway) for ask in behind), behind
        await store.close()


@pytest.mark.parametrize(("asked", "ways"), [(8, 1), (32, 2)])
async def test_a_burst_goes_by_two_ways_at_once(asked: int, ways: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handoff.journal.store.CALL_SECONDS", 0.5)
    shares: list[int] = []

    async def mute(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        share = 0
        while data := await reader.read(65536):
            if (more := data.count(b"EVALSHA")) == 0:
                writer.write(b"+OK\r\n" * data.count(b"*"))
            share += more
        shares.append(share)
        writer.close()

    async with await asyncio.start_server(mute, "127.0.0.1", 0) as server:
        store = Store(f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}?protocol=2")
        batches = Batches(store, ways=2)
        answers = await asyncio.gather(*(batches.run(ECHO, ROOT, str(n)) for n in range(asked)), return_exceptions=True)
        assert all(isinstance(answer, JournalAway) for answer in answers)
        await store.close()
        await asyncio.sleep(0.05)
    assert [share for share in shares if share] == [asked // ways] * ways


async def test_who_is_behind_in_a_batch_that_is_refused_does_not_wait_one_after_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("handoff.journal.store.CALL_SECONDS", 0.5)

    async def failing_over(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            if (scripts := data.count(b"EVALSHA")) > 1:
                writer.write(b"-MASTERDOWN it is gone\r\n" * scripts)
            elif not scripts:
                writer.write(b"+OK\r\n" * data.count(b"*"))
        writer.close()

    async with await asyncio.start_server(failing_over, "127.0.0.1", 0) as server:
        store = Store(f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}?protocol=2", socket_timeout=0.1)
        batches = Batches(store)
        asks = [asyncio.create_task(batches.run(ECHO, ROOT, str(n))) for n in range(5)]
        await asyncio.wait(asks, return_when=asyncio.FIRST_COMPLETED)
        for _ in range(5):
            await asyncio.sleep(0)
        assert all(ask.done() and isinstance(ask.exception(), JournalAway) for ask in asks), asks
        await store.close()


@pytest.mark.parametrize("asked", [1, 5])
async def test_a_refusal_that_nobody_expected_is_told_and_cancels_nobody(
    store: Store, server: EmbeddedServer, asked: int
) -> None:
    """An operator's rights for the store without WAITAOF, here: whoever asked must hear why."""
    await store.redis.acl_setuser(
        "hasty", enabled=True, nopass=True, keys=["*"], channels=["*"], commands=["+@all", "-waitaof"]
    )
    hasty = Store(server.url, replicas=1, username="hasty", password="any")
    batches = Batches(hasty)
    try:
        for _ in range(2):
            runs = [batches.run(REPORT, ROOT, "none", 1, "sent", "", 0, 0) for _ in range(asked)]
            async with asyncio.timeout(5):
                answers = await asyncio.gather(*runs, return_exceptions=True)
            assert all(isinstance(answer, ResponseError) and "waitaof" in str(answer) for answer in answers), answers
    finally:
        await hasty.close()
        await store.redis.acl_deluser("hasty")


async def test_a_take_does_not_share_the_fate_of_what_waits_for_copies(
    journal: Journal, server: EmbeddedServer, town: str, hints: Hints, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else it leases conversations that nobody has, until each one's head is set aside."""
    monkeypatch.setattr("handoff.journal.store.COPIED_WITHIN_MS", 20)
    await journal.ingest(address="telegram:1", event_id="tg:1", event="{}", due_in=timedelta(minutes=5))
    alone = Store(server.url, replicas=1)
    behind = Journal(alone, town, hints, per_minute=1000)
    ingest = behind.ingest(address="telegram:2", event_id="tg:2", event="{}", due_in=timedelta(minutes=5))
    taken, refused = await asyncio.gather(behind.take(), ingest, return_exceptions=True)
    await alone.close()
    assert isinstance(taken, Taken)
    assert isinstance(refused, JournalAway)


async def test_a_store_that_forgot_the_scripts_still_waits_for_copies(
    store: Store, server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handoff.journal.store.COPIED_WITHIN_MS", 20)
    alone = Store(server.url, replicas=1)
    batches = Batches(alone)
    for asked in (1, 3):
        await store.redis.script_flush()
        runs = [batches.run(REPORT, ROOT, "none", 1, "sent", "", 0, 0) for _ in range(asked)]
        answers = await asyncio.gather(*runs, return_exceptions=True)
        assert all(isinstance(answer, JournalAway) for answer in answers), answers
    await store.redis.script_flush()
    await store.redis.script_load(LEASE.source)
    mixed = batches.run(LEASE, ROOT, "some", "me", 1000), batches.run(REPORT, ROOT, "none", 1, "sent", "", 0, 0)
    partly = await asyncio.gather(*mixed, return_exceptions=True)
    assert [getattr(answer, "answer", None) for answer in partly] == [1, ["late", ""]]
    await store.redis.script_flush()
    with pytest.raises(JournalAway):
        await alone.pipeline(lambda pipe: pipe.set(f"{ROOT}text", "x"), confirms="batched")
    await alone.close()
    await store.load_scripts()


async def test_what_is_under_way_ends_with_the_store(server: EmbeddedServer) -> None:
    """Whoever asked may have gone: a round trip that went on beyond the end would open a connection nobody closes."""
    store = Store(server.url)
    batches = Batches(store)
    slow = script("s", "local ends = redis.call('TIME')[1] + 1 while redis.call('TIME')[1] < ends do end return 1")
    asked = asyncio.create_task(batches.run(slow, ROOT))
    await asyncio.sleep(0.01)
    (under_way,) = batches._sending
    asked.cancel()
    await store.close()
    assert under_way.done()
