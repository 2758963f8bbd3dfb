"""All cases of a town are read, and of no other town."""

from __future__ import annotations

import pytest

from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, Row
from handoff.journal.store import Store
from handoff.journal.transcripts import Transcripts

pytestmark = pytest.mark.server


async def test_every_case_once(store: Store, town: str, hints: Hints, journal: Journal) -> None:
    for number in range(250):  # more than one batch
        row = Row(id=f"r{number}", who="citizen", body={"text": f"Frage {number}", "why": []})
        await journal.commit(Commit(conversation=f"c{number % 200}", case=f"k{number}", close_case=True, rows=(row,)))
    other = Journal(store, f"{town}x", hints)
    await other.commit(
        Commit(conversation="o", case="o", rows=(Row(id="o", who="citizen", body={"text": "anderswo"}),))
    )
    found = [(conversation, row.body["text"]) async for conversation, rows in Transcripts(store, town, hints).each()
             for row in rows]  # fmt: skip
    assert sorted(found) == sorted((f"c{number % 200}", f"Frage {number}") for number in range(250))
    assert [c async for c, _ in Transcripts(store, "nobody", hints).each()] == []
