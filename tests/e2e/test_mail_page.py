"""The field for a mail address in a real browser, and the ways in and out that a mail has."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from handoff.journal.embedded import EmbeddedServer
from tests.e2e.chromium import chromium
from tests.e2e.test_webchat_page import Page, Served

pytestmark = [pytest.mark.server, pytest.mark.browser]
KIM = "kim@example.org"


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    with chromium(tmp_path_factory.mktemp("chromium")) as made:
        yield made


@pytest.fixture
def served(server: EmbeddedServer, town: str, tmp_path: Path) -> Iterator[Served]:
    made = Served(server.url, town, tmp_path / "files", mails=True)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def page(driver: webdriver.Chrome, served: Served) -> Iterator[Page]:
    made = Page(driver, served)
    made.size(1100, 800)
    made.scheme("light")
    made.open()
    made.greeted()
    made.say("Mensch")
    made.until(lambda: made.one("#notice").is_displayed(), "the offer")
    yield made
    driver.execute_script("localStorage.clear(); sessionStorage.clear()")
    driver.get("about:blank")


def open_field(page: Page) -> None:
    page.one("#notice-summary").click()
    page.until(lambda: page.one("#notice-mail").is_displayed(), "the field")


def leave_address(page: Page) -> None:
    open_field(page)
    page.one("#notice-mail").send_keys(KIM + Keys.ENTER)
    page.until(lambda: "k…@example.org" in page.one("#notice-summary").text, "the address")


def test_an_address_is_left_with_the_keyboard_and_taken_back(page: Page) -> None:
    page.driver.execute_script("document.getElementById('notice-summary').focus()")
    page.press(Keys.ENTER)
    page.press(Keys.TAB)
    assert page.focused() == "notice-mail"
    page.press("kim" + Keys.ENTER)
    page.until(lambda: "prüfen" in page.one("#notice-error").text, "what is wrong")
    assert page.one("#notice-mail").get_attribute("aria-invalid") == "true"
    page.press("@example.org" + Keys.ENTER)
    page.until(lambda: page.one("#notice-summary").text == "Bescheid per E-Mail an k…@example.org", "the address")
    assert page.focused() == "notice-summary"
    assert KIM not in page.one("#rows").text
    page.driver.refresh()
    page.until(lambda: "k…@example.org" in page.one("#notice-summary").text, "the same after a reload")
    open_field(page)
    page.one("#notice-stop").click()
    page.until(lambda: page.one("#notice-summary").text == "Per E-Mail Bescheid bekommen", "the offer again")
    assert page.complaints() == []


@pytest.mark.parametrize(("width", "scheme"), [(1100, "light"), (360, "dark")])
def test_nobody_is_shut_out(page: Page, width: int, scheme: str) -> None:
    page.size(width, 740)
    page.scheme(scheme)
    open_field(page)
    assert page.violations() == []
    assert page.driver.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    page.one("#notice-mail").send_keys("kim" + Keys.ENTER)
    page.until(lambda: page.one("#notice-error").text, "what is wrong")
    assert page.violations() == []


def test_a_link_opens_the_conversation_here_and_asks_for_the_code_elsewhere(page: Page) -> None:
    receipt = page.one("#receipt-no").text
    page.driver.get("about:blank")
    page.open(f"?lang=de#{receipt}")
    page.until(lambda: page.one("#receipt-no").text == receipt, "the conversation")
    assert not page.one("#return").is_displayed()
    assert "#" not in page.driver.current_url
    time.sleep(1.2)  # the page looks when all rows are there
    assert not page.one("#return").is_displayed()
    page.driver.get("about:blank")
    page.open("?lang=de#ZZZ-9999")  # another concern's link in the same browser
    page.until(lambda: page.one("#return").is_displayed(), "the question for the other one's code")
    assert page.texts("own") == ["Mensch"]
    code = page.driver.execute_script("return document.getElementById('receipt-code').textContent")
    page.driver.execute_script("localStorage.clear()")  # another device
    page.driver.get("about:blank")
    page.open(f"?lang=de#{receipt}")
    page.until(lambda: page.one("#return").is_displayed(), "the question for the code")
    assert page.one("#return-receipt").get_attribute("value") == receipt
    assert page.focused() == "return-code"
    page.press(code + Keys.ENTER)
    page.until(lambda: page.texts("own") == ["Mensch"], "the conversation")


def test_the_page_that_ends_mails(page: Page) -> None:
    leave_address(page)
    town = page.served.town

    async def link() -> str:
        conversation, _ = (await town.journal.tickets())[0]
        return f"stop-{await town.journal.stop_token(conversation)}?lang=de"

    page.open(page.served.do(link))
    assert page.one("h1").text == "Keine E-Mails mehr"
    assert page.violations() == []
    page.one("main button").click()
    page.until(lambda: "ist gelöscht" in page.one("main").text, "the end")
    page.one("main a").click()
    page.until(lambda: page.one("#notice-summary").text == "Per E-Mail Bescheid bekommen", "the offer again")
