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
