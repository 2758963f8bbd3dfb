"""Parts of the last answer: asked for by a button or a follow-up question. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.dialogue import buttons
from bot.dialogue.answers import begun, offered, with_more
from bot.dialogue.effects import Count, Decision, Effect, Say, SayFacets
from bot.dialogue.facts import EntryFacts, Facts
from bot.dialogue.pending import pending
from bot.dialogue.talk import Phase, Talk
from faq.facets import Facet
from faq.outcome import Answer, Outcome

IN_CONTEXT: Final = timedelta(hours=24)
"""How long after an answer a question without a topic is about it."""


def asked(talk: Talk, text: str, parts: tuple[Facet, ...], match: Outcome | None, facts: Facts) -> Decision | None:
    """A message that asks only for parts; None when it is better read as any other question."""
    if entries := _meant(talk, facts):
        return _told(talk, text, parts, entries, facts)
    if talk.phase is Phase.OFFERED or talk.misses > 0:
        after = replace(talk, question=with_more(talk.question, text), misses=talk.misses + 1)
        return offered(after, "offer-again", Count(outcome="no_match"))
    if (question := pending(talk, facts)) is not None:
        return Decision(talk=talk, effects=(question,))
    if isinstance(match, Answer):
        return None
    say = Say(key="facet-of-what", settles=True)
    return Decision(talk=replace(talk, question=begun(talk, text)), effects=(say, Count(outcome="facet_of_what")))


def pressed(talk: Talk, tail: str, facts: Facts, *, settles: bool = True) -> Decision | None:
    """A part's button; None when there is no such part."""
    name, _, named = tail.partition(":")
    entry = facts.entries.get(named or talk.entry)
    if entry is None or name not in entry.facets:
        return None
    say = _say(talk, entry, (Facet(name),), settles=settles)
    after = talk if entry.id == talk.entry else replace(talk, entry=entry.id, also=())
    return Decision(talk=replace(after, answered_at=facts.now), effects=(say, Count(outcome="facet", entry=entry.id)))


def _meant(talk: Talk, facts: Facts) -> list[EntryFacts]:
    """The entries of the last answer, if it is fresh and nothing else came between."""
    fresh = talk.answered_at is not None and facts.now - talk.answered_at <= IN_CONTEXT
    if not (fresh and talk.answered):
        return []
    return [entry for name in (talk.entry, *talk.also) if (entry := facts.entries.get(name)) is not None]


def _told(talk: Talk, text: str, parts: tuple[Facet, ...], entries: list[EntryFacts], facts: Facts) -> Decision:
    effects: list[Effect] = []
    missing = set(parts)
    for entry in entries:
        if there := tuple(part for part in parts if part in entry.facets):
            missing -= set(there)
            effects += [_say(talk, entry, there), Count(outcome="facet", entry=entry.id)]
    if missing:
        entry = entries[0]
        question = entry.questions.get(talk.lang) or entry.questions.get("de") or entry.id
        keys = buttons.whole_answer(entry.id)
        effects += [
            Say(key="facet-missing", args={"question": question}, buttons=keys, settles=True),
            Count(outcome="facet_missing", entry=entry.id),
        ]
    after = replace(
        talk, phase=Phase.OPEN, question=with_more(talk.question, text), answered_at=facts.now, reminded=False, junk=0
    )
    return Decision(talk=after, effects=tuple(effects))


def _say(talk: Talk, entry: EntryFacts, parts: tuple[Facet, ...], *, settles: bool = True) -> SayFacets:
    rest = (facet for facet in entry.facets if facet not in parts)
    keys = buttons.judgement(entry.id, rest) if settles else buttons.waiting_judgement(entry.id)
    return SayFacets(entry=entry.id, facets=parts, lang=talk.lang, buttons=keys, settles=settles)
