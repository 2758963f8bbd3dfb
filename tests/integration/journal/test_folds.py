"""A folded case is read, searched, counted, exported, opened and erased like any other; nothing of it is lost."""

from __future__ import annotations

import asyncio
import contextlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
from redis.asyncio import Redis

from handoff.acts import Acts
from handoff.casemarks import Hold
from handoff.clearing import Clearing
from handoff.folding import Folder
from handoff.journal.archive import Archive
from handoff.journal.embedded import EmbeddedServer
from handoff.journal.folds import Fold
from handoff.journal.glance import FOLD_AFTER
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, Delivery, Row, Sending, State
from handoff.journal.store import Store
from handoff.journal.transcripts import Transcripts
from handoff.retention import Terms
from handoff.search import Query
from handoff.ticket import End, Ticket
from tests.bench.live.waiting import hand_off
from tests.integration.journal.test_erasing import MAY_NAME_IDS, dump, never, no_files
from tests.integration.journal.test_searching import ANNA, file_all, found
from tests.integration.journal.test_way_in import key

pytestmark = pytest.mark.server

MARK: Final = "Zyxmarke"
HOSTILE: Final = ("", "\0", "\1\0", "a\ud800b", "Öl 🛢️\r\n\t", '"\\', MARK, "x" * 5000)
UNTOUCHED: Final = ("feed", "meta", "unfolded", "folded", "present")


async def whole_case(journal: Journal, store: Store, no: int = 1) -> tuple[str, Ticket]:
    """An ended case with what there may be of one: hostile texts, deeds, deliveries that arrived."""
    conversation = await journal.ingest(
        address=f"telegram:{no}{MARK}", event_id=f"t:{no}", event="{}", due_in=timedelta(days=1)
    )
    ticket = await hand_off(journal, conversation, no, channel="telegram")
    rows = tuple(
        Row(id=f"r{no}.{n}", who=("citizen", "machine", "person", "note")[n % 4], body={"text": text}, name=text)
        for n, text in enumerate(HOSTILE)
    )
    to = f"citizen:{conversation}"
    deliveries = tuple(Delivery(id=f"d{no}.{n}.0", channel="telegram", to=to, body={"text": MARK}) for n in range(2))
    await journal.commit(
        Commit(
            conversation=conversation,
            consumed=1,
            questions=(f"t:{no}",),
            rows=rows,
            keep_timer=True,
            deliveries=deliveries,
            settle_all=True,
        )
    )
    for _ in deliveries:
        sending = await journal.take_delivery("telegram")
        assert isinstance(sending, Sending)
        await journal.report(sending, State.SENT, detail="4711")
    await Acts(journal, {}).claim(conversation, ANNA, request=f"c{no}")
    await Acts(journal, {}).close(conversation, ANNA, End.ANSWERED, request=f"e{no}")
    await journal.commit(Commit(conversation=conversation, close_case=True, keep_timer=True))
    redis: Any = store.redis
    await redis.delete(key(journal, "mail", conversation))
    await file_all(journal)
    return conversation, ticket


async def live(store: Store, journal: Journal) -> dict[str, str]:
    """What the store has, but for what is of the moment; hashes without their order."""
    stored = await dump(store, journal)
    return {
        name: json.dumps(json.loads(text), sort_keys=True)
        for name, text in stored.items()
        if name.split(":")[0] not in UNTOUCHED
    }


async def packed(store: Store, journal: Journal, case: str) -> bytes:
    raw: Any = Redis(connection_pool=store.redis.connection_pool)
    return bytes(await raw.execute_command("GET", key(journal, "folded", case), NEVER_DECODE=True) or b"")


