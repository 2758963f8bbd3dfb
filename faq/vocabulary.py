"""The words of the phrasings of one language: how rare they are, what they are made of, what another word may mean."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from faq.compounds import Part, Splitter
from faq.ragged import Floats, Ragged
from faq.slips import Slips
from faq.thesaurus import Thesaurus
from faq.units import Unit, german_stem, root
from faq.words import PARTICLES

LIGHT_WEIGHT, GREY_WEIGHT = 0.25, 0.5
"""What a function word and a word of little topic count, against a content word as rare."""
SAME_ROOT = 0.9
SAME_BEGINNING = 0.7
BEGINNING = 5
"""Letters two stems must share at their beginning to be taken for relatives."""
CACHED_WORDS = 20_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Sense:
    """A stem (its number) that a word may stand for, how near (0 to 1), and why.

    `how` is "same", "synonym", "root", "typo" or "beginning".
    """

    number: int
    near: float
    how: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A leaf of a compound: its letters, its share of them, and what it may stand for."""

    piece: str
    share: float
    weight: float
    senses: tuple[Sense, ...]


class Vocabulary:
    """What the matcher knows of words. Built once from the tokens of all phrasings; then only read.

    `stems` are numbered; `tokens` too, in the order in which they were first seen.
    """

    def __init__(self, lang: str, thesaurus: Thesaurus) -> None:
        self.lang = lang
        self._synonyms = thesaurus.synonyms
        self._grey = thesaurus.grey
        self.tokens: dict[str, int] = {}
        self.stems: dict[str, int] = {}
        self.lights: list[float] = []
        self._stem_of: list[int] = []
        self._thesaurus = thesaurus
        # A plain dict: a cache around a bound method would hold a release that has been replaced.
        self._known_senses: dict[tuple[str, str, bool], tuple[Sense, ...]] = {}

    def learn(self, units: Iterable[Unit]) -> list[int]:
        """Take in the words of a phrasing; the numbers of its tokens. Before `close`."""
        found = []
        for unit in units:
            number = self.tokens.get(unit.token)
            if number is None:
                number = self.tokens[unit.token] = len(self.tokens)
                self._stem_of.append(self.stems.setdefault(unit.stem, len(self.stems)))
                self.lights.append(self.lightness(unit))
            found.append(number)
        return found

    def close(self) -> None:
        """All phrasings are learnt: take the words apart and prepare the look-ups."""
        content = {token: unit_stem for token, unit_stem in self._surfaces() if not token.isdigit()}
        self._splitter = Splitter(content, self._thesaurus.forms) if self.lang == "de" else None
        parts = [self.parts(token) if token in content else () for token in self.tokens]
        for some in parts:
            for part in some:
                if part.stem:
                    self.stems.setdefault(part.stem, len(self.stems))
        self._content = content
        self.names = list(self.stems)
        self._terms(parts)
        self._by_root: dict[str, list[int]] = defaultdict(list)
        self._by_beginning: dict[str, list[str]] = defaultdict(list)
        for stem_, number in self.stems.items():
            self._by_root[root(stem_) if self.lang == "de" else stem_].append(number)
            if len(stem_) >= BEGINNING:
                self._by_beginning[stem_[:BEGINNING]].append(stem_)
        self._slips = Slips(content)
        self.rarity: Floats = np.zeros(len(self.stems), np.float32)
        self.unknown = 1.0

    def _surfaces(self) -> list[tuple[str, str]]:
        names = list(self.stems)
        return [
            (token, names[self._stem_of[number]])
            for token, number in self.tokens.items()
            if self.lights[number] > LIGHT_WEIGHT
        ]

    def _terms(self, parts: Sequence[tuple[Part, ...]]) -> None:
        """For each token its stem and the stems of its parts, with worth and share beside them."""
        rows: list[list[int]] = []
        worths: list[float] = []
        shares: list[float] = []
        for stem_number, some in zip(self._stem_of, parts, strict=True):
            known = [part for part in some if part.stem]
            rows.append([stem_number, *(self.stems[part.stem] for part in known)])
            worths += [1.0, *(part.worth for part in known)]
            shares += [0.0, *(part.share for part in known)]
        self.terms = Ragged.of(rows)
        self.worths = np.array(worths, np.float32)
        self.shares = np.array(shares, np.float32)

    def count(self, entries: Ragged) -> None:
        """Learn how rare the stems are; a row of `entries` holds the distinct stems of an entry."""
        seen = np.bincount(entries.values, minlength=len(self.stems))
        self._count = max(len(entries), 1)
        self.rarity = np.log(1 + (self._count + 0.5) / (seen + 0.5)).astype(np.float32)
        self.unknown = math.log(1 + (self._count + 0.5) / 1.0)

    def lightness(self, unit: Unit) -> float:
        """What a word counts for being grammar, of little topic, or neither."""
        return LIGHT_WEIGHT if unit.light else GREY_WEIGHT if unit.token in self._grey else 1.0

    def weight(self, token: str, stem_: str, senses: Sequence[Sense], light: float) -> float:
        """What a word counts: the rarity of what it stands for over entries, less for words of little topic."""
        number = self.stems.get(stem_)
        if number is None and senses:
            number = senses[0].number
        rarity = float(self.rarity[number]) if number is not None else self.unknown
        return (min(rarity, 0.5 * self.unknown) if token.isdigit() else rarity) * light

    def whole(self, first: str, second: str) -> str:
        """The token that two words are when written together ("hunde steuer"); empty when there is none."""
        for joint in ("", "s", "n"):
            token = first + joint + second
            if token in self._content:
                return token
        return ""

    def parts(self, token: str) -> tuple[Part, ...]:
        """The parts of a German compound, none when it is none or nothing of it is known."""
        return self._splitter.parts(token) if self._splitter else ()

    def senses(self, token: str, stem_: str, *, typos: bool = True) -> tuple[Sense, ...]:
        """What a word of a question may stand for among the words of the phrasings, nearest first."""
        key = token, stem_, typos
        found = self._known_senses.get(key)
        if found is None:
            if len(self._known_senses) >= CACHED_WORDS:
                self._known_senses.clear()
            found = self._known_senses[key] = self._senses(token, stem_, typos=typos)
        return found

    def pieces(self, token: str) -> tuple[Piece, ...]:
        """The leaves of a word of a question that is a compound; none when it is none or nothing of it is known."""
        found = []
        for part in self.parts(token):
            if part.share:
                senses = self.senses(part.piece, part.stem or german_stem(part.piece), typos=False)
                weight = float(self.rarity[senses[0].number]) if senses else self.unknown
                found.append(Piece(piece=part.piece, share=part.share, weight=weight, senses=senses))
        return tuple(found) if any(piece.senses for piece in found) else ()

    def _senses(self, token: str, stem_: str, *, typos: bool) -> tuple[Sense, ...]:
        found: dict[int, Sense] = {}
        number = self.stems.get(stem_)
        if number is not None:
            found[number] = Sense(number=number, near=1.0, how="same")
        for other, near in self._synonyms.get(stem_, ()):
            at = self.stems.get(other)
            if at is not None and at not in found:
                found[at] = Sense(number=at, near=near, how="synonym")
        if self.lang == "de":
            for at in self._by_root.get(root(stem_), ()):
                if at not in found or found[at].near < SAME_ROOT:
                    found[at] = Sense(number=at, near=SAME_ROOT, how="root")
        if not found and typos:
            found = {sense.number: sense for sense in self._typos(token)}
        if not found:
            found = {sense.number: sense for sense in self._beginnings(stem_)}
        return tuple(sorted(found.values(), key=lambda sense: (-sense.near, self.names[sense.number])))

    def _typos(self, token: str) -> list[Sense]:
        found: dict[int, Sense] = {}
        for word, near in self._slips.nearest(token):
            number = self.stems[self._content[word]]
            found.setdefault(number, Sense(number=number, near=near, how="typo"))
        return list(found.values())

    def _beginnings(self, stem_: str) -> list[Sense]:
        if len(stem_) < BEGINNING:
            return []
        return [
            Sense(number=self.stems[other], near=SAME_BEGINNING, how="beginning")
            for other in self._by_beginning.get(stem_[:BEGINNING], ())
            if abs(len(other) - len(stem_)) <= 3 and (other.startswith(stem_) or stem_.startswith(other))
        ][:4]


_PARTICLES = sorted(PARTICLES, key=len, reverse=True)


def turning(stem_: str) -> tuple[str, str] | None:
    """Turning particle and rest of a stem ("anmeld" -> "an", "meld"); None when it has none."""
    for particle in _PARTICLES:
        if stem_.startswith(particle) and len(stem_) - len(particle) >= 4:
            return particle, stem_[len(particle) :]
    return None
