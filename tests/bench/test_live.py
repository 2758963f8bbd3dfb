"""The bench of the desk runs, small, and says what it found."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.live.claims import written_by_a_script

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


def test_the_reference_does_a_claims_writes_each_call_on_keys_of_its_own() -> None:
    ticket = json.dumps({"receipt": "BN-1", "subject": "„Wo?“ " * 10}, ensure_ascii=False)
    commands = [["HSET", "bd:{t}:conv:abc", "ticket", ticket], ["ZADD", "bd:{t}:due", "17", "abc"]]
    source, long = written_by_a_script(commands, "bd:{t}:", ["abc", "BN-1"])
    assert long == [ticket]
    assert source.splitlines()[1:] == [
        'redis.call("HSET", KEYS[1] .. "conv:" .. ARGV[1] .. "", "ticket", ARGV[2])',
        'redis.call("ZADD", KEYS[1] .. "due", "17", "" .. ARGV[1] .. "")',
        "return 1",
    ]
