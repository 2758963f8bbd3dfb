"""After the end of a handoff: what opens it again, what only offers to, and what is a new question."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.dialogue.effects import Count, EndCase, OpenHandoff, Reopen, Say, SayAnswer
from bot.dialogue.events import Quote, TicketChanged
from bot.dialogue.facts import Facts, Past
from bot.dialogue.rules import decide
from bot.dialogue.talk import Phase
from handoff.ticket import End, Turn
from tests.unit.dialogue.town import (
    CLERK,
    DAY,
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

OVER = ticket(owner=CLERK, fence=3, closed_at=NOW - timedelta(hours=2), end=End.ANSWERED)
AGAIN = f"reopen:{OVER.receipt}"


def after(*, here: bool = False, ago: timedelta = timedelta(hours=2), **changes: object) -> Facts:
    past = Past(ticket=replace(OVER, closed_at=NOW - ago), owner_here=here)
    return facts(past=past, **changes)


@pytest.mark.parametrize(
    "words",
    [
        "Das stimmt so nicht, die Straße heißt anders",
        "Die Auskunft war leider falsch.",
        "Ich hätte noch eine Rückfrage",
        "noch eine Frage dazu: wo ist der Eingang?",
        "Ihre Antwort hilft mir nicht weiter, das Formular fehlt",
        "Wegen meiner letzten Anfrage: die Lampe ist immer noch nicht repariert",
        f"Es geht um {OVER.receipt.lower()}, bitte noch einmal ansehen",
        "That is not correct, the street has another name",
        "One more question about that",
    ],
)
@pytest.mark.parametrize("phase", [Phase.RATING, Phase.OPEN])
def test_clear_words_go_on_with_it_whatever_the_faq_says(words: str, phase: Phase) -> None:
    decision = decide(talk(phase, past=OVER.receipt), None, said(words), answer("reisepass"), after())
    assert of(decision, Reopen) == [Reopen()]
    assert keys(decision) == ["reopened"]
    assert decision.talk.phase is Phase.WAITING
    assert of(decision, Count) == [Count(outcome="reopen")]


def test_with_the_same_person_when_they_are_there() -> None:
    decision = decide(talk(Phase.RATING), None, said("Das stimmt so nicht"), NOTHING, after(here=True))
    assert decision.talk.phase is Phase.WITH_STAFF
    assert of(decision, Say)[0].args["name"] == CLERK.name


def test_where_only_general_information_is_given_it_goes_on_in_the_web_chat() -> None:
    decision = decide(talk(Phase.OPEN), None, said("Ihre Antwort stimmt nicht"), NOTHING, after(general_only=True))
    assert keys(decision) == ["reopened-led"]
    assert of(decision, Say)[0].leads
    assert decision.talk.lead is not None
    assert decision.talk.lead.awaited


def test_not_helped_is_about_the_person_while_they_are_asked_how_it_was() -> None:
    decision = decide(talk(Phase.RATING), OVER, said("hat nicht geholfen"), None, after())
    assert keys(decision) == ["reopened"]


def test_a_reply_to_our_message_belongs_to_it_while_it_is_fresh() -> None:
    quoting = said("Und am Samstag?", quotes=(Quote(way="reply", by="us", text="Montag bis Freitag"),))
    assert keys(decide(talk(Phase.RATING), OVER, quoting, NOTHING, after())) == ["reopened"]
    assert of(decide(talk(Phase.OPEN), None, quoting, NOTHING, after()), Reopen) == []


@pytest.mark.parametrize("words", ["Was kostet ein Reisepass?", "Ich habe falsch geparkt", "Wo ist das Schwimmbad"])
def test_a_new_question_is_answered_and_may_still_belong_to_it(words: str) -> None:
    decision = decide(talk(Phase.OPEN, past=OVER.receipt), None, said(words), answer("reisepass"), after())
    [given] = of(decision, SayAnswer)
    assert choices(given)[-1] == AGAIN
    assert of(decision, Reopen) == []


def test_later_only_what_the_faq_does_not_know_has_the_button() -> None:
    late = after(ago=timedelta(days=3))
    [given] = of(decide(talk(), None, said("Was kostet ein Reisepass?"), answer("reisepass"), late), SayAnswer)
    assert AGAIN not in choices(given)
    for match in (NOTHING, suggest("reisepass", "hundesteuer")):
        decision = decide(talk(), None, said("Wo steht der blaue Container"), match, late)
        assert choices(of(decision, Say)[-1])[-1] == AGAIN


def test_thanks_and_a_rating_stay_what_they_are() -> None:
    for words in ("Danke!", "5", "nein"):
        decision = decide(talk(Phase.RATING, past=OVER.receipt), OVER, said(words), None, after())
        assert of(decision, Reopen) == []
        assert all(AGAIN not in choices(effect) for effect in decision.effects)


def test_the_button_at_any_time_while_it_holds() -> None:
    for phase in (Phase.OPEN, Phase.RATING, Phase.OFFERED, Phase.INTAKE_KIND):
        assert keys(decide(talk(phase), None, pressed(AGAIN), None, after())) == ["reopened"]
    assert keys(decide(talk(), None, pressed(AGAIN), None, facts())) == ["reopen-late"]
    assert keys(decide(talk(), None, pressed("reopen:XXX-XXXX"), None, after())) == ["reopen-late"]
    open_one = ticket()
    assert of(decide(talk(Phase.WAITING), open_one, pressed(AGAIN), None, facts()), Reopen) == []


def test_without_a_past_nothing_is_different() -> None:
    decision = decide(talk(), None, said("Das stimmt so nicht"), NOTHING, facts())
    assert of(decision, Reopen) == []


class TestEnds:
    def ended(self, end: End) -> tuple[list[str], list[str], str]:
        over = ticket(owner=CLERK, closed_at=NOW, end=end)
        event = TicketChanged(id="c", change="closed", end=end.value)
        decision = decide(talk(Phase.WITH_STAFF), over, event, None, facts())
        return keys(decision), choices(decision.effects[0]), decision.talk.past

    def test_which_may_be_gone_on_with(self) -> None:
        assert self.ended(End.ANSWERED)[1][-1] == AGAIN
        assert self.ended(End.NO_REACTION) == (["ended-no-reaction"], [AGAIN], OVER.receipt)
        assert self.ended(End.UNREACHABLE) == (["staff-ended"], [AGAIN], OVER.receipt)
        assert self.ended(End.ABUSE) == (["staff-ended"], [], "")

    def test_what_ended_ends_its_case(self) -> None:
        over = ticket(owner=CLERK, closed_at=NOW, end=End.NO_REACTION)
        event = TicketChanged(id="c", change="closed", end="no_reaction")
        assert of(decide(talk(Phase.WITH_STAFF), over, event, None, facts()), EndCase) == [EndCase(end=End.NO_REACTION)]


class TestStaffActs:
    def test_another_person_is_said_to_be_one(self) -> None:
        event = TicketChanged(id="h", change="handed_over", name="Ben Brandt")
        decision = decide(talk(Phase.WITH_STAFF), ticket(owner=CLERK), event, None, facts())
        assert (keys(decision), decision.talk.phase) == (["staff-hands-over"], Phase.WITH_STAFF)

    def test_staff_open_it_again(self) -> None:
        event = TicketChanged(id="o", change="reopened", name="Petra Lindner")
        decision = decide(talk(Phase.RATING, timer_at=NOW + DAY), ticket(owner=CLERK), event, None, facts())
        assert (keys(decision), decision.talk.phase) == (["staff-reopens"], Phase.WITH_STAFF)
        assert decision.talk.timer_at is None

    def test_the_reminder_only_while_it_is_their_turn(self) -> None:
        event = TicketChanged(id="r", change="reminded")
        theirs = ticket(owner=CLERK, turn=Turn.CITIZEN)
        decision = decide(talk(Phase.WITH_STAFF), theirs, event, None, facts(days_to_close=5))
        assert of(decision, Say)[0].args == {"receipt": OVER.receipt, "days": 5}
        assert decide(talk(Phase.WITH_STAFF), ticket(owner=CLERK), event, None, facts()).effects == ()


def test_a_deputy_takes_what_an_absent_department_is_asked() -> None:
    absent = facts(deputies={"bauen": "soziales"})
    asks = talk(Phase.OPEN, question="Schlagloch in der Laterne", kind=OVER.kind)
    decision = decide(asks, None, pressed("person"), None, absent)
    [handoff] = of(decision, OpenHandoff)
    assert (handoff.department, handoff.deputy_for) == ("soziales", "bauen")
    assert of(decision, Say)[-1].args["department"] == "Soziales"
