"""A talk between a citizen and a clerk, in two real browsers whose connections break ten times: both show the same."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from handoff.journal.keys import Keys as StoreKeys
from tests.e2e.test_whole_way import Tab, desk_link, free_port, tabs, world
from tests.faults.line import Line, open_line
from tests.faults.town import ANSWERED, CONCERN
from tests.faults.world import World
from tests.proof import Row
from tests.webchat.browser import eventually

__all__ = ["tabs", "world"]

pytestmark = [pytest.mark.browser, pytest.mark.faults]

ROUNDS = 5
CUTS = 2 * ROUNDS
PATIENCE = 90.0
"""Seconds: what was sent again and again goes out slowly, fifteen a minute."""
BY_CITIZEN = ".row.own .bubble, .row.person .bubble"
BY_CLERK = "#transcript [data-who=citizen] .text, #transcript [data-who=person] .text"
ROWS = (
    "const text = e => (e.querySelector('.text') || e).innerText.trim();"
    "return [...document.querySelectorAll(arguments[0])].map(text)"
)


@pytest.mark.fault(rows=(54,), promises=("P2", "P6"))
@pytest.mark.timeout(300)
async def test_both_show_the_same_after_ten_cuts(
    world: World, tabs: tuple[Tab, Tab], prove: Callable[[Row], None]
) -> None:
    chat, desk = tabs
    inner, outer = free_port(), free_port()
    world.environ = {
        **world.environ,
        "BUERGERDRAHT_WEB__PORT": str(inner),
        "BUERGERDRAHT_PUBLIC_URL": f"http://127.0.0.1:{outer}",
    }
    await world.start("worker")
    web = await world.start("web")
    async with open_line(outer, inner) as line:
        await chat.open(f"http://127.0.0.1:{outer}/?lang=de")
        await chat.sees("Maschine", ".row.machine")
        await chat.type("#text", CONCERN + Keys.ENTER)
        await chat.click("#rows .key", "Ja, bitte")
        await chat.click("#rows .key", "Frage")
        await chat.click("#rows .key", "Weiß ich nicht")
        await chat.sees("Nummer:", "#rows")
        await desk.open(desk_link(web))
        await desk.click("form button")
        await desk.click("#cases a", CONCERN)
        await desk.click("#act-claim")
        await chat.sees("Anna Sommer", "#rows")

        rng = random.Random(8)
        said = [CONCERN]
        for n in range(ROUNDS):
            one, two = f"Zeile {n} vom Bürger", f"Antwort {n} vom Amt"
            said += [one, two]
            if n % 2:
                line.cut()
            await chat.type("#text", one + Keys.ENTER)
            if not n % 2:
                await cut_soon(line, rng)
            await desk.sees(one, "#transcript", PATIENCE)
            await desk.type("#reply-text", two)
            await desk.click("#reply-send")
            await cut_soon(line, rng)
            await replied(desk, two)
            await chat.sees(two, "#rows", PATIENCE)
        assert line.cuts >= CUTS
        await chat.until(lambda d: len(d.find_elements(By.CSS_SELECTOR, BY_CITIZEN)) >= len(said), "all of it")
        shown_citizen = await chat.do(lambda d: d.execute_script(ROWS, BY_CITIZEN))
        shown_clerk = await desk.do(lambda d: d.execute_script(ROWS, BY_CLERK))
    await world.quiet()
    stored = [
        str(row.body["text"])
        for conversation, _ in await world.journal.tickets()
        for row in await world.journal.rows(conversation)
        if row.who in ("citizen", "person") and row.body.get("text")
    ]
    mine = [text for text in shown_citizen if text in said]
    theirs = [text for text in shown_clerk if text in said]
    assert [text for text in stored if text in said] == said
    assert mine == said
    assert theirs == said
    prove(
        Row(
            name="rows that differ between web chat and desk after ten cuts",
            promise="P6",
            ours=sum(a != b for a, b in zip(mine, theirs, strict=True)),
            goal="0",
            note=f"of {len(said)} rows in two browsers, {line.cuts} connections broken",
        )
    )


@pytest.mark.fault(rows=(54,), promises=("P6",))
async def test_what_was_stored_and_never_confirmed_is_shown_once(world: World, tabs: tuple[Tab, Tab]) -> None:
    chat, _ = tabs
    inner, outer = free_port(), free_port()
    world.environ = {**world.environ, "BUERGERDRAHT_WEB__PORT": str(inner)}
    await world.start("worker")
    await world.start("web")
    async with open_line(outer, inner) as line:
        await chat.open(f"http://127.0.0.1:{outer}/?lang=de")
        await chat.sees("Maschine", ".row.machine")
        line.mute = True
        await chat.type("#text", ANSWERED[0] + Keys.ENTER)
        await eventually(lambda: is_stored(world, ANSWERED[0]))
        line.mute = False
        line.cut()
        await chat.until(lambda d: len(d.find_elements(By.CSS_SELECTOR, ".row.machine")) > 1, "the answer")
        await chat.type("#text", ANSWERED[1] + Keys.ENTER)  # it goes after all that was waiting
        await chat.until(lambda d: len(d.find_elements(By.CSS_SELECTOR, ".row.machine")) > 2, "the second answer")
        assert await chat.texts(".row.own .bubble") == [ANSWERED[0], ANSWERED[1]]


async def is_stored(world: World, text: str) -> bool:
    prefix = StoreKeys(world.town)("conv", "")
    async for names in world.store.names(prefix):
        for name in names:
            rows = await world.journal.rows(name.removeprefix(prefix))
            if any(row.who == "citizen" and row.body["text"] == text for row in rows):
                return True
    return False


async def cut_soon(line: Line, rng: random.Random) -> None:
    """In the middle of what was just begun."""
    await asyncio.sleep(rng.random() * 0.05)
    line.cut()


async def replied(desk: Tab, text: str) -> None:
    """The clerk sees the reply in the talk; where the desk says that it did not leave, they send it again."""

    def there(d: webdriver.Chrome) -> bool:
        if text in d.find_element(By.ID, "transcript").text:
            return True
        typed = d.find_element(By.ID, "reply-text")
        send = d.find_element(By.ID, "reply-send")
        if (
            typed.get_attribute("value") == text
            and send.is_enabled()
            and "nicht" in d.find_element(By.TAG_NAME, "body").text
        ):
            send.click()
        return False

    await desk.until(there, f"the reply “{text}”", PATIENCE)
