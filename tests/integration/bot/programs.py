"""Processes of the program, started from a module of the tests, in a town on Telegram."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.faults.nursery import Nursery
from tests.faults.world import World, until

ROOT = Path(__file__).resolve().parents[3]


class NoNursery(Nursery):
    """The processes here are of another program than the faults'."""

    def __init__(self) -> None:
        pass


class Program:
    """One process."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.process = process
        self.log = log

    def lines(self, action: str) -> list[dict[str, Any]]:
        """Its log lines of one action."""
        found = []
        for line in self.log.read_text("utf-8").splitlines():
            with contextlib.suppress(ValueError):
                entry = json.loads(line)
                if entry.get("action") == action:
                    found.append(entry)
        return found

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    async def ready(self) -> None:
        """Return when it runs; what it said where it has ended before."""
        await until(lambda: self.lines("app.ready") or not self.is_alive, 60, "its start")
        assert self.is_alive, self.log.read_text("utf-8")

    async def ended(self) -> int:
        """Wait for its end; how it ended."""
        await until(lambda: not self.is_alive, 60, "its end")
        return int(self.process.returncode)

    def kill(self) -> None:
        """`kill -9`, and wait for the end."""
        if self.is_alive:
            self.process.kill()
        self.process.wait(10)


def spawn(arguments: list[str], environ: Mapping[str, str], log: Path) -> Program:
    """Start a module; the caller kills it."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            env={"PYTHONPATH": str(ROOT), **environ},
            cwd=log.parent,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
    return Program(process, log)


@asynccontextmanager
async def running(world: World, *arguments: str, **environ: str) -> AsyncIterator[Program]:
    """One that runs while the block does."""
    number = len(list(world.folder.glob("program-*.log")))
    program = spawn(list(arguments), {**world.environ, **environ}, world.folder / f"program-{number}.log")
    try:
        yield program
    finally:
        program.kill()
