"""What a check is given to look at."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.cli_store import running_url
from config.settings import Settings
from handoff.journal.store import Store


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """``file``: where the settings stand. ``store``: None where the embedded one does not run now."""

    settings: Settings
    file: Path
    store: Store | None = None


@asynccontextmanager
async def ground(settings: Settings, file: Path) -> AsyncIterator[Ground]:
    """The ground, with the way to a store that may not answer."""
    url = running_url(settings)
    store = Store(url, ca_file=settings.outbound.ca_file) if url is not None else None
    try:
        yield Ground(settings=settings, file=file, store=store)
    finally:
        if store is not None:
            await store.close()
