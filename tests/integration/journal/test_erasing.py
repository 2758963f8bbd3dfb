"""An ended case is removed wholly: marker bytes are put wherever a citizen's may lie, and none is found afterwards."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from handoff.acts import Acts
from handoff.callback import Callback, When
from handoff.casemarks import FileMark, Hold
from handoff.colleagues import Colleagues
from handoff.conduct import Breach, Conduct, Echo, Imposed, Measure, Offence, Review, conduct_to_json
from handoff.enclosure import Enclosure
from handoff.erasure import CITIZEN, Asked
from handoff.files.store import Files, Rules
from handoff.folded import unpack
from handoff.journal.drafts import Draft
from handoff.journal.journal import Journal
from handoff.journal.keys import Keys
from handoff.journal.mailing import NoticeAddress, Told
from handoff.journal.records import Class, Commit, Delivery, Row, Sending, State
from handoff.journal.store import Store
from handoff.search import decode
from handoff.staff import StaffRecord
from handoff.ticket import End, Ticket
from tests.bench.live.waiting import hand_off
from tests.files.samples import png
from tests.integration.journal.test_searching import ANNA, file_all, found
from tests.integration.journal.test_way_in import key

pytestmark = pytest.mark.server

MARK: Final = "Zyxmarke"
"""In everything that is the citizen's, or typed about them."""
MAY_NAME_IDS: Final = frozenset({"audit", "feed", "request", "told", "seen", "count", "files", "shown"})
"""Where ids may stay for their time: see the table in `handoff.journal.erasing`. Nowhere may the marker."""


async def dump(store: Store, journal: Journal) -> dict[str, str]:
    """All that the town has, decoded: key to text."""
    redis: Any = store.redis
    found = {}
    async for name in redis.scan_iter(match=f"bd:{{{journal.town}}}:*"):
        match await redis.type(name):
            case "string" if ":folded:" in name:
                value = unpack(await redis.execute_command("GET", name, NEVER_DECODE=True)).value
            case "string":
                value = await redis.get(name)
            case "hash":
                value = await redis.hgetall(name)
            case "list":
                value = await redis.lrange(name, 0, -1)
            case "set":
                value = sorted(await redis.smembers(name))
            case "zset":
                value = await redis.zrange(name, 0, -1, withscores=True)
            case "stream":
                value = await redis.xrange(name)
            case other:
                raise AssertionError(other)
        found[name.split("}:", 1)[1]] = json.dumps(value, ensure_ascii=False)
    return found


def naming(stored: dict[str, str], *words: str) -> set[str]:
    """The keys that name one of the words, or hold it."""
    return {name for name, text in stored.items() if any(word in name or word in text for word in words)}


async def no_files(refs: Collection[str]) -> None:
    assert not refs


def never(_conduct: str) -> bool:
    """No measure holds."""
    return False


def files_in(folder: Path) -> Files:
    return Files(folder, lambda: Rules(kinds=("png",), size=10**7, quota=10**9, pixels=10**7))


async def keep(files: Files) -> str:
    async def chunks() -> Any:
        yield png()

    kept = await files.keep(chunks(), "x.png")
    return kept.ref  # type: ignore[union-attr]


async def ended(
    journal: Journal, no: int, *, address: str, rows: Collection[Row] = (), conversation: str = "", **about: Any
) -> tuple[str, Ticket]:
    """A conversation with a handoff that has ended, and its case with it."""
    conversation = conversation or await journal.ingest(
        address=address, event_id=f"e{no}", event="{}", due_in=timedelta(days=1)
    )
    await journal.commit(
        Commit(conversation=conversation, case=f"k{no}", rows=tuple(rows), consumed=1, keep_timer=True)
    )
    ticket = await hand_off(journal, conversation, no, channel=address.partition(":")[0])
    known = await journal.snapshot(conversation)
    assert known is not None
    assert known.ticket is not None
    changed = replace(known.ticket, **about)
    await journal.commit(Commit(conversation=conversation, ticket=changed, keep_timer=True))
    await Acts(journal, {}).claim(conversation, ANNA, request=f"c{no}")
    await Acts(journal, {}).close(conversation, ANNA, End.ANSWERED, request=f"e{no}")
    await journal.commit(Commit(conversation=conversation, close_case=True, keep_timer=True))
    return conversation, ticket


