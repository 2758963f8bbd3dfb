"""What the doctor finds, by made-up facts; and that whatever is not well comes with a way to mend it."""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli_console import Finding
from bot.doctor.clock import STORE_MAY, clock_finding
from bot.doctor.machine import library_findings, memory_findings, room_finding
from bot.doctor.storing import room_findings
from bot.doctor.townfiles import stale_findings
from bot.doctor.towninstore import backup_finding, schema_findings
from bot.doctor.wayin import expiry_finding
from config.settings import load
from faq.files import load as load_folder
from handoff.journal.schema import Schema, Standing, Step, Work

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
GIB = 1024**3


def not_mended(source: str) -> list[int]:
    """Lines of findings that may be other than "ok" and say no way to mend it."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding"
        for given in [{keyword.arg: keyword.value for keyword in node.keywords}]
        if "state" in given and not (isinstance(given["state"], ast.Constant) and given["state"].value == "ok")
        and "mend" not in given
    ]  # fmt: skip


def test_whatever_is_not_well_comes_with_a_way_to_mend_it() -> None:
    files = [*(ROOT / "bot" / "doctor").glob("*.py"), *(ROOT / "bot").glob("cli_*.py")]
    assert {file.name: found for file in files if (found := not_mended(file.read_text("utf-8")))} == {}
    assert not_mended('Finding(state="bad", topic="x", text="y")') == [1]


async def _nothing(work: Work) -> None:
    del work


NEWER = Schema(steps=(Step(what="x", run=_nothing), Step(what="y", run=_nothing)))


def state(found: list[Finding]) -> list[tuple[str, str]]:
    return [(one.state, one.text) for one in found]


def test_libraries_that_do_not_fit() -> None:
    wanted = ["aiohttp>=1", "aiohttp>=999", "no-such-library>=1", 'no-such-library>=1; sys_platform == "plan9"']
    assert [one.text for one in library_findings(wanted)] == [
        f"aiohttp is {__import__('aiohttp').__version__}; >=999 is needed",
        "no-such-library is missing; >=1 is needed",
    ]


@pytest.mark.parametrize(
    ("free", "files", "expected"),
    [(5 * GIB, 0.9, "ok"), (GIB // 2, 0.9, "warn"), (GIB // 16, 0.9, "bad"), (5 * GIB, 0.01, "warn")],
)
def test_room_on_the_disk(free: int, files: float, expected: str) -> None:
    assert room_finding(Path("/srv"), free, files).state == expected


def test_memory_of_the_machine_and_of_the_container(tmp_path: Path) -> None:
    settings = load(environ={"BUERGERDRAHT_EMBEDDED__MAXMEMORY": "512MiB"})
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc" / "meminfo").write_text("MemTotal: 2048000 kB\nMemFree: 1 kB\n", "ascii")
    assert [one.state for one in memory_findings(settings, tmp_path)] == ["ok"]
    (tmp_path / "sys" / "fs" / "cgroup").mkdir(parents=True)
    (tmp_path / "sys" / "fs" / "cgroup" / "memory.max").write_text(f"{600 * 1024**2}\n", "ascii")
    (found,) = memory_findings(settings, tmp_path)
    assert (found.state, found.text) == ("warn", "this process group may use 600 MiB; the store may use 512 MiB of it")
    assert list(memory_findings(settings, tmp_path / "elsewhere")) == []


@pytest.mark.parametrize(
    ("off", "expected", "text"),
    [
        (0, "ok", "as the store's"),
        (1, "ok", "as the store's"),
        (10, "warn", "9 s behind the store's"),
        (-10, "warn", "10 s ahead of the store's"),
        (-3600, "bad", "3600 s ahead of the store's"),
    ],
)
def test_clocks(off: int, expected: str, text: str) -> None:
    after = NOW + timedelta(seconds=1)
    found = clock_finding("the store's", NOW + timedelta(seconds=off), NOW, after, STORE_MAY)
    assert (found.state, found.text) == (expected, text)


def test_the_stores_room() -> None:
    assert [[one.state for one in room_findings(used, 100)] for used in (10, 75, 90)] == [[], ["warn"], ["bad"]]
    assert room_findings(90, 0) == []


def test_backups() -> None:
    assert backup_finding(None, NOW, "Backup").state == "warn"
    assert backup_finding(NOW - timedelta(hours=30), NOW, "Backup").state == "ok"
    assert backup_finding(NOW - timedelta(days=3), NOW, "Backup").state == "warn"


def test_the_form_of_the_data() -> None:
    assert state(schema_findings(Standing(number=1, oldest=1), "t", "abc", Schema())) == [
        ("ok", "schema 1, release abc serves")
    ]
    half = Standing(number=2, oldest=1, towards=3, done=5, total=40)
    assert state(schema_findings(half, "t", "abc", NEWER)) == [
        ("ok", "schema 2, release abc serves; it is being brought to schema 3, 5 of 40 done"),
        ("warn", "its data has schema 2, this version 3"),
    ]
    newer = Standing(number=2, oldest=2)
    assert state(schema_findings(newer, "t", "abc", Schema())) == [
        ("bad", "its data is newer: it has schema 2; this version knows 1")
    ]
    assert state(schema_findings(Standing(number=2, oldest=1), "t", "abc", Schema()))[0][0] == "ok"


def test_certificates() -> None:
    ends = {days: expiry_finding("chat", NOW + timedelta(days=days), NOW).state for days in (60, 10, 1)}
    assert ends == {60: "ok", 10: "warn", 1: "bad"}


def test_answers_that_nobody_looks_after() -> None:
    release = load_folder(ROOT / "config" / "towns" / "musterstadt")
    assert list(stale_findings(release, "musterstadt", "t", date(2000, 1, 1))) == []
    late, *_ = stale_findings(release, "musterstadt", "t", date(2100, 1, 1))
    assert late.state == "warn"
    assert late.text.startswith(f"{len(release.entries)} of {len(release.entries)} entries are past their review")
    assert "faq review musterstadt" in late.mend
