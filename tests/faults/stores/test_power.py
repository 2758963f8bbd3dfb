"""Row 18: the power of the store's host is cut. What its disk has not confirmed is gone."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from handoff.journal.store import Store
from tests.faults.stores.conftest import Prove
from tests.faults.stores.servers import Process, eventually, running
from tests.faults.stores.writing import writing
from tests.proof import Row

pytestmark = pytest.mark.faults

SOURCE = Path(__file__).with_name("synced.c")
CUTS = 5


@dataclass(frozen=True)
class Host:
    """A server, and what of its files is on disk: `synced` holds for each inode how many bytes."""

    server: Process
    synced: Path

    def unsure(self) -> dict[Path, int]:
        """Bytes of each file of the store that a power cut may take."""
        files = (self.server.folder / "appendonlydir").iterdir()
        return {file: file.stat().st_size - self._on_disk(file) for file in files}

    def cut(self) -> None:
        """The power: what is not on disk is gone."""
        self.server.kill()
        for file, bytes_ in self.unsure().items():
            os.truncate(file, file.stat().st_size - bytes_)

    def _on_disk(self, file: Path) -> int:
        note = self.synced / str(file.stat().st_ino)
        return int(note.read_text("ascii")) if note.exists() else 0


@contextmanager
def host(folder: Path, fsync: str) -> Iterator[Host]:
    """A host whose power can be cut. Skips where nothing can be put before the server."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("a power cut is played by a few lines of C, and there is no compiler")
    library, synced = folder / "synced.so", folder / "synced"
    synced.mkdir()
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", str(SOURCE), "-o", str(library), "-ldl"], check=True)
    environ = {"LD_PRELOAD": str(library), "SYNCED": str(synced)}
    server = Process(folder / "valkey", "--appendfsync", fsync, environ=environ)
    with running(server):
        yield Host(server, synced)


@pytest.mark.fault(rows=(18,), promises=("P1", "P17"))
@pytest.mark.parametrize("fsync", ["always", "everysec"])
async def test_a_power_cut_takes_nothing_that_the_disk_has_confirmed(tmp_path: Path, fsync: str, prove: Prove) -> None:
    with host(tmp_path, fsync) as power:
        await power.server.ready()
        store = Store(power.server.url)
        ages: list[float] = []
        known = 0
        for cut in range(CUTS):
            async with writing(store, pause=0.001, name=f"w{cut}") as writer:
                await eventually(lambda w=writer: len(w.confirmed) > 100, "load")  # type: ignore[misc]
                if fsync == "everysec":
                    await eventually(lambda: sum(power.unsure().values()) > 1_000, "what is not yet on disk")
                    await asyncio.sleep(0.1 * cut)
                power.cut()
                dark = time.monotonic()
            power.server.start()
            await power.server.ready()
            lost = {one for one in await writer.lost() if one in writer.confirmed}
            first = min(
                (at for one, at in zip(writer.confirmed, writer.times, strict=True) if one in lost), default=dark
            )
            ages.append(dark - first)
            known += len(writer.confirmed)
            assert writer.confirmed[len(writer.confirmed) - len(lost) :] == [w for w in writer.confirmed if w in lost]
        await store.close()
    oldest = max(ages)
    if fsync == "always":
        assert ages == [0.0] * CUTS
    else:
        assert oldest > 0, "a cut that takes nothing shows nothing"
    prove(
        Row(
            name=f"age of the oldest confirmed that a power cut took, {fsync}",
            ours=oldest,
            goal="0" if fsync == "always" else "<= 2 s",
            ok=oldest <= (0 if fsync == "always" else 2),
            unit="s",
            fault=18,
            promise="P1",
            note=f"{CUTS} cuts, {known} confirmed; what was lost was the latest, without gaps",
        )
    )
