"""From counters to figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handoff.counting import Counted, counted, counter, taken_counters
from handoff.overview import Overview, Tally, days_read, overview_of, visible
from handoff.ticket import Staff
from tests.unit.dialogue.town import ticket

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 25)
ZONE = ZoneInfo("Europe/Berlin")


def one(what: str, n: int = 1, *, department: str = "bauen", at: datetime = NOW) -> Counted:
    return Counted(at=at, department=department, channel="web", lang="de", kind="question", what=what, entry="", n=n)


def read(*counts: Counted, departments: tuple[str, ...] = ("bauen", "soziales"), span: int = 7) -> Overview:
    return overview_of(counts, [], departments, today=TODAY, span=span, zone=ZONE, now=NOW)


def test_a_counter_is_read_as_it_was_written() -> None:
    day, _, field = counter(NOW, ticket(), "reply").partition("|")
    assert counted(day, field, 3) == replace(one("reply", 3), channel="telegram")
    assert counted("20261125", "of a newer version", 1) is None


@pytest.mark.parametrize(
    ("minutes", "bucket", "kept"),
    [(0, "5", "in_time"), (5, "5", "in_time"), (6, "15", "in_time"), (361, "480", "late"), (9999, "more", "late")],
)
def test_a_wait_is_counted_in_its_bucket(minutes: int, bucket: str, kept: str) -> None:
    now = ticket().asked_at + timedelta(minutes=minutes)  # promised within six hours
    whats = [name.split("|")[6] for name in taken_counters(now, ticket())]
    assert whats == [f"wait:{bucket}", f"taken:{kept}"]


def test_hours_and_days_are_the_town_s() -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)  # half past midnight of the 25th in the town
    made = read(one("handoff", 2, at=late), one("handoff", at=NOW))
    assert (made.days[-1].day, made.days[-1].handoffs, made.days[-2].handoffs) == (TODAY, 3, 0)
    assert made.whole.hours == Counter({0: 2, 10: 1})
    assert set(days_read(TODAY, 7)) >= {TODAY - timedelta(days=7), TODAY}


def test_what_lies_before_the_span_is_left_out() -> None:
    made = read(one("answered", department="", at=NOW - timedelta(days=7)), one("picked", department=""))
    assert made.total("answered") == 1
    assert len(made.days) == 7


def test_another_department_s_figures_are_not_shown() -> None:
    counts = [one("handoff"), one("handoff", department="sozial"), one("answered", department="")]
    assert [c.department for c in visible(counts, ["bauen"])] == ["bauen", ""]
    made = read(*counts, departments=("bauen",))
    assert (made.whole.handoffs, made.total("answered"), made.total("handoffs")) == (1, 1, 1)


def test_median_and_the_slow_ones() -> None:
    made = read(one("wait:5", 5), one("wait:60", 4), one("wait:more", 1), one("taken:in_time", 9), one("taken:late", 1))
    tally = made.departments["bauen"]
    assert (tally.within(0.5), tally.within(0.9), tally.within(0.95)) == ("5", "60", "more")
    assert (tally.kept.percent, tally.kept.part, tally.kept.whole) == (90, 9, 10)
    assert (Tally().within(0.5), Tally().kept.percent) == ("", None)


def test_ends_and_ratings_of_handoffs() -> None:
    made = read(one("end:answered", 3), one("end:other", department=""), one("rating:5", 2), one("rating:2"))
    assert made.ends == Counter(answered=3)
    assert made.stars == 4.0


def test_who_waits_now() -> None:
    old = ticket(asked_at=NOW - timedelta(hours=5))
    tickets = [
        old,
        ticket(),
        ticket(owner=Staff(login="a", name="A")),
        ticket(parked_until=NOW + timedelta(hours=1)),
        ticket(department="fremd"),
    ]
    made = overview_of([], tickets, ("bauen", "soziales"), today=TODAY, span=7, zone=ZONE, now=NOW)
    assert (made.whole.waiting, made.whole.oldest) == (2, old.asked_at)
    assert (made.departments["bauen"].waiting, made.departments["soziales"].waiting) == (2, 0)
