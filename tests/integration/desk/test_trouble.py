"""The page of what went wrong: whose it is to see, and what its buttons do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from faq.markdown import from_markdown
from handoff.journal.journal import Journal
from handoff.journal.records import Sending, State
from handoff.ticket import Done, Staff
from tests.desk.browser import clerk, hidden
from tests.desk.town import DeskTown

pytestmark = pytest.mark.server
PETRA = Staff(login="petra", name="Petra")


async def lost_reply(desk: DeskTown, department: str, text: str) -> tuple[str, str]:
    """A reply that did not arrive: its conversation and delivery."""
    conversation = await desk.concern("Wo ist mein Pass?", department=department, channel="telegram")
    claimed = await desk.acts.claim(conversation, PETRA, request=f"c{conversation}")
    assert isinstance(claimed, Done)
    await desk.acts.reply(conversation, PETRA, claimed.ticket.fence, from_markdown(text), request=f"r{conversation}")
    taken = await desk.journal.take_delivery("telegram")
    assert isinstance(taken, Sending)
    await desk.journal.report(taken, State.UNDELIVERABLE, detail="blocked")
    return conversation, taken.id


async def test_it_is_sent_again_and_given_up_by_form(desk: DeskTown, journal: Journal) -> None:
    await desk.staff("anna", "Anna Albers", departments=("bauamt",))
    ours, one = await lost_reply(desk, "bauamt", "Die Stelle ist <b>gesperrt</b>.")
    await lost_reply(desk, "buergerbuero", "Ihr Pass liegt bereit.")
    async with clerk(desk, "anna") as anna:
        page = await anna.text("/trouble")
        assert "&lt;b&gt;gesperrt&lt;/b&gt;" in page
        assert "Ihr Pass liegt bereit." not in page
        assert "Zurückgestellt" not in page
        answer = await anna.post(f"/delivery/{one}/retry", hidden(page, f"/delivery/{one}/retry"))
        assert answer.headers["Location"].endswith("/trouble?said=retry-done")
        again = await journal.take_delivery("telegram")
        assert isinstance(again, Sending)
        assert again.id == one
        await journal.report(again, State.DEAD, detail="refused", wait=timedelta())
        page = await anna.text("/trouble")
        fields = hidden(page, f"/delivery/{one}/drop") | {"reason": "angerufen", "case": ours}
        answer = await anna.post(f"/delivery/{one}/drop", fields)
        assert answer.headers["Location"].endswith(f"/case/{ours}")
        assert (await journal.delivery_states(ours))[one].state is State.DROPPED
        answer = await anna.post(f"/delivery/{one}/retry", fields, Accept="application/json")
        assert (await answer.json())["said"] == "gone"


async def test_another_departments_is_not_theirs(desk: DeskTown, journal: Journal) -> None:
    await desk.staff("anna", "Anna Albers", departments=("bauamt",))
    await desk.staff("rita", "Rita Rot", roles=("auditor",))
    _, other = await lost_reply(desk, "buergerbuero", "Ihr Pass liegt bereit.")
    async with clerk(desk, "anna") as anna:
        fields = hidden(await anna.text("/account"), "/logout")
        for does in ("retry", "drop", "handover"):
            assert (await anna.post(f"/delivery/{other}/{does}", fields)).status == 403
        assert (await anna.post("/parked/drop", fields | {"id": "raw:x"})).status == 403
    async with clerk(desk, "rita") as rita:
        assert (await rita.get("/trouble")).status == 403
    assert len(await journal.trouble()) == 1


async def test_who_may_not_read_cases_sees_no_word_of_them(desk: DeskTown, journal: Journal) -> None:
    await desk.staff("adam", "Adam Amt", roles=("admin",))
    await desk.staff("dora", "Dora Dorn", roles=("admin", "staff"))
    conversation, one = await lost_reply(desk, "buergerbuero", "Ihr Pass liegt bereit.")
    receipt = (await desk.ticket(conversation)).receipt
    await journal.park(event_id="x", raw="Mein Geheimnis", reason="mailbox full")
    async with clerk(desk, "dora") as dora:
        page = await dora.text("/trouble")
        assert "Ihr Pass liegt bereit." in page
        assert "Mein Geheimnis" in page
        assert f"/case/{conversation}" in page
    async with clerk(desk, "adam") as adam:
        page = await adam.text("/trouble")
        assert "Ihr Pass liegt bereit." not in page
        assert "Mein Geheimnis" not in page
        assert f"/case/{conversation}" not in page
        assert receipt in page
        assert "der Bot wurde blockiert" in page
        assert "Was darin steht, sehen nur, die Anliegen lesen dürfen." in page
        answer = await adam.post(f"/delivery/{one}/retry", hidden(page, f"/delivery/{one}/retry"))
        assert answer.headers["Location"].endswith("/trouble?said=retry-done")


async def test_what_was_set_aside_is_shown_inert_and_forgotten(desk: DeskTown, journal: Journal) -> None:
    await desk.staff("anna", "Anna Albers")
    await journal.park(event_id="x", raw="<script>alert(1)</script>", reason="mailbox full")
    async with clerk(desk, "anna") as anna:
        page = await anna.text("/trouble")
        assert "&lt;script&gt;alert(1)" in page
        assert "Zu viele Nachrichten auf einmal" in page
        answer = await anna.post("/parked/drop", hidden(page, "/parked/drop"))
        assert "Verworfen." in await anna.text(answer.headers["Location"].split("/desk", 1)[1])
    assert await journal.parked() == []
