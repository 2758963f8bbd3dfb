from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from faq.entry import Hours, Release, make_release, release_from_json, release_to_json, render
from faq.errors import UnknownFact
from faq.facts import euros, fact, hours_text

EIGHT, NOON, TWO, FOUR = time(8), time(12), time(14), time(16)


@pytest.mark.parametrize(
    ("days", "german", "english"),
    [
        ({}, "geschlossen", "closed"),
        ({0: ((EIGHT, NOON),)}, "Mo 8–12 Uhr", "Mon 8:00–12:00"),
        (
            {0: ((EIGHT, NOON), (TWO, FOUR)), 3: ((EIGHT, FOUR),)},
            "Mo 8–12 und 14–16 Uhr, Do 8–16 Uhr",
            "Mon 8:00–12:00 and 14:00–16:00, Thu 8:00–16:00",
        ),
        (dict.fromkeys(range(3), ((EIGHT, NOON),)), "Mo–Mi 8–12 Uhr", "Mon–Wed 8:00–12:00"),
        ({0: ((EIGHT, NOON),), 2: ((EIGHT, NOON),)}, "Mo 8–12 Uhr, Mi 8–12 Uhr", "Mon 8:00–12:00, Wed 8:00–12:00"),
        ({5: ((time(9, 30), NOON),)}, "Sa 9:30–12:00 Uhr", "Sat 9:30–12:00"),
        ({6: ((time(0), time(23, 59)),)}, "So 0:00–23:59 Uhr", "Sun 0:00–23:59"),
    ],
)
def test_hours_in_words(days: dict[int, tuple[tuple[time, time], ...]], german: str, english: str) -> None:
    assert hours_text(Hours(days=days), "de") == german
    assert hours_text(Hours(days=days), "en") == english


@pytest.mark.parametrize(
    ("amount", "german", "english"),
    [
        ("37", "37,00 Euro", "37.00 euros"),
        ("1234.5", "1.234,50 Euro", "1,234.50 euros"),
        ("0", "0,00 Euro", "0.00 euros"),
    ],
)
def test_euros_in_words(amount: str, german: str, english: str) -> None:
    assert euros(Decimal(amount), "de") == german
    assert euros(Decimal(amount), "en") == english


@pytest.mark.parametrize(
    ("path", "german", "english"),
    [
        ("office.buergerbuero.name", "Bürgerbüro", "Citizens' office"),
        (" office.buergerbuero.phone ", "0123 4561", "0123 4561"),
        ("office.buergerbuero.email", "buergerbuero@testingen.example", "buergerbuero@testingen.example"),
        ("office.buergerbuero.address", "Markt 1, 12345 Testingen", "Markt 1, 12345 Testingen"),
        (
            "office.buergerbuero.link",
            "https://testingen.example/buergerbuero",
            "https://testingen.example/buergerbuero",
        ),
        ("office.buergerbuero.fees.kurz", "5,00 Euro", "5.00 euros"),
        ("office.steueramt.name", "Steueramt", "Steueramt"),
    ],
)
def test_facts(release: Release, path: str, german: str, english: str) -> None:
    assert fact(release.offices, path, "de") == german
    assert fact(release.offices, path, "en") == english


@pytest.mark.parametrize(
    "path",
    ["", "office", "office.x.phone", "office.buergerbuero.x", "office.buergerbuero.fees.x", "office.steueramt.hours",
     "office.steueramt.phone", "town.name", "office.buergerbuero.fees", "office.buergerbuero.phone.x"],
)  # fmt: skip
def test_unknown_facts(release: Release, path: str) -> None:
    with pytest.raises(UnknownFact):
        fact(release.offices, path, "de")


def test_render_fills_facts_in_the_language(release: Release) -> None:
    entry = release.entry("perso-neu")
    assert entry is not None
    german, english = render(release, entry, "de"), render(release, entry, "en")
    assert "37,00 Euro" in german.text
    assert "Mo–Di 8–12 und 14–16 Uhr, Do 8–18 Uhr, Fr 8:30–12:00 Uhr" in german.text
    assert english.text.startswith("Fee: 37.00 euros. Open Mon–Tue")
    assert (german.lang, german.fell_back, german.easy) == ("de", False, False)
    assert (english.lang, english.fell_back, english.office) == ("en", False, "Citizens' office")
    assert (german.source, german.checked) == ("https://testingen.example/perso", date(2026, 1, 10))


def test_render_falls_back_to_german_and_says_so(release: Release) -> None:
    entry = release.entry("hund-anmelden")
    assert entry is not None
    rendered = render(release, entry, "en")
    assert (rendered.lang, rendered.fell_back, rendered.office) == ("de", True, "Steueramt")
    assert render(release, replace(entry, office="buergerbuero"), "en").office == "Bürgerbüro"
    easy = render(release, entry, "de", easy=True)
    assert (easy.easy, easy.fell_back, easy.lang) == (False, True, "de")


def test_render_easy(release: Release) -> None:
    entry = release.entry("perso-neu")
    assert entry is not None
    easy = render(release, entry, "de", easy=True)
    assert (easy.easy, easy.fell_back) == (True, False)
    assert "0123 4561" in easy.text
    assert render(release, entry, "en", easy=True).lang == "en"


def test_a_release_survives_json(release: Release) -> None:
    text = release_to_json(release)
    again = release_from_json(text)
    assert again == release
    assert release_to_json(again) == text
    assert len(release.hash) == 16
    with pytest.raises(ValueError):
        release_from_json("{}")


def test_the_hash_names_the_content_and_not_its_order(release: Release) -> None:
    def made(entries: tuple[object, ...]) -> Release:
        return make_release(
            town=release.town,
            entries=entries,  # type: ignore[arg-type]
            offices=release.offices,
            departments=release.departments,
            netiquette=release.netiquette,
        )

    assert made(release.entries[::-1]).hash == release.hash
    changed = replace(release.entries[0], owner="Someone else")
    assert made((changed, *release.entries[1:])).hash != release.hash


def test_look_ups(release: Release) -> None:
    assert release.entry("nothing") is None
    assert release.department("steuern") is not None
    assert release.department("x") is None
    assert release.front_office.id == "buerger"


@pytest.mark.parametrize(
    ("on", "valid"),
    [
        (date(2026, 10, 31), False),
        (date(2026, 11, 1), True),
        (date(2026, 12, 23), True),
        (date(2026, 12, 24), False),
    ],
)
def test_validity_is_inclusive(release: Release, on: date, valid: bool) -> None:
    assert ("weihnachtsmarkt" in [entry.id for entry in release.valid(on)]) is valid
