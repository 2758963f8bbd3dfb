"""What an open, idle page of the desk costs in memory, beside a bare WebSocket of the same library."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import aiohttp
from aiohttp import web

from handoff.desk.door import SESSION, new_secret, session_hash
from handoff.journal.embedded import EmbeddedServer
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.store import Store
from handoff.staff import StaffRecord
from tests.desk.town import BASE, desk_town

STAFF: Final = 100
_ORIGIN: Final = "http://127.0.0.1:{port}"


async def measure_connections(count: int) -> dict[str, Any]:
    """KiB a connection of the desk and of a bare echo server, each in a process of its own."""
    bare = await _memory_of("bare", count)
    desk = await _memory_of("desk", count)
    return {"count": count, "bare_kib": bare, "desk_kib": desk, "ratio": desk / bare}


async def _memory_of(kind: str, count: int) -> float:
    with subprocess.Popen(  # noqa: ASYNC220 - it starts at once
        [sys.executable, "-m", "tests.bench.live.connections", kind],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        url, *secrets = (await asyncio.to_thread(process.stdout.readline)).split()
        try:
            async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
                warm = [await _join(http, url, secrets, n) for n in range(50)]
                before = _resident(process.pid)
                sockets = [await _join(http, url, secrets, n) for n in range(count)]
                await asyncio.sleep(2)
                after = _resident(process.pid)
                await asyncio.gather(*(socket.close() for socket in [*warm, *sockets]))
        finally:
            process.terminate()
    return (after - before) / count


async def _join(http: aiohttp.ClientSession, url: str, secrets: list[str], n: int) -> aiohttp.ClientWebSocketResponse:
    headers = {"Origin": url.split("/stadt", maxsplit=1)[0].removesuffix("/ws")}
    if secrets:
        headers["Cookie"] = f"{SESSION}={secrets[n % len(secrets)]}"
    return await http.ws_connect(url, headers=headers, autoping=True)


def _resident(pid: int) -> float:
    """KiB."""
    for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS:"):
            return float(line.split()[1])
    raise RuntimeError("no such figure")


async def _serve_bare() -> None:
    async def echo(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=20)
        await socket.prepare(request)
        async for message in socket:
            await socket.send_str(str(message.data))
        return socket

    app = web.Application()
    app.router.add_get("/ws", echo)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    print(f"http://127.0.0.1:{port}/ws", flush=True)  # noqa: T201
    await asyncio.to_thread(sys.stdin.readline)


async def _serve_desk() -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = EmbeddedServer(Path(folder), fsync="everysec")
        server.start()
        store = Store(server.url)
        await store.load_scripts()
        hints, stop = Hints(store, ["bench"]), asyncio.Event()
        listening = asyncio.create_task(hints.run(stop))
        journal = Journal(store, "bench", hints)
        secrets = []
        for n in range(STAFF):
            await journal.put_staff(StaffRecord(login=f"c{n}", name=f"C{n}"))
            secret = new_secret()
            day = timedelta(days=1)
            await journal.open_session(session_hash(secret), f"c{n}", idle=day, absolute=day)
            secrets.append(secret)
        try:
            async with desk_town(journal) as desk:
                print(f"{_ORIGIN.format(port=desk.server.port)}{BASE}/live", *secrets, flush=True)  # noqa: T201
                await asyncio.to_thread(sys.stdin.readline)
        finally:
            listening.cancel()
            await store.close()
            server.stop()


if __name__ == "__main__":
    asyncio.run(_serve_bare() if sys.argv[1] == "bare" else _serve_desk())
