"""Ingest, take and commit against a real server."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

import pytest

from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.records import Arrival, Commit, Committed, JournalFull, Repeat, Row, Stale, Taken
from handoff.journal.store import Store
from handoff.ticket import Kind, Ticket, Turn

pytestmark = pytest.mark.server
SOON = timedelta(minutes=5)
_NOW = datetime.now(UTC)
TICKET = Ticket(
    receipt="R", case="c", kind=Kind.QUESTION, department="d", channel="telegram", lang="de", subject="?",
    asked_at=_NOW, turn=Turn.OURS, turn_since=_NOW, promised_by=_NOW,
)  # fmt: skip
JOINS, NOT_AT_ALL = timedelta(milliseconds=80), timedelta()


async def ingest(journal: Journal, n: int, who: str = "telegram:1") -> str:
    return await journal.ingest(address=who, event_id=f"tg:{who}:{n}", event=f'{{"n":{n}}}', due_in=SOON)


async def take(journal: Journal) -> Taken:
    taken = await journal.take()
    assert isinstance(taken, Taken)
    return taken


def commit(taken: Taken, **more: Any) -> Commit:
    given: dict[str, Any] = {
        "conversation": taken.conversation,
        "lease": taken.lease,
        "talk_version": taken.talk_version,
        "ticket_version": taken.ticket_version,
        "consumed": len(taken.events),
        "case": f"case-{taken.conversation}",
        "talk": "{}",
    }
    return Commit(**(given | more))


def key(journal: Journal, *parts: str) -> str:
    return f"bd:{{{journal.town}}}:" + ":".join(parts)


async def obligations(store: Store, journal: Journal) -> list[str]:
    found = await store.call(lambda r: r.zrange(f"bd:{{{journal.town}}}:obligations", 0, -1))
    return [member.split("/", 1)[1] for member in found]


@pytest.mark.fault(rows=(44,), promises=("P3",))
async def test_a_repeat_has_no_effect(journal: Journal) -> None:
    first = await ingest(journal, 1)
    assert await ingest(journal, 1) == first
    assert (await take(journal)).events == ('{"n":1}',)


async def test_one_address_is_one_conversation_and_order_is_kept(journal: Journal) -> None:
    conversations = {await ingest(journal, n) for n in range(5)}
    taken = await take(journal)
    assert conversations == {taken.conversation}
    assert list(taken.events) == [f'{{"n":{n}}}' for n in range(5)]


async def test_a_leased_conversation_is_not_taken_twice_and_what_comes_meanwhile_waits(journal: Journal) -> None:
    await ingest(journal, 1)
    first = await take(journal)
    await ingest(journal, 2)
    assert isinstance(await journal.take(), float)
    assert isinstance(await journal.commit(commit(first)), Committed)
    assert (await take(journal)).events == ('{"n":2}',)


@pytest.mark.parametrize("kind", ["asked_in_public", "reacted"])
async def test_what_no_person_may_answer_is_set_aside_without_one(
    store: Store, town: str, hints: Hints, kind: str
) -> None:
    journal = Journal(store, town, hints, lease=timedelta(milliseconds=30))
    event = f'{{"kind":"{kind}","id":"tg:1"}}'
    await journal.ingest(address="telegram:-1", event_id="tg:1", event=event, due_in=SOON)
    for _ in range(2):
        assert (await take(journal)).events == (event,)
        await asyncio.sleep(0.05)
    third = await take(journal)
    assert third.events == ()
    assert len(await store.redis.hvals(key(journal, "parked"))) == 1
    assert await obligations(store, journal) == []
    assert isinstance(await journal.commit(commit(third)), Committed)
    assert isinstance(await journal.take(), float)


@pytest.mark.fault(rows=(4, 15))
async def test_an_ended_lease_lets_another_take_over_and_fences_the_first(
    store: Store, town: str, hints: Hints
) -> None:
    journal = Journal(store, town, hints, lease=timedelta(milliseconds=60))
    await ingest(journal, 1)
    slow = await take(journal)
    await asyncio.sleep(0.09)
    quick = await take(journal)
    assert quick.events == slow.events
    assert isinstance(await journal.commit(commit(quick)), Committed)
    assert isinstance(await journal.commit(commit(slow)), Stale)
    assert isinstance(await journal.take(), float)


@pytest.mark.fault(rows=(6,))
async def test_a_commit_repeated_after_a_lost_reply_changes_nothing(journal: Journal) -> None:
    conversation = await ingest(journal, 1)
    taken = await take(journal)
    decision = commit(taken, rows=(Row(id="r1", who="machine", body={"text": "a"}),))
    assert isinstance(await journal.commit(decision), Committed)
    assert isinstance(await journal.commit(decision), Stale)
    assert [row.id for row in await journal.rows(conversation)] == ["r1"]


@pytest.mark.fault(rows=(67,))
async def test_the_third_take_sets_the_head_aside_and_leaves_the_rest(store: Store, town: str, hints: Hints) -> None:
    journal = Journal(store, town, hints, lease=timedelta(milliseconds=30))
    await ingest(journal, 1)
    await ingest(journal, 2)
    assert len((await take(journal)).events) == 2
    await asyncio.sleep(0.05)
    assert (await take(journal)).events == ('{"n":1}',)
    await asyncio.sleep(0.05)
    third = await take(journal)
    assert '"event_parked"' in third.events[0]
    parked = await store.redis.hvals(key(journal, "parked"))
    assert len(parked) == 1
    assert isinstance(await journal.commit(commit(third)), Committed)
    assert (await take(journal)).events == ('{"n":2}',)


async def test_what_one_address_says_in_a_row_goes_in_with_one_call(store: Store, town: str, hints: Hints) -> None:
    journal = Journal(store, town, hints, mailbox=4, per_minute=4)

    async def ingest_all(*numbers: int) -> list[str]:
        arrivals = [Arrival(id=f"e{n}", event=f'{{"n":{n}}}', joins=JOINS if n == 2 else NOT_AT_ALL) for n in numbers]
        became = await journal.ingest_all(address="telegram:1", arrivals=arrivals, due_in=SOON)
        assert len({conversation for _, conversation in became}) == 1
        return [kind for kind, _ in became]

    assert await ingest_all(1, 2, 1) == ["new", "new", "repeat"]
    assert isinstance(await journal.take(), float), "the parts of an album are waited for"
    assert await ingest_all(2, 3, 4) == ["repeat", "new", "new"]
    assert await ingest_all(5, 4) == ["full", "repeat"]
    await asyncio.sleep(JOINS.total_seconds())
    taken = await take(journal)
    assert taken.events == ('{"n":1}', '{"n":2}', '{"n":3}', '{"n":4}')
    await journal.commit(commit(taken))
    assert await ingest_all(6, 7) == ["flood", "flood"]
    assert [json.loads(event)["kind"] for event in (await take(journal)).events] == ["flooded"]
    assert await store.redis.hget(key(journal, "meta"), "flooded") == "2"


@pytest.mark.fault(rows=(67,))
async def test_what_kills_its_worker_does_not_set_others_aside_with_it(store: Store, town: str, hints: Hints) -> None:
    journal = Journal(store, town, hints, lease=timedelta(milliseconds=60))
    deadly = await ingest(journal, 1)
    for n in (2, 3, 4):
        await journal.ingest(address=f"telegram:{n}", event_id=f"e{n}", event=f'{{"n":{n}}}', due_in=SOON)
    ends = monotonic() + 10
    heard: set[tuple[str, ...]] = set()
    while len(heard) < 4 and monotonic() < ends:
        found = await journal.take_some(8)
        if isinstance(found, float):
            await asyncio.sleep(min(found, 0.02) + 0.001)
            continue
        if any(one.conversation == deadly and "event_parked" not in one.events[0] for one in found):
            continue  # the worker dies, and all that it has taken waits for the lease's end
        for one in found:
            assert isinstance(await journal.commit(commit(one)), Committed)
            heard.add(one.events)
    parked = await store.redis.hvals(key(journal, "parked"))
    assert (len(heard), len(parked)) == (4, 1), (heard, parked)


async def test_stale_by_a_desk_act_is_taken_again_at_once_and_never_counts_as_poison(journal: Journal) -> None:
    await ingest(journal, 1)
    for _ in range(5):
        taken = await take(journal)
        act = Commit(
            conversation=taken.conversation, ticket_version=taken.ticket_version, ticket=TICKET, keep_timer=True
        )
        assert isinstance(await journal.commit(act), Committed)
        assert isinstance(await journal.commit(commit(taken)), Stale)
    assert (await take(journal)).events == ('{"n":1}',)


async def test_a_request_repeated_says_what_it_said(journal: Journal) -> None:
    conversation = await ingest(journal, 1)
    act = Commit(
        conversation=conversation, ticket_version=0, ticket=TICKET, request="q1", result="done", keep_timer=True
    )
    assert isinstance(await journal.commit(act), Committed)
    assert await journal.commit(act) == Repeat(result="done")


async def test_a_timer_is_due_in_its_time(journal: Journal) -> None:
    await ingest(journal, 1)
    taken = await take(journal)
    await journal.commit(commit(taken, timer=datetime.now(UTC) + timedelta(milliseconds=80)))
    wait = await journal.take()
    assert isinstance(wait, float)
    assert 0 < wait <= 0.08
    await asyncio.sleep(0.1)
    rung = await take(journal)
    assert rung.events == ()
    await journal.commit(commit(rung))
    assert isinstance(await journal.take(), float)


@pytest.mark.fault(promises=("P7",))
async def test_every_event_is_an_obligation_until_judged_or_answered(journal: Journal, store: Store) -> None:
    await ingest(journal, 1)
    await ingest(journal, 2)
    taken = await take(journal)
    assert set(await obligations(store, journal)) == {"tg:telegram:1:1", "tg:telegram:1:2"}
    await journal.commit(commit(taken, settled=("tg:telegram:1:1",), questions=("tg:telegram:1:2",)))
    assert await obligations(store, journal) == ["tg:telegram:1:2"]
    await journal.commit(Commit(conversation=taken.conversation, settle_all=True, keep_timer=True))
    assert await obligations(store, journal) == []


async def test_in_the_web_chat_an_answer_settles_when_the_browser_has_it(journal: Journal, store: Store) -> None:
    conversation = await ingest(journal, 1, "web:a")
    taken = await take(journal)
    rows = (
        Row(id="tg:web:a:1", who="citizen", body={"text": "?"}),
        Row(id="r1", who="machine", body={"text": "!"}, settles=True),
    )
    await journal.commit(commit(taken, questions=("tg:web:a:1",), rows=rows))
    await ingest(journal, 2, "web:a")
    await journal.acknowledge(conversation, 1)
    assert len(await obligations(store, journal)) == 2
    await journal.acknowledge(conversation, 99)
    assert await obligations(store, journal) == ["tg:web:a:2"]
    snapshot = await journal.snapshot(conversation)
    assert snapshot is not None
    assert snapshot.acked == 2


async def test_a_promise_moves_the_due_time(journal: Journal, store: Store) -> None:
    await ingest(journal, 1)
    taken = await take(journal)
    promised = datetime(2030, 1, 2, tzinfo=UTC)
    await journal.commit(commit(taken, questions=("tg:telegram:1:1",), promise=promised))
    score = await store.redis.zscore(key(journal, "obligations"), f"{taken.conversation}/tg:telegram:1:1")
    assert score == promised.timestamp() * 1000


async def test_a_full_mailbox_refuses_whole(store: Store, town: str, hints: Hints) -> None:
    journal = Journal(store, town, hints, mailbox=2)
    await ingest(journal, 1)
    await ingest(journal, 2)
    with pytest.raises(JournalFull):
        await ingest(journal, 3)
    assert len((await take(journal)).events) == 2


@pytest.mark.fault(rows=(66,), promises=("P14",))
async def test_a_flood_is_counted_told_once_and_not_stored(store: Store, town: str, hints: Hints) -> None:
    journal = Journal(store, town, hints, per_minute=3)
    for n in range(10):
        await ingest(journal, n)
    events = (await take(journal)).events
    assert len(events) == 4
    assert '"flooded"' in events[3]
    assert int(await store.redis.hget(key(journal, "meta"), "flooded") or 0) == 7


@pytest.mark.fault(rows=(61,))
async def test_lone_surrogates_and_nul_survive(journal: Journal) -> None:
    await journal.ingest(address="web:a", event_id="x", event='"\ud800\x00"', due_in=SOON)
    taken = await take(journal)
    assert taken.events == ('"\ud800\x00"',)
    row = Row(id="r\ud800", who="citizen", body={"text": "\ud800\u202e\x00"})
    assert isinstance(await journal.commit(commit(taken, rows=(row,))), Committed)
    assert (await journal.rows(taken.conversation))[0].body == {"text": "\ud800\u202e\x00"}


async def test_a_case_ends_and_the_next_row_opens_another(journal: Journal) -> None:
    conversation = await ingest(journal, 1)
    taken = await take(journal)
    first = tuple(Row(id=f"a{i}", who="machine", body={}) for i in range(3))
    await journal.commit(commit(taken, rows=first, close_case=True))
    await ingest(journal, 2)
    taken = await take(journal)
    assert taken.case == ""
    await journal.commit(commit(taken, case="case2", rows=(Row(id="b", who="machine", body={}),)))
    for after in range(5):
        rows = await journal.rows(conversation, after=after)
        assert [row.n for row in rows] == list(range(after + 1, 5))
    assert [row.id for row in await journal.rows(conversation, after=1, limit=2)] == ["a1", "a2"]


@pytest.mark.fault(promises=("P4",))
async def test_many_workers_keep_each_conversation_in_order(journal: Journal) -> None:
    """6 citizens, 40 messages each, 5 workers, some of them slow: every event once, in order."""
    for n in range(40):
        for c in range(6):
            await ingest(journal, n, f"telegram:{c}")

    async def work(slow: float) -> None:
        while isinstance(taken := await journal.take(), Taken):
            await asyncio.sleep(slow)
            rows = tuple(Row(id=f"{taken.seq + i}", who="citizen", body={"e": e}) for i, e in enumerate(taken.events))
            await journal.commit(commit(taken, rows=rows))

    await asyncio.gather(*(work(s) for s in (0, 0, 0.001, 0.002, 0.004)))
    for c in range(6):
        conversation = await journal.find(f"telegram:{c}")
        assert conversation is not None
        rows = await journal.rows(conversation)
        assert [row.body["e"] for row in rows] == [f'{{"n":{n}}}' for n in range(40)]


async def test_the_feed_tells_what_changed_and_an_old_cursor_means_all_anew(journal: Journal) -> None:
    start = await journal.feed_end()
    conversation = await ingest(journal, 1)
    await journal.commit(commit(await take(journal), rows=(Row(id="a", who="machine", body={}),)))
    items = await journal.feed(start)
    assert items is not None
    assert {(i.kind, i.conversation) for i in items} == {("row", conversation)}
    assert await journal.feed(items[-1].id) == []
    assert await journal.feed("1000-0") is None


@pytest.mark.fault(rows=(31,))
async def test_a_burst_waits_for_a_connection_and_is_no_outage(journal: Journal) -> None:
    await asyncio.gather(*(ingest(journal, n) for n in range(300)))
    taken = await take(journal)
    assert len(taken.events) == 20


async def test_a_take_given_back_does_not_count_against_its_head(journal: Journal) -> None:
    await ingest(journal, 1)
    for _ in range(5):
        await journal.give_back(await take(journal))
    assert (await take(journal)).events == ('{"n":1}',)


async def test_a_timer_that_cannot_be_played_is_stopped_and_set_aside(store: Store, town: str, hints: Hints) -> None:
    journal = Journal(store, town, hints, lease=timedelta(milliseconds=20))
    await ingest(journal, 1)
    taken = await take(journal)
    await journal.commit(commit(taken, timer=taken.now))
    for _ in range(2):
        assert (await take(journal)).events == ()
        await asyncio.sleep(0.03)
    assert isinstance(await journal.take(), float)
    assert await store.redis.zcard(key(journal, "due")) == 0
    assert await store.redis.hlen(key(journal, "parked")) == 1
    await ingest(journal, 2)
    assert (await take(journal)).events == ('{"n":2}',)


async def test_what_rests_waits_its_time_and_what_came_meanwhile_is_looked_at(journal: Journal) -> None:
    await ingest(journal, 1)
    taken = await take(journal)
    later = datetime.now(UTC) + timedelta(hours=1)
    rest = Commit(conversation=taken.conversation, lease=taken.lease, talk_version=taken.talk_version, rest=(later, 1))
    assert isinstance(await journal.commit(rest), Committed)
    assert isinstance(await journal.take(), float)  # nothing is due now
    await ingest(journal, 2)  # it may be of another kind: it is looked at
    taken = await take(journal)
    assert len(taken.events) == 2
    await ingest(journal, 3)  # while somebody has it
    rest = Commit(conversation=taken.conversation, lease=taken.lease, talk_version=taken.talk_version, rest=(later, 2))
    assert isinstance(await journal.commit(rest), Committed)
    assert len((await take(journal)).events) == 3
