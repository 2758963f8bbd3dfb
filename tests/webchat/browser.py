"""A browser's side of the line, without a page: it remembers what a page would and checks what it is sent."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

Frame = dict[str, Any]
WAIT = 5.0


async def eventually(check: Callable[[], Awaitable[bool]]) -> None:
    """Return once it holds; fails after a few seconds."""
    for _ in range(500):
        if await check():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never came to hold")


class Browser:
    """One browser; ``connect`` again after ``drop`` resumes where it was."""

    def __init__(self, base: str, *, origin: str | None = None, token: str = "") -> None:
        self.base = base
        self.origin = base.rstrip("/") if origin is None else origin
        self.token = token
        self.shown: list[Frame] = []
        self.others: list[Frame] = []
        self.welcomes: list[Frame] = []
        self._ids = itertools.count(1)
        self._session = ClientSession()
        self._line: ClientWebSocketResponse | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.drop()
        await self._session.close()

    @property
    def line(self) -> ClientWebSocketResponse:
        assert self._line is not None
        return self._line

    @property
    def texts(self) -> list[str]:
        return [row["text"] for row in self.shown]

    async def connect(self, *, hello: Frame | None = None) -> Frame:
        """Open the line; returns the welcome."""
        headers = {"Origin": self.origin} if self.origin else {}
        self._line = await self._session.ws_connect(f"{self.base}/ws", headers=headers, max_msg_size=0)
        last = self.shown[-1] if self.shown else {"n": 0, "id": ""}
        await self.send({"t": "hello", "token": self.token, "after": last["n"], "last": last["id"]} | (hello or {}))
        return await self.next("welcome")

    async def open(self) -> Frame:
        """Open the chat for the first time, up to the greeting."""
        welcome = await self.connect()
        await self.send({"t": "start", "id": "start"})
        await self.until(1)
        return welcome

    async def drop(self) -> None:
        """The line is cut."""
        if self._line is not None:
            await self._line.close()
        self._line = None

    async def send(self, frame: Frame) -> None:
        await self.line.send_json(frame)

    async def say(self, text: str, *, id: str = "", attachments: list[Frame] | None = None) -> str:
        """Write; returns the client id."""
        sent = id or f"m{next(self._ids)}"
        await self.send({"t": "say", "id": sent, "text": text, "attachments": attachments or []})
        return sent

    async def read(self) -> Frame | None:
        """One frame, taken in as the page would; None when the line is closed."""
        message = await asyncio.wait_for(self.line.receive(), WAIT)
        if message.type is not WSMsgType.TEXT:
            return None
        frame: Frame = message.json()
        if frame["t"] == "welcome":
            self.token = frame["token"]
            self.welcomes.append(frame)
            if frame["reset"]:
                self.shown = []
        if frame["t"] in {"welcome", "rows"}:
            for row in frame["rows"]:
                assert row["n"] > (self.shown[-1]["n"] if self.shown else 0), "doubled or out of order"
                self.shown.append(row)
        else:
            self.others.append(frame)
        return frame

    async def next(self, kind: str) -> Frame:
        """The next frame of a kind."""
        while (frame := await self.read()) is not None:
            if frame["t"] == kind:
                return frame
        raise AssertionError(f"closed ({self.line.close_code}) before {kind}")

    async def until(self, count: int) -> list[str]:
        """Read until so many rows are shown; their texts."""
        while len(self.shown) < count:
            assert await self.read() is not None, f"closed ({self.line.close_code})"
        return self.texts

    async def closed(self) -> int | None:
        """Read until the line is closed; the close code."""
        while await self.read() is not None:
            pass
        return self.line.close_code
