"""Files at the desk: attached to a reply, seen and saved, and told of where nobody can have them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from handoff.desk.deps import DeskLimits
from handoff.files.clamd import Clamd
from handoff.journal.journal import Journal
from handoff.journal.records import Row, Sending, State
from handoff.journal.store import Store
from handoff.ticket import Kind
from tests.desk.browser import Clerk, clerk
from tests.desk.town import DeskTown, desk_town, png
from tests.files import samples
from tests.files.clamd import clamd

pytestmark = pytest.mark.server


async def upload(
    one: Clerk, conversation: str, data: Any, name: str = "", **headers: str
) -> tuple[int, dict[str, Any]]:
    """As the page's script does it."""
    csrf = (await one.form(conversation, "reply"))["csrf"]
    sent = {"Origin": one.desk.origin, "X-CSRF-Token": csrf, "X-File-Name": name, "Accept": "application/json"}
    url = f"{one.desk.url}/case/{conversation}/upload"
    answer = await one.session.post(url, data=data, headers=sent | headers)
    return answer.status, await answer.json()


async def attach(one: Clerk, conversation: str, *files: tuple[bytes, str]) -> str:
    """Upload files; the reply's field that names them."""
    found = [(await upload(one, conversation, data, name))[1] for data, name in files]
    return json.dumps([{"ref": file["ref"], "name": file["name"]} for file in found])


async def reply(one: Clerk, conversation: str, **fields: str) -> str:
    """Reply as the owner; what is said to it, empty when it was done."""
    answer = await one.act(conversation, "reply", fence=str((await one.desk.ticket(conversation)).fence), **fields)
    return "" if answer.status == 303 else await answer.text()


