"""The whole ladder in real browsers: rude messages, what the machine and people do about them, and the way back.

One browser is the citizen's web chat, one the desk of whoever works there just then.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from handoff.journal.keys import Keys as StoreKeys
from handoff.journal.records import Commit
from handoff.measure import Imposed, Measure, conduct_to_json
from handoff.staff import StaffRecord
from tests.desk.town import PASSWORD, password_hash
from tests.e2e.chromium import chromium
from tests.e2e.screenshots import look
from tests.e2e.test_every_page import AXE, LOOKS, RUN
from tests.e2e.test_whole_way import Tab, free_port, start_web
from tests.faults.nursery import Nursery
from tests.faults.town import CONCERN, TOWN, UNDECIDED
from tests.faults.world import World, open_world

pytestmark = [pytest.mark.browser, pytest.mark.faults]

RUDE = "Ihr Versager!"
THREAT = "Ich bringe dich um, ich weiß wo du wohnst."
REASON = "Mehrfach beleidigt, trotz Verwarnung."
PEOPLE = {"bernd": ("staff",), "lea": ("lead",), "max": ("lead",), "nora": ("lead",)}


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    nursery = Nursery()
    async with open_world(tmp_path, nursery) as world:
        for rules in world.folder.rglob(f"{TOWN}/netiquette.yaml"):  # slow mode as fast as it goes
            rules.write_text(rules.read_text("utf-8") + "measures: {slow_seconds: 5}\n", "utf-8")
        yield world
    nursery.close()


@pytest.fixture
def tabs(tmp_path: Path) -> Iterator[tuple[Tab, Tab]]:
    with ExitStack() as stack:
        yield (
            Tab(stack.enter_context(chromium(tmp_path / "citizen"))),
            Tab(stack.enter_context(chromium(tmp_path / "desk"))),
        )


class Chat:
    """The citizen's side."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab

    async def say(self, text: str) -> None:
        await self.tab.type("#text", text + Keys.ENTER)

    async def hears(self, text: str) -> None:
        await self.tab.until(lambda d: text in d.find_element(By.ID, "rows").text, f"“{text}”", 60)

    async def wants_a_person(self) -> None:
        """Answer what is asked, in words or by button, up to the number."""

        def step(driver: webdriver.Chrome) -> bool:
            rows = driver.find_element(By.ID, "rows").text
            if "Nummer:" in rows:
                return True
            newest = driver.find_elements(By.CSS_SELECTOR, "#rows .keys:not(.old) .key")
            found = next((e for label in (*UNDECIDED, "Ja, bitte") for e in newest if label in e.text), None)
            if found is not None:
                found.click()
            elif "Worum geht es?" in rows and CONCERN not in rows:
                driver.find_element(By.ID, "text").send_keys(CONCERN + Keys.ENTER)
            return False

        await self.tab.until(step, "the number", 60)


class Desk:
    """The desk, as one member after the other."""

    def __init__(self, tab: Tab, home: str) -> None:
        self.tab = tab
        self.home = home

    async def enter(self, login: str) -> None:
        await self.tab.do(lambda d: d.delete_all_cookies())
        await self.tab.open(f"{self.home}/login?lang=de")
        await self.tab.type("#login", login)
        await self.tab.type("#password", PASSWORD + Keys.ENTER)
        await self.tab.until(lambda d: d.find_element(By.ID, "cases"), f"{login}'s list")

    async def open(self, path: str) -> None:
        await self.tab.open(self.home + path)

    async def no_barriers(self) -> None:
        """What axe-core finds on the page as it stands, light and dark, wide and on a phone."""

        def found(driver: webdriver.Chrome) -> list[str]:
            said: list[str] = []
            for width, scheme in LOOKS:
                look(driver, (width, 800), scheme)
                driver.refresh()  # colours do not fade over
                driver.execute_script("document.querySelectorAll('.impose').forEach(one => { one.open = true; })")
                driver.execute_script(AXE)
                said += [f"{width} {scheme}: {each}" for each in driver.execute_async_script(RUN)]
                wide = driver.execute_script("return document.documentElement.scrollWidth")
                said += [f"{width} {scheme}: {wide} px wide"] if wide > width else []
            look(driver, (1280, 900), "light")
            return said

        assert await self.tab.do(found) == []

    async def impose(self, act: str, n: int, unit: str) -> None:
        await self.tab.click(f"#{act}-title")
        await self.tab.until(lambda d: d.find_element(By.ID, f"{act}-n").is_displayed(), act)
        await self.tab.do(lambda d: d.find_element(By.ID, f"{act}-n").clear())
        await self.tab.type(f"#{act}-n", str(n))
        await self.tab.type(f"#{act}-unit", unit)
        await self.tab.click(f"#{act}-breach option[value=insult]")
        await self.tab.type(f"#{act}-reason", REASON)
        await self.tab.click(f"form[data-act={act}] button")

    async def post(self, path: str, **fields: str) -> int:
        """What the desk answers to a form that its pages do not offer."""
        script = (
            "const [path, fields, done] = arguments; const csrf = document.querySelector('[name=csrf]').value;"
            "fetch(path, {method: 'POST', body: new URLSearchParams({...fields, csrf})}).then(r => done(r.status))"
        )
        status = await self.tab.do(lambda d: d.execute_async_script(script, self.home + path, fields))
        return int(status)


