"""Rights at the command line: the table, the review, broken glass, and the door of every command."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import typer.main

from bot.cli import app
from bot.cli_console import Failure
from bot.cli_door import COMMANDS
from handoff.rights import RIGHTS, Right
from tests.integration.cli.conftest import INIT, Run

pytestmark = pytest.mark.server


def commands(group: object, path: tuple[str, ...] = ()) -> list[str]:
    """Every command that there is."""
    found = getattr(group, "commands", None)
    if found is None:
        return [" ".join(path)]
    return [name for part, command in found.items() for name in commands(command, (*path, part))]


@pytest.fixture
def town(run: Run, tmp_path: Path) -> Run:
    assert run(*INIT).exit_code == 0
    secret = tmp_path / "secret"
    secret.write_text("ein langes Passwort", "utf-8")
    for login, roles in (("chef", ("admin",)), ("lena", ("staff", "lead")), ("nils", ("auditor",))):
        options = [word for role in roles for word in ("--role", role)]
        added = run("staff", "add", login, "--name", login.title(), *options, "--password-file", f"{secret}")
        assert added.exit_code == 0
    return run


def test_every_command_is_in_the_table_of_the_door() -> None:
    there = commands(typer.main.get_command(app))
    assert len(there) > 40
    assert sorted(there) == sorted(COMMANDS)


def test_the_table_is_printed_whole_and_for_one_role(run: Run) -> None:
    shown = json.loads(run("staff", "rights", "--json").output)
    assert {name: set(row["roles"]) for name, row in shown.items()} == {
        right.value: {role.value for role in RIGHTS if right in RIGHTS[role]} for right in Right
    }
    assert shown["read_cases"]["in_own_departments_only"]
    assert "Read the audit" in run("staff", "rights", "--role", "auditor").output


def test_as_somebody_every_command_asks_their_rights(town: Run) -> None:
    """Each without its arguments would fail otherwise; the door is asked with those that it has."""
    for command, arguments in (
        ("staff add", ("x", "--name", "X", "--no-password")),
        ("staff disable", ("lena",)),
        ("staff review", ()),
        ("banner clear", ()),
        ("channel on", ("web",)),
        ("duty show", ()),
        ("notice list", ()),
        ("staff group", ()),
        ("faq gaps", ()),
        ("staff break-glass", ("nils", "--role", "admin", "--reason", "x")),
        ("reindex", ()),
        ("doctor", ()),
    ):
        failed = town("--as", "nils", *command.split(), *arguments).exception
        assert isinstance(failed, Failure), command
        assert "may not run" in failed.what, command
    assert town("--as", "nils", "staff", "rights").exit_code == 0
    assert town("--as", "lena", "staff", "review").exit_code == 0
    missing = town("--as", "niemand", "staff", "list").exception
    assert isinstance(missing, Failure)
    assert missing.where == "--as"


def test_review_from_the_first_look_to_the_next_day(town: Run) -> None:
    rows = {row["login"]: row for row in json.loads(town("staff", "review", "--json").output)["accounts"]}
    assert rows["lena"]["roles"][0]["by"] == "command line"
    assert rows["lena"]["reviewed"] is None
    assert town("--as", "chef", "staff", "review", "--confirm", "lena", "--next", "2031-01-31").exit_code == 0
    assert town("staff", "review", "--remove", "lena", "lead").exit_code == 0
    shown = json.loads(town("staff", "review", "--json").output)
    rows = {row["login"]: row for row in shown["accounts"]}
    assert rows["lena"]["reviewed_by"] == "chef"
    assert [one["role"] for one in rows["lena"]["roles"]] == ["staff"]
    assert shown["next_review"] == "2031-01-31"
    for wrong in (("--confirm", "niemand"), ("--remove", "lena", "staff"), ("--remove", "lena", "lead")):
        assert isinstance(town("staff", "review", *wrong).exception, Failure), wrong
    assert isinstance(town("staff", "review", "--next", "morgen").exception, Failure)
    assert isinstance(town("--as", "chef", "staff", "review", "--confirm", "chef").exception, Failure)


def test_break_glass_is_given_listed_and_ended(town: Run) -> None:
    glass = ("staff", "break-glass", "lena", "--role", "admin", "--hours", "2")
    for wrong in (glass, (*glass, "--reason", " "), (*glass[:-1], "100", "--reason", "x"), (*glass[:3], "--end")):
        failed = town(*wrong).exception
        assert isinstance(failed, Failure), wrong
        assert failed.mend
    assert town(*glass, "--reason", "Der Chef ist krank").exit_code == 0
    assert "Der Chef ist krank" in town("staff", "review").output
    assert town("--as", "lena", "staff", "list").exit_code == 0
    assert town("staff", "break-glass", "lena", "--end").exit_code == 0
    assert isinstance(town("--as", "lena", "staff", "list").exception, Failure)
    assert "over" in town("staff", "review").output


def test_with_four_eyes_a_guarded_role_waits(town: Run, tmp_path: Path) -> None:
    (file,) = tmp_path.rglob("town.yaml")
    file.write_text(file.read_text("utf-8") + "\nfour_eyes: [role_admin]\n", "utf-8")
    add = "staff", "add", "neu", "--name", "Neu", "--role", "admin", "--no-password"
    assert "wait for a second person" in town(*add).stderr
    assert "neu" in town("staff", "list").output
    rows = {row["login"]: row for row in json.loads(town("staff", "review", "--json").output)["accounts"]}
    assert rows["neu"]["roles"] == []
    assert "wait for a second person" in town("staff", "review", "--remove", "lena", "lead").stderr


def test_what_somebody_does_as_themselves_is_theirs(town: Run) -> None:
    other = town("--as", "lena", "measures", "lift", "MS-1", "--by", "chef").exception
    assert isinstance(other, Failure)
    assert "cannot act as chef" in other.what
    tomorrow = f"{datetime.now(UTC).date() + timedelta(days=1)}"
    assert town("--as", "lena", "banner", "set", "--text", "Sturm", "--until", tomorrow).exit_code == 0
    assert town("channel", "off", "web", "--reason", "Umbau").exit_code == 0
    told = [json.loads(line) for line in town("audit", "show", "--json").output.splitlines()]
    assert [row["who"] for row in told if row["action"] in {"banner_set", "channel_off"}] == ["lena", "command line"]
