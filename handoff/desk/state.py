"""A ticket's state in words: whose turn it is, who has it, what became of a message. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from zoneinfo import ZoneInfo

from faq.entry import Department
from handoff.desk.catalogue import Say, has
from handoff.desk.times import age, moment
from handoff.journal.records import DeliveryState, Row, State
from handoff.ticket import Ticket, Turn

Mark = Literal["ours", "citizen", "parked", "closed"]
FateMark = Literal["waiting", "arrived", "unsure", "failed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """Who reads: their language, the time now and the town's zone and departments."""

    say: Say
    lang: str
    now: datetime
    zone: ZoneInfo
    departments: Sequence[Department]

    def moment(self, at: datetime) -> str:
        """A time in short."""
        return moment(at, self.now, self.zone, self.lang)

    def age(self, since: datetime) -> str:
        """How long ago."""
        return age(since, self.now, self.say)

    def department(self, id: str) -> str:
        """A department's name; its id when the town no longer has it."""
        for department in self.departments:
            if department.id == id:
                return department.name.get(self.lang) or department.name["de"]
        return id

    def word(self, group: str, value: str) -> str:
        """The text of a value of a closed list ("kind-question"); the value itself when there is none."""
        key = f"{group}-{value.replace('_', '-')}"
        return self.say(key) if value and has(self.say, key) else value


@dataclass(frozen=True, kw_only=True, slots=True)
class TicketState:
    """A state's mark and its text; the text says it all, the mark only helps the eye."""

    mark: Mark
    text: str
    promise: str = ""
    late: bool = False
    awaited: str = ""


def state_of(ticket: Ticket, reading: Reading) -> TicketState:
    """Whose turn it is and since when, or until when it is parked, or how it ended."""
    say = reading.say
    if ticket.closed_at is not None:
        end = reading.word("end", ticket.end or "other")
        return TicketState(mark="closed", text=say("state-closed", at=reading.moment(ticket.closed_at), end=end))
    if ticket.parked_until is not None and ticket.parked_until > reading.now:
        return TicketState(mark="parked", text=say("state-parked", until=reading.moment(ticket.parked_until)))
    since = reading.moment(ticket.turn_since)
    awaited = say("state-awaited") if ticket.awaited else ""
    if ticket.turn is Turn.CITIZEN:
        return TicketState(mark="citizen", text=say("state-citizen", since=since), awaited=awaited)
    late = ticket.promised_by < reading.now
    promise = say("promise-late" if late else "promise", at=reading.moment(ticket.promised_by))
    return TicketState(mark="ours", text=say("state-ours", since=since), promise=promise, late=late, awaited=awaited)


def urgent_of(danger: str, reading: Reading) -> str:
    """The mark of a ticket or message that tells of a danger; empty for all others."""
    return reading.say("urgent", danger=reading.word("danger", danger)) if danger else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fate:
    """What became of one of our messages. ``mend``: the deliveries that a person can send again or drop."""

    mark: FateMark
    text: str
    mend: tuple[str, ...] = ()


_WORST_FIRST: Final = (
    State.DEAD,
    State.UNDELIVERABLE,
    State.HELD,
    State.UNCERTAIN,
    State.RETRY,
    State.NEW,
    State.SENDING,
    State.DROPPED,
    State.NEEDLESS,
    State.SENT,
)
_MARKS: Final[Mapping[State, FateMark]] = {
    State.DEAD: "failed",
    State.UNDELIVERABLE: "failed",
    State.HELD: "failed",
    State.UNCERTAIN: "unsure",
    State.RETRY: "waiting",
    State.NEW: "waiting",
    State.SENDING: "waiting",
    State.DROPPED: "failed",
    State.NEEDLESS: "arrived",
    State.SENT: "arrived",
}


def fate_of(row: Row, deliveries: Sequence[DeliveryState], *, acked: int | None, reading: Reading) -> Fate | None:
    """What became of a message: the worst of its parts.

    ``acked``: the last row the citizen's browser has, None on a channel with an outbox. None: not known any more
    (an earlier case's message).
    """
    say = reading.say
    if not deliveries:
        if acked is None:
            return None
        return (
            Fate(mark="arrived", text=say("fate-arrived"))
            if row.n <= acked
            else Fate(mark="waiting", text=say("fate-stored"))
        )
    worst = min(deliveries, key=lambda d: _WORST_FIRST.index(d.state))
    reason = reading.word("reason", worst.reason) or say("reason-unknown")
    text = say(f"fate-{worst.state.value}", at=reading.moment(worst.at), reason=reason)
    if len(deliveries) > 1 and worst.state is not State.SENT:
        sent = sum(d.state is State.SENT for d in deliveries)
        text = say("fate-parts", text=text, sent=sent, all=len(deliveries))
    mend = tuple(d.id for d in deliveries if _MARKS[d.state] in ("failed", "unsure"))
    return Fate(mark=_MARKS[worst.state], text=text, mend=mend)
