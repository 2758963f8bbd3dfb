"""Releases made in code for tests of the matcher."""

from collections.abc import Mapping, Sequence
from datetime import date

from faq.entry import Department, Entry, Hours, Netiquette, Office, Release, Town, make_release

DAY = date(2026, 6, 1)


def entry(
    id: str, question: str, *paraphrases: str, english: Sequence[str] = (), valid_until: date | None = None
) -> Entry:
    questions = {"de": question} | ({"en": english[0]} if english else {})
    phrases: Mapping[str, tuple[str, ...]] = {"de": paraphrases, "en": tuple(english[1:])}
    return Entry(
        id=id,
        question=questions,
        paraphrases=phrases,
        answer={"de": "Antwort"},
        department="amt",
        office="amt",
        source="https://testingen.example",
        checked=DAY,
        owner="Amt",
        review=DAY,
        valid_until=valid_until,
    )


def knowledge(*entries: Entry) -> Release:
    return make_release(
        town=Town(
            name="Testingen",
            state="NW",
            timezone="Europe/Berlin",
            address_form="sie",
            phone="1",
            counter={"de": "Rathaus"},
            privacy_url="https://testingen.example",
        ),
        entries=entries,
        offices={"amt": Office(id="amt", name={"de": "Amt"})},
        departments=(Department(id="amt", name={"de": "Amt"}, hours=Hours(), front_office=True),),
        netiquette=Netiquette(version="1", owner="Amt", review=DAY, text={"de": "Freundlich."}),
    )


TOWN = knowledge(
    entry(
        "perso",
        "Wie beantrage ich einen Personalausweis?",
        "Personalausweis verlängern",
        "neuen Ausweis beantragen",
        english=("How do I apply for an identity card?", "renew my identity card"),
    ),
    entry(
        "perso-verloren",
        "Ich habe meinen Personalausweis verloren",
        "Ausweis gestohlen melden",
        "Verlust des Ausweises",
    ),
    entry(
        "hund-an",
        "Wie melde ich meinen Hund an?",
        "Hundesteuer anmelden",
        "Hundemarke bekommen",
        english=("How do I register my dog?", "dog tax"),
    ),
    entry("hund-ab", "Wie melde ich meinen Hund ab?", "Hundesteuer abmelden", "Hund ist gestorben"),
    entry("sperrmuell", "Wie melde ich Sperrmüll an?", "Sperrmüllabholung Termin", "alte Möbel abholen lassen"),
    entry("buero", "Wann hat das Bürgerbüro geöffnet?", "Öffnungszeiten Bürgerbüro", "Bürgerbüro Sprechzeiten"),
    entry("heirat", "Wie melde ich eine Eheschließung an?", "Heiraten im Standesamt", "Trauung anmelden"),
    entry("wohngeld", "Wie beantrage ich Wohngeld?", "Zuschuss zur Miete", "Wohngeld Antrag"),
    entry("umzug", "Wie melde ich nach einem Umzug meine Wohnung an?", "Wohnsitz ummelden", "Adresse ändern"),
    entry("kita", "Wie melde ich mein Kind in der Kita an?", "Kindergartenplatz beantragen", "Krippenplatz suchen"),
    entry("wahl", "Wie beantrage ich Briefwahl?", "Briefwahlunterlagen bestellen", "Wahlschein bekommen"),
    entry("auto", "Wie lasse ich ein Auto zu?", "Kfz-Zulassung", "Fahrzeug anmelden"),
)
