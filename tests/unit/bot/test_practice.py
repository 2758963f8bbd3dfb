"""The scripted citizens: what they do when, and how a talk is judged."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.practice.scenario import Check, Scenario, scenarios
from bot.practice.script import Presses, Says, judged, next_act
from handoff.journal.records import Row
from handoff.ticket import End
from tests.unit.dialogue.town import CLERK, NOW, ticket

LATER = NOW + timedelta(minutes=5)
DONE = frozenset({"open0"})


def row(who: Any, text: str = "x", *choices: str, n: int = 1) -> Row:
    keys = [[{"label": "?", "data": f"r{n}|{choice}"} for choice in choices]] if choices else []
    return Row(id=f"r{n}", who=who, body={"text": text, "keys": keys}, n=n, at=NOW)


def scene(id_: str = "freundlich") -> Scenario:
    return scenarios()[id_]


def test_there_are_scenes_of_every_sort_in_both_languages() -> None:
    assert {"freundlich", "tippfehler", "wuetend", "foto", "notlage", "rueckruf", "umentschieden"} <= set(scenarios())
    for one in scenarios().values():
        assert one.title.de != one.title.en
        for check in one.checks:
            kinds = [check.fast, check.replied, check.mentions, check.avoids, check.asked, check.ended]
            assert sum(bool(kind) for kind in kinds) == 1, (one.id, check.de)


def test_the_first_word_is_said_once() -> None:
    assert next_act(scene(), [], None, frozenset(), NOW) == Says(key="open0", text=scene().opens[0])
    assert next_act(scene(), [], None, DONE, NOW) is None


@pytest.mark.parametrize(
    ("choices", "pressed"),
    [
        (("h+:x", "h-:x", "person"), "person"),
        (("yes", "no"), "yes"),
        (("pick:x", "none", "person"), "person"),
        (("kind:question", "kind:defect"), "kind:question"),
        (("dept:bauen", "dept:?"), "dept:?"),
        (("place:skip",), "place:skip"),
    ],
)
def test_by_the_machine_s_buttons_to_a_person(choices: tuple[str, ...], pressed: str) -> None:
    rows = [row("citizen"), row("machine", "?", *choices, n=2)]
    assert next_act(scene(), rows, None, DONE, LATER) == Presses(key="way2", row="r2", choice=pressed)
    assert next_act(scene(), rows, None, DONE | {"way2"}, LATER) is None


def test_a_defect_has_a_place_and_without_buttons_there_are_words() -> None:
    rows = [row("citizen"), row("machine", "Wo?", "place:skip", n=2)]
    assert next_act(scene("foto"), rows, None, DONE, LATER) == Says(key="way2", text=scene("foto").place)
    silent = [row("citizen"), row("machine", n=2)]
    assert next_act(scene(), silent, None, DONE, LATER) == Says(key="way2", text="/mensch")


def test_nobody_is_pressed_for_ever() -> None:
    done = DONE | {f"way{n}" for n in range(100, 112)}
    assert next_act(scene(), [row("citizen"), row("machine", "?", "person", n=2)], None, done, LATER) is None


def test_the_citizen_takes_time_to_type_and_reacts_to_each_act() -> None:
    one, rows = scene(), [row("citizen")]
    taken = ticket(owner=CLERK, first_claimed_at=NOW)
    assert next_act(one, rows, ticket(), DONE, LATER) is None
    assert next_act(one, rows, taken, DONE, NOW) is None
    assert next_act(one, rows, taken, DONE, LATER) == Says(key="claimed0", text=one.claimed[0])
    replied = [*rows, row("person", n=2)]
    assert next_act(one, replied, taken, DONE | {"claimed0"}, LATER) == Says(key="reply0.0", text=one.replies[0][0])
    corrected = [*replied, Row(id="r3", who="person", body={"text": "y", "edit_of": "r2"}, n=3, at=NOW)]
    assert next_act(one, corrected, taken, DONE | {"claimed0", "reply0.0"}, LATER) is None


def test_a_closed_concern_is_rated_once() -> None:
    closed = ticket(closed_at=NOW, end=End.ANSWERED)
    rows = [row("machine", "Wie war es?", *(f"rate:{n}" for n in range(1, 6)), n=7)]
    assert next_act(scene(), rows, closed, DONE, LATER) == Presses(key="rating", row="r7", choice="rate:5")
    assert next_act(scene(), rows, closed, DONE | {"rating"}, LATER) is None
    assert next_act(scene(), [], closed, DONE, LATER) is None


def made(**check: Any) -> Scenario:
    return scene().model_copy(update={"checks": (Check(de="gut", en="good", **check),)})


@pytest.mark.parametrize(
    ("check", "said", "good"),
    [
        ({"fast": 2}, (), True),
        ({"fast": 1}, (), False),
        ({"replied": 2}, ("a", "b"), True),
        ({"replied": 2}, ("a",), False),
        ({"mentions": ("112",)}, ("Rufen Sie die 112!",), True),
        ({"mentions": ("112",)}, ("Wie bitte?",), False),
        ({"avoids": ("Ton",)}, ("Nicht in diesem Ton.",), False),
        ({"avoids": ("Ton",)}, ("Gern.",), True),
        ({"avoids": ("Ton",)}, (), False),
        ({"asked": True}, ("Was meinen Sie?",), True),
        ({"ended": "answered"}, (), True),
        ({"ended": "other"}, (), False),
    ],
)
def test_what_went_well(check: dict[str, Any], said: tuple[str, ...], good: bool) -> None:
    rows = [row("person", text, n=n) for n, text in enumerate(said, start=1)]
    closed = ticket(first_claimed_at=NOW + timedelta(minutes=1, seconds=30), closed_at=LATER, end=End.ANSWERED)
    (found,) = judged(made(**check), rows, closed)
    assert (found.good, found.en) == (good, "good")
