"""The desk's areas: where they are, whose they are to see, and how the navigation groups them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from handoff.rights import Right
from handoff.staff import StaffRecord

LEAD: Final = "lead"
ADMIN: Final = "admin"
MORE: Final = "more"
UNGROUPED: Final = 6
"""Who has no more areas than these finds them side by side."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Area:
    """A part of the desk with a place in its navigation. Its name is the text ``area-<id>``.

    ``path`` begins with a slash, or is empty for the first page. ``rights``: any of them opens it.
    ``files``: it is about the town's files, which not every desk can write. ``group``: what it is found under, where
    somebody has many.
    """

    id: str
    path: str
    rights: tuple[Right, ...]
    files: bool = False
    group: str = ""

    def is_open_to(self, record: StaffRecord) -> bool:
        """Whether a member may enter."""
        return any(record.may(right) for right in self.rights)

    def has(self, path: str) -> bool:
        """Whether a page of the desk lies in this area."""
        if not self.path:
            return path in ("", "/") or path.startswith("/case/")
        return path == self.path or path.startswith(self.path + "/")


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A place of the navigation: an area, or several under the name ``group-<id>``."""

    id: str
    areas: tuple[Area, ...]

    @property
    def is_group(self) -> bool:
        """Whether it is to be unfolded."""
        return len(self.areas) > 1

    def waiting(self, in_area: Mapping[str, int]) -> int:
        """How much waits in all of it."""
        return sum(in_area.get(area.id, 0) for area in self.areas)


AREAS: Final = (
    Area(id="cases", path="", rights=(Right.READ_CASES,)),
    Area(id="search", path="/search", rights=(Right.READ_CASES,)),
    Area(id="callbacks", path="/callbacks", rights=(Right.WORK_CASES,)),
    Area(id="duty", path="/duty", rights=(Right.WORK_CASES, Right.SET_ABSENCE)),
    Area(id="overview", path="/overview", rights=(Right.SEE_OVERVIEW,), group=LEAD),
    Area(id="reviews", path="/reviews", rights=(Right.REVIEW_MEASURES,), group=LEAD),
    Area(
        id="approvals",
        path="/approvals",
        rights=(Right.CONFIRM_CHANGE, Right.APPROVE_FAQ, Right.SEE_RIGHTS),
        group=LEAD,
    ),
    Area(
        id="notices",
        path="/notices",
        rights=(Right.SET_NOTICE, Right.SET_BANNER, Right.SWITCH_CHANNEL),
        group=LEAD,
    ),
    Area(id="faq", path="/faq", rights=(Right.READ_FAQ,), files=True, group=ADMIN),
    Area(id="canned", path="/admin/canned", rights=(Right.EDIT_CANNED,), files=True, group=ADMIN),
    Area(id="offices", path="/admin/offices", rights=(Right.EDIT_OFFICES,), files=True, group=ADMIN),
    Area(id="departments", path="/admin/departments", rights=(Right.EDIT_DEPARTMENTS,), files=True, group=ADMIN),
    Area(id="staff", path="/admin/staff", rights=(Right.MANAGE_STAFF,), group=ADMIN),
    Area(id="audit", path="/audit", rights=(Right.READ_AUDIT,), group=ADMIN),
    Area(id="rights", path="/rights", rights=(Right.SEE_RIGHTS,), group=ADMIN),
    Area(id="trouble", path="/trouble", rights=(Right.MEND_DELIVERIES,), group=MORE),
    Area(
        id="retention",
        path="/retention",
        rights=(Right.WORK_CASES, Right.HOLD_CASE, Right.SEE_OVERVIEW),
        group=MORE,
    ),
    Area(id="practice", path="/practice", rights=(Right.WORK_CASES,), group=MORE),
)


def areas_for(record: StaffRecord, *, files: bool = True) -> tuple[Area, ...]:
    """The areas a member may enter. ``files``: the town's files can be written from this desk."""
    return tuple(area for area in AREAS if area.is_open_to(record) and (files or not area.files))


def navigation_for(record: StaffRecord, *, files: bool = True) -> tuple[Entry, ...]:
    """What a member finds in the navigation: few areas side by side, many in their groups. No group of one."""
    areas = areas_for(record, files=files)
    grouped = len(areas) > UNGROUPED
    together: dict[str, list[Area]] = {}
    for area in areas:
        together.setdefault(area.group if grouped and area.group else f"/{area.id}", []).append(area)
    return tuple(
        Entry(id=name if len(found) > 1 else found[0].id, areas=tuple(found)) for name, found in together.items()
    )


def home_of(record: StaffRecord, *, files: bool = True) -> str:
    """The path of the page that a member lands on.

    The queue of whoever has cases, else the first page of the administration, else the first that is theirs; the
    account of who has none.
    """
    areas = areas_for(record, files=files)
    first = [area for area in areas if not area.path] + [area for area in areas if area.group == ADMIN] + [*areas]
    return first[0].path if first else "/account"


def area_of(path: str) -> str:
    """The id of the area a path (within the desk) lies in; empty for pages outside all."""
    return next((area.id for area in AREAS if area.has(path)), "")
