from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.entry import Closure
from handoff.hours import Calendar, OpenState

BERLIN = ZoneInfo("Europe/Berlin")
MORNING = (time(8), time(12))
AFTERNOON = (time(14), time(16))
LATE = (time(14), time(18))
WEEK = {0: (MORNING, AFTERNOON), 1: (MORNING, AFTERNOON), 2: (MORNING,), 3: (MORNING, LATE), 4: (MORNING,)}
OFFICE = Calendar(hours=WEEK, timezone="Europe/Berlin", state="NW")
NEVER = Calendar(hours={}, timezone="Europe/Berlin", state="NW")
HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    """Local time in Berlin as UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


OPEN = OpenState(open=True)
CLOSED = OpenState(open=False, reason="hours")
HOLIDAY = OpenState(open=False, reason="holiday")


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-23 08:00", OPEN),  # Monday
        ("2026-11-23 07:59:59", CLOSED),
        ("2026-11-23 11:59:59", OPEN),
        ("2026-11-23 12:00", CLOSED),
        ("2026-11-23 13:00", CLOSED),
        ("2026-11-26 17:59", OPEN),  # the long Thursday
        ("2026-11-28 10:00", CLOSED),  # Saturday
        ("2026-12-24 10:00", HOLIDAY),  # Thursday
        ("2026-12-25 10:00", HOLIDAY),
        ("2026-12-26 10:00", CLOSED),  # a holiday, but a Saturday anyway
        ("2026-12-31 10:00", HOLIDAY),
        ("2027-01-01 10:00", HOLIDAY),
        ("2026-06-04 10:00", HOLIDAY),  # Corpus Christi, in North Rhine-Westphalia
    ],
)
def test_is_open(now: str, state: OpenState) -> None:
    assert OFFICE.is_open(at(now)) == state


def test_holidays_are_those_of_the_state() -> None:
    corpus_christi = at("2026-06-04 10:00")
    assert Calendar(hours=WEEK, timezone="Europe/Berlin", state="BE").is_open(corpus_christi) == OPEN
    reformation = at("2028-10-31 10:00")
    assert OFFICE.is_open(reformation) == OPEN
    assert Calendar(hours=WEEK, timezone="Europe/Berlin", state="SN").is_open(reformation) == HOLIDAY


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-23 07:00", "2026-11-23 08:00"),
        ("2026-11-23 08:00", "2026-11-23 14:00"),
        ("2026-11-23 12:30", "2026-11-23 14:00"),
        ("2026-11-27 12:00", "2026-11-30 08:00"),
        ("2026-12-23 12:00", "2026-12-28 08:00"),  # over Christmas
        ("2026-12-30 12:00", "2027-01-04 08:00"),  # over the year's end
        ("2027-03-25 18:00", "2027-03-30 08:00"),  # over Easter, and into summer time
        ("2026-10-23 12:00", "2026-10-26 08:00"),  # into winter time
    ],
)
def test_opens_next(now: str, opens: str) -> None:
    assert OFFICE.opens_next(at(now)) == at(opens)


@pytest.mark.parametrize(
    ("now", "minutes", "then"),
    [
        ("2026-11-23 08:00", 0, "2026-11-23 08:00"),
        ("2026-11-23 08:00", 15, "2026-11-23 08:15"),
        ("2026-11-23 07:00", 15, "2026-11-23 08:15"),
        ("2026-11-23 11:50", 10, "2026-11-23 12:00"),
        ("2026-11-23 11:50", 15, "2026-11-23 14:05"),
        ("2026-11-23 12:00", 0, "2026-11-23 14:00"),
        ("2026-11-23 15:50", 15, "2026-11-24 08:05"),
        ("2026-11-23 08:00", 6 * 60 + 1, "2026-11-24 08:01"),
        ("2026-11-27 11:30", 60, "2026-11-30 08:30"),
        ("2026-12-23 11:30", 60, "2026-12-28 08:30"),
        ("2026-12-30 11:30", 60, "2027-01-04 08:30"),
    ],
)
def test_add_service_time(now: str, minutes: int, then: str) -> None:
    assert OFFICE.add_service_time(at(now), timedelta(minutes=minutes)) == at(then)


@pytest.mark.parametrize(
    ("now", "staffed", "by"),
    [
        ("2026-11-23 09:00", True, "2026-11-23 10:00"),
        ("2026-11-23 11:30", True, "2026-11-23 14:30"),
        ("2026-11-23 09:00", False, "2026-11-24 09:00"),
        ("2026-11-24 15:00", False, "2026-11-25 12:00"),  # Wednesday closes at noon
        ("2026-11-23 12:30", True, "2026-11-24 14:00"),  # closed: being there does not help
        ("2026-11-23 03:00", False, "2026-11-24 08:00"),
        ("2026-11-23 22:00", False, "2026-11-24 16:00"),
        ("2026-11-28 10:00", False, "2026-11-30 10:00"),  # Saturday
        ("2026-11-29 07:00", False, "2026-11-30 09:00"),  # not at the very opening
        ("2026-12-23 10:00", False, "2026-12-28 10:00"),
        ("2026-12-30 10:00", False, "2027-01-04 10:00"),
        ("2026-10-23 10:00", False, "2026-10-26 10:00"),  # the same local time over a clock change
    ],
)
def test_promise(now: str, staffed: bool, by: str) -> None:
    assert OFFICE.promise(at(now), staffed) == at(by)


@pytest.mark.parametrize(
    ("now", "noon"),
    [
        ("2026-11-23 09:00", "2026-11-23 12:00"),
        ("2026-11-23 12:00", "2026-11-24 12:00"),
        ("2026-11-27 13:00", "2026-11-30 12:00"),
        ("2026-12-23 13:00", "2026-12-28 12:00"),
    ],
)
@pytest.mark.parametrize("hours", [{}, {0: ()}, {0: ((time(8), time(8)),)}])
def test_no_hours_at_all(now: str, noon: str, hours: dict[int, tuple[tuple[time, time], ...]]) -> None:
    never = Calendar(hours=hours, timezone="Europe/Berlin", state="NW")
    assert not never.is_open(at(now)).open
    assert never.opens_next(at(now)) == at(noon)
    assert never.promise(at(now), True) == at(noon)
    assert never.add_service_time(at(now), 100 * HOUR) == at(noon)


def test_service_time_on_the_days_of_the_clock_changes() -> None:
    night = Calendar(hours={6: ((time(0), time(6)),)}, timezone="Europe/Berlin", state="NW")
    assert night.add_service_time(at("2026-10-25 00:00"), 7 * HOUR) == at("2026-10-25 06:00")
    # Easter Sunday 2027 is the day of the change, but no holiday in North Rhine-Westphalia
    assert night.add_service_time(at("2027-03-28 00:00"), 5 * HOUR) == at("2027-03-28 06:00")


def test_service_time_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="backwards"):
        OFFICE.add_service_time(at("2026-11-23 08:00"), -HOUR)


# ---- whatever the hours are

_EDGES = ("2026-10-25 02:30", "2026-10-25 03:30", "2027-03-28 01:59", "2027-03-28 03:00", "2027-12-31 23:59")
_MOMENTS = st.datetimes(
    datetime(2025, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone itself
    datetime(2030, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
) | st.sampled_from([at(edge) for edge in _EDGES])
_DAY = st.lists(st.times().map(lambda t: t.replace(second=0, microsecond=0)), max_size=6, unique=True).map(
    lambda times: tuple(zip(sorted(times)[::2], sorted(times)[1::2], strict=False))
)
_CALENDARS = st.builds(
    Calendar,
    hours=st.dictionaries(st.integers(0, 6), _DAY),
    timezone=st.sampled_from(["Europe/Berlin", "UTC"]),
    state=st.sampled_from(["NW", "BY", "BE", "SN"]),
)
_AMOUNTS = st.timedeltas(timedelta(), timedelta(hours=30))


def _has_hours(calendar: Calendar) -> bool:
    return any(calendar.hours.values())


def _within(calendar: Calendar, moment: datetime) -> bool:
    """Open then, or just closed."""
    return calendar.is_open(moment).open or calendar.is_open(moment - timedelta(microseconds=1)).open


@given(_CALENDARS, _MOMENTS)
def test_opening_is_later_and_open(calendar: Calendar, now: datetime) -> None:
    opens = calendar.opens_next(now)
    assert opens > now
    assert opens.tzinfo is UTC
    assert not _has_hours(calendar) or calendar.is_open(opens).open


@given(_CALENDARS, _MOMENTS, _AMOUNTS)
def test_service_time_ends_within_service_hours(calendar: Calendar, now: datetime, amount: timedelta) -> None:
    then = calendar.add_service_time(now, amount)
    assert then.tzinfo is UTC
    if _has_hours(calendar):
        assert then >= now + amount
        assert _within(calendar, then)


@given(_CALENDARS, _MOMENTS, _MOMENTS, _AMOUNTS, _AMOUNTS)
def test_later_is_never_earlier(
    calendar: Calendar, one: datetime, other: datetime, amount: timedelta, more: timedelta
) -> None:
    first, second = sorted((one, other))
    assert calendar.opens_next(first) <= calendar.opens_next(second)
    assert calendar.add_service_time(first, amount) <= calendar.add_service_time(second, amount)
    assert calendar.add_service_time(first, amount) <= calendar.add_service_time(first, amount + more)


@given(_CALENDARS, _MOMENTS, _AMOUNTS, _AMOUNTS)
def test_service_time_adds_up(calendar: Calendar, now: datetime, amount: timedelta, more: timedelta) -> None:
    if _has_hours(calendar):
        twice = calendar.add_service_time(calendar.add_service_time(now, amount), more)
        assert twice == calendar.add_service_time(now, amount + more) or not more


@given(_CALENDARS, _MOMENTS, st.booleans())
def test_a_promise_can_be_kept(calendar: Calendar, now: datetime, staffed: bool) -> None:
    by = calendar.promise(now, staffed)
    assert by > now
    assert by.tzinfo is UTC
    if _has_hours(calendar):
        assert _within(calendar, by)
        assert by >= calendar.add_service_time(now, HOUR)
    assert calendar.promise(now, True) <= calendar.promise(now, False)


@given(_CALENDARS, _MOMENTS, st.timedeltas(timedelta(), timedelta(days=1)))
def test_within_a_day_who_asks_later_is_promised_no_earlier(
    calendar: Calendar, now: datetime, later: timedelta
) -> None:
    zone = ZoneInfo(calendar.timezone)
    then = now + later
    clock_runs_on = now.astimezone(zone).utcoffset() == then.astimezone(zone).utcoffset()
    if now.astimezone(zone).date() == then.astimezone(zone).date() and clock_runs_on:
        assert calendar.promise(now, False) <= calendar.promise(then, False)


OUTING = Closure(start=at("2026-11-26 12:00"), end=at("2026-11-27 00:00"), name="Betriebsausflug")
HOLIDAYS = Closure(start=at("2026-12-21 00:00"), end=at("2027-01-04 00:00"), name="Betriebsferien")
SHUT = replace(OFFICE, closures=(OUTING, HOLIDAYS))


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-26 11:59", OPEN),  # Thursday morning
        ("2026-11-26 14:30", OpenState(open=False, reason="closure", name="Betriebsausflug")),
        ("2026-11-27 09:00", OPEN),
        ("2026-12-22 10:00", OpenState(open=False, reason="closure", name="Betriebsferien")),
        ("2026-12-24 10:00", HOLIDAY),  # both: everybody knows Christmas Eve
        ("2026-12-26 10:00", CLOSED),  # a Saturday is closed anyway
        ("2027-01-04 09:00", OPEN),
    ],
)
def test_closures_are_told_by_name(now: str, state: OpenState) -> None:
    assert SHUT.is_open(at(now)) == state


def test_nothing_is_promised_into_a_closure() -> None:
    assert SHUT.promise(at("2026-11-26 11:30"), staffed=True) == at("2026-11-27 08:30")
    assert SHUT.promise(at("2026-12-18 11:30"), staffed=False) == at("2027-01-04 11:30")
    assert SHUT.opens_next(at("2026-12-18 12:00")) == at("2027-01-04 08:00")


def test_a_department_may_need_longer() -> None:
    slow = replace(OFFICE, within=timedelta(hours=3))
    assert slow.promise(at("2026-11-23 10:00"), staffed=True) == at("2026-11-23 15:00")


MINUTES = st.integers(0, 14 * 24 * 60).map(
    lambda m: at("2026-03-23 00:00") + timedelta(minutes=m)
)  # over a clock change


@given(st.lists(st.tuples(MINUTES, MINUTES), max_size=6), MINUTES, st.integers(0, 600))
def test_closures_only_ever_take_service_time_away(
    spans: list[tuple[datetime, datetime]], now: datetime, minutes: int
) -> None:
    closures = tuple(Closure(start=min(span), end=max(span)) for span in spans)
    shut = replace(OFFICE, closures=closures)
    if shut.is_open(now).open:
        assert OFFICE.is_open(now).open
        assert not any(closure.start <= now < closure.end for closure in closures)
    done = shut.add_service_time(now, timedelta(minutes=minutes))
    assert done >= OFFICE.add_service_time(now, timedelta(minutes=minutes))
    assert not any(closure.start < done < closure.end for closure in closures)
    assert shut.promise(now, staffed=True) > now
