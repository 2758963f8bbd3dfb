"""Mail on the command line: the test mail, what doctor finds, what staff get."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.cli.conftest import Run
from tests.integration.cli.test_backup import serving
from tests.smtp import MailProcess


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailProcess]:
    server = MailProcess(tmp_path / "mail", security="starttls", login=True)
    yield server
    server.close()


def settings(server: MailProcess, **more: str) -> dict[str, str]:
    return {
        "BUERGERDRAHT_MAIL__HOST": "localhost",
        "BUERGERDRAHT_MAIL__PORT": str(server.port),
        "BUERGERDRAHT_MAIL__USER": "buergerdraht",
        "BUERGERDRAHT_MAIL__PASSWORD": "ein Passwort",
        "BUERGERDRAHT_MAIL__SENDER": "draht@stadt.example",
        "BUERGERDRAHT_MAIL__TIMEOUT": "5",
        "BUERGERDRAHT_OUTBOUND__CA_FILE": str(server.ca_file),
        **more,
    }


def test_a_test_mail_arrives(run: Run, server: MailProcess) -> None:
    result = run("mail", "test", "petra@stadt.example", **settings(server))
    assert result.exit_code == 0, result.output
    [mail] = server.mails()
    assert mail.to == ["petra@stadt.example"]
    assert mail.id in result.output
    assert "E-Mails von Musterstadt kommen an" in mail.text


def test_why_no_test_mail_arrives(run: Run, server: MailProcess) -> None:
    assert "is no mail address" in str(run("mail", "test", "petra", **settings(server)).exception)
    assert "Mail is off" in str(run("mail", "test", "petra@stadt.example").exception)
    server.fail(rcpt=["550 no such user"])
    failed = run("mail", "test", "petra@stadt.example", **settings(server))
    assert "did not take the mail: no such mailbox" in str(failed.exception)


def test_doctor_looks_and_sends_nothing(run: Run, server: MailProcess) -> None:
    well = run("doctor", **settings(server, BUERGERDRAHT_MAIL__ALARM_TO="it@stadt.example"))
    assert well.exit_code == 0, well.output
    assert "TLS" in well.output
    assert "logged in as buergerdraht" in " ".join(well.output.split())
    assert server.mails() == []
    assert "mail.alarm_to" in run("doctor", **settings(server)).output


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"BUERGERDRAHT_MAIL__PASSWORD": "falsch-geheim"}, "refuses user or password"),
        ({"BUERGERDRAHT_OUTBOUND__CA_FILE": ""}, "not safe"),
        ({"BUERGERDRAHT_MAIL__PORT": "9"}, "cannot be reached"),
    ],
)
def test_doctor_says_what_is_wrong(run: Run, server: MailProcess, wrong: dict[str, str], told: str) -> None:
    result = run("doctor", **settings(server, **wrong))
    assert result.exit_code == 1
    assert told in " ".join(result.output.split())
    assert "falsch-geheim" not in result.output


def test_settings_that_do_not_fit_are_refused(run: Run) -> None:
    def said(**given: str) -> str:
        return str(
            run("check", **{f"BUERGERDRAHT_MAIL__{name.upper()}": value for name, value in given.items()}).exception
        )

    assert "mail.sender" in said(host="mail.example")
    assert "mail.host" in said(sender="a@b.example")
    assert "mail.password" in said(host="mail.example", sender="a@b.example", user="u")
    assert "unencrypted" in said(host="m.example", sender="a@b.example", user="u", password="p", security="none")
    assert "no mail address" in said(host="m.example", sender="Stadt <a@b.example>")


@pytest.mark.server
def test_staff_choose_on_the_command_line(run: Run, tmp_path: Path) -> None:
    with serving(tmp_path / "data"):
        run("staff", "add", "petra", "--name", "Petra", "--no-password")
        assert "has no mail address" in str(run("staff", "mail", "petra", "--when", "now").exception)
        assert "no mail address" in str(run("staff", "mail", "petra", "--address", "petra").exception)
        told = run("staff", "mail", "petra", "--address", "petra@stadt.example", "--when", "digest", "--minutes", "30")
        assert "petra@stadt.example, every 30 minutes" in told.output
        assert "Mail is off" in told.output
        assert "digest" in run("staff", "list").output
        assert "no mails" in run("staff", "mail", "petra", "--when", "off").output
