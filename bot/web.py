"""The web server: puts chat, desk, health and metrics under their paths and addresses."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from ipaddress import IPv4Network, IPv6Network, ip_address

from aiohttp import web

from bot.health import Health
from bot.metrics import Metrics
from handoff.journal.store import Store

SHUTDOWN_SECONDS = 5.0
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def health_routes(health: Health, prefix: str = "") -> list[web.RouteDef]:
    """``/livez`` and ``/readyz``."""

    async def livez(_: web.Request) -> web.Response:
        if reason := health.stuck():
            return web.Response(status=503, text=f"stuck: {reason}\n", headers=HEADERS)
        return web.Response(text="ok\n", headers=HEADERS)

    async def readyz(_: web.Request) -> web.Response:
        report = await health.report()
        return web.Response(status=503 if report.reason else 200, text=report.text, headers=HEADERS)

    return [web.get(f"{prefix}/livez", livez), web.get(f"{prefix}/readyz", readyz)]


def metrics_routes(metrics: Metrics, store: Store, towns: Sequence[str], health: Health) -> list[web.RouteDef]:
    """``/metrics``."""

    async def show(_: web.Request) -> web.Response:
        body = await metrics.text(store, towns, (await health.report()).troubles)
        return web.Response(body=body, headers={**HEADERS, "Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    return [web.get("/metrics", show)]


Networks = tuple[IPv4Network | IPv6Network, ...]


def remote_of(trusted: Networks) -> Callable[[web.BaseRequest], str]:
    """Who calls: the nearest address that is not one of our own proxies."""

    def remote(request: web.BaseRequest) -> str:
        hops = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        hops.append(request.remote or "")
        while len(hops) > 1 and _within(hops[-1], trusted):
            hops.pop()
        return hops[-1]

    return remote


def _within(address: str, networks: Networks) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in networks)


@asynccontextmanager
async def serving(app: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Serve an application; yields the port it listens on. Raises OSError when the port is taken."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS, handle_signals=False)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
