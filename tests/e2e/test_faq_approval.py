"""A change of the FAQ at the desk of the running program: drafted, looked at, approved by a second person, answered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from bot.publishing import serving
from faq.entry import Release
from handoff.staff import StaffRecord
from tests.desk.town import password_hash
from tests.e2e.chromium import chromium
from tests.e2e.test_desk_walks import log_in
from tests.e2e.test_whole_way import Tab, free_port, start_web
from tests.faults.nursery import Nursery
from tests.faults.town import ANSWERED, TOWN
from tests.faults.world import World, open_world

pytestmark = [pytest.mark.browser, pytest.mark.faults]

ENTRY = "sperrmuell"
OLD, NEW = "zweimal im Jahr kostenlos", "dreimal im Jahr kostenlos"


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    nursery = Nursery()
    async with open_world(tmp_path, nursery) as world:
        for login, name, role in (("erna", "Erna Ernst", "editor"), ("anton", "Anton Albrecht", "approver")):
            record = StaffRecord(login=login, name=name, password_hash=password_hash(), roles=(role,))
            await world.journal.put_staff(record)
        yield world
    nursery.close()


@pytest.fixture
def tabs(tmp_path: Path) -> Iterator[tuple[Tab, Tab, Tab]]:
    with ExitStack() as stack:
        chat, erna, anton = (Tab(stack.enter_context(chromium(tmp_path / name))) for name in ("chat", "erna", "anton"))
        yield chat, erna, anton


async def release(world: World) -> Release:
    """What the program serves."""
    found = await serving(world.journal)
    assert found is not None
    return found


async def ask(chat: Tab, times: int) -> str:
    """Ask once more; the answer."""
    await chat.type("#text", ANSWERED[0] + Keys.ENTER)
    count = "#rows .row.machine .bubble"

    def answers(d: object) -> list[str]:
        return [e.text for e in d.find_elements(By.CSS_SELECTOR, count) if "Quelle:" in e.text]  # type: ignore[attr-defined]

    await chat.until(lambda d: len(answers(d)) == times, "the answer")
    found: list[str] = await chat.do(answers)
    return found[-1]


async def waits(tab: Tab, button: str, text: str) -> None:
    """Press a button that takes seconds, without its form being sent: it says so and is out of use."""
    stay = "addEventListener('submit', (event) => event.preventDefault(), { once: true })"
    await tab.do(lambda d: d.execute_script(stay))
    await tab.click(button)
    await tab.sees(text, button)
    await tab.until(lambda d: not d.find_element(By.CSS_SELECTOR, button).is_enabled(), "out of use")
    await tab.do(lambda d: d.execute_script("dispatchEvent(new Event('pageshow'))"))


@pytest.mark.timeout(240)
async def test_from_the_draft_to_the_new_answer(world: World, tabs: tuple[Tab, Tab, Tab]) -> None:
    chat, erna, anton = tabs
    await world.start("worker")
    web = await start_web(world, free_port())
    town = world.folder / "towns" / TOWN / "town.yaml"
    town.write_text(town.read_text("utf-8") + "\nfaq_approval: four_eyes\n", "utf-8")
    ends = time.monotonic() + 30
    while (await release(world)).town.faq_approval != "four_eyes":
        assert time.monotonic() < ends, "the change of the town is not followed"
        await asyncio.sleep(0.1)
    await chat.open(f"http://127.0.0.1:{web.port}/?lang=de")
    await chat.sees("Maschine", ".row.machine")
    assert OLD in await ask(chat, 1)

    # the editor changes a text, looks at what that would do, and saves: nothing else is served
    desk = f"http://127.0.0.1:{web.port}/desk"
    await log_in(erna, web, "erna")
    await erna.open(f"{desk}/faq?q=sperrmüll")
    await erna.click(f"a[href$='/faq/{ENTRY}']")
    change = "const field = document.getElementById('answer.de'); field.value = field.value.replace(...arguments)"
    await erna.until(lambda d: d.find_element(By.ID, "answer.de").is_displayed(), "the text")
    await erna.do(lambda d: d.execute_script(change, OLD, NEW))
    await waits(erna, "button[value=preview]", "Wird geprüft …")
    await erna.click("button[value=preview]", "Vorschau")
    await erna.sees("bekannte Fragen geprüft", "#preview")
    await erna.sees(NEW, "#preview .diff")
    await erna.click("button[value=save]")
    await erna.sees("Gespeichert.", "main")
    await erna.sees("Wartet auf Freigabe", "main")
    assert not await erna.do(lambda d: d.find_elements(By.CSS_SELECTOR, "button[value=approve]"))
    assert OLD in await ask(chat, 2)

    # the approver sees what would change, and lets it live; the running program answers anew
    await log_in(anton, web, "anton")
    await anton.open(f"{desk}/faq?state=waiting")
    await anton.click(f"a[href$='/faq/{ENTRY}']")
    await anton.sees(NEW, "#preview .diff")
    await anton.sees("bekannte Fragen geprüft", "#preview")
    before = await world.journal.release_hash()
    await anton.click("button[value=approve]")
    await anton.sees("Freigegeben.", "main")
    ends = time.monotonic() + 30
    while await world.journal.release_hash() == before:
        assert time.monotonic() < ends, "what was approved is not published"
        await asyncio.sleep(0.1)
    entry = (await release(world)).entry(ENTRY)
    assert entry is not None
    assert NEW in entry.answer["de"]
    assert entry.approval is not None
    assert entry.approval.by == "anton"
    ends, times, answer = time.monotonic() + 30, 3, ""
    while NEW not in answer:  # each process takes up the new release by itself
        assert time.monotonic() < ends, answer
        answer = await ask(chat, times)
        times += 1
