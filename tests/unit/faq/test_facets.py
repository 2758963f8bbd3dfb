"""Facets and the other optional fields of an entry: from the file to the words a citizen gets."""

import json
from dataclasses import replace as changed
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml

from bot.library import build_shelf
from bot.town import make_texts
from faq.entry import Entry, Release, release_from_json, release_to_json
from faq.errors import FilesBroken
from faq.facets import Facet, facet_text
from faq.files import check, load
from faq.matcher import Matcher
from faq.models import FacetsShape
from faq.outcome import Answer, Suggest
from faq.schema import schemas
from tests.unit.faq.folder import replace

ANCHOR = "- id: hund-anmelden\n"
RICH = """\
  facets:
    fee: {de: "Es kostet {{ office.buergerbuero.fees.perso }}.", en: "It is {{ office.buergerbuero.fees.perso }}."}
    documents:
      de: |
        - Impfpass
        - Ausweis
    online: https://testingen.example/hund/online
  kind: service
  related: [hund-abmelden, perso-neu]
  not_for: {de: [Hund entlaufen], en: [lost dog]}
  leika: 99115005060000
  ars: [053150000000, "053140000000"]
  deputy: Frau Beispiel
"""
DAY = date(2026, 6, 1)


def add(town: Path, lines: str) -> None:
    replace(town, "faq/a.yaml", ANCHOR, ANCHOR + lines)


def dog(release: Release) -> Entry:
    found = release.entry("hund-anmelden")
    assert found is not None
    return found


@pytest.fixture
def rich(town: Path) -> Release:
    add(town, RICH)
    return load(town)


def test_all_fields_arrive(rich: Release) -> None:
    entry = dog(rich)
    assert entry.facets["documents"] == {"de": "- Impfpass\n- Ausweis"}
    assert (entry.kind, entry.audience, entry.deputy) == ("service", "public", "Frau Beispiel")
    assert entry.related == ("hund-abmelden", "perso-neu")
    assert entry.not_for == {"de": ("Hund entlaufen",), "en": ("lost dog",)}
    assert (entry.leika, entry.ars) == (("99115005060000",), ("053150000000", "053140000000"))


def test_they_survive_json(rich: Release) -> None:
    assert release_from_json(release_to_json(rich)) == rich


def test_a_release_written_before_them_is_read(release: Release) -> None:
    plain = json.loads(release_to_json(release))
    for entry in plain["entries"]:
        for name in ("facets", "kind", "audience", "related", "not_for", "leika", "ars", "deputy"):
            del entry[name]
    assert release_from_json(json.dumps(plain)) == release


def test_the_schema_knows_them(town: Path) -> None:
    add(town, RICH)
    data = yaml.safe_load((town / "faq/a.yaml").read_text(encoding="utf-8").replace("2026-01-10", '"2026-01-10"'))
    for entry in data:
        entry["review"] = entry["review"].isoformat()
    jsonschema.validate(data, json.loads(schemas()["faq.schema.json"]))


def test_the_fields_of_the_shape_are_the_facets() -> None:
    assert set(FacetsShape.model_fields) == set(Facet)


@pytest.mark.parametrize(
    ("facet", "lang", "expected"),
    [
        (Facet.FEE, "de", ("Es kostet 37,00 Euro.", "de", False)),
        (Facet.FEE, "en", ("It is 37.00 euros.", "en", False)),
        (Facet.DOCUMENTS, "en", ("- Impfpass\n- Ausweis", "de", True)),
        (Facet.ONLINE, "de", ("https://testingen.example/hund/online", "de", False)),
        (Facet.ONLINE, "en", ("https://testingen.example/hund/online", "en", False)),
    ],
)
def test_a_facet_in_words(rich: Release, facet: Facet, lang: str, expected: tuple[str, str, bool]) -> None:
    found = facet_text(rich, dog(rich), facet, lang)
    assert found is not None
    assert (found.text, found.lang, found.fell_back) == expected
    assert not found.easy
    assert (found.source, found.office) == ("https://testingen.example/hund", "Steueramt")


def test_a_facet_that_is_not_there(rich: Release) -> None:
    assert facet_text(rich, dog(rich), Facet.APPOINTMENT, "de") is None


@pytest.mark.parametrize(
    ("audience", "on", "staff", "citizens"),
    [
        ("public", DAY, True, True),
        ("staff", DAY, True, False),
        ("public", date(2026, 5, 31), False, False),
        ("staff", date(2026, 5, 31), False, False),
    ],
)
def test_who_may_see_it(town: Path, audience: str, on: date, staff: bool, citizens: bool) -> None:
    add(town, f"  audience: {audience}\n  valid_from: 2026-06-01\n")
    release = load(town)
    entry = dog(release)
    assert (entry.for_staff(on), entry.for_citizens(on), entry.valid(on)) == (staff, citizens, citizens)
    assert (entry in release.valid(on)) is citizens


