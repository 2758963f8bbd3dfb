"""Drafts as the journal keeps them: what lies beside them is not swept away."""

from __future__ import annotations

import pytest

from handoff.enclosure import Enclosure
from handoff.journal.drafts import Draft
from handoff.journal.journal import Journal
from handoff.journal.store import Store
from tests.integration.journal.test_way_in import key

pytestmark = pytest.mark.server


async def test_a_file_beside_a_draft_is_not_swept_away_while_the_draft_is_kept(journal: Journal, store: Store) -> None:
    plan = Enclosure(ref="kept.pdf", name="Plan.pdf", mime="application/pdf", size=9)
    assert await journal.unnamed_files(["kept.pdf", "other.pdf"]) == ["kept.pdf", "other.pdf"]
    await journal.keep_draft("c", "anna", Draft(receipt="K7M-4P2X", text="", files=(plan,)))
    assert await journal.unnamed_files(["kept.pdf", "other.pdf"]) == ["other.pdf"]
    await store.redis.zadd(key(journal, "drafted"), {"kept.pdf": 1})  # thirty days later
    await journal.keep_draft("c", "anna", Draft(receipt="K7M-4P2X", text="Neu"))
    assert await journal.unnamed_files(["kept.pdf", "other.pdf"]) == ["kept.pdf", "other.pdf"]
