"""Graded measures from the citizen's side: what is said of them, what still passes, how a review is asked for. Pure.

A real concern inside a rude message is served all the same. Whatever holds, these pass: emergencies, the rules of
conduct, the privacy notice, what the law lets everybody ask for, and the request that another person looks at it.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.dialogue import buttons, intake, mydata
from bot.dialogue.answers import with_more
from bot.dialogue.commands import command
from bot.dialogue.courtesy import courtesy
from bot.dialogue.effects import (
    Args,
    Behaved,
    Count,
    Decision,
    Effect,
    Forward,
    Offended,
    Say,
    Settle,
    TellLeads,
    Unheard,
)
from bot.dialogue.events import (
    Event,
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
    TimerRang,
)
from bot.dialogue.facts import Facts, Found
from bot.dialogue.moment import moment_in_words
from bot.dialogue.talk import Phase, Talk
from bot.dialogue.urgency import danger_in, warned
from bot.dialogue.wishes import Wish, recognise
from faq.offences import OwnWords, find_offences
from faq.text import normalise
from handoff import conduct as rules
from handoff.conduct import SILENT, Breach, Conduct, Imposed, Measure, Refused, Review
from handoff.ticket import Ticket, Turn

REPEATED: Final = "the same text again and again"
_ALWAYS: Final = frozenset(
    {Wish.NETIQUETTE, Wish.PRIVACY, Wish.ENGLISH, Wish.GERMAN, Wish.EASY, Wish.NORMAL}
)  # about the conversation itself: nobody has to read it
_ASKS: Final = frozenset({Wish.START, Wish.STATUS, Wish.HELP, Wish.ANYBODY_THERE})
_PRESSES: Final = frozenset({"netiquette", "privacy", "lang", "easy", "export", "erase"})
_SHORT: Final = 12
"""Characters of a text that anybody may say again and again ("ja", "danke")."""


def kept(talk: Talk, ticket: Ticket | None, event: Event, facts: Facts) -> Decision | None:
    """The decision where it is about measures themselves or one keeps the event off; None: everything as always."""
    match event:
        case MeasureSet():
            return _behaved(talk, rules.placed(facts.conduct, event.imposed), told(event.imposed, talk, facts))
        case MeasureProposed():
            return _behaved(talk, replace(facts.conduct, proposed=event.imposed))
        case MeasureTurnedDown():
            return _done(talk, rules.turn_down(facts.conduct, event.of))
        case MeasureLifted():
            return _done(talk, rules.lift(facts.conduct, event.of, facts.now), Say(key="measure-lifted"))
        case ReviewDecided():
            return _decided(talk, event, facts)
        case MeasureEnded():
            return _ended(talk, facts)
        case _:
            pass
    if _asks_review(talk, event, facts):
        return review_asked(talk, ticket, facts)
    held = facts.conduct.silenced(facts.now)
    if held is None or _in_danger(ticket):
        return None
    return _silenced(talk, ticket, event, held, facts)


def judged(decision: Decision, ticket: Ticket | None, event: Event, facts: Facts) -> Decision:
    """The decision on an event with what the machine says about the citizen's conduct, before all else."""
    conduct, imposed, marks = _judgement(decision.talk, ticket, event, facts)
    effects: list[Effect] = list(decision.effects)
    if imposed is not None:
        effects = [e for e in effects if not (isinstance(e, Say) and e.key == "rude")]  # it is said more plainly
        marks = (*marks, told(imposed, decision.talk, facts), Count(outcome=f"measure:{imposed.measure}"))
    if isinstance(event, Said):
        conduct = rules.answered_in_slow_mode(conduct, facts.now)
    if conduct != facts.conduct:
        marks = (*marks, Behaved(conduct=conduct))
    return Decision(talk=decision.talk, effects=(*marks, *effects))


def found_in(event: Event, conduct: Conduct, own: OwnWords, now: datetime) -> tuple[Conduct, Found | None]:
    """The gravest that is found in a message; and what is remembered of its text to know it again."""
    if not isinstance(event, Said):
        return conduct, None
    plain = normalise(event.text)
    too_often = False
    if len(plain) >= _SHORT and not event.attachments and recognise(event.text) is None:
        digest = hashlib.blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        conduct, too_often = rules.echoed(conduct, digest, now)
    for one in find_offences(event.text, own):
        return conduct, Found(breach=Breach(one.offence.value), severity=one.severity, rule=one.rule)
    return conduct, Found(breach=Breach.SPAM, severity=1, rule=REPEATED) if too_often else None


