"""The whole program behind a town's own page: every state of the talk in the frame, looked at for barriers."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import axe_core_python
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.e2e.chromium import chromium
from tests.e2e.embed_pictures import CSS, PAGE, dressed_towns
from tests.e2e.screenshots import PHONE, WIDE, demo, look
from tests.e2e.site import serving_site

pytestmark = [pytest.mark.server, pytest.mark.browser]

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
ROOT = "document.querySelector('buergerdraht-chat').shadowRoot"
KEY = "#rows .keys:not(.old) .key"
FIND = (
    "const done = arguments[0]; axe.run({iframes: false}).then(r => done(r.violations.map("
    "v => v.id + ': ' + v.nodes.map(n => n.html + ' ' + n.failureSummary).join(' | '))))"
)


class Talk:
    """A citizen in the frame."""

    def __init__(self, driver: webdriver.Chrome, page: str) -> None:
        self.driver = driver
        self.found: list[str] = []
        driver.get(page)
        self.until(lambda: self.root(".toggle"), "the button")
        self.look_at("closed")
        driver.execute_script(f"{ROOT}.querySelector('.toggle').click()")
        self.enter()

    def root(self, css: str) -> Any:
        return self.driver.execute_script(f"return {ROOT}.querySelector(arguments[0])", css)

    def enter(self) -> None:
        self.driver.switch_to.frame(self.root("iframe"))

    def until(self, check: Any, what: str) -> None:
        WebDriverWait(self.driver, 40, 0.1, ignored_exceptions=[Exception]).until(lambda _: check(), what)

    def sees(self, words: str, within: str = "#rows") -> None:
        self.until(lambda: words in self.driver.find_element(By.CSS_SELECTOR, within).text, f"“{words}”")

    def say(self, words: str) -> None:
        # A frame of another site has the keyboard a moment after its field has the focus.
        focus = "document.getElementById('text').focus(); return document.hasFocus()"
        self.until(lambda: self.driver.execute_script(focus), "the keyboard")
        self.driver.find_element(By.ID, "text").send_keys(words + Keys.ENTER)

    @property
    def rows(self) -> str:
        return str(self.driver.find_element(By.ID, "rows").text)

    def press(self, words: str) -> bool:
        """Press the last button with these words; whether there is one."""
        found = [e for e in self.driver.find_elements(By.CSS_SELECTOR, KEY) if e.is_displayed() and words in e.text]
        if found:  # whatever lies over it
            self.driver.execute_script("arguments[0].click()", found[-1])
        return bool(found)

    def click(self, words: str) -> None:
        self.until(lambda: self.press(words), f"“{words}”")

    def look_at(self, state: str, *, frame: bool = False) -> None:
        """Wide and on a phone, in light and in dark."""
        for size in (WIDE, PHONE):
            for scheme in ("light", "dark"):
                self.driver.switch_to.default_content()
                look(self.driver, size, scheme)
                for inside in (False, True) if frame else (False,):
                    if inside:
                        self.enter()
                    self.driver.execute_script(AXE)
                    found = self.driver.execute_async_script(FIND)
                    self.found += [f"{state}, {size[0]}, {scheme}: {one}" for one in found]
        assert self.found == []


class Clerk:
    """A clerk at the desk."""

    def __init__(self, driver: webdriver.Chrome, link: str) -> None:
        self.driver = driver
        driver.get(link)
        self.do(("form button", ""))

    def do(self, *acts: tuple[str, str]) -> None:
        """Type the words into what the selector finds, or press it when there are none."""

        def done(css: str, words: str) -> bool:
            element = next(e for e in self.driver.find_elements(By.CSS_SELECTOR, css) if e.is_displayed())
            if words:
                element.send_keys(words)
            else:
                element.click()
            return True

        wait = WebDriverWait(self.driver, 40, 0.1, ignored_exceptions=[Exception])
        for css, words in acts:
            wait.until(lambda _, css=css, words=words: done(css, words), css)  # type: ignore[misc]


@pytest.fixture
def people() -> Iterator[tuple[Talk, Clerk]]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        site = stack.enter_context(serving_site())
        towns = dressed_towns(folder / "towns", site)
        desk = stack.enter_context(demo(folder, BUERGERDRAHT_TOWNS_DIR=str(towns)))
        chat = desk.split("/desk/")[0]
        policy = f"default-src 'none'; style-src 'self'; script-src {chat}; frame-src {chat}; base-uri 'none'"
        site.pages["/"] = ({"Content-Security-Policy": policy}, PAGE.format(chat=chat))
        site.pages["/site.css"] = ({"Content-Type": "text/css"}, CSS)
        driver = stack.enter_context(chromium(folder / "browser"))
        yield Talk(driver, site.url("musterstadt")), Clerk(stack.enter_context(chromium(folder / "desk")), desk)


@pytest.mark.timeout(240)
def test_no_barrier_from_the_greeting_to_the_rating(people: tuple[Talk, Clerk]) -> None:
    talk, clerk = people
    talk.sees("Maschine")
    talk.look_at("greeting", frame=True)
    talk.say("Hund")
    talk.click("Hund")
    talk.sees("Quelle")
    talk.look_at("chosen suggestion", frame=True)
    talk.say("müll")
    talk.sees("Nichts davon")
    talk.look_at("suggestions", frame=True)
    talk.say("Was kostet ein Personalausweis?")
    talk.sees("Quelle: Bürgerbüro")
    talk.look_at("answer with parts", frame=True)
    talk.say("Mensch")
    talk.click("Frage")
    talk.until(lambda: talk.press("Weiß ich nicht") or "Nummer:" in talk.rows, "the department or the receipt")
    talk.sees("Nummer:")
    talk.look_at("waiting", frame=True)
    clerk.do(("#cases a", ""), ("#act-claim", ""), ("#reply-text", "Guten Tag, ich sehe nach."), ("#reply-send", ""))
    talk.sees("ich sehe nach")
    talk.look_at("with staff", frame=True)
    clerk.do(("#act-close", ""), ("#close-end option[value=answered]", ""), ("form[data-act=close] button", ""))
    talk.until(lambda: any("5" in key.text for key in talk.driver.find_elements(By.CSS_SELECTOR, KEY)), "the rating")
    talk.look_at("rating", frame=True)
    talk.click("5")
    talk.sees("Danke")
