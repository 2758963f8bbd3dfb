"""What the desk needs from the rest, declared by the desk."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiohttp import hdrs, web

from faq.entry import Department
from faq.netiquette import StaffRules
from handoff.acts import Acts
from handoff.agreedterms import AgreedTerms
from handoff.board import Board
from handoff.desk.editing import Editing
from handoff.desk.filling import Canned
from handoff.desk.live import Live
from handoff.desk.opencases import OpenCases
from handoff.files.store import Files
from handoff.foureyes import Act
from handoff.hours import PROMISE
from handoff.journal.journal import Journal
from handoff.journal.records import Snapshot
from handoff.measure import Terms as ConductTerms
from handoff.openid.provider import Provider
from handoff.places import Place
from handoff.rehearsal import Room
from handoff.replying import Replies
from handoff.retention import Terms
from handoff.roleadmin import RoleAdmin


@dataclass(frozen=True, kw_only=True, slots=True)
class AttachedTo:
    """What a file came with. ``keeps_position``: where a picture was taken belongs to the case (a defect report)."""

    conversation: str
    keeps_position: bool


FetchAttachment = Callable[[AttachedTo, str, str], Awaitable[bytes]]
"""(where it came, ref, name as it is shown) -> bytes. Raises FileAway."""


ShowTyping = Callable[[Snapshot], Awaitable[None]]
"""Let the citizen of a conversation see, for some seconds, that a person writes; never raises."""


async def show_nothing(_snapshot: Snapshot) -> None:
    """There is no channel on which it can be shown."""


def peer(request: web.BaseRequest) -> str:
    """The address of whoever is connected, without any proxy's word."""
    return request.remote or ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """A FAQ item that may answer a question. ``answer`` is Markdown with its source, ``score`` from 0 to 1."""

    entry: str
    question: str
    answer: str
    score: float


Suggest = Callable[[str, str], Awaitable[Sequence[Suggestion]]]
"""(question, language) -> what may answer it, best first."""


async def no_suggestions(_question: str, _lang: str) -> Sequence[Suggestion]:
    """There is no FAQ."""
    return ()


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


def no_rules() -> StaffRules | None:
    """The town has no internal rules."""
    return None


def _an_hour_later(_department: str, now: datetime) -> datetime:
    return now + PROMISE


@dataclass(frozen=True, kw_only=True)
class PracticeDoor:
    """The practice town beside this one: its journal, and the path of its desk."""

    journal: Journal
    base: str


@dataclass(frozen=True, kw_only=True)
class DeskDeps:
    """What one town's desk is built of.

    ``base`` is the path a browser finds the desk at, without a slash at the end ("/desk", "/stadt/desk").
    ``origins`` are those a browser may come from ("https://chat.example.org"); ``secure``: they are https.
    ``cases`` are its open ones as this process knows them. ``replies`` is how staff speak, ``suggest`` finds what the
    FAQ says to a question, ``canned`` are the town's texts. ``edits`` names the channels on which a reply can be
    changed after it was sent.
    ``outbox`` names the channels that have deliveries; on the others the transcript is the delivery.
    ``remote`` is the network address that log-in attempts are counted by. ``files`` keeps what staff attach.
    ``editing``: the town's files can be written from here.
    ``telegram``: the town is on Telegram; ``mails``: it sends mails. ``town_id`` keeps the cookies of towns apart that
    share a host. ``second_factor_for``: roles that must have a second factor. ``provider``: where staff log in besides,
    or alone where there is no ``local_login``.
    ``places`` are what a notice can be of; ``board`` is what the town has put up now, at most a second old.
    ``practice`` is the way to the practice town, where there is one; ``room`` is what a practice town's own desk has.
    ``promise``: by when a department on duty answers what comes at a moment. ``terms``: how long cases are kept.
    ``four_eyes``: the acts for which the town wants a second person. ``conduct_terms``: what it has set about measures.
    ``staff_rules``: the internal rules that staff acknowledge before they work.
    """

    journal: Journal
    acts: Acts
    replies: Replies
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
    cases: OpenCases
    show_typing: ShowTyping = show_nothing
    remote: Callable[[web.BaseRequest], str] = peer
    suggest: Suggest = no_suggestions
    canned: Callable[[], Sequence[Canned]] = tuple
    edits: Collection[str] = ()
    editing: Editing | None = None
    telegram: bool = False
    mails: bool = False
    places: Callable[[], Sequence[Place]] = tuple
    board: Callable[[], Board] = Board
    practice: PracticeDoor | None = None
    room: Room | None = None
    promise: Callable[[str, datetime], datetime] = _an_hour_later
    terms: Callable[[], Terms] = Terms
    conduct_terms: Callable[[], ConductTerms] = ConductTerms
    staff_rules: Callable[[], StaffRules | None] = no_rules
    town_id: str = ""
    second_factor_for: frozenset[str] = frozenset()
    provider: Provider | None = None
    local_login: bool = True
    limits: DeskLimits = DeskLimits()
    four_eyes: Callable[[], Collection[str]] = tuple

    def roles(self) -> RoleAdmin:
        """How roles are given and taken."""
        return RoleAdmin(self.journal, four_eyes=Act.ROLE_ADMIN in self.four_eyes())

    def agreed(self) -> AgreedTerms:
        """How long cases are kept, as was agreed."""
        return AgreedTerms(self.journal, four_eyes=Act.RETENTION in self.four_eyes())

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