async def seeded(journal: Journal, store: Store, files: Files) -> tuple[str, Ticket, list[str], list[str]]:
    """One ended case with the marker wherever there is a place for one; its files, and every word that is its own."""
    redis: Any = store.redis
    address = f"telegram:77{MARK}"
    refs = [await keep(files), await keep(files), await keep(files)]
    conversation = await journal.ingest(
        address=address, event_id="t:1", event=json.dumps({"id": "t:1", "text": MARK}), due_in=timedelta(days=1),
        files=(refs[0],),
    )  # fmt: skip
    ticket = await hand_off(journal, conversation, 7, channel="telegram")
    enclosed = [{"kind": "photo", "ref": ref, "name": f"{MARK}.png"} for ref in refs[:2]]
    said = Row(id="t:1", who="citizen", body={"text": f"{MARK} Laterne", "attachments": enclosed}, name=MARK)
    answer = Row(id="a", who="person", body={"text": MARK}, settles=True)
    to = f"citizen:{conversation}"
    deliveries = [
        Delivery(id=f"d{n}.0", channel="telegram", to=to, cls=cls, body={"text": MARK}, slot=f"d{n}", merge=f"d{n}")
        for n, cls in enumerate((Class.LIVE, Class.LIVE, Class.NOTICE, Class.BULK))
    ]
    group = [
        Delivery(id=f"g{n}.0", channel="telegram", to="group", body={"text": MARK}, slot=f"{ticket.receipt}{end}")
        for n, end in enumerate(("", "/t:1"))
    ]
    mail = Delivery(id="m.0", channel="mail", to=f"reader:{conversation}", body={"text": MARK}, merge="x")
    await redis.hset(key(journal, "group"), mapping={"chat": "-1", "by": "anna", "at": "2026-01-01T00:00:00+00:00"})
    await journal.put_staff(StaffRecord(login="anna", name="Anna", departments=(), roles=()))
    await journal.commit(
        Commit(
            conversation=conversation, consumed=1, questions=("t:1",), rows=(said, answer), keep_timer=True,
            talk=json.dumps({"question": MARK}), deliveries=(*deliveries, *group, mail),
            link=("linkhash", timedelta(days=1)), counters={"20260101|09||||x": 1},
        )
    )  # fmt: skip
    outcomes = {"d0.0": State.SENT, "d1.0": State.DEAD, "g0.0": State.SENT, "g1.0": State.UNDELIVERABLE}
    for _ in outcomes:
        sending = await journal.take_delivery("telegram")
        assert isinstance(sending, Sending)
        state = outcomes[sending.id]
        await journal.report(sending, state, detail="4711" if state is State.SENT else "refused")
    assert isinstance(await journal.take_delivery("telegram"), Sending)  # in flight when it is erased; one more waits
    await _typed_about(journal, store, conversation, ticket, refs[2])
    await Acts(journal, {}).close(conversation, ANNA, End.ANSWERED, request="3")
    await journal.commit(Commit(conversation=conversation, close_case=True, keep_timer=True))
    await redis.delete(key(journal, "mail", conversation))  # its worker has seen to all
    await redis.sadd(key(journal, "open", conversation), "t:9")
    await redis.zadd(key(journal, "obligations"), {f"{conversation}/t:9": 1})
    await file_all(journal)
    own = [MARK, MARK.lower(), "d1.0", "g1.0", "RRR-0001", conversation, ticket.receipt, ticket.case, *refs]
    return conversation, ticket, refs, own


