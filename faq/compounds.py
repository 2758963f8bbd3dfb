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
_INFLECTIONS = ("en", "es", "er", "n", "e", "s")
NEVER = 1 << 20
CHEAPEST_GUESS = 2 + SHORTEST_PART + 1
"""What a way with an unknown part costs at least: that part, and a known one."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a compound: letters, stem (empty when unknown), worth alone, share of the letters (0 in the middle)."""

    piece: str
    stem: str
    share: float
    worth: float


@dataclass(frozen=True, kw_only=True)
class Forms:
    """Words with their stems as the last part of a compound, and in the forms that they take before another part.

    `bare`: without the joint that may follow; `reach`: four letters -> those of the longest form that begins so.
    """

    last: Mapping[str, str]
    bare: Mapping[str, str]
    reach: Mapping[str, int]

    def within(self, token: str, start: int) -> list[tuple[int, str]]:
        """Where forms that begin there end, and their stems."""
        bare, least = self.bare, start + SHORTEST_PART
        stem = bare.get(token[start:least])
        found = [] if stem is None else [(least, stem)]
        longest = self.reach.get(token[start : least + 1], 0)
        if longest:
            for end in range(least + 1, min(start + longest, len(token)) + 1):
                stem = bare.get(token[start:end])
                if stem is not None:
                    found.append((end, stem))
        return found


def forms_of(words: Mapping[str, str]) -> Forms:
    """From token -> stem."""
    last = {word: stem for word, stem in words.items() if len(word) >= SHORTEST_PART and word.isalpha()}
    bare = dict(last)
    for word, stem in last.items():
        for ending in _ENDINGS:
            short = word.removesuffix(ending)
            if short != word and len(short) >= 4:
                bare.setdefault(short, stem)
    reach: dict[str, int] = {}
    for form in bare:
        beginning = form[: SHORTEST_PART + 1]
        if len(form) > reach.get(beginning, 0):
            reach[beginning] = len(form)
    return Forms(last=last, bare=bare, reach=reach)


class Splitter:
    """Splits by the words it was given (token -> stem), and behind them by words that many splitters share."""

    def __init__(self, known: Mapping[str, str], shared: Forms) -> None:
        self._own, self._shared = self._tables = forms_of(known), shared

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
        pieces = self._split(token) if depth < DEEPEST and SHORTEST <= len(token) <= LONGEST else []
        if self._word(token) is not None and not all(stem for _, stem in pieces):
            pieces = []  # a word that is known comes apart only into words that are known
        for piece, stem in pieces:
            inner, more = self._leaves(piece, depth + 1) if stem else ([], [])
            leaves += inner or [(piece, stem)]
            middle += [(piece, stem), *more] if inner else more
        return leaves, middle

    def _split(self, token: str) -> list[tuple[str, str]]:
        """Cheapest way through the word: known parts cost little, unknown letters much; one unknown part at most."""
        return self._by_known(token) or self._by_one_unknown(token)

    def _by_known(self, token: str) -> list[tuple[str, str]]:
        """The way if it needs no unknown part for certain: most compounds, and few places of a word to look at."""
        size = len(token)
        costs, steps = [NEVER] * (size + 1), [(0, 0, "")] * (size + 1)
        costs[0] = 0
        for start in (0, *range(SHORTEST_PART, size - SHORTEST_PART + 1)):
            if costs[start] < CHEAPEST_GUESS:
                for end, stem in self._known(token, start).items():
                    cost = costs[start] + _price(end - start)
                    if cost < costs[end]:
                        costs[end], steps[end] = cost, (start, 0, stem)
        return _way(token, [steps], 0, costs[size]) if costs[size] <= CHEAPEST_GUESS else []

    def _by_one_unknown(self, token: str) -> list[tuple[str, str]]:
        size = len(token)
        # By end of a part and whether an unknown part lies before: what the way costs, and where its last part begins.
        costs = plain, guessed = [NEVER] * (size + 1), [NEVER] * (size + 1)
        steps: list[list[tuple[int, int, str]]] = [[(0, 0, "")] * (size + 1), [(0, 0, "")] * (size + 1)]
        plain[0] = 0
        # From where an unknown part is cheapest: it costs as much more as it is longer.
        least, origin = 0, 0
        for start in (0, *range(SHORTEST_PART, size + 1)):
            before = start - SHORTEST_PART
            if before >= SHORTEST_PART and plain[before] - before < least:
                least, origin = plain[before] - before, before
            if 0 < size - start < SHORTEST_PART:
                continue
            if 0 < start < size or origin:
                cost = least + 2 + start
                if (cost, origin) < (guessed[start], steps[1][start][0]):
                    guessed[start], steps[1][start] = cost, (origin, 0, "")
            if start == size or plain[start] == guessed[start] == NEVER:
                continue
            for end, stem in self._known(token, start).items():
                price = _price(end - start)
                for which in (0, 1):
                    if costs[which][start] + price < costs[which][end]:
                        costs[which][end], steps[which][end] = costs[which][start] + price, (start, which, stem)
        ways = [(costs[which][size], way) for which in (0, 1) if (way := _way(token, steps, which, costs[which][size]))]
        return min(ways, key=lambda found: found[0])[1] if ways else []

    def _known(self, token: str, start: int) -> dict[int, str]:
        """Where known parts end that begin there, with their stems; the whole word is none."""
        found: dict[int, str] = {}
        last = len(token) - SHORTEST_PART
        begun = False
        for forms in self._tables:
            hits = forms.within(token, start)
            if hits:
                begun = True
                for joint in JOINTS:
                    for at, stem in hits:
                        end = at + len(joint)
                        if end <= last and end not in found and token.startswith(joint, at):
                            found[end] = stem
        if begun and start:
            ending = self._ending(token[start:])
            if ending is not None:
                found[len(token)] = ending
        return found

    def _word(self, piece: str) -> str | None:
        stem = self._own.last.get(piece)
        return stem if stem is not None else self._shared.last.get(piece)

    def _ending(self, piece: str) -> str | None:
        stem = self._word(piece)
        if stem is not None:
            return stem
        for ending in _INFLECTIONS:
            bare = piece.removesuffix(ending)
            if len(bare) >= SHORTEST_PART and (stem := self._word(bare)) is not None:
                return stem
        return None


def _price(letters: int) -> int:
    return 1 if letters > SHORTEST_PART else 2


def _way(token: str, steps: list[list[tuple[int, int, str]]], which: int, cost: int) -> list[tuple[str, str]]:
    """The parts on the way to the end; none when there is none, or when an unknown part stands beside short ones."""
    if cost >= NEVER:
        return []
    guessed, end, found = which, len(token), []
    while end:
        start, guessed, stem = steps[guessed][end]
        found.append((token[start:end], stem))
        end = start
    found.reverse()
    return found if not which or any(stem and len(piece) >= 4 for piece, stem in found) else []


def plain_words(tokens: Iterable[str]) -> dict[str, str]:
    """Token -> stem, as a Splitter takes it."""
    return {token: german_stem(token) for token in tokens}


@lru_cache(maxsize=1)
def usual_words() -> Mapping[str, str]:
    """The usual parts of municipal words, token -> stem."""
    return plain_words(sorted(COMPOUND_PARTS))
