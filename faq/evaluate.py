"""How well a matcher finds, answers, suggests and keeps silent on questions whose right entries are known. Pure.

Every share is a fraction 0..1, or None where nothing was counted.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from faq.entry import Release
from faq.estimates import quantile, wilson
from faq.outcome import Answer, Candidate, NoMatch, Outcome, Suggest

SUGGESTIONS = 3
"""Suggestions a citizen is shown, at most."""


class Ranks(Protocol):
    """What is asked of a matcher to measure it."""

    def match(self, text: str, *, lang: str, on: date) -> Outcome:
        """The outcome of a text."""
        ...

    def rank(self, text: str, *, lang: str, on: date) -> tuple[Candidate, ...]:
        """The entries that may be meant, best first."""
        ...


@dataclass(frozen=True, kw_only=True)
class Query:
    """A question with the entries that are right for it, none when it is foreign: it must not be answered.

    `base` names what it was derived from (itself when from nothing): noisy variants of one question hang together.
    """

    id: str
    text: str
    gold: tuple[str, ...]
    kind: str
    lang: str
    tags: tuple[str, ...] = ()
    base: str = ""


@dataclass(frozen=True, kw_only=True)
class QuestionSet:
    """Questions and the release they are asked of, on a day."""

    name: str
    release: Release
    queries: tuple[Query, ...]
    on: date


class Verdict(StrEnum):
    """What became of a question."""

    ANSWERED_RIGHT = "answered_right"
    ANSWERED_WRONG = "answered_wrong"
    SUGGESTED_RIGHT = "suggested_right"
    SUGGESTED_WRONG = "suggested_wrong"
    NO_MATCH = "no_match"
    FOREIGN_ANSWERED = "foreign_answered"
    FOREIGN_SUGGESTED = "foreign_suggested"
    FOREIGN_NO_MATCH = "foreign_no_match"


@dataclass(frozen=True, kw_only=True)
class Result:
    """A question judged. `place` is the rank of its first right entry, from 1; 0 when none is among the first ten.

    `literal`: it was answered by an entry that says it word for word.
    """

    id: str
    base: str
    kind: str
    tags: tuple[str, ...]
    place: int
    verdict: Verdict
    ms: float = 0.0
    literal: bool = False

    @property
    def foreign(self) -> bool:
        """Whether it should not have been answered."""
        return self.verdict.startswith("foreign")

    @property
    def disputed(self) -> bool:
        """Whether it counts as a mistake although an entry says it word for word: FAQ and questions contradict."""
        return self.literal and self.verdict in (Verdict.ANSWERED_WRONG, Verdict.FOREIGN_ANSWERED)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Counts over some questions and the shares that follow. `n` are those in scope, `n_foreign` the others."""

    n: int
    n_foreign: int
    first: int
    in_three: int
    reciprocal: float
    verdicts: Mapping[Verdict, int]

    def shares(self) -> dict[str, float | None]:
        """All shares by name, in the order they are shown."""
        return {name: _share(hits, of) for name, (hits, of) in self.counts().items()} | {
            "mrr": self.reciprocal / self.n if self.n else None
        }

    def counts(self) -> dict[str, tuple[int, int]]:
        """What is behind each share but `mrr`: name -> (hits, of how many)."""
        seen = self.verdicts
        right, wrong = seen[Verdict.ANSWERED_RIGHT], seen[Verdict.ANSWERED_WRONG]
        false = seen[Verdict.FOREIGN_ANSWERED]
        return {
            "top1": (self.first, self.n),
            "recall3": (self.in_three, self.n),
            "precision": (right, right + wrong + false),
            "coverage": (right + wrong, self.n),
            "helped": (right + seen[Verdict.SUGGESTED_RIGHT], self.n),
            "false_answer_rate": (false, self.n_foreign),
        }

    def intervals(self) -> dict[str, tuple[float, float] | None]:
        """Wilson's 95 % interval of each share that is one of counts."""
        return {name: wilson(*count) for name, count in self.counts().items()}


def judge(matcher: Ranks, query: Query, *, on: date, clock: Callable[[], float]) -> Result:
    """Ask one question; `clock` gives seconds, and only the matching is timed."""
    begun = clock()
    outcome = matcher.match(query.text, lang=query.lang, on=on)
    ms = (clock() - begun) * 1000
    ranked = [candidate.id for candidate in matcher.rank(query.text, lang=query.lang, on=on)]
    place = next((place for place, id_ in enumerate(ranked, start=1) if id_ in query.gold), 0)
    return Result(
        id=query.id,
        base=query.base or query.id,
        kind=query.kind,
        tags=query.tags,
        place=place,
        verdict=_verdict(outcome, query.gold),
        ms=ms,
        literal=isinstance(outcome, Answer) and outcome.best.score == 1.0,
    )


