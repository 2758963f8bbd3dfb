"""What a channel is to the rest of the bot: what it can do, what it is handed, and how sending can fail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.dialogue.events import Event
from faq.richtext import Rich


@dataclass(frozen=True, kw_only=True, slots=True)
class Abilities:
    """What a channel can do; nobody asks which channel it is.

    ``max_text`` and ``max_caption`` (a text that goes with a file) count UTF-16 units.
    """

    max_text: int
    buttons: bool
    outbox: bool  # False: the transcript is the delivery (web chat)
    max_caption: int = 0
    edits: bool = False  # what was sent can be changed in place


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """A button ready to show: ``data`` is ``<row id>|<choice>``, at most 64 bytes; or it opens ``url``."""

    label: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class OutgoingFile:
    """A file ready to send."""

    name: str
    mime: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Outgoing:
    """One message ready to send: a text, or a file with a text under it (which may be empty).

    ``edits``: the channel's id of an earlier text that it takes the place of. ``id`` is the delivery's, the same each
    time it is tried. ``reply_to``: the channel's number of the message under which it belongs. ``subject`` and
    ``stop`` (where the reader can end such messages with one request) are for channels that have them.
    """

    rich: Rich
    keys: tuple[tuple[Key, ...], ...] = ()
    file: OutgoingFile | None = None
    edits: str = ""
    id: str = ""
    reply_to: str = ""
    subject: str = ""
    stop: str = ""


class ChannelError(Exception):
    """Sending failed; the subclasses say what may be concluded."""


class TryLater(ChannelError):
    """Surely not sent (refused connection, too many requests). ``after``: seconds to wait."""

    def __init__(self, after: float, reason: str) -> None:
        super().__init__(reason)
        self.after = after
        self.reason = reason


class Uncertain(ChannelError):
    """It may have been sent (read time-out, 5xx, connection lost after the request)."""


class RecipientGone(ChannelError):
    """The reader cannot be reached there any more (blocked, chat deleted, no such mailbox).

    ``reason``: a short word for it, without any address.
    """

    def __init__(self, said: str, reason: str = "blocked") -> None:
        super().__init__(said)
        self.reason = reason


class Refused(ChannelError):
    """This message can never be sent. ``reason`` as above: "refused", "too-big", "file-gone"."""

    def __init__(self, said: str, reason: str = "refused") -> None:
        super().__init__(said)
        self.reason = reason


class Needless(ChannelError):
    """When its turn came there was nothing to say any more; nothing was sent. ``reason`` as above."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ChannelClosed(ChannelError):
    """The channel as a whole does not work (token revoked): nothing more is sent until it does."""


class Channel(Protocol):
    """Sending on a channel. ``address`` is opaque: only its channel may parse it."""

    name: str
    abilities: Abilities

    async def send(self, address: str, message: Outgoing) -> str:
        """Send (or change) and return the channel's id of the message; raises ChannelError."""
        ...

    async def typing(self, address: str) -> None:
        """Show that an answer is being written; never raises, never stored."""
        ...


class StoreFailed(Exception):
    """The journal did not confirm; the channel must not confirm either."""


class Intake(Protocol):
    """The durable way in. Only after ``accept`` has returned may a channel confirm."""

    async def accept(self, *, address: str, event: Event) -> str:
        """Store the event once (a repeat of its id has no effect); returns the conversation id; raises StoreFailed."""
        ...

    async def accept_all(self, *, address: str, events: Sequence[Event]) -> str:
        """As ``accept``, events of one address in their order: all or none of them; at least one."""
        ...

    async def unread(self, conversations: Sequence[str]) -> Sequence[str]:
        """Those of them with something that nobody has looked at yet; raises StoreFailed."""
        ...

    async def move(self, *, old: str, new: str) -> None:
        """The channel calls an address by another name from now on; raises StoreFailed."""
        ...

    async def park(self, *, event_id: str, raw: str, reason: str) -> None:
        """Set something that cannot be mapped aside, raw, for at most 7 days; raises StoreFailed."""
        ...
