"""The doors of the program: servers for chat, desk, health and figures, and what the terminal shows of them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AsyncExitStack
from datetime import timedelta

from aiohttp import web

from bot.banner import WayIn, show_banner
from bot.pages import chat_routes, mount_desk
from bot.process import Process
from bot.telegram_town import hook_routes
from bot.town import RunningTown
from bot.townopening import SAMPLE_STAFF
from bot.web import Health, health_routes, metrics_routes, serving
from config.settings import Settings
from handoff.audit import PROGRAM
from handoff.personnel import Personnel

LINK_FOR = timedelta(hours=12)
HUGE_MESSAGE = 64 * 1024


async def open_doors(
    process: Process, stack: AsyncExitStack, towns: Mapping[str, RunningTown], health: Health
) -> dict[str, int]:
    """Start the servers this process is to have; the ports they listen on, by part."""
    settings, bind = process.settings, process.settings.web
    journals = health.journals
    ports: dict[str, int] = {}
    if bind.metrics is not None:
        metrics = web.Application()
        metrics.add_routes([*metrics_routes(process.metrics, journals), *health_routes(health)])
        ports["metrics"] = await stack.enter_async_context(serving(metrics, bind.metrics.host, bind.metrics.port))
    if not process.has("web"):
        return ports
    public = web.Application(client_max_size=HUGE_MESSAGE)
    public.add_routes(health_routes(health))
    if settings.base_path:
        public.add_routes(health_routes(health, settings.base_path))
    if bind.metrics is None:
        public.add_routes(metrics_routes(process.metrics, journals))
    desk = web.Application() if bind.desk is not None else public
    for town in towns.values():
        mount_desk(desk, town, settings)
        if town.practice is not None:
            mount_desk(desk, town.practice, settings)
        public.add_routes(chat_routes(town, settings, process.metrics))
        public.add_routes(hook_routes(town, settings))
    if bind.desk is not None:
        desk.add_routes(health_routes(health))
        ports["desk"] = await stack.enter_async_context(serving(desk, bind.desk.host, bind.desk.port))
    ports["web"] = await stack.enter_async_context(serving(public, bind.host, bind.port))
    return ports


async def show_ways(process: Process, towns: Mapping[str, RunningTown], ports: Mapping[str, int]) -> None:
    """Tell the terminal where citizens and staff go."""
    if process.has("web"):
        ways = {town.id: await _ways_in(process.settings, town) for town in towns.values()}
        show_banner(process.settings, towns, ports, ways)


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
