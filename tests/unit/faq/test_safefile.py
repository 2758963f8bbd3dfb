from pathlib import Path

import pytest

from faq.safefile import ChangedMeanwhile, replace_all, replace_content


def test_the_content_is_replaced_and_the_rights_stay(tmp_path: Path) -> None:
    file, link = tmp_path / "a.yaml", tmp_path / "link.yaml"
    file.write_bytes(b"old")
    file.chmod(0o640)
    link.symlink_to(file)
    replace_content(link, b"old", b"new")
    assert (file.read_bytes(), file.stat().st_mode & 0o777, link.is_symlink()) == (b"new", 0o640, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", "link.yaml"]


def test_what_somebody_saved_meanwhile_stays(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"theirs")
    with pytest.raises(ChangedMeanwhile):
        replace_content(file, b"old", b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"theirs"]


def test_a_new_file_never_takes_the_place_of_one(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    replace_content(file, None, b"new")
    assert file.read_bytes() == b"new"
    (tmp_path / "b.yaml").write_bytes(b"")
    assert file.stat().st_mode == (tmp_path / "b.yaml").stat().st_mode
    with pytest.raises(ChangedMeanwhile):
        replace_content(file, None, b"other")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", "b.yaml"]
    assert file.read_bytes() == b"new"


def test_of_several_files_all_or_none(tmp_path: Path) -> None:
    one, two, new = (tmp_path / name for name in ("1", "2", "3"))
    one.write_bytes(b"one")
    two.write_bytes(b"theirs")
    with pytest.raises(ChangedMeanwhile):
        replace_all([(one, b"one", b"ours"), (new, None, b"new"), (two, b"two", b"ours")])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"1": b"one", "2": b"theirs"}
    with pytest.raises(OSError):
        replace_all([(one, b"one", b"ours"), (tmp_path / "missing" / "4", None, b"x")])
    assert one.read_bytes() == b"one"
    replace_all([(one, b"one", b"ours"), (new, None, b"new")])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"1": b"ours", "2": b"theirs", "3": b"new"}
