"""The desk in a real browser: live without reload, by keyboard, without a barrier, in light and dark."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import axe_core_python
import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from faq.markdown import from_markdown
from handoff.journal.journal import Journal
from handoff.journal.records import Row, Sending, State
from handoff.ticket import End, Kind, Staff
from tests.desk.town import PASSWORD, DeskTown, desk_town, png
from tests.e2e.chromium import chromium

pytestmark = [pytest.mark.server, pytest.mark.browser]

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
SHOTS = os.environ.get("DESK_SCREENSHOTS", "")
CLARA = Staff(login="clara", name="Clara Cohn")


class Browser:
    """A browser driven from beside the loop that serves it."""

    def __init__(self, driver: webdriver.Chrome, desk: DeskTown) -> None:
        self.driver = driver
        self.desk = desk

    async def do(self, act: Callable[[webdriver.Chrome], Any]) -> Any:
        return await asyncio.to_thread(act, self.driver)

    async def go(self, path: str) -> None:
        await self.do(lambda d: d.get(self.desk.url + path))

    async def until(self, right: Callable[[webdriver.Chrome], Any], seconds: float = 10) -> Any:
        wait = WebDriverWait(self.driver, seconds, 0.05, ignored_exceptions=[StaleElementReferenceException])
        return await self.do(lambda _: wait.until(right))

    async def sees(self, text: str, within: str = "body") -> None:
        await self.until(lambda d: text in d.find_element(By.CSS_SELECTOR, within).text)

    async def click(self, css: str) -> None:
        def first(d: webdriver.Chrome) -> bool:
            found = next((e for e in d.find_elements(By.CSS_SELECTOR, css) if e.is_displayed()), None)
            if found is not None:
                found.click()  # replaced by news meanwhile: looked for again
            return found is not None

        await self.until(first)

    async def type(self, css: str, *keys: str) -> None:
        await self.do(lambda d: d.find_element(By.CSS_SELECTOR, css).send_keys(*keys))

    async def script(self, source: str, *args: Any) -> Any:
        return await self.do(lambda d: d.execute_script(source, *args))

    async def log_in(self, login: str) -> None:
        await self.go("/login")
        await self.type("#login", login)
        await self.type("#password", PASSWORD, Keys.ENTER)
        await self.sees("Anliegen", "h1")

    async def colours(self, scheme: str) -> None:
        media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        await self.do(lambda d: d.execute_cdp_cmd("Emulation.setEmulatedMedia", media))

    async def size(self, width: int, height: int) -> None:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        await self.do(lambda d: d.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics))

    async def shot(self, name: str) -> None:
        if SHOTS:
            await self.do(lambda d: d.save_screenshot(str(Path(SHOTS) / f"{name}.png")))

    async def barriers(self) -> list[str]:
        """What axe-core finds wrong with the page as it is now."""
        run = "const done = arguments[0]; axe.run().then(done)"
        await self.script(AXE)
        found = await self.do(lambda d: d.execute_async_script(run))
        return [f"{v['id']}: {node['html'][:120]}" for v in found["violations"] for node in v["nodes"]]


@pytest.fixture
def driver(tmp_path: Path) -> Iterator[webdriver.Chrome]:
    with chromium(tmp_path / "profile") as made:
        yield made


@pytest.fixture
async def desk(journal: Journal) -> AsyncIterator[DeskTown]:
    async with desk_town(journal) as town:
        await town.staff("anna", "Anna Albers")
        await town.staff("ben", "Ben Brandt")
        yield town


@pytest.fixture
async def anna(desk: DeskTown, driver: webdriver.Chrome) -> AsyncIterator[Browser]:
    browser = Browser(driver, desk)
    await browser.log_in("anna")
    yield browser
    complaints = [
        e["message"]
        for e in driver.get_log("browser")  # type: ignore[no-untyped-call]
        if "Content Security Policy" in e["message"]
    ]
    assert complaints == []


async def test_a_case_from_its_arrival_to_its_end(desk: DeskTown, anna: Browser) -> None:
    await anna.sees("Nichts offen.", "main")
    await anna.script("window.unreloaded = true")
    conversation = await desk.concern("Wo ist mein Pass?")
    await anna.sees("Wo ist mein Pass?", "#cases")
    await anna.until(lambda d: d.title.startswith("(1) "))
    await anna.until(
        lambda d: d.find_element(By.ID, "announce").get_attribute("textContent") == "Ein neues Anliegen wartet"
    )
    assert await anna.script("return window.unreloaded")

    await anna.click("#cases a")
    await anna.sees("MS-26-0001", "#case-head")
    assert not await anna.do(lambda d: d.find_element(By.ID, "reply").is_displayed())
    await anna.script("window.unreloaded = true")
    await anna.click("#act-claim")
    await anna.sees("Sie haben dieses Anliegen.", "#acts")
    assert await anna.do(lambda d: d.switch_to.active_element.get_attribute("id")) == "reply-text"
    await anna.until(lambda d: not d.title.startswith("("))

    await anna.type("#reply-text", "Er liegt **bereit**, ")
    await desk.citizen(conversation, "Ich brauche ihn morgen!")
    await anna.sees("Ich brauche ihn morgen!", "#transcript")
    await anna.type("#reply-text", "Zimmer 3.")  # focus and text are still there
    assert await anna.do(lambda d: d.switch_to.active_element.get_attribute("id")) == "reply-text"
    await anna.type("#reply-text", Keys.CONTROL + Keys.ENTER)
    await anna.sees("Er liegt bereit, Zimmer 3.", "#transcript")
    await anna.sees("Gespeichert, noch nicht abgerufen", "#transcript")
    await anna.until(lambda d: d.find_element(By.ID, "reply-text").get_attribute("value") == "")
    await desk.journal.acknowledge(conversation, 3)
    await anna.sees("Angekommen", "#transcript")
    await anna.sees("Bürger/in am Zug seit", "#case-head")

    await anna.click("#act-park")
    await anna.click("[name=quick][value=tomorrow]")
    await anna.sees("Geparkt bis", "#case-head")
    await anna.click("#act-close")
    await anna.click("#close-end option[value=answered]")
    await anna.click("form[data-act=close] button")
    await anna.sees("Dieses Anliegen ist geschlossen.", "#acts")
    assert await anna.script("return window.unreloaded")
    rows = await desk.journal.rows(conversation)
    assert [row.who for row in rows] == ["citizen", "citizen", "person"]


@pytest.mark.fault(rows=(51,), promises=("P10",))
async def test_a_draft_outlives_reload_and_loss_of_the_case(desk: DeskTown, anna: Browser) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await anna.go(f"/case/{conversation}")
    await anna.click("#act-claim")
    await anna.sees("Sie haben dieses Anliegen.", "#acts")
    await anna.type("#reply-text", "Noch nicht fertig")
    await anna.go(f"/case/{conversation}")
    typed = "return document.getElementById('reply-text').value"
    assert await anna.script(typed) == "Noch nicht fertig"
    owner = (await desk.ticket(conversation)).owner
    assert owner is not None
    await desk.acts.release(conversation, owner, request="r1")
    await desk.acts.claim(conversation, CLARA, request="r2")
    await anna.sees("Clara Cohn hat das Anliegen. Ihr Text bleibt hier", "#reply")
    await anna.sees("Clara Cohn hat dieses Anliegen.", "#acts")
    assert not await anna.do(lambda d: d.find_element(By.ID, "reply-send").is_enabled())
    await anna.script("document.getElementById('reply-send').disabled = false")
    await anna.click("#reply-send")
    await anna.sees("Clara Cohn hat dieses Anliegen inzwischen. Ihre Antwort wurde nicht gesendet", "#act-message")
    assert await anna.script(typed) == "Noch nicht fertig"
    assert len(await desk.journal.rows(conversation)) == 1
    await desk.acts.close(conversation, CLARA, End.ANSWERED, request="r3")
    await anna.sees("Das Anliegen ist geschlossen.", "#reply")
    await anna.click("#logout button")
    await anna.sees("Anmelden", "h1")
    assert await anna.script("return localStorage.length") == 0


@pytest.mark.fault(rows=(13,), promises=("P2",))
async def test_an_outage_loses_nothing_typed(desk: DeskTown, anna: Browser) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await anna.go(f"/case/{conversation}")
    await anna.click("#act-claim")
    await anna.sees("Sie haben dieses Anliegen.", "#acts")
    await anna.type("#reply-text", "Guten Tag")
    desk.shaky.away = True
    await anna.click("#reply-send")
    await anna.sees("Nichts wurde bestätigt", "#act-message")
    assert await anna.script("return document.getElementById('reply-text').value") == "Guten Tag"
    desk.shaky.away = False
    await anna.click("#reply-send")
    await anna.sees("Guten Tag", "#transcript")
    await desk.citizen(conversation, "Danke")
    await anna.sees("Danke", "#transcript")
    assert [r.body["text"] for r in await desk.journal.rows(conversation)] == [
        "Wo ist mein Pass?",
        "Guten Tag",
        "Danke",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_no_barriers(desk: DeskTown, anna: Browser, scheme: str) -> None:
    await anna.colours(scheme)
    conversation = await _busy_day(desk)
    sizes = {"wide": (1280, 900), "phone": (390, 844)}
    for name, size in sizes.items():
        await anna.size(*size)
        for page, path in (("list", ""), ("closed", "?show=closed"), ("case", f"/case/{conversation}")):
            await anna.go(path)
            await anna.shot(f"{page}-{scheme}-{name}")
            if page == "list":
                await anna.sees("Bei Ihnen", "#cases")
            if page == "case":
                await anna.script(
                    "document.querySelectorAll('details').forEach((d) => (d.open = true)); scrollTo(0, 0)"
                )
                await anna.shot(f"case-open-{scheme}-{name}")
            assert await anna.barriers() == []
            wider = "return document.documentElement.scrollWidth - innerWidth"
            assert await anna.script(wider) <= 0
    await anna.click("#logout button")
    await anna.sees("Anmelden", "h1")
    await anna.shot(f"login-{scheme}-phone")
    assert await anna.barriers() == []


async def _busy_day(desk: DeskTown) -> str:
    """A list as a clerk meets it; the conversation whose page is looked at."""
    anna, ben = Staff(login="anna", name="Anna Albers"), Staff(login="ben", name="Ben Brandt")
    waiting = "Mein Sohn wird im Mai 18 und wir fliegen im Juni in die Türkei, reicht da noch der Kinderreisepass?"
    await desk.concern(waiting, ago=timedelta(minutes=4))
    await desk.concern("Wann ist das Rathaus am Brückentag offen?", channel="telegram", ago=timedelta(minutes=42))
    late = await desk.concern(
        "Seit drei Wochen keine Antwort auf meinen Widerspruch gegen die Gebühren. Was ist da los???",
        kind=Kind.OBJECTION,
        ago=timedelta(days=3),
        promised_in=timedelta(days=1),
        channel="telegram",
    )
    await desk.acts.claim(late, ben, request="b1")
    parked = await desk.concern(
        "Darf meine Hecke höher als zwei Meter werden?", department="bauamt", ago=timedelta(minutes=200)
    )
    await desk.acts.claim(parked, anna, request="a1")
    closed = await desk.concern("Danke, hat sich erledigt", ago=timedelta(minutes=500))
    await desk.acts.claim(closed, anna, request="a2")
    await desk.acts.close(closed, anna, End.ANSWERED, request="a3")

    conversation = await desk.concern(
        "In der Lindenstraße ist ein tiefes Schlagloch, da ist gestern ein Radfahrer gestürzt.",
        department="bauamt",
        channel="telegram",
        kind=Kind.DEFECT,
        place="Lindenstraße 14",
        ago=timedelta(minutes=25),
        rows=[
            Row(
                id="c1",
                who="citizen",
                body={
                    "text": "hallo in der lindenstraße ist ein schlagloch,\nda ist gestern ein radfahrer gestürzt!!",
                    "why": ["schlagloch-melden 0.81", "strassenschaden 0.64"],
                },
            )
        ],
    )
    await desk.machine(
        conversation,
        "Das kann ich für Sie aufnehmen. **Wo genau** ist das Schlagloch? Ein Foto oder ein Standort hilft.",
        channel="telegram",
        keys=((("Foto senden", "photo"), ("Standort senden", "place")), (("Weiß ich nicht", "none"),)),
        entry="schlagloch-melden",
    )
    desk.files["p1"] = png()
    place = {"kind": "location", "latitude": 51.432471, "longitude": 6.880742}
    await desk.citizen(conversation, "vor nummer 14", attachments=[{"kind": "photo", "ref": "p1"}, place])
    await desk.machine(
        conversation,
        "Danke. Ihre Vorgangsnummer ist **MS-26-0006**. Der Fachbereich *Bauen und Straßen* meldet sich bis heute, "
        "16 Uhr.",
        channel="telegram",
    )
    await desk.acts.claim(conversation, anna, request="a4")
    for fate in (State.SENT, State.SENT):
        sending = await desk.journal.take_delivery("telegram")
        assert isinstance(sending, Sending)
        await desk.journal.report(sending, fate, detail="7")
    text = "Guten Tag, wir haben die Stelle **heute abgesperrt**. Der Bauhof repariert sie bis Freitag."
    await desk.acts.reply(conversation, anna, 1, from_markdown(text), request="a5")
    sending = await desk.journal.take_delivery("telegram")
    assert isinstance(sending, Sending)
    await desk.journal.report(sending, State.SENT, detail="8")
    await desk.citizen(conversation, "Super, danke! Und der Radweg daneben?")
    await desk.acts.reply(conversation, anna, 1, from_markdown("Den sehen wir uns auch an."), request="a6")
    sending = await desk.journal.take_delivery("telegram")
    assert isinstance(sending, Sending)
    await desk.journal.report(sending, State.UNDELIVERABLE, detail="blocked")
    return conversation
