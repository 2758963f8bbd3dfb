"""Tells where a question says "abmelden" and an entry only "anmelden". Pure."""

from collections.abc import Sequence

import numpy as np

from faq.question import AskedWord
from faq.ragged import Floats, Ints, Ragged
from faq.vocabulary import turning

MEANT = 0.85
"""A sense at least so near is what the question says."""
NO_VERBS = frozenset({"weis"})
"""Rests that only look alike: an "Ausweis" is no turned "Nachweis"."""


class Opposites:
    """Which entries have which turning particle before which rest of a verb."""

    def __init__(self, stems: Sequence[str], of_entry: Ragged) -> None:
        """`stems` by number; `of_entry` has a row of stem numbers an entry."""
        self._turns = [turning(stem) for stem in stems]
        self._entries: dict[str, dict[str, set[int]]] = {}
        entries = of_entry.transposed(len(stems))
        for number, turn in enumerate(self._turns):
            if turn and turn[1] not in NO_VERBS:
                particle, rest = turn
                have = self._entries.setdefault(rest, {}).setdefault(particle, set())
                have.update(int(entry) for entry in entries.of_row(number))

    def turned(self, words: Sequence[AskedWord], entries: Ints) -> Floats:
        """1 for each entry that has only other particles than the question before a rest that the question has."""
        asked: dict[str, set[str]] = {}
        for word in words:
            for sense in word.senses:
                meant = sense.near >= MEANT and sense.how != "synonym"
                turn = self._turns[sense.number] if meant else None
                if turn:
                    asked.setdefault(turn[1], set()).add(turn[0])
        out: Floats = np.zeros(len(entries), np.float32)
        for rest, particles in asked.items():
            have = self._entries.get(rest, {})
            same = set().union(*(have.get(particle, ()) for particle in particles))
            other = set().union(*have.values()) - same
            if other:
                out = np.maximum(out, np.fromiter((int(entry) in other for entry in entries), np.float32, len(entries)))
        return out
