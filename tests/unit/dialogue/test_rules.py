from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.dialogue.effects import (
    Count,
    Decision,
    EndCase,
    Forward,
    LeaveHandoff,
    OpenHandoff,
    Rate,
    Say,
    SayAnswer,
    Settle,
)
from bot.dialogue.events import Attachment, DeliveryFailed, EventParked, Flooded, Started, TicketChanged, TimerRang
from bot.dialogue.rules import decide
from bot.dialogue.talk import Asked, Phase, Talk
from faq.outcome import Outcome
from handoff.ticket import End, Kind
from tests.unit.dialogue.town import (
    CLERK,
    DAY,
    NOTHING,
    NOW,
    answer,
    choices,
    department,
    facts,
    keys,
    of,
    pressed,
    said,
    suggest,
    talk,
    ticket,
)

START = Started(id="s1")
RANG = TimerRang(id="t1")
MEASURED = facts(departments=(department("buerger"), department("bauen", typical_wait=9)))
PHOTO = Attachment(kind="photo", ref="f1")


class TestFirstContact:
    def test_start(self) -> None:
        decision = decide(Talk(), None, START, None, facts())
        assert keys(decision) == ["greeting"]
        assert choices(decision.effects[0]) == ["person", "easy:on", "lang:en"]
        assert decision.talk == talk(timer_at=NOW + DAY)

    def test_a_question_first_is_greeted_and_then_answered(self) -> None:
        decision = decide(Talk(), None, said("Was kostet ein Reisepass?"), answer("reisepass"), facts())
        assert [type(e) for e in decision.effects] == [Say, SayAnswer, Count]
        assert keys(decision) == ["greeting"]

    def test_hello_first_is_greeted_once(self) -> None:
        decision = decide(Talk(), None, said("Hallo"), None, facts())
        assert keys(decision) == ["greeting"]
        assert of(decision, Settle)

    @pytest.mark.parametrize(("hint", "text", "lang"), [
        ("en-GB", "", "en"),
        ("en", "how much is a passport", "en"),
        ("en", "was kostet der neue ausweis bei euch", "de"),
        ("tr", "", "de"),
        ("", "how much is a passport", "de"),
    ])  # fmt: skip
    def test_only_a_clear_hint_greets_in_english(self, hint: str, text: str, lang: str) -> None:
        event = said(text, lang_hint=hint) if text else Started(id="s1", lang_hint=hint)
        assert decide(Talk(), None, event, NOTHING, facts()).talk.lang == lang

    def test_later_starts_do_not_greet_again(self) -> None:
        assert keys(decide(talk(), None, START, None, facts())) == ["welcome-back"]

    def test_a_wish_for_a_person_as_first_message(self) -> None:
        decision = decide(Talk(), None, said("Ich will einen Menschen"), None, facts())
        assert keys(decision) == ["greeting", "ask-subject"]


