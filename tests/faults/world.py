"""A town under fault: its store, a Bot API server, the program's processes, and hands to kill them with.

async with open_world(folder, nursery) as world:
    app = await world.start("poller", "worker", "sender")
    world.citizen(1).say("Wie melde ich Sperrmüll an?")
    await world.quiet()
    assert await world.violations() == []
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.dialogue.events import Said, event_to_json
from handoff.acts import Acts
from handoff.journal.embedded import EmbeddedServer, Fsync
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.keys import Keys
from handoff.journal.records import JournalError
from handoff.journal.store import Store
from tests.botapi import BotApi, Citizen, Limits
from tests.faults.invariants import Order, violations
from tests.faults.nursery import Nursery
from tests.faults.town import ANSWERED, CONCERN, TOWN, UNDECIDED, UNKNOWN, write_town

LOOK_SECONDS = 0.03
START_SECONDS = 60.0  # no promise: on a busy machine the modules alone may take so long
CITIZENS = 8
KILLS = int(os.environ.get("FAULT_LONG", "0"))
"""How many kills are asked for: `make faults` sets it."""
LONG = KILLS > 0
"""Whether the long forms of tests run: `make test` has no time for them."""
only_long = pytest.mark.skipif(not LONG, reason="takes long: make faults, or FAULT_LONG=1")


@dataclass(kw_only=True)
class Process:
    """One process of the program."""

    nursery: Nursery
    pid: int
    roles: tuple[str, ...]
    log: Path

    def send(self, signum: int) -> None:
        """A signal to this process alone."""
        if self.ended is None:
            os.kill(self.pid, signum)

    @property
    def ended(self) -> int | None:
        """How it ended (negative: by that signal); None while it lives."""
        return self.nursery.ended(self.pid)

    def lines(self, action: str) -> list[dict[str, Any]]:
        """Its log lines of one action."""
        found = []
        for line in self.log.read_text("utf-8").splitlines() if self.log.exists() else ():
            with contextlib.suppress(ValueError):
                entry = json.loads(line)
                if entry.get("action") == action:
                    found.append(entry)
        return found

    def stopped(self) -> bool:
        """Whether it stands still, by SIGSTOP."""
        state = Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
        return state == "T"

    async def ready(self) -> None:
        """Return when it runs or has ended."""
        await until(lambda: self.lines("app.ready") or self.ended is not None, START_SECONDS, f"start of {self.roles}")

    @property
    def port(self) -> int:
        """Where its web pages are."""
        return int(self.lines("app.ready")[0]["web"])

    async def end_gently(self) -> None:
        """SIGTERM, and wait for the end."""
        self.send(signal.SIGTERM)
        assert await self.end() == 0

    async def kill(self) -> None:
        """`kill -9`, and wait for the end."""
        self.send(signal.SIGKILL)
        await self.end()

    async def end(self, seconds: float = 30.0) -> int:
        """Wait for its end; how it ended."""
        await until(lambda: self.ended is not None, seconds, f"end of {self.roles}")
        assert self.ended is not None
        return self.ended


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A store that somebody else has started and looks after."""

    url: str