async def test_files_go_with_a_reply_into_the_web_chat(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Mein Bescheid?")
    await anna.act(conversation, "claim")
    photo_data = samples.camera_jpeg(latitude=51.4, longitude=6.9)
    files = await attach(anna, conversation, (samples.PDF, "Bescheid%20%C3%9C.pdf"), (photo_data, "a.jpg"))
    assert await reply(anna, conversation, text="Anbei.", files=files) == ""
    row = (await desk.journal.rows(conversation))[-1]
    pdf, photo = row.body["attachments"]
    assert (row.who, row.body["text"]) == ("person", "Anbei.")
    assert (pdf["kind"], pdf["name"], pdf["mime"], pdf["size"]) == (
        "document",
        "Bescheid Ü.pdf",
        "application/pdf",
        len(samples.PDF),
    )
    assert photo["kind"] == "photo"
    assert "latitude" not in photo
    assert await desk.journal.files_of(conversation) == {pdf["ref"], photo["ref"]}
    page = await anna.text(f"/case/{conversation}")
    assert "Dokument: Bescheid Ü.pdf" in page
    assert "(PDF, 1 KB)" in page
    saved = await anna.get(f"/case/{conversation}/file/{row.n}/0")
    assert (saved.status, await saved.read()) == (200, samples.PDF)
    assert saved.headers["Content-Disposition"].startswith("attachment")
    shown = await anna.get(f"/case/{conversation}/file/{row.n}/1")
    assert (shown.content_type, b"Kamera" in await shown.read()) == ("image/jpeg", False)


async def test_on_telegram_each_file_is_a_delivery_in_order(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Mein Bescheid?", channel="telegram")
    await anna.act(conversation, "claim")
    files = await attach(anna, conversation, (samples.PDF, "a.pdf"), (png(), "b.png"))
    assert await reply(anna, conversation, text="**Anbei.**", files=files) == ""
    sent = []
    while isinstance(sending := await desk.journal.take_delivery("telegram"), Sending):
        sent.append((sending.body["text"], sending.body.get("file", {}).get("name"), sending.lease_seconds))
        await desk.journal.report(sending, State.SENT if len(sent) == 1 else State.DEAD, detail="too-big")
    assert sent == [("Anbei.", "a.pdf", 135), ("", "b.png", 135)]
    page = await anna.text(f"/case/{conversation}")
    assert "Nicht gesendet: Datei zu groß für diesen Kanal (1 von 2 Teilen gesendet)" in page


async def test_a_long_text_goes_before_its_files(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Mein Bescheid?", channel="telegram")
    await anna.act(conversation, "claim")
    await reply(anna, conversation, text="x" * 1025, files=await attach(anna, conversation, (samples.PDF, "a.pdf")))
    await reply(anna, conversation, text="", files=await attach(anna, conversation, (samples.TEXT, "b.txt")))
    sent = []
    while isinstance(sending := await desk.journal.take_delivery("telegram"), Sending):
        sent.append((len(sending.body["text"]), sending.body.get("file", {}).get("name")))
        await desk.journal.report(sending, State.SENT)
    assert sent == [(1025, None), (0, "a.pdf"), (0, "b.txt")]


async def test_the_same_form_sent_twice_is_one_reply(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("?")
    await anna.act(conversation, "claim")
    form = await anna.form(conversation, "reply")
    form |= {"text": "", "fence": "1", "files": await attach(anna, conversation, (samples.PDF, "a.pdf"))}
    for _ in range(2):
        assert (await anna.post(f"/case/{conversation}/reply", form)).status == 303
    assert [row.who for row in await desk.journal.rows(conversation)] == ["citizen", "person"]


@pytest.mark.parametrize("files", ["", "nonsense", "[1]", '{"ref": 1}', '[{"ref": "../../etc/passwd"}]', "[" * 5000])
async def test_what_names_no_file_is_no_file(desk: DeskTown, anna: Clerk, files: str) -> None:
    conversation = await desk.concern("?")
    await anna.act(conversation, "claim")
    assert "Bitte schreiben Sie erst etwas." in await reply(anna, conversation, text="", files=files)


async def test_a_file_of_another_conversation_or_gone_is_refused(desk: DeskTown, anna: Clerk) -> None:
    one, other = await desk.concern("eins"), await desk.concern("zwei")
    await anna.act(one, "claim")
    await anna.act(other, "claim")
    files = await attach(anna, one, (samples.PDF, "a.pdf"))
    assert await reply(anna, one, text="da", files=files) == ""
    said = await reply(anna, other, text="mein Text bleibt", files=files)
    assert "liegt nicht mehr vor" in said
    assert "mein Text bleibt" in said
    missing = json.dumps([{"ref": f"{'a' * 32}.pdf", "name": "a.pdf"}])
    assert "liegt nicht mehr vor" in await reply(anna, one, text="da", files=missing)


async def test_limits(journal: Journal) -> None:
    rules = {"size": 2000, "quota": 4000, "kinds": ("pdf", "txt")}
    async with desk_town(journal, DeskLimits(delay=0.01, attached=1, uploads=6), rules=rules) as desk:
        await desk.staff("anna", "Anna Albers")
        async with clerk(desk, "anna") as anna:
            conversation = await desk.concern("?")
            await anna.act(conversation, "claim")

            async def unannounced() -> AsyncIterator[bytes]:
                for _ in range(3):
                    yield b"a" * 1000

            assert (await upload(anna, conversation, b"a" * 2001))[0] == 413
            status, answer = await upload(anna, conversation, unannounced())
            assert (status, answer["why"]) == (413, "large")
            status, answer = await upload(anna, conversation, samples.png())
            assert (status, answer["text"]) == (
                415,
                "Diese Art von Datei geht nicht. Möglich sind: PDF, TXT, ohne Makros.",
            )
            files = await attach(anna, conversation, (samples.PDF, "a.pdf"), (b"b" * 1900, "b.txt"))
            assert "zu viele Dateien" in await reply(anna, conversation, text="", files=files)
            status, answer = await upload(anna, conversation, b"c" * 1999)
            assert (status, answer["why"]) == (507, "full")
            await upload(anna, conversation, b"d")
            assert (await upload(anna, conversation, b"e"))[0] == 429


async def test_only_our_own_page_of_whoever_may_see_the_case(desk: DeskTown, anna: Clerk, ben: Clerk) -> None:
    conversation = await desk.concern("?")
    assert (await upload(anna, conversation, samples.PDF, Origin="https://evil.test"))[0] == 403
    status, _ = await upload(anna, conversation, samples.PDF, **{"X-CSRF-Token": "0" * 64})
    assert status == 403
    anna.session.cookie_jar.clear()
    url = f"{desk.url}/case/{conversation}/upload"
    answer = await anna.session.post(url, data=samples.PDF, headers={"Origin": desk.origin})
    assert answer.status == 401
    del ben


async def test_what_nobody_can_have_is_told_in_the_transcript(journal: Journal, store: Store) -> None:
    async with clamd() as daemon, desk_town(journal, scanner=Clamd(daemon.address)) as desk:
        await desk.staff("anna", "Anna Albers")
        async with clerk(desk, "anna") as anna:

            async def chunks(data: bytes) -> AsyncIterator[bytes]:
                yield data

            daemon.mute = True
            held = await desk.deps.files.keep(chunks(samples.EICAR), "a.txt")
            ref = held.ref  # type: ignore[union-attr]
            file = {"kind": "document", "ref": ref, "name": "a.txt", "mime": "text/plain", "size": 68}
            large = {"kind": "video", "ref": "AgAC", "size": 30 << 20, "refused": "large"}
            row = Row(id="r1", who="citizen", body={"text": "", "attachments": [file, large]})
            conversation = await desk.concern("?", rows=[row])
            await anna.act(conversation, "claim")
            page = await anna.text(f"/case/{conversation}")
            assert "Wird noch auf Schadsoftware geprüft" in page
            assert "Zu groß: Telegram gibt Bots nur Dateien bis 20 MB." in page
            assert "/file/1/" not in page
            away = await anna.get(f"/case/{conversation}/file/1/0")
            assert (away.status, "noch nicht auf Schadsoftware geprüft" in await away.text()) == (502, True)
            status, answer = await upload(anna, conversation, samples.PDF)
            assert (status, answer["why"]) == (503, "held")
            daemon.mute = False
            assert await desk.deps.files.look_again() == [ref]
            assert "Die Datei bleibt unter Verschluss." in await anna.text(f"/case/{conversation}")
            assert "hat Schadsoftware gefunden" in await (await anna.get(f"/case/{conversation}/file/1/0")).text()
            status, answer = await upload(anna, conversation, samples.EICAR)
            assert (status, answer["why"]) == (422, "infected")
            audit: Any = await store.redis.xrange(f"bd:{{{journal.town}}}:audit")
            assert [row for _, row in audit if '"infected"' in row["row"] and '"anna"' in row["row"]]


async def test_a_photo_of_a_defect_shows_where_it_was_taken(desk: DeskTown, anna: Clerk) -> None:
    photo = {"kind": "photo", "ref": "p1", "mime": "image/png", "size": 900, "latitude": 51.43247, "longitude": 6.88074}
    place = {"kind": "photo-place", "latitude": 51.5, "longitude": 6.5}
    rows = [
        Row(id="r1", who="citizen", body={"text": "Loch", "attachments": [photo]}),
        Row(id="r2", who="note", body={"text": "", "attachments": [place]}),
    ]
    conversation = await desk.concern("Loch", kind=Kind.DEFECT, rows=rows)
    page = await anna.text(f"/case/{conversation}")
    assert f"/case/{conversation}/file/1/0" in page
    assert "Aufgenommen bei 51.43247, 6.88074" in page
    assert "Aufnahmeort eines Fotos: 51.50000, 6.50000" in page
    assert page.count("https://www.openstreetmap.org/") == 2
