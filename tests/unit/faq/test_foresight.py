"""What an edit would change is what it does to what serves, whatever else waits in the files."""

from faq.foresight import foresee
from tests.unit.faq.knowledge import DAY, entry, knowledge

SERVES = entry("hund-anmelden", "Wie melde ich meinen Hund an?", "Hundesteuer anmelden")
WAITS = entry("perso", "Wie beantrage ich einen Personalausweis?", "neuer Ausweis")
EDITED = entry("hund-abmelden", "Wie melde ich meinen Hund ab?", "Hund ist gestorben")


def test_other_entries_that_wait_are_not_counted() -> None:
    found = foresee(knowledge(SERVES), knowledge(SERVES, WAITS, EDITED), "hund-abmelden", on=DAY).found
    assert found
    assert {one.question.right for one in found} == {frozenset({"hund-abmelden"})}


def test_an_entry_that_goes_takes_its_questions_along() -> None:
    found = foresee(knowledge(SERVES, EDITED), knowledge(SERVES, WAITS), "hund-abmelden", on=DAY).found
    assert any(one.question.text == "Hund ist gestorben" for one in found)
    assert not any("perso" in one.question.right for one in found)
