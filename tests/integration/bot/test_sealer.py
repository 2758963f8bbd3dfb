"""The sealer on a real store: blocks, heads outside, one at a time, what a restore and a set-back store come to."""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.alarms import AUDIT, Watch
from bot.auditing import check, note_restored
from bot.sealer import Sealer
from bot.started import files_hash, note_start
from config.models import Limits, Settings, Telegram
from handoff.audit import Action, row
from handoff.auditchain import MOST_ROWS
from handoff.auditcheck import Harm
from handoff.auditheads import Kind
from handoff.headslog import HeadsLog
from handoff.journal.auditing import SealBroken
from handoff.journal.journal import Journal
from handoff.journal.keys import Keys
from handoff.journal.store import Store
from handoff.sealing import LATE_AFTER, Lateness

pytestmark = pytest.mark.server


@pytest.fixture
def heads(tmp_path: Path, town: str) -> HeadsLog:
    return HeadsLog(tmp_path / "outside" / "heads.log", town)


@pytest.fixture
def sealer(journal: Journal, heads: HeadsLog) -> Sealer:
    return Sealer(journal, heads, days=730)


async def act(journal: Journal, n: int = 3) -> None:
    for i in range(n):
        await journal.audit(row("anna", Action.CLAIM, receipt=f"MS-26-{i:04}"))


def harms(report_found: object) -> list[Harm]:
    return [one.harm for one in report_found]  # type: ignore[attr-defined]


