"""Processes that start in milliseconds: one process imports the program once and forks for each that is asked for.

`python -m tests.faults.nursery` reads a JSON command a line and answers each with a line. It ends, and with it every
process it made, when its standard input does.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parents[2]
PR_SET_PDEATHSIG = 1


class Nursery:
    """The client: held by a test session."""

    def __init__(self, root: Path = ROOT, packages: Path | None = None) -> None:
        """``root``: the source tree that its processes run, of another version perhaps, with ``packages`` of its own.

        Raises RuntimeError when it cannot start.
        """
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery"],
            cwd=root,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (root, packages) if packages else (root,)))},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._ask({"do": "hello"})

    def spawn(self, arguments: Sequence[str], environ: Mapping[str, str], folder: Path, log: Path) -> int:
        """Start `tests.faults.process` with these arguments and exactly this environment; the process id."""
        command = {
            "do": "spawn",
            "arguments": list(arguments),
            "environ": dict(environ),
            "folder": str(folder),
            "log": str(log),
        }
        return int(self._ask(command))

    def ended(self, pid: int) -> int | None:
        """How the process ended, as `subprocess` says it (negative: the signal); None while it lives."""
        code = self._ask({"do": "ended", "pid": pid})
        return None if code is None else int(code)

    def close(self) -> None:
        """End everything."""
        self._process.communicate(timeout=10)

    def _ask(self, command: Mapping[str, Any]) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            self.close()
            raise RuntimeError("the nursery has ended; what it said last is above")
        return json.loads(answer)


class Family:
    """The serving side: forks children and knows how they ended."""

    def __init__(self) -> None:
        self._ended: dict[int, int] = {}
        self._living: set[int] = set()

    def spawn(self, command: Mapping[str, Any]) -> int:
        """Fork one that runs the program."""
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            _live(command, parent)
        self._living.add(pid)
        return pid

    def ended(self, pid: int) -> int | None:
        """How a child ended, None while it lives."""
        if pid in self._living:
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                self._living.remove(pid)
                self._ended[pid] = os.waitstatus_to_exitcode(status)
        return self._ended.get(pid)

    def end(self) -> None:
        """Kill who still lives."""
        for pid in self._living:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def serve() -> None:
    """Obey until standard input ends."""
    from tests.faults import process  # noqa: F401 - what takes its time, before any child needs it

    gc.collect()
    gc.freeze()
    family = Family()
    try:
        for line in sys.stdin:
            command = json.loads(line)
            answer: int | None = None
            match command["do"]:
                case "spawn":
                    answer = family.spawn(command)
                case "ended":
                    answer = family.ended(command["pid"])
                case _:
                    pass  # hello
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()
    finally:
        family.end()


def _live(command: Mapping[str, Any], parent: int) -> NoReturn:
    """The child's whole life."""
    code = 1
    try:
        os.setsid()
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
        os.chdir(command["folder"])
        os.environ.clear()
        os.environ.update(command["environ"])
        log = os.open(command["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        for number in (1, 2):
            os.dup2(log, number)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        from tests.faults import process

        process.main(command["arguments"])
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    serve()
