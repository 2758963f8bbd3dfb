"""Which entry a question means, and whether that is sure enough to answer. Pure: one release in, outcomes out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from faq.deciding import LEAST_SHARE, SUGGESTED, Judgement, judge
from faq.entry import GERMAN, Entry, Release
from faq.knowledge import Knowledge, standard_knowledge, with_lexicon
from faq.outcome import Answer, Candidate, NoMatch, Outcome, Suggest
from faq.ranking import Place, Ranker, Ranking
from faq.reasons import reasons
from faq.sentences import concerns
from faq.smalltalk import small_talk

MAX_SUGGESTIONS = 3
MAX_RANKED = 10
MOST_LETTERS = 4_096
"""What stands behind so many letters of a message is not read."""
SMALL_TALK = "Plauderei: wird nie aus den Einträgen beantwortet."
SEVERAL = "Mehrere Anliegen: jedes für sich gefunden; was sicher ist, wird beantwortet, sonst wird gefragt."
LIKELY = 0.3
"""A second concern that is not sure but so probable is asked about."""


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Why a text came to its outcome; `lines` are for the terminal, in German."""

    outcome: Outcome
    lines: tuple[str, ...]


class Matcher:
    """Matches on one release for as long as it lives; safe to share between threads that only match."""

    def __init__(self, release: Release, knowledge: Knowledge | None = None) -> None:
        self._entries = {entry.id: entry for entry in release.entries}
        self._knowledge = with_lexicon(knowledge or standard_knowledge(), release.lexicon)
        self._ranker = Ranker(release, self._knowledge)
        self._day: tuple[date | None, frozenset[str]] = None, frozenset()

    def match(self, text: str, *, lang: str, on: date) -> Outcome:
        """The outcome of a text for a citizen of that language on that day (the town's local date). Never raises."""
        text = text[:MOST_LETTERS]
        whole = self._match(text, lang, on)
        return _together(whole, [self._match(part, lang, on) for part in concerns(text)])

    def rank(self, text: str, *, lang: str, on: date) -> tuple[Candidate, ...]:
        """The entries that may be meant, best first, at most ten, without deciding anything. Never raises."""
        ranking = self._rank(text[:MOST_LETTERS], lang, on)
        return self._candidates(ranking, self._judge(ranking), lang, MAX_RANKED)

    def explain(self, text: str, *, lang: str, on: date) -> Explanation:
        """The same outcome with its reasons."""
        ranking = self._rank(text[:MOST_LETTERS], lang, on)
        judgement = self._judge(ranking)
        single = self._decide(ranking, judgement, lang)
        outcome = self.match(text, lang=lang, on=on)
        names = self._knowledge.concerns.ids if self._knowledge.concerns else []
        lines = reasons(ranking, judgement, single, names)
        if outcome != single:
            lines.append(SMALL_TALK if isinstance(outcome, NoMatch) else SEVERAL)
        return Explanation(outcome=outcome, lines=tuple(lines))

    def _match(self, text: str, lang: str, on: date) -> Outcome:
        ranking = self._rank(text, lang, on)
        outcome = self._decide(ranking, self._judge(ranking), lang)
        if isinstance(outcome, NoMatch) or ranking.places[0].exact or small_talk(text) is None:
            return outcome
        return NoMatch(candidates=outcome.candidates)

    def _rank(self, text: str, lang: str, on: date) -> Ranking:
        return self._ranker.rank(text, lang, self._wanted(on))

    def _wanted(self, on: date) -> frozenset[str]:
        """What citizens may be answered on a day: for the day that is, found once."""
        day, wanted = self._day
        if day != on:
            wanted = frozenset(id_ for id_, entry in self._entries.items() if entry.for_citizens(on))
            self._day = on, wanted  # at once, for other threads
        return wanted

    def _judge(self, ranking: Ranking) -> Judgement | None:
        return judge(ranking, self._ranker.phrasings) if ranking.places else None

    def _decide(self, ranking: Ranking, judgement: Judgement | None, lang: str) -> Outcome:
        if judgement is None:
            return NoMatch()
        candidates = self._candidates(ranking, judgement, lang, MAX_SUGGESTIONS)
        exact = [place for place in ranking.places if place.exact]
        if len(exact) == 1 and candidates and exact[0].id == candidates[0].id:
            return Answer(best=candidates[0], candidates=candidates)
        if judgement.is_empty:
            return NoMatch(candidates=candidates)
        if judgement.is_sure:
            return Answer(best=candidates[0], candidates=candidates)
        near = tuple(one for one in candidates if one.score >= LEAST_SHARE)
        if near and (judgement.among >= SUGGESTED or exact):
            return Suggest(candidates=near)
        return NoMatch(candidates=candidates)

    def _candidates(self, ranking: Ranking, judgement: Judgement | None, lang: str, most: int) -> tuple[Candidate, ...]:
        if judgement is None:
            return ()
        pairs = list(zip(ranking.places, ranking.shares, strict=True))[:most]
        return tuple(_candidate(self._entries[place.id], place, share, judgement, lang) for place, share in pairs)


def _together(whole: Outcome, parts: Sequence[Outcome]) -> Outcome:
    """The outcome of a message of several concerns: all answered, or where one is not sure, asked."""
    sure = {part.best.id: part for part in parts if isinstance(part, Answer)}
    says_the_very_words = isinstance(whole, Answer) and whole.best.score == 1.0
    if not sure or says_the_very_words:
        return whole
    first, *others = sure.values()
    if others:
        return replace(first, also=tuple(other.best for other in others))
    likely = [part.candidates[0] for part in parts if isinstance(part, Suggest)]
    likely = list({one.id: one for one in likely if one.score >= LIKELY and one.id != first.best.id}.values())
    return Suggest(candidates=(first.best, *likely)[:MAX_SUGGESTIONS]) if likely else whole


def _candidate(entry: Entry, place: Place, share: float, judgement: Judgement, lang: str) -> Candidate:
    score = 1.0 if place.exact else min(share / judgement.evidence["share"] * judgement.right, 0.99)
    return Candidate(id=entry.id, question=_question(entry, lang), score=score)


def _question(entry: Entry, lang: str) -> str:
    return entry.question.get(lang) or entry.question.get(GERMAN) or next(iter(entry.question.values()))
