"""What staff do, by plain forms and by script."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta

import pytest

from handoff.ticket import End, Staff
from tests.desk.browser import Clerk
from tests.desk.town import BASE, DeskTown

pytestmark = pytest.mark.server

JSON = "application/json"


async def test_the_whole_way_without_script(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    home = f"{BASE}/case/{conversation}"
    assert (await anna.act(conversation, "claim")).headers["Location"] == home
    assert "Sie haben dieses Anliegen." in await anna.text(f"/case/{conversation}")
    assert (await anna.act(conversation, "reply", text="Er ist **da**.\r\nBis morgen!", fence="1")).status == 303
    page = await anna.text(f"/case/{conversation}")
    assert "Er ist <b>da</b>." in page
    assert "Bürger/in am Zug seit" in page
    assert "Gespeichert, noch nicht abgerufen" in page
    await desk.journal.acknowledge(conversation, 2)
    assert "Angekommen" in await anna.text(f"/case/{conversation}")
    assert (await anna.act(conversation, "park", quick="tomorrow")).status == 303
    assert "Geparkt bis" in await anna.text(f"/case/{conversation}")
    assert (await anna.act(conversation, "release")).status == 303
    assert (await desk.ticket(conversation)).owner is None
    await anna.act(conversation, "claim")
    assert (await anna.act(conversation, "close", end="answered")).status == 303
    assert (await desk.ticket(conversation)).end is End.ANSWERED
    assert "Dieses Anliegen ist geschlossen." in await anna.text(f"/case/{conversation}")
    await desk.fold(conversation)
    listed = await anna.text("?show=closed")
    assert "MS-26-0001" in listed
    assert "Er ist <b>da</b>." in await anna.text(f"/case/{conversation}?receipt=MS-26-0001")


async def test_one_wins_a_claim_and_the_other_learns_who(desk: DeskTown, anna: Clerk, ben: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    forms = [await one.form(conversation, "claim") for one in (anna, ben)]
    path = f"/case/{conversation}/claim"
    answers = await asyncio.gather(anna.post(path, forms[0], Accept=JSON), ben.post(path, forms[1], Accept=JSON))
    assert sorted(a.status for a in answers) == [200, 409]
    owner = (await desk.ticket(conversation)).owner
    assert owner is not None
    lost = next(a for a in answers if a.status == 409)
    assert await lost.json() == {"said": "taken", "text": f"{owner.name} hat dieses Anliegen schon."}


@pytest.mark.fault(rows=(51,), promises=("P10",))
async def test_a_stale_reply_keeps_its_text(desk: DeskTown, anna: Clerk, ben: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await anna.act(conversation, "claim")
    form = await anna.form(conversation, "reply")
    await anna.act(conversation, "release")
    await ben.act(conversation, "claim")
    answer = await anna.post(f"/case/{conversation}/reply", form | {"text": "Mein <langer> Text", "fence": "1"})
    assert answer.status == 409
    page = await answer.text()
    assert "Mein &lt;langer&gt; Text</textarea>" in page
    assert "Ben Brandt hat dieses Anliegen inzwischen. Ihre Antwort wurde nicht gesendet" in page
    assert len(await desk.journal.rows(conversation)) == 1
    closed = await ben.act(conversation, "close", end="forwarded")
    assert closed.status == 303
    late = await anna.post(f"/case/{conversation}/reply", form | {"text": "Mein Text", "fence": "1"}, Accept=JSON)
    assert (late.status, (await late.json())["said"]) == (409, "closed")


@pytest.mark.fault(rows=(13, 49), promises=("P3",))
async def test_the_same_form_twice_is_one_reply_and_a_changed_one_is_another(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await anna.act(conversation, "claim")
    form = await anna.form(conversation, "reply") | {"fence": "1"}
    path = f"/case/{conversation}/reply"
    for text in ("Guten Tag", "Guten Tag", "Guten Tag!"):
        assert (await anna.post(path, form | {"text": text}, Accept=JSON)).status == 200
    assert [row.body["text"] for row in await desk.journal.rows(conversation)][1:] == ["Guten Tag", "Guten Tag!"]


@pytest.mark.fault(rows=(51,), promises=("P10",))
async def test_a_late_reply_takes_an_unclaimed_case_again(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await anna.act(conversation, "claim")
    form = await anna.form(conversation, "reply") | {"fence": "1"}
    await anna.act(conversation, "release")
    assert (await anna.post(f"/case/{conversation}/reply", form | {"text": "Spät"})).status == 303
    ticket = await desk.ticket(conversation)
    assert ticket.owner is not None
    assert ticket.owner.login == "anna"


async def test_words_for_an_earlier_case_do_not_go_into_the_next(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    form = await anna.form(conversation, "reply")
    answer = await anna.post(
        f"/case/{conversation}/reply", form | {"text": "Hallo", "receipt": "MS-26-9999"}, Accept=JSON
    )
    assert (answer.status, (await answer.json())["said"]) == (409, "closed")
    assert len(await desk.journal.rows(conversation)) == 1


@pytest.mark.parametrize(
    ("act", "fields", "words"),
    [
        ("reply", {"text": "  \n "}, "Bitte schreiben Sie erst etwas."),
        ("reply", {"text": "x" * 10_001}, "Das ist zu lang. Höchstens 10.000 Zeichen."),
        ("park", {"until": "2020-01-01T08:00"}, "Zeitpunkt in der Zukunft"),
        ("park", {"until": "bald"}, "Zeitpunkt in der Zukunft"),
        ("close", {"end": "left"}, "Bitte wählen Sie einen Grund."),
        ("close", {}, "Bitte wählen Sie einen Grund."),
    ],
)
async def test_what_cannot_be_done_is_said(
    desk: DeskTown, anna: Clerk, act: str, fields: dict[str, str], words: str
) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await anna.act(conversation, "claim")
    answer = await anna.act(conversation, act, **fields)
    assert answer.status == 422
    assert words in await answer.text()
    assert len(await desk.journal.rows(conversation)) == 1


async def test_parking_until_a_time_of_the_town(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await anna.act(conversation, "claim")
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date()
    await anna.act(conversation, "park", until=f"{tomorrow}T14:30")
    parked = (await desk.ticket(conversation)).parked_until
    assert parked is not None
    assert f"{parked.astimezone(desk.deps.zone):%H:%M}" == "14:30"
    assert re.search(r"hat geparkt bis [^<]*14:30", await anna.text(f"/case/{conversation}"))


async def test_a_store_away_confirms_nothing(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    form = await anna.form(conversation, "claim")
    desk.shaky.away = True
    answer = await anna.post(f"/case/{conversation}/claim", form, Accept=JSON)
    assert (answer.status, (await answer.json())["said"]) == (503, "problem")
    page = await anna.get("")
    assert page.status == 503
    assert "Nichts wurde bestätigt" in await page.text()
    desk.shaky.away = False
    assert (await anna.post(f"/case/{conversation}/claim", form, Accept=JSON)).status == 200


async def test_what_nobody_thought_of_is_said_in_words_and_logged(
    desk: DeskTown, anna: Clerk, caplog: pytest.LogCaptureFixture
) -> None:
    journal = desk.journal
    await journal._store.call(lambda r: r.hset(journal._keys("away"), "anna", "no JSON"))
    page = await anna.get("")
    assert page.status == 500
    assert "Das ging schief, und es liegt nicht an Ihnen" in await page.text()
    assert page.headers["Content-Security-Policy"]
    assert [record.action for record in caplog.records if record.levelname == "ERROR"] == ["desk.failed"]  # type: ignore[attr-defined]


async def test_a_case_is_handed_on_to_another_department(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Die Straße hat ein Loch")
    await anna.act(conversation, "claim")
    assert (await anna.act(conversation, "transfer", to="buergerbuero")).status == 422  # it is there
    assert (await anna.act(conversation, "transfer", to="nirgendwo")).status == 422
    done = await anna.act(conversation, "transfer", to="bauamt")
    assert (done.status, done.headers["Location"]) == (303, BASE)
    handed = await desk.ticket(conversation)
    assert (handed.department, handed.owner, handed.fence) == ("bauamt", None, 2)
    assert (await desk.journal.queue_facts(["bauamt"]))["bauamt"].waiting == 1
    assert (await desk.journal.queue_facts(["buergerbuero"]))["buergerbuero"].waiting == 0


async def test_internal_notes_name_who_wrote_them(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await desk.acts.note(conversation, Staff(login="ben", name="Ben"), "Bitte <prüfen>", request="1")
    page = await anna.text(f"/case/{conversation}")
    assert "Interne Notiz, Ben" in page
    assert "Bitte &lt;prüfen&gt;" in page
