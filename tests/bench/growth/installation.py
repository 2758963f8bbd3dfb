"""A store of the bench's own, and the program as a process of its own on it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from handoff.journal.embedded import EmbeddedServer
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.store import Store

ROOT: Final = Path(__file__).resolve().parents[3]
_TICKS: Final = os.sysconf("SC_CLK_TCK")
START_SECONDS: Final = 120.0


@dataclass(kw_only=True)
class Keeping:
    """A running store with one journal on it."""

    server: EmbeddedServer
    store: Store
    journal: Journal

    async def memory(self) -> int:
        """Bytes that are used."""
        return int((await self.store.redis.info("memory"))["used_memory"])

    async def cpu(self) -> float:
        """Seconds of processor time that this process and the server have used."""
        told = await self.store.redis.info("cpu")
        return float(told["used_cpu_user"]) + float(told["used_cpu_sys"]) + time.process_time()


@asynccontextmanager
async def keeping(folder: Path, town: str, maxmemory: str) -> AsyncIterator[Keeping]:
    """A store in a folder."""
    server = EmbeddedServer(folder, fsync="everysec", maxmemory=maxmemory)
    server.start()
    store = Store(server.url)
    try:
        await store.load_scripts()
        hints, stop = Hints(store, [town]), asyncio.Event()
        listening = asyncio.create_task(hints.run(stop))
        try:
            yield Keeping(server=server, store=store, journal=Journal(store, town, hints, per_minute=10**6))
        finally:
            listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await listening
    finally:
        await store.close()
        server.stop()


def cpu_of(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def resident(pid: int) -> int:
    """Bytes of memory that a process has for itself, as the kernel counts them (PSS)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    raise ValueError(f"process {pid} has no memory")


@contextmanager
def program(folder: Path, **settings: str) -> Iterator[tuple[int, float]]:
    """The program on the store in a folder, or where ``settings`` say: its process id, and seconds until it was ready.

    Raises RuntimeError when it does not start.
    """
    log = folder / "program.log"
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "BUERGERDRAHT_TOWNS_DIR": str(folder / "towns"),
        "BUERGERDRAHT_DATA_DIR": str(folder),
        "BUERGERDRAHT_WEB__PORT": "0",
        "BUERGERDRAHT_PRACTICE": "false",
        "BUERGERDRAHT_EMBEDDED__APPENDFSYNC": "everysec",
        "BUERGERDRAHT_EMBEDDED__MAXMEMORY": "6GB",
        "BUERGERDRAHT_LIMITS__MESSAGES_PER_MINUTE": "1000",
        **settings,
    }
    started = time.perf_counter()
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "run"], cwd=ROOT, env=environ, stdout=out, stderr=out
        )
    try:
        while not any(line.get("action") == "app.ready" for line in _lines(log)):
            if process.poll() is not None or time.perf_counter() - started > START_SECONDS:
                raise RuntimeError(f"the program did not start:\n{log.read_text('utf-8')[-2000:]}")
            time.sleep(0.02)
        yield process.pid, time.perf_counter() - started
    finally:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(30)
        process.kill()
        process.wait()


def _lines(log: Path) -> list[dict[str, Any]]:
    found = []
    for line in log.read_text("utf-8", "replace").splitlines():
        with contextlib.suppress(ValueError):
            found.append(json.loads(line))
    return [line for line in found if isinstance(line, dict)]
