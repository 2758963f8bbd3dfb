"""Numbers as people write them, and what is kept of a wish to be called."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.callback import Callback, Outcome, When, ended, from_json, not_reached, phone_of, shortened, to_json

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
ASKED = Callback(
    conversation="c", receipt="K7M-4P2X", department="bauamt", phone="02214711", when=When.MORNING, lang="de", at=NOW
)


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("0221 / 47 11-0", "022147110"),
        ("0171-1234567", "01711234567"),
        ("(02 21) 47.11", "02214711"),
        ("+49 221 4711", "+492214711"),
        ("+49 (0) 221 4711", "+492214711"),
        ("0049 221 4711", "+492214711"),
        ("+33 1 23 45 67 89", "+33123456789"),
        ("4711", None),
        ("22147110", None),  # without its area code
        ("0221", None),
        ("0221 4711 4711 4711 4711", None),
        ("+0 221 4711", None),
        ("zwei zwei eins", None),
        ("0221x4711", None),
        ("", None),
        ("٠٢٢١٤٧١١", None),
    ],
)
def test_a_number_is_read_as_it_is_dialled(typed: str, phone: str | None) -> None:
    assert phone_of(typed) == phone


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_number_or_none(text: str) -> None:
    phone = phone_of(text)
    assert phone is None or (phone.removeprefix("+").isascii() and phone.removeprefix("+").isdigit())
    assert phone is None or phone_of(phone) == phone


def test_it_is_kept_whole_and_shown_in_short() -> None:
    for one in (ASKED, not_reached(ASKED, "Anna", NOW), ended(ASKED, Outcome.DONE, "Anna", NOW)):
        assert from_json(to_json(one)) == one
    assert shortened("02214711") == "022…11"
    assert not_reached(ASKED, "Anna", NOW).tries == 1
