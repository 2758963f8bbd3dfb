"""What the web chat needs from the rest, declared by the web chat."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from aiohttp import web

from bot.channels.channel import Intake
from bot.channels.masking import Masked, mask
from bot.channels.webchat.hub import Hub
from bot.privacynotice import Practice
from faq.entry import Netiquette, Town
from handoff.board import Board
from handoff.callback import Callback
from handoff.files.store import Files
from handoff.journal.addresses import Followed, LinkOver, LinkUsed
from handoff.journal.mailing import NoticeAddress
from handoff.journal.records import Commit, Committed, Repeat, Row, Snapshot, Stale


class ChatJournal(Protocol):
    """The part of a town's journal that the web chat uses; every method raises JournalAway."""

    async def find(self, address: str) -> str | None:
        """The conversation of an address."""
        ...

    async def bind(self, address: str, conversation: str) -> None:
        """Give a conversation another address."""
        ...

    async def unbind(self, address: str) -> None:
        """Forget an address."""
        ...

    async def follow_link(self, token: str, address: str, event: str) -> Followed | LinkUsed | LinkOver:
        """Come by a one-time link; the bot hears of it by the event."""
        ...

    async def snapshot(self, conversation: str) -> Snapshot | None:
        """The conversation as it is now."""
        ...

    async def since(self, conversation: str, after: int) -> tuple[Snapshot | None, list[Row]]:
        """The conversation as it is now, and all of its transcript rows with a number above ``after``, in order."""
        ...

    async def acknowledge(self, conversation: str, n: int) -> None:
        """The browser shows the rows up to ``n``."""
        ...

    async def conversation_of(self, receipt: str) -> str | None:
        """The conversation a receipt number was given in."""
        ...

    async def receipt_code(self, receipt: str) -> str:
        """The secret that belongs to a receipt number."""
        ...

    async def file_owner(self, ref: str) -> str | None:
        """The conversation that names a stored file."""
        ...

    async def file_key(self, address: str, ref: str) -> str:
        """What an address must show to get a stored file."""
        ...

    async def commit(self, commit: Commit) -> Committed | Stale | Repeat:
        """Write it whole or not at all."""
        ...

    async def notice_address(self, conversation: str) -> NoticeAddress | None:
        """Where the citizen wants to be told of replies."""
        ...

    async def put_notice_address(self, conversation: str, address: NoticeAddress) -> None:
        """Keep it with the case."""
        ...

    async def drop_notice_address(self, conversation: str) -> None:
        """Erase it."""
        ...

    async def callback(self, conversation: str) -> Callback | None:
        """The call that the citizen has asked for."""
        ...

    async def put_callback(self, callback: Callback) -> None:
        """Keep it beside the case."""
        ...

    async def drop_callback(self, conversation: str) -> None:
        """Erase it."""
        ...

    async def stopped_by(self, token: str) -> str | None:
        """The conversation whose mails a token may stop."""
        ...

    async def count_attempt(self, key: str, window: timedelta) -> int:
        """Count an attempt; how many there were in the window."""
        ...


"""What citizens can do on Telegram: nothing, the whole dialogue with staff, general information only."""


class Say(Protocol):
    """The catalogue of texts."""

    def __call__(self, key: str, lang: str, args: Mapping[str, str | int | float] | None = None, /) -> str:
        """The text of a key in Markdown, in the town's form of address; arguments are escaped."""
        ...


def peer(request: web.BaseRequest) -> str:
    """The address of whoever is connected, without any proxy's word."""
    return request.remote or ""


def uncounted(_what: str) -> None:
    """Count nothing."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bounds against floods and broken lines; times in seconds."""

    messages: int = 20
    window: float = 10.0
    connections: int = 40  # of one network address: an office or a school may share one
    hello_within: float = 15.0
    heartbeat: float = 25.0
    send_within: float = 20.0
    bad_frames: int = 10
    upload_within: float = 120.0
    uploads: int = 30  # an hour
    returns: int = 10  # a quarter of an hour, of one browser or network address
    returns_of_receipt: int = 50
    newcomers: int = 200  # new conversations an hour of one network address
    addresses: int = (
        10  # mail addresses an hour given in one conversation; three times as many from one network address
    )


@dataclass(frozen=True, kw_only=True)
class WebChatDeps:
    """What the web chat of one town is built of.

    ``public_url`` is where citizens open it ("" when unknown), ``files`` the town's stored files, ``remote`` the
    citizen's network address, used for limits only, ``practice`` what is done with what they write. ``mails``: a
    citizen may leave an address to be told of replies. ``promise``: when a department will answer at the latest.
    ``board``: what the town has put up now. ``count`` counts a fixed word ("flood", "slow", …).
    """

    journal: ChatJournal
    intake: Intake
    hub: Hub
    say: Say
    town: Callable[[], Town]
    netiquette: Callable[[], Netiquette]
    files: Files
    practice: Callable[[], Awaitable[Practice]]
    public_url: str = ""
    mask: Callable[[str], Masked] = mask
    remote: Callable[[web.BaseRequest], str] = peer
    count: Callable[[str], None] = uncounted
    mails: bool = False
    board: Callable[[], Board] = Board
    promise: Callable[[str], datetime] = lambda _department: datetime.now(UTC) + timedelta(days=1)
    limits: Limits = Limits()
