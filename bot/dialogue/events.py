"""What can happen in a conversation, seen from the bot: frozen values, stored as JSON in the mailbox.

Pure. A channel makes the citizens' events; the journal's acts and timers make the others. The intake writes down the
``channel`` that an event of a citizen came on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from handoff.conduct import Imposed


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A file or place that came with a message.

    ``ref`` names a stored file, or is only understood by the channel (Telegram: a file_id). ``refused``: nobody can
    get it. ``latitude`` and ``longitude``: the place, or where a picture says that it was taken.
    """

    kind: Literal["photo", "document", "voice", "video", "sticker", "location", "contact", "other"]
    ref: str = ""
    name: str = ""
    mime: str = ""
    size: int = 0
    latitude: float | None = None
    longitude: float | None = None
    refused: Literal["", "large"] = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """What a message refers to: the one it answers, or the one it passes on. ``text`` is short and masked.

    ``by`` says who wrote that: the town ("us"), the citizen, another person, or a public channel or group (``name``).
    Persons have no name here: they did not choose to write to us.
    """

    way: Literal["reply", "forward"]
    by: Literal["us", "citizen", "person", "public"]
    text: str = ""
    name: str = ""
    origin: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Started:
    """The citizen opened the chat (``/start``, or the web chat for the first time).

    ``payload`` is what a link asked for: ``thema-<entry or department>``, or anything.
    """

    id: str
    lang_hint: str = ""
    payload: str = ""
    channel: str = ""
    kind: Literal["started"] = "started"


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """The citizen wrote. ``text`` is masked already; ``masked`` names the kinds of numbers taken out ("iban", …).

    ``origin`` is the channel's own number of the message, ``edit_of`` that of the message this is a new version of.
    ``album`` names the group of messages that are one; ``parts`` are the ids of the other events joined to this one.

    Commands (``/mensch``) arrive as text too.
    """

    id: str
    text: str = ""
    masked: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    lang_hint: str = ""
    origin: str = ""
    edit_of: str = ""
    album: str = ""
    parts: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    channel: str = ""
    kind: Literal["said"] = "said"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pressed:
    """The citizen pressed a button: ``row`` is the id of the message that carried it, ``choice`` what it stands for."""

    id: str
    row: str
    choice: str
    lang_hint: str = ""
    channel: str = ""
    kind: Literal["pressed"] = "pressed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reacted:
    """The citizen put a sign (👍) on the message with the channel's number ``origin``; took it back: no ``sign``."""

    id: str
    origin: str
    sign: str = ""
    kind: Literal["reacted"] = "reacted"


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedInPublic:
    """Somebody addressed the bot where others read along.

    ``origin`` is the message's number, ``link`` leads to where one writes alone. An empty ``text`` means that the bot
    was let into the group, or called without a word.
    """

    id: str
    text: str = ""
    origin: str = ""
    link: str = ""
    kind: Literal["asked_in_public"] = "asked_in_public"


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrived:
    """The citizen came to another channel by a one-time link; the conversation goes on there."""

    id: str
    channel: str
    kind: Literal["arrived"] = "arrived"


@dataclass(frozen=True, kw_only=True, slots=True)
class TicketChanged:
    """A desk act changed the ticket; the bot finds the words.

    ``replied`` comes only where the reply lies where the citizen may not see it at once; ``row`` is its number.
    """

    id: str
    change: Literal["claimed", "released", "closed", "replied", "handed_over", "reopened", "reminded"]
    name: str = ""
    end: str = ""
    row: int = 0
    kind: Literal["ticket_changed"] = "ticket_changed"


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasureSet:
    """Staff imposed a measure, or a second person has agreed with it."""

    id: str
    imposed: Imposed
    kind: Literal["measure_set"] = "measure_set"


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasureProposed:
    """Staff proposed a block that waits for a second person; the citizen hears nothing of it."""

    id: str
    imposed: Imposed
    kind: Literal["measure_proposed"] = "measure_proposed"


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasureTurnedDown:
    """The block that was proposed under the id ``of`` does not come to be."""

    id: str
    of: str
    kind: Literal["measure_turned_down"] = "measure_turned_down"


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasureLifted:
    """Staff ended the measure with the id ``of`` before its time."""

    id: str
    of: str
    kind: Literal["measure_lifted"] = "measure_lifted"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewDecided:
    """A lead (login ``by``, ``name`` for the citizen) answered the citizen's request with the id ``of``."""

    id: str
    of: str
    upheld: bool
    words: str
    by: str
    name: str
    kind: Literal["review_decided"] = "review_decided"


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasureEnded:
    """The time of what was imposed is over. Made by the worker, never stored."""

    id: str
    kind: Literal["measure_ended"] = "measure_ended"


@dataclass(frozen=True, kw_only=True, slots=True)
class TimerRang:
    """The time in ``Talk.timer_at`` has come. Made by the worker, never stored."""

    id: str
    kind: Literal["timer_rang"] = "timer_rang"


@dataclass(frozen=True, kw_only=True, slots=True)
class EventParked:
    """An event could not be processed three times and was set aside; the citizen needs a person."""

    id: str
    kind: Literal["event_parked"] = "event_parked"


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryFailed:
    """A message did not reach the citizen (``blocked``: the citizen has blocked the bot)."""

    id: str
    delivery: str
    reason: str
    kind: Literal["delivery_failed"] = "delivery_failed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Flooded:
    """The citizen wrote more than is taken in a minute; what came after this is not stored. Told once."""

    id: str
    kind: Literal["flooded"] = "flooded"


@dataclass(frozen=True, kw_only=True, slots=True)
class FileRefused:
    """A file of the citizen's is not passed on. ``why`` is a ``handoff.files.kinds.Why``."""

    id: str
    why: str
    name: str = ""
    kind: Literal["file_refused"] = "file_refused"


Event = (
    Started
    | Said
    | Pressed
    | Arrived
    | Reacted
    | AskedInPublic
    | TicketChanged
    | MeasureSet
    | MeasureProposed
    | MeasureTurnedDown
    | MeasureLifted
    | ReviewDecided
    | MeasureEnded
    | TimerRang
    | EventParked
    | DeliveryFailed
    | Flooded
    | FileRefused
)

_ADAPTER: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="kind")])


def came_on(event: Event, channel: str, *, files: bool = True) -> Event:
    """The citizen's event as it is stored: with the channel it came on, and without ``files`` only their kinds."""
    if not isinstance(event, Started | Said | Pressed):
        return event
    event = replace(event, channel=channel)
    if files or not isinstance(event, Said):
        return event
    return replace(event, attachments=tuple(Attachment(kind=a.kind) for a in event.attachments))


def event_to_json(event: Event) -> str:
    """The event as the mailbox stores it."""
    return _ADAPTER.dump_json(event, exclude_defaults=False).decode()


@lru_cache(maxsize=32)  # a turn reads them more than once
def event_from_json(text: str) -> Event:
    """The stored event. Raises pydantic.ValidationError when it is not one."""
    return _ADAPTER.validate_json(text)
