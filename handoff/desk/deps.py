"""What the desk needs from the rest, declared by the desk."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiohttp import web

from faq.entry import Department
from handoff.acts import Acts
from handoff.desk.live import Live
from handoff.files.store import Files
from handoff.journal.pairings import Code, Group, Link, Purpose
from handoff.journal.records import DeliveryState, FeedItem, Row, Snapshot
from handoff.staff import StaffRecord
from handoff.ticket import Ticket


class DeskJournal(Protocol):
    """The part of a town's journal that the desk uses; every method raises JournalAway."""

    async def snapshot(self, conversation: str) -> Snapshot | None:
        """The conversation as it is now."""
        ...

    async def rows(self, conversation: str, *, after: int = 0, limit: int = 500) -> list[Row]:
        """Transcript rows with a number above ``after``, in order."""
        ...

    async def delivery_states(self, conversation: str) -> dict[str, DeliveryState]:
        """What became of the last case's deliveries, by ``<row id>.<chunk>``."""
        ...

    async def tickets(self) -> list[tuple[str, Ticket]]:
        """Open handoffs by asked time, with their conversation."""
        ...

    async def closed_tickets(self, limit: int = 50) -> list[tuple[str, Ticket]]:
        """The handoffs that ended last, newest first."""
        ...

    async def feed_end(self) -> str:
        """The cursor of now."""
        ...

    async def feed(self, after: str) -> list[FeedItem] | None:
        """What changed after a cursor; None when all must be read anew."""
        ...

    async def seen(self, login: str) -> None:
        """The staff member is there now."""
        ...

    async def gone(self, login: str) -> None:
        """The staff member has left the desk."""
        ...

    async def staff(self) -> dict[str, StaffRecord]:
        """All accounts by login."""
        ...

    async def put_staff(self, record: StaffRecord) -> None:
        """Add or replace an account."""
        ...

    async def open_session(self, session: str, login: str, *, idle: timedelta, absolute: timedelta) -> None:
        """Start a session, named by the hash of its secret."""
        ...

    async def session(self, session: str, *, touch: bool = True) -> str | None:
        """The login of a live session; ``touch`` counts as activity."""
        ...

    async def end_session(self, session: str) -> None:
        """End a session at once."""
        ...

    async def use_login_link(self, token: str) -> str | None:
        """The login a one-time link stands for; the link is used up."""
        ...

    async def count_attempt(self, key: str, window: timedelta) -> int:
        """Count an attempt; how many there were in the window, this one included."""
        ...

    async def make_code(self, purpose: Purpose, login: str) -> Code:
        """A one-time code that links a Telegram account or pairs a group."""
        ...

    async def link_of(self, login: str) -> Link | None:
        """A member's link to Telegram."""
        ...

    async def unlink(self, login: str) -> bool:
        """Take it back; False when there is none."""
        ...

    async def group(self) -> Group | None:
        """The staff's group on Telegram."""
        ...

    async def unpair(self) -> bool:
        """Give it up; False when there is none."""
        ...

    async def audit(self, row: Mapping[str, Any]) -> None:
        """Write down an act that has no commit of its own."""
        ...

    async def file_owner(self, ref: str) -> str | None:
        """The conversation that names a stored file."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class AttachedTo:
    """What a file came with. ``keeps_position``: where a picture was taken belongs to the case (a defect report)."""

    conversation: str
    keeps_position: bool


FetchAttachment = Callable[[AttachedTo, str, str], Awaitable[bytes]]
"""(where it came, ref, name as it is shown) -> bytes. Raises FileAway."""


def peer(request: web.BaseRequest) -> str:
    """The address of whoever is connected, without any proxy's word."""
    return request.remote or ""


@dataclass(frozen=True, kw_only=True)
class DeskLimits:
    """Times and bounds of log-in and sessions. ``delay``: seconds, doubled with each attempt after ``free``."""

    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(hours=12)
    window: timedelta = timedelta(minutes=15)
    free: int = 3
    delay: float = 0.25
    longest_delay: float = 4.0
    by_login: int = 20
    by_remote: int = 60  # a town hall may share one address
    presence: float = 15.0
    sockets: int = 20  # of one staff member in this process
    text: int = 10_000
    attached: int = 10  # files of one reply
    upload_within: float = 120.0
    uploads: int = 200  # an hour, of one staff member


@dataclass(frozen=True, kw_only=True)
class DeskDeps:
    """What one town's desk is built of.

    ``base`` is the path a browser finds the desk at, without a slash at the end ("/desk", "/stadt/desk").
    ``origins`` are those a browser may come from ("https://chat.example.org"); ``secure``: they are https.
    ``outbox`` names the channels that have deliveries; on the others the transcript is the delivery.
    ``remote`` is the network address that log-in attempts are counted by. ``files`` keeps what staff attach.
    ``telegram``: the town is on Telegram; ``mails``: it sends mails.
    """

    journal: DeskJournal
    acts: Acts
    live: Live
    town: str
    departments: Callable[[], Sequence[Department]]
    zone: ZoneInfo
    base: str
    origins: Collection[str]
    secure: bool
    outbox: Collection[str]
    fetch_attachment: FetchAttachment
    files: Files
    remote: Callable[[web.BaseRequest], str] = peer
    telegram: bool = False
    mails: bool = False
    limits: DeskLimits = DeskLimits()

    def allows(self, origin: str, host: str) -> bool:
        """Whether a request from this origin to this host is our own page's."""
        if origin in self.origins:
            return True
        if self.secure or origin != f"http://{host}":
            return False
        # Plain http is for this machine only, which has several names.
        return urlsplit(origin).hostname in ("localhost", "127.0.0.1", "::1")


DEPS = web.AppKey("desk deps", DeskDeps)
