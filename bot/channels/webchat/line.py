"""The way to one browser: frames, each whole and in order, within a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aiohttp import WSCloseCode, web

from bot.channels.webchat.frames import ServerFrame, write_frame


class Gone(Exception):
    """The browser is not there any more, or reads too slowly."""


class Line:
    """What is said to a browser over its WebSocket."""

    __slots__ = ("_count", "_socket", "_transport", "_within")

    def __init__(
        self,
        socket: web.WebSocketResponse,
        transport: asyncio.Transport | None,
        within: float,
        count: Callable[[str], None],
    ) -> None:
        """``within``: seconds that a browser has to take what was sent; ``count`` counts those who do not."""
        self._socket = socket
        self._transport = transport
        self._within = within
        self._count = count

    async def send(self, frame: ServerFrame) -> None:
        """Send one frame. Raises Gone."""
        try:
            # A frame is written before anything waits, so that those of several tasks never mix.
            async with asyncio.timeout(self._within):
                await self._socket.send_str(write_frame(frame))
        except TimeoutError:
            self._count("slow")
            if self._transport is not None:
                self._transport.abort()
            raise Gone from None
        except (ConnectionError, RuntimeError):  # aiohttp's word for a socket that is closed already
            raise Gone from None

    async def close(self, code: WSCloseCode = WSCloseCode.OK) -> None:
        """End it, with the reason for the browser."""
        await self._socket.close(code=code)
