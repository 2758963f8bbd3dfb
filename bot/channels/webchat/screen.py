"""What one browser shows, and bringing it up to date: the transcript, and what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.channels.webchat.calling import call_now
from bot.channels.webchat.channel import WebChat
from bot.channels.webchat.deps import WebChatDeps
from bot.channels.webchat.frames import (
    Beat,
    CallState,
    Left,
    Notice,
    Posted,
    Receipt,
    RowLine,
    Rows,
    Typing,
    Welcome,
    line_of,
)
from bot.channels.webchat.hub import Listener
from bot.channels.webchat.identity import Identity
from bot.channels.webchat.line import Gone, Line
from bot.channels.webchat.notice import notice_now
from bot.channels.webchat.transcript import (
    MACHINE,
    Place,
    batches,
    file_links,
    news_after,
    receipt_of,
    speaker_of,
    standing,
)
from handoff.board import words_in
from handoff.journal.records import Row, Snapshot

_BEAT: Final = Beat()
_TYPING: Final = Typing()
_NO_NOTICE: Final = Notice()
_NO_CALL: Final = CallState()


class Screen:
    """What was sent to one browser. Whoever calls it calls one method at a time; each raises JournalAway and Gone."""

    __slots__ = (
        *("_deps", "_line", "_listener", "_identity", "_lang"),
        *("_sent", "_shown", "_written", "_speaker", "_receipt", "_notice", "_call", "_posted"),
    )

    def __init__(self, deps: WebChatDeps, line: Line, listener: Listener, identity: Identity, lang: str) -> None:
        self._deps = deps
        self._line = line
        self._listener = listener
        self._identity = identity
        self._lang = lang
        self._sent = 0  # number of the last row read for this browser
        self._shown = 0  # as the browser says
        self._written = 0  # and as the journal knows
        self._speaker = MACHINE
        self._receipt = ""
        self._notice = _NO_NOTICE
        self._call = _NO_CALL
        self._posted: Posted | None = None

    def shown(self, n: int) -> bool:
        """The browser shows the rows up to ``n``; whether that is news, to be written down."""
        if not self._shown < n <= self._sent:
            return False
        self._shown = n
        return True

    async def write_down(self) -> None:
        """Tell the journal what the browser shows."""
        while (n := self._shown) > self._written and (conversation := self._listener.conversation) is not None:
            await self._deps.journal.acknowledge(conversation, n)
            self._written = n

    async def load(self, place: Place, *, reset: bool) -> None:
        """Send the welcome and everything after the browser's place."""
        journal = self._deps.journal
        conversation = await journal.find(self._identity.address)
        self._deps.hub.place(self._listener, conversation)  # before reading: nothing falls between
        # What was shown of another conversation says nothing about this one, and until it is sent nothing is shown.
        self._sent = self._shown = self._written = 0
        rows: Sequence[Row] = ()
        snapshot = None
        if conversation is None:
            reset = reset or place.n > 0
        else:
            news = await news_after(journal, conversation, place)
            snapshot, rows, reset = news.snapshot, news.rows, reset or news.reset
        kept = 0 if reset else place.n
        first, *rest = list(batches(await self._lines(rows))) or [[]]
        self._sent = rows[-1].n if rows else kept
        self._speaker = speaker_of(snapshot)
        await self._line.send(
            Welcome(
                token=self._identity.token,
                rows=first,
                reset=reset,
                seq=snapshot.seq if snapshot else 0,
                speaker=self._speaker,
            )
        )
        for batch in rest:
            await self._line.send(Rows(rows=batch))
        await self.show_board()
        self._receipt, self._notice, self._call = "", _NO_NOTICE, _NO_CALL
        await self._show_state(snapshot)

    async def catch_up(self) -> None:
        """Send what has come since."""
        if (conversation := self._listener.conversation) is None:
            return
        journal = self._deps.journal
        snapshot, rows = await journal.since(conversation, self._sent)
        if snapshot is None and await journal.find(self._identity.address) is None:
            await self._line.send(Left(why="erased"))
            raise Gone
        if snapshot is None or snapshot.seq < self._sent:  # a new one has begun, or another history was restored
            await self.load(Place(), reset=True)
            return
        if rows:
            lines = await self._lines(rows)  # which may fail: they are read again then
            self._sent = rows[-1].n
            for batch in batches(lines):
                await self._line.send(Rows(rows=batch))
        await self._show_state(snapshot)

    async def show_end(self) -> None:
        """The address was given up: nothing more is shown here. Raises Gone."""
        await self._line.send(Left())
        raise Gone

    async def beat(self) -> None:
        """The line is alive."""
        await self._line.send(_BEAT)

    async def show_typing(self) -> None:
        """An answer is being written."""
        await self._line.send(_TYPING)

    async def show_board(self) -> None:
        """What the town has put up, if it is not shown already."""
        board = self._deps.board()
        posted = Posted(off=WebChat.name in board.off)
        if board.banner is not None:
            words = words_in(board.banner.text, self._lang)
            posted = Posted(banner=words, link=board.banner.link, off=posted.off)
        if posted != self._posted:  # a page may be older than its line: the first one is always told
            self._posted = posted
            await self._line.send(posted)

    async def _show_state(self, snapshot: Snapshot | None) -> None:
        speaker = speaker_of(snapshot)
        if speaker != self._speaker:
            self._speaker = speaker
            await self._line.send(speaker)
        receipt = receipt_of(snapshot)
        if receipt != self._receipt:
            code = await self._deps.journal.receipt_code(receipt) if receipt else ""
            await self._line.send(Receipt(no=receipt, code=code))
            self._receipt = receipt
        notice = await notice_now(self._deps, snapshot)
        if notice != self._notice:
            await self._line.send(notice)
            self._notice = notice
        call = await call_now(self._deps, snapshot)
        if call != self._call:
            await self._line.send(call)
            self._call = call

    async def _lines(self, rows: Sequence[Row]) -> list[RowLine]:
        links = await file_links(self._deps.journal, self._identity.address, rows)
        return [line for row in standing(rows) if (line := line_of(row, self._identity.prefix, links)) is not None]
