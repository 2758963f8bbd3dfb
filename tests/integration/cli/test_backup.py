"""Backup and restore against real servers."""

import asyncio
import json
import tarfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.cli_console import Failure
from handoff.journal.archive import NotRestored
from handoff.journal.embedded import EmbeddedServer
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.soundness import claim_schema
from handoff.journal.store import Store
from handoff.staff import StaffRecord
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
    with serving(data) as url:
        on(url, fill)
        (data / "files" / "ab").mkdir(parents=True)
        (data / "files" / "ab" / "photo").write_bytes(b"\xff\x00picture")
        (data / "files" / "ab" / ".unfinished.part").write_bytes(b"half")
        (data / "files" / "ab" / "quarantine").mkdir()
        (data / "files" / "ab" / "quarantine" / "virus").write_bytes(b"harmful")
        result = run("backup", "b.tar.gz", BUERGERDRAHT_DATA_DIR=str(data))
        assert result.exit_code == 0, result.output
        # nobody is kept waiting afterwards
        on(url, lambda journal: journal.put_staff(StaffRecord(login="late", name="L")))
    return tmp_path / "b.tar.gz"


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
    result = run("restore", str(filled), BUERGERDRAHT_DATA_DIR=str(other))
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
    again = run("restore", str(filled), BUERGERDRAHT_DATA_DIR=str(other))
    assert isinstance(again.exception, NotRestored)


def test_what_a_new_start_left_is_no_data(run: Run, tmp_path: Path, filled: Path) -> None:
    other = tmp_path / "two"

    async def start(journal: Journal) -> None:
        await journal.hook_secrets()
        await journal.raise_alarm("telegram")

    with serving(other) as url:
        on(url, start)
    result = run("restore", str(filled), BUERGERDRAHT_DATA_DIR=str(other))
    assert result.exit_code == 0, result.output


def test_a_damaged_or_foreign_archive_is_refused(run: Run, tmp_path: Path, filled: Path) -> None:
    whole = filled.read_bytes()
    into = {"BUERGERDRAHT_DATA_DIR": str(tmp_path / "three")}
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