class TestQuestions:
    def test_an_answer_settles_and_carries_its_entry(self) -> None:
        decision = decide(talk(), None, said("Was kostet ein Reisepass?"), answer("reisepass"), facts())
        assert decision == Decision(
            talk=talk(
                question="Was kostet ein Reisepass?",
                answered=True,
                entry="reisepass",
                answered_at=NOW,
                department="buerger",
                timer_at=NOW + DAY,
            ),
            effects=(
                SayAnswer(entry="reisepass", lang="de", buttons=decision.effects[0].buttons),  # type: ignore[union-attr]
                Count(outcome="answered", entry="reisepass"),
            ),
        )
        assert choices(decision.effects[0]) == ["h+:reisepass", "h-:reisepass", "person"]

    def test_suggestions(self) -> None:
        decision = decide(talk(), None, said("Wie teuer ist ein Hund?"), suggest("reisepass", "hundesteuer"), facts())
        assert keys(decision) == ["suggest"]
        assert choices(decision.effects[0]) == ["pick:reisepass", "pick:hundesteuer", "none", "person"]
        assert decision.talk.suggested == ("reisepass", "hundesteuer")
        assert decision.effects[0].settles  # type: ignore[union-attr]

    @pytest.mark.parametrize("event", [pressed("pick:hundesteuer"), said("2"), said("das zweite")])
    def test_a_suggestion_is_picked(self, event: object) -> None:
        asked = talk(suggested=("reisepass", "hundesteuer"))
        decision = decide(asked, None, event, None, facts())  # type: ignore[arg-type]
        assert [e.entry for e in of(decision, SayAnswer)] == ["hundesteuer"]
        assert decision.talk.suggested == ()

    def test_yes_picks_the_only_suggestion(self) -> None:
        decision = decide(talk(suggested=("wohngeld",)), None, said("ja"), None, facts())
        assert [e.entry for e in of(decision, SayAnswer)] == ["wohngeld"]

    @pytest.mark.parametrize("event", [pressed("none"), said("nichts davon"), said("nein")])
    def test_none_of_them_offers_a_person(self, event: object) -> None:
        decision = decide(talk(suggested=("wohngeld",)), None, event, None, facts())  # type: ignore[arg-type]
        assert keys(decision) == ["offer-none"]
        assert decision.talk.phase is Phase.OFFERED

    def test_a_stated_kind_is_offered_as_such_and_not_asked_again(self) -> None:
        offer = decide(talk(), None, said("Ich will mich beschweren!"), NOTHING, facts())
        assert keys(offer) == ["offer-concern"]
        assert offer.talk.kind is Kind.COMPLAINT
        asked = decide(offer.talk, None, pressed("yes"), None, facts())
        assert asked.talk.phase is Phase.INTAKE_DEPARTMENT

    def test_a_second_file_is_answered_again_but_not_the_next_of_an_album(self) -> None:
        voice = said("", attachments=(Attachment(kind="voice", ref="x"),))
        first = decide(talk(), None, voice, None, facts())
        assert keys(first) == ["offer-attachment"]
        assert keys(decide(first.talk, None, voice, None, facts())) == []
        later = facts(now=NOW + timedelta(seconds=20))
        assert keys(decide(first.talk, None, voice, None, later)) == ["offer-attachment"]

    def test_a_new_sentence_after_suggestions_is_the_concern_now(self) -> None:
        before = decide(talk(), None, said("Wie wird das Wetter morgen?"), suggest("wohngeld", "reisepass"), facts())
        assert before.talk.department == ""  # guesses from two departments tell none
        now = decide(before.talk, None, said("Meine Laterne ist kaputt"), NOTHING, facts())
        assert now.talk.question == "Meine Laterne ist kaputt"

    def test_the_newest_words_tell_the_department(self) -> None:
        asked = talk(Phase.INTAKE_KIND, question="Wohngeld", department="soziales")
        decision = decide(asked, None, said("Vor dem Haus ist ein Schlagloch in der Straße"), NOTHING, facts())
        assert decision.talk.department == "bauen"

    @pytest.mark.parametrize("found", [answer("wohngeld"), suggest("wohngeld"), suggest("wohngeld", "hundesteuer")])
    def test_what_was_answered_or_suggested_is_not_the_next_concern(self, found: Outcome) -> None:
        before = decide(talk(), None, said("Wo ist mein Wohngeld geblieben?"), found, facts())
        wanted = decide(before.talk, None, pressed("person"), None, facts())
        told = decide(wanted.talk, None, said("Gestern hat jemand mein Rad gestohlen"), NOTHING, facts())
        assert told.talk.question == "Gestern hat jemand mein Rad gestohlen"
        assert keys(told) == ["ask-department"]

    def test_a_question_after_declined_suggestions_is_a_new_one(self) -> None:
        before = decide(talk(), None, said("Wo ist mein Wohngeld?"), suggest("wohngeld", "reisepass"), facts())
        none = decide(before.talk, None, pressed("none"), None, facts())
        now = decide(none.talk, None, said("Gestern hat jemand mein Rad gestohlen"), NOTHING, facts())
        assert now.talk.question == "Gestern hat jemand mein Rad gestohlen"

    @pytest.mark.parametrize("event", [pressed("none"), pressed("h-:wohngeld")])
    def test_what_is_added_to_a_concern_that_shall_be_passed_on_joins_it(self, event: object) -> None:
        found = suggest("wohngeld") if event == pressed("none") else answer("wohngeld")
        before = decide(talk(), None, said("Wo ist mein Wohngeld?"), found, facts())
        offer = decide(before.talk, None, event, None, facts())  # type: ignore[arg-type]
        yes = decide(offer.talk, None, pressed("yes"), None, facts())
        done = decide(yes.talk, None, said("Ich warte seit drei Wochen"), NOTHING, facts())
        (handoff,) = of(done, OpenHandoff)
        assert handoff.subject == "Wo ist mein Wohngeld?\nIch warte seit drei Wochen"
        assert handoff.department == "soziales"

    def test_an_answer_in_between_ends_a_stated_kind(self) -> None:
        before = decide(talk(), None, said("Ich will mich beschweren!"), NOTHING, facts())
        answered = decide(before.talk, None, said("Was kostet ein Reisepass?"), answer("reisepass"), facts())
        assert keys(decide(answered.talk, None, pressed("person"), None, facts())) == ["ask-kind"]

    def test_no_match_offers_a_person_and_keeps_the_question(self) -> None:
        decision = decide(talk(), None, said("Darf mein Alligator in den Park?"), NOTHING, facts())
        assert keys(decision) == ["offer-no-match"]
        assert choices(decision.effects[0]) == ["yes", "no"]
        assert decision.talk.question == "Darf mein Alligator in den Park?"
        again = decide(decision.talk, None, said("Er ist ganz zahm."), NOTHING, facts())
        assert keys(again) == ["offer-again"]
        assert again.talk.question == "Darf mein Alligator in den Park?\nEr ist ganz zahm."
        assert again.talk.misses == 2

    def test_suggesting_in_vain_ends_with_a_person_in_reach(self) -> None:
        now = talk()
        for expected in ("suggest", "suggest", "suggest-or-person"):
            decision = decide(now, None, said("Wie ist das genau?"), suggest("wohngeld"), facts())
            assert keys(decision) == [expected]
            now = decision.talk

    @pytest.mark.parametrize("event", [pressed("h-:reisepass"), said("hat nicht geholfen"), said("nein")])
    def test_not_helped_offers_a_person(self, event: object) -> None:
        answered = talk(entry="reisepass", question="Was kostet das?", department="buerger")
        decision = decide(answered, None, event, None, facts())  # type: ignore[arg-type]
        assert keys(decision) == ["offer-not-helped"]
        assert of(decision, Count) == [Count(outcome="contradicted", entry="reisepass")]
        assert decision.talk.question == "Was kostet das?"

    @pytest.mark.parametrize("event", [pressed("h+:reisepass"), said("das hat geholfen"), said("ja")])
    def test_helped_counts_once(self, event: object) -> None:
        first = decide(talk(entry="reisepass"), None, event, None, facts())  # type: ignore[arg-type]
        assert of(first, Count) == [Count(outcome="confirmed", entry="reisepass")]
        assert keys(decide(first.talk, None, said("mensch"), None, facts())) == ["ask-subject"]
        second = decide(first.talk, None, pressed("h+:reisepass"), None, facts())
        assert keys(second) == ["glad"]
        assert not of(second, Count)

    @pytest.mark.parametrize("choice", ["h+:Erika", "h-:Erika"])
    def test_a_judgement_on_what_is_no_entry_counts_nothing(self, choice: str) -> None:
        assert not of(decide(talk(entry="reisepass"), None, pressed(choice), None, facts()), Count)

    def test_an_entry_that_is_gone(self) -> None:
        assert keys(decide(talk(), None, pressed("pick:weg"), None, facts())) == ["offer-entry-gone"]


