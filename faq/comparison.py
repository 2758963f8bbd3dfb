"""Whether one evaluation is better than another on the same questions, or only luckier. Pure and deterministic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from faq.estimates import Difference, Shares, Vector, paired_differences
from faq.evaluate import Result, Verdict


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """New against old over the `paired` questions that both have; `unpaired` is how many only one of them has."""

    paired: int
    unpaired: int
    differences: Mapping[str, Difference | None]


def compare(old: Sequence[Result], new: Sequence[Result]) -> Comparison:
    """Paired bootstrap, the same for the same input; variants of one question are drawn together."""
    before = {result.id: result for result in old}
    pairs = [(before[result.id], result) for result in new if result.id in before]
    clusters: dict[str, tuple[Vector, Vector]] = {}
    for former, latter in pairs:
        one, other = _vector(former), _vector(latter)
        if latter.base in clusters:
            one, other = _plus(clusters[latter.base][0], one), _plus(clusters[latter.base][1], other)
        clusters[latter.base] = one, other
    return Comparison(
        paired=len(pairs),
        unpaired=len({result.id for result in old} ^ {result.id for result in new}),
        differences=paired_differences(tuple(clusters.values()), _shares_of),
    )


def _vector(result: Result) -> Vector:
    verdict = result.verdict
    answered = verdict in {Verdict.ANSWERED_RIGHT, Verdict.ANSWERED_WRONG}
    return (
        int(not result.foreign),
        int(not result.foreign and result.place == 1),
        int(verdict in {Verdict.ANSWERED_RIGHT, Verdict.SUGGESTED_RIGHT}),
        int(answered),
        int(verdict is Verdict.ANSWERED_RIGHT),
        int(result.foreign),
        int(verdict is Verdict.FOREIGN_ANSWERED),
    )


def _plus(one: Vector, other: Vector) -> Vector:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _shares_of(vector: Vector) -> Shares:
    known, first, helped, answered, right, foreign, false = vector
    return {
        "top1": _ratio(first, known),
        "helped": _ratio(helped, known),
        "coverage": _ratio(answered, known),
        "precision": _ratio(right, answered + false),
        "false_answer_rate": _ratio(false, foreign),
    }


def _ratio(hits: int, of: int) -> float | None:
    return hits / of if of else None
