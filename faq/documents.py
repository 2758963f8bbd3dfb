"""BM25: all phrasings and the answer of an entry as one text, against what a question's words may stand for. Pure."""

from collections.abc import Sequence

import numpy as np

from faq.postings import Postings
from faq.question import AskedWord
from faq.ragged import Floats, Ragged

SATURATION, LENGTH = 1.2, 0.6
"""BM25's k1 and b."""
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
        self._postings = Postings(entries, numbers, gains, max(size, 1), self._entries)
        self._has_long = self._entries > LONGEST

    def scores(self, words: Sequence[AskedWord]) -> Floats:
        """The score of every entry; only words of the phrasings are known."""
        stems = np.array([stem for word in words for stem in word.stems], np.int32)
        weights = np.array([worth for word in words for worth in word.worths], np.float32)
        if self._has_long:
            short = self._postings.lengths(stems) <= LONGEST
            stems, weights = stems[short], weights[short]
        return self._postings.sums(stems, weights)
