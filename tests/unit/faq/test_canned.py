"""Canned texts: the file, what is wrong with it, and their place in the release."""

from dataclasses import replace
from pathlib import Path

import pytest

from faq.entry import make_release, release_from_json, release_to_json
from faq.errors import FilesBroken
from faq.files import check, load
from tests.unit.faq.folder import write_town

GOOD = """\
- id: begruessung
  title: {de: Begrüßung}
  departments: [steuern]
  text: {de: "Guten Tag, hier ist {clerk} zu {receipt}."}
"""


def test_they_are_part_of_the_release(tmp_path: Path) -> None:
    bare = load(write_town(tmp_path))
    assert bare.canned == ()
    (tmp_path / "canned.yaml").write_text(GOOD, encoding="utf-8")
    release = load(tmp_path)
    assert release.hash != bare.hash
    assert release.canned[0].text["de"] == "Guten Tag, hier ist {clerk} zu {receipt}."
    assert release_from_json(release_to_json(release)) == release


def test_without_them_a_release_says_nothing_of_them(tmp_path: Path) -> None:
    release = load(write_town(tmp_path))
    assert '"canned"' not in release_to_json(release)
    assert replace(release, hash="") == replace(
        make_release(
            town=release.town, entries=release.entries, offices=release.offices, departments=release.departments,
            netiquette=release.netiquette,
        ),
        hash="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("{clerk}", "{sachbearbeiter}", "{sachbearbeiter}"),
        ("[steuern]", "[steuerm]", "departments.yaml"),
        ("de: Begrüßung", "en: Hello", "de"),
    ],
)
def test_what_is_wrong_is_told_at_its_line(tmp_path: Path, old: str, new: str, what: str) -> None:
    (write_town(tmp_path) / "canned.yaml").write_text(GOOD.replace(old, new), encoding="utf-8")
    errors, _ = check(tmp_path)
    assert len(errors) == 1
    assert what in errors[0].what
    assert (errors[0].file, errors[0].entry) == ("canned.yaml", "begruessung")
    with pytest.raises(FilesBroken):
        load(tmp_path)


def test_an_id_stands_once(tmp_path: Path) -> None:
    (write_town(tmp_path) / "canned.yaml").write_text(GOOD * 2, encoding="utf-8")
    errors, _ = check(tmp_path)
    assert [error.line for error in errors] == [5]
