"""The web chat: what an idle citizen costs in memory, and questions answered, beside bare servers and bots."""

from __future__ import annotations

import asyncio
import os
import resource
import statistics
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final

import aiohttp
from aiohttp import web

from bot.channels.webchat.deps import Limits
from handoff.journal.store import Store
from tests.bench.live.connections import _memory_of as memory_at_server
from tests.bench.path.messtown import questions, write_town
from tests.bench.path.rig import Bot, cpu_of, environ_of, memory_of, ready, running, store_server, token, wire_server
from tests.faults.tab import Tab
from tests.proof import Row
from tests.webchat.town import web_town

ROUNDS: Final = 5
TABS: Final = 250
"""Each writes less than it may, however fast it is answered."""
COMMAND: Final = "python -m tests.bench.path --parts webchat"
_PROCESS: Final = (sys.executable, "-m", "tests.bench.path.process", "--times", "1000")


@asynccontextmanager
async def _program(stack: AsyncExitStack, folder: Path) -> AsyncIterator[tuple[Bot, str]]:
    write_town(folder / "towns")
    store = stack.enter_context(store_server(folder / "store", "everysec"))
    wire = await stack.enter_async_context(wire_server())
    environ = {
        **environ_of(folder / "data", store, wire, token(30), folder / "towns"),
        "BUERGERDRAHT_WEB__TRUSTED_PROXIES": "127.0.0.1",
        "BUERGERDRAHT_LIMITS__MESSAGES_PER_MINUTE": "100000",
        "BUERGERDRAHT_LIMITS__NEWCOMERS_PER_HOUR": "1000000",
    }
    with running([_PROCESS], folder / "web.log", token(30), environ) as bot:
        (line,) = await ready(bot)
        yield bot, f"http://127.0.0.1:{line['web']}"


class _Site:
    """What a `Tab` wants to know of a process."""

    def __init__(self, address: str) -> None:
        self.port = int(address.rpartition(":")[2])


