"""The desk's WebSocket: tells an open page what changed, and the journal that somebody is there."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import re
from typing import Final

from aiohttp import WSCloseCode, WSMsgType, web

from handoff.desk.deps import DEPS, DeskDeps
from handoff.desk.door import VISITOR, Visitor, visitor_of
from handoff.desk.live import Watch
from handoff.journal.records import JournalError

log = logging.getLogger(__name__)

HEARTBEAT: Final = 20.0
SEND_WITHIN: Final = 10.0
LOGGED_OUT: Final = 4401
_CURSOR: Final = re.compile(r"\d{1,20}-\d{1,20}")


def routes() -> list[web.RouteDef]:
    """Where an open page listens."""
    return [web.get("/live", live, name="live")]


async def live(request: web.Request) -> web.StreamResponse:
    """Keep a page up to date. ``?cursor=``: where the page stands."""
    deps, visitor = request.app[DEPS], request[VISITOR]
    if deps.live.closing or deps.live.open_of(visitor.login) >= deps.limits.sockets:
        raise web.HTTPServiceUnavailable(text="live")
    socket = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=1024)
    await socket.prepare(request)
    cursor = request.query.get("cursor", "")
    with deps.live.watch(visitor.login) as watch:
        code: int = WSCloseCode.INTERNAL_ERROR
        tasks: list[asyncio.Task[int]] = []
        try:
            await deps.journal.seen(visitor.login)
            if _CURSOR.fullmatch(cursor):
                await deps.live.catch_up(watch, cursor)
            else:
                watch.tell_anew(await deps.journal.feed_end())
            tasks = [
                asyncio.create_task(_send(socket, watch)),
                asyncio.create_task(_present(request, deps, visitor)),
                asyncio.create_task(_receive(request, socket)),
            ]
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            code = next(iter(done)).result()
        except (JournalError, TimeoutError, ConnectionError) as e:
            log.info("page let go", extra={"action": "desk.live", "cause": type(e).__name__})
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            with contextlib.suppress(ConnectionError, TimeoutError):
                async with asyncio.timeout(SEND_WITHIN):
                    await socket.close(code=code)
    return socket


async def _send(socket: web.WebSocketResponse, watch: Watch) -> int:
    while (frame := await watch.next()) is not None:
        async with asyncio.timeout(SEND_WITHIN):
            await socket.send_str(json.dumps(frame))
    return WSCloseCode.GOING_AWAY


async def _present(request: web.Request, deps: DeskDeps, visitor: Visitor) -> int:
    """Say that the member is there as long as the session lives; returns when it has ended, also elsewhere."""
    while True:
        ended = deps.journal.hint_count("sessions")
        if await visitor_of(request, touch=False) is None:
            return LOGGED_OUT
        await deps.journal.seen(visitor.login)
        await deps.journal.hint("sessions", ended, deps.limits.presence)


async def _receive(request: web.Request, socket: web.WebSocketResponse) -> int:
    """Any frame means that somebody typed or pointed: the session is not idle. Nothing in it is read."""
    async for message in socket:
        if message.type is not WSMsgType.TEXT:
            break
        if await visitor_of(request, touch=True) is None:
            return LOGGED_OUT
    return WSCloseCode.OK
