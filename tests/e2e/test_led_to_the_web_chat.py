"""A town of general information only on Telegram: asked there, talked over in the web chat.

Processes are killed in between; the whole way is that of a citizen, a clerk, a Bot API server and real browsers.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from tests.botapi import Citizen, Seen
from tests.e2e.test_whole_way import Tab, desk_link, free_port, tabs
from tests.faults.nursery import Nursery
from tests.faults.town import ANSWERED, TOWN, UNKNOWN
from tests.faults.world import World, open_world, until

__all__ = ["tabs"]

pytestmark = [pytest.mark.browser, pytest.mark.faults]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    nursery = Nursery()
    async with open_world(tmp_path, nursery) as world:
        file = tmp_path / "towns" / TOWN / "town.yaml"
        file.write_text(file.read_text("utf-8") + "telegram:\n  data_minimal: true\n", "utf-8")
        port = {"BUERGERDRAHT_WEB__PORT": str(free_port())}  # also the worker must know where the web chat is
        world.environ = {**world.environ, **port, "BUERGERDRAHT_DEMO": "true"}
        yield world
    nursery.close()


def link_in(message: Seen) -> str:
    """The address behind the words that lead to the web chat."""
    found = [str(e["url"]) for e in message.raw.get("entities", ()) if "#weiter=" in str(e.get("url", ""))]
    assert found, message.text
    return found[0]


async def picture(tab: Tab, name: str) -> None:
    """For the documentation, when asked for: `PICTURES=docs/screenshots python -m pytest …`."""
    if folder := os.environ.get("PICTURES"):
        await tab.do(lambda d: d.set_window_size(500, 900) if name.startswith("chat") else d.set_window_size(1180, 780))
        await asyncio.sleep(1)  # until everything has moved to its place
        await tab.do(lambda d: d.save_screenshot(str(Path(folder) / f"{name}.png")))


def heard(citizen: Citizen) -> str:
    return "\n".join(message.text for message in citizen.messages())


@pytest.mark.timeout(240)
async def test_what_gets_personal_goes_on_in_the_web_chat(  # noqa: PLR0915 - one story
    world: World, tabs: tuple[Tab, Tab]
) -> None:
    chat, desk = tabs
    worker = await world.start("worker")
    web = await world.start("web")
    outside = await world.start("poller", "sender")
    kim = world.citizen(1)

    # general information as ever, and a photo that is not taken
    kim.say(ANSWERED[0])
    await kim.wait_for("Quelle:", timeout=45)
    assert "allgemeinen Auskünften" in heard(kim)

    # a person is wanted: the place in the queue is kept, a link leads on
    kim.say(UNKNOWN[0])
    offer = await kim.wait_for("Soll ich", timeout=45)
    await worker.kill()
    kim.press(offer.message_id, "Ja, bitte")
    worker = await world.start("worker")
    led = await kim.wait_for("Nummer:", timeout=45)
    assert "Neuer Link" in led.labels
    first = link_in(led)
    kim.press(led.message_id, "Neuer Link")
    await kim.wait_for("vorige gilt nicht mehr", timeout=45)
    link = link_in(kim.last())

    # the clerk sees who is awaited, and how it stands
    await desk.open(desk_link(web))
    await desk.click("form button")
    await desk.sees(UNKNOWN[0], "#cases")
    await desk.sees("kommt noch in den Web-Chat", "#cases")

    await picture(desk, "desk-awaited")

    # the link before the last leads nowhere and says what to do; the web server dies under the right one
    await chat.open(first)
    await chat.sees("Dieser Link führt nicht weiter", "#link")
    await chat.sees("/webchat", "#link")
    await picture(chat, "chat-link-over")
    await chat.click("#link button.main")
    await web.kill()
    web = await world.start("web")
    await chat.open("about:blank")
    await chat.open(link)
    await chat.sees(UNKNOWN[0], "#rows")
    await chat.sees(ANSWERED[0], "#rows")
    await chat.sees("Willkommen im Web-Chat", "#rows")
    await chat.sees("liegt bei", "#rows")
    assert "".join(await chat.texts("#rows")).count("liegt bei") == 1  # nobody was greeted by the way
    assert "#" not in await chat.do(lambda d: d.current_url)
    await picture(chat, "chat-arrived")
    await chat.type("#text", "Es geht um mein Kind." + Keys.ENTER)

    # the clerk answers; the citizen reads along and Telegram hears nothing of it
    await desk.click("#cases a", UNKNOWN[0])
    await desk.sees("Es geht um mein Kind.", "#transcript")
    await desk.click("#act-claim")
    await chat.sees("Anna Sommer", "#rows")
    await desk.type("#reply-text", "Guten Tag, das ist vertraulich.")
    await desk.click("#reply-send")
    await chat.sees("das ist vertraulich", "#rows")

    # the browser is closed, worker and web die: a word without content tells of the next reply
    await chat.open("about:blank")
    await worker.kill()
    await web.kill()
    web, worker = await world.start("web"), await world.start("worker")
    await desk.type("#reply-text", "Zweite vertrauliche Antwort.")
    await desk.click("#reply-send")
    await kim.wait_for("Es gibt eine neue Antwort", timeout=60)
    kim.say(ANSWERED[1])  # general questions go on
    await until(lambda: heard(kim).count("Quelle:") == 2, 45, "the second answer")
    for word in ("vertraulich", "Anna", "Kind"):
        assert word not in heard(kim), word

    # same browser, plain address: all is there; another one gets in by a fresh link only
    await chat.open(link.partition("#")[0])
    await chat.sees("Zweite vertrauliche Antwort.", "#rows")
    await desk.click("#act-close")
    await desk.click("#close-end option[value=answered]")
    await desk.click("form[data-act=close] button")
    await chat.click("#rows .key", "5")
    await chat.sees("Danke für Ihre Bewertung", "#rows")
    await world.quiet()
    assert await world.violations() == []
    for process in (web, outside, worker):
        await process.end_gently()
    written = "".join(log.read_text("utf-8") for log in world.folder.glob("*.log"))
    for mark in (link.partition("=")[2], "vertraulich", "mein Kind", UNKNOWN[0]):
        assert mark not in re.sub(r"\x1b\[[0-9;]*m", "", written), mark
