"""What the town has put up, said where it concerns the citizen: the emergency banner, notices of offices. Pure.

Each is said once: the banner once to each citizen, a notice once in a talk.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from bot.dialogue.effects import Decision, Effect, OpenHandoff, Say, SayAnswer, SayFacets
from bot.dialogue.events import Event, Pressed, Said, Started
from bot.dialogue.facts import Facts
from bot.dialogue.talk import Talk
from handoff.board import Banner, DatedNotice, words_in

AT_FIRST: Final = 3
"""Notices at the first contact; the others come above what they concern."""
TOLD_KEPT: Final = 60


def with_posted(decision: Decision, event: Event, facts: Facts, *, first: bool) -> Decision:
    """The decision with what is put up. ``first``: it is the citizen's first contact."""
    talk, effects = decision.talk, list[Effect]()
    if first and isinstance(event, Started | Said | Pressed):
        talk = _tell(talk, facts.board.notices[:AT_FIRST], effects)
    for effect in decision.effects:
        talk = _tell(talk, _concerning(effect, facts), effects)
        effects.append(effect)
    return with_banner(Decision(talk=talk, effects=tuple(effects)), event, facts)


def with_banner(decision: Decision, event: Event, facts: Facts) -> Decision:
    """The decision with the emergency banner before all else. It passes whatever measure holds."""
    banner, talk = facts.board.banner, decision.talk
    if not isinstance(event, Started | Said | Pressed) or banner is None or facts.shows_banner:
        return decision
    if banner.id == talk.banner:
        return decision
    talk = replace(talk, banner=banner.id)
    return Decision(talk=talk, effects=(_raised(banner, talk), *decision.effects))


def _concerning(effect: Effect, facts: Facts) -> tuple[DatedNotice, ...]:
    match effect:
        case SayAnswer(entry=id) | SayFacets(entry=id):
            entry = facts.entries.get(id)
            return facts.board.of(entry.department, entry.office) if entry is not None else ()
        case OpenHandoff(department=department):
            return facts.board.of(facts.department(department).id)
        case _:
            return ()


def _tell(talk: Talk, notices: Iterable[DatedNotice], effects: list[Effect]) -> Talk:
    for notice in notices:
        if notice.id not in talk.told:
            talk = replace(talk, told=(*talk.told, notice.id)[-TOLD_KEPT:])
            args = {"about": words_in(notice.about, talk.lang), "text": words_in(notice.text, talk.lang)}
            effects.append(Say(key="notice", args=args))
    return talk


def _raised(banner: Banner, talk: Talk) -> Say:
    args = {"text": words_in(banner.text, talk.lang)}
    return Say(key="banner-more", args={**args, "url": banner.link}) if banner.link else Say(key="banner", args=args)
