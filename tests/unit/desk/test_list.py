"""The list: its order, its filters, how a case reads, and which concerns resemble each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.desk.alike import alike_of
from handoff.desk.choice import Choice, Filter, choice_of, counts_of, next_ones, pick
from handoff.desk.listing import Around, Beside, Item, here_of, items_of, seen_by
from handoff.journal.records import Here
from handoff.queueing import HEAD_START, Case, place_of
from handoff.staff import StaffRecord
from handoff.ticket import Kind, Ticket, Turn
from tests.unit.desk.test_state import ANNA, BEN, DE, EN, NOW, TICKET

SHOWS: tuple[Filter, ...] = ("all", "waiting", "mine", "closed")


def case(name: str, **changed: Any) -> Case:
    return Case(conversation=name, ticket=replace(TICKET, **changed))


def names(cases: Any) -> list[str]:
    return [one.conversation for one in cases]


def item(ticket: Ticket, around: Around | None = None, seq: int = 0, login: str = "anna") -> Item:
    return items_of([Case(conversation="c", ticket=ticket, seq=seq)], login, DE, around or Around())[0]


@given(
    st.lists(
        st.tuples(st.integers(0, 60 * 24 * 30), st.sampled_from(["", "", "suicide", "fire"])), min_size=1, max_size=30
    )
)
def test_nobody_starves(asked: list[tuple[int, str]]) -> None:
    """Danger goes first, yet nobody is overtaken by whoever asks more than the head start after them."""
    cases = tuple(
        case(str(i), asked_at=NOW - timedelta(minutes=minutes), urgent=urgent)
        for i, (minutes, urgent) in enumerate(asked)
    )
    order = [c.ticket for c in next_ones(Choice(), cases, NOW)]
    assert len(order) == len(cases)
    for at, first in enumerate(order):
        for later in order[at + 1 :]:
            assert first.asked_at - later.asked_at <= HEAD_START
            if bool(first.urgent) == bool(later.urgent):
                assert first.asked_at <= later.asked_at
            elif later.urgent:
                assert later.asked_at - first.asked_at >= HEAD_START


def test_a_place_never_changes_with_time_or_owner() -> None:
    assert place_of(TICKET) == place_of(replace(TICKET, owner=ANNA, turn=Turn.CITIZEN, fence=7))


def test_the_filters() -> None:
    cases = (
        case("young"),
        case("mine", owner=ANNA, asked_at=NOW - timedelta(days=2)),
        case("old", asked_at=NOW - timedelta(days=1)),
        case("theirs", owner=BEN, turn=Turn.CITIZEN, asked_at=NOW - timedelta(days=9)),
    )
    assert {show: names(pick(Choice(show=show), "anna", cases, NOW)) for show in SHOWS} == {
        "all": ["mine", "old", "young", "theirs"],  # where it is not our turn stands below
        "waiting": ["old", "young"],
        "mine": ["mine"],
        "closed": [],
    }
    assert counts_of(Choice(), "ben", cases) == {"all": 4, "waiting": 2, "mine": 1}


def test_what_narrows_the_list_holds_together() -> None:
    cases = (
        case("a", department="bau", kind=Kind.DEFECT),
        case("b", department="bau", lang="en", kind=Kind.DEFECT),
        case("c", kind=Kind.DEFECT),
        case("d", department="bau"),
    )
    choice = Choice(show="waiting", department="bau", kind="defect")
    assert names(pick(choice, "anna", cases, NOW)) == ["a", "b"]
    assert names(pick(choice.to(language="en"), "anna", cases, NOW)) == ["b"]
    assert names(pick(choice.to(kind=""), "anna", cases, NOW)) == ["a", "b", "d"]
    assert counts_of(choice, "anna", cases) == {"waiting": 2, "mine": 0, "all": 2}


def test_a_choice_is_kept_in_the_address() -> None:
    choice = Choice(show="mine", department="bau & co", language="en", kind="defect", skip=100)
    assert choice.query == "show=mine&department=bau+%26+co&language=en&kind=defect&skip=100"
    fields = {"show": "mine", "department": "bau & co", "language": "en", "kind": "defect", "skip": "100"}
    assert choice_of(fields) == choice
    assert choice.to(kind="").query == "show=mine&department=bau+%26+co&language=en"


@pytest.mark.parametrize(
    "fields", [{"show": "x"}, {"kind": "x"}, {"skip": "-1"}, {"skip": "²"}, {"skip": "9" * 30}, {}]
)
def test_what_no_address_of_ours_says_is_not_asked_for(fields: dict[str, str]) -> None:
    assert choice_of(fields) == Choice()


def test_who_is_next() -> None:
    cases = (
        case("parked", parked_until=NOW + timedelta(hours=1), asked_at=NOW - timedelta(days=5)),
        case("theirs", turn=Turn.CITIZEN, asked_at=NOW - timedelta(days=4)),
        case("taken", owner=BEN, asked_at=NOW - timedelta(days=3)),
        case("old", asked_at=NOW - timedelta(days=2)),
        case("danger", urgent="fire", asked_at=NOW),
    )
    assert names(next_ones(Choice(show="closed"), cases, NOW)) == ["danger", "old"]


def test_a_department_is_seen_or_not() -> None:
    cases = (case("a"), case("b", department="bau"))
    limited = StaffRecord(login="anna", name="Anna", departments=("bau",))
    assert names(seen_by(limited, cases)) == ["b"]
    assert seen_by(replace(limited, departments=()), cases) == cases


def test_state_age_and_deadline_as_text() -> None:
    waiting = replace(TICKET, promised_by=NOW + timedelta(hours=3))
    assert (item(waiting).state, item(waiting).due, item(waiting).urgency) == ("wartet 1 Std.", "bis 17:05", "")
    soon = replace(TICKET, promised_by=NOW + timedelta(minutes=20))
    assert (item(soon).due, item(soon).urgency) == ("noch 20 Min.", "soon")
    late = replace(TICKET, promised_by=NOW - timedelta(days=2), owner=BEN)
    assert item(late).state == "wir am Zug seit 1 Std."
    assert (item(late).due, item(late).urgency) == ("2 Tage überfällig", "late")
    theirs = replace(late, turn=Turn.CITIZEN, turn_since=NOW - timedelta(minutes=1))
    assert (item(theirs).state, item(theirs).due) == ("Bürger/in am Zug seit 1 Min.", "")
    assert item(replace(TICKET, urgent="suicide")).urgent == "Notlage: Suizidgefahr"
    assert items_of([case("c", urgent="suicide")], "anna", EN, Around())[0].urgent == "In danger: risk of suicide"


def test_what_is_new_to_the_reader_is_marked() -> None:
    seen = Around(read={"c": 3})
    assert item(TICKET, seq=1).unread
    assert not item(TICKET, seen, seq=3).unread
    assert item(replace(TICKET, owner=ANNA), seen, seq=4).unread
    assert not item(replace(TICKET, owner=BEN), seq=4).unread  # a colleague's to read


def test_colleagues_at_a_case() -> None:
    staff = {"anna": "Anna", "ben": "Ben", "cem": "Cem"}
    here = [
        Here(login="ben", conversation="c", writes=False),
        Here(login="ben", conversation="c", writes=True),  # on another page
        Here(login="cem", conversation="c", writes=False),
        Here(login="anna", conversation="c", writes=True),
        Here(login="gone", conversation="d", writes=True),
    ]
    found = here_of(here, staff, "anna", DE)
    assert found == {"c": Beside(text="Ben schreibt gerade · Cem liest mit", writes=True)}
    shown = item(TICKET, Around(here=found, reachable={"c"}))
    assert (shown.here, shown.writes) == ("Ben schreibt gerade · Cem liest mit", True)
    assert here_of(here[2:3], staff, "anna", EN)["c"].text == "Cem is reading"


def test_concerns_that_resemble_each_other() -> None:
    cases = [
        case("a", subject="Warum ist das Freibad heute geschlossen?"),
        case("b", subject="freibad geschlossen?? warum"),
        case("c", subject="Wann ist das Freibad wieder offen"),
        case("d", subject="Warum ist das Freibad heute geschlossen?", department="bau"),
        case("e", subject="Warum ist das Freibad heute geschlossen?", lang="en"),
        case("f", subject="Freibad"),
        case("g", subject="Ist das und wie wo?"),
        case("h", subject="Ist das und wie wo?"),
    ]
    assert alike_of(cases) == {"a": ["b"], "b": ["a"]}
    rush = [case(str(i), subject="Warum ist das Freibad geschlossen?") for i in range(40)]
    assert len(alike_of(rush)["7"]) == 39
