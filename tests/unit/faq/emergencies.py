"""What citizens write in distress, and what only sounds like it.

``HELD_OUT`` and ``FRESH`` were written without looking at the rules and measured before these were mended. Of
``HELD_OUT`` 1 of 71 was missed; of ``FRESH``, in the order of their four rounds, 18 of 45, 12 of 40, 20 of 45 and 7
of 40, with 3 of 66, 1 of 61, 0 of 58 and 1 of 62 false alarms. What nobody has thought of yet will be missed at a
like rate; add what is found.
"""

from __future__ import annotations

from faq.emergency import Danger

ALARMS: dict[Danger, tuple[str, ...]] = {
    Danger.FIRE: (
        "es brennt",
        "ES BRENNT!!!",
        "Hilfe, bei uns im Keller brennt es",
        "Feuer!",
        "hilfe feuer",
        "help fire",
        "Das Haus gegenüber steht in Flammen",
        "es brent in der küche",
        "there is a fire in my apartment",
        "Rauch kommt aus dem Fenster vom Nachbarn",
    ),
    Danger.GAS: (
        "Es riecht nach Gas im Treppenhaus",
        "Gasgeruch in der Wohnung!",
        "I smell gas",
    ),
    Danger.MEDICAL: (
        "Herzinfarkt",
        "Mein Mann hat einen Herzinfarkt",
        "herzinfakt hilfe",
        "jemand ist bewusstlos",
        "Meine Mutter ist bewustlos, was soll ich tun",
        "meine Oma atmet nicht mehr",
        "mein Baby bekommt keine Luft",
        "Notarzt schnell",
        "Ich brauche sofort einen Krankenwagen",
        "Ein Mann liegt auf dem Boden und bewegt sich nicht",
        "Verdacht auf Schlaganfall bei meinem Vater",
        "my father has a heart attack",
        "she is not breathing",
        "someone collapsed please send an ambulance",
        "er verblutet",
    ),
    Danger.POISONING: (
        "mein Kind hat Spülmittel getrunken",
        "Meine Tochter hat Tabletten geschluckt",
        "my son drank bleach",
    ),
    Danger.ACCIDENT: (
        "Hier ist ein schwerer Unfall passiert",
        "Unfall auf der Hauptstraße mit Verletzten",
        "ein Kind ertrinkt im See",
        "jemand ist ins Wasser gefallen hilfe",
        "ein Radfahrer wurde angefahren und blutet",
        "car accident, people are injured",
    ),
    Danger.VIOLENCE: (
        "Ich werde bedroht",
        "Ich wurde gerade überfallen",
        "Ein Mann läuft hier mit einem Messer herum",
        "er will mich umbringen",
        "Hilfe ich werde verfolgt",
        "ich wurde vergewaltigt",
        "someone attacked me",
        "he has a gun",
        "Hier schießt jemand",
    ),
    Danger.DOMESTIC: (
        "mein Mann schlägt mich",
        "Mein Mann schlagt mich und die Kinder",
        "mein freund hat mich gewürgt",
        "Ich werde zu Hause geschlagen",
        "my husband hits me",
        "häusliche Gewalt was kann ich tun",
        "Ich habe Angst vor meinem Mann",
        "mann schlagen mich immer",
        "meine frau verprügelt mich",
    ),
    Danger.CHILD: (
        "Mein Kind ist verschwunden",
        "Meine Eltern schlagen mich",
        "Das Nachbarskind wird misshandelt",
        "Mein Papa fasst mich an",
        "Ein Baby ist allein im heißen Auto",
        "my daughter is missing",
    ),
    Danger.SUICIDE: (
        "ich will nicht mehr leben",
        "ich möchte nicht mehr leben",
        "ich bring mich um",
        "Ich bringe mich heute um",
        "ich will sterben",
        "ich will mich umbringen",
        "ich habe Selbstmordgedanken",
        "ich wil nich mer leben",
        "Mein Leben hat keinen Sinn mehr",
        "Ich will mir das Leben nehmen",
        "Meine Freundin will sich umbringen",
        "I want to kill myself",
        "i wanna die",
        "i don't want to live anymore",
    ),
    Danger.MISSING: (
        "Papa ist weg",
        "Mein dementer Schwiegervater ist abgängig",
        "ich kann meine oma nicht finden",
        "Meine Frau ist gestern Abend aus dem Haus gegangen und nicht zurückgekommen",
        "my husband never came home",
        "Mein Nachbar, 82, ist seit heute früh vermisst",
        "meine oma ist weg, sie ist dement",
        "Meine Mutter ist verschwunden",
        "mein opa ist dement und seit heute morgen weg",
        "Mein Mann wird vermisst",
        "unsere oma hat demenz und ist nicht nach hause gekommen",
        "meine freundin ist seit gestern nicht nach hause gekommen",
        "Ich will eine Vermisstenanzeige aufgeben",
        "vermisstenanzeige",
        "my father is missing",
        "my father has gone missing in the forest",
        "my wife did not come home last night",
        "Grandma has dementia and disappeared",
        "eine verwirrte alte frau läuft im nachthemd auf der strasse",
        "Mein Vater ist aus dem Pflegeheim weggelaufen",
        "hier wird eine person vermisst",
        "Mein Bruder ist seit zwei Tagen spurlos verschwunden",
        "meine schwester ist verschwundn",
        "Hilfe meine Mutter ist weg",
        "ich finde meine Mutter nicht mehr, sie ist dement",
        "wo melde ich eine vermisste person",
        "I want to report a missing person",
        "Mein Nachbar ist seit Tagen nicht gesehen worden",
        "Mein Opa ist vom Spaziergang nicht zurückgekommen",
        "Seit gestern ist mein Partner unauffindbar",
        "meine oma ist weg seit heute",
    ),
    Danger.CRIME: (
        "Bei mir ist ein Einbrecher im Haus",
        "Gerade bricht jemand bei meinem Nachbarn ein",
        "Polizei bitte schnell",
        "someone is breaking into my house",
        "jemand versucht die Tür aufzubrechen",
    ),
    Danger.OTHER: (
        "Notfall!",
        "Das ist ein Notfall",
        "Lebensgefahr",
        "112",
        "sos",
    ),
}
QUIET = """
my husband is missing the deadline, what now
my wife is missing her tax number
Meine Frau vermisst ihre Lohnsteuerbescheinigung
Mein Mann vermisst die Erstattung seit März
Mein Vater wird in der Liste vermisst
Wo ist mein Mann jetzt zuständig, wenn er weg ist von Köln
I lost my card and do not know how long it has been missing, can you see whether someone uses it
Ist die Frau Müller weg?
Ist Frau Meier schon weg
ist der mann vom bauamt noch da oder weg
ich finde meine Frau nicht auf der Liste
Ich finde für meine Mutter keinen Pflegeplatz
my wife is missing a document
Meine Frau vermisst ihren Ausweis
Mein Mann vermisst seinen Schlüssel
unser Nachbar vermisst seinen Hund
Die Fahrräder von meinem Mann sind verschwunden
der Wagen meines Vaters wurde entführt
Wohin ist der Spielplatz verschwunden
Mein Mann ist nicht zum Termin gekommen
Meine Mutter ist noch nicht zurückgekommen aus dem Urlaub, kann ich ihren Ausweis abholen?
mein nachbar ist ausgezogen und weg
Ich finde das nicht gut was mein Nachbar macht
ich finde mein Mann hat recht, das ist nicht fair
Mein Vater ist dement und braucht einen Pflegegrad
Hilflosenpauschale
der Bewohner ist verwirrt über den Bescheid
Ein älterer Herr sitzt jeden Tag auf der Bank
Wo gibt es hilfe für demente Menschen die draussen laufen
Person im Formular vermisst
hilflose Person, was bedeutet Merkzeichen H
Mein Mann hat den Bus verpasst und ist weg
Die Unterschrift meiner Frau fehlt
I miss my father
Ich vermisse meine Oma so sehr
wir vermissen eine Antwort von Frau Schulz
Mein Ausweis ist verschwunden
Meine Mülltonne ist verschwunden
Mein Mann ist seit Jahren verschwunden, kann ich mich scheiden lassen?
mein vater ist verschwunden als ich klein war, wer zahlt unterhalt
meine Katze ist weg
Unser Hund wird vermisst
die Akte meiner Mutter ist verschwunden
ich vermisse meine Geburtsurkunde
Die Post meiner Mutter ist verschwunden
meine Frau hat ihren Pass verloren
der Mann am Schalter ist weg
my mother's passport is missing
missing documents for my wife
Ich vermisse eine Antwort
der Name meiner Frau ist aus dem Formular verschwunden
Mein Großvater ist im Krieg vermisst, wo bekomme ich Auskunft
Das Grab meines Vaters ist verschwunden
Der Brief an meine Frau ist nicht angekommen
Meine Frau ist weg, ich wohne jetzt allein. Wie melde ich sie ab?
Mein Mieter ist verschwunden und zahlt nicht
Mein Mann ist nach Hamburg weggezogen
Ihr Kollege ist spurlos verschwunden, seit Wochen keine Antwort
Mein Sachbearbeiter ist nicht zu finden
Wie lasse ich meinen verschollenen Onkel für tot erklären
die Frau vom Amt hat mich vermisst gemeldet bei der Krankenkasse
Ein Mann fehlt im Wählerverzeichnis
Is there a missing persons office
the name of my husband is missing on the certificate
Das Geld von meiner Oma ist verschwunden
Der Rollator meiner Oma ist verschwunden
Das Auto meines Vaters ist weg
Der Rollstuhl meiner Mutter ist verschwunden
my mother's bike disappeared
Unser Bürgermeister ist verschwunden
der Herr in Zimmer 12 hat mein Formular und ist verschwunden
Frau Berger ist seit Wochen verschwunden und keiner antwortet
Mein Mann ist weggezogen
Mein Freund ist nicht nach Deutschland zurückgekommen, kann ich seine Wohnung abmelden
Die Frau aus dem Büro ist weg
Meine Freundin ist weg, wer bekommt das Sorgerecht
Osterfeuer anmelden
Darf ich im Garten ein Feuer machen?
Gewaltprävention Kurs
Feuerwehr beitreten
freiwillige feuerwehr mitmachen
Brandschutzkonzept
Rauchmelder Pflicht
Feuerwerk an Silvester
Feuerstättenschau Schornsteinfeger
Erste-Hilfe-Kurs
Sterbeurkunde
mein Opa ist gestorben
Mein Vater ist gestorben, was muss ich tun?
ich bringe mich um den Verstand
das bringt mich um
Die Bürokratie bringt mich noch um
Unfallbericht vom letzten Jahr
Blaulicht Veranstaltung
Notfallkontakt ändern
Einbruchschutz Beratung
wo ist die Polizei-Wache
Gasanschluss anmelden
Kind schlägt Fenster ein
Selbstmordrate Statistik
Die Straßenlaterne brennt nicht
Die Straßenlaterne brennt den ganzen Tag
Führungszeugnis von der Polizei
polizeiliches führungszeugnis
Hund vermisst
Mein Kind hat seinen Ausweis verloren
Kinderreisepass ist weg
Ich habe meinen Pass verloren, ich brauche dringend Hilfe
Das ist ein Notfall, mein Flug geht morgen und mein Pass ist abgelaufen
Notfalltermin Bürgerbüro
Hilfe beim Ausfüllen
Hilfe zum Lebensunterhalt
Krankenwagen Rechnung wer bezahlt
Waffenbesitzkarte beantragen
Waffenschein
Messerverbotszone in der Innenstadt
Ich bin von Wohnungslosigkeit bedroht
bedrohte Tierarten im Stadtpark
Ich will hier nicht mehr wohnen
Ich will in dieser Stadt nicht mehr leben
Von dem Geld kann ich nicht mehr leben
Ich will mit meinem Mann nicht mehr zusammen leben
Meine Nachbarn schlagen immer die Tür zu
Mein Mann schlägt mir vor, das Auto abzumelden
Lebensmittelvergiftung Restaurant melden
Giftköder im Park
Schwimmkurs für Kinder
Badeunfall Statistik
Kampfmittel Auskunft Grundstück
Entschärfung Bombe wann ist die Sperrung
Wie melde ich einen Todesfall?
Patientenverfügung
Notdienst Apotheke
Zahnarzt Notdienst
Schwerbehindertenausweis nach Schlaganfall
Ich hatte letztes Jahr einen Herzinfarkt und brauche einen Schwerbehindertenausweis
Ich brauche einen Arzttermin
Gesundheitszeugnis
fire department phone number
Is a bonfire allowed?
I want to register a death
how do I join the fire brigade
first aid course
I was fired, where do I register as unemployed
Wasserrohrbruch wer ist zuständig
Kampfhund anmelden
Schlägt die Kirchturmuhr nachts?
Der Baum ist umgekippt und liegt auf der Straße
Das Amt reagiert nicht auf meine Briefe
Die Biotonne stinkt
Hundesteuer
Was kostet ein Reisepass?
Ich brauche schnell einen Termin
Frauenhaus spenden
Jugendschutz
Gefahrenstelle Radweg
""".strip().split("\n")

