"""What must not go wrong with the index of closed cases: nothing lost, nothing doubled, nothing shown to others."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from handoff.acts import Acts
from handoff.journal import mending
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, Row, State
from handoff.journal.store import Store
from handoff.search import Query
from handoff.ticket import End
from tests.bench.live.waiting import hand_off, wait_in_line
from tests.integration.journal.test_deliveries import conversation_of, say, sending
from tests.integration.journal.test_searching import ANNA, closed, file_all, found
from tests.integration.journal.test_way_in import key

pytestmark = pytest.mark.server


async def other_department_goes_on(journal: Journal, receipt: str) -> None:
    """The citizen stays in the case: a second handoff in it, with another department, in which something is said."""
    known = await journal.handoff(receipt)
    assert known is not None
    conversation, _ = known
    second = replace(await hand_off(journal, conversation, 77), department="sozialamt", asked_at=datetime.now(UTC))
    row = Row(id="later", who="citizen", body={"text": "Zur Bescheinigung: mein Geheimwort Pflegegrad"})
    await journal.commit(
        Commit(
            conversation=conversation, ticket=second, queue="sozialamt",
            rows=(row,), keep_timer=True,
        )
    )  # fmt: skip


async def test_what_another_department_heard_later_is_not_found_nor_shown(journal: Journal) -> None:
    (receipt,) = await closed(journal, "Die Laterne ist aus")
    await other_department_goes_on(journal, receipt)
    await file_all(journal)
    assert await found(journal, text="Pflegegrad", departments=("buergerdienste",)) == []
    for text in ("laterne", receipt, ""):
        page = await journal.search(Query(text=text, departments=("buergerdienste",), state="closed"))
        assert [one.ticket.receipt for one in page.cases] == [receipt]
        assert "Geheimwort" not in json.dumps([one.snippet for one in page.cases])


async def test_a_long_case_is_found_by_its_last_words(journal: Journal) -> None:
    (receipt,) = await closed(journal, " ".join(f"sache{n}x" for n in range(500)) + " Schlussstein")
    await file_all(journal)
    assert await found(journal, text="Schlussstein") == [receipt]


async def test_closed_twice_it_is_found_once(journal: Journal) -> None:
    again, other = await closed(journal, "Laterne eins", "Laterne zwei")
    await file_all(journal)
    known = await journal.handoff(again)
    assert known is not None
    conversation, ticket = known
    reopened = replace(ticket, closed_at=None, end=None)
    await journal.commit(Commit(conversation=conversation, ticket=reopened, keep_timer=True))
    await Acts(journal, {}).close(conversation, ANNA, End.ANSWERED, request="again")
    await file_all(journal)
    seen: list[str] = []
    cursor = ""
    while True:
        page = await journal.search(Query(text="laterne"), cursor=cursor, limit=1)
        seen += [one.ticket.receipt for one in page.cases]
        if not (cursor := page.cursor):
            break
    assert seen == [again, other]


async def test_what_closes_and_is_filed_while_the_index_is_made_anew_is_neither_lost_nor_mixed_up(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    lamp, bin_ = await closed(journal, "Laterne", "Mülltonne")
    await file_all(journal)
    late: list[str] = []
    busy, mine = False, asyncio.current_task()

    def then(step: Any) -> Any:
        async def meanwhile(*args: Any, **more: Any) -> Any:
            nonlocal busy
            answer = await step(*args, **more)
            if not busy and asyncio.current_task() is mine:  # scripts go by a task that all share
                busy = True
                late.extend(await closed(journal, "Gehweg", first=10 + len(late)))
                await journal.file_next()
                busy = False
            return answer

        return meanwhile

    monkeypatch.setattr(journal, "_run", then(journal._run))
    monkeypatch.setattr(journal._store, "call", then(journal._store.call))
    await journal.rebuild_index()
    monkeypatch.undo()
    await file_all(journal)
    assert len(late) > 1
    assert await found(journal, text="gehweg") == late[::-1]
    assert await found(journal, text="mülltonne") == [bin_]
    assert await found(journal, text="laterne") == [lamp]


async def test_nothing_of_the_old_index_is_left(journal: Journal, store: Store) -> None:
    await closed(journal, "Laterne")
    await file_all(journal)
    redis: Any = store.redis
    before = {name async for name in redis.scan_iter(match=key(journal, "post") + ":*")}
    await journal.rebuild_index()
    await file_all(journal)
    after = {name async for name in redis.scan_iter(match=key(journal, "post") + ":*")}
    assert before
    assert len(after) == len(before)
    assert before.isdisjoint(after)


async def test_erased_while_it_is_filed_its_words_go_to_no_other_case(
    journal: Journal, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, stays = await closed(journal, " ".join(f"sache{n}x" for n in range(400)), "Laterne")
    run: Any = journal._run
    redis: Any = store.redis

    async def once(*args: Any) -> Any:
        answer = await run(*args)
        await redis.delete(key(journal, "handoff") + f":{gone}")
        return answer

    monkeypatch.setattr(journal, "_run", once)
    await journal.file_next()
    monkeypatch.undo()
    await file_all(journal)
    assert await found(journal, text="sache3x") == []
    assert await found(journal, text="laterne") == [stays]


async def test_found_by_a_part_of_the_receipt(journal: Journal) -> None:
    one, two = await closed(journal, "Laterne", "Tonne")
    await file_all(journal)
    ((_, opened),) = await wait_in_line(journal, 1, first=9)
    assert await found(journal, text=two.split("-")[1]) == [two]
    assert await found(journal, text=opened.receipt.split("-")[1]) == [opened.receipt]
    assert await found(journal, text=one.split("-")[1].lower()) == [one]


async def test_an_old_case_is_found_by_its_end_of_span_alone(journal: Journal, store: Store) -> None:
    await closed(journal, "Laterne")
    await file_all(journal)
    assert await found(journal, until=date(2021, 1, 1)) == []
    assert (await journal.search(Query(until=date(2021, 1, 1)))).cursor == ""


async def failed(journal: Journal, conversation: str, id: str) -> None:
    await say(journal, conversation, id, settles=True)
    await journal.report(await sending(journal), State.UNDELIVERABLE, detail="blocked")


async def test_a_reply_that_failed_stays_with_its_department_after_the_case(journal: Journal) -> None:
    ((conversation, ticket),) = await wait_in_line(journal, 1, channel="telegram")
    await failed(journal, conversation, "a1")
    acts = Acts(journal, {})
    await acts.claim(conversation, ANNA, request="c")
    await acts.close(conversation, ANNA, End.ANSWERED, request="e")
    await journal.commit(Commit(conversation=conversation, close_case=True, keep_timer=True))
    (one,) = await journal.trouble()
    assert (one.department, one.receipt) == (ticket.department, ticket.receipt)


async def test_a_reply_that_failed_is_not_another_departments_later(journal: Journal) -> None:
    ((conversation, ticket),) = await wait_in_line(journal, 1, channel="telegram")
    await failed(journal, conversation, "a1")
    acts = Acts(journal, {})
    await acts.claim(conversation, ANNA, request="c")
    await acts.close(conversation, ANNA, End.ANSWERED, request="e")
    await journal.commit(Commit(conversation=conversation, close_case=True, keep_timer=True))
    second = replace(ticket, receipt="BN-9", case="next", department="sozialamt")
    await journal.commit(
        Commit(
            conversation=conversation, case="next", ticket=second,
            receipt="BN-9", rows=(Row(id="n", who="citizen", body={"text": "Neu"}),), keep_timer=True,
        )
    )  # fmt: skip
    (one,) = await journal.trouble()
    assert (one.department, one.receipt) == (ticket.department, ticket.receipt)


async def test_what_others_have_hides_nobodys_own(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending, "SHOWN", 2)
    ((own, ticket),) = await wait_in_line(journal, 1, channel="telegram")
    await failed(journal, own, "own")
    for n in range(3):
        await failed(journal, await conversation_of(journal, f"telegram:{n + 50}"), f"other{n}")
    assert [one.id for one in await journal.trouble({ticket.department})] == ["own.0"]
    assert len(await journal.trouble()) == 2
    one = await journal.delivery_in_trouble("own.0")
    assert one is not None
    assert one.is_open
