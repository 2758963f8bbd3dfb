"""The page Review: what waits for leads, four eyes, and what others may not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handoff.journal.store import Store
from handoff.measure import Breach, Conduct, Measure, Offence, Review
from tests.desk.browser import Clerk, clerk, hidden
from tests.desk.town import DeskTown
from tests.integration.desk.test_measures import audited, behaved, imposed, mailbox
from tests.integration.desk.test_threats import THREAT, threatened

pytestmark = pytest.mark.server


def asked(*, by: str = "lea", department: str = "buergerbuero") -> Conduct:
    now = datetime.now(UTC)
    review = Review(
        id="R1-2345",
        measure="m1",
        department=department,
        asked_at=now,
        due=now + timedelta(days=1),
        imposed_by=(by,),
    )
    return Conduct(imposed=imposed(by=by), review=review)


async def leads(desk: DeskTown) -> None:
    for login, name in (("lea", "Lea Lang"), ("max", "Max Mohn")):
        await desk.staff(login, name, roles=("lead",))


async def test_a_request_is_decided_by_another_lead(desk: DeskTown, store: Store) -> None:
    await leads(desk)
    conversation = await desk.concern("Wo ist mein Pass?")
    await behaved(desk, conversation, asked())
    path = f"/reviews/{conversation}"
    async with clerk(desk, "lea") as lea, clerk(desk, "max") as max_:
        page = await lea.text("/reviews")
        assert "R1-2345" in page
        assert "selbst verhängt" in page
        assert f"{path}/decide" not in await lea.text(path)
        form = {"csrf": hidden(await lea.text("/reviews"), "/logout")["csrf"], "measure": "R1-2345"}
        answer = await lea.post(f"{path}/decide", form | {"verdict": "uphold", "words": "Bleibt."})
        assert answer.status == 409
        refused = [row for row in await audited(store, desk.journal) if row["action"] == "refused"]
        assert [(row["who"], row["what"]) for row in refused] == [("lea", "review_measures")]
        page = await max_.text(path)
        assert "Wo ist mein Pass?" in page
        assert "Beleidigung" in page
        form = hidden(page, f"{path}/decide")
        assert (await max_.post(f"{path}/decide", form | {"words": "Ja."})).status == 422
        assert (await max_.post(f"{path}/decide", form | {"verdict": "lift", "words": " "})).status == 422
        answer = await max_.post(f"{path}/decide", form | {"verdict": "lift", "words": "Es war ein Missverständnis."})
        assert answer.status == 303
        assert answer.headers["Location"].endswith("/reviews?done=decide")
        assert "Entschieden" in await max_.text("/reviews?done=decide")
    (event,) = [e for e in await mailbox(store, desk.journal, conversation) if e.get("kind") == "review_decided"]
    assert (event["by"], event["upheld"], event["words"]) == ("max", False, "Es war ein Missverständnis.")


async def test_clerks_and_other_departments_are_kept_out(desk: DeskTown, anna: Clerk, store: Store) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await behaved(desk, conversation, asked())
    assert "/reviews" not in await anna.text("")
    assert (await anna.get("/reviews")).status == 403
    assert (await anna.get(f"/reviews/{conversation}")).status == 403
    await desk.staff("olga", "Olga", roles=("lead",), departments=("bauamt",))
    async with clerk(desk, "olga") as olga:
        assert "R1-2345" not in await olga.text("/reviews")
        assert (await olga.get(f"/reviews/{conversation}")).status == 403
    what = [(row["who"], row["what"]) for row in await audited(store, desk.journal) if row["action"] == "refused"]
    assert what == [("anna", "review_measures")] * 2 + [("olga", "review_measures")]


async def test_proposals_threats_and_what_is_in_force_are_listed(desk: DeskTown, anna: Clerk) -> None:
    await leads(desk)
    waiting, held = await desk.concern("Eins"), await desk.concern("Zwei")
    long = imposed(Measure.BLOCK, by="lea", lasts=timedelta(days=30))
    await behaved(desk, waiting, Conduct(proposed=long))
    await behaved(desk, held, Conduct(imposed=imposed()))
    shouted = await threatened(desk)
    threat = Offence(at=datetime.now(UTC), breach=Breach.THREAT, severity=3)
    await behaved(desk, shouted, Conduct(offences=(threat,)))
    assert 'id="attention" class="attention" role="status" data-swap hidden' in await anna.text("")
    async with clerk(desk, "max") as max_:
        page = await max_.text("/reviews")
        for part in ("Eins", "Zwei", "30 Tage", "[Drohung, ausgeblendet]"):
            assert part in page
        assert "bringe dich" not in page
        assert "⚠ Eine Drohung · Überprüfungen: 1" in await max_.text("")
        for path in ("/search", "/fragment/nav"):  # whatever page they are on, and while it stays open
            elsewhere = await max_.text(path)
            assert "⚠ Eine Drohung · Überprüfungen: 1" in elsewhere, path
            for counted in ("group-lead", "reviews"):
                assert f'id="count-{counted}" data-swap><span aria-hidden="true">2</span>' in elsewhere, path
        news = (await (await max_.get("/fragment/whereabouts")).json())["news"]
        assert "Eine Drohung wurde erkannt. Bitte gleich ansehen." in [one["text"] for one in news]
        answer = await max_.post(
            f"/reviews/{waiting}/second-yes",
            hidden(await max_.text(f"/reviews/{waiting}"), f"/reviews/{waiting}/second-yes"),
        )
        assert answer.status == 303
        path = f"/reviews/{shouted}"
        page = await max_.text(path)
        assert "bringe dich" not in page
        form = hidden(page, f"{path}/unmask")
        assert THREAT in await (await max_.post(f"{path}/unmask", form)).text()
        assert (await max_.get(f"{path}/evidence.zip")).status == 200


async def test_a_threat_to_the_machine_alone_is_the_front_offices(desk: DeskTown) -> None:
    await leads(desk)
    await desk.staff("olga", "Olga", roles=("lead",), departments=("bauamt",))
    conversation = await desk.journal.ingest(
        address="web:lone", event_id="lone:1", event="{}", due_in=timedelta(hours=9)
    )
    threat = Offence(at=datetime.now(UTC), breach=Breach.THREAT, severity=3)
    await behaved(desk, conversation, replace(Conduct(), offences=(threat,)))
    async with clerk(desk, "max") as max_, clerk(desk, "olga") as olga:
        assert "Gespräch mit dem Automaten" in await max_.text("/reviews")
        assert (await max_.get(f"/reviews/{conversation}")).status == 200
        assert "Gespräch mit dem Automaten" not in await olga.text("/reviews")


async def test_the_reviewer_sees_the_concern_in_which_it_was_and_no_newer_one(desk: DeskTown, anna: Clerk) -> None:
    await desk.staff("rita", "Rita Recht", roles=("lead",), departments=("buergerbuero",))
    conversation = await desk.concern("Wo ist mein Pass?")
    await anna.act(conversation, "claim")
    await behaved(desk, conversation, asked(by="anna"))
    await anna.act(conversation, "close", end="answered")
    await desk.fold(conversation)
    await desk.again(conversation, "Etwas ganz anderes beim Bauamt", department="bauamt")
    async with clerk(desk, "rita") as rita:
        for page in (await rita.text("/reviews"), await rita.text(f"/reviews/{conversation}")):
            assert "Wo ist mein Pass?" in page
            assert "ganz anderes" not in page


async def test_a_threat_is_listed_with_the_concern_in_which_it_was(desk: DeskTown, anna: Clerk) -> None:
    await leads(desk)
    conversation = await threatened(desk)
    threat = Offence(at=datetime.now(UTC), breach=Breach.THREAT, severity=3)
    await behaved(desk, conversation, Conduct(offences=(threat,)))
    await anna.act(conversation, "claim")
    await anna.act(conversation, "close", end="answered")
    await desk.fold(conversation)
    await desk.again(conversation, "Etwas ganz anderes beim Bauamt", department="bauamt")
    async with clerk(desk, "max") as max_:
        page = await max_.text("/reviews")
        assert f"/reviews/{conversation}" in page
        assert "ganz anderes" not in page
