"""An import takes effect whole or not at all."""

from datetime import date
from pathlib import Path

import pytest

from faq.entry import Entry
from faq.errors import FilesBroken
from faq.files import load
from faq.folder import read_folder
from faq.interchange.plain import plain_of
from faq.interchange.plan import Plan, Terms, make_plan
from faq.interchange.record import MAX_BYTES
from faq.interchange.table import read_table, write_table
from faq.interchange.transfer import adopt, format_of, read_foreign, rehearse
from faq.safefile import ChangedMeanwhile
from tests.unit.faq.folder import replace
from tests.unit.faq.interchange.entries import simple

SAMPLE = Path(__file__).parents[4] / "config/towns/musterstadt"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def plan_of(town: Path, *entries: Entry) -> Plan:
    harvest = read_table(write_table(entries), "a.csv")
    terms = Terms(file="a.csv", into="faq/neu.yaml", today=date(2026, 11, 24), existing="update")
    return make_plan(read_folder(town), harvest, terms)


def test_new_and_changed_arrive_and_nothing_else_moves(town: Path) -> None:
    before = contents(town)
    found = read_folder(town)
    edited = simple("hund-anmelden", paraphrases={"de": ["a", "b", "c"]})
    adopt(town, found, plan_of(town, edited, simple("neu-1")))
    after = contents(town)
    assert {name for name in after if after[name] != before.get(name)} == {"faq/a.yaml", "faq/neu.yaml"}
    assert (town / "faq/neu.yaml").stat().st_mode & 0o777 == (town / "faq/b.yaml").stat().st_mode & 0o777
    release = load(town)
    for wanted in (edited, simple("neu-1")):
        entry = release.entry(wanted.id)
        assert entry is not None
        assert plain_of(entry) == plain_of(wanted)


def test_a_file_with_a_byte_order_mark_keeps_it(town: Path) -> None:
    file = town / "faq/a.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    adopt(town, read_folder(town), plan_of(town, simple("hund-anmelden")))
    assert file.read_bytes().startswith(b"\xef\xbb\xbf- id")


def test_what_somebody_saves_in_between_stops_everything(town: Path) -> None:
    found, plan = read_folder(town), plan_of(town, simple("hund-anmelden"), simple("hund-abmelden"), simple("neu-1"))
    replace(town, "faq/b.yaml", "Herr Muster", "Frau Muster")
    before = contents(town)
    with pytest.raises((ChangedMeanwhile, FilesBroken)):
        adopt(town, found, plan)
    assert contents(town) == before


def test_a_file_that_appears_in_between_stops_everything(town: Path) -> None:
    found, plan = read_folder(town), plan_of(town, simple("hund-anmelden"), simple("neu-1"))
    (town / "faq/neu.yaml").write_text((town / "faq/a.yaml").read_text("utf-8").replace("id: ", "id: x-"), "utf-8")
    before = contents(town)
    with pytest.raises(ChangedMeanwhile):
        adopt(town, found, plan)
    assert contents(town) == before


def test_a_folder_that_would_not_load_is_left_alone(town: Path) -> None:
    found, plan = read_folder(town), plan_of(town, simple("neu-1"))
    replace(town, "departments.yaml", "front_office: true", "front_office: false")
    before = contents(town)
    with pytest.raises(FilesBroken):
        rehearse(town, plan)
    with pytest.raises(FilesBroken):
        adopt(town, found, plan)
    assert contents(town) == before


def test_the_sample_town_comes_back_from_a_table(tmp_path: Path) -> None:
    found = read_folder(SAMPLE)
    entries = [located.entry for located in found.entries]
    table = tmp_path / "a.csv"
    table.write_bytes(write_table(entries).encode())
    terms = Terms(file="a.csv", into="faq/neu.yaml", today=date(2026, 11, 24))
    plan = make_plan(found, read_foreign(table, "csv"), terms)
    assert plan.faults == ()
    assert len(plan.of("unchanged")) == len(plan.steps) == len(entries)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.csv", "csv"),
        ("a.HTML", "jsonld"),
        ("a.json", "jsonld"),
        ("a.jsonld", "jsonld"),
        ("a.xml", "xzufi"),
        ("a", None),
    ],
)
def test_formats(name: str, kind: str | None) -> None:
    assert format_of(Path(name)) == kind


def test_what_is_too_big_or_in_another_encoding(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"id\nabc\n\xe4")
    (fault,) = read_foreign(file, "csv").faults
    assert ("UTF-8" in fault.mend, fault.place.row) == (True, 3)
    file.write_bytes("id\teasy\nabc\tä".encode("utf-16"))
    assert read_foreign(file, "csv").records[0].values[("easy",)] == "ä"
    file.write_bytes(b"x" * (MAX_BYTES + 1))
    for kind in ("csv", "jsonld", "xzufi"):
        (fault,) = read_foreign(file, kind).faults
        assert "20 MB" in fault.what
