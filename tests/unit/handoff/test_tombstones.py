"""Tombstones: who was erased, told to nobody without the key."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from handoff.tombstones import Mark, Tombstones, TombstonesBroken

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def made(folder: Path) -> Tombstones:
    return Tombstones(folder / "stones", folder / "key")


def test_what_was_written_is_found(tmp_path: Path) -> None:
    stones = made(tmp_path)
    stones.put("a", [("conversation", "c1"), ("address", "telegram:4711")], NOW)
    stones.put("a", [("address", "telegram:4711")], NOW + timedelta(days=1))
    read = stones.read("a")
    assert read.at("conversation", "c1") == NOW
    assert read.at("address", "telegram:4711") == NOW + timedelta(days=1)
    assert read.at("conversation", "telegram:4711") is None
    assert stones.read("b").at("conversation", "c1") is None


def test_nobody_reads_whose_they_are(tmp_path: Path) -> None:
    stones = made(tmp_path)
    stones.put("a", [("address", "telegram:4711")], NOW)
    assert "4711" not in stones.file.read_text()
    assert {path.stat().st_mode & 0o77 for path in (stones.file, stones.key_file, stones.folder)} == {0}


def test_a_torn_line_is_none_and_spoils_no_other(tmp_path: Path) -> None:
    stones = made(tmp_path)
    stones.put("a", [("case", "k1")], NOW)
    with stones.file.open("a") as file:
        file.write('{"town": "a", "wh')
    assert stones.read("a").at("case", "k1") == NOW
    stones.put("a", [("case", "k2")], NOW)
    assert stones.read("a").at("case", "k2") == NOW


@pytest.mark.parametrize("line", ["{}", "nothing", '{"town": 1}'])
def test_a_damaged_line_is_told(tmp_path: Path, line: str) -> None:
    stones = made(tmp_path)
    stones.prepare()
    stones.file.write_text(f"{line}\n")
    with pytest.raises(TombstonesBroken, match="Line 1"):
        stones.read("a")


def test_a_lost_key_is_never_made_anew(tmp_path: Path) -> None:
    stones = made(tmp_path)
    stones.put("a", [("case", "k1")], NOW)
    stones.key_file.unlink()
    with pytest.raises(TombstonesBroken, match="Put it back"):
        stones.prepare()


def test_a_backup_knows_its_tombstones(tmp_path: Path) -> None:
    stones = made(tmp_path)
    stones.prepare()
    before = stones.mark()
    stones.put("a", [("case", "k1")], NOW)
    stones.check(before)
    stones.check(stones.mark())
    with pytest.raises(TombstonesBroken, match="has 1 tombstones; there were 2"):
        stones.check(Mark(key=before.key, count=2))
    other = made(tmp_path / "other")
    other.prepare()
    with pytest.raises(TombstonesBroken, match="another key"):
        other.check(before)
