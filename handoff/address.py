"""A citizen's place on a channel, and the secret of a link to another one. Pure but for fresh secrets."""

from __future__ import annotations

import hashlib
import secrets


def channel_of(address: str) -> str:
    """The channel that an address lies on."""
    return address.partition(":")[0]


def new_link() -> str:
    """A fresh secret for a link: 192 random bits, base64url."""
    return secrets.token_urlsafe(24)


def link_name(token: str) -> str:
    """What is stored of a link's secret."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
