"""What a case is found by: terms, lists of numbers, beginnings of words, the place that is shown. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.journal.records import Row
from handoff.search import LARGEST, MAX_TERMS, Query, decode, encode, matches, said_terms, snippet, terms_of
from handoff.ticket import End, Kind, Staff, Ticket, Turn

AT = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)


def ticket(**more: Any) -> Ticket:
    fields: dict[str, Any] = {
        "receipt": "K7M-4P2X", "case": "c", "kind": Kind.DEFECT, "department": "bauamt", "channel": "web", "lang": "de",
        "subject": "Schlaglöcher in der Straße", "asked_at": AT, "turn": Turn.OURS, "turn_since": AT, "promised_by": AT,
    }  # fmt: skip
    return Ticket(**(fields | more))


def said(who: Any, text: str) -> Row:
    return Row(id="r", who=who, body={"text": text})


@given(st.lists(st.integers(0, LARGEST)))
def test_numbers_come_back_in_order_and_once(numbers: list[int]) -> None:
    posting = "".join(map(encode, numbers))
    assert decode(posting).tolist() == sorted(set(numbers))
    assert decode(posting + "A").tolist() == sorted(set(numbers))
    assert [encode(n) for n in sorted(numbers)] == sorted(map(encode, numbers))


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_a_number_beyond_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="no case has the number"):
        encode(number)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    decode(text)
    query = Query(text=text)
    assert query.term_groups() is not None
    shown = snippet(query, [text])
    assert "".join(piece for piece, _ in shown).strip("…") in " ".join(text.split())
    assert matches(query, said_terms([text], "de")) is not query.is_too_general


def test_facts_and_words_of_a_case_but_not_what_the_machine_said() -> None:
    rows = [said("citizen", "Mein Rad ist kaputt"), said("machine", "Sperrmüll"), said("note", "Bauhof weiß Bescheid")]
    closed = ticket(closed_at=AT, end=End.FORWARDED, owner=Staff(login="anna", name="Anna"), place="Am Markt 3")
    terms = terms_of(closed, rows)
    assert terms[:7] == ["d:bauamt", "k:defect", "c:web", "m:2026-03", "y:2026-03-31", "e:forwarded", "o:anna"]
    assert {"r:k7m", "r:4p2"} <= set(terms)
    assert {"w:schlagloch", "w:strass", "w:mark", "w:rad", "w:bauhof"} <= set(terms)
    assert not {"w:sperrmuell", "w:der", "w:in"} & set(terms)


def test_the_terms_of_an_endless_case_are_bounded() -> None:
    rows = [said("citizen", " ".join(f"wort{n}x{m}" for n in range(1000))) for m in range(5)]
    assert len(terms_of(ticket(), rows)) == MAX_TERMS


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("schlagloch", True),
        ("Schlagloechern", True),
        ("SCHLAGLÖCHER straße", True),
        ("strasse", True),
        ("schlagloch gehweg", False),
        ("die strasse", True),
        ("", True),
        ("ich habe eine frage", False),
    ],
)
def test_words_inflected_and_spelt_otherwise(text: str, found: bool) -> None:
    assert matches(Query(text=text), said_terms(["Schlaglöcher in der Straße"], "de")) is found


@pytest.mark.parametrize(
    ("narrowed", "allowed"),
    [
        ({}, True),
        ({"departments": ("bauamt", "x")}, True),
        ({"departments": ()}, False),
        ({"kind": "defect", "channel": "web"}, True),
        ({"kind": "question"}, False),
        ({"state": "open"}, True),
        ({"state": "closed"}, False),
        ({"since": date(2026, 3, 31), "until": date(2026, 3, 31)}, True),
        ({"since": date(2026, 4, 1)}, False),
        ({"until": date(2026, 3, 30)}, False),
        ({"owner": "anna"}, False),
    ],
)
def test_facts_narrow(narrowed: dict[str, Any], allowed: bool) -> None:
    assert Query(**narrowed).allows(ticket()) is allowed


def test_groups_of_terms_say_the_same_for_what_is_closed() -> None:
    query = Query(
        text="die Straßen", departments=("a", "b"), kind="defect", since=date(2025, 12, 30), until=date(2026, 2, 1)
    )
    assert [group.sure for group in query.term_groups()] == [
        ("w:strass", "w:strassen"), ("d:a", "d:b"), ("k:defect",),
        ("y:2025-12-30", "y:2025-12-31", "m:2026-01", "y:2026-02-01"),
    ]  # fmt: skip
    assert [group.sure for group in Query(departments=()).term_groups()] == [()]


def test_a_word_may_be_the_beginning_of_a_part_of_a_receipt() -> None:
    (group,) = Query(text="4P2X").term_groups()
    assert (group.doubtful, group.word) == (("r:4p2",), "4p2x")
    assert Query(text="Donaudampfschifffahrtsgesellschaft").term_groups()[0].doubtful == ()


def test_the_place_that_tells() -> None:
    long = "Vorab etwas anderes. " * 20 + "Dann brach die Laterne um."
    shown = snippet(Query(text="laternen"), ["Guten Tag", long])
    assert ("Laterne", True) in shown
    assert shown[0] == ("…", False)
    assert len("".join(piece for piece, _ in shown)) < 200
    assert snippet(Query(text="nirgends"), ["Guten Tag"]) == [("Guten Tag", False)]


@pytest.mark.parametrize(("text", "receipt"), [("k7m-4p2x", "K7M-4P2X"), (" MS-26-0003 ", "MS-26-0003"), ("Müll!", "")])
def test_a_receipt_is_known(text: str, receipt: str) -> None:
    assert Query(text=text).receipt == receipt


@given(st.dates(date(2020, 1, 1), date(2025, 1, 1)), st.integers(0, 900), st.dates(date(2019, 1, 1), date(2026, 1, 1)))
def test_a_span_names_each_of_its_days_and_no_other(since: date, days: int, asked: date) -> None:
    until = since + timedelta(days=days)
    (group,) = Query(since=since, until=until).term_groups()
    span = group.sure
    assert (f"m:{asked:%Y-%m}" in span or f"y:{asked}" in span) is (since <= asked <= until)
    assert len(span) <= 62 + 31


def test_the_order_of_a_list_is_the_order_of_filing() -> None:
    assert decode(encode(3) + encode(70_000)).dtype == np.int64


def test_what_was_erased_from_a_list_is_passed_over() -> None:
    assert list(decode("        " + encode(7) + encode(7) + encode(9))) == [7, 9]
    assert list(decode("    ")) == []
