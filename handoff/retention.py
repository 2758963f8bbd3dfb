"""How long what is kept stays, and what of it is over. Pure.

An ended case is of one state, which says how many days it stays after its end; a department may have other days than
the town. A legal hold, and where the town wants it the missing receipt of the file system, keep it longer.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Literal
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from faq.entry import DepartmentRetention, Release, RetentionChoices
from handoff.casemarks import FileMark, Hold, held
from handoff.conduct import conduct_from_json, must_be_known
from handoff.ticket import Ticket

CALLBACK_FOR: Final = timedelta(days=7)
"""A number for a call back, after the call or the end of the case."""
NOTICE_FOR: Final = timedelta(days=7)
"""An address for notices by mail, after the end of the case."""
DRAFTS_FOR: Final = timedelta(days=30)
"""What staff have typed and not sent, after the last change."""
DRAFTS_AFTER_CASE: Final = timedelta(days=7)
PARKED_FOR: Final = timedelta(days=7)
"""A message that the program could not read, as it came."""
COPY_FOR: Final = timedelta(days=7)
"""A copy of everything that a citizen asked for, after it was made."""
THREATS_FOR: Final = timedelta(days=90)
"""That somebody has threatened, on the leads' list, after the last time."""
REPEAT_MEMORY: Final = timedelta(hours=48)
"""The number of a message, so that one that comes twice is known."""


class Fate(StrEnum):
    """What became of a case, as far as it says how long it is kept."""

    ANSWERED = "answered"
    CLOSED = "closed"
    UNANSWERED = "unanswered"
    UNDELIVERED = "undelivered"


class Verdict(StrEnum):
    """Whether a case goes, or why it stays."""

    GOES = "goes"
    NOT_YET = "not_yet"
    GOES_ON = "goes_on"
    HELD = "held"
    AWAITS_RECEIPT = "awaits_receipt"


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What a town has set, and what its departments have set otherwise."""

    town: RetentionChoices = field(default_factory=RetentionChoices)
    departments: Mapping[str, DepartmentRetention] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """An ended case. ``tickets`` are the handoffs made or gone on with in it; ``answered``: the bot gave an answer.

    ``troubled``: a message of it was held or did not arrive, and nobody has given it up.
    """

    case: str
    conversation: str
    ended: datetime
    tickets: tuple[Ticket, ...] = ()
    answered: bool = False
    troubled: bool = False
    holds: tuple[Hold, ...] = ()
    marks: tuple[FileMark, ...] = ()

    @property
    def fate(self) -> Fate:
        """What became of it."""
        if self.troubled:
            return Fate.UNDELIVERED
        if any(ticket.first_claimed_at is not None for ticket in self.tickets):
            return Fate.CLOSED
        return Fate.ANSWERED if self.answered and not self.tickets else Fate.UNANSWERED

    @property
    def department(self) -> str:
        """Whose it was last; empty where people never had it."""
        return self.tickets[-1].department if self.tickets else ""


def terms_of(release: Release) -> Terms:
    """What the town's files say."""
    return Terms(town=release.town.retention, departments={d.id: d.retention for d in release.departments})


def days_of(terms: Terms, fate: Fate, department: str = "") -> int:
    """For how many days after its end a case of this state is kept."""
    own = terms.departments.get(department, DepartmentRetention())
    match fate:
        case Fate.ANSWERED:
            return terms.town.answered
        case Fate.CLOSED:
            return own.closed or terms.town.closed
        case Fate.UNANSWERED:
            return own.unanswered or terms.town.unanswered
        case Fate.UNDELIVERED:
            return own.undelivered or terms.town.undelivered


def shortest(terms: Terms) -> int:
    """The fewest days for which anything is kept: what ended later needs no look."""
    ids = ("", *terms.departments)
    return min(days_of(terms, fate, department) for fate in Fate for department in ids)


def goes_at(terms: Terms, one: Ended) -> datetime:
    """When a case goes, if nothing keeps it: of a handoff that went on later, counted from its last end."""
    ends = [one.ended, *(ticket.closed_at for ticket in one.tickets if ticket.closed_at is not None)]
    # The longest time of several handoffs in one case: they cannot go one by one.
    days = max(days_of(terms, one.fate, department) for department in {t.department for t in one.tickets} or {""})
    return max(ends) + timedelta(days=days)


def judge(terms: Terms, one: Ended, now: datetime) -> Verdict:
    """Whether it goes now."""
    if any(ticket.is_open for ticket in one.tickets):
        return Verdict.GOES_ON
    if goes_at(terms, one) > now:
        return Verdict.NOT_YET
    if any(held(hold, now) for hold in one.holds):
        return Verdict.HELD
    if terms.town.file_receipt and any(mark.taken is None for mark in one.marks):
        return Verdict.AWAITS_RECEIPT
    return Verdict.GOES


