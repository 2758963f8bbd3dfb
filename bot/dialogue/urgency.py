"""What is said first when somebody is in danger: whom to call. Said whoever has the case. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.dialogue import buttons
from bot.dialogue.effects import Count, Decision, Effect, Say, SayAnswer, Urgent
from bot.dialogue.events import Event, Said
from bot.dialogue.facts import Facts
from faq.emergency import Danger, emergency
from faq.outcome import NoMatch, Outcome, Suggest

QUIET: Final = timedelta(minutes=10)
"""How long the same is not said again."""

_KEYS: Final = {
    Danger.VIOLENCE: "emergency-police",
    Danger.CRIME: "emergency-police",
    Danger.MISSING: "emergency-police",
    Danger.DOMESTIC: "emergency-home",
    Danger.CHILD: "emergency-child",
    Danger.SUICIDE: "emergency-life",
}
_EMPTY_REPLIES: Final = frozenset({"junk", "help"})
_OFFERS: Final = frozenset({"offer-concern", "offer-no-match", "offer-again"})
"""Offers that speak of a question and of answers: not the words for somebody in danger."""


def danger_in(event: Event) -> Danger | None:
    """The danger that an event tells of."""
    found = emergency(event.text) if isinstance(event, Said) else None
    return found.danger if found is not None else None


def key_of(danger: Danger) -> str:
    """The text that names who helps."""
    return _KEYS.get(danger, "emergency-rescue")


def without_guesses(match: Outcome | None) -> Outcome | None:
    """What the FAQ may say to somebody in danger: an answer that is meant, but no list of guesses."""
    return NoMatch(candidates=match.candidates) if isinstance(match, Suggest) else match


def warned(decision: Decision, danger: Danger, facts: Facts) -> Decision:
    """The decision with the way to help before all else, unless the same was said a moment ago."""
    talk = decision.talk
    rest = tuple(_fitting(effect) for effect in decision.effects if getattr(effect, "key", "") not in _EMPTY_REPLIES)
    marked: tuple[Effect, ...] = (Urgent(danger=danger),)
    if talk.warned == danger and talk.warned_at is not None and facts.now - talk.warned_at < QUIET:
        return Decision(talk=talk, effects=(*marked, *rest))
    said = (Say(key=key_of(danger)), Count(outcome=f"emergency:{danger}"))
    return Decision(
        talk=replace(talk, warned=danger.value, warned_at=facts.now),
        effects=(*marked, *said, *rest),
    )


def _fitting(effect: Effect) -> Effect:
    """What else is said, in words for somebody in danger: no talk of missing answers, no wish to be judged."""
    match effect:
        case Say() if effect.key in _OFFERS:
            return replace(effect, key="emergency-offer")
        case SayAnswer():
            return replace(effect, buttons=buttons.ONLY_PERSON)
        case _:
            return effect