async def test_rows_become_blocks_and_heads_leave_the_store(
    journal: Journal, sealer: Sealer, heads: HeadsLog, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    assert await sealer.step() == 0
    await act(journal)
    assert await sealer.step() == 1
    assert await sealer.step() == 0
    await act(journal, 2)
    assert await sealer.step() == 1
    report = await check(journal, heads)
    assert (report.found, report.seals, report.rows, report.unsealed) == ((), 2, 5, 0)
    last = await journal.last_seal()
    assert last is not None
    assert heads.heads().heads[2] == last.head == report.head
    logged = [one for one in caplog.records if getattr(one, "action", "") == "audit.sealed"]
    assert [getattr(one, "head") for one in logged][-1] == last.head  # noqa: B009 - a field of the log's
    assert heads.path.stat().st_mode & 0o777 == 0o600


async def test_many_rows_are_several_blocks(journal: Journal, store: Store, sealer: Sealer, heads: HeadsLog) -> None:
    async with store.redis.pipeline() as pipe:
        for _ in range(2 * MOST_ROWS + 1):
            pipe.xadd(Keys(journal.town)("audit"), {"row": row("anna", Action.LOGIN).text})
        await pipe.execute()
    assert await sealer.step() == 3
    assert (await check(journal, heads)).found == ()


async def test_of_several_processes_one_seals(journal: Journal, sealer: Sealer, heads: HeadsLog) -> None:
    other = Sealer(journal, HeadsLog(heads.path, journal.town), days=730)
    await act(journal)
    made = await asyncio.gather(sealer.step(), other.step(), sealer.step())
    assert sum(made) >= 1
    report = await check(journal, heads)
    assert (report.found, report.seals, report.unsealed) == ((), 1, 0)


async def test_what_was_done_to_rows_and_seals_is_found(
    journal: Journal, store: Store, sealer: Sealer, heads: HeadsLog
) -> None:
    await act(journal)
    await sealer.step()
    await act(journal)
    await sealer.step()
    key, seals = Keys(journal.town)("audit"), Keys(journal.town)("seals")
    rows = await journal.audit_entries()
    await store.redis.xdel(key, rows[1].id)
    report = await check(journal, heads)
    assert [(one.harm, one.block, one.row) for one in report.found] == [(Harm.ROW_REMOVED, 1, "2/3")]
    await store.redis.rpop(seals)
    assert Harm.SEALS_BACK in harms((await check(journal, heads)).found)
    await store.redis.rpush(seals, "{}")
    assert Harm.SEAL_CHANGED in harms((await check(journal, heads)).found)
    with pytest.raises(SealBroken):
        await sealer.step()


async def test_a_store_that_was_set_back_is_told_for_good(
    journal: Journal, store: Store, sealer: Sealer, heads: HeadsLog
) -> None:
    await act(journal)
    await sealer.step()
    key, seals = Keys(journal.town)("audit"), Keys(journal.town)("seals")
    await store.redis.copy(key, f"{key}:old")
    await store.redis.copy(seals, f"{seals}:old")
    await act(journal)
    await sealer.step()
    for name in (key, seals):
        await store.redis.rename(f"{name}:old", name)
    report = await check(journal, heads)
    assert (harms(report.found), report.tampered) == ([Harm.SEALS_BACK], False)
    await sealer.step()  # it goes on, and says that it does
    report = await check(journal, heads)
    assert harms(report.found) == [Harm.SET_BACK]
    assert [one.row["action"] for one in await journal.audit_entries()][-1] == "audit_set_back"
    await act(journal)
    await sealer.step()
    assert harms((await check(journal, heads)).found) == [Harm.SET_BACK]


async def test_a_restore_that_said_so_is_a_note(
    journal: Journal, store: Store, sealer: Sealer, heads: HeadsLog
) -> None:
    await act(journal)
    await sealer.step()
    key, seals = Keys(journal.town)("audit"), Keys(journal.town)("seals")
    for name in (key, seals):
        await store.redis.copy(name, f"{name}:old")
    await act(journal)
    await sealer.step()
    for name in (key, seals):
        await store.redis.rename(f"{name}:old", name)
    await note_restored(journal, heads, "2026-11-24T12:00:00+00:00")
    await act(journal)
    await sealer.step()
    report = await check(journal, heads)
    assert (report.found, [(to, was) for _, to, was in report.notes]) == ((), [(1, 2)])
    assert heads.heads().breaks[0][0].kind is Kind.RESTORED


async def test_a_log_that_begins_late_says_so(journal: Journal, sealer: Sealer, heads: HeadsLog) -> None:
    await act(journal)
    await sealer.step()
    heads.path.unlink()
    await act(journal)
    await sealer.step()
    report = await check(journal, heads)
    assert (report.found, report.begun, report.behind) == ((), 1, 0)


async def test_another_hosts_log_catches_up(journal: Journal, sealer: Sealer, tmp_path: Path) -> None:
    for _ in range(2):
        await act(journal)
        await sealer.step()
    elsewhere = HeadsLog(tmp_path / "b" / "heads.log", journal.town)
    await journal.lease("sealer", sealer._owner, timedelta())
    await act(journal)
    await Sealer(journal, elsewhere, days=730).step()
    assert sorted(elsewhere.heads().heads) == [1, 2, 3]
    assert (await check(journal, elsewhere)).found == ()


async def test_old_rows_go_and_their_seals_stay(journal: Journal, store: Store, heads: HeadsLog) -> None:
    shift = timedelta()
    sealer = Sealer(journal, heads, days=30, clock=lambda: datetime.now(UTC) + shift)
    key = Keys(journal.town)("audit")
    old = int((datetime.now(UTC) - timedelta(days=40)).timestamp() * 1000)
    for n in range(3):
        await store.redis.xadd(key, {"row": row("anna", Action.LOGIN).text}, id=f"{old + n}-0")
    await sealer.step()  # not before they are sealed; then at once
    report = await check(journal, heads)
    assert (report.found, report.trimmed, report.rows) == ((), f"{old + 2}-0", 1)
    await act(journal)
    await sealer.step()
    report = await check(journal, heads)
    assert (report.found, report.rows, report.unsealed) == ((), 4, 0)
    # Whoever removes rows by hand, and says they were old, is found.
    last = await journal.last_seal()
    assert last is not None
    await journal.trim_audit(last, 30)
    found = harms((await check(journal, heads)).found)
    assert Harm.TRIM_UNKNOWN in found
    assert Harm.ROW_REMOVED in found


async def test_a_log_that_cannot_be_written_is_an_alarm(journal: Journal, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    sealer = Sealer(journal, HeadsLog(tmp_path / "file" / "heads.log", journal.town), days=730)
    await act(journal)
    with pytest.raises(OSError, match="heads"):
        await sealer.step()
    assert await journal.sealed_at() is None
    watch, now = Watch(journal, 1), datetime.now(UTC)
    watch._lateness = Lateness(None, now - LATE_AFTER - timedelta(minutes=1))
    await watch.step()
    assert AUDIT in await journal.alarms()
    await journal.sealed(now)
    await watch.step()
    assert AUDIT not in await journal.alarms()


def test_a_night_that_the_program_was_off_is_no_alarm() -> None:
    now, lateness = datetime.now(UTC), Lateness()
    assert not lateness.is_late(now - timedelta(hours=9), now)
    assert not lateness.is_late(now, now + timedelta(minutes=9))
    assert lateness.is_late(now, now + timedelta(minutes=20))


async def test_settings_that_changed_are_named_and_not_told(journal: Journal, tmp_path: Path) -> None:
    (tmp_path / "town.yaml").write_text("name: A")
    worker = frozenset({"worker"})
    before = Settings(telegram=Telegram(token=SecretStr("1:geheim")))
    await note_start(journal, before, files_hash(tmp_path), worker)
    await note_start(journal, before, files_hash(tmp_path), worker)
    (tmp_path / "town.yaml").write_text("name: B")
    changed = {"limits": Limits(mailbox=99), "telegram": Telegram(token=SecretStr("1:anders"))}
    for _ in range(2):
        await note_start(journal, before.model_copy(update=changed), files_hash(tmp_path), worker)
    rows = [entry.row for entry in await journal.audit_entries()]
    assert [(one["action"], one.get("what", "")) for one in rows] == [
        ("settings_known", ""),
        ("setting_changed", "limits.mailbox"),
        ("setting_changed", "telegram.token"),
        ("files_changed", ""),
    ]
    assert "anders" not in json.dumps(rows) + json.dumps(dict(await journal.known("worker")))


async def test_what_may_come_again_is_written_once(journal: Journal) -> None:
    told = row("anna", Action.READ, receipt="MS-26-0001")
    assert await journal.audit(told, once="x", within=timedelta(hours=1))
    assert not await journal.audit(replace(told), once="x", within=timedelta(hours=1))
    assert len(await journal.audit_entries()) == 1
