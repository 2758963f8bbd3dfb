"""The bench of the desk runs, small, and says what it found."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.path.claims import written_by_a_script
from tests.proof import kept

pytestmark = pytest.mark.server


def test_every_part_measures(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    sizes = ("--races", "1", "--talks", "2", "--messages", "4", "--pages", "20")
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.live", *sizes, "--keep", str(figures)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = kept(figures)
    assert {row.part for row in found} == {"live races", "live latency", "live connections"}
    (races,) = (row for row in found if row.part == "live races")
    assert (races.ours, races.goal) == (0, "0 in 1 races")
    assert all(row.reference for row in found if row.part == "live connections")


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
