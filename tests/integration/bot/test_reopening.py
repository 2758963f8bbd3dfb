"""A citizen who writes after the end: the same receipt number, the same person when they are there, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.dialogue.events import Pressed
from faq.richtext import Rich
from handoff.absence import DepartmentAbsence
from handoff.announcing import TicketChange
from handoff.duties import Duties
from handoff.grouptopics import news
from handoff.journal.journal import Journal
from handoff.journal.records import Delivery, Taken
from handoff.journal.store import Store
from handoff.staff import StaffRecord
from handoff.ticket import Closed, Done, End, TakenBy, Turn
from tests.faults.town import CONCERN, UNDECIDED
from tests.integration.bot.test_led import KIM, Kleinstadt, kleinstadt
from tests.integration.journal.test_acts import ANNA, BEN
from tests.integration.journal.test_way_in import obligations

pytestmark = pytest.mark.server


@pytest.fixture
async def here(journal: Journal, tmp_path: Path) -> Kleinstadt:
    town = await kleinstadt(journal, tmp_path, data_minimal=False)
    for staff in (ANNA, BEN):
        await journal.put_staff(StaffRecord(login=staff.login, name=staff.name))
    return town


async def concern(here: Kleinstadt) -> str:
    """A concern that waits; its conversation."""
    for words in ("/mensch", CONCERN, *UNDECIDED):
        conversation = await here.say(KIM, words)
    return conversation


async def ended(here: Kleinstadt) -> str:
    """A concern that Anna has answered and closed."""
    conversation = await concern(here)
    await here.acts.claim(conversation, ANNA, request="c")
    await here.reply(conversation, "Bitte kommen Sie vorbei.")
    await here.acts.close(conversation, ANNA, End.ANSWERED, request="e")
    await here.quiet()
    return conversation


@pytest.mark.fault(rows=(53,))
async def test_it_goes_back_to_the_same_person_when_they_are_there(here: Kleinstadt, store: Store) -> None:
    conversation = await ended(here)
    before = await here.ticket(conversation)
    await here.journal.seen("anna")
    await here.say(KIM, "Das stimmt so nicht, da ist zu")
    ticket = await here.ticket(conversation)
    assert (ticket.receipt, ticket.owner, ticket.asked_at) == (before.receipt, ANNA, before.asked_at)
    assert (ticket.is_open, ticket.turn, ticket.fence > before.fence) == (True, Turn.OURS, True)
    assert "ist gerade da" in here.heard
    assert before.receipt not in [t.receipt for _, t in await here.journal.closed_tickets()]
    assert [c for c, _ in await here.journal.owned("anna")] == [conversation]
    assert await obligations(store, here.journal)
    await here.reply(conversation, "Entschuldigung, Dienstag ab acht.")
    assert not await obligations(store, here.journal)


@pytest.mark.fault(rows=(53,))
async def test_else_to_the_queue_even_after_the_case_has_ended(here: Kleinstadt) -> None:
    conversation = await ended(here)
    receipt = (await here.ticket(conversation)).receipt
    await here.say(KIM, "4")  # the rating ends the case
    await here.journal.gone("anna")
    snapshot = await here.journal.snapshot(conversation)
    assert snapshot is not None
    assert (snapshot.ticket, snapshot.case) == (None, "")
    await here.accept(KIM, Pressed(id="again", row="x", choice=f"reopen:{receipt}"))
    ticket = await here.ticket(conversation)
    assert (ticket.receipt, ticket.owner, ticket.is_open) == (receipt, None, True)
    assert await here.journal.place(conversation, ticket.department) == 1
    reopened = await here.journal.snapshot(conversation)
    assert reopened is not None
    assert reopened.case == ticket.case != ""
    # pressed twice, it is open already
    await here.accept(KIM, Pressed(id="twice", row="x", choice=f"reopen:{receipt}"))
    assert (await here.ticket(conversation)).fence == ticket.fence


async def test_the_staffs_group_hears_that_it_goes_on_not_that_it_is_new(here: Kleinstadt) -> None:
    conversation = await ended(here)
    receipt = (await here.ticket(conversation)).receipt
    await here.say(KIM, "4")  # the rating ends the case
    told: list[TicketChange] = []

    def announce(change: TicketChange) -> tuple[Delivery, ...]:
        told.append(change)
        return ()

    here.worker._announce = announce
    await here.accept(KIM, Pressed(id="again", row="x", choice=f"reopen:{receipt}"))
    first = told[0]
    assert first.before is not None
    assert (first.before.receipt, first.before.is_open, first.after.is_open) == (receipt, False, True)
    assert news(first)[0].body.get("opens")


@pytest.mark.fault(rows=(53,))
async def test_too_late_it_is_a_new_one(here: Kleinstadt) -> None:
    conversation = await ended(here)
    receipt = (await here.ticket(conversation)).receipt
    await here.say(KIM, "4")
    taken = await here.journal.handoff(receipt)
    assert taken is not None
    days = here.town.patience.reopen_days
    past = await here.worker._past(  # the rule at its border, without waiting for it
        await _as_taken(here, conversation, datetime.now(UTC) + timedelta(days=days, minutes=1)),
        here.library.now,
    )
    assert past is None
    assert await here.worker._past(await _as_taken(here, conversation, datetime.now(UTC)), here.library.now)


async def _as_taken(here: Kleinstadt, conversation: str, now: datetime) -> Taken:
    snapshot = await here.journal.snapshot(conversation)
    assert snapshot is not None
    return Taken(
        conversation=conversation, now=now, lease=0, events=(), talk=snapshot.talk, talk_version=0, ticket="",
        ticket_version=0, case="", seq=0, address=KIM,
    )  # fmt: skip


async def test_staff_open_it_again_and_the_citizen_hears_it(here: Kleinstadt) -> None:
    conversation = await ended(here)
    past = await here.ticket(conversation)
    await here.say(KIM, "4")
    duties, promise = Duties(here.acts), datetime.now(UTC) + timedelta(hours=1)
    for _ in range(2):  # a repeated click acts once
        assert isinstance(await duties.reopen(conversation, BEN, past, promise, request="r"), Done)
    await here.quiet()
    ticket = await here.ticket(conversation)
    assert (ticket.receipt, ticket.owner, ticket.is_open) == (past.receipt, BEN, True)
    assert here.heard.count(f"Mit Ihrem Anliegen {past.receipt} geht es weiter") == 1
    assert await duties.reopen(conversation, ANNA, past, promise, request="s") == TakenBy(holder=BEN)
    # Another one, which had ended before, cannot be opened beside it.
    older = replace(past, receipt="OLD-0001")
    assert isinstance(await duties.reopen(conversation, ANNA, older, promise, request="o"), Closed)


async def test_taken_over_the_old_owner_is_silent_and_the_citizen_hears_the_truth(here: Kleinstadt) -> None:
    conversation = await concern(here)
    await here.acts.claim(conversation, ANNA, request="c")
    fence = (await here.ticket(conversation)).fence
    await here.quiet()
    assert isinstance(await Duties(here.acts).take_over(conversation, BEN, request="t"), Done)
    await here.quiet()
    assert "Ab jetzt antwortet Ihnen Ben, auch aus der Verwaltung" in here.heard
    refused = await here.acts.reply(conversation, ANNA, fence, Rich(text="zu spät"), request="l")
    assert not isinstance(refused, Done)


async def test_a_new_concern_goes_to_the_deputy(here: Kleinstadt) -> None:
    now = datetime.now(UTC)
    front, *others = [d.id for d in here.library.now.release.departments]
    day = timedelta(days=1)
    await here.journal.set_absence(front, DepartmentAbsence(since=now - day, until=now + day, deputy=others[0]))
    conversation = await concern(here)
    ticket = await here.ticket(conversation)
    assert (ticket.department, ticket.deputy_for) == (others[0], front)
    assert await here.journal.place(conversation, others[0]) == 1
