"""The phrasings of one language as arrays, and how a question compares with the nearest entries. Decides nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
from rapidfuzz.fuzz import ratio

from faq.coverage import covers
from faq.documents import Documents
from faq.opposites import Opposites
from faq.question import AskedWord, Reader
from faq.ragged import Floats, Ints, Ragged, distinct, ends_of, sums, tops, two_best
from faq.taught import Taught, teach
from faq.text import stems as stems_of
from faq.text import tokens as tokens_of
from faq.thesaurus import Thesaurus
from faq.trigrams import POSTINGS, SLOTS, Trigrams, counted, trigrams
from faq.units import Unit, units
from faq.vocabulary import Vocabulary

CANDIDATES = 16
"""Entries that are compared in full."""
MOST_PHRASINGS = 800
"""Phrasings compared in full, over all candidates."""
TAUGHT_UNIT = 5.0
TEXTS = (3, 2, 1)
"""Where there are too many phrasings to learn from one by one, those of an entry are put together into so few texts."""
MOST_WORK = 8e8
"""Texts squared times entries beyond which nothing is trained: the build must stay short."""
TINY = 1e-9

FEATURES = (
    "asked", "said", "both", "grams", "pairs", "order", "whole", "pool", "bm25", "second", "missed", "turned", "taught",
)  # fmt: skip
"""The terms of a comparison, each about 0 to 1, in the order of a column of `Look.terms`.

asked: share of the question's weight that the best phrasing covers · said: the other way round · both: geometric mean ·
grams: cosine of character trigrams · pairs: share of the question's pairs of neighbours · order: ratio of the sorted
words · whole: share of the question's weight that all phrasings of the entry cover · pool: trigram cosine with all
phrasings as one text · bm25: BM25 with phrasings and answer as one text, against the best · second: how near the
second best phrasing is · missed: the heaviest word that the entry lacks · turned: 1 when the one says "abmelden" where
the other only says "anmelden" · taught: what the classifier makes of the trigrams, against the best, 0 or less.
"""
ASKED, SAID, BOTH, GRAMS, PAIRS, ORDER, WHOLE, POOL, BM25, SECOND, MISSED, TURNED, TAUGHT = range(len(FEATURES))
NEARNESS = np.array([0.3, 0.1, 0.3, 0.25, 0.05], np.float32)
"""What the first five terms count when the best phrasing of an entry is chosen."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrasing:
    """One way to put the question of an entry."""

    entry: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Look:
    """What a question and the nearest entries have in common.

    `terms` has a row an entry of `entries` (numbers) and a column a name of FEATURES; `best` is each entry's nearest
    phrasing; `wholes[j, i]` is how much of word j of `words` all phrasings of candidate i cover.
    """

    words: tuple[AskedWord, ...]
    entries: Ints
    terms: Floats
    best: Ints
    wholes: Floats
    stems: Sequence[str]

    def stem(self, number: int) -> str:
        """The stem of that number."""
        return self.stems[number]


