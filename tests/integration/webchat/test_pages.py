"""Pages, packaged files and uploads over HTTP."""

from __future__ import annotations

import re
import zlib
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.channels.webchat.deps import Limits, TelegramUse
from bot.channels.webchat.routes import routes
from bot.dialogue.events import Attachment, Said
from handoff.journal.store import Store
from tests.webchat.browser import Browser
from tests.webchat.town import WebTown, serve, web_town

pytestmark = pytest.mark.server

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\x00" * 500
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 500
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + b"\x00" * 500


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
    assert {name.rsplit("/", 1)[1] for name in found} == {"chat.css", "main.js", "icon.svg"}
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
    async with http.get(base + "/privacy?lang=de") as answer:
        page = await answer.text()
    assert "Verantwortlich für diesen Chat ist die Stadt Musterstadt, Telefon 0221 4710 100" in page
    assert 'href="https://www.musterstadt.example/datenschutz"' in page


@pytest.mark.parametrize(
    ("use", "words"),
    [("off", ""), ("whole", "auch die mit unseren Mitarbeitenden"), ("general", "nur allgemeine Auskünfte")],
)
async def test_the_page_on_privacy_follows_what_telegram_is_used_for(
    musterstadt: WebTown, use: TelegramUse, words: str
) -> None:
    app = web.Application()
    app.add_routes(routes(replace(musterstadt.deps, telegram=lambda: use)))
    async with TestServer(app) as server, ClientSession() as http:
        for lang in ("de", "en"):
            async with http.get(server.make_url(f"/privacy?lang={lang}")) as answer:
                page = await answer.text()
            assert ("Telegram" in page) == (use != "off")
            assert lang == "en" or words in page


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


# -- uploads


async def put(http: ClientSession, base: str, token: str, body: bytes, **headers: str) -> tuple[int, dict[str, object]]:
    given = {"Origin": base, "Authorization": f"Bearer {token}", "Content-Type": "image/jpeg"} | headers
    async with http.post(f"{base}/upload", data=body, headers=given) as answer:
        return answer.status, await answer.json() if answer.content_type == "application/json" else {}


@pytest.mark.parametrize(
    "photo", [(JPEG, "jpg", "image/jpeg"), (PNG, "png", "image/png"), (WEBP, "webp", "image/webp")]
)
async def test_a_photo_is_on_disk_before_it_is_named(
    musterstadt: WebTown,
    base: str,
    browser: Callable[..., Browser],
    http: ClientSession,
    photo: tuple[bytes, str, str],
) -> None:
    body, ending, mime = photo
    erika = browser()
    await erika.open()
    status, kept = await put(http, base, erika.token, body)
    ref = str(kept["ref"])
    assert (status, kept) == (200, {"ref": ref, "mime": mime, "size": len(body)})
    assert re.fullmatch(rf"[\w-]{{32}}\.{ending}", ref)
    assert [path.name for path in musterstadt.deps.files.iterdir()] == [ref]
    assert (musterstadt.deps.files / ref).read_bytes() == body
    await erika.say("Schlagloch", attachments=[{"ref": ref, "size": 1, "mime": "text/html"}])
    await erika.until(3)
    said = musterstadt.heard[-1]
    assert isinstance(said, Said)
    assert said.attachments == (Attachment(kind="photo", ref=ref, mime=mime, size=len(body)),)
    assert erika.shown[1]["files"] == [{"kind": "photo", "size": len(body)}]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xd8",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<html><script>alert(1)</script></html>",
        b"GIF89a" + b"\x00" * 50,
        b"PK\x03\x04" + zlib.compress(b"\x00" * 10_000),
        b"%PDF-1.7" + b"\x00" * 50,
    ],
)
async def test_only_photos_are_taken_whatever_they_are_called(
    musterstadt: WebTown, base: str, browser: Callable[..., Browser], http: ClientSession, body: bytes
) -> None:
    erika = browser()
    await erika.open()
    assert await put(http, base, erika.token, body) == (415, {"why": "type"})
    assert list(musterstadt.deps.files.iterdir()) == []


@pytest.mark.parametrize("limits", [Limits(upload_bytes=2000)])
async def test_a_large_photo_is_refused_announced_or_not(
    musterstadt: WebTown, base: str, browser: Callable[..., Browser], http: ClientSession
) -> None:
    erika = browser()
    await erika.open()
    assert await put(http, base, erika.token, JPEG + b"\x00" * 2000) == (413, {"why": "large"})

    async def stream() -> AsyncIterator[bytes]:
        yield JPEG
        yield b"\x00" * 2000

    headers = {"Origin": base, "Authorization": f"Bearer {erika.token}"}
    async with http.post(f"{base}/upload", data=stream(), headers=headers) as answer:
        assert answer.status == 413
    assert list(musterstadt.deps.files.iterdir()) == []


async def test_strangers_may_not_upload(base: str, browser: Callable[..., Browser], http: ClientSession) -> None:
    erika = browser()
    await erika.open()
    assert (await put(http, base, "", JPEG))[0] == 401
    assert (await put(http, base, "a" * 43, JPEG))[0] == 401
    assert (await put(http, base, erika.token, JPEG, Origin="https://evil.test"))[0] == 403
    assert (await put(http, base, erika.token, JPEG, Authorization=f"Basic {erika.token}"))[0] == 401


@pytest.mark.parametrize("limits", [Limits(uploads=2)])
async def test_uploads_are_counted(base: str, browser: Callable[..., Browser], http: ClientSession) -> None:
    erika = browser()
    await erika.open()
    assert [(await put(http, base, erika.token, PNG))[0] for _ in range(3)] == [200, 200, 429]


async def test_without_the_store_nothing_is_taken(
    musterstadt: WebTown, base: str, browser: Callable[..., Browser], http: ClientSession
) -> None:
    erika = browser()
    await erika.open()
    musterstadt.shaky.away = True
    assert await put(http, base, erika.token, PNG) == (503, {"why": "away"})


async def test_a_photo_that_is_not_there_cannot_be_named(
    musterstadt: WebTown, base: str, browser: Callable[..., Browser], http: ClientSession
) -> None:
    erika = browser()
    await erika.open()
    sent = await erika.say("hier", attachments=[{"ref": f"{'a' * 32}.jpg"}])
    assert await erika.next("refused") == {"t": "refused", "id": sent, "why": "file", "after": None}
