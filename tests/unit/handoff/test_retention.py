"""How long what is kept stays: tables, and what must hold for whatever a town sets."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.entry import DepartmentRetention, RetentionChoices
from handoff.casemarks import FileMark, Hold, Taken
from handoff.conduct import PROPOSED_FOR, Breach, Conduct, Imposed, Measure, Offence, Review, conduct_to_json
from handoff.retention import (
    DRAFTS_AFTER_CASE,
    NOTICE_FOR,
    Ended,
    Fate,
    Terms,
    Verdict,
    days_of,
    everything,
    goes_at,
    judge,
    keeps_address,
    night_due,
    shortest,
    tally,
)
from handoff.ticket import Kind, Ticket, Turn

END = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TERMS = Terms(
    town=RetentionChoices(answered=30, closed=180, unanswered=90, undelivered=200),
    departments={"standesamt": DepartmentRetention(closed=365), "bauen": DepartmentRetention()},
)
BERLIN = ZoneInfo("Europe/Berlin")


def ticket(department: str = "bauen", *, claimed: bool = True, is_open: bool = False) -> Ticket:
    return Ticket(
        receipt="AB-1", case="k", kind=Kind.QUESTION, department=department, channel="web", lang="de", subject="",
        asked_at=END, turn=Turn.OURS, turn_since=END, promised_by=END, first_claimed_at=END if claimed else None,
        closed_at=None if is_open else END,
    )  # fmt: skip


def ended(*tickets: Ticket, **more: bool) -> Ended:
    return Ended(case="k", conversation="c", ended=END, tickets=tickets, **more)  # type: ignore[arg-type]


def hold(until: datetime) -> Hold:
    return Hold(receipt="AB-1", reason="Klage", by="lea", since=END, until=until)


MARK = FileMark(receipt="AB-1", number="12/34", by="anna", at=END)
TAKEN = replace(MARK, taken=Taken(by="anna", at=END, day=END.date(), number="E-1"))


@pytest.mark.parametrize(
    ("one", "fate", "days"),
    [
        (ended(answered=True), Fate.ANSWERED, 30),
        (ended(), Fate.UNANSWERED, 90),
        (ended(ticket()), Fate.CLOSED, 180),
        (ended(ticket("standesamt")), Fate.CLOSED, 365),
        (ended(ticket("unknown")), Fate.CLOSED, 180),
        (ended(ticket(claimed=False)), Fate.UNANSWERED, 90),
        (ended(ticket("standesamt", claimed=False)), Fate.UNANSWERED, 90),
        # Left before anybody took it: what the bot had said before was no answer to it.
        (ended(ticket(claimed=False), answered=True), Fate.UNANSWERED, 90),
        (ended(ticket(), troubled=True), Fate.UNDELIVERED, 200),
        (ended(answered=True, troubled=True), Fate.UNDELIVERED, 200),
        # Two handoffs in one case go together, with the longer time.
        (ended(ticket(), ticket("standesamt")), Fate.CLOSED, 365),
    ],
)
def test_the_state_says_how_long(one: Ended, fate: Fate, days: int) -> None:
    assert one.fate is fate
    assert goes_at(TERMS, one) == END + days * DAY
    assert judge(TERMS, one, END + days * DAY - DAY) is Verdict.NOT_YET
    assert judge(TERMS, one, END + days * DAY) is Verdict.GOES


def test_what_went_on_later_counts_from_its_last_end() -> None:
    later = replace(ticket(), case="another", closed_at=END + 50 * DAY)
    assert goes_at(TERMS, ended(later)) == END + 230 * DAY
    assert judge(TERMS, ended(replace(later, closed_at=None)), END + 4000 * DAY) is Verdict.GOES_ON


FAR = END + 4000 * DAY


@pytest.mark.parametrize(
    ("holds", "marks", "receipt_first", "verdict"),
    [
        ((hold(FAR + DAY),), (), False, Verdict.HELD),
        ((hold(FAR),), (), False, Verdict.GOES),  # it has ended by itself
        ((), (MARK,), False, Verdict.GOES),
        ((), (MARK,), True, Verdict.AWAITS_RECEIPT),
        ((), (TAKEN,), True, Verdict.GOES),
        ((), (TAKEN, MARK), True, Verdict.AWAITS_RECEIPT),
        ((hold(FAR + DAY),), (TAKEN,), True, Verdict.HELD),
    ],
)
def test_what_keeps_it_longer(
    holds: tuple[Hold, ...], marks: tuple[FileMark, ...], receipt_first: bool, verdict: Verdict
) -> None:
    terms = replace(TERMS, town=replace(TERMS.town, file_receipt=receipt_first))
    assert judge(terms, replace(ended(ticket()), holds=holds, marks=marks), FAR) is verdict


days = st.integers(min_value=1, max_value=3650)
some_terms = st.builds(
    Terms,
    town=st.builds(RetentionChoices, answered=days, closed=days, unanswered=days, undelivered=days),
    departments=st.dictionaries(
        st.sampled_from(["bauen", "standesamt"]),
        st.builds(
            DepartmentRetention,
            closed=st.none() | days,
            unanswered=st.none() | days,
            undelivered=st.none() | days,
        ),
    ),
)
some_cases = st.builds(
    ended,
    answered=st.booleans(),
    troubled=st.booleans(),
) | st.builds(
    ended,
    st.builds(ticket, st.sampled_from(["bauen", "standesamt", "other"]), claimed=st.booleans()),
    troubled=st.booleans(),
)


@given(some_terms, some_cases, st.integers(min_value=0, max_value=4000))
def test_nothing_goes_before_the_shortest_time_and_everything_after_the_longest(
    terms: Terms, one: Ended, after: int
) -> None:
    verdict = judge(terms, one, END + after * DAY)
    if after < shortest(terms):
        assert verdict is Verdict.NOT_YET
    if after > 3650:
        assert verdict is Verdict.GOES
    assert (verdict is Verdict.GOES) == (after >= (goes_at(terms, one) - END).days)


@given(some_terms, some_cases, st.integers(min_value=0, max_value=4000))
def test_a_hold_in_force_is_never_passed_over(terms: Terms, one: Ended, after: int) -> None:
    now = END + after * DAY
    assert judge(terms, replace(one, holds=(hold(now + timedelta(seconds=1)),)), now) is not Verdict.GOES


@given(some_terms, some_cases)
def test_what_is_said_is_what_is_done(terms: Terms, one: Ended) -> None:
    told = {(kept.what, kept.department): kept.time for kept in everything(terms) if kept.since == "end"}
    time = told.get((one.fate.value, one.department), told[one.fate.value, ""])
    assert goes_at(terms, one) == END + time


def test_all_that_is_kept_is_named_with_its_time() -> None:
    told = {(kept.what, kept.department, kept.since): kept.time.days for kept in everything(TERMS)}
    assert told == {
        ("answered", "", "end"): 30,
        ("closed", "", "end"): 180,
        ("unanswered", "", "end"): 90,
        ("undelivered", "", "end"): 200,
        ("closed", "standesamt", "end"): 365,
        ("callback", "", "end_or_call"): 7,
        ("notice_address", "", "end"): 7,
        ("draft", "", "last_change"): 30,
        ("draft", "", "end"): 7,
        ("unread_message", "", "arrival"): 7,
        ("repeat", "", "arrival"): 2,
        ("copy", "", "making"): 7,
    }
    assert not any(kept.receipt_first for kept in everything(TERMS))
    strict = Terms(town=replace(TERMS.town, file_receipt=True))
    assert {kept.what for kept in everything(strict) if kept.receipt_first} == {"closed", "unanswered", "undelivered"}


def test_the_script_that_ends_a_case_has_the_same_times() -> None:
    source = (files("handoff.journal.scripts") / "commit.lua").read_text("utf-8")
    for name, time in (("notice", NOTICE_FOR), ("callback", NOTICE_FOR), ("draft", DRAFTS_AFTER_CASE)):
        assert f"'PEXPIRE', k('{name}', cid), {int(time.total_seconds() * 1000)})" in source


def test_counts_by_state_and_department_join_earlier_ones() -> None:
    before = tally([(Verdict.GOES, ended(ticket())), (Verdict.NOT_YET, ended()), (Verdict.GOES_ON, ended())])
    older = replace(ended(ticket()), ended=END - DAY)
    lines = tally(
        [(Verdict.GOES, older), (Verdict.HELD, ended(ticket())), (Verdict.GOES, ended(answered=True))], before
    )
    assert [(line.verdict, line.fate, line.department, line.count, line.oldest) for line in lines] == [
        (Verdict.GOES, Fate.ANSWERED, "", 1, END),
        (Verdict.GOES, Fate.CLOSED, "bauen", 2, END - DAY),
        (Verdict.HELD, Fate.CLOSED, "bauen", 1, END),
    ]


@pytest.mark.parametrize(
    ("now", "ran", "due"),
    [
        (datetime(2026, 3, 1, 1, 59, tzinfo=UTC), "2026-02-28", ""),  # 2:59 there
        (datetime(2026, 3, 1, 2, 0, tzinfo=UTC), "2026-02-28", "2026-03-01"),
        (datetime(2026, 3, 1, 2, 0, tzinfo=UTC), "2026-03-01", ""),
        (datetime(2026, 3, 1, 20, 0, tzinfo=UTC), "2026-02-27", "2026-03-01"),  # it was down at night
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "2026-03-28", "2026-03-29"),  # there is no 2 o'clock that night
        (datetime(2026, 2, 28, 23, 30, tzinfo=UTC), "2026-02-28", ""),  # the next day has begun there
    ],
)
def test_once_a_night_at_the_towns_time(now: datetime, ran: str, due: str) -> None:
    assert night_due(now, ran, 3, BERLIN) == due


def test_departments_have_the_towns_days_unless_they_say_otherwise() -> None:
    assert [days_of(TERMS, fate, "bauen") for fate in Fate] == [30, 180, 90, 200]
    assert [days_of(TERMS, fate, "standesamt") for fate in Fate] == [30, 365, 90, 200]
    assert shortest(TERMS) == 30


ON: dict[str, Any] = {"since": END - DAY, "breach": Breach.INSULT, "reason": "Grob.", "by": "anna"}
MUTED = Imposed(id="m", measure=Measure.MUTE, until=END + DAY, **ON)
BLOCK = Imposed(id="p", measure=Measure.BLOCK, until=END + 30 * DAY, **ON)
ASKED = Review(id="R", measure="m", department="x", asked_at=END - 30 * DAY, due=END - 29 * DAY)


@pytest.mark.parametrize(
    ("conduct", "keeps"),
    [
        (Conduct(), False),
        (Conduct(netiquette="3", offences=(Offence(at=END, breach=Breach.THREAT),)), False),
        (Conduct(imposed=Imposed(id="w", measure=Measure.WARNING, since=END, breach=Breach.INSULT)), False),
        (Conduct(imposed=MUTED), True),
        (Conduct(imposed=replace(MUTED, over=True)), False),
        (Conduct(imposed=replace(MUTED, until=END)), False),
        (Conduct(proposed=BLOCK), True),
        (Conduct(proposed=replace(BLOCK, since=END - PROPOSED_FOR)), False),  # nobody has agreed in time
        (Conduct(review=ASKED), True),
        (Conduct(review=replace(ASKED, upheld=False, decided_at=END)), False),
    ],
)
def test_an_address_stays_known_while_a_measure_holds(conduct: Conduct, keeps: bool) -> None:
    assert keeps_address(conduct_to_json(conduct), END) is keeps


def test_of_nobody_known_no_address_is_kept() -> None:
    assert not keeps_address("", END)