class TestCourtesies:
    @pytest.mark.parametrize(("text", "key"), [
        ("danke", "thanks-reply"),
        ("ok", "thanks-reply"),
        ("hallo", "hello-again"),
        ("bist du ein mensch?", "i-am-a-machine"),
        ("arschloch", "rude"),
        ("???", "junk"),
        ("hilfe", "help"),
        ("netiquette", "netiquette"),
        ("/datenschutz", "privacy"),
        ("status", "status-none"),
        ("abbrechen", "nothing-to-cancel"),
        ("ja", "listening"),
    ])  # fmt: skip
    def test_they_settle_and_are_no_miss(self, text: str, key: str) -> None:
        decision = decide(talk(misses=1), None, said(text), None, facts())
        assert keys(decision) == [key]
        assert of(decision, Settle)
        assert decision.talk.misses == 1
        assert not any(e.settles for e in of(decision, Say))

    def test_repeated_junk_brings_help(self) -> None:
        first = decide(talk(), None, said("asdf"), None, facts())
        assert keys(decide(first.talk, None, said("???"), None, facts())) == ["help"]

    def test_thanks_leaves_an_offer_standing(self) -> None:
        assert decide(talk(Phase.OFFERED), None, said("danke"), None, facts()).talk.phase is Phase.OFFERED

    def test_a_masked_number_is_told_first(self) -> None:
        event = said("Meine IBAN ist [IBAN]", masked=("iban",))
        decision = decide(talk(), None, event, NOTHING, facts())
        assert keys(decision) == ["masked", "offer-no-match"]
        assert of(decision, Say)[0].args == {"kind": "iban"}


class TestLanguage:
    def test_two_messages_in_english_offer_it(self) -> None:
        one = decide(talk(), None, said("where is the town hall please"), answer("hundesteuer"), facts())
        ok = decide(one.talk, None, said("ok"), None, facts())
        two = decide(ok.talk, None, said("what does the passport cost"), answer("reisepass"), facts())
        assert "language-offer" not in keys(one) + keys(ok)
        assert keys(two) == ["language-offer"]
        yes = decide(two.talk, None, said("yes"), None, facts())
        assert yes.talk.lang == "en"
        assert [e.lang for e in of(yes, SayAnswer)] == ["en"]

    def test_a_chosen_language_is_not_questioned(self) -> None:
        now = talk(lang_chosen=True, foreign=1, foreign_lang="en")
        assert "language-offer" not in keys(decide(now, None, said("where is the town hall"), NOTHING, facts()))

    @pytest.mark.parametrize("event", [pressed("lang:en"), said("English please"), said("/english")])
    def test_choosing_one_says_the_answer_again(self, event: object) -> None:
        decision = decide(talk(entry="reisepass"), None, event, None, facts())  # type: ignore[arg-type]
        assert (decision.talk.lang, decision.talk.lang_chosen) == ("en", True)
        assert [type(e) for e in decision.effects][:2] == [Say, SayAnswer]

    def test_a_missing_variant_falls_back_with_a_sentence(self) -> None:
        decision = decide(talk(lang="en"), None, said("dog tax?"), answer("hundesteuer"), facts())
        assert [(e.lang, e.lead) for e in of(decision, SayAnswer)] == [("en", "fallback-note")]

    def test_leichte_sprache(self) -> None:
        on = decide(talk(entry="reisepass"), None, pressed("easy:on"), None, facts())
        assert [(e.easy, e.lead) for e in of(on, SayAnswer)] == [(True, "")]
        missing = decide(on.talk, None, said("Hundesteuer?"), answer("hundesteuer"), facts())
        assert [(e.easy, e.lead) for e in of(missing, SayAnswer)] == [(False, "easy-missing")]
        assert decide(on.talk, None, said("normale Sprache"), None, facts()).talk.easy is False


