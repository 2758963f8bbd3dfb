"""The words of the phrasings of one language: how rare they are, what they are made of, what another word may mean."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from faq.compounds import Part, Splitter
from faq.text import stem
from faq.units import Unit, german_stem, root
from faq.words import PARTICLES, SYNONYMS, TURNING_PREFIXES

LIGHT_WEIGHT = 0.25
"""What a function word counts, against a content word as rare."""
SAME_ROOT = 0.9
SAME_BEGINNING = 0.7
SYNONYM = 0.8
BEGINNING = 5
"""Letters two stems must share at their beginning to be taken for relatives."""
CACHED_WORDS = 20_000


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A stem that a word may stand for, how near (0 to 1), and why ("same", "synonym", "root", "typo", "beginning")."""

    stem: str
    near: float
    how: str


class Vocabulary:
    """What the matcher knows of words. Built once from the units of all phrasings; then only read."""

    def __init__(self, lang: str, entries: Iterable[Iterable[Unit]]) -> None:
        self.lang = lang
        count = 0
        seen: Counter[str] = Counter()
        surfaces: dict[str, str] = {}
        for units in entries:
            count += 1
            distinct = set()
            for unit in units:
                if not unit.light:
                    surfaces.setdefault(unit.token, unit.stem)
                distinct.add(unit.stem)
            seen.update(distinct)
        self._count = max(count, 1)
        self._seen: Mapping[str, int] = seen
        self._content: Mapping[str, str] = surfaces
        self._tokens = {stem_: token for token, stem_ in self._content.items()}
        self._splitter = Splitter(self._content) if lang == "de" else None
        self._near_length: dict[tuple[int, int], list[str]] = {}
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for token in self._content:
            self._by_length[len(token)].append(token)
        self._by_root: dict[str, list[str]] = defaultdict(list)
        self._by_beginning: dict[str, list[str]] = defaultdict(list)
        for stem_ in dict.fromkeys(self._content.values()):
            self._by_root[root(stem_)].append(stem_)
            if len(stem_) >= BEGINNING:
                self._by_beginning[stem_[:BEGINNING]].append(stem_)
        self._synonyms = _synonyms(lang)
        self.unknown = self._rarity(0.5)
        self.meetings = lru_cache(maxsize=CACHED_WORDS)(self._meetings)
        self.compound = lru_cache(maxsize=CACHED_WORDS)(self._compound)
        self.parts = lru_cache(maxsize=CACHED_WORDS)(self._parts)

    def knows(self, stem_: str) -> bool:
        """Whether some phrasing has a word of that stem."""
        return stem_ in self._seen

    def weight(self, unit: Unit) -> float:
        """What a unit counts: its rarity over entries, a quarter of it for function words."""
        rarity = self._rarity(self._seen[unit.stem]) if unit.stem in self._seen else self.unknown
        return rarity * LIGHT_WEIGHT if unit.light else rarity

    def _compound(self, first: str, second: str) -> Unit | None:
        """The word of the phrasings that two words are when written together; None when there is none."""
        if first in self._content and second in self._content:
            return None
        token = first + second
        stem_ = german_stem(token)
        if self.knows(stem_):
            return Unit(token=token, stem=stem_, light=False)
        near = [meeting for meeting in self._typos(token) if meeting.near > 0.85] if len(token) >= 7 else []
        return Unit(token=token, stem=near[0].stem, light=False) if near else None

    def _parts(self, token: str) -> tuple[Part, ...]:
        """The parts of a German compound, none when it is none or nothing of it is known."""
        return self._splitter.parts(token) if self._splitter else ()

    def size(self, stem_: str) -> int:
        """How many words a known word is made of; 1 for what is no compound."""
        token = self._tokens.get(stem_, "")
        return max(1, sum(bool(part.stem) for part in self.parts(token)))

    def _rarity(self, entries: float) -> float:
        return math.log(1 + (self._count + 0.5) / (entries + 0.5))

    def _meetings(self, token: str, stem_: str) -> tuple[Meeting, ...]:
        """What a word of a question may stand for among the words of the phrasings, nearest first."""
        synonyms = tuple(
            Meeting(stem=other, near=SYNONYM, how="synonym")
            for other in self._synonyms.get(stem_, ())
            if self.knows(other) and other != stem_
        )
        if stem_ in self._tokens:
            return (Meeting(stem=stem_, near=1.0, how="same"), *synonyms)
        if synonyms:
            return synonyms
        rooted = [other for other in self._by_root.get(root(stem_), ()) if other != stem_]
        if rooted:
            return tuple(Meeting(stem=other, near=SAME_ROOT, how="root") for other in rooted)
        typos = self._typos(token)
        if typos:
            return typos
        return self._beginnings(stem_)

    def _typos(self, token: str) -> tuple[Meeting, ...]:
        limit = typo_limit(token)
        if limit == 0:
            return ()
        nearby = self._of_length(len(token), limit)
        hits = process.extract(token, nearby, scorer=OSA.distance, score_cutoff=limit, limit=4)
        found: dict[str, Meeting] = {}
        least = min((distance for _, distance, _ in hits), default=0)
        for word, distance, _ in hits:
            if distance > least or distance > typo_limit(word) or swaps(token, word) or turns(token, word):
                continue
            near = 0.95 - 0.6 * distance / max(len(token), len(word))
            found.setdefault(self._content[word], Meeting(stem=self._content[word], near=near, how="typo"))
        return tuple(found.values())

    def _of_length(self, length: int, slack: int) -> list[str]:
        found = self._near_length.get((length, slack))
        if found is None:
            lengths = range(length - slack, length + slack + 1)
            found = [word for near in lengths for word in self._by_length.get(near, ())]
            self._near_length[length, slack] = found
        return found

    def _beginnings(self, stem_: str) -> tuple[Meeting, ...]:
        alike = [
            other
            for other in self._by_beginning.get(stem_[:BEGINNING], ())
            if abs(len(other) - len(stem_)) <= 3 and (other.startswith(stem_) or stem_.startswith(other))
        ]
        return tuple(Meeting(stem=other, near=SAME_BEGINNING, how="beginning") for other in alike[:4])


