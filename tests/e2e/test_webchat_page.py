"""The chat page in a real browser: what a citizen sees, can do with the keyboard alone, and cannot be harmed by."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import axe_core_python
import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from faq.entry import Town
from handoff.board import new_banner
from handoff.journal.embedded import EmbeddedServer
from handoff.journal.store import Store
from tests.desk.town import png
from tests.e2e.chromium import chromium
from tests.files import samples
from tests.webchat.town import TOWN, WebTown, serve, web_town

pytestmark = [pytest.mark.server, pytest.mark.browser]

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
HOSTILE = (
    "<script>window.harmed=1</script>",
    "<img src=x onerror=window.harmed=1>",
    '"><svg onload=window.harmed=1>',
    "[klick](javascript:window.harmed=1) **<b>fett</b>**",
    "&lt;b&gt; \u202egnp.exe {{7*7}} ${window.harmed=1}",
)


class Served:
    """A town served by a loop in a thread of its own; it can be restarted on the same port."""

    def __init__(self, url: str, name: str, files: Path, facts: Town = TOWN, *, mails: bool = False) -> None:
        self._url, self._name, self._files, self._facts, self._mails = url, name, files, facts, mails
        self.port: int | None = None
        self.town: WebTown
        self._up: threading.Event
        self._loop: asyncio.AbstractEventLoop
        self._thread: threading.Thread

    def start(self) -> None:
        self._up = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        assert self._up.wait(10)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self.town.stop.set)
        self._thread.join(15)
        assert not self._thread.is_alive()

    def do(self, act: Callable[[], Awaitable[Any]]) -> Any:
        async def run() -> Any:
            return await act()

        future: Future[Any] = asyncio.run_coroutine_threadsafe(run(), self._loop)
        return future.result(10)

    async def _serve(self) -> None:
        store = Store(self._url)
        town = web_town(store, self._name, self._files, facts=self._facts, mails=self._mails)
        async with town as self.town, serve(self.town, self.port) as server:
            self.port, self._loop = server.port, asyncio.get_running_loop()
            self._up.set()
            await self.town.stop.wait()
        await store.close()


class Page:
    """The page as a citizen has it before them."""

    def __init__(self, driver: webdriver.Chrome, served: Served) -> None:
        self.driver = driver
        self.served = served

    def open(self, query: str = "?lang=de") -> None:
        self.driver.get(f"http://127.0.0.1:{self.served.port}/{query}")

    def one(self, css: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def all(self, css: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def texts(self, who: str) -> list[str]:
        return [e.text for e in self.all(f".row.{who} .bubble")]

    def until(self, check: Callable[[], object], what: str) -> None:
        WebDriverWait(self.driver, 10, ignored_exceptions=[Exception]).until(lambda _: check(), what)

    def greeted(self) -> None:
        self.until(lambda: self.all(".row.machine .key"), "the greeting")

    def say(self, text: str) -> None:
        self.one("#text").send_keys(text + Keys.ENTER)

    def press(self, *keys: str) -> None:
        ActionChains(self.driver).send_keys(*keys).perform()

    def focused(self) -> str:
        return str(self.driver.execute_script("return document.activeElement.id || document.activeElement.innerText"))

    def violations(self) -> list[str]:
        self.driver.execute_script(AXE)
        found = self.driver.execute_async_script(
            "const done = arguments[0];"
            "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
            ".then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html + ' ' + n.failureSummary)"
            ".join(' | '))))"
        )
        return list(found)

    def size(self, width: int, height: int, scale: float = 1) -> None:
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": int(width / scale), "height": int(height / scale), "deviceScaleFactor": scale, "mobile": False},
        )

    def scheme(self, name: str) -> None:
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": name}]}
        )

    def complaints(self) -> list[str]:
        """What the browser's console holds against the page."""
        log = self.driver.get_log("browser")  # type: ignore[no-untyped-call]
        return [str(e["message"]) for e in log if "WebSocket" not in str(e["message"])]


@pytest.fixture
def served(server: EmbeddedServer, town: str, tmp_path: Path) -> Iterator[Served]:
    made = Served(server.url, town, tmp_path / "files")
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    with chromium(tmp_path_factory.mktemp("chromium")) as made:
        yield made