async def measure_memory(folder: Path, count: int) -> dict[str, Any]:
    """KiB a connection of so many idle citizens, and of a bare WebSocket, each in a process of its own."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    count = min(count, hard - 500)
    bare = await memory_at_server("bare", count)
    async with (
        _chat_alone("serve", folder) as (process, address),
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http,
    ):
        # What was free in the process's memory before is used up by others.
        await _tabs(http, address, 200, first=1_000_000)
        await asyncio.sleep(2)
        before = memory_of(process.pid)
        tabs = await _tabs(http, address, count)
        await asyncio.sleep(3)
        ours = (memory_of(process.pid) - before) * 1024 / count
        for tab in tabs:
            assert tab.socket is not None
            assert not tab.socket.closed
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return {"count": count, "ours": ours, "bare": bare, "ratio": ours / bare}


@asynccontextmanager
async def _chat_alone(how: str, folder: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.path.webchat", how, str(folder)), stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        yield process, (await process.stdout.readline()).decode().strip()
    finally:
        process.terminate()
        await process.wait()


async def _tabs(http: aiohttp.ClientSession, address: str, count: int, first: int = 0) -> list[Tab]:
    site: Any = _Site(address)
    tabs = [Tab(http=http, remote=_address(first + n)) for n in range(count)]
    for at in range(0, count, 50):
        await asyncio.gather(*(tab.open(site) for tab in tabs[at : at + 50]))
    return tabs


def _address(n: int) -> str:
    """An address of a home of its own."""
    return f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"


async def measure_answers(folder: Path, messages: int) -> dict[str, dict[str, float]]:
    """Questions answered by the web chat, by its way alone, and by a bare bot, in interleaved rounds: rate, CPU µs."""
    texts = iter(questions((ROUNDS + 1) * messages + TABS))
    bare = Path(__file__).with_name("barebot.py")
    found: dict[str, list[tuple[float, float]]] = {"web": [], "way": [], "ptb": []}
    async with AsyncExitStack() as stack:
        bot, address = await stack.enter_async_context(_program(stack, folder))
        way, way_address = await stack.enter_async_context(_chat_alone("echo", folder / "way"))
        wire = await stack.enter_async_context(wire_server())
        command = (sys.executable, str(bare), "ptb", wire.address, token(31))
        ptb = stack.enter_context(running([command], folder / "ptb.log", token(31), os.environ))
        driver = await stack.enter_async_context(_driver(address))
        way_driver = await stack.enter_async_context(_driver(way_address))
        for one in (driver, way_driver):
            await one.ask([next(texts) if one is driver else f"Hallo {n}" for n in range(TABS)])  # greeted before
        for number in range(ROUNDS + 1):
            asked = list(islice(texts, messages))
            for name, one, pids in (
                ("web", driver, [process.pid for process in bot.processes]),
                ("way", way_driver, [way.pid]),
            ):
                before = sum(map(cpu_of, pids))
                seconds = await one.ask(asked)
                await asyncio.sleep(0.5)
                found[name].append((messages / seconds, (sum(map(cpu_of, pids)) - before) / messages * 1e6))
            before = ptb.cpu()
            await wire.ask("load", bot=token(31), messages=[(n, f"Frage {number} {n}") for n in range(messages)])
            seen = await wire.ask("wait", answers=messages, seconds=120.0)
            await asyncio.sleep(0.5)
            found["ptb"].append((messages / seen["seconds"], (ptb.cpu() - before) / messages * 1e6))
    rounds = {name: some[1:] for name, some in found.items()}  # the first one warms up
    return {
        name: {
            "rate": statistics.median(rate for rate, _ in some),
            "micros": statistics.median(micros for _, micros in some),
            "ratio": statistics.median(a / b for (a, _), (b, _) in zip(some, rounds["ptb"], strict=True)),
        }
        for name, some in rounds.items()
    }


class _Driver:
    """Browsers in a process of their own, so that they do not count."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def ask(self, texts: list[str]) -> float:
        """Ask all of them, spread over the browsers; the seconds until the last was answered."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        line = "\t".join(text.replace("\t", " ").replace("\n", " ") for text in texts)
        self._process.stdin.write(f"{line}\n".encode())
        return float(await self._process.stdout.readline())


@asynccontextmanager
async def _driver(address: str) -> AsyncIterator[_Driver]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.path.webchat", "drive", address),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        limit=2**26,
    )
    try:
        yield _Driver(process)
    finally:
        process.terminate()
        await process.wait()


async def _drive(address: str) -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=2**26)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        tabs = await _tabs(http, address, TABS)
        number = 0
        while line := await reader.readline():
            texts = iter(line.decode().rstrip("\n").split("\t"))
            started = loop.time()

            async def ask(tab: Tab, texts: Iterator[str] = texts) -> None:
                nonlocal number
                for text in texts:
                    number += 1
                    name = f"m{number}"
                    await tab.say(name, text)
                    while not _answered(tab, name):
                        await tab.read_until(len(tab.rows) + 1)

            await asyncio.gather(*(ask(tab) for tab in tabs))
            sys.stdout.write(f"{loop.time() - started}\n")
            sys.stdout.flush()


async def _serve(folder: Path) -> None:
    """The web chat alone, with a worker that says what it heard.

    For what a connection takes: beside a matcher's memory, of which much is free, it could not be seen. For what the
    way of a question costs without the turn.
    """
    with store_server(folder / "store", "everysec") as server:
        store = Store(server.url)
        await store.load_scripts()
        limits = Limits(connections=10**6, newcomers=10**6)
        async with web_town(store, "bench", folder / "files", limits=limits) as town:
            runner = web.AppRunner(town.app)
            await runner.setup()
            site = web.TCPSite(runner, "127.0.0.1", 0, backlog=1024)
            await site.start()
            sys.stdout.write(f"http://127.0.0.1:{runner.addresses[0][1]}\n")
            sys.stdout.flush()
            await asyncio.Event().wait()


def _answered(tab: Tab, name: str) -> bool:
    """Whether something was said behind the citizen's row of that name."""
    for row in reversed(tab.rows):
        if row["who"] == "citizen":
            return row["client"] == name and row is not tab.rows[-1]
    return False


def webchat_rows(memory: list[dict[str, Any]], answers: dict[str, dict[str, float]]) -> Iterator[Row]:
    """What it comes to."""
    for one in memory:
        yield Row(
            name=f"web chat: memory of an idle citizen's connection, {one['count']:,} of them; a bare WebSocket",
            ours=one["ours"],
            reference=one["bare"],
            ratio=one["ratio"],
            goal="<= 1.5",
            ok=one["ratio"] <= 1.5,
            unit="KiB",
            command=COMMAND,
        )
    web, way, ptb = answers["web"], answers["way"], answers["ptb"]
    yield Row(
        name="web chat: question -> answer, everysec; bare PTB echo bot",
        ours=web["rate"],
        reference=ptb["rate"],
        ratio=web["ratio"],
        goal=">= 1.5",
        ok=web["ratio"] >= 1.5,
        unit="messages/s",
        note=f"CPU {web['micros']:,.0f} beside {ptb['micros']:,.0f} µs a message",
        command=COMMAND,
    )
    yield Row(
        name="the same way with a worker that echoes; bare PTB echo bot",
        ours=way["rate"],
        reference=ptb["rate"],
        ratio=way["ratio"],
        goal="",
        ok=True,
        unit="messages/s",
        note=f"CPU {way['micros']:,.0f} beside {ptb['micros']:,.0f} µs a message",
        command=COMMAND,
    )


def _fast_loop() -> asyncio.AbstractEventLoop:
    """The program's loop."""
    try:
        import uvloop  # it is not everywhere
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


def _main(how: str, where: str) -> None:
    match how:
        case "serve":
            asyncio.run(_serve(Path(where)))
        case "echo":
            with asyncio.Runner(loop_factory=_fast_loop) as runner:
                runner.run(_serve(Path(where)))
        case _:
            asyncio.run(_drive(where))


if __name__ == "__main__":
    _main(*sys.argv[1:])