class Index:
    """Answers which entries a text is near to. Built once, then only read."""

    def __init__(
        self,
        lang: str,
        phrasings: Sequence[Phrasing],
        answers: Mapping[str, str],
        thesaurus: Thesaurus,
        *,
        taught: bool = True,
        candidates: int = CANDIDATES,
        postings: int = POSTINGS,
    ) -> None:
        self.lang = lang
        self.ids = list(dict.fromkeys(phrasing.entry for phrasing in phrasings))
        self._most = candidates
        self._number = {id_: at for at, id_ in enumerate(self.ids)}
        ordered = sorted(phrasings, key=lambda phrasing: self._number[phrasing.entry])
        self.texts = [phrasing.text for phrasing in ordered]
        self._owner = np.array([self._number[phrasing.entry] for phrasing in ordered], np.int32)
        self.vocabulary = Vocabulary(lang, thesaurus)
        self._learn()
        self._weigh()
        self._reader = Reader(self.vocabulary)
        self._trigrams = Trigrams(self.vocabulary.tokens, self._tokens, self._of_entry, postings=postings)
        self._documents = Documents(self._with_answers(answers), len(self.vocabulary.stems))
        self._opposites = Opposites(list(self.vocabulary.stems), self._stems) if lang == "de" else None
        self._taught = self._teach(answers) if taught else None

    # -- building

    def _learn(self) -> None:
        rows: list[list[int]] = []
        self._joined: list[str] = []
        for text in self.texts:
            found = units(text, self.lang) or [_NOTHING]
            rows.append(self.vocabulary.learn(found))
            self._joined.append(" ".join(sorted(unit.stem for unit in found)))
        self._tokens = Ragged.of(rows)
        self.vocabulary.close()

    def _weigh(self) -> None:
        vocabulary = self.vocabulary
        self._of_entry = Ragged(
            np.arange(len(self.texts), dtype=np.int32), ends_of(np.bincount(self._owner, minlength=len(self.ids)))
        )
        self._terms = self._tokens.through(vocabulary.terms).grouped(self._of_entry)
        entries, stems, _ = self._terms.counted(len(vocabulary.stems))
        self._stems = Ragged.by_key(entries, stems, len(self.ids))
        vocabulary.count(self._stems)
        first = vocabulary.terms.values[vocabulary.terms.starts[:-1]]
        self._token_weight = (vocabulary.rarity[first] * np.array(vocabulary.lights, np.float32)).astype(np.float32)
        self._weight = sums(self._token_weight[self._tokens.values], self._tokens.starts)
        stems = first[self._tokens.values].astype(np.int64)
        self._pairs = _pair_key(stems, np.roll(stems, -1)).astype(np.int32)
        self._pairs[self._tokens.starts[1:] - 1] = -1

    def _with_answers(self, answers: Mapping[str, str]) -> Ragged:
        known = self.vocabulary.stems
        extra = Ragged.of(
            [known[stem] for stem in stems_of(answers.get(id_, ""), self.lang) if stem in known] for id_ in self.ids
        )
        values = [
            np.concatenate([self._terms.of_row(at), extra.of_row(at)])
            if len(extra.of_row(at))
            else self._terms.of_row(at)
            for at in range(len(self.ids))
        ]
        lengths = np.array([len(row) for row in values], np.int32)
        return Ragged(np.concatenate(values) if values else np.zeros(0, np.int32), ends_of(lengths))

    def _teach(self, answers: Mapping[str, str]) -> Taught | None:
        spoken = [tokens_of(answers.get(id_, "")) for id_ in self.ids]
        counts = self._of_entry.lengths()
        for most in (int(counts.max()), *TEXTS):
            if (int(np.minimum(counts, most).sum()) + sum(map(bool, spoken))) ** 2 * len(self.ids) <= MOST_WORK:
                return self._taught_by(spoken, most)
        return None

    def _taught_by(self, spoken: Sequence[Sequence[str]], most: int) -> Taught | None:
        """The phrasings of an entry put together into at most so many texts, and its answer, are the lessons."""
        words = list(self.vocabulary.tokens)
        rows: list[list[int]] = []
        owners: list[int] = []
        for entry, answer in enumerate(spoken):
            phrasings = self._of_entry.of_row(entry)
            groups = [phrasings[start::most] for start in range(min(most, len(phrasings)))]
            texts = [[words[token] for at in group for token in self._tokens.of_row(at)] for group in groups]
            texts += [list(answer)] if answer else []
            rows += [[slot for token in text for slot in trigrams(token)] for text in texts]
            owners += [entry] * len(texts)
        return teach(rows, np.array(owners, np.int32), len(self.ids), SLOTS)

    # -- asking

    @property
    def is_taught(self) -> bool:
        """Whether the classifier was trained (not for very many entries)."""
        return self._taught is not None

    def pooled(self, text: str) -> Floats:
        """Trigram cosine of a text with each entry, all its phrasings as one text."""
        slots, counts = counted(tokens_of(text))
        return self._trigrams.entries(slots, self._trigrams.unit(slots, counts))

    def look(self, text: str, also: Sequence[str] = ()) -> Look | None:
        """The nearest entries, `also` these, and what they have in common with a text; None when that is nothing."""
        words = self._reader.read(text)
        if not words:
            return None
        slots, counts = counted([word.token for word in words])
        unit = self._trigrams.unit(slots, counts)
        pool, bm25 = self._trigrams.entries(slots, unit), self._documents.scores(words)
        bm25 *= 0.5 / max(float(bm25.max()), TINY)
        entries = self._nearest(bm25 + pool, also)
        if not len(entries):
            return None
        terms: Floats = np.zeros((len(entries), len(FEATURES)), np.float32)
        terms[:, POOL], terms[:, BM25] = pool.take(entries), 2 * bm25.take(entries)
        if self._taught:
            taught = self._taught.scores(slots, counts, entries)
            terms[:, TAUGHT] = (taught - taught.max()) / TAUGHT_UNIT
        return self._compare(words, (slots, unit), entries, terms)

    def _nearest(self, near: Floats, also: Sequence[str]) -> Ints:
        likely = (near > 0.5 * near.max()).nonzero()[0]  # to order few numbers is faster
        if len(likely) < self._most:
            likely = (near > 0).nonzero()[0]
        best: Ints = likely
        if len(likely) > self._most:
            best = likely.take((-near.take(likely)).argpartition(self._most - 1)[: self._most])
        named = [number for id_ in also if (number := self._number.get(id_)) is not None]
        if named:
            best = np.array([*{*best.tolist(), *named}], np.int32)
        best.sort()
        return best

    def _compare(
        self, words: tuple[AskedWord, ...], trigrams: tuple[Ints, Floats], entries: Ints, terms: Floats
    ) -> Look:
        """Fills in the terms that need the phrasings themselves."""
        phrasings, of_entry = self._of_entry.take(entries)
        if len(phrasings) > MOST_PHRASINGS:
            phrasings, of_entry = _shortened(phrasings, of_entry)
        at, ends = self._tokens.take(phrasings)
        tokens, which = distinct(self._tokens.values.take(at), len(self._token_weight))
        weights = np.array([word.weight for word in words], np.float32)
        weights /= max(float(weights.sum()), TINY)
        hits, cover = covers(words, tokens, which, ends, self.vocabulary)
        by_word: Floats = np.empty((len(at), 3), np.float32)
        by_word[:, 0] = (hits * self._token_weight.take(tokens)).take(which)
        by_word[:, 1] = self._trigrams.words(*trigrams, tokens).take(which)
        by_word[:, 2] = self._in_pairs(words, at)
        said, grams, pairs = sums(by_word, ends).T
        near: Floats = np.empty((len(NEARNESS), len(phrasings)), np.float32)
        near[ASKED] = cover @ weights
        near[SAID] = said / self._weight.take(phrasings)
        near[BOTH] = np.sqrt(near[ASKED] * near[SAID])
        near[GRAMS] = grams / self._trigrams.lengths.take(phrasings)
        near[PAIRS] = np.minimum(pairs / max(len(words) - 1, 1), 1.0)
        best, terms[:, SECOND] = two_best(NEARNESS @ near, of_entry)
        wholes = tops(cover, of_entry)
        terms[:, : len(NEARNESS)] = near.take(best, axis=1).T
        best = phrasings.take(best)
        terms[:, ORDER] = self._orders(words, best)
        terms[:, WHOLE] = wholes @ weights
        terms[:, MISSED] = (weights * (1 - wholes)).max(axis=1) / max(float(weights.max()), TINY)
        if self._opposites:
            terms[:, TURNED] = self._opposites.turned(words, entries)
        return Look(words=words, entries=entries, terms=terms, best=best, wholes=wholes.T, stems=self.vocabulary.names)

    def _orders(self, words: Sequence[AskedWord], phrasings: Ints) -> list[float]:
        joined = " ".join(sorted([word.stem for word in words]))
        return [ratio(joined, self._joined[phrasing]) / 100 for phrasing in phrasings.tolist()]

    def _in_pairs(self, words: Sequence[AskedWord], at: Ints) -> Floats:
        """Whether the words at some places of the phrasings and the ones behind them are neighbours in the question."""
        numbers = [word.senses[0].number if word.senses else -1 - place for place, word in enumerate(words)]
        wanted = np.array([_pair_key(one, other) for one, other in pairwise(numbers)], np.int32)
        found: Floats = (wanted[:, None] == self._pairs.take(at)).any(axis=0)
        return found


_NOTHING = Unit("-", "-", light=True)
"""Stands for a phrasing of no words, so that no row is empty."""


Number = TypeVar("Number", int, Ints)


def _pair_key(stem: Number, following: Number) -> Number:
    return (stem * 1_000_003 + following) % 0x7FFFFFFF


def _shortened(phrasings: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """As many phrasings of each entry as keep the whole below the limit, at least one each."""
    most = max(1, MOST_PHRASINGS // (len(ends) - 1))
    lengths = np.minimum(np.diff(ends), most)
    kept = ends_of(lengths)
    positions = np.repeat(ends[:-1] - kept[:-1], lengths) + np.arange(kept[-1])
    return phrasings[positions], kept
