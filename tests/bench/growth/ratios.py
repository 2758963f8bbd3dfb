"""Ratios of what was measured in turns, with their uncertainty. Pure."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

DRAWS: Final = 2000
FLAT: Final = 1.1


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """Medians of both, and of their ratios round by round with its 95 % interval (bootstrap over rounds)."""

    ours: float
    reference: float
    ratio: float
    low: float
    high: float

    @property
    def is_flat(self) -> bool:
        """Whether the measurements allow that growth costs a tenth or less."""
        return self.low <= FLAT


def compared(pairs: Sequence[tuple[float, float]]) -> Compared:
    """Of rounds in each of which both were measured, ours first."""
    rng = random.Random(1)
    ratios = [ours / reference for ours, reference in pairs]
    drawn = sorted(median(rng.choices(ratios, k=len(ratios))) for _ in range(DRAWS))
    return Compared(
        ours=median(ours for ours, _ in pairs),
        reference=median(reference for _, reference in pairs),
        ratio=median(ratios),
        low=drawn[int(0.025 * DRAWS)],
        high=drawn[int(0.975 * DRAWS)],
    )
