"""What counts as an address that mail may be sent to. Pure."""

from __future__ import annotations

import re
from typing import Final

PATTERN: Final = r"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.)+[A-Za-z0-9-]{2,63}$"
"""Plain characters only, so that an address can be nothing else in a header or in a command to a mail server."""
LONGEST: Final = 254
_ADDRESS: Final = re.compile(PATTERN.strip("^$"))
_LOCAL: Final = re.compile(r"(?!\.)(?!.*\.\.).*(?<!\.)@")


def is_mail_address(text: str) -> bool:
    """Whether a text is one address, as typed by hand or in a file."""
    return len(text) <= LONGEST and bool(_ADDRESS.fullmatch(text)) and bool(_LOCAL.match(text))


def masked(address: str) -> str:
    """Enough of an address for its owner to know it by: ``k…@example.org``."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}"
