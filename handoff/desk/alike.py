"""Which concerns resemble each other, so that one answer may serve them all. Pure.

The rule can be said in a sentence: two concerns are alike when they are for the same department in the same language
and of the words that carry a topic (by their stem) all are the same, or at least two and at least half stand in both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from faq.text import is_function_word, stem, tokens
from handoff.queueing import Case

SHARED: Final = 2
PART: Final = 0.5
LOOKED_AT: Final = 300
"""Of the cases given, the first so many: the look at all pairs must stay short."""

_Kin = tuple[str, str, frozenset[str]]
_Asked = tuple[str, str, str, str]


def alike_of(cases: Sequence[Case]) -> Mapping[str, Sequence[str]]:
    """The conversations that each one resembles, in the order given; those without any are left out."""
    return _alike(
        tuple(
            (case.conversation, case.ticket.department, case.ticket.lang, case.ticket.subject[:500])
            for case in cases[:LOOKED_AT]
        )
    )


@lru_cache(maxsize=64)  # the same who wait are looked at by every open page
def _alike(asked: tuple[_Asked, ...]) -> Mapping[str, Sequence[str]]:
    groups: defaultdict[_Kin, list[int]] = defaultdict(list)  # those of the same words at once, as in a rush
    for at, (_, department, lang, subject) in enumerate(asked):
        groups[department, lang, _stems(subject, lang)].append(at)
    having: defaultdict[tuple[str, str, str], list[_Kin]] = defaultdict(list)
    for kin in groups:
        for word in kin[2]:
            having[kin[0], kin[1], word].append(kin)
    found: dict[str, list[str]] = {}
    for kin, members in groups.items():
        shared = Counter(other for word in kin[2] for other in having[kin[0], kin[1], word])
        alike = sorted(at for other, n in shared.items() if _are_alike(kin[2], other[2], n) for at in groups[other])
        for member in members if len(alike) > 1 else ():
            found[asked[member][0]] = [asked[at][0] for at in alike if at != member]
    return found


def _are_alike(one: frozenset[str], other: frozenset[str], shared: int) -> bool:
    both = len(one) + len(other) - shared
    return shared == both or (shared >= SHARED and shared >= PART * both)


@lru_cache(maxsize=4096)
def _stems(text: str, lang: str) -> frozenset[str]:
    return frozenset(stem(word, lang) for word in tokens(text) if not is_function_word(word, lang))
