"""The whole way and back: a citizen on Telegram, one in the web chat, a clerk at the desk, two workers.

Answer; unknown -> offer -> handoff -> claim -> two-way talk -> close -> rating. Processes are killed in between.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from handoff.journal.keys import Keys as StoreKeys
from tests.e2e.chromium import chromium
from tests.faults.nursery import Nursery
from tests.faults.town import ANSWERED, CONCERN, TOWN, UNKNOWN
from tests.faults.world import Process, World, open_world, until

pytestmark = [pytest.mark.browser, pytest.mark.faults]


class Tab:
    """A browser driven from beside the loop that everything else runs in."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self._driver = driver

    async def do(self, act: Callable[[webdriver.Chrome], Any]) -> Any:
        return await asyncio.to_thread(act, self._driver)

    async def open(self, url: str) -> None:
        await self.do(lambda d: d.get(url))

    async def until(self, check: Callable[[webdriver.Chrome], Any], what: str, seconds: float = 20) -> Any:
        wait = WebDriverWait(self._driver, seconds, 0.05, ignored_exceptions=[Exception])
        return await self.do(lambda _: wait.until(check, what))

    async def sees(self, text: str, within: str = "body", seconds: float = 20) -> None:
        await self.until(lambda d: text in d.find_element(By.CSS_SELECTOR, within).text, f"“{text}”", seconds)

    async def click(self, css: str, text: str = "") -> None:
        def last(d: webdriver.Chrome) -> bool:
            found = [e for e in d.find_elements(By.CSS_SELECTOR, css) if e.is_displayed() and text in e.text]
            if found:
                found[-1].click()  # replaced by news meanwhile: looked for again
            return bool(found)

        await self.until(last, f"{css} “{text}”")

    async def type(self, css: str, *keys: str) -> None:
        await self.until(lambda d: d.find_element(By.CSS_SELECTOR, css).is_displayed(), css)
        await self.do(lambda d: d.find_element(By.CSS_SELECTOR, css).send_keys(*keys))

    async def texts(self, css: str) -> list[str]:
        found: list[str] = await self.do(
            lambda d: d.execute_script(
                "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText.trim())", css
            )
        )
        return found


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    nursery = Nursery()
    async with open_world(tmp_path, nursery) as world:
        world.environ = {**world.environ, "BUERGERDRAHT_DEMO": "true"}
        yield world
    nursery.close()


@pytest.fixture
def tabs(tmp_path: Path) -> Iterator[tuple[Tab, Tab]]:
    with ExitStack() as stack:
        yield (
            Tab(stack.enter_context(chromium(tmp_path / "citizen"))),
            Tab(stack.enter_context(chromium(tmp_path / "clerk"))),
        )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def start_web(world: World, port: int) -> Process:
    """The web server; the same address after each start."""
    return await world.start("web", environ={"BUERGERDRAHT_WEB__PORT": str(port)})


def desk_link(web: Process) -> str:
    """The one-time link as a newcomer reads it on the terminal."""
    found = re.search(r"(http://\S+/desk/link/\S+)", re.sub(r"\x1b\[[0-9;]*m", "", web.log.read_text("utf-8")))
    assert found, "no link on the terminal"
    return found[1]


