"""A town in which nothing happens is left alone: its loops wait for hints, and one glance a second looks after it."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from pathlib import Path

import pytest

from handoff.journal.embedded import socket_path
from handoff.journal.scripts import GLANCE
from handoff.journal.store import Store
from tests.bench.growth.installation import program
from tests.faults.town import write_town

pytestmark = pytest.mark.server
TOWNS = ("altstadt", "neustadt")
GLANCES = 8


async def test_nobody_asks_the_store_in_vain(tmp_path: Path) -> None:
    made = write_town(tmp_path / "made")
    for town in TOWNS:
        shutil.copytree(made, tmp_path / "towns" / town)
    with program(tmp_path):
        glances, others = await watched(tmp_path)
    for town in TOWNS:
        assert others[town] <= glances[town], others


async def watched(folder: Path) -> tuple[Counter[str], Counter[str]]:
    """What the store is asked about each town until it was glanced at so often: glances, all else."""
    store = Store(f"unix://{socket_path(folder)}")
    glances, others = Counter[str](), Counter[str]()
    try:
        await asyncio.sleep(5)  # what a start leaves to be done is done
        async with asyncio.timeout(60), store.redis.monitor() as monitor:
            while min(glances[town] for town in TOWNS) < GLANCES:
                asked = await monitor.next_command()
                for town in TOWNS if asked["client_type"] != "lua" else ():
                    if f"{{{town}}}" in asked["command"]:
                        (glances if GLANCE.sha in asked["command"] else others)[town] += 1
    finally:
        await store.close()
    return glances, others
