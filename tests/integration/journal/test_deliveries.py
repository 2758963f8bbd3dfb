"""Deliveries against a real server: order, one in flight, pauses, doubt."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.opening import TELEGRAM_RATE
from handoff.journal.embedded import EmbeddedServer
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.records import Class, Commit, Delivery, JournalAway, Row, Sending, State, Taken, Wait
from handoff.journal.store import Store
from tests.faults.allowance import most
from tests.integration.journal.test_way_in import SOON, commit, key, obligations, take
from tests.staffgroup import pair

pytestmark = pytest.mark.server


async def conversation_of(journal: Journal, who: str = "telegram:1") -> str:
    conversation = await journal.ingest(address=who, event_id=f"e:{who}", event="{}", due_in=SOON)
    await journal.commit(commit(await take(journal), questions=(f"e:{who}",), case=f"case-{who}"))
    return conversation


async def say(
    journal: Journal, conversation: str, *ids: str, cls: Class = Class.LIVE, settles: bool = False, merge: str = ""
) -> None:
    deliveries = tuple(
        Delivery(
            id=f"{i}.0",
            channel="telegram",
            to=f"citizen:{conversation}",
            body={"text": i},
            cls=cls,
            settles=settles,
            merge=merge,
        )
        for i in ids
    )
    rows = tuple(Row(id=i, who="machine", body={"text": i}, settles=settles) for i in ids)
    await journal.commit(Commit(conversation=conversation, rows=rows, deliveries=deliveries, case="c", keep_timer=True))


async def sending(journal: Journal) -> Sending:
    taken = await journal.take_delivery("telegram")
    assert isinstance(taken, Sending)
    return taken


async def test_order_and_one_in_flight_a_destination(journal: Journal) -> None:
    a = await conversation_of(journal)
    b = await conversation_of(journal, "telegram:2")
    await say(journal, a, "a1", "a2")
    await say(journal, b, "b1")
    first, other = await sending(journal), await sending(journal)
    assert {first.id, other.id} == {"a1.0", "b1.0"}
    assert {first.address, other.address} == {"telegram:1", "telegram:2"}
    assert isinstance(await journal.take_delivery("telegram"), Wait)
    for s in (first, other):
        assert await journal.report(s, State.SENT, detail="7")
    assert (await sending(journal)).id == "a2.0"


async def test_live_goes_before_notice_before_bulk(journal: Journal) -> None:
    names = []
    for i, cls in enumerate((Class.BULK, Class.NOTICE, Class.LIVE)):
        await say(journal, await conversation_of(journal, f"telegram:{i}"), cls.value, cls=cls)
    for _ in range(3):
        s = await sending(journal)
        names.append(s.cls)
        await journal.report(s, State.SENT)
    assert names == [Class.LIVE, Class.NOTICE, Class.BULK]


async def test_a_notice_waits_no_longer_than_the_answer_before_it_flies(journal: Journal) -> None:
    a = await conversation_of(journal)
    await say(journal, a, "a1")
    live = await sending(journal)
    await say(journal, a, "n1", cls=Class.NOTICE)
    assert isinstance(await journal.take_delivery("telegram"), Wait)
    await journal.report(live, State.SENT)
    assert (await sending(journal)).id == "n1.0"


async def test_a_pause_between_two_to_one_citizen_holds_for_all_classes(store: Store, town: str, hints: Hints) -> None:
    journal = Journal(store, town, hints, gap={"telegram": timedelta(milliseconds=120)})
    a = await conversation_of(journal)
    await say(journal, a, "a1", "a2")
    await journal.report(await sending(journal), State.SENT)
    await say(journal, a, "n1", cls=Class.NOTICE)
    wait = await journal.take_delivery("telegram")
    assert isinstance(wait, Wait)
    assert 0 < wait.seconds <= 0.12
    await asyncio.sleep(wait.seconds + 0.01)
    assert (await sending(journal)).id == "a2.0"


@pytest.mark.fault(rows=(34,), promises=("P4",))
async def test_too_many_requests_pauses_only_this_destination_and_keeps_order(journal: Journal) -> None:
    a = await conversation_of(journal)
    b = await conversation_of(journal, "telegram:2")
    await say(journal, a, "a1", "a2")
    await journal.report(await sending(journal), State.RETRY, detail="429", wait=timedelta(milliseconds=100))
    await say(journal, b, "b1")
    assert (await sending(journal)).id == "b1.0"
    assert isinstance(await journal.take_delivery("telegram"), Wait)
    await asyncio.sleep(0.12)
    again = await sending(journal)
    assert (again.id, again.attempt) == ("a1.0", 2)


async def test_sent_settles_what_was_open_when_it_was_written(journal: Journal, store: Store) -> None:
    a = await conversation_of(journal)
    await say(journal, a, "a1", settles=True)
    assert await obligations(store, journal) == ["e:telegram:1"]
    await journal.report(await sending(journal), State.SENT)
    assert await obligations(store, journal) == []


@pytest.mark.fault(rows=(35, 37), promises=("P6",))
async def test_doubt_resends_once_and_is_recorded(journal: Journal) -> None:
    a = await conversation_of(journal)
    await say(journal, a, "a1", "a2")
    await journal.report(await sending(journal), State.UNCERTAIN)
    again = await sending(journal)
    assert (again.id, again.attempt) == ("a1.0", 2)
    await journal.report(again, State.UNCERTAIN)
    assert (await sending(journal)).id == "a2.0"
    state = (await journal.delivery_states(a))["a1.0"]
    assert (state.state, state.uncertain) == (State.UNCERTAIN, 2)


@pytest.mark.fault(rows=(35,), promises=("P6",))
async def test_bulk_is_never_resent(journal: Journal) -> None:
    a = await conversation_of(journal)
    await say(journal, a, "a1", cls=Class.BULK)
    await journal.report(await sending(journal), State.UNCERTAIN)
    assert isinstance(await journal.take_delivery("telegram"), Wait)


@pytest.mark.fault(rows=(7,), promises=("P6",))
async def test_a_dead_sender_leaves_doubt_and_its_late_report_is_ignored(store: Store, town: str, hints: Hints) -> None:
    journal = Journal(store, town, hints, delivery_lease=timedelta(milliseconds=60))
    a = await conversation_of(journal)
    await say(journal, a, "a1")
    dead = await sending(journal)
    await asyncio.sleep(0.08)
    again = await sending(journal)
    assert (again.id, again.attempt) == ("a1.0", 2)
    assert not await journal.report(dead, State.SENT)
    assert await journal.report(again, State.SENT)
    state = (await journal.delivery_states(a))["a1.0"]
    assert (state.state, state.uncertain) == (State.SENT, 1)
    assert isinstance(await journal.take_delivery("telegram"), Wait)


@pytest.mark.fault(rows=(38,))
async def test_a_blocked_citizen_is_told_to_the_bot_and_settles(journal: Journal, store: Store) -> None:
    a = await conversation_of(journal)
    await say(journal, a, "a1", settles=True)
    await journal.report(await sending(journal), State.UNDELIVERABLE, detail="blocked")
    assert '"delivery_failed"' in (await take(journal)).events[0]
    assert await obligations(store, journal) == []
    assert await store.redis.zcard(f"bd:{{{journal.town}}}:trouble") == 1


async def test_a_waiting_one_with_the_same_merge_key_is_replaced(journal: Journal) -> None:
    a = await conversation_of(journal)
    await say(journal, a, "first", merge="place")
    await say(journal, a, "second", merge="place")
    s = await sending(journal)
    assert s.body == {"text": "second"}
    await journal.report(s, State.SENT)
    assert isinstance(await journal.take_delivery("telegram"), Wait)


async def test_what_stands_for_two_settles_what_both_would_have(journal: Journal, store: Store) -> None:
    a = await conversation_of(journal)
    for name in ("first", "second"):
        letter = Delivery(
            id=f"{name}.0",
            channel="telegram",
            to=f"citizen:{a}",
            body={"text": name},
            settles=name == "second",
            merge="place",
        )
        await journal.commit(Commit(conversation=a, deliveries=(letter,), keep_timer=True))
    assert len(await obligations(store, journal)) == 1
    await journal.report(await sending(journal), State.SENT)
    assert await obligations(store, journal) == []


@pytest.mark.fault(rows=(70,))
async def test_after_a_restore_what_is_old_is_held(journal: Journal, store: Store) -> None:
    a = await conversation_of(journal)
    await say(journal, a, "old")
    await journal.hold_before(datetime.now(UTC) + timedelta(hours=2))
    assert isinstance(await journal.take_delivery("telegram"), Wait)
    assert (await journal.delivery_states(a))["old.0"].state is State.HELD


async def test_the_channels_rate_is_kept(store: Store, town: str, hints: Hints) -> None:
    journal = Journal(store, town, hints, rate={"telegram": TELEGRAM_RATE})
    for i in range(50):
        await say(journal, await conversation_of(journal, f"telegram:{i}"), f"m{i}")
    taken: list[float] = []
    while len(taken) < 50:
        match await journal.take_delivery("telegram"):
            case Sending() as found:
                taken.append(float(await store.redis.hget(key(journal, "delivery", found.id), "at") or 0) / 1000)
            case Wait(seconds=seconds):
                await asyncio.sleep(seconds)
    assert most(taken, 1.0) <= 30


async def notice(journal: Journal, conversation: str, n: int) -> None:
    if await journal.group() is None:
        await pair(journal)
    posted = Delivery(
        id=f"n{n}", channel="telegram", to="group", body={"text": str(n)}, cls=Class.NOTICE, slot="AAA-BBBB"
    )
    await journal.commit(Commit(conversation=conversation, deliveries=(posted,), keep_timer=True))


async def test_what_stands_in_a_slot_is_changed_in_place(journal: Journal) -> None:
    a = await conversation_of(journal)
    await notice(journal, a, 1)
    first = await sending(journal)
    assert (first.to, first.address, first.message) == ("group", "group", "")
    await journal.report(first, State.SENT, detail="77")
    await notice(journal, a, 2)
    assert (await sending(journal)).message == "77"


async def test_a_pause_may_be_longer_for_a_kind_of_destination(store: Store, town: str, hints: Hints) -> None:
    journal = Journal(store, town, hints, gap={"telegram": timedelta(), "telegram/group": timedelta(seconds=9)})
    a = await conversation_of(journal)
    await notice(journal, a, 1)
    await notice(journal, a, 2)
    await journal.report(await sending(journal), State.SENT, detail="77")
    wait = await journal.take_delivery("telegram")
    assert isinstance(wait, Wait)
    assert wait.seconds > 8


async def test_a_conversation_hears_only_of_what_was_for_its_citizen(journal: Journal) -> None:
    a = await conversation_of(journal)
    await notice(journal, a, 1)
    await journal.report(await sending(journal), State.DEAD, detail="refused")
    assert not isinstance(await journal.take(), Taken)


async def test_a_delivery_may_wait_and_what_joins_it_waits_with_it(journal: Journal) -> None:
    a = await conversation_of(journal)

    async def notice(after: timedelta, to: str) -> None:
        one = Delivery(id=f"{to}.{after.seconds}", channel="telegram", to=to, body={}, merge="m", after=after)
        await journal.commit(Commit(conversation=a, deliveries=(one,), keep_timer=True))

    await notice(timedelta(minutes=5), "later")
    await notice(timedelta(), "later")  # joins the one that waits
    await notice(timedelta(), "now")
    assert (await sending(journal)).to == "now"
    wait = await journal.take_delivery("telegram")
    assert isinstance(wait, Wait)
    assert wait.seconds > 30


async def test_what_is_needless_is_no_trouble_and_makes_no_pause(
    store: Store, town: str, hints: Hints, journal: Journal
) -> None:
    journal = Journal(store, town, hints, per_minute=1000, gap={"telegram": timedelta(seconds=30)})
    a = await conversation_of(journal)
    await say(journal, a, "a1", "a2")
    assert await journal.report(await sending(journal), State.NEEDLESS, detail="nothing new")
    assert (await sending(journal)).id == "a2.0"
    assert (await journal.totals())["trouble"] == 0
    assert (await journal.delivery_states(a))["a1.0"].state is State.NEEDLESS


async def test_several_destinations_are_taken_at_once_each_with_one(journal: Journal) -> None:
    for n in range(3):
        await say(journal, await conversation_of(journal, f"telegram:{n}"), f"r{n}", f"s{n}")
    taken = await journal.take_deliveries("telegram", 2)
    assert not isinstance(taken, Wait)
    rest = await journal.take_deliveries("telegram", 9)
    assert not isinstance(rest, Wait)
    assert sorted(one.id for one in (*taken, *rest)) == ["r0.0", "r1.0", "r2.0"]
    assert (len(taken), len(rest)) == (2, 1)
    assert isinstance(await journal.take_deliveries("telegram", 9), Wait)


async def test_the_allowance_holds_for_those_taken_at_once(store: Store, town: str, hints: Hints) -> None:
    journal = Journal(store, town, hints, rate={"telegram": 1.0})
    for n in range(3):
        await say(journal, await conversation_of(journal, f"telegram:{n}"), f"r{n}")
    taken = await journal.take_deliveries("telegram", 9)
    assert not isinstance(taken, Wait)
    assert len(taken) == 1
    assert isinstance(await journal.take_deliveries("telegram", 9), Wait)


async def test_several_conversations_are_taken_at_once(journal: Journal) -> None:
    for n in range(3):
        await journal.ingest(address=f"telegram:{n}", event_id=f"e{n}", event=f'"{n}"', due_in=SOON)
    found = await journal.take_some(2)
    assert not isinstance(found, float)
    rest = await journal.take_some(9)
    assert not isinstance(rest, float)
    assert sorted(one.events for one in (*found, *rest)) == [
        ('"0"',),
        ('"1"',),
        ('"2"',),
    ]  # of one millisecond in any order
    assert isinstance(await journal.take_some(9), float)


@pytest.mark.parametrize("at_once", [1, 2])
async def test_what_was_taken_while_replicas_are_behind_was_not_sent_and_is_not_in_doubt(
    *,
    journal: Journal,
    server: EmbeddedServer,
    town: str,
    hints: Hints,
    monkeypatch: pytest.MonkeyPatch,
    at_once: int,
) -> None:
    monkeypatch.setattr("handoff.journal.store.COPIED_WITHIN_MS", 20)
    await say(journal, await conversation_of(journal), "a")
    alone = Store(server.url, replicas=1)
    behind = Journal(alone, town, hints, delivery_lease=timedelta(milliseconds=200))
    for _ in range(3):
        asks = (behind.take_deliveries("telegram", 9) for _ in range(at_once))
        answers = await asyncio.gather(*asks, return_exceptions=True)
        assert all(isinstance(answer, JournalAway) for answer in answers), answers
        await asyncio.sleep(0.3)
    await alone.close()
    again = await sending(journal)
    assert again.id == "a.0"
    assert await journal.report(again, State.SENT, detail="7")
