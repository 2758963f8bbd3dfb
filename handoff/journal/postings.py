"""The lists of case numbers that the search keeps, read from their ends: what closed last is wanted first."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final

import numpy as np
from numpy.typing import NDArray
from redis.asyncio.client import Pipeline

from handoff.journal.townstore import TownStore
from handoff.search import CODE_BYTES, Query, decode

Numbers = NDArray[np.int64]

_HASH_BYTES: Final = 9
_FIRST_LOOK: Final = 4096
"""Numbers of a list that are read first; when they do not do, eight times as many."""
_GROWS: Final = 8
_AT_ONCE: Final = 40
"""Candidates that are looked at together: a little more than a page."""
_NONE: Final[Numbers] = np.empty(0, dtype=np.int64)


def together(lists: Sequence[Numbers]) -> Numbers:
    """All their numbers, ascending and without repeats, as each list has them. (Numpy's own takes no use of that.)"""
    some = [numbers for numbers in lists if len(numbers)]
    if len(some) < 2:
        return some[0] if some else _NONE
    every = np.concatenate(some)
    every.sort(kind="stable")  # merges what is sorted
    return every[np.concatenate(([True], every[1:] != every[:-1]))]


def among(numbers: Numbers, others: Numbers) -> NDArray[np.bool_]:
    """Of each number whether it is one of others, which ascend."""
    if not len(others):
        return np.zeros(len(numbers), dtype=bool)
    places = np.searchsorted(others, numbers)
    found: NDArray[np.bool_] = others[np.minimum(places, len(others) - 1)] == numbers
    return found


def common(fewer: Numbers, more: Numbers) -> Numbers:
    """The numbers of two lists that both have, ascending."""
    return fewer[among(fewer, more)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """The number of a closed case that may be wanted. ``doubtful``: words that may be parts of its receipt, or not."""

    number: int
    doubtful: tuple[str, ...] = ()


class Postings(TownStore):
    """A town's lists of case numbers."""

    async def candidates(self, query: Query, index: str, before: int) -> AsyncIterator[list[Candidate]]:
        """Closed cases that a query may mean, newest first, with numbers below ``before`` (0: all)."""
        groups = query.term_groups()
        high = before or await self._count(index)
        if not groups:
            for top in range(high, 0, -_AT_ONCE):
                yield [Candidate(number=number) for number in range(top - 1, max(-1, top - 1 - _AT_ONCE), -1)]
            return
        keys = [
            self._keys("post", index, name)
            for name in await self._hashes([term for group in groups for term in (*group.sure, *group.doubtful)])
        ]
        look = _FIRST_LOOK
        while True:
            lists, low = await self._ends_of(keys, look)
            left = iter(lists)
            parts = [([next(left) for _ in group.sure], [next(left) for _ in group.doubtful]) for group in groups]
            every = [together([*sure, *doubtful]) for sure, doubtful in parts]
            both = reduce(common, sorted(every, key=len))
            new = both[(both >= low) & (both < high)][::-1]
            unsure = [
                (group.word, ~among(new, together(sure)))
                for group, (sure, doubtful) in zip(groups, parts, strict=True)
                if any(map(len, doubtful))
            ]
            for start in range(0, len(new), _AT_ONCE):
                yield [
                    Candidate(
                        number=int(new[i]),
                        doubtful=tuple(word for word, is_unsure in unsure if is_unsure[i]),
                    )
                    for i in range(start, min(start + _AT_ONCE, len(new)))
                ]
            if not low:
                return
            high, look = min(high, low), look * _GROWS

    async def _ends_of(self, keys: Sequence[str], look: int) -> tuple[list[Numbers], int]:
        """The last numbers of each list, and from which number on they are all there (0: whole)."""

        def fill(pipe: Pipeline) -> None:
            for key in keys:
                pipe.strlen(key)
                pipe.getrange(key, -look * CODE_BYTES, -1)

        found = await self._store.pipeline(fill)
        lists, low = [], 0
        for length, text in zip(found[::2], found[1::2], strict=True):
            # It may have grown between the two questions: what is not whole numbers is at the front.
            numbers = decode(str(text)[len(str(text)) % CODE_BYTES :])
            lists.append(numbers)
            if int(length) > look * CODE_BYTES:
                low = max(low, int(numbers[0]) if len(numbers) else np.iinfo(np.int64).max)
        return lists, low

    async def _index(self) -> str:
        return str(await self._store.call(lambda r: r.get(self._keys("index"))) or "0")

    async def _count(self, index: str) -> int:
        return int(await self._store.call(lambda r: r.llen(self._keys("filed", index))))

    async def _hashes(self, terms: Sequence[str]) -> list[str]:
        secret = (await self.town_secret()).encode()
        return [
            urlsafe_b64encode(
                hmac.digest(secret, term.encode("utf-8", "surrogatepass"), hashlib.sha256)[:_HASH_BYTES]
            ).decode()
            for term in terms
        ]
