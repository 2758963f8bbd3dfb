"""Pictures of what is done about threats: at the case, masked; a mute; a long block that waits; what leads see."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.ui import WebDriverWait

from tests.webchat.browser import Browser

CONCERN: Final = "Mehr Fahrradständer am Rathaus"
_THREAT: Final = "Wenn das nicht bald kommt: Ich bringe dich um, ich weiß wo du wohnst."


def write_in(base: str) -> None:
    """Somebody threatens the machine, and asks another person to look at what it did about that."""
    asyncio.run(_write_in(base))


async def threaten(citizen: Browser) -> None:
    """A threat, and all that is said to it."""
    await citizen.say(_THREAT)
    await _answered(citizen)


async def _write_in(base: str) -> None:
    async with Browser(base) as citizen:
        await citizen.open()
        await threaten(citizen)
        await citizen.say("/pruefung")
        await _answered(citizen)


async def _answered(citizen: Browser) -> None:
    before = len(citizen.shown)
    while len(citizen.shown) == before or citizen.shown[-1]["who"] != "machine":
        if await citizen.read() is None:
            raise AssertionError("the line was closed")


def take(desk: webdriver.Chrome, home: str, shoot: Callable[[str], None]) -> None:
    """As a lead: the case with the threat, its measures, and what waits for leads."""
    desk.get(home)
    desk.find_element(By.PARTIAL_LINK_TEXT, CONCERN).click()
    _until(desk, lambda d: d.find_element(By.CSS_SELECTOR, ".threat-warning").is_displayed())
    desk.execute_script("document.querySelector('.threat-warning').scrollIntoView({block: 'start'})")
    shoot("desk-threat")
    _impose(desk, "mute", 24, "hours")
    _until(desk, lambda d: "Stummgeschaltet" in d.find_element(By.ID, "conduct").text)
    _impose(desk, "block", 30, "days")
    _until(desk, lambda d: "Vorgeschlagen" in d.find_element(By.ID, "conduct").text)
    desk.execute_script("document.querySelector('#conduct').scrollIntoView({block: 'start'})")
    shoot("desk-measures")
    desk.get(f"{home}/reviews")
    desk.find_element(By.CSS_SELECTOR, ".matters a").click()
    shoot("desk-review")
    desk.get(home)
    desk.find_element(By.CSS_SELECTOR, ".areas summary").click()
    shoot("desk-navigation")


def _impose(desk: webdriver.Chrome, act: str, n: int, unit: str) -> None:
    desk.find_element(By.ID, f"{act}-title").click()
    field = desk.find_element(By.ID, f"{act}-n")
    field.clear()
    field.send_keys(str(n))
    Select(desk.find_element(By.ID, f"{act}-unit")).select_by_value(unit)
    Select(desk.find_element(By.ID, f"{act}-breach")).select_by_value("threat")
    desk.find_element(By.ID, f"{act}-reason").send_keys("Drohung gegen eine Kollegin.")
    desk.find_element(By.CSS_SELECTOR, f"form[data-act={act}] button").click()


def _until(desk: webdriver.Chrome, check: Callable[[webdriver.Chrome], object]) -> None:
    WebDriverWait(desk, 15, 0.05, ignored_exceptions=[Exception]).until(check)
