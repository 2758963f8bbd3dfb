"""Any edit of a town's file keeps every other line, and what is read again is exactly the change."""

import copy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faq.errors import FilesBroken
from faq.rewriting import rewritten
from faq.safefile import ChangedMeanwhile
from faq.townfiles import look, save, written
from faq.yamlfile import Document, Plain, parse
from tests.unit.faq.folder import write_town

MUSTER = Path(__file__).parents[3] / "config/towns/musterstadt"
FILES = ("offices.yaml", "departments.yaml", "canned.yaml", "faq/buergerdienste.yaml")
texts = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=40).map(str.strip).filter(bool)


def leaves(value: Plain, place: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in leaves(inner, (*place, key))]
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [leaf for at, inner in enumerate(value) for leaf in leaves(inner, (*place, at))]
    return [place]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FILES), st.data(), texts)
def test_an_edit_changes_its_field_and_no_other_line(file: str, draw: st.DataObject, text: str) -> None:
    document = parse((MUSTER / file).read_text("utf-8"), file)
    assert isinstance(document, Document)
    place = draw.draw(st.sampled_from(leaves(document.data)))
    data = copy.deepcopy(document.data)
    holder: object = data
    for step in place[:-1]:
        holder = holder[step]  # type: ignore[index]
    holder[place[-1]] = text  # type: ignore[index]
    new = rewritten(document, data)
    assert isinstance(new, str)
    read = parse(new, file)
    assert isinstance(read, Document)
    assert read.data == data
    old_lines, new_lines = "\n".join(document.source).splitlines(), new.splitlines()
    top = (
        next(at for at, (a, b) in enumerate(zip([*old_lines, ""], [*new_lines, ""], strict=False)) if a != b)
        if (old_lines != new_lines)
        else len(old_lines)
    )
    tail = 0
    while tail < min(len(old_lines), len(new_lines)) - top and old_lines[-1 - tail] == new_lines[-1 - tail]:
        tail += 1
    gone = old_lines[top : len(old_lines) - tail]
    assert not any(line.lstrip().startswith("#") for line in gone)
    first = document.lines.get(place, document.line(place)) - 1
    assert top >= first


def test_a_comment_beside_a_fee_stays() -> None:
    document = parse(
        "buero:\n  name: {de: Büro}\n  fees:\n    perso: 37.00   # seit 2021\n    kurz: 5\n", "offices.yaml"
    )
    assert isinstance(document, Document)
    data = copy.deepcopy(document.data)
    data["buero"]["fees"]["perso"] = "46.00"  # type: ignore[index,call-overload]
    new = rewritten(document, data)
    assert new == "buero:\n  name: {de: Büro}\n  fees:\n    perso: 46.00   # seit 2021\n    kurz: 5\n"


def test_what_somebody_else_saved_is_not_lost(tmp_path: Path) -> None:
    folder = write_town(tmp_path)
    seen = look(folder, "offices.yaml")
    data = copy.deepcopy(seen.document.data)
    data["buergerbuero"]["phone"] = "0123 999"  # type: ignore[index,call-overload]
    theirs = (folder / "offices.yaml").read_text("utf-8").replace("0123 4561", "0123 777")
    (folder / "offices.yaml").write_text(theirs, "utf-8")
    with pytest.raises(ChangedMeanwhile):
        save(folder, "offices.yaml", data, seen=seen.hash)
    assert (folder / "offices.yaml").read_text("utf-8") == theirs


def test_a_broken_edit_never_lands(tmp_path: Path) -> None:
    folder = write_town(tmp_path)
    seen = look(folder, "offices.yaml")
    before = (folder / "offices.yaml").read_bytes()
    data = copy.deepcopy(seen.document.data)
    data["buergerbuero"]["hours"]["mon"] = ["12:00-08:00"]  # type: ignore[index,call-overload]
    with pytest.raises(FilesBroken) as broken:
        save(folder, "offices.yaml", data, seen=seen.hash)
    assert "Zeitspanne" in broken.value.problems[0].what
    assert (folder / "offices.yaml").read_bytes() == before


