"""A proxy before the store's socket that loses answers: the command was executed, its caller never hears of it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from handoff.journal.scripts import Script

CHUNK = 1 << 20


@dataclass(kw_only=True)
class Rule:
    """Lose the next answer to a script that holds ``answer``."""

    sha: bytes
    answer: bytes


class Proxy:
    """A running proxy; ``lost`` counts the answers it lost."""

    def __init__(self, path: Path, target: str) -> None:
        self.url = f"unix://{path}"
        self.lost = 0
        self._path = path
        self._target = target.removeprefix("unix://")
        self._rules: list[Rule] = []
        self._share = 0.0
        self._rng = random.Random(0)
        self._lines: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    def lose(self, script: Script, answer: bytes) -> None:
        """Lose the next answer of this script that holds these bytes, and cut the connection."""
        self._rules.append(Rule(sha=script.sha.encode(), answer=answer))

    def lose_some(self, share: float, rng: random.Random) -> None:
        """Lose this share of the answers to all scripts; 0 ends it."""
        self._share, self._rng = share, rng

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until either side or a lost answer ends it."""
        task = asyncio.current_task()
        assert task is not None
        self._lines[task] = writer
        try:
            back, forth = await asyncio.open_unix_connection(self._target)
        except OSError:
            await _close(writer)
            del self._lines[task]
            return
        asked: list[bytes] = []
        ways = [
            asyncio.create_task(self._requests(reader, forth, asked)),
            asyncio.create_task(self._answers(back, writer, asked)),
        ]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
        await _close(forth)
        await _close(writer)
        del self._lines[task]

    async def _requests(self, reader: asyncio.StreamReader, forth: asyncio.StreamWriter, asked: list[bytes]) -> None:
        while data := await reader.read(CHUNK):
            if b"EVALSHA" in data[:64]:
                asked[:] = [data]
            forth.write(data)
            await forth.drain()

    async def _answers(self, back: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: list[bytes]) -> None:
        while data := await back.read(CHUNK):
            if asked and self._loses(asked.pop(), data):
                self.lost += 1
                return
            writer.write(data)
            await writer.drain()

    def _loses(self, request: bytes, answer: bytes) -> bool:
        for rule in self._rules:
            if rule.sha in request[:256] and rule.answer in answer:
                self._rules.remove(rule)
                return True
        return self._rng.random() < self._share

    async def close(self) -> None:
        """Cut all connections."""
        for writer in self._lines.values():
            writer.transport.abort()
        if self._lines:
            await asyncio.wait(list(self._lines))


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()


@asynccontextmanager
async def open_proxy(path: Path, target: str) -> AsyncIterator[Proxy]:
    """A proxy on a socket of its own, in a folder that goes with it, before the store at ``target`` (unix://)."""
    proxy = Proxy(path, target)
    server = await asyncio.start_unix_server(proxy.serve, str(path))
    try:
        yield proxy
    finally:
        server.close()
        await proxy.close()
