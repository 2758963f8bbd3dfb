"""The staff's group with the whole program: paired from the command line, linked at the desk, then one case on both.

A citizen in the web chat and one on Telegram; the clerk works in topics, and the desk shows the same.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.botapi import Citizen, Seen
from tests.e2e.chromium import chromium
from tests.e2e.test_whole_way import Tab, desk_link, free_port
from tests.faults.nursery import Nursery
from tests.faults.town import CONCERN, TOWN
from tests.faults.world import World, open_world
from tests.staffgroup import CHAT

pytestmark = [pytest.mark.browser, pytest.mark.faults]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    nursery = Nursery()
    async with open_world(tmp_path, nursery) as world:
        world.environ = {**world.environ, "BUERGERDRAHT_DEMO": "true"}
        town = tmp_path / "towns" / TOWN / "town.yaml"
        town.write_text(town.read_text("utf-8") + "\ntelegram:\n  staff_group: topics\n", "utf-8")
        yield world
    nursery.close()


@pytest.fixture
def tabs(tmp_path: Path) -> Iterator[tuple[Tab, Tab]]:
    with ExitStack() as stack:
        yield (
            Tab(stack.enter_context(chromium(tmp_path / "citizen"))),
            Tab(stack.enter_context(chromium(tmp_path / "clerk"))),
        )


async def command(world: World, *arguments: str) -> str:
    """A command of the program, as an operator types it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.cli", *arguments,
        env={**world.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "160"}, cwd=world.folder,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    output, _ = await process.communicate()
    assert process.returncode == 0, output.decode()
    return output.decode()


async def seen(clerk: Citizen, wanted: str, *labels: str) -> Seen:
    """Wait for a message of the group with that text and these buttons."""
    return await clerk.wait_for(lambda m: wanted in m.text and set(labels) <= set(m.labels), 45, since=0)


@pytest.mark.timeout(180)
async def test_a_case_in_the_group_and_at_the_desk(world: World, tabs: tuple[Tab, Tab]) -> None:  # noqa: PLR0915 - one story
    chat, desk = tabs
    port = free_port()
    app = await world.start(environ={"BUERGERDRAHT_WEB__PORT": str(port)})
    world.api.team(CHAT, "Rathaus", forum=True)
    anna = world.api.citizen(7, "Anna")
    clerk = anna.at(CHAT)

    # the group is paired from the command line, the account is linked at the desk
    code = re.search(r"/verbinden ([A-Z0-9]{8})", await command(world, "staff", "group", "--pair"))
    assert code
    clerk.say(f"/verbinden {code[1]}")
    await seen(clerk, "ist jetzt die Gruppe des Personals")
    await desk.open(desk_link(app))
    await desk.click("form button")
    await desk.until(lambda d: d.find_element(By.ID, "cases"), "the desk")
    await desk.open(f"http://127.0.0.1:{port}/desk/account")
    await desk.click("#do-code")
    await desk.sees("/verbinden", "main")
    anna.say(f"/verbinden {(await desk.texts('#code'))[0]}")
    await anna.wait_for("gehört jetzt zum Konto Anna Sommer", 45, since=0)
    await desk.open(f"http://127.0.0.1:{port}/desk/account")
    await desk.sees("Verbunden mit einem Telegram-Konto", "main")
    assert "topics; a forum" in await command(world, "doctor")

    # a citizen of the web chat asks for a person; the case stands in a topic; the clerk claims it there
    await chat.open(f"http://127.0.0.1:{port}/?lang=de")
    await chat.sees("Maschine", ".row.machine")
    await chat.type("#text", CONCERN + Keys.ENTER)
    await chat.click("#rows .key", "Ja, bitte")
    await chat.click("#rows .key", "Frage")
    await chat.click("#rows .key", "Weiß ich nicht")
    await chat.sees("Nummer:", "#rows")
    told = await seen(clerk, f"Bürger/in: {CONCERN}")
    head = await seen(clerk, "Wartet seit", "Übernehmen")
    thread = int(head.raw["message_thread_id"])
    clerk.press(head.message_id, "Übernehmen")
    await chat.sees("Anna Sommer", "#rows")
    await seen(clerk, "Übernommen von Anna Sommer", "Zurückgeben")

    # a reply to the citizen's words goes out, all else stays; the desk shows both
    clerk.say("Weiß jemand mehr?", thread=thread)
    clerk.say("Der Bauhof kümmert sich.", thread=thread, reply_to=told.message_id)
    await chat.sees("Der Bauhof kümmert sich.", "#rows")
    await chat.type("#text", "Wann denn?" + Keys.ENTER)
    more = await seen(clerk, "Bürger/in: Wann denn?")
    assert more.raw["message_thread_id"] == thread
    await desk.open(f"http://127.0.0.1:{port}/desk?show=mine")
    await desk.click("#cases a", CONCERN)
    await desk.sees("Der Bauhof kümmert sich.", "#transcript")
    await desk.sees("Interne Notiz, Anna Sommer", "#transcript")
    await desk.type("#reply-text", "Morgen früh.")
    await desk.click("#reply-send")
    await chat.sees("Morgen früh.", "#rows")
    await seen(clerk, "💬 Anna Sommer: Morgen früh.")
    assert "Weiß jemand mehr?" not in " ".join(await chat.texts("#rows"))

    # the end by a command and a button
    clerk.say("/fertig", thread=thread)
    asked = await seen(clerk, "Wie endet das Anliegen?")
    clerk.press(asked.message_id, "beantwortet")
    await chat.click("#rows .key", "5")
    await seen(clerk, "Abgeschlossen")
    await desk.sees("Dieses Anliegen ist geschlossen.", "#acts")

    # a citizen on Telegram; claimed at the desk, answered in the group, changed there
    conversation = await world.hand_off(1)
    kim = world.citizen(1)
    receipt = await world.receipt(conversation)
    head = await seen(clerk, receipt, "Übernehmen")
    thread = int(head.raw["message_thread_id"])
    await desk.open(f"http://127.0.0.1:{port}/desk/case/{conversation}")
    await desk.click("#act-claim")
    await clerk.wait_for(lambda m: m.message_id == head.message_id and "Übernommen von Anna" in m.text, 45, since=0)
    told = await clerk.wait_for(
        lambda m: m.raw.get("message_thread_id") == thread and "👤 Bürger" in m.text, 45, since=0
    )
    reply = clerk.say("Guten Tag, ich kümmere mich.", thread=thread, reply_to=told.message_id)
    first = await kim.wait_for("ich kümmere mich", 45, since=0)
    clerk.edit(reply, "Guten Tag, der Bauhof kümmert sich.")
    changed = await kim.wait_for("der Bauhof kümmert sich", 45, since=0)
    assert changed.message_id == first.message_id
    await desk.sees("der Bauhof kümmert sich", "#transcript")

    await world.quiet()
    assert await world.violations() == []
    await app.end_gently()
    # the terminal names the sample people beside their links; nothing else may
    lines = [line for log in world.folder.glob("*.log") for line in log.read_text("utf-8").splitlines()]
    written = "\n".join(line for line in lines if "/desk/link/" not in line)
    for mark in (CONCERN, "Bauhof", "Weiß jemand", str(CHAT), str(CHAT)[4:], "Anna Sommer", code[1], world.api.token):
        assert mark not in written, mark
