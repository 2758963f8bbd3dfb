"""What is over goes, at night, with a clock that the test moves; what must stay, stays."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.nightly import Nightly
from faq.entry import DepartmentRetention, RetentionChoices
from handoff.casemarks import new_file_mark, new_hold, taken_over
from handoff.clearing import Clearing
from handoff.conduct import Breach, Conduct, Echo, Imposed, Measure, Offence, Review, conduct_to_json
from handoff.counting import counter
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, Delivery, Row, Sending, State
from handoff.journal.store import Store
from handoff.measure import Terms as MeasureTerms
from handoff.retention import Fate, Terms, Verdict
from handoff.ticket import End, Ticket
from tests.integration.journal.test_erasing import dump, ended
from tests.integration.journal.test_searching import file_all, found
from tests.integration.journal.test_way_in import key
from tests.integration.mail.town import LIBRARY

pytestmark = pytest.mark.server

DAY = timedelta(days=1)
TERMS = Terms(
    town=RetentionChoices(answered=30, closed=180, unanswered=90, undelivered=200),
    departments={"standesamt": DepartmentRetention(closed=365)},
)


@dataclass
class Archive:
    """A town whose time a test sets."""

    journal: Journal
    store: Store
    shift: timedelta = timedelta()
    removed: list[str] = field(default_factory=list)

    async def remove(self, refs: Collection[str]) -> None:
        self.removed += refs

    def clearing(self) -> Clearing:
        return Clearing(self.journal, self.remove, clock=lambda now: now + self.shift)

    async def clear(self, terms: Terms = TERMS) -> dict[tuple[str, str], int]:
        """Clear once; how many went or were kept of each state."""
        cleared = await self.clearing().clear(terms, by="test")
        assert cleared.whole
        return {(line.verdict.value, line.fate.value): line.count for line in cleared.lines}

    async def alone(self, no: int, *rows: Row) -> str:
        """A case that people never had, ended."""
        conversation = await self.journal.ingest(
            address=f"web:a{no}", event_id=f"a{no}", event="{}", due_in=timedelta(hours=1)
        )
        await self.journal.commit(
            Commit(
                conversation=conversation, case=f"a{no}", rows=rows, consumed=1, settled=(f"a{no}",), close_case=True
            )
        )
        return conversation

    async def cases(self) -> set[str]:
        redis: Any = self.store.redis
        return set(await redis.zrange(key(self.journal, "ended"), 0, -1))


@pytest.fixture
def archive(journal: Journal, store: Store) -> Archive:
    return Archive(journal=journal, store=store)


def said(id: str) -> Row:
    return Row(id=id, who="citizen", body={"text": "Wo ist mein Pass?"})


def answer(id: str) -> Row:
    return Row(id=id, who="machine", body={"text": "Im Bürgerbüro.", "entry": "pass", "release": "x"})


async def undelivered(archive: Archive) -> str:
    """A case with a message that did not arrive."""
    conversation = await archive.journal.ingest(
        address="telegram:9", event_id="u", event="{}", due_in=timedelta(hours=1)
    )
    to = f"citizen:{conversation}"
    await archive.journal.commit(
        Commit(
            conversation=conversation, case="u", rows=(said("u"), answer("v")), consumed=1,
            deliveries=(Delivery(id="v.0", channel="telegram", to=to, body={"text": "x"}),),
        )
    )  # fmt: skip
    sending = await archive.journal.take_delivery("telegram")
    assert isinstance(sending, Sending)
    await archive.journal.report(sending, State.UNDELIVERABLE, detail="refused")
    await archive.journal.commit(Commit(conversation=conversation, close_case=True))
    return conversation


async def test_each_state_has_its_time(archive: Archive) -> None:
    journal = archive.journal
    await archive.alone(1, said("1"), answer("2"))
    await archive.alone(2, said("3"))
    _, closed = await ended(journal, 3, address="web:c")
    _, kept = await ended(journal, 4, address="web:d", department="standesamt")
    await undelivered(archive)
    assert await archive.clear() == {}
    for days, gone in ((30, "answered"), (90, "unanswered"), (180, "closed"), (200, "undelivered")):
        archive.shift = days * DAY - timedelta(minutes=1)
        assert await archive.clear() == {}
        archive.shift = days * DAY + timedelta(minutes=1)
        assert await archive.clear() == {("goes", gone): 1}
    assert await archive.cases() == {kept.case}
    assert await journal.handoff(closed.receipt) is None
    archive.shift = 366 * DAY
    assert await archive.clear() == {("goes", "closed"): 1}
    assert await archive.cases() == set()


async def test_a_dry_run_changes_nothing_and_tells_the_same(archive: Archive) -> None:
    await archive.alone(1, said("1"), answer("2"))
    await ended(archive.journal, 3, address="web:c")
    archive.shift = 400 * DAY
    before = await dump(archive.store, archive.journal)
    lines = await archive.clearing().look(TERMS)
    assert await dump(archive.store, archive.journal) == before
    assert [(line.verdict, line.fate, line.count) for line in lines] == [
        (Verdict.GOES, Fate.ANSWERED, 1),
        (Verdict.GOES, Fate.CLOSED, 1),
    ]
    assert all(abs(line.oldest - datetime.now(UTC)) < timedelta(minutes=5) for line in lines)
    assert (await archive.clearing().clear(TERMS, by="x")).lines == lines


async def test_a_hold_keeps_it_until_its_end_and_a_lifted_one_no_longer(archive: Archive) -> None:
    journal = archive.journal
    _, ticket = await ended(journal, 3, address="web:c")
    now = datetime.now(UTC)
    hold = new_hold(receipt=ticket.receipt, reason="Klage", until=now + 300 * DAY, by="lea", now=now)
    assert await journal.set_hold(hold) == "done"
    archive.shift = 250 * DAY
    assert await archive.clear() == {("held", "closed"): 1}
    assert await journal.erase_case(ticket.case, remove=archive.remove, keeps=bool) == "held"
    assert await journal.lift_hold(ticket.receipt, by="lea") == "done"
    assert await archive.clear() == {("goes", "closed"): 1}
    assert await journal.holds() == []
    assert await journal.set_hold(hold) == "gone"


async def test_for_the_file_it_stays_until_the_receipt_where_the_town_says_so(archive: Archive) -> None:
    journal = archive.journal
    _, ticket = await ended(journal, 3, address="web:c")
    now = datetime.now(UTC)
    mark = new_file_mark(receipt=ticket.receipt, number="12.3/26", by="anna", now=now)
    assert await journal.put_file_mark(None, mark) == "done"
    strict = replace(TERMS, town=replace(TERMS.town, file_receipt=True))
    archive.shift = 250 * DAY
    assert await archive.clear(strict) == {("awaits_receipt", "closed"): 1}
    taken = taken_over(mark, day=now.date(), number="E-1", by="anna", now=now)
    assert await journal.put_file_mark(None, taken) == "stale"
    assert await journal.put_file_mark(mark, taken) == "done"
    assert await archive.clear(strict) == {("goes", "closed"): 1}
    assert await journal.file_marks() == []


async def test_what_is_opened_again_takes_its_first_case_along(archive: Archive) -> None:
    """The first case stays as long as the handoff goes on in another one, and goes with it."""
    journal = archive.journal
    conversation, ticket = await ended(journal, 3, address="web:c")
    known = await journal.handoff(ticket.receipt)
    assert known is not None
    again = replace(known[1], closed_at=None, end=None, case="second")
    await journal.commit(_ticket_commit(conversation, again, case="second"))
    archive.shift = 400 * DAY
    assert await archive.clear() == {}
    done = replace(again, closed_at=datetime.now(UTC) + 300 * DAY, end=End.ANSWERED)
    await journal.commit(replace(_ticket_commit(conversation, done), close_case=True))
    assert await archive.clear() == {}
    archive.shift = 481 * DAY
    assert await archive.clear() == {("goes", "closed"): 2}
    assert await journal.cases_of(conversation) == []


def _ticket_commit(conversation: str, ticket: Ticket, case: str = "") -> Commit:
    return Commit(conversation=conversation, case=case, ticket=ticket, keep_timer=True)


async def test_a_block_in_force_outlives_the_case_and_goes_with_its_end(archive: Archive) -> None:
    journal = archive.journal
    conversation = await archive.alone(1, said("1"), answer("2"))
    now = datetime.now(UTC)
    block = Imposed(
        id="b", measure=Measure.BLOCK, since=now, until=now + 60 * DAY, breach=Breach.INSULT, reason="G.", by="anna"
    )
    stored = conduct_to_json(Conduct(netiquette="1", imposed=block))
    await journal.commit(Commit(conversation=conversation, conduct=stored))
    archive.shift = 31 * DAY
    assert await archive.clear() == {("goes", "answered"): 1}
    assert await journal.find("web:a1") == conversation
    assert await journal.rows(conversation) == []
    archive.shift = 61 * DAY
    await archive.clear()
    assert await journal.find("web:a1") is None
    assert {name for name, text in (await dump(archive.store, journal)).items() if conversation in name + text} <= {
        *("feed", "seen:a1"),
    }


async def test_a_conversation_that_never_had_a_case_goes_the_night_after(archive: Archive) -> None:
    """A group in which the bot was asked: in public nothing is kept, but who asked was known."""
    journal = archive.journal
    conversation = await journal.ingest(address="telegram:-5", event_id="g", event="{}", due_in=DAY)
    other = await archive.alone(1, said("1"))
    await archive.clear()
    assert await journal.emptied() == []  # its message waits
    await journal.commit(Commit(conversation=conversation, consumed=1, settled=("g",), talk="{}"))
    await archive.clear()
    assert await journal.find("telegram:-5") == conversation
    await archive.clear()
    assert await journal.find("telegram:-5") is None
    assert await journal.find("web:a1") == other


async def test_counters_survive_and_the_search_finds_what_is_left(archive: Archive) -> None:
    journal = archive.journal
    now = datetime.now(UTC)
    conversation, ticket = await ended(journal, 3, address="web:c", rows=[said("x")])
    name = counter(now, ticket, "end:answered")
    await journal.commit(Commit(conversation=conversation, counters={name: 1}, keep_timer=True))
    await file_all(journal)
    assert await found(journal, text="pass") == [ticket.receipt]
    counted = await journal.counts([now.date()])
    assert any(one.what == "end:answered" for one in counted)
    archive.shift = 200 * DAY
    await archive.clear()
    assert await journal.counts([now.date()]) == counted
    assert await found(journal, text="pass") == []


async def test_many_go_in_batches_and_a_stopped_run_goes_on(archive: Archive) -> None:
    """More than a batch, many of them ended in the same millisecond."""
    redis: Any = archive.store.redis
    for no in range(230):
        await archive.alone(no, said(f"r{no}"))
    at = int((datetime.now(UTC) - DAY).timestamp() * 1000)
    for no in range(150):
        await redis.zadd(key(archive.journal, "ended"), {f"a{no}": at})
        await redis.hset(key(archive.journal, "case", f"a{no}"), "closed", at)
    archive.shift = 95 * DAY
    rounds = 0

    async def once() -> bool:
        nonlocal rounds
        rounds += 1
        return rounds < 2

    stopped = await archive.clearing().clear(TERMS, by="x", going=once)
    assert (stopped.whole, stopped.gone) == (False, 100)
    assert len(await archive.cases()) == 130
    assert await archive.clear() == {("goes", "unanswered"): 130}
    assert [(run.by, run.gone, run.whole) for run in await archive.journal.clearings()] == [
        ("test", 130, True),
        ("x", 100, False),
    ]


async def test_a_file_that_cannot_be_removed_keeps_only_its_own_case(archive: Archive) -> None:
    journal = archive.journal
    ref = f"{'x' * 32}.png"
    bad = Row(id="bad", who="citizen", body={"text": "x", "attachments": [{"ref": ref}]})
    await archive.alone(1, bad)
    await archive.alone(2, said("2"))
    archive.shift = 95 * DAY

    async def refuses(refs: Collection[str]) -> None:
        if refs:
            raise PermissionError("no")

    clearing = Clearing(journal, refuses, clock=lambda now: now + archive.shift)
    cleared = await clearing.clear(TERMS, by="x")
    assert (cleared.gone, cleared.failed) == (1, 1)
    assert await journal.half_erased() == ["a1"]
    await archive.clear()
    assert archive.removed == [ref]
    assert await journal.half_erased() == []


async def test_each_night_once_at_the_towns_hour(archive: Archive) -> None:
    await LIBRARY.refresh()
    zone = ZoneInfo(LIBRARY.now.release.town.timezone)
    nightly = Nightly(archive.journal, archive.clearing(), LIBRARY)
    await archive.alone(1, said("1"), answer("2"))
    assert not await nightly.step()  # a town that has just begun has a day to look
    start = datetime.now(zone)

    def to(days: int, hour: int) -> None:
        wanted = (start + days * DAY).replace(hour=hour, minute=30)
        archive.shift = wanted.astimezone(UTC) - datetime.now(UTC)

    to(40, 2)
    await archive.journal.put_night(f"{(start + 39 * DAY).date()}")
    assert not await nightly.step()
    to(40, 3)
    assert await nightly.step()
    assert await archive.cases() == set()
    assert not await nightly.step()
    (cleared,) = [run for run in await archive.journal.clearings() if run.lines]
    assert (cleared.by, cleared.gone, cleared.whole) == ("night", 1, True)
    to(41, 3)
    other = Nightly(archive.journal, archive.clearing(), LIBRARY)
    assert not await other.step()  # the first one still has the lease
    assert await nightly.step()


async def test_of_conduct_nothing_is_kept_longer_than_the_town_says(archive: Archive) -> None:
    """Also of those who never write again."""
    journal, redis = archive.journal, archive.store.redis
    now, measures = datetime.now(UTC), MeasureTerms(forget=timedelta(days=14))
    over: dict[str, Any] = {"measure": Measure.MUTE, "breach": Breach.THREAT, "reason": "Drohung.", "by": "anna"}
    said_no = Review(
        id="R", measure="m", department="x", asked_at=now, due=now, upheld=True, decided_at=now, by="ben", words="Nein."
    )
    conduct = Conduct(
        netiquette="1",
        offences=(Offence(at=now, breach=Breach.THREAT),),
        imposed=Imposed(id="m", since=now, until=now, over=True, **over),
        review=said_no,
        echo=Echo(digest="d", times=1, since=now),
    )
    conversation = await archive.alone(1, said("1"))
    await journal.commit(Commit(conversation=conversation, conduct=conduct_to_json(conduct), keep_timer=True))
    muted = Conduct(imposed=Imposed(id="n", since=now, until=now + 90 * DAY, **over))
    other = await archive.alone(2, said("2"))
    await journal.commit(Commit(conversation=other, conduct=conduct_to_json(muted), keep_timer=True))

    archive.shift = 13 * DAY
    assert await archive.clearing().forget(measures) == 1  # the digest of the last text
    assert await journal.conduct(conversation) == replace(conduct, echo=None)
    archive.shift = 15 * DAY
    assert await archive.clearing().forget(measures) == 1
    assert await journal.conduct(conversation) == Conduct(netiquette="1")
    assert await journal.conduct(other) == muted
    assert [one for one, _ in await journal.threats()] == [conversation]
    archive.shift = 91 * DAY
    assert await archive.clearing().forget(measures) == 0
    assert await journal.threats() == []
    assert await redis.zcard(key(journal, "due")) == 0
