"""What is over, what is held and what is for the file, from the command line."""

from __future__ import annotations

import hashlib
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.cli_console import Failure
from handoff.journal.journal import Journal
from tests.integration.cli.conftest import Run
from tests.integration.cli.test_backup import on, serving
from tests.integration.journal.test_erasing import ended
from tests.integration.journal.test_way_in import key

pytestmark = pytest.mark.server
YEAR = f"{datetime.now(UTC).year + 1}-06-30"


async def two_old_ones(journal: Journal) -> None:
    """Two concerns that ended 200 days ago: BN-000001 and BN-000002."""
    redis: Any = journal._store.redis
    for no in (1, 2):
        _, ticket = await ended(journal, no, address=f"web:{no}", department="standesamt")
        past = int((datetime.now(UTC) - timedelta(days=200)).timestamp() * 1000)
        await redis.zadd(key(journal, "ended"), {ticket.case: past})
        await redis.hset(key(journal, "case", ticket.case), "closed", past)
        handoff = key(journal, "handoff", ticket.receipt)
        text = str(await redis.hget(handoff, "ticket"))
        at = text.index('"closed_at":"') + len('"closed_at":"')
        await redis.hset(handoff, "ticket", text[:at] + "2026-01-01" + text[at + 10 :])


async def receipts(journal: Journal) -> set[str]:
    return {ticket.receipt for _, ticket in await journal.closed_tickets()}


def test_from_the_dry_run_to_the_log(run: Run, tmp_path: Path) -> None:
    with serving(tmp_path / "data") as url:
        assert "Nothing has gone yet" in run("retention", "log").output
        assert "Nothing is over" in run("retention", "run", "--dry-run").output
        on(url, two_old_ones)
        said = run("hold", "set", "bn-000001", "--reason", "Klage", "--until", YEAR).output
        assert f"BN-000001 is held until {YEAR}" in said
        assert "Klage" in run("hold", "list").output
        dry = run("retention", "run", "--dry-run").output
        assert "1 cases would go" in dry
        assert "held" in dry
        assert on(url, receipts) == {"BN-000001", "BN-000002"}
        assert "1 cases have gone" in run("retention", "run").output
        assert on(url, receipts) == {"BN-000001"}
        log = run("retention", "log").output
        assert "command line" in log
        assert "closed standesamt: 1" in log
        assert "held no more" in run("hold", "lift", "BN-000001").output
        assert "Nothing is held" in run("hold", "list").output
        assert "1 cases have gone" in run("retention", "run").output
        assert on(url, receipts) == set()


def test_a_case_for_the_file_until_its_receipt(run: Run, tmp_path: Path) -> None:
    with serving(tmp_path / "data") as url:
        on(url, two_old_ones)
        assert "belongs to the file 12.3/26" in run("casefile", "mark", "BN-000001", "12.3/26").output
        assert "12.3/26" in run("casefile", "list").output
        done = run("casefile", "confirm", "BN-000001", "--number", "E-7", "--date", "2026-01-02").output
        assert "was taken over on 2026-01-02 as E-7" in done
        assert "No case waits" in run("casefile", "list").output
        assert "E-7" in run("casefile", "list", "--all").output


def test_a_case_is_written_as_a_zip(run: Run, tmp_path: Path) -> None:
    with serving(tmp_path / "data") as url:
        on(url, two_old_ones)
        assert "BN-000001.zip, with 0 files" in run("casefile", "export", "bn-000001").output
        archive = zipfile.ZipFile(tmp_path / "BN-000001.zip")
        assert len(archive.namelist()) == 3
        assert b"Bescheinigung" in archive.read("BN-000001/BN-000001.html")
        assert json.loads(archive.read("BN-000001/BN-000001.json"))["exported_by"] == "command line"
        sums = archive.read("BN-000001/SHA256SUMS").decode()
        assert hashlib.sha256(archive.read("BN-000001/BN-000001.json")).hexdigest() in sums
        again = run("casefile", "export", "bn-000001").exception
        assert isinstance(again, Failure)
        assert "--out" in again.mend
        assert isinstance(run("casefile", "export", "NIX-1").exception, Failure)
        nowhere = run("casefile", "export", "bn-000001", "--out", "gibt/es/nicht.zip").exception
        assert isinstance(nowhere, Failure)
        assert sorted(path.name for path in tmp_path.glob("*.zip*")) == ["BN-000001.zip"]


def test_the_times_are_told_as_the_files_say(run: Run) -> None:
    told = run("retention", "terms").output
    assert "180" in told
    assert "people have" in told
    assert "each night from 3:00 on" in told


@pytest.mark.parametrize(
    "arguments",
    [
        ("hold", "set", "NIX-1", "--reason", "Klage", "--until", YEAR),
        ("hold", "set", "NIX-1", "--reason", " ", "--until", YEAR),
        ("hold", "set", "NIX-1", "--reason", "Klage", "--until", "2020-01-01"),
        ("hold", "set", "NIX-1", "--reason", "Klage", "--until", "morgen"),
        ("hold", "lift", "NIX-1"),
        ("casefile", "mark", "NIX-1", "7"),
        ("casefile", "confirm", "NIX-1", "--number", "7"),
        ("casefile", "confirm", "NIX-1", "--number", "7", "--date", "gestern"),
    ],
)
def test_what_will_not_do_is_said(run: Run, arguments: tuple[str, ...]) -> None:
    failed = run(*arguments).exception
    assert isinstance(failed, Failure)
    assert failed.what
