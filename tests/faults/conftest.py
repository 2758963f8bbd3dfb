"""What every fault test gets: a nursery for the session, a world of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.faults.nursery import Nursery
from tests.faults.world import World, open_world


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    nursery = Nursery()
    yield nursery
    nursery.close()


@pytest.fixture
async def world(tmp_path: Path, nursery: Nursery) -> AsyncIterator[World]:
    async with open_world(tmp_path, nursery) as world:
        yield world
