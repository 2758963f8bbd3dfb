"""Answers, suggestions and the offer of a person: what a question comes to while the bot listens. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, assert_never

from bot.dialogue import buttons
from bot.dialogue.effects import Count, Decision, Effect, Say, SayAnswer
from bot.dialogue.facts import EntryFacts, Facts
from bot.dialogue.kinds import kind_in, names_place
from bot.dialogue.talk import Phase, Talk
from faq.outcome import Answer, NoMatch, Outcome, Suggest
from faq.text import tokens
from handoff.ticket import Kind

MAX_SUBJECT: Final = 2000
"""Characters of a concern's summary; the transcript has the rest."""
MAX_JUDGED: Final = 20
MISSES_BEFORE_OFFER: Final = 2
WHOLE_SENTENCE: Final = 3
"""Words from which on a message stands for itself; the transcript has what was said before."""


def answered_question(talk: Talk, text: str, outcome: Outcome, facts: Facts) -> Decision:
    """A question in own words, with what the matcher made of it."""
    if _is_more(talk, text, outcome, facts):
        return _taken_down(talk, text)
    follows = talk.phase is Phase.OFFERED or talk.misses > 0 or bool(talk.suggested)
    if not follows and (talk.question or talk.department or talk.place or talk.kind):
        talk = without_concern(talk)
    asked = _asking(talk, text)
    match outcome:
        case Answer() if meant := meant_by(outcome, facts):
            decision = _given_all(replace(asked, question=begun(talk, text), kind=None), meant, facts)
            return _also_offered(decision, kind_in(text))
        case Answer() | NoMatch():
            kind = kind_in(text)
            missed = replace(asked, answered=False, misses=talk.misses + 1, kind=kind or asked.kind)
            key = "offer-concern" if kind else "offer-no-match" if talk.misses == 0 else "offer-again"
            return offered(missed, key, Count(outcome="no_match"))
        case Suggest(candidates=candidates):
            known = tuple(c.id for c in candidates[:3] if c.id in facts.entries)
            return _suggested(asked, known, facts, again=bool(talk.suggested))
        case _:
            assert_never(outcome)


def _also_offered(decision: Decision, kind: Kind | None) -> Decision:
    """An answer does not take a report or complaint down: whoever states one is offered that, too."""
    if kind is None:
        return decision
    # The entry tells how to complain or object, not whom it concerns: only the place of a defect's entry is its own.
    department = decision.talk.department if kind is Kind.DEFECT else ""
    offer = offered(replace(decision.talk, kind=kind, department=department), "offer-concern")
    return Decision(talk=offer.talk, effects=(*decision.effects, *offer.effects))


def _is_more(talk: Talk, text: str, outcome: Outcome, facts: Facts) -> bool:
    """Whether it goes on with what was just answered: where the defect is, or what leads to the same entry again."""
    if not talk.question or not talk.entry or isinstance(outcome, Answer):
        return False
    if kind_in(talk.question) is Kind.DEFECT and names_place(text):
        return True
    again = [candidate.id for candidate in outcome.candidates[:3] if candidate.id in facts.entries]
    same = again[:1] == [talk.entry] and (len(again) == 1 or kind_in(talk.question) is not None)
    return isinstance(outcome, Suggest) and talk.answered and same


def _taken_down(talk: Talk, text: str) -> Decision:
    """Both messages are one concern, for a person: the FAQ has said what it can."""
    kind = kind_in(text) or kind_in(talk.question)
    more = replace(
        talk,
        question=with_more(talk.question, text),
        kind=kind,
        place=with_more(talk.place, text) if kind is Kind.DEFECT and names_place(text) else talk.place,
        answered=False,
        misses=talk.misses + 1,
        junk=0,
    )
    return offered(more, "offer-concern" if kind else "offer-no-match", Count(outcome="no_match"))


def _asking(talk: Talk, text: str) -> Talk:
    """The talk with its concern: what follows a miss adds to it, one after an answer or suggestions is new."""
    whole = is_whole(text)
    question = begun(talk, text) if whole and talk.answered else with_more(talk.question, text)
    department = "" if whole else talk.department
    return replace(talk, question=question, department=department, phase=Phase.OPEN, junk=0)


def _suggested(talk: Talk, known: tuple[str, ...], facts: Facts, *, again: bool) -> Decision:
    if not known:
        return offered(replace(talk, misses=talk.misses + 1), "offer-no-match", Count(outcome="no_match"))
    misses = talk.misses + again
    offers = misses >= MISSES_BEFORE_OFFER
    # Suggestions are guesses: they tell a department only when all of them lie there.
    departments = {facts.entries[entry].department for entry in known}
    department = departments.pop() if len(departments) == 1 and len(known) > 1 else ""
    asked = replace(talk, answered=True, suggested=known, entry="", also=(), misses=misses, department=department)
    say = Say(
        key="suggest-or-person" if offers else "suggest",
        buttons=buttons.suggestions(known, facts, talk.lang),
        settles=True,
    )
    return Decision(talk=asked, effects=(say, Count(outcome="suggested")))