async def everything(journal: Journal, store: Store, hints: Hints, conversation: str, ticket: Ticket) -> list[Any]:
    """What everybody reads of a case."""
    return [
        await journal.rows(conversation),
        await journal.rows(conversation, after=3, limit=2),
        (await journal.since(conversation, 0))[1],
        (await journal.since(conversation, 3))[1],
        await journal.deeds(conversation),
        await journal.handoffs(conversation),
        await journal.handoff(ticket.receipt),
        await journal.closed_tickets(),
        await journal.conversation_of(ticket.receipt),
        await journal.last_row(ticket),
        await journal.case_rows(ticket.case, 5),
        await journal.delivery_states(conversation),
        await journal.ended_case(ticket.case),
        await journal.cases_as_ended(conversation),
        await journal.ends([conversation]),
        (await journal.search(Query(text=MARK))).cases,
        (await journal.search(Query(text=ticket.receipt))).cases,
        [one async for one in Transcripts(store, journal.town, hints).each()],
        [one async for one in journal.each_ended(datetime.now(UTC) + timedelta(days=1))],
    ]


async def test_it_is_read_as_it_was(journal: Journal, store: Store, hints: Hints) -> None:
    conversation, ticket = await whole_case(journal, store)
    stored, before = await live(store, journal), await everything(journal, store, hints, conversation, ticket)
    assert await journal.fold_ended(ticket.case) == "done"
    left = {name.split(":")[0] for name in await live(store, journal)}
    assert left & {"rows", "did", "case", "delivery", "deliveries", "receipt"} == set()
    assert await everything(journal, store, hints, conversation, ticket) == before
    assert await journal.unfold_case(ticket.case)
    assert await live(store, journal) == stored
    assert not await journal.unfold_case(ticket.case)


async def test_a_copy_for_the_citizen_has_every_key_of_it(journal: Journal, store: Store) -> None:
    conversation, ticket = await whole_case(journal, store)
    before = await journal.holdings_of(conversation)
    assert await journal.fold_case(ticket.case) == "done"
    assert await journal.holdings_of(conversation) == before


async def test_the_search_is_made_anew_from_folded_cases(journal: Journal, store: Store) -> None:
    _, ticket = await whole_case(journal, store)
    await journal.fold_case(ticket.case)
    await journal.rebuild_index()
    assert await found(journal, text=MARK) == []
    await file_all(journal)
    assert await found(journal, text=MARK) == [ticket.receipt]


async def test_what_happens_meanwhile_is_not_lost(journal: Journal, store: Store) -> None:
    conversation, ticket = await whole_case(journal, store)
    run = journal._run

    async def late(script: Any, *args: Any) -> Any:
        if script.name == "fold":
            redis: Any = store.redis
            await redis.rpush(key(journal, "did", ticket.case), '9\t1\t{"who": "ben", "action": "note"}')
        return await run(script, *args)

    journal._run = late  # type: ignore[method-assign]
    assert await journal.fold_case(ticket.case) == "stale"
    journal._run = run  # type: ignore[method-assign]
    assert await packed(store, journal, ticket.case) == b""
    assert await journal.fold_case(ticket.case) == "done"
    assert [deed.login for deed in await journal.deeds(conversation)][-1] == "ben"


@pytest.mark.parametrize(
    ("step", "at", "answered"),
    [(step, at, answered) for step in ("fold_ended", "unfold_case") for at in range(4) for answered in (False, True)],
)
async def test_killed_at_any_point_nothing_is_lost(  # noqa: PLR0917
    journal: Journal, store: Store, hints: Hints, monkeypatch: pytest.MonkeyPatch, step: str, at: int, answered: bool
) -> None:
    conversation, ticket = await whole_case(journal, store)
    before = await everything(journal, store, hints, conversation, ticket)
    if step == "unfold_case":
        await journal.fold_case(ticket.case)
    call, steps = journal._store._translated, 0

    async def dies(work: Any) -> Any:
        nonlocal steps
        steps += 1
        if steps > at:
            if answered:
                await call(work)  # the store has done it, and nobody hears of it
            raise asyncio.CancelledError
        return await call(work)

    monkeypatch.setattr(journal._store, "_translated", dies)
    with contextlib.suppress(asyncio.CancelledError):
        await getattr(journal, step)(ticket.case)
    monkeypatch.undo()
    assert await everything(journal, store, hints, conversation, ticket) == before
    await journal.fold_ended(ticket.case)
    assert await packed(store, journal, ticket.case)
    assert await everything(journal, store, hints, conversation, ticket) == before


