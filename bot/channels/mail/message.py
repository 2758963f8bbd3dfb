"""A mail as bytes: plain text and the headers that let machines see what it is. Pure."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from bot.channels.channel import Outgoing
from faq.richtext import Rich

_POLICY: Final = SMTP.clone(cte_type="7bit", max_line_length=76)


def compose(
    outgoing: Outgoing, *, sender: str, sender_name: str, recipient: str, now: datetime, scope: str = ""
) -> bytes:
    """The mail ready to hand over. The same delivery has the same Message-ID, whenever it is made.

    ``scope`` keeps apart deliveries of several towns.
    """
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = Address(sender_name, addr_spec=sender)
    mail["To"] = Address("", addr_spec=recipient)
    mail["Subject"] = " ".join(outgoing.subject.split())
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = message_id(outgoing.id, sender, scope)
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: so that no out-of-office note answers it
    mail["X-Auto-Response-Suppress"] = "All"  # the same for Exchange
    mail.set_content(plain(outgoing.rich) + "\n", cte="quoted-printable")
    return (_stopping(outgoing.stop) if outgoing.stop else b"") + mail.as_bytes()


def _stopping(url: str) -> bytes:
    """RFC 8058. Written by hand: the library encodes what is longer than a line, and no mail program decodes it."""
    if any(character.isspace() or character in "<>" for character in url):
        raise ValueError("not an address")
    return f"List-Unsubscribe: <{url}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n".encode("ascii")


def message_id(delivery: str, sender: str, scope: str = "") -> str:
    """The Message-ID of a delivery: its own id, so that a doubled mail is recognised as one."""
    left = f"{delivery}.{scope}" if scope else delivery
    return f"<{left}@{sender.rpartition('@')[2]}>"


def plain(rich: Rich) -> str:
    """The text with the targets of its links written out."""
    text = rich.text
    for span in sorted(rich.spans, key=lambda span: span.end, reverse=True):
        if span.style == "link" and rich.text[span.start : span.end] != span.url:
            text = f"{text[: span.end]} ({span.url}){text[span.end :]}"
    return text
