"""The list of cases: which a filter shows, and how each reads. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from handoff.desk.state import Reading, TicketState, state_of, urgent_of
from handoff.staff import StaffRecord
from handoff.ticket import Ticket

Filter = Literal["all", "waiting", "mine", "closed"]
FILTERS: Final[tuple[Filter, ...]] = get_args(Filter)
SUBJECT_LENGTH: Final = 140

Pairs = Sequence[tuple[str, Ticket]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One case of the list."""

    conversation: str
    receipt: str
    subject: str
    state: TicketState
    department: str
    kind: str
    channel: str
    place: str
    owner: str
    mine: bool
    is_open: bool
    age: str
    urgent: str


def seen_by(record: StaffRecord, pairs: Iterable[tuple[str, Ticket]]) -> list[tuple[str, Ticket]]:
    """Only the cases of departments that are this member's to see."""
    return [(conversation, ticket) for conversation, ticket in pairs if record.sees(ticket.department)]


def filter_of(text: str) -> Filter:
    """The filter of that name; "all" when there is none."""
    return next((f for f in FILTERS if f == text), "all")


def pick(chosen: Filter, login: str, opened: Pairs, closed: Pairs) -> Pairs:
    """The cases a filter shows: open ones by asked time, people in danger first; closed ones newest first."""
    if chosen == "closed":
        return closed
    by_age = sorted(opened, key=lambda pair: (not pair[1].urgent, pair[1].asked_at))
    if chosen == "waiting":
        return [pair for pair in by_age if pair[1].owner is None]
    if chosen == "mine":
        return [pair for pair in by_age if pair[1].owner is not None and pair[1].owner.login == login]
    return by_age


def counts_of(login: str, opened: Pairs) -> Mapping[Filter, int]:
    """How many cases each filter of open ones shows."""
    shown: tuple[Filter, ...] = ("all", "waiting", "mine")
    return {chosen: len(pick(chosen, login, opened, ())) for chosen in shown}


def items_of(pairs: Pairs, login: str, reading: Reading) -> list[Item]:
    """The list's lines."""
    return [_item(conversation, ticket, login, reading) for conversation, ticket in pairs]


def cut(text: str, length: int = SUBJECT_LENGTH) -> str:
    """A text in one line of at most ``length`` characters, cut between words where it can be."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    head = line[: length - 1]
    at_word = head.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > length // 2 else head).rstrip(" ,;:.") + "…"


def _item(conversation: str, ticket: Ticket, login: str, reading: Reading) -> Item:
    return Item(
        conversation=conversation,
        receipt=ticket.receipt,
        subject=cut(ticket.subject) or reading.say("no-subject"),
        state=state_of(ticket, reading),
        department=reading.department(ticket.department),
        kind=reading.word("kind", ticket.kind),
        channel=reading.word("channel", ticket.channel),
        place=cut(ticket.place, 60),
        owner=ticket.owner.colleague if ticket.owner else "",
        mine=ticket.owner is not None and ticket.owner.login == login,
        is_open=ticket.is_open,
        age=reading.age(ticket.asked_at),
        urgent=urgent_of(ticket.urgent, reading),
    )