async def test_what_is_not_at_rest_is_not_folded(journal: Journal, store: Store) -> None:
    redis: Any = store.redis
    conversation = await journal.ingest(address="web:o", event_id="o", event="{}", due_in=timedelta(days=1))
    waiting = await hand_off(journal, conversation, 9, channel="web")
    assert await journal.fold_case(waiting.case) == "open"
    assert await journal.fold_case("nobody") == "gone"
    _, ticket = await whole_case(journal, store)
    (delivery, *_) = sorted(await redis.smembers(key(journal, "deliveries", ticket.case)))
    await redis.hset(key(journal, "delivery", delivery), "state", "undeliverable")
    assert await journal.fold_case(ticket.case) == "on its way"
    # It is asked about again tomorrow, not at once.
    now = await journal.store_time()
    assert await journal.to_fold(now - FOLD_AFTER) == []
    assert await journal.to_fold(now - FOLD_AFTER + timedelta(days=2)) == [ticket.case]
    await redis.hset(key(journal, "delivery", delivery), "state", "sent")
    await redis.hset(key(journal, "erasing"), ticket.case, conversation)
    assert await journal.fold_case(ticket.case) == "erased"


@pytest.mark.parametrize("folded", [False, True])
async def test_nothing_is_left_of_an_erased_one(journal: Journal, store: Store, folded: bool) -> None:
    conversation, ticket = await whole_case(journal, store)
    other, kept = await whole_case(journal, store, 2)
    await journal.fold_case(kept.case)
    if folded:
        await journal.fold_case(ticket.case)
    assert await journal.erase_case(ticket.case, remove=no_files, keeps=never) == "done"
    names = {str(name).split("}:", 1)[1] for name in await store.redis.keys(key(journal, "*"))}
    assert {name for name in names if ticket.case in name.split(":") or conversation in name.split(":")} == set()
    assert {name for name in names if ticket.receipt in name} == set()
    own = [f"1{MARK}", "t:1", ticket.case, ticket.receipt, conversation]
    stored = {name for name, text in (await dump(store, journal)).items() if any(one in text for one in own)}
    assert {name.split(":")[0] for name in stored} <= MAY_NAME_IDS
    assert await found(journal, text=MARK) == [kept.receipt]
    assert [row.body["text"] for row in await journal.rows(other)][-len(HOSTILE) :] == list(HOSTILE)


async def test_a_hold_on_a_folded_case_is_kept_with_its_deed(journal: Journal, store: Store) -> None:
    conversation, ticket = await whole_case(journal, store)
    await journal.fold_case(ticket.case)
    now = datetime.now(UTC)
    hold = Hold(receipt=ticket.receipt, reason="Klage", by="anna", since=now, until=now + timedelta(days=9))
    assert await journal.set_hold(hold) == "done"
    assert (await journal.deeds(conversation))[-1].action == "hold"
    assert await journal.erase_case(ticket.case, remove=no_files, keeps=never) == "held"
    assert await journal.fold_case(ticket.case) == "done"
    assert (await journal.deeds(conversation))[-1].action == "hold"
    assert await journal.erase_case(ticket.case, remove=no_files, keeps=never) == "held"


async def test_one_that_goes_on_is_in_its_new_case(journal: Journal, store: Store) -> None:
    """Written over while it lies folded, and both cases folded and erased in turn."""
    conversation, ticket = await whole_case(journal, store)
    await journal.fold_case(ticket.case)
    found_ = await journal.handoff(ticket.receipt)
    assert found_ is not None
    again = replace(found_[1], case="second", place=f"{MARK} Platz")
    await journal.commit(
        Commit(
            conversation=conversation,
            case="second",
            ticket=again,
            rows=(Row(id="s", who="citizen", body={"text": "noch einmal"}),),
            keep_timer=True,
        )
    )
    await journal.commit(Commit(conversation=conversation, close_case=True, keep_timer=True))
    assert await journal.handoffs(conversation) == [again]
    assert await journal.fold_ended("second") == "done"
    assert await journal.handoffs(conversation) == [again]
    assert len(await journal.rows(conversation)) == len(HOSTILE) + 2 + (await journal.rows(conversation))[0].n - 1
    await journal.unfold_case(ticket.case)
    assert await journal.handoffs(conversation) == [again]
    for case in (ticket.case, "second"):
        assert await journal.erase_case(case, remove=no_files, keeps=never) == "done"
    assert await journal.handoff(ticket.receipt) is None