@dataclass(kw_only=True)
class World:
    """Everything a fault test holds."""

    folder: Path
    nursery: Nursery
    api: BotApi
    server: EmbeddedServer | Elsewhere
    store: Store
    journal: Journal
    acts: Acts
    environ: Mapping[str, str]
    town: str = TOWN
    processes: list[Process] = field(default_factory=list)

    def spawn(
        self,
        *roles: str,
        options: tuple[str, ...] = (),
        environ: Mapping[str, str] | None = None,
        nursery: Nursery | None = None,
    ) -> Process:
        """Start a process with these roles and return at once; ``nursery``: of another version."""
        nursery = nursery or self.nursery
        name = f"{len(self.processes)}-{'-'.join(roles) or 'all'}"
        log = self.folder / f"{name}.log"
        arguments = [part for role in roles for part in ("--role", role)] + list(options)
        pid = nursery.spawn(arguments, {**self.environ, **(environ or {})}, self.folder, log)
        process = Process(nursery=nursery, pid=pid, roles=roles, log=log)
        self.processes.append(process)
        return process

    async def start(
        self, *roles: str, options: tuple[str, ...] = (), environ: Mapping[str, str] | None = None
    ) -> Process:
        """Start a process and wait until it runs (or has ended, where it was told to)."""
        process = self.spawn(*roles, options=options, environ=environ)
        await process.ready()
        return process

    def citizen(self, number: int) -> Citizen:
        """A citizen on Telegram."""
        return self.api.citizen(1000 + number, f"Kim{number}", "de")

    async def conversation(self, number: int) -> str:
        """The conversation of a citizen."""
        found = await self.journal.find(f"telegram:{1000 + number}")
        assert found is not None
        return found

    async def quiet(self, seconds: float = 20.0) -> None:
        """Return when nothing is on its way any more."""
        ends = time.monotonic() + seconds
        calm = 0
        while calm < 2:
            busy = await self._busy()
            calm = 0 if busy else calm + 1
            if time.monotonic() > ends:
                raise TimeoutError(f"still busy after {seconds} s: {busy}; {self._tails()}")
            died = [p.log.name for p in self.processes if (p.ended or 0) > 0]
            assert not died, f"{died} died by themselves: {self._tails()}"
            await asyncio.sleep(LOOK_SECONDS)

    async def _busy(self) -> str:
        if self.api.world.updates.owed():
            return "updates at Telegram"
        redis, keys = (await self.store.server()).redis, Keys(self.town)
        async for key in redis.scan_iter(match=keys("mail", "*"), count=1000):
            if await redis.llen(key):
                return f"mailbox {key}"
        async for key in redis.scan_iter(match=keys("lane", "*"), count=1000):
            if await redis.llen(key):
                return f"lane {key}"
        return ""

    def _tails(self) -> str:
        return "; ".join(f"{p.log.name} {p.ended} {p.log.read_text('utf-8')[-600:]}" for p in self.processes)

    async def violations(self, order: Order | None = None) -> list[str]:
        """What is wrong now."""
        return await violations(self.store.redis, self.town, self.api.ledger, order=order)

    async def said(self, number: int) -> list[str]:
        """What a citizen has written, by the transcript."""
        rows = await self.journal.rows(await self.conversation(number))
        return [row.body["text"] for row in rows if row.who == "citizen"]

    def heard(self, number: int) -> list[str]:
        """What a citizen on Telegram was told."""
        return [message.text for message in self.citizen(number).messages() if not message.mine]

    async def count_said(self) -> int:
        """How many messages of citizens on Telegram stand in transcripts."""
        return sum([len(await self.said(chat - 1000)) for chat in self.api.world.chats])

    async def chatter(self, messages: int, rng: random.Random, pause: float) -> None:
        """So many of eight citizens, mixed: questions with and without an answer, wishes for a person."""
        citizens = [self.citizen(n) for n in range(CITIZENS)]
        for i in range(messages):
            kind = rng.random()
            text = rng.choice(ANSWERED) if kind < 0.6 else rng.choice(UNKNOWN) if kind < 0.85 else "/mensch"
            citizens[i % CITIZENS].say(text)
            await asyncio.sleep(pause * rng.random() * 2)

    async def receipt(self, conversation: str) -> str:
        """The receipt number of a conversation's handoff."""
        return dict(await self.journal.tickets())[conversation].receipt

    def twice(self) -> int:
        """How many messages Telegram took more than once."""
        return sum(n - 1 for n in self.api.ledger.duplicates().values())

    def first_deliveries(self) -> Order:
        """By chat the event ids in the order in which Telegram first handed them out."""
        chats = {u["update_id"]: u["message"]["chat"]["id"] for u in self.api.ledger.updates() if "message" in u}
        order: dict[int, list[str]] = {}
        for update_id in dict.fromkeys(self.api.ledger.delivered_update_ids()):
            order.setdefault(chats[update_id], []).append(f"tg:{update_id}")
        return order

    async def ingest(self, address: str, event_id: str, text: str) -> str:
        """Let somebody write on a channel that has no process here."""
        event = event_to_json(Said(id=event_id, text=text))
        return await self.journal.ingest(address=address, event_id=event_id, event=event, due_in=timedelta(minutes=5))

    async def parked(self) -> int:
        """How many messages were set aside; a timer that was, or the word of another event that was, is none."""
        found = [json.loads(one) for one in await self.store.redis.hvals(Keys(self.town)("parked"))]
        return sum(json.loads(one["raw"]).get("kind") != "event_parked" for one in found if "raw" in one)

    async def states(self, state: str) -> int:
        """How many deliveries are in a state."""
        redis = self.store.redis
        found = [
            await redis.hget(key, "state") async for key in redis.scan_iter(match=Keys(self.town)("delivery", "*"))
        ]
        return found.count(state)

    async def kill_store(self) -> None:
        """`kill -9` the store's server and wait until it is there again, by whoever watches it."""
        info = await self.store.redis.info("server")
        os.kill(int(info["process_id"]), signal.SIGKILL)
        ends = time.monotonic() + START_SECONDS
        while time.monotonic() < ends:
            await asyncio.sleep(LOOK_SECONDS)
            with contextlib.suppress(JournalError):
                await self.journal.ping()
                return
        raise TimeoutError("the store did not come back")

    async def look_at(self, url: str) -> None:
        """From now on read another store: that of a program which has its own."""
        await self.store.close()
        self.store = Store(url)
        self.journal = Journal(self.store, self.town, Hints(self.store, [self.town]))

    async def hand_off(self, number: int) -> str:
        """Bring a citizen's concern to people; the conversation. The program must be running."""
        citizen = self.citizen(number)
        citizen.say("/mensch")
        for _ in range(8):
            await self.quiet()
            conversation = await self.conversation(number)
            if conversation in dict(await self.journal.tickets()):
                return conversation
            asked = citizen.last()
            choice = next((label for label in asked.labels if label in UNDECIDED), None)
            if choice is None:
                citizen.say(CONCERN)
            else:
                citizen.press(asked.message_id, choice)
        raise AssertionError([message.text for message in citizen.messages()])

    async def uncertain(self) -> int:
        """How many sendings are recorded as uncertain."""
        redis, total = self.store.redis, 0
        async for key in redis.scan_iter(match=Keys(self.town)("delivery", "*"), count=1000):
            total += int(await redis.hget(key, "uncertain") or 0)
        return total

    async def ready_status(self, process: Process) -> int:
        """What `/readyz` of a process with web pages answers."""
        async with aiohttp.ClientSession() as http, http.get(f"http://127.0.0.1:{process.port}/readyz") as answer:
            return answer.status

    async def stop(self) -> None:
        """End every process by its id."""
        for process in self.processes:
            process.send(signal.SIGKILL)
        for process in self.processes:
            await process.end()


