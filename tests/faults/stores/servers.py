"""Store servers as processes of the tests: started, killed, stopped, started again on the same folder and port."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import redis

from handoff.journal.embedded import find_server

HOST = "127.0.0.1"
PR_SET_PDEATHSIG = 1
PATIENCE_SECONDS = 30.0
_given: set[int] = set()


def free_port() -> int:
    """A port nobody listens on, below those that the system gives to outgoing connections; none is given twice."""
    while True:
        port = 10_000 + int.from_bytes(os.urandom(2), "big") % 10_000
        with socket.socket() as probe:
            # The bus of a Cluster's node has a port of its own, 10,000 above: that too is none of the system's.
            if port in _given or probe.connect_ex((HOST, port)) == 0 or probe.connect_ex((HOST, port + 10_000)) == 0:
                continue
        _given.add(port)
        return port


class Process:
    """A Valkey server, also as a Sentinel or as a node of a Cluster. Its folder outlives it."""

    def __init__(self, folder: Path, *options: str, port: int = 0, environ: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.options = options
        self._environ = environ or {}
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def url(self) -> str:
        """Its address."""
        return f"redis://{HOST}:{self.port}"

    def start(self, *more: str) -> None:
        """Start it, or start it again; ``more`` options for this time only. Returns at once."""
        assert not self.lives
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [find_server(), *self._command(), *self.options, *more],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={"PATH": os.environ["PATH"], **self._environ},
                preexec_fn=_die_with_us if sys.platform == "linux" else None,  # noqa: PLW1509
            )

    def _command(self) -> Sequence[str]:
        return (
            *("--bind", HOST, "--port", str(self.port), "--dir", str(self.folder), "--save", ""),
            *("--appendonly", "yes", "--repl-diskless-sync-delay", "0", "--maxmemory-policy", "noeviction"),
        )

    @property
    def lives(self) -> bool:
        """Whether it runs (or stands still)."""
        return self._process is not None and self._process.poll() is None

    @property
    def log(self) -> str:
        """What it has written."""
        return (self.folder / "log").read_text("utf-8", "replace")

    def kill(self) -> None:
        """`kill -9`, and wait for the end."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stand_still(self) -> None:
        """SIGSTOP."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """SIGCONT."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def ask(self, *command: str | int) -> Any:
        """One command, at once. Raises what redis-py raises."""
        with redis.Redis(host=HOST, port=self.port, decode_responses=True, socket_timeout=5) as client:
            return client.execute_command(*command)

    def facts(self, section: str) -> dict[str, Any]:
        """A section of its INFO."""
        with redis.Redis(host=HOST, port=self.port, decode_responses=True, socket_timeout=5) as client:
            facts: dict[str, Any] = client.info(section)
            return facts

    async def ready(self) -> None:
        """Return when it serves."""
        await eventually(lambda: self.facts("persistence")["loading"] == 0, f"server at {self.port}: {self.folder}")


class Sentinel(Process):
    """A Sentinel; ``masters``: what it watches, as lines of its file."""

    def __init__(self, folder: Path, lines: Sequence[str]) -> None:
        super().__init__(folder)
        head = (f"port {self.port}", f"bind {HOST}", f"dir {folder}", "protected-mode no")
        (folder / "sentinel.conf").write_text("\n".join((*head, *lines, "")), "utf-8")

    def _command(self) -> Sequence[str]:
        return (str(self.folder / "sentinel.conf"), "--sentinel")

    async def ready(self) -> None:
        """Return when it answers."""
        await eventually(lambda: self.ask("PING"), f"Sentinel at {self.port}")


async def eventually(holds: Callable[[], object], what: str, seconds: float = PATIENCE_SECONDS) -> float:
    """Look until it holds, in spite of servers that do not answer; the seconds it took. Raises TimeoutError."""
    began = time.monotonic()
    while True:
        with contextlib.suppress(redis.RedisError, OSError):
            if holds():
                return time.monotonic() - began
        if time.monotonic() - began > seconds:
            raise TimeoutError(f"{what}: not within {seconds} s")
        await asyncio.sleep(0.02)


@contextlib.contextmanager
def running(*processes: Process) -> Iterator[None]:
    """Started on entry, killed at the end."""
    try:
        for process in processes:
            process.start()
        yield
    finally:
        for process in processes:
            process.kill()


def _die_with_us() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
