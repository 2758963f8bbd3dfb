"""What is said first when somebody is in danger: whom to call. Said whoever has the case. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.dialogue import buttons
from bot.dialogue.effects import Count, Decision, Effect, Say, SayAnswer, Urgent
from bot.dialogue.events import Event, Said
from bot.dialogue.facts import Facts
from bot.dialogue.talk import Talk
from faq.emergency import Danger, emergency
from faq.outcome import NoMatch, Outcome, Suggest
from faq.text import guess_language

QUIET: Final = timedelta(minutes=10)
"""How long the same is not said again."""

_KEYS: Final = {
    Danger.VIOLENCE: "emergency-police",
    Danger.CRIME: "emergency-police",
    Danger.MISSING: "emergency-missing",
    Danger.DOMESTIC: "emergency-home",
    Danger.CHILD: "emergency-child",
    Danger.SUICIDE: "emergency-life",
}
_EMPTY_REPLIES: Final = frozenset({"junk", "help"})
OFFER: Final = "emergency-offer"
"""The offer of a person to somebody in danger."""
_FITTING: Final = {
    **dict.fromkeys(("offer-concern", "offer-no-match", "offer-again"), OFFER),
    "offer-declined": "emergency-declined",
}
"""What speaks of a question and of answers, which are not the words for somebody in danger, and what is said for it."""


def danger_in(event: Event) -> Danger | None:
    """The danger that an event tells of."""
    found = emergency(event.text) if isinstance(event, Said) else None
    return found.danger if found is not None else None


def in_its_language(talk: Talk, event: Event) -> Talk:
    """The talk in the language that somebody in danger writes, by a single word too; who has chosen one keeps it."""
    lang = guess_language(event.text, least=1) if isinstance(event, Said) else None
    if lang is None or talk.lang_chosen or lang == talk.lang:
        return talk
    return replace(talk, lang=lang, easy=talk.easy and lang == "de", foreign=0, foreign_lang="")


def key_of(danger: Danger) -> str:
    """The text that names who helps."""
    return _KEYS.get(danger, "emergency-rescue")


def is_lately_warned(talk: Talk, facts: Facts) -> bool:
    """Whether help was named a moment ago: what is said next is still about the danger, and needs no menu."""
    return bool(talk.warned) and talk.warned_at is not None and facts.now - talk.warned_at < QUIET


def without_guesses(match: Outcome | None) -> Outcome | None:
    """What the FAQ may say to somebody in danger: an answer that is meant, but no list of guesses."""
    return NoMatch(candidates=match.candidates) if isinstance(match, Suggest) else match


def warned(decision: Decision, danger: Danger, facts: Facts) -> Decision:
    """The decision with the way to help before all else, unless the same was said a moment ago."""
    talk = decision.talk
    rest = tuple(_fitting(effect) for effect in decision.effects if getattr(effect, "key", "") not in _EMPTY_REPLIES)
    marked: tuple[Effect, ...] = (Urgent(danger=danger),)
    if talk.warned == danger and is_lately_warned(talk, facts):
        return Decision(talk=talk, effects=(*marked, *rest))
    said = (Say(key=key_of(danger)), Count(outcome=f"emergency:{danger}"))
    return Decision(
        talk=replace(talk, warned=danger.value, warned_at=facts.now),
        effects=(*marked, *said, *rest),
    )


def afterwards(decision: Decision, facts: Facts) -> Decision:
    """The decision on what follows an emergency, for a while in the words for it."""
    if not is_lately_warned(decision.talk, facts):
        return decision
    return replace(decision, effects=tuple(map(_fitting, decision.effects)))


def _fitting(effect: Effect) -> Effect:
    """What else is said, in words for somebody in danger: no talk of missing answers, no wish to be judged."""
    match effect:
        case Say() if effect.key in _FITTING:
            return replace(effect, key=_FITTING[effect.key])
        case SayAnswer():
            return replace(effect, buttons=buttons.ONLY_PERSON)
        case _:
            return effect