class TestIntake:
    @pytest.mark.parametrize(
        "event", [pressed("yes"), said("Ja bitte"), said("ok"), pressed("person"), said("/mensch")]
    )
    def test_yes_asks_for_the_kind(self, event: object) -> None:
        offered = talk(Phase.OFFERED, question="Alligator?")
        decision = decide(offered, None, event, None, facts())  # type: ignore[arg-type]
        assert keys(decision) == ["ask-kind"]
        assert choices(decision.effects[0]) == [f"kind:{kind}" for kind in Kind]
        assert not of(decision, OpenHandoff)

    def test_no_is_respected(self) -> None:
        decision = decide(talk(Phase.OFFERED, question="Alligator?"), None, pressed("no"), None, facts())
        assert keys(decision) == ["offer-declined"]
        assert decision.talk.phase is Phase.OPEN

    def test_the_department_is_asked_when_nothing_tells_it(self) -> None:
        asked = talk(Phase.INTAKE_KIND, question="Alligator?")
        decision = decide(asked, None, pressed("kind:complaint"), None, facts())
        assert choices(decision.effects[0]) == ["dept:buerger", "dept:bauen", "dept:soziales", "dept:?"]
        done = decide(decision.talk, None, pressed("dept:?"), None, facts())
        assert of(done, OpenHandoff) == [OpenHandoff(kind=Kind.COMPLAINT, department="buerger", subject="Alligator?")]

    @pytest.mark.parametrize(("before", "expected"), [
        (talk(Phase.INTAKE_KIND, question="Die Laterne flackert"), "bauen"),
        (talk(Phase.INTAKE_KIND, question="Mein Wohngeldantrag dauert"), "soziales"),
        (talk(Phase.INTAKE_KIND, question="Und für Kinder?", department="soziales"), "soziales"),
    ])  # fmt: skip
    def test_the_department_is_told_by_entry_or_words(self, before: Talk, expected: str) -> None:
        done = decide(before, None, pressed("kind:question"), None, facts())
        assert [h.department for h in of(done, OpenHandoff)] == [expected]
        assert done.talk.phase is Phase.WAITING
        assert done.talk.timer_at is None

    def test_a_defect_asks_for_the_place_only(self) -> None:
        asked = decide(
            talk(Phase.INTAKE_KIND, question="Da ist was kaputt"), None, pressed("kind:defect"), None, facts()
        )
        assert keys(asked) == ["ask-place"]
        done = decide(asked.talk, None, said("Hauptstraße 5"), NOTHING, facts())
        assert of(done, OpenHandoff) == [
            OpenHandoff(kind=Kind.DEFECT, department="buerger", subject="Da ist was kaputt", place="Hauptstraße 5")
        ]

    @pytest.mark.parametrize(("subject", "place"), [
        ("Schrottauto vor der Tür, Lindenstraße 5", "Lindenstraße 5"),
        ("Am Berliner Platz 3 ist die Bank kaputt", "Berliner Platz 3"),
        ("laterne kaputt gartenstr. 7b", "gartenstr. 7b"),
    ])  # fmt: skip
    def test_a_place_that_was_told_is_not_asked_for(self, subject: str, place: str) -> None:
        done = decide(talk(Phase.INTAKE_KIND, question=subject), None, pressed("kind:defect"), None, facts())
        assert [h.place for h in of(done, OpenHandoff)] == [place]

    @pytest.mark.parametrize("subject", ["Laterne in der Lindenstraße dunkel", "Lärm Lindenstraße 22 Uhr"])
    def test_half_a_place_is_asked_for(self, subject: str) -> None:
        asked = decide(talk(Phase.INTAKE_KIND, question=subject), None, pressed("kind:defect"), None, facts())
        assert keys(asked) == ["ask-place"]

    @pytest.mark.parametrize(("event", "place"), [
        (said("", attachments=(Attachment(kind="location", latitude=50.94, longitude=6.96),)), "50.94000, 6.96000"),
        (said("Ecke Marktplatz", attachments=(PHOTO,)), "Ecke Marktplatz"),
        (said("12"), "12"),
        (said("weiß ich nicht"), ""),
        (pressed("place:skip"), ""),
    ])  # fmt: skip
    def test_the_place_of_a_defect(self, event: object, place: str) -> None:
        asked = talk(Phase.INTAKE_PLACE, kind=Kind.DEFECT, question="Schlagloch")
        done = decide(asked, None, event, None, facts())  # type: ignore[arg-type]
        assert [(h.place, h.department) for h in of(done, OpenHandoff)] == [(place, "bauen")]

    def test_a_photo_alone_leaves_the_place_to_tell(self) -> None:
        asked = talk(Phase.INTAKE_PLACE, kind=Kind.DEFECT, question="Schlagloch")
        decision = decide(asked, None, said("", attachments=(PHOTO,)), None, facts())
        assert keys(decision) == ["ask-place"]
        more = decide(decision.talk, None, said("", attachments=(PHOTO,)), None, facts())
        assert more.effects == (Settle(),)

    def test_a_later_file_brings_the_open_question_again(self) -> None:
        asked = talk(Phase.INTAKE_KIND, question="Lärm", acknowledged_at=NOW)
        voice = said("", attachments=(Attachment(kind="voice", ref="v"),))
        later = facts(now=NOW + timedelta(seconds=20))
        assert keys(decide(asked, None, voice, None, later)) == ["ask-kind"]

    def test_the_kind_stated_as_subject_is_not_asked_again(self) -> None:
        asked = talk(Phase.INTAKE_SUBJECT)
        decision = decide(asked, None, said("Ich will mich beschweren!"), NOTHING, facts())
        assert (keys(decision), decision.talk.kind) == (["ask-department"], Kind.COMPLAINT)

    def test_an_old_kind_button_skips_no_question(self) -> None:
        subject = decide(talk(Phase.INTAKE_SUBJECT), None, pressed("kind:complaint"), None, facts())
        assert keys(subject) == ["ask-subject"]
        assert subject.talk.kind is Kind.COMPLAINT
        skipped = talk(Phase.INTAKE_DEPARTMENT, question="Lärm", kind=Kind.QUESTION, place="-")
        assert keys(decide(skipped, None, pressed("kind:defect"), None, facts())) == ["ask-place"]
        placed = talk(Phase.INTAKE_PLACE, question="Lärm", kind=Kind.DEFECT)
        assert keys(decide(placed, None, pressed("kind:question"), None, facts())) == ["ask-department"]

    @pytest.mark.parametrize("phase", [Phase.INTAKE_SUBJECT, Phase.INTAKE_PLACE, Phase.INTAKE_DEPARTMENT])
    def test_the_same_kind_pressed_again_repeats_nothing(self, phase: Phase) -> None:
        asked = talk(phase, question="" if phase is Phase.INTAKE_SUBJECT else "Lärm", kind=Kind.DEFECT)
        decision = decide(asked, None, pressed("kind:defect"), None, facts())
        assert (decision.effects, decision.talk.phase) == ((), phase)

    def test_without_a_question_it_is_asked_for_and_a_second_wish_goes_ahead(self) -> None:
        first = decide(talk(), None, said("ich will einen menschen"), None, facts())
        assert keys(first) == ["ask-subject"]
        second = decide(first.talk, None, said("MENSCH!"), None, facts())
        assert keys(second) == ["ask-kind"]
        told = decide(first.talk, None, said("Die Laterne vor dem Haus ist aus"), answer("wohngeld"), facts())
        assert keys(told) == ["ask-kind"]
        assert told.talk.question == "Die Laterne vor dem Haus ist aus"

    def test_the_concern_in_the_wish_is_kept(self) -> None:
        text = "ich will mit einem menschen über meinen wohngeldbescheid sprechen"
        decision = decide(talk(), None, said(text), None, facts())
        assert keys(decision) == ["ask-kind"]
        assert decision.talk.question == text

    @pytest.mark.parametrize(("text", "kind", "subject"), [
        ("Beschwerde", Kind.COMPLAINT, "Laterne"),
        ("eine Idee", Kind.IDEA, "Laterne"),
        ("3", Kind.COMPLAINT, "Laterne"),
        ("Ich will mich darüber beschweren", Kind.COMPLAINT, "Laterne\nIch will mich darüber beschweren"),
        ("Sie blendet nachts", Kind.QUESTION, "Laterne\nSie blendet nachts"),
        ("weiß nicht", Kind.QUESTION, "Laterne"),
    ])  # fmt: skip
    def test_the_kind_in_own_words_never_loses_the_subject(self, text: str, kind: Kind, subject: str) -> None:
        done = decide(talk(Phase.INTAKE_KIND, question="Laterne"), None, said(text), NOTHING, facts())
        assert [(h.kind, h.subject) for h in of(done, OpenHandoff)] == [(kind, subject)]

    @pytest.mark.parametrize("event", [said("abbrechen"), said("nein"), pressed("cancel"), pressed("no")])
    def test_it_can_be_broken_off(self, event: object) -> None:
        decision = decide(talk(Phase.INTAKE_KIND, question="Laterne"), None, event, None, facts())  # type: ignore[arg-type]
        assert keys(decision) == ["cancelled"]
        assert of(decision, EndCase) == [EndCase(end=End.LEFT)]
        assert not of(decision, OpenHandoff)

    @pytest.mark.parametrize(("changes", "key", "args"), [
        ({"typical_wait": 12}, "handoff-made-place", {"place": 3, "minutes": 12}),
        ({}, "handoff-made", {"promise": "heute, 16:00 Uhr"}),
        ({"on_duty": 0}, "handoff-made-nobody", {"promise": "heute, 16:00 Uhr"}),
        ({"on_duty": 0, "typical_wait": 12}, "handoff-made-nobody", {}),
        (
            {"open_now": False, "closed_reason": "hours", "promise": NOW + DAY, "typical_wait": 12},
            "handoff-made-closed",
            {"promise": "morgen, 10:00 Uhr"},
        ),
        (
            {"open_now": False, "closed_reason": "holiday", "promise": NOW + 5 * DAY},
            "handoff-made-holiday",
            {"promise": "Montag, 30. November, 10:00 Uhr"},
        ),
        (
            {"open_now": False, "closed_reason": "closure", "closed_name": "Betriebsausflug", "promise": NOW + DAY},
            "handoff-made-closure",
            {"name": "Betriebsausflug", "promise": "morgen, 10:00 Uhr"},
        ),
        ({"open_now": False, "closed_reason": "closure"}, "handoff-made-closure", {"named": "no"}),
    ])  # fmt: skip
    def test_the_word_on_time_is_true(self, changes: dict[str, object], key: str, args: dict[str, object]) -> None:
        world = facts(departments=(department("buerger"), department("bauen", **changes)))
        done = decide(talk(Phase.INTAKE_KIND, question="Laterne"), None, pressed("kind:question"), None, world)
        (say,) = of(done, Say)
        assert say.key == key
        assert {**say.args, "receipt": "K7M-4P2X", "department": "Bauen", **args} == say.args

    def test_silence_during_the_details_hands_over_all_the_same(self) -> None:
        asked = talk(Phase.INTAKE_KIND, question="Laterne", timer_at=NOW)
        done = decide(asked, None, RANG, None, facts())
        assert [h.kind for h in of(done, OpenHandoff)] == [Kind.QUESTION]

    def test_pressing_yes_twice_asks_again_and_opens_nothing(self) -> None:
        once = decide(talk(Phase.OFFERED, question="Laterne"), None, pressed("yes"), None, facts())
        twice = decide(once.talk, None, pressed("yes"), None, facts())
        assert keys(twice) == ["ask-kind"]


