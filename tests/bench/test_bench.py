import json
import subprocess
import sys
from typing import Any

import pytest

from tests.bench.corpus import PHRASINGS, corpus, release
from tests.bench.measure import PARTS
from tests.bench.rivals import OURS, REFERENCE, RIVALS
from tests.proof import kept


def test_the_corpus_is_the_same_for_the_same_seed() -> None:
    one = corpus(300, questions=200, seed=7)
    assert one == corpus(300, questions=200, seed=7)
    assert one != corpus(300, questions=200, seed=8)
    assert len(one.entries) == 300
    assert {len(set(entry)) for entry in one.entries} == {PHRASINGS}
    assert len({text for text, _ in one.questions}) == 200
    assert len(release(one).entries) == 300


@pytest.mark.parametrize("rival", [OURS, "WRatio", REFERENCE])
def test_each_rival_finds_what_it_was_built_from(rival: str) -> None:
    made = corpus(60, questions=0)
    ask = RIVALS[rival](made)
    assert sum(ask(entry[0]) == number for number, entry in enumerate(made.entries)) >= 57


@pytest.mark.parametrize(
    ("task", "keys"),
    [
        (
            {"part": "speed", "rival": OURS, "size": 40, "questions": 20, "seconds": 5},
            {"build_s", "memory_mb", "p50_ms", "p99_ms", "asked", "top1"},
        ),
        ({"part": "rebuild", "size": 40}, {"size", "build_s", "idle_max_ms", "p99_ms", "max_ms"}),
    ],
)
def test_a_measurement(task: dict[str, Any], keys: set[str]) -> None:
    assert set(PARTS[task.pop("part")](**task)) == keys


def test_asking_ends_when_the_time_is_over() -> None:
    found = PARTS["speed"](rival=REFERENCE, size=2_000, questions=5_000, seconds=0.05)
    assert 1 <= found["asked"] < 5_000


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--sizes", "viele"], "numbers with commas"), (["--sizes", "1"], "between"), (["--rivals", "x"], "is none of")],
)
def test_wrong_arguments_are_told(arguments: list[str], said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", *arguments], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2
    assert said in done.stderr


def test_the_table_and_the_file(tmp_path: Any) -> None:
    file = tmp_path / "bench.json"
    done = subprocess.run(
        [
            sys.executable, "-m", "tests.bench", "--sizes", "50", "--questions", "20", "--parts", "speed,rebuild",
            "--rivals", f"{OURS},{REFERENCE}", "--json", str(file), "--keep", str(tmp_path / "rows.json"),
        ],
        capture_output=True, text=True, check=False, timeout=100,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "rebuild of 50 entries" in done.stdout
    assert [one["part"] for one in json.loads(file.read_text())["results"]] == ["speed", "speed", "rebuild"]
    assert [row.name.split(" ", 3)[:3] for row in kept(tmp_path / "rows.json")] == [
        ["matcher:", "a", "question"],
        ["matcher:", "a", "1"],
    ]
