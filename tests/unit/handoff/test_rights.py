"""The table of roles and rights: nothing by accident, everything by somebody."""

from __future__ import annotations

import pytest

from handoff.rights import IN_A_DEPARTMENT, RIGHTS, Right, Role, allows
from handoff.staff import StaffRecord


def test_every_role_has_a_line_and_every_right_a_role() -> None:
    assert set(RIGHTS) == set(Role)
    assert set().union(*RIGHTS.values()) == set(Right)


@pytest.mark.parametrize(
    ("roles", "right", "may"),
    [
        (("staff",), Right.WORK_CASES, True),
        (("staff",), Right.TAKE_OVER, False),
        (("lead",), Right.TAKE_OVER, True),
        (("lead",), Right.HOLD_CASE, True),
        (("staff",), Right.HOLD_CASE, False),
        (("admin",), Right.HOLD_CASE, False),
        (("admin",), Right.READ_CASES, False),
        (("auditor",), Right.READ_CASES, False),
        (("editor",), Right.APPROVE_FAQ, False),
        (("editor", "approver"), Right.APPROVE_FAQ, True),
        (("a role of tomorrow",), Right.READ_FAQ, False),
        ((), Right.READ_FAQ, False),
    ],
)
def test_the_table(roles: tuple[str, ...], right: Right, may: bool) -> None:
    assert allows(roles, right) is may


def test_departments_limit_what_belongs_to_departments() -> None:
    lead = StaffRecord(login="a", name="A", roles=("lead", "editor"), departments=("bauamt",))
    assert lead.may(Right.READ_CASES, "bauamt")
    assert not lead.may(Right.READ_CASES, "standesamt")
    assert Right.DRAFT_FAQ not in IN_A_DEPARTMENT
    assert lead.may(Right.DRAFT_FAQ, "standesamt")


def test_who_is_shut_out_has_no_right() -> None:
    shut = StaffRecord(login="a", name="A", roles=tuple(Role), disabled=True)
    assert not any(shut.may(right) for right in Right)