class TestWaiting:
    NOW_WAITING = talk(Phase.WAITING, question="Laterne")

    def test_messages_are_passed_on_and_acknowledged_once(self) -> None:
        first = decide(self.NOW_WAITING, ticket(), said("Sie steht am Markt"), NOTHING, facts())
        assert [type(e) for e in first.effects] == [Forward, Say]
        second = decide(first.talk, ticket(), said("Seit Montag"), NOTHING, facts())
        assert second.effects == (Forward(),)

    def test_words_after_a_pause_and_each_file_are_acknowledged_again_but_no_album(self) -> None:
        first = decide(self.NOW_WAITING, ticket(), said("Sie steht am Markt"), NOTHING, facts())
        later = facts(now=NOW + timedelta(minutes=11))
        assert "waiting-added" in keys(decide(first.talk, ticket(), said("Noch etwas"), NOTHING, later))
        photo = said("", attachments=(Attachment(kind="photo", ref="x"),))
        soon = facts(now=NOW + timedelta(seconds=30))
        shown = decide(first.talk, ticket(), photo, None, soon)
        assert "waiting-added" in keys(shown)
        assert "waiting-added" not in keys(decide(shown.talk, ticket(), photo, None, soon))

    def test_a_wish_for_a_person_that_tells_more_is_passed_on(self) -> None:
        text = "Kann mich jemand anrufen? Ich bin ab 15 Uhr zu Hause"
        assert of(decide(self.NOW_WAITING, ticket(), said(text), NOTHING, facts()), Forward)
        asked = decide(self.NOW_WAITING, ticket(), said("Kann mich jemand anrufen?"), NOTHING, facts())
        assert not of(asked, Forward)

    def test_where_it_is_adds_to_the_concern_and_asks_for_nothing(self) -> None:
        added = decide(self.NOW_WAITING, ticket(), said("ach ja es ist Hausnummer 14"), answer("reisepass"), facts())
        assert not of(added, SayAnswer)
        assert keys(added) == ["waiting-added"]
        asked = decide(self.NOW_WAITING, ticket(), said("Was kostet der Reisepass ab 24"), answer("reisepass"), facts())
        assert of(asked, SayAnswer)

    def test_likely_suggestions_are_offered_without_closing_anything(self) -> None:
        decision = decide(self.NOW_WAITING, ticket(), said("kosten reisepass"), suggest("reisepass"), facts())
        offer = of(decision, Say)[-1]
        assert (offer.key, offer.settles) == ("waiting-suggestions", False)
        assert choices(offer) == ["pick:reisepass", "none"]
        assert decision.talk.phase is Phase.WAITING

    def test_a_fitting_entry_is_offered_once_and_settles_nothing(self) -> None:
        first = decide(self.NOW_WAITING, ticket(), said("Was kostet Wohngeld?"), answer("wohngeld"), facts())
        (given,) = of(first, SayAnswer)
        assert (given.lead, given.settles) == ("waiting-suggestion", False)
        assert choices(given) == ["h+:wohngeld", "h-:wohngeld"]
        again = decide(first.talk, ticket(), said("Und Wohngeld?"), answer("wohngeld"), facts())
        assert again.effects == (Forward(),)

    def test_helped_asks_before_it_withdraws(self) -> None:
        asked = decide(self.NOW_WAITING, ticket(), pressed("h+:wohngeld"), None, facts())
        assert keys(asked) == ["withdraw-ask"]
        assert decide(asked.talk, ticket(), said("nein"), None, facts()).talk.phase is Phase.WAITING
        assert of(decide(asked.talk, ticket(), said("ja"), None, facts()), LeaveHandoff)
        assert asked.talk.asked is Asked.WITHDRAW

    @pytest.mark.parametrize("event", [said("/abbrechen"), said("hat sich erledigt"), pressed("cancel")])
    def test_leaving(self, event: object) -> None:
        decision = decide(self.NOW_WAITING, ticket(), event, None, facts())  # type: ignore[arg-type]
        assert decision == Decision(
            talk=talk(),
            effects=(Settle(), LeaveHandoff(), Say(key="left", settles=True), EndCase(end=End.LEFT)),
        )

    @pytest.mark.parametrize(("world", "waiting", "key"), [
        (replace(MEASURED, place=2), ticket(), "status-place"),
        (facts(place=2), ticket(), "status-promise"),
        (MEASURED, ticket(), "status-promise"),
        (facts(place=2), ticket(promised_by=NOW - timedelta(minutes=1)), "status-late"),
    ])  # fmt: skip
    @pytest.mark.parametrize("event", [said("wo stehe ich?"), said("hallo?"), pressed("status"), pressed("yes"), START])
    def test_status_is_honest(self, world: object, waiting: object, key: str, event: object) -> None:
        decision = decide(self.NOW_WAITING, waiting, event, None, world)  # type: ignore[arg-type]
        assert keys(decision) == [key]
        assert not of(decision, OpenHandoff)

    def test_nothing_said_while_waiting_settles_the_open_questions(self) -> None:
        for text in ("danke", "hilfe", "english", "status", "hat geholfen", "leichte sprache"):
            decision = decide(self.NOW_WAITING, ticket(), said(text), None, facts())
            assert not any(e.settles for e in of(decision, Say)), text
            assert of(decision, Settle), text


