"""The bench of the archive runs, small, and every page is asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.archive.__main__ import SEARCHES

pytestmark = pytest.mark.server


def test_every_page_is_measured(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.bench.archive", "--cases", "60", "--open", "10", "--asked", "2"),
            *("--json", str(figures)),
        ],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(figures.read_text("utf-8"))
    assert {"queue", *SEARCHES} <= set(found["pages"])
    assert found["index_bytes"] > 0