@pytest.fixture
def page(driver: webdriver.Chrome, served: Served) -> Iterator[Page]:
    made = Page(driver, served)
    made.size(1100, 800)
    made.scheme("light")
    yield made
    driver.execute_script("localStorage.clear(); sessionStorage.clear()")
    driver.get("about:blank")


def test_a_question_is_ticked_answered_and_survives_a_reload(page: Page) -> None:
    page.open()
    page.greeted()
    assert page.one("#speaker").text == "Ein Automat antwortet"
    page.say("Was brauche ich für den Ausweis?")
    page.until(lambda: "Personalausweis beantragen" in page.texts("machine")[-1], "the answer")
    assert "gespeichert" in page.one(".row.own .meta").text
    link = page.one(".row.machine a")
    assert link.get_attribute("href") == "https://www.musterstadt.example/termin"
    assert link.get_attribute("rel") == "noopener noreferrer nofollow"
    before = (page.texts("own"), page.texts("machine"))
    page.driver.refresh()
    page.until(lambda: (page.texts("own"), page.texts("machine")) == before, "the same after a reload")
    assert page.complaints() == []


def test_a_button_works_and_older_ones_step_back(page: Page) -> None:
    page.open()
    page.greeted()
    page.say("Ausweis")
    page.until(lambda: len(page.all(".keys")) == 2, "the answer's buttons")
    assert "old" in str(page.all(".keys")[0].get_attribute("class"))
    next(key for key in page.all(".key") if key.text == "Hat geholfen").click()
    page.until(lambda: page.texts("machine")[-1] == "Echo: [yes]", "the press's answer")
    assert page.texts("own") == ["Ausweis", "[yes]"]
    page.all(".key")[0].click()  # an old one still works
    page.until(lambda: page.one("#receipt").is_displayed(), "the receipt")


def test_a_command_that_is_named_is_pressed_and_not_typed(page: Page) -> None:
    page.open()
    page.greeted()
    page.say("Regeln: /netiquette, Stand: /status.")
    page.until(lambda: page.all(".row.machine .command"), "the commands of the echo")
    assert [key.text for key in page.all(".row.machine .command")] == ["/netiquette", "/status"]
    assert page.all(".row.own .command") == [], "what the citizen writes is only words"
    assert not page.violations()
    page.all(".row.machine .command")[1].click()
    page.until(lambda: page.texts("machine")[-1] == "Echo: /status", "the command's answer")
    assert page.texts("own")[-1] == "/status"
    assert page.complaints() == []


@pytest.mark.fault(rows=(65,), promises=("P14",))
def test_hostile_words_are_words(page: Page, served: Served) -> None:
    page.open()
    page.greeted()
    for n, text in enumerate(HOSTILE, start=1):
        page.say(text)
        page.until(lambda n=n: len(page.texts("machine")) == n + 1, "an echo")  # type: ignore[misc]
    assert page.texts("own") == list(HOSTILE)
    assert page.texts("machine")[1:] == [f"Echo: {text}" for text in HOSTILE]
    page.driver.refresh()
    page.until(lambda: len(page.texts("own")) == len(HOSTILE), "the history")
    assert page.texts("own") == list(HOSTILE)
    assert page.driver.execute_script("return window.harmed") is None
    assert page.all(".bubble :is(script, img, svg, b, [onload], [onerror])") == []
    assert all(a.get_attribute("href").startswith("http") for a in page.all(".row a"))  # type: ignore[union-attr]
    assert page.complaints() == []


def test_everything_with_the_keyboard_alone(page: Page) -> None:
    page.open()
    page.greeted()
    page.press(Keys.TAB)
    assert page.focused() == "Zum Eingabefeld springen"
    page.press(Keys.ENTER)
    assert page.focused() == "text"
    page.press("erste Zeile")
    ActionChains(page.driver).key_down(Keys.SHIFT).send_keys(Keys.ENTER).key_up(Keys.SHIFT).perform()
    page.press("zweite Zeile", Keys.ENTER)
    page.until(lambda: page.texts("own") == ["erste Zeile\nzweite Zeile"], "the message")
    assert page.focused() == "text"
    page.driver.execute_script("document.getElementById('menu-button').focus()")
    page.press(Keys.ENTER)
    assert page.one("#menu").is_displayed()
    assert page.focused() == "menu-help"
    page.press(Keys.ENTER)
    assert page.one("#help").is_displayed()
    page.press(Keys.ESCAPE)
    page.until(lambda: page.focused() == "menu-button", "the focus back")
    page.press(Keys.TAB)
    assert page.focused() == "log"
    page.press(Keys.TAB)
    assert page.focused() == "Mensch"
    page.press(" ")
    page.until(lambda: page.one("#receipt").is_displayed(), "the receipt")


