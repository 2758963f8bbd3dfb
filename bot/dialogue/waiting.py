"""The talk while a handoff is open: waiting for a person, and silent while one has it. Pure.

Nothing said here settles: the questions of an open handoff are settled by people.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.dialogue import buttons, facets
from bot.dialogue.answers import answer_of, meant_by
from bot.dialogue.commands import command
from bot.dialogue.courtesy import courtesy, spoken
from bot.dialogue.effects import Args, Count, Decision, Effect, EndCase, Forward, LeaveHandoff, Say, Settle
from bot.dialogue.events import Said, TicketChanged
from bot.dialogue.facts import Facts
from bot.dialogue.intake import department_name
from bot.dialogue.kinds import names_place
from bot.dialogue.link import leading, led, wanted
from bot.dialogue.moment import moment_in_words
from bot.dialogue.pending import ALBUM
from bot.dialogue.rating import ended, ended_as
from bot.dialogue.talk import Asked, Phase, Talk
from bot.dialogue.wishes import Wish, concern_in, recognise
from faq.asking import asked_facets
from faq.outcome import Answer, Outcome, Suggest
from handoff.ticket import End, Ticket, Turn

_ASKS_STATUS: Final = frozenset({Wish.STATUS, Wish.GREETING, Wish.ANYBODY_THERE, Wish.PERSON, Wish.START})
_COURTESIES: Final = frozenset(
    {
        *{Wish.THANKS, Wish.OKAY, Wish.HELP, Wish.NETIQUETTE, Wish.PRIVACY},
        *{Wish.ENGLISH, Wish.GERMAN, Wish.EASY, Wish.NORMAL, Wish.WEB_CHAT},
        *{Wish.WHO_ARE_YOU, Wish.GOODBYE, Wish.HOW_ARE_YOU, Wish.JOKE, Wish.AFFECTION, Wish.CHAT, Wish.TEST},
    }
)
QUIET: Final = timedelta(minutes=10)
LIKELY: Final = 0.5
"""Score from which on a suggestion is worth a waiting citizen's time."""
_FINAL: Final = frozenset({End.ABUSE, End.LEFT})
"""Ends after which only a new concern goes on."""
_UNRATED: Final = frozenset({End.ABUSE, End.UNREACHABLE, End.NO_REACTION, End.LEFT})


def with_staff(talk: Talk, event: Said, facts: Facts) -> Decision:
    """A person has it: all is passed on in silence. Only commands leave; plain words may be for the person."""
    match recognise(event.text) if command(event.text) else None:
        case Wish.CANCEL:
            return left(talk)
        case Wish.WEB_CHAT:
            way = wanted(talk, facts)
            return replace(way, effects=(Settle(), *way.effects))
        case (Wish.NETIQUETTE | Wish.PRIVACY) as wish if (reply := courtesy(talk, wish, facts)) is not None:
            return replace(reply, effects=(Settle(), *reply.effects))
        case _:
            return Decision(talk=talk, effects=(Forward(),))