@asynccontextmanager
async def open_world(
    folder: Path,
    nursery: Nursery,
    write: Callable[[Path], Path] = write_town,
    *,
    fsync: Fsync = "always",
    url: str = "",
    replicas: int = 0,
) -> AsyncIterator[World]:
    """A world without any process of the program yet; ``write`` makes its town's folder.

    The store's server is watched: killed, it comes again. Or there is a store at ``url`` already.
    """
    town = write(folder / "towns").name
    async with AsyncExitStack() as stack:
        server = Elsewhere(url) if url else await stack.enter_async_context(_watched(folder / "data", fsync))
        store = Store(server.url, replicas=replicas).of(town)
        journal = Journal(store, town, Hints(store, [town]), per_minute=100_000)
        async with BotApi(ledger=folder / "ledger.jsonl", limits=Limits.off(), seed=7) as api:
            world = World(
                folder=folder,
                nursery=nursery,
                api=api,
                server=server,
                store=store,
                journal=journal,
                acts=Acts(journal, {"telegram": 4096}),
                environ=_environ(folder, server, api, replicas),
                town=town,
            )
            try:
                yield world
            finally:
                await world.stop()
                await world.store.close()


@asynccontextmanager
async def _watched(data: Path, fsync: Fsync) -> AsyncIterator[EmbeddedServer]:
    server = EmbeddedServer(data, fsync=fsync)
    server.start()
    over = asyncio.Event()
    watch = asyncio.create_task(server.watch(over))
    try:
        yield server
    finally:
        over.set()
        await watch
        server.stop()


def _environ(folder: Path, server: EmbeddedServer | Elsewhere, api: BotApi, replicas: int) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "REDIS_URL": server.url,
        **({"BUERGERDRAHT_REDIS__REPLICAS": str(replicas)} if replicas else {}),  # earlier versions do not know it
        "TELEGRAM_TOKEN": api.token,
        "TELEGRAM_BASE_URL": api.address,
        "BUERGERDRAHT_TOWNS_DIR": str(folder / "towns"),
        "BUERGERDRAHT_DATA_DIR": str(folder / "data"),
        "BUERGERDRAHT_WEB__PORT": "0",
        "BUERGERDRAHT_LIMITS__MESSAGES_PER_MINUTE": "1000",
        "BUERGERDRAHT_PRACTICE": "false",  # its worker would pass the named points too
        "BUERGERDRAHT_LIMITS__UNDO_SECONDS": "0",
    }


async def until(condition: Callable[[], object], seconds: float, what: str) -> None:
    """Look again and again until it holds. Raises TimeoutError."""
    ends = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > ends:
            raise TimeoutError(f"{what}: not within {seconds} s")
        await asyncio.sleep(LOOK_SECONDS)


async def eventually(condition: Callable[[], Awaitable[object]], seconds: float, what: str) -> None:
    """As `until`, for what has to be asked for."""
    ends = time.monotonic() + seconds
    while not await condition():
        if time.monotonic() > ends:
            raise TimeoutError(f"{what}: not within {seconds} s")
        await asyncio.sleep(LOOK_SECONDS)
