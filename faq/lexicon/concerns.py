"""Which standard service a message speaks of, and which entries of a town are about it. Pure; built once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from faq.index import BM25, BOTH, FEATURES, WHOLE, Index, Phrasing
from faq.lexicon.service import Service
from faq.ragged import Floats
from faq.text import normalise
from faq.thesaurus import Thesaurus

FAMILIAR = 1 / 3
"""The share of entries that must be about services for the lexicon to have a say (in a town nearly all are)."""
HEARD = 6
"""Services that a message may speak of."""
POSTINGS = 20_000
"""Services are told apart by common trigrams too: they have many phrases."""
AUDIBLE = 0.5
"""Below this a service is not heard: two everyday words in common say nothing."""
LITERAL = 1.0
"""What a service is heard with, at least, and before all others, whose phrase is the message word for word."""
LINKED, RELATIVE, MUTUAL = 0.4, 0.85, 0.6
"""How near an entry must be to a service's names: at least, its nearest, the service's nearest."""
WEIGHTS = {
    "asked": 0.016, "said": 0.046, "both": 0.088, "grams": 0.035, "order": 0.07, "whole": 0.086, "pool": 0.44,
    "bm25": 0.31, "second": 0.12, "missed": 0.046, "turned": -0.1,
}  # fmt: skip
"""Terms of a comparison with a service (no classifier is trained for them); about 1 for its very words."""

_WEIGHTS = np.array([WEIGHTS.get(name, 0.0) for name in FEATURES], np.float32)


_plain = lru_cache(maxsize=20_000)(normalise)
"""Phrases come again and again; the few texts that `normalise` remembers itself are messages."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """A service (its number) that a message may speak of, how surely, and by which phrase.

    whole: share of the message's weight that its phrases cover; both: how near the phrase and the message are ·
    literal: they are the same words.
    """

    service: int
    score: float
    phrase: str
    whole: float
    both: float
    literal: bool = False


class Concerns:
    """Answers which services a message may speak of; shared by all towns that use the same lexicon."""

    def __init__(self, services: Sequence[Service], thesauri: Mapping[str, Thesaurus], *, few: bool = False) -> None:
        """`few`: of so few services one is always the best; so the best's BM25 counts as far as it covers a message."""
        self._few = few
        self.ids = [service.id for service in services]
        self.names = [service.names for service in services]
        self.stated = {at: service.entries for at, service in enumerate(services) if service.entries}
        self._number = {id_: at for at, id_ in enumerate(self.ids)}
        langs = dict.fromkeys(lang for service in services for lang in service.said)
        self._indices: dict[str, Index] = {}
        for lang in langs:
            phrasings = [
                Phrasing(entry=service.id, text=text) for service in services for text in service.said.get(lang, ())
            ]
            if phrasings:
                self._indices[lang] = Index(
                    lang,
                    phrasings,
                    {},
                    thesauri.get(lang, Thesaurus()),
                    taught=False,
                    candidates=HEARD,
                    postings=POSTINGS,
                )

    def heard(self, text: str, lang: str) -> tuple[Heard, ...]:
        """The services that a message of that language may speak of, surest first."""
        index = self._indices.get(lang)
        look = index.look(text) if index else None
        if index is None or look is None:
            return ()
        terms = look.terms
        if self._few:
            terms = terms.copy()
            terms[:, BM25] *= terms[:, WHOLE]
        scores = terms @ _WEIGHTS
        said = normalise(text)
        literal = np.array([_plain(index.texts[phrase]) == said for phrase in look.best.tolist()])
        scores = np.where(literal, np.maximum(scores, LITERAL), scores)
        return tuple(
            Heard(
                service=self._number[index.ids[look.entries[at]]],
                score=float(scores[at]),
                phrase=index.texts[look.best[at]],
                whole=float(look.terms[at, WHOLE]),
                both=float(look.terms[at, BOTH]),
                literal=bool(literal[at]),
            )
            for at in np.lexsort((-scores, ~literal))
            if scores[at] >= AUDIBLE
        )

    def knows(self, token: str, lang: str) -> bool:
        """Whether a word in normal form occurs in the services' phrases of that language."""
        return lang in self._indices and token in self._indices[lang].vocabulary.tokens

    def links(self, index: Index) -> dict[int, dict[str, float]]:
        """Service -> the entries of a German index that are about it, and how surely (0 to 1)."""
        return linked(self.nearness(index), index.ids, self.stated)

    def nearness(self, index: Index) -> Floats:
        """How near each entry of a German index is to each service's names: a row a service."""
        near: Floats = np.stack([index.pooled(" ".join(names)) for names in self.names])
        return near


def linked(near: Floats, ids: Sequence[str], stated: Mapping[int, Sequence[str]]) -> dict[int, dict[str, float]]:
    """Service -> the entries that are about it, and how surely, from how near each is (a row a service).

    What the town has `stated` of a service holds alone for it, and surely. None at all for a knowledge base of other
    matters, where a service would only be met by accident.
    """
    of_entry, of_service = near.max(axis=0), near.max(axis=1)
    links = (near >= LINKED) & (near >= RELATIVE * of_entry) & (near >= MUTUAL * of_service[:, None])
    found: dict[int, dict[str, float]] = {}
    for service, entry in zip(*np.nonzero(links), strict=True):
        value = float(near[service, entry])
        sure = min(1.0, (value - LINKED + 0.1) / 0.2) * (value / float(of_entry[entry])) ** 2
        found.setdefault(int(service), {})[ids[entry]] = sure
    found |= {
        service: dict.fromkeys((id_ for id_ in entries if id_ in ids), 1.0) for service, entries in stated.items()
    }
    about = {id_ for entries in found.values() for id_ in entries}
    return found if len(about) >= FAMILIAR * len(ids) else {}
