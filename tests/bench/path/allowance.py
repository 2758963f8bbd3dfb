"""How much of Telegram's allowance is used while a backlog drains, at a server that refuses what is over it."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from rich.progress import Progress

from tests.botapi import Limits
from tests.faults.allowance import findings
from tests.faults.nursery import Nursery
from tests.faults.town import ANSWERED
from tests.faults.world import open_world
from tests.proof import Row

BACKLOG: Final = 1_000
CITIZENS: Final = 250
STRICT: Final = Limits(chat_burst=1)
COMMAND: Final = "python -m tests.bench.path --parts allowance"


async def measure_allowance(folder: Path, progress: Progress) -> dict[str, Any]:
    """A backlog of questions that waits at Telegram when the program starts."""
    nursery = Nursery()
    chance = random.Random(11)
    try:
        async with open_world(folder, nursery) as world:
            world.api.use_limits(STRICT)
            citizens = [world.citizen(n) for n in range(CITIZENS)]
            for number in range(BACKLOG):
                citizens[number % CITIZENS].say(chance.choice(ANSWERED))
            task = progress.add_task("allowance", total=None)
            await world.start("poller", "worker", "sender", options=("--as-shipped",))
            started = time.time()
            # Looked at seldom: looking costs time too.
            while len(world.api.ledger.accepted_messages()) < BACKLOG:  # noqa: ASYNC110
                await asyncio.sleep(0.5)
            length = time.time() - started
            await world.quiet(60.0)
            progress.remove_task(task)
            found = findings(world.api.ledger, [(started + 0.2 * length, started + 0.7 * length)])
            wrong = await world.violations()
    finally:
        nursery.close()
    return {
        "used": found.used,
        "refused": found.refused,
        "sent": found.sent,
        "seconds": length,
        "a_second": found.a_second,
        "a_chat_second": found.a_chat_second,
        "wrong": wrong,
    }


def allowance_rows(found: dict[str, Any]) -> Iterator[Row]:
    """What it comes to."""
    yield Row(
        name=f"Telegram's allowance that is used while a backlog of {BACKLOG:,} drains",
        ours=30 * found["used"],
        reference=30.0,
        ratio=found["used"],
        goal=">= 0.95",
        ok=found["used"] >= 0.95 and not found["wrong"],
        unit="messages/s",
        note=f"at most {found['a_second']} in a second, {found['a_chat_second']} to a chat",
        command=COMMAND,
    )
    share = found["refused"] / found["sent"]
    yield Row(
        name="the same: calls answered with 429",
        ours=float(found["refused"]),
        reference=float(found["sent"]),
        ratio=share,
        goal="<= 0.001",
        ok=share <= 0.001,
        command=COMMAND,
    )
