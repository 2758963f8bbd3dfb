"""Deliveries that ended badly and events set aside: sent once more, given up, tried anew."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.records import Class, Commit, Delivery, State, Wait
from handoff.journal.store import Store
from tests.integration.journal.test_deliveries import conversation_of, say, sending
from tests.integration.journal.test_way_in import commit, key, obligations, take

pytestmark = pytest.mark.server


async def lost(journal: Journal, state: State = State.UNDELIVERABLE) -> str:
    """A delivery that ended so, in a conversation with one question; the conversation."""
    a = await conversation_of(journal)
    await say(journal, a, "a1", settles=True)
    assert await journal.report(await sending(journal), state, detail="blocked")
    return a


@pytest.mark.parametrize("state", [State.UNDELIVERABLE, State.DEAD])
async def test_it_is_sent_once_more_and_only_once(journal: Journal, state: State) -> None:
    a = await lost(journal, state)
    (one,) = await journal.trouble()
    assert (one.id, one.state, one.reason, one.body) == ("a1.0", state, "blocked", {"text": "a1"})
    await say(journal, a, "a2")
    for _ in range(2):
        assert await journal.retry_delivery("a1.0", who="anna", request="r") == "done"
    again = await sending(journal)
    assert (again.id, again.body, again.attempt) == ("a1.0", {"text": "a1"}, 2)
    assert await journal.trouble() == []
    await journal.report(again, State.SENT, detail="7")
    assert (await sending(journal)).id == "a2.0"
    assert await journal.retry_delivery("a1.0", who="anna", request="another") == "settled"
    assert await journal.retry_delivery("nobody's.0", who="anna", request="x") == "gone"


@pytest.mark.fault(rows=(70,))
async def test_what_was_held_after_a_restore_goes_out_when_somebody_says_so(journal: Journal) -> None:
    a = await conversation_of(journal)
    await say(journal, a, "old")
    await journal.hold_before(datetime.now(UTC) + timedelta(hours=2))
    assert isinstance(await journal.take_delivery("telegram"), Wait)
    await journal.hold_before(datetime.now(UTC))
    assert [one.state for one in await journal.trouble()] == [State.HELD]
    assert await journal.retry_delivery("old.0", who="anna", request="r") == "done"
    assert (await sending(journal)).id == "old.0"


async def test_what_may_have_arrived_twice_is_sent_a_third_time_only_by_a_person(
    store: Store, town: str, hints: Hints
) -> None:
    journal = Journal(store, town, hints, delivery_lease=timedelta(milliseconds=20))
    a = await conversation_of(journal)
    await say(journal, a, "a1")
    for _ in range(2):
        await sending(journal)
        await asyncio.sleep(0.03)
    assert isinstance(await journal.take_delivery("telegram"), Wait)
    (one,) = await journal.trouble()
    assert (one.state, one.uncertain) == (State.UNCERTAIN, 2)
    assert await journal.retry_delivery(one.id, who="anna", request="r") == "done"
    third = await sending(journal)
    assert third.attempt == 3
    await asyncio.sleep(0.03)
    assert isinstance(await journal.take_delivery("telegram"), Wait)
    assert (await journal.trouble())[0].uncertain == 3


async def test_given_up_it_settles_and_is_written_down(journal: Journal, store: Store) -> None:
    a = await lost(journal, State.DEAD)
    assert len(await obligations(store, journal)) == 1
    assert await journal.drop_delivery("a1.0", who="anna", reason="erledigt", request="r") == "done"
    assert await obligations(store, journal) == []
    state = (await journal.delivery_states(a))["a1.0"]
    assert (state.state, state.reason) == (State.DROPPED, "erledigt")
    assert await journal.retry_delivery("a1.0", who="anna", request="q") == "settled"
    redis: Any = store.redis
    rows = [fields["row"] for _, fields in await redis.xrange(key(journal, "audit"))]
    assert sum("delivery_drop" in row and '"anna"' in row for row in rows) == 1


async def test_what_was_set_aside_is_tried_anew_or_forgotten(store: Store, town: str, hints: Hints) -> None:
    journal = Journal(store, town, hints, lease=timedelta(milliseconds=30))
    conversation = await journal.ingest(address="telegram:1", event_id="e", event='{"n":1}', due_in=timedelta(hours=1))
    for _ in range(2):
        await take(journal)
        await asyncio.sleep(0.05)
    third = await take(journal)
    await journal.commit(commit(third))
    await journal.park(event_id="x", raw='{"update":1}', reason="unreadable")
    poison, raw = sorted(await journal.parked(), key=lambda one: one.reason)
    assert (poison.reason, poison.conversation, poison.raw) == ("poison", conversation, '{"n":1}')
    assert (raw.id, raw.reason, raw.raw, raw.conversation) == ("raw:x", "unreadable", '{"update":1}', "")
    assert not await journal.retry_parked(raw.id, who="anna")
    assert await journal.retry_parked(poison.id, who="anna")
    assert not await journal.retry_parked(poison.id, who="anna")
    assert (await take(journal)).events == ('{"n":1}',)
    assert await journal.drop_parked("raw:x", who="anna")
    assert await journal.parked() == []


async def test_old_words_do_not_come_over_their_correction(journal: Journal) -> None:
    a = await conversation_of(journal)

    async def version(row: str) -> None:
        letter = Delivery(
            id=f"{row}.0",
            channel="telegram",
            to=f"citizen:{a}",
            body={"text": row},
            cls=Class.LIVE,
            slot="v1.0",
            merge="v1.0",
        )
        await journal.commit(Commit(conversation=a, deliveries=(letter,), case="c", keep_timer=True))
        await asyncio.sleep(0.002)

    for row, fate in (("v1", State.UNDELIVERABLE), ("v2", State.DEAD)):
        await version(row)
        await journal.report(await sending(journal), fate, detail="x")
    assert await journal.retry_delivery("v1.0", who="anna", request="1") == "done"
    assert await journal.retry_delivery("v2.0", who="anna", request="2") == "done"
    assert await journal.retry_delivery("v1.0", who="anna", request="3") == "settled"
    for _ in range(2):
        await journal.report(await sending(journal), State.DEAD, detail="x")
    await version("v3")
    await journal.report(await sending(journal), State.SENT, detail="7")
    assert [await journal.retry_delivery(f"{v}.0", who="anna", request=v) for v in ("v1", "v2")] == ["newer", "newer"]
    assert isinstance(await journal.take_delivery("telegram"), Wait)
    assert await journal.drop_delivery("v1.0", who="anna", reason="", request="4") == "done"
