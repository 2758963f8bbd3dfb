"""What pages of the town load, and what keeps all other pages out, over HTTP."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession, WSServerHandshakeError

from faq.look import Logo, Look
from handoff.journal.store import Store
from tests.webchat.browser import Browser
from tests.webchat.town import TOWN, WebTown, serve, web_town

pytestmark = pytest.mark.server

PAGE = "https://www.musterstadt.example"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>'
LOGO = Logo(mime="image/svg+xml", data=base64.b64encode(SVG).decode())


@pytest.fixture
async def http(town_served: object) -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


async def policy(http: ClientSession, url: str) -> str:
    async with http.get(url) as answer:
        return answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/?lang=de", "/netiquette", "/privacy"])
async def test_only_named_websites_may_show_it_in_a_frame(
    musterstadt: WebTown, base: str, http: ClientSession, path: str
) -> None:
    assert "frame-ancestors 'none'" in await policy(http, base + path)
    musterstadt.facts = replace(TOWN, embed_origins=(PAGE, "http://localhost:3000"))  # as soon as the file says so
    found = await policy(http, base + path)
    assert found.endswith(f"; frame-ancestors {PAGE} http://localhost:3000")
    assert "script-src 'self';" in found
    async with http.get(base + path) as answer:
        assert "X-Frame-Options" not in answer.headers
        assert "Set-Cookie" not in answer.headers


async def test_the_line_and_uploads_know_the_same_websites(
    musterstadt: WebTown, base: str, browser: Callable[..., Browser], http: ClientSession
) -> None:
    async def upload(origin: str) -> int:
        async with http.post(f"{base}/upload", headers={"Origin": origin}) as answer:
            return answer.status

    refused = 403
    with pytest.raises(WSServerHandshakeError):
        await browser(origin=PAGE).connect()
    assert await upload(PAGE) == refused
    musterstadt.facts = replace(TOWN, embed_origins=(PAGE,))
    await browser(origin=PAGE).open()
    assert await upload(PAGE) == 401  # no longer for where it comes from
    for other in (f"{PAGE}.evil.test", "https://musterstadt.example", "http://www.musterstadt.example", "null"):
        with pytest.raises(WSServerHandshakeError):
            await browser(origin=other).connect()
        assert await upload(other) == refused


async def test_the_script_tells_the_town_s_words_and_colour(
    musterstadt: WebTown, base: str, http: ClientSession
) -> None:
    musterstadt.facts = replace(TOWN, embed_origins=(PAGE,), look=Look(colour="#7a1f2b"))
    async with http.get(f"{base}/embed.js", headers={"Origin": "https://anywhere.example"}) as answer:
        source = await answer.text()
        assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "public, max-age=300"
        assert "Set-Cookie" not in answer.headers
        etag = answer.headers["ETag"]
    told = json.loads(source[source.rindex('({"origins"') + 1 : source.rindex(")")])
    assert (told["origins"], told["colour"]) == ([PAGE], "#7a1f2b")
    assert told["texts"]["de"]["embed-open"] == "Chat mit der Stadt"
    assert told["texts"]["en"]["embed-frame"] == "Chat with the town of Musterstadt"
    assert told["texts"]["de"]["embed-news-many"] == "{n} neue Nachrichten"
    assert not re.search(r"innerHTML|\beval\b|Function\(|localStorage|cookie", source)
    async with http.get(f"{base}/embed.js", headers={"If-None-Match": etag}) as answer:
        assert answer.status == 304
    musterstadt.facts = replace(musterstadt.facts, embed_origins=())
    async with http.get(f"{base}/embed.js", headers={"If-None-Match": etag}) as answer:
        assert answer.status == 200


async def test_colour_and_logo_dress_every_page(musterstadt: WebTown, base: str, http: ClientSession) -> None:
    async with http.get(f"{base}/") as answer:
        assert "look/" not in await answer.text()
    musterstadt.facts = replace(TOWN, look=Look(colour="#7a1f2b", logo=LOGO))
    for path in ("/", "/privacy", "/netiquette"):
        async with http.get(base + path) as answer:
            sheet, logo = re.findall(r'"(look/\w+/[\w.]+)"', await answer.text())
    async with http.get(f"{base}/{sheet}") as answer:
        assert "--accent:#7a1f2b" in await answer.text()
        assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
        assert "immutable" in answer.headers["Cache-Control"]
    async with http.get(f"{base}/{logo}") as answer:
        assert await answer.read() == SVG
        assert answer.headers["Content-Type"] == "image/svg+xml"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["Content-Security-Policy"].endswith("sandbox")
    musterstadt.facts = replace(TOWN, look=Look(colour="#004d00"))
    async with http.get(f"{base}/{sheet}") as answer:  # an older page asks for the newest
        assert "--accent:#004d00" in await answer.text()
        assert answer.headers["Cache-Control"] == "no-cache"
    async with http.get(f"{base}/{logo}") as answer:
        assert answer.status == 404


async def test_each_town_has_its_own_script_under_its_path(store: Store, town: str, tmp_path: Path) -> None:
    facts = replace(TOWN, name="Nachbarstadt", embed_origins=(PAGE,))
    async with (
        web_town(store, town, tmp_path, prefix="/t/nachbarstadt", facts=facts) as made,
        serve(made) as server,
        ClientSession() as http,
    ):
        base = str(server.make_url("/t/nachbarstadt"))
        async with http.get(f"{base}/embed.js") as answer:
            assert answer.status == 200
            assert PAGE in await answer.text()
        async with http.get(str(server.make_url("/embed.js"))) as answer:
            assert answer.status == 404