async def _typed_about(journal: Journal, store: Store, conversation: str, ticket: Ticket, ref: str) -> None:
    """What lies beside the transcript."""
    redis: Any = store.redis
    await journal.put_topic(ticket.receipt, 99)
    known = await journal.snapshot(conversation)
    assert known is not None
    assert known.ticket is not None
    about = replace(known.ticket, subject=MARK, place=MARK)
    await journal.commit(Commit(conversation=conversation, ticket=about, keep_timer=True))
    await Acts(journal, {}).claim(conversation, ANNA, request="1")
    await journal.use_tag(MARK.lower())
    await Colleagues(Acts(journal, {})).tag(conversation, ANNA, MARK.lower(), request="2")
    enclosure = Enclosure(ref=ref, name=MARK, mime="image/png", size=1)
    await journal.keep_draft(conversation, "anna", Draft(receipt=ticket.receipt, text=MARK, files=(enclosure,)))
    await journal.put_notice_address(conversation, NoticeAddress(mail=f"{MARK}@x.de", lang="de", case=ticket.case))
    await journal.tell(f"reader:{conversation}", Told(by="m.0", keys=(MARK,), news=()))
    now = datetime.now(UTC)
    await journal.put_callback(
        Callback(
            conversation=conversation,
            receipt=ticket.receipt,
            department="x",
            phone=MARK,
            when=When.MORNING,
            lang="de",
            at=now,
        )
    )
    over = Hold(receipt=ticket.receipt, reason=MARK, by="anna", since=now, until=now)
    assert await journal.set_hold(over) == "done"
    mark = FileMark(receipt=ticket.receipt, number=MARK, by="anna", at=now)
    assert await journal.put_file_mark(None, mark) == "done"
    await journal.park(event_id="t:2", raw=json.dumps({"chat": f"77{MARK}"}), reason="not read")
    parked = {"at": int(now.timestamp() * 1000), "reason": "poison", "conversation": conversation, "raw": MARK}
    await redis.hset(key(journal, "parked"), "poison:1", json.dumps(parked))
    await redis.hset(key(journal, "unread", conversation), "2", "t:1")
    await journal.put_read("anna", conversation, 3)
    await journal.put_reachable([conversation])
    await journal.ask_export(conversation, Asked(by=CITIZEN, at=now))
    await journal.keep_copy(ref, now + timedelta(days=7))
    await journal.commit(Commit(conversation=conversation, conduct=conduct_to_json(misbehaved(now)), keep_timer=True))
    await redis.sadd(key(journal, "held", "telegram"), conversation)


def misbehaved(now: datetime) -> Conduct:
    """All that can be kept of a citizen's conduct; the measure has ended."""
    told: dict[str, Any] = {"since": now, "breach": Breach.THREAT, "reason": MARK, "by": "anna"}
    over = Imposed(id="m", measure=Measure.MUTE, until=now, **told)
    return Conduct(
        netiquette="1",
        offences=(Offence(at=now, breach=Breach.THREAT, severity=3),),
        imposed=over,
        proposed=Imposed(id="p", measure=Measure.BLOCK, until=now + timedelta(days=30), **told),
        review=Review(id="RRR-0001", measure="m", department="x", asked_at=now, due=now, words=MARK),
        echo=Echo(digest=MARK, times=1, since=now),
    )


SEEDED: Final = frozenset(
    {
        *("at", "addresses", "conv", "seen", "obligations", "open", "unread", "cases", "case", "handoff", "handoffs"),
        *("did", "draft", "tags", "rows", "deliveries", "delivery", "out", "lane", "flight", "posted", "shown"),
        *("merge", "notice", "callback", "callbacks", "told", "holds", "filemarks", "trouble", "closed", "ended"),
        *("receipt", "link", "files", "drafted", "parked", "feed", "audit", "held", "topics", "threads", "read"),
        *("reachable", "pace", "measures", "proposals", "reviews", "threats", "exports", "exported", "ends"),
        *("filed", "post", "count", "request"),
    }
)
"""Kinds of keys in which there is something of a citizen, in `seeded`."""
NOBODYS: Final = frozenset(
    {
        *("accepted", "acted", "logged_in", "used", "left", "away", "absences", "unstaffed", "staff", "present"),
        *("session", "sessions", "pending", "login", "invite", "setup", "totp", "recovery", "step", "attempt"),
        *("linked", "code", "group", "here", "glass", "requests", "known", "secret", "meta", "lease", "hook"),
        *("board", "release", "releases", "seals", "sealed", "clearings", "alarms", "queues", "waits", "index", "runs"),
        *("gap", "fence", "programs", "words", "rate", "calls", "quickest"),
    }
)
"""Keys in which there is nothing of a citizen: of staff, of the town, of the program; or a pause of an hour at most."""
WHILE_IT_RUNS: Final = frozenset(
    {
        *("due", "mail", "tickets", "queue", "owned", "looks", "told_late", "leaving", "filing", "erasing", "emptied"),
        *("erasures", "vanished"),
        *("folded", "unfolded"),
    }
)
"""Those that hold ids only while something is to be done; `test_forgetting` has an open case in them. A folded case is
unfolded before it is erased: `test_folds`."""


