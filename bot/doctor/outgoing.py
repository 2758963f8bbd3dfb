"""The mail server and the virus scanner."""

from __future__ import annotations

from bot.channels.channel import ChannelError, TryLater
from bot.channels.mail.server import probe
from bot.cli_console import Finding
from bot.mailing import server_of
from config.settings import Settings, is_loopback
from handoff.files.clamd import Clamd, ClamdAway


async def scanner_finding(settings: Settings) -> Finding:
    """Whether it answers."""
    if settings.files.clamd is None:
        return Finding(state="ok", topic="Scanner", text="off (files.clamd is not set)")
    try:
        return Finding(state="ok", topic="Scanner", text=await Clamd(settings.files.clamd, seconds=5).version())
    except ClamdAway as error:
        return Finding(
            state="bad", topic="Scanner", text=f"{settings.files.clamd} does not answer ({error}): all files are held",
            mend="Start clamd, and check the address and its rights (the socket must be writable for this user)",
        )  # fmt: skip


async def mail_findings(settings: Settings) -> list[Finding]:
    """Connection, encryption and log-in, on the way that a mail would take; none is sent."""
    server = server_of(settings)
    if server is None:
        return [Finding(state="ok", topic="Mail", text="off (no host)")]
    try:
        found = [Finding(state="ok", topic="Mail", text=await probe(server))]
    except TryLater as error:
        return [
            Finding(
                state="bad", topic="Mail", text=f"{server.address} cannot be reached ({error.reason})",
                mend="Check mail.host, mail.port, whether mail.security fits it (587 starttls, 465 tls), firewall",
            )
        ]  # fmt: skip
    except ChannelError as error:
        return [
            Finding(
                state="bad", topic="Mail", text=f"{server.address}: {error}",
                mend="Check mail.user, mail.password and mail.security; an authority of your own: outbound.ca_file",
            )
        ]  # fmt: skip
    if server.security == "none" and not is_loopback(server.host):
        found.append(
            Finding(state="warn", topic="Mail", text="mails leave unencrypted", mend='Set mail.security to "starttls"')
        )
    if not settings.mail.alarm_to:
        found.append(
            Finding(
                state="warn", topic="Mail", text="nobody is told when something goes wrong",
                mend="Name somebody in mail.alarm_to",
            )
        )  # fmt: skip
    return found
