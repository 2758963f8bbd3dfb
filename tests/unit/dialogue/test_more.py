"""What a citizen adds to what was just said: a place, a number, "and tomorrow?", nothing more."""

from __future__ import annotations

import pytest

from bot.dialogue import buttons
from bot.dialogue.effects import OpenHandoff, Say, SayAnswer
from bot.dialogue.rules import decide
from bot.dialogue.talk import Phase, Talk
from bot.dialogue.wishes import Wish, recognise
from faq.outcome import Outcome
from handoff.ticket import Kind
from tests.unit.dialogue.town import NOTHING, answer, facts, keys, of, said, suggest, talk, ticket


def answered(text: str, entry: str = "wohngeld") -> Talk:
    return decide(talk(), None, said(text), answer(entry), facts()).talk


class TestAfterAnAnswer:
    @pytest.mark.parametrize("match", [NOTHING, suggest("reisepass", "wohngeld")])
    def test_where_a_defect_is_joins_it_and_no_form_asks_again(self, match: Outcome) -> None:
        added = decide(answered("Straßenlaterne kaputt"), None, said("Hauptstraße 12, Mast 4711"), match, facts())
        assert keys(added) == ["offer-concern"]
        handed = decide(added.talk, None, said("ja"), None, facts())
        (handoff,) = of(handed, OpenHandoff)
        assert (handoff.kind, handoff.place) == (Kind.DEFECT, "Hauptstraße 12, Mast 4711")
        assert handoff.subject == "Straßenlaterne kaputt\nHauptstraße 12, Mast 4711"

    def test_a_report_is_offered_to_people_beside_its_answer(self) -> None:
        first = decide(talk(), None, said("Schlagloch in der Hauptstraße"), answer("wohngeld"), facts())
        assert [type(e) for e in first.effects if isinstance(e, Say | SayAnswer)] == [SayAnswer, Say]
        assert keys(first) == ["offer-concern"]
        asked = decide(first.talk, None, said("ja"), None, facts())
        assert keys(asked) == ["ask-place"], "and not that we are glad"
        asking = decide(talk(), None, said("Was tun bei einem Schlagloch?"), answer("wohngeld"), facts())
        assert keys(asking) == []

    def test_an_objection_goes_where_its_words_belong_not_where_its_answer_lies(self) -> None:
        first = decide(talk(), None, said("Ich lege Widerspruch wegen Wohngeld ein"), answer("reisepass"), facts())
        (handoff,) = of(decide(first.talk, None, said("ja"), None, facts()), OpenHandoff)
        assert (handoff.kind, handoff.department) == (Kind.OBJECTION, "soziales")

    @pytest.mark.parametrize("match", [suggest("wohngeld"), suggest("wohngeld", "reisepass")])
    def test_what_only_leads_to_the_same_answer_again_is_taken_down_with_it(self, match: Outcome) -> None:
        added = decide(
            answered("Ich möchte mich beschweren"),
            None,
            said("Der Herr am Schalter war unfreundlich"),
            match,
            facts(),
        )
        assert keys(added) == ["offer-concern"]
        assert added.talk.kind is Kind.COMPLAINT
        assert added.talk.question.count("\n") == 1

    @pytest.mark.parametrize(
        ("before", "after", "match", "key"),
        [
            ("Straßenlaterne kaputt", "Was kostet ein Reisepass ab 24?", suggest("reisepass"), "suggest"),
            ("Was ist Wohngeld?", "Hauptstraße 12", NOTHING, "offer-no-match"),
            ("Ich möchte mich beschweren", "Und der Reisepass", suggest("reisepass", "wohngeld"), "suggest"),
        ],
    )
    def test_another_question_stays_one(self, before: str, after: str, match: Outcome, key: str) -> None:
        decision = decide(answered(before), None, said(after), match, facts())
        assert keys(decision) == [key]
        assert before not in decision.talk.question


def test_asked_where_it_stands_while_details_are_missing_nothing_is_denied() -> None:
    asked = talk(Phase.INTAKE_KIND, question="Bauantrag")
    assert keys(decide(asked, None, said("status"), None, facts())) == ["status-unfinished", "ask-kind"]
    assert keys(decide(talk(), None, said("status"), None, facts())) == ["status-none"]


def test_a_number_to_call_is_told_and_not_called_unreadable() -> None:
    asked = talk(Phase.INTAKE_SUBJECT)
    decision = decide(asked, None, said("0171 1234567"), None, facts())
    assert keys(decision) == ["ask-kind"]
    assert decision.talk.question == "0171 1234567"


def test_no_after_all_is_said_is_no_new_question() -> None:
    assert keys(decide(talk(), None, said("nein"), None, facts())) == ["nothing-more"]


def test_who_waits_sees_what_the_button_takes_back() -> None:
    added = decide(talk(Phase.WAITING), ticket(), said("Noch etwas"), NOTHING, facts())
    assert buttons.WITHDRAW in of(added, Say)[0].buttons[0]
    assert buttons.CANCEL not in of(added, Say)[0].buttons[0]


@pytest.mark.parametrize("text", ["und morgen", "Und morgen?", "und abend"])
def test_asking_on_is_no_greeting(text: str) -> None:
    assert recognise(text) is None
    assert recognise("ok guten Morgen") is Wish.GREETING
