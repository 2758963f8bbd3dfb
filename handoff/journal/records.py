"""What goes into the journal and comes out of it: frozen values, no I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal

from handoff.audit import AuditRow
from handoff.board import Board
from handoff.conduct import Conduct
from handoff.ticket import Ticket

Who = Literal["citizen", "machine", "person", "note"]


class Class(StrEnum):
    """Class of a delivery, in order of precedence. ``WORD``: where to turn to while the channel is off."""

    WORD = "word"
    LIVE = "live"
    NOTICE = "notice"
    BULK = "bulk"


class State(StrEnum):
    """State of a delivery. ``NEW``, ``SENDING`` and ``RETRY`` are on their way, the others are final.

    ``NEEDLESS``: when its turn came there was nothing to say any more, and nothing was sent. ``DROPPED``: a person gave
    it up.
    """

    NEW = "new"
    SENDING = "sending"
    RETRY = "retry"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    HELD = "held"
    UNDELIVERABLE = "undeliverable"
    DEAD = "dead"
    NEEDLESS = "needless"
    DROPPED = "dropped"

    @property
    def ended_badly(self) -> bool:
        """Whether somebody has to look at it."""
        return self in {State.UNCERTAIN, State.HELD, State.UNDELIVERABLE, State.DEAD}


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line of a transcript. ``body`` is JSON (text, spans, keys, attachments, entry, why it matched, release).

    ``n`` (its number in the conversation, from 1) and ``at`` are given by the journal on commit.
    ``settles``: when it has reached the citizen, the questions consumed so far count as settled, or only ``answers``
    where it names some.
    """

    id: str
    who: Who
    body: Mapping[str, Any]
    name: str = ""
    settles: bool = False
    answers: tuple[str, ...] = ()
    n: int = 0
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """One outgoing message. ``id`` is ``<row id>.<chunk>``; ``to`` is symbolic and resolved when sent.

    ``body`` is JSON: a neutral text with marks and keys. A waiting delivery with the same ``merge`` is replaced.
    ``answers``: see `Row`.
    ``slot``: what was sent last in this slot of the destination is changed in place; the first one is sent. ``ends``:
    nothing will change there any more.
    ``digest``: waiting ones of the same name become one message, from so many of them on ("name 6"); with a slot only.
    ``first``: it goes before what waits already.
    ``after``: it waits this long at least before it leaves, and whatever joins it at its destination with it.
    """

    id: str
    channel: str
    to: str
    body: Mapping[str, Any]
    cls: Class = Class.LIVE
    settles: bool = False
    answers: tuple[str, ...] = ()
    merge: str = ""
    slot: str = ""
    ends: bool = False
    digest: str = ""
    first: bool = False
    after: timedelta = timedelta()


