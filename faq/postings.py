"""Which entries hold what (a stem, a trigram), and what it is worth there; summed up for a question. Pure."""

import numpy as np

from faq.ragged import Floats, Ints, Ragged


class Postings:
    """A row a thing; in it the entries that hold it and its gain in each."""

    def __init__(self, entries: Ints, things: Ints, gains: Floats, things_in_all: int, entries_in_all: int) -> None:
        """The first three are of the same length, each pair of entry and thing once, the entries ascending."""
        order = np.argsort(things, kind="stable")
        self._entries = Ragged.by_key(things, entries[order], things_in_all)
        self._gains = gains[order].astype(np.float32)
        self._size = entries_in_all

    def lengths(self, things: Ints) -> Ints:
        """How many entries hold each of them."""
        return self._entries.lengths().take(things)

    def sums(self, things: Ints, weights: Floats) -> Floats:
        """For each entry the gains of these things, each times its weight."""
        positions, _ = self._entries.take(things)
        if not len(positions):
            return np.zeros(self._size)
        values = self._gains.take(positions)
        values *= weights.repeat(self._entries.lengths().take(things))
        return np.bincount(self._entries.values.take(positions), values, self._size).astype(np.float64, copy=False)
