"""BM25: all phrasings and the answer of an entry as one text, against what a question's words may stand for. Pure."""

from collections.abc import Sequence

import numpy as np

from faq.question import AskedWord
from faq.ragged import Floats, Ints, Ragged

SATURATION, LENGTH = 1.2, 0.6
"""BM25's k1 and b."""
SENSES_OF_PIECE = 3
LONGEST = 4_000
"""A stem that more entries have says next to nothing, and its postings cost most."""


class Documents:
    """Stem numbers as postings over entries. The weight of a word comes with the question."""

    def __init__(self, stems: Ragged, size: int) -> None:
        """`stems` has a row of stem numbers an entry, repeats and all; they are below `size`."""
        self._entries = len(stems)
        entries, numbers, counts = stems.counted(max(size, 1))
        lengths = stems.lengths()
        average = max(float(lengths.mean()), 1.0) if len(lengths) else 1.0
        slope = SATURATION * (1 - LENGTH + LENGTH * lengths / average)
        gains = counts * (SATURATION + 1) / (counts + slope[entries])
        order = np.argsort(numbers, kind="stable")
        self._postings = Ragged.by_key(numbers, entries[order], max(size, 1))
        self._gains: Floats = gains[order].astype(np.float16)

    def scores(self, words: Sequence[AskedWord]) -> Floats:
        """The score of every entry; only words of the phrasings are known."""
        numbers: list[int] = []
        weights: list[float] = []
        for word in words:
            for sense in word.senses:
                numbers.append(sense.number)
                weights.append(word.weight * sense.near)
            for piece in () if word.senses else word.pieces:
                for sense in piece.senses[:SENSES_OF_PIECE]:
                    numbers.append(sense.number)
                    weights.append(word.weight * piece.share * sense.near)
        rows, weight = _ints(numbers), np.array(weights, np.float32)
        short = self._postings.lengths()[rows] <= LONGEST
        positions, ends = self._postings.take(rows[short])
        values = self._gains[positions] * np.repeat(weight[short], np.diff(ends))
        return np.bincount(self._postings.values[positions], weights=values, minlength=self._entries).astype(np.float32)


def _ints(numbers: Sequence[int]) -> Ints:
    return np.array(numbers, np.int32)
