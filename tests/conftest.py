"""What tests of every kind share: one real store a test process, and a journal on a town of its own."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from handoff.journal.embedded import EmbeddedServer
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.store import Store
from tests.proof import Row

# How long an example takes says how busy the machine is. `make test` tries the same examples each time; `make fuzz`
# looks for new ones, and more of them.
_UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("repeatable", _UNTIMED, derandomize=True)
settings.register_profile("search", _UNTIMED, max_examples=1_000, print_blob=True)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Of all tests those that show something of the fault matrix."""
    parser.addoption("--fault-rows", default="", help="only tests that show these rows of the fault matrix, or 'all'")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What a test shows goes with its report, from whichever process."""
    asked = str(config.getoption("--fault-rows"))
    for item in items:
        for mark in item.iter_markers("fault"):
            item.user_properties += [("fault", row) for row in mark.kwargs.get("rows", ())]
            item.user_properties += [("promise", promise) for promise in mark.kwargs.get("promises", ())]
    if asked:
        shown = set() if asked == "all" else {("fault", int(row)) for row in asked.split(",")}
        items[:] = [one for one in items if one.user_properties and (not shown or shown & set(one.user_properties))]


@pytest.fixture
def prove(request: pytest.FixtureRequest) -> Callable[[Row], None]:
    """Hand in a figure of the proof: `make faults` prints and keeps it, with what repeats it."""
    numbers = [number for kind, number in request.node.user_properties if kind == "fault"]

    def hand_in(row: Row) -> None:
        command = row.command or f"python -m tests.faults --row {numbers[0]}"
        request.node.user_properties.append(("figure", asdict(replace(row, command=command))))

    return hand_in


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
