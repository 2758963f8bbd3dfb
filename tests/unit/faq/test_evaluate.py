from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.comparison import compare
from faq.estimates import paired_differences, quantile, wilson
from faq.evaluate import Query, Result, Verdict, by_kind, by_tag, figures, judge, report, results_of
from faq.matcher import Matcher
from faq.outcome import Answer, Candidate, NoMatch, Outcome, Suggest
from tests.unit.faq.knowledge import DAY, TOWN

MATCHER = Matcher(TOWN)


class Fixed:
    """A matcher of which it is known what it says."""

    RANKED = tuple(Candidate(id=id_, question="?", score=0.5) for id_ in ("a", "b", "c", "d"))

    def match(self, text: str, *, lang: str, on: date) -> Outcome:
        if text == "answer":
            return Answer(best=self.RANKED[0], candidates=self.RANKED[:3])
        return Suggest(candidates=self.RANKED[:3]) if text == "suggest" else NoMatch(candidates=self.RANKED[:3])

    def rank(self, text: str, *, lang: str, on: date) -> tuple[Candidate, ...]:
        return self.RANKED


def query(text: str, *gold: str, kind: str = "paraphrase", tags: tuple[str, ...] = ()) -> Query:
    return Query(id=text, text=text, gold=gold, kind=kind, lang="de", tags=tags)


def clock() -> Callable[[], float]:
    seconds = count()
    return lambda: next(seconds) / 1000


@pytest.mark.parametrize(
    ("asked", "verdict", "place"),
    [
        (query("answer", "a"), Verdict.ANSWERED_RIGHT, 1),
        (query("answer", "d", "a"), Verdict.ANSWERED_RIGHT, 1),
        (query("answer", "b"), Verdict.ANSWERED_WRONG, 2),
        (query("answer"), Verdict.FOREIGN_ANSWERED, 0),
        (query("suggest", "c"), Verdict.SUGGESTED_RIGHT, 3),
        (query("suggest", "d"), Verdict.SUGGESTED_WRONG, 4),
        (query("suggest", "x"), Verdict.SUGGESTED_WRONG, 0),
        (query("suggest"), Verdict.FOREIGN_SUGGESTED, 0),
        (query("nothing", "a"), Verdict.NO_MATCH, 1),
        (query("nothing"), Verdict.FOREIGN_NO_MATCH, 0),
    ],
)
def test_a_verdict(asked: Query, verdict: Verdict, place: int) -> None:
    result = judge(Fixed(), asked, on=DAY, clock=clock())
    assert (result.verdict, result.place) == (verdict, place)
    assert result.ms == pytest.approx(1.0)
    assert result.foreign == (not asked.gold)


def test_rank_has_more_than_the_outcome_and_the_same_order() -> None:
    ranked = MATCHER.rank("Wie melde ich etwas an", lang="de", on=DAY)
    assert 3 < len(ranked) <= 10
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)
    assert MATCHER.match("Wie melde ich etwas an", lang="de", on=DAY).candidates[:1] == ranked[:1]


def test_a_real_matcher_is_judged() -> None:
    exact = query("Wie beantrage ich Wohngeld?", "wohngeld")
    found = judge(MATCHER, exact, on=DAY, clock=clock())
    assert (found.verdict, found.literal, found.disputed) == (Verdict.ANSWERED_RIGHT, True, False)


@pytest.mark.parametrize("gold", [(), ("perso",)])
def test_a_mistake_that_an_entry_says_word_for_word_is_disputed(gold: tuple[str, ...]) -> None:
    found = judge(MATCHER, query("Wie beantrage ich Wohngeld?", *gold), on=DAY, clock=clock())
    plain = report("set", [found, *RESULTS])
    assert plain["disputed"] == [found.id]
    assert results_of(plain)[0].disputed


def test_a_former_report_knows_no_disputes() -> None:
    plain = report("set", RESULTS)
    for one in plain["results"]:
        del one["literal"]
    assert not any(one.disputed for one in results_of(plain))


def result(
    number: int, verdict: Verdict, place: int = 0, *, kind: str = "typo", tags: tuple[str, ...] = (), base: str = ""
) -> Result:
    return Result(
        id=str(number), base=base or str(number), kind=kind, tags=tags, place=place, verdict=verdict, ms=number
    )


RESULTS = (
    result(1, Verdict.ANSWERED_RIGHT, 1),
    result(2, Verdict.ANSWERED_WRONG, 2),
    result(3, Verdict.SUGGESTED_RIGHT, 3, kind="long"),
    result(4, Verdict.SUGGESTED_WRONG, 5, kind="long"),
    result(5, Verdict.NO_MATCH, 1),
    result(6, Verdict.FOREIGN_ANSWERED, kind="oos", tags=("near", "other")),
    result(7, Verdict.FOREIGN_NO_MATCH, kind="oos", tags=("near",)),
    result(8, Verdict.FOREIGN_SUGGESTED, kind="oos"),
)


