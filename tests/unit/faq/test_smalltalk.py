from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq import chatter, persons
from faq.smalltalk import SmallTalk, small_talk
from faq.text import normalise

SAID = {
    SmallTalk.GREETING: """
        hallo | Hallo! | hallo? | hi | moin | Moin moin | Servus | Grüß Gott | grüß dich | Grüezi | griaß di | guude
        Guten Tag zusammen | Glück auf | Tach auch | huhu | Hallöchen | hey there | Good afternoon | hi bot
        Grüß Gott beinand
        hallo liebes team | 👋 | hello | Hoi zäme | na du | ei gude wie | Guten Morgen liebe Stadtverwaltung
        greetings
    """,
    SmallTalk.THANKS: """
        danke | Vielen Dank! | danke dir vielmals, schönen tag noch | Merci vielmals | dankschön | tausend dank
        ok danke tschüss | thx | thanks a lot | Danke, das war sehr nett | vergelts gott | 🙏 | super danke dir
        Herzlichen Dank für Ihre Mühe | Danke für Ihre Geduld | thank you very much, bye | cheers | danke euch
        Besten Dank im Voraus | dankeschön und einen schönen Abend
    """,
    SmallTalk.GOODBYE: """
        tschüss | Tschüssi | ciao | bye | Auf Wiedersehen | bis bald | Bis morgen! | gute nacht | pfiat di | Ade
        schönen Tag noch | schönes Wochenende | servus und tschüss | goodbye | see you | tschö | mach's gut
        have a nice day
        Einen schönen Feierabend
    """,
    SmallTalk.HOW_ARE_YOU: """
        wie geht's? | Wie geht es dir? | Wie geht es Ihnen heute? | na wie gehts | alles gut bei dir? | how are you?
        how is it going
        was geht ab | und wie geht es dir so? | what's up | Geht es dir gut? | wie läufts
    """,
    SmallTalk.WHO_ARE_YOU: """
        wer bist du | Wer sind Sie? | bist du ein bot | bist du ein Mensch oder ein Computer?
        Spreche ich mit einer Maschine?
        mit wem schreibe ich hier? | are you a bot? | who are you | what are you | wie heißt du | Bist du echt?
        bist du chatgpt | ist das hier eine KI? | are you human | am I talking to a real person?
        Wer hat dich programmiert?
        wie alt bist du | Antwortet hier ein Roboter | bist du eine künstliche intelligenz
    """,
    SmallTalk.ANYBODY_THERE: """
        ist da jemand? | jemand da | bist du da? | Sind Sie noch da? | anyone there? | hallo ist da wer
        haaallo jemand da
    """,
    SmallTalk.HELP: """
        hilfe | was kannst du | Was kannst du alles? | ich habe eine frage | can you help me | how does this work
        was kann ich hier machen | ich hab da mal ne Frage | Ich bräuchte mal Ihre Hilfe
        Was machst du hier eigentlich?
        Wobei kannst du mir helfen? | I have a question
    """,
    SmallTalk.JOKE: """
        erzähl einen witz | Erzähl mir bitte einen Witz | kennst du einen witz | Kannst du singen? | tell me a joke
        sing ein lied | Weißt du einen guten Witz? | bring mich zum lachen
    """,
    SmallTalk.AFFECTION: """
        ich liebe dich | ich mag dich | du bist toll | guter bot | willst du mich heiraten | i love you | du bist süß
        Du bist der Beste | good bot | you are great | bist du single | ihr seid super
    """,
    SmallTalk.CHAT: """
        mir ist langweilig | schönes wetter heute | frohe weihnachten | Frohes neues Jahr | was machst du so | alexa
        hey siri
        Guten Rutsch | wie ist das wetter | was ist der sinn des lebens | i am bored | Merry Christmas | alles Gute
        Happy new year
    """,
    SmallTalk.INSULT: """
        du bist dumm | du bist so dumm | arschloch | Fick dich | Du Idiot | halt die fresse | halts maul
        verpiss dich
        ihr seid doch alle unfähig | scheiß verwaltung | so ein saftladen | you are stupid | fuck you | stupid bot
        leck mich am arsch | was für ein schwachsinniger Bot | du nutzloses Stück Blech | Ihr seid alle Idioten
        blöder bot
        du spast | shut up
    """,
    SmallTalk.TEST: """
        test | Test 123 | nur ein test | das ist ein test | testing | test test | Testnachricht | ich teste nur
        just testing
    """,
    SmallTalk.JUNK: """
        asdf | ??? | 🦄🦄 | lol | hahaha | hihi | xD | :) | yxcvbnm | qwertz | aaaaaaa | 42 | hmmm | blablabla | jklö
        ...
        rofl lol | dfghjkl | omg | lalala | sdfsdfsdf | hehe | .
    """,
    SmallTalk.YES: "ja | Ja bitte! | jo | yes please | klar | gerne | 👍 | jawoll | ja sehr gern | yes",
    SmallTalk.NO: "nein | nee | Nein, danke | no thanks | lieber nicht | 👎 | naa | nö | auf gar keinen Fall",
    SmallTalk.OKAY: "ok | Okay. | alles klar | verstanden | ach so | aha | passt scho | okidoki | got it | alright",
    SmallTalk.PERSON: """
        ich will mit einem menschen reden | kann mich jemand anrufen | gib mir einen mitarbeiter | human please
        Bitte rufen Sie mich zurück | Ich möchte einen Rückruf | kann ich mit jemandem persönlich sprechen
        ich brauche einen echten menschen | I want to talk to a real person | can someone call me?
        let me speak to someone
        gibt es hier auch echte menschen | i mecht mit am menschen redn | Ich hätte gerne ein persönliches Gespräch
        Könnte mich bitte jemand zurückrufen? | operator | Ich möchte mit einer echten Person chatten
        gibts da jemanden mit dem ich reden kann | ich will keinen bot | Mitarbeiter bitte | real human please
        kann ich bitte einen Sachbearbeiter haben | ruf mich an | please call me back
        ich will nicht mit ner maschine schreiben
    """,
}
QUESTIONS = """
Danke für die Info, wie lange hat das Bürgerbüro offen?
Hallo, mein Perso ist weg
Mitarbeiter gesucht? Stellenangebote
Menschen mit Behinderung Ausweis
Person anmelden
Personen abmelden
Moin, wo kann ich Sperrmüll anmelden
Servus, i brauch an neuen Ausweis
Grüß Gott, wann hat das Rathaus auf?
Test auf Corona
Einbürgerungstest
Sehtest Führerschein
Eignungstest Feuerwehr
Wie geht es mit meinem Antrag weiter?
wie geht das mit der ummeldung
wie geht ummelden
Wer ist der Bürgermeister?
Wer sind die Stadträte
Wie heißt der Bürgermeister
Wie alt muss man für den Personalausweis sein?
Ist jemand im Bürgerbüro?
Ist am Samstag jemand da?
Hilfe für Senioren
Ich brauche Hilfe bei der Pflege
Hilfe im Haushalt
Ich liebe Hunde, wo darf ich sie frei laufen lassen
Ich möchte heiraten
Willst du mir sagen was ein Pass kostet
Gute Schule gesucht
Guten Tag, ich möchte mein Auto abmelden
Schönes Wetter, wann öffnet das Freibad?
Wetterschutz Bushaltestelle
Weihnachtsmarkt
Frohe Weihnachten, hat das Rathaus an Heiligabend offen?
Silvester Feuerwerk
Nachtruhe
Gute Nacht Bus
Abendkasse
Schönen Tag, was kostet ein Hund
Auf Wiedersehen Deutschland Auswanderung abmelden
Die Ampel ist dumm geschaltet
Der Hausmeister ist ein Idiot, wo kann ich mich beschweren
Scheiß Hundehaufen überall auf dem Spielplatz
Idiotentest MPU
Wer hilft mir beim Ausfüllen?
Wo kann ich jemanden anrufen wegen Müll?
Kann jemand anderes meinen Pass abholen?
Ich habe niemanden, der mich begleitet
Ich möchte mit dem Standesamt sprechen
Welche Telefonnummer hat das Standesamt
Ansprechpartner Wohngeld
Wer ist mein Sachbearbeiter im Sozialamt?
Sachbearbeiter Stellenausschreibung
Beamter werden
Roboter Mäher Uhrzeit erlaubt
Computerkurs
KI Schulung
ja, aber was kostet es
nein, ich meinte den Führerschein
ok und welche Unterlagen
Klärwerk
Klaviergenehmigung
Jo Jahreskarte Schwimmbad
42 Meter hoher Baum
Pass
Hund
Kfz
Müll
Kita
Witze über den Bürgermeister erlaubt?
Singkreis Senioren
Liederabend Stadthalle
Was macht ein Ortsvorsteher
Was kann ich gegen Lärm tun?
I need a person to sign my form
Is there a human rights office
How are dogs taxed
How is the waste separated
What are the opening hours
Who are the councillors
test centre covid
stupid traffic light at the market
Thanks, but where is the office?
bye-law on noise
call for tenders
Kann ich meinen Termin telefonisch absagen
Ich möchte jemanden melden
""".strip().split("\n")
TABLE = [(text.strip(), kind) for kind, texts in SAID.items() for text in texts.strip().replace("\n", "|").split("|")]


@pytest.mark.parametrize(("text", "kind"), TABLE)
def test_small_talk_is_told_by_its_kind(text: str, kind: SmallTalk) -> None:
    assert small_talk(text) is kind


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_or_topic_is_no_small_talk(text: str) -> None:
    assert small_talk(text) is None


def test_nothing_at_all_is_junk() -> None:
    assert small_talk("") is SmallTalk.JUNK


def test_the_word_lists_are_in_normal_form() -> None:
    for words in (value for lists in (chatter, persons) for name, value in vars(lists).items() if name.isupper()):
        for word in words:
            assert normalise(word) == word


@given(st.text(max_size=400))
def test_any_text_has_a_result(text: str) -> None:
    small_talk(text)
