"""What matching a text can come to: an answer, suggestions, or nothing. Values only."""

from dataclasses import dataclass
from typing import Any, assert_never


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An entry that may be meant; `score` is 0 (nothing in common) to 1 (the same words)."""

    id: str
    question: str
    score: float


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One entry is meant, surely enough to be given at once; `candidates` holds `best` first, then the runners-up.

    `also` are entries that other parts of the message mean, as surely.
    """

    best: Candidate
    candidates: tuple[Candidate, ...]
    also: tuple[Candidate, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Suggest:
    """One to three entries to choose from, best first."""

    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, kw_only=True)
class NoMatch:
    """Nothing is near enough; `candidates` are for explanations only, best first, perhaps none."""

    candidates: tuple[Candidate, ...] = ()


Outcome = Answer | Suggest | NoMatch


def outcome_to_dict(outcome: Outcome) -> dict[str, Any]:
    """The outcome as plain data, scores rounded to four digits."""
    match outcome:
        case Answer():
            kind = "answer"
        case Suggest():
            kind = "suggest"
        case NoMatch():
            kind = "no_match"
        case _:
            assert_never(outcome)
    return {
        "outcome": kind,
        "candidates": [
            {"id": candidate.id, "question": candidate.question, "score": round(candidate.score, 4)}
            for candidate in outcome.candidates
        ],
    }
