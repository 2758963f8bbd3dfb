"""A linear classifier over trigrams, trained when a release is built on its phrasings and answers. Pure, deterministic.

Multinomial logistic regression in its dual form (Nesterov's accelerated gradient on the kernel matrix), so that the
work depends on how many texts there are, not on how many trigrams.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from faq.ragged import Floats, Ints, Ragged

STEPS, STRIDE = 30, 3.2
"""How many steps of the gradient, and how long each is against the kernel's largest eigenvalue."""
PULL = 30.0
"""Inverse strength of the pull towards zero (C of a logistic regression)."""


@dataclass(frozen=True, kw_only=True)
class Taught:
    """What was learnt: a row a known trigram slot (`place` says which, -1 for none), a column an entry."""

    place: Ints
    weights: Ints  # int8; `scale` a row brings them back
    scale: Floats
    rarity: Floats

    def scores(self, slots: Ints, counts: Floats, entries: Ints) -> Floats:
        """How much a text of these trigrams (distinct slots, how often each) speaks for each of the entries."""
        rows = self.place.take(slots)
        known = rows >= 0
        if not known.all():
            rows, slots, counts = rows[known], slots[known], counts[known]
        if not len(rows):
            return np.zeros(len(entries), np.float32)
        values: Floats = (1 + np.log(counts)) * self.rarity.take(slots)
        values *= self.scale.take(rows) / max(math.sqrt(values @ values), 1e-9)
        found: Floats = values @ self.weights[rows[:, None], entries].astype(np.float32)
        return found


def teach(rows: Sequence[Sequence[int]], owners: Ints, entries: int, slots: int) -> Taught | None:
    """Train on texts (slots, repeats allowed) that belong to entries; None where there is nothing to tell apart.

    What it takes grows with the square of the texts times the entries.
    """
    if entries < 2:
        return None
    texts = Ragged.of(rows)
    used, columns = np.unique(texts.values, return_inverse=True)
    counts: Floats = np.zeros((len(texts), len(used)), np.float32)
    np.add.at(counts, (np.repeat(np.arange(len(texts)), texts.lengths()), columns), 1)
    rare = (np.log((len(texts) + 1) / ((counts > 0).sum(axis=0) + 1)) + 1).astype(np.float32)
    values = np.where(counts > 0, 1 + np.log(np.maximum(counts, 1)), 0) * rare
    values = (values / np.maximum(np.linalg.norm(values, axis=1, keepdims=True), 1e-9)).astype(np.float32)
    weights = values.T @ _fit(values @ values.T, owners, entries)
    scale = np.maximum(np.abs(weights).max(axis=1), 1e-9) / 127
    place = np.full(slots, -1, np.int32)
    place[used] = np.arange(len(used))
    rarity: Floats = np.zeros(slots, np.float32)
    rarity[used] = rare
    return Taught(
        place=place,
        weights=np.rint(weights / scale[:, None]).astype(np.int8),
        scale=scale.astype(np.float32),
        rarity=rarity,
    )


def _fit(kernel: Floats, owners: Ints, entries: int) -> Floats:
    wanted: Floats = np.zeros((len(owners), entries), np.float32)
    wanted[np.arange(len(owners)), owners] = 1
    step = STRIDE / _largest_eigenvalue(kernel)
    last = ahead = np.zeros_like(wanted)
    for at in range(STEPS):
        likely = kernel @ ahead
        likely -= likely.max(axis=1, keepdims=True)
        np.exp(likely, out=likely)
        likely /= likely.sum(axis=1, keepdims=True)
        now = ahead - step * (likely - wanted + ahead / PULL)
        ahead = now + (at / (at + 3)) * (now - last)
        last = now
    return last


def _largest_eigenvalue(kernel: Floats) -> float:
    vector: Floats = np.ones(len(kernel), np.float32)
    length = 1.0
    for _ in range(8):
        vector = kernel @ vector
        length = float(np.linalg.norm(vector))
        vector /= max(length, 1e-9)
    return max(length, 1e-9)