def said(talk: Talk, ticket: Ticket, event: Said, match: Outcome | None, facts: Facts) -> Decision:
    """A message while the concern waits: passed on, acknowledged; what may help meanwhile is offered besides.

    Where only general information is given, a question with an answer is just that, whoever has the concern.
    """
    asked, talk = talk.asked, replace(talk, asked=Asked.NOTHING)
    wish = None if event.attachments else recognise(event.text)
    if asked is Asked.LANGUAGE and wish in {Wish.YES, Wish.OKAY}:
        return spoken(talk, talk.foreign_lang, facts)
    if asked is Asked.WITHDRAW and wish in {Wish.YES, Wish.NO, Wish.OKAY}:
        return kept(talk, facts) if wish is Wish.NO else left(talk)
    if wish is Wish.CANCEL:
        return left(talk)
    adds = wish is Wish.PERSON and bool(concern_in(event.text))  # "Can somebody call me, it is about …"
    if (wish in _ASKS_STATUS and not adds) or (wish is Wish.JUNK and "?" in event.text):
        return status(talk, ticket, facts)
    if wish is Wish.HELPED:
        return helped(talk)
    if wish in _COURTESIES and (reply := courtesy(talk, wish, facts)) is not None:
        return reply
    if facts.general_only and isinstance(match, Answer) and (meant := meant_by(match, facts)):
        answers = [replace(answer_of(facts.entries[entry], talk), buttons=(), settles=False) for entry in meant]
        last = replace(answers[-1], settles=True)
        return Decision(talk=talk, effects=(*answers[:-1], last, Count(outcome="answered", entry=meant[0])))
    effects: list[Effect] = [Forward()]
    if _due(talk, event, facts):
        if facts.general_only:
            talk = led(talk, facts)
            effects.append(leading("waiting-added-led", keys=buttons.LED))
        else:
            effects.append(Say(key="waiting-added", buttons=buttons.WAITING))
        talk = replace(talk, acknowledged_at=facts.now)
    # "Es ist Hausnummer 14" adds to the concern and asks for nothing.
    if wish is None and match is not None and not asked_facets(event.text) and not names_place(event.text):
        talk = _offer_entry(talk, match, facts, effects)
    return Decision(talk=talk, effects=tuple(effects))


def _due(talk: Talk, event: Said, facts: Facts) -> bool:
    """Whether to say that it has arrived: once in a while for words, for each file but not for each of an album."""
    if talk.acknowledged_at is None:
        return True
    return facts.now - talk.acknowledged_at >= (ALBUM if event.attachments else QUIET)


def _offer_entry(talk: Talk, match: Outcome, facts: Facts, effects: list[Effect]) -> Talk:
    """What may help meanwhile; the concern stays open."""
    match match:
        case Answer() if new := [entry for entry in meant_by(match, facts) if entry not in (talk.entry, *talk.also)]:
            effects += [answer_of(facts.entries[entry], talk, waiting=True) for entry in new]
            return replace(talk, entry=new[0], also=tuple(new[1:]))
        case Suggest(candidates=candidates) if candidates[0].score >= LIKELY:
            known = tuple(c.id for c in candidates[:3] if c.id in facts.entries)
            if known and known != talk.suggested:
                offered = buttons.suggestions(known, facts, talk.lang)
                effects.append(Say(key="waiting-suggestions", buttons=(*offered[:-1], (buttons.NONE_OF_THESE,))))
                return replace(talk, suggested=known)
        case _:
            pass
    return talk


def pressed(talk: Talk, ticket: Ticket, choice: str, facts: Facts) -> Decision:
    """A button while the concern waits; those of the way here only tell where it stands."""
    head, _, tail = choice.partition(":")
    match head:
        case "cancel":
            return left(talk)
        case "h+":
            return helped(talk)
        case "h-" | "keep" | "no" | "none":
            return kept(talk, facts)
        case "pick" if (entry := facts.entries.get(tail)) is not None:
            answer = answer_of(entry, talk, waiting=True)
            return Decision(talk=replace(talk, entry=entry.id), effects=(answer,))
        case "facet" if (part := facets.pressed(talk, tail, facts, settles=False)) is not None:
            return part
        case _:
            return status(talk, ticket, facts)


def status(talk: Talk, ticket: Ticket, facts: Facts) -> Decision:
    """Where the concern stands: place and minutes when there is ground for them, else the promised time."""
    if ticket.owner is not None:
        talk = led(talk, facts)
        return Decision(talk=talk, effects=(leading("staff-elsewhere", args={"receipt": ticket.receipt}),))
    department = facts.department(ticket.department)
    args = {
        "receipt": ticket.receipt,
        "department": department_name(department, talk.lang),
        "promise": moment_in_words(ticket.promised_by, facts.now, facts.timezone, talk.lang),
    }
    if ticket.promised_by < facts.now:
        say = Say(key="status-late", args=args, buttons=buttons.WAITING)
    elif (
        facts.place is not None
        and department.typical_wait is not None
        and department.open_now
        and department.on_duty > 0
    ):
        numbers = {"place": facts.place, "minutes": max(department.typical_wait, 1)}
        say = Say(key="status-place", args={**args, **numbers}, buttons=buttons.WAITING)
    else:
        say = Say(key="status-promise", args=args, buttons=buttons.WAITING)
    return Decision(talk=talk, effects=(say,))


