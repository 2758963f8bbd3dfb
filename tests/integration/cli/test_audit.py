"""`buergerdraht audit`: verify and show, on a store that runs and one that does not, and after a restore."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.sealer import Sealer
from handoff.audit import Action, row
from handoff.headslog import HeadsLog
from handoff.journal.journal import Journal
from handoff.journal.keys import Keys
from handoff.tombstones import Tombstones
from tests.integration.cli.conftest import Run
from tests.integration.cli.test_backup import TOWN, on, serving

pytestmark = pytest.mark.server
KEY = Keys(TOWN)("audit")


async def fill(journal: Journal) -> None:
    for who, action, receipt in (("anna", Action.CLAIM, "MS-26-1"), ("ben", Action.EXPORT, "MS-26-2")):
        await journal.audit(row(who, action, receipt=receipt))


def seal(url: str, data: Path) -> None:
    async def work(journal: Journal) -> None:
        await fill(journal)
        sealer = Sealer(journal, HeadsLog(data / "audit" / "heads.log", TOWN), days=730)
        await sealer.step()
        await journal.lease("sealer", sealer._owner, datetime.now(UTC) - datetime.now(UTC))
        await journal._store.redis.delete(Keys(TOWN)("lease", "sealer"))

    on(url, work)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def url(data: Path) -> Iterator[str]:
    """A running store with two blocks of two rows."""
    with serving(data) as url:
        for _ in range(2):
            seal(url, data)
        yield url


def asked(run: Run, data: Path, *arguments: str) -> tuple[int, Any]:
    result = run("audit", "verify", "--json", *arguments, BUERGERDRAHT_DATA_DIR=str(data))
    return result.exit_code, json.loads(result.output) if result.exit_code != 1 else result.output


def test_whole_and_shown(run: Run, url: str, data: Path) -> None:
    code, report = asked(run, data)
    assert (code, report["whole"], report["seals"], report["rows"], report["unsealed"]) == (0, True, 2, 4, 0)
    result = run("audit", "verify", BUERGERDRAHT_DATA_DIR=str(data))
    assert "whole: 2 seals over 4 rows" in result.output
    assert report["head"] in result.output
    shown = run("audit", "show", "--who", "anna", "--json", BUERGERDRAHT_DATA_DIR=str(data)).output.splitlines()
    assert [json.loads(line)["action"] for line in shown] == ["claim", "claim"]
    shown = run(
        "audit", "show", "--receipt", "ms-26-2", "--action", "export", "--json", BUERGERDRAHT_DATA_DIR=str(data)
    ).output.splitlines()
    assert [json.loads(line)["who"] for line in shown] == ["ben", "ben"]
    # That somebody looked is in it, and not sealed yet.
    result = run("audit", "show", "--who", "command line", BUERGERDRAHT_DATA_DIR=str(data))
    assert "export_audit" in result.output
    assert asked(run, data)[1]["unsealed"] == 3


def test_times_and_limits(run: Run, url: str, data: Path) -> None:
    def shown(*more: str) -> list[str]:
        output = run("audit", "show", "--json", *more, BUERGERDRAHT_DATA_DIR=str(data)).output
        return [json.loads(line)["action"] for line in output.splitlines()]

    assert shown("--until", "2020-01-01") == []
    assert shown("--since", "2020-01-01", "--action", "claim") == ["claim", "claim"]
    assert shown("--limit", "1", "--action", "claim") == ["claim"]
    for wrong in (("--since", "gestern"), ("--action", "clam")):
        result = run("audit", "show", *wrong, BUERGERDRAHT_DATA_DIR=str(data))
        assert result.exit_code == 1


def test_tampering_is_told_with_block_and_row(run: Run, url: str, data: Path) -> None:
    async def tamper(journal: Journal) -> str:
        first = (await journal.audit_entries())[1].id
        await journal._store.redis.xdel(KEY, first)
        return first

    on(url, tamper)
    code, report = asked(run, data)
    assert (code, report["tampered"]) == (2, True)
    assert [(one["harm"], one["block"], one["row"]) for one in report["found"]] == [("row_removed", 1, "2/2")]
    result = run("audit", "verify", BUERGERDRAHT_DATA_DIR=str(data))
    assert "block 1" in result.output
    assert "row 2/2: a row was removed" in result.output


def test_heads_that_disagree_with_the_log(run: Run, url: str, data: Path, tmp_path: Path) -> None:
    log = data / "audit" / "heads.log"
    other = tmp_path / "elsewhere.log"
    lines = log.read_text().splitlines(keepends=True)
    last = json.loads(lines[-1])
    other.write_text("".join(lines[:-1]) + json.dumps({**last, "head": "0" * 64}) + "\n")
    code, report = asked(run, data, "--log", str(other))
    assert (code, [(one["harm"], one["block"]) for one in report["found"]]) == (2, [("log_disagrees", 2)])
    assert asked(run, data, "--log", str(tmp_path / "none"))[0] == 1


def test_a_stopped_store_and_a_restored_older_one(run: Run, data: Path, tmp_path: Path) -> None:
    log = tmp_path / "outside" / "heads.log"
    Tombstones(tmp_path / "tombstones", tmp_path / "tombstone-key").prepare()
    stones = {
        "BUERGERDRAHT_PRIVACY__TOMBSTONES": str(tmp_path / "tombstones"),
        "BUERGERDRAHT_PRIVACY__TOMBSTONE_KEY_FILE": str(tmp_path / "tombstone-key"),
    }
    options = {"BUERGERDRAHT_AUDIT__LOG": str(log), **stones}
    with serving(data) as url:
        seal(url, data)
        run("backup", "b.tar.gz", BUERGERDRAHT_DATA_DIR=str(data), **stones)
        seal(url, data)
    log.parent.mkdir()
    (data / "audit" / "heads.log").rename(log)
    result = run("audit", "verify", "--json", BUERGERDRAHT_DATA_DIR=str(data), **options)
    assert (result.exit_code, json.loads(result.output)["seals"]) == (0, 2)
    # Somebody has put an older store there, without a word.
    silent = tmp_path / "silent"
    aside = {"BUERGERDRAHT_AUDIT__LOG": str(tmp_path / "aside.log"), **stones}
    assert run("restore", "b.tar.gz", BUERGERDRAHT_DATA_DIR=str(silent), **aside).exit_code == 0
    result = run("audit", "verify", BUERGERDRAHT_DATA_DIR=str(silent), **options)
    assert result.exit_code == 3
    assert "the log of heads has come to seal 2: this is an older store" in result.output
    # Restored under the eyes of the log.
    fresh = tmp_path / "fresh"
    assert run("restore", "b.tar.gz", BUERGERDRAHT_DATA_DIR=str(fresh), **options).exit_code == 0
    result = run("audit", "verify", BUERGERDRAHT_DATA_DIR=str(fresh), **options)
    assert result.exit_code == 0, result.output
    assert "a backup was restored" in result.output
    assert "went back from 2 to 1" in result.output
    shown = run("audit", "show", "--who", "command line", "--json", BUERGERDRAHT_DATA_DIR=str(fresh), **options)
    assert [json.loads(line)["action"] for line in shown.output.splitlines()][:2] == ["backup", "restored"]


def test_without_a_log_it_says_so(run: Run, data: Path) -> None:
    with serving(data) as url:
        on(url, fill)
    result = run("audit", "verify", BUERGERDRAHT_DATA_DIR=str(data))
    assert result.exit_code == 0
    assert "There is no log of heads" in result.output
