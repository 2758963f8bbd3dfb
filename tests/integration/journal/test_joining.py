"""What belongs together is waited for: a turn that is put off a little with each part."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handoff.journal.journal import Journal
from handoff.journal.records import Taken
from handoff.journal.store import Store
from tests.integration.journal.test_way_in import commit, ingest, key, take

pytestmark = pytest.mark.server
SOON = timedelta(minutes=5)
LONG = timedelta(seconds=30)


async def part(journal: Journal, n: int, wait: timedelta = LONG) -> str:
    event = f'{{"n":{n}}}'
    return await journal.ingest(address="telegram:1", event_id=f"p{n}", event=event, due_in=SOON, joins=wait)


async def test_each_part_puts_the_turn_off(journal: Journal) -> None:
    await part(journal, 1)
    await part(journal, 2)
    wait = await journal.take()
    assert isinstance(wait, float)
    assert 25 < wait <= 30


async def test_when_no_more_come_it_is_one_turn(journal: Journal) -> None:
    await part(journal, 1)
    await part(journal, 2, timedelta(milliseconds=1))
    taken = await journal.take()
    while not isinstance(taken, Taken):
        taken = await journal.take()
    assert taken.events == ('{"n":1}', '{"n":2}')


async def test_what_came_before_waits_with_it_and_what_comes_after_too(journal: Journal) -> None:
    await ingest(journal, 8)
    await part(journal, 1)
    await ingest(journal, 9)
    assert isinstance(await journal.take(), float)


async def test_others_do_not_wait(journal: Journal) -> None:
    await part(journal, 1)
    other = await ingest(journal, 1, "telegram:2")
    assert (await take(journal)).conversation == other


async def test_a_commit_does_not_wake_it_early(journal: Journal) -> None:
    await ingest(journal, 1)
    taken = await take(journal)
    await part(journal, 2)
    await journal.commit(commit(taken))
    assert isinstance(await journal.take(), float)
    await journal.give_back(taken)
    assert isinstance(await journal.take(), float)


async def test_a_repeated_part_puts_nothing_off(journal: Journal, store: Store) -> None:
    conversation = await part(journal, 1, timedelta(milliseconds=1))
    before = await store.redis.hget(key(journal, "conv", conversation), "joins")
    await part(journal, 1)
    assert await store.redis.hget(key(journal, "conv", conversation), "joins") == before


async def test_the_webhooks_secret_is_made_once_and_the_former_one_is_valid_for_a_day(
    journal: Journal, store: Store
) -> None:
    (first,) = await journal.hook_secrets()
    assert await journal.hook_secrets() == (first,)
    assert len(first) > 40
    await journal.change_hook_secret()
    second, former = await journal.hook_secrets()
    assert former == first
    left = await store.redis.pttl(key(journal, "hook", "before"))
    assert 23 * 3600_000 < left <= 24 * 3600_000
    await journal.change_hook_secret()
    third, former = await journal.hook_secrets()
    assert former == second
    assert third not in (first, second)
