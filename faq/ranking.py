"""Puts the entries of a release in order for a question: words, classifier and citizens' lexicon together. Pure."""

import math
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from faq.entry import GERMAN, Entry, Release
from faq.index import FEATURES, WHOLE, Index, Look, Phrasing
from faq.knowledge import Knowledge
from faq.lexicon.concerns import Heard
from faq.ragged import Floats
from faq.text import guess_language, normalise
from faq.thesaurus import Thesaurus
from faq.weights import RANK

TERMS = (*FEATURES, "lexicon", "rival")
"""The terms of a score. lexicon: how surely the message speaks of a service that the entry is about · rival: how much
more surely it speaks of a service that the entry is not about."""
ELSEWHERE = "!"
"""Marks the id of an entry under which its look-alikes stand that belong elsewhere (`not_for`)."""
UNDERSTOOD = 0.5
"""When an entry covers so much of a message, its language needs no further guess."""
PLACES = 16
"""Candidates that are kept of each language."""
HALF = 0.5
"""An entry that is linked to a service more surely than this is about it."""
OTHER_LANGUAGE = 0.3
"""What a phrasing in another language than the message's loses."""


class Place(NamedTuple):
    """An entry at its place: terms by TERMS, and their score (a logit)."""

    id: str
    score: float
    terms: Sequence[float]
    phrasing: str
    exact: bool
    lang: str
    column: int  # of the look of that language
    service: Heard | None = None  # the surest service that the entry is about


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """All candidates, best first; the services that were heard; the looks by language.

    `familiar`: whether the lexicon knows the matters of this knowledge base; `hidden`: the best score of what
    may not be meant (an entry that is expired or for staff, a look-alike), infinite where such an entry says it so.
    """

    places: tuple[Place, ...]
    heard: tuple[Heard, ...] = ()
    looks: Mapping[str, Look] = field(default_factory=dict)
    familiar: bool = False
    hidden: float = -math.inf

    @cached_property
    def shares(self) -> list[float]:
        """Each candidate's share of all candidates' odds."""
        best = max(place.score for place in self.places)
        odds = [math.exp(place.score - best) for place in self.places]
        total = sum(odds)
        return [one / total for one in odds]


