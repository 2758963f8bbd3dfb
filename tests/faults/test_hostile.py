"""Rows 60, 61, 65, 68: the hostile corpus through both channels of the running program."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.faults.process import EVERYTHING
from tests.faults.tab import Tab
from tests.faults.town import ANSWERED
from tests.faults.world import LONG, Process, World
from tests.hostile import CORPUS, HUGE, ODD, SLOW
from tests.proof import Row

pytestmark = pytest.mark.faults

EACH = 12
"""Messages of one citizen: nobody shall be held up for writing too much."""
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 16
MATCH_SECONDS = 1.0


def cpu(process: Process) -> float:
    """Seconds of CPU that it has used."""
    fields = Path(f"/proc/{process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def broken(world: World) -> list[str]:
    """What the program says went wrong in its code."""
    lines = [line for process in world.processes for line in process.log.read_text("utf-8").splitlines()]
    return [line[:500] for line in lines if "Traceback" in line or '"level":"error"' in line.replace(" ", "").lower()]


@pytest.mark.fault(rows=(60, 61, 65), promises=("P14",))
async def test_telegram_takes_everything_and_nothing_breaks(world: World, prove: Callable[[Row], None]) -> None:
    app = await world.start(*EVERYTHING)
    texts = [text for text in CORPUS if text and not text.startswith("/verbinden")]  # that is no part of the talk
    for number, text in enumerate(texts):
        citizen = world.api.citizen(1000 + number // EACH, text[:64] or "Kim", "de")
        match number % 4:
            case 0 if len(text) <= 1024:
                citizen.send_photo(PICTURE, text)
            case 1:
                citizen.edit(citizen.say(ANSWERED[0]), text)
            case _:
                citizen.say(text)
    for raw in ({"message": {"text": "?"}}, {"message": None}, {"callback_query": {"data": "\ud800" * 99}}, {}):
        world.api.inject(raw)
    await world.quiet(60)
    world.citizen(500).say(ANSWERED[1])
    await world.quiet()
    assert "Quelle" in world.citizen(500).last().text
    assert app.ended is None
    assert broken(world) == []
    assert await world.violations() == []
    prove(
        Row(
            name="hostile messages on Telegram that broke anything",
            promise="P14",
            ours=len(broken(world)),
            goal="0",
            note=f"of {len(texts)} texts, captions, edits and names",
            command="python -m tests.faults --row 61",
        )
    )


@pytest.mark.fault(rows=(60, 61, 65), promises=("P14",))
async def test_the_web_chat_takes_or_refuses_everything(world: World, prove: Callable[[Row], None]) -> None:
    await world.start("worker")
    web = await world.start("web")
    numbers = count()
    refused: dict[str, int] = {}
    tabs = []
    async with aiohttp.ClientSession() as http:
        origin = f"http://127.0.0.1:{web.port}"
        for start in range(0, len(texts := (*CORPUS, *HUGE)), EACH):
            tab = Tab(http=http, remote=f"203.0.113.{start // EACH + 1}")
            await tab.open(web)
            for text in texts[start : start + EACH]:
                if (why := await answer(tab, web, f"h{next(numbers)}", text)) != "stored":
                    refused[why] = refused.get(why, 0) + 1
            tabs.append(tab)
        for raw in frames():
            await shout(http, web, raw)
        for text in ODD:
            for path in ("/{}", "/ws?{}", "/files/{}", "/stop?{}", "/?lang={}"):
                asked = path.format(text.encode("utf-8", "surrogatepass").hex("%").replace("%", "%25") or "x")
                async with http.get(origin + asked) as response:
                    assert response.status < 500, asked
        await world.quiet(60)
        for tab in tabs:
            await tab.open(web)
            await tab.acknowledge(world)
        tabs.append(last := Tab(http=http))
        await last.open(web)
        await last.say("last", ANSWERED[0])
        await last.read_until(3)
        await last.acknowledge(world)
    assert web.ended is None
    assert broken(world) == []
    assert await world.violations() == []
    assert set(refused) <= {"too-long", "empty", "closed"}
    prove(
        Row(
            name="hostile messages and frames in the web chat that broke anything",
            promise="P14",
            ours=len(broken(world)),
            goal="0",
            note=f"of {len(texts)} texts and {len(list(frames()))} frames; refused by word: {refused}",
            command="python -m tests.faults --row 61",
        )
    )


async def answer(tab: Tab, web: Process, client: str, text: str) -> str:
    """Send a message; "stored", why it was refused, or "closed" when the line was cut: then there is a new one."""
    assert tab.socket is not None
    try:
        await tab.socket.send_json({"t": "say", "id": client, "text": text})
        while True:
            message = await tab.socket.receive(20)
            if message.type is not aiohttp.WSMsgType.TEXT:
                await tab.open(web)
                return "closed"
            frame = json.loads(message.data)
            if frame["t"] == "rows":
                tab.rows += frame["rows"]
            elif frame.get("id") == client:
                return "stored" if frame["t"] == "stored" else str(frame["why"])
    except ConnectionError:
        await tab.open(web)
        return "closed"


async def shout(http: aiohttp.ClientSession, web: Process, raw: str) -> None:
    """A frame from a browser that has said hello, or that has not."""
    origin = f"http://127.0.0.1:{web.port}"
    async with http.ws_connect(f"{origin}/ws", headers={"Origin": origin}) as socket:
        if len(raw) % 2:
            await socket.send_json({"t": "hello", "token": "", "after": 0, "last": ""})
            await socket.receive(20)
        await socket.send_str(raw)


def frames() -> list[str]:
    """Frames that are none, and each kind of frame with what does not belong into it."""
    values: tuple[Any, ...] = (None, True, -1, 1e308, 2**70, "\ud800", "x" * 300, [], [[[]]] * 9, {}, {"t": "say"})
    kinds = (
        "hello",
        "start",
        "say",
        "press",
        "ack",
        "return",
        "typing",
        "leave",
        "mail",
        "call",
        "link",
        "rate",
        "ping",
    )
    fields = ("id", "text", "attachments", "row", "choice", "n", "receipt", "code", "token", "after", "last", "on")
    made = [
        json.dumps({"t": kind, "id": "a1", field: value})
        for number, (kind, field) in enumerate((kind, field) for kind in kinds for field in fields)
        for value in values[number % 3 :: 3]
    ]
    whole = ["", "null", "[]", "{", "[" * 10_000, '{"t":' * 5_000, '{"t":NaN}', '{"t":"say","t":"ack"}', "\0", "1e999"]
    return [*whole, *made]


@pytest.mark.fault(rows=(60, 68), promises=("P14",))
async def test_long_texts_are_matched_within_a_second_of_cpu(world: World, prove: Callable[[Row], None]) -> None:
    """Row 68: what is as long as a message may be, and made for patterns that look again and again."""
    app = await world.start(*EVERYTHING)
    world.citizen(1).say(ANSWERED[0])
    await world.quiet()
    spent = []
    texts = SLOW if LONG else SLOW[::3]
    for number, text in enumerate(texts):
        before = cpu(app)
        world.citizen(2 + number).say(text)
        await world.quiet(60)
        spent.append(cpu(app) - before)
    assert max(spent) < MATCH_SECONDS, sorted(zip(spent, texts, strict=True))[-1]
    assert broken(world) == []
    prove(
        Row(
            name="the slowest message of the hostile corpus, whole way",
            promise="P14",
            ours=max(spent),
            goal=f"< {MATCH_SECONDS:g} s of CPU",
            unit="s of CPU",
            note=f"of {len(spent)} texts of up to 4,000 characters",
            command="python -m tests.faults --row 68",
        )
    )