def figures(results: Iterable[Result]) -> Figures:
    """The figures over some results."""
    known, foreign, verdicts = [], 0, Counter[Verdict]()
    for result in results:
        verdicts[result.verdict] += 1
        if result.foreign:
            foreign += 1
        else:
            known.append(result.place)
    return Figures(
        n=len(known),
        n_foreign=foreign,
        first=sum(place == 1 for place in known),
        in_three=sum(1 <= place <= 3 for place in known),
        reciprocal=sum(1 / place for place in known if place),
        verdicts=verdicts,
    )


def by_kind(results: Sequence[Result]) -> dict[str, Figures]:
    """The figures of the questions in scope by their kind, sorted by its name."""
    return _grouped((result.kind, result) for result in results if not result.foreign)


def by_tag(results: Sequence[Result]) -> dict[str, Figures]:
    """The figures of the foreign questions by their tags, sorted; a question counts with each of its tags."""
    return _grouped((tag, result) for result in results if result.foreign for tag in result.tags or ("untagged",))


def report(name: str, results: Sequence[Result]) -> dict[str, Any]:
    """Everything about one set as plain data; `results` inside it is what a later `compare` pairs with."""
    whole = figures(results)
    times = [result.ms for result in results]
    return {
        "name": name,
        "n": whole.n,
        "n_foreign": whole.n_foreign,
        **_rounded(whole.shares()),
        "p50_ms": round(quantile(times, 0.5), 4),
        "p99_ms": round(quantile(times, 0.99), 4),
        "intervals": {
            share: [round(end, 4) for end in ends] if ends else None for share, ends in whole.intervals().items()
        },
        "outcomes": {verdict.value: whole.verdicts[verdict] for verdict in Verdict},
        "disputed": [result.id for result in results if result.disputed],
        "by_kind": {kind: _part(part) for kind, part in by_kind(results).items()},
        "by_tag": {
            tag: {
                "n": part.n_foreign,
                "answered": part.verdicts[Verdict.FOREIGN_ANSWERED],
                "suggested": part.verdicts[Verdict.FOREIGN_SUGGESTED],
                "false_answer_rate": _rounded(part.shares())["false_answer_rate"],
            }
            for tag, part in by_tag(results).items()
        },
        "results": [
            {
                "id": result.id,
                "base": result.base,
                "kind": result.kind,
                "tags": list(result.tags),
                "place": result.place,
                "verdict": result.verdict.value,
                "literal": result.literal,
            }
            for result in results
        ],
    }


def results_of(plain: Mapping[str, Any]) -> tuple[Result, ...]:
    """The results in a former report; raises ValueError when it is none."""
    try:
        return tuple(
            Result(
                id=str(one["id"]),
                base=str(one["base"]),
                kind=str(one["kind"]),
                tags=tuple(one["tags"]),
                place=int(one["place"]),
                verdict=Verdict(one["verdict"]),
                literal=bool(one.get("literal", False)),
            )
            for one in plain["results"]
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"no results of an evaluation: {error}") from error


def _verdict(outcome: Outcome, gold: tuple[str, ...]) -> Verdict:
    match outcome:
        case Answer():
            if not gold:
                return Verdict.FOREIGN_ANSWERED
            return Verdict.ANSWERED_RIGHT if outcome.best.id in gold else Verdict.ANSWERED_WRONG
        case Suggest():
            if not gold:
                return Verdict.FOREIGN_SUGGESTED
            offered = outcome.candidates[:SUGGESTIONS]
            right = any(candidate.id in gold for candidate in offered)
            return Verdict.SUGGESTED_RIGHT if right else Verdict.SUGGESTED_WRONG
        case NoMatch():
            return Verdict.NO_MATCH if gold else Verdict.FOREIGN_NO_MATCH


def _grouped(named: Iterable[tuple[str, Result]]) -> dict[str, Figures]:
    groups: dict[str, list[Result]] = defaultdict(list)
    for name, result in named:
        groups[name].append(result)
    return {name: figures(groups[name]) for name in sorted(groups)}


def _part(part: Figures) -> dict[str, Any]:
    shares = {name: share for name, share in _rounded(part.shares()).items() if name != "false_answer_rate"}
    counted = {verdict.value: part.verdicts[verdict] for verdict in Verdict if part.verdicts[verdict]}
    return {"n": part.n, **shares, "outcomes": counted}


def _share(hits: int, of: int) -> float | None:
    return hits / of if of else None


def _rounded(shares: Mapping[str, float | None]) -> dict[str, float | None]:
    return {name: None if share is None else round(share, 4) for name, share in shares.items()}
