"""Facts that the files call unknown."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from faq.blanks import waiting
from faq.files import check, load, survey
from faq.folder import read_folder
from faq.review import findings
from tests.unit.faq.folder import DEPARTMENTS, ENTRIES, NETIQUETTE, OFFICES, TOWN

ON = date(2026, 11, 25)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files: Mapping[str, str] = {
        "town.yaml": TOWN, "netiquette.yaml": NETIQUETTE, "offices.yaml": OFFICES, "departments.yaml": DEPARTMENTS,
        "faq/a.yaml": ENTRIES,
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def test_an_answer_that_needs_an_unknown_fact_is_not_live(folder: Path) -> None:
    change(folder, "offices.yaml", "perso: 37.00", "perso: unbekannt")
    errors, warnings = check(folder, on=ON)
    assert not errors
    (warning,) = [one for one in warnings if one.entry == "perso-neu"]
    assert warning.what == "Noch nicht live, weil die Angabe Gebühr perso (Bürgerbüro) fehlt."
    assert (warning.file, warning.line > 0) == ("faq/a.yaml", True)
    assert [entry.id for entry in load(folder).entries] == ["hund-anmelden"]
    assert {entry.id for entry in load(folder, drafts=True).entries} == {"hund-anmelden", "perso-neu"}
    listed = findings(read_folder(folder), datetime.now(UTC), on=ON, days=0)
    assert [one.problem.entry for one in listed if one.kind == "waiting"] == ["perso-neu"]


def test_it_comes_when_the_fact_comes_and_the_version_before_does_not_stand_in_without_its_fact(folder: Path) -> None:
    before = load(folder)
    change(folder, "offices.yaml", "perso: 37.00", "perso: unbekannt")
    release, not_live = survey(folder, previous=before)
    assert release.entry("perso-neu") is None
    assert "Bis dahin gibt es keine Antwort daraus" in not_live[0].problem.what
    change(folder, "offices.yaml", "perso: unbekannt", "perso: 46.00")
    assert load(folder, previous=release).entry("perso-neu") is not None


def test_an_edit_that_needs_an_unknown_fact_leaves_the_version_before(folder: Path) -> None:
    before = load(folder)
    change(folder, "offices.yaml", "steueramt:\n", "steueramt:\n  phone: unbekannt\n")
    change(folder, "faq/a.yaml", "Melden Sie den Hund beim Steueramt an.", '"Anruf: {{ office.steueramt.phone }}"')
    entry = load(folder, previous=before).entry("hund-anmelden")
    assert entry is not None
    assert "Steueramt" in entry.answer["de"]


def test_a_part_that_needs_an_unknown_fact_is_left_out_and_the_answer_lives(folder: Path) -> None:
    change(
        folder, "offices.yaml", "steueramt:\n",
        "steueramt:\n  address: unbekannt\n  links: {termin: unbekannt, online: https://testingen.example/online}\n",
    )  # fmt: skip
    change(
        folder, "faq/a.yaml", "  department: steuern\n",
        '  facets:\n    where: {de: "{{ office.steueramt.address }}"}\n    deadline: {de: Zwei Wochen}\n'
        '    appointment: "{{ office.steueramt.links.termin }}"\n    online: "{{ office.steueramt.links.online }}"\n'
        "  department: steuern\n",
    )  # fmt: skip
    errors, _ = check(folder, on=ON)
    assert not errors
    entry = load(folder).entry("hund-anmelden")
    assert entry is not None
    assert set(entry.facets) == {"deadline", "online"}


@pytest.mark.parametrize("fact", ["address", "phone", "email", "link", "hours"])
def test_every_fact_can_be_unknown(folder: Path, fact: str) -> None:
    change(folder, "offices.yaml", "  name: {de: Steueramt}", f"  name: {{de: Steueramt}}\n  {fact}: unbekannt")
    found = read_folder(folder)
    assert not found.errors
    assert found.known.unknown == {f"office.steueramt.{fact}"}
    entries = [located.entry for located in found.entries]
    assert waiting(entries, found.known.unknown) == {f"office.steueramt.{fact}": []}


def test_what_is_only_misspelt_or_empty_stays_an_error(folder: Path) -> None:
    change(folder, "offices.yaml", "perso: 37.00", "perso: unbekant")
    assert check(folder, on=ON)[0]
    change(folder, "offices.yaml", "perso: unbekant", "perso: ")
    assert check(folder, on=ON)[0]
    change(folder, "offices.yaml", "perso: ", "perse: unbekannt")
    assert any("perso" in error.what for error in check(folder, on=ON)[0])


@pytest.mark.parametrize("hours", ["unbekannt", "{}", "{tue: []}"])
def test_a_department_without_service_hours_is_warned_of(folder: Path, hours: str) -> None:
    change(folder, "departments.yaml", '{tue: ["09:00-12:00"]}', hours)
    errors, warnings = check(folder, on=ON)
    assert not errors
    assert any("Dienstzeiten" in one.what and one.file == "departments.yaml" for one in warnings)


def test_what_is_still_the_samples_is_reviewed(folder: Path) -> None:
    change(folder, "faq/a.yaml", "https://testingen.example/perso", "https://www.musterstadt.example/perso")
    change(folder, "faq/a.yaml", "owner: Herr Muster", "owner: Petra Lindner")
    change(folder, "faq/a.yaml", "https://testingen.example/hund", "https://testingen.example/")
    listed = findings(read_folder(folder), datetime.now(UTC), on=ON, days=0)
    told = {(one.problem.entry, one.problem.what.split()[-1]) for one in listed if one.kind == "sample"}
    assert told == {("perso-neu", "Muster."), ("hund-anmelden", "da."), ("hund-anmelden", "Musters.")}
