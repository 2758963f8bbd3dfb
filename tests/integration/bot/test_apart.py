"""One town's trouble does not touch the others: the doors are open from the start, each town's pages with the town."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.app import App
from bot.health import Health
from bot.metrics import Metrics
from bot.opening import make_journal
from bot.publishing import publish
from bot.upgrading import Companions
from config.settings import Settings, load
from faq.errors import FilesBroken
from handoff.journal.embedded import EmbeddedServer
from handoff.journal.hints import Hints
from handoff.journal.lookout import Lookout
from handoff.journal.schema import SCHEMA, claim_schema
from handoff.journal.store import TOWNS_AT_ONCE, Store
from tests.faults.town import write_town

pytestmark = pytest.mark.server
LONG = 30.0
"""Seconds in which a machine under load does what takes moments."""
Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a town's folder."""
    made = write_town(tmp_path / "made")

    def one(town: str) -> Path:
        return Path(shutil.copytree(made, tmp_path / "towns" / town))

    return one


class Site:
    """A process of the program, as its visitors see it."""

    def __init__(self, port: int, http: aiohttp.ClientSession, running: asyncio.Task[None]) -> None:
        self.running = running
        self._url = f"http://127.0.0.1:{port}"
        self._http = http

    def at(self, port: int) -> Site:
        """Another address of it."""
        return Site(port, self._http, self.running)

    async def get(self, path: str) -> tuple[int, str, aiohttp.ClientResponse]:
        async with self._http.get(self._url + path, allow_redirects=False) as answer:
            return answer.status, await answer.text(), answer

    async def answers(self, path: str, status: int) -> str:
        """What is there, once it is answered so."""
        async with asyncio.timeout(LONG):
            while True:
                try:
                    found, text, _ = await self.get(path)
                except aiohttp.ClientConnectionError:
                    found, text = 0, ""
                if found == status:
                    return text
                await asyncio.sleep(0.05)


Served = Callable[..., AbstractAsyncContextManager[Site]]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def settings_of(server: EmbeddedServer, folder: Path, port: int, **more: str) -> Settings:
    return load(
        environ={
            "REDIS_URL": server.url,
            "BUERGERDRAHT_TOWNS_DIR": str(folder / "towns"),
            "BUERGERDRAHT_DATA_DIR": str(folder),
            "BUERGERDRAHT_WEB__PORT": str(port),
            "BUERGERDRAHT_WATCHDOG__SECONDS": "0",
            **more,
        }
    )


@pytest.fixture
def served(server: EmbeddedServer, tmp_path: Path) -> Served:
    """Runs a process over the towns that were written."""

    @asynccontextmanager
    async def run(*roles: str, **more: str) -> AsyncIterator[Site]:
        port = free_port()
        app = App(settings_of(server, tmp_path, port, **more), frozenset(roles), None, make_journal, SCHEMA)
        running = asyncio.create_task(app.run())
        try:
            async with aiohttp.ClientSession() as http:
                yield Site(port, http, running)
        finally:
            if not running.done():
                os.kill(os.getpid(), signal.SIGTERM)
            async with asyncio.timeout(LONG):
                await running

    return run


async def publish_town(store: Store, folder: Path) -> None:
    town = folder.name
    await claim_schema(store, town, SCHEMA)
    settings = load(environ={"BUERGERDRAHT_TOWNS_DIR": str(folder.parent), "BUERGERDRAHT_DATA_DIR": str(folder.parent)})
    await publish(make_journal(settings, store, town, Hints(store, [town])), folder)