@pytest.mark.timeout(180)
async def test_the_whole_way_and_back(world: World, tabs: tuple[Tab, Tab]) -> None:  # noqa: PLR0915 - one story
    chat, desk = tabs
    port = free_port()
    workers = [await world.start("worker") for _ in range(2)]
    web = await start_web(world, port)
    outside = await world.start("poller", "sender")
    kim = world.citizen(1)

    # an answer, on both channels
    kim.say(ANSWERED[0])
    answer = await kim.wait_for("Quelle:", timeout=45)
    kim.press(answer.message_id, "Hat geholfen")
    await kim.wait_for("freut", timeout=45)
    await chat.open(f"http://127.0.0.1:{port}/?lang=de")
    await chat.sees("Maschine", ".row.machine")
    await chat.type("#text", ANSWERED[1] + Keys.ENTER)
    await chat.sees("Quelle:", "#rows")

    # unknown -> offer -> handoff; a worker and the poller die in between
    kim.say(UNKNOWN[0])
    offer = await kim.wait_for("Menschen", timeout=45)
    await workers[0].kill()
    kim.press(offer.message_id, "Ja, bitte")
    kind = await kim.wait_for("Anliegen", timeout=40)
    await outside.kill()
    kim.press(kind.message_id, "Frage")
    outside = await world.start("poller", "sender")
    workers[0] = await world.start("worker")
    department = await kim.wait_for(lambda m: "Weiß ich nicht" in m.labels, timeout=40)
    kim.press(department.message_id, "Weiß ich nicht")
    await kim.wait_for("Nummer:", timeout=40)

    await chat.type("#text", CONCERN + Keys.ENTER)
    await chat.click("#rows .key", "Ja, bitte")
    await chat.click("#rows .key", "Frage")
    await chat.click("#rows .key", "Weiß ich nicht")
    await chat.sees("Nummer:", "#rows")

    # the clerk logs in by the link on the terminal, claims and talks with both, live
    await desk.open(desk_link(web))
    await desk.click("form button")
    await desk.sees(UNKNOWN[0], "#cases")
    await desk.sees(CONCERN, "#cases")
    await desk.click("#cases a", UNKNOWN[0])
    await desk.click("#act-claim")
    await kim.wait_for("Anna Sommer", timeout=45)
    shown = len(world.api.ledger.accepted_calls("sendChatAction"))
    await desk.type("#reply-text", "Guten Tag, ich sehe **gleich** nach.")
    await until(lambda: len(world.api.ledger.accepted_calls("sendChatAction")) > shown, 20, "typing on Telegram")
    await desk.click("#reply-send")
    reply = await kim.wait_for("ich sehe gleich nach", timeout=45)
    assert not reply.labels
    kim.say("Danke, ich warte hier.")
    await desk.sees("Danke, ich warte hier.", "#transcript")

    # the web server dies under both browsers; what was typed meanwhile arrives once
    await web.kill()
    await chat.type("#text", "Ist da noch jemand?" + Keys.ENTER)
    kim.say("Noch da?")
    web = await start_web(world, port)
    await desk.sees("Noch da?", "#transcript")
    await desk.type("#reply-text", "Ja. Es ist erledigt.")
    await desk.click("#reply-send")
    await kim.wait_for("Es ist erledigt", timeout=45)
    await desk.click("#act-close")
    await desk.click("#close-end option[value=answered]")
    await desk.click("form[data-act=close] button")
    rating = await kim.wait_for(lambda m: "5" in " ".join(m.labels), timeout=45)
    kim.press(rating.message_id, next(label for label in rating.labels if "5" in label))
    await kim.wait_for("Danke", timeout=45)

    # the same for the web citizen
    await desk.open(f"http://127.0.0.1:{port}/desk")
    await desk.click("#cases a", CONCERN)
    await desk.sees("Ist da noch jemand?", "#transcript")
    await desk.click("#act-claim")
    await chat.sees("Anna Sommer", "#rows")
    await desk.type("#reply-text", "Der Bauhof kümmert sich.")
    await chat.until(lambda d: d.find_element(By.ID, "typing").is_displayed(), "typing in the web chat")
    await desk.click("#reply-send")
    await chat.sees("Der Bauhof kümmert sich.", "#rows")
    await workers[1].kill()
    await desk.click("#act-close")
    await desk.click("#close-end option[value=answered]")
    await desk.click("form[data-act=close] button")
    await chat.click("#rows .key", "5")
    await chat.until(lambda d: "Danke" in d.find_elements(By.CSS_SELECTOR, ".row.machine .bubble")[-1].text, "thanks")
    own = await chat.texts(".row.own .bubble")
    assert own.count("Ist da noch jemand?") == 1
    assert len(await chat.texts(".row.person .bubble")) == 1

    # nothing lost, nothing twice, nothing open
    workers[1] = await world.start("worker")
    await world.quiet()
    assert await world.violations() == []
    keys = StoreKeys(TOWN)
    ratings = [
        name
        for key in [k async for k in world.store.redis.scan_iter(match=keys("count", "*"))]
        for name in await world.store.redis.hkeys(key)
        if "rating:5" in name
    ]
    assert {str(name).split("|")[2] for name in ratings} == {"telegram", "web"}
    for process in (web, outside, *workers):
        await process.end_gently()

    # nothing of it in any log
    written = "".join(log.read_text("utf-8") for log in world.folder.glob("*.log"))
    for mark in (UNKNOWN[0], CONCERN, "ich warte hier", "Bauhof", "Noch da?", "Kim1", world.api.token):
        assert mark not in written, mark
    assert "1001" not in re.split(r"\W+", written), "the citizen's number; a hash may hold these digits"
