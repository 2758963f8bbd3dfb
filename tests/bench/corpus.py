"""A made-up municipal knowledge base of any size and questions to it, the same for the same seed.

Words are joined as German joins them (service × object × place), so that the vocabulary grows with the entries.
"""

import random
from dataclasses import dataclass
from datetime import date

from faq.entry import Department, Entry, Hours, Netiquette, Office, Release, Town

DAY = date(2026, 6, 1)
PHRASINGS = 3


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_FIRST = _words("""
    Stadt Kreis Bezirks Landes Gemeinde Regional Verbands Sonder Neben Erst Zweit Probe Dauer Kurzzeit Sommer Winter
    Wochenend Nacht Online Zusatz
    """)
_MODIFIERS = _words("""
    Abfall Alten Angel Anwohner Asyl Ausländer Bade Bau Baum Behinderten Betriebs Bewohner Bibliotheks Brand Brenn
    Brücken Brunnen Camping Denkmal Ehe Ehrenamts Eltern Energie Fahrrad Familien Feier Ferien Feuerwerks Fischerei
    Flohmarkt Flüchtlings Friedhofs Führungs Fund Garagen Garten Gaststätten Geburts Gesundheits Gewerbe Glascontainer
    Grab Grünschnitt Grundstücks Hafen Hallen Handwerker Haus Heizungs Hoch Hochzeits Hunde Impf Jagd Jugend Kanal
    Katzen Kessel Kinder Kirchen Kleingarten Kultur Kunst Laden Landschafts Lärm Laternen Leichen Markt Meister Melde
    Miet Müll Musikschul Nachlass Namens Orts Park Pass Pflege Pferde Rad Rasen Rauch Reise Renten Sammel Schlachthof
    Schul Schwimmbad Senioren Sondernutzungs Sozial Spielplatz Sport Staats Standesamts Sterbe Straßen Strom Tauf Taxi
    Theater Tier Trink Turnhallen Umwelt Unterhalts Urnen Vereins Verkehrs Vormundschafts Waffen Wahl Wald Wasser
    Weihnachtsmarkt Werbe Wertstoff Winterdienst Wohn Wohnungs Zaun Zirkus Zweitwohnungs
    """)
_HEADS = _words("""
    abgabe anlage anmeldung antrag anzeige aufsicht ausweis beihilfe beitrag beratung bescheinigung bestattung
    betreuung erlaubnis ermäßigung fläche förderung gebühr genehmigung gutschein karte kasse kennzeichen kontrolle
    konzession kurs markierung miete nachweis nutzung ordnung pass plakette platz prüfung räumung register sanierung
    satzung schein schild schutz sperrung steuer stelle termin übernahme überprüfung urkunde vergabe vermietung
    versicherung vertrag verzeichnis zähler zeugnis zulage zulassung zuschuss
    """)
_FEMININE = ("ung", "gabe", "lage", "zeige", "sicht", "hilfe", "laubnis", "fläche", "bühr", "karte", "kasse", "steuer",
             "stelle", "urkunde", "plakette", "miete", "zession", "trolle", "nahme", "zulage")  # fmt: skip
_ACTIONS = (
    ("beantragen", "beantrage"), ("verlängern", "verlängere"), ("abholen", "hole"), ("kündigen", "kündige"),
    ("bezahlen", "bezahle"), ("ändern", "ändere"), ("übertragen", "übertrage"), ("widerrufen", "widerrufe"),
    ("bestellen", "bestelle"), ("verschieben", "verschiebe"), ("prüfen lassen", "lasse"), ("ersetzen", "ersetze"),
)  # fmt: skip
_FACETS = ("Kosten", "Unterlagen", "Frist", "Formular", "Ansprechpartner", "Öffnungszeiten", "Voraussetzungen", "Dauer")
_BEGINNINGS = _words("""
    Ahorn Alt Birken Buchen Eich Erlen Fisch Fried Grün Hasel Heid Hirsch Hohen Kalten Kirch Klein Krumm Lang Lauter
    Linden Mittel Mühl Neu Nieder Nord Ober Rosen Rot Sand Schön Schwarz Silber Sonnen Stein Süder Tannen Unter Wald
    Weiden Weiß Wester Wies Winter Ziegel
    """)
_ENDS = _words("""
    acker au bach berg born bruch brunn burg dorf egg fels feld furt graben grund hagen hain hausen heim hof holz horst
    kamp kirchen leben loh moor mühle rode see stadt stein tal wang weiler werder wiese winkel zell
    """)
