"""Coming back with a receipt number and its secret code: throttled, and silent about what was wrong."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.channels.webchat.deps import ChatJournal, Limits

_WINDOW: Final = timedelta(minutes=15)
_RECEIPT_WINDOW: Final = timedelta(hours=1)
_RECEIPT: Final = re.compile(r"[A-Z0-9-]{1,40}")
_NONE: Final = "-"  # stands for what cannot be a receipt, so that it costs the same work


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """Number and code are right."""

    conversation: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Wrong:
    """Number, code, or both are wrong."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TooOften:
    """Too many attempts, right or wrong."""


async def find_by_receipt(
    journal: ChatJournal, limits: Limits, *, address: str, remote: str, receipt: str, code: str
) -> Opened | Wrong | TooOften:
    """The conversation of a receipt, as typed. Attempts count by browser, network address and receipt.

    Raises JournalAway.
    """
    number = re.sub(r"\s", "", receipt).upper()
    secret = re.sub(r"[\s-]", "", code).upper()
    for key, window, limit in (
        (f"return:at:{digest(address)}", _WINDOW, limits.returns),
        (f"return:from:{digest(remote)}", _WINDOW, limits.returns),
        (f"return:to:{digest(number)}", _RECEIPT_WINDOW, limits.returns_of_receipt),
    ):
        if await journal.count_attempt(key, window) > limit:
            return TooOften()
    # Every way to be wrong does the same work and gets the same answer.
    known = number if _RECEIPT.fullmatch(number) else _NONE
    expected = await journal.receipt_code(known)
    conversation = await journal.conversation_of(known)
    right = hmac.compare_digest(expected.upper().encode(), secret.encode())
    if not right or known == _NONE or conversation is None:
        return Wrong()
    return Opened(conversation=conversation)


def digest(text: str) -> str:
    """A short name for something personal, for a counter's key."""
    return hashlib.sha256(text.encode()).hexdigest()[:24]
