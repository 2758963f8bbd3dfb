"""Whether Telegram's limits are kept and used: `python -m tests.faults.allowance --minutes 10`.

The program as it is shipped answers bursts of questions, while staff claim and release concerns without a pause, each
of which changes a message in their group. The Bot API server refuses whatever is over 30 messages a second, one a
second to a chat, 20 a minute to a group. Ends with 1 when it had to refuse anything.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from handoff import grouptopics
from handoff.acts import Acts
from handoff.journal.keys import Keys
from handoff.staffgroup import announcer
from handoff.ticket import Staff
from tests.botapi import Ledger, Limits
from tests.botapi.ledger import SENDING
from tests.faults.nursery import Nursery
from tests.faults.town import ANSWERED, TOWN, UNKNOWN
from tests.faults.world import LOOK_SECONDS, World, open_world
from tests.staffgroup import CHAT, pair

STRICT = Limits(chat_burst=1)
CITIZENS = 150
BURST = 600
"""Messages that are written at once; answering them takes the whole allowance for many seconds."""
CONCERNS = 6
RESTLESS = 0.5
"""Seconds between two acts of staff."""
PAUSE = 20.0
DRAINED_WITHIN = 120.0


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What the ledger shows. Rates are the most in any window of that length."""

    sent: int
    refused: int
    a_second: int
    a_chat_second: int
    a_group_minute: int
    used: float
    """Share of 30 a second that was used in the seconds of full load: the middle of each burst."""


def findings(ledger: Ledger, bursts: Sequence[tuple[float, float]]) -> Findings:
    """Read them off a ledger; `bursts` are the times between which there was more to send than may be sent."""
    sent = [r for r in ledger.of_kind("accepted") if r["method"] in SENDING or r["method"] == "editMessageText"]
    times = sorted(r["at"] for r in sent)
    chats: dict[int, list[float]] = defaultdict(list)
    for record in sent:
        chats[record["chat_id"]].append(record["at"])
    groups = {chat for chat in chats if chat < 0}
    seconds = sum(end - start for start, end in bursts)
    loaded = sum(1 for at in times if any(start <= at < end for start, end in bursts))
    return Findings(
        sent=len(sent),
        refused=sum(1 for record in ledger.of_kind("answered") if record["status"] == 429),
        a_second=most(times, 1.0),
        a_chat_second=max((most(chats[chat], 1.0) for chat in chats if chat not in groups), default=0),
        a_group_minute=max((most(chats[chat], 60.0) for chat in groups), default=0),
        used=loaded / (30 * seconds) if seconds else 0.0,
    )


def most(times: Iterable[float], seconds: float) -> int:
    """The most of these times in any window of so many seconds."""
    window: deque[float] = deque()
    found = 0
    for at in sorted(times):
        window.append(at)
        while window[0] <= at - seconds:
            window.popleft()
        found = max(found, len(window))
    return found


async def drained(world: World) -> None:
    """Return when the answers have left; staff and what follows from their acts go on."""
    redis, keys = world.store.redis, Keys(TOWN)
    async with asyncio.timeout(DRAINED_WITHIN):
        while True:
            lanes = [key async for key in redis.scan_iter(match=keys("lane", "telegram:live", "*"), count=1000)]
            waiting = sum([await redis.llen(key) for key in lanes])
            if waiting <= 2 * CONCERNS and not world.api.world.updates.owed():
                return
            await asyncio.sleep(LOOK_SECONDS)


async def drive(world: World, minutes: float, progress: Progress) -> list[tuple[float, float]]:
    """Write bursts of questions for so long; the times of full load."""
    rng = random.Random(11)
    citizens = [world.citizen(n) for n in range(CITIZENS)]
    bursts = []
    ends = time.monotonic() + minutes * 60
    task = progress.add_task("bursts", total=minutes * 60)
    while time.monotonic() < ends:
        for number in range(BURST):
            citizens[number % CITIZENS].say(rng.choice(ANSWERED if rng.random() < 0.8 else UNKNOWN))
        started = time.time()
        await drained(world)
        length = time.time() - started
        bursts.append((started + 0.2 * length, started + 0.7 * length))
        await asyncio.sleep(min(PAUSE, max(0.0, ends - time.monotonic())))
        progress.update(task, completed=minutes * 60 - max(0.0, ends - time.monotonic()))
    return bursts


async def be_restless(world: World, conversations: Sequence[str]) -> None:
    """Claim and release concerns, one after the other, without end."""
    acts = Acts(world.journal, {"telegram": 4096}, announcer(lambda: "notice", grouptopics.news))
    clerk = Staff(login="anna", name="Anna Sommer")
    for number in count():
        conversation = conversations[number // 2 % len(conversations)]
        act = acts.release if number % 2 else acts.claim
        await act(conversation, clerk, request=f"restless {number}")
        await asyncio.sleep(RESTLESS)


async def measure(minutes: float, console: Console) -> tuple[Findings, list[str]]:
    """Run the program under bursts; what was found, and what is wrong afterwards."""
    nursery = Nursery()
    try:
        with tempfile.TemporaryDirectory() as folder, Progress(console=console) as progress:
            async with open_world(Path(folder), nursery) as world:
                world.api.team(CHAT, "Rathaus")
                await pair(world.journal)
                await world.start("poller", "worker", "sender", options=("--as-shipped",))
                waiting = [await world.hand_off(CITIZENS + number) for number in range(CONCERNS)]
                world.api.use_limits(STRICT)
                staff = asyncio.create_task(be_restless(world, waiting))
                try:
                    bursts = await drive(world, minutes, progress)
                finally:
                    staff.cancel()
                await world.quiet(DRAINED_WITHIN)
                return findings(world.api.ledger, bursts), await world.violations()
    finally:
        nursery.close()


def main() -> None:
    """Measure, show, judge."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.allowance", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    minutes = parser.parse_args().minutes
    console = Console()
    found, wrong = asyncio.run(measure(minutes, console))
    table = Table("what", "found", "allowed", title=f"Telegram's allowance, {minutes:g} minutes")
    table.add_row("messages sent", str(found.sent), "")
    table.add_row("refused with 429", str(found.refused), "0")
    table.add_row("most in a second", str(found.a_second), "30")
    table.add_row("most in a second to a chat", str(found.a_chat_second), "1")
    table.add_row("most in a minute to a group", str(found.a_group_minute), "20")
    table.add_row("allowance used under full load", f"{found.used:.0%}", "")
    console.print(table)
    for problem in wrong:
        console.print(problem)
    sys.exit(1 if found.refused or wrong else 0)


if __name__ == "__main__":
    main()
