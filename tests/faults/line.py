"""The line between browsers and the program, which can be cut: every connection breaks, the next one works again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

CHUNK = 1 << 16


class Line:
    """Passes bytes between its own port and the program's; ``cuts`` counts connections that broke.

    While it is ``mute`` nothing comes back: what the program says is lost.
    """

    def __init__(self, to: int) -> None:
        self.port = 0
        self.cuts = 0
        self.mute = False
        self._to = to
        self._open: dict[asyncio.Task[None], tuple[asyncio.StreamWriter, asyncio.StreamWriter]] = {}

    def cut(self) -> None:
        """Break all connections, whatever is on its way in them."""
        for ends in self._open.values():
            self.cuts += 1
            for end in ends:
                end.transport.abort()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until an end closes it or it is cut."""
        task = asyncio.current_task()
        assert task is not None
        try:
            back, forth = await asyncio.open_connection("127.0.0.1", self._to)
        except OSError:
            writer.transport.abort()
            return
        self._open[task] = (writer, forth)
        ways = [asyncio.create_task(_pass(reader, forth)), asyncio.create_task(_pass(back, writer, lambda: self.mute))]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            del self._open[task]
            for end in (writer, forth):
                end.close()
                with suppress(OSError):
                    await end.wait_closed()

    async def close(self) -> None:
        """End all that is open."""
        tasks = list(self._open)
        self.cut()
        if tasks:
            await asyncio.wait(tasks)


async def _pass(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, is_lost: Callable[[], bool] = lambda: False
) -> None:
    with suppress(OSError):
        while data := await reader.read(CHUNK):
            if not is_lost():
                writer.write(data)
                await writer.drain()


@asynccontextmanager
async def open_line(port: int, to: int) -> AsyncIterator[Line]:
    """A line that is reached at ``port`` and leads to the port ``to``."""
    line = Line(to)
    server = await asyncio.start_server(line.serve, "127.0.0.1", port)
    line.port = port
    try:
        yield line
    finally:
        server.close()
        await line.close()
