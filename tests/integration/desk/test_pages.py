"""What the pages show, and to whom."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from handoff.desk.deps import DeskLimits
from handoff.journal.journal import Journal
from handoff.journal.records import Row, Sending, State
from handoff.ticket import Kind
from tests.desk.browser import Clerk, clerk
from tests.desk.town import DeskTown, desk_town, png

pytestmark = pytest.mark.server


async def test_the_list_by_filter_in_asked_order(desk: DeskTown, anna: Clerk) -> None:
    young = await desk.concern("Junge Frage", ago=timedelta(minutes=1))
    await desk.concern("Alte Frage", ago=timedelta(hours=5), promised_in=timedelta(hours=1), kind=Kind.DEFECT)
    await anna.act(young, "claim")
    everything = await anna.text("")
    assert everything.index("Alte Frage") < everything.index("Junge Frage")
    assert "überschritten" not in everything
    assert "4 Std. überfällig" in everything
    assert "Mängelmeldung" in everything
    assert 'data-count="1"' in everything
    waiting, mine = await anna.text("?show=waiting"), await anna.text("?show=mine")
    assert ("Alte Frage" in waiting, "Junge Frage" in waiting) == (True, False)
    assert ("Alte Frage" in mine, "Junge Frage" in mine) == (False, True)
    assert "Noch nichts geschlossen." in await anna.text("?show=closed")
    assert 'href="?show=closed&amp;lang=en"' in await anna.text("?show=closed")
    assert "Narrow down" in await anna.text("?lang=en")
    assert "Narrow down" in await anna.text("")


async def test_who_is_in_danger_stands_first_and_is_marked(desk: DeskTown, anna: Clerk) -> None:
    row = Row(id="in-danger1", who="citizen", body={"text": "Ich will nicht mehr leben", "urgent": "suicide"})
    await desk.concern("Alte Frage", ago=timedelta(hours=5))
    conversation = await desk.concern("Ich will nicht mehr leben", urgent="suicide", rows=[row])
    listed, case = await anna.text(""), await anna.text(f"/case/{conversation}")
    assert listed.index("Ich will nicht mehr leben") < listed.index("Alte Frage")
    assert listed.count("Notlage: Suizidgefahr") == 1
    assert case.count("Notlage: Suizidgefahr") == 3  # in the list, at the head, and at the message
    assert "In danger: risk of suicide" in await anna.text("?lang=en")


async def test_a_department_is_a_wall(desk: DeskTown, ben: Clerk) -> None:
    await desk.journal.put_staff(replace((await desk.journal.staff())["ben"], departments=("bauamt",)))
    other = await desk.concern("Wo ist mein Pass?", rows=[_photo("geheim")])
    own = await desk.concern("Schlagloch", department="bauamt")
    desk.files["geheim"] = png()
    listed = await ben.text("")
    assert ("Schlagloch" in listed, "Wo ist mein Pass?" in listed, 'data-count="1"' in listed) == (True, False, True)
    assert (await ben.get(f"/case/{own}")).status == 200
    form = await ben.form(own, "claim")
    receipt = (await desk.ticket(other)).receipt
    for path in (f"/case/{other}", f"/fragment/case/{other}", f"/case/{other}/file/1/0", "/case/nobody"):
        assert (await ben.get(path)).status == 404
    for act in ("claim", "reply", "close", "park", "release"):
        answer = await ben.post(f"/case/{other}/{act}", form | {"receipt": receipt, "text": "x", "end": "abuse"})
        assert answer.status == 404
    assert (await desk.ticket(other)).owner is None


async def test_a_transcript_shows_who_what_and_why(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Ein Schlagloch", department="bauamt", kind=Kind.DEFECT, place="Marktplatz 3")
    await desk.machine(
        conversation,
        "Bitte schicken Sie ein *Foto*.",
        keys=((("Kein Foto", "none"),),),
        entry="schlagloch-melden",
        why=["schlagloch-melden 0.93"],
    )
    await desk.citizen(
        conversation,
        "Hier",
        attachments=[
            {"kind": "photo", "ref": "p1"},
            {"kind": "location", "latitude": 51.43247, "longitude": 6.88074},
        ],
    )
    page = await anna.text(f"/case/{conversation}")
    for part in (
        "Marktplatz 3",
        "nicht geprüft",
        "Web-Chat",
        "Automat",
        "<i>Foto</i>",
        "Kein Foto",
        "schlagloch-melden 0.93",
        "51.43247, 6.88074",
        "https://www.openstreetmap.org/?mlat=51.43247&amp;mlon=6.88074#map=17/51.43247/6.88074",
        f"/case/{conversation}/file/3/0",
    ):
        assert part in page, part
    later = await anna.text(f"/fragment/case/{conversation}?after=2")
    assert ("Hier" in later, 'id="row-1"' in later) == (True, False)
    assert 'id="row-1"' in await anna.text(f"/fragment/case/{conversation}?after=²")


async def test_files_come_under_our_own_headers(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern(
        "Bild", rows=[_photo("p1"), _photo("evil"), _photo("gone"), _photo("p1", kind="document", name='a"\n/ü.svg')]
    )
    desk.files |= {"p1": png(), "evil": b"<svg onload=alert(1)>"}
    shown = await anna.get(f"/case/{conversation}/file/1/0")
    assert (shown.status, shown.content_type, await shown.read()) == (200, "image/png", png())
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    evil = await anna.get(f"/case/{conversation}/file/2/0")
    assert evil.content_type == "application/octet-stream"
    assert evil.headers["Content-Disposition"].startswith("attachment")
    assert (await anna.get(f"/case/{conversation}/file/3/0")).status == 502
    named = await anna.get(f"/case/{conversation}/file/4/0")
    assert named.headers["Content-Disposition"] == "attachment; filename*=UTF-8''a___%C3%BC.svg"
    for missing in ("1/1", "9/0", "0/0"):
        assert (await anna.get(f"/case/{conversation}/file/{missing}")).status == 404


async def test_each_reply_says_what_became_of_it(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?", channel="telegram")
    await anna.act(conversation, "claim")
    await anna.act(conversation, "reply", text="Er ist da.", fence="1")
    assert "Gespeichert, wartet auf den Versand" in await anna.text(f"/case/{conversation}")
    sending = await desk.journal.take_delivery("telegram")
    assert isinstance(sending, Sending)
    assert "Wird gesendet" in await anna.text(f"/case/{conversation}")
    await desk.journal.report(sending, State.UNDELIVERABLE, detail="blocked")
    assert "Nicht zustellbar: der Bot wurde blockiert" in await anna.text(f"/case/{conversation}")


async def test_a_reply_to_who_is_awaited_in_the_web_chat_is_stored_until_they_come(desk: DeskTown, anna: Clerk) -> None:
    reply = Row(id="r1", who="person", name="Anna", body={"text": "Er ist da."})
    conversation = await desk.concern("Wo ist mein Pass?", channel="telegram", awaited=True, rows=(reply,))
    assert "Gespeichert, noch nicht abgerufen" in await anna.text(f"/case/{conversation}")


async def test_the_line_tells_resumes_and_knows_who_is_there(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    headers = {"Origin": desk.origin}
    cursor = await desk.journal.feed_end()
    async with anna.session.ws_connect(f"{desk.url}/live?cursor={cursor}", headers=headers) as line:
        await desk.citizen(conversation, "Hallo?")
        told = await line.receive_json(timeout=5)
        assert (told["t"], told["conversations"]) == ("changed", [conversation])
        assert (await desk.journal.queue_facts(["buergerbuero"]))["buergerbuero"].on_duty == 1
    await desk.citizen(conversation, "Noch da?")
    async with anna.session.ws_connect(f"{desk.url}/live?cursor={told['cursor']}", headers=headers) as line:
        assert (await line.receive_json(timeout=5))["conversations"] == [conversation]
    for old in ("1000-0", "nonsense"):
        async with anna.session.ws_connect(f"{desk.url}/live?cursor={old}", headers=headers) as line:
            assert (await line.receive_json(timeout=5))["t"] == "reload"


async def test_the_line_ends_with_the_session(journal: Journal) -> None:
    async with desk_town(journal, DeskLimits(presence=0.05)) as desk:
        record = await desk.staff("anna", "Anna Albers")
        async with clerk(desk, "anna") as anna:
            headers = {"Origin": desk.origin}
            async with anna.session.ws_connect(f"{desk.url}/live", headers=headers) as line:
                await line.receive_json(timeout=5)
                await desk.journal.put_staff(replace(record, disabled=True))
                await line.receive(timeout=5)
                assert line.close_code == 4401


async def test_the_line_ends_with_the_server(journal: Journal) -> None:
    async with desk_town(journal) as desk:
        await desk.staff("anna", "Anna Albers")
        headers = {"Origin": desk.origin}
        async with clerk(desk, "anna") as anna, anna.session.ws_connect(f"{desk.url}/live", headers=headers) as line:
            await line.receive_json(timeout=5)
            desk.deps.live.end()
            await asyncio.wait_for(line.receive(), 5)
            assert line.close_code == 1001


def _photo(ref: str, **more: str) -> Row:
    return Row(id=f"r-{ref}-{len(more)}", who="citizen", body={"attachments": [{"kind": "photo", "ref": ref} | more]})


async def test_quotes_versions_and_signs(desk: DeskTown, anna: Clerk) -> None:
    first = Row(id="tg:1", who="citizen", body={"text": "Schlaglosch", "origin": "11"})
    conversation = await desk.concern("Schlagloch", rows=[first])
    await desk.citizen(conversation, "Schlagloch", origin="11", edit_of="11")
    quote = {"way": "reply", "by": "citizen", "text": "<b>Schlag</b>", "origin": "11"}
    await desk.citizen(conversation, "Ist das da?", origin="13", quotes=[quote])
    shared = {"way": "forward", "by": "public", "name": "Stadtnachrichten"}
    await desk.citizen(conversation, "Straße gesperrt", origin="14", quotes=[shared])
    await desk.citizen(conversation, "👍", reaction_to="11")
    await desk.citizen(conversation, "", reaction_to="99")
    await desk.citizen(conversation, "Schlag", origin="15", overtaken=True)
    page = await anna.text(f"/case/{conversation}")
    for part in (
        "Später geändert, ",
        "(Fassung 2)",
        "Fassung 2 der Nachricht von ",
        "Antwort auf die Nachricht von ",
        "(von ihr oder ihm selbst)",
        "&lt;b&gt;Schlag&lt;/b&gt;",
        "Weitergeleitet (aus Kanal oder Gruppe: Stadtnachrichten)",
        "Zeichen zur Nachricht von ",
        "Zeichen zurückgenommen",
        "Ältere Fassung",
    ):
        assert part in page, part
    assert page.count('href="#row-1"') == 3
    assert 'href="#row-2"' in page
    english = await anna.text(f"/case/{conversation}?lang=en")
    assert "Version 2 of the message of " in english


async def test_a_later_version_is_told_under_the_first_one_while_the_page_is_open(desk: DeskTown, anna: Clerk) -> None:
    first = Row(id="tg:1", who="citizen", body={"text": "Schlaglosch", "origin": "11"})
    conversation = await desk.concern("Schlagloch", rows=[first])
    assert 'id="later-1" data-swap hidden' in await anna.text(f"/case/{conversation}")
    await desk.citizen(conversation, "Schlagloch", origin="11", edit_of="11")
    news = await anna.text(f"/fragment/case/{conversation}?after=1")
    assert 'id="later-1" data-swap>' in news
    assert 'id="row-2"' in news
    assert 'id="row-1"' not in news
