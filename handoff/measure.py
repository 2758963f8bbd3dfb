"""Measures and what is kept of a citizen's conduct: values, as they are stored. What may be done: `handoff.conduct`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from pydantic import TypeAdapter


class Measure(StrEnum):
    """What can be done, the mildest first."""

    HINT = "hint"
    WARNING = "warning"
    SLOW = "slow"
    MUTE = "mute"
    BLOCK = "block"

    @property
    def rank(self) -> int:
        """Its place in the order."""
        return list(Measure).index(self)


LASTING: Final = frozenset({Measure.SLOW, Measure.MUTE, Measure.BLOCK})
"""Those that hold for a time; the others are words."""
SILENT: Final = frozenset({Measure.MUTE, Measure.BLOCK})
"""Those under which nobody answers."""


class Breach(StrEnum):
    """The rule that was broken. ``OTHER``: who imposes something says it in their own words."""

    INSULT = "insult"
    THREAT = "threat"
    SEXUAL = "sexual"
    INCITEMENT = "incitement"
    SPAM = "spam"
    FLOOD = "flood"
    OTHER = "other"


class Refused(StrEnum):
    """Why something cannot be done."""

    NOT_STAFFS = "not_staffs"  # hints and warnings are said, not imposed
    NO_REASON = "no_reason"
    NO_END = "no_end"  # it would have ended already
    TOO_LONG = "too_long"
    NEEDS_SECOND = "needs_second"
    SAME_PERSON = "same_person"  # a second look is another person's
    NOTHING_THERE = "nothing_there"  # no such measure, proposal or request (any more)
    ASKED_ALREADY = "asked_already"
    DECIDED_ALREADY = "decided_already"


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What a town has set.

    ``automatic``: the machine takes measures by itself. ``forget``: after that an offence counts no more. ``outburst``:
    what comes within it is one offence. ``slow``: how long slow mode holds, ``pace``: in it the bot answers once in
    that time. ``mute``, ``block``: the longest ones; ``alone``: the longest block by one person.
    """

    automatic: bool = True
    forget: timedelta = timedelta(days=14)
    outburst: timedelta = timedelta(seconds=30)
    slow: timedelta = timedelta(hours=1)
    pace: timedelta = timedelta(seconds=30)
    mute: timedelta = timedelta(days=3)
    block: timedelta = timedelta(days=90)
    alone: timedelta = timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Offence:
    """That a rule was broken, never the words. ``step``: what the machine did about it, if anything."""

    at: datetime
    breach: Breach
    severity: int = 1
    step: Measure | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Imposed:
    """A measure that was taken. ``until`` is the end of what lasts; hints and warnings have none.

    ``reason`` is what the citizen reads besides the rule, ``by`` a login or empty for the machine, ``second`` the other
    person of a long block. ``told``: the citizen wrote meanwhile and heard what becomes of that. ``over``: it has
    ended; it is remembered so that it can still be looked at.
    """

    id: str
    measure: Measure
    since: datetime
    breach: Breach
    until: datetime | None = None
    reason: str = ""
    by: str = ""
    second: str = ""
    told: bool = False
    over: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """The citizen's request that another person looks at the measure with the id ``measure``.

    ``id`` is its receipt number. It waits for the leads of ``department`` and is to be decided by ``due``, by nobody of
    ``imposed_by``; then ``upheld`` says how, ``by`` whom, ``words`` is what the citizen reads.
    """

    id: str
    measure: str
    department: str
    asked_at: datetime
    due: datetime
    imposed_by: tuple[str, ...] = ()
    upheld: bool | None = None
    decided_at: datetime | None = None
    by: str = ""
    words: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.upheld is None


@dataclass(frozen=True, kw_only=True, slots=True)
class Echo:
    """The same text again and again: a digest of it, how often, since when."""

    digest: str
    times: int
    since: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Conduct:
    """What is kept of a citizen's conduct.

    ``netiquette`` is the version that was named at the first contact. ``offences`` are the recent ones, oldest first.
    ``imposed`` is the last measure, ``proposed`` a long block that waits for a second person, ``review`` the last
    request. ``answered_at``: when the bot last answered in slow mode.
    """

    netiquette: str = ""
    offences: tuple[Offence, ...] = ()
    imposed: Imposed | None = None
    proposed: Imposed | None = None
    review: Review | None = None
    echo: Echo | None = None
    answered_at: datetime | None = None

    def in_force(self, now: datetime) -> Imposed | None:
        """What holds at a moment."""
        held = self.imposed
        return held if held is not None and held.until is not None and not held.over and held.until > now else None

    def silenced(self, now: datetime) -> Imposed | None:
        """The mute or block that holds at a moment."""
        held = self.in_force(now)
        return held if held is not None and held.measure in SILENT else None

    @property
    def ends_at(self) -> datetime | None:
        """When what lasts ends, as long as its end was not told."""
        return self.imposed.until if self.imposed is not None and not self.imposed.over else None

    def threatened(self) -> bool:
        """Whether a threat is remembered."""
        return any(offence.breach is Breach.THREAT for offence in self.offences)


_ADAPTER: TypeAdapter[Conduct] = TypeAdapter(Conduct)


def conduct_to_json(conduct: Conduct) -> str:
    """The conduct as it is stored."""
    return _ADAPTER.dump_json(conduct, exclude_defaults=True).decode()


def conduct_from_json(text: str) -> Conduct:
    """The stored conduct; empty text is a citizen of whom nothing is known."""
    return _ADAPTER.validate_json(text) if text else Conduct()
