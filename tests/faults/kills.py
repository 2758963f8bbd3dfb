"""The kill loop: rounds in which citizens and staff are at work while processes and the store are killed with -9.

Every round has a world of its own, with each role's process twice. Kills come at random moments, and at named points
that a process passes. After each round the checker reads the raw keys.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import secrets
import signal
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

import aiohttp

from handoff.journal.embedded import Fsync
from handoff.journal.records import JournalError
from tests.botapi import Citizen
from tests.faults.desk import Clerk
from tests.faults.nursery import Nursery
from tests.faults.tab import Tab
from tests.faults.toll import Toll, proof
from tests.faults.town import ANSWERED, CONCERN, UNKNOWN
from tests.faults.world import Process, World, open_world, until
from tests.proof import Row

FLEET: Final = (("worker",), ("worker",), ("poller",), ("poller",), ("sender",), ("sender",), ("web",), ("web",))
POINTS: Final = {
    "poller": ("ingest.before", "ingest.after"),
    "worker": ("take.after", "commit.before", "commit.after"),
    "sender": ("take_delivery.after", "report.before", "report.after"),
    "web": ("ingest.before", "ingest.after", "act.before", "act.after"),
}
QUICK: Final = ("--lease", "1", "--delivery-lease", "1.5")
KILLS_A_ROUND: Final = 20
STORE_KILLS_A_ROUND: Final = 10
MESSAGES: Final = 60
"""On Telegram, a round."""
TABS: Final = 3
QUIET_SECONDS: Final = 90.0
OUTAGE_SECONDS: Final = 1.0
DONE: Final = frozenset({"done", "taken", "closed", "invalid"})

Tell = Callable[..., object]


@dataclass(kw_only=True)
class Fleet:
    """The program's processes of a round, and who kills them."""

    world: World
    rng: random.Random
    toll: Toll
    processes: list[Process] = field(default_factory=list)
    plans: dict[int, str] = field(default_factory=dict)
    """By process id the point at which it ends itself."""

    async def start(self) -> None:
        """One of each, and a second."""
        self.processes = [self.world.spawn(*roles, options=QUICK) for roles in FLEET]
        for process in self.processes:
            await process.ready()

    def one(self, role: str) -> Process:
        """One of a role that serves now. Raises ConnectionError when there is none."""
        found = [p for p in self.processes if role in p.roles and p.ended is None and p.lines("app.ready")]
        if not found:
            raise ConnectionError(role)
        return self.rng.choice(found)

    async def kill_one(self) -> None:
        """End one, rather none that is on its way to a point; half of their successors get one."""
        unplanned = [place for place, process in enumerate(self.processes) if not self.plans.get(process.pid)]
        place = self.rng.choice(unplanned or range(len(self.processes)))
        old = self.processes[place]
        role = old.roles[0]
        if old.ended is None:
            self.plans.pop(old.pid, None)
            await old.kill()
        self._count(old)
        options: tuple[str, ...] = QUICK
        point = ""
        if self.rng.random() < 0.7:
            point = self.rng.choice(POINTS[role])
            options = (*QUICK, "--crash-at", f"{point}:{self.rng.randint(1, 2)}")
        fresh = self.world.spawn(role, options=options)
        self.plans[fresh.pid] = point
        self.processes[place] = fresh

    async def mend(self) -> None:
        """Put another in the place of each that has ended itself."""
        for place, process in enumerate(self.processes):
            if process.ended is not None:
                self._count(process)
                self.processes[place] = self.world.spawn(*process.roles, options=QUICK)

    async def settle(self) -> None:
        """From now on nobody ends itself."""
        for place, process in enumerate(self.processes):
            if self.plans.get(process.pid) or process.ended is not None:
                if process.ended is None:
                    self.plans.pop(process.pid, None)
                    await process.kill()
                self._count(process)
                self.processes[place] = self.world.spawn(*process.roles, options=QUICK)
        for process in self.processes:
            await process.ready()

    def _count(self, process: Process) -> None:
        assert process.ended == -signal.SIGKILL, f"{process.log.name} ended by itself: {process.ended}"
        self.toll.kills[process.roles[0]] += 1
        if point := self.plans.pop(process.pid, ""):
            self.toll.at_points[point] += 1


