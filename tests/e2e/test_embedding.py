"""The chat on other websites' pages, in a real browser: pages as strict as they can be, and what blocks storage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from faq.look import Look
from handoff.journal.embedded import EmbeddedServer
from tests.e2e.chromium import chromium
from tests.e2e.site import Site, serving_site
from tests.e2e.test_webchat_page import AXE, Page, Served
from tests.webchat.town import TOWN

pytestmark = [pytest.mark.server, pytest.mark.browser]

NO_THIRD_PARTY_COOKIES = {"profile.cookie_controls_mode": 1, "profile.block_third_party_cookies": True}
NO_STORAGE = {"profile.default_content_setting_values.cookies": 2}
WIDE, PHONE = (1100, 800), (360, 640)
STRICT = (
    "default-src 'none'; script-src {chat}; frame-src {chat}; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
BODY = """<header><h1>Stadt Musterstadt</h1></header><main><p><a href="#a" id="first">Rathaus</a></p>{text}
<p><a href="#b" id="last">Impressum</a></p></main>"""
HTML = '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Musterstadt</title>'
HTML += '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/site.css">{head}</head>'
HTML += "<body>{body}</body></html>"
# What websites do to everything on their pages.
CSS = """html{font-size:62.5%} *{letter-spacing:.2em;text-transform:uppercase} body>*{opacity:.5;margin:40px}
button{background:#ff0;color:#ff0;transform:rotate(5deg)} iframe,dialog{display:none!important} p{font-size:1.6rem}"""
CORNER = """
const host = document.querySelector('buergerdraht-chat');
return host && host.shadowRoot.querySelector(arguments[0]);
"""

CLOSING = """
const panel = document.querySelector('buergerdraht-chat').shadowRoot.querySelector('#panel');
panel.addEventListener('close', (event) => event.stopImmediatePropagation(), true);
"""


class Visit(Page):
    """A page of a website that carries the chat."""

    def __init__(self, driver: webdriver.Chrome, served: Served, site: Site) -> None:
        super().__init__(driver, served)
        self.site = site
        self.chat = f"http://chat.localhost:{served.port}"

    def go(self, host: str = "stadt", path: str = "/") -> None:
        self.driver.get(self.site.url(host, path))

    def corner(self, css: str) -> WebElement:
        self.until(lambda: self.scripted(CORNER, css), css)
        found: WebElement = self.scripted(CORNER, css)
        return found

    @property
    def toggle(self) -> WebElement:
        return self.corner(".toggle")

    @property
    def expanded(self) -> bool:
        return self.toggle.get_attribute("aria-expanded") == "true"

    def in_corner(self) -> str:
        """What has the focus in the corner: a class or a tag; empty when it is elsewhere."""
        return str(
            self.driver.execute_script(
                "const e = document.querySelector('buergerdraht-chat').shadowRoot.activeElement;"
                "return e ? e.className || e.localName : ''"
            )
        )

    def open_chat(self) -> None:
        self.toggle.click()
        self.enter()
        self.greeted()

    def enter(self) -> None:
        self.until(lambda: self.corner("iframe").is_displayed(), "the frame")
        self.driver.switch_to.frame(self.corner("iframe"))

    def leave(self) -> None:
        self.driver.switch_to.default_content()

    @contextmanager
    def outside(self) -> Iterator[None]:
        self.leave()
        yield
        self.driver.switch_to.frame(self.corner("iframe"))

    def barriers(self) -> list[str]:
        """What axe finds in this document alone."""
        self.driver.execute_script(AXE)
        found = self.driver.execute_async_script(
            "const done = arguments[0]; axe.run({iframes: false}).then(r => done(r.violations.map("
            "v => v.id + ': ' + v.nodes.map(n => n.html + ' ' + n.failureSummary).join(' | '))))"
        )
        return list(found)

    def scripted(self, source: str, *args: Any) -> Any:
        return self.driver.execute_script(source, *args)


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    with serving_site() as made:
        yield made


@pytest.fixture
def served(server: EmbeddedServer, town: str, tmp_path: Path, site: Site) -> Iterator[Served]:
    listed = tuple(site.url(host, "") for host in ("stadt", "verein"))
    facts = replace(TOWN, embed_origins=listed, look=Look(colour="#7a1f2b"))
    made = Served(server.url, town, tmp_path / "files", facts)
    made.start()
    chat = f"http://chat.localhost:{made.port}"
    policy = {"Content-Security-Policy": STRICT.format(chat=chat), "Cross-Origin-Opener-Policy": "same-origin"}
    script = f'<script src="{chat}/embed.js" async></script>'

    def put(path: str, head: str, css: str = "", lang: str = "de", lines: int = 3) -> None:
        body = BODY.format(text="<p>Willkommen in unserer Stadt.</p>" * lines)
        site.pages[path] = (policy, HTML.format(lang=lang, head=head, body=body))

    put("/", script)
    put("/twice", script * 2)
    put("/long", script, lines=80)
    put("/english", script, lang="en-GB")
    put("/without", "")
    put("/left", script.replace("async", 'async data-lang="en" data-side="left"'))
    site.pages["/site.css"] = ({"Content-Type": "text/css"}, "body { font-family: sans-serif }")
    site.pages["/rude"] = (policy, site.pages["/"][1].replace("/site.css", "/rude.css"))
    site.pages["/rude.css"] = ({"Content-Type": "text/css"}, CSS)
    site.pages["/bare"] = ({}, f'<!doctype html><iframe src="{chat}/?lang=de"></iframe>')
    yield made
    made.stop()


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    with chromium(tmp_path_factory.mktemp("chromium"), NO_THIRD_PARTY_COOKIES) as made:
        yield made


def visiting(driver: webdriver.Chrome, served: Served, site: Site) -> Iterator[Visit]:
    made = Visit(driver, served, site)
    made.size(*WIDE)
    made.scheme("light")
    yield made
    made.leave()
    made.driver.get("about:blank")
    assert [c for c in made.complaints() if "Content Security" in c or "Trusted" in c or "Uncaught" in c] == []


@pytest.fixture
def visit(driver: webdriver.Chrome, served: Served, site: Site) -> Iterator[Visit]:
    yield from visiting(driver, served, site)


def test_a_talk_on_a_strict_page_of_another_site(visit: Visit, served: Served) -> None:
    visit.go()
    assert visit.toggle.text == "Chat mit der Stadt"
    assert not visit.expanded
    assert served.town.asked == ["/embed.js"]  # nothing else before somebody opens it
    visit.open_chat()
    assert visit.focused() == "text"
    visit.scripted("document.cookie = 'a=1'")
    assert visit.scripted("return document.cookie") == ""  # such a browser keeps none for us, and we need none
    visit.say("Was brauche ich für den Ausweis?")
    visit.until(lambda: "Personalausweis beantragen" in visit.texts("machine")[-1], "the answer")
    visit.say("Mensch")
    visit.until(lambda: visit.one("#receipt-code").is_displayed(), "the receipt")
    conversation = served.do(served.town.claim)
    served.do(lambda: served.town.reply(conversation, "Guten Tag, hier Lindner"))
    visit.until(lambda: visit.texts("person") == ["Guten Tag, hier Lindner"], "the reply")
    with visit.outside():
        assert visit.expanded
    history = visit.texts("own")
    visit.leave()
    visit.driver.refresh()
    visit.toggle.click()
    visit.enter()
    visit.until(lambda: visit.texts("own") == history, "the same talk after a reload")
    assert not visit.one("#unkept").is_displayed()


def test_a_website_that_is_not_named_gets_neither_button_nor_frame(visit: Visit, served: Served) -> None:
    visit.go("fremd")
    visit.until(lambda: any("embed_origins" in c for c in visit.complaints()), "word for whoever put it there")
    assert visit.all("buergerdraht-chat") == []
    visit.go("fremd", "/bare")
    visit.until(lambda: any("frame-ancestors" in c for c in visit.complaints()), "the browser's refusal")
    visit.driver.switch_to.frame(0)
    assert visit.all("#rows") == []
    visit.leave()
    assert "/ws" not in served.town.asked
    visit.go("stadt", "/bare")  # a plain frame on a page that is named works without the script
    visit.driver.switch_to.frame(0)
    visit.greeted()


def test_two_sites_are_two_citizens_and_the_receipt_leads_over(visit: Visit) -> None:
    visit.go("stadt")
    visit.open_chat()
    visit.say("vom Rathaus aus")
    visit.until(lambda: len(visit.texts("machine")) == 2, "the answer")
    visit.say("Mensch")
    visit.until(lambda: visit.one("#receipt-code").is_displayed(), "the receipt")
    number, code = visit.one("#receipt-no-full").text, visit.one("#receipt-code").text
    visit.leave()
    visit.go("verein")
    visit.open_chat()
    assert visit.texts("own") == []
    visit.one("#menu-button").click()
    visit.one("#menu-return").click()
    visit.one("#return-receipt").send_keys(number)
    visit.one("#return-code").send_keys(code + Keys.ENTER)
    visit.until(lambda: visit.texts("own") == ["vom Rathaus aus", "Mensch"], "the same talk")


def test_what_comes_while_it_is_closed_is_counted_and_said(visit: Visit, served: Served) -> None:
    visit.go()
    visit.open_chat()
    visit.say("Mensch")
    visit.until(lambda: visit.one("#receipt-code").is_displayed(), "the receipt")
    conversation = served.do(served.town.claim)
    visit.press(Keys.ESCAPE)
    visit.leave()
    visit.until(lambda: not visit.expanded, "the end of the frame")
    served.do(lambda: served.town.reply(conversation, "Guten Tag"))
    visit.until(
        lambda: "neue Nachricht" in str(visit.corner("[role=status]").get_attribute("textContent")), "word of it"
    )
    news = visit.corner(".news").text
    served.do(lambda: served.town.reply(conversation, "Sind Sie noch da?"))
    visit.until(lambda: int(visit.corner(".news").text) == int(news) + 1, "the next")
    assert "neue Nachrichten" in str(visit.toggle.get_attribute("textContent"))
    assert visit.barriers() == []
    visit.toggle.click()
    assert not visit.corner(".news").is_displayed()
    visit.enter()
    visit.until(lambda: visit.texts("person") == ["Guten Tag", "Sind Sie noch da?"], "the replies")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_with_the_keyboard_alone(visit: Visit, size: tuple[int, int]) -> None:
    visit.size(*size)
    visit.go()
    assert visit.toggle.is_displayed()
    for _ in range(3):  # the page's two links, then the button
        visit.press(Keys.TAB)
    assert visit.in_corner() == "toggle"
    visit.press(Keys.ENTER)
    assert visit.expanded
    assert visit.in_corner() == "iframe"
    visit.enter()
    visit.greeted()
    visit.until(lambda: visit.focused() == "text", "the field")
    visit.press("Ausweis", Keys.ENTER)
    visit.until(lambda: len(visit.texts("machine")) == 2, "the answer")
    visit.press(Keys.TAB, Keys.TAB)  # past the send button and out of the frame: it holds nobody
    with visit.outside():
        assert visit.in_corner() != "iframe"
    visit.one("#menu-button").click()
    assert visit.one("#menu").is_displayed()
    visit.press(Keys.ESCAPE)  # the menu alone
    visit.until(lambda: not visit.one("#menu").is_displayed(), "the menu's end")
    with visit.outside():
        assert visit.expanded
    visit.press(Keys.ESCAPE)
    visit.leave()
    visit.until(lambda: not visit.expanded, "the end of the frame")
    assert visit.in_corner() == "toggle"
    visit.press(" ")
    assert visit.expanded
    if size == PHONE:
        visit.press(Keys.TAB)
        visit.corner(".close").click()
    else:
        visit.toggle.click()
    visit.until(lambda: not visit.expanded, "the end of the frame")
    assert visit.in_corner() == "toggle"
    ActionChains(visit.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
    assert visit.focused() == "last"


def test_on_a_phone_nothing_of_the_page_is_hidden(visit: Visit) -> None:
    visit.size(*PHONE)
    visit.go(path="/long")
    bar = visit.toggle.rect
    width = visit.scripted("return document.documentElement.clientWidth")
    assert (bar["x"], bar["width"], bar["y"] + bar["height"]) == (0, width, PHONE[1])
    visit.scripted("scrollTo(0, document.documentElement.scrollHeight)")
    below = "return document.getElementById('last').getBoundingClientRect().bottom"
    assert visit.scripted(below) <= bar["y"]
    visit.scripted("scrollTo(0, 0); document.getElementById('last').focus()")
    visit.until(lambda: visit.scripted(below) <= bar["y"], "the focus above the bar")
    visit.size(*WIDE)
    visit.until(
        lambda: visit.scripted("return getComputedStyle(document.documentElement).paddingBottom") == "0px", "room"
    )


@pytest.mark.parametrize(("width", "height", "scale"), [(320, 640, 1), (1280, 900, 2), (1280, 1024, 4), (740, 360, 1)])
def test_narrow_or_enlarged_everything_is_there(visit: Visit, width: int, height: int, scale: float) -> None:
    visit.size(width, height, scale)
    visit.go()
    assert visit.scripted("return document.documentElement.scrollWidth <= innerWidth")
    visit.open_chat()
    visit.say("Ausweis " + "W" * 200)
    visit.until(lambda: len(visit.all(".keys")) == 2, "the answer")
    assert visit.scripted("return document.documentElement.scrollWidth <= innerWidth")
    if visit.scripted("return innerHeight > 400"):  # else everything scrolls as one
        assert visit.scripted("return document.documentElement.scrollHeight <= innerHeight"), "two scroll bars"
    with visit.outside():
        close = visit.corner(".close")
        assert close.is_displayed()
        box = close.rect
        assert box["y"] + box["height"] <= height / scale + 1
        close.click()
        visit.until(lambda: not visit.expanded, "the end")
        visit.toggle.click()


def test_a_turn_from_wide_to_narrow_keeps_the_talk(visit: Visit) -> None:
    visit.go()
    visit.open_chat()
    visit.one("#text").send_keys("halb geschrieb")
    with visit.outside():
        visit.size(*PHONE)
        visit.until(lambda: visit.corner(".close").is_displayed(), "the bar")
        assert visit.expanded
        visit.until(lambda: visit.in_corner() == "iframe", "the focus in the frame")
    visit.until(lambda: visit.focused() == "text", "the field")
    visit.until(lambda: visit.scripted("return document.hasFocus()"), "the keyboard")
    assert visit.one("#text").get_attribute("value") == "halb geschrieb"
    with visit.outside():
        visit.size(*WIDE)
        visit.until(lambda: not visit.corner(".close").is_displayed(), "the corner")
        assert visit.expanded
        assert visit.corner("iframe").is_displayed()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing(visit: Visit, served: Served, scheme: str, size: tuple[int, int]) -> None:
    visit.scheme(scheme)
    visit.size(*size)
    visit.go()
    assert visit.toggle.is_displayed()
    assert visit.barriers() == []

    def clean(state: str) -> None:
        assert visit.violations() == [], state
        with visit.outside():
            assert visit.barriers() == [], state

    visit.open_chat()
    clean("greeting")
    visit.say("Ausweis")
    visit.until(lambda: len(visit.all(".keys")) == 2, "the answer")
    clean("answer with buttons")
    visit.scripted("arguments[0].click()", visit.all(".keys:not(.old) .key")[0])
    visit.until(lambda: "[yes]" in visit.texts("machine")[-1], "the press's answer")
    visit.say("Mensch")
    visit.until(lambda: visit.one("#receipt-code").is_displayed(), "the receipt")
    clean("waiting")
    conversation = served.do(served.town.claim)
    served.do(lambda: served.town.reply(conversation, "Guten Tag"))
    visit.until(lambda: visit.texts("person"), "the reply")
    clean("with staff")
    for button, dialog in (("", "menu"), ("menu-help", "help"), ("menu-return", "return"), ("menu-leave", "leave")):
        visit.one("#menu-button").click()
        if button:
            visit.one(f"#{button}").click()
        assert visit.one(f"#{dialog}").is_displayed()
        clean(dialog)
        visit.press(Keys.ESCAPE)
        visit.until(lambda d=dialog: not visit.one(f"#{d}").is_displayed(), "its end")  # type: ignore[misc]
    served.stop()
    visit.until(lambda: visit.one("#line-text").text, "word of the lost line")
    clean("offline")
    served.start()


def test_a_chat_that_is_away_can_be_closed_and_says_how_to_reach_the_town(visit: Visit, served: Served) -> None:
    visit.size(*PHONE)
    visit.go()
    assert visit.toggle.is_displayed()
    served.stop()
    visit.toggle.click()
    visit.until(lambda: visit.corner(".silent").is_displayed(), "word of it")
    assert "0221 4710 100" in visit.corner(".silent").text
    assert visit.barriers() == []
    visit.corner(".close").click()
    visit.until(lambda: not visit.expanded, "the end")
    assert visit.in_corner() == "toggle"
    served.start()


def test_the_page_is_left_as_it_was(visit: Visit) -> None:
    # But for what the browser's driver leaves there.
    names = "return Object.getOwnPropertyNames(window).filter(n => !/^(ret_|cdc_|se_|[$])/.test(n)).sort()"
    visit.go(path="/without")
    before = visit.scripted(names)
    visit.go(path="/twice")
    visit.open_chat()
    visit.leave()
    assert visit.scripted(names) == before
    assert len(visit.all("buergerdraht-chat")) == 1
    assert visit.scripted("return document.querySelectorAll('style, [style], iframe').length") == 0
    assert visit.scripted("return document.cookie + localStorage.length") == "0"


def test_rude_style_sheets_do_not_reach_it(visit: Visit) -> None:
    visit.go()
    looks = """const root = document.querySelector('buergerdraht-chat').shadowRoot;
        const s = getComputedStyle(root.querySelector('.toggle'));
        return [s.backgroundColor, s.color, s.fontSize, s.letterSpacing, s.textTransform, s.transform, s.height]"""
    assert visit.toggle.is_displayed()
    usual = visit.scripted(looks)
    assert usual[:3] == ["rgb(122, 31, 43)", "rgb(255, 255, 255)", "16px"]
    visit.go(path="/rude")
    assert visit.toggle.is_displayed()
    assert visit.scripted(looks) == usual
    assert visit.scripted("return getComputedStyle(document.querySelector('buergerdraht-chat')).opacity") == "1"
    visit.open_chat()


def test_language_and_side_as_the_page_says(visit: Visit) -> None:
    visit.go(path="/english")
    assert visit.toggle.text == "Chat with the town"
    visit.go(path="/left")
    assert visit.toggle.text == "Chat with the town"
    assert visit.toggle.rect["x"] < 100
    visit.open_chat()
    assert visit.one("html").get_attribute("lang") == "en"


def test_messages_of_others_are_not_heard(visit: Visit) -> None:
    visit.go()
    visit.open_chat()
    visit.scripted("parent.postMessage({buergerdraht: 'news', n: 'x<b>'}, '*')")
    visit.leave()
    visit.scripted("postMessage({buergerdraht: 'close'}, '*')")  # the page itself is not the chat
    visit.scripted(
        "const f = document.createElement('iframe'); document.body.append(f); f.name = 'other';"
        "f.contentWindow.parent.postMessage({buergerdraht: 'close'}, '*')"
    )
    visit.enter()
    # To the chat only its page may speak: this comes from within.
    visit.scripted("postMessage({buergerdraht: 'closed'}, '*')")
    visit.say("noch da")
    visit.until(lambda: len(visit.texts("machine")) == 2, "the answer")
    visit.leave()
    assert visit.expanded
    assert not visit.corner(".news").is_displayed()


def told(node: dict[str, Any]) -> tuple[str, str]:
    """Role and name of a node of the tree that screen readers read."""
    return str(node["role"]["value"]), str(node.get("name", {}).get("value", ""))


def test_what_a_screen_reader_is_told(visit: Visit, served: Served) -> None:
    def tree() -> list[dict[str, Any]]:
        nodes = visit.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
        return [node for node in nodes if not node["ignored"]]

    def state(node: dict[str, Any], name: str) -> Any:
        return next((p["value"]["value"] for p in node["properties"] if p["name"] == name), None)

    def toggle(words: str) -> dict[str, Any]:
        return next(node for node in tree() if told(node) == ("button", words))

    visit.go()
    assert visit.toggle.is_displayed()
    assert ("region", "Chat mit der Stadt Musterstadt") in map(told, tree())
    assert state(toggle("Chat mit der Stadt"), "expanded") is False
    visit.open_chat()
    names = list(map(told, tree()))  # of the page
    assert ("dialog", "Chat mit der Stadt Musterstadt") in names
    assert ("Iframe", "Chat mit der Stadt Musterstadt") in names
    assert state(toggle("Chat schließen"), "expanded") is True
    assert visit.one("html").get_attribute("lang") == "de"
    assert visit.one("#log").get_attribute("role") == "log"
    visit.until(lambda: visit.one("#log").get_attribute("aria-live") == "polite", "new messages are read out")
    assert visit.one("#speaker").get_attribute("role") == "status"
    assert visit.one("h1").get_attribute("textContent").startswith("Chat mit der Stadt Musterstadt")  # type: ignore[union-attr]
    visit.say("Mensch")
    visit.until(lambda: visit.one("#receipt-code").is_displayed(), "the receipt")
    conversation = served.do(served.town.claim)
    visit.leave()
    visit.toggle.click()
    served.do(lambda: served.town.reply(conversation, "Guten Tag"))
    visit.until(lambda: visit.corner(".news").text, "the news")
    assert any(role == "button" and "neue Nachricht" in name for role, name in map(told, tree()))
    assert any(role == "status" for role, _ in map(told, tree()))


def test_what_comes_while_the_chat_is_being_closed_is_news_too(visit: Visit, served: Served) -> None:
    visit.go()
    visit.open_chat()
    visit.say("Mensch")
    visit.until(lambda: visit.one("#receipt-code").is_displayed(), "the receipt")
    conversation = served.do(served.town.claim)
    visit.until(lambda: "claimed" in visit.texts("machine")[-1], "who has it")  # a message too
    visit.leave()
    visit.scripted(CLOSING)  # on a busy machine the event comes after the message
    visit.toggle.click()
    for n in (1, 2):
        served.do(lambda: served.town.reply(conversation, "Guten Tag"))
        visit.until(lambda: visit.corner(".news").text == str(n), "the news")  # noqa: B023 (asked at once)
    visit.toggle.click()
    assert visit.corner(".news").text == ""
    visit.enter()
    visit.until(lambda: visit.texts("person") == ["Guten Tag"] * 2, "both")


@pytest.fixture(scope="session")
def forgetful(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    with chromium(tmp_path_factory.mktemp("forgetful"), NO_STORAGE) as made:
        yield made


@pytest.fixture
def unkept(forgetful: webdriver.Chrome, served: Served, site: Site) -> Iterator[Visit]:
    yield from visiting(forgetful, served, site)


def throws(page: Page) -> bool:
    return bool(page.driver.execute_script("try { localStorage.length; return false } catch { return true }"))


def test_without_storage_the_talk_lasts_as_long_as_the_window_and_says_so(unkept: Visit) -> None:
    unkept.go()
    unkept.open_chat()
    assert throws(unkept)
    assert "Das Gespräch endet mit diesem Fenster" in unkept.one("#unkept").text
    assert unkept.one("#unkept-window").is_displayed()
    assert unkept.violations() == []
    unkept.say("Mensch")
    unkept.until(lambda: unkept.one("#receipt-code").is_displayed(), "the receipt, open")
    unkept.until(lambda: "jetzt auf" in unkept.one("#note").text, "word to keep it")
    number, code = unkept.one("#receipt-no-full").text, unkept.one("#receipt-code").text
    unkept.leave()
    unkept.driver.refresh()
    unkept.open_chat()
    assert unkept.texts("own") == []
    unkept.one("#unkept-return").click()
    unkept.one("#return-receipt").send_keys(number)
    unkept.one("#return-code").send_keys(code + Keys.ENTER)
    unkept.until(lambda: unkept.texts("own") == ["Mensch"], "the same talk")
    unkept.say("bin wieder da")
    unkept.until(lambda: "gespeichert" in unkept.all(".row.own .meta")[-1].text, "it goes on")


def test_the_town_s_colour_is_in_the_frame_and_on_the_page_of_its_own(
    visit: Visit, scheme_colours: Callable[[], tuple[str, str]]
) -> None:
    visit.go()
    visit.open_chat()
    framed = scheme_colours()
    visit.leave()
    visit.driver.get(f"{visit.chat}/?lang=de")
    visit.greeted()
    assert scheme_colours() == framed
    assert framed[0] == "rgb(122, 31, 43)"
    assert framed[1] != framed[0]


@pytest.fixture
def scheme_colours(visit: Visit) -> Callable[[], tuple[str, str]]:
    """The colour of what is pressed, in light and in dark."""

    def colours() -> tuple[str, str]:
        found = []
        for scheme in ("light", "dark"):
            visit.scheme(scheme)
            send = visit.driver.find_element(By.ID, "send")
            found.append(str(visit.scripted("return getComputedStyle(arguments[0]).backgroundColor", send)))
        return found[0], found[1]

    return colours
