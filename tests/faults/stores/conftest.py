"""What the tests of the store's faults get."""

from __future__ import annotations

import os
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from handoff.journal.store import Store
from tests.faults.nursery import Nursery
from tests.faults.stores.servers import Process, running
from tests.faults.world import World, open_world
from tests.proof import Row

Prove = Callable[[Row], None]
OpenHere = Callable[[str], AbstractAsyncContextManager[World]]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes long is left to `make faults`, unless it is asked for."""
    if os.environ.get("FAULT_LONG") or config.getoption("--fault-rows", default=None):
        return
    slow = {item for item in items if item.get_closest_marker("thorough")}
    if slow:
        config.hook.pytest_deselected(items=list(slow))
        items[:] = [item for item in items if item not in slow]


@pytest.fixture
def open_here(tmp_path: Path, nursery: Nursery) -> OpenHere:
    """Open a world on the store at an address."""
    return lambda url: open_world(tmp_path, nursery, url=url)


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[Process]:
    """A server of its own, just started; its disk is written before it answers."""
    process = Process(tmp_path / "valkey", "--appendfsync", "always", "--enable-debug-command", "yes")
    with running(process):
        yield process


@pytest.fixture
async def store(valkey: Process) -> AsyncIterator[Store]:
    """A connection to it."""
    await valkey.ready()
    store = Store(valkey.url)
    yield store
    await store.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder with 24 MB of room. Skips where it cannot be made."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("a small disk is mounted by root only")
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "none", str(folder)], capture_output=True, text=True, check=False
    )
    if mount.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mount.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
