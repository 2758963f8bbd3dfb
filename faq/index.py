"""The phrasings of one language as postings, and how a question compares with the nearest of them. Decides nothing."""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rapidfuzz import fuzz

from faq.compounds import Part
from faq.units import Unit, units
from faq.vocabulary import Meeting, Vocabulary, turning

RERANKED = 48
"""Phrasings that are compared in full."""
PER_ENTRY = 4
"""Phrasings of one entry among them, at most."""
GRAM = 3
INNER = 0.95
"""What each level of parts costs."""


@dataclass(frozen=True, kw_only=True)
class Phrasing:
    """One way to put the question of an entry."""

    entry: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Met:
    """A word of the question and what it met: its weight, how much of it is covered, the word's stem, and how.

    `words` is how many words it met: more than one for a compound.
    """

    token: str
    weight: float
    covered: float
    light: bool
    stem: str
    how: str
    words: int


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """How near a question and a phrasing are; each term is 0 to 1.

    asked: share of the question's weight that the phrasing covers · said: the other way round ·
    whole: share of the question's weight that all phrasings of the entry cover · order: token sort ratio ·
    grams: cosine of character trigrams · turned: the one says "abmelden" where the other only says "anmelden" ·
    missed: how much of its heaviest unmet word the question lacks.
    """

    entry: str
    phrasing: str
    asked: float
    said: float
    whole: float
    order: float
    grams: float
    turned: bool
    missed: float
    met: tuple[Met, ...]


@dataclass(frozen=True, kw_only=True)
class _Word:
    """A word of a question or phrasing: what it weighs, the stems it may stand for, and the parts it is made of."""

    unit: Unit
    weight: float
    meetings: tuple[Meeting, ...]
    parts: tuple[Part, ...]
    size: int


@dataclass(frozen=True, kw_only=True)
class _Row:
    entry: str
    text: str
    words: tuple[_Word, ...]
    atoms: Mapping[str, float]
    weight: float
    joined: str
    grams: Mapping[str, float]


class Index:
    """Answers which phrasings a text is near to. Built once, then only read."""

    def __init__(self, lang: str, phrasings: Sequence[Phrasing]) -> None:
        self.lang = lang
        cut = [units(phrasing.text, lang) for phrasing in phrasings]
        by_entry: dict[str, list[Unit]] = defaultdict(list)
        for phrasing, found in zip(phrasings, cut, strict=True):
            by_entry[phrasing.entry].extend(found)
        self.vocabulary = Vocabulary(lang, by_entry.values())
        self._rows = [self._row(phrasing, found) for phrasing, found in zip(phrasings, cut, strict=True) if found]
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._entries: dict[str, dict[str, float]] = defaultdict(dict)
        for number, row in enumerate(self._rows):
            whole = self._entries[row.entry]
            for atom, worth in row.atoms.items():
                self._postings[atom].append((number, worth))
                whole[atom] = max(whole.get(atom, 0.0), worth)
        self._turns = {entry: _turns(atoms) for entry, atoms in self._entries.items()}

    def nearest(self, text: str) -> list[Likeness]:
        """The phrasings a text is near to, in no order; none when no content word is shared."""
        words = self._words(units(text, self.lang))
        total = sum(word.weight for word in words)
        atoms = _atoms(words)
        joined = " ".join(word.unit.stem for word in words)
        grams = _grams(joined)
        turns = _turns(atoms)
        wholes: dict[str, float] = {}
        found = []
        for number in self._likely(words):
            row = self._rows[number]
            if row.entry not in wholes:
                whole = self._entries[row.entry]
                wholes[row.entry] = sum(word.weight * _cover(word, whole).covered for word in words) / total
            met = tuple(_cover(word, row.atoms) for word in words)
            found.append(
                Likeness(
                    entry=row.entry,
                    phrasing=row.text,
                    asked=sum(one.weight * one.covered for one in met) / total,
                    said=sum(word.weight * _cover(word, atoms).covered for word in row.words) / row.weight,
                    whole=wholes[row.entry],
                    order=fuzz.token_sort_ratio(joined, row.joined) / 100,
                    grams=_cosine(grams, row.grams),
                    turned=_turned(turns, self._turns[row.entry]),
                    missed=_missed(met),
                    met=met,
                )
            )
        return found

    def _row(self, phrasing: Phrasing, found: Sequence[Unit]) -> _Row:
        words = tuple(self._word(unit) for unit in found)
        joined = " ".join(unit.stem for unit in found)
        return _Row(
            entry=phrasing.entry,
            text=phrasing.text,
            words=words,
            atoms=_atoms(words),
            weight=sum(word.weight for word in words),
            joined=joined,
            grams=_grams(joined),
        )

    def _words(self, found: list[Unit]) -> list[_Word]:
        return [self._word(unit) for unit in (self._rejoined(found) if self.lang == "de" else found)]

    def _word(self, unit: Unit) -> _Word:
        vocabulary = self.vocabulary
        if unit.light:
            same = (Meeting(stem=unit.stem, near=1.0, how="same"),) if vocabulary.knows(unit.stem) else ()
            return _Word(unit=unit, weight=vocabulary.weight(unit), meetings=same, parts=(), size=1)
        meetings = vocabulary.meetings(unit.token, unit.stem)
        weighed = Unit(token=unit.token, stem=meetings[0].stem, light=False) if meetings else unit
        parts = () if any(meeting.how == "typo" for meeting in meetings) else vocabulary.parts(unit.token)
        size = vocabulary.size(weighed.stem)
        return _Word(unit=unit, weight=vocabulary.weight(weighed), meetings=meetings, parts=parts, size=size)

    def _rejoined(self, found: list[Unit]) -> list[Unit]:
        """Two words that are one word of the phrasings ("hunde steuer") become it."""
        joined: list[Unit] = []
        skip = False
        for unit, following in zip_longest(found, found[1:]):
            if skip:
                skip = False
                continue
            whole = None
            if following and not unit.light and not following.light and len(unit.token) >= 3:
                whole = self.vocabulary.compound(unit.token, following.token)
            joined.append(whole or unit)
            skip = whole is not None
        return joined

    def _likely(self, words: Sequence[_Word]) -> list[int]:
        """The rows that share the most weight of content words with the question, for what they say in all."""
        gathered: dict[int, float] = defaultdict(float)
        for word in words:
            if word.unit.light:
                continue
            best: dict[int, float] = {}
            for atom, near in _atoms((word,)).items():
                for number, worth in self._postings.get(atom, ()):
                    if near * worth > best.get(number, 0.0):
                        best[number] = near * worth
            for number, value in best.items():
                gathered[number] += value * word.weight
        rows = self._rows
        ranked = heapq.nlargest(
            RERANKED * PER_ENTRY, gathered, key=lambda number: gathered[number] / math.sqrt(rows[number].weight + 1)
        )
        taken: Counter[str] = Counter()
        likely: list[int] = []
        for number in ranked:
            entry = rows[number].entry
            if taken[entry] < PER_ENTRY and len(likely) < RERANKED:
                taken[entry] += 1
                likely.append(number)
        return likely


