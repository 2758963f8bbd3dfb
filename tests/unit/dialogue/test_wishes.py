from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue import phrases
from bot.dialogue.commands import COMMANDS
from bot.dialogue.wishes import Wish, concern_in, recognise
from faq.text import normalise

WISHES = {
    Wish.PERSON: (
        "Mensch",
        "insan ile konuşmak istiyorum",
        "Mensch!",
        "ein Mensch bitte",
        "ich will mit einem menschen sprechen",
        "Ich möchte bitte mit einem echten Menschen sprechen.",
        "Hallo, ich möchte mit einem Menschen reden, danke",
        "Guten Tag, kann ich mit einem Mitarbeiter sprechen?",
        "Kann ich bitte mit jemandem reden",
        "ich will jemand echtes",
        "gib mir endlich einen menschen",
        "GIB MIR EINEN MENSCHEN DU SCHEISS BOT",
        "ich will keinen bot",
        "kein bot bitte",
        "ich rede nicht mit einer maschine",
        "ich will nicht mit einem roboter sprechen",
        "verbinden Sie mich mit einer Mitarbeiterin",
        "verbinde mich mit einem mitarbeiter:in",
        "Sachbearbeiter bitte",
        "ich brauche einen Sachbearbeiter",
        "wie erreiche ich einen mitarbeiter?",
        "gibt es hier auch menschen?",
        "jemand soll mich anrufen",
        "Kann mich jemand zurückrufen?",
        "nein, ich will einen menschen",
        "ja, einen menschen bitte",
        "verdammt nochmal ich will einen menschen sprechen",
        "ich möchte mit einem Menschen über meinen Wohngeldbescheid sprechen",
        "kann ich mit einem mitarbeiter wegen meinem Bescheid reden",
        "ich will mit nem menschen reden, es geht um meinen bauantrag",
        "Du verstehst mich nicht, gib mir nen Menschen",
        "Ich will mit einem Menschen reden! Nicht mit dir.",
        "Mein Antrag ist weg. Kann ich mit jemandem sprechen?",
        "Kann ich mit jemandem vom Bauamt sprechen?",
        "Ich möchte bitte mit einem Mitarbeiter des Standesamts sprechen",
        "I want to speak to a human",
        "can I talk to a real person please?",
        "agent",
        "human please",
        "connect me to an employee",
        "/mensch",
        "/mensch@musterstadt_bot",
        "/human",
    ),
    Wish.CANCEL: (
        "ach ist schon erledigt, danke",
        "abbrechen",
        "/abbrechen",
        "bitte abbrechen",
        "Stopp!",
        "hat sich erledigt",
        "Das hat sich erledigt, danke",
        "vergiss es",
        "ich will nicht mehr warten",
        "cancel",
        "never mind",
        "/cancel",
    ),
    Wish.YES: (
        "ja",
        "Ja bitte!",
        "jo",
        "yes please",
        "klar",
        "ja, gerne",
        "gerne",
        "ja, verbinden",
        "auf jeden Fall",
        "👍",
        "👍🏽",
        "bitte",
    ),
    Wish.NO: (
        "nein",
        "Nein, danke.",
        "nee",
        "no thanks",
        "lieber nicht",
        "👎",
        "nicht nötig",
    ),
    Wish.OKAY: (
        "ok",
        "Okay.",
        "alles klar",
        "verstanden",
        "ach so",
    ),
    Wish.NONE_OF_THESE: (
        "nichts davon",
        "Keins davon.",
        "Nein, nichts davon",
        "none of these",
        "was anderes",
    ),
    Wish.HELPED: (
        "danke hat geklappt",
        "Hat alles funktioniert, danke!",
        "hat geholfen",
        "Das hat mir geholfen, danke!",
        "ja hat geholfen",
        "that helped",
    ),
    Wish.NOT_HELPED: (
        "hat nicht geholfen",
        "Das hilft mir leider nicht weiter",
        "falsche antwort",
        "das war nicht meine Frage",
        "du verstehst mich nicht",
        "that didn't help",
        "danke für nichts",
        "scheiß bot",
    ),
    Wish.THANKS: (
        "danke",
        "vielen Dank!",
        "Danke schön für die schnelle Hilfe",
        "super, danke",
        "ok danke",
        "thank you so much",
        "🙏",
        "danke und schönen Tag noch",
    ),
    Wish.GOODBYE: ("Tschüss", "schönen Tag noch", "pfiat di"),
    Wish.HOW_ARE_YOU: ("wie geht's?", "Wie geht es Ihnen?"),
    Wish.JOKE: ("erzähl mir einen witz",),
    Wish.AFFECTION: ("ich liebe dich",),
    Wish.CHAT: ("mir ist langweilig",),
    Wish.TEST: ("test", "nur ein Test"),
    Wish.GREETING: (
        "hallo",
        "Hallo!",
        "Guten Tag",
        "moin",
        "guten Morgen zusammen",
        "hi there",
        "👋",
        "Sehr geehrte Damen und Herren,",
    ),
    Wish.ANYBODY_THERE: ("ist da jemand?", "anyone there?"),
    Wish.WHO_ARE_YOU: (
        "bist du ein Roboter?",
        "bist du ein mensch oder ein bot",
        "Spreche ich mit einer Maschine?",
        "wer bist du",
        "are you a bot?",
        "am I talking to a human?",
    ),
    Wish.RUDE: (
        "ihr seid alle so scheisse und faul",
        "arschloch",
        "du bist so dumm",
        "Fick dich",
        "Du Idiot",
        "you are stupid",
    ),
    Wish.JUNK: (
        "",
        "?",
        "???",
        "🤷",
        "🦄🦄",
        "qwertz uiop",
        "x" * 4000,
        "x",
        "asdf",
        "sdfghjk",
        "qwertz",
        "hahahaha",
        "42",
        "12345",
        "hm",
        "hä?",
        "aksjdhaksjdh",
        "blabla",
        "   ",
        "...",
        "lalalala",
        "qwqwqwqw",
        "sdkfjhskdjfh",
    ),
    Wish.HELP: (
        "hilfe",
        "/hilfe",
        "Help",
        "was kannst du?",
        "können Sie mir helfen",
        "ich habe eine frage",
        "Hallo, ich hätte eine Frage",
        "/foo",
    ),
    Wish.NETIQUETTE: (
        "netiquette",
        "/netiquette",
        "welche Regeln gelten hier?",
        "rules",
    ),
    Wish.PRIVACY: (
        "Datenschutz",
        "/datenschutz",
        "Was passiert mit meinen Daten?",
        "privacy policy",
    ),
    Wish.ENGLISH: (
        "english",
        "English please",
        "in english please",
        "Do you speak English?",
        "sprechen Sie englisch?",
        "/english",
    ),
    Wish.GERMAN: (
        "deutsch",
        "auf deutsch bitte",
        "/deutsch",
    ),
    Wish.EASY: (
        "leichte Sprache",
        "bitte in leichter sprache",
        "/leicht",
        "zu kompliziert",
    ),
    Wish.NORMAL: (
        "normale Sprache",
        "leichte sprache aus",
    ),
    Wish.STATUS: (
        "where do I stand?",
        "Wann meldet ihr euch?",
        "status",
        "/status",
        "Wo stehe ich in der Warteschlange?",
        "Wo bin ich in der Schlange",
        "Where am I?",
        "wie lange dauert das noch",
        "Wann meldet sich jemand?",
        "how much longer?",
        "Stand?",
    ),
    Wish.START: (
        "/start",
        "/start abc123",
        "neustart",
    ),
    Wish.SKIP: (
        "überspringen",
        "skip",
    ),
    Wish.UNSURE: (
        "weiß ich nicht",
        "keine Ahnung",
        "I don't know",
        "egal",
    ),
    Wish.ONE: (
        "1",
        "eins",
        "1 Stern",
        "⭐",
    ),
    Wish.TWO: (
        "2",
        "zwei Sterne",
    ),
    Wish.THREE: ("3 von 5",),
    Wish.FOUR: (
        "4",
        "4 stars",
        "⭐⭐⭐⭐",
    ),
    Wish.FIVE: (
        "5",
        "5/5",
        "fünf",
    ),
}
QUESTIONS = """
mensch wo finde ich hier das bürgerbüro
danke, und was kostet ein Reisepass?
Guten Tag, was kostet ein Ausweis
Hallo wo ist das Rathaus
ja aber was kostet das
nein ich meine den Kinderreisepass
ok und wie lange dauert das
wie lange dauert das
kann ich jemanden mitbringen
kann jemand anderes meinen Ausweis abholen
brauche ich einen Berater
muss ich persönlich kommen
wie erreiche ich das bürgerbüro
ich möchte mit dem bürgermeister sprechen
Sprechstunde Bürgermeisterin
Ich möchte eine Person anmelden
Menschen mit Behinderung
Parkausweis für Menschen mit Behinderung
Wie werde ich Mitarbeiter der Stadt?
mitarbeiter werden
Antrag abbrechen
Kann ich meinen Antrag zurückziehen?
Termin absagen
Stoppschild beschädigt
Wie kann ich Widerspruch einlegen
Hilfe zum Lebensunterhalt
Hilfe bei der Steuererklärung
Ich brauche Hilfe beim Ausfüllen
Leichte Sprache Wahlbenachrichtigung wo
Englischkurs
Gibt es das Formular auf Englisch
Kfz
REWE
Hund
Perso
Wohngeld
Straßenlaterne
Reisepass
BAföG
Status meines Antrags
Stand meines Bauantrags
Wartezeit Zulassungsstelle
Warteschlange Bürgerbüro lang
Keine Maschine kaputt
ich habe keinen Computer
ich habe kein Internet und keinen Drucker
Roboter im Stadtpark
Testament hinterlegen
Coronatest
Regeln für Osterfeuer
Datenschutzbeauftragter
Was macht der Datenschutzbeauftragte?
Danke für die Auskunft, aber gilt das auch für Kinder?
Nein heißt nein, wo melde ich Belästigung
Gute Nacht Taxi
guten tag verein anmelden
zwei Kinder anmelden
5 Personen Haushalt Wohngeld
3 Reisepässe
was kostet das
what does a passport cost
thanks, and where do I park?
hello where is the town hall
is there a person responsible for parking permits
Wo bekomme ich eine Personenstandsurkunde?
Mein Nachbar ist ein Idiot und grillt immer
Kann ich eine andere Person bevollmächtigen?
привет
Merhaba
Sachbearbeiter, drei Jahre Erfahrung, wie bewerbe ich mich?
Wir haben Mitarbeiter, müssen wir Gewerbesteuer zahlen?
Mit wem kann ich sprechen, wenn ich Schulden habe?
Wo kann ich mit jemandem reden, wenn ich spielsüchtig bin?
Ich will keinen Bot, wo melde ich mich um?
""".strip().split("\n")
TABLE = [(text, wish) for wish, texts in WISHES.items() for text in texts]


