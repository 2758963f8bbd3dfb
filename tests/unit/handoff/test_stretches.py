"""What of a conversation belongs to which handoff, and what of it a member may see."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handoff.staff import StaffRecord
from handoff.stretches import Stretch, stretches, view_of
from handoff.ticket import Ask, Kind, Staff, Ticket, Turn

NOW = datetime(2026, 3, 12, 13, 5, tzinfo=UTC)
BASE = Ticket(
    receipt="-",
    case="c",
    kind=Kind.QUESTION,
    department="-",
    channel="web",
    lang="de",
    subject="?",
    asked_at=NOW,
    turn=Turn.OURS,
    turn_since=NOW,
    promised_by=NOW,
)
HANDOFFS = {
    name: replace(BASE, receipt=name, department=department)
    for name, department in {"P": "pass", "B": "bau", "Q": "pass", "S": "social"}.items()
}


@pytest.mark.parametrize(
    ("ends", "present", "cut"),
    [
        ((), "P", [("P", 1, None)]),
        (((4, "B"), (9, "Q")), "P", [("B", 1, 4), ("Q", 5, 9), ("P", 10, None)]),
        (((4, "B"),), "", [("B", 1, 4), ("", 5, None)]),
        # What is said after the end belongs to it until its case is over.
        (((4, "B"), (6, "B")), "P", [("B", 1, 6), ("P", 7, None)]),
        # Opened again after another one, and once more ended before anybody said a word.
        (((4, "B"), (9, "Q"), (9, "B")), "B", [("B", 1, 4), ("Q", 5, 9), ("B", 10, None)]),
    ],
)
def test_what_is_said_belongs_to_the_handoff_that_comes_of_it(
    ends: tuple[tuple[int, str], ...], present: str, cut: list[tuple[str, int, int | None]]
) -> None:
    assert stretches(ends, present) == tuple(Stretch(receipt=r, first=first, last=last) for r, first, last in cut)


@pytest.mark.parametrize(
    ("departments", "ends", "shown", "seen", "hidden"),
    [
        # The only one, from the machine's first word on.
        (("pass",), (), ("P", None), "1 2 3 4 5 6 7 8 9 10 11 12", ""),
        # Another department's comes before: neither it nor what led to it.
        (("pass",), ((8, "B"),), ("P", None), "9 10 11 12", "B"),
        # Their own before, another's between.
        (("pass",), ((4, "Q"), (8, "B")), ("P", None), "1 2 3 4 9 10 11 12", "B"),
        (("pass",), ((4, "B"), (8, "S")), ("P", None), "9 10 11 12", "B S"),
        (("pass", "bau"), ((4, "B"), (8, "S")), ("P", None), "1 2 3 4 9 10 11 12", "S"),
        # Who has all departments sees all.
        ((), ((4, "B"), (8, "S")), ("P", None), "1 2 3 4 5 6 7 8 9 10 11 12", ""),
        # An ended one ends where the next may begin; what comes later is not even named.
        (("pass",), ((4, "B"), (8, "Q")), ("Q", 8), "5 6 7 8", "B"),
        (("pass",), ((4, "Q"), (8, "B")), ("Q", 4), "1 2 3 4", ""),
        # Their own was opened again after another's.
        (("pass",), ((4, "P"), (8, "B")), ("P", None), "1 2 3 4 9 10 11 12", "B"),
        # What nothing is known of any more is nobody's to see.
        (("pass",), ((4, "Q"), (8, "?")), ("P", None), "1 2 3 4 9 10 11 12", "?"),
        # Shown because somebody asked them: that handoff, and their own.
        (("bau",), ((4, "B"), (8, "Q")), ("P", None), "1 2 3 4 9 10 11 12", "Q"),
    ],
)
def test_a_member_sees_their_departments_and_what_belongs_to_the_handoff_shown(
    departments: tuple[str, ...],
    ends: tuple[tuple[int, str], ...],
    shown: tuple[str, int | None],
    seen: str,
    hidden: str,
) -> None:
    record = StaffRecord(login="anna", name="Anna", departments=departments)
    receipt, last = shown
    view = view_of(stretches(ends, "P" if last is None else ""), HANDOFFS, record, HANDOFFS[receipt], last=last)
    assert " ".join(str(n) for n in range(1, 13) if view.shows(n, NOW)) == seen
    assert " ".join(one.stretch.receipt for one in view.hidden) == hidden
    assert [view.shows_deed(one.stretch.receipt, one.stretch.last or 0, NOW) for one in view.hidden] == [
        False for _ in view.hidden
    ]
    assert view.shows_deed(receipt, last or 12, NOW)


def test_who_was_asked_about_an_open_one_sees_it() -> None:
    asked = Ask(id="a", by=Staff(login="ben", name="Ben"), at=NOW, department="bau")
    record = StaffRecord(login="anna", name="Anna", departments=("bau",))
    handoffs = HANDOFFS | {"P": replace(HANDOFFS["P"], asks=(asked,))}
    assert not view_of(stretches(((4, "P"), (8, "B")), ""), handoffs, record, handoffs["B"], last=8).hidden


def test_where_the_last_row_is_not_known_the_time_decides() -> None:
    record = StaffRecord(login="anna", name="Anna", departments=("pass",))
    view = view_of(stretches((), ""), HANDOFFS, record, HANDOFFS["Q"], until=NOW)
    assert [view.shows(3, NOW), view.shows(3, NOW + timedelta(seconds=1)), view.shows(3, None)] == [True, False, False]
    assert not view.shows_deed("Q", 3, NOW + timedelta(seconds=1))
