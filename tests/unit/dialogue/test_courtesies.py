"""Small talk gets its own reply, whatever the FAQ would have made of it."""

from __future__ import annotations

import pytest

from bot.dialogue.effects import Forward, Say, SayAnswer, Settle
from bot.dialogue.rules import decide
from bot.dialogue.talk import Phase
from tests.unit.dialogue.town import CLERK, answer, choices, facts, keys, of, said, talk, ticket

REPLIES = [
    ("hallo", "hello-again", "status-promise"),
    ("Danke!", "thanks-reply", "thanks-reply"),
    ("Tschüss, schönen Tag noch", "smalltalk-goodbye", "smalltalk-goodbye"),
    ("Wie geht es dir?", "smalltalk-how-are-you", "smalltalk-how-are-you"),
    ("bist du ein bot", "i-am-a-machine", "i-am-a-machine"),
    ("ist da jemand?", "i-am-a-machine", "status-promise"),
    ("erzähl einen witz", "smalltalk-joke", "smalltalk-joke"),
    ("ich liebe dich", "smalltalk-affection", "smalltalk-affection"),
    ("mir ist langweilig", "smalltalk-chat", "smalltalk-chat"),
    ("test", "smalltalk-test", "smalltalk-test"),
    ("du bist dumm", "rude", "waiting-added"),
    ("lol", "junk", "waiting-added"),
    ("ich will mit einem Menschen reden", "ask-subject", "status-promise"),
]


@pytest.mark.parametrize(("text", "key", "_waiting"), REPLIES)
def test_while_the_bot_listens(text: str, key: str, _waiting: str) -> None:
    decision = decide(talk(), None, said(text), answer("reisepass"), facts())
    assert keys(decision) == [key]
    assert not of(decision, SayAnswer)


@pytest.mark.parametrize(("text", "_key", "key"), REPLIES)
def test_while_the_concern_waits(text: str, _key: str, key: str) -> None:
    decision = decide(talk(Phase.WAITING), ticket(), said(text), None, facts())
    assert keys(decision) == [key]
    assert bool(of(decision, Forward)) or bool(of(decision, Settle))


@pytest.mark.parametrize("text", [text for text, _, _ in REPLIES])
def test_with_a_person_the_bot_is_silent(text: str) -> None:
    decision = decide(talk(Phase.WITH_STAFF), ticket(owner=CLERK, fence=1), said(text), None, facts())
    assert decision.effects == (Forward(),)


@pytest.mark.parametrize("text", ["du bist dumm", "bist du ein bot", "lol", "ist da jemand?"])
def test_a_person_is_offered_with_it(text: str) -> None:
    decision = decide(talk(), None, said(text), None, facts())
    assert "person" in choices(of(decision, Say)[0])
