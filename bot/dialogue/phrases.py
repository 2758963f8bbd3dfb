"""Word lists by which plain words are recognised, in the form that `faq.text.normalise` gives. Data only."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split("/"))


FILLERS: Final = _words("""
    bitte bitteschoen mal doch also einfach jetzt sofort endlich halt eben gerne gern nun na aeh aehm hm hmm oh ach
    denn eigentlich kurz schnell please pls plz just now ok okay so
""")
GREETINGS: Final = _words("""
    hallo halloechen hi hey heyho moin servus tach tag guten gute morgen abend gruess gruezi gott mahlzeit hello
    good morning afternoon evening day zusammen liebes liebe team sehr geehrte damen und herren there dear sir madam
    sie euch dich bot
""")
GREETING_HEADS: Final = _words("""
    hallo halloechen hi hey heyho moin servus tach guten gute morgen abend gruess gruezi mahlzeit hello good sehr
    liebe liebes dear
""")
THANKS: Final = _words("""
    danke dankeschoen dank vielen herzlichen lieben tausend schoen sehr dir ihnen euch fuer die ihre deine den eure
    hilfe auskunft antwort info infos information informationen schnelle nette gute tolle super toll top klasse
    prima perfekt ok okay alles klar gut im voraus und auch nochmal nochmals tschuess tschau ciao bye wiedersehen
    auf bis dann bald schoenen tag noch abend wochenende mfg lg viele gruesse freundlichen gruessen mit thanks thank
    thx ty you very much so many lot a the for help your merci das war ist nett lieb
""")
THANKS_HEADS: Final = _words("""
    danke dankeschoen dank thanks thank thx ty merci tschuess tschau ciao bye wiedersehen super toll top klasse
    prima perfekt mfg lg gruesse gruessen
""")

PERSONS: Final = _words("""
    mensch menschen mensh mennschen mitarbeiter mitarbeitern mitarbeiterin mitarbeitende mitarbeitenden
    mitarbeitender angestellte angestellten angestellter sachbearbeiter sachbearbeitern sachbearbeiterin
    sachbearbeitung berater beratern beraterin beamter beamten beamte beamtin person personen human humans agent
    operator representative advisor employee clerk people
""")
SOMEBODY: Final = _words("""
    jemand jemanden jemandem wem somebody someone anybody anyone kollege kollegen kollegin
""")
SPEAKING: Final = _words("""
    sprechen reden chatten telefonieren unterhalten verbinden verbunden sprech spreche sprchen rede reden verbinde
    weiterleiten durchstellen weiterverbinden speak talk chat connect connected transfer
""")
AROUND_PERSON: Final = _words("""
    ich du sie er wir mir mich uns man will moechte mochte moecht wuerde mag kann kannst koennte koennten koennen
    darf muss brauche brauch benoetige wuensche verlange haette bekomme lieber gerne mit zu zum an einem einen einer
    ein eine eines nem nen ner n der die das dem den echten echter echte echtem echt richtigen richtiger richtige
    richtigem realen reale realer lebenden lebende lebendigen lebendige menschlichen menschliche menschlicher
    wirklichen wirkliche vom von aus bei hier wieder direkt persoenlich selbst lass lassen stell stelle stellen
    durch weiter her hol holen holt gib geben gebt haben schreiben erreichen erreiche kontaktieren kontakt anrufen
    zurueckrufen weitergeleitet weitergeben vermitteln wie wo gibt es nur und aber stadt stadtverwaltung verwaltung
    rathaus rathauses support auch
    statt anstatt danke vielen dank i want wanna would like can could may let me to with a
    an the real live actual need get give have contact reach my from at of city town hall us we is there how do
    where and right
""")
RUDE: Final = _words("""
    verdammt verdammte verdammten verdammter nochmal scheiss scheisse scheissding scheissbot verfluchte verfluchten
    verflucht mist kack dumme dummen dummer doofe doofen doofer bloede bloeden bloeder drecks fucking fuck damn
    bloody idiot idioten zum teufel gefaelligst himmelherrgott stupid dumb
