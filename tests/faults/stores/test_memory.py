"""Rows 26 and 32: the store's memory is used up, it throws away, it was emptied, or a key is of another kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.opening import open_store
from config.settings import load
from handoff.journal.keys import Keys
from handoff.journal.records import (
    Commit,
    Committed,
    Delivery,
    JournalBroken,
    JournalFull,
    Row,
    Sending,
    State,
    Taken,
)
from handoff.journal.schema import claim_schema
from handoff.journal.soundness import UnsoundStore
from handoff.journal.store import Store
from tests.faults.invariants import read_town
from tests.faults.stores.conftest import Prove
from tests.faults.stores.servers import Process
from tests.faults.stores.writing import DUE, TOWN, Writer, journal_on
from tests.faults.town import write_town
from tests.proof import Row as Figure

pytestmark = pytest.mark.faults


def _use_up(valkey: Process) -> None:
    """Not a byte more than there is now."""
    valkey.ask("CONFIG", "SET", "maxmemory", int(valkey.facts("memory")["used_memory"]) - 1)


@pytest.mark.fault(rows=(26,), promises=("P13",))
async def test_full_memory_refuses_what_is_new_whole_and_finishes_what_is_begun(
    valkey: Process, store: Store, prove: Prove
) -> None:
    journal = journal_on(store)
    writer = Writer(journal=journal, pause=0)
    await journal.ingest(address="telegram:1", event_id="t:1", event="{}", due_in=DUE)
    before = await read_town(store.redis, TOWN)
    _use_up(valkey)
    for n in range(1, 4):
        with pytest.raises(JournalFull):
            await journal.ingest(address=f"web:new{n}", event_id=f"n{n}", event="{}", due_in=DUE)
    assert await read_town(store.redis, TOWN) == before
    taken = await journal.take()
    assert isinstance(taken, Taken)
    to = f"citizen:{taken.conversation}"
    decision = Commit(
        conversation=taken.conversation,
        lease=taken.lease,
        talk_version=taken.talk_version,
        consumed=1,
        talk="{}",
        case="c",
        rows=(Row(id="q", who="citizen", body={}), Row(id="a", who="machine", body={"text": "!"}, settles=True)),
        deliveries=(Delivery(id="a.0", channel="telegram", to=to, body={}, settles=True),),
    )
    assert isinstance(await journal.commit(decision), Committed)
    sending = await journal.take_delivery("telegram")
    assert isinstance(sending, Sending)
    assert await journal.report(sending, State.SENT, detail="1")
    await journal.acknowledge(taken.conversation, 2)
    evicted = int(valkey.facts("stats")["evicted_keys"])
    assert evicted == 0
    valkey.ask("CONFIG", "SET", "maxmemory", 0)
    assert await writer.once(1)
    assert await writer.lost(consumed=True) == []
    prove(Figure(name="evicted when the memory is full", ours=evicted, goal="0", fault=26, promise="P13"))


@pytest.mark.fault(rows=(26,))
async def test_a_store_that_throws_away_is_refused_at_the_start(
    valkey: Process, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await valkey.ready()
    valkey.ask("CONFIG", "SET", "maxmemory", "64mb", "maxmemory-policy", "allkeys-lru")
    write_town(tmp_path / "towns")
    monkeypatch.setenv("REDIS_URL", valkey.url)
    monkeypatch.setenv("BUERGERDRAHT_TOWNS_DIR", str(tmp_path / "towns"))
    monkeypatch.setenv("BUERGERDRAHT_DATA_DIR", str(tmp_path / "data"))
    with pytest.raises(UnsoundStore, match=r"allkeys-lru.*noeviction"):
        async with open_store(load()):
            pass
    valkey.ask("CONFIG", "SET", "maxmemory-policy", "noeviction")
    async with open_store(load()):
        pass


@pytest.mark.fault(rows=(32,))
async def test_onto_an_emptied_store_nothing_is_confirmed(
    valkey: Process, store: Store, caplog: pytest.LogCaptureFixture, prove: Prove
) -> None:
    await claim_schema(store, TOWN)
    journal = journal_on(store, claimed=True)
    writer = Writer(journal=journal, pause=0)
    for n in range(5):
        assert await writer.once(n)
    valkey.ask("FLUSHALL")
    on_top = [n for n in range(5, 10) if await writer.once(n)]
    assert on_top == []
    assert int(valkey.ask("DBSIZE")) == 0
    with pytest.raises(JournalBroken, match="emptied"):
        await journal.ping()
    with pytest.raises(JournalBroken, match="emptied"):
        await journal.park(event_id="x", raw="{}", reason="unknown")
    assert "store.emptied" in {getattr(record, "action", "") for record in caplog.records}
    prove(Figure(name="confirmed on top of an emptied store", ours=len(on_top), goal="0", fault=32, promise="P1"))


@pytest.mark.fault(rows=(32,))
@pytest.mark.parametrize("name", ["due", "obligations", "at:web:w0", "seen:w:0"])
async def test_onto_a_key_of_another_kind_nothing_is_confirmed(
    store: Store, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    await claim_schema(store, TOWN)
    journal = journal_on(store)
    await store.redis.rpush(Keys(TOWN)(name), "?")
    for _ in range(2):  # and not as a repeat either
        with pytest.raises(JournalBroken, match="wrong kind"):
            await journal.ingest(address="web:w0", event_id="w:0", event="{}", due_in=DUE)
    assert "store.broken" in {getattr(record, "action", "") for record in caplog.records}
