"""Two concerns in one message: each gets its own answer, with its own buttons."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.effects import Count, Forward, SayAnswer, SayFacets, Settle
from bot.dialogue.rules import decide
from bot.dialogue.talk import Phase
from faq.facets import Facet
from faq.outcome import Answer
from tests.unit.dialogue.town import (
    ENTRIES,
    NOTHING,
    NOW,
    answer,
    candidate,
    choices,
    facts,
    keys,
    of,
    pressed,
    said,
    talk,
    ticket,
)

BOTH = said("Was kostet ein Reisepass und wie beantrage ich Wohngeld?")


def two(best: str, *also: str) -> Answer:
    return replace(answer(best), also=tuple(candidate(entry) for entry in also))


class TestTwoAnswers:
    def test_each_is_a_message_with_its_own_buttons(self) -> None:
        decision = decide(talk(), None, BOTH, two("reisepass", "wohngeld"), facts())
        first, second = of(decision, SayAnswer)
        assert (first.entry, second.entry) == ("reisepass", "wohngeld")
        assert choices(first) == ["h+:reisepass", "h-:reisepass", "person"]
        assert choices(second) == ["h+:wohngeld", "h-:wohngeld", "person"]

    def test_the_question_is_settled_only_when_the_last_has_arrived(self) -> None:
        decision = decide(talk(), None, BOTH, two("reisepass", "wohngeld"), facts())
        assert [e.settles for e in of(decision, SayAnswer)] == [False, True]
        assert not of(decision, Settle)

    def test_it_counts_as_one_answered_question(self) -> None:
        decision = decide(talk(), None, BOTH, two("reisepass", "wohngeld"), facts())
        assert of(decision, Count) == [
            Count(outcome="answered", entry="reisepass"),
            Count(outcome="answered_also", entry="wohngeld"),
        ]

    def test_departments_that_differ_tell_none(self) -> None:
        assert decide(talk(), None, BOTH, two("reisepass", "wohngeld"), facts()).talk.department == ""
        assert decide(talk(), None, BOTH, answer("reisepass"), facts()).talk.department == "buerger"

    def test_an_entry_that_is_gone_or_named_twice_is_left_out(self) -> None:
        decision = decide(talk(), None, BOTH, two("reisepass", "weg", "reisepass"), facts())
        assert [(e.entry, e.settles) for e in of(decision, SayAnswer)] == [("reisepass", True)]
        assert keys(decide(talk(), None, BOTH, two("weg", "wohngeld"), facts())) == ["offer-no-match"]

    def test_the_next_answer_stands_alone_again(self) -> None:
        both = decide(talk(), None, BOTH, two("reisepass", "wohngeld"), facts()).talk
        assert both.also == ("wohngeld",)
        assert decide(both, None, said("Hundesteuer anmelden bitte"), answer("hundesteuer"), facts()).talk.also == ()

    def test_each_is_judged_by_itself(self) -> None:
        both = decide(talk(), None, BOTH, two("reisepass", "wohngeld"), facts()).talk
        first = decide(both, None, pressed("h+:wohngeld"), None, facts())
        assert of(first, Count) == [Count(outcome="confirmed", entry="wohngeld")]
        second = decide(first.talk, None, pressed("h+:reisepass"), None, facts())
        assert of(second, Count) == [Count(outcome="confirmed", entry="reisepass")]

    def test_a_follow_up_is_answered_for_each_that_has_it(self) -> None:
        known = facts(
            entries={
                **ENTRIES,
                "reisepass": replace(ENTRIES["reisepass"], facets=(Facet.FEE,)),
                "wohngeld": replace(ENTRIES["wohngeld"], facets=(Facet.FEE, Facet.WHERE)),
            }
        )
        both = decide(talk(), None, BOTH, two("reisepass", "wohngeld"), known).talk
        fees = decide(both, None, said("Was kostet das?"), NOTHING, known)
        assert [e.entry for e in of(fees, SayFacets)] == ["reisepass", "wohngeld"]
        places = decide(both, None, said("Wo ist das?"), NOTHING, known)
        assert [e.entry for e in of(places, SayFacets)] == ["wohngeld"]

    def test_while_waiting_both_are_offered_and_nothing_settles(self) -> None:
        decision = decide(
            talk(Phase.WAITING, acknowledged_at=NOW), ticket(), BOTH, two("reisepass", "wohngeld"), facts()
        )
        assert [(e.entry, e.settles) for e in of(decision, SayAnswer)] == [("reisepass", False), ("wohngeld", False)]
        assert of(decision, Forward)
