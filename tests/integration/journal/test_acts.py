"""Staff acts against a real server: one winner, no stale word, harmless repeats."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from faq.richtext import Rich
from handoff.acts import ActResult, Acts
from handoff.announcing import TicketChange
from handoff.colleagues import Colleagues
from handoff.duties import Duties
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, Delivery, Sending, State, Taken
from handoff.journal.store import Store
from handoff.replying import Replies
from handoff.ticket import Closed, Done, End, Kind, Staff, TakenBy, Ticket, Turn
from tests.integration.journal.test_way_in import SOON, commit, key, obligations, take

pytestmark = pytest.mark.server

ANNA = Staff(login="anna", name="Anna")
BEN = Staff(login="ben", name="Ben")


@pytest.fixture
def acts(journal: Journal) -> Acts:
    return Acts(journal, {"telegram": 4096})


async def handoff(journal: Journal, who: str = "telegram:1") -> str:
    """A conversation with an open handoff and one open question."""
    conversation = await journal.ingest(address=who, event_id=f"q:{who}", event="{}", due_in=SOON)
    taken = await take(journal)
    now = datetime.now(UTC)
    ticket = Ticket(
        receipt=f"R-{who}", case=f"case-{conversation}", kind=Kind.QUESTION, department="d", channel="telegram",
        lang="de", subject="?", asked_at=now, turn=Turn.OURS, turn_since=now, promised_by=now,
    )  # fmt: skip
    await journal.commit(commit(taken, ticket=ticket, queue="d", questions=(f"q:{who}",)))
    return conversation


@pytest.mark.fault(rows=(48,), promises=("P8",))
async def test_fifty_claim_at_once_and_one_wins(journal: Journal, acts: Acts) -> None:
    conversation = await handoff(journal)
    staff = [Staff(login=f"s{i}", name=f"S{i}") for i in range(50)]
    results = await asyncio.gather(*(acts.claim(conversation, s, request=f"r{s.login}") for s in staff))
    winners = [r for r in results if isinstance(r, Done)]
    losers = [r for r in results if isinstance(r, TakenBy)]
    assert (len(winners), len(losers)) == (1, 49)
    assert winners[0].ticket.owner is not None
    assert {loser.holder for loser in losers} == {winners[0].ticket.owner}


async def test_a_claim_tells_the_bot_and_leaves_the_queue(journal: Journal, acts: Acts) -> None:
    conversation = await handoff(journal)
    assert (await journal.queue_facts(["d"]))["d"].waiting == 1
    await acts.claim(conversation, ANNA, request="1")
    facts = (await journal.queue_facts(["d"]))["d"]
    assert (facts.waiting, len(facts.waits)) == (0, 1)
    event = json.loads((await take(journal)).events[0])
    assert (event["kind"], event["change"], event["name"]) == ("ticket_changed", "claimed", "Anna")


@pytest.mark.fault(rows=(12, 49))
async def test_a_repeated_request_acts_once(journal: Journal, acts: Acts, store: Store) -> None:
    conversation = await handoff(journal)
    claimed = [await acts.claim(conversation, ANNA, request="1") for _ in range(2)]
    assert all(isinstance(c, Done) and c.ticket.fence == 1 for c in claimed)
    for _ in range(3):
        assert isinstance(await acts.reply(conversation, ANNA, 1, Rich(text="Hallo"), request="2"), Done)
    assert [row.body["text"] for row in await journal.rows(conversation)] == ["Hallo"]
    for _ in range(2):
        assert isinstance(await acts.close(conversation, ANNA, End.ANSWERED, request="3"), Done)
    assert await store.redis.xlen(key(journal, "audit")) == 3


@pytest.mark.fault(rows=(51,), promises=("P10",))
async def test_a_stale_owner_cannot_speak(journal: Journal, acts: Acts) -> None:
    conversation = await handoff(journal)
    await acts.claim(conversation, ANNA, request="1")
    await acts.release(conversation, ANNA, request="2")
    await acts.claim(conversation, BEN, request="3")
    refused = await acts.reply(conversation, ANNA, 1, Rich(text="zu spät"), request="4")
    assert refused == TakenBy(holder=BEN)
    assert await journal.rows(conversation) == []


@pytest.mark.fault(rows=(51,), promises=("P10",))
async def test_a_late_reply_claims_an_unclaimed_case_again_silently(journal: Journal, acts: Acts) -> None:
    conversation = await handoff(journal)
    await acts.claim(conversation, ANNA, request="1")
    await acts.release(conversation, ANNA, request="2")
    await journal.commit(commit(await take(journal), ticket_version=None))
    done = await acts.reply(conversation, ANNA, 1, Rich(text="doch noch"), request="3")
    assert isinstance(done, Done)
    assert done.ticket.owner == ANNA
    assert isinstance(await journal.take(), float)
    assert (await journal.queue_facts(["d"]))["d"].waiting == 0


async def test_a_reply_becomes_deliveries_in_order_and_settles_when_sent(
    journal: Journal, acts: Acts, store: Store
) -> None:
    conversation = await handoff(journal)
    await acts.claim(conversation, ANNA, request="1")
    await journal.commit(commit(await take(journal), ticket_version=None))
    await acts.reply(conversation, ANNA, 1, Rich(text="Satz. " * 1500), request="2")
    sent = []
    while isinstance(s := await journal.take_delivery("telegram"), Sending):
        assert await obligations(store, journal) == ["q:telegram:1"]
        sent.append(s.body["text"])
        await journal.report(s, State.SENT)
    assert len(sent) == 3
    assert sum(text.count("Satz.") for text in sent) == 1500
    assert await obligations(store, journal) == []


async def test_a_closed_handoff_is_listed_and_settled(journal: Journal, acts: Acts, store: Store) -> None:
    conversation = await handoff(journal)
    await acts.claim(conversation, ANNA, request="1")
    assert [c for c, _ in await journal.tickets()] == [conversation]
    await acts.close(conversation, ANNA, End.ANSWERED, request="2")
    assert await journal.tickets() == []
    closed = await journal.closed_tickets()
    assert [(c, t.end) for c, t in closed] == [(conversation, End.ANSWERED)]
    assert await obligations(store, journal) == []
    assert isinstance(await acts.claim(conversation, BEN, request="3"), Closed)


async def test_a_bot_never_commits_over_a_fresh_claim(journal: Journal, acts: Acts) -> None:
    conversation = await handoff(journal)
    await journal.ingest(address="telegram:1", event_id="q2", event="{}", due_in=SOON)
    taken = await take(journal)
    await acts.claim(conversation, ANNA, request="1")
    stale = await journal.commit(commit(taken))
    assert type(stale).__name__ == "Stale"
    assert len((await take(journal)).events) == 2  # the citizen's, and that a person has it now


async def test_a_commit_without_a_conversation_is_impossible(journal: Journal, acts: Acts) -> None:
    assert type(await acts.claim("nobody", ANNA, request="1")).__name__ == "NotFound"
    assert type(await journal.commit(Commit(conversation="x", ticket_version=3))).__name__ == "Stale"


async def test_releasing_what_nobody_has_tells_the_citizen_nothing(journal: Journal, acts: Acts) -> None:
    conversation = await handoff(journal)
    assert isinstance(await acts.release(conversation, ANNA, request="1"), Done)
    assert not isinstance(await journal.take(), Taken)
    assert (await journal.queue_facts(["d"]))["d"].waiting == 1


async def test_a_second_handoff_in_the_same_case_leaves_the_first_to_be_read(journal: Journal, acts: Acts) -> None:
    conversation = await handoff(journal)
    await acts.close(conversation, ANNA, End.ANSWERED, request="1")
    first = (await journal.closed_tickets())[0][1]
    snapshot = await journal.snapshot(conversation)
    assert snapshot is not None
    second = replace(first, receipt="R-2", closed_at=None, end=None)
    await journal.commit(
        Commit(
            conversation=conversation,
            ticket_version=snapshot.ticket_version,
            ticket=second,
        )
    )
    assert [t.receipt for _, t in await journal.tickets()] == ["R-2"]
    assert await journal.closed_tickets() == [(conversation, first)]


@pytest.mark.fault(rows=(11,))
async def test_what_an_act_announces_is_part_of_its_commit(journal: Journal) -> None:
    heard: list[TicketChange] = []

    def announce(change: TicketChange) -> tuple[Delivery, ...]:
        heard.append(change)
        return (Delivery(id="n1", channel="telegram", to="staff", body={"text": change.after.receipt}),)

    conversation = await handoff(journal)
    await Acts(journal, {"telegram": 4096}, announce).claim(conversation, ANNA, request="1")
    assert [(c.before and c.before.owner, c.after.owner) for c in heard] == [(None, ANNA)]
    sent = await journal.take_delivery("telegram")
    assert isinstance(sent, Sending)
    assert (sent.to, sent.body) == ("staff", {"text": "R-telegram:1"})


@pytest.mark.parametrize("way", ["claim", "reply", "send", "transfer", "take_over", "hand_to"])
async def test_whichever_act_takes_a_handoff_first_it_is_counted_once(journal: Journal, acts: Acts, way: str) -> None:
    conversation = await handoff(journal)
    duties, replies = Duties(acts), Replies(acts, journal, timedelta(minutes=10))
    ways: dict[str, Callable[[], Awaitable[ActResult]]] = {
        "claim": lambda: acts.claim(conversation, ANNA, request="1"),
        "reply": lambda: acts.reply(conversation, ANNA, 0, Rich(text="Hallo"), request="1"),
        "send": lambda: replies.send(conversation, ANNA, 0, "Hallo", request="1"),
        "transfer": lambda: Colleagues(acts).transfer(conversation, BEN, "d", to=ANNA, request="1"),
        "take_over": lambda: duties.take_over(conversation, ANNA, request="1"),
        "hand_to": lambda: duties.hand_to(conversation, BEN, ANNA, request="1"),
    }
    assert isinstance(await ways[way](), Done)
    await replies.leave(conversation, all=True)
    await acts.release(conversation, ANNA, request="2")
    await acts.claim(conversation, BEN, request="3")
    today = datetime.now(UTC).date()
    counted = Counter({one.what: one.n for one in await journal.counts([today]) if one.what.startswith("taken:")})
    assert counted.total() == 1
    assert len((await journal.queue_facts(["d"]))["d"].waits) == 1


async def test_a_case_claimed_by_a_reply_that_is_held_is_written_down(journal: Journal, acts: Acts) -> None:
    conversation = await handoff(journal)
    replies = Replies(acts, journal, timedelta(minutes=10))
    await replies.send(conversation, ANNA, 0, "Hallo", request="1")
    assert [(deed.login, deed.action) for deed in await journal.deeds(conversation)] == [("anna", "claim")]
    await replies.send(conversation, ANNA, 1, "Und noch etwas", request="2")
    assert len(await journal.deeds(conversation)) == 1


async def test_how_many_wait_is_known_without_reading_them(journal: Journal, acts: Acts) -> None:
    first = await handoff(journal)
    second = await handoff(journal, "telegram:2")
    assert (await journal.totals())["waiting"] == 2
    await acts.claim(first, ANNA, request="1")
    await Colleagues(acts).transfer(second, ANNA, "e", request="2")
    totals = await journal.totals()
    assert (totals["waiting"], totals["open"]) == (1, 2)
