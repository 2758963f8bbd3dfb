"""Passwords of local accounts: argon2id, in a thread, as slow for an unknown log-in as for a known one."""

from __future__ import annotations

import asyncio
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST: Final = 12
LONGEST: Final = 1000
_HASHER: Final = PasswordHasher()
_AT_ONCE: Final = 2  # each takes 64 MB


def hash_password(password: str) -> str:
    """The argon2id hash to keep. Takes about 50 ms of a core; call it in a thread where others wait.

    Raises ValueError when the password has fewer than ``SHORTEST`` or more than ``LONGEST`` characters.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise ValueError(f"a password has {SHORTEST} to {LONGEST} characters")
    return _HASHER.hash(password)


class PasswordCheck:
    """Checks passwords, a few at once, so that a flood of attempts costs neither memory nor the loop."""

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(_AT_ONCE)

    async def hash(self, password: str) -> str:
        """The hash to keep of a new password. Raises ValueError as `hash_password` does."""
        async with self._slots:
            return await asyncio.to_thread(hash_password, password)

    async def fits(self, password_hash: str, password: str) -> bool:
        """Whether the password belongs to the hash; False for an empty hash, after the same time."""
        async with self._slots:
            if len(password) > LONGEST:
                return False
            return await asyncio.to_thread(_fits, password_hash, password)


def _fits(password_hash: str, password: str) -> bool:
    try:
        right = _HASHER.verify(password_hash or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return right and bool(password_hash)


@cache
def _nobodys() -> str:
    return _HASHER.hash("nobody's password, checked where there is no account")
