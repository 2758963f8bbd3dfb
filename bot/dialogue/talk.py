"""The bot's side of a conversation's state. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final

from pydantic import TypeAdapter

from handoff.ticket import Kind

LANGUAGES: Final = ("de", "en")
"""What the bot speaks, its first language first."""


class Phase(StrEnum):
    """Where the talk stands."""

    NEW = "new"  # nothing was said yet: the first contact's text is due
    OPEN = "open"  # the bot listens
    OFFERED = "offered"  # a person was offered; yes makes the handoff
    INTAKE_SUBJECT = "intake_subject"  # a person is wanted; asked what it is about
    INTAKE_KIND = "intake_kind"  # asked for the kind of concern
    INTAKE_PLACE = "intake_place"  # asked for place and photo of a defect
    INTAKE_DEPARTMENT = "intake_department"  # asked for the department
    WAITING = "waiting"  # handed off, nobody has claimed it
    WITH_STAFF = "with_staff"  # a person talks; the bot is silent
    RATING = "rating"  # ended; a rating was asked for
    LED = "led"  # something personal came where only general information is given: the web chat is to be opened


class Asked(StrEnum):
    """What a bare yes or no answers, besides what the phase asks."""

    NOTHING = ""
    WITHDRAW = "withdraw"  # whether the waiting concern shall be taken back
    LANGUAGE = "language"  # whether to go on in ``Talk.foreign_lang``


@dataclass(frozen=True, kw_only=True, slots=True)
class Lead:
    """That the citizen was led into the web chat: from the channel ``origin``, the last time at ``at``.

    ``awaited``: the concern goes on there and the citizen has not come yet; ``reminders`` counts what was said about
    it. ``unread`` is the line of the transcript that the citizen may not have seen, since ``unread_at``; ``noticed``
    the one of which they were told on the channel they came from.
    """

    origin: str
    at: datetime
    awaited: bool = False
    reminders: int = 0
    unread: int = 0
    unread_at: datetime | None = None
    noticed: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Talk:
    """The bot's half of a conversation's state.

    ``lang`` is what the bot speaks; ``lang_chosen`` means the citizen chose it. ``foreign`` counts messages in a row
    in ``foreign_lang``. ``question`` is the concern so far (the texts a handoff starts from), ``misses`` counts
    questions in a row without an answer. ``entry`` is the last entry answered, at ``answered_at``,
    ``also`` those answered with it, ``suggested`` the last suggestions.
    ``judged`` are the entries that the citizen has said to help or not, so that a second press counts nothing.
    ``answered`` means that the concern got an answer or suggestions, so that a whole new sentence is another one.
    ``department`` is where the concern belongs, as far as its entries tell; ``topic`` is the department that a link
    opened: where the concern belongs when nothing else tells.
    ``recent`` are the channel's numbers of the last messages, ``overtaken`` those whose new version came first,
    ``album`` is the last album. ``public`` means that others read along: a group.
    ``warned`` is the danger that the citizen was last told help for, ``warned_at`` when.
    ``junk`` counts meaningless messages in a row. ``acknowledged_at`` is when the citizen last heard that what
    came has arrived. ``spots`` are where the photos of a concern say they were taken (latitude, longitude), until it is
    known whether it is a defect report, which gets them; anything else does not.
    ``told`` are the notices that the citizen was shown in this talk, ``banner`` is the emergency banner they were shown
    last, ``off`` the time of a channel being off that they were told of.
    ``past`` is the receipt number of the last handoff that ended and may be gone on with.
    ``timer_at`` is when a ``TimerRang`` is due. ``lead`` is kept while the citizen is led elsewhere.
    """

    phase: Phase = Phase.NEW
    greeted: bool = False
    lang: str = "de"
    lang_chosen: bool = False
    easy: bool = False
    foreign_lang: str = ""
    foreign: int = 0
    misses: int = 0
    question: str = ""
    answered: bool = False
    entry: str = ""
    also: tuple[str, ...] = ()
    answered_at: datetime | None = None
    suggested: tuple[str, ...] = ()
    kind: Kind | None = None
    place: str = ""
    department: str = ""
    topic: str = ""
    recent: tuple[str, ...] = ()
    overtaken: tuple[str, ...] = ()
    album: str = ""
    public: bool = False
    judged: tuple[str, ...] = ()
    asked: Asked = Asked.NOTHING
    warned: str = ""
    warned_at: datetime | None = None
    junk: int = 0
    acknowledged_at: datetime | None = None
    reminded: bool = False
    spots: tuple[tuple[float, float], ...] = ()
    told: tuple[str, ...] = ()
    banner: str = ""
    off: str = ""
    past: str = ""
    timer_at: datetime | None = None
    lead: Lead | None = None


_ADAPTER: TypeAdapter[Talk] = TypeAdapter(Talk)


def talk_to_json(talk: Talk) -> str:
    """The talk as it is stored."""
    return _ADAPTER.dump_json(talk, exclude_defaults=True).decode()


@lru_cache(maxsize=16)  # a turn reads it more than once
def talk_from_json(text: str) -> Talk:
    """The stored talk; missing fields take their default."""
    return _ADAPTER.validate_json(text)