async def run_kills(kills: int, store_kills: int, seed: int, tell: Tell) -> tuple[list[Row], list[str]]:
    """So many kills of processes, and of the store, in rounds; the proof, and what was wrong in words."""
    toll = Toll()
    nursery = Nursery()
    tell(total=kills + store_kills)
    rng = random.Random(seed)
    try:
        for number in itertools.count():
            processes, stores = kills - toll.kills.total(), store_kills - toll.store_kills
            if processes <= 0 and stores <= 0:
                break
            # Rounds of processes, and now and then one of the store; each with both ways of writing to disk.
            of_store = stores > 0 and (processes <= 0 or number % 4 == 3)
            fsync: Fsync = "always" if number // (4 if of_store else 1) % 2 == 0 else "everysec"
            with tempfile.TemporaryDirectory() as folder:
                async with open_world(Path(folder), nursery, fsync=fsync) as world:
                    one = Round(world=world, rng=random.Random(rng.random()), toll=toll, tell=tell, number=number)
                    toll.rounds[fsync] += 1
                    if of_store:
                        await one.run(one.kill_store, min(STORE_KILLS_A_ROUND, stores))
                    else:
                        await one.run(one.kill_processes, min(KILLS_A_ROUND, processes))
            tell(note=f"{sum(toll.wrong.values())} wrong, {toll.doubts} doubts, {toll.twice} twice")
    finally:
        nursery.close()
    command = f"python -m tests.faults --part kills --kills {kills} --store-kills {store_kills} --seed {seed}"
    return list(proof(toll, command)), [*toll.told, *toll.leaks]