def test_a_person_takes_over_and_the_receipt_leads_back(page: Page, served: Served) -> None:
    page.open()
    page.greeted()
    page.say("Mensch")
    page.until(lambda: page.one("#receipt-code").is_displayed(), "the receipt card")
    number, code = page.one("#receipt-no-full").text, page.one("#receipt-code").text
    assert page.one("#speaker").text == "Wartet auf einen Menschen"
    conversation = served.do(served.town.claim)
    served.do(lambda: served.town.reply(conversation, "Guten Tag, **hier Lindner**"))
    page.until(lambda: page.texts("person") == ["Guten Tag, hier Lindner"], "the reply")
    assert page.one("#speaker").text == "Es spricht Petra Lindner (Mensch)"
    assert "Petra Lindner (Mensch)" in page.one(".row.person .meta").text
    history = (page.texts("own"), page.texts("machine"), page.texts("person"))
    page.one("#menu-button").click()
    page.one("#menu-leave").click()
    page.one("#leave button[value=yes]").click()
    page.until(lambda: page.focused() == "ended" or page.one("#ended").is_displayed(), "the end")
    assert page.all(".row") == []
    assert page.driver.execute_script("return localStorage.length") == 0
    page.one("#again").click()
    page.greeted()
    assert page.texts("own") == []
    page.one("#menu-button").click()
    page.one("#menu-return").click()
    page.one("#return-receipt").send_keys(number)
    page.one("#return-code").send_keys("FALSCH" + Keys.ENTER)
    page.until(lambda: page.one("#return-error").text, "the refusal")
    page.one("#return-code").clear()
    page.one("#return-code").send_keys(code.lower() + Keys.ENTER)
    page.until(
        lambda: (page.texts("own"), page.texts("machine"), page.texts("person")) == history, "the same conversation"
    )
    assert not page.one("#return").is_displayed()
    page.say("wieder da")  # and it goes on
    page.until(lambda: "gespeichert" in page.all(".row.own .meta")[-1].text, "the receipt of what is written next")


@pytest.mark.fault(rows=(54,), promises=("P2",))
def test_what_is_written_while_the_server_is_gone_arrives_once_and_in_order(page: Page, served: Served) -> None:
    page.open()
    page.greeted()
    served.stop()
    page.until(lambda: "Verbindung" in page.one("#line-text").text, "word of the lost line")
    for n in range(3):
        page.say(f"offline {n}")
    assert "wartet auf Verbindung" in page.all(".row.own .meta")[0].text
    assert "gesendet, sobald" in page.one("#line-text").text
    page.driver.refresh()  # nothing there to load
    served.start()
    page.open()
    page.until(lambda: len(page.texts("machine")) == 4, "the answers")
    assert page.texts("own") == ["offline 0", "offline 1", "offline 2"]
    assert page.texts("machine")[1:] == ["Echo: offline 0", "Echo: offline 1", "Echo: offline 2"]
    assert page.all("[data-waiting]") == []


def test_the_line_comes_back_by_itself_in_the_open_page(page: Page, served: Served) -> None:
    page.open()
    page.greeted()
    page.say("davor")
    page.until(lambda: len(page.texts("machine")) == 2, "the answer")
    served.stop()
    page.say("dazwischen")
    served.start()
    page.until(lambda: len(page.texts("machine")) == 3, "the answer after the restart")
    page.say("danach")
    page.until(lambda: page.texts("machine")[1:] == ["Echo: davor", "Echo: dazwischen", "Echo: danach"], "all, once")
    assert page.texts("own") == ["davor", "dazwischen", "danach"]