HELD_OUT_ALARMS: dict[Danger, tuple[str, ...]] = {
    Danger.FIRE: (
        "unsere Garage brennt!",
        "bei mir zuhause brennt es schnell kommen",
        "Der Wald brennt",
        "my house is on fire",
        "Hilfe Wohnungsbrand",
        "haus brennen hilfe",
        "Bei uns ist ein Brand ausgebrochen",
    ),
    Danger.GAS: (
        "hier stinkt es nach gas",
        "gas leak in my building",
        "Bei uns tritt Gas aus",
    ),
    Danger.MEDICAL: (
        "mein nachbar ist ohnmächtig geworden",
        "Meine Frau hat starke Brustschmerzen",
        "ich kann nicht atmen",
        "Frau zusammengebrochen am Marktplatz",
        "my mother is unconscious",
        "Opa reagiert nicht mehr",
        "schlaganfal meine mutter",
        "wir brauchen einen rettungswagen",
        "call an ambulance",
        "Kind erstickt",
        "mein Mann stirbt",
        "bitte Hilfe, er ist bewußtlos",
    ),
    Danger.POISONING: (
        "ich habe zu viele tabletten genommen",
        "Kind hat giftige Beeren gegessen",
        "Vergiftung bei meiner Tochter",
    ),
    Danger.ACCIDENT: (
        "Autounfall hier, jemand ist eingeklemmt",
        "mein Sohn ist vom Dach gefallen",
        "Person im Rhein, ertrinkt",
        "a child is drowning",
        "gerade unfall passiert bitte hilfe",
    ),
    Danger.VIOLENCE: (
        "hier ist eine Schlägerei",
        "Ich werde von meinem Nachbarn bedroht",
        "jemand hat ein Messer und bedroht Leute",
        "somebody is following me",
        "ein mann hat mich geschlagen",
        "I was raped",
    ),
    Danger.DOMESTIC: (
        "mein Ehemann hat mich geschlagen",
        "er schlägt mich",
        "My boyfriend beats me",
        "mein ex bedroht mich",
        "Mein Vater schlägt meine Mutter",
        "mein mann misshandelt mich seit jahren",
        "mein man schlegt mich",
    ),
    Danger.CHILD: (
        "mein Sohn ist seit gestern verschwunden",
        "Kind wird von den Eltern geschlagen",
        "mama schlägt mich",
        "Verdacht auf Kindesmisshandlung bei den Nachbarn",
        "child locked in a car",
        "unsere Tochter ist weggelaufen",
    ),
    Danger.SUICIDE: (
        "ich mag nimmer leben",
        "will nicht mehr leben",
        "Ich denke an Suizid",
        "ich möchte tot sein",
        "ich werde mich umbringen",
        "ich wünschte ich wäre tot",
        "mein Sohn droht sich das Leben zu nehmen",
        "ich hab keine kraft mehr zu leben",
        "I am suicidal",
        "I'm thinking about ending my life",
        "i wish i was dead",
        "ich bringe mich um wenn ich die Wohnung verliere",
        "ich will mich umbrigen",
        "ich tu mir was an",
    ),
    Danger.CRIME: (
        "Einbrecher!",
        "bei uns wird gerade eingebrochen",
        "Ruft die Polizei",
        "call the police",
        "hier klaut gerade jemand ein Fahrrad",
    ),
    Danger.OTHER: (
        "ich bin in Gefahr",
        "emergency",
        "110",
    ),
}
HELD_OUT_QUIET = """
Lagerfeuer im Wald erlaubt?
Wann ist das Osterfeuer
Feuer und Flamme Sommerfest
Brennholz aus dem Stadtwald kaufen
Darf man Gartenabfälle verbrennen
Feuerlöscher entsorgen
Tag der offenen Tür Feuerwehr
Ich möchte zur Feuerwehr
Brandmeldeanlage anmelden
Waldbrandgefahr Stufe
Selbstverteidigungskurs für Frauen
Ausstellung gegen häusliche Gewalt Öffnungszeiten
Gewaltschutz Konzept für Vereine
Suizidprävention Vortrag
Sterbegeld
Meine Mutter ist gestern verstorben wo bekomme ich die Urkunde
Wo kann ich den Tod meines Vaters melden
Der Papierkram bringt mich um
Mich bringt keiner um den Schlaf
Ich bringe meinen Sohn um 8 Uhr in die Kita
Kann ich meinen Termin um eine Stunde verschieben
Wildunfall Bescheinigung
Unfallschaden am Auto, Versicherung fragt nach dem Aktenzeichen
Unfallschwerpunkt Kreuzung Hauptstraße
Ich hatte vor zwei Jahren einen Unfall und bin jetzt schwerbehindert
Parkplatz für Krankenwagen zugeparkt
Ausbildung Notfallsanitäter
Notfallmappe
Notfallbetreuung Kita
Arzt in der Nähe gesucht
Im Büro bekommt man keine frische Luft
Fahrrad gestohlen, wie bekomme ich eine Bescheinigung
Mein Fahrrad wurde geklaut
Adresse Polizeirevier
Polizei Telefonnummer
Wie werde ich Polizist
Einbrecherbanden Vortrag für Senioren
Der Gasvertrag läuft aus
Gasheizung Förderung
Biogasanlage Geruch
Ich rieche nach Grillen vom Nachbarn
Kinderbetreuung in den Ferien
Kindergeld beantragen
Kind abmelden
Kita für mein Kind weg von der Straße
Meine Tochter hat ihren Impfpass verloren
Mein Sohn schlägt andere Kinder in der Kita
Mein Mann schlägt als Trauzeugen seinen Bruder vor
Mein Mann tritt aus der Kirche aus
Mein Mann hat mich angemeldet
Ich habe Angst vor der Prüfung
Ich werde ständig vertröstet
Meine Katze ist verschwunden
Mein Hund wurde vergiftet
Pflanzen giftig Spielplatz
Sondermüll Reinigungsmittel entsorgen
Tabletten entsorgen
alte Medikamente wohin
Batterien abgeben
Schützenverein schießt am Sonntag
Jagdschein verlängern
Pistole geerbt was nun
Taschenmesser erlaubt
Bombenstimmung Stadtfest
Sirene Probealarm wann
Warnung App
Katastrophenschutz mitmachen
Blutspende Termin
Herzsportgruppe
Schlaganfall Selbsthilfegruppe
Reha nach Herzinfarkt
Pflegegrad für meine Mutter nach Schlaganfall
Meine Oma kann nicht mehr allein leben
Ich kann nicht mehr allein leben, gibt es betreutes Wohnen
Was ist die Nummer 115?
Ich will nicht mehr in der Wohnung leben wegen Schimmel
Ich lebe getrennt
lebensbescheinigung rente
I want to live in Musterstadt
Where do I get a death certificate
my car was towed
My son lost his passport
smoke detector rules
Is there a swimming course
the street light is not burning
I want to report an old accident from last year
life insurance
die another day cinema
Police clearance certificate
""".strip().split("\n")
FRESH_ALARMS = """
hilfe mein mann ist auf einmal umgefallen und redet nicht mehr
Guten Tag, mein Freund rastet gerade aus und hat mich getreten
unser Opa hat vermutlich einen Schlaganfall, er kann nicht sprechen
Wohnung brennt Hauptstr 5
Da kommt Rauch aus der Wohnung über uns
Kann mir bitte jemand helfen ich halte das alles nicht mehr aus und will nur noch sterben
ich denke jeden tag daran mich umzubringen
Ich weiß nicht mehr weiter, am liebsten wäre ich tot
ich springe gleich von der brücke
meine tochter (14) ritzt sich und will sterben
my ex is threatening to kill me
please help my baby has a fever and is not waking up
my wife took all her pills
there is someone in my house
i smell smoke in the building
mein vater trinkt und schlägt uns dann
ich habe angst nach hause zu gehen weil mein freund mich schlägt
Im Nachbarhaus schreit eine Frau um Hilfe
Mein Kind ist von der Schaukel gefallen und ist bewusstlos
Ein Auto hat gerade einen Radfahrer angefahren
Oma ist die Treppe runtergefallen und blutet am Kopf
Jemand hat mir KO Tropfen gegeben
Ich glaube mein Nachbar ist tot in seiner Wohnung
Kind in den Fluss gefallen
ich blute stark
ich krieg keine Luft
bin schwanger und habe blutungen und starke schmerzen
Mein Sohn hat eine Knopfzelle verschluckt
bei uns im haus riecht es ganz stark nach gas
jemand steht auf dem dach und will springen
Mein Mann droht mich umzubringen
i am going to kill myself tonight
mein leben ist nichts mehr wert
niemand würde mich vermissen wenn ich tot wäre
ich will nimmer
Er hat mich vergewaltigt
My husband locks me in the house
feuer im treppenhaus
es brennt im wald bei der grillhütte
hilfe wir stecken im aufzug fest
ich werd von meim freund geschlagen
mann schlägt frau auf dem marktplatz
da verprügelt einer einen obdachlosen
herz schmerzen schlimm hilfe
bitte krankenwagen lindenstraße 4
mein bruder hat sich eingeschlossen und will sich was antun
ich weiß keinen ausweg mehr ich will sterben
ich schluck jetzt alle tabletten
Ich hasse mein Leben und möchte tot sein
hilfe meine wohnung brennt
Küche brennt
das auto vor unserem haus brennt
da ist feuer im keller
mein Mann hat sich den Kopf angeschlagen und ist bewusstlos
frau liegt auf straße
meine Nachbarin ist gestürzt und kommt nicht mehr hoch
ich habe schmerzen in der brust und mir ist schwindelig
mein baby ist blau angelaufen
Verletzte nach Unfall A4
ein lkw ist umgekippt der fahrer ist eingeklemmt
my grandpa fell and is unconscious
my friend took an overdose
my neighbor's house is burning
please help there was a car accident
he hits me every day
mein mann macht mir angst und schlägt die kinder
Papa schlägt Mama
ich bin 12 und mein vater schlägt mich
mein onkel hat mich angefasst
mein kind ist nicht von der schule nach hause gekommen
i can't find my child
jemand bricht gerade ins nachbarhaus ein
2 männer brechen das auto auf
ich werde gestalkt
mein ex verfolgt mich
ich wurde auf der straße ausgeraubt
jemand verfolgt mich
gaz geruch in haus
es riecht komisch nach gas bei uns
meine freundin hat gesagt sie bringt sich um
keiner hilft mir ich bring mich jetzt um
i feel like killing myself
ich halte es nicht mehr aus ich will nicht mehr leben
Ich habe solche Angst, mein Mann droht mir mit dem Messer
Mein Mann hat mich wieder verprügelt
meine freundin wird von ihrem mann geschlagen
hilfe er kommt gleich nach hause und schlägt mich wieder
ich hab so angst er bringt mich um
Er droht mir mich umzubringen
ich hab tabletten genommen ich will schlafen für immer
Ich kann einfach nicht mehr, ich will das alles beenden
ich möchte nicht mehr da sein
ich will weg von dieser welt
keiner braucht mich ich sollte sterben
habe pulsadern aufgeschnitten
meine mama atmet komisch und wacht nicht auf
Papa ist umgekippt
Nachbarin ruft um Hilfe, Tür ist zu
unser kind krampft
kind hat sich verbrüht
mein Sohn ist vom Balkon gestürzt
hund hat kind gebissen blutet stark
Brand im Keller
es raucht aus der steckdose
starker Rauch in der Tiefgarage
Mülltonne brennt am Bahnhof
waldbrand bei der hütte
stromkabel liegt auf der straße
auto ist in den see gefahren
kind im eis eingebrochen
Zug hat jemanden erfasst
LKW Unfall mit Verletzten
jemand hat unsere Tochter mitgenommen
mein ex hat mein kind entführt
jugendliche verprügeln einen mann an der haltestelle
Schüsse im Stadtpark
Mann mit Pistole vor der Schule
da ist ein fremder in meiner wohnung
bei den nachbarn wird eingebrochen
i was raped last night
my dad hit me
my stepfather touches me
I took too many pills
i dont want to be here anymore
there is blood everywhere please help
car on fire
we are trapped in the elevator
he has a knife and is threatening me
Ich brauch ganz schnell Hilfe mein Freund liegt bewusstlos im Bad
Hilfe, mein Haus brennt!
bei uns im treppenhaus ist dichter rauch
Es brennt in der Bahnhofstraße
gas strömt aus
mein Vater hat keinen Puls mehr
Meine Frau hat einen Krampfanfall
unsere oma ist gestürzt und bewusstlos
bitte schicken sie einen Arzt, schnell!
ich glaube ich habe einen herzinfarkt
mein kind hat eine ganze packung tabletten gegessen
kleinkind hat batterie verschluckt
Auto überschlagen, Fahrer eingeklemmt
ein mann ist von der brücke gesprungen
jemand ertrinkt im freibad
mein mann hat mich gegen die wand gestoßen
er hat mich wieder geschlagen was soll ich tun
mein Partner bedroht mich mit einem Messer
ich werde zuhause misshandelt
my boyfriend is hurting me
mein kind wird in der kita geschlagen
meine tochter ist nicht nach hause gekommen
ich bin 10 und mama schlägt mich immer
ich will nicht mehr
ich will nur noch sterben
ich möchte mein leben beenden
ich denke oft an selbstmord
wozu noch leben
I'm going to end my life
life is not worth living
mein bruder will von der brücke springen
ein typ verfolgt mich durch die stadt
mich hat jemand angegriffen
Ich bin überfallen worden
bewaffneter mann am rathaus
einbrecher im haus!!
jemand versucht bei mir einzubrechen
da klettert jemand über den balkon in die wohnung
Polizei!!! Hilfe!!
bitte 110 rufen
das ist ein notfall bitte helfen sie
""".strip().split("\n")
FRESH_QUIET = """
Mein Antrag brennt mir unter den Nägeln
Gibt es einen Kurs, in dem man lernt, wenn jemand bewusstlos ist?
Ich bin am Verzweifeln, das Formular geht nicht
Wir ersticken im Müll auf der Straße
Wo stehen Defibrillatoren?
Mein Nachbar verbrennt Plastik im Garten
Es stinkt nach Rauch vom Kamin des Nachbarn
Wer hilft bei Schimmel, mein Kind bekommt Husten
Mein Mann ist gestorben und ich brauche Witwenrente
Meine Frau liegt im Krankenhaus und kann nicht unterschreiben
Mein Sohn ist weg gezogen, wie melde ich ihn ab
Mein Kind ist seit gestern krank und kann nicht in die Kita
Die Tonne ist verschwunden
Mein Nummernschild wurde gestohlen
Das Auto steht seit Wochen ohne Kennzeichen auf der Straße
Baum droht umzufallen
Gefahr durch herabfallende Äste am Spielplatz
Ampel ausgefallen, sehr gefährlich für Kinder
Hund hat mich gebissen, wo melde ich das
Ich fühle mich von der Behörde verfolgt und schikaniert
Mein Vermieter droht mir mit Kündigung
Mein Chef hat mir gekündigt
Ich sterbe vor Hitze in eurem Bürgerbüro
Was passiert mit meiner Wohnung wenn ich sterbe
Wie viele Unfälle gab es letztes Jahr an der Kreuzung
Wie kann ich mein Testament hinterlegen, wenn ich sterbe
Mein Vater stirbt bald, gibt es ein Hospiz
Kindeswohl Beratung Termin
Schlagloch in der Bergstraße
Jemand hat sein Auto vor meiner Einfahrt geparkt
Kann ich meine Waffe bei der Polizei abgeben
Polizeiliche Anmeldung
Rettungshunde Staffel
Rauchfrei werden Kurs
Feuerwehrhaus mieten
Feuerwehrzufahrt zugeparkt
Wie lange brennt die Weihnachtsbeleuchtung
Brandschaden, wo bekomme ich Soforthilfe
Feuerbestattung Kosten
Kostet der Einsatz der Feuerwehr etwas
Wer übernimmt Kosten für den Notarzt
Wo ist der nächste Notruf
Wann kommt der Notdienst der Stadtwerke
Mein Ausweis ist verschwunden
Meine Tochter heiratet, ich kann nicht mehr warten
Ich kann nicht mehr Auto fahren, Führerschein zurückgeben
Nicht mehr benötigte Möbel
Wir wollen nicht mehr im gleichen Haushalt leben
Leben in Musterstadt
Ich möchte mein Leben vereinfachen
Meine Kinder schlagen vor, einen Spielplatz zu bauen
Der Ball ist ins Wasser gefallen
Schuss Impfung
Meine Mutter hat mich angemeldet
Der Trainer verlangt ein Führungszeugnis
my son is gone to another school, how do I deregister
how do I report a dead animal
kill weeds on the sidewalk
my house number is missing
shots for babies vaccination
I need to call the office now, is the number right
is there a fire hydrant map
help with my form
my child is alone at home is that legal
beaten track hiking map
the bus hit my mirror
Wie melde ich mich nach der Trennung um
Mein Mann will nicht unterschreiben
Mein Freund zieht bei mir ein
Ich ziehe aus, mein Mann bleibt in der Wohnung
Mein Bruder ist aus Syrien und möchte arbeiten
Mein Vater bekommt keine Rente mehr
Grillen im Park erlaubt
Kann ich eine Feuerschale auf dem Balkon benutzen
Anzeige gegen Nachbar wegen Lärm
Mein Nachbar schreit die ganze Zeit rum
Der Nachbarshund bellt nachts
Darf man Wespennester entfernen
Mein Sohn wurde in der Schule gemobbt
Wo kann ich Gewalt melden
Schuldnerberatung
Suchtberatung Drogen
Drogenberatungsstelle Adresse
Spritzen auf dem Spielplatz gefunden
Müll brennt in der Verbrennungsanlage
Herzlichen Glückwunsch
Ich habe mein Herz an die Stadt verloren
Das ist lebensgefährlich, die Kreuzung hat keinen Zebrastreifen
Das Bürgergeld reicht nicht zum Leben
Tod in der Familie was muss ich machen
Leichenpass
Leichenschau Gebühr
Auto abmelden nach Unfall
Behindertenparkplatz nach einem Unfall
Kann mein Kind allein zur Schule gehen
Mein Kind hat Läuse
Impfpass verloren
Mein Baby braucht einen Reisepass
Erziehungsberatung weil mein Sohn haut
Mein Sohn haut immer die Türen zu
Ohrfeige, darf ein Lehrer das
Ist Messer tragen erlaubt
Fundmunition was tun
Wann wird die Bombe entschärft
Es zieht in der Turnhalle
Ich habe einen Strafzettel bekommen und bin völlig fertig
Das Jugendamt hat mir mein Kind weggenommen
Meine Tochter möchte springen lernen, Trampolinkurs
Wann springt die Ampel auf grün
Rettungsschwimmer Ausbildung
Bademeister job
Stadtfest mit Feuershow
Notfallpass für Flüchtlinge
Gas Wasser Strom anmelden
stroke order of the registration
my husband died, which office
what to do after a house fire insurance form
dead tree on the sidewalk
dangerous dog registration
I hit a parked car
help me please with the kindergarten form
Angriff auf das Rathaus Theaterstück
Ich komme nicht mehr rein in mein Konto, Hilfe
Hilfe, ich brauche schnell einen Pass
Dringend!!! Termin!!!
ich bin verzweifelt
ich finde das zum Kotzen
Wie viel kostet die Rettung durch die Feuerwehr
Ich suche eine Selbsthilfegruppe für Angehörige von Suchtkranken
Trauergruppe
Mein Mann ist verstorben, wie melde ich ihn ab
Ich habe Angst vor dem Amt
Meine Tochter hat Angst vor Hunden
Kann ich bei der Feuerwehr mitmachen
Ich habe meine Tochter bei der Kita angemeldet
Mein Mann fährt zu schnell, Punkte
Ich bin umgezogen und der Vermieter unterschreibt nicht
Der Aufzug im Rathaus ist kaputt
Ich stecke im Stau und komme zu spät zum Termin
Ich komme um vor Hitze
Gehweg vereist, Sturzgefahr
Meine Mutter ist gestürzt, wie beantrage ich einen Pflegegrad
Oma kommt nicht mehr alleine zurecht
Mein Kind wurde gebissen, von einem Hund, wo Anzeige
Gibt es eine Notunterkunft
Ich bin obdachlos und brauche Hilfe
Kein Strom in der Straße
Wasser im Keller nach Starkregen
Mein Keller ist vollgelaufen, gibt es Hilfe
Der Fluss steigt, wo gibt es Sandsäcke
Hochwasserwarnung
Die Sirene heult, was bedeutet das
Mein Nachbar hat eine Waffe, darf er das
Ich will Anzeige erstatten
Wo kann ich Drogen anonym abgeben
Katze auf dem Baum
toter Vogel im Garten
totes Reh auf der Straße
Wer entfernt tote Tiere
Mann mit Hund ohne Leine im Park
Jugendliche trinken Alkohol auf dem Spielplatz
Nachbarn streiten immer laut
Unfallversicherung Schulkinder
Brandschutzhelfer Schulung
Ich brauche einen Arzt für mein Führerscheinattest
Gesundheitsamt Termin
Impfung Kind
Beerdigung Kosten Hilfe
Ich will nicht mehr Mitglied sein
Ich will nicht mehr warten
Ich kann das nicht mehr bezahlen
Ich kann nicht mehr zum Termin kommen
Das ist doch zum Sterben langweilig
Ich bringe den Müll um die Ecke
mein Mann bringt mich zum Rathaus
Er schlägt ein anderes Datum vor
fire extinguisher inspection
my neighbor burns garden waste
I hit my head on your website
The dog is missing
my wife passed the naturalisation test
suicide prevention hotline poster
accident insurance for volunteers
The road is dangerous for kids
he wants to marry me
Ich möchte meinen Mann nachträglich anmelden
Mein Mann ist arbeitslos geworden
Meine Frau ist schwanger, wo bekommen wir Elterngeld
Mein Freund wohnt im Ausland
Ich will heiraten, mein Mann ist geschieden
Wie lange bleibt das Auto stehen wenn es abgeschleppt wurde
Auto abgeschleppt wo finde ich es
Mein Auto wurde angefahren, wer zahlt
Der Bus hat mich nicht mitgenommen
Hat jemand meine Geldbörse gefunden
Jemand hat Müll im Wald abgeladen
Jemand parkt immer auf meinem Parkplatz
Das Haus nebenan ist einsturzgefährdet
Rauchverbot auf dem Spielplatz
Ich rauche nicht mehr
Nichtraucherschutz in der Gaststätte
Feuerwehrauto besichtigen
Kinderfeuerwehr anmelden
Jugendamt Beistandschaft
Umgangsrecht, der Vater holt das Kind nicht ab
Mein Ex zahlt keinen Unterhalt
Ich will das alleinige Sorgerecht
Der Vater meines Kindes ist weg und zahlt nicht
Meine Tochter ist 16 und will ausziehen
Mein Kind ist weg von der Kita abgemeldet
Wie kann ich ein Gespräch beenden
Ich möchte meinen Mietvertrag beenden
Gewerbe beenden
Pflegekind aufnehmen
Babyklappe
Hebamme gesucht
Wehrpflicht
Kläranlage Gestank
Es stinkt aus dem Gully
Wasser aus der Leitung riecht nach Chlor
Tiefgarage Rathaus Öffnungszeiten
Schule brennt auf neue Ideen
Wie melde ich Ruhestörung
Die Nachbarn feiern laut, Polizei oder Ordnungsamt?
Soll ich bei Ruhestörung die Polizei rufen
Diebstahl Bescheinigung
Mir wurde mein Portemonnaie geklaut mit Ausweis
Ich habe mich ausgesperrt
Schlüsseldienst
Waffenverbotszone
Kampfsportverein
Boxverein Kinder
Mein Sohn möchte boxen lernen
Schlag den Star Stadtfest
Blutdruck messen Apotheke
Wo sind Defibrillatoren im Rathaus
Ersthelfer werden
Ich bin in einer schwierigen finanziellen Lage
Ich habe Schulden und weiß nicht weiter
Kann ich mit meinem Hund über die Brücke springen lassen
how do I report noise
is smoking allowed in the park
I want to end my contract
how do I end my business registration
train station lost property
my child is taken to school by bus
beat the heat program
""".strip().split("\n")