class TestWithStaff:
    def test_the_bot_says_so_and_is_silent(self) -> None:
        event = TicketChanged(id="c1", change="claimed", name="Petra Lindner")
        claimed = decide(talk(Phase.WAITING), ticket(owner=CLERK), event, None, facts())
        assert claimed == Decision(
            talk=talk(Phase.WITH_STAFF), effects=(Say(key="staff-takes-over", args={"name": "Petra Lindner"}),)
        )
        for text in ("Danke!", "Was kostet ein Reisepass?", "abbrechen", "mensch", "???", ""):
            decision = decide(claimed.talk, ticket(owner=CLERK), said(text), answer("reisepass"), facts())
            assert decision.effects == (Forward(),), text

    def test_a_fresh_claim_silences_before_the_bot_has_heard_of_it(self) -> None:
        decision = decide(talk(Phase.WAITING), ticket(owner=CLERK), said("Reisepass?"), answer("reisepass"), facts())
        assert decision.effects == (Forward(),)

    @pytest.mark.parametrize("choice", ["h+:reisepass", "yes", "person", "status", "rate:3", "kind:idea", "help", "x"])
    def test_old_buttons_do_nothing(self, choice: str) -> None:
        assert decide(talk(Phase.WITH_STAFF), ticket(owner=CLERK), pressed(choice), None, facts()).effects == ()

    @pytest.mark.parametrize("event", [said("/abbrechen"), pressed("cancel")])
    def test_leaving(self, event: object) -> None:
        decision = decide(talk(Phase.WITH_STAFF), ticket(owner=CLERK), event, None, facts())  # type: ignore[arg-type]
        assert of(decision, LeaveHandoff)

    def test_back_in_the_queue(self) -> None:
        event = TicketChanged(id="c1", change="released")
        decision = decide(talk(Phase.WITH_STAFF), ticket(), event, None, facts())
        assert keys(decision) == ["back-in-queue"]
        assert decision.talk.phase is Phase.WAITING

    def test_the_end_asks_for_a_rating(self) -> None:
        event = TicketChanged(id="c1", change="closed", end="answered")
        done = ticket(owner=CLERK, closed_at=NOW, end=End.ANSWERED)
        decision = decide(talk(Phase.WITH_STAFF), done, event, None, facts())
        assert keys(decision) == ["staff-done"]
        assert choices(decision.effects[0]) == [*(f"rate:{n}" for n in range(1, 6)), f"reopen:{done.receipt}"]
        assert decision.talk == talk(Phase.RATING, past=done.receipt, timer_at=NOW + DAY)

    def test_an_end_for_abuse_asks_for_none(self) -> None:
        event = TicketChanged(id="c1", change="closed", end="abuse")
        done = ticket(closed_at=NOW, end=End.ABUSE)
        decision = decide(talk(Phase.WITH_STAFF), done, event, None, facts())
        assert decision.effects == (Say(key="staff-ended"), EndCase(end=End.ABUSE))

    def test_what_a_later_act_has_overtaken_is_not_said(self) -> None:
        done = ticket(closed_at=NOW, end=End.ANSWERED)
        event = TicketChanged(id="c1", change="claimed", name="Petra Lindner")
        assert decide(talk(Phase.WAITING), done, event, None, facts()).effects == ()

    def test_after_a_close_the_bot_answers_before_it_has_heard_of_it(self) -> None:
        done = ticket(closed_at=NOW, end=End.ANSWERED)
        decision = decide(talk(Phase.WITH_STAFF), done, said("Reisepass?"), answer("reisepass"), facts())
        assert of(decision, SayAnswer)
        closed = decide(decision.talk, done, TicketChanged(id="c1", change="closed"), None, facts())
        assert keys(closed) == ["staff-done"]
        assert closed.talk.phase is Phase.OPEN


