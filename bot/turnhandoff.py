"""What a turn does to the citizen's handoff. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.dialogue import effects as fx
from bot.dialogue.events import Event, Said
from bot.dialogue.facts import Facts
from handoff.conduct import Breach
from handoff.ticket import Done, End, Ticket, Turn, citizen_left, citizen_wrote, ended, reopen, ticket_from_json

SUBJECT_LENGTH = 300


class Handoff:
    """Lives for one turn, beside its voice."""

    def __init__(self, stored: str | None, case: str, facts: Facts) -> None:
        """``stored``: the present ticket as JSON, if the conversation has one; ``case``: where its rows go."""
        self.before = ticket_from_json(stored) if stored else None
        self.ticket = self.before
        self.is_changed = False
        self.fields: dict[str, Any] = {}
        """Of the commit, what belongs to the handoff."""
        self._past: Ticket | None = None  # the ended handoff that goes on in this turn
        self._case = case
        self._facts = facts

    @property
    def is_open(self) -> bool:
        """Whether people have the concern."""
        return self.ticket is not None and self.ticket.is_open

    @property
    def known(self) -> Ticket | None:
        """The ticket as staff were told of it last; None: they have not heard of it."""
        before = self._past or self.before
        is_new = before is None or self.ticket is None or before.receipt != self.ticket.receipt
        return None if is_new else before

    def open(self, effect: fx.OpenHandoff, *, channel: str, lang: str, urgent: str, is_threatened: bool) -> None:
        """The concern goes to people."""
        department = self._facts.department(effect.department)
        now = self._facts.now
        self._set(
            Ticket(
                receipt=self._facts.receipt,
                case=self._case,
                kind=effect.kind,
                department=department.id,
                channel=channel,
                lang=lang,
                subject=effect.subject[:SUBJECT_LENGTH],
                place=effect.place,
                urgent=urgent,
                offence=Breach.THREAT.value if is_threatened else "",
                asked_at=now,
                awaited=effect.awaited,
                # Whoever only wants a person has yet to say what for: in the web chat.
                turn=Turn.CITIZEN if effect.awaited and not effect.subject else Turn.OURS,
                turn_since=now,
                promised_by=department.promise,
                deputy_for=effect.deputy_for,
            )
        )
        self.fields |= {
            "queue": department.id,
            "receipt": self._facts.receipt,
            "promise": department.promise,
        }

    def reopen(self) -> bool:
        """The ended handoff goes on; whether it could."""
        past = self._facts.past
        if past is None or self.is_open:
            return False
        owner = past.ticket.owner if past.owner_here else None
        department = self._facts.serving(past.ticket.department)
        outcome = reopen(past.ticket, owner, department.promise, self._facts.now)
        if not isinstance(outcome, Done):
            return False
        ticket = replace(outcome.ticket, case=self._case)
        if owner is None and department.id != ticket.department:
            ticket = replace(ticket, department=department.id, deputy_for=ticket.department)
        self._past = past.ticket
        self._set(ticket)
        self.fields |= {"queue": "" if owner is not None else ticket.department, "promise": department.promise}
        return True

    def forward(self, event: Event) -> None:
        """What the citizen did is for the people who have the concern."""
        if self.ticket is None or not self.ticket.is_open:
            return
        ticket = citizen_wrote(self.ticket, self._facts.now)
        if not ticket.subject and isinstance(event, Said):
            ticket = replace(ticket, subject=event.text[:SUBJECT_LENGTH])
        if self.ticket.turn is Turn.CITIZEN:  # writing again while it is our turn puts off no promise
            ticket = replace(ticket, promised_by=self._facts.department(ticket.department).promise)
        self._set(ticket)
        self.fields |= {"promise": ticket.promised_by}

    def leave(self) -> None:
        """The citizen does not want people any more."""
        if self.ticket is not None and self.ticket.is_open:
            self._set(citizen_left(self.ticket, self._facts.now))
            self.fields |= {"queue": "", "settle_all": True}

    def rate(self, stars: int) -> bool:
        """The citizen's judgement; whether there was something to judge."""
        if self.ticket is None:
            return False
        self._set(replace(self.ticket, rating=stars))
        return True

    def end(self, end: End) -> bool:
        """The case ends, and with it the handoff; whether its end was counted before: by whoever closed it."""
        before, now = self.before, self.ticket
        was_closed = before is not None and now is not None and not before.is_open and before.receipt == now.receipt
        if now is not None and now.is_open:
            self._set(ended(now, end, self._facts.now))
            self.fields |= {"queue": ""}
        return was_closed

    def mark(self, **seen: Any) -> None:
        """Something that staff see on the open handoff before they open it: fields of the ticket."""
        if self.ticket is not None and self.ticket.is_open:
            self._set(replace(self.ticket, **seen))

    def _set(self, ticket: Ticket) -> None:
        self.ticket = ticket
        self.is_changed = True
