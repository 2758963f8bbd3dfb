"""The composition root: builds, connects, runs, and undoes in reverse. The only module that knows everything."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from typing import Any

from bot.doors import Doors, show_ways
from bot.health import Health
from bot.logs import set_up_logging
from bot.opening import embedded, make_journal, make_tombstones, open_journal, open_store
from bot.practice_town import practice_id
from bot.process import JournalFactory, Process
from bot.running import Running, begin, beside_each_other, cancel, finish
from bot.servicemanager import ServiceManager
from bot.town import RunningTown
from bot.townopening import Opening
from bot.townparts import begin_parts
from bot.upgrading import Companions, program_version
from bot.watchdog import Watchdog
from config.settings import Settings, notify_socket
from faq.folders import Folders
from handoff.journal.embedded import EmbeddedServer
from handoff.journal.hints import Hints
from handoff.journal.migrating import Migrator
from handoff.journal.schema import SCHEMA, Schema, claim_schema
from handoff.journal.soundness import UnsoundStore, findings
from handoff.tombstones import TombstonesBroken

__all__ = ["App", "open_journal", "run"]

log = logging.getLogger(__name__)

DRAIN_SECONDS = 20.0
PARTS_SECONDS = 1.0
"""While parts begin: so soon it is heard that one of them has died."""


def run(
    settings: Settings,
    roles: frozenset[str],
    make_journal: JournalFactory = make_journal,
    schema: Schema = SCHEMA,
) -> None:
    """Run until SIGTERM or SIGINT. Ends the process with 1 and its traceback when a part of it dies.

    ``make_journal``: tests give a journal here that ends the process at a named point, and a ``schema`` with steps.
    """
    set_up_logging(settings.log.level, settings.log.format)
    # From the main thread, before the loop: the server's parent-death signal belongs to this thread.
    with embedded(settings) as server, asyncio.Runner(loop_factory=_fast_loop()) as runner:
        runner.run(App(settings, roles, server, make_journal, schema).run())


class _Stopped(Exception):
    """The signal to stop came before everything ran."""


class App:
    """The program in one process, with the roles it was given."""

    def __init__(
        self,
        settings: Settings,
        roles: frozenset[str],
        server: EmbeddedServer | None,
        make_journal: JournalFactory,
        schema: Schema,
    ) -> None:
        self._schema = schema
        self._refused: UnsoundStore | None = None
        self._make_journal = make_journal
        self._settings = settings
        self._roles = roles
        self._server = server
        self._stop = asyncio.Event()
        self._over = asyncio.Event()
        self._running = Running()
        self._manager = ServiceManager(notify_socket())

    async def run(self) -> None:
        """Build everything, run it, undo it."""
        loop = asyncio.get_running_loop()
        for signum in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(signum, self._stop.set)
        async with AsyncExitStack() as stack:
            try:
                await self._run(stack)
            except _Stopped:
                log.info("stopped before it was ready", extra={"action": "app.stopped"})
            finally:
                self._over.set()
                await cancel(self._running.all)

    async def _run(self, stack: AsyncExitStack) -> None:
        process = await self._process(stack)
        served = [*self._settings.towns, *self._rehearsing]
        for name in served:
            await self._bring_up(process, name)
        names = {self._settings.town_dir(town): town for town in self._settings.towns}
        health = Health(
            self._settings.towns,
            process.hints.lookout.glances,
            stuck=lambda: process.watchdog.stuck,
            still=lambda: [names[folder] for folder in process.folders.still],
        )
        opening = asyncio.create_task(self._open(process, stack, health), name="opening")
        try:
            await self._until_done(opening)
        finally:
            await cancel([opening])
        await self._until_stopped()
        await self._drain(process, health)

    async def _open(self, process: Process, stack: AsyncExitStack, health: Health) -> None:
        """Open the doors, then the towns. Each is served as soon as it is open, whatever becomes of the others."""
        of_towns = await stack.enter_async_context(
            AsyncExitStack()
        )  # closed after the doors, which need what is theirs
        doors = Doors(process, health)
        ports = await doors.open(stack)
        opening = Opening(process, of_towns, health)
        opened: dict[str, RunningTown] = {}
        is_told = False

        async def tell() -> None:
            """The terminal hears of what was opened since it last did."""
            towns = {name: opened.pop(name) for name in self._settings.towns if name in opened}
            if towns:
                await show_ways(process, towns, ports, health.closed)

        async def open_one(name: str) -> None:
            town = await opening.open(name)
            begin_parts(process, town)
            await doors.let_in(town)
            opened[name] = town
            health.opened(name)
            if is_told:
                await tell()

        async def tell_ready() -> None:
            """Once each town was tried and one is open."""
            nonlocal is_told
            await health.ready.wait()
            self._manager.ready()
            words = {"action": "app.ready", "roles": sorted(self._roles), "schema": self._schema.number}
            log.info("ready", extra={**words, **ports})
            is_told = True
            await tell()

        await beside_each_other([tell_ready(), *map(open_one, self._settings.towns)])

    @property
    def _rehearsing(self) -> list[str]:
        return [practice_id(town) for town in self._settings.towns] if self._settings.practice else []

    async def _process(self, stack: AsyncExitStack) -> Process:
        """What all towns share, running."""
        service = self._running.service
        if self._server is not None:
            begin(service, self._server.watch(self._over), "embedded")
        store = await stack.enter_async_context(open_store(self._settings))
        for finding in await findings(store):
            log.warning("%s %s", finding.what, finding.mend, extra={"action": "store.finding"})
        served = [*self._settings.towns, *self._rehearsing]
        hints = Hints(store, served)
        process = Process(
            settings=self._settings,
            roles=self._roles,
            store=store,
            hints=hints,
            watchdog=Watchdog(self._settings.watchdog.seconds, self._manager, hints.lookout.waited),
            folders=Folders(map(self._settings.town_dir, self._settings.towns)),
            make_journal=self._make_journal,
            running=self._running,
            stop=self._stop,
            over=self._over,
        )
        begin(service, process.watchdog.run(self._over), "watchdog")
        companions = Companions(store, served, self._schema, program_version(), sorted(self._roles))
        await companions.enter()
        stack.push_async_callback(companions.leave)
        begin(service, companions.run(self._over, self._refuse), "companions")
        begin(service, hints.run(self._over), "hints")
        begin(service, store.watch(self._over), "store")
        if process.has("worker"):
            begin(service, process.folders.run(self._over), "folders")
        if process.has("web"):
            await self._prepare_tombstones()
        return process

    async def _bring_up(self, process: Process, town: str) -> None:
        """The data into our form: beside the work where that can be, else before it."""
        there = await claim_schema(process.store, town, self._schema)
        if there.number >= self._schema.number:
            return
        migrating = Migrator(process.store, town, self._schema).run()
        if self._schema.stops_work(there.number):
            await self._unless_stopped(migrating)
        elif process.has("worker"):
            begin(self._running.service, _and_stay(migrating, self._over), f"migration {town}")
        else:
            migrating.close()

    async def _unless_stopped(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something that must be done before anything else. Raises _Stopped."""
        doing = asyncio.create_task(work)
        try:
            await self._until_done(doing)
            if not doing.done():
                raise _Stopped
        finally:
            await cancel([doing])

    def _refuse(self, why: UnsoundStore) -> None:
        """A newer version wants the data alone: what is on its way ends, then we do."""
        self._refused = why
        self._stop.set()

    async def _prepare_tombstones(self) -> None:
        """Made at the first start, so that a restore can tell their loss; without them nobody is erased."""
        try:
            await asyncio.to_thread(make_tombstones(self._settings).prepare)
        except TombstonesBroken as broken:
            log.error("%s Nobody can be erased.", broken, extra={"action": "tombstones.broken"})

    # -- stopping

    async def _until_done(self, doing: asyncio.Task[None]) -> None:
        """Return when it is done, or at the signal to stop. Raises what it, or a part, dies of."""
        while not (doing.done() or self._stop.is_set()):
            await self._until_stopped(doing, timeout=PARTS_SECONDS)  # parts may have begun meanwhile

    async def _until_stopped(self, *doing: asyncio.Task[None], timeout: float | None = None) -> None:
        """Wait for the signal. Raises what a part dies of."""
        stopped = asyncio.create_task(self._stop.wait())
        ends = {stopped, *doing}
        try:
            done, _ = await asyncio.wait(
                {*ends, *self._running.all}, timeout=timeout, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            stopped.cancel()
        for task in done - {stopped}:
            task.result()  # raises what it died of
            if task not in ends and not self._stop.is_set():
                raise RuntimeError(f"{task.get_name()} ended by itself")

    async def _drain(self, process: Process, health: Health) -> None:
        """Intake first, what is on its way next; the rest ends last."""
        running = self._running
        started = time.monotonic()
        health.draining = True
        self._manager.stopping()
        log.info("draining", extra={"action": "app.draining"})
        await finish(running.intake, DRAIN_SECONDS / 2)
        process.drained.set()
        await finish(running.work, DRAIN_SECONDS - (time.monotonic() - started))
        log.info("drained", extra={"action": "app.drained", "seconds": round(time.monotonic() - started, 2)})
        if self._refused is not None:
            raise self._refused


def _fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where it is installed; it is not made for every system, and nothing else depends on it."""
    try:
        import uvloop  # noqa: PLC0415
    except ImportError:
        return None
    return uvloop.new_event_loop


async def _and_stay(work: Coroutine[Any, Any, None], stop: asyncio.Event) -> None:
    await work
    await stop.wait()
