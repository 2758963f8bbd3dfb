"""A small town's folder for tests: four entries, two offices, two departments."""

from pathlib import Path

TOWN = """\
name: Testingen
state: NW
timezone: Europe/Berlin
address_form: sie
phone: "0123 4560"
counter: {de: "Rathaus, Markt 1", en: "Town hall, Markt 1"}
privacy_url: https://testingen.example/datenschutz
"""
NETIQUETTE = """\
version: "1"
owner: Pressestelle
review: 2030-01-01
text: {de: Bleiben Sie freundlich., en: Please be kind.}
"""
OFFICES = """\
buergerbuero:
  name: {de: Bürgerbüro, en: Citizens' office}
  address: Markt 1, 12345 Testingen
  phone: "0123 4561"
  email: buergerbuero@testingen.example
  link: https://testingen.example/buergerbuero
  hours:
    mon: ["08:00-12:00", "14:00-16:00"]
    tue: ["08:00-12:00", "14:00-16:00"]
    thu: ["08:00-18:00"]
    fri: ["08:30-12:00"]
  fees: {perso: 37.00, kurz: 5}
steueramt:
  name: {de: Steueramt}
"""
DEPARTMENTS = """\
- id: buerger
  name: {de: Bürgerdienste, en: Citizens' services}
  hours: {mon: ["08:00-16:00"]}
  front_office: true
  topics: {de: [Ausweis, Umzug], en: [passport]}
- id: steuern
  name: {de: Steuern}
  hours: {tue: ["09:00-12:00"]}
"""
ENTRIES = """\
- id: perso-neu
  question:
    de: Wie beantrage ich einen Personalausweis?
    en: How do I apply for an identity card?
  paraphrases:
    de: [Personalausweis verlängern, neuen Ausweis beantragen, Was kostet ein Personalausweis]
    en: [renew my identity card, new identity card]
  answer:
    de: |
      Kommen Sie ins Bürgerbüro.
      Es kostet {{ office.buergerbuero.fees.perso }}.
      Geöffnet: {{ office.buergerbuero.hours }}.
    en: "Fee: {{ office.buergerbuero.fees.perso }}. Open {{office.buergerbuero.hours}}."
  easy: Sie brauchen einen neuen Ausweis. Rufen Sie an, {{ office.buergerbuero.phone }}.
  department: buerger
  office: buergerbuero
  source: https://testingen.example/perso
  checked: 2026-01-10
  owner: Frau Beispiel
  review: 2030-01-10
- id: hund-anmelden
  question: {de: "Wie melde ich meinen Hund an?"}
  paraphrases: {de: [Hundesteuer anmelden, Hund anmelden, Hundemarke bekommen]}
  answer: {de: Melden Sie den Hund beim Steueramt an.}
  department: steuern
  office: steueramt
  source: https://testingen.example/hund
  checked: 2026-01-10
  owner: Herr Muster
  review: 2030-01-10
"""
MORE_ENTRIES = """\
- id: hund-abmelden
  question: {de: "Wie melde ich meinen Hund ab?"}
  paraphrases: {de: [Hundesteuer abmelden, Hund abmelden, Hund ist gestorben]}
  answer: {de: Melden Sie den Hund beim Steueramt ab.}
  department: steuern
  office: steueramt
  source: https://testingen.example/hund
  checked: 2026-01-10
  owner: Herr Muster
  review: 2030-01-10
- id: weihnachtsmarkt
  question: {de: "Wann ist der Weihnachtsmarkt?"}
  paraphrases: {de: [Weihnachtsmarkt Öffnungszeiten, Beginn des Weihnachtsmarktes, Glühwein am Rathaus]}
  answer: {de: Vom 1. bis 23. Dezember auf dem Markt.}
  department: buerger
  office: buergerbuero
  source: https://testingen.example/markt
  checked: 2026-01-10
  owner: Herr Muster
  review: 2030-01-10
  valid_from: 2026-11-01
  valid_until: 2026-12-23
"""
FILES = {
    "town.yaml": TOWN,
    "netiquette.yaml": NETIQUETTE,
    "offices.yaml": OFFICES,
    "departments.yaml": DEPARTMENTS,
    "faq/a.yaml": ENTRIES,
    "faq/b.yaml": MORE_ENTRIES,
}


def write_town(folder: Path) -> Path:
    """Write the whole folder and return it."""
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def replace(folder: Path, file: str, old: str, new: str) -> int:
    """Replace a piece of a file; returns the line on which it began."""
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1
