from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.asking import asked_facet, asked_facets
from faq.facets import Facet

ASKED = {
    Facet.FEE: """
        und was kostet das? | Kosten? | wie teuer ist das | Was muss ich bezahlen? | wie viel kostet es denn
        was kostet der spaß | Wie viel Euro? | any fees?
        Gebühren | wieviel? | ist das kostenlos? | Wie hoch ist die Gebühr dafür? | was kostett das | kost des was
        how much is it | what does it cost? | is it free | do I have to pay for this? | fee?
    """,
    Facet.DOCUMENTS: """
        welche Unterlagen brauche ich? | Was muss ich mitbringen? | und welche Papiere | was brauche ich dafür
        was muss ich dabei haben | Welche Nachweise werden benötigt? | brauche ich irgendwelche Unterlagen
        Unterlagen? | welche dokumente muss ich vorlegen | was brauch ich da alles | muss ich was mitbringen
        what documents do I need | what do I need to bring? | which papers | what do I need
    """,
    Facet.DEADLINE: """
        bis wann? | Gibt es eine Frist? | bis wann muss ich das machen | wie lange habe ich Zeit dafür | frist?
        Wann muss ich das spätestens machen? | until when? | is there a deadline | by when do I have to do it
    """,
    Facet.WHERE: """
        wo muss ich da hin? | Wo ist das? | Wo geht das? | wohin muss ich gehen | welches Amt? | Adresse?
        und wo mach ich das | wo bekomme ich das | Wer ist dafür zuständig? | where do I go | where is it?
        which office | address please | where do i get it
    """,
    Facet.PROCESSING_TIME: """
        wie lange dauert das? | Wie lange dauert es? | und wie lang dauert sowas | Bearbeitungszeit?
        wann ist das fertig
        wie schnell geht das | In wie vielen Tagen? | wie lange muss ich warten bis es fertig ist
        dauer? | how long does it take? | how long will this take | wann bekomme ich das | processing time
    """,
    Facet.ONLINE: """
        geht das auch online? | kann ich das online machen | Online? | geht das im Internet
        Kann man das digital erledigen?
        can I do this online? | is it possible online | kann ich das auch von zu hause aus machen
    """,
    Facet.APPOINTMENT: """
        muss ich vorher einen Termin ausmachen
        brauch ich nen termin? | Brauche ich dafür einen Termin? | Termin nötig? | geht das ohne termin
        wie bekomme ich einen Termin | wo kann ich einen Termin machen | do I need an appointment?
        how do I book an appointment | kann ich auch ohne Termin kommen
    """,
}
TOPICS = """
was kostet ein neuer Reisepass
Was kostet die Hundesteuer?
welche Unterlagen brauche ich für den Personalausweis
wie lange dauert ein Bauantrag
wo ist das Rathaus
wo kann ich Sperrmüll abgeben
Wohngeld online beantragen
Termin Standesamt
brauche ich einen Termin für die Kfz-Zulassung
bis wann muss ich die Grundsteuer zahlen
Kosten Kindergarten
Parkgebühren
kostenloses WLAN
Frist Widerspruch
Wo wohnt der Bürgermeister
how much is a passport
where is the town hall
do I need an appointment for the registry office
what documents do I need for a wedding
Reisepass
Danke
ja
hallo
was ist das
und dann
gibts da nen link
do i have to come in person
muss ich persönlich kommen
kann das jemand anderes machen
Wie melde ich mich ab?
Welche Farbe hat die Tonne
Termin absagen
Termin verschieben
""".strip().split("\n")
TABLE = [
    (text.strip(), facet) for facet, texts in ASKED.items() for text in texts.strip().replace("\n", "|").split("|")
]


@pytest.mark.parametrize(("text", "facet"), TABLE)
def test_a_part_is_asked_for(text: str, facet: Facet) -> None:
    assert asked_facet(text) is facet


@pytest.mark.parametrize("text", TOPICS)
def test_a_message_with_a_topic_of_its_own_or_without_a_part_is_not(text: str) -> None:
    assert asked_facet(text) is None


def test_several_parts_at_once() -> None:
    assert asked_facets("Was kostet das und was muss ich mitbringen?") == (Facet.FEE, Facet.DOCUMENTS)
    assert asked_facets("how much is it and where do I go") == (Facet.FEE, Facet.WHERE)


@given(st.text(max_size=200))
def test_any_text_has_a_result(text: str) -> None:
    asked_facets(text)
