"""From an update handed out to its answer at the server, with Telegram's limits as they are."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack
from itertools import count, islice
from pathlib import Path
from typing import Any, Final

from faq.estimates import quantile
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.records import Class, Commit, Delivery
from handoff.journal.store import Store
from tests.bench.path.messtown import TOWN, questions, write_town
from tests.bench.path.rig import WireServer, environ_of, ready, running, store_server, token, wire_server
from tests.proof import Row

CHATS: Final = 100
"""Citizens of a bot, who write in turn; all have been greeted before."""
BULK: Final = 10_000
JITTER: Final = 0.8
"""Share of the pause between two messages by which each may be early or late, half to each side."""
_PROCESS: Final = (sys.executable, "-m", "tests.bench.path.process")
_FIRST_BULK: Final = 10**9


async def measure_latency(folder: Path, messages: int) -> dict[str, Any]:
    """Quiet, one bot and three, and the one while many other messages wait to leave."""
    texts = iter(questions(4 * messages + 100))
    chats = count(1_000)
    async with AsyncExitStack() as stack:
        wire = await stack.enter_async_context(wire_server())
        store = stack.enter_context(store_server(folder / "store", "always"))
        towns = folder / "towns"
        names = [TOWN, f"{TOWN}-b", f"{TOWN}-c"]
        for name in names:
            write_town(towns, name)
        environ = environ_of(folder / "data", store, wire, "", towns)
        del environ["TELEGRAM_TOKEN"]
        tokens = {name: token(10 + number) for number, name in enumerate(names)}
        environ["BUERGERDRAHT_TELEGRAM__TOKENS"] = json.dumps(tokens)
        bots = list(tokens.values())
        bot = stack.enter_context(running([_PROCESS], folder / "latency.log", bots[0], environ))
        await ready(bot)
        greeted = {one: await _greet(wire, one, list(islice(chats, CHATS))) for one in bots}
        found = {"one": await say(wire, {bots[0]: greeted[bots[0]]}, texts, 20.0, messages)}
        found["three"] = await say(wire, greeted, texts, 50.0, messages)
        await _wait_in_bulk(store.url, BULK)
        found["drain"] = await say(wire, {bots[0]: greeted[bots[0]]}, texts, 20.0, messages)
    return found


async def measure_small(folder: Path, messages: int) -> dict[str, Any]:
    """The whole program as a small town runs it, with its own store, on one core; its memory."""
    texts = iter(questions(messages))
    core = min(os.sched_getaffinity(0))
    async with AsyncExitStack() as stack:
        wire = await stack.enter_async_context(wire_server())
        write_town(folder / "towns")
        environ = environ_of(folder / "data", None, wire, token(20), folder / "towns")
        bot = stack.enter_context(running([_PROCESS], folder / "small.log", token(20), environ, core=core))
        await ready(bot)
        chats = await _greet(wire, token(20), list(range(1_000, 1_000 + CHATS)))
        await asyncio.sleep(3.0)
        idle = bot.memory_mb()
        figures = await say(wire, {token(20): chats}, texts, 20.0, messages)
        return {**figures, "idle_mb": idle, "loaded_mb": bot.memory_mb()}


async def _greet(wire: WireServer, bot: str, chats: list[int]) -> list[int]:
    await wire.ask("load", bot=bot, messages=[(chat, "/start") for chat in chats])
    seen = await wire.ask("wait", answers=len(chats), seconds=60.0)
    assert seen["answered"] == len(chats), seen
    return chats


async def say(
    wire: WireServer, chats: dict[str, list[int]], texts: Iterator[str], rate: float, messages: int
) -> dict[str, Any]:
    """So many messages a second, over all bots in turn; how long each answer took, in ms."""
    bots = list(chats)
    asked = [
        (chats[bots[n % len(bots)]][n // len(bots) % CHATS], text) for n, text in enumerate(islice(texts, messages))
    ]
    await wire.ask("say", bots=bots, messages=asked, rate=rate, jitter=JITTER)
    seen = await wire.ask("wait", answers=messages, seconds=30.0)
    assert seen["answered"] == messages, {**seen, "ms": "…"}
    parts = {f"p{share}": quantile(seen["ms"], share / 100) for share in (50, 95, 99)}
    return {**parts, "rate": rate, "messages": messages, "others": seen["others"]}


async def _wait_in_bulk(url: str, number: int) -> None:
    """So many messages to others wait to leave."""
    store = Store(url)
    await store.load_scripts()
    journal = Journal(store, TOWN, Hints(store, [TOWN]))
    numbers = iter(range(number))

    async def put() -> None:
        for n in numbers:
            await journal.bind(f"telegram:{_FIRST_BULK + n}", f"bulk{n}")
            notice = Delivery(
                id=f"bulk{n}.0",
                channel="telegram",
                to=f"citizen:bulk{n}",
                cls=Class.BULK,
                body={"text": f"Der Recyclinghof schließt heute früher ({n})."},
            )
            await journal.commit(Commit(conversation=f"bulk{n}", deliveries=(notice,), keep_timer=True))

    try:
        await asyncio.gather(*(put() for _ in range(64)))
    finally:
        await store.close()


def latency_rows(found: dict[str, Any]) -> Iterator[Row]:
    """What it comes to."""
    for name, what, goal in (
        ("one", "one bot, 20 messages/s", 100),
        ("three", "three bots, 50 messages/s", 100),
        ("drain", f"one bot, 20 messages/s while {BULK:,} bulk deliveries drain", 150),
    ):
        yield _row(f"accepted -> sendMessage, p99: {what}", found[name], goal, "latency")


def small_rows(found: dict[str, Any]) -> Iterator[Row]:
    """What it comes to."""
    yield _row("a small town's server, one core, 20 messages/s, p99", found, 250, "small")
    yield Row(
        name="a small town's server: memory of all processes, idle",
        ours=found["idle_mb"],
        goal="<= 250",
        ok=found["idle_mb"] <= 250,
        unit="MB",
        note=f"loaded {found['loaded_mb']:.0f} MB; 1 GB is there",
        command="python -m tests.bench.path --parts small",
    )


def _row(name: str, figures: dict[str, Any], goal: float, part: str) -> Row:
    note = f"p50 {figures['p50']:.0f}, p95 {figures['p95']:.0f}"
    if figures["others"]:
        note += f"; {figures['others']:,} others left meanwhile"
    return Row(
        name=name,
        ours=figures["p99"],
        goal=f"< {goal:g}",
        ok=figures["p99"] < goal,
        unit="ms",
        note=note,
        command=f"python -m tests.bench.path --parts {part}",
    )
