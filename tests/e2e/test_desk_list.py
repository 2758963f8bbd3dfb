"""The list in a real browser: it holds still, tells who is where, goes by keyboard, and two clerks never meet."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.desk.town import DeskTown
from tests.e2e.chromium import chromium
from tests.e2e.test_desk_page import CLARA, Browser, anna, desk, driver

__all__ = ["anna", "desk", "driver"]  # fixtures

pytestmark = [pytest.mark.server, pytest.mark.browser]

ORDER = "return [...document.querySelectorAll('#cases .about a')].map((a) => a.textContent)"
FOCUSED = "return document.activeElement.textContent"


@pytest.fixture
async def ben(desk: DeskTown, tmp_path: Path) -> AsyncIterator[Browser]:
    with chromium(tmp_path / "ben") as made:
        browser = Browser(made, desk)
        await browser.log_in("ben")
        yield browser


async def keys(browser: Browser, *pressed: str) -> None:
    await browser.do(lambda d: ActionChains(d).send_keys(*pressed).perform())


async def test_the_list_never_moves_under_pointer_or_focus(desk: DeskTown, anna: Browser) -> None:
    first = await desk.concern("Erste Frage", ago=timedelta(hours=3))
    await desk.concern("Zweite Frage", ago=timedelta(hours=2))
    await anna.until(lambda d: d.execute_script(ORDER) == ["Erste Frage", "Zweite Frage"])

    def point(d: webdriver.Chrome) -> None:
        ActionChains(d).move_to_element(d.find_element(By.CSS_SELECTOR, ".card:last-child")).perform()

    await anna.do(point)
    await desk.concern("Feuer im Keller!", urgent="fire")
    await anna.sees("1 neues Anliegen – anzeigen", "#news")
    await desk.concern("Vierte Frage", ago=timedelta(hours=9))
    await anna.sees("2 neue Anliegen – anzeigen", "#news")
    assert await anna.script(ORDER) == ["Erste Frage", "Zweite Frage"]
    await desk.acts.claim(first, CLARA, request="1")
    await anna.sees("Clara Cohn", ".card:first-child")  # in place
    assert await anna.script("return document.getElementById('announce').textContent") == "2 neue Anliegen – anzeigen"

    await anna.do(lambda d: ActionChains(d).move_to_element(d.find_element(By.ID, "queue-title")).perform())
    await anna.until(
        lambda d: d.execute_script(ORDER) == ["Feuer im Keller!", "Vierte Frage", "Erste Frage", "Zweite Frage"]
    )
    assert not await anna.do(lambda d: d.find_element(By.ID, "news").is_displayed())

    await anna.script("document.querySelector('#cases .about a').focus()")
    await desk.concern("Noch ein Feuer!", urgent="fire", ago=timedelta(hours=1))
    await anna.sees("1 neues Anliegen – anzeigen", "#news")
    assert await anna.script(FOCUSED) == "Feuer im Keller!"
    await anna.click("#news")
    await anna.until(lambda d: d.execute_script(ORDER)[0] == "Noch ein Feuer!")
    assert await anna.script(FOCUSED) == "Noch ein Feuer!"


async def test_two_clerks_see_each_other_and_never_meet(desk: DeskTown, anna: Browser, ben: Browser) -> None:
    cases = [await desk.concern(f"Frage {n}", ago=timedelta(hours=9 - n)) for n in range(3)]
    await anna.go(f"/case/{cases[0]}")
    await ben.sees("Anna Albers liest mit", "#cases")
    await ben.go(f"/case/{cases[0]}")
    await ben.sees("Anna Albers liest mit", "#beside")
    await anna.sees("Ben Brandt liest mit", "#beside")
    await anna.click("#act-claim")
    await anna.sees("Sie haben dieses Anliegen.")
    await anna.type("#reply-text", "Guten Tag")
    await ben.sees("Anna Albers schreibt gerade", "#beside")
    await ben.until(lambda d: "schreibt" not in d.find_element(By.ID, "beside").text, seconds=30)

    await asyncio.gather(anna.go(""), ben.go(""))
    await asyncio.gather(anna.click("#next-button"), ben.click("#next-button"))
    await asyncio.gather(*(one.sees("Sie haben dieses Anliegen.") for one in (anna, ben)))
    owners = [(await desk.ticket(case)).owner for case in cases]
    assert sorted(owner.login if owner else "" for owner in owners[1:]) == ["anna", "ben"]


async def test_by_keyboard_alone(desk: DeskTown, anna: Browser) -> None:
    await desk.concern("Erste Frage", ago=timedelta(hours=3))
    second = await desk.concern("Zweite Frage", ago=timedelta(hours=2))
    await anna.sees("Zweite Frage", "#cases")
    await keys(anna, "j", "j", "j", "k")
    assert await anna.script(FOCUSED) == "Erste Frage"
    await keys(anna, "j", Keys.ENTER)
    await anna.sees("Zweite Frage", "#case-head")
    await keys(anna, "c")
    await anna.sees("Sie haben dieses Anliegen.")
    await anna.until(lambda d: d.switch_to.active_element.get_attribute("id") == "reply-text")
    await keys(anna, "jnc?")  # in a field a letter is a letter
    await anna.do(lambda d: ActionChains(d).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform())
    await anna.sees("jnc?", "#transcript")
    await keys(anna, Keys.ESCAPE, "?")
    await anna.sees("Tastatur", "dialog[open]")
    assert await anna.barriers() == []
    await keys(anna, Keys.ESCAPE)
    await anna.until(lambda d: not d.find_elements(By.CSS_SELECTOR, "dialog[open]"))
    await keys(anna, "n")
    await anna.sees("Erste Frage", "#case-head")
    await anna.sees("Sie haben dieses Anliegen.")
    await anna.go("/search")
    await keys(anna, "/")
    await anna.until(lambda d: d.switch_to.active_element.get_attribute("type") == "search")
    await keys(anna, Keys.ESCAPE, "g", "m")
    await anna.until(lambda d: d.current_url.endswith("?show=mine"))
    assert (await desk.ticket(second)).owner is not None

    await anna.go("/device")
    await anna.click("#single-keys")
    await anna.go("")
    await keys(anna, "j", "?")
    assert await anna.script("return document.activeElement === document.body")
    assert not await anna.do(lambda d: d.find_elements(By.CSS_SELECTOR, "dialog[open]"))


async def test_no_barriers_in_any_state_and_colour(desk: DeskTown, anna: Browser) -> None:
    words = "Warum ist das Freibad heute geschlossen?"
    first = await desk.concern(words, ago=timedelta(hours=5), promised_in=timedelta(hours=1))
    await desk.concern(words, promised_in=timedelta(minutes=20))
    urgent = await desk.concern("Ich will nicht mehr leben", urgent="suicide", channel="telegram")
    await desk.journal.put_here("page", "ben", urgent, writes=True)
    pages = ("", "?show=waiting&department=buergerbuero", "?show=mine&kind=idea", f"/together?case={first}", "/device")
    for theme, contrast in (("light", ""), ("dark", ""), ("light", "more"), ("dark", "more")):
        await anna.go("/device")
        await anna.script(
            "document.querySelector(`[name=theme][value=${arguments[0]}]`).checked = true;"
            "document.querySelector('[name=contrast]').checked = Boolean(arguments[1])",
            theme,
            contrast,
        )
        await anna.click("form[action$='/device'] button")
        await anna.sees("Gespeichert.", "main")
        for path in pages:
            await anna.size(1280, 900)
            await anna.go(path)
            assert await anna.barriers() == [], (theme, contrast, path)
            await anna.size(640, 450)  # 1280 pixels at 200 %
            assert await anna.script("return document.documentElement.scrollWidth - innerWidth") <= 0


async def test_a_line_that_died_in_sleep_comes_back(desk: DeskTown, anna: Browser) -> None:
    await desk.concern("Erste Frage")
    await anna.sees("Erste Frage", "#cases")
    # The laptop slept: to the page the line still looks open, and nothing comes any more.
    await anna.script(
        "const old = Date.now;"
        "window.lines = 0; const Line = WebSocket;"
        "window.WebSocket = class extends Line { constructor(...all) { super(...all); window.lines += 1; } };"
        "Date.now = () => old() + 3_600_000; dispatchEvent(new Event('focus'))"
    )
    await anna.until(lambda d: d.execute_script("return window.lines") == 1)
    await desk.concern("Zweite Frage")
    await anna.sees("Zweite Frage", "#cases")


async def test_the_open_case_is_in_sight_in_the_list(desk: DeskTown, anna: Browser) -> None:
    for n in range(12):
        last = await desk.concern(f"Frage {n}", ago=timedelta(minutes=60 - n))
    await anna.size(1366, 650)
    await anna.go(f"/case/{last}")
    in_sight = (
        "const card = document.querySelector('.card.open').getBoundingClientRect();"
        "const queue = document.getElementById('queue').getBoundingClientRect();"
        "return card.top > queue.top - 1 && card.bottom < queue.bottom + 1"
    )
    await anna.until(lambda d: d.execute_script(in_sight))


async def test_word_of_a_lost_line_moves_nothing(desk: DeskTown, anna: Browser) -> None:
    await desk.concern("Wo ist mein Pass?")
    cut = (
        "const Line = WebSocket; window.lines = [];"
        "window.WebSocket = class extends Line {"
        "  constructor(where) { super(window.cut ? '/nowhere' : where); window.lines.push(this); } };"
    )
    await anna.do(lambda d: d.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": cut}))
    where = "return document.querySelector('#cases a').getBoundingClientRect().top"
    for width in (1280, 390):
        await anna.size(width, 800)
        await anna.go("")
        await anna.sees("Wo ist mein Pass?", "#cases")
        before = await anna.script(where)
        await anna.script("window.cut = true; window.lines.forEach((line) => line.close())")
        await anna.sees("Verbindung unterbrochen", "#lost")
        assert await anna.script(where) == before
        assert await anna.script("return document.documentElement.scrollWidth - innerWidth") <= 0
        await anna.script("window.cut = false")
        await anna.until(lambda d: not d.find_element("id", "lost").is_displayed())


async def test_alerts_name_a_receipt_number_and_nothing_else(desk: DeskTown, anna: Browser) -> None:
    await desk.concern("War schon da")
    await anna.go("")
    await anna.sees("War schon da", "#cases")
    looked = (
        "return performance.getEntriesByType('resource').some(e => e.name.includes('whereabouts') && e.responseEnd)"
    )
    await anna.until(lambda d: d.execute_script(looked))
    await anna.script(
        "window.told = []; window.hiddenNow = true;"
        "window.Notification = class { static permission = 'granted'; constructor(text, options) {"
        "  window.told.push(text + Object.keys(options).sort()); } };"
        "Object.defineProperty(document, 'visibilityState', { get: () => window.hiddenNow ? 'hidden' : 'visible' });"
        "localStorage.setItem('bd-desk-set:notify', 'on')"
    )
    await desk.concern("Ganz geheim")
    told = await anna.until(lambda d: d.execute_script("return window.told"))
    assert told == ["Ein Anliegen wartet: MS-26-0002icon,tag"]
    await anna.script("window.hiddenNow = false")
    await desk.concern("Seite ist zu sehen")
    await anna.sees("Seite ist zu sehen", "#cases")
    await anna.script("window.hiddenNow = true")
    await desk.concern("Wieder im Hintergrund")
    await anna.until(lambda d: len(d.execute_script("return window.told")) > 1)
    assert (await anna.script("return window.told"))[-1] == "Ein Anliegen wartet: MS-26-0004icon,tag"
