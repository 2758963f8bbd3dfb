"""Fits what `faq.weights` holds: the terms of a ranking (a conditional logit) and a logistic judgement. numpy only."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faq.ragged import Floats
from faq.weights import Judge
from tests.bench.newton import smallest

Marks = NDArray[np.bool_]
RANK_PULL = 2.0
"""L2 on the weights of terms; the questions of all sets together weigh RANK_MASS."""
RANK_MASS = 1000.0
JUDGE_PULL = 0.01
"""L2 on the weights of standardised evidence; the loss is a mean. The bias is free."""
LEAST_SPREAD = 1e-6
TINY = 1e-12


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A question's candidates: a row of terms each (m x k), and which of them are right (m)."""

    terms: Floats
    right: Marks


def fit_rank(sets: Sequence[Sequence[Choice]], *, without: Sequence[int] = (), pull: float = RANK_PULL) -> Floats:
    """What each term counts so that right candidates come first; sets weigh the same, columns `without` get 0.

    Questions without a right candidate teach nothing and are left out.
    """
    usable = [[choice for choice in one if choice.right.any()] for one in sets]
    usable = [one for one in usable if one]
    flat = [choice for one in usable for choice in one]
    mass = np.concatenate([np.full(len(one), RANK_MASS / len(one) / len(usable)) for one in usable])
    width, size = max(len(choice.right) for choice in flat), flat[0].terms.shape[1]
    terms: Floats = np.zeros((len(flat), width, size), np.float64)
    real, right = np.zeros((len(flat), width), bool), np.zeros((len(flat), width), bool)
    for row, choice in enumerate(flat):
        count = len(choice.right)
        terms[row, :count], real[row, :count], right[row, :count] = choice.terms, True, choice.right
    terms[:, :, list(without)] = 0.0
    rows = terms.reshape(-1, size)

    def at(weights: Floats) -> tuple[float, Floats, Floats]:
        scores = np.where(real, terms @ weights, -np.inf)
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        likely = odds / odds.sum(axis=1, keepdims=True)
        good = np.where(right, likely, 0.0)
        hit = good.sum(axis=1) + TINY
        value = -float(mass @ np.log(hit)) + 0.5 * pull * float(weights @ weights)
        gradient = ((likely - good / hit[:, None]) * mass[:, None]).reshape(-1) @ rows + pull * weights
        # The curvature of the right ones' part would be subtracted; without it the matrix is always positive definite.
        means = np.einsum("nm,nmk->nk", likely, terms)
        spread = (rows * (likely * mass[:, None]).reshape(-1, 1)).T @ rows - (means * mass[:, None]).T @ means
        return value, gradient, spread + pull * np.eye(size)

    return smallest(at, size)


def fit_judge(sets: Sequence[tuple[Floats, Marks]], *, pull: float = JUDGE_PULL) -> Judge:
    """How probable a yes is, given evidence (of each set n x k, and its n yeses); sets weigh the same."""
    sets = [one for one in sets if len(one[1])]
    evidence = np.vstack([rows for rows, _ in sets]).astype(np.float64)
    yes = np.concatenate([marks for _, marks in sets])
    mass = np.concatenate([np.full(len(marks), 1 / len(marks) / len(sets)) for _, marks in sets])
    mean, spread = evidence.mean(axis=0), evidence.std(axis=0) + LEAST_SPREAD
    rows = np.hstack([np.ones((len(yes), 1)), (evidence - mean) / spread])
    signs = np.where(yes, 1.0, -1.0)
    pulls = np.full(rows.shape[1], pull)
    pulls[0] = 0.0

    def at(weights: Floats) -> tuple[float, Floats, Floats]:
        margins = signs * (rows @ weights)
        value = float(mass @ np.logaddexp(0, -margins)) + 0.5 * float(pulls @ weights**2)
        doubt = np.exp(-np.logaddexp(0, margins))
        gradient = -(mass * signs * doubt) @ rows + pulls * weights
        curvature = (rows * (mass * doubt * (1 - doubt))[:, None]).T @ rows
        return value, gradient, curvature + np.diag(pulls) + TINY * np.eye(len(weights))

    found = smallest(at, rows.shape[1])
    return Judge(bias=float(found[0]), mean=mean, spread=spread, weights=found[1:])