def given(talk: Talk, entry_id: str, facts: Facts, *counts: Count) -> Decision:
    """The entry's answer; an entry that no longer exists leads to the offer of a person."""
    entry = facts.entries.get(entry_id)
    if entry is None:
        return offered(talk, "offer-entry-gone")
    after = replace(
        talk,
        phase=Phase.OPEN,
        answered=True,
        entry=entry.id,
        also=(),
        answered_at=facts.now,
        suggested=(),
        misses=0,
        department=entry.department,
        reminded=False,
    )
    return Decision(talk=after, effects=(answer_of(entry, talk), *counts))


def meant_by(answer: Answer, facts: Facts) -> tuple[str, ...]:
    """The entries that an answer means, best first, each once; none when the best one is not to be given."""
    if answer.best.id not in facts.entries:
        return ()
    found = (candidate.id for candidate in (answer.best, *answer.also) if candidate.id in facts.entries)
    return tuple(dict.fromkeys(found))


def _given_all(talk: Talk, meant: tuple[str, ...], facts: Facts) -> Decision:
    """One answer for each concern of the message. The last one settles it: until then it is not answered whole."""
    best, *others = meant
    decision = given(talk, best, facts, Count(outcome="answered", entry=best))
    if not others:
        return decision
    answers = [answer_of(facts.entries[entry], talk) for entry in meant]
    said = tuple(replace(answer, settles=at == len(answers)) for at, answer in enumerate(answers, start=1))
    counts = tuple(Count(outcome="answered_also", entry=entry) for entry in others)
    departments = {facts.entries[entry].department for entry in meant}
    after = replace(
        decision.talk,
        also=tuple(others),
        department=departments.pop() if len(departments) == 1 else "",
    )
    return Decision(talk=after, effects=(*said, Count(outcome="answered", entry=best), *counts))


def answer_of(entry: EntryFacts, talk: Talk, *, waiting: bool = False) -> SayAnswer:
    """The effect that gives an answer. ``waiting``: only as a suggestion, which settles nothing."""
    lead = "waiting-suggestion" if waiting else ""
    if talk.lang not in entry.langs and talk.lang != "de":
        lead = f"{lead}-fallback" if lead else "fallback-note"
    elif talk.easy and not entry.easy:
        lead = f"{lead}-easy" if lead else "easy-missing"
    return SayAnswer(
        entry=entry.id,
        lang=talk.lang,
        easy=talk.easy and entry.easy and talk.lang == "de",
        lead=lead,
        buttons=buttons.waiting_judgement(entry.id) if waiting else buttons.judgement(entry.id, entry.facets),
        settles=not waiting,
    )


def picked(talk: Talk, entry_id: str, facts: Facts) -> Decision:
    """One of the suggestions was meant."""
    return given(talk, entry_id, facts, Count(outcome="picked", entry=entry_id))


def offered(talk: Talk, key: str, *effects: Effect) -> Decision:
    """The offer of a person, with phone and counter named in its text."""
    after = replace(talk, phase=Phase.OFFERED, suggested=(), reminded=False)
    return Decision(talk=after, effects=(Say(key=key, buttons=buttons.OFFER, settles=True), *effects))


def declined(talk: Talk) -> Decision:
    """No person is wanted; the concern is dropped, the bot listens."""
    after = replace(without_concern(talk), phase=Phase.OPEN, answered=False, suggested=(), misses=0)
    return Decision(talk=after, effects=(Say(key="offer-declined"), Count(outcome="declined")))


def helped(talk: Talk, entry_id: str) -> Decision:
    """The answer has helped; said twice, it counts once."""
    said = Say(key="glad")
    if not entry_id or entry_id in talk.judged:
        return Decision(talk=talk, effects=(said,))
    after = _judged(talk, entry_id)
    if talk.phase is Phase.OPEN and entry_id == talk.entry:
        after = without_concern(after)
    return Decision(talk=after, effects=(said, Count(outcome="confirmed", entry=entry_id)))


def not_helped(talk: Talk, entry_id: str) -> Decision:
    """The answer has not helped: a person is offered."""
    counts = (Count(outcome="contradicted", entry=entry_id),) if entry_id and entry_id not in talk.judged else ()
    judged = _judged(talk, entry_id) if entry_id else talk
    return offered(replace(judged, answered=False), "offer-not-helped", *counts)


def none_of_these(talk: Talk) -> Decision:
    """No suggestion fits: a person is offered."""
    return offered(replace(talk, misses=talk.misses + 1, department=""), "offer-none")


def is_whole(text: str) -> bool:
    """Whether a message stands for itself, without what was said before."""
    return len(tokens(text)) >= WHOLE_SENTENCE


def without_concern(talk: Talk) -> Talk:
    """The talk with nothing on the table. What somebody in danger said stays until people have it."""
    return replace(talk, question=talk.question if talk.warned else "", department="", place="", kind=None)


def begun(talk: Talk, text: str) -> str:
    """Another concern, which begins with this message."""
    return with_more(without_concern(talk).question, text)


def with_more(question: str, text: str) -> str:
    """The concern with one more message; too long, its beginning stays."""
    return "\n".join(part for part in (question, text.strip()) if part)[:MAX_SUBJECT]


def _judged(talk: Talk, entry_id: str) -> Talk:
    return replace(talk, judged=(*talk.judged, entry_id)[-MAX_JUDGED:])
