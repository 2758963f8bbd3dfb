"""The bot's brain: `decide` turns a talk, its ticket, an event and the facts into what is to be done. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bot.dialogue import buttons, intake, lead, manners, public, rating, topics, waiting
from bot.dialogue.courtesy import started
from bot.dialogue.effects import Behaved, Decision, EndCase, Forward, Say, SayAnswer, SayFacets, Settle
from bot.dialogue.events import (
    Arrived,
    AskedInPublic,
    DeliveryFailed,
    Event,
    EventParked,
    FileRefused,
    Flooded,
    MeasureEnded,
    MeasureLifted,
    MeasureProposed,
    MeasureSet,
    MeasureTurnedDown,
    Pressed,
    Reacted,
    ReviewDecided,
    Said,
    Started,
    TicketChanged,
    TimerRang,
)
from bot.dialogue.facts import Facts
from bot.dialogue.filing import file_refused
from bot.dialogue.pending import INTAKE, patience, reminder
from bot.dialogue.posted import with_banner, with_posted
from bot.dialogue.presses import pressed
from bot.dialogue.saying import said
from bot.dialogue.talk import Phase, Talk
from bot.dialogue.urgency import afterwards, danger_in, in_its_language, warned, without_guesses
from bot.dialogue.versions import is_stale, remembered
from faq.outcome import Outcome
from faq.text import guess_language
from handoff.ticket import End, Ticket


def decide(talk: Talk, ticket: Ticket | None, event: Event, match: Outcome | None, facts: Facts) -> Decision:
    """What an event changes and what is to be done.

    ``match`` is what the FAQ made of a ``Said``, or None when it was not asked (a person has the case, a wish was
    recognised, no text). ``ticket`` counts when it and ``talk`` disagree: a fresh claim silences the bot at once.
    Total: every event in every state has a decision.
    """
    if talk.public and not isinstance(event, AskedInPublic):
        return Decision(talk=talk)  # a flood, a failed delivery: no words about that in a group
    talk = lead.came(_at_first_contact(talk, event), event, facts)
    if isinstance(event, Started | Said | Pressed | Arrived | EventParked):
        talk = _with_phase(talk, ticket)
    danger = danger_in(event)
    if danger is not None:
        talk = in_its_language(talk, event)
    if (kept := manners.kept(talk, ticket, event, facts)) is not None:
        kept = with_banner(kept, event, facts)
        if not talk.greeted and danger is None and isinstance(event, Started | Said | Pressed):
            kept = _greeted(kept, facts)
        return kept if kept.talk.timer_at is not None else _timed(kept, facts)
    decision = _decided(talk, ticket, event, without_guesses(match) if danger else match, facts)
    if isinstance(event, DeliveryFailed | TimerRang | Reacted | AskedInPublic):
        return decision
    speaks = any(isinstance(effect, Say | SayAnswer | SayFacets) for effect in decision.effects)
    first = not talk.greeted and (speaks or isinstance(event, Started | Said | Pressed))
    decision = manners.judged(with_posted(decision, event, facts, first=first), ticket, event, facts)
    if danger is not None:  # courtesies can wait for the next message
        decision = warned(decision, danger, facts)
        return _timed(decision, facts)
    decision = afterwards(decision, facts)
    if first:
        decision = _greeted(decision, facts)
    return _timed(decision, facts)


def _decided(talk: Talk, ticket: Ticket | None, event: Event, match: Outcome | None, facts: Facts) -> Decision:
    match event:
        case Started():
            return _started(talk, ticket, event.payload, facts)
        case Said():
            decision = _said(talk, ticket, event, match, facts)
            return Decision(talk=remembered(decision.talk, event), effects=decision.effects)
        case Pressed():
            return pressed(talk, ticket, event.choice, facts)
        case Reacted():
            return Decision(talk=talk, effects=(Settle(),))
        case AskedInPublic():
            return public.answered(talk, event, match, facts)
        case Arrived():
            return lead.arrived(talk, ticket, facts)
        case TicketChanged(change="replied"):
            return lead.replied(talk, ticket, event, facts)
        case TicketChanged(change="reminded"):
            return waiting.reminded(talk, ticket, facts)
        case TicketChanged():
            return lead.closed(talk, ticket, event, waiting.changed(talk, ticket, event), facts)
        case TimerRang():
            return _rang(talk, ticket, facts)
        case EventParked():
            return _parked(talk, facts)
        case Flooded():
            return Decision(talk=talk, effects=(Say(key="flooded"),))
        case FileRefused():
            return Decision(talk=talk, effects=(file_refused(event.why, event.name),))
        case DeliveryFailed():
            return Decision(talk=talk)
        case (
            MeasureSet() | MeasureProposed() | MeasureTurnedDown() | MeasureLifted() | ReviewDecided() | MeasureEnded()
        ):
            return Decision(talk=talk)  # `manners` sees to them
        case _:
            assert_never(event)


def _said(talk: Talk, ticket: Ticket | None, event: Said, match: Outcome | None, facts: Facts) -> Decision:
    if is_stale(talk, event):
        return Decision(talk=talk, effects=(Settle(),))
    decision = said(talk, ticket, event, match, facts)
    return replace(decision, talk=replace(decision.talk, album=event.album)) if event.album else decision


def _started(talk: Talk, ticket: Ticket | None, payload: str, facts: Facts) -> Decision:
    if ticket is not None and talk.phase is Phase.WITH_STAFF and not facts.general_only:
        name = ticket.owner.name if ticket.owner is not None else ""
        return Decision(talk=talk, effects=(Say(key="staff-is-here", args={"name": name}),))
    if (topic := topics.opened(talk, payload, facts)) is not None:
        return topic
    if not talk.greeted:
        return Decision(talk=talk)
    if ticket is not None and talk.phase in {Phase.WAITING, Phase.WITH_STAFF}:
        return waiting.status(talk, ticket, facts)
    return started(talk, facts)


def _rang(talk: Talk, ticket: Ticket | None, facts: Facts) -> Decision:
    if talk.timer_at is None or talk.timer_at > facts.now:
        return Decision(talk=talk)
    talk = replace(talk, timer_at=None)
    if (due := lead.rang(talk, ticket, facts)) is not None:
        return _timed(due, facts, reminded=talk.reminded)
    if talk.phase in {Phase.NEW, Phase.WAITING, Phase.WITH_STAFF}:
        return Decision(talk=talk)
    if talk.phase is Phase.RATING:
        return _ended(talk, rating.ended_as(ticket))
    if talk.phase in INTAKE:
        return _timed(intake.finished(talk, facts), facts)
    reminding = reminder(talk, facts)
    if reminding is None:
        return _ended(talk, End.ANSWERED if talk.entry else End.OTHER)
    if talk.reminded:
        return _ended(talk, End.NO_REACTION)
    return _timed(Decision(talk=replace(talk, reminded=True), effects=(reminding,)), facts, reminded=True)


def _ended(talk: Talk, end: End) -> Decision:
    return Decision(talk=rating.ended(talk), effects=(EndCase(end=end),))


def _parked(talk: Talk, facts: Facts) -> Decision:
    """A message could not be read by us three times: a person must see to it."""
    if talk.phase in {Phase.WAITING, Phase.WITH_STAFF}:
        return Decision(talk=talk, effects=(Forward(), Say(key="parked-in-handoff")))
    known = rating.ended(talk) if talk.phase is Phase.RATING else talk
    return intake.finished(known, facts, lead=Say(key="parked-apology"))


def _with_phase(talk: Talk, ticket: Ticket | None) -> Talk:
    """The phase as the ticket says it; an open one decides, a closed one leaves nobody waiting."""
    if ticket is None or not ticket.is_open:
        return replace(talk, phase=Phase.OPEN) if talk.phase in {Phase.WAITING, Phase.WITH_STAFF} else talk
    if ticket.owner is not None:
        return replace(talk, phase=Phase.WITH_STAFF)
    return talk if talk.phase is Phase.WITH_STAFF else replace(talk, phase=Phase.WAITING)


def _at_first_contact(talk: Talk, event: Event) -> Talk:
    """The language of the first contact: German, unless the citizen's device says English and the words do not."""
    if talk.phase is not Phase.NEW or not isinstance(event, Started | Said | Pressed):
        return talk
    english = event.lang_hint.lower().startswith("en") and not (
        isinstance(event, Said) and guess_language(event.text) == "de"
    )
    return replace(talk, phase=Phase.OPEN, lang="en" if english else talk.lang)


def _greeted(decision: Decision, facts: Facts) -> Decision:
    talk = decision.talk
    key = "greeting-general" if facts.general_only else "greeting"
    greeting = Say(key=key, args={"version": facts.netiquette}, buttons=buttons.greeting(talk.lang, talk.easy))
    # The version that is named here is what the citizen can be held to.
    known = next((e.conduct for e in reversed(decision.effects) if isinstance(e, Behaved)), facts.conduct)
    named = replace(known, netiquette=facts.netiquette)
    recorded = () if named == known else (Behaved(conduct=named),)
    return Decision(talk=replace(talk, greeted=True), effects=(greeting, *decision.effects, *recorded))


def _timed(decision: Decision, facts: Facts, *, reminded: bool = False) -> Decision:
    """The time of the next ring, counted from now; an ended case needs none."""
    wait = patience(decision.talk.phase)
    has_ended = any(isinstance(effect, EndCase) for effect in decision.effects)
    rings = (None if wait is None else facts.now + wait, lead.next_ring(decision.talk))
    timer_at = None if has_ended else min((at for at in rings if at is not None), default=None)
    return Decision(talk=replace(decision.talk, timer_at=timer_at, reminded=reminded), effects=decision.effects)
