"""Departments are walls within a conversation too: what another one had with the citizen is not seen."""

from __future__ import annotations

import pytest

from handoff.duties import Duties
from handoff.journal.records import Row
from handoff.ticket import Done, End, Staff
from tests.desk.browser import clerk
from tests.desk.town import DeskTown

pytestmark = pytest.mark.server


BEA, PIA = Staff(login="bea", name="Bea"), Staff(login="pia", name="Pia")


async def two_concerns(desk: DeskTown, *, folded: bool) -> tuple[str, str]:
    """A citizen was with one department and is with another now: the conversation, and the old receipt."""
    plan = [{"kind": "document", "name": "Bauplan.pdf", "ref": "tg:plan"}]
    photo = [{"kind": "document", "name": "Passbild.pdf", "ref": "tg:photo"}]
    desk.files |= {"tg:plan": b"%PDF-1.4", "tg:photo": b"%PDF-1.4"}
    for login, departments in (("bea", ("bauamt",)), ("pia", ("buergerbuero",)), ("ute", ())):
        await desk.staff(login, login.title(), departments=departments)
    first = Row(id="row1", who="citizen", body={"text": "Mein Anbau ist geheim", "attachments": plan})
    conversation = await desk.concern("Anbau", department="bauamt", rows=(first,))
    old = await desk.ticket(conversation)
    await desk.acts.claim(conversation, BEA, request="1")
    await desk.acts.note(conversation, BEA, "Verfahren läuft", request="2")
    await desk.acts.close(conversation, BEA, End.ANSWERED, request="3")
    if folded:
        await desk.machine(conversation, "Bitte bewerten Sie uns")
        await desk.fold(conversation)
    await desk.again(conversation, "Und mein Reisepass", department="buergerbuero")
    await desk.citizen(conversation, "Mit Passbild", attachments=photo)
    await desk.acts.claim(conversation, PIA, request="4")
    return conversation, old.receipt


@pytest.mark.parametrize("folded", [True, False])
async def test_what_another_department_had_with_a_citizen_is_not_seen(desk: DeskTown, *, folded: bool) -> None:
    """On the page, in what is fetched anew, in both exports, in files and in the search alike."""
    conversation, old = await two_concerns(desk, folded=folded)
    fresh = (await desk.journal.rows(conversation))[-1].n
    case, export = f"/case/{conversation}", f"/case/{conversation}/export"
    async with clerk(desk, "pia") as one:
        page = await one.text(case)
        for shown in (page, await one.text(f"/fragment{case}"), await one.text(f"{export}.html")):
            assert "Und mein Reisepass" in shown
            for word in ("Anbau", "Verfahren", "bewerten Sie", "Bauplan"):
                assert word not in shown
            assert f"Früheres Anliegen bei Bauen und Straßen, nicht einsehbar: {old}" in shown
        assert "Bea hat" not in page
        assert "nicht einsehbar" not in await one.text(f"/fragment{case}?after={fresh}")
        value = await (await one.get(f"{export}.json")).json()
        assert [row["body"]["text"] for row in value["rows"]] == ["Und mein Reisepass", "Mit Passbild"]
        assert [(gap["receipt"], gap["department"]) for gap in value["hidden"]] == [(old, "bauamt")]
        assert (await one.get(f"{case}/file/1/0")).status == 404
        assert (await one.get(f"{case}/file/{fresh}/0")).status == 200
        assert (await one.get(f"{case}?receipt={old}")).status == 404
        assert case in await one.text("/search?q=reisepass")
        assert case not in await one.text("/search?q=geheim")


@pytest.mark.parametrize("folded", [True, False])
async def test_each_ones_own_is_seen_and_all_by_who_has_all(desk: DeskTown, *, folded: bool) -> None:
    conversation, old = await two_concerns(desk, folded=folded)
    fresh = (await desk.journal.rows(conversation))[-1].n
    case = f"/case/{conversation}"
    async with clerk(desk, "bea") as other:
        assert (await other.get(case)).status == 404
        page = await other.text(f"{case}?receipt={old}")
        assert "Mein Anbau ist geheim" in page
        assert "Reisepass" not in page
        assert "nicht einsehbar" not in page
        assert (await other.get(f"{case}/file/1/0?receipt={old}")).status == 200
        assert (await other.get(f"{case}/file/{fresh}/0?receipt={old}")).status == 404
    async with clerk(desk, "ute") as whole:
        page = await whole.text(case)
        assert "Mein Anbau ist geheim" in page
        assert "Bea hat" in page
        assert "nicht einsehbar" not in page


async def test_what_was_opened_again_after_anothers_stays_each_ones_own(desk: DeskTown) -> None:
    for login, departments in (("bea", ("bauamt",)), ("pia", ("buergerbuero",))):
        await desk.staff(login, login.title(), departments=departments)
    conversation = await desk.concern("Anbau", department="bauamt")
    old = await desk.ticket(conversation)
    await desk.acts.close(conversation, BEA, End.ANSWERED, request="1")
    old = await desk.ticket(conversation)
    await desk.fold(conversation)
    await desk.again(conversation, "Reisepass", department="buergerbuero")
    await desk.acts.close(conversation, PIA, End.ANSWERED, request="2")
    between = await desk.ticket(conversation)
    await desk.fold(conversation)
    again = await Duties(desk.acts).reopen(conversation, BEA, old, old.promised_by, request="3")
    assert isinstance(again, Done)
    await desk.citizen(conversation, "Noch einmal der Bau")
    for _ in range(2):
        async with clerk(desk, "bea") as one:
            page = await one.text(f"/case/{conversation}?receipt={old.receipt}")
            assert "Anbau" in page
            assert "Noch einmal der Bau" in page
            assert "Reisepass" not in page
            assert f"Bürgerbüro, nicht einsehbar: {between.receipt}" in page
        async with clerk(desk, "pia") as other:
            page = await other.text(f"/case/{conversation}?receipt={between.receipt}")
            assert "Reisepass" in page
            assert "Anbau" not in page
            assert "Noch einmal der Bau" not in page
        # And no less when it has ended once more.
        await desk.acts.close(conversation, BEA, End.ANSWERED, request="4")
