"""What a member finds in the desk's navigation, and where they land."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from handoff.desk.areas import AREAS, Entry, area_of, areas_for, home_of, navigation_for
from handoff.desk.catalogue import LANGS, has, speak
from handoff.rights import RIGHTS, Role
from handoff.staff import StaffRecord

SIDE_BY_SIDE = 7


def somebody(*roles: str) -> StaffRecord:
    return StaffRecord(login="anna", name="Anna", roles=roles)


def shown(entries: Collection[Entry]) -> list[str]:
    return [
        f"{entry.id}: {' '.join(area.id for area in entry.areas)}" if entry.is_group else entry.id for entry in entries
    ]


def test_a_clerk_finds_the_daily_work_first() -> None:
    assert shown(navigation_for(somebody("staff"))) == [
        *("cases", "search", "callbacks", "duty", "faq"),
        "more: trouble retention practice",
    ]


def test_a_lead_finds_groups() -> None:
    assert shown(navigation_for(somebody("lead"))) == [
        *("cases", "search", "callbacks", "duty"),
        "lead: overview reviews approvals notices",
        "admin: faq canned rights",
        "more: trouble retention practice",
    ]


def test_few_areas_stand_side_by_side() -> None:
    assert shown(navigation_for(somebody("editor"))) == ["faq", "canned", "offices"]
    assert not any(entry.is_group for entry in navigation_for(somebody("auditor")))


@pytest.mark.parametrize("files", [True, False])
@pytest.mark.parametrize("roles", [(role.value,) for role in Role] + [("lead", "admin"), tuple(Role)])
def test_never_too_many_and_none_lost(roles: tuple[str, ...], files: bool) -> None:
    record = somebody(*roles)
    entries = navigation_for(record, files=files)
    assert len(entries) <= SIDE_BY_SIDE
    found = [area for entry in entries for area in entry.areas]
    assert sorted(found, key=AREAS.index) == list(areas_for(record, files=files))


@pytest.mark.parametrize(
    ("roles", "home"),
    [
        (("staff",), ""),
        (("lead", "admin"), ""),
        (("admin",), "/faq"),
        (("editor",), "/faq"),
        (("approver",), "/faq"),
        (("auditor",), "/audit"),
        ((), "/account"),
    ],
)
def test_where_somebody_lands(roles: tuple[str, ...], home: str) -> None:
    assert home_of(somebody(*roles)) == home


def test_an_admin_without_the_towns_files_lands_on_the_accounts() -> None:
    assert home_of(somebody("admin"), files=False) == "/admin/staff"


def test_the_count_of_a_group_is_of_all_in_it() -> None:
    entry = next(one for one in navigation_for(somebody("lead")) if one.id == "lead")
    assert entry.waiting({"reviews": 2, "approvals": 1, "faq": 7}) == 3


@pytest.mark.parametrize(
    ("path", "area"),
    [
        *(("", "cases"), ("/", "cases"), ("/case/abc", "cases"), ("/admin/canned/gruss", "canned")),
        *(("/admin/staff/anna", "staff"), ("/rights/review", "rights"), ("/account", ""), ("/auditors", "")),
    ],
)
def test_which_area_a_page_is_in(path: str, area: str) -> None:
    assert area_of(path) == area


@pytest.mark.parametrize("lang", LANGS)
def test_every_area_and_group_has_words(lang: str) -> None:
    say = speak(lang)
    everybody = navigation_for(somebody(*RIGHTS))
    keys = [
        *(f"area-{area.id}" for area in AREAS),
        *(f"group-{entry.id}" for entry in everybody if entry.is_group),
    ]
    assert [key for key in keys if not has(say, key)] == []
