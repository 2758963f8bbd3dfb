"""Days at the desk in real browsers: a laptop that was closed, and one clerk who has no pointer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from bot.keeper import Keeper
from handoff.ticket import End
from tests.desk.town import PASSWORD, DeskTown
from tests.e2e.chromium import chromium
from tests.e2e.test_desk_page import Browser, anna, desk, driver
from tests.integration.mail.town import DEPARTMENT, LIBRARY

__all__ = ["anna", "desk", "driver"]  # fixtures

pytestmark = [pytest.mark.server, pytest.mark.browser]

TYPED = "return document.getElementById('reply-text').value"
MAY_SLEEP = (
    "const Line = WebSocket; window.WebSocket = class extends Line {"
    "  set onmessage(hear) { super.onmessage = (event) => window.asleep || hear(event); } };"
)
"""A page that hears nothing from the server while ``window.asleep``, as one whose laptop has just been opened."""


@pytest.fixture
async def ben(desk: DeskTown, tmp_path: Path) -> AsyncIterator[Browser]:
    with chromium(tmp_path / "ben") as made:
        browser = Browser(made, desk)
        await browser.log_in("ben")
        yield browser


async def pass_service_time(desk: DeskTown, time: timedelta) -> None:
    """Let so much service time go by without anybody giving a sign, and the keeper do what is due then."""
    await LIBRARY.refresh()
    shift = LIBRARY.now.calendars[DEPARTMENT].add_service_time(datetime.now(UTC), time) - datetime.now(UTC)
    keeper = Keeper(desk.journal, desk.acts, LIBRARY, clock=lambda now: now + shift + timedelta(seconds=1))
    for _ in range(20):
        if not await keeper.step():
            break
    await desk.journal.lease("keeper", keeper._owner, timedelta())


@pytest.mark.fault(rows=(50,), promises=("P9",))
async def test_a_closed_laptop_keeps_no_case_from_the_citizen(desk: DeskTown, anna: Browser, ben: Browser) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await anna.do(lambda d: d.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": MAY_SLEEP}))
    await anna.go(f"/case/{conversation}")
    await anna.click("#act-claim")
    await anna.sees("Sie haben dieses Anliegen.", "#acts")
    await anna.type("#reply-text", "Ich sehe gerade nach")
    await ben.go(f"/case/{conversation}")
    await ben.sees("Anna Albers hat dieses Anliegen.", "#acts")

    # the laptop is closed; within the patience of the department the case stays, then it waits again
    await anna.script("window.asleep = true")
    await pass_service_time(desk, timedelta(minutes=10))
    owner = (await desk.ticket(conversation)).owner
    assert owner is not None
    assert owner.login == "anna"
    await pass_service_time(desk, timedelta(minutes=20))
    assert (await desk.ticket(conversation)).owner is None
    await ben.sees("Zurück in die Warteschlange: kein Zeichen", "#transcript")

    # a colleague takes over and answers
    await ben.click("#act-claim")
    await ben.sees("Sie haben dieses Anliegen.", "#acts")
    await ben.type("#reply-text", "Er liegt bereit.", Keys.CONTROL + Keys.ENTER)
    await ben.sees("Er liegt bereit.", "#transcript")

    # the laptop is opened: the page still shows the case as Anna's; her reply is refused and stays hers
    assert "Er liegt bereit." not in await anna.do(lambda d: d.page_source)
    await anna.type("#reply-text", ", Moment.", Keys.CONTROL + Keys.ENTER)
    await anna.sees("Ben Brandt hat dieses Anliegen inzwischen. Ihre Antwort wurde nicht gesendet", "#act-message")
    await anna.sees("Er liegt bereit.", "#transcript")
    await anna.sees("Ben Brandt hat das Anliegen. Ihr Text bleibt hier", "#reply")
    assert await anna.script(TYPED) == "Ich sehe gerade nach, Moment."
    await anna.go(f"/case/{conversation}")
    assert await anna.script(TYPED) == "Ich sehe gerade nach, Moment."
    assert not await anna.do(lambda d: d.find_element("id", "reply-send").is_enabled())
    texts = [row.body["text"] for row in await desk.journal.rows(conversation) if row.who in ("citizen", "person")]
    assert texts == ["Wo ist mein Pass?", "Er liegt bereit."]


async def press(browser: Browser, *keys: str) -> None:
    await browser.do(lambda d: ActionChains(d).send_keys(*keys).perform())


async def tab_to(browser: Browser, css: str) -> None:
    """Go on by the tabulator until that has the focus."""
    for _ in range(120):
        await press(browser, Keys.TAB)
        if await browser.script("return document.activeElement.matches(arguments[0])", css):
            return
    raise AssertionError(f"{css} is not reached by the keyboard")


async def test_from_the_login_to_the_end_of_a_case_without_a_pointer(desk: DeskTown, driver: webdriver.Chrome) -> None:
    anna = Browser(driver, desk)
    conversation = await desk.concern("Wo ist mein Pass?")
    await anna.go("")
    await tab_to(anna, "#login")
    await press(anna, "anna", Keys.TAB, PASSWORD, Keys.ENTER)
    await anna.sees("Wo ist mein Pass?", "#cases")
    await tab_to(anna, "#next-button")
    await press(anna, Keys.ENTER)
    await anna.sees("Sie haben dieses Anliegen.", "#acts")
    await tab_to(anna, "#reply-text")
    await press(anna, "Zimmer 3, ")
    await anna.do(lambda d: ActionChains(d).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform())
    await anna.sees("Zimmer 3,", "#transcript")
    await anna.until(lambda d: d.execute_script(TYPED) == "")
    await anna.until(lambda d: d.switch_to.active_element.get_attribute("id") == "reply-text")
    await press(anna, "bis 16 Uhr.")
    await tab_to(anna, "#reply-then")
    await press(anna, Keys.ENTER)
    await tab_to(anna, "#then-end")
    value = "return document.getElementById('then-end').value"
    for _ in range(10):
        if await anna.script(value) == "answered":
            break
        await press(anna, Keys.ARROW_DOWN)
    await tab_to(anna, "#reply-close")
    await press(anna, Keys.ENTER)
    await anna.sees("Dieses Anliegen ist geschlossen.", "#acts")
    ticket = await desk.ticket(conversation)
    assert ticket.end is End.ANSWERED
    texts = [row.body["text"] for row in await desk.journal.rows(conversation) if row.who == "person"]
    assert texts == ["Zimmer 3,", "bis 16 Uhr."]
