"""The desk's areas: where they are, and whose they are to see. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from handoff.rights import Right
from handoff.staff import StaffRecord


@dataclass(frozen=True, kw_only=True, slots=True)
class Area:
    """A part of the desk with a place in its navigation. Its name is the text ``area-<id>``.

    ``path`` begins with a slash, or is empty for the first page. ``rights``: any of them opens it.
    ``files``: it is about the town's files, which not every desk can write.
    """

    id: str
    path: str
    rights: tuple[Right, ...]
    files: bool = False

    def is_open_to(self, record: StaffRecord) -> bool:
        """Whether a member may enter."""
        return any(record.may(right) for right in self.rights)

    def has(self, path: str) -> bool:
        """Whether a page of the desk lies in this area."""
        if not self.path:
            return path in ("", "/") or path.startswith("/case/")
        return path == self.path or path.startswith(self.path + "/")


AREAS: Final = (
    Area(id="cases", path="", rights=(Right.READ_CASES,)),
    Area(id="search", path="/search", rights=(Right.READ_CASES,)),
    Area(id="callbacks", path="/callbacks", rights=(Right.WORK_CASES,)),
    Area(id="trouble", path="/trouble", rights=(Right.MEND_DELIVERIES,)),
    Area(id="duty", path="/duty", rights=(Right.WORK_CASES, Right.SET_ABSENCE)),
    Area(id="retention", path="/retention", rights=(Right.WORK_CASES, Right.HOLD_CASE, Right.SEE_OVERVIEW)),
    Area(id="overview", path="/overview", rights=(Right.SEE_OVERVIEW,)),
    Area(id="reviews", path="/reviews", rights=(Right.REVIEW_MEASURES,)),
    Area(id="notices", path="/notices", rights=(Right.SET_NOTICE, Right.SET_BANNER, Right.SWITCH_CHANNEL)),
    Area(id="faq", path="/faq", rights=(Right.READ_FAQ,), files=True),
    Area(id="staff", path="/admin/staff", rights=(Right.MANAGE_STAFF,)),
    Area(
        id="admin",
        path="/admin",
        rights=(Right.EDIT_OFFICES, Right.EDIT_DEPARTMENTS, Right.EDIT_CANNED),
        files=True,
    ),
    Area(id="rights", path="/rights", rights=(Right.SEE_RIGHTS,)),
    Area(id="approvals", path="/approvals", rights=(Right.CONFIRM_CHANGE, Right.APPROVE_FAQ, Right.SEE_RIGHTS)),
    Area(id="audit", path="/audit", rights=(Right.READ_AUDIT,)),
    Area(id="practice", path="/practice", rights=(Right.WORK_CASES,)),
)


def areas_for(record: StaffRecord, *, files: bool = True) -> tuple[Area, ...]:
    """What a member finds in the navigation. ``files``: the town's files can be written from this desk."""
    return tuple(area for area in AREAS if area.is_open_to(record) and (files or not area.files))


def home_of(record: StaffRecord) -> str:
    """The path of the first page that is theirs; their account when none is."""
    return next((area.path for area in areas_for(record) if area.path), "/account")


def area_of(path: str) -> str:
    """The id of the area a path (within the desk) lies in; empty for pages outside all."""
    return next((area.id for area in AREAS if area.has(path)), "")
