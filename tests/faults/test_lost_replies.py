"""Rows 29 and 49: a script was executed and its answer is lost; the state is the same as without that."""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from faq.richtext import Rich
from handoff.acts import Acts
from handoff.journal import scripts
from handoff.journal.embedded import EmbeddedServer
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, Committed, Delivery, Row, Sending, Stale, State, Taken
from handoff.journal.scripts import Script
from handoff.journal.store import Store
from handoff.ticket import Done, End, Kind, Staff, Ticket, Turn
from tests.faults.invariants import read_town
from tests.faults.proxy import Proxy, open_proxy
from tests.faults.world import World

pytestmark = pytest.mark.faults

ANNA = Staff(login="anna", name="Anna")
SHORT = timedelta(milliseconds=150)


@pytest.fixture
async def proxy(server: EmbeddedServer) -> AsyncIterator[Proxy]:
    with tempfile.TemporaryDirectory() as folder:
        async with open_proxy(Path(folder) / "p.sock", server.url) as proxy:
            yield proxy


@pytest.mark.fault(rows=(6, 29))
@pytest.mark.parametrize(
    ("script", "answer", "uncertain"),
    [
        pytest.param(scripts.INGEST, b"new", 0, id="ingest"),
        pytest.param(scripts.TAKE, b"taken", 0, id="take"),
        pytest.param(scripts.COMMIT, b"ok", 0, id="commit"),
        pytest.param(scripts.TAKE_DELIVERY, b"send", 1, id="take_delivery"),
        pytest.param(scripts.REPORT, b"sent", 0, id="report"),
        pytest.param(scripts.ACKNOWLEDGE, b":1", 0, id="acknowledge"),
        pytest.param(scripts.LEASE, b":1", 0, id="lease"),
    ],
)
async def test_the_state_is_the_same(
    proxy: Proxy, server: EmbeddedServer, script: Script, answer: bytes, uncertain: int
) -> None:
    direct, through = Store(server.url), Store(proxy.url)
    try:
        wanted = await _story(direct, "ohne", proxy, None)
        proxy.lose(script, answer)
        found = await _story(through, f"mit-{script.name}", proxy, None)
        assert proxy.lost == 1
        assert found.pop("uncertain") == uncertain
        wanted.pop("uncertain")
        assert found == wanted
    finally:
        await direct.close()
        await through.close()


@pytest.mark.fault(rows=(29, 49))
@pytest.mark.parametrize("act", ["claim", "reply", "close"])
async def test_an_act_whose_answer_is_lost_is_done_once(proxy: Proxy, server: EmbeddedServer, act: str) -> None:
    direct, through = Store(server.url), Store(proxy.url)
    try:
        wanted = await _story(direct, f"ohne-{act}", proxy, None)
        found = await _story(through, f"mit-{act}", proxy, act)
        assert proxy.lost == 1
        assert found == wanted
    finally:
        await direct.close()
        await through.close()


async def _story(store: Store, town: str, proxy: Proxy, lossy_act: str | None) -> dict[str, Any]:
    """Two citizens, one with an outbox; a handoff, claimed, replied to and closed; what is left of it."""
    await store.redis.flushall()
    journal = Journal(store, town, Hints(store, [town]), lease=SHORT, delivery_lease=SHORT)
    acts = Acts(journal, {"telegram": 4096})
    assert await journal.lease("poller", "we", timedelta(seconds=9))
    soon = timedelta(minutes=5)
    talking = await journal.ingest(address="telegram:1", event_id="t1", event=_event("t1"), due_in=soon)
    surfing = await journal.ingest(address="web:1", event_id="w1", event=_event("w1"), due_in=soon)
    await _work(journal)
    await _send(journal)

    def lose(act: str) -> None:
        if act == lossy_act:
            proxy.lose(scripts.COMMIT, b"ok")

    lose("claim")
    claimed = await acts.claim(talking, ANNA, request="1")
    assert isinstance(claimed, Done)
    assert claimed.ticket.fence == 1
    await _work(journal)
    lose("reply")
    assert isinstance(await acts.reply(talking, ANNA, 1, Rich(text="Guten Tag"), request="2"), Done)
    await _send(journal)
    lose("close")
    assert isinstance(await acts.close(talking, ANNA, End.ANSWERED, request="3"), Done)
    await _work(journal)
    await _send(journal)
    await journal.acknowledge(surfing, 2)
    return await _left(store, town)


