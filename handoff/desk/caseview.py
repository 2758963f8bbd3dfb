"""What stands around a conversation: the person's other handoffs, questions to colleagues, replies to leave. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from markupsafe import Markup

from faq.markdown import from_markdown
from faq.richtext import to_html
from handoff.address import channel_of
from handoff.asking import answers_for, asks_of, sees
from handoff.desk.listing import subject_of
from handoff.desk.state import Reading, state_of
from handoff.journal.records import Row, Snapshot
from handoff.rights import Right
from handoff.staff import StaffRecord
from handoff.ticket import Ask, Ticket

PERSON: Final = "@"
"""What stands before a login where a department or a person is chosen."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A reply that has not left yet. ``leaves``: the time of day it does."""

    id: str
    name: str
    html: Markup
    mine: bool
    leaves: str
    leaves_iso: str
    files: tuple[str, ...]
    ends: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A question to a colleague. ``kind``: "mine" to answer, or "open" or "answered" for whoever asked."""

    id: str
    kind: str
    text: str
    at: str
    row: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Earlier:
    """Another handoff of the same citizen. ``unsent``: a reply of the reader's in it did not go out."""

    receipt: str
    subject: str
    at: str
    state: str
    unsent: bool = False


def waiting_of(ticket: Ticket, login: str, reading: Reading) -> list[Waiting]:
    """The replies on their way out."""
    return [
        Waiting(
            id=waiting.id,
            name=waiting.staff.colleague,
            html=Markup(to_html(from_markdown(waiting.text))),  # noqa: S704 - escaped by to_html
            mine=waiting.staff.login == login,
            leaves=f"{waiting.leaves_at.astimezone(reading.zone):%H:%M:%S}",
            leaves_iso=waiting.leaves_at.isoformat(timespec="milliseconds"),
            files=tuple(file.name for file in waiting.files),
            ends=reading.word("end", waiting.end) if waiting.end else "",
        )
        for waiting in ticket.outgoing
    ]


def questions_of(ticket: Ticket, record: StaffRecord, rows: Sequence[Row], reading: Reading) -> list[Question]:
    """The questions between colleagues that concern this member: theirs to answer first."""
    where = {str(row.body.get("ask")): row.n for row in rows if row.body.get("ask")}
    said = {str(row.body.get("answers")): row.n for row in rows if row.body.get("answers")}
    mine = [_question(one, "mine", where, reading) for one in asks_of(ticket, record)]
    answered = [_question(one, "answered", said, reading) for one in answers_for(ticket, record)]
    others = (one for one in ticket.asks if one.answered_by is None and one.by.login == record.login)
    return [*mine, *answered, *(_question(one, "open", where, reading) for one in others)]


def _question(asked: Ask, kind: str, rows: Mapping[str, int], reading: Reading) -> Question:
    to = asked.to.colleague if asked.to is not None else reading.department(asked.department)
    name = {"mine": asked.by.colleague, "answered": asked.answered_by.colleague if asked.answered_by else ""}.get(
        kind, to
    )
    return Question(
        id=asked.id,
        kind=kind,
        text=reading.say(f"ask-{kind}", name=name),
        at=reading.moment(asked.at),
        row=rows.get(asked.id, 0),
    )


def earlier_of(
    handoffs: Iterable[Ticket],
    shown: Ticket,
    record: StaffRecord,
    reading: Reading,
    *,
    unsent: Collection[str] = (),
) -> list[Earlier]:
    """The citizen's other handoffs that are this member's to see, newest first."""
    others = [one for one in handoffs if one.receipt != shown.receipt and sees(record, one)]
    return [
        Earlier(
            receipt=one.receipt,
            subject=subject_of(one, reading, 80),
            at=reading.moment(one.asked_at),
            state=state_of(one, reading).text,
            unsent=one.receipt in unsent,
        )
        for one in reversed(others)
    ]


def recipients(
    staff: Mapping[str, StaffRecord], away: Mapping[str, str], login: str, ticket: Ticket, reading: Reading
) -> dict[str, list[tuple[str, str]]]:
    """Whom a handoff may be given to, or be asked about: departments and persons, each with its form's value.

    ``away``: who is not there, in words by login.
    """
    people = colleagues_of(staff, login)
    return {
        "departments": [(d.id, reading.department(d.id)) for d in reading.departments if d.id != ticket.department],
        "people": [
            (f"{PERSON}{other}", _named(record, away.get(other, ""), reading)) for other, record in people.items()
        ],
    }


def colleagues_of(staff: Mapping[str, StaffRecord], login: str) -> dict[str, StaffRecord]:
    """Everybody else who works on cases, by login."""
    return {
        other: record
        for other, record in staff.items()
        if other != login and not record.disabled and record.may(Right.WORK_CASES)
    }


def home_of(record: StaffRecord, ticket: Ticket) -> str:
    """The department a ticket lies in once a person has it: its own, if it is theirs."""
    return ticket.department if record.serves(ticket.department) else record.departments[0]


def _named(record: StaffRecord, away: str, reading: Reading) -> str:
    where = ", ".join(reading.department(one) for one in record.departments)
    return record.name + (f" ({where})" if where else "") + (f", {away}" if away else "")


def person_values(snapshot: Snapshot, ticket: Ticket, rows: Sequence[Row], reading: Reading) -> dict[str, Any]:
    """What is known of the citizen: where they can be reached and since when they write."""
    channels = dict.fromkeys([channel_of(address) for address in snapshot.addresses] or [ticket.channel])
    first = next((row.at for row in rows if row.at is not None), None)
    return {
        "channels": [reading.word("channel", channel) for channel in channels],
        "since": reading.moment(first) if first is not None else "",
        "map": f"https://www.openstreetmap.org/search?query={quote(ticket.place)}" if ticket.place else "",
    }
