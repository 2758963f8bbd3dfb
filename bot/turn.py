"""One turn: the events of a taken conversation are played through the rules into one commit. Pure but for fresh ids."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, assert_never
from zoneinfo import ZoneInfo

from bot.citizensrow import citizens_row
from bot.dialogue import effects as fx
from bot.dialogue.albums import joined
from bot.dialogue.events import (
    Arrived,
    AskedInPublic,
    Attachment,
    DeliveryFailed,
    Event,
    MeasureEnded,
    Pressed,
    Reacted,
    Said,
    Started,
    TicketChanged,
    TimerRang,
    event_from_json,
)
from bot.dialogue.facts import Facts, Found
from bot.dialogue.manners import found_in
from bot.dialogue.rules import decide
from bot.dialogue.talk import Phase, Talk, talk_from_json, talk_to_json
from bot.dialogue.wishes import recognise
from bot.hush import Hush
from bot.pace import Pace
from bot.places import WEB, for_people, general_only
from bot.turnhandoff import Handoff
from bot.voice import Stage, Voice
from faq.outcome import Outcome
from faq.text import guess_language
from handoff.address import channel_of
from handoff.announcing import ConductNews, TicketChange
from handoff.conduct import Breach, conduct_from_json, conduct_to_json
from handoff.counting import counter_name
from handoff.erasure import CITIZEN, Asked, asked_to_json
from handoff.files.kinds import is_ref
from handoff.journal.records import Commit, Delivery, Row, Taken
from handoff.letter import new_row_id
from handoff.measuring import machine_record
from handoff.ticket import Kind, Ticket

LOOK_AGAIN = timedelta(minutes=10)  # at what waits for a channel, should nobody wake it
SPOTS_KEPT = 10


def play(taken: Taken, facts: Facts, stage: Stage) -> Commit:
    """Turn a taken conversation into the commit that answers it."""
    turn = _Turn(taken, facts, stage)
    events = joined([event_from_json(text) for text in taken.events])
    if (rests := turn.pace.rests(turn.conduct, turn.ticket, events)) is not None:
        return turn.rest(rests)
    events = turn.pace.bundled(turn.conduct, turn.ticket, events)
    if (ends := turn.conduct.ends_at) is not None and ends <= facts.now:
        turn.play(MeasureEnded(id=f"ended:{taken.conversation}:{taken.talk_version}"))
    if not taken.events and turn.talk.timer_at is not None and turn.talk.timer_at <= facts.now:
        events = [TimerRang(id=f"timer:{taken.conversation}:{taken.talk_version}")]
    for event in events:
        if turn.holds(event):
            break
        turn.play(event)
        if turn.ended:
            break
    return turn.commit()


class _Turn:
    """The growing commit. Lives for one call of ``play``."""

    def __init__(self, taken: Taken, facts: Facts, stage: Stage) -> None:
        self.taken = taken
        self.facts = facts
        self.stage = stage
        self.talk = talk_from_json(taken.talk) if taken.talk else Talk()
        self.case = taken.case or secrets.token_urlsafe(9)
        self.handoff = Handoff(taken.ticket, self.case, facts)
        self.conduct_before = self.conduct = conduct_from_json(taken.conduct)
        self.pace = Pace(facts)
        self.spoken = channel_of(taken.address)  # where the citizen spoke last
        self.channel = ""  # where this turn speaks
        self.voice = Voice(taken.conversation, stage)
        self.hush = Hush(facts.board.off, self.voice)
        self.ended = False  # the case has ended, a handoff was opened, somebody spoke elsewhere: another turn follows
        self.failed = ""  # why something did not reach the citizen
        self.played = 0
        self.told: list[Delivery] = []  # to leads
        self.disowned: list[str] = []
        self.questions: list[str] = []
        self.settled: list[str] = []
        self.counters: dict[str, int] = {}
        self.more: dict[str, Any] = {}  # fields of the commit that only some effects need

    @property
    def ticket(self) -> Ticket | None:
        """The citizen's handoff as it is after what was played."""
        return self.handoff.ticket

    def holds(self, event: Event) -> bool:
        """Whether an event waits until its channel works again: what concerns people goes on, all else is kept."""
        channel = self._channel(event)
        has_people = self.handoff.is_open
        if not self.hush.is_on(channel) or has_people or isinstance(event, AskedInPublic):
            return False
        self.talk = self.hush.hold(self.talk, event, channel, self._facts(event))
        self.more |= {"hold": (channel, self.facts.now + LOOK_AGAIN)}
        return True

    def play(self, event: Event) -> None:
        channel = self._channel(event)
        if self.played and channel != self.channel:  # what is said here settles what was asked here
            self.ended = True
            return
        self.channel = channel
        found = self._found(event)
        facts = self._facts(event, found)
        match = self._match(event, facts)
        decision = decide(self.talk, self.ticket, event, match, facts)
        if self.played and any(isinstance(e, fx.OpenHandoff | fx.Reopen) for e in decision.effects):
            # What was said before it in this turn settles all questions of the turn: a person's must not be among them.
            self.ended = True
            return
        if isinstance(event, DeliveryFailed):
            self.failed = event.reason
        before, self.talk = self.talk, decision.talk
        # A sign on what has ended is for nobody to read.
        if not isinstance(event, Reacted) or self.taken.case or self.voice.rows:
            self.voice.rows += citizens_row(
                event,
                match,
                decision,
                before,
                channel=self.channel,
                release=self.stage.shelf.release.hash,
                labels=self.stage.labels,
                placed=self._placed,
            )
        for effect in decision.effects:
            self._apply(effect, event)
        self._await()
        self._oblige(event, decision)
        if not isinstance(event, TimerRang | MeasureEnded):
            self.played += len(_ids(event))

    def _channel(self, event: Event) -> str:
        """Where an event is answered: where it came from; staff's acts where staff speak with the citizen."""
        match event:
            case Started() | Said() | Pressed() | Arrived():
                return self.hush.instead(event.channel or self.spoken, self.spoken)
            case TicketChanged():
                return self._peoples_channel()
            case _:
                return self.spoken

    def _peoples_channel(self) -> str:
        return for_people(self.stage.shelf.release.town).get(self.spoken, self.spoken)

    def _facts(self, event: Event, found: Found | None = None) -> Facts:
        channel = self.spoken if isinstance(event, TicketChanged) else self.channel
        facts = replace(
            self.facts,
            channel=channel,
            general_only=channel in general_only(self.stage.shelf.release.town),
            can_lead=channel != WEB,
            shows_banner=channel == WEB,
            seq=self.taken.seq,
            acked=self.taken.acked,
            conduct=self.conduct,
            found=found,
        )
        return self.hush.facts(facts)

    def _found(self, event: Event) -> Found | None:
        """What breaks the town's rules; where others read along nobody is judged."""
        if self.talk.public:
            return None
        self.conduct, found = found_in(event, self.conduct, self.stage.shelf.release.offences, self.facts.now)
        return found

    def _match(self, event: Event, facts: Facts) -> Outcome | None:
        if not isinstance(event, Said | AskedInPublic) or not event.text:
            return None
        if self.talk.phase is Phase.WITH_STAFF and not facts.general_only:
            return None
        if recognise(event.text) is not None:
            return None
        today = self.facts.now.astimezone(ZoneInfo(self.facts.timezone)).date()
        lang = self.talk.lang
        if isinstance(event, AskedInPublic):  # many people, each with a language of their own
            lang = guess_language(event.text) or lang
        return self.stage.shelf.matcher.match(event.text, lang=lang, on=today)

    def _placed(self, attachment: Attachment) -> Attachment:
        """The attachment as it is stored: a picture keeps its position in a defect report only."""
        if attachment.kind == "location" or attachment.latitude is None or attachment.longitude is None:
            return attachment
        is_open = self.handoff.is_open
        kind = self.ticket.kind if self.ticket is not None and is_open else self.talk.kind
        if kind is Kind.DEFECT:
            return attachment
        if not is_open:  # it may still become one
            spots = (*self.talk.spots, (attachment.latitude, attachment.longitude))
            self.talk = replace(self.talk, spots=spots[-SPOTS_KEPT:])
        return replace(attachment, latitude=None, longitude=None)

    def _oblige(self, event: Event, decision: fx.Decision) -> None:
        """A citizen's event is an obligation until what answers it has arrived, or it was judged no question."""
        if not isinstance(event, Said | Pressed | Started | Reacted | AskedInPublic):
            return
        if isinstance(event, AskedInPublic) or any(isinstance(e, fx.Settle) for e in decision.effects):
            self.settled += _ids(event)
            return
        answered = any(isinstance(e, (fx.Say, fx.SayAnswer)) and e.settles for e in decision.effects)
        waits = any(isinstance(e, (fx.Forward, fx.OpenHandoff, fx.Reopen)) for e in decision.effects)
        if isinstance(event, Said) or answered or waits:
            self.questions += _ids(event)
        else:
            self.settled += _ids(event)

    def _apply(self, effect: fx.Effect, event: Event) -> None:
        match effect:
            case fx.Say() | fx.SayAnswer() | fx.SayFacets() if self.hush.is_on(self.channel):
                self.talk = self.hush.mute(self.talk, effect, self.channel)
            case fx.SayInPublic() if self.hush.is_on(self.channel):
                pass
            case fx.Say() | fx.SayAnswer() | fx.SayFacets():
                in_handoff = self.handoff.is_open
                # The questions of a handoff are settled by people: what the machine says settles its own at most.
                self.voice.say(effect, self.talk.lang, self.channel, answers=tuple(_ids(event)) if in_handoff else ())
            case fx.SayInPublic():
                self.voice.say_in_public(effect, self.taken.address)
            case fx.Notify():
                self.voice.notify(effect, self.talk.lang)
            case fx.Settle():
                pass  # _oblige reads it
            case fx.Unheard():
                if not effect.kept and isinstance(event, Said):
                    self.disowned += [file.ref for file in event.attachments if is_ref(file.ref)]
            case fx.Behaved():
                self.conduct = effect.conduct
            case fx.Offended():
                if effect.breach is Breach.THREAT:  # seen before anybody opens it
                    self.handoff.mark(offence=effect.breach.value)
            case fx.TellLeads():
                news = ConductNews(
                    conversation=self.taken.conversation, about=effect.about, department=effect.department
                )
                self.told += self.stage.tell(news)
            case fx.Urgent():
                self.handoff.mark(urgent=effect.danger.value)
            case fx.OpenHandoff():
                self._open_handoff(effect)
            case fx.Reopen():
                if self.handoff.reopen():
                    self.ended = True
            case fx.Forward():
                self.handoff.forward(event)
            case fx.LeaveHandoff():
                self.handoff.leave()
            case fx.Rate():
                if self.handoff.rate(effect.stars):
                    self._count(f"rating:{effect.stars}")
            case fx.EndCase():
                self._end_case(effect)
            case fx.Erase():
                self._erase()
            case fx.Export():
                self.more |= {"export": asked_to_json(self._wanted())}
            case fx.Count():
                self._count(effect.outcome, entry=effect.entry)
            case _:
                assert_never(effect)

    def _open_handoff(self, effect: fx.OpenHandoff) -> None:
        self.handoff.open(
            effect,
            channel=self.channel,
            lang=self.talk.lang,
            urgent=self.talk.warned,
            is_threatened=self.conduct.threatened(),
        )
        self._count("handoff")
        self._place_spots(effect.kind)
        self.ended = True

    def _await(self) -> None:
        """Staff see whether the citizen has yet to come to the web chat."""
        awaited = self.talk.lead is not None and self.talk.lead.awaited
        if self.ticket is not None and self.ticket.awaited != awaited:
            self.handoff.mark(awaited=awaited)

    def _place_spots(self, kind: Kind) -> None:
        """A defect report gets the places of the photos that came before it was one; otherwise they are forgotten."""
        spots = self.talk.spots
        self.talk = replace(self.talk, spots=())
        if kind is Kind.DEFECT and spots:
            places = [{"kind": "photo-place", "latitude": spot[0], "longitude": spot[1]} for spot in spots]
            self.voice.rows.append(Row(id=new_row_id(), who="note", body={"text": "", "attachments": places}))

    def _end_case(self, effect: fx.EndCase) -> None:
        was_counted = self.handoff.end(effect.end)
        self.more |= {"close_case": True, "settle_all": True}
        self.talk = replace(self.talk, spots=(), told=())
        if not was_counted:
            self._count(f"end:{effect.end.value}")
        self.ended = True

    def _erase(self) -> None:
        """Nothing more is played: what follows is a stranger's."""
        self.more |= {"erase": asked_to_json(self._wanted())}
        self.ended = True

    def _wanted(self) -> Asked:
        return Asked(by=CITIZEN, at=self.facts.now, channel=self.channel, lang=self.talk.lang)

    def _count(self, what: str, *, entry: str = "") -> None:
        ticket = self.ticket
        name = counter_name(
            self.facts.now,
            what,
            channel=self.channel,
            lang=self.talk.lang,
            department=ticket.department if ticket else "",
            kind=ticket.kind.value if ticket else "",
            entry=entry,
        )
        self.counters[name] = self.counters.get(name, 0) + 1

    def _announced(self) -> tuple[Delivery, ...]:
        if self.ticket is None:
            return ()
        if not self.handoff.is_changed and not (self.ticket.is_open and (self.voice.rows or self.failed)):
            return ()
        return self.stage.announce(
            TicketChange(
                conversation=self.taken.conversation,
                before=self.handoff.known,
                after=self.ticket,
                now=self.facts.now,
                channel=self._peoples_channel(),
                rows=tuple(self.voice.rows),
                seq=self.taken.seq + len(self.voice.rows),
                failed=self.failed,
            )
        )

    def rest(self, until: datetime) -> Commit:
        """Nothing yet: what came waits, and all of it is answered at once."""
        return Commit(
            conversation=self.taken.conversation,
            lease=self.taken.lease,
            talk_version=self.taken.talk_version,
            ticket_version=self.taken.ticket_version,
            rest=(until, len(self.taken.events)),
        )

    def commit(self) -> Commit:
        """Everything so far, as one commit."""
        rings = (None if self.more.get("close_case") else self.talk.timer_at, self.conduct.ends_at)
        conduct = conduct_to_json(self.conduct)
        # An event that leaves nothing to read (a failed delivery) opens no case.
        opens = bool(self.taken.case or self.voice.rows or self.handoff.is_changed)
        return Commit(
            conversation=self.taken.conversation,
            lease=self.taken.lease,
            talk_version=self.taken.talk_version,
            ticket_version=self.taken.ticket_version,
            consumed=self.played,
            questions=tuple(self.questions),
            settled=tuple(self.settled),
            talk=talk_to_json(self.talk),
            ticket=self.ticket if self.ticket is not None and self.handoff.is_changed else None,
            case=self.case if opens else "",
            rows=tuple(self.voice.rows),
            deliveries=(*self.voice.deliveries, *self._announced(), *self.told),
            timer=min((at for at in rings if at is not None), default=None),
            conduct=conduct if conduct != (self.taken.conduct or "{}") else None,
            disowned=tuple(self.disowned),
            audit=machine_record(
                self.conduct_before,
                self.conduct,
                conversation=self.taken.conversation,
                receipt=self.ticket.receipt if self.ticket is not None else "",
            ),
            counters=self.counters,
            link=self.voice.link,
            **{**self.handoff.fields, **self.more},
        )


def _ids(event: Event) -> list[str]:
    """The ids of all that an event stands for: the parts of an album are one."""
    return [event.id, *(event.parts if isinstance(event, Said) else ())]
