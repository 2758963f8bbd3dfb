"""Who a browser is: a secret token it keeps, and the address and event ids made of it. Pure."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")


def new_token() -> str:
    """A fresh token: 32 random bytes, base64url."""
    return secrets.token_urlsafe(32)


def is_token(text: str) -> bool:
    """Whether it has the shape of a token."""
    return _TOKEN.fullmatch(text) is not None


def address_of(token: str) -> str:
    """The address of the browser with this token."""
    return f"web:{hashlib.sha256(token.encode()).hexdigest()}"


def event_prefix(token: str) -> str:
    """What the ids of this browser's events start with; the client's own id follows."""
    return f"web:{hashlib.sha256(token.encode()).hexdigest()[:16]}:"


@dataclass(frozen=True, slots=True)
class Identity:
    """A browser's token, its address, and what the ids of its events start with."""

    token: str
    address: str
    prefix: str


def identity_of(token: str) -> Identity:
    """Who the browser with this token is."""
    return Identity(token, address_of(token), event_prefix(token))