@dataclass(kw_only=True)
class Round:
    """Citizens on both channels, two clerks, and the kills among them."""

    world: World
    rng: random.Random
    toll: Toll
    tell: Tell
    number: int
    over: asyncio.Event = field(default_factory=asyncio.Event)
    tabs: list[Tab] = field(default_factory=list)
    confirmed: dict[int, list[str]] = field(default_factory=dict)

    async def run(self, kill: Callable[[Fleet, int], Awaitable[None]], kills: int) -> None:
        """Let everybody work while processes die, wait until it is quiet, count."""
        if self.number % 2:
            self.world.api.redeliver(3, "same")
        fleet = Fleet(world=self.world, rng=self.rng, toll=self.toll)
        await fleet.start()
        async with aiohttp.ClientSession() as http:
            clerks = [await Clerk.enter(self.world, login) for login in ("petra", "quirin")]
            work = [
                asyncio.create_task(self.world.chatter(MESSAGES, self.rng, 0.02 * kills)),
                *(asyncio.create_task(self._surf(http, fleet, n)) for n in range(TABS)),
                *(asyncio.create_task(self._staff(http, fleet, clerk)) for clerk in clerks),
            ]
            try:
                await kill(fleet, kills)
                await work[0]
                await fleet.settle()
            finally:
                self.over.set()
                done = await asyncio.gather(*work, return_exceptions=True)
            for trouble in done:
                if isinstance(trouble, BaseException):
                    raise trouble
            await self.world.quiet(QUIET_SECONDS)
            await self._judge_tabs(http, fleet)
        await self.world.quiet(QUIET_SECONDS)
        await self.toll.add(self.world, [tab.token for tab in self.tabs])

    async def kill_processes(self, fleet: Fleet, kills: int) -> None:
        """One after the other at random; once all of them, and a while nothing runs."""
        before = self.toll.kills.total()
        outage = self.rng.randrange(max(1, kills // 2))
        for n in itertools.count():
            killed = self.toll.kills.total() - before
            self.tell(completed=self.toll.kills.total() + self.toll.store_kills)
            if killed >= kills:
                return
            await asyncio.sleep(self.rng.random() * 0.8)
            await fleet.mend()
            if n == outage:
                for process in fleet.processes:
                    await process.kill()
                await asyncio.sleep(OUTAGE_SECONDS)
                await fleet.mend()
                self.toll.outages += 1
            else:
                await fleet.kill_one()

    async def kill_store(self, fleet: Fleet, kills: int) -> None:
        """Each time a citizen asks as soon as it is back."""
        for _ in range(kills):
            await asyncio.sleep(self.rng.random() * 0.5)
            await self.world.kill_store()
            self.toll.store_kills += 1
            self.tell(completed=self.toll.kills.total() + self.toll.store_kills)
            citizen = self.world.citizen(100 + self.toll.store_kills)
            since = time.monotonic()
            citizen.say(self.rng.choice(ANSWERED))
            await until(partial(_answered, citizen), QUIET_SECONDS, "an answer")
            self.toll.back.append(time.monotonic() - since)

    async def _surf(self, http: aiohttp.ClientSession, fleet: Fleet, n: int) -> None:
        """A citizen in the web chat: sends each message until it is confirmed, on whichever server is there."""
        tab = Tab(http=http)
        self.tabs.append(tab)
        said = self.confirmed[len(self.tabs) - 1] = []
        for number in itertools.count():
            client = f"r{self.number}-t{n}-{number}"
            text = self.rng.choice((*ANSWERED, *UNKNOWN, CONCERN, "/mensch"))
            while not self.over.is_set():
                with suppress(aiohttp.ClientError, OSError, TimeoutError, TypeError, ValueError, AssertionError):
                    if tab.socket is None or tab.socket.closed:
                        await tab.open(fleet.one("web"))
                    await tab.say(client, text)
                    said.append(client)
                    break
                tab.socket = None
                await asyncio.sleep(0.05)
            if self.over.is_set():
                return
            await asyncio.sleep(self.rng.random() * 0.6)

    async def _judge_tabs(self, http: aiohttp.ClientSession, fleet: Fleet) -> None:
        """Each browser, once it is connected again, has every row once and in order, and what it was promised."""
        parked = str(await self.world.store.redis.hvals(f"bd:{{{self.world.town}}}:parked"))
        for number, tab in enumerate(self.tabs):
            said = self.confirmed[number]
            self.toll.web_messages += len(said)
            if not said:
                continue
            await tab.open(fleet.one("web"))
            await tab.acknowledge(self.world)
            own = [row["client"] for row in tab.rows if row["who"] == "citizen" and row.get("client")]
            numbers = [row["n"] for row in tab.rows]
            wrong = [f"P6: the web chat shows rows {numbers}"] if numbers != sorted(set(numbers)) else []
            wrong += [f"P6: {client} twice in the web chat" for client in own if own.count(client) > 1]
            lost = [
                f"P1: {client} was confirmed to the browser"
                for client in said
                if client not in own and client not in parked
            ]
            self.toll.web_wrong += len(wrong) + len(lost)
            self.toll.blame([*wrong, *lost])

    async def _staff(self, http: aiohttp.ClientSession, fleet: Fleet, clerk: Clerk) -> None:
        """Claims what waits, replies, lets go or closes; each form is sent until it was answered."""
        while not self.over.is_set():
            await asyncio.sleep(self.rng.random() * 0.3)
            try:
                tickets = await self.world.journal.tickets()
            except JournalError:
                continue
            mine = [(c, t) for c, t in tickets if t.owner == clerk.staff]
            free = [(c, t) for c, t in tickets if t.owner is None]
            if mine and self.rng.random() < 0.7:
                conversation, ticket = self.rng.choice(mine)
                act = self.rng.choice(("reply", "reply", "release", "close"))
                form = {"receipt": ticket.receipt, "fence": str(ticket.fence), "end": "answered"}
                form["text"] = "Das ist geklärt."
                said = await self._act(http, fleet, clerk, f"{conversation}/{act}", form)
                self.toll.replies += act == "reply" and said == "done"
            elif free:
                conversation, ticket = free[0]  # both want the same
                said = await self._act(http, fleet, clerk, f"{conversation}/claim", {"receipt": ticket.receipt})
                self.toll.claims += said == "done"

    async def _act(
        self, http: aiohttp.ClientSession, fleet: Fleet, clerk: Clerk, what: str, form: Mapping[str, str]
    ) -> str:
        """Send a form until it is answered; what was said."""
        conversation, _, act = what.partition("/")
        request = secrets.token_hex(4)
        while not self.over.is_set():
            with suppress(aiohttp.ClientError, OSError, TimeoutError, ValueError, KeyError):
                said = await clerk.act(http, fleet.one("web"), conversation, act, request=request, **form)
                if said in DONE:
                    return said
            await asyncio.sleep(0.1)
        return ""


def _answered(citizen: Citizen) -> bool:
    return any(not message.mine for message in citizen.messages())
