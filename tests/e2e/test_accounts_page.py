"""The ways in and the pages of accounts in a real browser: the provider, the second step, the admin's invitation."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pyotp
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from handoff.journal.journal import Journal
from handoff.personnel import Personnel
from tests.desk.town import PASSWORD, DeskTown, desk_town
from tests.e2e.chromium import chromium
from tests.e2e.test_desk_page import Browser
from tests.integration.desk.test_provider import PERSON, USE, town_with
from tests.oidc import SECRET, running_provider

pytestmark = [pytest.mark.server, pytest.mark.browser]


@pytest.fixture
def driver(tmp_path: Path) -> Iterator[webdriver.Chrome]:
    with chromium(tmp_path / "profile") as made:
        yield made
        complaints = [
            e["message"]
            for e in made.get_log("browser")  # type: ignore[no-untyped-call]
            if "Content Security Policy" in e["message"]
        ]
        assert complaints == []


@pytest.fixture
async def desk(journal: Journal) -> AsyncIterator[DeskTown]:
    async with desk_town(journal) as town:
        yield town


def _emulate(scheme: str, driver: webdriver.Chrome) -> None:
    # Nothing moves: a colour on its way to another one is not judged.
    features = {"prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce"}
    media = {"features": [{"name": name, "value": value} for name, value in features.items()]}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)


async def look(one: Browser, name: str) -> None:
    """Wide and on a phone, in light and in dark: nothing bars anybody, nothing runs out at the side."""
    for scheme in ("light", "dark"):
        await one.do(partial(_emulate, scheme))
        for size, where in (((1280, 900), ""), ((360, 740), "-phone")):
            await one.size(*size)
            assert await one.barriers() == [], (name, scheme, where)
            too_wide = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert await one.script(too_wide) <= 0, (name, where)
            await one.shot(f"{name}{where}-{scheme}")
    await one.size(1280, 900)


async def test_from_the_first_admin_to_a_colleague_with_a_second_factor(
    desk: DeskTown, driver: webdriver.Chrome
) -> None:
    one = Browser(driver, desk)
    await one.go(f"/setup/{await Personnel(desk.journal).setup('start')}")
    await look(one, "setup")
    await one.type("#name", "Clara Chef")
    await one.type("#login", "clara")
    await one.type("#password", PASSWORD)
    await one.type("#again", PASSWORD, Keys.ENTER)
    await one.sees("Konten", "h1")
    await one.type("#login", "dora")
    await one.type("#name", "Dora Dorn")
    await one.type("#public-name", "Dora")
    await look(one, "staff")
    await one.click("form.fields button.main")
    link = await one.until(lambda d: d.find_element(By.ID, "link").get_attribute("value"))
    await look(one, "staff-invited")
    await one.go("/admin/staff/dora")
    await look(one, "staff-member")
    await one.click("#logout button")
    await one.sees("Anmelden", "h1")
    await look(one, "login")
    await one.do(lambda d: d.get(link))
    await look(one, "invitation")
    await one.type("#password", PASSWORD)
    await one.type("#again", PASSWORD, Keys.ENTER)
    await one.sees("Anliegen", "h1")
    await one.go("/account")
    await look(one, "account")
    await one.go("/account/second-factor")
    await look(one, "second-factor")
    shown = await one.until(lambda d: d.find_element(By.ID, "secret").text)
    totp = pyotp.TOTP(shown.replace(" ", ""))
    await one.type("#code", totp.now(), Keys.ENTER)
    await one.sees("Ersatzcodes", "h2")
    await look(one, "recovery-codes")
    await one.click("#logout button")
    await one.sees("Anmelden", "h1")
    await one.type("#login", "dora")
    await one.type("#password", PASSWORD, Keys.ENTER)
    await one.sees("Zweiter Schritt", "h1")
    await look(one, "code")
    await one.type("#code", totp.at(datetime.now(UTC) + timedelta(seconds=30)), Keys.ENTER)
    await one.sees("Anliegen", "h1")


async def test_there_and_back_by_buttons(desk: DeskTown, driver: webdriver.Chrome, tmp_path: Path) -> None:
    """Above all: the policy of our pages lets the browser go there, and out there."""
    async with (
        running_provider(tmp_path) as there,
        town_with(desk, there.issuer, USE, SECRET) as (town, back),
    ):
        there.set(redirects=[back], person=PERSON)
        one = Browser(driver, town)
        await one.go("/login")
        await look(one, "login-provider")
        await one.click("a.button.main")
        await one.sees("Anliegen", "h1")
        await one.click("#logout button")
        await one.sees("Anmelden", "h1")
        await one.go("")
        await one.sees("Anmelden", "h1")
