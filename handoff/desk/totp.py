"""Codes of a second factor: time-based ones (RFC 6238) that an app shows, and codes of last resort."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime
from typing import Final

import pyotp
import segno

RECOVERY_CODES: Final = 8
STEP_SECONDS: Final = 30
_LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"
_GROUPS: Final = 4
_BESIDE: Final = (0, -1, 1)  # clocks differ, and people type


def new_secret() -> str:
    """A secret for an app, base32."""
    return pyotp.random_base32()


def address_of(secret: str, login: str, town: str) -> str:
    """What an app reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=f"Bürgerdraht {town}")


def picture_of(address: str) -> str:
    """A QR code as SVG, for a page that allows no style of its own."""
    return segno.make(address, error="m").svg_inline(border=4, dark="#000", light="#fff", omitsize=True)


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The time step that a code is of, the present one or one beside it; None when it fits none."""
    digits = re.sub(r"\s", "", code)
    if not re.fullmatch(r"[0-9]{6}", digits):
        return None
    present, totp = int(now.timestamp()) // STEP_SECONDS, pyotp.TOTP(secret)
    fitting = (n for n in _BESIDE if secrets.compare_digest(totp.generate_otp(present + n), digits))
    beside = next(fitting, None)
    return None if beside is None else present + beside


def new_recovery_codes() -> list[str]:
    """Codes of last resort, to be shown once; each has 79 bits, so that a plain hash of it is enough."""
    return [_recovery_code() for _ in range(RECOVERY_CODES)]


def recovery_hash(code: str) -> str:
    """What is kept of a recovery code, however it was typed."""
    return hashlib.sha256(re.sub(r"[^0-9a-z]", "", code.lower()).encode()).hexdigest()


def _recovery_code() -> str:
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(_GROUPS))
    return "-".join(groups)
