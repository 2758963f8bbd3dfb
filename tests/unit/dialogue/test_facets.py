"""Parts of an answer: buttons under it, follow-up questions about it, and what is said when a part is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.dialogue import buttons
from bot.dialogue.effects import Count, EndCase, Forward, Say, SayAnswer, SayFacets
from bot.dialogue.rules import decide
from bot.dialogue.talk import Phase
from faq.facets import Facet
from tests.unit.dialogue.town import (
    CLERK,
    DAY,
    ENTRIES,
    NOTHING,
    NOW,
    answer,
    choices,
    facts,
    keys,
    of,
    pressed,
    said,
    suggest,
    talk,
    ticket,
)

PARTS = (Facet.FEE, Facet.DOCUMENTS, Facet.DEADLINE, Facet.WHERE, Facet.PROCESSING_TIME, Facet.ONLINE)
WITH_PARTS = facts(
    entries={
        **ENTRIES,
        "reisepass": replace(ENTRIES["reisepass"], facets=PARTS),
        "wohngeld": replace(ENTRIES["wohngeld"], facets=(Facet.FEE,)),
    }
)
TOLD = talk(entry="reisepass", answered=True, answered_at=NOW, question="Was kostet ein Reisepass?")


def shown(decision: object) -> list[tuple[str, tuple[Facet, ...]]]:
    return [(e.entry, e.facets) for e in of(decision, SayFacets)]  # type: ignore[arg-type]


class TestButtons:
    def test_an_answer_carries_at_most_four_of_its_parts_that_are_texts(self) -> None:
        decision = decide(talk(), None, said("Reisepass beantragen"), answer("reisepass"), WITH_PARTS)
        assert choices(of(decision, SayAnswer)[0]) == [
            *["h+:reisepass", "h-:reisepass"],
            *["facet:fee:reisepass", "facet:documents:reisepass"],
            *["facet:deadline:reisepass", "facet:where:reisepass"],
            "person",
        ]

    def test_an_entry_without_parts_has_no_such_buttons(self) -> None:
        decision = decide(talk(), None, said("Hundesteuer"), answer("hundesteuer"), WITH_PARTS)
        assert choices(of(decision, SayAnswer)[0]) == ["h+:hundesteuer", "h-:hundesteuer", "person"]

    def test_the_choice_stays_within_its_bytes(self) -> None:
        rows = buttons.judgement("x" * 45, (Facet.PROCESSING_TIME,))
        assert all(len(button.choice.encode()) <= buttons.MAX_CHOICE for row in rows for button in row)

    def test_a_press_shows_that_part(self) -> None:
        decision = decide(TOLD, None, pressed("facet:fee:reisepass"), None, WITH_PARTS)
        assert shown(decision) == [("reisepass", (Facet.FEE,))]
        assert of(decision, Count) == [Count(outcome="facet", entry="reisepass")]

    def test_an_old_button_of_another_entry_makes_that_the_last_one(self) -> None:
        decision = decide(TOLD, None, pressed("facet:fee:wohngeld"), None, WITH_PARTS)
        assert shown(decision) == [("wohngeld", (Facet.FEE,))]
        assert decision.talk.entry == "wohngeld"

    @pytest.mark.parametrize("choice", ["facet:fee:weg", "facet:soul:reisepass", "facet:", "facet:fee"])
    def test_a_part_that_nobody_has_is_a_late_button(self, choice: str) -> None:
        assert keys(decide(talk(), None, pressed(choice), None, WITH_PARTS)) == ["late-button"]

    def test_while_waiting_it_is_shown_and_settles_nothing(self) -> None:
        decision = decide(
            replace(TOLD, phase=Phase.WAITING), ticket(), pressed("facet:fee:reisepass"), None, WITH_PARTS
        )
        assert [e.settles for e in of(decision, SayFacets)] == [False]

    def test_with_a_person_the_bot_is_silent(self) -> None:
        claimed = ticket(owner=CLERK, fence=1)
        with_staff = replace(TOLD, phase=Phase.WITH_STAFF)
        assert decide(with_staff, claimed, pressed("facet:fee:reisepass"), None, WITH_PARTS).effects == ()
        assert decide(with_staff, claimed, said("Was kostet das?"), None, WITH_PARTS).effects == (Forward(),)

    def test_in_the_intake_the_open_question_is_asked_again(self) -> None:
        asked = replace(TOLD, phase=Phase.INTAKE_KIND)
        decision = decide(asked, None, pressed("facet:fee:reisepass"), None, WITH_PARTS)
        assert shown(decision) == [("reisepass", (Facet.FEE,))]
        assert keys(decision) == ["ask-kind"]

    def test_while_a_rating_is_asked_it_changes_nothing(self) -> None:
        rating = replace(TOLD, phase=Phase.RATING)
        closed = ticket(closed_at=NOW)
        decision = decide(rating, closed, pressed("facet:fee:reisepass"), None, WITH_PARTS)
        assert shown(decision) == [("reisepass", (Facet.FEE,))]
        assert decision.talk.phase is Phase.RATING
        assert not of(decision, EndCase)


class TestFollowUps:
    def test_a_part_of_the_last_answer(self) -> None:
        decision = decide(TOLD, None, said("Und welche Unterlagen brauche ich?"), suggest("wohngeld"), WITH_PARTS)
        assert shown(decision) == [("reisepass", (Facet.DOCUMENTS,))]
        assert of(decision, SayFacets)[0].settles
        assert not of(decision, Say)

    def test_two_parts_in_one_message(self) -> None:
        decision = decide(TOLD, None, said("Was kostet das und geht das online?"), NOTHING, WITH_PARTS)
        assert shown(decision) == [("reisepass", (Facet.FEE, Facet.ONLINE))]

    def test_after_a_judgement_it_is_still_the_last_answer(self) -> None:
        helped = decide(TOLD, None, pressed("h+:reisepass"), None, WITH_PARTS).talk
        assert shown(decide(helped, None, said("Kosten?"), NOTHING, WITH_PARTS)) == [("reisepass", (Facet.FEE,))]

    def test_a_part_the_entry_lacks_is_said_to_be_missing_and_nothing_else_answers(self) -> None:
        decision = decide(TOLD, None, said("Brauche ich einen Termin?"), answer("wohngeld"), WITH_PARTS)
        assert keys(decision) == ["facet-missing"]
        assert choices(decision.effects[0]) == ["pick:reisepass", "person"]
        assert of(decision, Say)[0].args == {"question": "Was kostet ein Reisepass?"}
        assert of(decision, Say)[0].settles
        assert "Brauche ich einen Termin?" in decision.talk.question
        assert of(decision, Count) == [Count(outcome="facet_missing", entry="reisepass")]

    def test_of_two_parts_the_one_that_is_there_is_given(self) -> None:
        decision = decide(TOLD, None, said("Was kostet das, brauche ich einen Termin?"), NOTHING, WITH_PARTS)
        assert shown(decision) == [("reisepass", (Facet.FEE,))]
        assert keys(decision) == ["facet-missing"]

    def test_after_a_day_it_is_no_follow_up(self) -> None:
        late = replace(WITH_PARTS, now=NOW + DAY + timedelta(seconds=1))
        assert keys(decide(TOLD, None, said("Was kostet das?"), NOTHING, late)) == ["facet-of-what"]

    def test_without_an_answer_before_it_is_asked_what_it_is_about(self) -> None:
        decision = decide(talk(), None, said("Was kostet das?"), suggest("wohngeld"), WITH_PARTS)
        assert keys(decision) == ["facet-of-what"]
        assert of(decision, Say)[0].settles

    def test_what_the_faq_is_sure_of_is_given_when_there_was_nothing_before(self) -> None:
        decision = decide(talk(), None, said("Termin?"), answer("wohngeld"), WITH_PARTS)
        assert [e.entry for e in of(decision, SayAnswer)] == ["wohngeld"]

    def test_with_suggestions_open_they_are_asked_again(self) -> None:
        asked = talk(suggested=("reisepass", "wohngeld"), answered=True)
        assert keys(decide(asked, None, said("Was kostet das?"), suggest("hundesteuer"), WITH_PARTS)) == [
            "ask-suggestion"
        ]

    def test_after_a_miss_it_belongs_to_the_concern(self) -> None:
        missed = decide(TOLD, None, said("Darf mein Alligator in den Park?"), NOTHING, WITH_PARTS).talk
        decision = decide(missed, None, said("Was kostet das?"), suggest("wohngeld"), WITH_PARTS)
        assert keys(decision) == ["offer-again"]
        assert decision.talk.question == "Darf mein Alligator in den Park?\nWas kostet das?"

    def test_in_the_intake_it_joins_the_concern(self) -> None:
        asked = replace(TOLD, phase=Phase.INTAKE_SUBJECT, question="")
        assert "Was kostet das?" in decide(asked, None, said("Was kostet das?"), None, WITH_PARTS).talk.question

    def test_while_waiting_it_is_passed_on_without_guesses(self) -> None:
        waiting = replace(TOLD, phase=Phase.WAITING)
        decision = decide(waiting, ticket(), said("Was kostet das?"), answer("wohngeld"), WITH_PARTS)
        assert keys(decision) == ["waiting-added"]
        assert not of(decision, SayAnswer)