def test_the_figures() -> None:
    plain = report("set", RESULTS)
    assert plain == plain | {
        "n": 5, "n_foreign": 3, "top1": 0.4, "recall3": 0.8, "mrr": round((1 + 1 / 2 + 1 / 3 + 1 / 5 + 1) / 5, 4),
        "precision": 0.3333, "coverage": 0.4, "helped": 0.4, "false_answer_rate": 0.3333, "p50_ms": 4.0, "p99_ms": 8.0,
    }  # fmt: skip
    assert plain["outcomes"]["foreign_suggested"] == 1
    assert sum(plain["outcomes"].values()) == len(RESULTS)
    assert set(plain["by_kind"]) == {"typo", "long"}
    assert plain["by_kind"]["long"]["top1"] == 0
    assert plain["by_tag"]["near"] == {"n": 2, "answered": 1, "suggested": 0, "false_answer_rate": 0.5}
    assert set(plain["by_tag"]) == {"near", "other", "untagged"}
    low, high = plain["intervals"]["top1"]
    assert low < 0.4 < high
    assert results_of(plain) == tuple(Result(**{**one.__dict__, "ms": 0.0}) for one in RESULTS)


def test_nothing_counted_has_no_share() -> None:
    plain = report("empty", ())
    for share in ("top1", "recall3", "mrr", "precision", "coverage", "helped", "false_answer_rate"):
        assert plain[share] is None
    assert figures(()).intervals()["top1"] is None
    assert by_kind(()) == by_tag(()) == {}


@pytest.mark.parametrize("broken", [{}, {"results": 3}, {"results": [{}]}, {"results": [{"id": "1"}]}])
def test_what_is_no_report(broken: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no results"):
        results_of(broken)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (98, 100, 0.93, 0.9945)],
)
def test_wilson(hits: int, n: int, low: float, high: float) -> None:
    assert wilson(hits, n) == pytest.approx((low, high), abs=1e-3)


@given(st.integers(0, 500), st.integers(1, 500))
def test_wilson_holds_the_share(hits: int, n: int) -> None:
    hits = min(hits, n)
    ends = wilson(hits, n)
    assert ends is not None
    assert 0 <= ends[0] <= hits / n + 1e-9
    assert hits / n - 1e-9 <= ends[1] <= 1


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0, 1))
def test_a_quantile_is_one_of_the_values(values: list[float], share: float) -> None:
    found = quantile(values, share)
    assert found in values
    assert sum(value <= found for value in values) >= share * len(values) - 1e-6


def test_a_comparison_is_deterministic_and_finds_what_is_there() -> None:
    old = [result(n, Verdict.NO_MATCH if n % 2 else Verdict.ANSWERED_RIGHT, 1) for n in range(200)]
    new = [result(n, Verdict.ANSWERED_RIGHT if n % 4 else Verdict.NO_MATCH, 1) for n in range(200)]
    found = compare(old, new)
    assert found == compare(old, new)
    assert found.paired == 200
    assert found.unpaired == 0
    helped = found.differences["helped"]
    assert helped is not None
    assert helped.value == pytest.approx(0.25)
    assert helped.low <= 0.25 <= helped.high
    assert helped.sure
    top1 = found.differences["top1"]
    assert top1 is not None
    assert (top1.value, top1.sure) == (0, False)
    assert found.differences["false_answer_rate"] is None


def test_only_pairs_are_compared() -> None:
    found = compare([result(1, Verdict.NO_MATCH), result(2, Verdict.NO_MATCH)], [result(2, Verdict.ANSWERED_RIGHT, 1)])
    assert (found.paired, found.unpaired) == (1, 1)
    assert compare([], []).differences == {}


def test_variants_of_one_question_are_no_independent_evidence() -> None:
    """Ten variants each of four questions tell less than forty questions."""

    def results(verdict: Callable[[int], Verdict], base: Callable[[int], str]) -> list[Result]:
        return [result(n, verdict(n), 1, base=base(n)) for n in range(40)]

    def width(base: Callable[[int], str]) -> float:
        old = results(lambda _: Verdict.NO_MATCH, base)
        new = results(lambda n: Verdict.ANSWERED_RIGHT if n < 20 else Verdict.NO_MATCH, base)
        found = compare(old, new).differences["helped"]
        assert found is not None
        return found.high - found.low

    assert width(lambda n: f"q{n // 10}") > 1.5 * width(str)


def test_the_bootstrap_covers_the_truth() -> None:
    clusters = [((1, int(n % 10 < 5)), (1, int(n % 10 < 6))) for n in range(300)]
    found = paired_differences(clusters, lambda v: {"share": v[1] / v[0] if v[0] else None})["share"]
    assert found is not None
    assert found.value == pytest.approx(0.1)
    assert found.low == pytest.approx(0.1 - 1.96 * (0.09 / 300) ** 0.5, abs=0.01)
