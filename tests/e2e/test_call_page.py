"""Asking for a call in a real browser, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from handoff.journal.embedded import EmbeddedServer
from tests.e2e.chromium import chromium
from tests.e2e.test_webchat_page import Page, Served

pytestmark = [pytest.mark.server, pytest.mark.browser]


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    with chromium(tmp_path_factory.mktemp("chromium")) as made:
        yield made


@pytest.fixture
def page(driver: webdriver.Chrome, server: EmbeddedServer, town: str, tmp_path: Path) -> Iterator[Page]:
    served = Served(server.url, town, tmp_path / "files")
    served.start()
    made = Page(driver, served)
    made.size(390, 800)
    made.scheme("light")
    made.open()
    made.greeted()
    made.say("Mensch")
    made.until(lambda: made.one("#call").is_displayed(), "the offer")
    yield made
    driver.execute_script("localStorage.clear(); sessionStorage.clear()")
    driver.get("about:blank")
    served.stop()


def test_a_call_is_asked_for_and_taken_back(page: Page) -> None:
    page.one("#call-summary").send_keys(Keys.ENTER)
    page.until(lambda: page.one("#call-phone").is_displayed(), "the field")
    page.one("#call-phone").send_keys("4711" + Keys.ENTER)
    page.until(lambda: "mit Vorwahl" in page.one("#call-error").text, "what is wrong")
    assert page.one("#call-phone").get_attribute("aria-invalid") == "true"
    assert page.violations() == []
    page.one("#call-phone").clear()
    page.one("#call-phone").send_keys("0221 4711" + Keys.TAB + Keys.ARROW_DOWN + Keys.TAB + Keys.ENTER)
    page.until(lambda: "022…11" in page.one("#call-summary").text, "the number")
    page.one("#call-summary").send_keys(Keys.ENTER)
    page.until(lambda: page.one("#call-stop").is_displayed(), "the way back")
    page.one("#call-stop").send_keys(Keys.ENTER)
    page.until(lambda: page.one("#call-summary").text == "Rückruf bekommen", "the offer again")
