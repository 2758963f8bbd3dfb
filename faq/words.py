"""Closed word lists of German and English, in the form that `faq.text.normalise` gives. Data only."""

from collections.abc import Mapping


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GERMAN_FUNCTION = """
ab aber alle allem allen aller alles als also am an ander andere anderen anderer anderes auch auf aus bei beim bin bis
bisher bist da dabei dafuer dagegen daher damit danach dann daran darauf daraus darf darfst darueber darum das dass
davon dazu dein deine deinem deinen deiner dem den denen denn dennoch der deren derer des deshalb dessen desto dich die
dies diese diesem diesen dieser dieses dir doch dort du duerfen duerfte durch ebenfalls ein eine einem einen einer eines
einfach einige einmal er es etwa etwas euch euer eure eurem euren eurer fuer gab ganz gar gegen gegeben gehen gehoert
geht genau gern gerne gewesen gibt habe haben habt halt hast hat hatte hatten haette haetten hier hin hinter ich ihm ihn
ihnen ihr ihre ihrem ihren ihrer im immer in indem ins irgend irgendein irgendeine irgendwas irgendwie irgendwo ist
ja jede jedem jeden jeder jedes jedoch jemand jene jenem jenen jetzt kann kannst kein keine keinem keinen keiner koennen
koennt koennte koennten lass lasse lassen man manche mein meine meinem meinen meiner meines mich mir mit mittels moechte
moechten muss muesst muessen musst muesste mal nach nachdem naja nein nicht nichts noch nun nur ob obwohl oder ohne per
pro schon sehr sein seine seinem seinen seiner seit sich sie sind so sobald sodass sogar solche soll sollen sollte
sollten somit sondern sonst sowie statt trotz ueber um und uns unser unsere unserem unseren unserer unter usw viel viele
vielleicht vom von vor waere waehrend wann war waren warum was weil welche welchem welchen welcher welches wem wen wenn
wer werd werde werden wessen wie wieder wieso wieviel will willst wir wird wo wobei wodurch wofuer woher wohin wollen
wollte womit worueber wurde wuerde wuerden zu zum zur zwar zwischen eigentlich bereits gerade eben dahin deswegen
ne nen nem ner n s d t a i is isch net ned nit nix ma mer mia des wos koa hob hab ham
"""
_GERMAN_LIGHT = """
hallo hi hey moin servus guten tag morgen abend gruess gott sehr geehrte geehrter damen herren liebe lieber gruesse
freundlichen freundliche gruessen bitte danke dank vielen vorab voraus hilfe helfen frage fragen wissen weiss sagen
bekomme bekommen bekommt bekam kriege kriegen kriegt erhalte erhalten brauche brauchen braucht benoetige benoetigen
mache machen macht gemacht tun finde finden komme kommen kommt stelle bekannte meinte gebe geben steht stehen
hoch lang lange oft mehr neuer leute sache
"""
_ENGLISH_FUNCTION = """
a about after again all also am an and any anybody anyone anything are as at be because been before being between both
but by can cannot could d did do does doing done don down each else ever for from further get gets getting go goes going
got had has have having he her here hers him his how i if im in into is isn it its itself just ll m may maybe me might
mine more most must my myself need needs neither no nor not now of off on once one only or other our ours out over own
per please re s same shall she should so some somebody someone something such t than that the their theirs them then
there these they thing this those through to too under until up upon us ve very via want wants was way we were what
whats when where wherever which while who whom whose why will with within without won would yes yet you your yours
"""
_ENGLISH_LIGHT = """
hello hi hey good morning afternoon evening dear sir madam thanks thank please help question tell know let find give
make use using able like would wanna gonna possible
"""

FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    "de": frozenset((_GERMAN_FUNCTION + _GERMAN_LIGHT).split()),
    "en": frozenset((_ENGLISH_FUNCTION + _ENGLISH_LIGHT).split()),
}
"""Words that carry grammar or politeness rather than a topic, by language."""

_GERMAN_PLAIN = frozenset(_GERMAN_FUNCTION.split())
_ENGLISH_PLAIN = frozenset(_ENGLISH_FUNCTION.split())
_BOTH_WAYS = _set("die hat not war man a i s d t is im gab gut halt bin dies fort hi hey so am an in also")

