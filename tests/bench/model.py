"""All numbers of the matcher as one value: fitted on ranked sets, and put in the place of those that are shipped."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from faq.deciding import EVIDENCE, Judgement, judge, weigh
from faq.entry import GERMAN
from faq.evaluate import Query, QuestionSet
from faq.matcher import Matcher
from faq.ragged import Floats
from faq.ranking import TERMS, Ranking
from faq.weights import ANSWER, RANK, SUGGEST, Judge
from tests.bench.logits import Choice, Marks, fit_judge, fit_rank

ENGLISH = "en"
THREE = 3
TAUGHT = TERMS.index("taught")
LEXICAL = [TERMS.index("lexicon"), TERMS.index("rival")]


@dataclass(frozen=True, kw_only=True)
class Model:
    """`rank` by language and whether the classifier is trained, `answer` and `suggest`: as in `faq.weights`."""

    rank: Mapping[tuple[str, bool], Floats]
    answer: Judge
    suggest: Judge


SHIPPED = Model(rank=RANK, answer=ANSWER, suggest=SUGGEST)


class Refitted(Matcher):
    """The matcher with other numbers; ranks a text once, however often the numbers change.

    The candidates are those that the shipped numbers keep.
    """

    def __init__(self, release_set: QuestionSet) -> None:
        super().__init__(release_set.release)
        self.model = SHIPPED
        self._known: dict[str, Ranking] = {}

    def ranking(self, query: Query, on: date) -> Ranking:
        """The candidates for a question by the present model."""
        return self._rank(query.text, query.lang, on)

    def evidence(self, ranking: Ranking) -> Floats:
        """The evidence for the first candidate, in the order of EVIDENCE."""
        found = weigh(ranking, self._ranker.phrasings)
        return np.array([found[name] for name in EVIDENCE], np.float64)

    def _rank(self, text: str, lang: str, on: date) -> Ranking:
        if text not in self._known:
            self._known[text] = super()._rank(text, lang, on)
        return rescored(self._known[text], self.model)

    def _judge(self, ranking: Ranking) -> Judgement | None:
        if not ranking.places:
            return None
        return judge(ranking, self._ranker.phrasings, answer=self.model.answer, suggest=self.model.suggest)


@dataclass(frozen=True, kw_only=True)
class RankedSet:
    """Some questions of a set with the matcher that has ranked them. `lang` is that of the weights: "de" or "en"."""

    name: str
    lang: str
    on: date
    matcher: Refitted
    queries: tuple[Query, ...] = field(repr=False)

    @property
    def is_noisy(self) -> bool:
        """Whether its questions were derived from those of another set."""
        return any(query.base != query.id for query in self.queries)

    def rankings(self, model: Model) -> Iterator[tuple[Query, Ranking]]:
        """Each question with its candidates in the order of that model."""
        self.matcher.model = model
        for query in self.queries:
            yield query, self.matcher.ranking(query, self.on)


def rescored(ranking: Ranking, model: Model) -> Ranking:
    """The candidates in the order of another model; what the shipped score has beside the terms stays."""
    if model is SHIPPED or not ranking.places:
        return ranking
    taught = any(place.terms[TAUGHT] for place in ranking.places)
    places = []
    for place in ranking.places:
        key = place.lang if place.lang == GERMAN else ENGLISH, taught
        places.append(place._replace(score=place.score + float(np.dot(place.terms, model.rank[key] - RANK[key]))))
    return replace(ranking, places=tuple(sorted(places, key=lambda place: (not place.exact, -place.score, place.id))))


def fit_model(sets: Sequence[RankedSet]) -> Model:
    """Fitted on these sets; a language without a set keeps what is shipped. Exact matches are no case for a judgement.

    What the lexicon counts in English is taken from German: no English set is of the lexicon's matters.
    """
    rank = dict(RANK)
    langs = {one.lang for one in sets}
    for lang in sorted(langs):
        choices = [_choices(one) for one in sets if one.lang == lang]
        rank[lang, True] = fit_rank(choices)
        rank[lang, False] = fit_rank(choices, without=[TAUGHT])
    for taught in (True, False):
        if {GERMAN, ENGLISH} <= langs:
            rank[ENGLISH, taught][LEXICAL] = rank[GERMAN, taught][LEXICAL]
    cases = [_cases(one, Model(rank=rank, answer=ANSWER, suggest=SUGGEST)) for one in sets]
    return Model(
        rank=rank,
        answer=fit_judge([(evidence, right) for evidence, right, _ in cases]),
        suggest=fit_judge([(evidence, among) for evidence, _, among in cases]),
    )


def _choices(one: RankedSet) -> list[Choice]:
    return [
        Choice(
            terms=np.array([place.terms for place in ranking.places], np.float64),
            right=np.array([place.id in query.gold for place in ranking.places], bool),
        )
        for query, ranking in one.rankings(SHIPPED)
        if query.gold and ranking.places
    ]


def _cases(one: RankedSet, model: Model) -> tuple[Floats, Marks, Marks]:
    """Evidence (a row a question), whether its first candidate is right, whether one of the first three is."""
    rows, right, among = [], [], []
    for query, ranking in one.rankings(model):
        if not ranking.places or ranking.places[0].exact:
            continue
        rows.append(one.matcher.evidence(ranking))
        right.append(ranking.places[0].id in query.gold)
        among.append(any(place.id in query.gold for place in ranking.places[:THREE]))
    return np.array(rows, np.float64).reshape(-1, len(EVIDENCE)), np.array(right, bool), np.array(among, bool)