class Ranker:
    """Ranks on one release for as long as it lives; safe to share between threads that only rank."""

    def __init__(self, release: Release, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        phrasings: dict[str, list[Phrasing]] = {}
        # A hash stands for a text, which would take much more room.
        self._exact: dict[int, tuple[str, ...]] = {}
        alone: dict[str, tuple[str, ...]] = {}  # one for all phrasings of an entry
        self.phrasings: dict[str, int] = {}
        for entry in release.entries:
            for id_, lang, text in _phrasings(entry):
                phrasings.setdefault(lang, []).append(Phrasing(entry=id_, text=text))
                plain = hash(normalise(text))
                known = self._exact.get(plain, ())
                if id_ not in known:
                    self._exact[plain] = (*known, id_) if known else alone.setdefault(id_, (id_,))
                self.phrasings[id_] = self.phrasings.get(id_, 0) + 1
        self._indices = {
            lang: Index(
                lang,
                many,
                {entry.id: entry.answer.get(lang, "") for entry in release.entries},
                knowledge.thesauri.get(lang, Thesaurus()),
            )
            for lang, many in sorted(phrasings.items())
        }
        german = self._indices.get(GERMAN)
        self._links = knowledge.concerns.links(german) if german and knowledge.concerns else {}

    def rank(self, text: str, lang: str, wanted: Container[str]) -> Ranking:
        """Candidates for a message of a citizen spoken to in `lang`; `wanted` are the entries that may be meant."""
        guess = guess_language(text)
        spoken = guess or lang
        heard = self._knowledge.concerns.heard(text, spoken) if self._links and self._knowledge.concerns else ()
        linked = {id_ for one in heard for id_ in self._links.get(one.service, ())}
        looks: dict[str, Look] = {}
        best: dict[str, Place] = {}
        hidden = -math.inf
        exact = self._exact.get(hash(normalise(text)), ())
        also = tuple(sorted({*linked, *exact}))
        for index_lang in self._looked_at(guess, spoken):
            if looks and max(float(look.terms[:, WHOLE].max()) for look in looks.values()) >= UNDERSTOOD:
                break
            index = self._indices[index_lang]
            look = index.look(text, also)
            if look is None:
                continue
            looks[index_lang] = look
            ids = [index.ids[entry] for entry in look.entries.tolist()]
            terms = np.concatenate((look.terms, self._lexical(heard, ids)), axis=1)
            scores = terms @ RANK[index_lang if index_lang == GERMAN else "en", index.is_taught]
            if index_lang != spoken:
                scores -= OTHER_LANGUAGE
            rows, logits, phrasings = terms.tolist(), scores.tolist(), look.best.tolist()
            for column in self._first(scores, [id_ in exact for id_ in ids] if exact else []):
                id_, score = ids[column], logits[column]
                known = best.get(id_)
                if id_.removeprefix(ELSEWHERE) not in wanted:
                    hidden = max(hidden, math.inf if id_ in exact else score)
                elif known is None or score > known.score:
                    best[id_] = Place(
                        id_, score, rows[column], index.texts[phrasings[column]], id_ in exact, index_lang, column,
                        self._service(heard, id_) if heard else None,
                    )  # fmt: skip
        look_alikes = {id_: best.pop(id_) for id_ in [id_ for id_ in best if id_.startswith(ELSEWHERE)]}
        hidden = max([hidden, *(place.score for place in look_alikes.values())])
        own = list(best.values())
        if look_alikes:
            own = [place for place in own if not _belongs_elsewhere(place, look_alikes.get(ELSEWHERE + place.id))]
        places = sorted(own, key=lambda place: (not place.exact, -place.score, place.id))
        return Ranking(places=tuple(places), heard=heard, looks=looks, familiar=bool(self._links), hidden=hidden)

    def _first(self, scores: Floats, exact: list[bool]) -> Sequence[int]:
        """The columns worth a place: the best, and what says the very words."""
        if len(scores) <= PLACES:
            return range(len(scores))
        best: list[int] = (-scores).argsort(kind="stable")[:PLACES].tolist()
        return [*best, *(column for column, said in enumerate(exact) if said and column not in best)]

    def _looked_at(self, guess: str | None, spoken: str) -> list[str]:
        """The languages whose phrasings may hold the message, likeliest first: its own or German; all when not sure."""
        if guess is None:
            return sorted(self._indices, key=lambda lang: (lang != spoken, lang))
        return [spoken] if spoken in self._indices else [GERMAN] if GERMAN in self._indices else list(self._indices)

    def _service(self, heard: tuple[Heard, ...], id_: str) -> Heard | None:
        linked = [one for one in heard if self._links.get(one.service, {}).get(id_, 0.0) > HALF]
        return max(linked, key=lambda one: one.score, default=None)

    def _lexical(self, heard: tuple[Heard, ...], ids: list[str]) -> Floats:
        found: Floats = np.zeros((len(ids), 2), np.float32)
        if not heard:
            return found
        found[:, 1] = heard[0].score
        place = {id_: row for row, id_ in enumerate(ids)}
        for id_ in {id_ for one in heard for id_ in self._links.get(one.service, ())} & place.keys():
            sure = [self._links.get(one.service, {}).get(id_, 0.0) for one in heard]
            own = max(one.score * link for one, link in zip(heard, sure, strict=True))
            other = max((one.score for one, link in zip(heard, sure, strict=True) if not link), default=0.0)
            found[place[id_]] = own, max(other - own, 0.0)
        return found


def _belongs_elsewhere(place: Place, look_alike: Place | None) -> bool:
    """Whether a message is nearer to what the entry says it is not for than to the entry."""
    if look_alike is None or place.exact:
        return False
    return look_alike.exact or look_alike.score >= place.score


def _phrasings(entry: Entry) -> list[tuple[str, str, str]]:
    found = [(entry.id, lang, text) for lang, text in entry.question.items()]
    found += [(entry.id, lang, text) for lang, many in entry.paraphrases.items() for text in many]
    found += [(ELSEWHERE + entry.id, lang, text) for lang, many in entry.not_for.items() for text in many]
    return found
