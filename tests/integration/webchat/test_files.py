"""Files in the web chat: what a citizen sends, what comes back, and what nobody gets."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import resource
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.channels.webchat.deps import Limits
from bot.channels.webchat.identity import address_of
from bot.dialogue.events import Attachment, FileRefused, Said
from handoff.enclosure import Enclosure
from handoff.files.clamd import Clamd
from handoff.files.store import Kept
from handoff.files.sweeper import Sweeper
from handoff.journal.store import Store
from tests.files import samples
from tests.files.clamd import ClamdServer, clamd
from tests.webchat.browser import Browser, eventually
from tests.webchat.town import WebTown, serve, web_town

pytestmark = pytest.mark.server

Make = Callable[..., Browser]


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


async def put(
    http: ClientSession, base: str, token: str, body: Any, name: str = "", **headers: str
) -> tuple[int, dict[str, Any]]:
    given = {"Origin": base, "Authorization": f"Bearer {token}", "X-File-Name": name} | headers
    async with http.post(f"{base}/upload", data=body, headers=given) as answer:
        return answer.status, await answer.json() if answer.content_type == "application/json" else {}


def on_disk(town: WebTown) -> list[str]:
    folder = town.deps.files._folder
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@dataclass(frozen=True)
class Case:
    """A file as it is carried, and what it is to become."""

    body: bytes
    name: str
    kind: str
    mime: str
    ending: str


@pytest.mark.parametrize(
    "case",
    [
        Case(samples.JPEG, "IMG%201.jpg", "photo", "image/jpeg", "jpg"),
        Case(samples.png(), "", "photo", "image/png", "png"),
        Case(samples.PDF, "Antrag%20f%C3%BCr.pdf", "document", "application/pdf", "pdf"),
        Case(samples.TEXT, "liste.csv", "document", "text/plain", "txt"),
    ],
)
async def test_a_file_is_on_disk_before_it_is_named(
    musterstadt: WebTown, base: str, browser: Make, http: ClientSession, case: Case
) -> None:
    body, kind, mime = case.body, case.kind, case.mime
    erika = browser()
    await erika.open()
    status, kept = await put(http, base, erika.token, body, case.name)
    ref, shown = kept["ref"], kept["name"]
    assert (status, kept["mime"], kept["size"], kept["held"]) == (200, mime, len(body), False)
    assert re.fullmatch(rf"[\w-]{{32}}\.{case.ending}", ref)
    assert on_disk(musterstadt) == [ref]
    assert await musterstadt.journal.file_owner(ref) is None
    await erika.say("Bitte sehr", attachments=[{"ref": ref, "name": shown, "size": 1, "mime": "text/html"}])
    await erika.until(3)
    said = musterstadt.heard[-1]
    assert isinstance(said, Said)
    assert said.attachments == (
        Attachment(kind=kind, ref=ref, name=shown, mime=mime, size=len(body)),  # type: ignore[arg-type]
    )
    (file,) = erika.shown[1]["files"]
    assert (file["kind"], file.get("name", ""), file["mime"], file["size"]) == (kind, shown, mime, len(body))
    conversation = await musterstadt.journal.file_owner(ref)
    assert conversation
    assert await musterstadt.journal.files_of(conversation) == {ref}
    async with http.get(f"{base}/{file['url']}") as answer:
        assert (answer.status, await answer.read()) == (200, body)


async def test_a_number_in_a_name_is_masked(
    musterstadt: WebTown, base: str, browser: Make, http: ClientSession
) -> None:
    erika = browser()
    await erika.open()
    _, kept = await put(http, base, erika.token, samples.PDF)
    await erika.say("", attachments=[{"ref": kept["ref"], "name": "Konto DE89 3704 0044 0532 0130 00.pdf"}])
    await erika.until(3)
    said = musterstadt.heard[-1]
    assert isinstance(said, Said)
    assert "3704" not in said.attachments[0].name
    assert said.masked == ("iban",)


async def test_where_a_photo_was_taken_is_told_to_its_owner_alone(
    musterstadt: WebTown, base: str, browser: Make, http: ClientSession
) -> None:
    erika = browser()
    await erika.open()
    _, kept = await put(http, base, erika.token, samples.camera_jpeg(latitude=51.43247, longitude=6.88074))
    assert kept["place"] == [51.43247, 6.88074]
    assert b"Kamera" not in await musterstadt.deps.files.read(kept["ref"])
    await erika.say("Loch", attachments=[{"ref": kept["ref"], "place": kept["place"]}])
    await erika.until(3)
    said = musterstadt.heard[-1]
    assert isinstance(said, Said)
    assert (said.attachments[0].latitude, said.attachments[0].longitude) == (51.43247, 6.88074)
    assert "latitude" not in erika.shown[1]["files"][0]


@pytest.mark.fault(rows=(64,))
@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (b"", (422, "broken")),
        (b"\xff\xd8\xff", (422, "broken")),
        (samples.SVG, (415, "type")),
        (b"<html><script>alert(1)</script></html>", (415, "type")),
        (samples.container(("a.docx", samples.docx())), (415, "type")),
        (samples.docx(("word/vbaProject.bin", b"x")), (415, "type")),
        (samples.bomb(), (413, "large")),
        (samples.png(claims=(30_000, 30_000)), (422, "pixels")),
    ],
)
async def test_what_is_refused_leaves_nothing(  # noqa: PLR0917 - fixtures
    musterstadt: WebTown, base: str, browser: Make, http: ClientSession, body: bytes, answer: tuple[int, str]
) -> None:
    erika = browser()
    await erika.open()
    assert await put(http, base, erika.token, body, "harmlos.pdf") == (answer[0], {"why": answer[1]})
    assert on_disk(musterstadt) == []


@pytest.mark.fault(rows=(64,))
async def test_100_megabytes_leave_memory_flat(
    musterstadt: WebTown, base: str, browser: Make, http: ClientSession
) -> None:
    erika = browser()
    await erika.open()
    block, sent = b"\0" * 262_144, 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        yield samples.PDF
        for _ in range(400):
            sent += len(block)
            yield block

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with contextlib.suppress(OSError):  # the server does not read to the end: its answer may be lost on the way
        assert await put(http, base, erika.token, endless()) == (413, {"why": "large"})
    assert sent < 40 << 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # KiB, server and client together
    assert on_disk(musterstadt) == []


@pytest.mark.fault(rows=(64,))
@pytest.mark.parametrize("limits", [Limits(upload_within=0.3)])
async def test_who_carries_a_byte_now_and_then_is_cut_off(
    musterstadt: WebTown, base: str, browser: Make, http: ClientSession
) -> None:
    erika = browser()
    await erika.open()
    host, port = base.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    head = (
        f"POST /upload HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: {base}\r\n"
        f"Authorization: Bearer {erika.token}\r\nContent-Length: 1000\r\n\r\n"
    )
    writer.write(head.encode() + b"%PDF")
    await writer.drain()
    answer = await asyncio.wait_for(reader.read(200), 20)
    assert answer.startswith(b"HTTP/1.1 408")
    assert on_disk(musterstadt) == []
    writer.close()
    assert (await put(http, base, erika.token, samples.PDF))[0] == 200


@pytest.mark.fault(rows=(64,))
async def test_a_large_file_is_refused_announced_or_not(store: Store, town: str, tmp_path: Path) -> None:
    async with (
        web_town(store, town, tmp_path / "files", rules={"size": 2000}) as made,
        serve(made) as server,
        ClientSession() as http,
    ):
        base = str(server.make_url("/")).rstrip("/")
        async with Browser(base) as erika:
            await erika.open()
            assert await put(http, base, erika.token, b"a" * 2001) == (413, {"why": "large"})

            async def unannounced() -> AsyncIterator[bytes]:
                yield b"a" * 1500
                yield b"a" * 1500

            assert await put(http, base, erika.token, unannounced()) == (413, {"why": "large"})
            assert on_disk(made) == []


async def test_strangers_may_not_upload(base: str, browser: Make, http: ClientSession) -> None:
    erika = browser()
    await erika.open()
    assert (await put(http, base, "", samples.JPEG))[0] == 401
    assert (await put(http, base, "a" * 43, samples.JPEG))[0] == 401
    assert (await put(http, base, erika.token, samples.JPEG, Origin="https://evil.test"))[0] == 403
    assert (await put(http, base, erika.token, samples.JPEG, Authorization=f"Basic {erika.token}"))[0] == 401


@pytest.mark.parametrize("limits", [Limits(uploads=2)])
async def test_uploads_are_counted(base: str, browser: Make, http: ClientSession) -> None:
    erika = browser()
    await erika.open()
    assert [(await put(http, base, erika.token, samples.PDF))[0] for _ in range(3)] == [200, 200, 429]


async def test_without_the_store_nothing_is_taken(
    musterstadt: WebTown, base: str, browser: Make, http: ClientSession
) -> None:
    erika = browser()
    await erika.open()
    musterstadt.shaky.away = True
    assert await put(http, base, erika.token, samples.PDF) == (503, {"why": "away"})


async def test_only_an_own_file_that_is_there_can_be_named(
    musterstadt: WebTown, base: str, browser: Make, http: ClientSession
) -> None:
    erika, otto = browser(), browser()
    await erika.open()
    await otto.open()
    sent = await erika.say("hier", attachments=[{"ref": f"{'a' * 32}.jpg"}])
    assert await erika.next("refused") == {"t": "refused", "id": sent, "why": "file", "after": None}
    _, kept = await put(http, base, erika.token, samples.PDF)
    await erika.say("meins", attachments=[{"ref": kept["ref"]}])
    await erika.until(3)
    stolen = await otto.say("meins?", attachments=[{"ref": kept["ref"]}])
    assert (await otto.next("refused"))["id"] == stolen
    await erika.say("meins", attachments=[{"ref": kept["ref"]}])  # once more is nobody's harm
    await erika.until(5)


# -- the way back


async def _replied(
    town: WebTown, base: str, erika: Browser, data: bytes = samples.PDF, name: str = 'Bescheid "Ü".pdf'
) -> str:
    """Petra sends a file; its address as the browser is told."""

    async def chunks() -> AsyncIterator[bytes]:
        yield data

    await erika.open()
    await erika.say("Mensch")
    await erika.until(3)
    conversation = await town.claim()
    kept = await town.deps.files.keep(chunks(), name)
    assert isinstance(kept, Kept)
    await town.reply(
        conversation, "Anbei.", Enclosure(ref=kept.ref, name=kept.name or "bild.jpg", mime=kept.mime, size=kept.size)
    )
    while not erika.shown[-1]["files"]:
        await erika.read()
    return str(erika.shown[-1]["files"][0]["url"])


async def test_a_file_comes_under_our_own_headers(
    musterstadt: WebTown, base: str, browser: Make, http: ClientSession
) -> None:
    erika = browser()
    url = await _replied(musterstadt, base, erika)
    (file,) = erika.shown[-1]["files"]
    assert (file["kind"], file["name"], file["mime"], file["size"]) == (
        "document",
        "Bescheid _Ü.pdf",
        "application/pdf",
        len(samples.PDF),
    )
    async with http.get(f"{base}/{url}") as answer:
        assert (answer.status, answer.content_type, await answer.read()) == (200, "application/pdf", samples.PDF)
        headers = answer.headers
    assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''Bescheid%20_%C3%9C.pdf"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == ("nosniff", "no-store")
    assert "Set-Cookie" not in headers


async def test_the_address_is_bound_to_the_conversations_token(
    musterstadt: WebTown, base: str, browser: Make, http: ClientSession
) -> None:
    erika, otto = browser(), browser()
    url = await _replied(musterstadt, base, erika)
    await otto.open()
    _, ref, key, name = url.split("/")
    wrong = key[:-1] + ("0" if key[-1] != "0" else "1")
    for path in (
        f"file/{ref}/{wrong}/{name}",
        f"file/{'a' * 32}.pdf/{key}/x",
        f"file/..%2F{ref}/{key}/x",
        f"file/{ref}//x",
    ):
        async with http.get(f"{base}/{path}") as answer:
            assert answer.status == 404
    async with http.get(f"{base}/file/{ref}/{key}/virus.exe") as answer:  # a made-up name changes no type
        assert answer.headers["Content-Disposition"].endswith("virus.exe.pdf")
    await erika.send({"t": "leave"})
    await erika.next("left")
    async with http.get(f"{base}/{url}") as answer:
        assert answer.status == 404


# -- orphans, erasure


async def test_what_no_message_names_is_swept_and_the_rest_stays(
    musterstadt: WebTown, base: str, browser: Make, http: ClientSession
) -> None:
    erika = browser()
    await erika.open()
    refs = [(await put(http, base, erika.token, samples.png(4, 4 + i)))[1]["ref"] for i in range(3)]
    musterstadt.working.clear()  # the worker is away: the event waits in the mailbox
    await erika.say("erstes", attachments=[{"ref": refs[0]}])
    await erika.next("stored")
    folder = musterstadt.deps.files._folder
    for ref in refs[:2]:
        os.utime(folder / ref, (time.time() - 90_000,) * 2)
    await Sweeper(musterstadt.journal, musterstadt.deps.files).sweep()
    assert on_disk(musterstadt) == sorted([refs[0], refs[2]])
    musterstadt.working.set()
    await erika.until(3)
    conversation = await musterstadt.journal.find(address_of(erika.token))
    assert conversation
    mine = await musterstadt.journal.files_of(conversation)
    await musterstadt.deps.files.remove(mine)
    await musterstadt.journal.forget_files(conversation, mine)
    assert on_disk(musterstadt) == [refs[2]]
    assert await musterstadt.journal.file_owner(refs[0]) is None


async def test_what_was_named_before_there_was_an_index_is_not_swept(  # noqa: PLR0917 - fixtures
    musterstadt: WebTown, base: str, browser: Make, http: ClientSession, store: Store, town: str
) -> None:
    erika = browser()
    await erika.open()
    ref = (await put(http, base, erika.token, samples.PDF))[1]["ref"]
    await erika.say("da", attachments=[{"ref": ref}])
    await erika.until(3)
    conversation = await musterstadt.journal.file_owner(ref)
    await store.redis.delete(f"bd:{{{town}}}:files", f"bd:{{{town}}}:files:{conversation}")
    folder = musterstadt.deps.files._folder
    os.utime(folder / ref, (time.time() - 90_000,) * 2)
    await Sweeper(musterstadt.journal, musterstadt.deps.files).sweep()
    assert on_disk(musterstadt) == [ref]
    assert await musterstadt.journal.file_owner(ref) == conversation


# -- the scanner


@pytest.fixture
async def scanned(store: Store, town: str, tmp_path: Path) -> AsyncIterator[tuple[WebTown, str, ClamdServer]]:
    async with (
        clamd() as daemon,
        web_town(store, town, tmp_path / "files", scanner=Clamd(daemon.address)) as made,
        serve(made) as server,
    ):
        yield made, str(server.make_url("/")).rstrip("/"), daemon


async def test_a_harmful_file_is_locked_away_told_and_audited(
    scanned: tuple[WebTown, str, ClamdServer], http: ClientSession, store: Store, town: str
) -> None:
    made, base, _ = scanned
    async with Browser(base) as erika:
        await erika.open()
        for _ in range(2):  # told once
            assert await put(http, base, erika.token, samples.EICAR, "rechnung.txt") == (422, {"why": "infected"})

        async def told() -> bool:
            return any(isinstance(event, FileRefused) for event in made.heard)

        await eventually(told)
        assert all(name.startswith("quarantine/") for name in on_disk(made))
        events = [event for event in made.heard if isinstance(event, FileRefused)]
        assert [(event.why, event.name) for event in events] == [("infected", "rechnung.txt")]
        audit: Any = await store.redis.xrange(f"bd:{{{town}}}:audit")
        assert [row for _, row in audit if "file_refused" in row["row"] and "rechnung" not in row["row"]]


async def test_without_a_judgement_a_file_is_held_and_found_out_later(
    scanned: tuple[WebTown, str, ClamdServer], http: ClientSession
) -> None:
    made, base, daemon = scanned
    async with Browser(base) as erika:
        await erika.open()
        daemon.mute = True
        clean = (await put(http, base, erika.token, samples.PDF))[1]
        harmful = (await put(http, base, erika.token, samples.EICAR))[1]
        assert (clean["held"], harmful["held"]) == (True, True)
        await erika.say("zwei", attachments=[{"ref": clean["ref"]}, {"ref": harmful["ref"]}])
        await erika.until(3)
        urls = [file["url"] for file in erika.shown[1]["files"]]
        for url in urls:
            async with http.get(f"{base}/{url}") as answer:
                assert answer.status == 404
        daemon.mute = False
        await Sweeper(made.journal, made.deps.files).sweep()

        async def told() -> bool:
            return any(isinstance(event, FileRefused) for event in made.heard)

        await eventually(told)
        statuses = []
        for url in urls:
            async with http.get(f"{base}/{url}") as answer:
                statuses.append(answer.status)
        assert statuses == [200, 404]