def bundled(event: Event) -> bool:
    """Whether a message may wait for the next answer in slow mode, and be answered with its neighbours as one."""
    if not isinstance(event, Said) or event.edit_of or event.attachments or command(event.text):
        return False
    return danger_in(event) is None and recognise(event.text) is not Wish.REVIEW


def is_answered(ticket: Ticket | None) -> bool:
    """Whether a concern is open and being answered: somebody has it, or it is our turn."""
    return ticket is not None and ticket.is_open and (ticket.owner is not None or ticket.turn is Turn.OURS)


# -- what is said


def told(imposed: Imposed, talk: Talk, facts: Facts) -> Say:
    """What, why, how long, and how to have it looked at."""
    args: Args = {"why": imposed.breach.value, "reason": imposed.reason, "given": "yes" if imposed.reason else "no"}
    if imposed.until is not None:
        args = {**args, "until": moment_in_words(imposed.until, facts.now, facts.timezone, talk.lang)}
    keys = ((buttons.PERSON,), *buttons.ONLY_REVIEW) if imposed.measure not in SILENT else buttons.ONLY_REVIEW
    return Say(key=f"measure-{imposed.measure}", args=args, buttons=keys)


def review_asked(talk: Talk, ticket: Ticket | None, facts: Facts) -> Decision:
    """The citizen asks that another person looks at the last measure."""
    conduct, imposed = facts.conduct, facts.conduct.imposed
    department = _reviewers(talk, ticket, facts)
    due = facts.department(department).promise
    asked = Review(
        id=facts.receipt,
        measure=imposed.id if imposed is not None else "",
        department=department,
        asked_at=facts.now,
        due=due,
    )
    match rules.ask_review(conduct, asked):
        case Conduct() as after:
            args: Args = {"receipt": asked.id, "promise": moment_in_words(due, facts.now, facts.timezone, talk.lang)}
            said = Say(key="review-asked", args=args)
            tell = TellLeads(about="review", department=department)
            return _behaved(talk, after, Settle(), said, tell, Count(outcome="review_asked"))
        case Refused.ASKED_ALREADY if conduct.review is not None:
            said = Say(key="review-asked-already", args={"receipt": conduct.review.id})
        case Refused.DECIDED_ALREADY:
            said = Say(key="review-had")
        case _:
            said = Say(key="review-nothing", buttons=buttons.ONLY_PERSON)
    return Decision(talk=talk, effects=(Settle(), said))


def _decided(talk: Talk, event: ReviewDecided, facts: Facts) -> Decision:
    decision = rules.decide_review(
        facts.conduct, event.of, event.by, upheld=event.upheld, words=event.words, now=facts.now
    )
    key = "review-upheld" if event.upheld else "review-lifted"
    said = Say(key=key, args={"receipt": event.of, "name": event.name, "words": event.words})
    return _done(talk, decision, said, Count(outcome=f"review:{'upheld' if event.upheld else 'lifted'}"))


def _ended(talk: Talk, facts: Facts) -> Decision:
    conduct, ended = rules.passed(facts.conduct, facts.now)
    if ended is None:
        return Decision(talk=talk)
    return _behaved(talk, conduct, *((Say(key="measure-ended"),) if ended.measure in SILENT else ()))


# -- while nobody answers


def _silenced(talk: Talk, ticket: Ticket | None, event: Event, held: Imposed, facts: Facts) -> Decision | None:
    match event:
        case Said() if (danger := danger_in(event)) is not None:
            if ticket is not None and ticket.is_open:
                return warned(Decision(talk=talk, effects=(Forward(),)), danger, facts)
            talk = replace(talk, question=with_more(talk.question, event.text), warned=danger.value, warned_at=None)
            return warned(intake.finished(talk, facts), danger, facts)
        case Said():
            return _said(talk, ticket, event, held, facts)
        case Pressed():
            head = event.choice.partition(":")[0]
            return None if head in _PRESSES else Decision(talk=talk, effects=(Settle(), Unheard(kept=False)))
        case Started():
            return Decision(talk=talk, effects=(Settle(), told(held, talk, facts)))
        case TimerRang():  # who may not answer is not reminded, nor taken for silent
            return Decision(talk=replace(talk, timer_at=held.until))
        case Reacted() | Flooded() | FileRefused():
            return Decision(talk=talk, effects=(Settle(), Unheard(kept=False)))
        case _:
            return None


