"""One WebSocket of one browser: reads its frames, and brings it what is new. It decides nothing about the talk."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Final, Literal, assert_never

from aiohttp import WSCloseCode, WSMsgType, web

from bot.channels.webchat.deps import WebChatDeps
from bot.channels.webchat.frames import (
    Ack,
    BadFrame,
    Call,
    ClientFrame,
    Fault,
    Follow,
    Hello,
    Leave,
    Press,
    Refused,
    Return,
    Say,
    Start,
    Tell,
    read_frame,
)
from bot.channels.webchat.identity import identity_of, is_token, new_token
from bot.channels.webchat.line import Gone, Line
from bot.channels.webchat.pace import Pace
from bot.channels.webchat.screen import Screen
from bot.channels.webchat.transcript import Place
from bot.channels.webchat.visitor import Visitor
from handoff.journal.records import JournalError

_DROPPED_LIMIT: Final = 200  # messages over the pace after which the line is cut
_PAUSE: Final = 1.0  # seconds until the store is asked again

News = Literal["rows", "anew", "board", "typing", "beat", "shown", "forgotten"]
"""What there is to bring: rows, everything anew, what the town has put up, that somebody types, a sign of life; to the
journal what is shown; that the address was given up."""
_NOTHING: Final[frozenset[News]] = frozenset()
_FROM_THE_STORE: Final[frozenset[News]] = frozenset({"rows", "anew", "shown"})


class Session:
    """The connection. ``run`` returns when it is over.

    Most of the time nothing is new for most browsers, so there is no task that waits for it: one is begun by what is
    to be brought, and brings whatever comes meanwhile.
    """

    __slots__ = (
        *("address", "conversation", "remote"),
        *("_deps", "_socket", "_line", "_screen", "_pace", "_bad", "_dropped"),
        *("_news", "_beats", "_over", "_bringing"),
    )

    def __init__(self, deps: WebChatDeps, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.address = ""
        self.conversation: str | None = None
        self.remote = deps.remote(request)
        self._deps = deps
        self._socket = socket
        self._line = Line(socket, request.transport, deps.limits.send_within, deps.count)
        self._screen: Screen | None = None
        self._pace = Pace(limit=deps.limits.messages, window=deps.limits.window)
        self._bad = 0
        self._dropped = 0
        self._news: frozenset[News] = _NOTHING
        self._beats: asyncio.TimerHandle | None = None
        self._over = False
        self._bringing: asyncio.Task[None] | None = None

    # -- what the hub says

    def wake(self) -> None:
        """Something may be new."""
        self._bring("rows")

    def wake_anew(self) -> None:
        """The address may be bound to another conversation now."""
        self._bring("anew")

    def show_board(self) -> None:
        """The town has put up something, or taken it down."""
        self._bring("board")

    def show_typing(self) -> None:
        """An answer is being written."""
        self._bring("typing")

    def forget(self) -> None:
        """The address was given up."""
        self._bring("forgotten")

    async def end(self) -> None:
        """The server goes; the browser comes back."""
        await self._line.close(WSCloseCode.SERVICE_RESTART)

    # -- the line

    async def run(self) -> None:
        """Serve the browser until it or the server goes."""
        hub = self._deps.hub
        hub.join(self)
        try:
            async with asyncio.timeout(self._deps.limits.hello_within):
                hello = await self._hello()
            if hello is None:
                return
            visitor = await self._greet(hello)
            await self._read(visitor)
        except TimeoutError:
            await self._line.close(WSCloseCode.POLICY_VIOLATION)
        except JournalError:
            with contextlib.suppress(Gone):
                await self._line.send(Fault(why="away"))
            await self._line.close(WSCloseCode.TRY_AGAIN_LATER)
        except Gone:
            pass
        finally:
            try:
                await self._end()
            finally:
                hub.leave(self)  # last: what is still brought may give it another conversation

    async def _end(self) -> None:
        self._over = True
        if self._beats is not None:
            self._beats.cancel()
        if self._bringing is not None:
            # Not cancelled: a store's call that is cut off may leave its connection in use.
            await self._bringing
        screen, self._screen = self._screen, None  # it knows this session: nobody has to look for the circle
        if screen is not None:
            with contextlib.suppress(JournalError):
                await screen.write_down()  # who leaves at once has read the last of it, too

    async def _hello(self) -> Hello | None:
        message = await self._socket.receive()
        if message.type is WSMsgType.TEXT:
            with contextlib.suppress(BadFrame):
                frame = read_frame(message.data)
                if isinstance(frame, Hello):
                    return frame
        await self._line.close(WSCloseCode.POLICY_VIOLATION)
        return None

    async def _greet(self, hello: Hello) -> Visitor:
        known = is_token(hello.token)
        identity = identity_of(hello.token if known else new_token())
        self.address = identity.address
        screen = Screen(self._deps, self._line, self, identity, hello.lang)
        place = Place(n=hello.after, id=hello.last) if known else Place()
        await screen.load(place, reset=not known and hello.after > 0)
        self._screen = screen
        self._bring()  # what came meanwhile
        self._beats = asyncio.get_running_loop().call_later(self._deps.limits.heartbeat, self._keep_beating)
        return Visitor(self._deps, self._line, self, identity, hello.lang)

    async def _read(self, visitor: Visitor) -> None:
        async for message in self._socket:
            if message.type is not WSMsgType.TEXT:
                await self._line.close(WSCloseCode.UNSUPPORTED_DATA)
                return
            try:
                frame = read_frame(message.data)
            except BadFrame:
                self._deps.count("bad-frame")
                self._bad += 1
                if self._bad >= self._deps.limits.bad_frames:
                    await self._line.close(WSCloseCode.POLICY_VIOLATION)
                    return
                await self._line.send(Fault(why="bad-frame"))
                continue
            await self._handle(frame, visitor)

    async def _handle(self, frame: ClientFrame, visitor: Visitor) -> None:
        match frame:
            case Say():
                if await self._in_pace(frame.id):
                    await visitor.say(frame)
            case Press():
                if await self._in_pace(frame.id):
                    await visitor.press(frame)
            case Start():
                if await self._in_pace(frame.id):
                    await visitor.start(frame)
            case Ack():
                if self._screen is not None and self._screen.shown(frame.n):
                    self._bring("shown")
            case Return():
                if await self._in_pace("return"):
                    await visitor.come_back(frame)
            case Follow():
                if await self._in_pace("follow"):
                    await visitor.follow(frame)
            case Tell():
                if await self._in_pace("tell"):
                    await visitor.tell(frame)
            case Call():
                if await self._in_pace("call"):
                    await visitor.call(frame)
            case Leave():
                await visitor.leave()
            case Hello():
                await self._line.send(Fault(why="bad-frame"))
            case _:
                assert_never(frame)

    async def _in_pace(self, id: str) -> bool:
        now = asyncio.get_running_loop().time()
        if self._pace.allows(now):
            return True
        self._deps.count("flood")
        self._dropped += 1
        if self._dropped >= _DROPPED_LIMIT:
            await self._line.close(WSCloseCode.POLICY_VIOLATION)
        elif self._pace.tells(now):
            await self._line.send(Refused(id=id, why="too-fast", after=round(self._pace.wait(now), 1)))
        return False

    # -- what is new for the browser

    def _keep_beating(self) -> None:
        self._beats = asyncio.get_running_loop().call_later(self._deps.limits.heartbeat, self._keep_beating)
        self._bring("beat")

    def _bring(self, *news: News) -> None:
        """See to it that what is new is brought, once the browser has been greeted."""
        self._news = self._news.union(news)
        if self._bringing is None and self._screen is not None and not self._over:
            self._bringing = asyncio.create_task(self._bring_all(self._screen))

    async def _bring_all(self, screen: Screen) -> None:
        try:
            while self._news and not self._over:
                news, self._news = self._news, _NOTHING
                try:
                    await _bring(news, screen)
                except JournalError:
                    self._news |= news & _FROM_THE_STORE
                    await asyncio.sleep(_PAUSE)
        except BaseException as end:
            await self._line.close()  # the reader ends with it, and asks how this ended
            if not isinstance(end, Gone):
                raise
        else:
            self._bringing = None


async def _bring(news: frozenset[News], screen: Screen) -> None:
    """Bring it. Raises JournalAway, Gone."""
    if "forgotten" in news:
        await screen.show_end()
    if "beat" in news:
        await screen.beat()
    if "typing" in news:
        await screen.show_typing()
    if "board" in news:
        await screen.show_board()
    if "shown" in news:
        await screen.write_down()
    if "anew" in news:
        await screen.load(Place(), reset=True)
    elif "rows" in news:
        await screen.catch_up()
