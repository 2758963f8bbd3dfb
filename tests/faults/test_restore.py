"""Row 70, as a drill: the program, its backup by command, a citizen erased since, the disk gone, the restore."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from handoff.journal.embedded import socket_path
from handoff.journal.keys import Keys
from handoff.journal.records import State
from tests.faults.nursery import ROOT
from tests.faults.process import EVERYTHING
from tests.faults.town import ANSWERED, TOWN
from tests.faults.world import World, eventually, only_long
from tests.proof import Row

pytestmark = [pytest.mark.faults, only_long]

YESTERDAY = timedelta(hours=20)


async def command(world: World, *arguments: str, **environ: str) -> str:
    """`buergerdraht …`, as the operator runs it; what it says."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.cli", *arguments,
        cwd=world.folder,
        env={**world.environ, "PYTHONPATH": str(ROOT), **environ},
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    return said.decode()


async def age(world: World, conversation: str) -> list[str]:
    """Let what waits for a citizen have been written yesterday; its ids."""
    redis, keys = world.store.redis, Keys(TOWN)
    waiting = list(await world.journal.delivery_states(conversation))
    old = [did for did in waiting if await redis.hget(keys("delivery", did), "state") == "new"]
    for did in old:
        made = float(str(await redis.hget(keys("delivery", did), "made")))
        await redis.hset(keys("delivery", did), "made", str(int(made - YESTERDAY.total_seconds() * 1000)))
    return old


@pytest.mark.fault(rows=(70,), promises=("P16",))
async def test_yesterdays_backup(world: World, tmp_path: Path, prove: Callable[[Row], None]) -> None:
    outside = {
        "BUERGERDRAHT_PRIVACY__TOMBSTONES": str(tmp_path / "safe" / "tombstones"),
        "BUERGERDRAHT_PRIVACY__TOMBSTONE_KEY_FILE": str(tmp_path / "safe" / "key"),
    }
    world.environ = {**world.environ, **outside}
    everything = await world.start(*EVERYTHING, "web")
    waiting, erased = world.citizen(1), world.citizen(2)
    await world.hand_off(2)
    receipt = await world.receipt(await world.conversation(2))
    waiting.say(ANSWERED[0])
    await world.quiet()
    await everything.kill()

    # an answer is on its way when the backup is made
    half = await world.start("poller", "worker")
    waiting.say(ANSWERED[1])

    async def written() -> bool:
        return len(await age(world, await world.conversation(1))) > 0

    await eventually(written, 30, "an answer that waits")
    old = await world.journal.delivery_states(await world.conversation(1))
    held = [did for did, fate in old.items() if fate.state is State.NEW]
    await command(world, "backup", "yesterday.tar.gz")
    await half.kill()

    # after it the answer arrives, and a citizen is erased
    whole = await world.start(*EVERYTHING, "web")
    await world.quiet()
    sent = len(world.api.ledger.accepted_messages(waiting.chat_id))
    await command(world, "citizen", "erase", receipt, "--yes")

    async def gone() -> bool:
        return await world.journal.find(f"telegram:{erased.chat_id}") is None

    await eventually(gone, 90, "the erasure")
    await whole.kill()

    # the disk is gone: the backup goes into a new folder, and the program starts on it
    fresh = tmp_path / "fresh"
    own = {"REDIS_URL": "", "BUERGERDRAHT_DATA_DIR": str(fresh)}
    told = await command(world, "restore", "yesterday.tar.gz", **own)
    assert "1 conversations" in told
    await world.start(*EVERYTHING, "web", environ=own)
    await world.look_at(f"unix://{socket_path(fresh)}")
    waiting.say(ANSWERED[2])
    await waiting.wait_for(lambda m: len(world.api.ledger.accepted_messages(waiting.chat_id)) > sent, 60)
    await world.quiet()
    fates = await world.journal.delivery_states(await world.conversation(1))
    assert [fates[did].state for did in held] == [State.HELD] * len(held)
    again = world.api.ledger.accepted_messages(waiting.chat_id)[sent:]
    assert len(again) == 1  # the new answer, and none of the old ones
    await eventually(gone, 90, "the erasure once more")  # P16: within a minute of the start
    assert (await world.journal.totals())["trouble"] == len(held)  # the desk lists them
    prove(
        Row(
            name="old answers sent again, or erased citizens back, after a restore",
            promise="P16",
            ours=len(again) - 1,
            goal="0",
            note=f"{len(held)} old answers held for a person, 1 citizen erased since the backup stays erased",
        )
    )
