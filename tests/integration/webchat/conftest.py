"""A served town and browsers for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.channels.webchat.deps import Limits
from handoff.journal.store import Store
from tests.webchat.browser import Browser
from tests.webchat.town import WebTown, serve, web_town


@pytest.fixture
def limits() -> Limits:
    """Overridden by the tests of a limit."""
    return Limits()


@pytest.fixture
async def town_served(store: Store, town: str, tmp_path: Path, limits: Limits) -> AsyncIterator[tuple[WebTown, str]]:
    async with web_town(store, town, tmp_path / "files", limits=limits) as made, serve(made) as server:
        yield made, str(server.make_url("/")).rstrip("/")


@pytest.fixture
def musterstadt(town_served: tuple[WebTown, str]) -> WebTown:
    return town_served[0]


@pytest.fixture
def base(town_served: tuple[WebTown, str]) -> str:
    return town_served[1]


@pytest.fixture
async def browser(base: str) -> AsyncIterator[Callable[..., Browser]]:
    """Makes browsers."""
    async with AsyncExitStack() as stack:
        made: list[Browser] = []

        def make(**more: str) -> Browser:
            one = Browser(base, **more)
            made.append(one)
            return one

        yield make
        for one in made:
            await stack.enter_async_context(one)