async def test_a_town_without_a_release_keeps_no_others_pages_shut(
    served: Served, write: Write, store: Store, town: str
) -> None:
    waits, works = f"{town}a", f"{town}b"
    folder = write(waits)
    await publish_town(store, write(works))
    async with served("web") as site:
        assert await site.answers("/livez", 200) == "ok\n"
        assert "<html" in await site.answers(f"/t/{works}/", 200)
        assert await site.answers("/readyz", 200) == f"ok\n{waits}: not open: no FAQ published yet\n"
        figures = await site.answers("/metrics", 200)
        assert f'buergerdraht_town_trouble{{town="{waits}"}} 1.0' in figures
        assert f'buergerdraht_town_trouble{{town="{works}"}} 0.0' in figures
        for path in ("", "/", "/ws", "/desk", "/desk/queue"):
            status, text, answer = await site.get(f"/t/{waits}{path}")
            assert (status, answer.headers["Retry-After"]) == (503, "10")
            assert "Diese Seite ist gerade nicht erreichbar" in text
            assert "This page is not available" in text
        assert (await site.get(f"/t/{town}c/"))[0] == 404  # nobody's

        await publish_town(store, folder)
        assert "<html" in await site.answers(f"/t/{waits}/", 200)
        assert await site.answers("/readyz", 200) == "ok\n"
        assert (await site.get(f"/t/{waits}/nothing"))[0] == 404


async def test_the_gate_of_a_desk_is_shut_though_the_server_runs_before_it(
    served: Served, write: Write, store: Store, town: str
) -> None:
    await publish_town(store, write(town))
    async with served("web") as site:
        await site.answers("/readyz", 200)
        for desk in ("/desk", "/uebung/desk"):
            status, _, answer = await site.get(f"{desk}/search")
            assert (status, answer.headers["Location"].startswith(f"{desk}/login")) == (303, True)
            assert "Content-Security-Policy" in answer.headers


async def test_desk_and_figures_on_addresses_of_their_own_are_there_from_the_start_too(
    served: Served, write: Write, store: Store, town: str
) -> None:
    folder = write(town)
    desk, figures = free_port(), free_port()
    apart = {
        "BUERGERDRAHT_WEB__DESK__PORT": str(desk),
        "BUERGERDRAHT_WEB__DESK__PUBLIC_URL": f"http://127.0.0.1:{desk}",
        "BUERGERDRAHT_WEB__METRICS__PORT": str(figures),
    }
    async with served("web", **apart) as site:
        await site.answers("/", 503)
        await site.at(desk).answers("/desk", 503)
        assert f'buergerdraht_town_trouble{{town="{town}"}}' in await site.at(figures).answers("/metrics", 200)
        await publish_town(store, folder)
        await site.answers("/", 200)
        await site.answers("/desk", 404)
        await site.answers("/metrics", 404)
        await site.at(desk).answers("/desk/search", 303)
        await site.at(desk).answers("/", 404)


async def test_a_process_whose_towns_are_all_shut_is_not_ready(served: Served, write: Write, town: str) -> None:
    folder = write(town)
    async with served("web") as site:
        said = await site.answers("/readyz", 503)
        while said.startswith("opening"):
            said = await site.answers("/readyz", 503)
        assert said == f"no town can take anything in\n{town}: not open: no FAQ published yet\n"
        await site.answers("/livez", 200)
        await site.answers("/", 503)
    assert folder.exists()


async def told(capsys: pytest.CaptureFixture[str], end: str) -> str:
    """What the terminal shows, up to there."""
    said = ""
    async with asyncio.timeout(LONG):
        while end not in said:
            said += capsys.readouterr().out
            await asyncio.sleep(0.02)
    return said


async def test_a_town_whose_files_are_broken_is_opened_when_they_are_mended(
    served: Served, write: Write, town: str, capsys: pytest.CaptureFixture[str]
) -> None:
    broken, works = f"{town}a", f"{town}b"
    write(works)
    file = write(broken) / "town.yaml"
    good = file.read_text("utf-8")
    file.write_text("name: [", "utf-8")
    async with served("all") as site:
        assert await site.answers("/readyz", 200) == f"ok\n{broken}: not open: its files are broken\n"
        await site.answers(f"/t/{works}/", 200)
        await site.answers(f"/t/{broken}/", 503)
        said = await told(capsys, "Ctrl-C")
        assert re.search(rf"/t/{works}/desk/setup/\S+$", said, re.MULTILINE)
        assert re.search(rf"^{broken}\n +Not open +its files are broken; it is tried again$", said, re.MULTILINE)
        file.write_text(good, "utf-8")
        await site.answers(f"/t/{broken}/", 200)
        assert await site.answers("/readyz", 200) == "ok\n"
        said = await told(capsys, "Ctrl-C")
        assert re.search(rf"/t/{broken}/desk/setup/\S+$", said, re.MULTILINE)  # who runs it sees how to get in
        assert works not in said
        assert "Not open" not in said


