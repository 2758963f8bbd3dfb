"""A daemon that speaks clamd's protocol at the wire and knows one virus: EICAR. It keeps what it was shown."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.files.samples import EICAR

LONGEST = 25 << 20  # clamd's StreamMaxLength


@dataclass
class ClamdServer:
    """The running daemon. ``mute``: it takes streams and says nothing of use."""

    address: str = ""
    seen: list[bytes] = field(default_factory=list)
    mute: bool = False

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            command = await reader.readuntil(b"\0")
            writer.write(await self._answer(command, reader) + b"\0")
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, command: bytes, reader: asyncio.StreamReader) -> bytes:
        match command:
            case b"zPING\0":
                return b"PONG"
            case b"zVERSION\0":
                return b"ClamAV 1.4.2/27500/Wed Nov 25 08:00:00 2026"
            case b"zINSTREAM\0":
                return await self._stream(reader)
            case _:
                return b"UNKNOWN COMMAND"

    async def _stream(self, reader: asyncio.StreamReader) -> bytes:
        data = b""
        while length := struct.unpack(">I", await reader.readexactly(4))[0]:
            data += await reader.readexactly(length)
            if len(data) > LONGEST:
                return b"INSTREAM size limit exceeded. ERROR"
        self.seen.append(data)
        if self.mute:
            return b"stream: Can't allocate memory ERROR"
        return b"stream: Eicar-Test-Signature FOUND" if EICAR in data else b"stream: OK"


@asynccontextmanager
async def clamd(path: str = "") -> AsyncIterator[ClamdServer]:
    """Run it on loopback, or on a unix socket."""
    daemon = ClamdServer()
    if path:
        server = await asyncio.start_unix_server(daemon.serve, path)
        daemon.address = f"unix://{path}"
    else:
        server = await asyncio.start_server(daemon.serve, "127.0.0.1", 0)
        daemon.address = f"tcp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield daemon