_OPENINGS = (
    "Guten Tag, ich wohne seit kurzem in Ihrer Stadt und habe schon überall gesucht. ",
    "Sehr geehrte Damen und Herren, leider habe ich auf Ihrer Seite nichts gefunden und am Telefon war besetzt. ",
    "Hallo, meine Mutter ist über achtzig und kommt mit dem Internet nicht zurecht, deshalb schreibe ich für sie. ",
)  # fmt: skip
_CLOSINGS = (
    " Vielen Dank im Voraus und freundliche Grüße",
    " Ich arbeite bis 17 Uhr, vormittags geht es bei mir leider nicht. Danke!",
    " Das letzte Mal hat mir ein Kollege von Ihnen sehr geholfen, aber ich weiß den Namen nicht mehr.",
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_KEYS = {
    near: row
    for row in ("qwertzuiop", "asdfghjkl", "yxcvbnm")
    for near in row
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """Phrasings with the number of the entry each belongs to, and questions with the entry they mean."""

    entries: tuple[tuple[str, ...], ...]
    questions: tuple[tuple[str, int], ...]

    def phrasings(self) -> tuple[list[str], list[int]]:
        """All phrasings in one list, and the entry of each."""
        texts = [text for entry in self.entries for text in entry]
        return texts, [number for number, entry in enumerate(self.entries) for _ in entry]


def corpus(size: int, *, questions: int, seed: int = 1) -> Corpus:
    """`size` entries of three phrasings each, and that many questions, each another text."""
    source = random.Random(seed)
    objects = [modifier + head for modifier in _MODIFIERS for head in _HEADS]
    places = [beginning + end for beginning in _BEGINNINGS for end in _ENDS]
    source.shuffle(objects)
    source.shuffle(places)
    few = places[: max(8, min(len(places), size // 60))]
    taken: set[tuple[str, str, int]] = set()
    entries: list[tuple[str, ...]] = []
    subjects: list[tuple[str, str, int]] = []
    while len(entries) < size:
        what = source.choice(objects)
        if source.random() < 0.2:
            what = source.choice(_FIRST) + what[0].lower() + what[1:]
        # Small towns name places rarely, a state's knowledge base in most entries.
        where = source.choice(few) if source.random() < min(0.8, size / 50_000 + 0.1) else ""
        how = source.randrange(len(_ACTIONS) + len(_FACETS))
        if (what, where, how) in taken:
            continue
        taken.add((what, where, how))
        entries.append(_phrasings(what, where, how))
        subjects.append((what, where, how))
    asked: dict[str, int] = {}
    while len(asked) < questions:
        number = source.randrange(size)
        asked.setdefault(_question(entries[number], subjects[number], source), number)
    return Corpus(entries=tuple(entries), questions=tuple(asked.items()))


def release(of: Corpus) -> Release:
    """The corpus as a release, made without the checks and the hash that cost time at 100,000 entries."""
    return Release(
        hash="0" * 16,
        town=Town(
            name="Messstadt", state="NW", timezone="Europe/Berlin", address_form="sie", phone="", counter={},
            privacy_url="",
        ),
        entries=tuple(
            Entry(
                id=f"e{number}",
                question={"de": texts[0]},
                paraphrases={"de": texts[1:]},
                answer={"de": "Antwort"},
                department="amt",
                office="amt",
                source="",
                checked=DAY,
                owner="",
                review=DAY,
            )
            for number, texts in enumerate(of.entries)
        ),
        offices={"amt": Office(id="amt", name={"de": "Amt"})},
        departments=(Department(id="amt", name={"de": "Amt"}, hours=Hours(), front_office=True),),
        netiquette=Netiquette(version="1", owner="", review=DAY, text={"de": ""}),
    )  # fmt: skip


def _phrasings(what: str, where: str, how: int) -> tuple[str, ...]:
    ending = "e" if what.endswith(_FEMININE) else "en"
    place = f" in {where}" if where else ""
    if how < len(_ACTIONS):
        action, first = _ACTIONS[how]
        tail = {"abholen": " ab", "prüfen lassen": " prüfen"}.get(action, "")
        return (
            f"Wie {first} ich ein{ending} {what}{place}{tail}?",
            f"{what} {action}{place}",
            f"Ich möchte mein{ending} {what} {action}",
        )
    facet = _FACETS[how - len(_ACTIONS)]
    return (
        f"{facet} für ein{ending} {what}{place}",
        f"Was muss ich zu {facet} bei {what}{place} wissen?",
        f"{what} {facet} {where}".strip(),
    )


def _question(texts: tuple[str, ...], subject: tuple[str, str, int], source: random.Random) -> str:
    text = source.choice(texts)
    match source.randrange(6):
        case 0:
            return _typos(text, source)
        case 1:
            return text.translate(_UMLAUTS).lower()
        case 2:
            what, where, how = subject
            word = _ACTIONS[how][0] if how < len(_ACTIONS) else _FACETS[how - len(_ACTIONS)]
            return source.choice((f"{what} {where}", f"{word} {what}", what)).strip().lower()
        case 3:
            return source.choice(_OPENINGS) + text + source.choice(_CLOSINGS)
        case 4:
            return _typos(text.translate(_UMLAUTS), source) + source.choice(("", " bitte", " danke", "???"))
        case _:
            return f"{source.choice(('Ich möchte wissen:', 'hallo', 'Eine Frage:', 'Mein Nachbar fragt:'))} {text}"


def _typos(text: str, source: random.Random) -> str:
    letters = list(text)
    for _ in range(1 + len(letters) // 25):
        at = source.randrange(1, len(letters))
        match source.randrange(4):
            case 0:
                letters[at - 1], letters[at] = letters[at], letters[at - 1]
            case 1:
                letters[at] = ""
            case 2:
                letters[at] *= 2
            case _:
                row = _KEYS.get(letters[at].lower(), "")
                letters[at] = source.choice(row) if row else letters[at]
    return "".join(letters)
