"""Notices, banner and channels from the command line."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli_console import Failure
from tests.integration.cli.conftest import Run
from tests.integration.cli.test_backup import serving

pytestmark = pytest.mark.server
TOMORROW = f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%d}"


def test_a_notice_is_put_up_shown_and_ended(run: Run) -> None:
    assert "No notice is up" in run("notice", "list").output
    said = run(
        "notice", "add", "buergerdienste", "--text", "Morgen zu", "--from", "2026-01-01", "--until", "2036-01-01"
    )
    assert isinstance(said.exception, Failure)
    assert "92 days" in said.exception.what
    done = run("notice", "add", "buergerdienste", "--text", "Heute ab 12 Uhr zu", "--until", TOMORROW).output
    found = re.search(r"notice ([0-9a-f]{12}) of department:buergerdienste is up", done)
    assert found
    assert "Heute ab 12 Uhr zu" in run("notice", "list").output
    assert "has ended" in run("notice", "end", found[1]).output
    assert "No notice is up" in run("notice", "list").output
    assert isinstance(run("notice", "end", found[1]).exception, Failure)


def test_a_place_that_is_not_there_is_named_with_those_that_are(run: Run) -> None:
    refused = run("notice", "add", "mondamt", "--text", "x", "--until", TOMORROW).exception
    assert isinstance(refused, Failure)
    assert "department:buergerdienste" in refused.mend
    assert "office:" in refused.mend


def test_the_banner_is_set_and_cleared(run: Run) -> None:
    wrong = run("banner", "set", "--text", "x", "--until", TOMORROW, "--link", "javascript:x").exception
    assert isinstance(wrong, Failure)
    assert "https://" in wrong.what
    assert "is up" in run("banner", "set", "--text", "Wasser abkochen", "--until", TOMORROW).output
    assert "Wasser abkochen" in run("notice", "list").output
    assert "is down" in run("banner", "clear").output
    assert isinstance(run("banner", "clear").exception, Failure)


def test_a_channel_is_switched_off_and_on(run: Run, tmp_path: Path) -> None:
    wrong = run("channel", "off", "fax", "--reason", "x").exception
    assert isinstance(wrong, Failure)
    assert "telegram, web and mail" in wrong.what
    assert "channel on telegram" in run("channel", "off", "telegram", "--reason", "Token verloren").output
    assert "Token verloren" in run("notice", "list").output
    with serving(tmp_path / "data"):
        assert "telegram is off since" in " ".join(run("doctor").output.split())
    assert "telegram is on" in run("channel", "on", "telegram").output
    assert isinstance(run("channel", "on", "telegram").exception, Failure)
