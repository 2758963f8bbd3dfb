"""A citizen's browser on the web chat, as its script behaves."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.channels.webchat.identity import address_of
from handoff.journal.keys import Keys
from tests.faults.world import Process, World, eventually


@dataclass(kw_only=True)
class Tab:
    """A tab of the web chat as its script behaves: it knows its last row and asks for what comes after."""

    http: aiohttp.ClientSession
    token: str = ""
    remote: str = ""  # the address a proxy says it has
    rows: list[dict[str, Any]] = field(default_factory=list)
    socket: aiohttp.ClientWebSocketResponse | None = None

    async def open(self, web: Process) -> None:
        """Connect, say hello, read the welcome."""
        origin = f"http://127.0.0.1:{web.port}"
        self.socket = await self.http.ws_connect(
            f"{origin}/ws", headers={"Origin": origin, "X-Forwarded-For": self.remote}
        )
        last = self.rows[-1] if self.rows else {"n": 0, "id": ""}
        await self.socket.send_json({"t": "hello", "token": self.token, "after": last["n"], "last": last["id"]})
        welcome = await self._frame("welcome")
        self.token = welcome["token"]
        assert not welcome["reset"]
        self.rows += welcome["rows"]

    async def say(self, client: str, text: str) -> None:
        """Send a message; returns when it is on disk."""
        assert self.socket is not None
        await self.socket.send_json({"t": "say", "id": client, "text": text})
        await self._frame("stored")

    async def read_until(self, n: int) -> None:
        """Read until row ``n`` is there, and acknowledge it."""
        assert self.socket is not None
        while not self.rows or self.rows[-1]["n"] < n:
            await self._frame("rows")
        await self.socket.send_json({"t": "ack", "n": self.rows[-1]["n"]})

    async def _frame(self, kind: str) -> dict[str, Any]:
        assert self.socket is not None
        async with asyncio.timeout(10):
            while True:
                frame: dict[str, Any] = await self.socket.receive_json()
                if frame["t"] == "rows":
                    self.rows += frame["rows"]
                if frame["t"] == kind:
                    return frame

    async def acknowledge(self, world: World) -> None:
        """Say that all of it is shown, and return when that is written down."""
        assert self.socket is not None
        last = self.rows[-1]["n"]
        await self.socket.send_json({"t": "ack", "n": last})
        conversation = await world.journal.find(address_of(self.token))
        assert conversation is not None

        async def written() -> bool:
            acked = await world.store.redis.hget(Keys(world.town)("conv", conversation), "acked")
            return bool(int(acked or 0) >= last)

        await eventually(written, 30, "the acknowledgement")