@dataclass(frozen=True, kw_only=True, slots=True)
class Commit:
    """One decision, to be written whole or not at all.

    ``talk_version`` / ``ticket_version``: checked when given, and so is ``seq``, the number of the last transcript row
    before this one's. ``consumed``: events cut from the mailbox's head; their ids in ``questions`` become the open
    obligations of this conversation, those in ``settled`` were judged no question; ``settle_all`` settles whatever is
    open. ``talk`` is JSON; None leaves it, as it leaves the ``ticket``, which goes with the case (``close_case``).
    ``promise`` moves the open obligations' due time. ``queue``: department the ticket waits in (which is to be given
    then), "" takes it out, None leaves it. ``timer``: next due time without a new event. ``mail``: events for the bot.
    ``link``: hash of a one-time link into this conversation and how long it holds; it replaces the one before.
    ``hold``: the channel that is off, for which the events left wait, and when to look again at the latest.
    ``erase``: everything of the conversation is to be erased; ``export``: the citizen wants to have it. Both are JSON.
    ``rest``: until when the events left wait, and how many were seen; more than these are looked at, at once.
    ``conduct`` is JSON; None leaves it. ``disowned``: stored files that came with what is not kept; they are swept.
    ``request``: a repeat-safe id of a staff act; ``result`` is handed to whoever repeats it. ``by`` is the login of the
    member who acts: a sign of them.
    """

    conversation: str
    talk_version: int | None = None
    ticket_version: int | None = None
    seq: int | None = None
    lease: int = 0
    consumed: int = 0
    questions: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    settle_all: bool = False
    talk: str | None = None
    ticket: Ticket | None = None
    case: str = ""
    close_case: bool = False
    rows: tuple[Row, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    promise: datetime | None = None
    queue: str | None = None
    receipt: str = ""
    wait: tuple[str, int] | None = None
    timer: datetime | None = None
    keep_timer: bool = False
    mail: tuple[str, ...] = ()
    link: tuple[str, timedelta] | None = None
    hold: tuple[str, datetime] | None = None
    rest: tuple[datetime, int] | None = None
    conduct: str | None = None
    disowned: tuple[str, ...] = ()
    counters: Mapping[str, int] = field(default_factory=dict)
    erase: str = ""
    export: str = ""
    audit: tuple[AuditRow, ...] = ()
    request: str = ""
    result: str = ""
    by: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Committed:
    """It is on disk. ``seq`` is the number of the conversation's last transcript row."""

    seq: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Stale:
    """The state read is no longer the state there; nothing was written."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Repeat:
    """This request was committed before; ``result`` is what it said then."""

    result: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """A due conversation with up to 20 of its events (JSON, oldest first), leased for 20 s.

    ``now`` is Redis' time, ``release`` the hash of the FAQ release that serves. ``address`` is where the citizen spoke
    last, ``acked`` the last row that a browser has shown, ``board`` all that the town has put up.
    """

    conversation: str
    now: datetime
    lease: int
    events: tuple[str, ...]
    talk: str
    talk_version: int
    ticket: str
    ticket_version: int
    case: str
    seq: int
    address: str
    release: str = ""
    acked: int = 0
    board: Board = field(default_factory=Board)
    conduct: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshot:
    """A conversation as a page or an act reads it. ``address`` is where the citizen spoke last."""

    conversation: str
    now: datetime
    talk: str
    talk_version: int
    ticket: Ticket | None
    ticket_version: int
    case: str
    seq: int
    acked: int
    addresses: tuple[str, ...]
    address: str = ""
    conduct: Conduct = field(default_factory=Conduct)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sending:
    """A delivery taken for sending; ``address`` is where its symbolic destination ``to`` is now. ``attempt`` from 1.

    ``message``: the channel's id of the message to change in place; empty where a new one is to be sent. ``slots``: all
    that the message shows; ``more``: the bodies of those that leave with this one (a digest).
    """

    id: str
    attempt: int
    conversation: str
    channel: str
    to: str
    address: str
    cls: Class
    body: Mapping[str, Any]
    lease_seconds: float
    message: str = ""
    slots: tuple[str, ...] = ()
    more: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Wait:
    """Nothing to send now; look again after ``seconds``."""

    seconds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryState:
    """What became of a delivery; ``reason`` is empty or a short word (blocked, refused, …)."""

    id: str
    state: State
    attempt: int
    uncertain: int
    reason: str
    message_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Deed:
    """Something a staff member did. ``after``: the number of the row it came after.

    ``action`` is the act's word, ``receipt`` the handoff's, ``details`` what else its record says (department, to,
    tag).
    """

    at: datetime
    after: int
    login: str
    action: str
    details: Mapping[str, str]
    receipt: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedItem:
    """Something changed; carries ids only. ``kind``: row | ticket | delivery | talk | release | board | here."""

    id: str
    kind: str
    conversation: str


@dataclass(frozen=True, kw_only=True, slots=True)
class QueueFacts:
    """A department's queue now. ``waits``: the last real waits from handoff to claim, in seconds (at most 100)."""

    waiting: int
    on_duty: int
    waits: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Here:
    """A member of staff has a case open on a page; ``writes``: and is writing a reply."""

    login: str
    conversation: str
    writes: bool


class JournalError(Exception):
    """The journal could not do what was asked; nothing was confirmed."""


class JournalAway(JournalError):
    """The store does not answer (down, loading, failing over)."""


class JournalFull(JournalError):
    """The store or the citizen's mailbox takes nothing new."""


class NotCopied(JournalAway):
    """It was done, and ``answer`` is what came of it; but too few replicas have it for anybody to rely on it."""

    def __init__(self, answer: Any) -> None:
        super().__init__("too few replicas have written it")
        self.answer = answer


class JournalBroken(JournalError):
    """The store does not hold what it held: it was emptied, or a key is of a wrong kind. Somebody must look."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """An event that comes in, as JSON.

    ``joins``: how long its turn waits for what belongs to it (an album). ``speaks``: from now on the citizen is
    answered at this address; not so for a mere sign. ``files``: the stored files that the event names.
    """

    id: str
    event: str
    joins: timedelta = timedelta()
    speaks: bool = True
    files: Sequence[str] = ()


class MailboxFull(JournalFull):
    """Too many of this citizen's events wait already; ``conversation`` says whose."""

    def __init__(self, conversation: str) -> None:
        super().__init__("this conversation's mailbox is full")
        self.conversation = conversation
