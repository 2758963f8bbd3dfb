"""The line to a server, with what happens to lines: slow, silent, cut; for everybody, or for other servers only."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from tests.faults.stores.servers import HOST, free_port

CHUNK = 1 << 16
# What Sentinels and replicas say first, and no client of ours.
_SERVERS = (b"sentinel-", b"PSYNC", b"REPLCONF", b"replconf", b"psync")


@dataclass(eq=False, kw_only=True)
class _Call:
    writer: asyncio.StreamWriter
    is_server: bool = False
    own: asyncio.Task[None]
    tasks: list[asyncio.Task[None]] = field(default_factory=list)


class Line:
    """A running line. ``delay``: seconds before each answer goes on; ``made``: connections so far.

    ``silent``: what is sent gets lost in both directions. ``silent_for_servers``: only what other servers send or are
    sent, as when a client is on the old master's side of a partition.
    """

    def __init__(self, target: int) -> None:
        self.port = free_port()
        self.delay = 0.0
        self.made = 0
        self.silent = False
        self.silent_for_servers = False
        self._target = target
        self._calls: set[_Call] = set()
        self._is_over = False

    @property
    def url(self) -> str:
        """The address of its near end."""
        return f"redis://{HOST}:{self.port}"

    @property
    def direct(self) -> str:
        """The address of its far end, for who wants no trouble."""
        return f"redis://{HOST}:{self._target}"

    @property
    def open(self) -> int:
        """Connections there are now."""
        return len(self._calls)

    def cut(self) -> None:
        """End all connections there are."""
        for call in self._calls:
            call.writer.transport.abort()

    def lose_present(self) -> None:
        """Let all connections there are go nowhere from now on; new ones work: a firewall forgot them."""
        for call in self._calls:
            for task in call.tasks:
                task.cancel()

    async def close(self) -> None:
        """End everything."""
        self._is_over = True
        ending = [call.own for call in self._calls]
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        self.made += 1
        own = asyncio.current_task()
        assert own is not None
        call = _Call(writer=writer, own=own)
        self._calls.add(call)
        try:
            if self._is_over:
                raise ConnectionAbortedError  # it was accepted, and has begun only now
            back, forth = await asyncio.open_connection(HOST, self._target)
        except (OSError, asyncio.CancelledError):
            writer.transport.abort()
            self._calls.discard(call)
            return
        call.tasks = [
            asyncio.create_task(self._carry(call, reader, forth, 0)),
            asyncio.create_task(self._carry(call, back, writer, 1)),
        ]
        try:
            done, _ = await asyncio.wait(call.tasks, return_when=asyncio.FIRST_COMPLETED)
            if any(task.cancelled() for task in done):
                await asyncio.Event().wait()  # lost: neither side hears of it
        except asyncio.CancelledError:
            pass  # the line is taken down
        finally:
            for task in call.tasks:
                task.cancel()
            for end in (writer, forth):
                end.transport.abort()
            self._calls.discard(call)

    async def _carry(
        self, call: _Call, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, is_answer: int
    ) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(CHUNK):
                if not is_answer and any(word in data for word in _SERVERS):
                    call.is_server = True
                if is_answer and self.delay and not call.is_server:
                    await asyncio.sleep(self.delay)
                while self.silent or (self.silent_for_servers and call.is_server):  # noqa: ASYNC110 - plain attributes
                    await asyncio.sleep(0.05)
                writer.write(data)
                await writer.drain()


@asynccontextmanager
async def open_line(target: int) -> AsyncIterator[Line]:
    """A line to the server on this port."""
    line = Line(target)
    server = await asyncio.start_server(line.serve, HOST, line.port)
    try:
        yield line
    finally:
        server.close()
        await line.close()
