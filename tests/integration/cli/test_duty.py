"""Absences and deputies from the command line, on a store that runs for the time of each command."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.cli_console import Failure
from tests.integration.cli.conftest import Run

pytestmark = pytest.mark.server
TODAY = datetime.now(UTC).date()
DAYS = ("--from", f"{TODAY + timedelta(days=1)}", "--to", f"{TODAY + timedelta(days=3)}")
DEPUTY = ("duty", "deputy", "standesamt", "buergerdienste")


def test_from_entering_to_ending(run: Run) -> None:
    assert "Everybody is there." in run("duty", "show").output
    assert run("staff", "add", "petra", "--name", "Petra", "--no-password").exit_code == 0
    assert run("duty", "absent", "petra", *DAYS).exit_code == 0
    assert run(*DEPUTY, *DAYS).exit_code == 0
    shown = run("duty", "show").output
    assert re.search(r"petra .*absent", shown)
    assert re.search(r"standesamt .*deputy: buergerdienste", shown)
    assert run("duty", "back", "petra").exit_code == 0
    assert run("duty", "end-deputy", "standesamt").exit_code == 0
    assert "Everybody is there." in run("duty", "show").output


@pytest.mark.parametrize(
    "arguments",
    [
        ("duty", "absent", "niemand", *DAYS),
        ("duty", "absent", "petra", "--from", "morgen", "--to", "heute"),
        ("duty", "absent", "petra", "--from", DAYS[3], "--to", DAYS[1]),
        ("duty", "absent", "petra", "--from", "2020-01-01", "--to", "2020-01-02"),
        ("duty", "deputy", "standesamt", "gibtsnicht", *DAYS),
        ("duty", "deputy", "standesamt", "standesamt", *DAYS),
        ("duty", "end-deputy", "standesamt"),
    ],
)
def test_what_will_not_do_is_said_with_how_to_mend_it(run: Run, arguments: tuple[str, ...]) -> None:
    failed = run(*arguments).exception
    assert isinstance(failed, Failure)
    assert failed.mend
