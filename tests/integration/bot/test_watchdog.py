"""A program that makes no progress ends with its reason; an idle one, a slow store and a paused process do not."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.progress import Pulse
from bot.servicemanager import ServiceManager
from bot.watchdog import EXIT_STUCK, Watchdog
from handoff.journal.lookout import Lookout
from handoff.journal.store import Store
from tests.faults.town import ANSWERED
from tests.faults.world import World, open_world, until
from tests.integration.bot.programs import NoNursery, Program
from tests.integration.bot.programs import running as started

SECONDS = 3
ROLES = ("poller", "worker", "sender")

pytestmark = pytest.mark.server


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(tmp_path, NoNursery()) as world:
        yield world


@asynccontextmanager
async def running(world: World, point: str, **environ: str) -> AsyncIterator[Program]:
    settings = {"BUERGERDRAHT_WATCHDOG__SECONDS": str(SECONDS), **environ}
    async with started(world, "tests.integration.bot.stuck", point, *ROLES, **settings) as program:
        await program.ready()
        yield program


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
            assert program.is_alive
            program.process.send_signal(signal.SIGTERM)
            await until(lambda: heard("STOPPING=1"), 20, "that it stops")
            assert await program.ended() == 0


async def test_a_town_that_cannot_be_looked_at_hides_no_other(store: Store, town: str) -> None:
    towns = [f"{town}broken", f"{town}sound"]
    await store.redis.set(f"bd:{{{towns[0]}}}:due", "no sorted set")
    pulses = [Pulse(name=f"worker {name}", town=name, queue=f"{name}/due", is_going=True) for name in towns]
    watchdog = Watchdog(SECONDS, ServiceManager(""), Lookout(store, towns, lambda *_: None).waited)
    for pulse in pulses:
        watchdog.watch(pulse)
    stop = asyncio.Event()
    looking = asyncio.create_task(watchdog._look(stop))
    await until(lambda: watchdog.stuck, 5 * SECONDS, "somebody stuck")
    stop.set()
    await looking
    assert watchdog.stuck == f"worker {towns[1]}: its loop does not come round"


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
            assert program.is_alive
            way.seconds = 0.0
            await until(lambda: world.citizen(1).messages(), 40, "an answer")
            assert program.is_alive
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
        assert program.is_alive


async def test_switched_off_it_watches_nothing(world: World) -> None:
    async with running(world, "turn", BUERGERDRAHT_WATCHDOG__SECONDS="0") as program:
        world.citizen(1).say(ANSWERED[0])
        await asyncio.sleep(2 * SECONDS)
        assert program.is_alive
