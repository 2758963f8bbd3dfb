"""Rows 60, 61, 65, 68: the hostile corpus through both channels of the running program."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any, get_args
from urllib.parse import quote

import aiohttp
import pytest

from bot.channels.webchat.frames import ClientFrame
from bot.channels.webchat.identity import address_of
from tests.faults.desk import Clerk
from tests.faults.process import EVERYTHING
from tests.faults.tab import Tab
from tests.faults.town import ANSWERED, CONCERN, UNDECIDED
from tests.faults.world import LONG, Process, World
from tests.hostile import CORPUS, HUGE, ODD, SLOW
from tests.proof import Row

pytestmark = pytest.mark.faults

EACH = 12
"""Messages of one citizen: nobody shall be held up for writing too much."""
TEXT = b"Sehr geehrte Damen und Herren"
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
            if token := await shout(http, web, raw):
                tabs.append(Tab(http=http, token=token))
        for text in ODD:
            for path in ("/{}", "/ws?{}", "/files/{}", "/stop?{}", "/?lang={}"):
                asked = path.format(text.encode("utf-8", "surrogatepass").hex("%").replace("%", "%25") or "x")
                async with http.get(origin + asked) as response:
                    assert response.status < 500, asked
        await world.quiet(60)
        for tab in tabs:
            await tab.open(web)
            if tab.rows:
                await tab.acknowledge(world)
            assert tab.socket is not None
            await tab.socket.close()
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


@pytest.mark.fault(rows=(60, 61), promises=("P14",))
async def test_files_of_any_name_are_taken_and_read_back_by_staff(world: World, prove: Callable[[Row], None]) -> None:
    await world.start("worker")
    web = await world.start("web", environ={"BUERGERDRAHT_WEB__TRUSTED_PROXIES": "127.0.0.1"})
    origin = f"http://127.0.0.1:{web.port}"
    names = [text for text in CORPUS if len(quoted(text)) < 4000]
    kept = 0
    async with aiohttp.ClientSession() as http:
        clerk = await Clerk.enter(world, "petra")
        for start in range(0, len(names), EACH):
            tab = Tab(http=http, remote=f"198.51.100.{start // EACH + 1}")
            await tab.open(web)
            for number, text in enumerate(("/mensch", CONCERN, *UNDECIDED)):  # now people have it
                await tab.say(f"c{number}", text)
                await world.quiet()
            for number, name in enumerate(names[start : start + EACH]):
                head = {
                    "Origin": origin,
                    "X-Forwarded-For": tab.remote,
                    "Authorization": f"Bearer {tab.token}",
                    "X-File-Name": quoted(name),
                }
                async with http.post(f"{origin}/upload", data=TEXT, headers=head) as response:
                    assert response.status == 200, (name, response.status)
                    file = await response.json()
                assert tab.socket is not None
                said = {"t": "say", "id": f"f{number}", "attachments": [{"ref": file["ref"], "name": name}]}
                await tab.socket.send_json(said)
                await tab._frame("stored")
                kept += 1
            await world.quiet(60)
            conversation = await world.journal.find(address_of(tab.token))
            assert conversation is not None
            page = await clerk.page(http, web, conversation)
            assert page.count("/file/") >= len(names[start : start + EACH])
            assert "<script>window.hacked" not in page
    assert web.ended is None
    assert broken(world) == []
    prove(
        Row(
            name="files with hostile names that broke anything",
            promise="P14",
            ours=len(broken(world)),
            goal="0",
            note=f"of {kept}, each shown to staff",
        )
    )


def quoted(name: str) -> str:
    """As the page's script sends it."""
    return quote(name.encode("utf-8", "surrogatepass"), safe="")


async def shout(http: aiohttp.ClientSession, web: Process, raw: str) -> str:
    """A frame from a browser that has said hello, or that has not; its token, if so."""
    token = ""
    origin = f"http://127.0.0.1:{web.port}"
    async with http.ws_connect(f"{origin}/ws", headers={"Origin": origin}) as socket:
        if len(raw) % 2:
            await socket.send_json({"t": "hello", "token": "", "after": 0, "last": ""})
            token = (await socket.receive_json(timeout=20))["token"]
        await socket.send_str(raw)
    return token


def frames() -> list[str]:
    """Frames that are none, and each kind of frame with what does not belong into it."""
    values: tuple[Any, ...] = (None, True, -1, 1e308, 2**70, "\ud800", "x" * 300, [], [[[]]] * 9, {}, {"t": "say"})
    sound = {"id": "a1", "row": "r", "choice": "c", "n": 1, "receipt": "001-0001", "code": "A", "link": "x" * 32}
    made = [
        json.dumps({"t": kind, **sound, field: value})
        for number, (kind, field) in enumerate(
            (str(get_args(shape.model_fields["t"].annotation)[0]), field)
            for shape in get_args(ClientFrame)
            for field in shape.model_fields
            if field != "t"
        )
        for value in (*values[number % 3 :: 3], *CORPUS[number % 5 :: 5])
    ]
    made += [json.dumps({"t": "say", "id": "a2", "attachments": [{"ref": value, "name": value}]}) for value in values]
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
        )
    )
