"""Backup and restore against real servers."""

import asyncio
import json
import tarfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.cli_console import Failure
from handoff.journal.archive import NotRestored
from handoff.journal.embedded import EmbeddedServer
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.schema import claim_schema
from handoff.journal.store import Store
from handoff.staff import StaffRecord
from handoff.tombstones import Tombstones, TombstonesBroken
from tests.integration.cli.conftest import Run

pytestmark = pytest.mark.server
TOWN = "musterstadt"


@contextmanager
def serving(data: Path) -> Iterator[str]:
    server = EmbeddedServer(data)
    server.start()
    try:
        yield server.url
    finally:
        server.stop()


def on(url: str, work: Callable[[Journal], Awaitable[Any]], town: str = TOWN) -> Any:
    async def go() -> Any:
        store = Store(url)
        try:
            await claim_schema(store, town)
            return await work(Journal(store, town, Hints(store, [town])))
        finally:
            await store.close()

    return asyncio.run(go())


async def fill(journal: Journal) -> None:
    for n in range(250):  # more than one batch
        await journal.ingest(address=f"web:{n}", event_id=f"e{n}", event=f'{{"n": {n}}}', due_in=timedelta(hours=1))
    await journal.put_staff(StaffRecord(login="petra", name="Petra Lindner"))
    await journal.make_login_link("petra", timedelta(hours=1))


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Path:
    """An archive of a store with 250 questions and a file, taken while the server runs."""
    data = tmp_path / "one"
    tombstones(tmp_path).prepare()
    with serving(data) as url:
        on(url, fill)
        (data / "files" / "ab").mkdir(parents=True)
        (data / "files" / "ab" / "photo").write_bytes(b"\xff\x00picture")
        (data / "files" / "ab" / ".unfinished.part").write_bytes(b"half")
        (data / "files" / "ab" / "quarantine").mkdir()
        (data / "files" / "ab" / "quarantine" / "virus").write_bytes(b"harmful")
        result = run("backup", "b.tar.gz", **at(data))
        assert result.exit_code == 0, result.output
        # nobody is kept waiting afterwards
        on(url, lambda journal: journal.put_staff(StaffRecord(login="late", name="L")))
    return tmp_path / "b.tar.gz"


def tombstones(folder: Path) -> Tombstones:
    return Tombstones(folder / "tombstones", folder / "tombstone-key")


def at(data: Path) -> dict[str, str]:
    """Settings for a data directory; the tombstones are the same for all of them."""
    return {
        "BUERGERDRAHT_DATA_DIR": str(data),
        "BUERGERDRAHT_PRIVACY__TOMBSTONES": str(data.parent / "tombstones"),
        "BUERGERDRAHT_PRIVACY__TOMBSTONE_KEY_FILE": str(data.parent / "tombstone-key"),
    }


@pytest.mark.fault(rows=(70,), promises=("P16",))
def test_who_was_erased_since_is_erased_again(run: Run, tmp_path: Path, filled: Path) -> None:
    stones = tombstones(tmp_path)
    stones.put(TOWN, [("address", "web:7")], datetime.now(UTC))
    result = run("restore", str(filled), **at(tmp_path / "two"))
    assert result.exit_code == 0, result.output
    assert "1 conversations" in result.output

    async def look(journal: Journal) -> None:
        assert await journal.find("web:7") is None
        assert [await journal.find(f"web:{n}") for n in range(250)].count(None) == 1

    with serving(tmp_path / "two") as url:
        on(url, look)


def test_without_tombstones_only_for_a_reason(run: Run, tmp_path: Path, filled: Path) -> None:
    tombstones(tmp_path).put(TOWN, [("address", "web:7")], datetime.now(UTC))
    into = at(tmp_path / "two")
    (tmp_path / "tombstones").rename(tmp_path / "lost")
    refused = run("restore", str(filled), **into)
    assert isinstance(refused.exception, Failure)
    assert "tombstones are missing" in str(refused.exception)
    assert isinstance(run("restore", str(filled), "--without-tombstones", " ", **into).exception, Failure)
    result = run("restore", str(filled), "--without-tombstones", "The disk burnt.", **into)
    assert result.exit_code == 0, result.output

    async def look(journal: Journal) -> None:
        assert await journal.find("web:7") is not None
        redis: Any = journal._store.redis
        rows = [json.loads(one[1]["row"]) for one in await redis.xrange(journal._keys("audit"))]
        assert "restored_erased" in {row["action"] for row in rows}

    with serving(tmp_path / "two") as url:
        on(url, look)