async def test_where_no_town_can_be_opened_the_process_ends_and_says_why(
    served: Served, write: Write, town: str
) -> None:
    for letter in "ab":
        (write(f"{town}{letter}") / "town.yaml").write_text("name: [", "utf-8")
    with pytest.raises(FilesBroken, match=r"town\.yaml"):
        async with served("worker") as site:
            await asyncio.wait([site.running], timeout=LONG)


async def test_a_town_that_only_waits_for_its_release_is_no_failed_one(
    served: Served, write: Write, store: Store, town: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.townopening.AGAIN_SECONDS", 0.1)
    waits, broken = f"{town}a", f"{town}b"
    folders = {name: write(name) for name in (waits, broken)}
    texts = {name: folder / "texts" / "de.ftl" for name, folder in folders.items()}
    for file in texts.values():
        file.parent.mkdir(exist_ok=True)
    texts[waits].write_bytes(b"\xff")
    async with served("web") as site:
        await site.answers("/livez", 200)
        no_release, unknown = "not open: no FAQ published yet", "not open: it cannot be opened; the log says why"
        await says(site, f"{waits}: {unknown}", f"{broken}: {no_release}")
        texts[waits].unlink()
        await says(site, f"{waits}: {no_release}", f"{broken}: {no_release}")
        texts[broken].write_bytes(b"\xff")
        await publish_town(store, folders[broken])
        await says(site, f"{waits}: {no_release}", f"{broken}: {unknown}")
        await publish_town(store, folders[waits])
        assert "<html" in await site.answers(f"/t/{waits}/", 200)


async def says(site: Site, *lines: str) -> None:
    """``/readyz`` says so of the towns, at some time."""
    async with asyncio.timeout(LONG):
        while (await site.get("/readyz"))[1].splitlines()[1:] != [*lines]:
            assert not site.running.done()
            await asyncio.sleep(0.05)


async def test_a_folder_that_does_not_answer_keeps_only_its_own_town_shut(
    served: Served, write: Write, town: str
) -> None:
    still, works = f"{town}a", f"{town}b"
    write(works)
    text = write(still) / "texts" / "de.ftl"
    text.parent.mkdir(exist_ok=True)
    text.unlink(missing_ok=True)
    os.mkfifo(text)  # who reads it waits for somebody who writes
    async with served("all") as site:
        assert f"{still}: not open: its folder does not answer\n" in await site.answers("/readyz", 200)
        await site.answers(f"/t/{works}/", 200)
        await site.answers(f"/t/{still}/", 503)
        writer = await asyncio.to_thread(text.open, "w")
        text.unlink()
        writer.close()
        await site.answers(f"/t/{still}/", 200)
        assert await site.answers("/readyz", 200) == "ok\n"


# -- a store that hangs


@pytest.fixture
async def hanging() -> AsyncIterator[Store]:
    """A store that takes what it is sent and answers nothing."""
    lines: list[asyncio.StreamWriter] = []

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines.append(writer)
        while await reader.read(1 << 16):
            pass

    listening = await asyncio.start_server(take, "127.0.0.1", 0)
    store = Store(f"redis://127.0.0.1:{listening.sockets[0].getsockname()[1]}")
    yield store
    await store.close()
    listening.close()
    for line in lines:
        line.close()


def many(town: str) -> list[str]:
    return [f"{town}n{n}" for n in range(2 * TOWNS_AT_ONCE + 1)]


async def test_who_ends_waits_for_a_store_that_hangs_once_and_not_for_each_town(hanging: Store, town: str) -> None:
    companions = Companions(hanging, many(town), SCHEMA, "1", ["all"])
    async with asyncio.timeout(LONG):
        await companions.leave()


async def test_all_towns_hear_of_an_end_in_one_round_trip(
    server: EmbeddedServer, store: Store, town: str, tmp_path: Path
) -> None:
    towns = many(town)
    async with counting(server, tmp_path) as (counted, sent):
        companions = Companions(counted, towns, SCHEMA, "1", ["all"])
        assert await companions.enter() is None
        assert await store.redis.zcard(f"bd:{{{towns[-1]}}}:programs") == 1
        sent.clear()
        await companions.leave()
        assert len(sent) <= 3
    assert not [one for one in towns if await store.redis.exists(f"bd:{{{one}}}:programs")]


async def test_health_and_figures_of_a_store_that_hangs_are_told_in_time(hanging: Store, town: str) -> None:
    towns = many(town)
    health = opened(hanging, towns)
    async with asyncio.timeout(LONG):
        report = await health.report()
        figures = (await Metrics().text(hanging, towns, report.troubles)).decode()
    assert report.reason
    assert set(report.troubles.values()) == {"the store does not answer"}
    assert "buergerdraht_store_up 0.0" in figures
    assert f'buergerdraht_town_trouble{{town="{towns[0]}"}} 1.0' in figures
    assert f'buergerdraht_due{{town="{towns[0]}"}}' not in figures


async def test_health_and_figures_of_all_towns_are_asked_in_few_round_trips(
    server: EmbeddedServer, store: Store, town: str, tmp_path: Path
) -> None:
    towns = many(town)
    for one in towns[1:]:
        await claim_schema(store, one)
        await store.redis.set(f"bd:{{{one}}}:release", "abc")
    await store.redis.delete(f"bd:{{{towns[2]}}}:release")
    async with counting(server, tmp_path) as (counted, sent):
        report = await opened(counted, towns).report()
        assert report.text.splitlines() == [
            "ok",
            f"{towns[0]}: the store was emptied: restore a backup, or start anew to begin with nothing",
            f"{towns[2]}: no FAQ published",
        ]
        assert len(sent) <= 3 + 2  # what fits into one packet of the system is not ours to say
        sent.clear()
        figures = (await Metrics().text(counted, towns, report.troubles)).decode()
        assert len(sent) <= 3 + 1 + 2
    assert figures.count("buergerdraht_obligations{") == len(towns)
    assert "buergerdraht_store_up 1.0" in figures


def opened(store: Store, towns: Iterable[str]) -> Health:
    lookout = Lookout(store, towns, lambda _town, _topic: None)
    health = Health(list(towns), lookout.glances)
    for town in towns:
        health.opened(town)
    return health


@asynccontextmanager
async def counting(server: EmbeddedServer, folder: Path) -> AsyncIterator[tuple[Store, list[int]]]:
    """The store behind a line on which what is sent is counted, once the connection stands."""
    sent: list[int] = []
    ways: set[asyncio.Task[None]] = set()

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, count: list[int]) -> None:
        while data := await reader.read(1 << 20):
            count.append(len(data))
            writer.write(data)
            await writer.drain()

    async def line(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        back, forth = await asyncio.open_unix_connection(server.url.removeprefix("unix://"))
        pumps = [asyncio.create_task(pump(reader, forth, sent)), asyncio.create_task(pump(back, writer, []))]
        ways.update(pumps)
        await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        forth.close()
        writer.close()

    path = folder / "line"
    listening = await asyncio.start_unix_server(line, path, limit=1 << 20)
    store = Store(f"unix://{path}")
    try:
        await store.load_scripts()
        sent.clear()
        yield store, sent
    finally:
        await store.close()
        listening.close()
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
