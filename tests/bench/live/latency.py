"""How long a reply takes to the citizen's browser, and a citizen's message to the clerk's, with many talks live."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import aiohttp

from bot.channels.webchat.identity import address_of
from faq.estimates import quantile
from tests.bench.live.waiting import hand_off
from tests.faults.desk import Clerk
from tests.faults.nursery import Nursery
from tests.faults.tab import Tab
from tests.faults.town import ANSWERED
from tests.faults.world import Process, World, open_world

STAFF: Final = 20
RATE: Final = 20.0
"""Messages a second, half of them replies."""
PATIENCE: Final = 30.0


@dataclass(kw_only=True)
class _Page:
    """A clerk's open page of one case, as its script behaves: hears what changed, and fetches what is new."""

    http: aiohttp.ClientSession
    web: Process
    clerk: Clerk
    conversation: str
    receipt: str
    after: int = 0
    shown: dict[str, float] = field(default_factory=dict)
    shows: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def _headers(self) -> dict[str, str]:
        return {"Origin": f"http://127.0.0.1:{self.web.port}", "Cookie": self.clerk.cookie}

    async def run(self) -> None:
        """Listen until cancelled; a line that ends is opened anew, as the page's script does."""
        while True:
            with contextlib.suppress(aiohttp.ClientError):
                await self._listen()

    async def _listen(self) -> None:
        base = f"http://127.0.0.1:{self.web.port}/desk"
        async with self.http.ws_connect(f"{base}/live?open={self.conversation}", headers=self._headers) as socket:
            async for frame in socket:
                heard = frame.json()
                if heard["t"] != "reload" and self.conversation not in heard.get("conversations", ()):
                    continue
                query = f"?after={self.after}&receipt={self.receipt}"
                async with self.http.get(
                    f"{base}/fragment/case/{self.conversation}{query}", headers=self._headers
                ) as part:
                    self._read(await part.text())

    def _read(self, part: str) -> None:
        now = time.perf_counter()
        for piece in part.split("marke-")[1:]:
            self.shown.setdefault(piece.split(".", 1)[0], now)
        for piece in part.split('data-n="')[1:]:
            self.after = max(self.after, int(piece.split('"', 1)[0]))
        self.shows.set()

    async def sees(self, mark: str) -> float:
        """The time at which it was shown."""
        return await _seen(self.shown, self.shows, mark)


@dataclass(kw_only=True)
class _Chat:
    """A citizen's open chat."""

    tab: Tab
    shown: dict[str, float] = field(default_factory=dict)
    shows: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Listen until cancelled, and acknowledge as the page does."""
        assert self.tab.socket is not None
        async for frame in self.tab.socket:
            heard = frame.json()
            if heard["t"] != "rows":
                continue
            now = time.perf_counter()
            for row in heard["rows"]:
                if "marke-" in (text := str(row.get("html", row.get("text", "")))):
                    self.shown.setdefault(text.split("marke-", 1)[1].split(".", 1)[0], now)
            self.shows.set()
            await self.tab.socket.send_json({"t": "ack", "n": heard["rows"][-1]["n"]})

    async def sees(self, mark: str) -> float:
        """The time at which it was shown."""
        return await _seen(self.shown, self.shows, mark)


async def _seen(shown: dict[str, float], shows: asyncio.Event, mark: str) -> float:
    async with asyncio.timeout(PATIENCE):
        while mark not in shown:
            shows.clear()
            await shows.wait()
    return shown[mark]


async def measure_latency(folder: Path, talks: int, messages: int, tell: Callable[[int], object]) -> dict[str, Any]:
    """``messages`` of ``talks`` live conversations at `RATE`; milliseconds from sending to being shown."""
    nursery = Nursery()
    try:
        async with (
            open_world(folder, nursery) as world,
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http,
        ):
            await world.start("worker")
            web = await world.start("web", environ={"BUERGERDRAHT_WEB__TRUSTED_PROXIES": "127.0.0.1/32"})
            clerks = [await Clerk.enter(world, f"c{n}") for n in range(STAFF)]
            pairs = [await _open(world, web, http, clerks[n % STAFF], n) for n in range(talks)]
            listening = [asyncio.create_task(part.run()) for pair in pairs for part in pair]
            await asyncio.sleep(2)
            to_citizen, to_desk = await _talk(pairs, web, http, messages, tell)
            for task in listening:
                task.cancel()
            await asyncio.gather(*listening, return_exceptions=True)
    finally:
        nursery.close()
    return {"talks": talks, "messages": messages, "to_citizen": _figures(to_citizen), "to_desk": _figures(to_desk)}


async def _open(world: World, web: Process, http: aiohttp.ClientSession, clerk: Clerk, no: int) -> tuple[_Chat, _Page]:
    tab = Tab(http=http, remote=f"10.0.{no // 250}.{no % 250}")
    await tab.open(web)
    await tab.say("m0", ANSWERED[0])
    await tab.read_until(3)  # question, greeting, answer
    conversation = await world.journal.find(address_of(tab.token))
    assert conversation is not None
    ticket = await hand_off(world.journal, conversation, no)
    page = _Page(http=http, web=web, clerk=clerk, conversation=conversation, receipt=ticket.receipt)
    assert await clerk.act(http, web, conversation, "claim", receipt=ticket.receipt) == "done"
    return _Chat(tab=tab), page


async def _talk(
    pairs: Sequence[tuple[_Chat, _Page]],
    web: Process,
    http: aiohttp.ClientSession,
    messages: int,
    tell: Callable[[int], object],
) -> tuple[list[float], list[float]]:
    rng = random.Random(7)
    to_citizen: list[float] = []
    to_desk: list[float] = []

    async def one(no: int, chat: _Chat, page: _Page) -> None:
        mark, started = f"{no:06}", time.perf_counter()
        text = f"Das ist Nachricht marke-{mark}. Danke!"
        if no % 2:
            form = {"receipt": page.receipt, "fence": "1", "text": text, "now": "1"}
            assert await page.clerk.act(http, web, page.conversation, "reply", **form) == "done"
            to_citizen.append(1000 * (await chat.sees(mark) - started))
        else:
            assert chat.tab.socket is not None
            await chat.tab.socket.send_json({"t": "say", "id": f"m{mark}", "text": text})
            to_desk.append(1000 * (await page.sees(mark) - started))
        tell(len(to_citizen) + len(to_desk))

    running: list[asyncio.Task[None]] = []
    began = time.perf_counter()
    for no in range(messages):
        await asyncio.sleep(max(0.0, began + no / RATE - time.perf_counter()))
        running.append(asyncio.create_task(one(no, *rng.choice(pairs))))
    await asyncio.gather(*running)
    return to_citizen, to_desk


def _figures(times: list[float]) -> dict[str, float]:
    return {name: quantile(times, part) for name, part in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))}