async def test_the_folder_takes_what_is_old_enough_and_old_stores_too(journal: Journal, store: Store) -> None:
    redis: Any = store.redis
    _, old = await whole_case(journal, store)
    _, young = await whole_case(journal, store, 2)
    at = (datetime.now(UTC) - FOLD_AFTER - timedelta(hours=1)).timestamp() * 1000
    await redis.zadd(key(journal, "ended"), {old.case: at})
    await redis.delete(key(journal, "unfolded"))  # an earlier version has written them
    await Folder(journal).step(asyncio.Event())
    assert [bool(await packed(store, journal, one.case)) for one in (old, young)] == [True, False]
    other = Folder(journal)
    assert await other.step(asyncio.Event()) == 0  # the first one has the lease


async def test_one_that_is_needed_is_not_folded_by_who_listed_it_before(journal: Journal, store: Store) -> None:
    redis: Any = store.redis
    conversation, ticket = await whole_case(journal, store)
    until = datetime.now(UTC) - FOLD_AFTER
    await redis.zadd(key(journal, "unfolded"), {ticket.case: until.timestamp() * 1000 - 1})
    assert await journal.to_fold(until) == [ticket.case]
    assert await journal.fold_case(ticket.case, until) == "done"
    await journal.holdings_of(conversation)
    assert await journal.fold_case(ticket.case, until) == "put off"


async def test_folded_again_at_the_last_moment_it_is_erased_all_the_same(journal: Journal, store: Store) -> None:
    conversation, ticket = await whole_case(journal, store)
    await journal.fold_case(ticket.case)
    run, times = journal._run, 0

    async def late(script: Any, *args: Any) -> Any:
        nonlocal times
        said = await run(script, *args)
        if script.name == "unfold" and (times := times + 1) == 1:
            await journal.fold_case(ticket.case)
        return said

    journal._run = late  # type: ignore[method-assign]
    assert await journal.erase_case(ticket.case, remove=no_files, keeps=never) == "done"
    assert await journal.snapshot(conversation) is None


async def test_the_night_judges_a_folded_case_as_before(journal: Journal, store: Store) -> None:
    _, ticket = await whole_case(journal, store)
    alone = await journal.ingest(address="web:a", event_id="a", event="{}", due_in=timedelta(hours=1))
    answer = Row(id="x", who="machine", body={"text": "Antwort", "entry": "ausweis"})
    await journal.commit(Commit(conversation=alone, case="alone", rows=(answer,), consumed=1, close_case=True))

    async def lines() -> Any:
        return await Clearing(journal, no_files, clock=lambda now: now + timedelta(days=4000)).look(Terms())

    before = await lines()
    folds: list[Fold] = [await journal.fold_ended(case) for case in (ticket.case, "alone")]
    assert folds == ["done", "done"]
    assert await lines() == before
    cleared = await Clearing(journal, no_files, clock=lambda now: now + timedelta(days=4000)).clear(Terms(), by="x")
    assert cleared.gone == 2
    assert await store.redis.keys(key(journal, "folded", "*")) == []


async def test_a_backup_brings_it_back(journal: Journal, store: Store, server: EmbeddedServer) -> None:
    conversation, ticket = await whole_case(journal, store)
    await journal.fold_case(ticket.case)
    before = await journal.rows(conversation)
    async with Archive(server.url) as archive:
        lines = [line async for batch in archive.read([journal.town]) for line in batch]
        await store.redis.unlink(*(await store.redis.keys(key(journal, "*"))))
        await archive.write(lines)
    assert await journal.rows(conversation) == before != []
