"""The whole program: a citizen gets a copy of everything, has it erased, and nothing of them is found anywhere."""

from __future__ import annotations

import asyncio
import io
import json
import signal
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import aiohttp
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from handoff.casemarks import Hold
from handoff.rewriter import Rewriter
from tests.e2e.chromium import chromium
from tests.e2e.test_whole_way import Tab
from tests.faults.nursery import Nursery
from tests.faults.process import EVERYTHING
from tests.faults.world import World, open_world, until
from tests.files.samples import png

pytestmark = [pytest.mark.browser, pytest.mark.faults]

MARK: Final = "Quendelmarke"
WAIT: Final = 45
ALL: Final = (*EVERYTHING, "web")


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    nursery = Nursery()
    async with open_world(tmp_path, nursery) as world:
        yield world
    nursery.close()


async def stored(world: World) -> str:
    """All that is stored, by name and value."""
    redis: Any = world.store.redis
    found: dict[str, Any] = {}
    async for name in redis.scan_iter(match="bd:*", count=1000):
        kind = await redis.type(name)
        reads = {
            "string": redis.get,
            "hash": redis.hgetall,
            "list": lambda n: redis.lrange(n, 0, -1),
            "set": redis.smembers,
            "zset": lambda n: redis.zrange(n, 0, -1, withscores=True),
            "stream": redis.xrange,
        }
        if kind == "none":
            continue  # its time was over in this moment
        value = await reads[kind](name)
        found[name] = sorted(value) if isinstance(value, set) else value
    return json.dumps(found, ensure_ascii=False)


async def erased(world: World) -> None:
    """No erasure is going on any more."""
    for _ in range(600):
        if not await world.journal.erasures():
            return
        await asyncio.sleep(0.1)
    raise AssertionError(await world.journal.erasures())


def on_disk(world: World, *words: str) -> list[str]:
    """Files of the data, tombstones, logs: whatever the program has written, so not the Bot API's own ledger."""
    own = [path for path in world.folder.rglob("*") if path.is_file() and path.name != "ledger.jsonl"]
    kept = [path for path in own if path.parts[len(world.folder.parts)] not in {"citizen", "towns"}]
    return [str(path) for path in kept for word in words if word.encode() in path.read_bytes()]


async def metrics(port: int) -> str:
    async with aiohttp.ClientSession() as http, http.get(f"http://127.0.0.1:{port}/metrics") as answer:
        return await answer.text()


async def has_erased(world: World, number: int) -> None:
    kim = world.citizen(number)
    kim.say("/loeschen")
    asked = await kim.wait_for(lambda m: "Ja, alles endgültig löschen" in m.labels, timeout=WAIT)
    kim.press(asked.message_id, "Ja, alles endgültig löschen")


@pytest.mark.fault(promises=("P16",))
@pytest.mark.timeout(240)
async def test_on_telegram_nothing_is_left(world: World) -> None:
    program = await world.start(*ALL)
    kim = world.citizen(1)
    kim.say(f"Ich heiße {MARK}.")
    kim.send_photo(png(), caption=f"Das Foto von {MARK}")
    await kim.wait_for(lambda m: bool(m.text), timeout=WAIT)
    conversation = await world.hand_off(1)
    kim.say(f"Noch etwas von {MARK}")
    await world.quiet()
    before = await stored(world)
    assert MARK in before
    assert "telegram:1001" in before
    kim.say("/auskunft")
    await kim.wait_for("Hier ist alles", timeout=WAIT)
    assert len(world.api.ledger.accepted_calls("sendDocument")) == 1
    await has_erased(world, 1)
    await kim.wait_for("ist gelöscht", timeout=60)
    await erased(world)
    after = await stored(world)
    assert MARK not in after
    assert "1001" not in list(after.replace('"', ":").split(":"))
    assert await Rewriter(world.journal, gather=timedelta()).step()
    await until(lambda: not on_disk(world, MARK, "telegram:1001"), 30, "nothing of it on disk")
    assert MARK not in await metrics(program.port)
    assert await world.journal.snapshot(conversation) is None
    # whoever writes again is a stranger
    kim.say("Hallo?")
    await kim.wait_for("Maschine", timeout=WAIT)


