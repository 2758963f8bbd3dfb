"""Measures in the dialogue, by example: what is said and in which order, what passes, what is left to people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.dialogue.effects import Behaved, Decision, Forward, Offended, Say, SayAnswer, Settle, TellLeads, Unheard
from bot.dialogue.events import Attachment, Event, MeasureSet, Pressed, Started, TimerRang
from bot.dialogue.facts import Found
from bot.dialogue.manners import found_in
from bot.dialogue.rules import decide
from bot.dialogue.talk import Phase, Talk
from faq.offences import OwnWords
from faq.outcome import Outcome
from handoff.conduct import ECHOES, Breach, Conduct, Imposed, Measure
from handoff.ticket import Ticket, Turn
from tests.unit.dialogue.town import CLERK, NOW, answer, facts, said, talk, texts, ticket

RUDE = Found(breach=Breach.INSULT, severity=1, rule="du depp")
THREAT = Found(breach=Breach.THREAT, severity=3, rule="ich bringe dich um")
WITH_ANNA = ticket(owner=CLERK, turn=Turn.OURS)


def muted(measure: Measure = Measure.MUTE, **changes: Any) -> Conduct:
    until = NOW + timedelta(days=1)
    held = Imposed(id="m", measure=measure, since=NOW, until=until, breach=Breach.INSULT, reason="R.", by="anna")
    return Conduct(imposed=held, **changes)


def heard(decision: Decision) -> list[str]:
    """What the citizen hears, by key."""
    return [e.key if isinstance(e, Say) else "answer" for e in decision.effects if isinstance(e, Say | SayAnswer)]


def made(
    event: Event,
    state: Talk | None = None,
    had: Ticket | None = None,
    match: Outcome | None = None,
    **known: Any,
) -> Decision:
    return decide(state or talk(), had, event, match, facts(**known))


def test_the_hint_stands_above_the_answer_and_after_the_greeting() -> None:
    question = said("Was kostet ein Reisepass, du Depp?")
    assert heard(made(question, match=answer("reisepass"), found=RUDE)) == ["measure-hint", "answer"]
    first = made(question, Talk(), match=answer("reisepass"), found=RUDE, netiquette="4")
    assert heard(first) == ["greeting", "measure-hint", "answer"]
    behaved = [e.conduct for e in first.effects if isinstance(e, Behaved)][-1]
    assert (behaved.netiquette, len(behaved.offences)) == ("4", 1)


def test_a_mere_insult_hears_one_thing() -> None:
    assert heard(made(said("arschloch"))) == ["rude"]
    assert heard(made(said("arschloch"), found=RUDE)) == ["measure-hint"]


def test_who_is_in_danger_may_swear() -> None:
    decision = made(said("Hilfe, es brennt, ihr Deppen!"), found=RUDE)
    assert heard(decision)[0] == "emergency-rescue"
    assert not any(isinstance(e, Offended | Behaved) for e in decision.effects)


def test_a_new_version_of_a_message_is_not_judged_a_second_time() -> None:
    again = said("Was kostet ein Reisepass, du Depp?", edit_of="7", origin="7")
    assert "measure-hint" not in heard(made(again, talk(recent=("7",)), match=answer("reisepass"), found=RUDE))
    threat = made(again, talk(recent=("7",)), found=THREAT)
    assert any(isinstance(e, TellLeads) for e in threat.effects)


def test_a_threat_is_told_to_the_leads_the_town_has_named() -> None:
    told = [e for e in made(said("x"), found=THREAT, reviewers="soziales").effects if isinstance(e, TellLeads)]
    assert told == [TellLeads(about="threat", department="soziales")]
    told = [e for e in made(said("x"), had=WITH_ANNA, found=THREAT).effects if isinstance(e, TellLeads)]
    assert told == [TellLeads(about="threat", department="bauen")]


def test_with_a_person_only_commands_are_meant_for_us() -> None:
    state = talk(Phase.WITH_STAFF)
    assert heard(made(said("Überprüfung verlangen"), state, WITH_ANNA)) == []
    assert Forward() in made(said("Überprüfung verlangen"), state, WITH_ANNA).effects
    assert heard(made(said("/pruefung"), state, WITH_ANNA)) == ["review-nothing"]
    assert heard(made(said("/netiquette"), state, WITH_ANNA)) == ["netiquette"]
    assert Settle() in made(said("/datenschutz"), state, WITH_ANNA).effects


@pytest.mark.parametrize(
    ("event", "keys"),
    [
        (said("Das ist eine Frechheit"), ["measure-unheard-mute"]),
        (said("/netiquette"), ["netiquette"]),
        (said("/datenschutz"), ["privacy"]),
        (said("/english"), ["language-set"]),
        (said("/status"), ["measure-mute"]),
        (said("/hilfe"), ["measure-mute"]),
        (Started(id="s"), ["measure-mute"]),
        (said("/pruefung"), ["review-asked"]),
        (said("Maßnahme überprüfen"), ["review-asked"]),
        (Pressed(id="p", row="r", choice="review"), ["review-asked"]),
        (Pressed(id="p", row="r", choice="person"), []),
        (Pressed(id="p", row="r", choice="privacy"), ["privacy"]),
        (said("/auskunft"), ["export-comes"]),
        (said("/loeschen"), ["erase-ask"]),
        (Pressed(id="p", row="r", choice="export"), ["export-comes"]),
        (Pressed(id="p", row="r", choice="erase:yes"), ["erase-begins"]),
        (Pressed(id="p", row="r", choice="erase:no"), ["erase-not"]),
    ],
)
def test_what_passes_while_muted(event: Event, keys: list[str]) -> None:
    decision = made(event, talk(Phase.WITH_STAFF), WITH_ANNA, conduct=muted())
    assert heard(decision) == keys
    assert Forward() not in decision.effects


@pytest.mark.parametrize("words", ["/auskunft", "/loeschen", "/abbrechen"])
def test_what_everybody_may_ask_for_is_not_kept_off(words: str) -> None:
    assert not any(isinstance(e, Unheard) for e in made(said(words), conduct=muted(Measure.BLOCK)).effects)


def test_a_photo_with_a_way_out_is_kept_off_like_any_other() -> None:
    sent = said("/abbrechen", attachments=(Attachment(kind="photo"),))
    decision = made(sent, talk(Phase.WITH_STAFF), WITH_ANNA, conduct=muted())
    assert heard(decision) == ["measure-unheard-mute"]
    assert Forward() not in decision.effects


def test_who_begins_with_a_request_for_review_is_greeted_first() -> None:
    assert heard(made(said("/pruefung"), Talk())) == ["greeting", "review-nothing"]


def test_a_threat_under_a_block_is_kept_as_evidence() -> None:
    plain = made(said("Hallo ihr"), conduct=muted(Measure.BLOCK))
    threat = made(said("Ich bringe dich um"), conduct=muted(Measure.BLOCK), found=THREAT)
    assert [e.kept for d in (plain, threat) for e in d.effects if isinstance(e, Unheard)] == [False, True]
    assert TellLeads(about="threat", department="buerger") in threat.effects


def test_who_may_not_answer_is_not_taken_for_silent() -> None:
    state = talk(Phase.OFFERED, timer_at=NOW, reminded=True)
    decision = made(TimerRang(id="t"), state, conduct=muted())
    assert decision.effects == ()
    assert decision.talk.timer_at == NOW + timedelta(days=1)


@pytest.mark.parametrize("measure", [Measure.SLOW, Measure.MUTE, Measure.BLOCK])
def test_the_citizen_is_told_what_why_how_long_and_what_to_do(measure: Measure) -> None:
    imposed = muted(measure).imposed
    assert imposed is not None
    [say] = [e for e in made(MeasureSet(id="x", imposed=imposed)).effects if isinstance(e, Say)]
    for form in ("sie", "du"):
        for lang, end, way in (("de", "morgen, 10:00 Uhr", "/pruefung"), ("en", "morgen, 10:00 Uhr", "/review")):
            words = texts(form).say(say.key, lang, say.args)
            assert all(part in words for part in (end, way, "R.", "eleidig" if lang == "de" else "insult"))
    assert "review" in [button.choice for row in say.buttons for button in row]


def test_the_same_text_is_known_again_without_being_kept() -> None:
    conduct, found = Conduct(), None
    for _ in range(ECHOES):
        assert found is None
        conduct, found = found_in(said("Kauft meine tollen Sachen"), conduct, OwnWords(), NOW)
    assert found is not None
    assert found.breach is Breach.SPAM
    assert "Sachen" not in str(conduct)
    for words in ("ja", "danke", "/status", "Guten Morgen"):
        for _ in range(ECHOES + 1):
            conduct, found = found_in(said(words), conduct, OwnWords(), NOW)
            assert found is None