def keeps_address(conduct: str, now: datetime) -> bool:
    """Whether what is stored of a citizen's conduct still holds, so that whoever it is about must be known again."""
    return must_be_known(conduct_from_json(conduct), now)


# -- counts of what went, or would go


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """So many cases of a state in a department (empty: none), the oldest of which ended then."""

    verdict: Verdict
    fate: Fate
    department: str
    count: int
    oldest: datetime


def tally(judged: Iterable[tuple[Verdict, Ended]], before: Collection[Line] = ()) -> tuple[Line, ...]:
    """Counts by verdict, state and department, joined to earlier ones; what is not yet over or goes on is left out."""
    found = {(one.verdict, one.fate, one.department): (one.count, one.oldest) for one in before}
    for verdict, one in judged:
        if verdict in {Verdict.NOT_YET, Verdict.GOES_ON}:
            continue
        key = (verdict, one.fate, one.department)
        count, oldest = found.get(key, (0, one.ended))
        found[key] = (count + 1, min(oldest, one.ended))
    order = {value: i for i, value in enumerate([*Verdict, *Fate])}
    return tuple(
        Line(verdict=verdict, fate=fate, department=department, count=count, oldest=oldest)
        for (verdict, fate, department), (count, oldest) in sorted(
            found.items(), key=lambda item: (order[item[0][0]], order[item[0][1]], item[0][2])
        )
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Cleared:
    """What went, and what was over and stayed. ``by``: "night", or who asked; ``failed``: cases that could not go.

    ``whole``: it looked at everything; not so while it runs, and when it was stopped.
    """

    started: datetime
    by: str
    lines: tuple[Line, ...] = ()
    failed: int = 0
    whole: bool = False

    @property
    def gone(self) -> int:
        """How many cases went."""
        return sum(line.count for line in self.lines if line.verdict is Verdict.GOES)


# -- the night


def night_due(now: datetime, ran: str, hour: int, zone: ZoneInfo) -> str:
    """The local day whose run is due; empty when it has run (``ran`` is the last day), or its hour is to come."""
    local = now.astimezone(zone)
    today = f"{local.date()}"
    return today if local.hour >= hour and ran < today else ""


# -- all that is kept, for whoever has to say so

Since = Literal["end", "end_or_call", "last_change", "arrival", "making", "over"]
What = Literal[
    "answered",
    "closed",
    "unanswered",
    "undelivered",
    "callback",
    "notice_address",
    "draft",
    "unread_message",
    "repeat",
    "copy",
    "offence",
    "measure",
    "threat",
    "act",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """Something that is kept: for how long, from when. ``department``: of this one only, which differs from the town.

    ``receipt_first``: what belongs to the file stays until its receipt.
    """

    what: What
    time: timedelta
    since: Since
    department: str = ""
    receipt_first: bool = False


def everything(terms: Terms) -> Sequence[Kept]:
    """What is kept about citizens, how long, and from when: the same values by which it goes."""
    cases = [
        Kept(
            what=fate.value,
            time=timedelta(days=days_of(terms, fate)),
            since="end",
            receipt_first=terms.town.file_receipt and fate is not Fate.ANSWERED,
        )
        for fate in Fate
    ]
    others = [
        Kept(what=fate.value, time=timedelta(days=days), since="end", department=id)
        for id in terms.departments  # noqa: A001
        for fate in Fate
        if (days := days_of(terms, fate, id)) != days_of(terms, fate)
    ]
    return (
        *cases,
        *others,
        Kept(what="callback", time=CALLBACK_FOR, since="end_or_call"),
        Kept(what="notice_address", time=NOTICE_FOR, since="end"),
        Kept(what="draft", time=DRAFTS_FOR, since="last_change"),
        Kept(what="draft", time=DRAFTS_AFTER_CASE, since="end"),
        Kept(what="unread_message", time=PARKED_FOR, since="arrival"),
        Kept(what="copy", time=COPY_FOR, since="making"),
        Kept(what="repeat", time=REPEAT_MEMORY, since="arrival"),
    )


def of_conduct(forget: timedelta) -> Sequence[Kept]:
    """What is kept of offences and measures. ``forget``: the town's own time, see `handoff.measure.Terms`."""
    return (
        Kept(what="offence", time=forget, since="arrival"),
        Kept(what="measure", time=forget, since="over"),
        Kept(what="threat", time=THREATS_FOR, since="arrival"),
    )


def of_acts(time: timedelta) -> Sequence[Kept]:
    """How long the audit is kept."""
    return (Kept(what="act", time=time, since="making"),)


_TERMS: TypeAdapter[Terms] = TypeAdapter(Terms)


def terms_to_json(terms: Terms) -> str:
    """The terms as they are stored: the same text for the same terms."""
    return json.dumps(_TERMS.dump_python(terms, mode="json"), sort_keys=True)


def terms_from_json(text: str) -> Terms:
    """The stored terms."""
    return _TERMS.validate_json(text)
