import pytest
from hypothesis import given

from faq.sentences import MOST_CONCERNS, concerns, sentences
from tests.unit.faq.test_text import ANY_TEXT


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Wie melde ich meinen Hund an?", [False]),  # of one sentence it is not told
        ("Ich bin umgezogen. Wo melde ich mich?", [False, True]),
        ("Hallo! Ich brauche einen Termin. Danke", [False, True, False]),
        ("My dog died. how do i deregister him", [False, True]),
        ("Mein Perso ist weg, und was nun? Danke", [True, False]),
    ],
)
def test_which_sentences_ask(text: str, asks: list[bool]) -> None:
    assert [asking for _, asking in sentences(text)] == asks


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Wie melde ich meinen Hund an?", 0),
        ("Wie melde ich meinen Hund an und was kostet das?", 2),
        ("Ich brauche ein Führungszeugnis und meinen Reisepass", 2),
        ("Öffnungszeiten und Adresse", 0),
        ("Mein Hund ist tot. Wo melde ich ihn ab? Und wie beantrage ich Wohngeld?", 2),
        ("Ich bin Max. Ich wohne in der Nordstadt.", 0),
        ("Wie? Was? Wo?", 0),
    ],
)
def test_what_a_message_asks(text: str, parts: int) -> None:
    assert len(concerns(text)) == parts


@given(ANY_TEXT)
def test_any_text_has_sentences(text: str) -> None:
    assert len(sentences(text)) >= 1
    assert len(concerns(text)) <= MOST_CONCERNS