def test_every_kind_of_key_is_accounted_for() -> None:
    """A new kind of key is seeded here, or named as one that has nothing of a citizen."""
    documented = {
        name.split(":")[0]
        for line in (Keys.__doc__ or "").splitlines()
        if line.startswith("    ``")
        for name in re.findall(r"``([a-z_]+)[:`<]", line[: line.rfind("``") + 2])
    }
    assert documented == SEEDED | NOBODYS | WHILE_IT_RUNS


async def test_nothing_is_left_of_it(journal: Journal, store: Store, tmp_path: Path) -> None:
    files = files_in(tmp_path / "files")
    other, kept = await ended(
        journal, 3, address="web:b", rows=[Row(id="o", who="citizen", body={"text": "Laterne"})], tags=("bleibt",)
    )
    await journal.use_tag("bleibt")
    await file_all(journal)
    before = await dump(store, journal)
    conversation, ticket, refs, own = await seeded(journal, store, files)
    kinds = {name.split(":", 1)[0] for name in naming(await dump(store, journal), *own)}
    assert SEEDED - kinds == {"post", "count", "request"}  # by hashes, by days, by requests
    assert await found(journal, text="laterne") == [ticket.receipt, kept.receipt]
    assert {(await files.state(ref)) for ref in refs} == {"here"}

    assert await journal.erase_case(ticket.case, remove=files.remove, keeps=never) == "done"

    after = await dump(store, journal)
    assert naming(after, MARK, MARK.lower()) == set()
    assert {name.split(":", 1)[0] for name in naming(after, *own)} <= MAY_NAME_IDS
    assert {(await files.state(ref)) for ref in refs} == {"gone"}
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []
    assert await found(journal, text="laterne") == [kept.receipt]
    # What others have is as it was.
    passing = (
        "feed",
        "audit",
        "filed",
        "request",
        "count",
        "staff",
        "present",
        "acted",
        "group",
        "waits",
        "meta",
        "post",
    )
    of_others = {name: text for name, text in before.items() if not name.startswith(passing)}
    assert {name: after.get(name) for name in of_others} == of_others
    assert {tuple(decode(json.loads(text))) for name, text in after.items() if name.startswith("post:")} == {(0,)}
    assert await journal.tags() == ["bleibt"]
    assert len(await journal.rows(other)) == 2
    assert await journal.erase_case(ticket.case, remove=no_files, keeps=never) == "gone"
    assert await journal.snapshot(conversation) is None


async def test_counters_and_the_record_of_acts_stay(journal: Journal, store: Store, tmp_path: Path) -> None:
    _, ticket, _, _ = await seeded(journal, store, files_in(tmp_path))
    before = await dump(store, journal)
    await journal.erase_case(ticket.case, remove=files_in(tmp_path).remove, keeps=never)
    after = await dump(store, journal)
    assert after["count:20260101"] == before["count:20260101"]
    assert after["audit"] == before["audit"]


