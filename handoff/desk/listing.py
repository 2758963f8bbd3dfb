"""How each case reads in the list. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, Literal

from handoff.absence import Away
from handoff.asking import answers_for, asks_of
from handoff.desk.state import Mark, Reading, state_of, urgent_of
from handoff.desk.times import span
from handoff.journal.records import Here
from handoff.queueing import Case, waits
from handoff.staff import StaffRecord
from handoff.threats import without_threats
from handoff.ticket import Kind, Ticket, Turn

SUBJECT_LENGTH: Final = 140
SOON: Final = timedelta(hours=1)
"""Before its deadline a case is marked."""

Urgency = Literal["", "soon", "late"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Beside:
    """Which colleagues are at a case, in words; ``writes``: one of them is writing."""

    text: str
    writes: bool


_NOBODY: Final = Beside(text="", writes=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """Besides the tickets: last rows shown to the reader, colleagues at cases, citizens who are there, look-alikes,
    questions between colleagues that concern the reader, and until when colleagues are not there, by login."""

    read: Mapping[str, int] = field(default_factory=dict)
    here: Mapping[str, Beside] = field(default_factory=dict)
    reachable: Collection[str] = frozenset()
    alike: Mapping[str, int] = field(default_factory=dict)
    asks: Mapping[str, str] = field(default_factory=dict)
    away: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One case of the list. ``kind`` is empty for a mere question.

    ``here``: which colleagues read or write there; ``writes``: one of them is writing. ``away``: that its owner is not
    there, and until when. ``alike``: so many others resemble it.
    """

    conversation: str
    receipt: str
    subject: str
    mark: Mark
    state: str
    due: str
    urgency: Urgency
    department: str
    kind: str
    channel: str
    language: str
    language_name: str
    place: str
    owner: str
    away: str
    mine: bool
    is_open: bool
    urgent: str
    threat: bool
    unread: bool
    awaited: bool
    reachable: bool
    here: str
    writes: bool
    alike: int
    ask: str


def seen_by(record: StaffRecord, cases: Iterable[Case]) -> tuple[Case, ...]:
    """Only the cases that are this member's to see: by department, or because they were asked."""
    known = tuple(cases)
    theirs = {department for department in {case.ticket.department for case in known} if record.sees(department)}
    return tuple(case for case in known if case.ticket.department in theirs or asks_of(case.ticket, record))


def items_of(cases: Iterable[Case], login: str, reading: Reading, around: Around) -> list[Item]:
    """The list's lines."""
    return [_item(case, login, reading, around) for case in cases]


def asks_in(cases: Iterable[Case], record: StaffRecord, reading: Reading) -> dict[str, str]:
    """By conversation: that the reader is to answer a colleague's question, or that theirs was answered."""
    found = {}
    for case in cases:
        if asks_of(case.ticket, record):
            found[case.conversation] = reading.say("item-asked")
        elif answers_for(case.ticket, record):
            found[case.conversation] = reading.say("item-answered")
    return found


def away_of(away: Mapping[str, Away], reading: Reading) -> dict[str, str]:
    """Who is not there now, in words by login."""
    return {
        login: reading.say("item-absent" if one.days else "item-paused", until=reading.moment(one.until))
        for login, one in away.items()
        if one.at(reading.now)
    }


def here_of(here: Sequence[Here], names: Mapping[str, str], login: str, reading: Reading) -> dict[str, Beside]:
    """Which colleagues read or write, in words by conversation; the reader knows what they do themselves."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for one in here:
        if one.login != login and one.login in names:
            reads, writes = found.setdefault(one.conversation, (set(), set()))
            (writes if one.writes else reads).add(names[one.login])
    return {
        conversation: Beside(text=_in_words(reads - writes, writes, reading), writes=bool(writes))
        for conversation, (reads, writes) in found.items()
    }


def cut(text: str, length: int = SUBJECT_LENGTH) -> str:
    """A text in one line of at most ``length`` characters, cut between words where it can be."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    head = line[: length - 1]
    at_word = head.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > length // 2 else head).rstrip(" ,;:.") + "…"


def _in_words(reads: set[str], writes: set[str], reading: Reading) -> str:
    said = [
        reading.say(key, names=", ".join(sorted(names)), n=len(names))
        for key, names in (("here-writes", writes), ("here-reads", reads))
        if names
    ]
    return " · ".join(said)


def _item(case: Case, login: str, reading: Reading, around: Around) -> Item:
    ticket, conversation = case.ticket, case.conversation
    mine = ticket.owner is not None and ticket.owner.login == login
    mark = state_of(ticket, reading).mark
    beside = around.here.get(conversation, _NOBODY)
    due, urgency = _due(ticket, mark, reading)
    return Item(
        conversation=conversation,
        receipt=ticket.receipt,
        subject=subject_of(ticket, reading),
        mark=mark,
        state=_state(ticket, mark, reading),
        due=due,
        urgency=urgency,
        department=reading.department(ticket.department),
        kind="" if ticket.kind is Kind.QUESTION else reading.word("kind", ticket.kind),
        channel=reading.word("channel", ticket.channel),
        language=ticket.lang.upper(),
        language_name=reading.word("lang", ticket.lang),
        place=cut(ticket.place, 60),
        owner=ticket.owner.colleague if ticket.owner else "",
        away=around.away.get(ticket.owner.login, "") if ticket.owner and ticket.is_open and not mine else "",
        mine=mine,
        is_open=ticket.is_open,
        urgent=urgent_of(ticket.urgent, reading),
        threat=bool(ticket.offence),
        # What a colleague has is theirs to read; a mark there would be noise.
        unread=ticket.is_open and (mine or ticket.owner is None) and case.seq > around.read.get(conversation, 0),
        awaited=ticket.is_open and ticket.awaited,
        reachable=ticket.is_open and conversation in around.reachable,
        here=beside.text,
        writes=beside.writes,
        alike=around.alike.get(conversation, 0),
        ask=around.asks.get(conversation, ""),
    )


def subject_of(ticket: Ticket, reading: Reading, length: int = SUBJECT_LENGTH) -> str:
    """What a case is about, in one line, without threats."""
    text = (
        without_threats(ticket.subject, reading.say("threat-masked"), known=False) if ticket.offence else ticket.subject
    )
    return cut(text, length) or reading.say("no-subject")


def _state(ticket: Ticket, mark: Mark, reading: Reading) -> str:
    if mark in ("closed", "parked"):
        return state_of(ticket, reading).text
    waiting = waits(ticket) and ticket.turn is Turn.OURS
    if waiting:
        return reading.say("list-waits", span=span(ticket.asked_at, reading.now, reading.say))
    return reading.say(f"list-{mark}", since=span(ticket.turn_since, reading.now, reading.say, "for"))


def _due(ticket: Ticket, mark: Mark, reading: Reading) -> tuple[str, Urgency]:
    if mark != "ours":
        return "", ""
    left = ticket.promised_by - reading.now
    if left < timedelta():
        return reading.say("list-late", span=span(ticket.promised_by, reading.now, reading.say)), "late"
    if left < SOON:
        return reading.say("list-soon", span=span(reading.now, ticket.promised_by, reading.say)), "soon"
    return reading.say("list-due", at=reading.moment(ticket.promised_by)), ""
