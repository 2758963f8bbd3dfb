"""Who may do what: one table of roles and acts. Pure.

Every door asks it (desk, staff group, command line); what a member may do in one department only is limited by the
account's departments besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody is in a town's administration; an account has one or more."""

    STAFF = "staff"
    LEAD = "lead"
    EDITOR = "editor"
    APPROVER = "approver"
    ADMIN = "admin"
    AUDITOR = "auditor"


class Right(StrEnum):
    """Something that not everybody may do."""

    READ_CASES = "read_cases"
    WORK_CASES = "work_cases"
    TAKE_OVER = "take_over"
    EXPORT_CASE = "export_case"
    HOLD_CASE = "hold_case"
    ERASE_CASE = "erase_case"
    MEND_DELIVERIES = "mend_deliveries"
    SEE_OVERVIEW = "see_overview"
    SET_ABSENCE = "set_absence"
    SET_NOTICE = "set_notice"
    SET_BANNER = "set_banner"
    SWITCH_CHANNEL = "switch_channel"
    PAIR_GROUP = "pair_group"
    READ_FAQ = "read_faq"
    DRAFT_FAQ = "draft_faq"
    APPROVE_FAQ = "approve_faq"
    EDIT_CANNED = "edit_canned"
    EDIT_OFFICES = "edit_offices"
    EDIT_DEPARTMENTS = "edit_departments"
    MANAGE_STAFF = "manage_staff"
    READ_AUDIT = "read_audit"
    IMPOSE_MEASURE = "impose_measure"
    BLOCK_CITIZEN = "block_citizen"
    LIFT_MEASURE = "lift_measure"
    REVIEW_MEASURES = "review_measures"
    SEE_ACKNOWLEDGED = "see_acknowledged"
    SEE_RIGHTS = "see_rights"
    REVIEW_RIGHTS = "review_rights"
    CONFIRM_CHANGE = "confirm_change"


IN_A_DEPARTMENT: Final = frozenset(
    {
        *(Right.READ_CASES, Right.WORK_CASES, Right.TAKE_OVER, Right.EXPORT_CASE, Right.MEND_DELIVERIES),
        *(Right.SEE_OVERVIEW, Right.SET_ABSENCE, Right.SET_NOTICE, Right.EDIT_CANNED, Right.HOLD_CASE),
        *(Right.ERASE_CASE, Right.REVIEW_RIGHTS),
        *(Right.IMPOSE_MEASURE, Right.BLOCK_CITIZEN, Right.LIFT_MEASURE, Right.REVIEW_MEASURES),
    }
)
"""Rights that an account has in its own departments only; the others are the town's."""

_CASES: Final = frozenset(
    {
        *(Right.READ_CASES, Right.WORK_CASES, Right.EXPORT_CASE, Right.MEND_DELIVERIES, Right.READ_FAQ),
        Right.IMPOSE_MEASURE,
    }
)
RIGHTS: Final[Mapping[Role, frozenset[Right]]] = {
    Role.STAFF: _CASES,
    Role.LEAD: _CASES
    | {
        *(Right.TAKE_OVER, Right.SEE_OVERVIEW, Right.SET_ABSENCE, Right.SET_NOTICE, Right.SET_BANNER),
        *(Right.SWITCH_CHANNEL, Right.PAIR_GROUP, Right.EDIT_CANNED, Right.HOLD_CASE),
        Right.ERASE_CASE,
        *(Right.SWITCH_CHANNEL, Right.PAIR_GROUP, Right.EDIT_CANNED, Right.HOLD_CASE, Right.REVIEW_MEASURES),
        *(Right.BLOCK_CITIZEN, Right.LIFT_MEASURE, Right.SEE_ACKNOWLEDGED),
        *(Right.SEE_RIGHTS, Right.REVIEW_RIGHTS, Right.CONFIRM_CHANGE),
    },
    Role.EDITOR: frozenset({Right.READ_FAQ, Right.DRAFT_FAQ, Right.EDIT_OFFICES, Right.EDIT_CANNED}),
    Role.APPROVER: frozenset({Right.READ_FAQ, Right.APPROVE_FAQ}),
    Role.ADMIN: frozenset(
        {
            *(Right.MANAGE_STAFF, Right.EDIT_DEPARTMENTS, Right.EDIT_OFFICES, Right.SEE_OVERVIEW, Right.READ_FAQ),
            *(Right.SET_ABSENCE, Right.SEE_ACKNOWLEDGED),
            *(Right.SET_BANNER, Right.SWITCH_CHANNEL, Right.PAIR_GROUP, Right.MEND_DELIVERIES),
            *(Right.SEE_RIGHTS, Right.REVIEW_RIGHTS, Right.CONFIRM_CHANGE),
        }
    ),
    Role.AUDITOR: frozenset({Right.READ_AUDIT, Right.SEE_OVERVIEW, Right.SEE_RIGHTS}),
}
"""The table: least privilege, a role has nothing that is not here."""

GUARDED: Final = frozenset({Role.ADMIN.value, Role.APPROVER.value, Role.LEAD.value})
"""Roles that a second person gives and takes where the town wants four eyes for that."""
SEPARATE: Final = (
    frozenset({Role.EDITOR.value, Role.APPROVER.value}),
    frozenset({Role.ADMIN.value, Role.AUDITOR.value}),
    frozenset({Role.LEAD.value, Role.AUDITOR.value}),
)
"""Roles that one person should not have together: nobody approves their own texts or audits their own acts."""


def joined(roles: Iterable[str]) -> tuple[frozenset[str], ...]:
    """The pairs of roles that should be separate and are not."""
    held = frozenset(roles)
    return tuple(pair for pair in SEPARATE if pair <= held)


def allows(roles: Iterable[str], right: Right) -> bool:
    """Whether one of the roles has the right. A role of a newer version has none."""
    return any(right in RIGHTS.get(Role(role), frozenset()) for role in roles if role in frozenset(Role))
