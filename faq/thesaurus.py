"""What is known of a language's words besides the phrasings: which mean the same, which carry little topic. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from faq.lexicon.service import NEAR, SAME, WordGroup
from faq.text import normalise, stem
from faq.units import german_stem


@dataclass(frozen=True, kw_only=True)
class Thesaurus:
    """`synonyms`: stem -> stems that mean (nearly) the same, with how nearly; `grey`: tokens of little topic.

    `words` are tokens with their stems, which compounds may be made of.
    """

    synonyms: Mapping[str, tuple[tuple[str, float], ...]] = field(default_factory=dict)
    grey: frozenset[str] = frozenset()
    words: Mapping[str, str] = field(default_factory=dict)


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
        synonyms={
            one: tuple(sorted(others.items(), key=lambda item: (-item[1], item[0]))) for one, others in found.items()
        },
        grey=frozenset(token for word in grey for token in normalise(word).split()),
        words=words,
    )


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
