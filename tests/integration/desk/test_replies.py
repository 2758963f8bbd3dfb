"""Replies on their way out: taken back, leaving once, refused and kept as a draft; drafts; corrections."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from handoff.duties import Duties
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, Sending, State
from handoff.replying import Replies
from handoff.ticket import Closed, Done, End, Staff, Ticket, Turn, citizen_left
from tests.desk.browser import Clerk, clerk, hidden
from tests.desk.town import BASE, DeskTown, desk_town

pytestmark = pytest.mark.server

JSON = "application/json"
LONG = timedelta(minutes=10)
ANNA, BEN = Staff(login="anna", name="Anna Albers"), Staff(login="ben", name="Ben Brandt")


@pytest.fixture
async def slow(journal: Journal) -> AsyncIterator[DeskTown]:
    """A desk whose replies can be taken back for long."""
    async with desk_town(journal, held=LONG) as town:
        await town.staff("anna", "Anna Albers")
        await town.staff("ben", "Ben Brandt")
        yield town


@pytest.fixture
async def anna_slow(slow: DeskTown) -> AsyncIterator[Clerk]:
    async with clerk(slow, "anna") as one:
        yield one


async def _sent(desk: DeskTown, anna: Clerk, text: str = "Guten **Tag**", **more: str) -> str:
    conversation = await desk.concern("Wo ist mein Pass?")
    await anna.act(conversation, "claim")
    assert (await anna.act(conversation, "reply", text=text, **more)).status == 303
    return conversation


async def _said(desk: DeskTown, conversation: str) -> list[str]:
    return [row.body["text"] for row in await desk.journal.rows(conversation) if row.who == "person"]


async def test_a_reply_waits_unseen_by_the_citizen_and_then_leaves(slow: DeskTown, anna_slow: Clerk) -> None:
    conversation = await _sent(slow, anna_slow)
    page = await anna_slow.text(f"/case/{conversation}")
    assert "Guten <b>Tag</b>" in page
    assert "Zurückholen" in page
    assert (await slow.ticket(conversation)).turn is Turn.OURS
    assert await _said(slow, conversation) == []  # nothing a web chat could show, nothing a sender could send
    await slow.deps.replies.leave(conversation, all=True)
    assert await _said(slow, conversation) == ["Guten Tag"]
    ticket = await slow.ticket(conversation)
    assert (ticket.turn, ticket.outgoing) == (Turn.CITIZEN, ())
    assert await slow.journal.leaving() == []


async def test_it_leaves_by_itself_once_however_many_look(journal: Journal) -> None:
    async with desk_town(journal, held=timedelta(seconds=0.5)) as desk:
        await desk.staff("anna", "Anna Albers")
        async with clerk(desk, "anna") as anna:
            conversation = await _sent(desk, anna)
            while not await _said(desk, conversation):
                await asyncio.gather(*(desk.deps.replies.leave(conversation) for _ in range(4)))
                await asyncio.sleep(0.05)
            assert await _said(desk, conversation) == ["Guten Tag"]


async def test_refused_at_once_it_stands_for_the_draft_it_grew_from(slow: DeskTown, anna_slow: Clerk) -> None:
    conversation = await slow.concern("Wo ist mein Pass?")
    await anna_slow.act(conversation, "claim")
    form = await anna_slow.form(conversation, "reply")
    await anna_slow.post(f"/case/{conversation}/draft", {**form, "text": "Ich sehe nach"})
    await slow.acts.release(conversation, ANNA, request="r")
    await slow.acts.claim(conversation, BEN, request="c")
    await anna_slow.post(f"/case/{conversation}/reply", {**form, "text": "Ich sehe gerade nach."})
    draft = await slow.journal.draft(conversation, "anna", (await slow.ticket(conversation)).receipt)
    assert draft is not None
    assert (draft.text, draft.refused) == ("Ich sehe gerade nach.", "Ben Brandt")


async def test_taken_back_it_is_a_draft_before_what_was_typed_since(slow: DeskTown, anna_slow: Clerk) -> None:
    conversation = await _sent(slow, anna_slow)
    form = await anna_slow.form(conversation, "reply")
    path = f"/case/{conversation}/draft"
    assert (await anna_slow.post(path, form | {"text": "Und noch etwas"}, Accept=JSON)).status == 200
    waiting = (await slow.ticket(conversation)).outgoing[0].id
    assert (await anna_slow.act(conversation, "recall", reply=waiting)).status == 303
    page = await anna_slow.text(f"/case/{conversation}")
    assert "Guten **Tag**\n\nUnd noch etwas</textarea>" in page
    assert (await slow.ticket(conversation)).outgoing == ()
    await slow.deps.replies.leave(conversation, all=True)
    assert await _said(slow, conversation) == []


async def test_too_late_to_take_back_leaves_the_draft_as_it_was(slow: DeskTown, anna_slow: Clerk) -> None:
    conversation = await _sent(slow, anna_slow)
    form = await anna_slow.form(conversation, "recall")
    await slow.deps.replies.leave(conversation, all=True)
    late = await anna_slow.post(f"/case/{conversation}/recall", form, Accept=JSON)
    assert (late.status, (await late.json())["text"]) == (
        409,
        "Zu spät: Die Antwort ist schon hinausgegangen. Sie können sie noch berichtigen.",
    )
    assert await slow.journal.draft(conversation, "anna", (await slow.ticket(conversation)).receipt) is None


async def test_of_a_reply_and_a_takeover_in_between_nothing_is_said(slow: DeskTown, anna_slow: Clerk) -> None:
    conversation = await _sent(slow, anna_slow)
    before = await slow.journal.snapshot(conversation)
    assert before is not None
    assert before.ticket is not None
    taken = replace(before.ticket, owner=BEN, fence=before.ticket.fence + 1)
    await slow.journal.commit(Commit(conversation=conversation, ticket=taken, keep_timer=True))
    await slow.deps.replies.leave(conversation, all=True)
    assert await _said(slow, conversation) == []
    page = await anna_slow.text(f"/case/{conversation}")
    assert "Guten **Tag**</textarea>" in page
    assert "Nicht gesendet: Ben Brandt hat das Anliegen." in page
    assert "Eine Antwort von Anna Albers ging nicht hinaus" in page


async def test_the_citizen_who_leaves_and_the_case_that_ends_lose_no_words(slow: DeskTown, anna_slow: Clerk) -> None:
    conversation = await _sent(slow, anna_slow)
    ticket = await _ends(slow, conversation)
    assert [receipt for receipt, _ in await slow.journal.leaving()] == [ticket.receipt]
    await slow.deps.replies.leave_in_time(ticket.receipt)
    draft = await slow.journal.draft(conversation, "anna", ticket.receipt)
    assert draft is not None
    assert (draft.text, draft.refused) == ("Guten **Tag**", "-")
    assert await slow.journal.leaving() == []


async def test_a_new_concern_within_the_seconds_loses_no_words_of_the_old_one(slow: DeskTown, anna_slow: Clerk) -> None:
    conversation = await _sent(slow, anna_slow)
    old = await _ends(slow, conversation)
    await slow.again(conversation, "Und mein Ausweis?")
    new = await slow.ticket(conversation)
    await anna_slow.act(conversation, "claim")
    form = await anna_slow.form(conversation, "reply")
    await anna_slow.post(f"/case/{conversation}/draft", form | {"text": "Der Ausweis"}, Accept=JSON)
    await asyncio.gather(*(slow.deps.replies.leave_in_time(old.receipt) for _ in range(3)))
    assert await _said(slow, conversation) == []
    assert await slow.journal.leaving() == []
    page = await anna_slow.text(f"/case/{conversation}")
    assert "Der Ausweis</textarea>" in page
    assert f"Ihre Antwort zu {old.receipt} ging nicht hinaus" in page
    assert "Guten **Tag**" not in page
    page = await anna_slow.text(f"/case/{conversation}?receipt={old.receipt}")
    assert "Guten **Tag**</textarea>" in page
    assert "Nicht gesendet: Das Anliegen ist geschlossen." in page
    assert page.count("Eine Antwort von Anna Albers ging nicht hinaus") == 1
    assert (await slow.ticket(conversation)).receipt == new.receipt
    # It is read and changed there, and goes when nothing of it is left.
    path = f"/case/{conversation}/draft"
    await anna_slow.post(path, form | {"receipt": old.receipt, "text": "Guten Abend"}, Accept=JSON)
    assert "Guten Abend</textarea>" in await anna_slow.text(f"/case/{conversation}?receipt={old.receipt}")
    await anna_slow.post(path, form | {"receipt": old.receipt, "text": ""}, Accept=JSON)
    assert await slow.journal.draft(conversation, "anna", old.receipt) is None
    assert "Der Ausweis</textarea>" in await anna_slow.text(f"/case/{conversation}")


async def test_what_waits_when_the_same_handoff_goes_on_leaves_in_it(slow: DeskTown, anna_slow: Clerk) -> None:
    conversation = await _sent(slow, anna_slow)
    ended = await _ends(slow, conversation)
    again = await Duties(slow.acts).reopen(conversation, ANNA, ended, ended.promised_by, request="again")
    assert isinstance(again, Done)
    assert not await slow.journal.forget_outgoing(ended.receipt, ended)  # who has looked before it was opened again
    await slow.deps.replies.leave(conversation, all=True)
    assert await _said(slow, conversation) == ["Guten Tag"]


async def test_what_is_sent_to_the_old_concern_is_not_said_in_the_new_one(slow: DeskTown) -> None:
    conversation = await slow.concern("Wo ist mein Pass?")
    old = await _ends(slow, conversation)
    await slow.again(conversation, "Und mein Ausweis?")
    refused = await slow.deps.replies.send(conversation, ANNA, 1, "Im Schrank", request="r", receipt=old.receipt)
    assert isinstance(refused, Closed)
    ticket = await slow.ticket(conversation)
    assert (ticket.owner, ticket.outgoing) == (None, ())
    draft = await slow.journal.draft(conversation, "anna", old.receipt)
    assert draft is not None
    assert (draft.text, draft.refused) == ("Im Schrank", "-")


async def _ends(desk: DeskTown, conversation: str) -> Ticket:
    """The citizen leaves, and the case is over."""
    snapshot = await desk.journal.snapshot(conversation)
    assert snapshot is not None
    assert snapshot.ticket is not None
    left = citizen_left(snapshot.ticket, snapshot.now)
    await desk.journal.commit(
        Commit(
            conversation=conversation,
            ticket=left,
            queue="",
            close_case=True,
            keep_timer=True,
        )
    )
    return left


async def test_giving_a_case_away_lets_what_was_sent_leave_first(slow: DeskTown, anna_slow: Clerk) -> None:
    conversation = await _sent(slow, anna_slow)
    await anna_slow.act(conversation, "close", end="answered")
    assert await _said(slow, conversation) == ["Guten Tag"]
    assert (await slow.ticket(conversation)).end is End.ANSWERED


async def test_sent_and_closed_in_one(slow: DeskTown, anna_slow: Clerk) -> None:
    conversation = await slow.concern("Wo ist mein Pass?")
    await anna_slow.act(conversation, "claim")
    assert (await anna_slow.act(conversation, "reply", text="Fertig", then="close")).status == 422
    await anna_slow.act(conversation, "reply", text="Fertig", then="close", end="answered")
    assert (await slow.ticket(conversation)).is_open
    await slow.deps.replies.leave(conversation, all=True)
    ticket = await slow.ticket(conversation)
    assert (ticket.end, await _said(slow, conversation)) == (End.ANSWERED, ["Fertig"])
    assert [deed.action for deed in await slow.journal.deeds(conversation)] == ["claim", "reply", "close"]


@pytest.mark.fault(rows=(51,), promises=("P10",))
async def test_a_stale_reply_is_kept_and_shown_beside_the_colleagues(desk: DeskTown, anna: Clerk, ben: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await anna.act(conversation, "claim")
    form = await anna.form(conversation, "reply")
    await anna.act(conversation, "release")
    await ben.act(conversation, "claim")
    await ben.act(conversation, "reply", text="Hier bei mir.")
    late = await anna.post(f"/case/{conversation}/reply", form | {"text": "Im Schrank", "fence": "1"}, Accept=JSON)
    assert late.status == 409
    page = await anna.text(f"/case/{conversation}")  # on another device, without a word typed there
    assert "Im Schrank</textarea>" in page
    assert "Nicht gesendet: Ben Brandt hat das Anliegen." in page
    assert page.index("Hier bei mir.") < page.index("Im Schrank</textarea>")
    assert "Im Schrank" not in await ben.text(f"/case/{conversation}")


async def test_a_draft_follows_its_writer_and_goes_when_it_is_sent(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await anna.act(conversation, "claim")
    form = await anna.form(conversation, "reply")
    assert (await anna.post(f"/case/{conversation}/draft", form | {"text": "Halb"}, Accept=JSON)).status == 200
    async with clerk(desk, "anna") as elsewhere:
        assert "Halb</textarea>" in await elsewhere.text(f"/case/{conversation}")
        assert (await elsewhere.act(conversation, "reply", text="Halb")).status == 303
    assert await desk.journal.draft(conversation, "anna", (await desk.ticket(conversation)).receipt) is None
    await anna.post(f"/case/{conversation}/draft", form | {"text": "x", "receipt": "MS-26-9999"}, Accept=JSON)
    assert await desk.journal.draft(conversation, "anna", (await desk.ticket(conversation)).receipt) is None
    stranger = await anna.post("/case/nobody/draft", form | {"text": "x"}, Accept=JSON)
    assert stranger.status == 404


async def test_an_own_message_is_corrected_and_nobody_elses(desk: DeskTown, anna: Clerk, ben: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?", channel="telegram")
    await anna.act(conversation, "claim")
    await anna.act(conversation, "reply", text="Zimmer **3**")
    page = await anna.text(f"/case/{conversation}?correct=2")
    assert "Zimmer **3**</textarea>" in page
    assert "correct=2" not in await ben.text(f"/case/{conversation}")
    form = await anna.form(conversation, "reply")
    path = f"/case/{conversation}/correct"
    assert (await anna.post(path, form | {"text": "Zimmer 4", "n": "1"}, Accept=JSON)).status == 422
    assert (await anna.post(path, form | {"text": "Zimmer 4", "n": "2"}, Accept=JSON)).status == 200
    rows = await desk.journal.rows(conversation)
    assert rows[2].body["edit_of"] == rows[1].id
    page = await anna.text(f"/case/{conversation}")
    assert "Fassung 2 der Nachricht von" in page
    assert "Später geändert" in page
    assert "correct=3" in page
    assert "correct=2" not in page
    again = await anna.post(path, form | {"text": "Zimmer 5", "n": "3", "request": "r9"}, Accept=JSON)
    assert again.status == 200
    assert (await desk.journal.rows(conversation))[3].body["edit_of"] == rows[1].id


async def test_a_placeholder_that_nobody_filled_does_not_leave(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await anna.act(conversation, "claim")
    answer = await anna.act(conversation, "reply", text="Guten Tag {name}, {sonstwas}")
    assert answer.status == 422
    assert "Bitte erst ersetzen: {name}" in await answer.text()


@pytest.mark.fault(rows=(17,))
async def test_an_outage_while_it_leaves_is_only_a_delay(slow: DeskTown, anna_slow: Clerk) -> None:
    conversation = await _sent(slow, anna_slow)
    replies: Replies = slow.deps.replies
    slow.shaky.away = True
    with pytest.raises(Exception, match="switched off"):
        await replies.leave(conversation, all=True)
    slow.shaky.away = False
    await replies.leave(conversation, all=True)
    assert await _said(slow, conversation) == ["Guten Tag"]


async def test_a_reply_that_did_not_arrive_is_sent_again_where_it_stands(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?", channel="telegram")
    await anna.act(conversation, "claim")
    await anna.act(conversation, "reply", text="Guten Tag")
    sending = await desk.journal.take_delivery("telegram")
    assert isinstance(sending, Sending)
    await desk.journal.report(sending, State.UNDELIVERABLE, detail="blocked")
    page = await anna.text(f"/case/{conversation}")
    assert "Nicht zustellbar: der Bot wurde blockiert" in page
    path = f"/delivery/{sending.id}/retry"
    answer = await anna.post(path, hidden(page, path))
    assert (answer.status, answer.headers["Location"]) == (303, f"{BASE}/case/{conversation}")
    again = await desk.journal.take_delivery("telegram")
    assert isinstance(again, Sending)
    assert again.body["text"] == "Guten Tag"


async def test_handing_everything_over_lets_what_was_sent_leave_first(slow: DeskTown, anna_slow: Clerk) -> None:
    conversation = await _sent(slow, anna_slow)
    fields = hidden(await anna_slow.text("/duty"), "/duty/over")
    assert (await anna_slow.post("/duty/over", fields | {"to": ""})).status == 200
    assert await _said(slow, conversation) == ["Guten Tag"]
    ticket = await slow.ticket(conversation)
    assert (ticket.owner, ticket.outgoing) == (None, ())


async def test_what_the_citizen_writes_while_a_reply_waits_is_not_answered_by_it(
    slow: DeskTown, anna_slow: Clerk
) -> None:
    conversation = await _sent(slow, anna_slow, then="close", end="answered")
    await slow.citizen(conversation, "Halt, noch etwas!")
    await slow.journal.commit(Commit(conversation=conversation, questions=("late",), keep_timer=True))
    since = (await slow.ticket(conversation)).turn_since
    await slow.deps.replies.leave(conversation, all=True)
    assert await _said(slow, conversation) == ["Guten Tag"]
    ticket = await slow.ticket(conversation)
    assert (ticket.is_open, ticket.turn, ticket.turn_since, ticket.outgoing) == (True, Turn.OURS, since, ())
    await slow.journal.acknowledge(conversation, 100)
    root = f"bd:{{{slow.journal.town}}}:"
    assert await slow.journal._store.redis.smembers(f"{root}open:{conversation}") == {"late"}
    await anna_slow.act(conversation, "reply", text="Ja bitte?")
    await slow.deps.replies.leave(conversation, all=True)
    assert (await slow.ticket(conversation)).turn is Turn.CITIZEN
    await slow.journal.acknowledge(conversation, 100)
    assert not await slow.journal._store.redis.smembers(f"{root}open:{conversation}")
