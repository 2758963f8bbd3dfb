"""Which concerns resemble each other, so that one answer may serve them all. Pure.

The rule can be said in a sentence: two concerns are alike when they are for the same department in the same language
and of the words that carry a topic (by their stem) all are the same, or at least two and at least half stand in both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from faq.text import is_function_word, stem, tokens
from handoff.queueing import Case
from handoff.ticket import Ticket

SHARED: Final = 2
PART: Final = 0.5
LOOKED_AT: Final = 300
"""Of the cases given, the first so many: the look at all pairs must stay short."""

_Kin = tuple[str, str, frozenset[str]]


def alike_of(cases: Sequence[Case]) -> dict[str, list[str]]:
    """The conversations that each one resembles, in the order given; those without any are left out."""
    groups: defaultdict[_Kin, list[int]] = defaultdict(list)  # those of the same words at once, as in a rush
    for at, case in enumerate(cases[:LOOKED_AT]):
        groups[_kin(case.ticket)].append(at)
    having: defaultdict[tuple[str, str, str], list[_Kin]] = defaultdict(list)
    for kin in groups:
        for word in kin[2]:
            having[kin[0], kin[1], word].append(kin)
    found: dict[str, list[str]] = {}
    for kin, members in groups.items():
        shared = Counter(other for word in kin[2] for other in having[kin[0], kin[1], word])
        alike = sorted(at for other, n in shared.items() if _are_alike(kin[2], other[2], n) for at in groups[other])
        for member in members if len(alike) > 1 else ():
            found[cases[member].conversation] = [cases[at].conversation for at in alike if at != member]
    return found


def _are_alike(one: frozenset[str], other: frozenset[str], shared: int) -> bool:
    return one == other or (shared >= SHARED and shared >= PART * len(one | other))


def _kin(ticket: Ticket) -> _Kin:
    return ticket.department, ticket.lang, _stems(ticket.subject[:500], ticket.lang)


@lru_cache(maxsize=4096)
def _stems(text: str, lang: str) -> frozenset[str]:
    return frozenset(stem(word, lang) for word in tokens(text) if not is_function_word(word, lang))