async def only_conversation(world: World) -> str:
    prefix = StoreKeys(TOWN)("conv", "")
    found = [key async for key in world.store.redis.scan_iter(match=f"{prefix}*", count=1000)]
    assert len(found) == 1
    return str(found[0]).removeprefix(prefix)


async def later(world: World, time: timedelta) -> None:
    """As if so much time had passed since the citizen's last offence."""
    await world.quiet()
    conversation = await only_conversation(world)
    before = await world.journal.conduct(conversation)

    def back(one: Imposed | None) -> Imposed | None:
        return replace(one, since=one.since - time) if one is not None else None

    offences = tuple(replace(offence, at=offence.at - time) for offence in before.offences)
    after = replace(before, offences=offences, imposed=back(before.imposed), echo=None)
    await world.journal.commit(Commit(conversation=conversation, conduct=conduct_to_json(after), keep_timer=True))


async def command(world: World, *arguments: str) -> tuple[int, str]:
    """How a command ended, and what it said."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "measures", *arguments),
        env={**os.environ, **world.environ, "COLUMNS": "200"},
        cwd=world.folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode or 0, said.decode()


async def audited(world: World, action: str) -> list[dict[str, Any]]:
    stored: Any = await world.store.redis.xrange(StoreKeys(TOWN)("audit"))
    rows = [json.loads(fields["row"]) for _, fields in stored]
    return [row for row in rows if row["action"] == action]


@pytest.mark.timeout(300)
async def test_from_rude_words_to_a_block_by_two_and_back(  # noqa: PLR0915 - one story
    world: World, tabs: tuple[Tab, Tab]
) -> None:
    port = free_port()
    await world.start("worker")
    await start_web(world, port)
    for login, roles in PEOPLE.items():
        await world.journal.put_staff(
            StaffRecord(login=login, name=login.title(), password_hash=password_hash(), roles=roles)
        )
    chat, desk = Chat(tabs[0]), Desk(tabs[1], f"http://127.0.0.1:{port}/desk")

    # the machine: hint, warning, slow mode
    await chat.tab.open(f"http://127.0.0.1:{port}/?lang=de")
    await chat.tab.sees("Maschine", ".row.machine")
    for said in ("Ein Hinweis", "Verwarnung", "Ich antworte Ihnen jetzt langsamer"):
        await chat.say(RUDE)
        await chat.hears(said)
        await later(world, timedelta(minutes=5))

    # a concern is served all the same
    await chat.say("/mensch")
    await chat.wants_a_person()
    await chat.hears("Nummer:")
    conversation = await only_conversation(world)
    receipt = await world.receipt(conversation)

    # a clerk mutes with a reason, and may do no more
    await desk.enter("bernd")
    await desk.open(f"/case/{conversation}")
    await desk.tab.sees("Beleidigung: 3-mal", "#conduct")
    await desk.impose("mute", 24, "Stunden")
    await desk.tab.sees("Stummgeschaltet. Die Person erfährt", "#act-message")
    await chat.hears("Dieses Gespräch ist stummgeschaltet")
    await chat.hears(REASON)
    await desk.tab.sees("In Kraft: Stummgeschaltet", "#conduct")
    await chat.say("Und jetzt?")
    await chat.hears("Ihre Nachricht ist gespeichert, wird aber bis")
    held = (await world.journal.conduct(conversation)).imposed
    assert held is not None
    fields = {"receipt": receipt, "n": "3", "unit": "days", "breach": "insult", "reason": REASON}
    assert await desk.post(f"/case/{conversation}/block", **fields) == 403
    assert await desk.post(f"/case/{conversation}/lift", receipt=receipt, measure=held.id) == 403
    assert await desk.post(f"/reviews/{conversation}/lift", measure=held.id) == 403
    code, said = await command(world, "lift", receipt, "--by", "bernd")
    assert code == 1, said
    assert "lift_measure" in said
    refused = [(row["who"], row["what"]) for row in await audited(world, "refused")]
    assert refused == [
        ("bernd", "block_citizen"),
        ("bernd", "lift_measure"),
        ("bernd", "review_measures"),
        ("bernd", "lift_measure"),
    ]

    # a long block by two
    await desk.enter("lea")
    await desk.open(f"/case/{conversation}")
    await desk.impose("block", 30, "Tage")
    await desk.tab.sees("Die Sperre gilt erst, wenn eine zweite Person", "#act-message")
    await world.quiet()
    assert (await world.journal.conduct(conversation)).silenced(datetime.now().astimezone()) == held
    await desk.open(f"/reviews/{conversation}")
    await desk.tab.sees("Das ist Ihr Vorschlag; zustimmen muss eine andere Person.")
    proposed = (await world.journal.conduct(conversation)).proposed
    assert proposed is not None
    assert await desk.post(f"/reviews/{conversation}/second-yes", measure=proposed.id) == 409
    await desk.open(f"/case/{conversation}")
    await desk.no_barriers()
    await desk.enter("max")
    await desk.open("/reviews")
    await desk.tab.sees("30 Tage")
    await desk.no_barriers()
    await desk.tab.click(".matters a")
    await desk.tab.click("#second-yes")
    await desk.tab.sees("Zugestimmt: Die Sperre gilt jetzt.")
    await chat.hears("Dieser Chat ist für Sie gesperrt")
    now = (await world.journal.conduct(conversation)).imposed
    assert now is not None
    assert (now.measure, now.by, now.second) == (Measure.BLOCK, "lea", "max")

    # the citizen asks for a review; another lead decides
    await chat.say("/pruefung")
    await chat.hears("Ihre Bitte um Überprüfung ist angekommen")
    await desk.open("/reviews")
    await desk.tab.sees("Diese Maßnahme haben Sie selbst verhängt oder vorgeschlagen")
    review = (await world.journal.conduct(conversation)).review
    assert review is not None
    own = {"measure": review.id, "verdict": "uphold", "words": "Bleibt."}
    assert await desk.post(f"/reviews/{conversation}/decide", **own) == 409
    await desk.enter("nora")
    await desk.tab.sees("Überprüfungen: 1", "#attention")
    await desk.open(f"/reviews/{conversation}")
    await desk.tab.sees(REASON)
    await desk.no_barriers()
    await desk.tab.click("input[name=verdict][value=lift]")
    await desk.tab.type("#words", "Die Sperre war zu hart. Bitte bleiben Sie sachlich.")
    await desk.tab.click("form.verdict button")
    await desk.tab.sees("Entschieden. Die Person liest Ihre Worte.")
    await chat.hears("Die Maßnahme ist aufgehoben")
    await chat.hears("Die Sperre war zu hart.")
    conduct = await world.journal.conduct(conversation)
    assert conduct.in_force(datetime.now().astimezone()) is None
    assert conduct.offences == ()
    same = [(row["who"], row["stage"]) for row in await audited(world, "refused") if row.get("stage")]
    assert same == [("lea", "same_person"), ("max", "same_person")]

    # what is said now is heard again; a threat is masked, shown after a click, and told to the leads
    await chat.say(f"Danke. {THREAT}")
    await desk.open(f"/case/{conversation}")
    await desk.tab.sees("[Drohung, ausgeblendet]", "#transcript")
    await desk.tab.sees("⚠ Eine Drohung", "#attention")
    html = await desk.tab.do(lambda d: d.page_source)
    assert "bringe dich" not in html
    await desk.no_barriers()
    await desk.tab.click(".unmask button")
    await desk.tab.sees(THREAT, "#transcript")
    await desk.open(f"/case/{conversation}")
    await desk.tab.sees("Sie müssen sie nicht lesen", "#threat-warning")
    assert not re.search("bringe dich", await desk.tab.do(lambda d: d.page_source))
    assert [row["who"] for row in await audited(world, "unmask")] == ["nora"]
