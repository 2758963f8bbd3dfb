"""One turn: the events of a taken conversation are played through the rules into one commit. Pure but for fresh ids."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, assert_never
from zoneinfo import ZoneInfo

from bot.channels.channel import Abilities
from bot.dialogue import effects as fx
from bot.dialogue.events import Attachment, DeliveryFailed, Event, Pressed, Said, Started, TimerRang, event_from_json
from bot.dialogue.facts import Facts
from bot.dialogue.rules import decide
from bot.dialogue.talk import Phase, Talk, talk_from_json, talk_to_json
from bot.dialogue.wishes import recognise
from bot.library import Shelf
from bot.wording import Worded, answer_in_words, facets_in_words
from faq.markdown import from_markdown
from faq.outcome import Outcome
from handoff.announcing import Announce, TicketChange, unannounced
from handoff.counting import counter_name
from handoff.journal.records import Commit, Delivery, Row, Taken
from handoff.letter import new_row_id, write_letter
from handoff.ticket import Kind, Ticket, Turn, citizen_left, citizen_wrote, ticket_from_json, ticket_to_json

SUBJECT_LENGTH = 300
SPOTS_KEPT = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """What a turn is played with: the release with its texts, and the channel it happens on."""

    shelf: Shelf
    channel: str
    abilities: Abilities
    labels: Mapping[str, str] = field(default_factory=dict)  # a button's data -> its label, as last shown
    announce: Announce = unannounced


def play(taken: Taken, facts: Facts, stage: Stage) -> Commit:
    """Turn a taken conversation into the commit that answers it."""
    turn = _Turn(taken, facts, stage)
    for text in taken.events:
        turn.play(event_from_json(text))
        if turn.ended:
            break
    if not taken.events and turn.talk.timer_at is not None and turn.talk.timer_at <= facts.now:
        turn.play(TimerRang(id=f"timer:{taken.conversation}:{taken.talk_version}"))
    return turn.commit()


class _Turn:
    """The growing commit. Lives for one call of ``play``."""

    def __init__(self, taken: Taken, facts: Facts, stage: Stage) -> None:
        self.taken = taken
        self.facts = facts
        self.stage = stage
        self.talk = talk_from_json(taken.talk) if taken.talk else Talk()
        self.ticket_before = ticket_from_json(taken.ticket) if taken.ticket else None
        self.ticket = self.ticket_before
        self.case = taken.case or secrets.token_urlsafe(9)
        self.ended = False  # the case has ended or a handoff was opened: what follows is another turn
        self.ticket_changed = False
        self.failed = ""  # why something did not reach the citizen
        self.played = 0
        self.questions: list[str] = []
        self.settled: list[str] = []
        self.rows: list[Row] = []
        self.deliveries: list[Delivery] = []
        self.counters: dict[str, int] = {}
        self.more: dict[str, Any] = {}  # fields of the commit that only some effects need

    def play(self, event: Event) -> None:
        match = self._match(event)
        decision = decide(self.talk, self.ticket, event, match, self.facts)
        if self.played and any(isinstance(e, fx.OpenHandoff) for e in decision.effects):
            # What was said before it in this turn settles all questions of the turn: a person's must not be among them.
            self.ended = True
            return
        if isinstance(event, DeliveryFailed):
            self.failed = event.reason
        self.talk = decision.talk
        self._citizen_row(event, match, decision)
        for effect in decision.effects:
            self._apply(effect)
        self._oblige(event, decision)
        if not isinstance(event, TimerRang):
            self.played += 1

    def _match(self, event: Event) -> Outcome | None:
        if not isinstance(event, Said) or not event.text or self.talk.phase is Phase.WITH_STAFF:
            return None
        if recognise(event.text) is not None:
            return None
        today = self.facts.now.astimezone(ZoneInfo(self.facts.timezone)).date()
        return self.stage.shelf.matcher.match(event.text, lang=self.talk.lang, on=today)

    def _citizen_row(self, event: Event, match: Outcome | None, decision: fx.Decision) -> None:
        match event:
            case Said():
                body: dict[str, Any] = {"text": event.text}
                if event.attachments:
                    body["attachments"] = [_plain(self._placed(a)) for a in event.attachments]
                if event.origin:
                    body["origin"] = event.origin
                if event.edit_of:
                    body["edit_of"] = event.edit_of
                if event.masked:
                    body["masked"] = list(event.masked)
                for effect in decision.effects:
                    if isinstance(effect, fx.Urgent):
                        body["urgent"] = effect.danger.value
                if match is not None:
                    body["why"] = [f"{c.id} {c.score:.2f}" for c in match.candidates[:3]]
                    body["release"] = self.stage.shelf.release.hash
            case Pressed():
                label = self.stage.labels.get(f"{event.row}|{event.choice}", event.choice)
                body = {"text": label, "choice": event.choice}
            case _:
                return
        self.rows.append(Row(id=event.id, who="citizen", body=body))

    def _placed(self, attachment: Attachment) -> Attachment:
        """The attachment as it is stored: a picture keeps its position in a defect report only."""
        if attachment.kind == "location" or attachment.latitude is None or attachment.longitude is None:
            return attachment
        is_open = self.ticket is not None and self.ticket.is_open
        kind = self.ticket.kind if self.ticket is not None and is_open else self.talk.kind
        if kind is Kind.DEFECT:
            return attachment
        if not is_open:  # it may still become one
            spots = (*self.talk.spots, (attachment.latitude, attachment.longitude))
            self.talk = replace(self.talk, spots=spots[-SPOTS_KEPT:])
        return replace(attachment, latitude=None, longitude=None)

    def _oblige(self, event: Event, decision: fx.Decision) -> None:
        """A citizen's event is an obligation until what answers it has arrived, or it was judged no question."""
        if not isinstance(event, (Said, Pressed, Started)):
            return
        if any(isinstance(e, fx.Settle) for e in decision.effects):
            self.settled.append(event.id)
            return
        answered = any(isinstance(e, (fx.Say, fx.SayAnswer)) and e.settles for e in decision.effects)
        waits = any(isinstance(e, (fx.Forward, fx.OpenHandoff)) for e in decision.effects)
        if isinstance(event, Said) or answered or waits:
            self.questions.append(event.id)
        else:
            self.settled.append(event.id)

    def _apply(self, effect: fx.Effect) -> None:
        match effect:
            case fx.Say():
                self._say(self._text(effect.key, effect.args), effect.buttons, settles=effect.settles)
            case fx.SayAnswer():
                self._worded(answer_in_words(self.stage.shelf, effect, self.talk.lang), effect)
            case fx.SayFacets():
                self._worded(facets_in_words(self.stage.shelf, effect, self.talk.lang), effect)
            case fx.Settle():
                pass  # _oblige reads it
            case fx.Urgent():
                self._urgent(effect)
            case fx.OpenHandoff():
                self._open_handoff(effect)
            case fx.Forward():
                self._forward()
            case fx.LeaveHandoff():
                self._leave()
            case fx.Rate():
                self._rate(effect.stars)
            case fx.EndCase():
                self._end_case(effect)
            case fx.Count():
                self._count(effect.outcome, entry=effect.entry)
            case _:
                assert_never(effect)

    # -- words

    def _text(self, key: str, args: fx.Args) -> str:
        return self.stage.shelf.texts.say(key, self.talk.lang, args)

    def _worded(self, worded: Worded | None, effect: fx.SayAnswer | fx.SayFacets) -> None:
        if worded is None:  # taken out of the FAQ since the button was shown
            self._say(self._text("entry-gone", {}), (), settles=True)
            return
        more = {"entry": worded.entry, "release": worded.release}
        self._say(worded.markdown, effect.buttons, settles=effect.settles, more=more)

    def _say(self, markdown: str, buttons: fx.Buttons, *, settles: bool, more: Mapping[str, Any] | None = None) -> None:
        keys = [[(b.label or self._text(b.key, {}), b.choice) for b in line] for line in buttons]
        letter = write_letter(
            row_id=new_row_id(),
            who="machine",
            rich=from_markdown(markdown),
            channel=self.stage.channel,
            conversation=self.taken.conversation,
            max_text=self.stage.abilities.max_text if self.stage.abilities.outbox else None,
            keys=keys,
            settles=settles,
            more=more,
        )
        self.rows.append(letter.row)
        self.deliveries.extend(letter.deliveries)

    # -- the handoff

    def _open_handoff(self, effect: fx.OpenHandoff) -> None:
        department = self.facts.department(effect.department)
        now = self.facts.now
        self._set_ticket(
            Ticket(
                receipt=self.facts.receipt,
                case=self.case,
                kind=effect.kind,
                department=department.id,
                channel=self.stage.channel,
                lang=self.talk.lang,
                subject=effect.subject[:SUBJECT_LENGTH],
                place=effect.place,
                urgent=self.talk.warned,
                asked_at=now,
                turn=Turn.OURS,
                turn_since=now,
                promised_by=department.promise,
            )
        )
        self.more |= {
            "queue": department.id,
            "receipt": self.facts.receipt,
            "asked_at": now,
            "promise": department.promise,
        }
        self._count("handoff")
        self._place_spots(effect.kind)
        self.ended = True

    def _place_spots(self, kind: Kind) -> None:
        """A defect report gets the places of the photos that came before it was one; otherwise they are forgotten."""
        spots = self.talk.spots
        self.talk = replace(self.talk, spots=())
        if kind is Kind.DEFECT and spots:
            places = [{"kind": "photo-place", "latitude": spot[0], "longitude": spot[1]} for spot in spots]
            self.rows.append(Row(id=new_row_id(), who="note", body={"text": "", "attachments": places}))

    def _urgent(self, effect: fx.Urgent) -> None:
        if self.ticket is not None and self.ticket.is_open:
            self._set_ticket(replace(self.ticket, urgent=effect.danger.value))

    def _forward(self) -> None:
        if self.ticket is None or not self.ticket.is_open:
            return
        ticket = citizen_wrote(self.ticket, self.facts.now)
        if self.ticket.turn is Turn.CITIZEN:  # writing again while it is our turn puts off no promise
            ticket = replace(ticket, promised_by=self.facts.department(ticket.department).promise)
        self._set_ticket(ticket)
        self.more |= {"promise": ticket.promised_by}

    def _leave(self) -> None:
        if self.ticket is not None and self.ticket.is_open:
            self._set_ticket(citizen_left(self.ticket, self.facts.now))
            self.more |= {"queue": "", "settle_all": True}

    def _rate(self, stars: int) -> None:
        if self.ticket is not None:
            self._set_ticket(replace(self.ticket, rating=stars))
            self._count(f"rating:{stars}")

    def _end_case(self, effect: fx.EndCase) -> None:
        self.more |= {"close_case": True, "settle_all": True}
        self.talk = replace(self.talk, spots=())
        if self.ticket is not None and self.ticket.is_open:
            self._set_ticket(replace(self.ticket, closed_at=self.facts.now, end=effect.end))
            self.more |= {"queue": ""}
        self._count(f"end:{effect.end.value}")
        self.ended = True

    def _set_ticket(self, ticket: Ticket) -> None:
        self.ticket = ticket
        self.ticket_changed = True
        self.more.setdefault("asked_at", ticket.asked_at)

    def _count(self, what: str, *, entry: str = "") -> None:
        ticket = self.ticket
        name = counter_name(
            self.facts.now,
            what,
            channel=self.stage.channel,
            lang=self.talk.lang,
            department=ticket.department if ticket else "",
            kind=ticket.kind.value if ticket else "",
            entry=entry,
        )
        self.counters[name] = self.counters.get(name, 0) + 1

    def _announced(self) -> tuple[Delivery, ...]:
        if self.ticket is None:
            return ()
        if not self.ticket_changed and not (self.ticket.is_open and (self.rows or self.failed)):
            return ()
        is_new = self.ticket_before is None or self.ticket_before.receipt != self.ticket.receipt
        return self.stage.announce(
            TicketChange(
                conversation=self.taken.conversation,
                before=None if is_new else self.ticket_before,
                after=self.ticket,
                now=self.facts.now,
                rows=tuple(self.rows),
                seq=self.taken.seq + len(self.rows),
                failed=self.failed,
            )
        )

    def commit(self) -> Commit:
        """Everything so far, as one commit."""
        closes = bool(self.more.get("close_case"))
        # An event that leaves nothing to read (a failed delivery) opens no case.
        opens = bool(self.taken.case or self.rows or self.ticket_changed)
        return Commit(
            conversation=self.taken.conversation,
            lease=self.taken.lease,
            talk_version=self.taken.talk_version,
            ticket_version=self.taken.ticket_version,
            consumed=self.played,
            questions=tuple(self.questions),
            settled=tuple(self.settled),
            talk=talk_to_json(self.talk),
            ticket=ticket_to_json(self.ticket) if self.ticket is not None and self.ticket_changed else None,
            case=self.case if opens else "",
            rows=tuple(self.rows),
            deliveries=(*self.deliveries, *self._announced()),
            timer=None if closes else self.talk.timer_at,
            counters=self.counters,
            **self.more,
        )


def _plain(attachment: Any) -> dict[str, Any]:
    value = {name: getattr(attachment, name) for name in attachment.__slots__}
    return {name: v for name, v in value.items() if v not in ("", 0, None)}
