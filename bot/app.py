"""The composition root: builds, connects, runs, and undoes in reverse. The only module that knows everything."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import Callable, Coroutine, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Any

from aiohttp import web

from bot.alarms import TELEGRAM, Watch, standing
from bot.banner import WayIn, show_banner
from bot.channels.mail.channel import AT_ONCE as MAILS_AT_ONCE
from bot.channels.mail.channel import MailChannel
from bot.channels.telegram.sending import TelegramChannel
from bot.exporting import Exporter
from bot.keeper import Keeper
from bot.lastwords import way_of
from bot.leaving import Leaving
from bot.library import Library
from bot.logs import set_up_logging
from bot.mailing import mail_of, notices_of
from bot.metrics import Metrics
from bot.nightly import Nightly
from bot.opening import (
    embedded,
    heads_log,
    make_files,
    make_journal,
    make_tombstones,
    open_journal,
    open_store,
)
from bot.pages import chat_routes, fetch_attachment, mount_desk
from bot.practice_town import parts, practice_id, practice_town
from bot.progress import Pulse
from bot.publishing import follow, publish, tell_broken
from bot.sealer import Sealer
from bot.sender import Sender, enclosing
from bot.servicemanager import ServiceManager
from bot.started import note_start
from bot.telegram_town import hook_routes, introduce, open_telegram, take_in
from bot.town import ABILITIES, READERS, RunningTown, make_texts, overrides
from bot.upgrading import Companions, program_version
from bot.watchdog import Watchdog
from bot.web import Health, health_routes, metrics_routes, serving
from bot.worker import Worker
from config.settings import Settings, notify_socket
from faq.errors import FilesBroken
from handoff.audit import PROGRAM, Action, row
from handoff.clearing import Clearing
from handoff.clockwatch import ClockWatch
from handoff.files.sweeper import Sweeper
from handoff.filing import Filer
from handoff.folding import Folder
from handoff.forgetting import Eraser
from handoff.journal.embedded import EmbeddedServer
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.migrating import Migrator
from handoff.journal.schema import SCHEMA, Schema, claim_schema
from handoff.journal.soundness import UnsoundStore, findings
from handoff.journal.store import Store
from handoff.notices import conduct_mail, mail_announcer
from handoff.personnel import Personnel
from handoff.rewriter import Rewriter
from handoff.staff import StaffRecord
from handoff.staffgroup import GROUP
from handoff.tombstones import TombstonesBroken

__all__ = ["App", "open_journal", "run"]

log = logging.getLogger(__name__)

DRAIN_SECONDS = 20.0
FIRST_RELEASE_SECONDS = 1.0
SAMPLE_STAFF = (
    StaffRecord(login="anna", name="Anna Sommer", roles=("staff", "lead", "editor", "admin", "auditor"), sample=True),
    StaffRecord(login="bernd", name="Bernd Roth", public_name="Bernd", roles=("staff", "approver"), sample=True),
    StaffRecord(login="carla", name="Carla Winter", roles=("staff",), departments=("bauen",), sample=True),
)
"""The demo's people: one who may nearly everything, one who approves, one of a single department."""
LINK_FOR = timedelta(hours=12)
HUGE_MESSAGE = 64 * 1024
LONG_POLL_SECONDS = 45.0
"""For which a poll at Telegram may last, with what the network adds."""
CHANNELS_OUT = (TelegramChannel.name, MailChannel.name)


JournalFactory = Callable[[Settings, Store, str, Hints], Journal]


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


