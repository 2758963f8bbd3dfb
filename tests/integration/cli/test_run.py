"""`run` where it cannot start; that it starts is shown end to end."""

import socket
from pathlib import Path

import pytest

from tests.integration.cli.conftest import Program
from tests.integration.cli.test_backup import serving

pytestmark = pytest.mark.server


def unframed(panel: str) -> str:
    """What a panel says, on one line."""
    return " ".join(panel.replace("│", " ").split())


@pytest.mark.fault(rows=(71,))
def test_a_second_start_on_the_same_data_is_refused(program: Program, tmp_path: Path) -> None:
    with serving(tmp_path / "data"):
        done = program("run", BUERGERDRAHT_WEB__PORT="0")
    assert done.returncode == 1
    assert "in use by another" in unframed(done.stderr)
    assert "Traceback" not in done.stderr


@pytest.mark.fault(rows=(71,))
def test_a_taken_port_is_told(program: Program) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = program("run", BUERGERDRAHT_WEB__PORT=str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "cannot be listened on" in unframed(done.stderr)
    assert "Traceback" not in done.stderr
