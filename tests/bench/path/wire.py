"""A Bot API server that costs next to nothing: `python -m tests.bench.path.wire`.

`tests/botapi` is strict and slow: it would be the bottleneck. This one knows the few calls that echo bots and the
program make, hands out updates, answers every call, and notes when. Commands come as JSON lines on standard input, the
first line out is its port; it ends when its input does.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import sys
import time
from collections import defaultdict, deque
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

AT_ONCE: Final = 100
"""Updates of one answer, as at Telegram."""
_PART: Final = re.compile(rb'name="?([a-z_]+)"?[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n(.*?)\r\n--', re.DOTALL)
_LENGTH: Final = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_KIND: Final = re.compile(rb"content-type: *multipart/", re.IGNORECASE)
_CHUNKED: Final = re.compile(rb"transfer-encoding: *chunked", re.IGNORECASE)


class Wire:
    """What the server knows. All times are of the monotonic clock, in seconds."""

    def __init__(self) -> None:
        self.waiting: defaultdict[str, deque[dict[str, Any]]] = defaultdict(deque)
        self.out: defaultdict[str, deque[dict[str, Any]]] = defaultdict(deque)  # handed out, not confirmed
        self.polls: dict[str, asyncio.Future[None]] = {}
        self.number = 0
        self.forget()

    def forget(self) -> None:
        """Begin a new round; what was said before counts no more."""
        self.handed: defaultdict[int, deque[float]] = defaultdict(deque)  # by chat: when what waits was handed out
        self.ms: list[float] = []  # from there to its answer, of all that were answered
        self.first = self.last = 0.0
        self.answered = self.courtesies = self.others = 0
        self.changed = asyncio.Event()

    def queue(self, bot: str, chat: int, text: str) -> None:
        """A citizen writes."""
        self.number += 1
        who = {"id": chat, "is_bot": False, "first_name": "Kim", "language_code": "de"}
        message = {
            "message_id": self.number,
            "from": who,
            "chat": {"id": chat, "first_name": "Kim", "type": "private"},
            "date": int(time.time()),
            "text": text,
        }
        self.waiting[bot].append({"update_id": self.number, "message": message})

    def wake(self, bot: str) -> None:
        """Let the long poll answer."""
        poll = self.polls.pop(bot, None)
        if poll is not None and not poll.done():
            poll.set_result(None)

    async def updates(self, bot: str, form: Mapping[str, str]) -> list[dict[str, Any]]:
        """`getUpdates`."""
        offset = int(form.get("offset", 0) or 0)
        out, waiting = self.out[bot], self.waiting[bot]
        while out and out[0]["update_id"] < offset:
            out.popleft()
        if not out and not waiting:
            poll = self.polls[bot] = asyncio.get_running_loop().create_future()
            await asyncio.wait([poll], timeout=float(form.get("timeout", 0) or 0))
        now = time.monotonic()
        while waiting and len(out) < AT_ONCE:
            update = waiting.popleft()
            self.first = self.first or now
            self.handed[update["message"]["chat"]["id"]].append(now)
            out.append(update)
        return list(out)

    def send(self, form: Mapping[str, str]) -> dict[str, Any]:
        """`sendMessage`."""
        chat = int(form["chat_id"])
        self.number += 1
        if self.handed[chat]:
            self.answered += 1
            self.last = time.monotonic()
            self.ms.append((self.last - self.handed[chat].popleft()) * 1000)
        else:
            self.others += 1
        self.changed.set()
        return {
            "message_id": self.number,
            "from": ME,
            "chat": {"id": chat, "first_name": "Kim", "type": "private"},
            "date": int(time.time()),
            "text": form["text"],
        }

    async def say(self, bots: list[str], messages: list[tuple[int, str]], rate: float, jitter: float) -> None:
        """Citizens write, so many a second over all bots; ``jitter`` is a share of the pause between two."""
        chance, began = random.Random(7), time.monotonic()
        for n, (chat, text) in enumerate(messages):
            at = began + (n + jitter * (chance.random() - 0.5)) / rate
            await asyncio.sleep(max(0.0, at - time.monotonic()))
            self.queue(bots[n % len(bots)], chat, text)
            self.wake(bots[n % len(bots)])

    def figures(self) -> dict[str, Any]:
        """What was seen in this round."""
        return {
            "answered": self.answered,
            "others": self.others,
            "courtesies": self.courtesies,
            "seconds": self.last - self.first,
            "ms": self.ms,
        }


ME: Final = {
    "id": 110201543,
    "is_bot": True,
    "first_name": "Musterstadt",
    "username": "musterstadt_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
}
ANSWERS: Final[Mapping[str, Any]] = {
    "getme": ME,
    "getwebhookinfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
}


class Connection(asyncio.Protocol):
    """One HTTP connection, request after request."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._buffer = b""
        self._transport: asyncio.Transport | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It is open."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """It is closed."""
        for task in self._tasks:
            task.cancel()

    def data_received(self, data: bytes) -> None:
        """Bytes of a request."""
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end]
            if _CHUNKED.search(head):
                whole = self._buffer.find(b"0\r\n\r\n", end)
                if whole < 0:
                    return
                body, rest = _joined(self._buffer[end + 4 : whole]), whole + 5
            else:
                length = _LENGTH.search(head)
                rest = end + 4 + (int(length[1]) if length else 0)
                if len(self._buffer) < rest:
                    return
                body = self._buffer[end + 4 : rest]
            self._buffer = self._buffer[rest:]
            self._serve(head, body)

    def _serve(self, head: bytes, body: bytes) -> None:
        _, bot, method = head.split(b" ", 2)[1].decode().split("?")[0].rsplit("/", 2)
        bot, form = bot.removeprefix("bot"), _form(head, body)
        match method.lower():
            case "getupdates":
                task = asyncio.create_task(self._poll(bot, form))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            case "sendmessage":
                self._answer(self._wire.send(form))
            case "sendchataction":
                self._wire.courtesies += 1
                self._answer(True)
            case other:
                self._answer(ANSWERS.get(other, True))

    async def _poll(self, bot: str, form: Mapping[str, str]) -> None:
        self._answer(await self._wire.updates(bot, form))

    def _answer(self, result: Any) -> None:
        body = json.dumps({"ok": True, "result": result}, ensure_ascii=False).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(head.encode() + body)


def _form(head: bytes, body: bytes) -> dict[str, str]:
    if body.startswith(b"{"):
        found: dict[str, str] = json.loads(body)
        return found
    if _KIND.search(head):
        return {name.decode(): value.decode() for name, value in _PART.findall(body)}
    return dict(parse_qsl(body.decode()))


def _joined(chunks: bytes) -> bytes:
    parts = []
    while chunks:
        size, _, chunks = chunks.partition(b"\r\n")
        length = int(size, 16)
        parts.append(chunks[:length])
        chunks = chunks[length + 2 :]
    return b"".join(parts)


async def _obey(wire: Wire, command: dict[str, Any]) -> Any:
    match command["do"]:
        case "load":  # all at once
            wire.forget()
            for chat, text in command["messages"]:
                wire.queue(command["bot"], chat, text)
            wire.wake(command["bot"])
        case "say":
            wire.forget()
            await wire.say(command["bots"], command["messages"], command["rate"], command["jitter"])
        case "wait":
            ends = time.monotonic() + command["seconds"]
            while wire.answered < command["answers"] and time.monotonic() < ends:
                wire.changed.clear()
                await asyncio.wait([asyncio.ensure_future(wire.changed.wait())], timeout=0.5)
            return wire.figures()
    return None


async def main() -> None:
    """Serve until standard input ends."""
    loop, wire = asyncio.get_running_loop(), Wire()
    server = await loop.create_server(lambda: Connection(wire), "127.0.0.1", 0, backlog=1024)
    reader = asyncio.StreamReader(limit=2**26)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    _say(server.sockets[0].getsockname()[1])
    while line := await reader.readline():
        _say(await _obey(wire, json.loads(line)))
    server.close()


def _say(answer: Any) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
