"""A conversation and its rows after a number, in one look: over cases, pages, and whatever is not there."""

from __future__ import annotations

import pytest

from handoff.journal.journal import Journal
from handoff.journal.reading import ROWS_AT_ONCE
from handoff.journal.records import Commit, Row

pytestmark = pytest.mark.server


async def write(journal: Journal, case: str, first: int, last: int, *, close: bool = False) -> None:
    rows = tuple(Row(id=f"r{n}", who="machine", body={"text": f"{n}"}) for n in range(first, last + 1))
    await journal.commit(Commit(conversation="c", case=case, talk="{}", rows=rows, close_case=close))


@pytest.mark.parametrize("after", [0, 1, 2, 3, 4, 5, 6, 7])
async def test_rows_of_all_cases_in_order(journal: Journal, after: int) -> None:
    await write(journal, "one", 1, 2, close=True)
    await write(journal, "two", 3, 4, close=True)
    await write(journal, "three", 5, 6)
    snapshot, rows = await journal.since("c", after)
    assert snapshot is not None
    assert (snapshot.seq, snapshot.case) == (6, "three")
    assert rows == await journal.rows("c", after=after)
    assert [row.n for row in rows] == list(range(after + 1, 7))


async def test_more_than_one_answer_holds(journal: Journal) -> None:
    for first in range(1, 2 * ROWS_AT_ONCE, 100):
        await write(journal, "long", first, first + 99)
    _, rows = await journal.since("c", 3)
    assert [row.n for row in rows] == list(range(4, 2 * ROWS_AT_ONCE + 1))


async def test_nothing_is_there(journal: Journal) -> None:
    assert await journal.since("nobody", 0) == (None, [])
