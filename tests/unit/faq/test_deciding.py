from dataclasses import replace

import pytest

from faq.deciding import ALL_MET, ANSWERED, MUTE, judge
from faq.knowledge import Knowledge
from faq.ranking import Ranker
from tests.unit.faq.knowledge import entry, knowledge

RANKER = Ranker(
    knowledge(
        entry("kredit", "Wann ist die Rate vom Kredit fällig?"),
        entry("karte", "Karte sperren", "meine Karte ist weg", "Karte sofort sperren lassen"),
        entry("konto", "Konto eröffnen"),
    ),
    Knowledge(),
)


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("Kredit", MUTE),  # a bank without this matter is asked the same
        ("Karte", MUTE),
        ("Wann ist der Kredit fällig", ALL_MET),
        ("Rate Kredit", ALL_MET),
        ("Kredit für ein Motorrad fällig", MUTE),  # a word that the entry lacks
        ("Karte sperren lassen", MUTE),  # an entry of several phrasings
    ],
)
def test_how_sure_an_answer_must_be_where_the_lexicon_is_mute(text: str, needed: float) -> None:
    ranking = RANKER.rank(text, "de", {"kredit", "karte", "konto"})
    assert judge(ranking, RANKER.phrasings).needed == needed
    assert judge(replace(ranking, familiar=True), RANKER.phrasings).needed == ANSWERED
