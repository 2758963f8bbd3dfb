"""What tests of every kind share: one real store a test process, and a journal on a town of its own."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from handoff.journal.embedded import EmbeddedServer
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.store import Store

# How long an example takes says how busy the machine is. `make test` tries the same examples each time; `make fuzz`
# looks for new ones, and more of them.
_UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("repeatable", _UNTIMED, derandomize=True)
settings.register_profile("search", _UNTIMED, max_examples=1_000, print_blob=True)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    """A real embedded server for the whole session. Its absence is a failure, not a skip."""
    embedded = EmbeddedServer(Path(tmp_path_factory.mktemp("v")), fsync="everysec")
    embedded.start()
    yield embedded
    embedded.stop()


@pytest.fixture
async def store(server: EmbeddedServer) -> AsyncIterator[Store]:
    """A connection to it."""
    store = Store(server.url)
    await store.load_scripts()
    yield store
    await store.close()


@pytest.fixture
def town() -> str:
    """A town nobody else uses."""
    return f"t{secrets.token_hex(4)}"


@pytest.fixture
async def hints(store: Store, town: str) -> AsyncIterator[Hints]:
    """Hints of the town."""
    hints, stop = Hints(store, [town]), asyncio.Event()
    task = asyncio.create_task(hints.run(stop))
    yield hints
    stop.set()
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


@pytest.fixture
def journal(store: Store, town: str, hints: Hints) -> Journal:
    """A journal without pauses between two messages to one citizen."""
    return Journal(store, town, hints, per_minute=1000)
