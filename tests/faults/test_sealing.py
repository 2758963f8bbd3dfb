"""The sealer is killed between the seal, the log outside and the removal of old rows: the chain is whole afterwards."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from bot.auditing import check
from bot.sealer import Sealer
from handoff.audit import Action, row
from handoff.auditchain import time_of_id
from handoff.auditcheck import Report
from handoff.headslog import HeadsLog
from handoff.journal.keys import Keys
from tests.faults.town import TOWN
from tests.faults.world import Process, World, until

pytestmark = pytest.mark.faults

OLD = 1_500_000_000_000
"""An id's time long before rows are still kept."""


def log_of(world: World) -> Path:
    return world.folder / "outside" / "heads.log"


async def sealed(world: World, victim: Process | None = None) -> Report:
    """What is left once somebody has sealed everything."""
    process = await world.start("worker", environ=where(world))
    await until(lambda: process.lines("audit.sealed") or victim is None, 15, "a seal")
    await process.end_gently()  # which seals once more
    return await check(world.journal, HeadsLog(log_of(world), TOWN))


def where(world: World) -> dict[str, str]:
    return {"BUERGERDRAHT_AUDIT__LOG": str(log_of(world))}


@pytest.mark.parametrize("point", ["seal.before", "seal.after", "sealed.before"])
async def test_killed_while_sealing(world: World, point: str) -> None:
    await sealed(world)
    await world.journal.audit(row("anna", Action.LOGIN))
    victim = world.spawn("worker", options=("--crash-at", point), environ=where(world))
    assert await victim.end() == -signal.SIGKILL
    before = len(await world.journal.seals())
    report = await sealed(world)
    assert (report.found, report.unsealed, report.behind, report.unread) == ((), 0, 0, 0)
    assert report.seals == report.log - 1  # a line each, and one that says where the log begins
    assert report.seals >= before
    assert log_of(world).stat().st_mode & 0o777 == 0o600


async def test_a_line_that_was_torn_is_written_again(world: World) -> None:
    await sealed(world)
    whole = log_of(world).read_bytes()
    log_of(world).write_bytes(whole[:-20])
    report = await sealed(world)
    assert (report.found, report.unread, report.behind) == ((), 1, 0)


@pytest.mark.parametrize("point", ["trim.before", "trim.after"])
async def test_killed_while_removing(world: World, point: str) -> None:
    # Rows of long ago, sealed then, as the store has them after years.
    key = Keys(TOWN)("audit")
    for n in range(3):
        await world.store.redis.xadd(key, {"row": row("anna", Action.LOGIN).text}, id=f"{OLD + n}-0")
    heads = HeadsLog(log_of(world), TOWN)
    await Sealer(world.journal, heads, days=730, clock=lambda: time_of_id(f"{OLD}-0")).step()
    await world.store.redis.delete(Keys(TOWN)("lease", "sealer"))
    victim = world.spawn("worker", options=("--crash-at", point), environ=where(world))
    assert await victim.end() == -signal.SIGKILL
    report = await sealed(world)
    assert (report.found, report.unsealed, report.trimmed) == ((), 0, f"{OLD + 2}-0")
    assert report.rows == await world.store.redis.xlen(key) > 0
    assert heads.heads().trims[0].until == report.trimmed