def test_tombstones_of_another_installation_are_refused(run: Run, tmp_path: Path, filled: Path) -> None:
    (tmp_path / "tombstone-key").unlink()
    tombstones(tmp_path).prepare()
    refused = run("restore", str(filled), **at(tmp_path / "two"))
    assert isinstance(refused.exception, TombstonesBroken)


@pytest.mark.fault(rows=(70,))
def test_what_was_stored_comes_back(run: Run, tmp_path: Path, filled: Path) -> None:
    assert filled.stat().st_mode & 0o077 == 0
    with tarfile.open(filled) as tar:
        names = tar.getnames()
        manifest = json.load(tar.extractfile("manifest.json"))  # type: ignore[arg-type]
        keys = tar.extractfile("keys.jsonl").read().decode()  # type: ignore[union-attr]
    assert names == ["keys.jsonl", "files/ab/photo", "manifest.json"]
    assert manifest["towns"] == [TOWN]
    assert manifest["schema"] == {TOWN: 1}
    assert "login:" not in keys  # links die with the backup
    other = tmp_path / "two"
    result = run("restore", str(filled), **at(other))
    assert result.exit_code == 0, result.output
    assert (other / "files" / "ab" / "photo").read_bytes() == b"\xff\x00picture"

    async def look(journal: Journal) -> None:
        assert [await journal.find(f"web:{n}") for n in range(250)].count(None) == 0
        assert list(await journal.staff()) == ["petra"]
        taken = await journal.take()
        assert not isinstance(taken, float)

    with serving(other) as url:
        on(url, look)
    # and once more: the store is not empty now
    again = run("restore", str(filled), **at(other))
    assert isinstance(again.exception, NotRestored)


def test_what_a_new_start_left_is_no_data(run: Run, tmp_path: Path, filled: Path) -> None:
    other = tmp_path / "two"

    async def start(journal: Journal) -> None:
        await journal.hook_secrets()
        await journal.raise_alarm("telegram")

    with serving(other) as url:
        on(url, start)
    result = run("restore", str(filled), **at(other))
    assert result.exit_code == 0, result.output


@pytest.mark.fault(rows=(70,))
def test_a_damaged_or_foreign_archive_is_refused(run: Run, tmp_path: Path, filled: Path) -> None:
    whole = filled.read_bytes()
    into = at(tmp_path / "three")
    (tmp_path / "cut.tar.gz").write_bytes(whole[: len(whole) // 2])
    assert isinstance(run("restore", "cut.tar.gz", **into).exception, Failure)

    def changed(name: str, change: Callable[[str, bytes], bytes], path: str = "{}") -> str:
        with tarfile.open(filled) as source, tarfile.open(tmp_path / name, "w:gz") as target:
            for member in source:
                content = change(member.name, source.extractfile(member).read())  # type: ignore[union-attr]
                member.size = len(content)
                member.name = path.format(member.name)
                part = tmp_path / "part"
                part.write_bytes(content)
                with part.open("rb") as opened:
                    target.addfile(member, opened)
        return name

    newer = changed("new.tar.gz", lambda name, text: text.replace(b'"format": 1', b'"format": 9'))
    schema = changed("schema.tar.gz", lambda name, text: text.replace(b'musterstadt": 1', b'musterstadt": 99'))
    wrong = changed("wrong.tar.gz", lambda name, text: text.replace(b"picture", b"PICTURE"))
    other = changed("other.tar.gz", lambda name, text: text.replace(b"musterstadt", b"neustadt"))
    outside = changed("outside.tar.gz", lambda name, text: text, "../{}")
    for name in (newer, schema, wrong, other, outside):
        result = run("restore", name, **into)
        assert isinstance(result.exception, Failure), name
    assert [path.name for path in (tmp_path / "three").iterdir()] == []
    assert not (tmp_path / "keys.jsonl").exists()


def test_a_backup_overwrites_nothing_unasked(run: Run, filled: Path) -> None:
    assert isinstance(run("backup", str(filled)).exception, Failure)
    assert isinstance(run("backup", "gone/x.tar.gz").exception, Failure)
