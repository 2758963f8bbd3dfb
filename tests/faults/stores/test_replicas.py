"""What a replica has on its own disk goes too when somebody is erased."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from handoff.journal.keys import Keys
from handoff.journal.store import Store
from handoff.rewriter import Rewriter
from tests.faults.stores.servers import HOST, Process, eventually, running
from tests.faults.stores.writing import TOWN, journal_on

pytestmark = pytest.mark.faults
MARK = "Kim-wohnt-im-Rosenweg"


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Process, Process]]:
    master = Process(tmp_path / "master")
    replica = Process(tmp_path / "replica", "--replicaof", f"{HOST} {master.port}")
    with running(master, replica):
        yield master, replica


def _files(process: Process) -> bytes:
    return b"".join(file.read_bytes() for file in (process.folder / "appendonlydir").iterdir())


@pytest.mark.fault(rows=(), promises=("P16",))
async def test_the_replicas_file_is_written_anew_too(pair: tuple[Process, Process]) -> None:
    master, replica = pair
    for one in pair:
        await one.ready()
    await eventually(lambda: replica.facts("replication").get("master_link_status") == "up", "replication")
    store = Store(master.url, replicas=1)
    journal = journal_on(store)
    try:
        await store.redis.set(Keys(TOWN)("x"), MARK)
        await store.redis.delete(Keys(TOWN)("x"))
        await eventually(lambda: MARK.encode() in _files(replica) and MARK.encode() in _files(master), "copied")
        await journal.want_rewrite()
        assert await Rewriter(journal, gather=timedelta()).step()
        # The server unlinks the old ones in the background.
        await eventually(lambda: not any(MARK.encode() in _files(one) for one in pair), "gone")
    finally:
        await store.close()