def helped(talk: Talk) -> Decision:
    """The suggested entry has helped: the concern stays until the citizen says otherwise."""
    after = replace(talk, asked=Asked.WITHDRAW)
    return Decision(talk=after, effects=(Say(key="withdraw-ask", buttons=buttons.WITHDRAWAL),))


def kept(talk: Talk, facts: Facts) -> Decision:
    """The concern stays with us."""
    if facts.general_only:
        return Decision(talk=led(talk, facts), effects=(leading("waiting-kept-led", keys=buttons.LED),))
    return Decision(talk=talk, effects=(Say(key="waiting-kept", buttons=buttons.WAITING),))


def left(talk: Talk) -> Decision:
    """The citizen takes the concern back."""
    return Decision(
        talk=ended(talk), effects=(Settle(), LeaveHandoff(), Say(key="left", settles=True), EndCase(end=End.LEFT))
    )


def changed(talk: Talk, ticket: Ticket | None, event: TicketChanged) -> Decision:
    """What a staff member did, in words. What a later act has overtaken is not said any more."""
    is_open = ticket is not None and ticket.is_open
    match event.change:
        case "claimed" if is_open:
            after = replace(talk, phase=Phase.WITH_STAFF, asked=Asked.NOTHING, timer_at=None)
            return Decision(talk=after, effects=(Say(key="staff-takes-over", args={"name": event.name}),))
        case "handed_over" if is_open:
            after = replace(talk, phase=Phase.WITH_STAFF, asked=Asked.NOTHING, timer_at=None)
            return Decision(talk=after, effects=(Say(key="staff-hands-over", args={"name": event.name}),))
        case "reopened" if ticket is not None and ticket.is_open:
            after = replace(ended(talk), phase=Phase.WITH_STAFF)
            word = Say(key="staff-reopens", args={"name": event.name, "receipt": ticket.receipt})
            return Decision(talk=after, effects=(word,))
        case "released" if is_open:
            after = replace(talk, phase=Phase.WAITING, acknowledged_at=None, timer_at=None)
            return Decision(talk=after, effects=(Say(key="back-in-queue", buttons=buttons.WAITING),))
        case "closed" if ticket is not None and not ticket.is_open:
            return _closed(talk, ticket)
        case _:
            return Decision(talk=talk)


def reminded(talk: Talk, ticket: Ticket | None, facts: Facts) -> Decision:
    """We have waited for the citizen for long: said once, with what comes next."""
    if ticket is None or not ticket.is_open or ticket.turn is not Turn.CITIZEN:
        return Decision(talk=talk)
    args: Args = {"receipt": ticket.receipt, "days": facts.days_to_close}
    return Decision(talk=talk, effects=(Say(key="remind-turn", args=args),))


def _closed(talk: Talk, ticket: Ticket) -> Decision:
    """Whoever has turned to something new meanwhile stays there; the rating's buttons work at any time."""
    has_moved_on = talk.phase not in {Phase.WAITING, Phase.WITH_STAFF}
    end = ended_as(ticket)
    talk = replace(talk, past="" if end in _FINAL else ticket.receipt)
    again = () if end in _FINAL else buttons.reopen(ticket.receipt)
    if end not in _UNRATED:
        done = Say(key="staff-done", buttons=(*buttons.RATING, *again))
        return Decision(talk=talk if has_moved_on else replace(ended(talk), phase=Phase.RATING), effects=(done,))
    word = Say(key="ended-no-reaction" if end is End.NO_REACTION else "staff-ended", buttons=again)
    if has_moved_on:
        return Decision(talk=talk, effects=(word,))
    return Decision(talk=ended(talk), effects=(word, EndCase(end=end)))
