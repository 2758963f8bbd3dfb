"""Tags, and questions to colleagues: who may see a case because of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handoff import asking
from handoff.keeping import Due, Step, after
from handoff.staff import StaffRecord
from handoff.ticket import Ask, Closed, Done, End, Kind, Staff, Ticket, Turn, citizen_left, close

NOW = datetime(2026, 3, 12, 13, 5, tzinfo=UTC)
ANNA, BEN = Staff(login="anna", name="Anna"), Staff(login="ben", name="Ben")
TICKET = Ticket(
    receipt="A",
    case="c",
    kind=Kind.QUESTION,
    department="buergerbuero",
    channel="web",
    lang="de",
    subject="?",
    asked_at=NOW,
    turn=Turn.OURS,
    turn_since=NOW,
    promised_by=NOW,
    owner=ANNA,
)
TO_BEN = Ask(id="q1", by=ANNA, at=NOW, to=BEN)
TO_BUILDING = Ask(id="q2", by=ANNA, at=NOW, department="bauamt")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Sperrmüll", "sperrmüll"),
        ("  Eilt   sehr ", "eilt sehr"),
        ("<b>a</b>", "b a /b"),
        ("x" * 40, "x" * 30),
        ("!!!", ""),
        ("C-Ausweis+2", "c-ausweis+2"),
    ],
)
def test_a_tag_is_small_words(typed: str, kept: str) -> None:
    assert asking.tag_of(typed) == kept


def test_tags_are_few_and_each_once() -> None:
    ticket = TICKET
    for word in ["eilt", "eilt", *(f"t{n}" for n in range(20))]:
        tagged = asking.tag(ticket, word)
        assert isinstance(tagged, Done)
        ticket = tagged.ticket
    assert len(ticket.tags) == asking.MOST_TAGS
    assert ticket.tags[:2] == ("eilt", "t0")
    assert asking.untag(replace(TICKET, tags=("a", "b")), "a") == Done(ticket=replace(TICKET, tags=("b",)))


@pytest.mark.parametrize(
    ("record", "sees_person", "sees_department"),
    [
        (StaffRecord(login="ben", name="Ben", departments=("kasse",)), True, False),
        (StaffRecord(login="cleo", name="Cleo", departments=("bauamt",)), False, True),
        (StaffRecord(login="dora", name="Dora", departments=("kasse",)), False, False),
        (StaffRecord(login="ben", name="Ben", departments=("kasse",), disabled=True), False, False),
        (StaffRecord(login="ada", name="Ada", roles=("admin",)), False, False),
        (StaffRecord(login="ed", name="Ed", departments=("buergerbuero",)), True, True),
    ],
)
def test_who_is_asked_sees_the_case(record: StaffRecord, sees_person: bool, sees_department: bool) -> None:
    assert asking.sees(record, replace(TICKET, asks=(TO_BEN,))) is sees_person
    assert asking.sees(record, replace(TICKET, asks=(TO_BUILDING,))) is sees_department


def test_an_answered_question_is_the_askers_to_read() -> None:
    ben = StaffRecord(login="ben", name="Ben", departments=("kasse",))
    anna = StaffRecord(login="anna", name="Anna")
    answered = asking.answer(replace(TICKET, asks=(TO_BEN,)), "q1", BEN)
    assert isinstance(answered, Done)
    assert asking.asks_of(answered.ticket, ben) == ()
    assert not asking.sees(ben, answered.ticket)
    assert [one.id for one in asking.answers_for(answered.ticket, anna)] == ["q1"]
    assert asking.done(answered.ticket, "q1") == Done(ticket=TICKET)
    assert asking.answer(TICKET, "q1", BEN) == Closed()
    assert asking.ask(replace(TICKET, closed_at=NOW), TO_BEN) == Closed()


def test_with_the_end_of_a_case_nobody_who_was_asked_sees_it_any_more() -> None:
    asked = replace(TICKET, asks=(TO_BEN, TO_BUILDING))
    by_staff = close(asked, ANNA, End.ANSWERED, NOW)
    assert isinstance(by_staff, Done)
    ends = (by_staff.ticket, citizen_left(asked, NOW), after(asked, Step(due=Due.EXPIRE), NOW))
    ben = StaffRecord(login="ben", name="Ben", departments=("bauamt",))
    assert asking.sees(ben, asked)
    assert [(one.end, asking.sees(ben, one), one.asks) for one in ends] == [
        (end, False, ()) for end in (End.ANSWERED, End.LEFT, End.NO_REACTION)
    ]
