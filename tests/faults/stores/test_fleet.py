"""Servers that serve no more, and what still runs there."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from handoff.journal.fleet import Sentinels
from handoff.journal.storeurl import Address, place_of
from tests.faults.stores.servers import HOST, Process, eventually, running

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("returns", [False, True], ids=["for good", "comes back"])
async def test_a_call_that_outlives_its_server_leaves_no_connection(tmp_path: Path, returns: bool) -> None:
    process = Process(tmp_path / "server")
    with running(process):
        await process.ready()
        at = Address(HOST, process.port)
        fleet = Sentinels(place_of(f"redis+sentinel://{HOST}:1/town"), None, {})
        server = fleet._server(at)
        waiting = asyncio.create_task(server.call(lambda r: r.blpop(["nothing"], 1)))
        await eventually(lambda: "cmd=blpop" in str(process.ask("CLIENT", "LIST")), "the call")
        await fleet._keep_only([])
        assert not fleet.has(server)
        assert await waiting is None
        if returns:
            assert fleet._server(at) is server
            assert fleet.has(server)
        await fleet.close()
        await eventually(lambda: "cmd=blpop" not in str(process.ask("CLIENT", "LIST")), "no connection", 5)


async def test_a_connection_that_came_back_is_forgotten_when_who_serves_changes_again(tmp_path: Path) -> None:
    process = Process(tmp_path / "server")
    with running(process):
        await process.ready()
        fleet = Sentinels(place_of(f"redis+sentinel://{HOST}:1/town"), None, {})
        server = fleet._server(Address(HOST, process.port))
        waiting = asyncio.create_task(server.call(lambda r: r.blpop(["nothing"], 1)))
        await eventually(lambda: "cmd=blpop" in str(process.ask("CLIENT", "LIST")), "the call")
        await fleet._keep_only([])
        await waiting
        await fleet._keep_only([])
        await eventually(lambda: "cmd=blpop" not in str(process.ask("CLIENT", "LIST")), "no connection", 5)
        await fleet.close()
