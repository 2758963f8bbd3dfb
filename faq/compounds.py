"""Takes German compounds apart into words that are known. Pure; knows letters and words, no entries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from faq.units import german_stem
from faq.words import COMPOUND_PARTS, JOINTS

HEAD, MODIFIER, MIDDLE = 0.75, 0.65, 0.85
"""What the last leaf, any other leaf, and a part that is itself a compound are worth against the whole word."""
SHORTEST, LONGEST = 7, 48
"""Words outside these lengths stay whole."""
SHORTEST_PART = 3
DEEPEST = 3

_ENDINGS = ("en", "e", "n")
_INFLECTIONS = ("", "en", "es", "er", "n", "e", "s")
_Way = tuple[float, bool, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a compound: letters, stem (empty when unknown), worth alone, share of the letters (0 in the middle)."""

    piece: str
    stem: str
    share: float
    worth: float


class Splitter:
    """Splits by the words it was given (token -> stem) and by the usual parts of municipal words."""

    def __init__(self, known: Mapping[str, str]) -> None:
        words = {**_usual(), **known}
        self._last = {word: stem for word, stem in words.items() if len(word) >= SHORTEST_PART and word.isalpha()}
        forms = dict(self._last)
        for word, stem in self._last.items():
            for ending in _ENDINGS:
                short = word.removesuffix(ending)
                if short != word and len(short) >= 4:
                    forms.setdefault(short, stem)
        self._inner = dict(forms)
        for joint in JOINTS:
            if joint:
                for form, stem in forms.items():
                    self._inner.setdefault(form + joint, stem)

    def parts(self, token: str) -> tuple[Part, ...]:
        """Its leaves in order and the compounds among its parts; none when it is no compound or nothing is known."""
        leaves, middle = self._leaves(token, 0)
        if not leaves:
            return ()
        letters = sum(len(piece) for piece, _ in leaves)
        found = [
            Part(piece=piece, stem=stem, share=len(piece) / letters, worth=HEAD if at == len(leaves) - 1 else MODIFIER)
            for at, (piece, stem) in enumerate(leaves)
        ]
        return (*found, *(Part(piece=piece, stem=stem, share=0.0, worth=MIDDLE) for piece, stem in middle))

    def _leaves(self, token: str, depth: int) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        leaves: list[tuple[str, str]] = []
        middle: list[tuple[str, str]] = []
        pieces = self._split(token) if depth < DEEPEST and SHORTEST <= len(token) <= LONGEST else ()
        if token in self._last and not all(stem for _, stem in pieces):
            pieces = ()  # a word that is known comes apart only into words that are known
        for piece, stem in pieces:
            inner, more = self._leaves(piece, depth + 1) if stem else ([], [])
            leaves += inner or [(piece, stem)]
            middle += [(piece, stem), *more] if inner else more
        return leaves, middle

    def _split(self, token: str) -> tuple[tuple[str, str], ...]:
        """Cheapest way through the word: known parts cost little, unknown letters much; one unknown part at most."""
        size = len(token)
        ways: list[dict[bool, _Way]] = [{} for _ in range(size + 1)]
        ways[0][False] = (0.0, False, ())
        for start in range(size - 2):
            here = tuple(ways[start].values())
            if not here:
                continue
            for end in range(start + SHORTEST_PART, size + 1):
                if end - start == size or size - end in (1, 2):
                    continue
                piece = token[start:end]
                stem = self._ending(piece) if end == size else self._inner.get(piece)
                for cost, guessed, way in here:
                    if stem is not None:
                        step: _Way = (cost + (2 if len(piece) < 4 else 1), guessed, (*way, (piece, stem)))
                    elif not guessed:
                        step = (cost + 2 + end - start, True, (*way, (piece, "")))
                    else:
                        continue
                    if step[1] not in ways[end] or step[0] < ways[end][step[1]][0]:
                        ways[end][step[1]] = step
        ends = [way for way in ways[size].values() if not way[1] or any(s and len(p) >= 4 for p, s in way[2])]
        return min(ends, key=lambda way: way[0])[2] if ends else ()

    def _ending(self, piece: str) -> str | None:
        for ending in _INFLECTIONS:
            bare = piece.removesuffix(ending)
            if len(bare) >= SHORTEST_PART and (bare != piece or not ending) and bare in self._last:
                return self._last[bare]
        return None


def plain_words(tokens: Iterable[str]) -> dict[str, str]:
    """Token -> stem, as a Splitter takes it."""
    return {token: german_stem(token) for token in tokens}


@lru_cache(maxsize=1)
def _usual() -> Mapping[str, str]:
    return plain_words(sorted(COMPOUND_PARTS))
