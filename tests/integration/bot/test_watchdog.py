"""A program that makes no progress ends with its reason; an idle one, a slow store and a paused process do not."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.watchdog import EXIT_STUCK
from tests.faults.nursery import Nursery
from tests.faults.town import ANSWERED
from tests.faults.world import World, open_world, until

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 3
ROLES = ("poller", "worker", "sender")

pytestmark = pytest.mark.server


class NoNursery(Nursery):
    """The processes here are of another program than the faults'."""

    def __init__(self) -> None:
        pass


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(tmp_path, NoNursery()) as world:
        yield world


class Program:
    """One process of it."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.process = process
        self._log = log

    def lines(self, action: str) -> list[dict[str, Any]]:
        found = []
        for line in self._log.read_text("utf-8").splitlines():
            with contextlib.suppress(ValueError):
                entry = json.loads(line)
                if entry.get("action") == action:
                    found.append(entry)
        return found

    async def ended(self) -> int:
        await until(lambda: self.process.poll() is not None, 60, "its end")
        return int(self.process.returncode)


def spawn(point: str, environ: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as out:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.integration.bot.stuck", point, *ROLES],
            env=environ, cwd=log.parent, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
        )  # fmt: skip


@asynccontextmanager
async def running(world: World, point: str, **environ: str) -> AsyncIterator[Program]:
    log = world.folder / "program.log"
    settings = {"BUERGERDRAHT_WATCHDOG__SECONDS": str(SECONDS), "PYTHONPATH": str(ROOT), **environ}
    process = spawn(point, {**world.environ, **settings}, log)
    program = Program(process, log)
    try:
        await until(lambda: program.lines("app.ready") or process.poll() is not None, 40, "its start")
        assert process.poll() is None, log.read_text("utf-8")
        yield program
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(10)


@pytest.mark.parametrize(
    ("point", "reason"),
    [
        ("loop", "the event loop stands still"),
        ("turn", "worker kleinstadt: its loop does not come round"),
        ("blind", "worker kleinstadt: it takes nothing, though something is due"),
        ("sender", "sender kleinstadt: its loop does not come round"),
    ],
)
async def test_what_is_stuck_ends_with_its_reason(world: World, point: str, reason: str) -> None:
    async with running(world, point) as program:
        world.citizen(1).say(ANSWERED[0])
        assert await program.ended() == EXIT_STUCK
        (line,) = program.lines("watchdog.stuck")
        assert reason in line["text"]
        assert line["level"] == "critical"
        if point == "loop":
            assert any("stuck.py" in frame for frame in line["frames"])


async def test_the_next_start_answers_what_the_stuck_one_had_begun(world: World) -> None:
    async with running(world, "turn") as program:
        world.citizen(1).say(ANSWERED[0])
        assert await program.ended() == EXIT_STUCK
    async with running(world, "nowhere"):
        await until(lambda: world.citizen(1).messages(), 40, "an answer")
        await world.quiet(40)
        assert await world.violations() == []


async def test_an_idle_program_goes_on_and_says_so_to_its_service_manager(world: World) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        address = world.folder / "n"
        manager.bind(str(address))
        manager.setblocking(False)
        async with running(world, "nowhere", NOTIFY_SOCKET=str(address)) as program:
            said: list[str] = []

            def heard(word: str, times: int = 1) -> bool:
                with contextlib.suppress(BlockingIOError):
                    said.append(manager.recv(1000).decode())
                return sum(word in one for one in said) >= times

            await until(lambda: heard("READY=1"), 20, "that it is ready")
            # Twice as many signs of progress as looks after which it would have ended.
            await until(lambda: heard("WATCHDOG=1", 12), 60, "its progress")
            assert program.process.poll() is None
            program.process.send_signal(signal.SIGTERM)
            await until(lambda: heard("STOPPING=1"), 20, "that it stops")
            assert await program.ended() == 0


class SlowWay:
    """A way to the store on which every answer takes ``seconds``."""

    def __init__(self, target: str) -> None:
        self.seconds = 0.0
        self._target = target.removeprefix("unix://")
        self._tasks: set[asyncio.Task[None]] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        back, forth = await asyncio.open_unix_connection(self._target)
        ways = [asyncio.create_task(self._pass(reader, forth, 0)), asyncio.create_task(self._pass(back, writer, 1))]
        self._tasks.update(ways)
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        forth.close()
        writer.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, factor: int) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(1 << 20):
                await asyncio.sleep(factor * self.seconds)
                writer.write(data)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def test_a_slow_store_ends_nobody(world: World) -> None:
    way = SlowWay(world.server.url)
    server = await asyncio.start_unix_server(way.serve, str(world.folder / "w"))
    try:
        async with running(world, "nowhere", REDIS_URL=f"unix://{world.folder / 'w'}") as program:
            way.seconds = 2.0
            world.citizen(1).say(ANSWERED[0])
            await asyncio.sleep(4 * SECONDS)
            assert program.process.poll() is None
            way.seconds = 0.0
            await until(lambda: world.citizen(1).messages(), 40, "an answer")
            assert program.process.poll() is None
    finally:
        server.close()
        await way.close()


async def test_a_process_that_was_paused_is_not_blamed(world: World) -> None:
    async with running(world, "nowhere") as program:
        program.process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(2 * SECONDS)
        program.process.send_signal(signal.SIGCONT)
        world.citizen(1).say(ANSWERED[0])
        await until(lambda: world.citizen(1).messages(), 40, "an answer")
        assert program.process.poll() is None


async def test_switched_off_it_watches_nothing(world: World) -> None:
    async with running(world, "turn", BUERGERDRAHT_WATCHDOG__SECONDS="0") as program:
        world.citizen(1).say(ANSWERED[0])
        await asyncio.sleep(2 * SECONDS)
        assert program.process.poll() is None
