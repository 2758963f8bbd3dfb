"""Texts compared by the trigrams of their words: all phrasings of an entry as one text, and each phrasing. Pure."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from faq.ragged import Floats, Ints, Ragged, sums

SLOTS = 1 << 15
"""Trigrams are hashed into so many slots."""
POSTINGS = 20_000
"""At most so many postings are read for a question, the rarest trigrams first."""
CACHED = 50_000


class Trigrams:
    """The trigram side of an index: weights by rarity over entries, cosines with entries and with phrasings."""

    def __init__(self, words: Iterable[str], phrasings: Ragged, of_entry: Ragged) -> None:
        """`phrasings` holds a row of word numbers each, `of_entry` the phrasings of each entry, in order."""
        self._of_word = Ragged.of(trigrams(word) for word in words)
        by_phrasing = phrasings.through(self._of_word)
        entries, slots, counts = by_phrasing.grouped(of_entry).counted(SLOTS)
        size = len(of_entry)
        self.weights: Floats = np.log((size + 1) / (np.bincount(slots, minlength=SLOTS) + 1)).astype(
            np.float32
        ) + np.float32(1)
        values = self.weights[slots] * counts
        norms = np.sqrt(np.bincount(entries, weights=values**2, minlength=size))
        order = np.argsort(slots, kind="stable")
        self._postings = Ragged.by_key(slots, entries[order], SLOTS)
        self._values = (values[order] / np.maximum(norms, 1e-9)[entries[order]]).astype(np.float16)
        self._size = size
        rows, slots, counts = by_phrasing.counted(SLOTS)
        squares = (self.weights[slots] * counts) ** 2
        self._norms = np.sqrt(np.bincount(rows, weights=squares, minlength=len(phrasings))).astype(np.float32)

    def row(self, slots: Ints, counts: Ints) -> Floats:
        """A question's trigrams as a dense unit vector; `slots` are distinct."""
        values = self.weights[slots] * counts
        row: Floats = np.zeros(SLOTS, np.float32)
        row[slots] = values / max(float(np.sqrt(values @ values)), 1e-9)
        return row

    def entries(self, slots: Ints, row: Floats) -> Floats:
        """Cosine of a question with every entry, its phrasings taken as one text."""
        starts = self._postings.starts
        lengths = starts[slots + 1] - starts[slots]
        if int(lengths.sum()) > POSTINGS:
            rarest = np.argsort(lengths, kind="stable")
            rarest = rarest[: max(1, int(np.searchsorted(np.cumsum(lengths[rarest]), POSTINGS)))]
            slots, lengths = slots[rarest], lengths[rarest]
        positions, _ = self._postings.take(slots)
        values = self._values[positions] * np.repeat(row[slots], lengths)
        return np.bincount(self._postings.values[positions], weights=values, minlength=self._size).astype(np.float32)

    def phrasings(self, row: Floats, words: Ints, ends: Ints, phrasings: Ints) -> Floats:
        """Cosine of a question with some phrasings, whose words stand one behind the other."""
        positions, word_ends = self._of_word.take(words)
        slots = self._of_word.values[positions]
        dots = sums(sums(self.weights[slots] * row[slots], word_ends), ends)
        return dots / self._norms[phrasings]


def counted(words: Iterable[str]) -> tuple[Ints, Ints]:
    """The distinct slots of the trigrams of some words, ascending, and how often each occurs."""
    found: dict[int, int] = {}
    for word in words:
        for slot in trigrams(word):
            found[slot] = found.get(slot, 0) + 1
    slots = sorted(found)
    return np.array(slots, np.int32), np.array([found[slot] for slot in slots], np.float32)


@lru_cache(maxsize=CACHED)
def trigrams(word: str) -> tuple[int, ...]:
    """The slots of the trigrams of a word with a blank before and behind it; at least one."""
    padded = f" {word} "
    return tuple(
        (ord(one) * 961 + ord(two) * 31 + ord(three) * 7919) & (SLOTS - 1)
        for one, two, three in zip(padded, padded[1:], padded[2:], strict=False)
    )
