"""Hears that somebody is in danger, so that they are shown the way to those who can help at once. Pure.

It rather hears one too many than one too few: whoever is in no danger loses a glance, the other perhaps their life.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product

from rapidfuzz.distance import OSA

from faq.dangers import MENDED, NOT_MENDED, NOW, PAST, RULES, Danger, Rule
from faq.text import MAX_CHARACTERS, normalise

__all__ = ["Danger", "Emergency", "emergency"]

MAX_TOGETHER = 14
"""Up to so many words a message is also read as one sentence: "Feuer! Hilfe!"."""
MAX_PLACES = 6
SHORT_WORD, LONG_WORD = 5, 10
"""From how many letters on one slip in a word is mended, and two."""

_SENTENCE_END = re.compile(r"[.!?;…\n]+")


@dataclass(frozen=True, kw_only=True)
class Emergency:
    """A danger, and the words that told it, as the rule's groups found them."""

    danger: Danger
    because: tuple[str, ...]


def emergency(text: str) -> Emergency | None:
    """The danger that a message tells of, or None. Never raises."""
    pieces = [piece for piece in map(_mended, _SENTENCE_END.split(text[:MAX_CHARACTERS])) if piece]
    whole = " ".join(pieces)
    if len(pieces) > 1 and whole.count(" ") < MAX_TOGETHER:
        pieces.append(whole)
    for rule in _RULES:
        for piece in pieces:
            if (because := rule.found(piece)) is not None:
                return Emergency(danger=rule.rule.danger, because=because)
    return None


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


class _Compiled:
    """A rule, ready to be asked."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self._needs = [re.compile(rf"\b(?:{group})\b") for group in rule.needs]
        self._unless = re.compile(rf"\b(?:{rule.unless})\b") if rule.unless else None

    def found(self, sentence: str) -> tuple[str, ...] | None:
        if self.rule.whole:
            return (sentence,) if self._needs[0].fullmatch(sentence) else None
        places = []
        for group in self._needs:
            hits = [hit.span() for hit in group.finditer(sentence)][:MAX_PLACES]
            if not hits:
                return None
            places.append(hits)
        if self._is_disarmed(sentence):
            return None
        for spans in product(*places):
            if _are_near(spans, sentence, self.rule.within):
                return tuple(sentence[start:end] for start, end in spans)
        return None

    def _is_disarmed(self, sentence: str) -> bool:
        if self._unless is not None and self._unless.search(sentence):
            return True
        return self.rule.acute and _PAST.search(sentence) is not None and _NOW.search(sentence) is None


def _are_near(spans: tuple[tuple[int, int], ...], sentence: str, within: int) -> bool:
    ordered = sorted(spans)
    if any(end > start for (_, end), (start, _) in pairwise(ordered)):
        return False  # one word cannot be two of the groups
    return sentence.count(" ", ordered[0][0], ordered[-1][1]) < within


_PAST = re.compile(rf"\b(?:{PAST})\b")
_NOW = re.compile(rf"\b(?:{NOW})\b")
_RULES = tuple(map(_Compiled, RULES))
