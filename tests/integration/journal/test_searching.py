"""The search against a real server: filed once whatever happens, found by words and facts, page by page."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from handoff.acts import Acts
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, Row
from handoff.journal.store import Store
from handoff.search import Query
from handoff.ticket import End, Staff
from tests.bench.live.waiting import wait_in_line
from tests.integration.journal.test_way_in import key

pytestmark = pytest.mark.server
ANNA = Staff(login="anna", name="Anna")


async def closed(journal: Journal, *texts: str, first: int = 0) -> list[str]:
    """Cases in each of which one of the texts was said, closed in this order; their receipts."""
    acts, receipts = Acts(journal, {}), []
    for (conversation, ticket), text in zip(await wait_in_line(journal, len(texts), first=first), texts, strict=True):
        row = Row(id=f"r{ticket.receipt}", who="citizen", body={"text": text})
        await journal.commit(Commit(conversation=conversation, rows=(row,), keep_timer=True))
        await acts.claim(conversation, ANNA, request=f"c{ticket.receipt}")
        await acts.close(conversation, ANNA, End.ANSWERED, request=f"e{ticket.receipt}")
        receipts.append(ticket.receipt)
    return receipts


async def file_all(journal: Journal) -> None:
    while await journal.file_next():
        pass


async def found(journal: Journal, **asked: Any) -> list[str]:
    return [one.ticket.receipt for one in (await journal.search(Query(**asked), limit=300)).cases]


async def test_open_and_closed_are_found_by_words_said(journal: Journal) -> None:
    lamp, bin_ = await closed(journal, "Die Laterne ist aus", "Meine Mülltonne fehlt")
    await file_all(journal)
    ((_, waiting),) = await wait_in_line(journal, 1, first=9)
    assert await found(journal, text="laternen") == [lamp]
    assert await found(journal, text="Muelltonnen fehlen") == [bin_]
    assert await found(journal, text="Bescheinigung") == [waiting.receipt, bin_, lamp]
    assert await found(journal, text="Bescheinigung", state="closed") == [bin_, lamp]
    assert await found(journal, text="Laterne Mülltonne") == []
    assert await found(journal, text=lamp.lower()) == [lamp]
    assert await found(journal, text="laterne", departments=("bauamt",)) == []
    assert await found(journal, text=lamp, departments=("bauamt",)) == []
    assert await found(journal, owner="anna", end="answered") == [bin_, lamp]
    (one,) = (await journal.search(Query(text="laterne"))).cases
    assert one.snippet == (("Die ", False), ("Laterne", True), (" ist aus", False))


async def test_each_is_filed_once_by_however_many(journal: Journal) -> None:
    await closed(journal, *(f"Laterne {n}" for n in range(12)))

    async def file() -> None:
        await file_all(journal)

    await asyncio.gather(*(file() for _ in range(5)))
    assert await journal.waiting_to_be_filed() == 0
    assert len(await found(journal, text="laterne")) == 12


async def test_part_of_a_receipt_finds_it_and_not_its_neighbours(journal: Journal) -> None:
    first, second = await closed(journal, "Laterne", "Laterne")  # BN-000000, BN-000001
    await file_all(journal)
    assert await found(journal, text="bn0") == [second, first]
    assert await found(journal, text=second.replace("-", "")) == [second]
    assert await found(journal, text=f"laterne {first.replace('-', '')[:8]}") == [first]
    assert await found(journal, text=f"{second.replace('-', '')}9") == []


async def test_the_lists_are_read_as_far_back_as_is_needed(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handoff.journal.postings._FIRST_LOOK", 2)
    receipts = await closed(journal, *("Laterne" if n % 3 else "Laterne Brunnen" for n in range(40)))
    await file_all(journal)
    assert await found(journal, text="laterne") == receipts[::-1]
    assert await found(journal, text="laterne brunnen") == receipts[::-1][::3]
    pages = [await journal.search(Query(text="brunnen laterne", state="closed"), limit=5)]
    while pages[-1].cursor:
        pages.append(
            await journal.search(Query(text="brunnen laterne", state="closed"), cursor=pages[-1].cursor, limit=5)
        )
    assert [one.ticket.receipt for page in pages for one in page.cases] == receipts[::-1][::3]


async def test_the_index_holds_no_plain_words(journal: Journal, store: Store) -> None:
    await closed(journal, "Die Laterne ist aus")
    await file_all(journal)
    redis: Any = store.redis
    names = [name async for name in redis.scan_iter(match=key(journal, "post") + ":*")]
    assert names
    assert not [name for name in names if "latern" in name.lower()]


async def test_page_by_page_through_open_and_closed(journal: Journal) -> None:
    old = await closed(journal, *("Laterne" for _ in range(7)))
    await file_all(journal)
    opened = [ticket.receipt for _, ticket in await wait_in_line(journal, 5, first=20)]
    seen: list[str] = []
    cursor = ""
    for _ in range(9):
        page = await journal.search(Query(text="Bescheinigung"), cursor=cursor, limit=2)
        seen += [one.ticket.receipt for one in page.cases]
        cursor = page.cursor
        if not cursor:
            break
    assert sorted(seen[:5]) == opened
    assert seen[5:] == list(reversed(old))


async def test_erased_and_reopened_ones_are_passed_over_and_the_index_is_made_anew(
    journal: Journal, store: Store
) -> None:
    gone, stays = await closed(journal, "Laterne eins", "Laterne zwei")
    await file_all(journal)
    await store.redis.delete(key(journal, "handoff") + f":{gone}")
    assert await found(journal, text="laterne") == [stays]
    assert await journal.rebuild_index() == 2
    assert await found(journal, text="laterne") == []
    await file_all(journal)
    assert await found(journal, text="laterne") == [stays]
    today = datetime.now(UTC).date()
    assert await found(journal, text="laterne", since=today, until=today) == [stays]
