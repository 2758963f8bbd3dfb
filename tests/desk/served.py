"""The same town's desk served once more, with other settings."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from handoff.desk.app import desk_app
from handoff.desk.deps import DeskDeps
from tests.desk.town import BASE, DeskTown


@asynccontextmanager
async def served(desk: DeskTown, change: Callable[[DeskDeps, str], DeskDeps]) -> AsyncIterator[DeskTown]:
    """Serve it with the settings that ``change`` makes of the desk's own, told the address of the new one."""
    port = unused_port()
    deps = change(desk.deps, f"http://127.0.0.1:{port}{BASE}")
    root = web.Application()
    root.add_subapp(BASE, desk_app(deps))
    server = TestServer(root, host="127.0.0.1", port=port)
    await server.start_server()
    try:
        yield replace(desk, deps=deps, server=server)
    finally:
        await server.close()
