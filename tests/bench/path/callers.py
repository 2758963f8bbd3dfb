"""Callers who ask at once, each for the next thing when it has been answered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final

WAYS: Final = 32
"""Calls that are on their way at once."""


async def timed(count: int, one: Callable[[int], Awaitable[Any]]) -> float:
    """Seconds until so many calls of ``one`` were answered; each is told its number."""
    numbers = iter(range(count))

    async def way() -> None:
        for i in numbers:
            await one(i)

    started = time.perf_counter()
    await asyncio.gather(*(way() for _ in range(WAYS)))
    return time.perf_counter() - started