def test_what_is_for_staff_is_never_given_or_offered(town: Path) -> None:
    question = "Wie melde ich meinen Hund an?"
    before = load(town)
    assert isinstance(Matcher(before).match(question, lang="de", on=DAY), Answer)
    add(town, "  audience: staff\n")
    release = load(town)
    found = Matcher(release).match(question, lang="de", on=DAY)
    offered = found.candidates if isinstance(found, Answer | Suggest) else ()
    assert "hund-anmelden" not in [candidate.id for candidate in offered]
    shelf = build_shelf(release, lambda town: make_texts(town, {}, "http://127.0.0.1"))
    assert set(shelf.entries) == {"hund-abmelden", "perso-neu", "weihnachtsmarkt"}


def test_related_shows_only_what_citizens_may_see(rich: Release) -> None:
    assert [entry.id for entry in rich.related(dog(rich), DAY)] == ["hund-abmelden", "perso-neu"]
    inner = tuple(changed(e, audience="staff") if e.id == "perso-neu" else e for e in rich.entries[1:])
    assert [entry.id for entry in changed(rich, entries=inner).related(dog(rich), DAY)] == []


# lines added below the id, the line (counted from the id) that is named, words of the complaint
BROKEN: list[tuple[str, int, str]] = [
    ("  facets: {fee: {en: free}}\n", 1, "deutsche Text (de) fehlt"),
    ("  facets:\n    fees: {de: frei}\n", 2, "„facets.fees“ gibt es nicht"),
    ("  facets:\n    fee: {de: '{{ office.steueramt.fees.hund }}'}\n", 2, "fees.hund"),
    ("  facets:\n    fee:\n      de: frei\n      en: 'fee {{ office.steueramt'\n", 4, "nicht geschlossen"),
    ("  facets:\n    online: http://testingen.example\n", 2, "https-Adresse"),
    ("  facets: frei\n", 1, "falsche Art"),
    ("  leika: 9911500506000\n", 1, "LeiKa"),
    ("  leika:\n    - 99115005060000\n    - 99 115 005 060 000\n", 3, "LeiKa"),
    ("  ars: 5315000\n", 1, "Regionalschlüssel"),
    ("  ars: ٠٥٣١٥٠٠٠٠٠٠٠\n", 1, "Regionalschlüssel"),
    ("  not_for: {de: ['Hundesteuer  anmelden!']}\n", 1, "not_for"),
    ("  not_for: {en: [Wie melde ich meinen Hund an]}\n", 1, "not_for"),
    ("  audience: intern\n", 1, "„intern“"),
    ("  kind: emergency\n", 1, "„emergency“"),
]


@pytest.mark.parametrize(("lines", "offset", "words"), BROKEN, ids=lambda value: str(value)[:30])
def test_a_broken_field_is_named(town: Path, lines: str, offset: int, words: str) -> None:
    at = (town / "faq/a.yaml").read_text(encoding="utf-8").split(ANCHOR)[0].count("\n") + 1
    add(town, lines)
    with pytest.raises(FilesBroken) as caught:
        load(town)
    found = [(problem.file, problem.line, problem.entry) for problem in caught.value.problems if words in problem.what]
    assert found == [("faq/a.yaml", at + offset, "hund-anmelden")], str(caught.value)
    assert all(problem.mend for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("lines", "offset", "words"),
    [
        ("  related: [hund-anmelden]\n", 1, "sich selbst"),
        ("  related:\n    - perso-neu\n    - hund-abmeldn\n", 3, "„hund-abmeldn“ gibt es nicht"),
    ],
)
def test_a_reference_to_nothing_is_a_warning(town: Path, lines: str, offset: int, words: str) -> None:
    at = (town / "faq/a.yaml").read_text(encoding="utf-8").split(ANCHOR)[0].count("\n") + 1
    add(town, lines)
    errors, warnings = check(town, on=DAY)
    assert errors == []
    assert [(one.file, one.line) for one in warnings if words in one.what] == [("faq/a.yaml", at + offset)]


def test_a_slip_in_a_facets_name_is_mended_by_the_facets(town: Path) -> None:
    add(town, "  facets: {documets: {de: Ausweis}}\n")
    assert check(town)[0][0].mend == "Gemeint ist wohl „documents“."


def test_a_broken_entry_is_not_blamed_on_those_that_refer_to_it(town: Path) -> None:
    add(town, "  related: [perso-neu]\n")
    replace(town, "faq/a.yaml", "owner: Frau Beispiel", "owners: Frau Beispiel")
    assert {problem.entry for problem in check(town)[0]} == {"perso-neu"}


def test_the_form_of_address_is_looked_at_in_facets_too(town: Path) -> None:
    add(town, "  facets: {documents: {de: Bring deinen Ausweis mit.}}\n")
    _, warnings = check(town, on=DAY)
    assert [(warning.entry, "deinen" in warning.what) for warning in warnings] == [("hund-anmelden", True)]
