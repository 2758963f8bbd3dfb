"""Walks with real processes: two clerks and one claim, a server that dies, hands and hours, what was not delivered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from bot.dialogue.moment import moment_in_words
from handoff.staff import StaffRecord
from handoff.ticket import Ticket
from tests.desk.town import PASSWORD, password_hash
from tests.e2e.chromium import chromium
from tests.e2e.test_whole_way import Tab, free_port, start_web
from tests.faults.nursery import Nursery
from tests.faults.town import CONCERN, TOWN
from tests.faults.world import Process, World, open_world

pytestmark = [pytest.mark.browser, pytest.mark.faults]

ZONE = "Europe/Berlin"
NAMES = {"anna": "Anna Albers", "ben": "Ben Brandt"}
SAID = "return [...document.querySelectorAll(arguments[0])].map((e) => e.innerText.replace(/\\s+/g, ' ').trim())"
PRESSED = ("Ja, bitte", "Frage", "Weiß ich nicht")
MINE, REFUSED = "Sie haben dieses Anliegen.", "hat dieses Anliegen."


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    nursery = Nursery()
    async with open_world(tmp_path, nursery) as world:
        for login, name in NAMES.items():
            await world.journal.put_staff(StaffRecord(login=login, name=name, password_hash=password_hash()))
        yield world
    nursery.close()


@pytest.fixture
def tabs(tmp_path: Path) -> Iterator[tuple[Tab, Tab, Tab]]:
    with ExitStack() as stack:
        chat, anna, ben = (Tab(stack.enter_context(chromium(tmp_path / name))) for name in ("chat", "anna", "ben"))
        yield chat, anna, ben


async def log_in(desk: Tab, web: Process, login: str) -> None:
    await desk.open(f"http://127.0.0.1:{web.port}/desk/login")
    await desk.type("#login", login)
    await desk.type("#password", PASSWORD + Keys.ENTER)
    await desk.until(lambda d: d.find_element(By.ID, "logout").is_displayed(), "the desk")


async def ask_for_a_person(chat: Tab, web: Process) -> None:
    await chat.open(f"http://127.0.0.1:{web.port}/?lang=de")
    await chat.sees("Maschine", ".row.machine")
    await chat.type("#text", CONCERN + Keys.ENTER)
    await chat.click("#rows .key", "Ja, bitte")
    await chat.click("#rows .key", "Frage")
    await chat.click("#rows .key", "Weiß ich nicht")
    await chat.sees("Nummer:", "#rows")


async def the_ticket(world: World) -> tuple[str, Ticket]:
    [found] = await world.journal.tickets()
    return found


async def send(desk: Tab, text: str) -> None:
    await desk.type("#reply-text", text)
    await desk.click("#reply-send")
    await desk.sees(text, "#transcript")


async def transcript(tab: Tab, css: str) -> list[str]:
    said: list[str] = await tab.do(lambda d: d.execute_script(SAID, css))
    return said


async def text_of(tab: Tab, css: str) -> str:
    """The text of an element, also where it is folded away."""
    script = "return document.querySelector(arguments[0]).textContent"
    return str(await tab.do(lambda d: d.execute_script(script, css)))


@pytest.mark.fault(rows=(12,))
@pytest.mark.timeout(240)
async def test_one_claim_a_dead_server_and_two_hands(  # noqa: PLR0915 - one story
    world: World, tabs: tuple[Tab, Tab, Tab]
) -> None:
    chat, anna, ben = tabs
    port = free_port()
    await world.start("worker")
    web = await start_web(world, port)
    await ask_for_a_person(chat, web)
    conversation, _ = await the_ticket(world)
    for desk, login in ((anna, "anna"), (ben, "ben")):
        await log_in(desk, web, login)
        await desk.open(f"http://127.0.0.1:{port}/desk/case/{conversation}")
        await desk.until(lambda d: d.find_element(By.ID, "act-claim").is_displayed(), "the claim")

    # both press at once; one has it, the other is told who
    press = "document.getElementById('act-claim').click()"
    await asyncio.gather(*(desk.do(lambda d: d.execute_script(press)) for desk in (anna, ben)))
    for desk in (anna, ben):
        await desk.until(lambda d: not d.find_elements(By.ID, "act-claim"), "the claim is decided")
    _, ticket = await the_ticket(world)
    assert ticket.owner is not None
    first, second = (anna, ben) if ticket.owner.login == "anna" else (ben, anna)
    name, other = ticket.owner.name, next(n for n in NAMES.values() if ticket.owner and n != ticket.owner.name)
    await first.sees(MINE, "#acts")
    await second.sees(f"{name} {REFUSED}", "#acts")
    await chat.sees(name, "#rows")
    assert other not in await chat.do(lambda d: d.find_element(By.ID, "rows").text)

    # the web server dies in the middle of the talk, and both go on
    await send(first, "Guten Tag, ich sehe nach.")
    await chat.sees("Guten Tag, ich sehe nach.", "#rows")
    await web.kill()
    await chat.type("#text", "Sind Sie noch da?" + Keys.ENTER)
    await chat.type("#text", "Es tropft." + Keys.ENTER)
    await first.type("#reply-text", "Der Bauhof kommt.")
    await first.click("#reply-send")
    await first.sees("Der Server antwortet nicht.", "#act-message")
    web = await start_web(world, port)
    await first.sees("Es tropft.", "#transcript")
    await first.click("#reply-send")
    await chat.sees("Der Bauhof kommt.", "#rows")
    in_chat, at_desk = (
        "#rows .row.own .bubble, #rows .row.person .bubble",
        "#transcript .line.citizen .text, #transcript .line.person .text",
    )
    talk = [CONCERN, "Guten Tag, ich sehe nach.", "Sind Sie noch da?", "Es tropft.", "Der Bauhof kommt."]
    for reloaded in (False, True):
        if reloaded:
            for tab in (chat, anna, ben):
                await tab.do(lambda d: d.refresh())
        for tab, css in ((chat, in_chat), (anna, at_desk), (ben, at_desk)):
            await tab.sees("Der Bauhof kommt.", "#rows" if tab is chat else "#transcript")
            # What was pressed stands at the desk in the machine's words.
            assert [said for said in await transcript(tab, css) if said not in PRESSED] == talk

    # to a department, with a note; the colleague sees it there, takes it, and gives it back to the person
    await first.click("#act-transfer")
    await first.click("#transfer-to option[value=umwelt-ordnung]")
    await first.type("#transfer-note", "Bitte Rohr prüfen")
    await first.click("form[data-act=transfer] button")
    await second.sees("Bitte Rohr prüfen", "#transcript")
    await second.click("#act-claim")
    await second.sees(MINE, "#acts")
    await first.sees(f"{other} {REFUSED}", "#acts")
    login = ticket.owner.login
    await second.click("#act-transfer")
    await second.click(f"#transfer-to option[value='@{login}']")
    await second.type("#transfer-note", "Rohr ist dicht")
    await second.click("form[data-act=transfer] button")
    await first.sees(MINE, "#acts")
    await first.sees("Rohr ist dicht", "#transcript")
    _, ticket = await the_ticket(world)
    assert (ticket.owner and ticket.owner.login, ticket.department) == (login, "umwelt-ordnung")
    await send(first, "Das Rohr ist dicht.")
    await chat.sees("Das Rohr ist dicht.", "#rows")
    seen = await chat.do(lambda d: d.find_element(By.ID, "rows").text)
    assert "Bitte Rohr prüfen" not in seen
    assert "Rohr ist dicht\n" not in seen
    await world.quiet()
    assert await world.violations() == []


@pytest.mark.timeout(180)
async def test_blocked_and_sent_once_more(world: World, tabs: tuple[Tab, Tab, Tab]) -> None:
    _, desk, _ = tabs
    await world.start("poller", "worker", "sender")
    web = await start_web(world, free_port())
    conversation = await world.hand_off(1)
    kim = world.citizen(1)
    await log_in(desk, web, "anna")
    await desk.open(f"http://127.0.0.1:{web.port}/desk/case/{conversation}")
    await desk.click("#act-claim")
    await desk.sees(MINE, "#acts")
    await kim.wait_for("Anna Albers", timeout=45)
    kim.block()
    await send(desk, "Ihr Ausweis liegt bereit.")
    await desk.sees("Nicht zustellbar", "#transcript")
    await desk.open(f"http://127.0.0.1:{web.port}/desk/trouble")
    await desk.sees("Nicht zustellbar", "main")
    await desk.open(f"http://127.0.0.1:{web.port}/desk/case/{conversation}")
    kim.unblock()
    await world.quiet()
    await desk.click("form[data-act=retry] button")
    await kim.wait_for("Ihr Ausweis liegt bereit.", timeout=45, since=0)
    await desk.until(lambda d: "Gesendet" in d.find_elements(By.CSS_SELECTOR, "#transcript .fate")[-1].text, "sent")
    await world.quiet()
    assert [m.text for m in kim.messages()].count("Ihr Ausweis liegt bereit.") == 1
    assert not await desk.do(lambda d: d.find_elements(By.CSS_SELECTOR, "form[data-act=retry]"))
    assert world.twice() == 0
    assert await world.violations() == []


def serve_only_far_from_now(world: World) -> None:
    """Let the departments serve every day, in an hour far from this one."""
    file = world.folder / "towns" / TOWN / "departments.yaml"
    departments = yaml.safe_load(file.read_text("utf-8"))
    span = "20:00-21:00" if datetime.now(ZoneInfo(ZONE)).hour < 12 else "04:00-05:00"
    for department in departments:
        department["hours"] = {day: [span] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    file.write_text(yaml.safe_dump(departments, allow_unicode=True), "utf-8")


@pytest.mark.fault(rows=(52,), promises=("P11",))
@pytest.mark.timeout(240)
async def test_at_night_and_on_a_holiday(world: World, tabs: tuple[Tab, Tab, Tab]) -> None:
    chat, desk, again = tabs
    serve_only_far_from_now(world)
    today = datetime.now(ZoneInfo(ZONE)).date()
    workdays = ("--holiday", "2000-01-01")
    holiday = ("--holiday", today.isoformat(), "--holiday", (today + timedelta(days=1)).isoformat())

    # night: the sentence, by when they hear, the receipt with its code, and a call asked for
    worker, web = await world.start("worker", options=workdays), await world.start("web", options=workdays)
    await ask_for_a_person(chat, web)
    _, ticket = await the_ticket(world)
    told = (await transcript(chat, "#rows .row.machine .bubble"))[-1]
    promise = moment_in_words(ticket.promised_by, datetime.now(UTC), ZONE, "de")
    assert "Dort ist jetzt geschlossen." in told
    assert f"Sie hören spätestens von uns: {promise}" in told
    assert ticket.receipt in told
    await chat.until(lambda d: d.find_element(By.ID, "receipt").is_displayed(), "the receipt")
    number, code = [(await text_of(chat, css)).strip() for css in ("#receipt-no-full", "#receipt-code")]
    await chat.click("#call-summary")
    await chat.type("#call-phone", "0221 4711" + Keys.ENTER)
    await chat.sees("022…11", "#call-summary")

    # the task at the desk
    await log_in(desk, web, "anna")
    await desk.open(f"http://127.0.0.1:{web.port}/desk/callbacks")
    await desk.sees("02214711", "main")
    await desk.click(".calls form[action$='/done'] button")
    await desk.sees("Niemand wartet auf einen Anruf.", "main")

    # the code leads back from another browser
    await again.open(f"http://127.0.0.1:{web.port}/?lang=de")
    await again.sees("Maschine", ".row.machine")
    await again.click("#menu-button")
    await again.click("#menu-return")
    await again.type("#return-receipt", number)
    await again.type("#return-code", code + Keys.ENTER)
    await again.sees(CONCERN, "#rows")
    await again.sees("Dort ist jetzt geschlossen.", "#rows")

    # a holiday is told as one
    for process in (worker, web):
        await process.end_gently()
    await world.start("worker", options=holiday)
    web = await world.start("web", options=holiday)
    await desk.open("about:blank")
    await ask_for_a_person(desk, web)
    later = next(t for _, t in await world.journal.tickets() if t.receipt != ticket.receipt)
    told = (await transcript(desk, "#rows .row.machine .bubble"))[-1]
    promise = moment_in_words(later.promised_by, datetime.now(UTC), ZONE, "de")
    assert "Heute ist Feiertag, deshalb ist niemand da." in told
    assert f"Sie hören spätestens von uns: {promise}" in told
    assert later.promised_by.astimezone(ZoneInfo(ZONE)).date() > today + timedelta(days=1)
