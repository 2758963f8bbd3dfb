"""What a measurement stands on: the Bot API server, the store, bots in processes of their own, their CPU time."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from handoff.journal.embedded import EmbeddedServer, Fsync

ROOT: Final = Path(__file__).parents[3]
RIVALS: Final = ROOT / ".venv" / "rivals" / "bin" / "python"
"""The environment of aiogram, whose dependencies are not ours."""
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_PATIENCE: Final = 180.0
_LINE: Final = 2**26


def token(number: int) -> str:
    """The token of a bot."""
    return f"{110201543 + number}:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


class WireServer:
    """A hand on `tests.bench.path.wire` in its process."""

    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self._process = process
        self.address = f"http://127.0.0.1:{port}"

    async def ask(self, do: str, **fields: Any) -> Any:
        """One command and its answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": do, **fields}).encode() + b"\n")
        await self._process.stdin.drain()
        return json.loads(await self._process.stdout.readline())


@asynccontextmanager
async def wire_server() -> AsyncIterator[WireServer]:
    """The server for as long as the context lasts."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.path.wire"),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=_LINE,
    )
    assert process.stdout is not None
    try:
        yield WireServer(process, int(await process.stdout.readline()))
    finally:
        process.terminate()
        await process.wait()


@contextmanager
def store_server(folder: Path, fsync: Fsync) -> Iterator[EmbeddedServer]:
    """A store of its own, beside the processes that are measured."""
    server = EmbeddedServer(folder, fsync=fsync, maxmemory="4gb")
    server.start()
    try:
        yield server
    finally:
        server.stop()


@dataclass(frozen=True, kw_only=True)
class Bot:
    """Processes that serve one bot."""

    token: str
    processes: Sequence[subprocess.Popen[bytes]]
    log: Path

    def cpu(self) -> float:
        """Seconds of CPU, user and system, that its processes have had."""
        return sum(cpu_of(process.pid) for process in self.processes)

    def memory_mb(self) -> float:
        """What its processes hold, and those that they started."""
        mine = [process.pid for process in self.processes]
        return sum(memory_of(pid) for pid in (*mine, *(child for pid in mine for child in children_of(pid))))


@contextmanager
def running(
    commands: Sequence[Sequence[str]], log: Path, bot: str, environ: Mapping[str, str], *, core: int | None = None
) -> Iterator[Bot]:
    """A bot's processes for as long as the context lasts, with what they start; on one ``core`` where one is given."""
    pin = (lambda: os.sched_setaffinity(0, {core})) if core is not None else None
    processes: list[subprocess.Popen[bytes]] = []
    try:
        with log.open("ab") as out:
            for command in commands:
                processes.append(
                    subprocess.Popen(  # this process has one thread
                        command,
                        cwd=ROOT,
                        env=dict(environ),
                        stdout=out,
                        stderr=out,
                        preexec_fn=pin,  # noqa: PLW1509
                    )
                )
        yield Bot(token=bot, processes=processes, log=log)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(25)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(5)


def environ_of(folder: Path, store: EmbeddedServer | None, wire: WireServer, bot: str, towns: Path) -> dict[str, str]:
    """The settings of a process of the program; without a store it starts its own."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        **({"REDIS_URL": store.url} if store is not None else {}),
        "TELEGRAM_TOKEN": bot,
        "TELEGRAM_BASE_URL": wire.address,
        "BUERGERDRAHT_TOWNS_DIR": str(towns),
        "BUERGERDRAHT_DATA_DIR": str(folder),
        "BUERGERDRAHT_WEB__PORT": "0",
        "BUERGERDRAHT_LOG__LEVEL": "info",
    }


async def ready(bot: Bot, count: int = 1) -> list[dict[str, Any]]:
    """Wait until so many of its processes say that they are; what they say."""
    ends = time.monotonic() + _PATIENCE
    while time.monotonic() < ends:
        lines = [json.loads(line) for line in bot.log.read_text("utf-8").splitlines() if '"app.ready"' in line]
        if len(lines) >= count:
            return lines
        if any(process.poll() is not None for process in bot.processes):
            break
        await asyncio.sleep(0.05)
    raise RuntimeError(f"it did not start: {bot.log.read_text('utf-8')[-2000:]}")


def cpu_of(pid: int) -> float:
    """Seconds of CPU, user and system, of a process with all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def children_of(pid: int) -> list[int]:
    """The processes that a process has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def memory_of(pid: int) -> float:
    """MB that a process holds, what it shares with others counted in part."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
        if line.startswith("Pss:"):
            return float(line.split()[1]) / 1024
    raise RuntimeError("no such figure")
