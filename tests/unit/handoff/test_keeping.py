"""What time does to a handoff: by example, and under everything that people may do in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from handoff import ticket as rules
from handoff.absence import DepartmentAbsence, serving
from handoff.hours import Calendar
from handoff.keeping import Due, Sign, Step, Terms, after, look, service_days, unstaffed_alarm
from handoff.ticket import Done, End, Kind, Outcome, Staff, Stage, TakenBy, Ticket, Turn

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # a Tuesday, 10:00 there
HOURS = {day: ((time(8), time(12)), (time(13), time(16))) for day in range(5)}
CALENDAR = Calendar(hours=HOURS, timezone="Europe/Berlin", state="NW")
TERMS = Terms()
ANNA, BEN = Staff(login="anna", name="Anna"), Staff(login="ben", name="Ben")


def ticket(**changes: object) -> Ticket:
    base = Ticket(
        receipt="R", case="c", kind=Kind.QUESTION, department="d", channel="web", lang="de", subject="?",
        asked_at=NOW, turn=Turn.OURS, turn_since=NOW, promised_by=NOW + timedelta(hours=1),
    )  # fmt: skip
    return replace(base, **changes)  # type: ignore[arg-type]


CLAIMED = ticket(owner=ANNA, claimed_at=NOW, fence=1)


def falls_back(one: Ticket, sign: Sign, at: datetime) -> bool:
    step = look(one, sign, CALENDAR, TERMS, at).step
    return step is not None and step.due is Due.FALL_BACK


def minutes(n: float) -> datetime:
    return NOW + timedelta(minutes=n)


class TestFallingBack:
    def test_after_fifteen_service_minutes_without_a_sign(self) -> None:
        assert not falls_back(CLAIMED, Sign(), minutes(14.9))
        assert falls_back(CLAIMED, Sign(), minutes(15))
        assert look(CLAIMED, Sign(), CALENDAR, TERMS, NOW).again == minutes(15)

    def test_after_two_when_the_owner_has_left(self) -> None:
        left = Sign(at=minutes(5), left=True)
        assert not falls_back(CLAIMED, left, minutes(6.9))
        assert falls_back(CLAIMED, left, minutes(7))

    def test_any_sign_counts_anew(self) -> None:
        assert not falls_back(CLAIMED, Sign(at=minutes(600)), minutes(610))

    def test_lunch_counts_no_service_minutes(self) -> None:
        # Seen last at 11:50: ten minutes before the lunch hour, five after it.
        seen = Sign(at=minutes(110))
        assert not falls_back(CLAIMED, seen, minutes(184.9))
        assert falls_back(CLAIMED, seen, minutes(185))

    def test_who_said_when_they_are_back_is_waited_for(self) -> None:
        pause = Sign(at=minutes(5), left=True, paused_until=minutes(60))
        assert not falls_back(CLAIMED, pause, minutes(74.9))
        assert falls_back(CLAIMED, pause, minutes(75))

    def test_who_is_absent_is_not_waited_for(self) -> None:
        assert falls_back(CLAIMED, Sign(at=minutes(20), absent_since=NOW - timedelta(days=1)), minutes(20))

    def test_never_in_the_citizens_turn_nor_while_set_aside(self) -> None:
        years = NOW + timedelta(days=5)
        assert not falls_back(replace(CLAIMED, turn=Turn.CITIZEN, told_late=Stage.NONE), Sign(), years)
        assert not falls_back(replace(CLAIMED, parked_until=NOW + timedelta(days=9)), Sign(), years)

    def test_it_begins_when_it_becomes_our_turn_or_the_parking_ends(self) -> None:
        assert not falls_back(replace(CLAIMED, turn_since=minutes(60)), Sign(), minutes(74))
        assert not falls_back(replace(CLAIMED, parked_until=minutes(60)), Sign(), minutes(74))
        assert falls_back(replace(CLAIMED, parked_until=minutes(60)), Sign(), minutes(75))

    def test_back_at_its_first_asked_time(self) -> None:
        back = after(CLAIMED, Step(due=Due.FALL_BACK), minutes(15))
        assert (back.owner, back.asked_at, back.fence) == (None, NOW, 2)


class TestTelling:
    def test_each_stage_once(self) -> None:
        one, told = ticket(), []
        for n in range(0, 600, 5):
            while (step := look(one, Sign(), CALENDAR, TERMS, minutes(n)).step) is not None:
                told.append((n, step.stage))
                one = after(one, step, minutes(n))
        assert told == [(45, Stage.DEPARTMENT), (60, Stage.LEAD), (75, Stage.OPERATOR)]

    def test_what_was_missed_is_told_by_its_last_stage(self) -> None:
        step = look(ticket(), Sign(), CALENDAR, TERMS, NOW + timedelta(days=3)).step
        assert step == Step(due=Due.TELL, stage=Stage.OPERATOR)

    def test_a_short_promise_is_not_reminded_of_at_once(self) -> None:
        short = ticket(promised_by=minutes(10))
        assert look(short, Sign(), CALENDAR, TERMS, minutes(4)).step is None
        assert look(short, Sign(), CALENDAR, TERMS, minutes(5)).step == Step(due=Due.TELL, stage=Stage.DEPARTMENT)

    def test_a_new_promise_is_told_anew(self) -> None:
        told = replace(CLAIMED, told_late=Stage.OPERATOR)
        replied = rules.reply(told, ANNA, 1, NOW)
        assert isinstance(replied, Done)
        assert replied.ticket.told_late is Stage.NONE


class TestLettingGo:
    WAITS = ticket(owner=ANNA, claimed_at=NOW, fence=1, turn=Turn.CITIZEN)

    def test_one_reminder_then_the_end(self) -> None:
        first = look(self.WAITS, Sign(), CALENDAR, TERMS, NOW).again
        assert first == datetime(2026, 12, 1, 7, tzinfo=UTC)  # the fifth service day, when it opens
        reminded = after(self.WAITS, Step(due=Due.REMIND), first)
        end = look(reminded, Sign(), CALENDAR, TERMS, first).again
        assert end == datetime(2026, 12, 8, 7, tzinfo=UTC)
        step = look(reminded, Sign(), CALENDAR, TERMS, end).step
        assert step is not None
        assert after(reminded, step, end).end is End.NO_REACTION

    def test_a_late_reminder_gives_the_whole_time(self) -> None:
        reminded = replace(self.WAITS, reminded_at=datetime(2026, 12, 20, 7, tzinfo=UTC))
        assert look(reminded, Sign(), CALENDAR, TERMS, NOW).again == datetime(2026, 12, 29, 7, tzinfo=UTC)

    def test_who_writes_is_not_let_go(self) -> None:
        reminded = replace(self.WAITS, reminded_at=NOW)
        assert rules.citizen_wrote(reminded, NOW).reminded_at is None


def test_service_days_leave_out_weekends_and_holidays() -> None:
    assert service_days(CALENDAR, datetime(2026, 12, 23, 9, tzinfo=UTC), 1) == datetime(2026, 12, 28, 7, tzinfo=UTC)
    never = Calendar(hours={}, timezone="Europe/Berlin", state="NW")
    assert service_days(never, NOW, 2) == datetime(2026, 11, 26, 11, tzinfo=UTC)


def test_nobody_there_is_an_alarm_after_two_service_hours() -> None:
    assert unstaffed_alarm(CALENDAR, minutes(60)) == minutes(240)  # 11:00, less the lunch hour


@pytest.mark.parametrize(
    ("absences", "takes"),
    [
        ({}, "a"),
        ({"a": "b"}, "b"),
        ({"a": "b", "b": "c"}, "c"),
        ({"a": "b", "b": "a"}, "a"),  # nobody is left
        ({"a": "gone"}, "a"),
    ],
)
def test_who_stands_in(absences: dict[str, str], takes: str) -> None:
    day = timedelta(days=1)
    known = {id_: DepartmentAbsence(since=NOW - day, until=NOW + day, deputy=to) for id_, to in absences.items()}
    assert serving("a", known, {"a", "b", "c"}, NOW) == takes
    assert serving("a", known, {"a", "b", "c"}, NOW + 2 * day) == "a"


class HandoffMachine(RuleBasedStateMachine):
    """Any order of acts and times: one owner, a fence that only rises, a first asked time that never changes."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.ticket = ticket()
        self.fences: dict[str, int] = {}  # as each member last saw it as the owner
        self.seen: dict[str, datetime] = {}
        self.left: set[str] = set()

    def take(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done):
            self.become(outcome.ticket)

    def become(self, new: Ticket) -> None:
        old, self.ticket = self.ticket, new
        assert new.fence >= old.fence
        if new.owner != old.owner:
            assert new.fence > old.fence
        assert (new.asked_at, new.receipt) == (old.asked_at, old.receipt)
        if new.owner is not None and new.is_open:
            self.fences[new.owner.login] = new.fence

    def acted(self, staff: Staff) -> None:
        self.seen[staff.login] = self.now
        self.left.discard(staff.login)

    staff = st.sampled_from([ANNA, BEN])

    @rule(staff=staff)
    def claim(self, staff: Staff) -> None:
        self.acted(staff)
        held = self.ticket.owner
        outcome = rules.claim(self.ticket, staff, self.now)
        if self.ticket.is_open and held is not None and held != staff:
            assert outcome == TakenBy(holder=held)
        self.take(outcome)

    @rule(staff=staff)
    def take_over(self, staff: Staff) -> None:
        self.acted(staff)
        outcome = rules.take_over(self.ticket, staff, self.now)
        assert not self.ticket.is_open or (isinstance(outcome, Done) and outcome.ticket.owner == staff)
        self.take(outcome)

    @rule(staff=staff, to=staff)
    def hand_to(self, staff: Staff, to: Staff) -> None:
        self.acted(staff)
        self.take(rules.hand_to(self.ticket, staff, to, self.now))

    @rule(staff=staff)
    def release(self, staff: Staff) -> None:
        self.acted(staff)
        self.take(rules.release(self.ticket, staff))

    @rule(staff=staff, hours=st.integers(1, 100))
    def park(self, staff: Staff, hours: int) -> None:
        self.acted(staff)
        self.take(rules.park(self.ticket, staff, self.now + timedelta(hours=hours)))

    @rule(staff=staff)
    def reply_as_they_know_it(self, staff: Staff) -> None:
        """A reply with the last fence its writer saw goes out only if nobody else has had it since, or it is free."""
        self.acted(staff)
        before = self.ticket
        outcome = rules.reply(before, staff, self.fences.get(staff.login, -1), self.now)
        if isinstance(outcome, Done):
            assert before.owner is None or (before.owner == staff and before.fence == self.fences.get(staff.login))
            assert outcome.ticket.owner == staff
        elif before.is_open and before.owner is not None and before.owner != staff:
            assert outcome == TakenBy(holder=before.owner)
        self.take(outcome)

    @rule(staff=staff)
    def close(self, staff: Staff) -> None:
        self.acted(staff)
        self.take(rules.close(self.ticket, staff, End.ANSWERED, self.now))

    @rule(owner=st.none() | staff)
    def reopen(self, owner: Staff | None) -> None:
        if not self.ticket.is_open:
            self.take(rules.reopen(self.ticket, owner, self.now + timedelta(hours=1), self.now))
            assert self.ticket.turn is Turn.OURS

    @rule()
    def citizen_writes(self) -> None:
        if self.ticket.is_open:
            self.become(rules.citizen_wrote(self.ticket, self.now))

    @rule(staff=staff)
    def sits_there(self, staff: Staff) -> None:
        self.acted(staff)

    @rule(staff=staff)
    def leaves(self, staff: Staff) -> None:
        self.left.add(staff.login)
        self.seen[staff.login] = self.now

    @rule(minutes=st.integers(1, 3000))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        steps = 0
        while (step := self.look()) is not None:
            before, steps = self.ticket, steps + 1
            assert steps < 10, "the clock runs in circles"
            if step.due is Due.FALL_BACK:
                assert before.turn is Turn.OURS
                assert before.owner is not None
                assert before.parked_until is None or before.parked_until <= self.now
                assert before.claimed_at is not None
                last = max(self.seen.get(before.owner.login, before.claimed_at), before.claimed_at)
                silence = self.now - last
                assert silence >= (TERMS.left if before.owner.login in self.left else TERMS.silent)
            elif step.due is Due.TELL:
                assert before.turn is Turn.OURS
                assert not before.told_late.reaches(step.stage)
            else:
                assert before.turn is Turn.CITIZEN
            self.become(after(before, step, self.now))

    def look(self) -> Step | None:
        owner = self.ticket.owner.login if self.ticket.owner is not None else ""
        sign = Sign(at=self.seen.get(owner), left=owner in self.left)
        found = look(self.ticket, sign, CALENDAR, TERMS, self.now)
        assert found.step is not None or found.again is None or found.again > self.now
        return found.step

    @invariant()
    def an_open_one_is_always_looked_at_again_until_all_is_told(self) -> None:
        found = look(self.ticket, Sign(), CALENDAR, TERMS, self.now)
        quiet = self.ticket.owner is None and self.ticket.told_late is Stage.OPERATOR
        assert not self.ticket.is_open or found.step is not None or found.again is not None or quiet


TestHandoffMachine = HandoffMachine.TestCase
TestHandoffMachine.settings = settings(stateful_step_count=40)
