"""Runs commands in this process, in a folder of their own, without anything of the caller's environment."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app

Run = Callable[..., Result]
INIT = (
    "init", "--name", "Bad Münsterau", "--state", "by", "--phone", "0800 123",
    "--counter", "Rathaus, Weg 1, 12345 Bad Münsterau", "--privacy-url", "https://www.bad-muensterau.example/ds",
    "--department", "standesamt", "--department", "bauen",
)  # fmt: skip


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in list(os.environ):
        if name.startswith(("BUERGERDRAHT_", "TELEGRAM_", "REDIS_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, **options: str) -> Result:
        return CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200", **options})

    return run