def _atoms(words: Iterable[_Word]) -> dict[str, float]:
    """Every stem the words may stand for or contain, and how well."""
    found: dict[str, float] = {}
    for word in words:
        for meeting in word.meetings:
            found[meeting.stem] = max(found.get(meeting.stem, 0.0), meeting.near)
        _add_parts(found, word.parts, 1.0)
    return found


def _add_parts(found: dict[str, float], parts: Iterable[Part], worth: float) -> None:
    for part in parts:
        if part.stem:
            found[part.stem] = max(found.get(part.stem, 0.0), part.worth * worth)
        _add_parts(found, part.inner, worth * INNER)


def _cover(word: _Word, atoms: Mapping[str, float]) -> Met:
    """How much of a word the atoms of the other side cover, and by what."""
    covered, stem, how, size = 0.0, "", "", word.size
    for meeting in word.meetings:
        value = meeting.near * atoms.get(meeting.stem, 0.0)
        if value > covered:
            covered, stem, how = value, meeting.stem, meeting.how
    if word.parts and covered < 1.0:
        value = INNER * _cover_parts(word.parts, atoms)
        if value > covered:
            covered, how = value, "part"
            parts = [part.stem for part in word.parts if _cover_parts((part,), atoms)]
            stem, size = "+".join(parts), len(parts)
    return Met(
        token=word.unit.token,
        weight=word.weight,
        covered=covered,
        light=word.unit.light,
        stem=stem,
        how=how,
        words=size,
    )


def _cover_parts(parts: Iterable[Part], atoms: Mapping[str, float]) -> float:
    total = 0.0
    for part in parts:
        value = atoms.get(part.stem, 0.0) if part.stem else 0.0
        if part.inner and value < 1.0:
            value = max(value, INNER * _cover_parts(part.inner, atoms))
        total += part.share * value
    return total


def _missed(met: Iterable[Met]) -> float:
    """Weight of the content word that misses most, against the heaviest content word."""
    content = [one for one in met if not one.light]
    heaviest = max((one.weight for one in content), default=0.0)
    return max((one.weight * (1 - one.covered) for one in content), default=0.0) / heaviest if heaviest else 1.0


def _turns(atoms: Iterable[str]) -> dict[str, set[str]]:
    """Rest of a turned verb -> the particles it has ("meld" -> {"an", "um"})."""
    found: dict[str, set[str]] = defaultdict(set)
    for atom in atoms:
        turn = turning(atom)
        if turn:
            found[turn[1]].add(turn[0])
    return found


def _turned(asked: Mapping[str, set[str]], said: Mapping[str, set[str]]) -> bool:
    """Whether the question says "abmelden" where the entry only says "anmelden"."""
    return any(rest in said and not particles & said[rest] for rest, particles in asked.items())


def _grams(text: str) -> dict[str, float]:
    padded = f" {text} "
    counts = Counter(padded[start : start + GRAM] for start in range(max(len(padded) - GRAM + 1, 1)))
    length = math.sqrt(sum(count * count for count in counts.values()))
    return {gram: count / length for gram, count in counts.items()}


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    if len(other) < len(one):
        one, other = other, one
    return sum(value * other.get(gram, 0.0) for gram, value in one.items())
