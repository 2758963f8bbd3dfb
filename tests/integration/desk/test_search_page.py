"""Search, history and export at the desk: whose cases are found, and that citizens' words stay words."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, Final

import pytest

from handoff.journal.journal import Journal
from handoff.journal.records import Commit, Row
from handoff.ticket import End, Staff
from tests.desk.browser import clerk
from tests.desk.town import DeskTown

pytestmark = pytest.mark.server
PETRA: Final = Staff(login="petra", name="Petra")
HOSTILE: Final = (
    "<script>alert(1)</script> Laterne",
    'Laterne "><img src=x onerror=alert(1)>',
    "Laterne {{ 7*7 }} ${7*7} <%= 7*7 %>",
    "Laterne javascript:alert(1) </style></title>",
    "Laterne \u202eevil\u202c <svg/onload=alert(1)>",
)


async def end(desk: DeskTown, journal: Journal, conversation: str) -> None:
    await desk.acts.claim(conversation, PETRA, request=f"c{conversation}")
    await desk.acts.close(conversation, PETRA, End.ANSWERED, request=f"e{conversation}")
    while await journal.file_next():
        pass


async def test_only_the_own_departments_are_found_open_and_closed(desk: DeskTown, journal: Journal) -> None:
    await desk.staff("anna", "Anna Albers", departments=("bauamt",))
    await desk.concern("Die Laterne am Markt ist aus", department="bauamt")
    ended = await desk.concern("Laternen flackern", department="bauamt")
    await end(desk, journal, ended)
    await desk.concern("Laterne vor dem Bürgerbüro", department="buergerbuero")
    other = await desk.concern("Laterne gestohlen", department="buergerbuero")
    await end(desk, journal, other)
    async with clerk(desk, "anna") as anna:
        page = await anna.text("/search?q=laterne")
        assert "2 Anliegen" in page
        assert "<mark>Laterne</mark> am Markt" in page
        assert "Bürgerbüro ist" not in page
        assert "gestohlen" not in page
        assert "gestohlen" not in await anna.text("/search?q=laterne&department=buergerbuero")
        assert "gestohlen" not in await anna.text("/search?q=MS-26-0004")
        closed = await anna.text("/search?state=closed")
        assert "Laternen flackern" in closed
        assert "am Markt" not in closed
        assert f"/case/{ended}?receipt=MS-26-0002" in closed
        assert "Laternen flackern" in await anna.text(f"/case/{ended}?receipt=MS-26-0002")
        for path in (f"/case/{other}?receipt=MS-26-0004", f"/case/{ended}?receipt=MS-26-0004"):
            assert (await anna.get(path)).status == 404


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("since=gestern", "kein Datum"),
        ("since=2026-12-01&until=2026-11-01", "liegt nach"),
        ("q=ich+habe+eine+frage", "zu allgemein"),
        ("q=quadratur", "Nichts gefunden"),
        ("q=x&cursor=evil", "Nichts gefunden"),
    ],
)
async def test_what_cannot_be_found_is_told(desk: DeskTown, query: str, said: str) -> None:
    await desk.staff("anna", "Anna Albers")
    async with clerk(desk, "anna") as anna:
        assert said in await anna.text(f"/search?{query}")


@pytest.mark.fault(rows=(65,))
@pytest.mark.parametrize("text", HOSTILE)
async def test_words_stay_words_in_search_and_export(desk: DeskTown, text: str) -> None:
    await desk.staff("anna", "Anna Albers")
    conversation = await desk.concern(text)
    async with clerk(desk, "anna") as anna:
        for path in (f"/search?q=laterne {text}"[:150], "/search?q=laterne", f"/case/{conversation}/export.html"):
            page = await anna.text(path)
            assert "Laterne" in page
            for tag in ("<script>alert", "<img src=x", "<svg/onload", "</style></title>"):
                assert tag not in page
            assert "49" not in page.replace("49-", "").split("Laterne", 1)[1][:40]
        answer = await anna.get(f"/case/{conversation}/export.json")
        value = json.loads(await answer.text())
        assert value["ticket"]["subject"] == text
        assert value["rows"][0]["body"]["text"] == text


async def test_a_case_is_exported_whole_by_who_may(desk: DeskTown, journal: Journal) -> None:
    await desk.staff("anna", "Anna Albers", departments=("bauamt",))
    await desk.staff("ed", "Ed Editor", roles=("editor",))
    ours = await desk.concern("Die Laterne ist aus", department="bauamt", place="Markt 3")
    other = await desk.concern("Wo ist mein Pass?")
    async with clerk(desk, "anna") as anna:
        assert f"/case/{ours}/export.html" in await anna.text(f"/case/{ours}")
        sheet = await anna.get(f"/case/{ours}/export.html")
        assert sheet.headers["Content-Disposition"] == 'attachment; filename="MS-26-0001.html"'
        text = await sheet.text()
        assert "Die Laterne ist aus" in text
        assert "Markt 3" in text
        assert "src=" not in text
        assert "href=" not in text
        assert (await anna.get(f"/case/{other}/export.json")).status == 404
    async with clerk(desk, "ed") as ed:
        assert (await ed.get(f"/case/{ours}/export.json")).status == 404
        assert (await ed.get("/search?q=laterne")).status == 403
    redis: Any = journal._store.redis
    rows = [fields["row"] for _, fields in await redis.xrange(f"bd:{{{journal.town}}}:audit")]
    assert sum('"export"' in row for row in rows) == 1


async def test_a_closed_case_shows_nothing_that_another_department_heard_later(
    desk: DeskTown, journal: Journal
) -> None:
    await desk.staff("anna", "Anna Albers", departments=("bauamt",))
    conversation = await desk.concern("Die Laterne ist aus", department="bauamt")
    first = await desk.ticket(conversation)
    await desk.citizen(conversation, "Bitte bald")
    await end(desk, journal, conversation)
    await desk.fold(conversation)
    paths = [f"/case/{conversation}{path}?receipt={first.receipt}" for path in ("", "/export.json", "/export.html")]
    second = replace(first, receipt="MS-26-0099", case="next", department="soziales", subject="Anderes")
    row = Row(id="later", who="citizen", body={"text": "Mein Pflegegrad"})
    await journal.commit(
        Commit(
            conversation=conversation, case="next", ticket=second,
            receipt=second.receipt, queue="soziales", rows=(row,), keep_timer=True,
        )
    )  # fmt: skip
    for ended in (False, True):
        if ended:
            await end(desk, journal, conversation)
            await desk.fold(conversation)
        async with clerk(desk, "anna") as anna:
            for path in paths:
                page = await anna.text(path)
                assert "Bitte bald" in page
                assert "Pflegegrad" not in page
