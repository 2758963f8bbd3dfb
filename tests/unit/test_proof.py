from pathlib import Path

from tests.proof import Row, beside, keep, kept


def test_a_part_replaces_its_own_rows_alone(tmp_path: Path) -> None:
    path = tmp_path / "build" / "bench.json"
    keep(path, [Row(name="a", ours=1)], part="one")
    keep(path, [Row(name="b", ours=2, reference=4, ratio=beside(2, 4))], part="two")
    keep(path, [Row(name="c", ours=3, ok=False)], part="one")
    assert [(row.name, row.part, row.ratio) for row in kept(path)] == [("b", "two", 0.5), ("c", "one", None)]


def test_no_file_no_rows(tmp_path: Path) -> None:
    assert kept(tmp_path / "none.json") == ()
    assert beside(1, 0) is None
