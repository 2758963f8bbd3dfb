"""Files from a citizen to a clerk and back in two browsers, and to a citizen on Telegram, with real processes."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from tests.desk.town import png
from tests.e2e.chromium import chromium
from tests.e2e.screenshots import shoot
from tests.e2e.test_webchat_page import AXE
from tests.e2e.test_whole_way import Tab, desk_link, free_port, start_web
from tests.faults.nursery import Nursery
from tests.faults.town import CONCERN
from tests.faults.world import World, open_world, until
from tests.files import samples

pytestmark = [pytest.mark.browser, pytest.mark.faults]


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


def picture(tab: Tab, name: str) -> None:
    """A look at a page in both schemes, wide and on a telephone, where somebody wants to see it."""
    if folder := os.environ.get("SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        shoot(tab._driver, Path(folder), name)


async def saved(tab: Tab, folder: Path, css: str) -> tuple[str, bytes]:
    """Click a link that saves a file; its name and content as they are on the reader's disk."""
    settings = {"behavior": "allow", "downloadPath": str(folder)}
    await tab.do(lambda d: d.execute_cdp_cmd("Browser.setDownloadBehavior", settings))
    centre = f"document.querySelector({css!r}).scrollIntoView({{block: 'center'}})"  # from under what stays on top
    await tab.do(lambda d: d.execute_script(centre))
    await tab.click(css)
    await until(lambda: [name for name in _names(folder) if not name.endswith(".crdownload")], 20, "the download")
    (name,) = _names(folder)
    return name, await asyncio.to_thread((folder / name).read_bytes)


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()] if folder.exists() else []


async def attach(tab: Tab, css: str, *files: Path) -> None:
    await tab.do(lambda d: d.find_element(By.CSS_SELECTOR, css).send_keys("\n".join(map(str, files))))


async def violations(tab: Tab) -> list[str]:
    """What axe finds wrong with the page as it is now."""
    run = "const done = arguments[0]; axe.run().then(r => done(r.violations.map(v => v.id + v.nodes[0].html)))"
    await tab.do(lambda d: d.execute_script(AXE))
    found: list[str] = await tab.do(lambda d: d.execute_async_script(run))
    return found


def is_drawn(d: webdriver.Chrome, css: str) -> bool:
    return bool(d.execute_script("return document.querySelector(arguments[0]).naturalWidth", css))


@pytest.mark.timeout(180)
async def test_files_both_ways(  # noqa: PLR0915 - one story
    world: World, tabs: tuple[Tab, Tab], tmp_path: Path
) -> None:
    chat, desk = tabs
    photo, paper, notice, plan = (tmp_path / name for name in ("Brunnen.png", "Antrag.pdf", "Bescheid.pdf", "Plan.png"))
    photo.write_bytes(png())
    plan.write_bytes(png(200, 160))
    paper.write_bytes(samples.PDF)
    notice.write_bytes(samples.PDF + b"% Bescheid")
    await world.start("worker")
    web = await start_web(world, free_port())
    outside = await world.start("poller", "sender")

    # the citizen sends two files and asks for a person
    await chat.open(f"http://127.0.0.1:{web.port}/?lang=de")
    await chat.sees("Maschine", ".row.machine")
    await attach(chat, "#file", photo, paper)
    await chat.until(lambda d: d.find_element(By.ID, "preview").text.count("bereit") == 2, "the uploads")
    picture(chat, "files-preview")
    await chat.type("#text", CONCERN + "\n")
    await chat.click("#rows .key", "Ja, bitte")
    await chat.click("#rows .key", "Frage")
    await chat.click("#rows .key", "Weiß ich nicht")
    await chat.sees("Nummer:", "#rows")
    await chat.until(lambda d: is_drawn(d, ".row.own .attached img"), "the own photo")

    # the clerk sees and saves them, and answers with two
    await desk.open(desk_link(web))
    await desk.click("form button")
    await desk.click("#cases a", CONCERN)
    await desk.sees("Dokument: Antrag.pdf (PDF, 1 KB)", "#transcript")
    await desk.until(lambda d: is_drawn(d, "#transcript .file img"), "the photo")
    got = await saved(desk, tmp_path / "at-the-desk", "#transcript .line.citizen .file:last-of-type a[download]")
    assert got == ("Antrag.pdf", samples.PDF)
    await desk.click("#act-claim")
    await desk.until(lambda d: d.find_element(By.ID, "attach").is_displayed(), "the button")
    await attach(desk, "#attach-file", notice, plan)
    await desk.until(lambda d: "bereit" in str(d.find_element(By.ID, "attach-state").get_property("textContent")), "it")
    await desk.until(lambda d: not d.find_elements(By.CSS_SELECTOR, "#attached progress"), "both")
    await desk.type("#reply-text", "Hier sind Bescheid und Plan.")
    picture(desk, "files-reply")
    assert await violations(desk) == []
    await desk.click("#reply-send")
    await chat.sees("Bescheid und Plan", ".row.person")
    await chat.until(lambda d: is_drawn(d, ".row.person .attached img"), "the plan")
    assert await chat.texts(".row.person a.file bdi") == ["Bescheid.pdf", "Plan.png"]
    await desk.until(lambda d: not d.find_elements(By.CSS_SELECTOR, "#attached li"), "an empty form")
    await desk.sees("Angekommen", "#transcript")
    picture(chat, "files-chat")
    assert await violations(chat) == []
    assert await violations(desk) == []
    picture(desk, "files-desk")
    got = await saved(chat, tmp_path / "at-home", ".row.person a.file[download='Bescheid.pdf']")
    assert got == ("Bescheid.pdf", samples.PDF + b"% Bescheid")

    # the same to a citizen on Telegram
    conversation = await world.hand_off(1)
    kim = world.citizen(1)
    await desk.open(f"http://127.0.0.1:{web.port}/desk/case/{conversation}")
    await desk.click("#act-claim")
    await desk.until(lambda d: d.find_element(By.ID, "attach").is_displayed(), "the button")
    await attach(desk, "#attach-file", notice)
    await desk.until(lambda d: "bereit" in str(d.find_element(By.ID, "attach-state").get_property("textContent")), "it")
    await desk.type("#reply-text", "Anbei.")
    await desk.click("#reply-send")
    seen = await kim.wait_for(lambda message: message.kind == "document", timeout=45)
    assert (seen.text, seen.raw["document"]["file_name"]) == ("Anbei.", "Bescheid.pdf")
    await desk.sees("Gesendet", "#transcript")
    await world.quiet()
    assert await world.violations() == []
    await outside.end_gently()
