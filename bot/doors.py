"""The doors of the program: servers for chat, desk, health and figures, and what the terminal shows of them."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from contextlib import AsyncExitStack
from datetime import timedelta
from urllib.parse import urlsplit

from aiohttp import web

from bot.banner import WayIn, show_banner
from bot.health import Health
from bot.pages import chat_routes, mount_desk
from bot.process import Process
from bot.telegram_town import hook_routes
from bot.town import RunningTown
from bot.towndoor import Towns
from bot.townopening import SAMPLE_STAFF
from bot.web import health_routes, metrics_routes, serving
from config.settings import Settings
from handoff.audit import PROGRAM
from handoff.journal.records import JournalError
from handoff.personnel import Personnel

LINK_FOR = timedelta(hours=12)
HUGE_MESSAGE = 64 * 1024


class Doors:
    """The servers of a process. They run from the start; a town's pages come when the town is open."""

    def __init__(self, process: Process, health: Health) -> None:
        self._process = process
        self._health = health
        self._public: Towns | None = None
        self._desk: Towns | None = None

    async def open(self, stack: AsyncExitStack) -> dict[str, int]:
        """Start the servers this process is to have; the ports they listen on, by part."""
        process, health, settings = self._process, self._health, self._process.settings
        bind = settings.web
        figures = metrics_routes(process.metrics, process.store, settings.towns, health)
        ports: dict[str, int] = {}
        if bind.metrics is not None:
            metrics = web.Application()
            metrics.add_routes([*figures, *health_routes(health)])
            ports["metrics"] = await stack.enter_async_context(serving(metrics, bind.metrics.host, bind.metrics.port))
        if not process.has("web"):
            return ports
        public = web.Application(client_max_size=HUGE_MESSAGE)
        public.add_routes(health_routes(health))
        if settings.base_path:
            public.add_routes(health_routes(health, settings.base_path))
        if bind.metrics is None:
            public.add_routes(figures)
        self._public = Towns(public)
        for town in settings.towns:
            self._public.expect(town, settings.prefix(town), *_hook_path(settings, town))
        if bind.desk is not None:
            desk = web.Application()
            desk.add_routes(health_routes(health))
            self._desk = Towns(desk)
            for town in settings.towns:
                self._desk.expect(town, settings.prefix(town))
            ports["desk"] = await stack.enter_async_context(serving(desk, bind.desk.host, bind.desk.port))
        ports["web"] = await stack.enter_async_context(serving(public, bind.host, bind.port))
        return ports

    async def let_in(self, town: RunningTown) -> None:
        """Its pages are served from now on."""
        if self._public is None:
            return
        settings = self._process.settings
        pages = web.Application()
        desk = pages if self._desk is None else web.Application()
        mount_desk(desk, town, settings, self._process.folders)
        if town.practice is not None:
            mount_desk(desk, town.practice, settings, self._process.folders)
        pages.add_routes(chat_routes(town, settings, self._process.metrics))
        pages.add_routes(hook_routes(town, settings))
        if self._desk is not None:
            await self._desk.let_in(town.id, desk)
        await self._public.let_in(town.id, pages)


def _hook_path(settings: Settings, town: str) -> list[str]:
    """Where Telegram posts to; a proxy may have it under another path than the town's pages."""
    return [urlsplit(settings.webhook_url(town)).path] if settings.telegram.receive == "webhook" else []


async def show_ways(
    process: Process, towns: Mapping[str, RunningTown], ports: Mapping[str, int], closed: Mapping[str, str]
) -> None:
    """Tell the terminal where citizens and staff go, and which towns are closed and why."""
    if process.has("web"):
        ways: dict[str, list[WayIn]] = {}
        for town in towns.values():
            with contextlib.suppress(JournalError):
                ways[town.id] = await _ways_in(process.settings, town)
        show_banner(process.settings, towns, ports, ways, closed)


async def _ways_in(settings: Settings, town: RunningTown) -> list[WayIn]:
    """One-time links for the terminal: the demo's people, or the first admin of a town that has none."""
    journal = town.journal
    if settings.demo:
        links = [(who.name, await journal.make_login_link(who.login, LINK_FOR)) for who in SAMPLE_STAFF]
        return [WayIn(who=name, path=f"/link/{token}") for name, token in links]
    personnel = Personnel(journal)
    if not settings.accounts.local_login or await personnel.managed():
        return []
    return [WayIn(who="First admin", path=f"/setup/{await personnel.setup(PROGRAM)}")]
