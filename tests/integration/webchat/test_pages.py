"""Pages, packaged files and uploads over HTTP."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.channels.masking import KINDS
from bot.channels.webchat.routes import routes
from bot.privacynotice import Practice
from handoff.journal.store import Store
from handoff.retention import Terms, everything
from tests.webchat.browser import Browser
from tests.webchat.town import WebTown, serve, web_town

pytestmark = pytest.mark.server


@pytest.fixture
async def http(town_served: object) -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest.mark.parametrize("path", ["/", "/?lang=en", "/netiquette", "/privacy", "/privacy?lang=en", "/static/x/none.js"])
async def test_every_answer_keeps_foreign_code_out(base: str, http: ClientSession, path: str) -> None:
    async with http.get(base + path) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in answer.headers


async def test_the_shell_alone_tells_how_to_reach_the_town(base: str, http: ClientSession) -> None:
    async with http.get(base + "/", headers={"Accept-Language": "de"}) as answer:
        page = await answer.text()
    assert '<html lang="de">' in page
    before_script = page.split('id="log"', maxsplit=1)[0]
    for words in ("Musterstadt", "<noscript>", "0221 4710 100", 'href="tel:02214710100"', "Marktplatz 1"):
        assert words in before_script
    async with http.get(base + "/", headers={"Accept-Language": "en-GB"}) as answer:
        assert "Citizens&#39; office" in await answer.text()


async def test_packaged_files_are_cached_by_their_content(base: str, http: ClientSession) -> None:
    async with http.get(base + "/") as answer:
        found = re.findall(r"static/\w+/[\w.]+", await answer.text())
    assert {name.rsplit("/", 1)[1] for name in found} == {"board.css", "chat.css", "notice.css", "main.js", "icon.svg"}
    async with http.get(f"{base}/{found[0]}") as answer:
        assert answer.status == 200
        assert "immutable" in answer.headers["Cache-Control"]
        etag = answer.headers["ETag"]
    async with http.get(f"{base}/{found[0]}", headers={"If-None-Match": etag}) as answer:
        assert answer.status == 304
    async with http.get(f"{base}/static/older/main.js") as answer:
        assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-cache")
        assert answer.headers["Content-Type"].startswith("text/javascript")


@pytest.mark.parametrize("path", ["/static/x/../deps.py", "/static/x/..%2fdeps.py", "/static/x/deps.py"])
async def test_nothing_else_is_served(base: str, http: ClientSession, path: str) -> None:
    async with http.get(base + path) as answer:
        assert answer.status == 404


async def test_rules_and_privacy_have_their_pages(base: str, http: ClientSession) -> None:
    async with http.get(base + "/netiquette?lang=en") as answer:
        page = await answer.text()
    assert "<b>Fair im Gespräch</b>" in page
    assert '<div lang="de">' in page
    assert "Version 1, to be reviewed by" in page
    async with http.get(base + "/privacy?lang=de") as answer:
        page = await answer.text()
    assert "Verantwortlich für diesen Chat ist die Stadt Musterstadt, Telefon 0221 4710 100" in page
    assert 'href="https://www.musterstadt.example/datenschutz"' in page


@pytest.mark.parametrize(
    ("change", "there", "gone"),
    [
        ({}, "Kontonummern (IBAN)", "Telegram"),
        ({"telegram": "whole"}, "auch die mit unseren Mitarbeitenden", "nur allgemeine Auskünfte"),
        ({"telegram": "general"}, "nur allgemeine Auskünfte", "auch die mit unseren Mitarbeitenden"),
        ({"group": "topics"}, "in einer geschlossenen Telegram-Gruppe", "bekommen über Telegram Bescheid"),
        ({"masks": frozenset({"phone"})}, "<li>Telefonnummern</li>", "Kontonummern (IBAN)"),
        ({"masks": frozenset()}, "so gespeichert, wie sie geschrieben sind", "Kontonummern (IBAN)"),
        ({"files": False}, "Ihre Nachrichten und unsere Antworten", "Aus Fotos wird entfernt"),
        ({"mails": True}, "<h2>E-Mail</h2>", "Telegram"),
    ],
)
async def test_the_page_on_privacy_says_what_is_done(
    musterstadt: WebTown, change: dict[str, Any], there: str, gone: str
) -> None:
    practice = replace(Practice(masks=KINDS, kept=everything(Terms())), **change)

    async def practised() -> Practice:
        return practice

    app = web.Application()
    app.add_routes(routes(replace(musterstadt.deps, practice=practised)))
    async with TestServer(app) as server, ClientSession() as http:
        page = await (await http.get(server.make_url("/privacy?lang=de"))).text()
    assert there in page
    assert gone not in page


async def test_under_a_prefix_and_behind_a_proxy(store: Store, town: str, tmp_path: Path) -> None:
    public = "https://stadt.example/chat/t/musterstadt"
    async with (
        web_town(store, town, tmp_path, prefix="/t/musterstadt", public_url=public) as made,
        serve(made) as server,
        ClientSession() as http,
    ):
        base = str(server.make_url("/t/musterstadt"))
        async with http.get(f"{base}?lang=en", allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (308, "musterstadt/?lang=en")
        async with http.get(f"{base}/") as answer:
            page = await answer.text()
            assert "connect-src 'self' wss://stadt.example;" in answer.headers["Content-Security-Policy"]
        assert not re.search(r'(?:src|href|action)="/', page)
        async with Browser(base, origin="https://stadt.example") as erika:
            await erika.open()
