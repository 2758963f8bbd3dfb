"""What the desk needs from the rest, declared by the desk."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiohttp import hdrs, web

from faq.entry import Department
from handoff.acts import Acts
from handoff.desk.editing import Editing
from handoff.desk.live import Live
from handoff.files.store import Files
from handoff.journal.journal import Journal
from handoff.openid.provider import Provider


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
    ``editing``: the town's files can be written from here.
    ``telegram``: the town is on Telegram; ``mails``: it sends mails. ``town_id`` keeps the cookies of towns apart that
    share a host. ``second_factor_for``: roles that must have a second factor. ``provider``: where staff log in besides,
    or alone where there is no ``local_login``.
    """

    journal: Journal
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
    editing: Editing | None = None
    telegram: bool = False
    mails: bool = False
    town_id: str = ""
    second_factor_for: frozenset[str] = frozenset()
    provider: Provider | None = None
    local_login: bool = True
    limits: DeskLimits = DeskLimits()

    def allows(self, origin: str, host: str) -> bool:
        """Whether a request from this origin to this host is our own page's."""
        if origin in self.origins:
            return True
        if self.secure or origin != f"http://{host}":
            return False
        return _is_this_machine(urlsplit(origin).hostname)

    def unencrypted(self, request: web.BaseRequest) -> bool:
        """Whether a browser plainly came without https, and not from this machine."""
        if self.secure:
            # Behind a proxy the host says nothing. The proxy's word may be about its own neighbour only: browsers send
            # Sec-Fetch-Site where the way is safe, and the origin of their page.
            said = request.headers
            plain = said.get(hdrs.X_FORWARDED_PROTO, "") == "http" and "Sec-Fetch-Site" not in said
            return plain or said.get(hdrs.ORIGIN, "") == f"http://{request.host}"
        try:
            host = urlsplit(f"//{request.host}").hostname
        except ValueError:
            return True
        return not _is_this_machine(host)


def _is_this_machine(host: str | None) -> bool:
    """Plain http is for this machine only, which has several names."""
    return host in ("localhost", "127.0.0.1", "::1")


DEPS = web.AppKey("desk deps", DeskDeps)
