"""Hears that somebody is in danger, so that they are shown the way to those who can help at once. Pure.

It rather hears one too many than one too few: whoever is in no danger loses a glance, the other perhaps their life.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from faq.dangers import MENDED, NOT_MENDED, NOW, PAST, RULES, Danger
from faq.text import MAX_CHARACTERS, normalise
from faq.wordrules import Rulebook

__all__ = ["Danger", "Emergency", "emergency"]

MAX_TOGETHER = 14
"""Up to so many words a message is also read as one sentence: "Feuer! Hilfe!"."""
SHORT_WORD, LONG_WORD = 5, 10
"""From how many letters on one slip in a word is mended, and two."""

_SENTENCE_END = re.compile(r"[.!?;…\n]+")


@dataclass(frozen=True, kw_only=True)
class Emergency:
    """A danger, and the words that told it, as the rule's groups found them."""

    danger: Danger
    because: tuple[str, ...]


@lru_cache(maxsize=16)  # a turn asks more than once about its message
def emergency(text: str) -> Emergency | None:
    """The danger that a message tells of, or None. Never raises."""
    pieces = [piece for piece in map(_mended, _SENTENCE_END.split(text[:MAX_CHARACTERS])) if piece]
    whole = " ".join(pieces)
    if len(pieces) > 1 and whole.count(" ") < MAX_TOGETHER:
        pieces.append(whole)
    hits = [hit for piece in pieces if (hit := next(_BOOK.found(piece), None)) is not None]
    if not hits:
        return None
    number, because = min(hits, key=lambda hit: hit[0])  # the gravest rule stands first
    return Emergency(danger=RULES[number][0], because=because)


def _mended(sentence: str) -> str:
    return " ".join(map(_without_slip, normalise(sentence).split()))


@lru_cache(maxsize=20_000)
def _without_slip(word: str) -> str:
    """The word of distress that a word is a slip of the finger of; an inflected or another real word stays."""
    if len(word) < SHORT_WORD or word in MENDED or word in NOT_MENDED:
        return word
    near = [
        (distance, meant)
        for meant in MENDED
        if meant[0] == word[0]
        and not word.startswith(meant)
        and (distance := OSA.distance(word, meant)) <= (2 if len(meant) >= LONG_WORD else 1)
    ]
    return min(near)[1] if near else word


_BOOK = Rulebook((rule for _, rule in RULES), past=PAST, now=NOW)
