"""Runs commands in a folder of their own, without anything of the caller's environment."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app

ROOT = Path(__file__).parents[3]
Run = Callable[..., Result]
Program = Callable[..., "subprocess.CompletedProcess[str]"]
INIT = (
    "init", "--name", "Bad Münsterau", "--state", "by", "--phone", "0800 123",
    "--counter", "Rathaus, Weg 1, 12345 Bad Münsterau", "--privacy-url", "https://www.bad-muensterau.example/ds",
    "--department", "standesamt", "--department", "bauen",
)  # fmt: skip


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Runs a command in a process of its own."""

    def program(*arguments: str, **options: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot.cli", *arguments],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "COLUMNS": "120", **options},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return program


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in list(os.environ):
        if name.startswith(("BUERGERDRAHT_", "TELEGRAM_", "REDIS_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, **options: str) -> Result:
        return CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200", **options})

    return run
