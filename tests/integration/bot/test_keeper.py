"""The keeper on a real store: claims fall back, deadlines are told once, whoever is silent is reminded and let go."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.keeper import LOOK_LEASE, Keeper
from bot.library import Library
from faq.richtext import Rich
from handoff.absence import Away
from handoff.acts import Acts
from handoff.announcing import TicketChange
from handoff.board import new_switch
from handoff.conduct import Breach, Conduct, Imposed, Measure, conduct_to_json
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, Committed, JournalAway, Repeat, Stale
from handoff.journal.store import Store
from handoff.keeping import service_days
from handoff.notices import NOBODY, mail_announcer
from handoff.staff import StaffRecord
from handoff.ticket import Done, End, Kind, Staff, Stage, TakenBy, Ticket, Turn
from tests.integration.journal.test_acts import ANNA, BEN
from tests.integration.journal.test_lookout import seen
from tests.integration.journal.test_way_in import key
from tests.integration.mail.town import DEPARTMENT, LIBRARY

pytestmark = pytest.mark.server

MINUTE = timedelta(minutes=1)


class Mortal:
    """A journal whose process dies once: before a commit is written, or after it and unheard."""

    def __init__(self, journal: Journal, dies: str) -> None:
        self._journal, self._dies = journal, dies

    def __getattr__(self, name: str) -> Any:
        return getattr(self._journal, name)

    async def commit(self, commit: Commit) -> Committed | Stale | Repeat:
        dies, self._dies = self._dies, ""
        if dies == "before":
            raise JournalAway("killed")
        written = await self._journal.commit(commit)
        if dies == "after":
            raise JournalAway("killed")
        return written


@dataclass
class Kept:
    """A town whose time a test sets. ``shift`` is how far it is ahead."""

    journal: Journal
    library: Library
    store: Store
    shift: timedelta = timedelta()
    n: int = 0
    told: list[TicketChange] = field(default_factory=list)

    def now(self, at: datetime) -> datetime:
        return at + self.shift

    def acts_on(self, journal: Any) -> Acts:
        announce = mail_announcer(("web",))

        def both(change: TicketChange) -> Any:
            self.told.append(change)
            return announce(change)

        return Acts(journal, {"telegram": 4096}, both)

    def keeper(self, journal: Any = None) -> Keeper:
        journal = journal or self.journal
        return Keeper(journal, self.acts_on(journal), self.library, mails=True, clock=self.now)

    async def step(self) -> None:
        """One keeper looks at everything that is due, and is gone."""
        keeper = self.keeper()
        for _ in range(20):
            if not await keeper.step():
                break
        await self.journal.lease("keeper", keeper._owner, timedelta())

    async def concern(self, **changes: Any) -> str:
        self.n += 1
        conversation = await self.journal.ingest(
            address=f"web:{self.n}", event_id=f"e{self.n}", event="{}", due_in=timedelta(hours=9)
        )
        now = datetime.now(UTC)
        ticket = Ticket(
            receipt=f"R-{self.n}", case=f"c{self.n}", kind=Kind.QUESTION, department=DEPARTMENT, channel="web",
            lang="de", subject="?", asked_at=now, turn=Turn.OURS, turn_since=now,
            promised_by=now + timedelta(days=60),
        )  # fmt: skip
        ticket = replace(ticket, **changes)
        await self.journal.commit(
            Commit(
                conversation=conversation,
                case=ticket.case,
                ticket=ticket,
                queue=DEPARTMENT,
                receipt=ticket.receipt,
                keep_timer=True,
            )
        )
        return conversation

    async def claimed(self, staff: Staff = ANNA) -> str:
        conversation = await self.concern()
        assert isinstance(await self.acts_on(self.journal).claim(conversation, staff, request=f"c{self.n}"), Done)
        return conversation

    async def ticket(self, conversation: str) -> Ticket:
        snapshot = await self.journal.snapshot(conversation)
        assert snapshot is not None
        assert snapshot.ticket is not None
        return snapshot.ticket

    def until(self, at: datetime, *, short: bool = False) -> None:
        """It is a second after that time, or a second short of it."""
        self.shift = at - datetime.now(UTC) + timedelta(seconds=-1 if short else 1)

    def service(self, since: datetime, time: timedelta) -> datetime:
        return self.library.now.calendars[DEPARTMENT].add_service_time(since, time)

    async def audit(self) -> list[dict[str, Any]]:
        rows = await self.store.redis.xrange(key(self.journal, "audit"))
        return [json.loads(fields["row"]) for _, fields in rows or [] if fields]

    async def mails(self) -> list[str]:
        """Where the mails that wait are to go."""
        found: list[str] = []
        async for name in self.store.redis.scan_iter(match=key(self.journal, "delivery", "*")):
            found.append(str(await self.store.redis.hget(name, "to")))
        return sorted(found)


@pytest.fixture
async def kept(store: Store, town: str, hints: Hints) -> Kept:
    await LIBRARY.refresh()
    return Kept(journal=Journal(store, town, hints, per_minute=1000), library=LIBRARY, store=store)


@pytest.mark.fault(rows=(50,), promises=("P9",))
async def test_a_vanished_owner_blocks_nobody(kept: Kept) -> None:
    conversation = await kept.claimed()
    before = await kept.ticket(conversation)
    last = (await kept.journal.sign_of("anna", datetime.now(UTC))).at
    assert last is not None
    kept.until(kept.service(last, 15 * MINUTE), short=True)
    await kept.step()
    assert (await kept.ticket(conversation)).owner == ANNA
    kept.until(kept.service(last, 15 * MINUTE))
    await kept.step()
    back = await kept.ticket(conversation)
    assert (back.owner, back.fence, back.asked_at) == (None, before.fence + 1, before.asked_at)
    assert await kept.journal.place(conversation, DEPARTMENT) == 1
    [fell] = [row for row in await kept.audit() if row["action"] == "fall_back"]
    assert fell["before"] == "anna"
    assert await kept.journal.owned("anna") == []
    # The late reply claims it again, and says nothing about that; once Ben has it, Anna's is refused.
    acts = kept.acts_on(kept.journal)
    assert isinstance(await acts.reply(conversation, ANNA, before.fence, Rich(text="Hallo"), request="late"), Done)
    assert (await kept.ticket(conversation)).owner == ANNA
    await acts.release(conversation, ANNA, request="r")
    await acts.claim(conversation, BEN, request="b")
    assert isinstance(await acts.reply(conversation, ANNA, before.fence, Rich(text="?"), request="later"), TakenBy)


@pytest.mark.fault(rows=(50,), promises=("P9",))
async def test_two_minutes_when_they_left_and_none_while_they_are_there(kept: Kept) -> None:
    conversation = await kept.claimed()
    await kept.step()
    await kept.journal.gone("anna")
    left = (await kept.journal.sign_of("anna", datetime.now(UTC))).at
    assert left is not None
    kept.until(kept.service(left, 2 * MINUTE), short=True)
    await kept.step()
    assert (await kept.ticket(conversation)).owner == ANNA
    kept.until(kept.service(left, 2 * MINUTE))
    await kept.step()
    assert (await kept.ticket(conversation)).owner is None
    other = await kept.claimed(BEN)
    kept.until(kept.service(datetime.now(UTC), timedelta(days=2)))
    there = kept.now(datetime.now(UTC)).timestamp() * 1000
    await kept.store.redis.zadd(key(kept.journal, "present"), {"ben": there})
    await kept.step()
    assert (await kept.ticket(other)).owner == BEN


@pytest.mark.fault(promises=("P9",))
async def test_a_break_keeps_what_is_ones_own_and_an_absence_does_not(kept: Kept) -> None:
    conversation = await kept.claimed()
    now = datetime.now(UTC)
    until = now + timedelta(hours=3)
    await kept.journal.set_away("anna", Away(since=now, until=until))
    kept.until(kept.service(until, 15 * MINUTE), short=True)
    await kept.step()
    assert (await kept.ticket(conversation)).owner == ANNA
    kept.shift = timedelta()
    await kept.journal.set_away("anna", Away(since=now - MINUTE, until=now + timedelta(days=40), days=True))
    kept.until(kept.service(datetime.now(UTC), 2 * MINUTE))
    await kept.step()
    assert (await kept.ticket(conversation)).owner is None


@pytest.mark.fault(promises=("P9",))
async def test_never_in_the_citizens_turn_nor_while_set_aside(kept: Kept) -> None:
    replied, parked = await kept.claimed(), await kept.claimed()
    acts = kept.acts_on(kept.journal)
    await acts.reply(replied, ANNA, 1, Rich(text="Hallo"), request="1")
    await acts.park(parked, ANNA, datetime.now(UTC) + timedelta(days=300), request="2")
    kept.until(kept.service(datetime.now(UTC), timedelta(hours=8)))
    await kept.step()
    assert [(await kept.ticket(one)).owner for one in (replied, parked)] == [ANNA, ANNA]


@pytest.mark.fault(rows=(50,), promises=("P9",))
@pytest.mark.parametrize("dies", ["before", "after"])
async def test_killed_at_a_commit_it_is_done_once_by_the_next(kept: Kept, dies: str) -> None:
    conversation = await kept.claimed()
    kept.until(kept.service(datetime.now(UTC), 16 * MINUTE))
    with pytest.raises(JournalAway):
        await kept.keeper(Mortal(kept.journal, dies)).step()
    await kept.store.redis.delete(key(kept.journal, "lease", "keeper"))  # its time is over
    kept.shift += LOOK_LEASE + timedelta(seconds=1)
    await kept.step()
    await kept.step()
    ticket = await kept.ticket(conversation)
    assert (ticket.owner, ticket.fence) == (None, 2)
    assert [row["action"] for row in await kept.audit()] == ["claim", "fall_back"]


async def test_of_two_processes_one_looks(kept: Kept) -> None:
    await kept.claimed()
    first, second = kept.keeper(), kept.keeper()
    assert await first.step() == 1
    kept.until(kept.service(datetime.now(UTC), 16 * MINUTE))
    assert await second.step() == 0
    assert await first.step() == 1


async def test_only_what_is_due_is_looked_at(kept: Kept) -> None:
    for _ in range(30):
        await kept.concern()
    await kept.step()
    assert await kept.keeper().step() == 0
    assert await kept.store.redis.zcard(key(kept.journal, "looks")) == 30


async def test_a_change_during_a_look_is_looked_at_anew(kept: Kept) -> None:
    conversation = await kept.claimed()
    [(taken, mark)] = await kept.journal.take_looks(datetime.now(UTC) + MINUTE, LOOK_LEASE)
    await kept.acts_on(kept.journal).release(conversation, ANNA, request="r")
    await kept.journal.looked(taken, mark, datetime.now(UTC) + timedelta(days=9))
    assert [one for one, _ in await kept.journal.take_looks(datetime.now(UTC) + MINUTE, LOOK_LEASE)] == [conversation]


async def test_handoffs_of_an_earlier_version_are_found(kept: Kept) -> None:
    conversation = await kept.claimed()
    await kept.store.redis.delete(key(kept.journal, "looks"), key(kept.journal, "owned", "anna"))
    kept.until(kept.service(datetime.now(UTC), 16 * MINUTE))
    await kept.step()
    assert (await kept.ticket(conversation)).owner is None


async def test_a_promised_time_is_told_stage_by_stage_and_gathered(kept: Kept) -> None:
    now = datetime.now(UTC)
    promise = kept.service(now, timedelta(hours=4))
    late = [await kept.concern(promised_by=promise) for _ in range(3)]
    await kept.concern()
    kept.until(promise - 15 * MINUTE, short=True)
    await kept.step()
    assert await kept.mails() == []
    kept.until(promise - 15 * MINUTE)
    await kept.step()
    await kept.step()
    assert await kept.mails() == [f"due:{DEPARTMENT}"]
    kept.until(promise)
    await kept.step()
    await kept.step()
    assert await kept.mails() == [f"due:{DEPARTMENT}", f"late:{DEPARTMENT}"]
    kept.until(kept.service(promise, 15 * MINUTE))
    await kept.step()
    assert {(await kept.ticket(one)).told_late for one in late} == {Stage.OPERATOR}
    assert [ticket.told_late for _, ticket in await kept.journal.told_late()] == [Stage.OPERATOR] * 3
    stages = [(c.conversation, c.after.told_late) for c in kept.told]
    assert len(stages) == len(set(stages)) == 9
    await kept.acts_on(kept.journal).reply(late[0], ANNA, 0, Rich(text="Hallo"), request="1")
    assert len(await kept.journal.told_late()) == 2


async def test_a_silent_citizen_is_reminded_once_and_let_go(kept: Kept) -> None:
    conversation = await kept.claimed()
    await kept.acts_on(kept.journal).reply(conversation, ANNA, 1, Rich(text="Welche Straße?"), request="1")
    calendar = kept.library.now.calendars[DEPARTMENT]
    since = (await kept.ticket(conversation)).turn_since
    kept.until(service_days(calendar, since, 5), short=True)
    await kept.step()
    assert (await kept.ticket(conversation)).reminded_at is None
    kept.until(service_days(calendar, since, 5))
    await kept.step()
    await kept.step()
    assert (await kept.ticket(conversation)).reminded_at is not None
    kept.until(service_days(calendar, since, 10))
    await kept.step()
    ended = await kept.ticket(conversation)
    assert (ended.is_open, ended.end) == (False, End.NO_REACTION)
    mailbox = await kept.store.redis.lrange(key(kept.journal, "mail", conversation), 0, -1)
    changes = [json.loads(text).get("change") for text in mailbox if text != "{}"]
    assert changes == ["claimed", "reminded", "closed"]
    assert await kept.store.redis.zcard(key(kept.journal, "looks")) == 0


async def test_nobody_is_let_go_for_silence_while_their_channel_is_off(kept: Kept) -> None:
    conversation = await kept.claimed()
    await kept.acts_on(kept.journal).reply(conversation, ANNA, 1, Rich(text="Welche Straße?"), request="1")
    calendar = kept.library.now.calendars[DEPARTMENT]
    since = (await kept.ticket(conversation)).turn_since
    await kept.journal.put_up(new_switch(channel="web", reason="Störung", by="lea", now=since), by="lea")
    kept.until(service_days(calendar, since, 12))
    await kept.step()
    waits = await kept.ticket(conversation)
    assert (waits.is_open, waits.reminded_at) == (True, None)
    await kept.journal.switch_on("web", by="lea")
    kept.shift += timedelta(minutes=11)
    await kept.step()
    assert (await kept.ticket(conversation)).reminded_at is not None
    await kept.step()
    assert (await kept.ticket(conversation)).is_open  # the reminder gives its whole time all the same


@pytest.mark.fault(rows=(52,))
async def test_nobody_there_while_somebody_waits_is_an_alarm_once(kept: Kept) -> None:
    await kept.journal.put_staff(StaffRecord(login="lea", name="Lea", roles=("lead",), mail="lea@stadt.example"))
    await kept.concern()
    keeper = kept.keeper()
    await keeper.step()
    began = datetime.now(UTC)
    calendar = kept.library.now.calendars[DEPARTMENT]
    kept.until(calendar.add_service_time(began, timedelta(hours=2)), short=True)
    await keeper.step()
    assert await kept.journal.alarms() == {}
    # Within service hours: the moment after two hours may be the moment it closes.
    kept.until(calendar.opens_next(calendar.add_service_time(began, timedelta(hours=2))))
    await keeper.step()
    kept.shift += MINUTE
    await keeper.step()
    assert list(await kept.journal.alarms()) == [f"{NOBODY}/{DEPARTMENT}"]
    assert await kept.mails() == [f"{NOBODY}:{DEPARTMENT}"]
    await kept.journal.seen("lea")
    kept.shift += MINUTE
    await keeper.step()
    assert await kept.journal.alarms() == {}


async def test_an_alarm_that_could_not_be_cleared_is_looked_at_again(kept: Kept) -> None:
    class Away(Journal):
        async def clear_alarm(self, kind: str) -> None:
            raise JournalAway("for a moment")

    conversation = await kept.claimed()
    await kept.journal.raise_alarm(f"{NOBODY}/{DEPARTMENT}")
    await kept.journal.unstaffed(DEPARTMENT, since=datetime.now(UTC))
    await kept.acts_on(kept.journal).close(conversation, ANNA, End.ANSWERED, request="x")
    away = Away(kept.store, kept.journal.town, kept.journal._hints)
    keeper = kept.keeper(away)
    with pytest.raises(JournalAway):
        await keeper.step()
    assert "looks" in await seen(kept.store, kept.journal.town)  # nothing else would ever make somebody look
    await kept.journal.lease("keeper", keeper._owner, timedelta())
    await kept.step()
    assert await kept.journal.alarms() == {}
    assert "looks" not in await seen(kept.store, kept.journal.town)


async def test_nobody_is_let_go_for_silence_while_muted(kept: Kept) -> None:
    conversation = await kept.claimed()
    await kept.acts_on(kept.journal).reply(conversation, ANNA, 1, Rich(text="Welche Straße?"), request="1")
    calendar = kept.library.now.calendars[DEPARTMENT]
    since = (await kept.ticket(conversation)).turn_since
    ends = service_days(calendar, since, 6)
    muted = Imposed(id="m", measure=Measure.MUTE, since=since, until=ends, breach=Breach.INSULT, reason="r", by="anna")
    conduct = conduct_to_json(Conduct(imposed=muted))
    await kept.journal.commit(Commit(conversation=conversation, conduct=conduct, keep_timer=True))
    kept.until(service_days(calendar, since, 5))
    await kept.step()
    assert (await kept.ticket(conversation)).reminded_at is None
    kept.until(ends)
    await kept.step()
    assert (await kept.ticket(conversation)).reminded_at is not None
