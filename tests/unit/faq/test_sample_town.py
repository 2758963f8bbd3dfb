"""Questions to the sample town: what only sounds like an entry is not answered with it, what is asked most is."""

from datetime import date
from pathlib import Path

import pytest

from faq.files import load
from faq.matcher import Matcher
from faq.outcome import Answer

FOLDER = Path(__file__).parents[3] / "config" / "towns" / "musterstadt"
ON = date(2026, 11, 26)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load(FOLDER))


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("Corona Test", "einbuergerungstest"),
        ("Restaurant Tipps", "gaststaette-eroeffnen"),
        ("Tipps fürs Restaurant", "gaststaette-eroeffnen"),
        ("Schulbus hat Verspätung", "schuelerfahrkosten"),
        ("Der Schulbus kam heute nicht", "schuelerfahrkosten"),
        ("Wie viel verdient der Bürgermeister", "buergersprechstunde"),
        ("Wo wohnt der Bürgermeister", "buergersprechstunde"),
        ("Wann sind Sommerferien", "ferienprogramm"),
        ("Mein Hund ist weggelaufen", "hund-abmelden"),
        ("Mein Hund hat jemanden gebissen", "hundehaltung-grosse-hunde"),
        ("Mein Auto hat einen Schaden durch ein Schlagloch", "schlagloch-melden"),
        ("Jugendamt meldet sich nicht", "kinderschutz-hilfe"),
        ("Vaterschaftstest", "vaterschaft-anerkennen"),
        ("Ich habe geheiratet und brauche einen neuen Ausweis", "personalausweis-beantragen"),
    ],
)
def test_what_only_sounds_alike_is_not_answered(matcher: Matcher, question: str, wrong: str) -> None:
    outcome = matcher.match(question, lang="de", on=ON)
    assert not (isinstance(outcome, Answer) and outcome.best.id == wrong), outcome


def test_a_missing_person_is_not_a_lost_pet(matcher: Matcher) -> None:
    assert "fundtier" not in str(matcher.match("Meine Oma wird vermisst", lang="de", on=ON))


def test_who_cannot_pay_the_rent_is_shown_who_helps(matcher: Matcher) -> None:
    assert "wohnungsverlust" in str(matcher.match("Ich kann meine Miete nicht mehr zahlen", lang="de", on=ON))


@pytest.mark.parametrize(
    "question",
    [
        "Wann hat das Bürgerbüro auf?",
        "wann hatn das bürgerbüro auf",
        "Hat das Bürgerbüro am Samstag auf?",
        "Wann macht das Bürgerbüro auf?",
        "bis wann habt ihr auf",
    ],
)
def test_what_is_asked_for_most_is_answered_as_people_say_it(matcher: Matcher, question: str) -> None:
    found = matcher.match(question, lang="de", on=ON)
    assert isinstance(found, Answer)
    assert found.best.id == "oeffnungszeiten"
