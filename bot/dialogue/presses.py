"""What a pressed button comes to. One that is old or pressed twice gets a polite word and changes nothing. Pure."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue import answers, buttons, facets, intake, rating, reopening, waiting
from bot.dialogue.courtesy import courtesy, easy, normal, spoken
from bot.dialogue.effects import Decision, EndCase, Say
from bot.dialogue.facts import Facts
from bot.dialogue.pending import INTAKE, pending
from bot.dialogue.saying import cancelled
from bot.dialogue.talk import Asked, Phase, Talk
from bot.dialogue.wish import Wish
from handoff.ticket import Kind, Ticket

_COURTESIES = {"help": Wish.HELP, "netiquette": Wish.NETIQUETTE, "privacy": Wish.PRIVACY, "link": Wish.WEB_CHAT}
_ALWAYS = frozenset({"link", "netiquette", "privacy"})  # whoever has the case need not answer it
_ASKING = INTAKE | {Phase.INTAKE_SUBJECT}


def pressed(talk: Talk, ticket: Ticket | None, choice: str, facts: Facts) -> Decision:
    """A press, in any phase. Unknown choices (old versions, hostile browsers) get a polite word."""
    head, _, tail = choice.partition(":")
    if ticket is not None and talk.phase is Phase.WITH_STAFF and not facts.general_only and head not in _ALWAYS:
        return waiting.left(talk) if choice == "cancel" else Decision(talk=talk)
    if head == "reopen" and (ticket is None or not ticket.is_open):
        return reopening.pressed(talk, tail, facts)
    if head == "rate":
        return rating.rated(talk, ticket, int(tail)) if tail in {"1", "2", "3", "4", "5"} else _late(talk, facts)
    if (reply := _courtesy(talk, head, tail, facts)) is not None:
        return reply
    if ticket is not None and talk.phase in {Phase.WAITING, Phase.WITH_STAFF}:
        return waiting.pressed(replace(talk, asked=Asked.NOTHING), ticket, choice, facts)
    talk = replace(talk, asked=Asked.NOTHING)
    if talk.phase is Phase.RATING:
        return _in_rating(talk, ticket, choice, facts)
    return _pressed(talk, head, tail, facts)


def _courtesy(talk: Talk, head: str, tail: str, facts: Facts) -> Decision | None:
    if head == "lang":
        return spoken(talk, tail, facts)
    if head == "easy":
        return normal(talk, facts) if tail == "off" else easy(talk, facts)
    wish = _COURTESIES.get(head)
    return courtesy(talk, wish, facts) if wish is not None else None


def _in_rating(talk: Talk, ticket: Ticket | None, choice: str, facts: Facts) -> Decision:
    head, _, tail = choice.partition(":")
    match head:
        case "person" | "pick" | "h-":
            return _pressed(rating.ended(talk), head, tail, facts)
        case "h+":
            return answers.helped(talk, _entry(tail, facts))
        case "facet" if (part := facets.pressed(talk, tail, facts)) is not None:
            return part
        case "cancel":
            end = EndCase(end=rating.ended_as(ticket))
            return Decision(talk=rating.ended(talk), effects=(Say(key="thanks-reply"), end))
        case _:
            return _late(talk, facts)


def _pressed(talk: Talk, head: str, tail: str, facts: Facts) -> Decision:
    is_asking = talk.phase in _ASKING
    match head:
        case "person" | "yes" if talk.phase not in INTAKE:
            return intake.wanted(talk, facts)
        case "no" if talk.phase in {Phase.OFFERED, Phase.LED}:
            return answers.declined(talk)
        case "no" if is_asking:
            return intake.left(talk)
        case "none" if not is_asking and talk.phase is not Phase.OFFERED:
            return answers.none_of_these(talk)
        case "pick" if not is_asking:
            return answers.picked(talk, tail, facts)
        case "pick" if (entry := facts.entries.get(tail)) is not None:
            question = pending(talk, facts)
            return Decision(talk=talk, effects=(answers.answer_of(entry, talk), *([question] if question else [])))
        case "facet" if (part := facets.pressed(talk, tail, facts)) is not None:
            question = pending(talk, facts) if is_asking else None
            return replace(part, effects=(*part.effects, *([question] if question else [])))
        case "h+":
            return answers.helped(talk, _entry(tail or talk.entry, facts))
        case "h-" if not is_asking and not (talk.phase is Phase.OFFERED and tail in talk.judged):
            return answers.not_helped(talk, _entry(tail or talk.entry, facts))
        case "kind" if tail in set(Kind):
            return intake.kind_chosen(talk, Kind(tail), facts)
        case "dept" if talk.phase is Phase.INTAKE_DEPARTMENT:
            return intake.department_chosen(talk, tail, facts)
        case "place" if talk.phase is Phase.INTAKE_PLACE:
            return intake.place_skipped(talk, facts)
        case "status":
            return Decision(talk=talk, effects=(Say(key="status-none", buttons=buttons.ONLY_PERSON),))
        case "cancel":
            return cancelled(talk)
        case _:
            return _late(talk, facts)


def _entry(named: str, facts: Facts) -> str:
    """The entry a judgement is about; one that does not exist (a hostile browser's) must not get into the counters."""
    return named if named in facts.entries else ""


def _late(talk: Talk, facts: Facts) -> Decision:
    """The open question once more, or a word that this button's time is over."""
    question = pending(talk, facts)
    return Decision(talk=talk, effects=(question or Say(key="late-button", buttons=buttons.PERSON_OR_HELP),))
