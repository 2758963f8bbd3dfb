"""`make bench`, a state: one installation with a hundred towns beside one with one, the same messages in both.

How many messages come in an hour follows the day of an office: `CURVE`. The installation is the program as it is run,
on a Cluster of three masters with a replica each or on the store that it starts itself; messages come through that
store as its channels would put them there, and are waited for.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from rich.console import Console

from bot.dialogue.events import Said, event_to_json
from handoff.journal.embedded import socket_path
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.store import Store
from tests.bench.growth.installation import cpu_of, program, resident
from tests.faults.stores.cluster import open_cluster
from tests.faults.town import ANSWERED, write_town
from tests.proof import BENCH, Row, beside, keep, table

OUT: Final = Console()
CURVE: Final = (1, 1, 1, 1, 1, 2, 5, 14, 34, 52, 58, 54, 44, 42, 46, 44, 40, 36, 30, 24, 18, 12, 6, 2)
"""Messages by the hour of a day, in parts: an office's mornings, a second rise after lunch, evenings at home. Assumed
(nobody publishes one); what counts is that the busiest hour has a tenth of the day."""
QUIET_SECONDS: Final = 60.0
GOAL: Final = 1.1


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """Of an installation: seconds of processor time a second when nothing comes, and beyond that a message; bytes;
    the start in seconds, and in seconds of processor time.
    """

    towns: int
    idle: float
    message: float
    memory: int
    store: int
    start: float
    start_cpu: float


def main() -> int:
    """Run one town, then a hundred; what a town more costs, and a message."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.growth.state", description=main.__doc__)
    parser.add_argument("--towns", type=int, default=100, help="(default: %(default)s)")
    parser.add_argument("--messages", type=int, default=1000, help="in one day of the curve (default: %(default)s)")
    parser.add_argument("--idle", type=float, default=20, help="seconds without messages (default: %(default)s)")
    parser.add_argument("--day", type=float, default=24, help="seconds that a day takes (default: %(default)s)")
    parser.add_argument("--alone", action="store_true", help="on one embedded store instead of a Cluster")
    parser.add_argument("--keep", type=Path, default=BENCH, help="file for the figures (default: %(default)s)")
    wanted = parser.parse_args()
    costs = []
    for count in (1, wanted.towns):
        with tempfile.TemporaryDirectory() as folder:
            costs.append(asyncio.run(_cost(Path(folder).resolve(), count, wanted)))
    alone = " --alone" if wanted.alone else ""
    rows = _rows(*costs, command=f"python -m tests.bench.growth.state --towns {wanted.towns}{alone}")
    keep(wanted.keep, rows, part="state")
    where = "one store" if wanted.alone else "a Cluster"
    OUT.print(table(rows, f"A state: {wanted.towns} towns in one installation on {where}, beside one town"))
    return 0 if all(row.ok for row in rows) else 1


async def _cost(folder: Path, count: int, wanted: argparse.Namespace) -> Cost:
    towns = [f"ort{no:03}" for no in range(count)]
    made = write_town(folder / "made")
    for town in towns:
        shutil.copytree(made, folder / "towns" / town)
    async with AsyncExitStack() as stack:
        if wanted.alone:
            url = f"unix://{socket_path(folder)}"
            pid, start = stack.enter_context(program(folder))
        else:
            url = (await stack.enter_async_context(open_cluster(folder / "cluster"))).url
            pid, start = stack.enter_context(program(folder, REDIS_URL=url))
        store = Store(url)
        stack.push_async_callback(store.close)
        return await _measured(store, towns, wanted, (pid, start))


async def _measured(store: Store, towns: list[str], wanted: argparse.Namespace, begun: tuple[int, float]) -> Cost:
    pid, start = begun
    start_cpu = cpu_of(pid)
    servers = await _processes(store)
    await asyncio.sleep(5)  # what a start leaves to be done is done
    before = sum(map(cpu_of, (pid, *servers)))
    await asyncio.sleep(wanted.idle)
    idle = (sum(map(cpu_of, (pid, *servers))) - before) / wanted.idle
    journals = [Journal(store, town, Hints(store, [town]), per_minute=10**6) for town in towns]
    started, before = time.perf_counter(), sum(map(cpu_of, (pid, *servers)))
    answered = await _day(journals, wanted.messages, wanted.day)
    seconds = time.perf_counter() - started
    used = sum(map(cpu_of, (pid, *servers))) - before
    memory = [await server.call(lambda r: r.info("memory")) for server in await store.servers()]
    return Cost(
        towns=len(towns), idle=idle, message=(used - idle * seconds) / answered, memory=resident(pid),
        store=sum(int(one["used_memory"]) for one in memory), start=start, start_cpu=start_cpu,
    )  # fmt: skip


async def _processes(store: Store) -> list[int]:
    """The processes of all servers of the store, replicas too."""
    found = []
    for server in await store.servers():
        replicas = await server.replicas()
        for one in (server, *replicas):
            found.append(int((await one.call(lambda r: r.info("server")))["process_id"]))
        for replica in replicas:
            await replica.close()
    return found


async def _day(journals: list[Journal], messages: int, day: float) -> int:
    """Messages over the hours of the curve, each to a town by chance; returns when all are answered, how many."""
    rng = random.Random(11)
    times = sorted(
        (hour + rng.random()) / len(CURVE) * day for hour in rng.choices(range(len(CURVE)), CURVE, k=messages)
    )
    began, asked = time.perf_counter(), dict[str, Journal]()
    for no, at in enumerate(times):
        await asyncio.sleep(max(0.0, began + at - time.perf_counter()))
        journal = rng.choice(journals)
        event = event_to_json(Said(id=f"s{no}", text=ANSWERED[no % len(ANSWERED)]))
        conversation = await journal.ingest(
            address=f"web:state{no}", event_id=f"s{no}", event=event, due_in=timedelta(hours=1)
        )
        asked[conversation] = journal
    ends = time.perf_counter() + QUIET_SECONDS
    for conversation, journal in asked.items():
        while not any(row.who == "machine" for row in await journal.rows(conversation)):
            if time.perf_counter() > ends:
                raise TimeoutError("a message was not answered")
            await asyncio.sleep(0.05)
    return len(asked)


def _rows(one: Cost, many: Cost, *, command: str) -> list[Row]:
    more = many.towns - one.towns

    def row(name: str, unit: str, ours: float, of_one: float, note: str = "") -> Row:
        ratio = beside(ours, of_one)
        goal = f"<= {GOAL}"
        return Row(
            name=f"a state: {name}", unit=unit, ours=ours, reference=of_one, ratio=ratio, goal=goal,
            ok=(ratio or 0) <= GOAL,
            note=note, command=command,
        )  # fmt: skip

    return [
        row(
            "processor time a message", "µs", 1e6 * many.message, 1e6 * one.message,
            "program and all of the store's servers, beyond what the towns cost without messages",
        ),
        row("a further town without messages", "µs a second", 1e6 * (many.idle - one.idle) / more, 1e6 * one.idle),
        row("memory of the program, a further town", "MiB", (many.memory - one.memory) / more / 2**20,
            one.memory / 2**20),
        row("memory of the store, a further town", "KiB", (many.store - one.store) / more / 2**10, one.store / 2**10),
        row(
            "the start, a further town", "ms of processor time", 1e3 * (many.start_cpu - one.start_cpu) / more,
            1e3 * one.start_cpu,
        ),
        Row(
            name=f"a state: start with {many.towns} towns", unit="s", ours=many.start, reference=one.start,
            ratio=many.start / one.start, command=command,
        ),
    ]  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