@pytest.mark.fault(rows=(54,))
def test_two_tabs_are_one_citizen(page: Page) -> None:
    page.open()
    page.greeted()
    first = page.driver.current_window_handle
    page.driver.switch_to.new_window("tab")
    try:
        page.open()
        page.greeted()
        page.say("aus dem zweiten")
        page.until(lambda: len(page.texts("machine")) == 2, "the answer")
        page.driver.switch_to.window(first)
        page.until(lambda: page.texts("own") == ["aus dem zweiten"], "the first tab follows")
        page.one("#menu-button").click()
        page.one("#menu-leave").click()
        page.one("#leave button[value=yes]").click()
        page.until(lambda: page.one("#ended").is_displayed(), "the end here")
        page.driver.switch_to.window(page.driver.window_handles[1])
        page.until(lambda: page.one("#ended").is_displayed(), "the end there")
        assert page.all(".row") == []
    finally:
        page.driver.switch_to.window(page.driver.window_handles[1])
        page.driver.close()
        page.driver.switch_to.window(first)


def refuse(page: Page, file: Path) -> None:
    page.one("#file").send_keys(str(file))
    page.until(lambda: f"{file.name}: Diese Art von Datei" in page.one("#note").text, "the refusal")
    assert "PDF" in page.one("#note").text
    assert not page.one("#preview").is_displayed()


def test_files_go_with_the_message_and_a_fake_one_does_not(page: Page, tmp_path: Path) -> None:
    photo, paper = tmp_path / "loch.png", tmp_path / "Antrag Ü.pdf"
    fake, movie = tmp_path / "falsch.png", tmp_path / "film.mp4"
    photo.write_bytes(png())
    paper.write_bytes(samples.PDF)
    fake.write_bytes(b"<html>" * 100)
    movie.write_bytes(b"x" * 100)
    page.open()
    page.greeted()
    refuse(page, fake)
    refuse(page, movie)
    page.one("#file").send_keys(f"{photo}\n{paper}")
    page.until(lambda: page.one("#preview").text.count("bereit") == 2, "the uploads")
    assert page.one("#preview progress, #preview img").tag_name == "img"
    page.say("Schlagloch")
    page.until(lambda: len(page.texts("machine")) == 2, "the answer")
    page.until(lambda: page.all(".row.own a.file"), "the links")
    assert not page.one("#preview").is_displayed()
    assert [link.text for link in page.all(".row.own a.file")] == ["loch.png (54 kB)", "Antrag Ü.pdf (1 kB)"]
    page.until(lambda: page.driver.execute_script("return document.querySelector('.attached img').naturalWidth"), "it")
    page.open()
    page.until(lambda: len(page.all(".row.own a.file")) == 2, "the links after a reload")


def test_a_file_can_be_dropped_pasted_and_taken_away_by_key(page: Page) -> None:
    page.open()
    page.greeted()
    page.driver.execute_script(
        """const made = (name) => { const t = new DataTransfer(); t.items.add(new File(['Grüße'], name)); return t; };
        dispatchEvent(new DragEvent('drop', {dataTransfer: made('gezogen.txt'), bubbles: true, cancelable: true}));
        document.getElementById('text').dispatchEvent(
          new ClipboardEvent('paste', {clipboardData: made('eingefügt.csv'), bubbles: true, cancelable: true}));"""
    )
    page.until(lambda: page.one("#preview").text.count("bereit") == 2, "the uploads")
    remove = page.all("#preview button")[0]
    assert remove.get_attribute("aria-label") == "Entfernen: gezogen.txt"
    remove.send_keys(Keys.ENTER)
    page.until(lambda: len(page.all("#preview li")) == 1, "it to go")
    assert page.driver.switch_to.active_element.get_attribute("id") == "text"
    page.press(Keys.ENTER)
    page.until(lambda: len(page.all(".row.own a.file")) == 1, "the message without words")
    assert page.all(".row.own a.file")[0].text == "eingefügt.csv (1 kB)"


