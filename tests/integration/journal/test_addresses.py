"""Several addresses of one conversation: where words go, and the one-time links that lead to another one."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any, cast

import pytest

from faq.richtext import Rich
from handoff.acts import Acts
from handoff.address import link_name, new_link
from handoff.journal.addresses import Followed, LinkOver, LinkUsed
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, Committed, Delivery, Repeat, Row, Sending, Stale, State, Taken, Wait
from handoff.journal.store import Store
from handoff.ticket import Done
from tests.integration.journal.test_acts import ANNA, handoff
from tests.integration.journal.test_deliveries import conversation_of, say, sending
from tests.integration.journal.test_way_in import SOON, key, obligations, take

pytestmark = pytest.mark.server

TELEGRAM, WEB, OTHER = "telegram:1", "web:abc", "web:def"
DAY = timedelta(days=1)


async def test_a_sign_elsewhere_is_no_reason_to_answer_there(journal: Journal) -> None:
    async def hears(address: str, no: int, *, speaks: bool) -> str:
        conversation = await journal.ingest(address=address, event_id=f"e{no}", event="{}", due_in=SOON, speaks=speaks)
        snapshot = await journal.snapshot(conversation)
        assert snapshot is not None
        return snapshot.address

    conversation = await journal.ingest(address=TELEGRAM, event_id="e0", event="{}", due_in=SOON)
    await journal.bind(WEB, conversation)
    assert await hears(WEB, 1, speaks=True) == WEB
    assert await hears(TELEGRAM, 2, speaks=False) == WEB
    assert await hears(TELEGRAM, 3, speaks=True) == TELEGRAM
    assert await hears("telegram:9", 4, speaks=False) == "telegram:9"


async def give_link(journal: Journal, conversation: str, time: timedelta = DAY) -> str:
    token = new_link()
    await journal.commit(Commit(conversation=conversation, link=(link_name(token), time), keep_timer=True))
    return token


async def speaks(journal: Journal, address: str, n: int = 1) -> str:
    event = f"e:{address}:{n}"
    return await journal.ingest(address=address, event_id=event, event="{}", due_in=SOON)


async def test_a_message_goes_to_the_address_on_its_own_channel(journal: Journal) -> None:
    a = await conversation_of(journal, TELEGRAM)
    await journal.bind(WEB, a)
    await speaks(journal, WEB)  # the last word was said elsewhere
    await say(journal, a, "m")
    assert (await sending(journal)).address == TELEGRAM


async def test_without_an_address_on_the_channel_it_is_undeliverable_and_the_rest_goes_on(journal: Journal) -> None:
    a = await conversation_of(journal, WEB)
    b = await conversation_of(journal, TELEGRAM)
    await say(journal, a, "m1", "m2")
    await say(journal, b, "m3")
    assert (await sending(journal)).id == "m3.0"
    for _ in range(2):  # one of a destination is looked at each time
        assert isinstance(await journal.take_delivery("telegram"), Wait)
    states = await journal.delivery_states(a)
    assert {(s.state, s.reason) for s in states.values()} == {(State.UNDELIVERABLE, "no_address")}
    assert '"delivery_failed"' in (await take(journal)).events[0]


async def test_data_of_an_older_version_is_understood(journal: Journal, store: Store) -> None:
    a = await conversation_of(journal, TELEGRAM)
    await store.redis.hdel(key(journal, "conv", a), "address:telegram")
    await say(journal, a, "m")
    assert (await sending(journal)).address == TELEGRAM


async def test_an_address_taken_over_leaves_nothing_behind(journal: Journal, store: Store) -> None:
    a, b = await conversation_of(journal, TELEGRAM), await conversation_of(journal, WEB)
    await journal.bind(WEB, a)
    assert await journal.find(WEB) == a
    assert await store.redis.smembers(key(journal, "addresses", b)) == set()
    snapshot = await journal.snapshot(a)
    assert snapshot is not None
    assert snapshot.addresses == (TELEGRAM, WEB)
    assert snapshot.address == TELEGRAM  # the last word was said there


async def test_a_forgotten_address_hands_back_to_the_one_that_is_left(journal: Journal) -> None:
    a = await conversation_of(journal, TELEGRAM)
    await journal.bind(WEB, a)
    await journal.bind(OTHER, a)
    await speaks(journal, WEB)
    await journal.unbind(WEB)
    assert await journal.find(WEB) is None
    snapshot = await journal.snapshot(a)
    assert snapshot is not None
    assert (snapshot.addresses, snapshot.address) == ((TELEGRAM, OTHER), TELEGRAM)
    await journal.unbind(TELEGRAM)
    await say(journal, a, "m")
    assert isinstance(await journal.take_delivery("telegram"), Wait)
    assert (await journal.delivery_states(a))["m.0"].state is State.UNDELIVERABLE


async def test_a_link_leads_there_once_and_the_bot_hears_of_it(journal: Journal, store: Store) -> None:
    a = await conversation_of(journal, TELEGRAM)
    token = await give_link(journal, a)
    assert token not in str(await store.redis.hgetall(key(journal, "conv", a)))
    assert not await store.redis.exists(key(journal, "link", token))
    assert await journal.follow_link(token, WEB, '{"kind":"arrived"}') == Followed(conversation=a)
    assert await journal.find(WEB) == a
    taken = await take(journal)
    assert (taken.events, taken.address) == (('{"kind":"arrived"}',), WEB)
    assert await journal.follow_link(token, OTHER, "{}") == LinkUsed()
    assert await journal.find(OTHER) is None


async def test_the_same_browser_may_ask_again_and_nothing_happens_twice(journal: Journal, store: Store) -> None:
    a = await conversation_of(journal, TELEGRAM)
    token = await give_link(journal, a)
    for _ in range(3):
        assert await journal.follow_link(token, WEB, "{}") == Followed(conversation=a)
    assert await store.redis.llen(key(journal, "mail", a)) == 1


async def test_of_many_browsers_one_wins(journal: Journal) -> None:
    a = await conversation_of(journal, TELEGRAM)
    token = await give_link(journal, a)
    found = await asyncio.gather(*(journal.follow_link(token, f"web:{i}", "{}") for i in range(20)))
    assert found.count(Followed(conversation=a)) == 1
    assert found.count(LinkUsed()) == 19


async def test_a_newer_link_ends_the_older_one(journal: Journal) -> None:
    a = await conversation_of(journal, TELEGRAM)
    old, new = await give_link(journal, a), await give_link(journal, a)
    assert await journal.follow_link(old, WEB, "{}") == LinkOver()
    assert await journal.follow_link(new, WEB, "{}") == Followed(conversation=a)
    await give_link(journal, a)
    assert await journal.follow_link(new, OTHER, "{}") == LinkUsed()


async def test_its_time_is_short(journal: Journal) -> None:
    a = await conversation_of(journal, TELEGRAM)
    token = await give_link(journal, a, timedelta(milliseconds=30))
    await asyncio.sleep(0.05)
    assert await journal.follow_link(token, WEB, "{}") == LinkOver()
    assert await journal.follow_link("never-there", WEB, "{}") == LinkOver()


async def test_what_answers_one_question_settles_no_other(journal: Journal, store: Store) -> None:
    a = await handoff(journal, TELEGRAM)
    await speaks(journal, TELEGRAM, 2)
    taken = await take(journal)
    answers = ("e:telegram:1:2",)
    await journal.commit(
        Commit(
            conversation=a,
            lease=taken.lease,
            talk_version=taken.talk_version,
            consumed=1,
            questions=answers,
            talk="{}",
            rows=(Row(id="r", who="machine", body={}, settles=True, answers=answers),),
            deliveries=(
                Delivery(id="r.0", channel="telegram", to=f"citizen:{a}", body={}, settles=True, answers=answers),
            ),
        )
    )
    assert len(await obligations(store, journal)) == 2
    await journal.report(await sending(journal), State.SENT)
    assert await obligations(store, journal) == ["q:telegram:1"]


class TestReplies:
    async def reply(self, journal: Journal, conversation: str, elsewhere: dict[str, str] | None = None) -> None:
        acts = Acts(journal, {"telegram": 4096}, elsewhere=lambda: elsewhere or {})
        await acts.claim(conversation, ANNA, request="1")
        snapshot = await journal.snapshot(conversation)
        assert snapshot is not None
        assert snapshot.ticket is not None
        await acts.reply(conversation, ANNA, snapshot.ticket.fence, Rich(text="Erledigt."), request="2")

    async def events(self, journal: Journal) -> str:
        taken = await journal.take()
        return " ".join(taken.events) if isinstance(taken, Taken) else ""

    async def test_staff_speak_where_the_citizen_spoke_last(self, journal: Journal) -> None:
        a = await handoff(journal, TELEGRAM)
        await journal.bind(WEB, a)
        await speaks(journal, WEB)
        await self.reply(journal, a)
        assert isinstance(await journal.take_delivery("telegram"), Wait)
        assert [row.who for row in await journal.rows(a)] == ["person"]
        assert '"replied"' in await self.events(journal)  # the other place may tell of it
        await speaks(journal, TELEGRAM, 2)
        acts = Acts(journal, {"telegram": 4096})
        await acts.reply(a, ANNA, 1, Rich(text="Hier auch."), request="3")
        assert (await sending(journal)).address == TELEGRAM

    async def test_who_is_told_of_it_is_told_which_row_it_is(self, journal: Journal) -> None:
        a = await handoff(journal, TELEGRAM)
        between = [Row(id="m", who="machine", body={"text": "Moment"})]

        class Busy:
            """A journal in which the machine speaks just before an act is written."""

            def __getattr__(self, name: str) -> Any:
                return getattr(journal, name)

            async def commit(self, commit: Commit) -> Committed | Stale | Repeat:
                while between and commit.rows:
                    await journal.commit(Commit(conversation=a, rows=(between.pop(),), keep_timer=True))
                return await journal.commit(commit)

        acts = Acts(cast(Journal, Busy()), {"telegram": 4096}, elsewhere=lambda: {"telegram": "web"})
        assert isinstance(await acts.reply(a, ANNA, 0, Rich(text="Erledigt."), request="2"), Done)
        await acts.note(a, ANNA, "Für uns", request="3")
        assert [row.who for row in await journal.rows(a)] == ["machine", "person", "note"]
        assert '"row": 2' in await self.events(journal)

    async def test_coming_back_with_a_receipt_changes_nothing_before_a_word_is_said(self, journal: Journal) -> None:
        a = await handoff(journal, TELEGRAM)
        await journal.bind(WEB, a)
        await self.reply(journal, a)
        assert (await sending(journal)).address == TELEGRAM

    async def test_nothing_leaves_on_a_channel_for_general_information(self, journal: Journal, store: Store) -> None:
        a = await handoff(journal, TELEGRAM)
        await self.reply(journal, a, {"telegram": "web"})
        assert isinstance(await journal.take_delivery("telegram"), Wait)
        assert '"replied"' in await self.events(journal)
        assert await obligations(store, journal) == ["q:telegram:1"]  # stored is not read
        await journal.acknowledge(a, 1)
        assert await obligations(store, journal) == []

    async def test_on_one_channel_nobody_needs_to_be_told(self, journal: Journal) -> None:
        a = await handoff(journal, TELEGRAM)
        await self.reply(journal, a)
        assert '"replied"' not in await self.events(journal)
        assert isinstance(await journal.take_delivery("telegram"), Sending)