def _said(talk: Talk, ticket: Ticket | None, event: Said, held: Imposed, facts: Facts) -> Decision | None:
    name, wish = command(event.text), recognise(event.text)
    if wish in mydata.WISHES:
        return mydata.wished(talk, wish, facts)
    if name and wish is Wish.CANCEL and not event.attachments:  # a photo with it is meant for somebody
        return None
    if wish in _ALWAYS and (reply := courtesy(talk, wish, facts)) is not None:
        return replace(reply, effects=(Settle(), *reply.effects))
    if wish in _ASKS:
        return Decision(talk=talk, effects=(Settle(), told(held, talk, facts)))
    conduct, _, marks = _judgement(talk, ticket, event, facts)
    # A threat is evidence: it is kept whatever holds.
    threat = facts.found is not None and facts.found.breach is Breach.THREAT
    effects: list[Effect] = [Settle(), *marks, Unheard(kept=held.measure is Measure.MUTE or threat)]
    if not held.told and conduct.imposed is not None:
        conduct = replace(conduct, imposed=replace(conduct.imposed, told=True))
        until = moment_in_words(held.until or facts.now, facts.now, facts.timezone, talk.lang)
        effects.append(Say(key=f"measure-unheard-{held.measure}", args={"until": until}, buttons=buttons.ONLY_REVIEW))
    if conduct != facts.conduct:
        effects.append(Behaved(conduct=conduct))
    return Decision(talk=talk, effects=tuple(effects))


def _in_danger(ticket: Ticket | None) -> bool:
    """Whether the citizen has told of a danger and people see to it: then nothing keeps them off."""
    return ticket is not None and ticket.is_open and bool(ticket.urgent)


# -- what the machine makes of it


def _judgement(
    talk: Talk, ticket: Ticket | None, event: Event, facts: Facts
) -> tuple[Conduct, Imposed | None, tuple[Effect, ...]]:
    """What is remembered, what is imposed, and what is marked and told because of an event."""
    conduct = rules.remembering(facts.conduct, facts.terms, facts.now)
    answered = is_answered(ticket)
    if isinstance(event, Flooded):
        return *rules.flooded(conduct, facts.terms, facts.now, id=event.id, answered=answered), ()
    if not isinstance(event, Said):
        return conduct, None, ()
    found = facts.found
    is_threat = found is not None and found.breach is Breach.THREAT
    if not is_threat and (danger_in(event) is not None or event.edit_of):
        return conduct, None, ()  # who is in danger may swear; who mends a message is not judged a second time
    if found is None:
        return conduct, None, ()
    marks: tuple[Effect, ...] = (
        Offended(breach=found.breach, rule=found.rule),
        Count(outcome=f"offence:{found.breach}"),
    )
    if is_threat:
        marks = (*marks, TellLeads(about="threat", department=_reviewers(talk, ticket, facts)))
    conduct, imposed = rules.offended(
        conduct, found.breach, found.severity, facts.terms, facts.now, id=event.id, answered=answered
    )
    return conduct, imposed, marks


def _asks_review(talk: Talk, event: Event, facts: Facts) -> bool:
    if isinstance(event, Pressed):
        return event.choice == "review"
    if not isinstance(event, Said) or recognise(event.text) is not Wish.REVIEW:
        return False
    # Plain words may be meant for the person who has the case.
    heard = talk.phase is Phase.WITH_STAFF and facts.conduct.silenced(facts.now) is None
    return bool(command(event.text)) or not heard


def _reviewers(talk: Talk, ticket: Ticket | None, facts: Facts) -> str:
    """The department whose leads see to it: the one the town has named, that of the concern, the front office."""
    named = facts.reviewers or (ticket.department if ticket is not None and ticket.is_open else "")
    return facts.department(named or intake.told_department(talk, facts) or facts.front_office).id


def _behaved(talk: Talk, conduct: Conduct, *effects: Effect) -> Decision:
    return Decision(talk=talk, effects=(*effects, Behaved(conduct=conduct)))


def _done(talk: Talk, result: Conduct | Refused, *effects: Effect) -> Decision:
    """What people decided, unless it was overtaken meanwhile."""
    return _behaved(talk, result, *effects) if isinstance(result, Conduct) else Decision(talk=talk)
