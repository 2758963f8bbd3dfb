"""Row 54: two tabs of one browser, and the web server is killed in between."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest

from bot.channels.webchat.identity import address_of
from tests.faults.town import ANSWERED
from tests.faults.world import Process, World

pytestmark = pytest.mark.faults


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


async def test_two_tabs_and_a_killed_server(world: World) -> None:
    await world.start("worker")
    web = await world.start("web")
    async with aiohttp.ClientSession() as http:
        first = Tab(http=http)
        await first.open(web)
        await first.say("m1", ANSWERED[0])
        await first.read_until(3)  # question, greeting, answer
        second = Tab(http=http, token=first.token)
        await second.open(web)
        await second.say("m2", ANSWERED[1])
        await first.read_until(5)
        await web.kill()
        again = await world.start("web")
        await first.open(again)
        await first.say("m2", ANSWERED[1])  # it never heard whether this one was taken
        await first.say("m3", ANSWERED[2])
        await second.open(again)
        for tab in (first, second):
            await tab.read_until(7)
            assert [row["n"] for row in tab.rows] == list(range(1, 8))
            assert [row["client"] for row in tab.rows if row["who"] == "citizen"] == ["m1", "m2", "m3"]
    assert await world.journal.find(address_of(first.token)) is not None
    await world.quiet()
    await asyncio.sleep(0.1)
    assert await world.violations() == []