class TestRating:
    DONE = ticket(closed_at=NOW, end=End.ANSWERED)
    ASKED = talk(Phase.RATING, timer_at=NOW)

    @pytest.mark.parametrize("event", [pressed("rate:4"), said("4"), said("4 Sterne"), said("⭐⭐⭐⭐")])
    def test_a_rating_ends_the_case(self, event: object) -> None:
        decision = decide(self.ASKED, self.DONE, event, None, facts())  # type: ignore[arg-type]
        assert of(decision, Rate) == [Rate(stars=4)]
        assert keys(decision) == ["rating-thanks"]
        assert of(decision, EndCase) == [EndCase(end=End.ANSWERED)]

    def test_a_second_rating_changes_nothing(self) -> None:
        decision = decide(talk(), replace(self.DONE, rating=4), pressed("rate:1"), None, facts())
        assert decision.effects == (Say(key="rating-had"),)

    def test_a_late_rating_still_counts(self) -> None:
        decision = decide(talk(Phase.OFFERED), self.DONE, pressed("rate:5"), None, facts())
        assert of(decision, Rate) == [Rate(stars=5)]
        assert decision.talk.phase is Phase.OFFERED

    def test_of_nothing_it_is_void(self) -> None:
        assert keys(decide(talk(), None, pressed("rate:5"), None, facts())) == ["late-button"]

    def test_a_question_is_answered_as_ever(self) -> None:
        decision = decide(self.ASKED, self.DONE, said("Reisepass?"), answer("reisepass"), facts())
        assert of(decision, SayAnswer)
        assert decision.talk.phase is Phase.OPEN

    def test_thanks_leaves_it_asked(self) -> None:
        decision = decide(self.ASKED, self.DONE, said("danke"), None, facts())
        assert (keys(decision), decision.talk.phase) == (["thanks-reply"], Phase.RATING)

    def test_silence_ends_the_case(self) -> None:
        assert decide(self.ASKED, self.DONE, RANG, None, facts()).effects == (EndCase(end=End.ANSWERED),)