TELLING_WORDS: Mapping[str, frozenset[str]] = {
    "de": _GERMAN_PLAIN - _ENGLISH_PLAIN - _BOTH_WAYS
    | {"hallo", "guten", "bitte", "danke", "brauche", "kriege", "kostet"},
    "en": _ENGLISH_PLAIN - _GERMAN_PLAIN - _BOTH_WAYS
    | {"i", "hello", "please", "thanks", "thank", "like", "know", "dear"},
}
"""Words that occur in one of the languages only and so tell which it is."""

TURNING_PREFIXES = (
    "zurueck", "wieder", "nicht", "nach", "fort", "fest", "frei", "miss", "rueck", "ueber", "unter", "auf", "aus",
    "bei", "ein", "ent", "los", "mit", "um", "un", "ver", "vor", "weg", "wider", "zer", "ab", "an", "be", "er", "her",
    "hin", "zu",
)  # fmt: skip
"""Prefixes that turn a German word's meaning: adding, dropping or changing one is never a slip of the finger."""

PARTICLES = _set("ab an auf aus ein fest frei her hin mit nach um vor weg zu zurueck los")
"""Prefixes that German verbs leave at the end of the clause ("melde ... an")."""

GERMAN_PRONOUNS = _set("ich du er sie es wir ihr man")
GERMAN_QUESTION_WORDS = _set("wie wo wann was warum wer wieso woher wohin welche welcher wem")
GERMAN_AUXILIARIES = _set("""
    bin bist ist sind seid war waren habe hab hast hat haben hatte werde wird werden wurde kann kannst koennen koennte
    muss musst muessen darf duerfen soll sollen sollte will willst wollen wollte moechte moechten
    """)
CARRYING_VERBS = _set("lasse lassen lass gebe geben gibt gehe gehen geht komme kommen kommt mache macht stelle")
"""Verbs that are light alone but carry a meaning with a particle ("lasse ... zu")."""

HAVING = _set("habe hab hast hat hatn habt haben")
"""Forms of a verb that mean "be open" with "auf" at the end of the clause ("hat ... auf")."""

COMPOUND_PARTS = _set("""
    abfall abfuhr abgabe abholung abmeldung adresse alter amt anfrage angebot anlage anmeldung antrag anzeige
    arbeit aufenthalt auskunft ausland ausweis auto bad bau baum behinderung beitrag bescheid bescheinigung
    bestellung betreuung betrieb bewohner bibliothek brief buch buecherei buero buerger denkmal dokument ehe
    eltern erlaubnis ermaessigung fahrrad fahrt fahrzeug familie feier ferien fest feuer formular foto frist
    fuehrer fund garten gebaeude gebuehr geburt gefahr geld gemeinde genehmigung geraet gericht geschaeft
    gewerbe grab grund grundstueck gruppe halle handel haus heim heirat hilfe hof hund jahr jugend kalender
    karte kasse kennzeichen kind kosten kurs laerm laterne leistung leitung liste markt meister meldung miete
    mieter mittag muell mutter nachbar nachweis name nummer oeffnung ordnung ort papier park parken parkplatz
    pass pension person pflege pflicht plan platz post preis programm pruefung rad rat rathaus raum rechnung
    recht register reise rente rundfunk saal sack schaden schein schild schule schutz senioren sommer sperre
    sport sprache sprechstunde staat stadt stand stelle steuer strasse stunde tag termin tier tod tonne trauung
    umbau umtausch umzug unterlagen unterkunft urkunde urlaub vater veranstaltung verbot verein verfahren
    verkauf verkehr verlaengerung verlust vermietung versicherung verwaltung vollmacht vorsorge wahl wald wasser
    wechsel weg wohnsitz wohnung zahlung zaehler zeichen zeit zeugnis zimmer zone zulassung zuschuss
    """)
"""Words that German municipal compounds are made of, besides the words of the entries themselves."""


JOINTS = ("", "s", "n", "en", "es", "er", "e", "ns")
"""What German puts between the parts of a compound."""