@pytest.mark.parametrize("at", range(0, 80, 3))
async def test_stopped_at_any_point_it_is_finished_later(
    journal: Journal, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    files = files_in(tmp_path / "files")
    _, ticket, refs, own = await seeded(journal, store, files)
    call, steps = journal._store._translated, 0

    async def dies(work: Any) -> Any:
        nonlocal steps
        steps += 1
        if steps > at:
            raise asyncio.CancelledError
        return await call(work)

    monkeypatch.setattr(journal._store, "_translated", dies)
    with contextlib.suppress(asyncio.CancelledError):
        await journal.erase_case(ticket.case, remove=files.remove, keeps=never)
    monkeypatch.undo()
    for case in await journal.half_erased() or [ticket.case]:
        await journal.erase_case(case, remove=files.remove, keeps=never)
    after = await dump(store, journal)
    assert {name.split(":", 1)[0] for name in naming(after, *own)} <= MAY_NAME_IDS
    assert naming(after, MARK, MARK.lower()) == set()
    assert {(await files.state(ref)) for ref in refs} == {"gone"}
    assert await journal.half_erased() == []


async def test_what_is_not_read_yet_keeps_its_files(journal: Journal, tmp_path: Path) -> None:
    """The last case goes while a new message waits in the mailbox, for example for a channel that is off."""
    files = files_in(tmp_path)
    conversation, ticket = await ended(journal, 1, address="web:a")
    ref = await keep(files)
    await journal.ingest(address="web:a", event_id="n", event="{}", due_in=timedelta(days=1), files=(ref,))
    assert await journal.erase_case(ticket.case, remove=files.remove, keeps=never) == "done"
    assert await files.state(ref) == "here"
    assert await journal.file_owner(ref) == conversation
    assert await journal.emptied() == [conversation]


async def test_what_has_not_ended_stays(journal: Journal) -> None:
    conversation = await journal.ingest(address="web:a", event_id="1", event="{}", due_in=timedelta(days=1))
    ticket = await hand_off(journal, conversation, 1)
    assert await journal.erase_case(ticket.case, remove=no_files, keeps=never) == "open"
    assert len(await journal.rows(conversation)) == 1
    assert await journal.erase_case("none", remove=no_files, keeps=never) == "gone"


async def test_of_two_cases_one_goes_and_the_conversation_stays(journal: Journal, tmp_path: Path) -> None:
    files = files_in(tmp_path)
    shared, own = await keep(files), await keep(files)

    def with_files(id: str, *refs: str) -> Row:
        return Row(id=id, who="citizen", body={"text": id, "attachments": [{"ref": ref} for ref in refs]})

    conversation, first = await ended(journal, 1, address="web:a", rows=[with_files("one", shared, own)])
    await ended(journal, 2, address="web:a", rows=[with_files("two", shared)], conversation=conversation)
    await file_all(journal)
    assert await journal.erase_case(first.case, remove=files.remove, keeps=never) == "done"
    assert next(row.body["text"] for row in await journal.rows(conversation)) == "two"
    assert await journal.find("web:a") == conversation
    assert [one.receipt for one in await journal.handoffs(conversation)] == ["BN-000002"]
    assert await files.state(shared) == "here"
    assert await files.state(own) == "gone"


async def test_what_is_opened_again_while_its_case_goes_stays_open(journal: Journal) -> None:
    row = Row(id="r", who="citizen", body={"text": "x", "attachments": [{"ref": f"{'x' * 32}.png"}]})
    conversation, ticket = await ended(journal, 1, address="web:a", rows=[row])
    known = await journal.handoff(ticket.receipt)
    assert known is not None
    again = replace(known[1], case="second", closed_at=None, end=None)

    async def meanwhile(refs: Collection[str]) -> None:
        if refs:
            opened = Commit(
                conversation=conversation, case="second", ticket=again,
                rows=(Row(id="again", who="citizen", body={"text": "Nein"}),),
            )  # fmt: skip
            await journal.commit(opened)

    assert await journal.erase_case(ticket.case, remove=meanwhile, keeps=never) == "done"
    assert await journal.handoff(ticket.receipt) == (conversation, again)
    assert [row.id for row in await journal.rows(conversation)] == ["again"]
    assert [one for _, one in await journal.tickets()] == [again]


async def test_with_a_measure_in_force_the_address_stays_until_it_ends(journal: Journal, store: Store) -> None:
    redis: Any = store.redis
    conversation, ticket = await ended(journal, 1, address="web:a")
    await redis.delete(key(journal, "mail", conversation))
    await redis.hset(key(journal, "conv", conversation), "conduct", "mute")
    await journal.erase_case(ticket.case, remove=no_files, keeps=lambda conduct: conduct == "mute")
    assert await journal.find("web:a") == conversation
    assert await redis.hget(key(journal, "conv", conversation), "talk") == ""
    assert await journal.emptied() == [conversation]
    assert not await journal.erase_emptied(conversation, remove=no_files, keeps=lambda _: True)
    assert await journal.erase_emptied(conversation, remove=no_files, keeps=lambda _: False)
    assert await journal.find("web:a") is None
    assert await journal.emptied() == []


async def test_a_message_that_comes_meanwhile_keeps_the_conversation(journal: Journal) -> None:
    conversation, ticket = await ended(journal, 1, address="web:a")  # the bot has not heard yet that it is closed
    assert await journal.erase_case(ticket.case, remove=no_files, keeps=never) == "done"
    assert await journal.find("web:a") == conversation
    assert await journal.emptied() == [conversation]
    await hand_off(journal, conversation, 2)
    assert not await journal.erase_emptied(conversation, remove=no_files, keeps=never)
    assert await journal.emptied() == []


async def test_closed_twice_it_leaves_both_its_places_in_the_search(journal: Journal, store: Store) -> None:
    redis: Any = store.redis
    conversation, ticket = await ended(
        journal, 1, address="web:a", rows=[Row(id="r", who="citizen", body={"text": "Axt"})]
    )
    await file_all(journal)
    known = await journal.handoff(ticket.receipt)
    assert known is not None
    again = replace(known[1], closed_at=None, end=None)
    await journal.commit(Commit(conversation=conversation, ticket=again, keep_timer=True))
    await Acts(journal, {}).close(conversation, ANNA, End.ANSWERED, request="again")
    await file_all(journal)
    await journal.commit(Commit(conversation=conversation, case="x", close_case=True, keep_timer=True))
    assert await redis.llen(key(journal, "filed", "0")) == 2
    assert await journal.erase_case(ticket.case, remove=no_files, keeps=never) == "done"
    assert [name async for name in redis.scan_iter(match=key(journal, "post") + ":*")] == []


async def test_while_many_wait_to_be_filed_it_goes_at_once(journal: Journal) -> None:
    cases = [await ended(journal, n, address=f"web:{n}") for n in range(5)]
    assert await journal.erase_case(cases[3][1].case, remove=no_files, keeps=never) == "done"
    assert await journal.waiting_to_be_filed() == 4
    assert await journal.erase_case(cases[0][1].case, remove=no_files, keeps=never) == "done"  # the head is filed first
    await file_all(journal)
    assert await found(journal, text="Bescheinigung") == [cases[n][1].receipt for n in (4, 2, 1)]


async def test_in_any_order_the_search_finds_the_others_only(journal: Journal, store: Store) -> None:
    """Lists of numbers stay ascending whatever is taken out, and go when nothing is left in them."""
    cases = [
        await ended(journal, n, address=f"web:{n}", rows=[Row(id=f"r{n}", who="citizen", body={"text": "Laterne"})])
        for n in range(9)
    ]
    await file_all(journal)
    left = [ticket.receipt for _, ticket in reversed(cases)]
    for n in (4, 3, 5, 0, 1, 8, 6, 2, 7):
        await journal.erase_case(cases[n][1].case, remove=no_files, keeps=never)
        left.remove(cases[n][1].receipt)
        assert await found(journal, text="laterne") == left
        assert await found(journal, text=f"BN-{n:06}") == []
    redis: Any = store.redis
    assert [name async for name in redis.scan_iter(match=key(journal, "post") + ":*")] == []