""")
MACHINES: Final = _words("""
    bot bots roboter robotern maschine maschinen computer automat automaten ki chatbot blechkiste robot robots
    machine machines ai
""")
INSULTS: Final = _words("""
    arschloch arsch idiot idioten vollidiot depp deppen trottel wichser hurensohn fotze penner missgeburt fick dich
    ficken fickt euch leck mich am du bist sie sind seid ihr alle ein eine so verdammter verdammte verdammt dumm
    doof bloed dummes bloedes scheiss scheisse scheissverein kack kacke mist schlampe hure nutte asshole fuck off
    you are stupid dumb shit bullshit bitch moron an a idiots fucking und nur
""")
INSULT_HEADS: Final = _words("""
    arschloch arsch idiot idioten vollidiot depp deppen trottel wichser hurensohn fotze penner missgeburt fick
    ficken fickt leck dumm doof bloed scheiss scheisse scheissverein kack kacke schlampe hure nutte asshole fuck
    stupid dumb shit bullshit bitch moron idiots
""")

PERSON: Final = _phrases("""
    rueckruf / um rueckruf / ich bitte um rueckruf / bitte um rueckruf / ich moechte einen rueckruf
    / ich haette gern einen rueckruf / ruft mich an / rufen sie mich an / rufen sie mich zurueck
    / kann mich jemand anrufen / jemand soll mich anrufen / jemand soll mich zurueckrufen
    / kann mich jemand zurueckrufen / call me / call me back / jemand echtes
    / ich will jemand echtes / jemand richtiges / real person
    / live chat / customer service / customer support / kundenservice / kundendienst / support
""")
YES: Final = _phrases("""
    ja / jaa / jo / joa / jep / jepp / jup / jupp / jap / japp / jawohl / j / y / yes / yep / yeah / yup / ya / sure
    / of course / please / please do / yes please / do it / bitte / ja bitte / bitte ja / ja gerne / ja gern / gerne
    / gern / sehr gerne / sehr gern / klar / ja klar / na klar / natuerlich / ja natuerlich / sicher / aber sicher
    / unbedingt / genau / ja genau / richtig / stimmt / auf jeden fall / auf alle faelle / einverstanden / mach das
    / ja mach das / machen sie das / ja machen sie das / ja das waere nett / ja das waere gut / ja das waere toll
    / das waere nett / das waere gut / das waere schoen / ja danke / ja bitte danke / verbinden / ja verbinden
    / weiterleiten / ja weiterleiten / ja ich will / ja ich moechte / das passt / ja passt / ja das stimmt
    / yes that would be great / yes thanks
""")
NO: Final = _phrases("""
    nein / nee / ne / noe / no / nope / nah / n / nein danke / nee danke / ne danke / noe danke / danke nein
    / no thanks / no thank you / nicht noetig / nein nicht noetig / nein das ist nicht noetig / lieber nicht
    / nein lieber nicht / eher nicht / brauche ich nicht / nein brauche ich nicht / muss nicht sein
    / auf keinen fall / kein bedarf / nicht / nein nicht / im moment nicht / noch nicht / not necessary / not really
    / i don t want that
""")
OKAY: Final = _phrases("""
    ok / okay / okey / oki / okidoki / k / kk / alles klar / alles gut / ok alles klar / gut / na gut / verstanden
    / ach so / achso / aha / passt / in ordnung / geht klar / schoen / gut zu wissen / fine / alright / all right
    / got it / i see / good / great / cool / nice
