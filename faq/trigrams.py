"""Texts compared by the trigrams of their words: all phrasings of an entry as one text, and each phrasing. Pure."""

import math
from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from faq.postings import Postings
from faq.ragged import Floats, Ints, Ragged, sums

SLOTS = 1 << 15
"""Trigrams are hashed into so many slots."""
POSTINGS = 8_000
"""At most so many postings are read for a question unless told, the rarest trigrams first."""
CACHED = 50_000


class Trigrams:
    """The trigram side of an index: weights by rarity over entries, cosines with entries and with phrasings."""

    def __init__(self, words: Iterable[str], phrasings: Ragged, of_entry: Ragged, *, postings: int = POSTINGS) -> None:
        """`phrasings` holds a row of word numbers each, `of_entry` the phrasings of each entry, in order."""
        self._of_word = Ragged.of(trigrams(word) for word in words)
        by_phrasing = phrasings.through(self._of_word)
        size = len(of_entry)
        entries, slots, counts = by_phrasing.grouped(of_entry).counted(SLOTS)
        self.weights: Floats = np.log((size + 1) / (np.bincount(slots, minlength=SLOTS) + 1)).astype(
            np.float32
        ) + np.float32(1)
        values = self.weights[slots] * counts
        norms = np.sqrt(np.bincount(entries, weights=values**2, minlength=size))
        self._postings = Postings(entries, slots, values / np.maximum(norms, 1e-9)[entries], SLOTS, size)
        self._most = postings
        # A trigram that stands twice in a phrasing is rare enough to be counted as two.
        squares = sums(self.weights[self._of_word.values] ** 2, self._of_word.starts)
        self.lengths: Floats = np.sqrt(sums(squares[phrasings.values], phrasings.starts)).astype(np.float32)
        """Of each phrasing's vector."""

    def unit(self, slots: Ints, counts: Floats) -> Floats:
        """A question's trigrams as a unit vector, a value for each of `slots`, which are distinct."""
        values: Floats = self.weights.take(slots) * counts
        values /= max(math.sqrt(values @ values), 1e-9)
        return values

    def entries(self, slots: Ints, unit: Floats) -> Floats:
        """Cosine of a question with every entry, its phrasings taken as one text."""
        lengths = self._postings.lengths(slots)
        if int(lengths.sum()) > self._most:
            rarest = lengths.argsort(kind="stable")
            rarest = rarest[: max(1, int(lengths.take(rarest).cumsum().searchsorted(self._most)))]
            slots, unit = slots.take(rarest), unit.take(rarest)
        return self._postings.sums(slots, unit)

    def words(self, slots: Ints, unit: Floats, words: Ints) -> Floats:
        """What each of some words adds to the product of a question and a phrasing that holds it."""
        place: Ints = np.zeros(SLOTS, np.int16)
        place[slots] = np.arange(1, len(slots) + 1)
        products: Floats = np.zeros(len(slots) + 1, np.float32)
        np.multiply(unit, self.weights.take(slots), out=products[1:])
        positions, ends = self._of_word.take(words)
        return sums(products.take(place.take(self._of_word.values.take(positions))), ends)


def counted(words: Iterable[str]) -> tuple[Ints, Floats]:
    """The distinct slots of the trigrams of some words, ascending, and how often each occurs."""
    slots = np.array([slot for word in words for slot in trigrams(word)], np.int32)
    slots.sort()
    is_last = np.ones(len(slots), bool)
    np.not_equal(slots[1:], slots[:-1], out=is_last[:-1])
    ends = is_last.nonzero()[0]
    counts = (ends + 1).astype(np.float32)
    counts[1:] -= counts[:-1].copy()
    return slots.take(ends), counts


@lru_cache(maxsize=CACHED)
def trigrams(word: str) -> tuple[int, ...]:
    """The slots of the trigrams of a word with a blank before and behind it; at least one."""
    padded = f" {word} "
    return tuple(
        (ord(one) * 961 + ord(two) * 31 + ord(three) * 7919) & (SLOTS - 1)
        for one, two, three in zip(padded, padded[1:], padded[2:], strict=False)
    )
