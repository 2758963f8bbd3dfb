"""The bench of the desk runs, small, and says what it found."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.bench.live.claims import _KINDS, _writes

pytestmark = pytest.mark.server


def test_every_part_measures(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    sizes = ("--races", "1", "--claims", "20", "--talks", "2", "--messages", "4", "--pages", "20")
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.live", *sizes, "--json", str(figures)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(figures.read_text("utf-8"))
    assert set(found) == {"claims", "races", "latency", "connections"}
    assert found["races"] | {"claims_s": 0, "seconds": 0} == {
        "races": 1,
        "staff": 50,
        "doubles": 0,
        "nobody": 0,
        "claims_s": 0,
        "seconds": 0,
    }
    assert found["claims"]["writes"] >= 10
    assert {*found["latency"]["to_citizen"], *found["latency"]["to_desk"]} == {"p50", "p95", "p99"}
    assert found["connections"]["bare_kib"] > 0


def test_only_writes_count() -> None:
    calls = Counter({"hset": 3, "hget": 7, "evalsha": 1, "xadd": 2})
    assert _writes(Counter({"hset": 1}), calls) == {"hset": 2, "xadd": 2}
    assert {"hset", "zadd", "xadd", "set"} <= set(_KINDS)