""")
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
    / schon erledigt / vergiss es / vergessen sie es / vergessen sie s / ich will nicht mehr warten
    / ich moechte nicht mehr warten / ich warte nicht mehr / cancel / cancel it / cancel my request
    / i want to cancel / quit / exit / never mind / nevermind / forget it
""")
START: Final = _phrases("""
    start / starten / neu starten / neustart / von vorn / von vorne / nochmal von vorne / restart / start over
    / begin
""")
HELP: Final = _phrases("""
    hilfe / help / hilf mir / helfen sie mir / helft mir / ich brauche hilfe / ich benoetige hilfe
    / kannst du mir helfen / koennen sie mir helfen / koennt ihr mir helfen / kann mir jemand helfen / was kannst du
    / was kannst du alles / was koennen sie / was kann ich hier machen / was kann ich hier tun / was kann ich fragen
    / was kann ich dich fragen / was kann ich sie fragen / was geht hier / wie funktioniert das
    / wie funktioniert das hier / wie geht das hier / ich habe eine frage / ich haette eine frage
    / ich hab eine frage / ich hab ne frage / habe eine frage / eine frage / frage / darf ich was fragen
    / darf ich etwas fragen / kann ich dich was fragen / kann ich sie etwas fragen / menue / menu / befehle
    / kommandos / commands / i need help / help me / can you help me / can you help / could you help me
    / what can you do / how does this work / i have a question / can i ask you something / can i ask something
""")
NETIQUETTE: Final = _phrases("""
    netiquette / netikette / regeln / chatregeln / verhaltensregeln / welche regeln gelten
    / welche regeln gelten hier / regeln anzeigen / netiquette anzeigen / rules / chat rules / what are the rules
""")
PRIVACY: Final = _phrases("""
    datenschutz / datenschutzhinweis / datenschutzhinweise / datenschutzerklaerung / datenschutz anzeigen / dsgvo
    / gdpr / privacy / privacy policy / privacy notice / data protection / was passiert mit meinen daten
    / was macht ihr mit meinen daten / was machen sie mit meinen daten / what happens to my data
    / what do you do with my data
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
    / what is my position / when will someone answer / when will i get an answer / any news / any update
""")
SMALLTALK: Final = _phrases("""
    wie geht s / wie gehts / wie geht es dir / wie geht es ihnen / wie geht s dir / wie gehts dir / wie geht s ihnen
    / na wie geht s / was geht / was geht ab / was machst du / was machst du so / wer bist du / wer bist denn du
    / wer sind sie / mit wem spreche ich / mit wem rede ich / mit wem schreibe ich / wer schreibt da
    / wer antwortet hier / wie heisst du / wie heissen sie / wie ist dein name / wie alt bist du / bist du da
    / bist du noch da / sind sie da / sind sie noch da / ist da jemand / ist hier jemand / ist jemand da
    / ist noch jemand da / jemand da / noch da / bist du echt / sind sie echt / erzaehl einen witz
    / erzaehl mir einen witz / erzaehl mir was / kennst du einen witz / ich liebe dich / ich mag dich
    / mir ist langweilig / langweilig / schoenes wetter / schoenes wetter heute / guter bot / braver bot
    / du bist toll / du bist super / du bist nett / du bist lieb / alexa / siri / chatgpt / frohe weihnachten
    / frohes neues / frohes neues jahr / frohe ostern / how are you / how are you doing / what s up / whats up
    / who are you / what are you / what is your name / what s your name / are you there / are you real
    / is anybody there / anybody there / anyone there / is anyone there / tell me a joke / i love you / good bot
    / who am i talking to / who am i speaking with
""")
JUNK: Final = _phrases("""
    hae / haeh / hm / hmm / mhm / mh / aeh / aehm / was / wie / wie bitte / what / huh / lol / rofl / xd / test
    / tests / testing / test test / testnachricht / bla / blabla / bla bla / bla bla bla / blablabla / asdf / qwertz
    / qwertz uiop / qwertzuiop / qwerty uiop / qwertyuiop / qwerty / abc / abcd / foo / foobar / pups / kacka
    / wtf / omg
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
