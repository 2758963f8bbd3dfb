"""Graded measures: by example, and under everything that citizens, time and staff may do in any order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from handoff.conduct import (
    ECHOES,
    MOST_REMEMBERED,
    Breach,
    Conduct,
    Imposed,
    Measure,
    Refused,
    Review,
    Terms,
    answered_in_slow_mode,
    ask_review,
    conduct_from_json,
    conduct_to_json,
    confirm,
    decide_review,
    echoed,
    flooded,
    impose,
    lift,
    offended,
    passed,
    propose,
    remembering,
    rests_until,
    turn_down,
)

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TERMS = Terms()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def wanted(measure: Measure = Measure.MUTE, lasts: timedelta = DAY, **changes: object) -> Imposed:
    base = Imposed(
        id="m", measure=measure, since=NOW, until=NOW + lasts, breach=Breach.INSULT, reason="Beleidigungen", by="anna"
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def review(of: Imposed, id: str = "R") -> Review:
    return Review(id=id, measure=of.id, department="d", asked_at=NOW + HOUR, due=NOW + DAY)


def held(value: Conduct | Refused) -> Conduct:
    assert isinstance(value, Conduct), value
    return value


def steps(*offences: tuple[float, Breach, int], answered: bool = False) -> list[str]:
    """What the machine does about offences at so many minutes from now."""
    conduct, found = Conduct(), []
    for minutes, breach, severity in offences:
        at = NOW + timedelta(minutes=minutes)
        conduct, imposed = offended(
            passed(conduct, at)[0], breach, severity, TERMS, at, id=f"{minutes}", answered=answered
        )
        found.append(imposed.measure.value if imposed is not None else "")
    return found


WEEKS = 14 * 24 * 60


@pytest.mark.parametrize(
    ("offences", "found"),
    [
        ([(0, 1)], ["hint"]),
        ([(0, 1), (5, 1), (10, 1)], ["hint", "warning", "slow"]),
        # never beyond slow mode; while it holds nothing more, after its end again
        ([(0, 1), (5, 1), (10, 1), (15, 3), (80, 1)], ["hint", "warning", "slow", "", "slow"]),
        # an outburst is one offence, what is graver than the word it got is not
        ([(0, 1), (0.2, 1), (0.4, 1)], ["hint", "", ""]),
        ([(0, 1), (0.2, 2), (0.3, 3)], ["hint", "warning", "slow"]),
        # grave ones start higher
        ([(0, 2)], ["warning"]),
        ([(0, 3)], ["slow"]),
        ([(0, 2), (5, 1)], ["warning", "slow"]),
        # forgotten after a time
        ([(0, 1), (WEEKS, 1)], ["hint", "hint"]),
        ([(0, 1), (WEEKS - 1, 1), (WEEKS + 1, 1)], ["hint", "warning", "slow"]),
        ([(0, 3), (WEEKS + 1, 1)], ["slow", "hint"]),
    ],
)
def test_the_ladder(offences: list[tuple[float, int]], found: list[str]) -> None:
    assert steps(*((at, Breach.INSULT, severity) for at, severity in offences)) == found


def test_a_threat_is_never_only_hinted_at() -> None:
    assert steps((0, Breach.THREAT, 1)) == ["warning"]
    assert steps((0, Breach.THREAT, 3)) == ["slow"]


def test_while_a_concern_is_being_answered_only_a_threat_counts() -> None:
    assert steps((0, Breach.INSULT, 3), (5, Breach.SEXUAL, 3), answered=True) == ["", ""]
    assert steps((0, Breach.THREAT, 3), answered=True) == ["slow"]
    # what had no consequence then does not shorten the ladder later
    conduct, _ = offended(Conduct(), Breach.INSULT, 3, TERMS, NOW, id="1", answered=True)
    assert len(conduct.offences) == 1
    _, imposed = offended(conduct, Breach.INSULT, 1, TERMS, NOW + HOUR, id="2", answered=False)
    assert imposed is not None
    assert imposed.measure is Measure.HINT


def test_a_town_may_leave_all_to_people() -> None:
    conduct, imposed = offended(Conduct(), Breach.THREAT, 3, Terms(automatic=False), NOW, id="1", answered=False)
    assert imposed is None
    assert conduct.threatened()


def test_the_machine_leaves_alone_what_people_imposed() -> None:
    muted = held(impose(Conduct(), wanted(), TERMS, NOW))
    after, imposed = offended(muted, Breach.THREAT, 3, TERMS, NOW + HOUR, id="1", answered=False)
    assert (imposed, after.imposed) == (None, muted.imposed)


def test_who_types_fast_is_not_punished_for_a_flood_and_who_goes_on_is() -> None:
    conduct, found = Conduct(), []
    for minute in (0, 1, 2, 3):
        conduct, imposed = flooded(conduct, TERMS, NOW + timedelta(minutes=minute), id=str(minute), answered=False)
        found.append(imposed.measure if imposed is not None else None)
    assert found == [None, None, Measure.HINT, Measure.WARNING]
    late, imposed = flooded(conduct, TERMS, NOW + HOUR, id="x", answered=False)
    assert imposed is None
    assert late.offences[-1].step is None


def test_the_same_text_again_and_again() -> None:
    conduct, found = Conduct(), []
    for n in range(ECHOES + 1):
        conduct, too_often = echoed(conduct, "d1", NOW + timedelta(minutes=n))
        found.append(too_often)
    assert found == [False] * (ECHOES - 1) + [True, True]
    conduct, too_often = echoed(conduct, "d2", NOW + timedelta(minutes=6))
    assert not too_often
    conduct, too_often = echoed(conduct, "d2", NOW + HOUR)
    assert conduct.echo is not None
    assert conduct.echo.times == 1


def test_in_slow_mode_the_bot_answers_once_in_a_while() -> None:
    conduct, imposed = offended(Conduct(), Breach.SEXUAL, 3, TERMS, NOW, id="1", answered=False)
    assert imposed is not None
    assert imposed.until == NOW + TERMS.slow
    assert rests_until(conduct, TERMS, NOW) is None
    conduct = answered_in_slow_mode(conduct, NOW)
    assert rests_until(conduct, TERMS, NOW + timedelta(seconds=5)) == NOW + TERMS.pace
    assert rests_until(conduct, TERMS, NOW + TERMS.pace) is None
    over = answered_in_slow_mode(conduct, NOW + TERMS.slow - timedelta(seconds=1))
    assert rests_until(over, TERMS, NOW + TERMS.slow) is None  # and not beyond its end
    assert answered_in_slow_mode(Conduct(), NOW).answered_at is None


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (wanted(), None),
        (wanted(Measure.SLOW, HOUR), None),
        (wanted(Measure.BLOCK, 7 * DAY), None),
        (wanted(Measure.BLOCK, 8 * DAY), Refused.NEEDS_SECOND),
        (wanted(Measure.BLOCK, 8 * DAY, second="anna"), Refused.SAME_PERSON),
        (wanted(Measure.BLOCK, 8 * DAY, second="ben"), None),
        (wanted(Measure.BLOCK, 91 * DAY, second="ben"), Refused.TOO_LONG),
        (wanted(Measure.MUTE, 4 * DAY), Refused.TOO_LONG),
        (wanted(Measure.MUTE, timedelta()), Refused.NO_END),
        (wanted(until=None), Refused.NO_END),
        (wanted(reason=" "), Refused.NO_REASON),
        (wanted(reason="x" * 501), Refused.NO_REASON),
        (wanted(Measure.HINT), Refused.NOT_STAFFS),
        (wanted(Measure.WARNING), Refused.NOT_STAFFS),
        (wanted(by=""), Refused.NOT_STAFFS),
    ],
)
def test_what_staff_may_impose(one: Imposed, why: Refused | None) -> None:
    done = impose(Conduct(), one, TERMS, NOW)
    if why is not None:
        assert done is why
    else:
        assert held(done).in_force(NOW) == one


def test_a_long_block_needs_another_person_and_begins_with_their_word() -> None:
    one = wanted(Measure.BLOCK, 30 * DAY)
    waiting = held(propose(Conduct(), one, TERMS, NOW))
    assert waiting.in_force(NOW) is None
    later = NOW + 2 * DAY
    assert confirm(waiting, "m", "anna", TERMS, later) is Refused.SAME_PERSON
    assert confirm(waiting, "x", "ben", TERMS, later) is Refused.NOTHING_THERE
    blocked = held(confirm(waiting, "m", "ben", TERMS, later))
    assert blocked.proposed is None
    assert blocked.imposed == replace(one, second="ben", since=later, until=later + 30 * DAY)
    assert held(turn_down(waiting, "m")).proposed is None
    assert turn_down(blocked, "m") is Refused.NOTHING_THERE
    assert confirm(waiting, "m", "ben", TERMS, NOW + 7 * DAY) is Refused.NOTHING_THERE  # nobody agreed in time


def test_everything_ends_by_itself_and_its_end_is_told_once() -> None:
    conduct = held(impose(Conduct(), wanted(), TERMS, NOW))
    assert conduct.ends_at == NOW + DAY
    assert conduct.silenced(NOW + DAY) is None
    assert passed(conduct, NOW + DAY - HOUR) == (conduct, None)
    after, ended = passed(conduct, NOW + DAY)
    assert ended is not None
    assert (after.ends_at, passed(after, NOW + 2 * DAY)) == (None, (after, None))


def test_lifted_it_is_over() -> None:
    conduct = held(impose(Conduct(), wanted(), TERMS, NOW))
    assert lift(conduct, "x", NOW) is Refused.NOTHING_THERE
    free = held(lift(conduct, "m", NOW + HOUR))
    assert (free.in_force(NOW + HOUR), free.ends_at) == (None, None)
    assert lift(free, "m", NOW + HOUR) is Refused.NOTHING_THERE


def test_a_review_is_decided_by_another_person_once() -> None:
    one = wanted(Measure.BLOCK, 30 * DAY, second="ben")
    blocked = held(impose(Conduct(), one, TERMS, NOW))
    asked = held(ask_review(blocked, review(one)))
    assert ask_review(asked, review(one, "S")) is Refused.ASKED_ALREADY
    at = NOW + 2 * HOUR
    for who in ("anna", "ben"):
        assert decide_review(asked, "R", who, upheld=False, words="w", now=at) is Refused.SAME_PERSON
    assert decide_review(asked, "R", "eva", upheld=False, words=" ", now=at) is Refused.NO_REASON
    assert decide_review(asked, "S", "eva", upheld=False, words="w", now=at) is Refused.NOTHING_THERE
    lifted = held(decide_review(asked, "R", "eva", upheld=False, words="Das war zu viel.", now=at))
    assert lifted.in_force(at) is None
    assert lifted.review is not None
    assert (lifted.review.upheld, lifted.review.by) == (False, "eva")
    assert decide_review(lifted, "R", "eva", upheld=True, words="w", now=at) is Refused.DECIDED_ALREADY
    upheld = held(decide_review(asked, "R", "eva", upheld=True, words="Es bleibt dabei.", now=at))
    assert upheld.in_force(at) == one
    assert ask_review(upheld, review(one, "S")) is Refused.DECIDED_ALREADY


def test_what_was_wrong_counts_no_more() -> None:
    conduct, imposed = offended(Conduct(), Breach.INSULT, 3, TERMS, NOW, id="1", answered=False)
    assert imposed is not None
    asked = held(ask_review(conduct, review(imposed)))
    lifted = held(decide_review(asked, "R", "eva", upheld=False, words="Kein Verstoß.", now=NOW + 2 * HOUR))
    assert (lifted.offences, lifted.in_force(NOW + 2 * HOUR)) == ((), None)
    _, again = offended(lifted, Breach.INSULT, 1, TERMS, NOW + 3 * HOUR, id="2", answered=False)
    assert again is not None
    assert again.measure is Measure.HINT


def test_there_is_nothing_to_review_where_nothing_was_done() -> None:
    assert ask_review(Conduct(), review(wanted())) is Refused.NOTHING_THERE


def test_what_waits_for_a_review_is_not_forgotten() -> None:
    one = wanted(Measure.MUTE, HOUR)
    asked = held(ask_review(passed(held(impose(Conduct(), one, TERMS, NOW)), NOW + HOUR)[0], review(one)))
    assert remembering(asked, TERMS, NOW + 100 * DAY).imposed is not None
    decided = held(decide_review(asked, "R", "eva", upheld=True, words="w", now=NOW + DAY))
    assert remembering(decided, TERMS, NOW + 100 * DAY).imposed is None


def test_it_is_stored_whole() -> None:
    assert conduct_from_json("") == Conduct()
    one = wanted(Measure.BLOCK, 30 * DAY, second="ben")
    conduct, _ = offended(Conduct(netiquette="3"), Breach.INSULT, 1, TERMS, NOW, id="1", answered=False)
    conduct = held(propose(held(ask_review(held(impose(conduct, one, TERMS, NOW)), review(one))), one, TERMS, NOW))
    conduct, _ = echoed(answered_in_slow_mode(conduct, NOW), "d", NOW)
    assert conduct_from_json(conduct_to_json(conduct)) == conduct


class AnyOrder(RuleBasedStateMachine):
    """Citizens, time and staff in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.conduct = Conduct()
        self.n = 0

    def name(self) -> str:
        self.n += 1
        return f"i{self.n}"

    def put(self, result: Conduct | Refused) -> None:
        if isinstance(result, Conduct):
            self.conduct = result

    @rule(minutes=st.integers(0, 40 * 24 * 60))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self.conduct, ended = passed(self.conduct, self.now)
        assert ended is None or (ended.until is not None and ended.until <= self.now)

    @rule(breach=st.sampled_from(Breach), severity=st.integers(0, 5), answered=st.booleans())
    def offends(self, breach: Breach, severity: int, answered: bool) -> None:
        before = self.conduct.in_force(self.now)
        self.conduct, imposed = offended(
            self.conduct, breach, severity, TERMS, self.now, id=self.name(), answered=answered
        )
        if imposed is not None:
            assert imposed.measure.rank <= Measure.SLOW.rank
            assert imposed.by == ""
            assert not answered or breach is Breach.THREAT
            assert before is None
        else:
            assert self.conduct.in_force(self.now) == before

    @rule(answered=st.booleans())
    def floods(self, answered: bool) -> None:
        self.conduct, _ = flooded(self.conduct, TERMS, self.now, id=self.name(), answered=answered)

    @rule(
        measure=st.sampled_from(Measure), hours=st.integers(-1, 24 * 100), by=st.sampled_from(["anna", "ben"]),
        second=st.sampled_from(["", "anna", "ben"]),
    )  # fmt: skip
    def staff_act(self, measure: Measure, hours: int, by: str, second: str) -> None:
        one = wanted(measure, id=self.name(), since=self.now, until=self.now + hours * HOUR, by=by, second=second)
        done = impose(self.conduct, one, TERMS, self.now)
        if done is Refused.NEEDS_SECOND:
            done = propose(self.conduct, one, TERMS, self.now)
        self.put(done)

    @rule(by=st.sampled_from(["anna", "ben"]), agrees=st.booleans())
    def second_looks(self, by: str, agrees: bool) -> None:
        if (proposed := self.conduct.proposed) is not None:
            name = proposed.id
            self.put(confirm(self.conduct, name, by, TERMS, self.now) if agrees else turn_down(self.conduct, name))

    @rule()
    def lifted(self) -> None:
        if self.conduct.imposed is not None:
            self.put(lift(self.conduct, self.conduct.imposed.id, self.now))

    @rule()
    def citizen_asks(self) -> None:
        if (imposed := self.conduct.imposed) is not None:
            asked = Review(id=self.name(), measure=imposed.id, department="d", asked_at=self.now, due=self.now + DAY)
            self.put(ask_review(self.conduct, asked))

    @rule(by=st.sampled_from(["anna", "ben", "eva"]), upheld=st.booleans())
    def lead_decides(self, by: str, upheld: bool) -> None:
        review = self.conduct.review
        if review is None:
            return
        done = decide_review(self.conduct, review.id, by, upheld=upheld, words="w", now=self.now)
        if isinstance(done, Conduct):
            assert by not in review.imposed_by
        self.put(done)

    @invariant()
    def what_holds_has_an_end_a_reason_and_somebody(self) -> None:
        held = self.conduct.in_force(self.now)
        if held is not None:
            assert held.until is not None
            longest = {Measure.SLOW: TERMS.mute, Measure.MUTE: TERMS.mute, Measure.BLOCK: TERMS.block}
            assert held.until - held.since <= longest[held.measure]
            assert held.by or held.measure is Measure.SLOW
            assert not held.by or held.reason
            if held.measure is Measure.BLOCK and held.until - held.since > TERMS.alone:
                assert held.second not in ("", held.by)

    @invariant()
    def it_is_stored_whole_and_stays_small(self) -> None:
        assert conduct_from_json(conduct_to_json(self.conduct)) == self.conduct
        assert len(self.conduct.offences) <= MOST_REMEMBERED


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(stateful_step_count=40)