@pytest.mark.parametrize(("text", "wish"), TABLE)
def test_a_wish_is_recognised(text: str, wish: Wish) -> None:
    assert recognise(text) == wish


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_is_never_taken_for_a_wish(text: str) -> None:
    assert recognise(text) is None


@pytest.mark.parametrize(
    ("text", "concern"),
    [
        ("ich will mit einem menschen sprechen", ""),
        ("Hallo, bitte einen Menschen!", ""),
        ("/mensch", ""),
        ("Ich will mit einem Menschen reden! Nicht mit dir.", ""),
        ("Du verstehst mich nicht, gib mir nen Menschen", ""),
        (
            "Ich will mit nem Menschen reden, es geht um meinen Bauantrag",
            "Ich will mit nem Menschen reden, es geht um meinen Bauantrag",
        ),
        ("/mensch Mein Bescheid ist falsch", "Mein Bescheid ist falsch"),
        (
            "Ich möchte mit einem Menschen über meinen Wohngeldbescheid sprechen",
            "Ich möchte mit einem Menschen über meinen Wohngeldbescheid sprechen",
        ),
    ],
)
def test_the_concern_in_a_wish_for_a_person(text: str, concern: str) -> None:
    assert concern_in(text) == concern


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_its_wish(name: str) -> None:
    assert recognise(f"/{name}") is COMMANDS[name]


def test_the_word_lists_are_in_normal_form() -> None:
    lists = [value for name, value in vars(phrases).items() if name.isupper()]
    for words in lists:
        for word in words:
            assert normalise(word) == word


@given(st.text(max_size=400))
def test_any_text_has_a_result(text: str) -> None:
    recognise(text)
    concern_in(text)
