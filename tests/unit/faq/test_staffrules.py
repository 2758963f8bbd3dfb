"""`staffrules.yaml`: optional, checked, part of a release only where there is one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from faq.entry import release_from_json, release_to_json
from faq.files import check, load
from tests.unit.faq.folder import write_town

RULES = "version: 2\nowner: Frau Leitung\nreview: 2027-01-10\ntext: {de: Freundlich bleiben.}\n"


def test_they_are_a_part_of_the_release(tmp_path: Path) -> None:
    without = load(write_town(tmp_path))
    assert without.staff_rules is None
    assert "staff_rules" not in release_to_json(without)
    (tmp_path / "staffrules.yaml").write_text(RULES, encoding="utf-8")
    release = load(tmp_path)
    assert release.staff_rules is not None
    assert (release.staff_rules.version, release.staff_rules.text["de"]) == ("2", "Freundlich bleiben.")
    assert release.hash != without.hash
    assert release_from_json(release_to_json(release)) == release


def test_what_is_wrong_with_them_is_told(tmp_path: Path) -> None:
    write_town(tmp_path)
    (tmp_path / "staffrules.yaml").write_text("version: 2\ntext: {de: Ja.}\n", encoding="utf-8")
    errors, _ = check(tmp_path)
    assert {problem.file for problem in errors} == {"staffrules.yaml"}
    (tmp_path / "staffrules.yaml").write_text(RULES, encoding="utf-8")
    _, warnings = check(tmp_path, on=date(2027, 1, 11))
    assert "staffrules.yaml" in [warning.file for warning in warnings]