def test_a_sound_edit_is_there(tmp_path: Path) -> None:
    folder = write_town(tmp_path)
    seen = look(folder, "departments.yaml")
    data = copy.deepcopy(seen.document.data)
    data[1]["mail"] = "steuern@testingen.example"  # type: ignore[index,call-overload]
    hash_ = save(folder, "departments.yaml", data, seen=seen.hash)
    again = look(folder, "departments.yaml")
    assert (again.hash, again.document.data) == (hash_, data)


def test_a_text_of_several_lines_stays_a_block() -> None:
    before = "- id: a\n  answer: |\n    Erstens.\n\n    Zweitens.\n  easy: |\n    Kurz.\n    Gut.\n"
    document = parse(before, "a.yaml")
    assert isinstance(document, Document)
    data = copy.deepcopy(document.data)
    assert isinstance(data, list)
    assert isinstance(data[0], dict)
    data[0]["answer"] = "Erstens.\n\nDrittens."
    assert rewritten(document, data) == before.replace("Zweitens", "Drittens")


THREE = """\
# The town's texts.
- id: a
  text: {de: A}

# Belongs to b.
- id: b   # the second
  text: {de: B}
- id: c
  text: {de: C}
"""


@pytest.mark.parametrize(
    ("gone", "cut"),
    [
        ("a", "- id: a\n  text: {de: A}\n\n"),
        ("b", "\n# Belongs to b.\n- id: b   # the second\n  text: {de: B}\n"),
        ("c", "- id: c\n  text: {de: C}\n"),
    ],
)
def test_an_item_goes_with_its_comment_and_nothing_else(gone: str, cut: str) -> None:
    document = parse(THREE, "canned.yaml")
    assert isinstance(document, Document)
    assert isinstance(document.data, list)
    left: Plain = [one for one in document.data if isinstance(one, dict) and one["id"] != gone]
    assert rewritten(document, left) == THREE.replace(cut, "")


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["departments.yaml", "canned.yaml", "faq/buergerdienste.yaml"]), st.data())
def test_whichever_items_go_the_others_stay_as_they_are(file: str, draw: st.DataObject) -> None:
    document = parse((MUSTER / file).read_text("utf-8"), file)
    assert isinstance(document, Document)
    assert isinstance(document.data, list)
    left: Plain = draw.draw(st.lists(st.sampled_from(document.data), min_size=1, unique_by=str))
    left = [one for one in document.data if one in left]  # type: ignore[operator]
    new = rewritten(document, left)
    assert isinstance(new, str)
    lines = iter("\n".join(document.source).splitlines())
    assert all(line in lines for line in new.splitlines())  # in the same order


@pytest.mark.parametrize("header", ["", "# Nothing yet.\n"])
def test_the_first_item_makes_the_file_and_the_last_takes_it_along(tmp_path: Path, header: str) -> None:
    folder, file = write_town(tmp_path), "canned.yaml"
    if header:
        (folder / file).write_text(header, "utf-8")
    seen = look(folder, file)
    texts_: Plain = [{"id": one, "title": {"de": "Gruß"}, "text": {"de": "Guten Tag."}} for one in ("gruss", "dank")]
    hash_ = save(folder, file, texts_, seen=seen.hash)
    assert (folder / file).read_text("utf-8").startswith(f"{header}- id: gruss\n")
    assert look(folder, file).document.data == texts_
    with pytest.raises(ChangedMeanwhile):
        save(folder, file, [], seen=seen.hash)
    save(folder, file, [], seen=hash_)
    assert not (folder / file).exists()


def test_the_folder_is_read_again_when_it_has_changed(tmp_path: Path) -> None:
    folder = write_town(tmp_path)
    first = written(folder)
    assert written(folder) is first
    seen = look(folder, "offices.yaml")
    data = copy.deepcopy(seen.document.data)
    data["buergerbuero"]["phone"] = "0123 4999"  # type: ignore[index,call-overload]
    save(folder, "offices.yaml", data, seen=seen.hash)
    assert written(folder).offices["buergerbuero"].phone == "0123 4999"
    (folder / "faq/b.yaml").unlink()
    assert len(written(folder).entries) < len(first.entries)


def test_a_file_that_must_be_there_is_not_made(tmp_path: Path) -> None:
    folder = write_town(tmp_path)
    (folder / "offices.yaml").unlink()
    with pytest.raises(FileNotFoundError):
        look(folder, "offices.yaml")
