"""Which known words a misspelt one may be. Pure; knows letters and words, no entries."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from faq.ragged import Ragged
from faq.words import TURNING_PREFIXES

SHORT = 7
"""Words up to this length find their slips by leaving out a letter, longer ones by trigrams."""
NEAR_BY_TRIGRAMS = 40
MOST = 6


class Slips:
    """Answers which of the words it was given are the fewest slips away."""

    def __init__(self, words: Iterable[str]) -> None:
        known = [word for word in words if len(word) >= 4 and word.isalpha()]
        self._without: dict[str, list[str]] = defaultdict(list)
        for word in known:
            if len(word) <= SHORT:
                for form in _without_a_letter(word):
                    self._without[form].append(word)
        self._long = [word for word in known if len(word) > SHORT - 2]
        self._trigrams: dict[str, int] = {}
        rows = [
            [self._trigrams.setdefault(gram, len(self._trigrams)) for gram in _trigrams(word)] for word in self._long
        ]
        self._rows = Ragged.of(rows).transposed(len(self._trigrams))
        self._lengths = np.array([len(word) for word in self._long], np.int32)

    def nearest(self, token: str) -> list[tuple[str, float]]:
        """The words that a token may be, and how near each is (below 1); all are equally few slips away."""
        limit = typo_limit(token)
        if limit == 0:
            return []
        hits = process.extract(token, self._nearby(token), scorer=OSA.distance, score_cutoff=limit, limit=MOST)
        least = min((distance for _, distance, _ in hits), default=0)
        return [
            (word, 0.95 - 0.6 * distance / max(len(token), len(word)))
            for word, distance, _ in sorted(hits, key=lambda hit: hit[0])
            if distance == least <= typo_limit(word) and not swaps(token, word) and not turns(token, word)
        ]

    def _nearby(self, token: str) -> list[str]:
        near = dict.fromkeys(word for form in _without_a_letter(token) for word in self._without.get(form, ()))
        grams = [self._trigrams[gram] for gram in _trigrams(token) if gram in self._trigrams]
        if len(token) >= SHORT - 1 and grams:
            positions, _ = self._rows.take(np.array(grams, np.int32))
            counts = np.bincount(self._rows.values.take(positions), minlength=len(self._long))
            fits = (counts >= max(2, len(grams) // 3)).nonzero()[0]
            fits = fits[np.abs(self._lengths.take(fits) - len(token)) <= 3]
            if len(fits) > NEAR_BY_TRIGRAMS:
                fits = fits[np.argsort(-counts[fits], kind="stable")[:NEAR_BY_TRIGRAMS]]
            near.update(dict.fromkeys([self._long[word] for word in fits.tolist()]))
        return list(near)


def typo_limit(token: str) -> int:
    """How many slips a word of that length may have; none in short words and numbers."""
    if not token.isalpha() or len(token) < 4:
        return 0
    if len(token) < 7:
        return 1
    return 2 if len(token) < 12 else 3


def swaps(one: str, other: str) -> bool:
    """Whether two short words differ by another letter in one place ("Kind", "Kino"): another word, not a slip."""
    return len(one) == len(other) <= 5 and sorted(one) != sorted(other)


def turns(one: str, other: str) -> bool:
    """Whether two words differ by a turning prefix ("anmelden", "abmelden"), which is never a slip."""
    (prefix, rest), (other_prefix, other_rest) = _prefix(one), _prefix(other)
    if prefix == other_prefix:
        return False
    return min(OSA.distance(rest, other_rest), OSA.distance(one, other_rest), OSA.distance(rest, other)) < OSA.distance(
        one, other
    )


def _prefix(token: str) -> tuple[str, str]:
    for prefix in TURNING_PREFIXES:
        if token.startswith(prefix) and len(token) - len(prefix) >= 3:
            return prefix, token[len(prefix) :]
    return "", token


def _without_a_letter(token: str) -> list[str]:
    if len(token) > SHORT + 1:
        return []
    return [token, *(token[:at] + token[at + 1 :] for at in range(len(token)))]


def _trigrams(token: str) -> list[str]:
    padded = f" {token} "
    return list(dict.fromkeys(padded[at : at + 3] for at in range(len(padded) - 2)))
