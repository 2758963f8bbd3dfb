"""Takes German compounds apart into words that are known. Pure; knows letters and words, no entries."""

from collections.abc import Mapping
from dataclasses import dataclass

from faq.units import german_stem
from faq.words import COMPOUND_PARTS, JOINTS

HEAD, MODIFIER = 0.75, 0.65
"""What the last part and any other part of a compound are worth against the whole word."""
SHORTEST, LONGEST = 7, 60
"""Words outside these lengths stay whole."""

_Way = tuple[float, bool, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a compound: its stem (empty when unknown), its share of the letters, its worth alone, its own parts."""

    stem: str
    share: float
    worth: float
    inner: tuple["Part", ...] = ()


class Splitter:
    """Splits by the words it was given (token -> stem) and by the usual parts of municipal words."""

    def __init__(self, known: Mapping[str, str]) -> None:
        words = {**{word: german_stem(word) for word in sorted(COMPOUND_PARTS)}, **known}
        self._forms = {token: stem for token, stem in words.items() if len(token) >= 3 and token.isalpha()}
        for token, stem in words.items():
            for ending in ("en", "e", "n"):
                short = token.removesuffix(ending)
                if short != token and len(short) >= 4 and short.isalpha():
                    self._forms.setdefault(short, stem)
        self._stems = frozenset(words.values())

    def parts(self, token: str) -> tuple[Part, ...]:
        """The parts in order, none when the word is no compound or nothing of it is known."""
        if not SHORTEST <= len(token) <= LONGEST:
            return ()
        pieces = self._split(token)
        letters = sum(len(piece) for piece, _ in pieces)
        return tuple(
            Part(
                stem=stem,
                share=len(piece) / letters,
                worth=HEAD if index == len(pieces) - 1 else MODIFIER,
                inner=self.parts(piece) if stem else (),
            )
            for index, (piece, stem) in enumerate(pieces)
        )

    def _split(self, token: str) -> tuple[tuple[str, str], ...]:
        """Cheapest way through the word: known parts cost little, unknown letters much; one unknown part at most."""
        size = len(token)
        ways: list[dict[bool, _Way]] = [{} for _ in range(size + 1)]
        ways[0][False] = (0.0, False, ())
        for start in range(size - 2):
            for end in range(start + 3, size + 1):
                if not ways[start] or end - start == size:
                    continue
                known = self._part(token[start:end], last=end == size)
                for cost, guessed, way in tuple(ways[start].values()):
                    if known:
                        step: _Way = (cost + (2 if len(known[0]) < 4 else 1), guessed, (*way, known))
                    elif not guessed:
                        step = (cost + 2 + end - start, True, (*way, (token[start:end], "")))
                    else:
                        continue
                    if step[1] not in ways[end] or step[0] < ways[end][step[1]][0]:
                        ways[end][step[1]] = step
        ends = [way for way in ways[size].values() if not way[1] or any(s and len(p) >= 4 for p, s in way[2])]
        return min(ends, key=lambda way: way[0])[2] if ends else ()

    def _part(self, piece: str, *, last: bool) -> tuple[str, str] | None:
        if last:
            if piece in self._forms:
                return piece, self._forms[piece]
            stem = german_stem(piece) if len(piece) >= 4 else ""
            return (piece, stem) if stem in self._stems else None
        for joint in JOINTS:
            bare = piece.removesuffix(joint)
            if len(bare) >= 3 and (bare != piece or not joint) and bare in self._forms:
                return bare, self._forms[bare]
        return None
