"""Row 69: an earlier version and this one side by side on one store, while their processes are killed.

The earlier one comes out of the repository's history: the last tag, or where there is none a fixed commit. Without
the history (a source archive) the test is left out, and says so.
"""

from __future__ import annotations

import asyncio
import io
import os
import random
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.faults.nursery import ROOT, Nursery
from tests.faults.town import SAMPLE, write_town
from tests.faults.world import only_long, open_world
from tests.proof import Row

pytestmark = [pytest.mark.faults, only_long]

FIXED: Final = "37283cd38f9ec80048d259850e9ad3c467f9ab62"
QUICK: Final = ("--lease", "1", "--delivery-lease", "1.5")
FLEET: Final = (("worker",), ("poller",), ("sender",))
MESSAGES: Final = 40
KILLS: Final = 10


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", "-C", str(ROOT), *arguments], check=True, capture_output=True).stdout


def earlier() -> str:
    """The commit of before."""
    if named := os.environ.get("FAULT_EARLIER"):
        return named
    try:
        return _git("describe", "--tags", "--abbrev=0", "HEAD^").decode().strip()
    except subprocess.CalledProcessError:
        return FIXED


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Nursery, Path]]:
    """Processes of the earlier version, with the libraries that it is locked to, and where its source is."""
    commit = earlier()
    try:
        packed = _git("archive", "--format=tar", commit)
    except (subprocess.CalledProcessError, FileNotFoundError):
        pytest.skip(f"the history of this copy has no {commit}: fetch it (git fetch --unshallow --tags)")
    tree = tmp_path_factory.mktemp("earlier")
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        tar.extractall(tree, filter="data")
    packages = tree / "packages"
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    subprocess.run(
        [*pip, "--require-hashes", "--no-deps", "--target", packages, "-r", tree / "requirements.lock"], check=True
    )
    nursery = Nursery(tree, packages)
    yield nursery, tree
    nursery.close()


@pytest.mark.fault(rows=(69,))
@pytest.mark.parametrize("first", ["earlier", "present"])
async def test_two_versions_on_one_store(
    tmp_path: Path, nursery: Nursery, before: tuple[Nursery, Path], first: str, prove: Callable[[Row], None]
) -> None:
    """Whichever published the knowledge and wrote first, the other reads it, takes over and is taken over from."""
    old, tree = before
    sample = tree / SAMPLE.relative_to(ROOT)

    def write(towns: Path) -> Path:
        """The town's files as the earlier version has them: they stay where they are during an update."""
        return write_town(towns, sample)

    async with open_world(tmp_path, nursery, write) as world:
        order = [old, nursery] if first == "earlier" else [nursery, old]
        fleet = []
        for one in order:
            for roles in FLEET:
                fleet.append(world.spawn(*roles, options=QUICK, nursery=one))
                await fleet[-1].ready()
        assert [process.ended for process in fleet] == [None] * len(fleet)
        writing = asyncio.create_task(world.chatter(MESSAGES, random.Random(9), 0.1))
        rng = random.Random(first)
        for _ in range(KILLS):
            await asyncio.sleep(rng.random() * 0.6)
            place = rng.randrange(len(fleet))
            await fleet[place].kill()
            fleet[place] = world.spawn(*fleet[place].roles, options=QUICK, nursery=fleet[place].nursery)
        await writing
        await world.quiet(60)
        assert await world.violations() == []
        assert await world.count_said() + await world.parked() == MESSAGES
        by = [sum(bool(p.lines("app.ready")) for p in world.processes if p.nursery is one) for one in (old, nursery)]
    prove(
        Row(
            name=f"lost or doubled beside {earlier()[:12]}, {first} version first",
            ours=0,
            goal="0",
            unit="messages",
            note=f"of {MESSAGES}; {by[0]} processes of the earlier version, {by[1]} of this one, {KILLS} kills -9",
        )
    )
