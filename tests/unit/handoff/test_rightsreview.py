"""What a reviewer of rights is shown, what is kept of each role, and roles on loan."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from handoff.breakglass import MOST_HOURS, NotBroken, broken, ended, glass_from_json, glass_to_json, roles_lent
from handoff.rights import Right
from handoff.rightsreview import UNUSED_FOR, Mark, Reviewed, Use, is_due, review
from handoff.staff import Grant, StaffRecord, granted, staff_from_json, staff_to_json

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=200)
ANNA = StaffRecord(login="anna", name="Anna", grants=(Grant(role="staff", since=LONG_AGO, by="chef"),))


def looked(record: StaffRecord, use: Use | None = None, **more: frozenset[str]) -> Reviewed:
    sets = {"second_factor_for": frozenset[str](), "with_second_factor": frozenset[str](), **more}
    (row,) = review([record], {record.login: use} if use else {}, now=NOW, **sets)
    return row


@pytest.mark.parametrize(
    ("use", "is_marked"),
    [
        (Use(), True),
        (Use(logged_in=NOW - UNUSED_FOR), True),
        (Use(logged_in=LONG_AGO, seen=NOW - UNUSED_FOR + timedelta(seconds=1)), False),
        (Use(acted=NOW), False),
    ],
)
def test_unused_for_ninety_days(use: Use, is_marked: bool) -> None:
    assert (Mark.UNUSED in looked(ANNA, use).marks) is is_marked


def test_who_was_let_in_lately_is_not_unused() -> None:
    fresh = replace(ANNA, grants=(Grant(role="staff", since=NOW - timedelta(days=3), by="chef"),))
    assert looked(fresh).marks == ()


def test_an_account_of_before_says_unknown_and_is_to_be_looked_at() -> None:
    old = staff_from_json('{"login": "anna", "name": "Anna", "roles": ["staff"]}')
    row = looked(old)
    assert row.grants == (Grant(role="staff"),)
    assert set(row.marks) == {Mark.UNUSED, Mark.NEVER_REVIEWED}
    assert Mark.NEVER_REVIEWED not in looked(replace(old, reviewed_at=LONG_AGO)).marks


@pytest.mark.parametrize(
    ("roles", "n"), [(("editor", "approver"), 1), (("admin", "auditor", "lead"), 2), (("staff",), 0)]
)
def test_what_does_not_go_together(roles: tuple[str, ...], n: int) -> None:
    row = looked(replace(ANNA, roles=roles))
    assert len(row.apart) == n
    assert (Mark.NOT_SEPARATE in row.marks) is bool(n)


def test_a_second_factor_where_it_is_demanded() -> None:
    admin = replace(ANNA, roles=("admin",))
    wanted = frozenset({"admin"})
    assert Mark.NO_SECOND_FACTOR in looked(admin, second_factor_for=wanted).marks
    has = looked(admin, second_factor_for=wanted, with_second_factor=frozenset({"anna"}))
    assert Mark.NO_SECOND_FACTOR not in has.marks
    elsewhere = looked(replace(admin, single_sign_on="https://sso|1"), second_factor_for=wanted)
    assert Mark.NO_SECOND_FACTOR not in elsewhere.marks


def test_shut_accounts_are_nobodys_to_review_and_the_gravest_come_first() -> None:
    shut, fine = replace(ANNA, login="b", disabled=True), Use(acted=NOW)
    bad = replace(ANNA, login="c", roles=("editor", "approver"))
    rows = review([ANNA, shut, bad], {"anna": fine}, second_factor_for=set(), with_second_factor=set(), now=NOW)
    assert [row.record.login for row in rows] == ["c", "anna"]


def test_due_from_its_day_on() -> None:
    assert not is_due(None, NOW.date())
    assert not is_due(date(2026, 11, 27), NOW.date())
    assert is_due(date(2026, 11, 26), NOW.date())


def test_a_role_remembers_who_gave_it_and_when() -> None:
    more = granted(ANNA, replace(ANNA, roles=("staff", "lead")), "chef", NOW, second="zwei")
    assert more.grants == (ANNA.grants[0], Grant(role="lead", since=NOW, by="chef", second="zwei"))
    less = granted(more, replace(more, roles=("lead",)), "x", NOW)
    assert less.grants == (more.grants[1],)
    again = granted(less, replace(less, roles=("lead", "staff")), "y", NOW)
    assert again.grant_of("staff").by == "y"
    old = StaffRecord(login="o", name="O")
    assert granted(old, replace(old, name="P"), "x", NOW).grants == ()  # nothing is known, and nothing is made up
    assert staff_from_json(staff_to_json(more)) == more


def test_glass_gives_a_role_for_its_hours_and_is_never_stored_with_the_account() -> None:
    glass = broken("g", login="anna", roles=("staff",), role="admin", hours=2, reason=" krank ", by="ops", now=NOW)
    assert glass.reason == "krank"
    assert glass_from_json(glass_to_json(glass)) == glass
    assert roles_lent([glass], "anna", NOW) == ("admin",)
    assert roles_lent([glass], "anna", NOW + timedelta(hours=2)) == ()
    assert roles_lent([glass], "ben", NOW) == ()
    assert roles_lent([ended(glass, "ops", NOW)], "anna", NOW) == ()
    lent = replace(ANNA, lent=("admin",))
    assert lent.may(Right.MANAGE_STAFF)
    assert staff_from_json(staff_to_json(lent)) == ANNA


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"role": "king"}, "role"),
        ({"role": "staff"}, "has"),
        ({"hours": 0}, "hours"),
        ({"hours": MOST_HOURS + 1}, "hours"),
        ({"reason": " "}, "reason"),
    ],
)
def test_glass_that_is_left_whole(more: dict[str, object], wrong: str) -> None:
    given = {"login": "anna", "roles": ("staff",), "role": "admin", "hours": 1, "reason": "x", "by": "o", "now": NOW}
    with pytest.raises(NotBroken, match=wrong):
        broken("g", **(given | more))  # type: ignore[arg-type]
