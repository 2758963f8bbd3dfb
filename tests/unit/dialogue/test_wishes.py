from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue import phrases
from bot.dialogue.commands import COMMANDS
from bot.dialogue.wishes import Wish, concern_in, recognise
from faq.text import normalise

WISHES = {
    Wish.PERSON: """
        Mensch
        Mensch!
        ein Mensch bitte
        ich will mit einem menschen sprechen
        Ich möchte bitte mit einem echten Menschen sprechen.
        Hallo, ich möchte mit einem Menschen reden, danke
        Guten Tag, kann ich mit einem Mitarbeiter sprechen?
        Kann ich bitte mit jemandem reden
        ich will jemand echtes
        gib mir endlich einen menschen
        GIB MIR EINEN MENSCHEN DU SCHEISS BOT
        ich will keinen bot
        kein bot bitte
        ich rede nicht mit einer maschine
        ich will nicht mit einem roboter sprechen
        verbinden Sie mich mit einer Mitarbeiterin
        verbinde mich mit einem mitarbeiter:in
        Sachbearbeiter bitte
        ich brauche einen Sachbearbeiter
        wie erreiche ich einen mitarbeiter?
        gibt es hier auch menschen?
        jemand soll mich anrufen
        Kann mich jemand zurückrufen?
        nein, ich will einen menschen
        ja, einen menschen bitte
        verdammt nochmal ich will einen menschen sprechen
        ich möchte mit einem Menschen über meinen Wohngeldbescheid sprechen
        kann ich mit einem mitarbeiter wegen meinem Bescheid reden
        I want to speak to a human
        can I talk to a real person please?
        agent
        human please
        connect me to an employee
        /mensch
        /mensch@musterstadt_bot
        /human""",
    Wish.CANCEL: "abbrechen\n/abbrechen\nbitte abbrechen\nStopp!\nhat sich erledigt\nDas hat sich erledigt, danke\n"
    "vergiss es\nich will nicht mehr warten\ncancel\nnever mind\n/cancel",
    Wish.YES: "ja\nJa bitte!\njo\nyes please\nklar\nja, gerne\ngerne\nja, verbinden\nauf jeden Fall\n👍\n👍🏽\nbitte",
    Wish.NO: "nein\nNein, danke.\nnee\nno thanks\nlieber nicht\n👎\nnicht nötig",
    Wish.OKAY: "ok\nOkay.\nalles klar\nverstanden\nach so",
    Wish.NONE_OF_THESE: "nichts davon\nKeins davon.\nNein, nichts davon\nnone of these\nwas anderes",
    Wish.HELPED: "hat geholfen\nDas hat mir geholfen, danke!\nja hat geholfen\nthat helped",
    Wish.NOT_HELPED: "hat nicht geholfen\nDas hilft mir leider nicht weiter\nfalsche antwort\ndas war nicht meine Frage\n"
    "du verstehst mich nicht\nthat didn't help\ndanke für nichts\nscheiß bot",
    Wish.THANKS: "danke\nvielen Dank!\nDanke schön für die schnelle Hilfe\nsuper, danke\nok danke\nthank you so much\n"
    "Tschüss\n🙏\ndanke und schönen Tag noch",
    Wish.GREETING: "hallo\nHallo!\nGuten Tag\nmoin\nguten Morgen zusammen\nhi there\n👋\nSehr geehrte Damen und Herren,",
    Wish.SMALLTALK: "wie geht's?\nWie geht es Ihnen?\nbist du ein Roboter?\nbist du ein mensch oder ein bot\n"
    "Spreche ich mit einer Maschine?\nwer bist du\nist da jemand?\nare you a bot?\nam I talking to a human?\n"
    "erzähl mir einen witz",
    Wish.RUDE: "arschloch\ndu bist so dumm\nFick dich\nyou are stupid",
    Wish.JUNK: "\n?\n???\n🤷\n🦄🦄\nx\nasdf\nsdfghjk\nqwertz\nhahahaha\n42\n12345\nhm\nhä?\naksjdhaksjdh\nblabla\n   \n...\ntest\n"
    "lalalala\nqwqwqwqw\nsdkfjhskdjfh",
    Wish.HELP: "hilfe\n/hilfe\nHelp\nwas kannst du?\nkönnen Sie mir helfen\nich habe eine frage\nHallo, ich hätte eine Frage\n/foo",
    Wish.NETIQUETTE: "netiquette\n/netiquette\nwelche Regeln gelten hier?\nrules",
    Wish.PRIVACY: "Datenschutz\n/datenschutz\nWas passiert mit meinen Daten?\nprivacy policy",
    Wish.ENGLISH: "english\nEnglish please\nin english please\nDo you speak English?\nsprechen Sie englisch?\n/english",
    Wish.GERMAN: "deutsch\nauf deutsch bitte\n/deutsch",
    Wish.EASY: "leichte Sprache\nbitte in leichter sprache\n/leicht\nzu kompliziert",
    Wish.NORMAL: "normale Sprache\nleichte sprache aus",
    Wish.STATUS: "status\n/status\nWo stehe ich in der Warteschlange?\nwie lange dauert das noch\nWann meldet sich jemand?\n"
    "how much longer?\nStand?",
    Wish.START: "/start\n/start abc123\nneustart",
    Wish.SKIP: "überspringen\nskip",
    Wish.UNSURE: "weiß ich nicht\nkeine Ahnung\nI don't know\negal",
    Wish.ONE: "1\neins\n1 Stern\n⭐",
    Wish.TWO: "2\nzwei Sterne",
    Wish.THREE: "3 von 5",
    Wish.FOUR: "4\n4 stars\n⭐⭐⭐⭐",
    Wish.FIVE: "5\n5/5\nfünf",
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
""".strip().split("\n")
TABLE = [
    (line.strip(), wish)
    for wish, lines in WISHES.items()
    for line in (lines.split("\n") if wish is Wish.JUNK else lines.strip().split("\n"))
]


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
