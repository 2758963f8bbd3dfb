"""When the citizen is told what the town has put up."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.dialogue.effects import OpenHandoff, Say, SayAnswer
from bot.dialogue.events import Started
from bot.dialogue.rules import decide
from bot.dialogue.talk import Phase, Talk
from handoff.board import Banner, Board, DatedNotice
from handoff.conduct import Measure
from tests.unit.dialogue.test_manners import muted
from tests.unit.dialogue.town import CLERK, ENTRIES, NOW, answer, facts, keys, of, pressed, said, talk, ticket

HOUR = timedelta(hours=1)
BANNER = Banner(
    id="b1",
    text={"de": "Bitte Trinkwasser abkochen.", "en": "Boil your water."},
    link="https://town.example/w",
    starts=NOW,
    ends=NOW + HOUR,
    by="anna",
)


def notice(id: str = "n1", department: str = "buerger", **more: str) -> DatedNotice:
    return DatedNotice(
        id=id, department=department, about={"de": "Bürgerbüro"}, text={"de": "Heute ab 12 Uhr zu"},
        starts=NOW, ends=NOW + HOUR, by="anna", **more,
    )  # fmt: skip


def up(*notices: DatedNotice, banner: Banner | None = None) -> Board:
    return Board(notices=notices, banner=banner)


def test_the_first_contact_shows_what_is_up_after_the_greeting() -> None:
    decision = decide(Talk(), None, Started(id="s"), None, facts(board=up(notice(), banner=BANNER)))
    assert keys(decision) == ["greeting", "banner-more", "notice"]
    assert (decision.talk.told, decision.talk.banner) == (("n1",), "b1")
    assert of(decision, Say)[2].args == {"about": "Bürgerbüro", "text": "Heute ab 12 Uhr zu"}


def test_the_first_contact_is_no_list_of_everything() -> None:
    board = up(*(notice(f"n{n}") for n in range(5)))
    assert keys(decide(Talk(), None, Started(id="s"), None, facts(board=board))).count("notice") == 3


def test_a_notice_stands_above_the_answer_it_concerns_once_in_a_talk() -> None:
    world = facts(board=up(notice(), notice("other", department="bauen")))
    first = decide(talk(), None, said("Was kostet ein Reisepass?"), answer("reisepass"), world)
    assert [type(effect) for effect in first.effects[:2]] == [Say, SayAnswer]
    assert keys(first) == ["notice"]
    again = decide(first.talk, None, said("Was kostet ein Reisepass?"), answer("reisepass"), world)
    assert keys(again) == []


def test_an_office_s_notice_only_above_its_own_answers() -> None:
    entries = {**ENTRIES, "reisepass": replace(ENTRIES["reisepass"], office="nord")}
    world = facts(board=up(notice(office="nord")), entries=entries)
    assert keys(decide(talk(), None, said("Pass?"), answer("reisepass"), world)) == ["notice"]
    other = facts(board=up(notice(office="sued")), entries=entries)
    assert keys(decide(talk(), None, said("Pass?"), answer("reisepass"), other)) == []


def test_a_notice_stands_above_the_handoff_to_its_department() -> None:
    asked = talk(Phase.OFFERED, question="Wann kommt mein Bescheid?", department="soziales")
    decision = decide(asked, None, pressed("yes"), None, facts(board=up(notice(department="soziales"))))
    decision = decide(
        decision.talk, None, pressed("kind:question"), None, facts(board=up(notice(department="soziales")))
    )
    assert of(decision, OpenHandoff)
    assert keys(decision)[0] == "notice"


def test_the_banner_comes_with_the_next_question_once_and_in_the_citizen_s_language() -> None:
    world = facts(board=up(banner=BANNER))
    first = decide(talk(lang="en"), None, said("How much is a passport?"), answer("reisepass"), world)
    assert keys(first) == ["banner-more"]
    assert of(first, Say)[0].args == {"text": "Boil your water.", "url": "https://town.example/w"}
    assert keys(decide(first.talk, None, said("And a visa for my dog?"), answer("reisepass"), world)) == []
    newer = facts(board=up(banner=replace(BANNER, id="b2", link="")))
    assert keys(decide(first.talk, None, said("Again?"), answer("reisepass"), newer)) == ["banner"]


def test_whoever_talks_with_a_person_hears_of_the_emergency_too() -> None:
    world = facts(board=up(notice(), banner=BANNER))
    decision = decide(talk(Phase.WITH_STAFF), ticket(owner=CLERK), said("Danke, und wann?"), None, world)
    assert keys(decision) == ["banner-more"]


def test_a_channel_that_shows_the_banner_by_itself_does_not_say_it() -> None:
    world = facts(board=up(banner=BANNER), shows_banner=True)
    assert keys(decide(talk(), None, said("Pass?"), answer("reisepass"), world)) == []


@pytest.mark.parametrize("measure", [Measure.MUTE, Measure.BLOCK])
def test_the_banner_passes_whatever_measure_holds(measure: Measure) -> None:
    world = facts(board=up(banner=BANNER), conduct=muted(measure))
    first = decide(talk(), None, said("Hallo?"), None, world)
    assert keys(first)[0] == "banner-more"
    assert "banner-more" not in keys(decide(first.talk, None, said("Hallo??"), None, world))
    assert keys(decide(talk(), None, Started(id="s"), None, world)) == ["banner-more", f"measure-{measure}"]
