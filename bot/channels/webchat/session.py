"""One WebSocket of one browser: reads its frames, pushes it what is new. It decides nothing about the talk."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable
from dataclasses import replace
from datetime import timedelta
from typing import Final, assert_never

from aiohttp import WSCloseCode, WSMsgType, web

from bot.channels.channel import StoreFailed
from bot.channels.webchat.calling import ask_for_call, call_now
from bot.channels.webchat.channel import WebChat
from bot.channels.webchat.deps import WebChatDeps
from bot.channels.webchat.frames import (
    MAX_TEXT,
    Ack,
    BadFrame,
    Beat,
    Call,
    CallState,
    ClientFrame,
    Fault,
    Follow,
    Followed,
    Hello,
    Left,
    Notice,
    Posted,
    Press,
    Receipt,
    Refused,
    Return,
    Returned,
    RowLine,
    Rows,
    Say,
    ServerFrame,
    Speaker,
    Start,
    Stored,
    Tell,
    Typing,
    Welcome,
    Why,
    line_of,
    read_frame,
    write_frame,
)
from bot.channels.webchat.frames import Leave as LeaveFrame
from bot.channels.webchat.identity import address_of, event_prefix, is_token, new_token
from bot.channels.webchat.notice import notice_now, tell_by_mail
from bot.channels.webchat.pace import Pace
from bot.channels.webchat.returning import Opened, TooOften, Wrong, digest, find_by_receipt
from bot.channels.webchat.transcript import (
    Place,
    batches,
    file_links,
    news_after,
    receipt_of,
    rows_after,
    speaker_of,
    standing,
)
from bot.channels.webchat.transfer import attachment_of
from bot.dialogue.events import Arrived, Pressed, Said, Started, event_to_json
from handoff.board import words_in
from handoff.journal.addresses import Followed as LinkFollowed
from handoff.journal.addresses import LinkOver, LinkUsed
from handoff.journal.records import JournalError, Row, Snapshot

_AGAIN: Final = 3.0  # seconds after which a browser tries again what the store did not take
_DROPPED_LIMIT: Final = 200  # messages over the pace after which the line is cut


class Gone(Exception):
    """The browser is not there any more, or reads too slowly."""


class Session:
    """The connection. ``run`` returns when it is over."""

    def __init__(self, deps: WebChatDeps, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.address = ""
        self.conversation: str | None = None
        self.remote = deps.remote(request)
        self._deps = deps
        self._journal = deps.journal
        self._socket = socket
        self._transport = request.transport
        self._token = ""
        self._prefix = ""
        self._lang = "de"
        self._sent = 0  # number of the last row read for this browser
        self._to_ack = 0
        self._acked = 0
        self._speaker = Speaker()
        self._receipt = ""
        self._notice = Notice()
        self._posted: Posted | None = None
        self._call_state = CallState()
        self._pace = Pace(limit=deps.limits.messages, window=deps.limits.window)
        self._bad = 0
        self._dropped = 0
        self._turn = asyncio.Lock()  # loading and pushing never interleave
        self._sending = asyncio.Lock()
        self._news = asyncio.Event()
        self._anew = False
        self._forgotten = False
        self._typing = False
        self._over = False

    # -- what the hub says

    def wake(self) -> None:
        """Something may be new."""
        self._news.set()

    def wake_anew(self) -> None:
        """The address may be bound to another conversation now."""
        self._anew = True
        self._news.set()

    def show_typing(self) -> None:
        """An answer is being written."""
        self._typing = True
        self._news.set()

    def forget(self) -> None:
        """The address was given up."""
        self._forgotten = True
        self._news.set()

    async def end(self) -> None:
        """The server goes; the browser comes back."""
        await self._socket.close(code=WSCloseCode.SERVICE_RESTART)

    # -- the line

    async def run(self) -> None:
        """Serve the browser until it or the server goes."""
        hub = self._deps.hub
        hub.join(self)
        pump: asyncio.Task[None] | None = None
        try:
            async with asyncio.timeout(self._deps.limits.hello_within):
                hello = await self._hello()
            if hello is None:
                return
            await self._greet(hello)
            pump = asyncio.create_task(self._pump())
            await self._read()
        except TimeoutError:
            await self._socket.close(code=WSCloseCode.POLICY_VIOLATION)
        except JournalError:
            with contextlib.suppress(Gone):
                await self._send(Fault(why="away"))
            await self._socket.close(code=WSCloseCode.TRY_AGAIN_LATER)
        except Gone:
            pass
        finally:
            hub.leave(self)
            if pump is not None:
                # Not cancelled: a store's call that is cut off may leave its connection in use.
                self._over = True
                self._news.set()
                await pump

    async def _hello(self) -> Hello | None:
        message = await self._socket.receive()
        if message.type is WSMsgType.TEXT:
            with contextlib.suppress(BadFrame):
                frame = read_frame(message.data)
                if isinstance(frame, Hello):
                    return frame
        await self._socket.close(code=WSCloseCode.POLICY_VIOLATION)
        return None

    async def _greet(self, hello: Hello) -> None:
        known = is_token(hello.token)
        self._token = hello.token if known else new_token()
        self.address = address_of(self._token)
        self._prefix = event_prefix(self._token)
        self._lang = hello.lang
        place = Place(n=hello.after, id=hello.last) if known else Place()
        async with self._turn:
            await self._load(place, reset=not known and hello.after > 0)

    async def _read(self) -> None:
        async for message in self._socket:
            if message.type is not WSMsgType.TEXT:
                await self._socket.close(code=WSCloseCode.UNSUPPORTED_DATA)
                return
            try:
                frame = read_frame(message.data)
            except BadFrame:
                self._deps.count("bad-frame")
                self._bad += 1
                if self._bad >= self._deps.limits.bad_frames:
                    await self._socket.close(code=WSCloseCode.POLICY_VIOLATION)
                    return
                await self._send(Fault(why="bad-frame"))
                continue
            await self._handle(frame)

    async def _handle(self, frame: ClientFrame) -> None:
        match frame:
            case Say():
                if await self._in_pace(frame.id):
                    await self._say(frame)
            case Press():
                if await self._in_pace(frame.id):
                    event = Pressed(
                        id=self._prefix + frame.id, row=frame.row, choice=frame.choice, lang_hint=self._lang
                    )
                    await self._take(frame.id, event)
            case Start():
                if await self._in_pace(frame.id):
                    await self._take(frame.id, Started(id=self._prefix + frame.id, lang_hint=self._lang))
            case Ack():
                if self._acked < frame.n <= self._sent:
                    self._acked = self._to_ack = frame.n
                    self._news.set()
            case Return():
                if await self._in_pace("return"):
                    await self._return(frame)
            case Follow():
                if await self._in_pace("follow"):
                    await self._follow(frame)
            case Tell():
                if await self._in_pace("tell"):
                    await self._tell(frame)
            case Call():
                if await self._in_pace("call"):
                    await self._call(frame)
            case LeaveFrame():
                await self._leave()
            case Hello():
                await self._send(Fault(why="bad-frame"))
            case _:
                assert_never(frame)

    async def _in_pace(self, id: str) -> bool:
        now = asyncio.get_running_loop().time()
        if self._pace.allows(now):
            return True
        self._deps.count("flood")
        self._dropped += 1
        if self._dropped >= _DROPPED_LIMIT:
            await self._socket.close(code=WSCloseCode.POLICY_VIOLATION)
        elif self._pace.tells(now):
            await self._send(Refused(id=id, why="too-fast", after=round(self._pace.wait(now), 1)))
        return False

    # -- what citizens do

    async def _say(self, frame: Say) -> None:
        if len(frame.text) > MAX_TEXT:
            await self._send(Refused(id=frame.id, why="too-long"))
            return
        if not frame.text and not frame.attachments:
            await self._send(Refused(id=frame.id, why="empty"))
            return
        try:
            attachments = [await attachment_of(self._deps, self.conversation, named) for named in frame.attachments]
        except (JournalError, OSError):
            await self._send(Refused(id=frame.id, why="away", after=_AGAIN))
            return
        if None in attachments:
            await self._send(Refused(id=frame.id, why="file"))
            return
        files = [file for file in attachments if file is not None]
        masked = self._deps.mask(frame.text)
        names = [self._deps.mask(file.name) for file in files]
        await self._take(
            frame.id,
            Said(
                id=self._prefix + frame.id,
                text=masked.text,
                masked=tuple(sorted({*masked.kinds, *(kind for name in names for kind in name.kinds)})),
                attachments=tuple(replace(file, name=name.text) for file, name in zip(files, names, strict=True)),
                lang_hint=self._lang,
            ),
        )

    async def _take(self, id: str, event: Started | Said | Pressed) -> None:
        try:
            if self.conversation is None and await self._too_many_newcomers():
                self._deps.count("newcomers")
                await self._send(Refused(id=id, why="too-often"))
                return
            conversation = await self._deps.intake.accept(address=self.address, event=event)
        except (StoreFailed, JournalError):
            await self._send(Refused(id=id, why="away", after=_AGAIN))
            return
        await self._send(Stored(id=id))
        if conversation == self.conversation:
            return
        if self.conversation is None:
            self._deps.hub.place(self, conversation)
        else:
            self._anew = True
        self._news.set()

    async def _too_many_newcomers(self) -> bool:
        """Whether throw-away identities come from this network address: they would fill the store for everybody."""
        n = await self._journal.count_attempt(f"new:{digest(self.remote)}", timedelta(hours=1))
        return n > self._deps.limits.newcomers

    async def _return(self, frame: Return) -> None:
        try:
            found = await find_by_receipt(
                self._journal,
                self._deps.limits,
                address=self.address,
                remote=self.remote,
                receipt=frame.receipt,
                code=frame.code,
            )
            match found:
                case TooOften():
                    await self._send(Refused(id="return", why="too-often"))
                    return
                case Wrong():
                    await self._send(Refused(id="return", why="wrong-code"))
                    return
                case Opened():
                    await self._journal.bind(self.address, found.conversation)
                case _:
                    assert_never(found)
        except JournalError:
            await self._send(Refused(id="return", why="away"))
            return
        await self._send(Returned())
        self._wake_tabs()

    async def _follow(self, frame: Follow) -> None:
        event = event_to_json(Arrived(id=f"{self._prefix}arrived", channel=WebChat.name))
        try:
            found = await self._journal.follow_link(frame.link, self.address, event)
        except JournalError:
            await self._send(Refused(id="follow", why="away", after=_AGAIN))
            return
        match found:
            case LinkUsed():
                await self._send(Refused(id="follow", why="link-used"))
            case LinkOver():
                await self._send(Refused(id="follow", why="link-over"))
            case LinkFollowed():
                await self._send(Followed())
                self._wake_tabs()
            case _:
                assert_never(found)

    def _wake_tabs(self) -> None:
        for tab in self._deps.hub.at(self.address):
            tab.wake_anew()

    async def _tell(self, frame: Tell) -> None:
        await self._left("tell", tell_by_mail(self._deps, self.conversation, frame.mail, self._lang, self.remote))

    async def _call(self, frame: Call) -> None:
        await self._left("call", ask_for_call(self._deps, self.conversation, frame, self._lang, self.remote))

    async def _left(self, id: str, leaving: Awaitable[Why | None]) -> None:
        """Let something be left beside the talk; all tabs show it."""
        try:
            why = await leaving
        except JournalError:
            why = "away"
        if why is not None:
            await self._send(Refused(id=id, why=why))
            return
        for tab in self._deps.hub.at(self.address):
            tab.wake()

    async def _leave(self) -> None:
        try:
            await self._journal.unbind(self.address)
        except JournalError:
            await self._send(Fault(why="away"))
            return
        for tab in self._deps.hub.at(self.address):
            tab.forget()

    # -- what is new for the browser

    async def _pump(self) -> None:
        try:
            while not self._over:
                try:
                    async with asyncio.timeout(self._deps.limits.heartbeat):
                        await self._news.wait()
                except TimeoutError:
                    await self._send(Beat())
                    continue
                self._news.clear()
                if self._over:
                    return
                if self._forgotten:
                    await self._send(Left())
                    await self._socket.close()
                    return
                try:
                    async with self._turn:
                        await self._push()
                except JournalError:
                    await asyncio.sleep(1)
                    self._news.set()
        except Gone:
            pass
        finally:  # the reader ends with it
            await self._socket.close()

    async def _push(self) -> None:
        if self._typing:
            self._typing = False
            await self._send(Typing())
        await self._show_board()
        if self._anew:
            self._anew = False  # first: it may be asked for again meanwhile
            try:
                await self._load(Place(), reset=True)
            except JournalError:
                self._anew = True
                raise
            return
        if self.conversation is None:
            return
        if self._to_ack:
            await self._journal.acknowledge(self.conversation, self._to_ack)
            self._to_ack = 0
        snapshot = await self._journal.snapshot(self.conversation)
        if snapshot is None and await self._journal.find(self.address) is None:
            await self._send(Left(why="erased"))
            await self._socket.close()
            raise Gone
        if snapshot is None or snapshot.seq < self._sent:  # a new one has begun, or another history was restored
            await self._load(Place(), reset=True)
            return
        rows = await rows_after(self._journal, self.conversation, self._sent)
        if rows:
            self._sent = rows[-1].n
            for batch in batches(await self._lines(rows)):
                await self._send(Rows(rows=batch))
        await self._show_state(snapshot)

    async def _load(self, place: Place, *, reset: bool) -> None:
        """Send the welcome and everything after the browser's place."""
        conversation = await self._journal.find(self.address)
        self._deps.hub.place(self, conversation)  # before reading: nothing falls between
        rows: tuple[Row, ...] = ()
        snapshot = None
        if conversation is None:
            reset = reset or place.n > 0
        else:
            snapshot = await self._journal.snapshot(conversation)
            news = await news_after(self._journal, conversation, place)
            rows, reset = news.rows, reset or news.reset
        kept = 0 if reset else place.n
        self._sent = rows[-1].n if rows else kept
        self._acked = self._to_ack = 0  # what was shown of another conversation says nothing about this one
        first, *rest = list(batches(await self._lines(rows))) or [[]]
        self._speaker = speaker_of(snapshot)
        await self._send(
            Welcome(
                token=self._token,
                rows=first,
                reset=reset,
                seq=snapshot.seq if snapshot else 0,
                speaker=self._speaker,
            )
        )
        for batch in rest:
            await self._send(Rows(rows=batch))
        await self._show_board()
        self._receipt, self._notice, self._call_state = "", Notice(), CallState()
        await self._show_state(snapshot)

    async def _show_state(self, snapshot: Snapshot | None) -> None:
        speaker = speaker_of(snapshot)
        if speaker != self._speaker:
            self._speaker = speaker
            await self._send(speaker)
        receipt = receipt_of(snapshot)
        if receipt != self._receipt:
            code = await self._journal.receipt_code(receipt) if receipt else ""
            await self._send(Receipt(no=receipt, code=code))
            self._receipt = receipt
        notice = await notice_now(self._deps, snapshot)
        if notice != self._notice:
            await self._send(notice)
            self._notice = notice
        call = await call_now(self._deps, snapshot)
        if call != self._call_state:
            await self._send(call)
            self._call_state = call

    async def _show_board(self) -> None:
        board = self._deps.board()
        posted = Posted(off=WebChat.name in board.off)
        if board.banner is not None:
            words = words_in(board.banner.text, self._lang)
            posted = Posted(banner=words, link=board.banner.link, off=posted.off)
        if posted != self._posted:  # a page may be older than its line: the first one is always told
            self._posted = posted
            await self._send(posted)

    async def _lines(self, rows: tuple[Row, ...]) -> list[RowLine]:
        links = await file_links(self._journal, self.address, rows)
        return [line for row in standing(rows) if (line := line_of(row, self._prefix, links)) is not None]

    async def _send(self, frame: ServerFrame) -> None:
        try:
            async with asyncio.timeout(self._deps.limits.send_within), self._sending:
                await self._socket.send_str(write_frame(frame))
        except TimeoutError:
            self._deps.count("slow")
            if self._transport is not None:
                self._transport.abort()
            raise Gone from None
        except (ConnectionError, RuntimeError):  # aiohttp's word for a socket that is closed already
            raise Gone from None
