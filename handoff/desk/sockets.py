"""The desk's WebSocket: tells an open page what changed, and the others that somebody is there, reads and writes.

A page sends small frames, never a word that was typed: ``active`` (somebody typed or pointed), ``at`` (it shows a
conversation up to row ``n``; none: no longer), ``typing`` (a reply is being written there).
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import re
import secrets
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import WSCloseCode, WSMsgType, web

from handoff.desk.deps import DEPS, DeskDeps
from handoff.desk.door import CONVERSATION, Visitor, case_for, require, visitor_of
from handoff.desk.live import Watch
from handoff.journal.records import JournalError, Snapshot
from handoff.rights import Right

log = logging.getLogger(__name__)

HEARTBEAT: Final = 20.0
SEND_WITHIN: Final = 10.0
TYPING_EVERY: Final = 5.0  # to the citizen; Telegram shows it for as long
SIGNS: Final = 30
"""Frames of one page that are heeded within ``SIGNS_WITHIN`` seconds; the page needs a tenth of it."""
SIGNS_WITHIN: Final = 10.0
LOGGED_OUT: Final = 4401
_CURSOR: Final = re.compile(r"\d{1,20}-\d{1,20}")


def routes() -> list[web.RouteDef]:
    """Where an open page listens."""
    return [web.get("/live", live, name="live")]


async def live(request: web.Request) -> web.StreamResponse:
    """Keep a page up to date. ``?cursor=``: where the page stands; ``?open=``: the conversation that it shows."""
    deps, visitor = request.app[DEPS], await require(request, Right.READ_CASES)
    if deps.live.closing or deps.live.open_of(visitor.login) >= deps.limits.sockets:
        raise web.HTTPServiceUnavailable(text="live")
    socket = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=1024)
    await socket.prepare(request)
    cursor = request.query.get("cursor", "")
    page = _Page(request=request, deps=deps, visitor=visitor)
    with deps.live.watch(visitor.login, request.query.get("open", "")) as watch:
        code: int = WSCloseCode.INTERNAL_ERROR
        tasks: list[asyncio.Task[int]] = []
        try:
            await deps.journal.seen(visitor.login)
            await deps.journal.forget_read(visitor.login, {case.conversation for case in await deps.cases.now()})
            if _CURSOR.fullmatch(cursor):
                await deps.live.catch_up(watch, cursor)
            else:
                watch.tell_anew(await deps.journal.feed_end())
            tasks = [
                asyncio.create_task(_send(socket, watch)),
                asyncio.create_task(_present(request, deps, visitor)),
                asyncio.create_task(page.receive(socket)),
            ]
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            code = next(iter(done)).result()
        except (JournalError, TimeoutError, ConnectionError) as e:
            log.info("page let go", extra={"action": "desk.live", "cause": type(e).__name__})
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            with contextlib.suppress(JournalError):
                await page.leave()
            with contextlib.suppress(ConnectionError, TimeoutError):
                async with asyncio.timeout(SEND_WITHIN):
                    await socket.close(code=code)
    return socket


async def _send(socket: web.WebSocketResponse, watch: Watch) -> int:
    while True:
        try:
            frame = await asyncio.wait_for(watch.next(), HEARTBEAT)
        except TimeoutError:
            frame = {"t": "beat"}  # a script sees no pings; without this it could not tell a dead line from a quiet one
        if frame is None:
            return WSCloseCode.GOING_AWAY
        async with asyncio.timeout(SEND_WITHIN):
            await socket.send_str(json.dumps(frame))


async def _present(request: web.Request, deps: DeskDeps, visitor: Visitor) -> int:
    """Say that the member is there as long as the session lives; returns when it has ended, also elsewhere."""
    while True:
        ended = deps.journal.hint_count("sessions")
        if await visitor_of(request, touch=False) is None:
            return LOGGED_OUT
        await deps.journal.seen(visitor.login)
        await deps.journal.hint("sessions", ended, deps.limits.presence)


async def _showing(deps: DeskDeps, snapshot: Snapshot) -> None:
    await deps.show_typing(snapshot)


class _Page:
    """What one open page says of itself."""

    def __init__(self, *, request: web.Request, deps: DeskDeps, visitor: Visitor) -> None:
        self._request = request
        self._deps = deps
        self._visitor = visitor
        self._id = secrets.token_urlsafe(9)
        self._at = ""
        self._shown_typing = float("-inf")
        self._showing: asyncio.Task[None] | None = None

    async def receive(self, socket: web.WebSocketResponse) -> int:
        """Heed its frames until it or the session goes."""
        loop = asyncio.get_running_loop()
        began, heeded = loop.time(), 0
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                break
            if loop.time() - began > SIGNS_WITHIN:
                began, heeded = loop.time(), 0
            heeded += 1
            if heeded > SIGNS:
                continue
            frame = _read(message.data)
            # "at" comes by itself as long as a page is shown; the others mean that somebody is at work.
            if await visitor_of(self._request, touch=frame.what != "at") is None:
                return LOGGED_OUT
            if frame.what in ("at", "typing"):
                await self._be_at(frame)
        return WSCloseCode.OK

    async def leave(self) -> None:
        """The page is gone."""
        if self._showing is not None:
            self._showing.cancel()
        if self._at:
            await self._deps.journal.put_here(self._id, self._visitor.login, "")

    async def _be_at(self, frame: _Frame) -> None:
        journal, login = self._deps.journal, self._visitor.login
        case = None
        if frame.conversation:
            case = await case_for(self._deps, self._visitor, frame.conversation, audited=False)
        if case is None:  # none is shown, or it is not theirs to see
            await self.leave()
            self._at = ""
            return
        writes = frame.what == "typing"
        await journal.put_here(self._id, login, frame.conversation, writes=writes)
        self._at = frame.conversation
        if frame.n:
            await journal.put_read(login, frame.conversation, min(frame.n, case.snapshot.seq))
        owner = case.ticket.owner
        owns = case.current and case.ticket.is_open and owner is not None and owner.login == login
        now = asyncio.get_running_loop().time()
        if writes and owns and now - self._shown_typing >= TYPING_EVERY:
            self._shown_typing = now
            # Beside the line, which a slow messenger must not hold up.
            self._showing = asyncio.create_task(_showing(self._deps, case.snapshot))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Frame:
    what: str
    conversation: str = ""
    n: int = 0


def _read(text: str) -> _Frame:
    """The frame; whatever it is not, it says at least that somebody is there."""
    try:
        value: Any = json.loads(text)
        what = value["t"] if value["t"] in ("at", "typing") else "active"
        conversation, n = value.get("conversation") or "", value.get("n") or 0
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return _Frame(what="active")
    if not isinstance(conversation, str) or not CONVERSATION.fullmatch(conversation):
        conversation = ""
    return _Frame(what=what, conversation=conversation, n=n if isinstance(n, int) and 0 < n < 10**9 else 0)