@dataclass(kw_only=True)
class Running:
    """What runs now: tasks to stop in this order (intake first, then work, then what serves both)."""

    intake: list[asyncio.Task[None]] = field(default_factory=list)
    work: list[asyncio.Task[None]] = field(default_factory=list)
    service: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def all(self) -> list[asyncio.Task[None]]:
        """Every task."""
        return [*self.intake, *self.work, *self.service]


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
        self._stop = asyncio.Event()  # intake ends
        self._drained = asyncio.Event()  # work ends
        self._over = asyncio.Event()  # everything ends
        self._metrics = Metrics()
        self._manager = ServiceManager(notify_socket())
        self._watchdog = Watchdog(settings.watchdog.seconds, self._manager, CHANNELS_OUT)

    def _has(self, role: str) -> bool:
        return bool({"all", role} & self._roles)

    async def run(self) -> None:
        """Build everything, run it, undo it."""
        loop = asyncio.get_running_loop()
        for signum in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(signum, self._stop.set)
        async with AsyncExitStack() as stack:
            running = Running()
            try:
                await self._run(stack, running)
            except _Stopped:
                log.info("stopped before it was ready", extra={"action": "app.stopped"})
            finally:
                self._over.set()
                await _cancel(running.all)

    async def _run(self, stack: AsyncExitStack, running: Running) -> None:
        if self._server is not None:
            _begin(running.service, self._server.watch(self._over), "embedded")
        store = await stack.enter_async_context(open_store(self._settings))
        for finding in await findings(store):
            log.warning("%s %s", finding.what, finding.mend, extra={"action": "store.finding"})
        rehearsing = [practice_id(town) for town in self._settings.towns] if self._settings.practice else []
        _begin(running.service, self._watchdog.run(self._over), "watchdog")
        served = [*self._settings.towns, *rehearsing]
        companions = Companions(store, served, self._schema, program_version(), sorted(self._roles))
        await companions.enter()
        stack.push_async_callback(companions.leave)
        _begin(running.service, companions.run(self._over, self._refuse), "companions")
        hints = Hints(store, served)
        _begin(running.service, hints.run(self._over), "hints")
        _begin(running.service, store.watch(self._over), "store")
        if self._has("web"):
            await self._prepare_tombstones()
        for name in served:
            await self._bring_up(store, name, running)
        towns = {town: await self._town(stack, store, hints, town) for town in self._settings.towns}
        journals = {town.id: town.journal for town in towns.values()}
        self._watchdog.journals = journals
        health = Health(journals=journals, stuck=lambda: self._watchdog.stuck)
        for town in towns.values():
            await self._start(town, running)
            if self._settings.practice:
                await self._practise(store, hints, town, running)
        ports = await self._serve(stack, towns, health)
        await self._announce(towns, ports)
        await self._until_stopped(running, health)

    async def _bring_up(self, store: Store, town: str, running: Running) -> None:
        """The data into our form: beside the work where that can be, else before it."""
        there = await claim_schema(store, town, self._schema)
        if there.number >= self._schema.number:
            return
        migrating = Migrator(store, town, self._schema).run()
        if self._schema.stops_work(there.number):
            await self._unless_stopped(migrating)
        elif self._has("worker"):
            _begin(running.service, _and_stay(migrating, self._over), f"migration {town}")
        else:
            migrating.close()

    async def _unless_stopped(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something that must be done before anything else. Raises _Stopped."""
        doing, stopped = asyncio.create_task(work), asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait((doing, stopped), return_when=asyncio.FIRST_COMPLETED)
            if not doing.done():
                raise _Stopped
            doing.result()
        finally:
            await _cancel([doing])
            stopped.cancel()

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

    # -- building

    async def _town(self, stack: AsyncExitStack, store: Store, hints: Hints, town: str) -> RunningTown:
        settings = self._settings
        folder = settings.town_dir(town)
        prefix = settings.prefix(town)
        journal = self._make_journal(settings, store, town, hints)
        base_url = settings.chat_of(town)
        own = await asyncio.to_thread(overrides, folder)
        library = Library(journal, partial(make_texts, own=own, base_url=base_url))
        await self._first_release(
            running := RunningTown(
                id=town,
                folder=folder,
                prefix=prefix,
                journal=journal,
                library=library,
                files=make_files(settings, town, lambda: library.now.release.town.files),
                web_chat=f"{base_url}/",
                undo=timedelta(seconds=settings.limits.undo_seconds),
            )
        )
        await library.refresh()
        await self._sample_accounts(running)
        await note_start(journal, settings, folder, self._roles)
        await open_telegram(stack, running, settings)
        running.mail = mail_of(running, settings)
        if running.mail is not None:
            running.announcers.append(mail_announcer(READERS))
            running.tellers.append(conduct_mail)
        return running

    async def _first_release(self, town: RunningTown) -> None:
        """Publish the folder. A broken one is told and the old release serves; with none there is no start."""
        if not self._has("worker"):
            while not self._stop.is_set() and await town.journal.release_hash() is None:
                log.warning("waiting for a worker to publish the FAQ", extra={"action": "app.waiting", "town": town.id})
                await _wait(self._stop, FIRST_RELEASE_SECONDS)
            return
        try:
            await publish(town.journal, town.folder)
        except FilesBroken as broken:
            if await town.journal.release_hash() is None:
                raise
            tell_broken(town.id, broken)

    async def _sample_accounts(self, town: RunningTown) -> None:
        """The demo has sample people; anywhere else such accounts are shut."""
        staff = await town.journal.staff()
        if self._settings.demo:
            for sample in SAMPLE_STAFF:
                # Accounts of an older demo are brought up to date; what somebody made of theirs stays.
                before = staff.get(sample.login)
                if before is None or (before.sample and before.roles != sample.roles and not before.password_hash):
                    await town.journal.put_staff(sample)
                    if (rules := town.library.now.release.staff_rules) is not None:  # of whom nobody can ask it
                        await town.journal.accept_rules(sample.login, rules.version)
            return
        for record in staff.values():
            if record.sample and not record.disabled:
                await town.journal.put_staff(replace(record, disabled=True))
                await town.journal.audit(row(PROGRAM, Action.STAFF_DISABLE, login=record.login))
                log.warning("sample account shut", extra={"action": "staff.sample_shut", "login": record.login})

    async def _practise(self, store: Store, hints: Hints, town: RunningTown, running: Running) -> None:
        """The practice town beside a town: no channel, not watched, not counted."""
        journal = self._make_journal(self._settings, store, practice_id(town.id), hints)
        made = practice_town(town, journal, self._settings)
        for part in parts(made, self._over, works=self._has("worker"), serves=self._has("web")):
            _begin(running.service, part, f"practice {town.id}")

    # -- running

    async def _start(self, town: RunningTown, running: Running) -> None:
        name = town.id
        _begin(running.service, town.library.follow(self._over), f"library {name}")
        _begin(running.service, town.noticeboard.run(self._over), f"noticeboard {name}")
        if self._has("worker"):
            turned = self._metrics.turns.labels(name).inc
            worker = Worker(
                town.journal, town.library, ABILITIES, turned, town.announce, web_chat=town.web_chat, tell=town.tell
            )
            self._watchdog.watch(worker.pulse)
            _begin(running.work, worker.run(self._drained), f"worker {name}")
            sealer = Sealer(town.journal, heads_log(self._settings, name), days=self._settings.audit.days)
            _begin(running.work, sealer.run(self._drained), f"sealer {name}")
            _begin(running.service, Filer(town.journal).run(self._over), f"filer {name}")
            _begin(running.service, Folder(town.journal).run(self._over), f"folder {name}")
            _begin(running.service, follow(town.journal, town.folder, self._over), f"publisher {name}")
            _begin(running.work, Leaving(town.journal, town.replies).run(self._drained), f"leaving {name}")
            keeper = Keeper(town.journal, town.acts, town.library, mails=town.mail is not None)
            _begin(running.service, keeper.run(self._drained), f"keeper {name}")
            _begin(running.service, ClockWatch(town.journal).run(self._over), f"clock {name}")
        if town.telegram is not None and town.bot is not None:
            if self._has("sender"):
                others = {GROUP: town.posts.send} if town.posts is not None else {}
                pulse = self._pulse("sender", name, town.telegram.name)
                sender = Sender(town.journal, town.telegram, resolve=enclosing(town.files), others=others, pulse=pulse)
                _begin(running.work, sender.run(self._drained), f"sender {name}")
            if self._has("poller"):
                pulse = self._pulse("poller", name, slow=LONG_POLL_SECONDS)
                taking = take_in(town, town.bot, town.telegram, self._settings, self._stop, pulse=pulse)
                _begin(running.intake, taking, f"poller {name}")
            elif self._has("web"):
                _begin(running.service, introduce(town.bot, self._over), f"introduction {name}")
        elif self._has("poller"):
            await standing(town.journal, TELEGRAM, wrong=False)
        if town.mail is not None and self._has("sender"):
            resolve = notices_of(town, self._settings).resolve
            pulse = self._pulse("mail", name, town.mail.name)
            post = Sender(town.journal, town.mail, resolve=resolve, at_once=MAILS_AT_ONCE, pulse=pulse)
            _begin(running.work, post.run(self._drained), f"mail {name}")
            if self._settings.mail.alarm_to:
                watch = Watch(town.journal, len(self._settings.mail.alarm_to))
                _begin(running.service, watch.run(self._drained), f"alarms {name}")
        if self._has("web"):
            _begin(running.service, town.hub.run(town.journal, self._drained), f"hub {name}")
            _begin(running.service, town.live.run(self._drained), f"live {name}")
            _begin(running.service, Sweeper(town.journal, town.files).run(self._over), f"sweeper {name}")
            eraser = Eraser(town.journal, make_tombstones(self._settings), way_of(town))
            _begin(running.service, eraser.run(self._over), f"eraser {name}")
            _begin(running.service, Exporter(town, partial(fetch_attachment, town)).run(self._over), f"exporter {name}")
            _begin(running.service, Rewriter(town.journal).run(self._over), f"rewriter {name}")
            nightly = Nightly(town.journal, Clearing(town.journal, town.files.remove), town.library)
            _begin(running.service, nightly.run(self._over), f"nightly {name}")

    async def _serve(self, stack: AsyncExitStack, towns: Mapping[str, RunningTown], health: Health) -> dict[str, int]:
        """Start the servers this process is to have; the ports they listen on, by part."""
        bind = self._settings.web
        journals = health.journals
        ports: dict[str, int] = {}
        if bind.metrics is not None:
            metrics = web.Application()
            metrics.add_routes([*metrics_routes(self._metrics, journals), *health_routes(health)])
            ports["metrics"] = await stack.enter_async_context(serving(metrics, bind.metrics.host, bind.metrics.port))
        if not self._has("web"):
            return ports
        public = web.Application(client_max_size=HUGE_MESSAGE)
        public.add_routes(health_routes(health))
        if self._settings.base_path:
            public.add_routes(health_routes(health, self._settings.base_path))
        if bind.metrics is None:
            public.add_routes(metrics_routes(self._metrics, journals))
        desk = web.Application() if bind.desk is not None else public
        for town in towns.values():
            mount_desk(desk, town, self._settings)
            if town.practice is not None:
                mount_desk(desk, town.practice, self._settings)
            public.add_routes(chat_routes(town, self._settings, self._metrics))
            public.add_routes(hook_routes(town, self._settings))
        if bind.desk is not None:
            desk.add_routes(health_routes(health))
            ports["desk"] = await stack.enter_async_context(serving(desk, bind.desk.host, bind.desk.port))
        ports["web"] = await stack.enter_async_context(serving(public, bind.host, bind.port))
        return ports

    async def _announce(self, towns: Mapping[str, RunningTown], ports: Mapping[str, int]) -> None:
        self._manager.ready()
        log.info(
            "ready", extra={"action": "app.ready", "roles": sorted(self._roles), "schema": self._schema.number, **ports}
        )
        if not self._has("web"):
            return
        ways = {town.id: await self._ways_in(town) for town in towns.values()}
        show_banner(self._settings, towns, ports, ways)

    async def _ways_in(self, town: RunningTown) -> list[WayIn]:
        """One-time links for the terminal: the demo's people, or the first admin of a town that has none."""
        journal = town.journal
        if self._settings.demo:
            links = [(who.name, await journal.make_login_link(who.login, LINK_FOR)) for who in SAMPLE_STAFF]
            return [WayIn(who=name, path=f"/link/{token}") for name, token in links]
        personnel = Personnel(journal)
        if not self._settings.accounts.local_login or await personnel.managed():
            return []
        return [WayIn(who="First admin", path=f"/setup/{await personnel.setup(PROGRAM)}")]

    def _pulse(self, part: str, town: str, channel: str = "", slow: float = 0.0) -> Pulse:
        pulse = Pulse(name=f"{part} {town}", queue=f"{town}/{channel}" if channel else "", slow=slow)
        self._watchdog.watch(pulse)
        return pulse

    # -- stopping

    async def _until_stopped(self, running: Running, health: Health) -> None:
        """Wait for the signal, or for a part that dies; then intake first, what is on its way next, the rest last."""
        stopped = asyncio.create_task(self._stop.wait())
        watched = running.all
        try:
            done, _ = await asyncio.wait({stopped, *watched}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopped.cancel()
        for task in done - {stopped}:
            task.result()  # raises what it died of
            raise RuntimeError(f"{task.get_name()} ended by itself")
        started = time.monotonic()
        health.draining = True
        self._manager.stopping()
        log.info("draining", extra={"action": "app.draining"})
        await _finish(running.intake, DRAIN_SECONDS / 2)
        self._drained.set()
        await _finish(running.work, DRAIN_SECONDS - (time.monotonic() - started))
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


def _begin(group: list[asyncio.Task[None]], work: Coroutine[Any, Any, None], name: str) -> None:
    group.append(asyncio.create_task(work, name=name))


async def _and_stay(work: Coroutine[Any, Any, None], stop: asyncio.Event) -> None:
    await work
    await stop.wait()


async def _finish(tasks: list[asyncio.Task[None]], patience: float) -> None:
    """Let tasks end by themselves, and end those that do not."""
    if not tasks:
        return
    _, late = await asyncio.wait(tasks, timeout=max(0.1, patience))
    if late:
        log.warning("ended late parts", extra={"action": "app.late", "parts": [t.get_name() for t in late]})
        await _cancel(list(late))


async def _cancel(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