def _event(event_id: str) -> str:
    return json.dumps({"id": event_id, "kind": "said"})


async def _work(journal: Journal) -> None:
    """A worker until nothing is due any more; in this town nobody has a timer, so all that comes is a lease's end."""
    while True:
        taken = await journal.take()
        if isinstance(taken, float):
            if taken > 1:
                return
            await asyncio.sleep(taken + 0.005)
            continue
        assert isinstance(await journal.commit(_decision(taken)), Committed | Stale)


def _decision(taken: Taken) -> Commit:
    ids = [json.loads(event)["id"] for event in taken.events]
    channel = taken.address.partition(":")[0]
    rows, deliveries = [], []
    for event in ids:
        rows += [Row(id=event, who="citizen", body={}), Row(id=f"a{event}", who="machine", body={}, settles=True)]
        if channel == "telegram":
            to = f"citizen:{taken.conversation}"
            deliveries.append(Delivery(id=f"a{event}.0", channel=channel, to=to, body={}, settles=True))
    more: dict[str, Any] = {}
    if channel == "telegram" and not taken.ticket:
        now = datetime.now(UTC)
        ticket = Ticket(
            receipt="R", case="c", kind=Kind.QUESTION, department="d", channel=channel, lang="de", subject="?",
            asked_at=now, turn=Turn.OURS, turn_since=now, promised_by=now,
        )  # fmt: skip
        more = {"ticket": ticket, "queue": "d"}
    return Commit(
        conversation=taken.conversation,
        lease=taken.lease,
        talk_version=taken.talk_version,
        ticket_version=taken.ticket_version,
        consumed=len(ids),
        questions=tuple(event for event in ids if not event.startswith("tk:")),
        talk="{}",
        case=f"case-{taken.address}",
        rows=tuple(rows),
        deliveries=tuple(deliveries),
        **more,
    )


async def _send(journal: Journal) -> None:
    while True:
        taken = await journal.take_delivery("telegram")
        if isinstance(taken, Sending):
            await journal.report(taken, State.SENT, detail="7")
        elif taken.seconds > 1:
            return
        else:
            await asyncio.sleep(taken.seconds + 0.005)


async def _left(store: Store, town: str) -> dict[str, Any]:
    """What matters of a town's keys, without times and names that are drawn."""
    state = await read_town(store.redis, town)
    deliveries = [(d["state"], d["settles"]) for d in state.deliveries.values()]
    return {
        "rows": {
            c.address: [(n, row["who"], row["body"].get("text", "")) for n, row in c.rows] for c in state.conversations
        },
        "mail": {c.address: c.mail for c in state.conversations},
        "due": {c.address: c.due for c in state.conversations},
        "open": {c.address: c.open for c in state.conversations},
        # Not the talk's version: after a lost answer the worker takes the conversation once more, for nothing.
        "ticket versions": {c.address: c.fields.get("kv") for c in state.conversations},
        "acked": {c.address: c.fields.get("acked") for c in state.conversations},
        "deliveries": sorted(deliveries),
        "lanes": {lane: ids for lane, ids in state.lanes.items() if ids},
        "obligations": len(state.obligations),
        "audit": [(act["action"], act["who"]) for act in state.audit],
        "lease": await store.redis.get(f"{state.root}lease:poller"),
        "queue": await store.redis.zcard(f"{state.root}queue:d"),
        "uncertain": sum(int(d["uncertain"]) for d in state.deliveries.values()),
    }


@pytest.mark.fault(rows=(29,))
async def test_the_program_among_lost_answers(world: World) -> None:
    """Every fifth answer of the store to scripts is lost while 24 messages come in."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_proxy(Path(folder) / "p.sock", world.server.url) as proxy:
            environ = {"REDIS_URL": proxy.url}
            for roles in (("worker",), ("worker", "poller", "sender")):
                await world.start(*roles, environ=environ, options=("--lease", "1", "--delivery-lease", "1"))
            proxy.lose_some(0.2, random.Random(4))
            await world.chatter(24, random.Random(4), 0.03)
            await world.quiet(30)
            assert proxy.lost > 5
            assert await world.violations() == []
            assert await world.count_said() + await world.parked() == 24
            await world.stop()
