"""Later versions, albums, signs, links, groups: what comes beside plain messages."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest

from bot.dialogue.albums import joined
from bot.dialogue.effects import Count, Forward, Say, SayAnswer, SayInPublic, Settle
from bot.dialogue.events import AskedInPublic, Attachment, Event, Flooded, Quote, Reacted, Said, Started
from bot.dialogue.rules import decide
from bot.dialogue.talk import Phase, Talk
from faq.outcome import Outcome
from tests.unit.dialogue.town import (
    CLERK,
    NOTHING,
    NOW,
    answer,
    choices,
    facts,
    keys,
    of,
    said,
    suggest,
    talk,
    ticket,
)

PHOTO = Attachment(kind="photo", ref="f")
OTHER = Attachment(kind="other")
WITH_STAFF = ticket(owner=CLERK)


def edit(text: str, of_message: str = "7") -> Said:
    return Said(id="m2", text=text, origin=of_message, edit_of=of_message)


class TestVersions:
    def test_the_same_answer_is_not_given_twice(self) -> None:
        before = talk(entry="reisepass", recent=("7",))
        decision = decide(before, None, edit("Was kostet ein Reisepass??"), answer("reisepass"), facts())
        assert decision.effects == (Settle(),)

    def test_another_answer_is_given(self) -> None:
        before = talk(entry="reisepass", recent=("7",))
        decision = decide(before, None, edit("Wie hoch ist die Hundesteuer?"), answer("hundesteuer"), facts())
        assert [e.entry for e in of(decision, SayAnswer)] == ["hundesteuer"]

    def test_a_miss_that_was_corrected_is_answered(self) -> None:
        before = talk(Phase.OFFERED, question="Was kosstet ein Reisbass?", recent=("7",))
        decision = decide(before, None, edit("Was kostet ein Reisepass?"), answer("reisepass"), facts())
        assert of(decision, SayAnswer)

    @pytest.mark.parametrize("match", [NOTHING, suggest("reisepass", "wohngeld")])
    def test_the_same_offer_is_not_made_twice(self, match: Outcome) -> None:
        phase = Phase.OFFERED if match is NOTHING else Phase.OPEN
        before = talk(phase, suggested=("reisepass", "wohngeld"), recent=("7",))
        assert decide(before, None, edit("Ähnlich unklar?"), match, facts()).effects == (Settle(),)

    @pytest.mark.parametrize("phase", [Phase.INTAKE_KIND, Phase.INTAKE_PLACE, Phase.INTAKE_DEPARTMENT])
    def test_it_is_no_reply_to_what_is_asked_now(self, phase: Phase) -> None:
        decision = decide(talk(phase, recent=("7",)), None, edit("Schlagloch in der Ringstraße 5"), NOTHING, facts())
        assert (decision.effects, decision.talk.phase) == ((Settle(),), phase)

    @pytest.mark.parametrize("who", [WITH_STAFF, ticket()])
    def test_people_get_it_in_silence(self, who: object) -> None:
        phase = Phase.WITH_STAFF if who is WITH_STAFF else Phase.WAITING
        decision = decide(talk(phase, recent=("7",)), who, edit("/abbrechen"), None, facts())  # type: ignore[arg-type]
        assert decision.effects == (Forward(),)

    def test_a_wish_for_a_person_counts(self) -> None:
        decision = decide(talk(recent=("7",)), None, edit("Ich möchte mit einem Menschen sprechen"), None, facts())
        assert "ask-subject" in keys(decision)

    def test_before_its_message_it_stands_for_it(self) -> None:
        early = decide(talk(recent=("5",)), None, edit("Was kostet ein Reisepass?"), answer("reisepass"), facts())
        assert of(early, SayAnswer)
        assert early.talk.overtaken == ("7",)
        late = decide(early.talk, None, said("Was kosted?", origin="7", id="m3"), NOTHING, facts())
        assert late.effects == (Settle(),)

    def test_of_a_message_long_past_it_is_not_early(self) -> None:
        before = talk(entry="reisepass", recent=tuple(str(n) for n in range(30, 50)))
        decision = decide(before, None, edit("Was kostet ein Reisepass?"), answer("reisepass"), facts())
        assert (decision.effects, decision.talk.overtaken) == ((Settle(),), ())

    def test_what_is_remembered_is_bounded_and_outlives_the_case(self) -> None:
        state = talk()
        for n in range(100):
            state = decide(state, None, said("Danke", id=f"m{n}", origin=str(n)), None, facts()).talk
        assert state.recent == tuple(str(n) for n in range(80, 100))


class TestAlbums:
    def test_parts_become_one(self) -> None:
        parts = [
            Said(id="1", album="a", text="Schlagloch", attachments=(PHOTO,), masked=("iban",), origin="1"),
            Said(id="2", album="a", attachments=(PHOTO,), origin="2"),
            Said(id="3", album="a", attachments=(PHOTO,), masked=("card",), origin="3"),
            Said(id="4", text="Danke"),
            Said(id="5", album="b", attachments=(PHOTO,)),
        ]
        one, thanks, other = joined(parts)
        assert isinstance(one, Said)
        assert (one.id, one.text, len(one.attachments), one.parts) == ("1", "Schlagloch", 3, ("2", "3"))
        assert one.masked == ("card", "iban")
        assert thanks is parts[3]
        assert other == parts[4]

    def test_a_new_version_of_a_part_is_no_part(self) -> None:
        parts = [Said(id="1", album="a", attachments=(PHOTO,)), Said(id="2", album="a", edit_of="1", text="x")]
        assert joined(parts) == parts

    def test_events_of_all_kinds_pass(self) -> None:
        events: list[Event] = [Reacted(id="r", origin="1"), Flooded(id="f"), Started(id="s")]
        assert joined(events) == events

    def test_a_late_part_asks_nothing_again(self) -> None:
        first = decide(talk(), None, said("", album="a", attachments=(PHOTO,)), None, facts())
        assert keys(first) == ["offer-attachment"]
        later = facts(now=NOW + timedelta(minutes=1))
        late = decide(first.talk, None, said("", id="m9", album="a", attachments=(PHOTO,)), None, later)
        assert late.effects == (Settle(),)
        assert late.talk.phase is Phase.OFFERED


class TestOtherKinds:
    def test_what_nobody_can_be_shown_is_refused_with_a_sentence(self) -> None:
        assert keys(decide(talk(), None, said("", attachments=(OTHER,)), None, facts())) == ["cannot-take"]
        again = decide(talk(Phase.INTAKE_KIND), None, said("", attachments=(OTHER,)), None, facts())
        assert keys(again) == ["cannot-take", "ask-kind"]

    @pytest.mark.parametrize("phase", [Phase.WAITING, Phase.WITH_STAFF])
    def test_also_while_people_have_it(self, phase: Phase) -> None:
        who = WITH_STAFF if phase is Phase.WITH_STAFF else ticket()
        decision = decide(talk(phase), who, said("", attachments=(OTHER,)), None, facts())
        assert keys(decision) == ["cannot-take"]
        assert not of(decision, Forward)

    @pytest.mark.parametrize("kind", ["voice", "photo", "document", "video", "contact"])
    def test_what_only_people_can_see_or_hear_is_offered_to_them(self, kind: str) -> None:
        thing = Attachment(kind=kind, ref="f")  # type: ignore[arg-type]
        decision = decide(talk(), None, said("", attachments=(thing,)), None, facts())
        assert keys(decision) == ["offer-attachment"]

    @pytest.mark.parametrize("phase", list(Phase))
    @pytest.mark.parametrize("sign", ["👍", "👎", ""])
    def test_a_sign_changes_nothing(self, phase: Phase, sign: str) -> None:
        before = talk(phase, timer_at=NOW + timedelta(hours=3), reminded=True)
        who = WITH_STAFF if phase is Phase.WITH_STAFF else ticket() if phase is Phase.WAITING else None
        decision = decide(before, who, Reacted(id="r", origin="5", sign=sign), None, facts())
        assert decision.talk == before
        assert decision.effects == (Settle(),)

    def test_quotes_change_nothing_in_the_talk(self) -> None:
        quote = Quote(way="reply", by="us", text="Ihre Antwort")
        plain = decide(talk(), None, said("Was kostet ein Reisepass?"), answer("reisepass"), facts())
        quoting = said("Was kostet ein Reisepass?", quotes=(quote,))
        assert decide(talk(), None, quoting, answer("reisepass"), facts()) == plain


def start(payload: str) -> Started:
    return Started(id="s", payload=payload)


class TestLinks:
    def test_an_entry_is_answered_after_the_greeting(self) -> None:
        decision = decide(Talk(), None, start("thema-reisepass"), None, facts())
        assert keys(decision) == ["greeting"]
        assert [e.entry for e in of(decision, SayAnswer)] == ["reisepass"]
        assert of(decision, Count) == [Count(outcome="linked", entry="reisepass")]
        assert (decision.talk.entry, decision.talk.question) == ("reisepass", "Was kostet ein Reisepass?")

    def test_a_department_opens_its_topic_and_gets_the_concern(self) -> None:
        opened = decide(talk(), None, start("thema-bauen"), None, facts())
        assert keys(opened) == ["topic-opened"]
        assert choices(opened.effects[0]) == ["pick:hundesteuer", "person"]
        state = decide(opened.talk, None, said("Da ist etwas sehr Seltsames passiert"), NOTHING, facts()).talk
        state = decide(state, None, said("ja"), None, facts()).talk
        done = decide(state, None, said("1"), None, facts())
        assert done.effects[0].department == "bauen"  # type: ignore[union-attr]

    @pytest.mark.parametrize("payload", ["", "thema-", "thema-gibtsnicht", "reisepass", "suche", "x" * 64])
    def test_anything_else_greets_normally(self, payload: str) -> None:
        assert keys(decide(Talk(), None, start(payload), None, facts())) == ["greeting"]
        assert keys(decide(talk(), None, start(payload), None, facts())) == ["welcome-back"]

    def test_it_does_not_change_the_subject(self) -> None:
        waiting = decide(talk(Phase.WAITING), ticket(), start("thema-reisepass"), None, facts())
        assert of(waiting, SayAnswer)[0].settles is False
        assert waiting.talk.phase is Phase.WAITING
        with_staff = decide(talk(Phase.WITH_STAFF), WITH_STAFF, start("thema-reisepass"), None, facts())
        assert keys(with_staff) == ["staff-is-here"]
        asking = decide(talk(Phase.INTAKE_KIND), None, start("thema-bauen"), None, facts())
        assert keys(asking) == ["ask-kind"]


def public(text: str, match: Outcome | None = None) -> SayInPublic:
    event = AskedInPublic(id="g", text=text, origin="9", link="https://t.me/stadt_bot")
    decision = decide(Talk(), None, event, match, facts())
    assert decision.talk == Talk(public=True)
    told, _ = decision.effects
    assert isinstance(told, SayInPublic)
    assert (told.reply_to, told.link) == ("9", "https://t.me/stadt_bot")
    return told


class TestGroups:
    def test_an_answer(self) -> None:
        told = public("Was kostet ein Reisepass?", answer("reisepass"))
        assert told.said == SayAnswer(entry="reisepass", lang="de")

    def test_in_the_language_of_the_question(self) -> None:
        assert public("How much is a passport please?", answer("reisepass")).lang == "en"
        told = public("How much is the dog tax please?", answer("hundesteuer"))
        assert told.said == SayAnswer(entry="hundesteuer", lang="en", lead="fallback-note")

    @pytest.mark.parametrize("match", [NOTHING, suggest("reisepass", "wohngeld"), answer("gibtsnicht")])
    def test_no_case_is_taken(self, match: Outcome) -> None:
        assert public("Wer räumt den Schnee vor meinem Haus?", match).said == Say(key="public-no-match")

    @pytest.mark.parametrize("text", ["", "/hilfe", "Hallo", "Ich möchte mit einem Menschen sprechen", "/status"])
    def test_wishes_belong_into_the_private_talk(self, text: str) -> None:
        assert public(text).said == Say(key="public-help")

    def test_help_in_danger(self) -> None:
        assert public("Hilfe, hier brennt das Haus!", answer("reisepass")).said == Say(key="emergency-rescue")

    def test_nothing_else_is_said_there(self) -> None:
        group = Talk(public=True)
        for event in (Flooded(id="f"), Started(id="s"), said("hallo")):
            assert decide(group, None, event, NOTHING, facts()).effects == ()


def test_every_kind_of_event_has_a_case_here_or_elsewhere() -> None:
    assert {Reacted, AskedInPublic} <= set(get_args(Event))
