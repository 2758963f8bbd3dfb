"""A citizen is erased wholly: marker bytes lie wherever theirs may, and none is found, now and after a restore."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from handoff.casemarks import FileMark, Hold
from handoff.clearing import Clearing
from handoff.conduct import Breach, Conduct, Imposed, Measure, Review, conduct_to_json
from handoff.erasure import CITIZEN, Asked, Held
from handoff.forgetting import Eraser, Way, erase_again
from handoff.journal.embedded import EmbeddedServer
from handoff.journal.emptying import keep_topic
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, Delivery, Row, Sending, State
from handoff.journal.store import Store
from handoff.retention import Terms
from handoff.rewriter import Rewriter
from handoff.tombstones import Tombstones, TombstonesBroken
from tests.bench.live.waiting import hand_off
from tests.integration.journal.test_erasing import MARK, WHILE_IT_RUNS, dump, ended, files_in, naming, no_files, seeded
from tests.integration.journal.test_searching import file_all
from tests.integration.journal.test_way_in import key

pytestmark = pytest.mark.server

MAY_NAME_IDS: Final = frozenset({"audit", "feed", "request", "count"})
"""Ids of what is gone, for an hour, two days, or as long as the record of acts is kept; never the marker."""


def tombstones_in(folder: Path) -> Tombstones:
    return Tombstones(folder / "tombstones", folder / "key")


def last_words(
    asked: Asked, held: Sequence[Held], conversation: str, *, kept: bool
) -> tuple[Row, tuple[Delivery, ...]]:
    row = Row(id="last", who="machine", body={"text": f"held {len(held)}" if held else "erased"})
    return row, (Delivery(id="last.0", channel="telegram", to=f"citizen:{conversation}", body=row.body),)


async def asked_for(journal: Journal, conversation: str) -> None:
    assert await journal.ask_erasure(conversation, Asked(by=CITIZEN, at=datetime.now(UTC), channel="telegram"))


async def done_by_another(journal: Journal, store: Store) -> None:
    """Whoever erased so far is dead, and no more waited for."""
    await store.redis.delete(key(journal, "lease", "eraser"))


async def delivered(journal: Journal, id: str) -> Sending:
    """What waits is sent until one of this id is."""
    while True:
        sending = await journal.take_delivery("telegram")
        assert isinstance(sending, Sending)
        await journal.report(sending, State.SENT, detail="4712")
        if sending.id == id:
            return sending


async def with_an_open_one(journal: Journal, store: Store, folder: Path) -> tuple[str, list[str], list[str]]:
    """A conversation with one ended case and one open, and every word that is its own."""
    conversation, _, refs, own = await seeded(journal, store, files_in(folder))
    await journal.commit(
        Commit(
            conversation=conversation,
            case="second",
            rows=(Row(id="t:5", who="citizen", body={"text": MARK}),),
            keep_timer=True,
        )
    )
    ticket = await hand_off(journal, conversation, 8, channel="telegram")
    redis: Any = store.redis
    await redis.zadd(key(journal, "leaving"), {ticket.receipt: 1})
    await redis.zadd(key(journal, "told_late"), {conversation: 1})
    await journal.ingest(
        address=f"telegram:77{MARK}",
        event_id="t:6",
        event=json.dumps({"id": "t:6", "kind": "flooded"}),
        due_in=timedelta(days=1),
    )
    event = json.dumps({"id": "t:6", "kind": "flooded"})
    await journal.ingest(address=f"telegram:77{MARK}", event_id="t:6", event=event, due_in=timedelta(days=1))
    await redis.sadd(key(journal, "owned", "anna"), conversation)
    await redis.hset(key(journal, "conv", conversation), "owner", "anna")
    return conversation, refs, [*own, ticket.receipt, ticket.case, "second"]


@pytest.mark.fault(promises=("P16",))
async def test_nothing_is_left_of_a_citizen(journal: Journal, store: Store, tmp_path: Path) -> None:
    files = files_in(tmp_path / "files")
    other, _ = await ended(journal, 3, address="web:b", rows=[Row(id="o", who="citizen", body={"text": "Laterne"})])
    await file_all(journal)
    before = await dump(store, journal)
    conversation, refs, own = await with_an_open_one(journal, store, tmp_path / "files")
    tombstones = tombstones_in(tmp_path)
    eraser = Eraser(journal, tombstones, Way(drop=keep_topic, remove=files.remove, words=last_words))
    await asked_for(journal, conversation)
    kinds = {name.split(":", 1)[0] for name in naming(await dump(store, journal), *own)}
    assert WHILE_IT_RUNS - kinds == {"due", "erasing", "emptied", "vanished", "filing", "folded"}  # on the way
    await eraser.step()
    assert MARK not in tombstones.file.read_text()
    assert (await delivered(journal, "last.0")).address == f"telegram:77{MARK}"
    assert await eraser.step() == 0

    after = await dump(store, journal)
    assert naming(after, MARK, MARK.lower()) == set()
    assert {name.split(":", 1)[0] for name in naming(after, *own)} <= MAY_NAME_IDS
    assert {(await files.state(ref)) for ref in refs} == {"gone"}
    assert await journal.snapshot(conversation) is None
    assert await journal.find(f"telegram:77{MARK}") is None
    redis: Any = store.redis
    last = [json.loads(one[1]["row"]) for one in await redis.xrange(key(journal, "audit"))][-1]
    assert last == {"who": CITIZEN, "action": "erased", "conversation": conversation}
    passing = ("feed", "audit", "filed", "request", "count", "staff", "present", "acted", "group", "waits", "meta")
    of_others = {name: text for name, text in before.items() if not name.startswith((*passing, "post"))}
    assert {name: after.get(name) for name in of_others} == of_others
    assert len(await journal.rows(other)) == 2


@pytest.mark.fault(promises=("P16",))
@pytest.mark.parametrize("at", range(0, 140, 7))
async def test_stopped_at_any_point_it_is_ended_by_another(
    journal: Journal, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    files = files_in(tmp_path / "files")
    conversation, refs, own = await with_an_open_one(journal, store, tmp_path / "files")
    tombstones = tombstones_in(tmp_path)
    await asked_for(journal, conversation)
    call, steps = journal._store._translated, 0

    async def dies(work: Any) -> Any:
        nonlocal steps
        steps += 1
        if steps > at:
            raise asyncio.CancelledError
        return await call(work)

    monkeypatch.setattr(journal._store, "_translated", dies)
    with contextlib.suppress(asyncio.CancelledError):
        await Eraser(journal, tombstones, Way(drop=keep_topic, remove=files.remove)).step()
    monkeypatch.undo()
    await done_by_another(journal, store)
    assert await Eraser(journal, tombstones, Way(drop=keep_topic, remove=files.remove)).step() == 0
    after = await dump(store, journal)
    assert naming(after, MARK, MARK.lower()) == set()
    assert {name.split(":", 1)[0] for name in naming(after, *own)} <= MAY_NAME_IDS
    assert {(await files.state(ref)) for ref in refs} == {"gone"}


async def test_what_comes_after_it_was_asked_for_is_a_strangers(journal: Journal, tmp_path: Path) -> None:
    conversation = await journal.ingest(address="telegram:5", event_id="t:1", event="{}", due_in=timedelta(days=1))
    await journal.commit(
        Commit(conversation=conversation, consumed=1, case="k", rows=(Row(id="r", who="citizen", body={"text": MARK}),))
    )
    await asked_for(journal, conversation)
    late = json.dumps({"kind": "said", "id": "t:2", "text": "Wann ist offen?"})
    assert await journal.ingest(address="telegram:5", event_id="t:2", event=late, due_in=timedelta(days=1)) == (
        conversation
    )
    assert isinstance(await journal.take(), float)  # nobody plays it
    assert await Eraser(journal, tombstones_in(tmp_path), Way(remove=no_files)).step() == 0
    taken = await journal.take()
    assert not isinstance(taken, float)
    assert taken.conversation != conversation
    assert (taken.events, taken.talk, taken.case, taken.address) == ((late,), "", "", "telegram:5")
    assert await journal.find("telegram:5") == taken.conversation


async def test_what_the_law_keeps_stays_and_all_else_goes(journal: Journal, store: Store, tmp_path: Path) -> None:
    one = [Row(id="o", who="citizen", body={"text": f"{MARK} eins"})]
    two = [Row(id="p", who="citizen", body={"text": "zwei"})]
    conversation, first = await ended(journal, 4711, address="telegram:5", rows=one)  # a name no random id has in it
    _, second = await ended(journal, 4712, address="telegram:5", rows=two, conversation=conversation)
    now = datetime.now(UTC)
    hold = Hold(receipt=second.receipt, reason="Klage", by="anna", since=now, until=now + timedelta(days=9))
    assert await journal.set_hold(hold) == "done"
    await asked_for(journal, conversation)
    eraser = Eraser(journal, tombstones_in(tmp_path), Way(remove=no_files, words=last_words))
    assert await eraser.step() == 0
    assert [row.body["text"] for row in await journal.rows(conversation)][-1] == "held 1"
    after = await dump(store, journal)
    assert naming(after, MARK, first.case) - {"audit"} == set()
    assert await journal.find("telegram:5") == conversation
    await journal.ingest(address="telegram:5", event_id="t:9", event="{}", due_in=timedelta(days=1))
    assert not isinstance(await journal.take(), float)  # it goes on


def muted(until: datetime, **more: Any) -> Conduct:
    since = until - timedelta(days=2)
    held = Imposed(
        id="m", measure=Measure.MUTE, since=since, until=until, breach=Breach.INSULT, reason="Grob.", by="anna"
    )
    return Conduct(netiquette="1", imposed=held, **more)


async def behaved(journal: Journal, conversation: str, conduct: Conduct) -> None:
    await journal.commit(Commit(conversation=conversation, conduct=conduct_to_json(conduct), keep_timer=True))


async def test_a_measure_stays_with_its_address_until_it_ends_and_not_longer(
    journal: Journal, store: Store, tmp_path: Path
) -> None:
    conversation, first = await ended(journal, 1, address="telegram:5")
    await store.redis.delete(key(journal, "mail", conversation), key(journal, "obligations"))  # its worker saw to all
    until = datetime.now(UTC) + timedelta(days=1)
    await behaved(journal, conversation, muted(until))
    await asked_for(journal, conversation)
    eraser = Eraser(journal, tombstones_in(tmp_path), Way(remove=no_files, words=last_words))
    assert await eraser.step() == 0
    assert naming(await dump(store, journal), first.case, first.receipt) <= MAY_NAME_IDS | {"vanished:anna"}
    assert [row.body["text"] for row in await journal.rows(conversation)] == ["erased"]  # and what stays
    assert await journal.find("telegram:5") == conversation

    now = datetime.now(UTC)
    night = Clearing(journal, no_files, clock=lambda _: now)
    await night.clear(Terms(), by="night")
    assert await journal.rows(conversation) == []  # the last words have been read; they have no time of their own
    assert await journal.find("telegram:5") == conversation
    now = until + timedelta(seconds=1)
    await night.clear(Terms(), by="night")
    assert await journal.find("telegram:5") is None
    left = naming(await dump(store, journal), conversation, "telegram:5")
    assert {name.split(":", 1)[0] for name in left} <= MAY_NAME_IDS | {"seen"}


async def test_who_wants_all_gone_takes_back_the_request_for_review(journal: Journal, tmp_path: Path) -> None:
    conversation, _ = await ended(journal, 1, address="telegram:5")
    now = datetime.now(UTC)
    asked = Review(id="R-1", measure="m", department="x", asked_at=now, due=now + timedelta(days=1))
    await behaved(journal, conversation, muted(now, review=asked))
    assert len(await journal.reviews()) == 1
    await asked_for(journal, conversation)
    assert await Eraser(journal, tombstones_in(tmp_path), Way(remove=no_files)).step() == 0
    assert await journal.find("telegram:5") is None
    assert await journal.reviews() == []


async def test_what_others_write_while_it_goes_does_not_stop_it(journal: Journal, store: Store, tmp_path: Path) -> None:
    """An act of staff, a copy that was being made: both may come between two steps."""
    conversation, _ = await ended(journal, 1, address="telegram:5")
    await asked_for(journal, conversation)
    eraser = Eraser(journal, tombstones_in(tmp_path), Way(remove=no_files, words=last_words))
    assert await eraser.step() == 1  # the last message is on its way
    late = Row(id="late", who="machine", body={"text": MARK})
    await journal.commit(
        Commit(conversation=conversation, case="late", rows=(late,), close_case=True, keep_timer=True, mail=("{}",))
    )
    await delivered(journal, "last.0")
    assert await eraser.step() == 0
    after = await dump(store, journal)
    assert naming(after, MARK) == set()
    assert await journal.snapshot(conversation) is None


async def test_nothing_tells_whose_an_event_was(journal: Journal, store: Store, tmp_path: Path) -> None:
    """A press has no row in the transcript; it is known all the same."""
    conversation, _ = await ended(journal, 1, address="telegram:5")
    await journal.ingest(address="telegram:5", event_id="t:press", event="{}", due_in=timedelta(days=1))
    await asked_for(journal, conversation)
    assert await Eraser(journal, tombstones_in(tmp_path), Way(remove=no_files)).step() == 0
    redis: Any = store.redis
    assert await redis.get(key(journal, "seen", "t:press")) == ""
    assert 0 < await redis.ttl(key(journal, "seen", "t:press")) <= 48 * 3600


async def test_the_file_comes_first_where_the_town_says_so(journal: Journal, store: Store, tmp_path: Path) -> None:
    conversation, ticket = await ended(journal, 1, address="telegram:5")
    mark = FileMark(receipt=ticket.receipt, number="A 1", by="anna", at=datetime.now(UTC))
    assert await journal.put_file_mark(None, mark) == "done"
    await asked_for(journal, conversation)
    way = Way(remove=no_files, receipt_first=lambda: True)
    assert await Eraser(journal, tombstones_in(tmp_path), way).step() == 0
    assert await journal.cases_of(conversation) != []
    await asked_for(journal, conversation)
    await done_by_another(journal, store)
    assert await Eraser(journal, tombstones_in(tmp_path), Way(remove=no_files)).step() == 0
    assert await journal.snapshot(conversation) is None


async def test_without_tombstones_nothing_is_erased(journal: Journal, store: Store, tmp_path: Path) -> None:
    conversation, _ = await ended(journal, 1, address="telegram:5")
    await asked_for(journal, conversation)
    (tmp_path / "taken").write_text("no folder")
    broken = Tombstones(tmp_path / "taken" / "here", tmp_path / "key")
    with pytest.raises(TombstonesBroken):
        broken.prepare()
    assert await Eraser(journal, broken, Way(remove=no_files)).step() == 1
    assert len(await journal.rows(conversation)) == 1
    await done_by_another(journal, store)
    assert await Eraser(journal, tombstones_in(tmp_path), Way(remove=no_files)).step() == 0
    assert await journal.snapshot(conversation) is None


@pytest.mark.fault(rows=(70,), promises=("P16",))
async def test_what_a_backup_brings_back_goes_again(journal: Journal, store: Store, tmp_path: Path) -> None:
    files = files_in(tmp_path / "files")
    stays, _ = await ended(journal, 3, address="web:b")
    made = datetime.now(UTC)
    conversation, _, own = await with_an_open_one(journal, store, tmp_path / "files")
    redis: Any = store.redis
    names = [name async for name in redis.scan_iter(match=f"{key(journal)}*")]
    raw = Store(f"unix://{redis.connection_pool.connection_kwargs['path']}")
    copied = [(name, await _dumped(raw, name)) for name in names if not name.endswith(":meta")]
    await raw.close()
    tombstones = tombstones_in(tmp_path)
    await asked_for(journal, conversation)
    assert await Eraser(journal, tombstones, Way(drop=keep_topic, remove=files.remove)).step() == 0
    assert naming(await dump(store, journal), MARK) == set()
    for name, value in copied:
        await _restored(redis, name, value)
    assert naming(await dump(store, journal), MARK) != set()
    assert await erase_again(journal, tombstones, files.remove, made) == 1
    after = await dump(store, journal)
    assert naming(after, MARK, MARK.lower()) == set()
    assert {name.split(":", 1)[0] for name in naming(after, *own)} <= MAY_NAME_IDS
    assert len(await journal.rows(stays)) == 1
    assert await erase_again(journal, tombstones, files.remove, made) == 0


@pytest.mark.fault(rows=(70,), promises=("P16",))
async def test_who_was_told_the_rules_is_no_reason_to_keep_their_address(
    journal: Journal, store: Store, tmp_path: Path
) -> None:
    """Only a measure in force is one; the address of everybody else came back with the backup and stayed."""
    conversation, _ = await ended(journal, 1, address="telegram:6")
    tombstones = tombstones_in(tmp_path)
    tombstones.put(journal.town, [("conversation", conversation)], datetime.now(UTC))
    redis: Any = store.redis
    await redis.hset(key(journal, "conv", conversation), "conduct", '{"netiquette":"1"}')
    assert await erase_again(journal, tombstones, no_files, datetime.now(UTC)) == 1
    assert await journal.find("telegram:6") is None


@pytest.mark.fault(rows=(70,), promises=("P16",))
async def test_who_came_back_stays_in_a_later_backup(journal: Journal, tmp_path: Path) -> None:
    conversation, _ = await ended(journal, 1, address="telegram:5")
    await asked_for(journal, conversation)
    tombstones = tombstones_in(tmp_path)
    assert await Eraser(journal, tombstones, Way(remove=no_files)).step() == 0
    again, _ = await ended(journal, 2, address="telegram:5")
    assert again != conversation
    assert await erase_again(journal, tombstones, no_files, datetime.now(UTC)) == 0
    assert await erase_again(journal, tombstones, no_files, datetime.now(UTC) - timedelta(hours=1)) == 1


@pytest.mark.fault(promises=("P16",))
async def test_the_append_only_file_forgets_too(
    journal: Journal, store: Store, server: EmbeddedServer, tmp_path: Path
) -> None:
    files = files_in(tmp_path / "files")
    conversation, _, _ = await with_an_open_one(journal, store, tmp_path / "files")
    data = server._dir / "valkey"
    assert any(MARK.encode() in path.read_bytes() for path in data.rglob("*") if path.is_file())
    await asked_for(journal, conversation)
    assert await Eraser(journal, tombstones_in(tmp_path), Way(drop=keep_topic, remove=files.remove)).step() == 0
    assert not await Rewriter(journal).step()  # others may follow
    assert (await journal.rewrites()).wanted is not None
    assert await Rewriter(journal, gather=timedelta()).step()
    assert (await journal.rewrites()).wanted is None
    assert (await journal.rewrites()).done is not None
    mine = [f"bd:{{{journal.town}}}:conv:{conversation}", conversation[:8]]
    left = [path for path in data.rglob("*") if path.is_file() and mine[0].encode() in path.read_bytes()]
    assert left == []


async def _dumped(raw: Store, name: str) -> bytes:
    redis: Any = raw.redis
    connection = await redis.connection_pool.get_connection()
    try:
        await connection.send_command("DUMP", name)
        value: bytes = await connection.read_response(disable_decoding=True)
        return value
    finally:
        await redis.connection_pool.release(connection)


async def _restored(redis: Any, name: str, value: bytes) -> None:
    await redis.execute_command("RESTORE", name, 0, value, "REPLACE")
