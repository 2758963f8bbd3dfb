"""Lists of case numbers put together: as sets do, in order."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from handoff.journal.postings import Numbers, among, common, together

LISTS = st.sets(st.integers(0, 40)).map(sorted)


def numbers(found: list[int]) -> Numbers:
    return np.array(found, dtype=np.int64)


@given(st.lists(LISTS, max_size=4))
def test_together_they_are_all_numbers_once_and_ascending(lists: list[list[int]]) -> None:
    assert list(together([numbers(one) for one in lists])) == sorted(set().union(*lists))


@given(LISTS, LISTS)
def test_what_both_have(some: list[int], others: list[int]) -> None:
    assert list(common(numbers(some), numbers(others))) == sorted({*some} & {*others})
    assert list(among(numbers(some), numbers(others))) == [one in others for one in some]
