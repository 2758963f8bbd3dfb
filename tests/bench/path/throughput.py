"""Messages from Telegram to their answers, the whole way, beside bare bots: all at once, in interleaved rounds."""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Final

from tests.bench.path.messtown import questions, write_town
from tests.bench.path.rig import (
    RIVALS,
    Bot,
    WireServer,
    environ_of,
    ready,
    running,
    store_server,
    token,
    wire_server,
)
from tests.proof import Row, beside

ROUNDS: Final = 5
MESSAGES: Final = 1_000
TIMES: Final = 1_000
SETTLE: Final = 1.0
"""Seconds after the last answer in which what is left to do is still counted as CPU time."""
PTB, PTB_MANY, AIOGRAM, OURS, ALWAYS, TWO = "ptb", "ptb256", "aiogram", "everysec", "always", "two"
_PROCESS: Final = (sys.executable, "-m", "tests.bench.path.process", "--times", str(TIMES))
COMMAND: Final = "python -m tests.bench.path --parts throughput"


@dataclass(kw_only=True)
class Contender:
    """A bot and its rounds."""

    name: str
    bot: Bot
    rates: list[float] = field(default_factory=list)
    micros: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answered messages a second, the median."""
        return statistics.median(self.rates)

    @property
    def cpu(self) -> float:
        """µs of CPU a message, the median."""
        return statistics.median(self.micros)


async def measure_throughput(folder: Path, messages: int, only: Sequence[str] = ()) -> list[Contender]:
    """`ROUNDS` rounds of so many messages each for every contender, one after the other."""
    texts = iter(questions(ROUNDS * messages * 5))
    chats = count(1_000)
    async with AsyncExitStack() as stack:
        wire = await stack.enter_async_context(wire_server())
        contenders = [one async for one in _contenders(stack, folder, wire, only)]
        there = {contender.name: [next(chats) for _ in range(messages)] for contender in contenders}
        for contender in contenders:  # everybody has been greeted before
            await _round(wire, contender, [(chat, "/start") for chat in there[contender.name]], counts=False)
        for _ in range(ROUNDS):
            for contender in contenders:
                asked = [(chat, next(texts)) for chat in there[contender.name]]
                await _round(wire, contender, asked, counts=True)
    return contenders


async def _contenders(stack: AsyncExitStack, folder: Path, wire: WireServer, only: Sequence[str]) -> Any:
    bare = Path(__file__).with_name("barebot.py")
    towns = folder / "towns"
    write_town(towns)
    for number, name in enumerate((PTB, PTB_MANY, AIOGRAM, OURS, ALWAYS, TWO)):
        wanted = name in only if only else name != PTB_MANY  # which is slower than one after the other
        if not wanted or (name == AIOGRAM and not RIVALS.exists()):
            continue
        bot, log = token(number), folder / f"{name}.log"
        if name in {PTB, PTB_MANY, AIOGRAM}:
            python = str(RIVALS) if name == AIOGRAM else sys.executable
            started = running([(python, str(bare), name, wire.address, bot)], log, bot, os.environ)
            yield Contender(name=name, bot=stack.enter_context(started))
            continue
        data = folder / name
        store = stack.enter_context(store_server(data, "always" if name == ALWAYS else "everysec"))
        roles = [("all",), ("worker",)] if name == TWO else [("all",)]
        commands = [[*_PROCESS, *(part for role in one for part in ("--role", role))] for one in roles]
        started = running(commands, log, bot, environ_of(data, store, wire, bot, towns))
        contender = Contender(name=name, bot=stack.enter_context(started))
        await ready(contender.bot, len(roles))
        yield contender


async def _round(wire: WireServer, contender: Contender, messages: list[tuple[int, str]], *, counts: bool) -> None:
    before = contender.bot.cpu()
    await wire.ask("load", bot=contender.bot.token, messages=messages)
    seen = await wire.ask("wait", answers=len(messages), seconds=120.0)
    if seen["answered"] < len(messages):
        raise RuntimeError(f"{contender.name} answered {seen['answered']} of {len(messages)}; see {contender.bot.log}")
    await asyncio.sleep(SETTLE)
    if counts:
        contender.rates.append(len(messages) / seen["seconds"])
        contender.micros.append((contender.bot.cpu() - before) / len(messages) * 1e6)


def rows(contenders: Sequence[Contender]) -> Iterator[Row]:
    """What they come to."""
    by = {contender.name: contender for contender in contenders}
    if (bare := by.get(PTB)) is None or (ours := by.get(OURS)) is None:
        return
    yield _beside("Telegram message -> answer, everysec; bare PTB echo bot", ours, bare, 1.0)
    if (other := by.get(AIOGRAM)) is not None:
        yield _beside("the same beside a bare aiogram echo bot", ours, other, None)
    if (always := by.get(ALWAYS)) is not None:
        yield _beside("the same with appendfsync always, beside everysec", always, ours, None)
    if (two := by.get(TWO)) is not None:
        ratio = beside(two.cpu, ours.cpu)
        yield Row(
            name="CPU time a message with two workers, beside one",
            ours=two.cpu,
            reference=ours.cpu,
            ratio=ratio,
            goal="<= 1.1",
            ok=ratio is not None and ratio <= 1.1,
            unit="µs",
            note=f"{two.rate:,.0f} beside {ours.rate:,.0f} messages a second on {os.cpu_count()} cores",
            command=COMMAND,
        )


def _beside(name: str, ours: Contender, reference: Contender, goal: float | None) -> Row:
    ratio = statistics.median(a / b for a, b in zip(ours.rates, reference.rates, strict=True))
    return Row(
        name=name,
        ours=ours.rate,
        reference=reference.rate,
        ratio=ratio,
        goal=f">= {goal:g}" if goal else "",
        ok=goal is None or ratio >= goal,
        unit="messages/s",
        note=f"CPU {ours.cpu:,.0f} beside {reference.cpu:,.0f} µs a message",
        command=COMMAND,
    )