@pytest.mark.fault(promises=("P16",))
@pytest.mark.parametrize(
    "point",
    ["cut_off.before", "cut_off.after", "erase_case.before", "erase_case.after", "put_erasure.after", "sweep.before",
     "sweep.after", "drop_erasure.before"],
)  # fmt: skip
@pytest.mark.timeout(180)
async def test_killed_in_the_middle_it_is_ended_after_the_next_start(world: World, point: str) -> None:
    program = await world.start(*ALL, options=("--crash-at", point))
    kim = world.citizen(1)
    kim.say(f"Ich heiße {MARK}.")
    await world.hand_off(1)
    await has_erased(world, 1)
    assert await program.end(60) == -signal.SIGKILL
    await world.start(*ALL)
    await kim.wait_for("ist gelöscht", timeout=60)
    await erased(world)
    after = await stored(world)
    assert MARK not in after
    assert "telegram:1001" not in after
    assert len([m for m in kim.messages() if "ist gelöscht" in m.text]) == 1


@pytest.mark.timeout(180)
async def test_in_the_web_chat_by_its_menu(world: World, tmp_path: Path) -> None:
    program = await world.start(*ALL)
    with chromium(tmp_path / "citizen") as driver:
        chat = Tab(driver)
        await chat.open(f"http://127.0.0.1:{program.port}/?lang=de")
        await chat.sees("Maschine", ".row.machine")
        await chat.type("#text", f"Ich heiße {MARK} und suche die Quadratur des Kreises." + Keys.ENTER)
        await chat.sees("Menschen", "#rows")
        await chat.click("#menu-button")
        await chat.click("#menu-export")
        await chat.sees("Hier ist alles", "#rows")
        link = await chat.do(lambda d: d.find_element(By.CSS_SELECTOR, "#rows a[href*='.zip']").get_attribute("href"))
        async with aiohttp.ClientSession() as http:
            async with http.get(link) as answer:
                archive = zipfile.ZipFile(io.BytesIO(await answer.read()))
            async with http.get(link.replace("/file/", "/file/x")) as answer:
                assert answer.status == 404
        assert sorted(archive.namelist()) == ["auskunft.html", "daten.json"]
        assert MARK in archive.read("daten.json").decode()
        assert MARK in archive.read("auskunft.html").decode()
        await chat.click("#menu-button")
        await chat.click("#menu-erase")
        await chat.click("#rows .key", "Ja, alles")
        await chat.sees("Dieses Gespräch ist gelöscht", "#ended")
        await erased(world)
        assert MARK not in await stored(world)
        assert MARK not in await chat.do(lambda d: d.page_source)
        assert MARK not in await chat.do(lambda d: d.execute_script("return JSON.stringify(localStorage)"))
        async with aiohttp.ClientSession() as http, http.get(link) as answer:
            assert answer.status == 404
        assert list((world.folder / "data" / "files").rglob("*.zip")) == []


@pytest.mark.timeout(180)
async def test_pressed_twice_and_what_is_held_by_law(world: World) -> None:
    """A double press erases once and harms nobody; a legal hold is told with its end; then it is begun anew."""
    await world.start(*ALL)
    kim = world.citizen(1)
    kim.say(f"Ich heiße {MARK}.")
    conversation = await world.hand_off(1)
    snapshot = await world.journal.snapshot(conversation)
    assert snapshot is not None
    assert snapshot.ticket is not None
    receipt, now = snapshot.ticket.receipt, datetime.now(UTC)
    hold = Hold(receipt=receipt, reason="Klage", by="anna", since=now, until=now + timedelta(days=400))
    assert await world.journal.set_hold(hold) == "done"
    await has_erased(world, 1)
    told = await kim.wait_for("Gelöscht ist alles bis auf", timeout=60)
    assert receipt in told.text
    assert "Verfahren" in told.text
    assert "Klage" not in told.text
    await erased(world)
    assert MARK in await stored(world)
    assert await world.journal.lift_hold(receipt, by="anna") == "done"
    kim.say("/loeschen")
    asked = await kim.wait_for(
        lambda m: "Ja, alles endgültig löschen" in m.labels and m.message_id > told.message_id, timeout=WAIT
    )
    kim.press(asked.message_id, "Ja, alles endgültig löschen")
    kim.press(asked.message_id, "Ja, alles endgültig löschen")
    await kim.wait_for("ist gelöscht", timeout=60)
    await world.quiet()
    await erased(world)
    assert MARK not in await stored(world)
    assert await world.journal.snapshot(conversation) is None
    kim.say("Hallo?")
    await kim.wait_for("Maschine", timeout=WAIT)
