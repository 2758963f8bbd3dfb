"""The mail server: reaches it, logs in, hands it one mail; says how it failed in ``bot.channels.channel``'s words."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPHeloError,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from bot.channels.channel import ChannelClosed, ChannelError, RecipientGone, Refused, TryLater, Uncertain

Security = Literal["starttls", "tls", "none"]
PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}
_AFTER_NO_CONNECTION: Final = 10.0
_AFTER_BUSY: Final = 60.0  # greylisting wants a minute at least
_NO_MAILBOX: Final = frozenset({550, 551, 553})
_GOODBYE: Final = 2.0


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """How a server is reached. ``timeout``: seconds for one whole mail. ``ca_file``: trusted besides the system's."""

    host: str
    sender: str
    port: int | None = None
    security: Security = "starttls"
    user: str = ""
    password: str = ""
    timeout: float = 20.0
    ca_file: Path | None = None

    @property
    def address(self) -> str:
        """Host and port, for people."""
        return f"{self.host}:{self.port or PORTS[self.security]}"


async def hand_over(server: MailServer, recipient: str, mail: bytes) -> None:
    """Hand over one mail; raises ChannelError. Returns only when the server has taken it."""
    handed = taken = False
    try:
        async with asyncio.timeout(server.timeout), _session(server) as smtp:
            await smtp.mail(server.sender)
            await smtp.rcpt(recipient)
            handed = True  # from here on it may have been taken
            await smtp.data(mail)
            taken = True
    except (SMTPException, OSError, TimeoutError) as error:
        if taken:  # only the goodbye failed
            return
        answered = isinstance(error, SMTPResponseException) and error.code >= 400
        raise Uncertain(type(error).__name__) if handed and not answered else translate(error) from None
    except ValueError:
        raise Refused("not an address", "address") from None


async def probe(server: MailServer) -> str:
    """Reach the server and log in, and send nothing; how it was reached. Raises ChannelError."""
    try:
        async with asyncio.timeout(server.timeout), _session(server) as smtp:
            cipher = smtp.get_transport_info("cipher")
    except (SMTPException, OSError, TimeoutError) as error:
        raise translate(error) from error
    parts = [f"{server.address} answers", str(cipher[1]) if cipher else "not encrypted"]
    return ", ".join([*parts, f"logged in as {server.user}" if server.user else "no log-in"])


def translate(error: Exception) -> ChannelError:
    """What a failure before the mail was handed over, or an answer of the server, allows to conclude."""
    match error:
        case SMTPResponseException() if 400 <= error.code < 500:
            return TryLater(_AFTER_BUSY, f"smtp {error.code}")
        case SMTPRecipientRefused() if error.code in _NO_MAILBOX:
            return RecipientGone("no such mailbox", f"smtp {error.code}")
        case SMTPRecipientRefused() | SMTPDataError():
            return Refused("refused by the server", f"smtp {error.code}")
        case SMTPAuthenticationError():
            return ChannelClosed(f"the server refuses user or password (smtp {error.code})")
        case SMTPSenderRefused():
            return ChannelClosed(f"the server refuses the sender's address (smtp {error.code})")
        case SMTPHeloError() | SMTPResponseException():
            return ChannelClosed(f"the server refuses us (smtp {error.code})")
        case _ if (broken := _tls_fault(error)) is not None:
            return ChannelClosed(f"the connection is not safe: {broken}")
        case OSError() | TimeoutError():  # SMTPConnectError and lost connections are OSErrors too
            return TryLater(_AFTER_NO_CONNECTION, "no connection")
        case _:  # no STARTTLS, no AUTH: what the library finds missing
            return ChannelClosed(str(error))


def _tls_fault(error: BaseException | None) -> str | None:
    """What is wrong with the server's certificate, if that is the cause."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error.verify_message
        if isinstance(error, ssl.SSLError):
            return error.reason or "TLS"
        error = error.__cause__ or error.__context__
    return None


@asynccontextmanager
async def _session(server: MailServer) -> AsyncIterator[SMTP]:
    """A connection that is encrypted and logged in as the settings want it."""
    trust = None
    if server.security != "none":
        trust = await asyncio.to_thread(_trust, server.ca_file)
    smtp = SMTP(
        hostname=server.host,
        port=server.port or PORTS[server.security],
        local_hostname=server.sender.rpartition("@")[2],  # not the name of this machine
        timeout=server.timeout,
        use_tls=server.security == "tls",
        start_tls=server.security == "starttls",
        tls_context=trust,
    )
    try:
        await smtp.connect()
        await smtp.ehlo()
        if server.user:
            await smtp.login(server.user, server.password)
        yield smtp
        with contextlib.suppress(SMTPException, OSError, TimeoutError):
            await smtp.quit(timeout=_GOODBYE)
    finally:
        left = smtp.transport
        smtp.close()
        if isinstance(left, asyncio.WriteTransport):
            left.abort()  # after a failure nobody waits for the other side's goodbye
            await asyncio.sleep(0)


def _trust(ca_file: Path | None) -> ssl.SSLContext:
    trust = ssl.create_default_context()
    if ca_file is not None:
        trust.load_verify_locations(ca_file)
    return trust
