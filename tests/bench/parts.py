"""The parts of the matcher, each as what must be different for it to be switched off."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

import numpy as np
from rapidfuzz import fuzz, process

import faq.deciding
import faq.index
import faq.matcher
import faq.question
from faq.deciding import ANSWERED
from faq.evaluate import QuestionSet
from faq.index import FEATURES, Index, Look
from faq.knowledge import Knowledge, make_knowledge
from faq.lexicon.concerns import Concerns
from faq.lexicon.service import Lexicon, Service
from faq.lexicon.standard import standard_lexicon
from faq.matcher import Matcher
from faq.text import is_function_word, normalise, stem
from faq.thesaurus import Thesaurus
from faq.vocabulary import Vocabulary

ALIKE, SHARED = 75.0, 0.5
"""So alike in letters (0 to 100) or shared words (0 to 1) a phrase of the lexicon resembles a question."""
FEW_WORDS = 3
"""Shorter phrases are names, not somebody's sentence: "Wohngeld" resembles each question for it."""
ELSEWHERE = "anderswo-"

Know = Callable[[Lexicon, QuestionSet], Knowledge]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part and its absence: other values in the code (`instead`), knowledge, or questions; terms that become 0.

    A muted term is 0 in the comparison with entries, for score and decision; candidates are still found by it.
    """

    name: str
    instead: Sequence[tuple[Any, str, Any]] = ()
    knowledge: Know = lambda lexicon, _: make_knowledge(lexicon)
    asked: Callable[[QuestionSet], QuestionSet] = lambda one: one
    mute: tuple[str, ...] = ()

    @contextmanager
    def missing(self, one: QuestionSet) -> Iterator[tuple[Matcher, QuestionSet]]:
        """The matcher without this part, and what to ask it."""
        with ExitStack() as stack:
            for owner, name, value in self.instead:
                stack.enter_context(patch.object(owner, name, value))
            asked = self.asked(one)
            matcher = Matcher(asked.release, self.knowledge(standard_lexicon(), asked))
            if self.mute:
                for index in matcher._ranker._indices.values():
                    stack.enter_context(patch.object(index, "look", _muted(index, self.mute)))
            yield matcher, asked


def _muted(index: Index, names: Sequence[str]) -> Callable[[str, Sequence[str]], Look | None]:
    look = index.look
    kept = np.array([name not in names for name in FEATURES], np.float32)

    def muted(text: str, also: Sequence[str] = ()) -> Look | None:
        found = look(text, also)
        return found and replace(found, terms=found.terms * kept)

    return muted


def _nothing(*_: object, **__: object) -> None:
    return None


def _with_thesauri(change: Callable[[Thesaurus], Thesaurus]) -> Know:
    def know(lexicon: Lexicon, _: QuestionSet) -> Knowledge:
        thesauri = {lang: change(known) for lang, known in make_knowledge(lexicon).thesauri.items()}
        return Knowledge(thesauri=thesauri, concerns=Concerns(lexicon.services, thesauri))

    return know


def _with_services(chosen: Callable[[Lexicon, QuestionSet], Sequence[Service]]) -> Know:
    def know(lexicon: Lexicon, one: QuestionSet) -> Knowledge:
        return make_knowledge(replace(lexicon, services=tuple(chosen(lexicon, one))))

    return know


def _unlike(lexicon: Lexicon, one: QuestionSet) -> list[Service]:
    """The services without those phrases that resemble a question of the set; names stay."""
    texts = [normalise(query.text) for query in one.queries]
    words = [_content(query.text) for query in one.queries]
    found = []
    for service in lexicon.services:
        said = {}
        for lang, phrases in service.said.items():
            kept = []
            for phrase in phrases:
                own = _content(phrase)
                short = len(normalise(phrase).split()) < FEW_WORDS
                alike = process.extractOne(normalise(phrase), texts, scorer=fuzz.ratio, score_cutoff=ALIKE)
                shared = len(own) > 1 and any(len(own & other) >= SHARED * len(own | other) for other in words)
                if short or phrase in service.names or not (alike or shared):
                    kept.append(phrase)
            said[lang] = tuple(kept)
        found.append(replace(service, said=said))
    return found


def _content(text: str) -> frozenset[str]:
    return frozenset(stem(token, "de") for token in normalise(text).split() if not is_function_word(token, "de"))


def _without_answers(one: QuestionSet) -> QuestionSet:
    entries = tuple(replace(entry, answer=dict.fromkeys(entry.answer, "")) for entry in one.release.entries)
    return replace(one, release=replace(one.release, entries=entries))


WHOLE = Part(name="nothing")
PARTS = (
    Part(
        name="compounds",
        instead=((Vocabulary, "parts", lambda *_: ()), (Vocabulary, "whole", lambda *_: "")),
    ),
    Part(name="typos", instead=((Vocabulary, "_typos", lambda *_: []),)),
    Part(name="synonyms", knowledge=_with_thesauri(lambda known: replace(known, synonyms={}))),
    Part(name="grey words", knowledge=_with_thesauri(lambda known: replace(known, grey=frozenset()))),
    Part(name="lexicon", knowledge=lambda lexicon, _: Knowledge(thesauri=make_knowledge(lexicon).thesauri)),
    Part(
        name="its services of elsewhere",
        knowledge=_with_services(lambda lexicon, _: [s for s in lexicon.services if not s.id.startswith(ELSEWHERE)]),
    ),
    Part(name="its phrases alike a question", knowledge=_with_services(_unlike)),
    Part(name="classifier", instead=((faq.index, "teach", _nothing),)),
    Part(name="trigrams", mute=("grams", "pool")),
    Part(name="BM25", mute=("bm25",)),
    Part(name="answers' words", asked=_without_answers),
    Part(name="the asking sentence", instead=((faq.question, "BESIDE", 1.0),)),
    Part(name="opposites", mute=("turned",)),
    Part(name="small talk", instead=((faq.matcher, "small_talk", _nothing),)),
    Part(name="unfamiliar needs more", instead=((faq.deciding, "_needed", lambda _: ANSWERED),)),
    Part(name="guards", instead=((faq.deciding, "_guards", lambda *_: []),)),
)
"""In the order of a question's way."""
