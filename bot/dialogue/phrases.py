"""Word lists by which plain words are recognised, in the form that `faq.text.normalise` gives. Data only."""

from __future__ import annotations

from typing import Final


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split("/"))


NONE_OF_THESE: Final = _phrases("""
    nichts davon / nichts von alledem / nichts von dem / keine davon / keins davon / keines davon / keiner davon
    / nix davon / keine von diesen / passt nicht / passt nichts / nichts passt / das passt nicht
    / das passt alles nicht / passt alles nicht / nicht dabei / ist nicht dabei / nein nichts davon / nichts dabei
    / da ist nichts dabei / meine frage ist nicht dabei / was anderes / etwas anderes / ich meine was anderes
    / ich meine etwas anderes / none / none of these / none of those / none of them / none of the above / neither
    / something else
""")
HELPED: Final = _phrases("""
    hat geholfen / das hat geholfen / das hat mir geholfen / hat mir geholfen / das hat mir sehr geholfen
    / hat mir sehr geholfen / das hat sehr geholfen / ja hat geholfen / ja das hat geholfen
    / ja das hat mir geholfen / ja hat mir geholfen / danke das hat geholfen / danke das hat mir geholfen
    / danke das hat mir sehr geholfen / danke hat geholfen / danke hat mir geholfen / super hat geholfen / hilfreich
    / sehr hilfreich / das war hilfreich / das war sehr hilfreich / frage beantwortet / meine frage ist beantwortet
    / das beantwortet meine frage / that helped / this helped / it helped / yes that helped / that helps
    / that was helpful / helpful / very helpful
    / hat geklappt / das hat geklappt / es hat geklappt / danke hat geklappt / danke das hat geklappt
    / hat alles geklappt / alles geklappt / hat funktioniert / das hat funktioniert / hat alles funktioniert
    / danke hat funktioniert / danke war sehr hilfreich / it worked / that worked / worked thanks
""")
NOT_HELPED: Final = _phrases("""
    hat nicht geholfen / das hat nicht geholfen / das hat mir nicht geholfen / hat mir nicht geholfen
    / nein hat nicht geholfen / nein das hat nicht geholfen / das hat leider nicht geholfen / leider nicht
    / nein leider nicht / leider nein / hat leider nicht geholfen / das hilft nicht / das hilft mir nicht
    / das hilft mir nicht weiter / das hilft mir leider nicht / das hilft mir leider nicht weiter
    / das hilft nicht weiter / hilft nicht / hilft nicht weiter / hilft mir nicht / hilft mir nicht weiter
    / bringt mir nichts / das bringt mir nichts / nicht hilfreich / das war nicht hilfreich / falsch
    / das ist falsch / falsche antwort / das ist die falsche antwort / das stimmt nicht / das meine ich nicht
    / das meinte ich nicht / meinte ich nicht / so meinte ich das nicht / das war nicht meine frage
    / das ist nicht meine frage / das habe ich nicht gefragt / das wollte ich nicht wissen / du verstehst mich nicht
    / du verstehst nichts / sie verstehen mich nicht / verstehst du mich nicht / danke fuer nichts / unsinn
    / quatsch / so ein quatsch / bloedsinn / nutzlos / du bist nutzlos / scheiss bot / scheissbot / dummer bot
    / du dummer bot / bloeder bot / doofer bot / mistding / useless / stupid bot / wrong / wrong answer
    / that s wrong / that is wrong / not helpful / not what i asked / that s not what i asked
    / that is not what i asked / that didn t help / that did not help / this didn t help / it didn t help
    / didn t help / did not help / you don t understand me / you don t understand
""")
CANCEL: Final = _phrases("""
    abbrechen / abbruch / abbrechen abbrechen / ich will abbrechen / ich moechte abbrechen / vorgang abbrechen
    / anfrage abbrechen / warten abbrechen / gespraech beenden / chat beenden / beenden / stop / stopp / schluss
    / anliegen zurueckziehen / ich ziehe mein anliegen zurueck / ich moechte mein anliegen zurueckziehen
    / anfrage zurueckziehen / hat sich erledigt / das hat sich erledigt / es hat sich erledigt
    / hat sich schon erledigt / das hat sich schon erledigt / hat sich inzwischen erledigt / erledigt
    / schon erledigt / ist erledigt / ist schon erledigt / das ist erledigt / das ist schon erledigt
    / vergiss es / vergessen sie es / vergessen sie s / ich will nicht mehr warten
    / ich moechte nicht mehr warten / ich warte nicht mehr / cancel / cancel it / cancel my request
    / i want to cancel / quit / exit / never mind / nevermind / forget it
""")
START: Final = _phrases("""
    start / starten / neu starten / neustart / von vorn / von vorne / nochmal von vorne / restart / start over
    / begin
""")
NETIQUETTE: Final = _phrases("""
    netiquette / netikette / regeln / chatregeln / verhaltensregeln / welche regeln gelten
    / welche regeln gelten hier / regeln anzeigen / netiquette anzeigen / rules / chat rules / what are the rules
""")
REVIEW: Final = _phrases("""
    massnahme ueberpruefen / ueberpruefung der massnahme / massnahme ueberpruefen lassen / sperre ueberpruefen
    / stummschaltung ueberpruefen / ueberpruefung verlangen / ich verlange eine ueberpruefung / review the measure
    / review this measure / i want a review / i ask for a review
""")
PRIVACY: Final = _phrases("""
    datenschutz / datenschutzhinweis / datenschutzhinweise / datenschutzerklaerung / datenschutz anzeigen / dsgvo
    / gdpr / privacy / privacy policy / privacy notice / data protection / was passiert mit meinen daten
    / was macht ihr mit meinen daten / was machen sie mit meinen daten / what happens to my data
    / what do you do with my data
""")
EXPORT: Final = _phrases("""
    auskunft ueber meine daten / auskunft zu meinen daten / meine daten / meine daten anzeigen / zeig mir meine daten
    / zeigen sie mir meine daten / was ist ueber mich gespeichert / welche daten sind ueber mich gespeichert
    / welche daten habt ihr ueber mich / welche daten haben sie ueber mich / meine daten exportieren / datenauskunft
    / selbstauskunft / kopie meiner daten / my data / show my data / show me my data / export my data
    / what do you store about me / which data do you have about me / copy of my data
""")
ERASE: Final = _phrases("""
    meine daten loeschen / daten loeschen / loesche meine daten / loeschen sie meine daten / bitte meine daten loeschen
    / alles loeschen / alle meine daten loeschen / alles ueber mich loeschen / gespraech loeschen / chat loeschen
    / unterhaltung loeschen / verlauf loeschen / vergiss mich / vergesst mich / delete my data / erase my data
    / delete everything / delete all my data / delete this chat / delete this conversation / forget me
""")
ENGLISH: Final = _phrases("""
    english / englisch / auf englisch / in english / in englisch / speak english / english version
    / do you speak english / can you speak english / can we speak english / can you answer in english
    / i only speak english / i don t speak german / i do not speak german / sprechen sie englisch
    / sprichst du englisch / koennen wir englisch sprechen / auf englisch antworten / switch to english
""")
GERMAN: Final = _phrases("""
    deutsch / german / auf deutsch / in german / in deutsch / deutsche version / sprechen sie deutsch
    / sprichst du deutsch / koennen wir deutsch sprechen / do you speak german / auf deutsch antworten
    / switch to german
""")
EASY: Final = _phrases("""
    leichte sprache / in leichter sprache / leichter sprache / einfache sprache / in einfacher sprache
    / ich brauche leichte sprache / ich moechte leichte sprache / koennen sie leichte sprache
    / koennen sie das einfacher sagen / koennen sie es einfacher sagen / kannst du das einfacher sagen
    / kannst du es einfacher sagen / einfacher / leichter / zu schwer / das ist zu schwer / zu kompliziert
    / das ist zu kompliziert / das ist mir zu kompliziert / easy language / easy read / easy german / plain language
    / simple language
""")
NORMAL: Final = _phrases("""
    normale sprache / alltagssprache / in normaler sprache / keine leichte sprache / leichte sprache aus
    / leichte sprache ausschalten / ohne leichte sprache / normal language
""")
WEB_CHAT: Final = _phrases("""
    webchat / web chat / zum webchat / zum web chat / neuer link / neuen link / neuen link bitte
    / bitte einen neuen link / der link geht nicht / der link geht nicht mehr / link geht nicht
    / der link funktioniert nicht / der link funktioniert nicht mehr / link funktioniert nicht / link abgelaufen
    / der link ist abgelaufen / new link / new link please / the link does not work / link expired
    / the link has expired / continue in the web chat / weiter im webchat / weiter im web chat
""")
STATUS: Final = _phrases("""
    status / stand / wie ist der stand / wie ist der stand der dinge / was ist der stand / wo stehe ich
    / wo stehe ich gerade / wo stehe ich in der warteschlange / wo stehe ich in der schlange
    / welchen platz habe ich / mein platz / platz / warteschlange / wartezeit / wie lange noch / wie lang noch
    / wie lange dauert es noch / wie lange dauert das noch / wie lange muss ich noch warten
    / wie lange muss ich warten / wie lange soll ich noch warten / wann bin ich dran / wann bin ich an der reihe
    / wo bin ich / wo bin ich in der schlange / wo bin ich in der warteschlange / where am i
    / wann kommt jemand / wann kommt denn jemand / wann meldet sich jemand / wann antwortet jemand
    / wann bekomme ich antwort / wann bekomme ich eine antwort / wie viele sind vor mir
    / wie viele leute sind vor mir / kommt da noch was / how much longer / how long do i have to wait
    / how long will it take / how long is the wait / where am i in the queue / my place in the queue / queue
    / wann meldet ihr euch / wann melden sie sich / wann meldet sich wer / wann meldet sich endlich jemand
    / wann kriege ich antwort / wann kriege ich eine antwort / wo bleibt die antwort / wo bleibt meine antwort
    / was ist mit meinem anliegen / wie weit ist mein anliegen / wo ist mein anliegen / gibt es was neues
    / gibt es etwas neues / where do i stand / what is the status / what s the status / status of my request
    / what is the status of my request / where is my request / when will you answer / when do i get an answer
    / what is my position / when will someone answer / when will i get an answer / any news / any update
""")
SKIP: Final = _phrases("""
    ueberspringen / skip / weiter / ohne / ohne foto / ohne ort / kein foto / kein ort / keine angabe
    / keine angaben / ohne angabe / no photo / no place / next / skip this
""")
UNSURE: Final = _phrases("""
    weiss ich nicht / weiss nicht / weiss ich nich / das weiss ich nicht / ich weiss nicht / ich weiss es nicht
    / ich weiss das nicht / keine ahnung / ka / kp / egal / ist mir egal / ist egal / unsicher
    / bin mir nicht sicher / ich bin mir nicht sicher / nicht sicher / i don t know / i dont know / dont know
    / don t know / no idea / not sure / i m not sure / idk / whatever
""")
NUMBERS: Final = {
    "1": 1,
    "eins": 1,
    "one": 1,
    "erste": 1,
    "das erste": 1,
    "die erste": 1,
    "2": 2,
    "zwei": 2,
    "two": 2,
    "zweite": 2,
    "das zweite": 2,
    "die zweite": 2,
    "3": 3,
    "drei": 3,
    "three": 3,
    "dritte": 3,
    "das dritte": 3,
    "die dritte": 3,
    "4": 4,
    "vier": 4,
    "four": 4,
    "5": 5,
    "fuenf": 5,
    "five": 5,
}