class TestTimers:
    @pytest.mark.parametrize(("before", "key"), [
        (talk(Phase.OFFERED, question="x"), "remind-offer"),
        (talk(suggested=("wohngeld",)), "remind-suggestion"),
        (talk(Phase.INTAKE_SUBJECT), "remind-subject"),
    ])  # fmt: skip
    def test_one_reminder_and_then_the_end(self, before: Talk, key: str) -> None:
        first = decide(replace(before, timer_at=NOW), None, RANG, None, facts())
        assert keys(first) == [key]
        assert (first.talk.reminded, first.talk.timer_at) == (True, NOW + DAY)
        assert decide(first.talk, None, RANG, None, facts()).effects == ()
        second = decide(first.talk, None, RANG, None, facts(now=NOW + DAY))
        assert second.effects == (EndCase(end=End.NO_REACTION),)
        assert second.talk == talk()

    def test_an_answer_ends_silently(self) -> None:
        decision = decide(talk(entry="reisepass", timer_at=NOW), None, RANG, None, facts())
        assert decision.effects == (EndCase(end=End.ANSWERED),)

    def test_an_early_ring_does_nothing(self) -> None:
        before = talk(Phase.OFFERED, timer_at=NOW + DAY)
        assert decide(before, None, RANG, None, facts()) == Decision(talk=before)

    def test_whoever_waits_is_not_rung(self) -> None:
        assert decide(talk(Phase.WAITING, timer_at=NOW), ticket(), RANG, None, facts()).effects == ()


class TestTrouble:
    def test_a_parked_event_goes_to_a_person_at_once(self) -> None:
        decision = decide(talk(question="Laterne kaputt"), None, EventParked(id="e1"), None, facts())
        assert of(decision, OpenHandoff) == [
            OpenHandoff(kind=Kind.QUESTION, department="bauen", subject="Laterne kaputt")
        ]
        assert keys(decision) == ["parked-apology", "handoff-made"]

    def test_even_when_it_was_the_first(self) -> None:
        decision = decide(Talk(), None, EventParked(id="e1"), None, facts())
        assert keys(decision) == ["greeting", "parked-apology", "handoff-made"]
        assert of(decision, OpenHandoff)[0].department == "buerger"

    def test_in_a_handoff_it_opens_no_second_one(self) -> None:
        decision = decide(talk(Phase.WAITING), ticket(), EventParked(id="e1"), None, facts())
        assert decision.effects == (Forward(), Say(key="parked-in-handoff"))

    def test_a_failed_delivery_says_nothing(self) -> None:
        event = DeliveryFailed(id="d1", delivery="r.0", reason="blocked")
        assert decide(talk(), None, event, None, facts()).effects == ()

    def test_a_flooder_is_told(self) -> None:
        assert keys(decide(talk(), None, Flooded(id="f1"), None, facts())) == ["flooded"]

    @pytest.mark.parametrize("kind", ["photo", "voice", "document", "location"])
    def test_what_only_a_person_can_look_at(self, kind: str) -> None:
        event = said("", attachments=(Attachment(kind=kind),))  # type: ignore[arg-type]
        decision = decide(talk(), None, event, None, facts())
        assert keys(decision) == ["offer-attachment"]
        assert decision.talk.phase is Phase.OFFERED

    def test_an_album_gets_one_offer(self) -> None:
        now = talk()
        heard: list[str] = []
        for _ in range(10):
            decision = decide(now, None, said("", attachments=(PHOTO,)), None, facts())
            now, heard = decision.talk, heard + keys(decision)
        assert heard == ["offer-attachment"]

    def test_a_caption_is_answered_and_the_photo_offered_to_a_person(self) -> None:
        event = said("Was kostet der Reisepass?", attachments=(PHOTO,))
        decision = decide(talk(), None, event, answer("reisepass"), facts())
        assert of(decision, SayAnswer)
        assert keys(decision) == ["offer-attachment"]

    def test_a_report_with_a_photo_is_offered_to_a_person_once(self) -> None:
        event = said("Schlagloch in der Lindenstraße 5", attachments=(PHOTO,))
        decision = decide(talk(), None, event, answer("wohngeld"), facts())
        assert of(decision, SayAnswer)
        assert keys(decision) == ["offer-concern"]

    @pytest.mark.parametrize(
        "choice", ["", "x", "rate:9", "kind:x", "lang:xx", "dept:bauen", "place:skip", "pick", "keep"]
    )
    def test_odd_choices_get_a_polite_word(self, choice: str) -> None:
        decision = decide(talk(), None, pressed(choice), None, facts())
        assert len(keys(decision)) == 1
        assert not of(decision, OpenHandoff)
