"""When a loop looks: as soon as something may be there for it, or again and again. Nobody asks the store in vain."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final, Protocol

from handoff.journal.glance import Topic

AGAIN_SECONDS: Final = 1.0
"""After a look that failed."""
IDLE_SECONDS: Final = 600.0
"""Without any hint: whoever gives them also finds what a lost one would have told of."""


class Hinted(Protocol):
    """What hints come from."""

    def hint_count(self, topic: Topic) -> int:
        """How many hints came so far; read before looking."""
        ...

    async def hint(self, topic: Topic, since: int, timeout: float, stop: asyncio.Event | None = None) -> None:
        """Return when something may have changed, after ``timeout`` seconds, or at the ``stop``."""
        ...


@dataclass(slots=True)
class Look:
    """One look. ``again``: seconds until the next one without a hint; whoever looks may set it."""

    again: float = IDLE_SECONDS


async def looks(hinted: Hinted, topic: Topic, stop: asyncio.Event) -> AsyncIterator[Look]:
    """A look now, and one after each hint, until stopped. A hint while somebody looks is not missed."""
    while not stop.is_set():
        since, look = hinted.hint_count(topic), Look()
        yield look
        await hinted.hint(topic, since, look.again, stop)


async def rounds(seconds: float, stop: asyncio.Event) -> AsyncIterator[None]:
    """Now, and about each so many seconds until stopped: spread, so that towns do not all look in the same moment."""
    while not stop.is_set():
        yield
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), seconds * random.uniform(0.75, 1.0))  # noqa: S311 - jitter
