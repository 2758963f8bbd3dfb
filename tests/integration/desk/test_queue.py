"""The queue over the wire: its pages, the next one, who is where, and look-alikes answered together."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientWebSocketResponse

from handoff.desk import queue
from handoff.journal.journal import Journal
from handoff.journal.records import JournalAway, Snapshot
from handoff.ticket import End, Kind, Staff
from tests.desk.browser import Clerk, clerk, hidden
from tests.desk.town import DeskTown, desk_town

pytestmark = pytest.mark.server

CEM = Staff(login="cem", name="Cem Can")


async def next_form(one: Clerk, path: str = "") -> dict[str, str]:
    return hidden(await one.text(path), "/next")


def conversation_in(answer: Any) -> str:
    return str(answer.headers["Location"]).rsplit("/case/", 1)[1].split("?", 1)[0]


@asynccontextmanager
async def line(one: Clerk, cursor: str = "") -> AsyncIterator[ClientWebSocketResponse]:
    cursor = cursor or await one.desk.journal.feed_end()
    url = f"{one.desk.url}/live?cursor={cursor}"
    async with one.session.ws_connect(url, headers={"Origin": one.desk.origin}) as socket:
        yield socket


async def whereabouts(one: Clerk) -> dict[str, Any]:
    answer = await one.get("/fragment/whereabouts")
    found: dict[str, Any] = await answer.json()
    return found


async def until(right: Any) -> Any:
    async with asyncio.timeout(10):
        while not (found := await right()):  # noqa: ASYNC110 - it shows over the wire only
            await asyncio.sleep(0.02)
    return found


async def test_filters_hold_together_and_count(desk: DeskTown, anna: Clerk) -> None:
    await desk.concern("Schlagloch A", department="bauamt", kind=Kind.DEFECT)
    await desk.concern("Schlagloch B", department="bauamt")
    await desk.concern("Pass C")
    shown = await anna.text("?show=waiting&department=bauamt&kind=defect")
    assert ("Schlagloch A" in shown, "Schlagloch B" in shown, "Pass C" in shown) == (True, False, False)
    assert '>Wartend <span class="count">1</span>' in shown
    assert "?show=mine&amp;department=bauamt&amp;kind=defect" in shown
    assert '<option value="bauamt" selected>' in shown
    assert "In dieser Auswahl ist nichts." in await anna.text("?show=mine&kind=idea")
    assert "Schlagloch B" in await anna.text("?show=x&kind=x&skip=x")


async def test_a_long_list_comes_in_pages(desk: DeskTown, anna: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "AT_ONCE", 2)
    for n in range(5):
        conversation = await desk.concern(f"Frage {n}", ago=timedelta(hours=9 - n))
        if n < 3:
            await desk.acts.claim(conversation, CEM, request=f"c{n}")
            await desk.acts.close(conversation, CEM, End.ANSWERED, request=f"e{n}")
    first = await anna.text("?show=closed")
    assert [f"Frage {n}" in first for n in range(3)] == [False, True, True]
    assert "?show=closed&amp;skip=2" in first
    second = await anna.text("?show=closed&skip=2")
    assert [f"Frage {n}" in second for n in range(3)] == [True, False, False]
    assert 'rel="next"' not in second
    for n in range(5, 8):
        await desk.concern(f"Frage {n}", ago=timedelta(minutes=9 - n))
    assert "Weitere anzeigen (3)" in await anna.text("")


async def test_what_is_closed_is_with_nobody(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Pass C")
    await anna.act(conversation, "claim")
    assert "Bei Ihnen" in await anna.text("")
    await anna.act(conversation, "close", end="answered")
    shown = await anna.text("?show=closed")
    assert "Pass C" in shown
    assert "Bei Ihnen" not in shown


async def test_next_takes_the_oldest_of_the_choice_and_opens_it(desk: DeskTown, anna: Clerk) -> None:
    young = await desk.concern("Jung", department="bauamt")
    old = await desk.concern("Alt", ago=timedelta(days=1))
    danger = await desk.concern("Feuer!", urgent="fire")
    fields = await next_form(anna)
    answer = await anna.post("/next", fields)
    assert (answer.status, conversation_in(answer)) == (303, danger)
    again = await anna.post("/next", fields)  # a second click is the same click
    assert conversation_in(again) == danger
    assert (await desk.ticket(old)).owner is None
    narrowed = await anna.post("/next", await next_form(anna, "?show=all&department=bauamt"))
    assert conversation_in(narrowed) == young
    assert narrowed.headers["Location"].endswith("?show=all&department=bauamt")
    assert conversation_in(await anna.post("/next", await next_form(anna))) == old
    nobody = await anna.post("/next", fields | {"request": "another"})
    assert "wartet gerade niemand" in await (await anna.session.get(desk.origin + nobody.headers["Location"])).text()


async def test_who_loses_the_race_for_the_next_one_gets_the_one_after(desk: DeskTown, anna: Clerk, ben: Clerk) -> None:
    cases = [await desk.concern(f"Frage {n}", ago=timedelta(hours=9 - n)) for n in range(6)]
    forms = {"anna": await next_form(anna), "ben": await next_form(ben)}
    taken: list[str] = []
    for n in range(3):
        answers = await asyncio.gather(
            anna.post("/next", forms["anna"] | {"request": str(n)}),
            ben.post("/next", forms["ben"] | {"request": str(n)}),
        )
        for login, answer in zip(forms, answers, strict=True):
            taken.append(conversation_in(answer))
            owner = (await desk.ticket(taken[-1])).owner
            assert owner is not None
            assert owner.login == login
    assert sorted(taken) == sorted(cases)
    assert set(taken[:2]) == set(cases[:2])


async def test_nobody_takes_what_is_not_theirs(desk: DeskTown, ben: Clerk) -> None:
    await desk.journal.put_staff(replace((await desk.journal.staff())["ben"], departments=("bauamt",)))
    other = await desk.concern("Wo ist mein Pass?")
    fields = await next_form(ben)
    assert "said=none" in (await ben.post("/next", fields)).headers["Location"]
    assert (await desk.ticket(other)).owner is None
    await desk.journal.put_staff(replace((await desk.journal.staff())["ben"], roles=("auditor",)))
    assert (await ben.post("/next", fields)).status == 403
    assert (await ben.get(f"/together?case={other}")).status == 403


async def test_colleagues_see_who_reads_and_writes(desk: DeskTown, anna: Clerk, ben: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    async with line(ben) as seen, line(anna) as page:
        await page.send_json({"t": "at", "conversation": conversation, "n": 1})
        assert (await seen.receive_json(timeout=5))["here"]
        assert (await whereabouts(ben))["here"] == {conversation: {"text": "Anna Albers liest mit", "writes": False}}
        assert (await whereabouts(anna))["here"] == {}
        assert "Anna Albers liest mit" in await ben.text("")
        await page.send_json({"t": "typing", "conversation": conversation})
        assert (await seen.receive_json(timeout=5))["here"]
        assert (await whereabouts(ben))["here"][conversation]["text"] == "Anna Albers schreibt gerade"
        await page.send_json({"t": "at", "conversation": conversation})  # a sign of life ends no writing
        await page.send_json({"t": "at", "conversation": "nobody's"})
        await until(lambda: _is_empty(ben))
        await page.send_json({"t": "at", "conversation": conversation})
        await until(lambda: _is_there(ben))
    await until(lambda: _is_empty(ben))  # the page is gone


async def _is_empty(one: Clerk) -> bool:
    return not (await whereabouts(one))["here"]


async def _is_there(one: Clerk) -> bool:
    return bool((await whereabouts(one))["here"])


async def test_other_departments_learn_of_no_one(desk: DeskTown, anna: Clerk, ben: Clerk) -> None:
    await desk.journal.put_staff(replace((await desk.journal.staff())["ben"], departments=("bauamt",)))
    conversation = await desk.concern("Wo ist mein Pass?")
    own = await desk.concern("Schlagloch", department="bauamt")
    await desk.journal.put_reachable({conversation})
    async with line(anna) as page, line(ben) as others:
        await others.send_json({"t": "at", "conversation": conversation, "n": 1})  # not theirs: as if not said
        await page.send_json({"t": "at", "conversation": conversation})
        await until(desk.journal.here)
        told = await whereabouts(ben)
        assert (told["here"], told["reachable"]) == ({}, [])
        assert [one["key"] for one in told["news"]] == [f"new:{(await desk.ticket(own)).receipt}"]
        assert {one.login for one in await desk.journal.here()} == {"anna"}


@pytest.mark.fault(rows=(61,), promises=("P14",))
async def test_hostile_frames_do_no_harm(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    frames = ("", "[]", "7", '{"t": []}', "[" * 900, '{"t":"at","conversation":{"a":1},"n":"x"}')
    async with line(anna) as page:
        for frame in (*frames, '{"t":"at","conversation":"x y"}', '{"t":"at","n":1e999}'):
            await page.send_str(frame)
        await page.send_json({"t": "at", "conversation": conversation, "n": 999_999})
        await until(desk.journal.here)
        assert await desk.journal.read("anna", [conversation]) == {conversation: 1}  # no more than there is


async def test_what_was_read_is_not_new_any_more(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    new = '<span class="new">Neu</span>'
    assert new in await anna.text("")
    assert new not in await anna.text(f"/case/{conversation}")
    async with line(anna) as page:
        await page.send_json({"t": "at", "conversation": conversation, "n": 1})
        await until(lambda: desk.journal.read("anna", [conversation]))
    assert new not in await anna.text("")
    await desk.citizen(conversation, "Hallo?")
    assert new in await anna.text("")
    await desk.acts.claim(conversation, CEM, request="c")
    await desk.acts.close(conversation, CEM, End.ANSWERED, request="e")
    async with line(anna) as page:
        await until(lambda: _is_forgotten(desk, conversation))  # nothing piles up over the years


async def _is_forgotten(desk: DeskTown, conversation: str) -> bool:
    return not await desk.journal.read("anna", [conversation])


async def test_typing_reaches_the_citizen_from_the_owner_only(journal: Journal) -> None:
    shown: list[str] = []

    async def show(snapshot: Snapshot) -> None:
        shown.append(snapshot.conversation)

    async with desk_town(journal) as desk:
        await desk.staff("anna", "Anna Albers")
        object.__setattr__(desk.deps, "show_typing", show)
        conversation = await desk.concern("Wo ist mein Pass?")
        async with clerk(desk, "anna") as anna, line(anna) as page:
            await page.send_json({"t": "typing", "conversation": conversation})
            await until(desk.journal.here)
            assert shown == []
            await anna.act(conversation, "claim")
            for _ in range(5):
                await page.send_json({"t": "typing", "conversation": conversation})
            await until(lambda: _ready(shown))
            await page.send_json({"t": "at", "conversation": conversation, "n": 1})
            await until(lambda: desk.journal.read("anna", [conversation]))
            assert shown == [conversation]  # at most once in five seconds


async def _ready(found: list[str]) -> bool:
    return bool(found)


async def test_who_is_reachable_is_marked(desk: DeskTown, anna: Clerk) -> None:
    await desk.concern("Wo ist mein Pass?")
    hidden_sign = '<span class="reachable" hidden>'
    assert hidden_sign in await anna.text("")
    wrote = await desk.concern("Schlagloch", channel="telegram")  # a message just now
    assert '<span class="reachable">' in await anna.text("")
    assert (await whereabouts(anna))["reachable"] == [wrote]


async def test_a_line_is_resumed_at_another_process(journal: Journal) -> None:
    async with desk_town(journal) as one, desk_town(journal) as other:
        await one.staff("anna", "Anna Albers")
        conversation = await one.concern("Wo ist mein Pass?")
        async with clerk(one, "anna") as anna, line(anna) as page:
            await one.citizen(conversation, "Hallo?")
            told = await page.receive_json(timeout=5)
        other.numbers = itertools.count(100)
        second = await other.concern("Noch jemand?")
        await one.citizen(conversation, "Sind Sie da?")
        async with clerk(other, "anna") as anna, line(anna, told["cursor"]) as page:
            missed = await page.receive_json(timeout=5)
            assert missed["conversations"] == sorted([conversation, second])
            await other.citizen(second, "Ja?")
            assert (await page.receive_json(timeout=5))["conversations"] == [second]  # nothing twice


async def test_the_cases_of_a_process_follow_those_of_others(journal: Journal) -> None:
    async with desk_town(journal) as one, desk_town(journal) as other:
        conversation = await one.concern("Wo ist mein Pass?")
        assert [c.conversation for c in await other.deps.cases.now()] == [conversation]
        await one.acts.claim(conversation, CEM, request="1")
        (case,) = await other.deps.cases.now()
        assert case.ticket.owner == CEM
        other.shaky.away = True
        with pytest.raises(JournalAway):
            await other.deps.cases.now()
        urgent = await one.concern("Feuer!", urgent="fire")
        other.shaky.away = False
        assert [c.conversation for c in await other.deps.cases.now()] == [urgent, conversation]
        await one.acts.close(conversation, CEM, End.ANSWERED, request="2")
        assert [c.conversation for c in await other.deps.cases.now()] == [urgent]


async def test_look_alikes_are_answered_together(desk: DeskTown, anna: Clerk) -> None:
    subjects = ("Warum ist das Freibad zu?", "freibad warum zu", "Das Freibad ist zu, warum?", "Wo ist mein Pass?")
    a, b, c, d = [await desk.concern(subject) for subject in subjects]
    assert "2 ähnliche<" in await anna.text("")
    page = await anna.text(f"/together?case={a}")
    assert [f'value="{one}"' in page for one in (a, b, c, d)] == [True, True, True, False]
    await desk.acts.claim(b, CEM, request="b")
    fields = hidden(page, "/together")
    del fields["offered"]
    words = "Es wird **gereinigt**."
    answer = await anna.session.post(
        desk.url + "/together",
        data=[
            *fields.items(),
            *(("case", one) for one in (a, b, c)),
            ("text", words),
            ("close", "1"),
        ],
        headers={"Origin": desk.origin},
    )
    told = await answer.text()
    assert told.count("Gespeichert, geht hinaus; geschlossen") == 2
    assert "Cem Can hat das Anliegen. Nicht gesendet." in told
    for one in (a, c):
        rows = await desk.journal.rows(one)
        assert [(row.who, row.body["text"]) for row in rows[1:]] == [("person", "Es wird gereinigt.")]
        assert (await desk.ticket(one)).end is End.ANSWERED
    assert len(await desk.journal.rows(b)) == 1
    again = await anna.session.post(
        desk.url + "/together",
        data=[*fields.items(), ("case", a), ("text", words), ("close", "1")],
        headers={"Origin": desk.origin},
    )
    assert "Gespeichert, geht hinaus; geschlossen" in await again.text()  # a second click is the same click
    later = await anna.post("/together", fields | {"case": a, "text": words, "request": "another"})
    assert "geschlossen. Nicht gesendet." in await later.text()
    assert len(await desk.journal.rows(a)) == 2


async def test_together_says_what_is_missing_and_keeps_the_text(desk: DeskTown, anna: Clerk) -> None:
    a, b = [await desk.concern("Warum ist das Freibad zu?") for _ in range(2)]
    fields = hidden(await anna.text(f"/together?case={a}"), "/together")
    empty = await anna.post("/together", fields | {"case": a, "text": " "})
    assert empty.status == 422
    none = await anna.post("/together", fields | {"text": "Mein Text"})
    page = await none.text()
    assert none.status == 422
    assert ("Bitte wählen Sie mindestens ein Anliegen." in page, "Mein Text" in page) == (True, True)
    await desk.acts.claim(a, CEM, request="a")
    await desk.acts.claim(b, CEM, request="b")
    assert "wartet nichts Ähnliches mehr" in await anna.text(f"/together?case={a}")


async def test_colours_are_chosen_on_the_device(desk: DeskTown, anna: Clerk) -> None:
    assert 'data-theme="auto">' in await anna.text("/device")
    fields = hidden(await anna.text("/device"), "/device")
    await anna.post("/device", fields | {"theme": "dark", "contrast": "more"})
    assert 'data-theme="dark" data-contrast="more">' in await anna.text("")
    await anna.post("/device", fields | {"theme": "nonsense"})
    assert 'data-theme="auto">' in await anna.text("")


async def test_together_says_what_went_to_another_department_meanwhile(desk: DeskTown, ben: Clerk) -> None:
    await desk.journal.put_staff(replace((await desk.journal.staff())["ben"], departments=("buergerbuero",)))
    await desk.staff("anna", "Anna Albers")
    a, b = [await desk.concern("Warum ist das Freibad zu?") for _ in range(2)]
    fields = hidden(await ben.text(f"/together?case={a}"), "/together")
    async with clerk(desk, "anna") as anna:
        await anna.act(b, "claim")
        await anna.act(b, "transfer", to="bauamt")
    answer = await ben.session.post(
        desk.url + "/together",
        data=[*fields.items(), ("case", a), ("case", b), ("text", "Es wird gereinigt.")],
        headers={"Origin": desk.origin},
    )
    page = await answer.text()
    assert page.count("Gespeichert, geht hinaus") == 1
    assert "gehört inzwischen zu einer anderen Abteilung. Nicht gesendet." in page
    assert len(await desk.journal.rows(b)) == 1
