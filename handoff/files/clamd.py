"""Asks a ClamAV daemon whether bytes are harmful: its INSTREAM command over TCP or a unix socket."""

from __future__ import annotations

import asyncio
import struct
from typing import Final
from urllib.parse import urlsplit

_BLOCK: Final = 256 * 1024
_SECONDS: Final = 20.0


class ClamdAway(Exception):
    """The daemon gave no judgement: it is not there, too slow, or refuses the stream."""


class Clamd:
    """A daemon at ``tcp://host:port`` or ``unix:///path``."""

    def __init__(self, address: str, *, seconds: float = _SECONDS) -> None:
        self._at = urlsplit(address)
        self._seconds = seconds

    async def is_harmful(self, data: bytes) -> bool:
        """Whether it knows the bytes as harmful. Raises ClamdAway."""
        answer = await self._ask(b"INSTREAM", data)
        if answer.endswith("FOUND"):
            return True
        if answer.endswith("OK"):
            return False
        raise ClamdAway("no judgement")

    async def version(self) -> str:
        """What it calls itself and its signatures. Raises ClamdAway."""
        return await self._ask(b"VERSION")

    async def _ask(self, command: bytes, stream: bytes | None = None) -> str:
        try:
            async with asyncio.timeout(self._seconds):
                reader, writer = await self._connect()
                try:
                    return await _talk(reader, writer, command, stream)
                finally:
                    writer.close()
        except (OSError, TimeoutError, EOFError, asyncio.LimitOverrunError) as error:
            raise ClamdAway(type(error).__name__) from None

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._at.scheme == "unix":
            return await asyncio.open_unix_connection(self._at.path)
        return await asyncio.open_connection(self._at.hostname, self._at.port)


async def _talk(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, command: bytes, stream: bytes | None
) -> str:
    writer.write(b"z" + command + b"\x00")
    try:
        if stream is not None:
            for start in range(0, len(stream), _BLOCK):
                block = stream[start : start + _BLOCK]
                writer.write(struct.pack(">I", len(block)) + block)
                await writer.drain()
            writer.write(struct.pack(">I", 0))
        await writer.drain()
    except ConnectionError:
        pass  # it stops reading what is too long for it, and says so
    answer = await reader.readuntil(b"\x00")
    return answer.rstrip(b"\x00\n").decode("utf-8", "replace")