def test_a_text_too_long_is_told_before_it_is_sent(page: Page) -> None:
    page.open()
    page.greeted()
    page.driver.execute_script(
        "const text = document.getElementById('text'); text.value = 'x'.repeat(3990);"
        "text.dispatchEvent(new Event('input'))"
    )
    assert page.one("#count").text == "Noch 10 Zeichen"
    page.one("#text").send_keys("y" * 12)
    assert page.one("#count").text == "2 Zeichen zu viel"
    page.press(Keys.ENTER)
    assert "zu lang" in page.one("#note").text
    assert page.texts("own") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, served: Served, scheme: str, tmp_path: Path) -> None:
    page.scheme(scheme)
    page.open()
    page.greeted()
    page.say("Ausweis")
    page.until(lambda: len(page.all(".keys")) == 2, "the answer")
    page.say("Mensch")
    page.until(lambda: page.one("#receipt-code").is_displayed(), "the receipt")
    conversation = served.do(served.town.claim)
    served.do(lambda: served.town.reply(conversation, "Guten Tag"))
    page.until(lambda: page.texts("person"), "the reply")
    assert page.violations() == []
    for name, data in (("a.png", png()), ("b.pdf", samples.PDF)):
        (tmp_path / name).write_bytes(data)
        page.one("#file").send_keys(str(tmp_path / name))
    page.until(lambda: page.one("#preview").text.count("bereit") == 2, "the uploads")
    assert page.violations() == []
    page.say("Anbei")
    page.until(lambda: len(page.all("a.file")) == 2, "the files")
    assert page.violations() == []
    for button, dialog in (("", "menu"), ("menu-help", "help"), ("menu-return", "return"), ("menu-leave", "leave")):
        page.one("#menu-button").click()
        if button:
            page.one(f"#{button}").click()
        assert page.one(f"#{dialog}").is_displayed()
        assert page.violations() == []
        page.press(Keys.ESCAPE)
    page.size(320, 640)
    assert page.violations() == []
    served.stop()
    page.until(lambda: page.one("#line-text").text, "word of the lost line")
    assert page.violations() == []
    served.start()
    for path in ("privacy", "netiquette?lang=en"):
        page.open(path)
        assert page.violations() == []


@pytest.mark.parametrize(("width", "height", "scale"), [(320, 640, 1), (1280, 800, 2), (1280, 1024, 4)])
def test_nothing_is_cut_off_on_a_phone_or_enlarged(page: Page, width: int, height: int, scale: float) -> None:
    page.size(width, height, scale)
    page.open()
    page.greeted()
    page.say("Ausweis " + "W" * 200)
    page.until(lambda: len(page.all(".keys")) == 2, "the answer")
    assert page.driver.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    assert page.driver.execute_script(
        "const log = document.getElementById('log'); return log.scrollWidth <= log.clientWidth"
    )
    page.driver.execute_script("document.getElementById('send').scrollIntoView()")
    box = page.one("#send").rect
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width / scale


def test_without_script_the_page_says_how_to_reach_the_town(page: Page) -> None:
    page.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        page.open()
        text = page.one("body").text
        assert "JavaScript" in text
        assert "0221 4710 100" in text
        assert "Marktplatz 1" in text
        assert not page.one("#composer").is_displayed()
    finally:
        page.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
        page.open()


def test_in_english(page: Page) -> None:
    page.open("?lang=en")
    page.greeted()
    assert page.one("html").get_attribute("lang") == "en"
    assert page.one("#speaker").text == "A machine answers"
    assert page.one("#send").text == "Send"


def test_the_emergency_banner_comes_to_an_open_page_and_goes(page: Page, served: Served) -> None:
    page.open()
    page.greeted()
    page.complaints()  # those of the pages before
    assert not page.one("#banner").is_displayed()
    now = datetime.now(UTC)
    banner = new_banner(
        text={"de": "Bitte das Trinkwasser abkochen."}, link="https://www.musterstadt.example/wasser",
        ends=now + timedelta(hours=1), by="anna", now=now,
    )  # fmt: skip
    served.do(lambda: served.town.journal.put_up(banner, by="anna"))
    page.until(lambda: page.one("#banner").is_displayed(), "the banner")
    assert "Wichtige Mitteilung: Bitte das Trinkwasser abkochen." in page.one("#banner").text
    assert page.one("#banner").get_attribute("role") == "alert"
    assert page.one("#banner-link").get_attribute("href") == "https://www.musterstadt.example/wasser"
    for scheme in ("light", "dark"):
        page.scheme(scheme)
        assert page.violations() == []
    page.driver.refresh()
    page.until(lambda: page.one("#banner").is_displayed(), "the banner after a reload")
    served.do(lambda: served.town.journal.lower_banner(by="anna"))
    page.until(lambda: not page.one("#banner").is_displayed(), "that it is gone")
    assert page.complaints() == []
