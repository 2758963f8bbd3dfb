"""Takes the pictures of the chat on a town's own page: a website with its own look and a strict policy."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from config.models import TOWNS_DIR
from tests.e2e.site import Site

COLOUR = "#7a1f2b"
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 120">
<path d="M6 6h88v58c0 28-20 42-44 50C26 106 6 92 6 64z" fill="#fff" stroke="#7a1f2b" stroke-width="8"/>
<path d="M22 84V46h10v8h9v-8h18v8h9v-8h10v38z" fill="#7a1f2b"/><path d="M43 84V72a7 7 0 0 1 14 0v12z" fill="#fff"/>
</svg>"""
CSS = """*{box-sizing:border-box}
body{margin:0;font:17px/1.6 Georgia,"Liberation Serif",serif;color:#222;background:#fff}
header{background:#f4efe6;border-bottom:4px solid #7a1f2b;padding:18px max(20px,calc(50vw - 480px))}
header b{font-size:24px}
nav{font:600 15px system-ui,"Liberation Sans",sans-serif}nav a{color:#7a1f2b;margin-right:22px}
main{max-width:1000px;margin:0 auto;padding:24px 20px 40px}h1{font-size:34px;line-height:1.2;margin:.3em 0}
ul{padding:0;list-style:none;display:grid;grid-template-columns:repeat(auto-fit,minmax(240px,1fr));gap:14px}
li{border:1px solid #d8cfc0;border-radius:6px;padding:14px 18px}li b{display:block;color:#7a1f2b}
footer{background:#2b2b2b;color:#fff;padding:18px max(20px,calc(50vw - 480px));font:15px system-ui,sans-serif}
@media (prefers-color-scheme:dark){body{background:#1b1b1b;color:#eee}
header{background:#26221d}nav a,li b{color:#f0a9a9}
li{border-color:#444}}"""
PAGE = """<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Musterstadt</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/site.css">
<script src="{chat}/embed.js" async></script></head><body>
<header><b>Musterstadt</b><nav><a href="#">Rathaus</a> <a href="#">Leben</a> <a href="#">Wirtschaft</a></nav></header>
<main><h1>Willkommen in Musterstadt</h1>
<p>Vom Personalausweis bis zum Sperrmüll: Hier finden Sie, was Sie für Ihr Anliegen brauchen, wer zuständig ist und
wann geöffnet ist. Das Bürgerbüro am Marktplatz 1 nimmt Anliegen auch ohne Termin an.</p>
<ul><li><b>Ausweis und Pass</b>beantragen, verlängern, Verlust melden</li><li><b>Umzug</b>an-, ab- und ummelden</li>
<li><b>Abfall</b>Termine, Sperrmüll, Wertstoffhof</li><li><b>Familie</b>Kita, Schule, Elterngeld</li>
<li><b>Bauen</b>Anträge, Bebauungspläne</li><li><b>Mängel melden</b>Straße, Licht, Spielplatz</li></ul></main>
<footer>Stadt Musterstadt, Marktplatz 1 · Impressum · Datenschutz · Barrierefreiheit</footer></body></html>"""


def dressed_towns(folder: Path, site: Site) -> Path:
    """The sample town with a colour, a logo and this website."""
    shutil.copytree(TOWNS_DIR / "musterstadt", folder / "musterstadt")
    (folder / "musterstadt" / "wappen.svg").write_text(LOGO, "utf-8")
    with (folder / "musterstadt" / "town.yaml").open("a", encoding="utf-8") as file:
        file.write(
            f'look: {{colour: "{COLOUR}", logo: wappen.svg}}\nembed_origins: ["{site.url("musterstadt", "")}"]\n'
        )
    return folder


def take(driver: webdriver.Chrome, chat: str, site: Site, shoot: Callable[[str], None]) -> None:
    """Closed, open with an answer, something new while closed, and the page of its own."""
    policy = f"default-src 'none'; style-src 'self'; script-src {chat}; frame-src {chat}; base-uri 'none'"
    site.pages["/"] = ({"Content-Security-Policy": policy}, PAGE.format(chat=chat))
    site.pages["/site.css"] = ({"Content-Type": "text/css"}, CSS)

    def until(check: Callable[[webdriver.Chrome], object]) -> None:
        WebDriverWait(driver, 20, 0.05, ignored_exceptions=[Exception]).until(check)

    def corner(css: str) -> str:
        return f"document.querySelector('buergerdraht-chat').shadowRoot.querySelector('{css}')"

    driver.get(site.url("musterstadt"))
    until(lambda d: d.execute_script(f"return {corner('.toggle')}"))
    shoot("embed-closed")
    driver.execute_script(f"{corner('.toggle')}.click()")
    driver.switch_to.frame(driver.execute_script(f"return {corner('iframe')}"))
    until(lambda d: "Automat" in d.find_element(By.ID, "rows").text)
    driver.find_element(By.ID, "text").send_keys("perso verloren" + Keys.ENTER)
    until(lambda d: "Quelle" in d.find_element(By.ID, "rows").text)
    driver.switch_to.default_content()
    shoot("embed-open")
    driver.switch_to.frame(driver.execute_script(f"return {corner('iframe')}"))
    driver.find_element(By.ID, "text").send_keys("Was kostet das?" + Keys.ENTER)
    driver.switch_to.default_content()
    driver.execute_script(f"{corner('.toggle')}.click()")
    until(lambda d: d.execute_script(f"return {corner('.news')}.textContent"))
    shoot("embed-news")
    driver.get(f"{chat}/?lang=de")
    until(lambda d: "Automat" in d.find_element(By.ID, "rows").text)
    time.sleep(0.3)
    shoot("embed-own-page")
