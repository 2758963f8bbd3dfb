"""What is said while a channel is off: where to turn to instead, and who helps in danger. Pure."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.effects import Decision, Effect, Say
from bot.dialogue.events import Event, Pressed, Said, Started
from bot.dialogue.facts import Facts
from bot.dialogue.talk import Phase, Talk
from bot.dialogue.texts import EMERGENCY_PREFIX
from bot.dialogue.urgency import danger_in, in_its_language, warned
from handoff.board import Switch


def held(talk: Talk, event: Event, off: Switch, facts: Facts, *, leads: bool) -> Decision:
    """The decision on an event that waits for its channel. ``leads``: the web chat is another way to us."""
    if not isinstance(event, Started | Said | Pressed):
        return Decision(talk=talk)
    danger = danger_in(event)
    if danger is not None:
        talk = in_its_language(talk, event)
    decision = told_off(talk, off, leads=leads)
    if danger is not None:
        decision = warned(decision, danger, facts)
    return replace(decision, effects=tuple(e for e in decision.effects if isinstance(e, Say)))


def told_off(talk: Talk, off: Switch, *, leads: bool) -> Decision:
    """The one sentence, once for each time that a channel is off."""
    if talk.off == off.id:
        return Decision(talk=talk)
    said = Say(key="channel-off" if leads else "channel-off-phone", leads=leads)
    return Decision(talk=replace(talk, off=off.id), effects=(said,))


def may_pass(effect: Effect) -> bool:
    """Whether it is said although the channel is off: whom to call in danger."""
    return isinstance(effect, Say) and effect.key.startswith(EMERGENCY_PREFIX)


def lang_of(talk: Talk, event: Event) -> str:
    """The language to say it in, before there was a first contact."""
    if talk.phase is not Phase.NEW or not isinstance(event, Started | Said | Pressed):
        return talk.lang
    return "en" if event.lang_hint.lower().startswith("en") else talk.lang
