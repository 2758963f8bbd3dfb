"""A desk for each test, and a clerk who is logged in."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from handoff.journal.journal import Journal
from tests.desk.browser import Clerk, clerk
from tests.desk.town import DeskTown, desk_town


@pytest.fixture
async def desk(journal: Journal) -> AsyncIterator[DeskTown]:
    async with desk_town(journal) as town:
        yield town


@pytest.fixture
async def anna(desk: DeskTown) -> AsyncIterator[Clerk]:
    await desk.staff("anna", "Anna Albers")
    async with clerk(desk, "anna") as one:
        yield one


@pytest.fixture
async def ben(desk: DeskTown) -> AsyncIterator[Clerk]:
    await desk.staff("ben", "Ben Brandt")
    async with clerk(desk, "ben") as one:
        yield one
