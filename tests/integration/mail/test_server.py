"""Handing over a mail to a real server: taken, refused, doubtful, in the channels' words."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from bot.channels.channel import ChannelClosed, ChannelError, Outgoing, RecipientGone, Refused, TryLater, Uncertain
from bot.channels.mail.channel import MailChannel
from bot.channels.mail.server import MailServer, probe
from faq.markdown import from_markdown
from tests.integration.mail.conftest import Start
from tests.smtp import MailProcess

PETRA = "petra@rathaus.example"
MESSAGE = Outgoing(
    rich=from_markdown("Grüße aus **Köln**: [Arbeitsplatz](https://chat.example/desk) und <https://chat.example/>"),
    subject="Zwei Anliegen warten – Überblick",
    id="AbC_-1.0",
    stop=f"https://chat.example/{'stadt' * 20}/stop-x",
)


def channel(process: MailProcess | int, **more: Any) -> MailChannel:
    port = process if isinstance(process, int) else process.port
    settings: dict[str, Any] = {
        "host": "localhost",
        "port": port,
        "security": "none",
        "sender": "draht@stadt.example",
        "timeout": 5.0,
    }
    return MailChannel(MailServer(**(settings | more)), lambda: "Chat Köln", "stadt")


async def test_a_mail_is_plain_and_says_what_it_is(start: Start) -> None:
    server = start()
    sent = await channel(server).send(PETRA, MESSAGE)
    [taken] = server.mails()
    mail = taken.mail
    assert (taken.sender, taken.to, taken.id) == ("draht@stadt.example", [PETRA], sent)
    assert sent == "<AbC_-1.0.stadt@stadt.example>"
    assert str(mail["From"]) == "Chat Köln <draht@stadt.example>"
    assert str(mail["To"]) == PETRA
    assert str(mail["Subject"]) == "Zwei Anliegen warten – Überblick"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] == f"<{MESSAGE.stop}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Date"].datetime is not None
    assert mail.get_content_type() == "text/plain"
    text = taken.text.strip()
    assert text == "Grüße aus Köln: Arbeitsplatz (https://chat.example/desk) und https://chat.example/"
    assert socket.gethostname() not in mail.as_string()


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_encrypted_and_logged_in(start: Start, security: str) -> None:
    server = start(security=security, login=True)
    account: dict[str, Any] = {
        "user": "buergerdraht",
        "password": "ein Passwort",
        "security": security,
        "ca_file": server.ca_file,
    }
    await channel(server, **account).send(PETRA, MESSAGE)
    [taken] = server.mails()
    assert taken.tls
    assert taken.user
    reached = await probe(MailServer(host="localhost", port=server.port, sender="a@b.example", **account))
    assert "TLS" in reached
    assert "logged in as buergerdraht" in reached
    assert len(server.mails()) == 1  # looking sends nothing


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_certificate_that_does_not_fit_closes_the_channel(start: Start, security: str) -> None:
    server = start(security=security)
    with pytest.raises(ChannelClosed, match="not safe"):
        await channel(server, security=security).send(PETRA, MESSAGE)
    with pytest.raises(ChannelClosed, match="not safe"):  # 127.0.0.1 is not what it was issued for
        await channel(server, security=security, ca_file=server.ca_file, host="127.0.0.1").send(PETRA, MESSAGE)
    assert server.mails() == []


async def test_no_encryption_where_it_is_wanted_closes_the_channel(start: Start) -> None:
    server = start()
    with pytest.raises(ChannelClosed, match="STARTTLS"):
        await channel(server, security="starttls").send(PETRA, MESSAGE)


async def test_a_wrong_password_is_tried_once(start: Start) -> None:
    server = start(security="tls", login=True)
    one = channel(server, security="tls", ca_file=server.ca_file, user="buergerdraht", password="falsch")
    with pytest.raises(ChannelClosed, match="user or password"):
        await one.send(PETRA, MESSAGE)
    server.close()  # nobody is asked any more: else this were a refused connection
    with pytest.raises(ChannelClosed, match="user or password"):
        await one.send(PETRA, MESSAGE)


async def test_nobody_there_is_surely_not_sent(start: Start) -> None:
    with socket.socket() as probe_:
        probe_.bind(("127.0.0.1", 0))
        port = probe_.getsockname()[1]
    with pytest.raises(TryLater) as later:
        await channel(port).send(PETRA, MESSAGE)
    assert later.value.reason == "no connection"


@pytest.mark.parametrize(
    ("faults", "error", "reason"),
    [
        ({"mail": ["451 busy"]}, TryLater, "smtp 451"),
        ({"rcpt": ["450 greylisted"]}, TryLater, "smtp 450"),
        ({"rcpt": ["421 closing"]}, TryLater, "smtp 421"),
        ({"rcpt": ["550 no such user"]}, RecipientGone, "smtp 550"),
        ({"rcpt": ["554 policy"]}, Refused, "smtp 554"),
        ({"rcpt": ["cut"]}, TryLater, "no connection"),
        ({"data": ["452 full"]}, TryLater, "smtp 452"),
        ({"data": ["554 spam"]}, Refused, "smtp 554"),
        ({"mail": ["550 who are you"]}, ChannelClosed, ""),
        ({"data": ["hang"]}, Uncertain, ""),
        ({"data": ["cut"]}, Uncertain, ""),
        ({"data": ["take-hang"]}, Uncertain, ""),
        ({"data": ["take-cut"]}, Uncertain, ""),
    ],
)
async def test_what_a_failure_allows_to_conclude(
    start: Start, faults: dict[str, list[str]], error: type[ChannelError], reason: str
) -> None:
    server = start()
    server.fail(**faults)
    one = channel(server, timeout=1.5)
    with pytest.raises(ChannelError) as failed:
        await one.send(PETRA, MESSAGE)
    assert type(failed.value) is error
    assert getattr(failed.value, "reason", "") == reason
    assert PETRA not in str(failed.value)
    if error is not ChannelClosed:
        sent = await one.send(PETRA, MESSAGE)  # the next one goes through
        assert server.mails()[-1].id == sent


async def test_a_doubled_mail_is_recognised_as_one(start: Start) -> None:
    server = start()
    server.fail(data=["take-cut"])
    one = channel(server)
    with pytest.raises(Uncertain):
        await one.send(PETRA, MESSAGE)
    await one.send(PETRA, MESSAGE)
    first, second = server.mails()
    assert first.id == second.id
