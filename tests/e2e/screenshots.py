"""Takes the pictures of the documentation from a running demo: `python -m tests.e2e.screenshots docs/screenshots`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.desk.town import png
from tests.e2e import conduct_pictures, neighbours, weeks
from tests.e2e.chromium import chromium
from tests.e2e.embed_pictures import dressed_towns, take
from tests.e2e.site import serving_site
from tests.files import samples

WIDE, PHONE = (1180, 780), (390, 780)
PAGES = {
    "search": "/search?q=brunnen",
    "calls": "/callbacks",
    "delivery": "/trouble",
    "duty": "/duty",
    "retention": "/retention",
    "overview": "/overview",
    "reviews": "/reviews",
    "rules": "/account/rules",
    "rules-who": "/rules",
    "notices": "/notices",
    "faq": "/faq",
    "faq-entry": "/faq/personalausweis-verloren",
    "canned": "/admin/canned",
    "departments": "/admin/departments",
    "offices": "/admin/offices",
    "staff": "/admin/staff",
    "member": "/admin/staff/carla",
    "rights": "/rights",
    "rights-review": "/rights/review",
    "approvals": "/approvals",
    "second-factor": "/account/second-factor",
    "device": "/device",
    "audit": "/audit",
    "practice": "/practice",
}
OVERVIEW = """<!doctype html><meta charset="utf-8"><style>
body{margin:0;padding:28px;background:#dfe7ee;display:flex;gap:24px;align-items:flex-start}
img{border-radius:10px;box-shadow:0 6px 24px #0003;display:block}</style>
<img src="chat-phone-light.png" width="330"><img src="desk-case-light.png" width="1000">"""


@contextmanager
def demo(folder: Path, **more: str) -> Iterator[str]:
    """A running demo; yields the one-time link to its desk."""
    log = folder / "out.txt"
    environ = {
        **os.environ,
        "BUERGERDRAHT_DATA_DIR": str(folder / "data"),
        "BUERGERDRAHT_WEB__PORT": "0",
        "NO_COLOR": "1",
        # So that there is a field for an address; nobody is there to take a mail.
        "BUERGERDRAHT_MAIL__HOST": "127.0.0.1",
        "BUERGERDRAHT_MAIL__PORT": "9",
        "BUERGERDRAHT_MAIL__SENDER": "chat@musterstadt.example",
        **more,
    }
    with log.open("w") as out:
        command = [sys.executable, "-c", "from bot.cli import main; main()", "run", "--demo"]
        process = subprocess.Popen(command, stdout=out, env=environ)
        try:
            for _ in range(1200):
                if found := re.search(r"http://\S+/desk/link/\S+", log.read_text("utf-8")):
                    yield found[0]
                    return
                time.sleep(0.1)
            raise TimeoutError("the demo did not start")
        finally:
            process.terminate()
            process.wait(30)


def look(driver: webdriver.Chrome, size: tuple[int, int], scheme: str) -> None:
    """Be as wide and as light as asked."""
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size == PHONE}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)


def shoot(driver: webdriver.Chrome, target: Path, name: str) -> None:
    """Light, dark, and on a phone."""
    for suffix, size, scheme in (("light", WIDE, "light"), ("dark", WIDE, "dark"), ("phone-light", PHONE, "light")):
        look(driver, size, scheme)
        time.sleep(0.4)
        driver.save_screenshot(str(target / f"{name}-{suffix}.png"))
    look(driver, WIDE, "light")


def until(driver: webdriver.Chrome, check: Callable[[webdriver.Chrome], object]) -> None:
    """Look until it holds."""
    WebDriverWait(driver, 15, 0.05, ignored_exceptions=[Exception]).until(check)


def files_both_ways(chat: webdriver.Chrome, desk: webdriver.Chrome, folder: Path, target: Path) -> None:
    """A photo from the citizen, a document from the clerk."""
    photo, plan = folder / "Brunnen.png", folder / "Arbeitsplan.pdf"
    photo.write_bytes(png())
    plan.write_bytes(samples.PDF)
    chat.find_element(By.ID, "file").send_keys(str(photo))
    until(chat, lambda d: "bereit" in d.find_element(By.ID, "preview").text)
    chat.find_element(By.ID, "text").send_keys("So sieht es aus." + Keys.ENTER)
    until(desk, lambda d: d.find_elements(By.CSS_SELECTOR, "#transcript .file img"))
    desk.find_element(By.ID, "attach-file").send_keys(str(plan))
    until(desk, lambda d: "bereit" in str(d.find_element(By.ID, "attach-state").get_property("textContent")))
    desk.find_element(By.ID, "reply-text").send_keys("Danke! Das ist unser Plan.")
    time.sleep(1)
    shoot(desk, target, "desk-files")
    desk.find_element(By.ID, "reply-send").click()
    until(chat, lambda d: "Arbeitsplan.pdf" in d.find_element(By.ID, "rows").text)
    time.sleep(1)
    shoot(chat, target, "chat-files")


def show_login(desk: webdriver.Chrome, target: Path, home: str) -> None:
    """What somebody sees who is not logged in."""
    desk.get(f"{home}/login")
    shoot(desk, target, "desk-login")


def show_together(desk: webdriver.Chrome, target: Path, home: str) -> None:
    """The form for concerns that resemble each other."""
    desk.get(home)
    desk.get(str(desk.find_element(By.CSS_SELECTOR, "#cases .alike").get_attribute("href")))
    shoot(desk, target, "desk-together")


def leave_address(chat: webdriver.Chrome, target: Path) -> None:
    """The field for a mail address."""
    chat.find_element(By.CSS_SELECTOR, "#receipt[open] summary").click()
    chat.find_element(By.ID, "notice-summary").click()
    chat.find_element(By.ID, "notice-mail").send_keys("kim@example.org")
    shoot(chat, target, "chat-mail")
    chat.find_element(By.ID, "notice-go").click()


def show_account(desk: webdriver.Chrome, target: Path, home: str) -> None:
    """A member's own page, and back to the list."""
    desk.get(f"{home}/account")
    desk.find_element(By.ID, "mail").send_keys("anna.sommer@musterstadt.example")
    shoot(desk, target, "desk-account")
    desk.get(home)


def ask_for_call(chat: webdriver.Chrome, target: Path) -> None:
    """The field for a call back."""
    chat.find_element(By.ID, "call-summary").click()
    until(chat, lambda d: d.find_element(By.ID, "call-phone").is_displayed())
    chat.find_element(By.ID, "call-phone").send_keys("0221 4711")
    shoot(chat, target, "chat-call")
    chat.find_element(By.ID, "call-go").click()
    until(chat, lambda d: "022…11" in d.find_element(By.ID, "call-summary").text)


def rest_of_the_desk(desk: webdriver.Chrome, target: Path, home: str) -> None:
    """Every other page, each light, dark and on a phone."""
    for name, path in PAGES.items():
        desk.get(home + path)
        shoot(desk, target, f"desk-{name}")


def overview(browser: webdriver.Chrome, target: Path, folder: Path) -> None:
    """Both sides on one picture."""
    (folder / "overview.html").write_text(
        OVERVIEW.replace('src="', f'src="{target.resolve().as_uri()}/').replace(
            "chat-phone-light", "chat-person-phone-light"
        ),
        "utf-8",
    )
    look(browser, (1410, 760), "light")
    browser.get((folder / "overview.html").as_uri())
    time.sleep(0.4)
    browser.save_screenshot(str(target / "overview.png"))


def embedded(target: Path) -> None:
    """The pictures of the chat on a town's own page."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        site = stack.enter_context(serving_site())
        towns = dressed_towns(folder / "towns", site)
        link = stack.enter_context(demo(folder, BUERGERDRAHT_TOWNS_DIR=str(towns)))
        driver = stack.enter_context(chromium(folder / "citizen"))
        look(driver, WIDE, "light")
        take(driver, link.split("/desk/")[0], site, lambda name: shoot(driver, target, name))


def says(chat: webdriver.Chrome, words: str) -> None:
    """The chat shows these words."""
    until(chat, lambda d: words in d.find_element(By.ID, "rows").text)


def ask_for_person(chat: webdriver.Chrome, base: str, target: Path) -> None:
    """A question with an answer, and one for a person, up to its number."""
    look(chat, WIDE, "light")
    chat.get(base + "/?lang=de")
    says(chat, "Maschine")
    chat.find_element(By.ID, "text").send_keys("perso verloren" + Keys.ENTER)
    says(chat, "Quelle")
    shoot(chat, target, "chat")
    chat.find_element(By.ID, "text").send_keys("Wer repariert den Brunnen auf dem Marktplatz?" + Keys.ENTER)
    for _ in range(6):  # whatever the matcher makes of it, to a person
        time.sleep(1)
        newest = list(chat.find_elements(By.CSS_SELECTOR, "#rows .keys:not(.old) .key"))
        wanted = ("Nichts davon", "Ja, bitte", "Mangel", "Überspringen", "Weiß ich nicht")
        found = next((e for label in wanted for e in newest if label in e.text), None)
        if "Nummer:" in chat.find_element(By.ID, "rows").text or found is None:
            break
        found.click()
    says(chat, "Nummer:")


def main(target: Path) -> None:
    """Take all pictures."""
    target.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        link = stack.enter_context(demo(folder))
        chat = stack.enter_context(chromium(folder / "citizen"))
        desk = stack.enter_context(chromium(folder / "clerk"))

        ask_for_person(chat, link.split("/desk/")[0], target)
        leave_address(chat, target)
        until(chat, lambda d: "k…@" in d.find_element(By.ID, "notice-summary").text)
        look(desk, WIDE, "light")
        home = link.split("/link/")[0]
        show_login(desk, target, home)
        neighbours.write_in(link.split("/desk/")[0])
        conduct_pictures.write_in(link.split("/desk/")[0])
        weeks.fill(folder / "data", datetime.now(UTC))
        desk.get(link)
        desk.find_element(By.CSS_SELECTOR, "form button").click()
        until(desk, lambda d: "Brunnen" in d.find_element(By.ID, "cases").text)
        shoot(desk, target, "desk-list")
        show_account(desk, target, home)
        show_together(desk, target, home)
        desk.get(home)
        desk.find_element(By.PARTIAL_LINK_TEXT, "Brunnen").click()
        until(desk, lambda d: d.find_element(By.ID, "act-claim").is_displayed())
        desk.find_element(By.ID, "act-claim").click()
        says(chat, "Anna Sommer")
        until(desk, lambda d: d.find_element(By.ID, "reply-text").is_displayed())
        desk.find_element(By.ID, "reply-text").send_keys("Guten Tag, der Bauhof ist **morgen** vor Ort.")
        desk.find_element(By.ID, "reply-send").click()
        says(chat, "Bauhof")
        time.sleep(1)
        shoot(chat, target, "chat-person")
        shoot(desk, target, "desk-case")
        files_both_ways(chat, desk, folder, target)
        ask_for_call(chat, target)
        conduct_pictures.take(desk, home, lambda name: shoot(desk, target, name))
        rest_of_the_desk(desk, target, home)
        overview(chat, target, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    embedded(Path(sys.argv[1]))
