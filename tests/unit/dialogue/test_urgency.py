"""An emergency is answered with the way to help first, whoever has the case, and then as any other message."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.dialogue import buttons
from bot.dialogue.effects import Count, Forward, OpenHandoff, Say, SayAnswer, Urgent
from bot.dialogue.rules import decide
from bot.dialogue.talk import Phase, Talk
from bot.dialogue.texts import TextsBroken
from bot.dialogue.urgency import QUIET, key_of
from faq.emergency import Danger
from faq.markdown import from_markdown
from tests.unit.dialogue.town import CLERK, NOTHING, NOW, answer, facts, keys, of, said, suggest, talk, texts, ticket

DESPAIR = said("Ich will nicht mehr leben")
BEATEN = said("Mein Mann schlägt mich")
WITH_STAFF = talk(Phase.WITH_STAFF)
CLAIMED = ticket(owner=CLERK, fence=1)


@pytest.mark.parametrize("danger", Danger)
@pytest.mark.parametrize("form", ["sie", "du"])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_danger_has_its_way_to_help(danger: Danger, form: str, lang: str) -> None:
    shown = from_markdown(texts(form).say(key_of(danger), lang))
    assert {"112", "110"} <= set(shown.text.replace(".", " ").replace(":", " ").replace(",", " ").split())
    assert "tel:112" in {span.url for span in shown.spans}


@pytest.mark.parametrize(
    ("danger", "number"),
    [
        (Danger.SUICIDE, "0800 1110111"),
        (Danger.SUICIDE, "0800 1110222"),
        (Danger.SUICIDE, "116 123"),
        (Danger.DOMESTIC, "116 016"),
        (Danger.CHILD, "116 111"),
        (Danger.POISONING, "112"),
        (Danger.MISSING, "110"),
    ],
)
def test_the_number_that_fits_is_named(danger: Danger, number: str) -> None:
    assert all(number in texts().say(key_of(danger), lang) for lang in ("de", "en"))


@pytest.mark.parametrize("lang", ["de", "en"])
def test_who_misses_somebody_is_not_told_of_violence(lang: str) -> None:
    told = texts().say(key_of(Danger.MISSING), lang)
    assert "24" in told
    assert "116 006" not in told


def test_a_town_may_word_it_but_not_take_the_number_out() -> None:
    own = texts(de="emergency-life = Rufen Sie 112 oder 0800 1110111 an.")
    assert own.say("emergency-life", "de") == "Rufen Sie 112 oder 0800 1110111 an."
    with pytest.raises(TextsBroken, match=r"texts/de.ftl, line 1, “emergency-life”: must name 112"):
        texts(de="emergency-life = Alles wird gut.")


class TestWhileTheBotListens:
    def test_who_then_wants_a_person_is_asked_nothing_more(self) -> None:
        offered = decide(talk(), None, DESPAIR, NOTHING, facts()).talk
        decision = decide(offered, None, said("ja bitte"), NOTHING, facts())
        assert of(decision, OpenHandoff)
        assert decision.talk.phase is Phase.WAITING

    def test_help_is_named_first_then_a_person_is_offered(self) -> None:
        decision = decide(talk(), None, DESPAIR, NOTHING, facts())
        assert keys(decision) == ["emergency-life", "emergency-offer"]
        assert of(decision, Urgent) == [Urgent(danger=Danger.SUICIDE)]
        assert of(decision, Count)[0] == Count(outcome="emergency:suicide")

    def test_at_first_contact_the_greeting_waits_for_the_next_message(self) -> None:
        decision = decide(Talk(), None, DESPAIR, NOTHING, facts())
        assert keys(decision) == ["emergency-life", "emergency-offer"]
        assert keys(decide(decision.talk, None, said("danke"), None, facts()))[0] == "greeting"

    def test_offered_again_it_still_speaks_of_no_question(self) -> None:
        once = decide(talk(), None, DESPAIR, NOTHING, facts()).talk
        assert keys(decide(once, None, DESPAIR, NOTHING, facts())) == ["emergency-offer"]

    def test_an_answer_follows(self) -> None:
        decision = decide(talk(), None, said("Feuer! Hilfe!"), answer("reisepass"), facts())
        assert [type(e) for e in decision.effects if isinstance(e, Say | SayAnswer)] == [Say, SayAnswer]
        assert of(decision, SayAnswer)[0].buttons == buttons.ONLY_PERSON, "nobody in danger is asked to judge"

    def test_no_guesses_are_offered(self) -> None:
        decision = decide(talk(), None, DESPAIR, suggest("wohngeld", "reisepass"), facts())
        assert keys(decision) == ["emergency-life", "emergency-offer"]

    def test_what_is_no_sentence_is_not_called_unreadable(self) -> None:
        assert keys(decide(talk(), None, said("112"), None, facts())) == ["emergency-rescue"]

    def test_the_same_is_not_said_again_at_once_another_is(self) -> None:
        once = decide(talk(), None, DESPAIR, NOTHING, facts()).talk
        again = decide(once, None, DESPAIR, NOTHING, facts())
        assert keys(again) == ["emergency-offer"]
        assert of(again, Urgent)
        assert keys(decide(once, None, BEATEN, NOTHING, facts()))[0] == "emergency-home"
        later = facts(now=NOW + QUIET)
        assert keys(decide(once, None, DESPAIR, NOTHING, later))[0] == "emergency-life"

    @pytest.mark.parametrize("text", ["bitte helft mir", "Hilfe", "112", "???", "Er ist krank und allein"])
    def test_for_a_while_what_follows_gets_no_menu_and_no_talk_of_answers(self, text: str) -> None:
        once = decide(talk(), None, DESPAIR, NOTHING, facts()).talk
        after = decide(once, None, said(text), NOTHING, facts())
        assert keys(after)[-1] == "emergency-offer"
        assert after.talk.phase is Phase.OFFERED
        assert len(of(after, Say)[-1].buttons) > 0

    def test_the_menu_is_there_for_its_command_and_again_later(self) -> None:
        once = decide(talk(), None, DESPAIR, NOTHING, facts()).talk
        assert keys(decide(once, None, said("/hilfe"), None, facts())) == ["help"]
        assert keys(decide(once, None, said("Hilfe"), None, facts(now=NOW + QUIET))) == ["help"]

    def test_a_cry_without_a_sentence_is_never_left_without_a_word(self) -> None:
        once = decide(talk(), None, said("112"), None, facts())
        assert keys(once) == ["emergency-rescue"]
        assert keys(decide(once.talk, None, said("112"), None, facts())) == ["emergency-offer"]

    def test_who_wants_no_person_is_told_again_whom_to_call(self) -> None:
        once = decide(talk(), None, DESPAIR, NOTHING, facts()).talk
        assert keys(decide(once, None, said("nein"), None, facts())) == ["emergency-declined"]

    @pytest.mark.parametrize("between", ["answered", "suggested", "declined", "helped"])
    def test_the_concern_begins_with_it_whatever_comes_between(self, between: str) -> None:
        talked = decide(talk(), None, DESPAIR, answer("reisepass") if between == "helped" else NOTHING, facts()).talk
        match between:
            case "answered":
                talked = decide(talked, None, said("Was kostet ein Reisepass?"), answer("reisepass"), facts()).talk
            case "suggested":
                talked = decide(talked, None, said("Was mit dem Pass"), suggest("reisepass", "wohngeld"), facts()).talk
            case "declined":
                talked = decide(talked, None, said("nein"), None, facts()).talk
            case "helped":
                talked = decide(talked, None, said("Das hat mir geholfen"), None, facts()).talk
        asked = decide(talked, None, said("Kann mir bitte jemand beistehen"), NOTHING, facts()).talk
        made = decide(asked, None, said("ja"), None, facts())
        assert of(made, OpenHandoff)[0].subject.startswith("Ich will nicht mehr leben\n")

    @pytest.mark.parametrize(
        ("before", "text", "lang"),
        [
            (talk(), "My husband is beating me, please help me", "en"),
            (talk(easy=True), "I want to kill myself", "en"),
            (talk(), "My father is missing since yesterday", "en"),
            (talk(), "We smell gas", "en"),
            (talk(lang="en"), "Es brennt!", "de"),
            (talk(lang="en"), "Mein Mann schlägt mich, bitte helfen Sie mir", "de"),
            (talk(lang_chosen=True), "My husband is beating me, please help me", "de"),
            (talk(lang="en"), "Feuer!", "en"),
            (talk(), "Where is the lost property office?", "de"),
        ],
    )
    def test_it_is_answered_in_its_own_language(self, before: Talk, text: str, lang: str) -> None:
        after = decide(before, None, said(text), NOTHING, facts()).talk
        assert after.lang == lang
        assert not (after.easy and lang == "en")

    def test_it_stays_known_until_the_handoff(self) -> None:
        asked = decide(talk(), None, BEATEN, NOTHING, facts()).talk
        assert asked.warned == "domestic"
        assert decide(asked, None, said("ja"), None, facts()).talk.warned == "domestic"

    def test_a_number_taken_out_is_told_after_it(self) -> None:
        decision = decide(talk(), None, replace(DESPAIR, masked=("iban",)), NOTHING, facts())
        assert keys(decision)[:2] == ["emergency-life", "masked"]

    def test_in_the_intake_it_joins_the_concern(self) -> None:
        asked = talk(Phase.INTAKE_DEPARTMENT, question="Es geht um Wohngeld", kind="question")
        decision = decide(asked, None, BEATEN, None, facts())
        assert keys(decision)[0] == "emergency-home"
        assert of(decision, OpenHandoff)


class TestWithPeople:
    def test_while_waiting(self) -> None:
        decision = decide(talk(Phase.WAITING), ticket(), BEATEN, suggest("wohngeld"), facts())
        assert keys(decision) == ["emergency-home", "waiting-added"]
        assert of(decision, Forward)

    def test_while_a_person_has_it_but_not_with_each_message(self) -> None:
        first = decide(WITH_STAFF, CLAIMED, DESPAIR, None, facts())
        assert keys(first) == ["emergency-life"]
        assert of(first, Forward)
        soon = decide(first.talk, CLAIMED, DESPAIR, None, facts(now=NOW + timedelta(minutes=9)))
        assert keys(soon) == []
        assert of(soon, Forward)
        assert keys(decide(first.talk, CLAIMED, DESPAIR, None, facts(now=NOW + timedelta(minutes=10)))) == [
            "emergency-life"
        ]

    def test_another_message_stays_silent(self) -> None:
        assert decide(WITH_STAFF, CLAIMED, said("Danke Ihnen"), None, facts()).effects == (Forward(),)
