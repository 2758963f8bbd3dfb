"""Asking for a copy of one's own data and for erasing it, in every state of a talk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.dialogue.effects import Erase, Export, Say
from bot.dialogue.events import Pressed
from bot.dialogue.rules import decide
from bot.dialogue.talk import Phase, Talk
from handoff.ticket import Ticket
from tests.unit.dialogue.town import CLERK, facts, keys, of, said, talk, ticket

PHASES = [Phase.OPEN, Phase.OFFERED, Phase.INTAKE_SUBJECT, Phase.INTAKE_KIND, Phase.WAITING, Phase.WITH_STAFF]


def at(phase: Phase) -> tuple[Talk, Ticket | None]:
    with_people = phase in {Phase.WAITING, Phase.WITH_STAFF}
    one = ticket() if with_people else None
    if one is not None and phase is Phase.WITH_STAFF:
        one = replace(one, owner=CLERK)
    return talk(phase), one


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("text", ["/loeschen", "/delete"])
def test_erasing_is_explained_first(phase: Phase, text: str) -> None:
    decision = decide(*at(phase), said(text), None, facts())
    assert keys(decision) == ["erase-ask"]
    assert not of(decision, Erase)


@pytest.mark.parametrize("phase", PHASES)
def test_only_the_button_erases(phase: Phase) -> None:
    yes = decide(*at(phase), Pressed(id="p", row="r", choice="erase:yes"), None, facts())
    assert len(of(yes, Erase)) == 1
    no = decide(*at(phase), Pressed(id="p", row="r", choice="erase:no"), None, facts())
    assert (keys(no), of(no, Erase)) == (["erase-not"], [])


@pytest.mark.parametrize("phase", PHASES)
def test_a_copy_is_made(phase: Phase) -> None:
    decision = decide(*at(phase), said("/auskunft"), None, facts())
    assert keys(decision) == ["export-comes"]
    assert len(of(decision, Export)) == 1


def test_to_a_person_plain_words_are_theirs_to_answer() -> None:
    decision = decide(*at(Phase.WITH_STAFF), said("meine daten löschen"), None, facts())
    assert not of(decision, Say)


@pytest.mark.parametrize("text", ["Bitte meine Daten löschen", "alles löschen", "delete my data", "vergiss mich"])
def test_plain_words(text: str) -> None:
    assert keys(decide(*at(Phase.OPEN), said(text), None, facts())) == ["erase-ask"]


@pytest.mark.parametrize("text", ["Wie lösche ich mein Gewerbe?", "Wer löscht meine Daten im Melderegister?"])
def test_a_question_is_none(text: str) -> None:
    assert "erase-ask" not in keys(decide(*at(Phase.OPEN), said(text), None, facts()))


def test_where_only_general_information_is_given_the_copy_is_had_elsewhere() -> None:
    decision = decide(*at(Phase.OPEN), said("/auskunft"), None, replace(facts(), general_only=True, channel="telegram"))
    assert keys(decision) == ["export-led"]
    assert not of(decision, Export)