def typo_limit(token: str) -> int:
    """How many slips a word of that length may have; none in short words and numbers."""
    if not token.isalpha() or len(token) < 4:
        return 0
    if len(token) < 7:
        return 1
    return 2 if len(token) < 12 else 3


def swaps(one: str, other: str) -> bool:
    """Whether two short words differ by another letter in one place ("Kind", "Kino"): another word, not a slip."""
    return len(one) == len(other) <= 5 and sorted(one) != sorted(other)


def turns(one: str, other: str) -> bool:
    """Whether two words differ by a turning prefix ("anmelden", "abmelden"), which is never a slip."""
    (prefix, rest), (other_prefix, other_rest) = _prefix(one), _prefix(other)
    if prefix == other_prefix:
        return False
    return min(OSA.distance(rest, other_rest), OSA.distance(one, other_rest), OSA.distance(rest, other)) < OSA.distance(
        one, other
    )


def _prefix(token: str) -> tuple[str, str]:
    for prefix in TURNING_PREFIXES:
        if token.startswith(prefix) and len(token) - len(prefix) >= 3:
            return prefix, token[len(prefix) :]
    return "", token


_PARTICLES = sorted(PARTICLES, key=len, reverse=True)


def turning(stem_: str) -> tuple[str, str] | None:
    """Turning particle and rest of a stem ("anmeld" -> "an", "meld"); None when it has none."""
    for particle in _PARTICLES:
        if stem_.startswith(particle) and len(stem_) - len(particle) >= 4:
            return particle, stem_[len(particle) :]
    return None


@lru_cache
def _synonyms(lang: str) -> Mapping[str, tuple[str, ...]]:
    """Stem -> stems of the words that mean the same."""
    found: dict[str, tuple[str, ...]] = {}
    for group in SYNONYMS.get(lang, ()):
        stems = tuple(dict.fromkeys(german_stem(word) if lang == "de" else stem(word, lang) for word in group.split()))
        for one in stems:
            found[one] = tuple(dict.fromkeys((*found.get(one, ()), *stems)))
    return found
