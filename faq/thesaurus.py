"""What is known of a language's words besides the phrasings: which mean the same, which carry little topic. Pure."""

from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

from faq.compounds import Forms, forms_of, usual_words
from faq.lexicon.service import NEAR, SAME, WordGroup
from faq.text import normalise, stem
from faq.units import german_stem

Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True)
class Thesaurus:
    """`synonyms`: stem -> stems that mean (nearly) the same, with how nearly; `grey`: tokens of little topic.

    `words` are tokens with their stems, which compounds may be made of.
    """

    synonyms: Mapping[str, tuple[tuple[str, float], ...]] = field(default_factory=dict)
    grey: frozenset[str] = frozenset()
    words: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def forms(self) -> Forms:
        """The words, and the usual parts of municipal words, in the forms that compounds have; made once."""
        return forms_of({**usual_words(), **self.words})


def make_thesaurus(lang: str, groups: Iterable[WordGroup], grey: Iterable[str]) -> Thesaurus:
    """From groups of words in normal spelling; a group's words mean the same as each other, its near ones nearly."""
    found: dict[str, dict[str, float]] = {}
    words: dict[str, str] = {}
    for group in groups:
        core = _stems(lang, (group.word, *group.same), words)
        near = _stems(lang, group.near, words)
        for one in core:
            for other in core:
                _put(found, one, other, SAME)
            for other in near:
                _put(found, one, other, NEAR)
                _put(found, other, one, NEAR)
    return Thesaurus(
        synonyms={one: _nearest_first(others) for one, others in found.items()},
        grey=frozenset(token for word in grey for token in normalise(word).split()),
        words=words,
    )


def over(base: Thesaurus, own: Thesaurus) -> Thesaurus:
    """Both in one; the base is looked through to, not copied (but for its grey words, where the own has some)."""
    touched = {one: _merged(base.synonyms.get(one, ()), others) for one, others in own.synonyms.items()}
    return Thesaurus(
        synonyms=_behind(touched, base.synonyms),
        grey=base.grey | own.grey if own.grey else base.grey,
        words=_behind(own.words, base.words),
    )


def _behind(own: Mapping[str, Value], base: Mapping[str, Value]) -> Mapping[str, Value]:
    # A ChainMap only writes to its first map, and nobody writes to ours.
    return ChainMap(dict(own), cast("dict[str, Value]", base)) if own else base


def _merged(*many: Iterable[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    found: dict[str, float] = {}
    for others in many:
        for other, near in others:
            found[other] = max(found.get(other, 0.0), near)
    return _nearest_first(found)


def _nearest_first(others: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(others.items(), key=lambda item: (-item[1], item[0])))


def _stems(lang: str, words: Iterable[str], known: dict[str, str]) -> tuple[str, ...]:
    found = []
    for word in words:
        token = normalise(word).replace(" ", "")
        if token:
            known[token] = german_stem(token) if lang == "de" else stem(token, lang)
            found.append(known[token])
    return tuple(dict.fromkeys(found))


def _put(found: dict[str, dict[str, float]], one: str, other: str, near: float) -> None:
    if one != other:
        others = found.setdefault(one, {})
        others[other] = max(others.get(other, 0.0), near)
