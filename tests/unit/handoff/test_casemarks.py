"""Legal holds, and cases for the file."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from handoff.casemarks import (
    LONGEST_HOLD,
    NotMarked,
    held,
    hold_from_json,
    hold_to_json,
    mark_from_json,
    mark_to_json,
    new_file_mark,
    new_hold,
    taken_over,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def test_a_hold_ends_by_itself() -> None:
    hold = new_hold(receipt="AB-1", reason=" Klage\nvor  Gericht ", until=NOW + DAY, by="lea", now=NOW)
    assert hold.reason == "Klage vor Gericht"
    assert held(hold, NOW)
    assert not held(hold, NOW + DAY)
    assert not held(None, NOW)
    assert hold_from_json(hold_to_json(hold)) == hold
    assert json.loads(hold_to_json(hold))["ends"] == (NOW + DAY).timestamp() * 1000


@pytest.mark.parametrize(
    ("reason", "until", "wrong"),
    [
        ("  ", NOW + DAY, "reason-missing"),
        ("x" * 301, NOW + DAY, "reason-long"),
        ("Klage", NOW, "until-past"),
        ("Klage", NOW + LONGEST_HOLD + DAY, "until-far"),
    ],
)
def test_what_is_no_hold(reason: str, until: datetime, wrong: str) -> None:
    with pytest.raises(NotMarked) as refused:
        new_hold(receipt="AB-1", reason=reason, until=until, by="lea", now=NOW)
    assert refused.value.wrong == wrong


def test_for_the_file_until_the_receipt() -> None:
    mark = new_file_mark(receipt="AB-1", number="  12.3-45/26 ", by="anna", now=NOW)
    assert mark.number == "12.3-45/26"
    taken = taken_over(mark, day=NOW.date(), number="E-7", by="ben", now=NOW + DAY)
    assert mark_from_json(mark_to_json(taken)) == taken
    assert taken.taken is not None
    assert (taken.taken.number, taken.taken.by) == ("E-7", "ben")


def test_what_cannot_be_filed() -> None:
    for number, wrong in (("", "number-missing"), ("7" * 81, "number-long")):
        with pytest.raises(NotMarked) as refused:
            new_file_mark(receipt="AB-1", number=number, by="anna", now=NOW)
        assert refused.value.wrong == wrong
    mark = new_file_mark(receipt="AB-1", number="7", by="anna", now=NOW)
    with pytest.raises(NotMarked) as refused:
        taken_over(mark, day=NOW.date() + 2 * DAY, number="8", by="anna", now=NOW)
    assert refused.value.wrong == "taken-future"
    with pytest.raises(NotMarked) as refused:
        taken_over(None, day=NOW.date(), number="8", by="anna", now=NOW)
    assert refused.value.wrong == "not-for-the-file"
