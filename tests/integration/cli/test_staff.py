"""Accounts, on a store that runs for the time of each command."""

import re
from pathlib import Path

import pytest

from bot.cli_console import Failure
from handoff.journal.journal import Journal
from tests.integration.cli.conftest import Run
from tests.integration.cli.test_backup import on, serving

pytestmark = pytest.mark.server
ADD = ("staff", "add", "petra", "--name", "Petra Lindner")


def test_an_account_from_adding_to_its_end(run: Run, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("correct horse battery\n", encoding="utf-8")
    added = run(*ADD, "--password-file", "password", "--department", "bauen", "--role", "lead")
    assert added.exit_code == 0, added.output
    assert isinstance(run(*ADD, "--no-password").exception, Failure)  # there already
    listed = run("staff", "list").output
    assert re.search(r"petra +Petra Lindner +lead +bauen +active", listed)
    assert "argon2" not in listed
    link = run("staff", "link", "petra").output.strip()
    token = re.fullmatch(r"http://127\.0\.0\.1:8080/desk/link/([\w-]+)", link)
    assert token, link
    assert run("staff", "disable", "petra").exit_code == 0
    assert isinstance(run("staff", "link", "petra").exception, Failure)

    async def look(journal: Journal) -> None:
        assert await journal.use_login_link(token[1]) == "petra"
        record = (await journal.staff())["petra"]
        assert record.disabled
        assert record.password_hash.startswith("$argon2id$")

    with serving(tmp_path / "data") as url:
        on(url, look)


@pytest.mark.parametrize(
    "arguments",
    [
        (*ADD,),  # nobody to ask for a password
        (*ADD, "--password-file", "gone"),
        (*ADD, "--password-file", "short"),
        (*ADD, "--no-password", "--department", "gibtsnicht"),
        (*ADD, "--no-password", "--town", "nirgendwo"),
        ("staff", "add", "Petra L", "--name", "Petra", "--no-password"),
        ("staff", "disable", "niemand"),
        ("staff", "link", "niemand"),
    ],
)
def test_what_cannot_be_is_refused(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "short").write_text("short", encoding="utf-8")
    assert isinstance(run(*arguments).exception, Failure)


def test_the_first_admin_and_the_invited_come_by_links(run: Run, tmp_path: Path) -> None:
    setup = run("staff", "setup")
    assert re.fullmatch(r"http://127\.0\.0\.1:8080/desk/setup/[\w-]+", setup.output.strip()), setup.output
    (tmp_path / "password").write_text("correct horse battery\n", encoding="utf-8")
    assert run(*ADD, "--password-file", "password", "--role", "admin", "--public-name", "Petra").exit_code == 0
    assert isinstance(run("staff", "setup").exception, Failure)  # there is an admin now
    assert isinstance(run("staff", "disable", "petra").exception, Failure)  # and nobody but her
    invited = run("staff", "invite", "olaf", "--name", "Olaf Ohm", "--role", "lead", "--department", "bauen")
    assert re.fullmatch(r"http://127\.0\.0\.1:8080/desk/invite/[\w-]+", invited.output.strip()), invited.output
    assert isinstance(run("staff", "invite", "olaf", "--name", "Olaf").exception, Failure)
    assert run("staff", "invite", "olaf").exit_code == 0
    for command in ("disable", "enable", "log-out"):
        assert run("staff", command, "olaf").exit_code == 0, command
    assert isinstance(run("staff", "second-factor-off", "olaf").exception, Failure)
    listed = run("staff", "list").output
    assert re.search(r"olaf +Olaf Ohm +lead +bauen +active, no password yet", listed)
    assert "Petra Lindner (Petra)" in listed


@pytest.mark.parametrize(
    "arguments",
    [("invite", "niemand"), ("invite", "Nie Mand", "--name", "N"), ("enable", "niemand"), ("log-out", "niemand")],
)
def test_what_cannot_be_said_of_an_account(run: Run, arguments: tuple[str, ...]) -> None:
    assert isinstance(run("staff", *arguments).exception, Failure)
