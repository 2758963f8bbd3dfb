"""The bench of the archive runs, small, and every page is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.archive.__main__ import SEARCHES
from tests.proof import kept

pytestmark = pytest.mark.server


def test_every_page_is_measured(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.bench.archive", "--cases", "60", "--open", "10", "--asked", "2"),
            *("--keep", str(figures)),
        ],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = {row.name: row.ours for row in kept(figures)}
    assert {f"archive: {page}, p95" for page in ("queue", *SEARCHES)} <= set(found)
    assert (found["archive: its place in the index"] or 0) > 0
