"""How far a measured share may be trusted: intervals, quantiles, paired differences. Pure and deterministic."""

import math
import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

NORMAL_95 = 1.959963984540054
ROUNDS = 2_000
SEED = 20_260_101

Vector = tuple[int, ...]
Shares = Mapping[str, float | None]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """New minus old with its 95 % interval, all in -1..1; `sure` when the interval does not contain 0."""

    value: float
    low: float
    high: float

    @property
    def sure(self) -> bool:
        """Whether chance alone hardly explains it."""
        return self.low > 0 or self.high < 0


def wilson(hits: int, n: int) -> tuple[float, float] | None:
    """The 95 % interval of a share, 0..1; None when nothing was counted."""
    if n == 0:
        return None
    share, z2 = hits / n, NORMAL_95**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    reach = NORMAL_95 / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def quantile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0..1) of the values do not exceed; 0 when there are none."""
    ordered = sorted(values)
    return ordered[min(math.ceil(share * len(ordered)), len(ordered)) - 1 if share > 0 else 0] if ordered else 0.0


def paired_differences(
    clusters: Sequence[tuple[Vector, Vector]],
    shares: Callable[[Vector], Shares],
    *,
    rounds: int = ROUNDS,
    seed: int = SEED,
) -> dict[str, Difference | None]:
    """Percentile bootstrap of `shares(new) - shares(old)` over clusters of (old counts, new counts).

    A cluster is what belongs together (a question and its noisy variants); its vectors are sums over its members.
    None where a share is undefined on the whole sample.
    """
    if not clusters:
        return {}
    counted = Counter(clusters)  # alike clusters are drawn together: as exact and far faster
    kinds = list(counted)
    weights = list(accumulate(counted[kind] for kind in kinds))
    whole = _differences(kinds, [counted[kind] for kind in kinds], shares)
    drawn: dict[str, list[float]] = {name: [] for name in whole}
    source = random.Random(seed)  # noqa: S311 - a statistic, not a secret
    for _ in range(rounds):
        times = [0] * len(kinds)
        for _ in range(len(clusters)):
            times[bisect_left(weights, source.random() * weights[-1])] += 1
        for name, value in _differences(kinds, times, shares).items():
            if value is not None:
                drawn[name].append(value)
    return {
        name: None
        if value is None
        else Difference(value=value, low=quantile(drawn[name], 0.025), high=quantile(drawn[name], 0.975))
        for name, value in whole.items()
    }


def _differences(
    kinds: Sequence[tuple[Vector, Vector]], times: Sequence[int], shares: Callable[[Vector], Shares]
) -> dict[str, float | None]:
    old, new = (
        tuple(sum(time * value for time, value in zip(times, one, strict=True)) for one in zip(*side, strict=True))
        for side in zip(*kinds, strict=True)
    )
    before, after = shares(old), shares(new)
    return {name: _minus(after[name], before[name]) for name in after}


def _minus(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other
