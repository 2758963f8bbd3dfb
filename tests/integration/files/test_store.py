"""Files on a real disk, and a scanner at the other end of a socket."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from handoff.files.clamd import Clamd, ClamdAway
from handoff.files.kinds import Refused
from handoff.files.store import FileAway, Kept
from tests.files import samples
from tests.files.clamd import LONGEST, clamd
from tests.files.samples import files_at

DAY = timedelta(days=1)


async def stream(*chunks: bytes) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


async def kept(files: object, data: bytes, name: str = "") -> Kept:
    found = await files.keep(stream(data), name)  # type: ignore[attr-defined]
    assert isinstance(found, Kept)
    return found


def on_disk(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


async def test_what_is_kept_is_looked_at_named_and_found_again(tmp_path: Path) -> None:
    files = files_at(tmp_path)
    photo = await kept(files, samples.camera_jpeg(latitude=51.43247, longitude=6.88074), "IMG 1.jpg")
    assert (photo.mime, photo.name, photo.held) == ("image/jpeg", "IMG 1.jpg", False)
    assert photo.position is not None
    data = await files.read(photo.ref)
    assert len(data) == photo.size
    assert b"Kamera" not in data
    again = files_at(tmp_path)
    assert await again.find(photo.ref) == Kept(ref=photo.ref, mime="image/jpeg", size=photo.size)
    assert (tmp_path / photo.ref).stat().st_mode & 0o777 == 0o600
    assert on_disk(tmp_path) == [photo.ref]


@pytest.mark.parametrize(
    ("data", "why"),
    [(samples.SVG, "type"), (b"", "broken"), (samples.bomb(), "large"), (b"a" * 2_000_001, "large")],
)
async def test_what_is_refused_leaves_nothing(tmp_path: Path, data: bytes, why: str) -> None:
    assert await files_at(tmp_path, size=2_000_000).keep(stream(data)) == Refused(why=why)  # type: ignore[arg-type]
    assert on_disk(tmp_path) == []


async def test_a_carrier_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield samples.PDF
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await files_at(tmp_path).keep(broken())
    assert on_disk(tmp_path) == []


async def test_the_quota_is_of_all_files_together(tmp_path: Path) -> None:
    files = files_at(tmp_path, quota=2500)
    await kept(files, b"a" * 1000)
    second = await kept(files, b"b" * 1000)
    assert await files.keep(stream(b"c" * 1000)) == Refused(why="full")
    await files.remove([second.ref])
    await kept(files, b"c" * 1000)


async def test_nothing_outside_is_ever_named(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x")
    files = files_at(tmp_path / "files")
    for ref in ("../secret.txt", "/etc/passwd", "held", "", f"{'a' * 32}.pdf"):
        assert await files.find(ref) is None
        assert await files.state(ref) == "gone"
        with pytest.raises(FileAway):
            await files.read(ref)
    await files.remove(["../secret.txt"])
    assert (tmp_path / "secret.txt").exists()


async def test_old_ones_are_told_and_unfinished_ones_removed(tmp_path: Path) -> None:
    files = files_at(tmp_path)
    old, new = await kept(files, b"old"), await kept(files, b"new")
    for name in (old.ref, ".left.part"):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() - 90_000,) * 2)
    assert await files.old(DAY) == [old.ref]
    assert on_disk(tmp_path) == sorted([old.ref, new.ref])


# -- the scanner


@pytest.mark.parametrize("unix", [True, False])
async def test_a_daemon_judges_over_both_kinds_of_sockets(tmp_path: Path, unix: bool) -> None:
    async with clamd(str(tmp_path / "s") if unix else "") as daemon:
        scanner = Clamd(daemon.address)
        assert await scanner.is_harmful(b"x" * 600_000 + samples.EICAR)
        assert not await scanner.is_harmful(samples.PDF)
        assert not await scanner.is_harmful(b"")
        assert daemon.seen[0] == b"x" * 600_000 + samples.EICAR
        assert (await scanner.version()).startswith("ClamAV")
        with pytest.raises(ClamdAway):
            await scanner.is_harmful(b"x" * (LONGEST + 1))
        daemon.mute = True
        with pytest.raises(ClamdAway):
            await scanner.is_harmful(samples.PDF)


async def test_a_daemon_that_is_away_or_silent_judges_nothing(tmp_path: Path) -> None:
    with pytest.raises(ClamdAway):
        await Clamd(f"unix://{tmp_path}/nobody").is_harmful(b"x")
    never = asyncio.Event()

    async def silent(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await never.wait()
        writer.close()

    async with await asyncio.start_unix_server(silent, str(tmp_path / "s")):
        with pytest.raises(ClamdAway):
            await Clamd(f"unix://{tmp_path}/s", seconds=0.1).is_harmful(b"x")
        never.set()


async def test_what_is_harmful_is_locked_away(tmp_path: Path) -> None:
    async with clamd() as daemon:
        files = files_at(tmp_path, Clamd(daemon.address))
        assert await files.keep(stream(samples.EICAR), "rechnung.txt") == Refused(why="infected")
        assert await files.look(samples.EICAR) == Refused(why="infected")
        clean = await kept(files, samples.PDF)
        (locked,) = (tmp_path / "quarantine").iterdir()
        assert on_disk(tmp_path) == sorted([clean.ref, f"quarantine/{locked.name}"])
        os.utime(locked, (time.time() - 90_000,) * 2)
        await files.empty_quarantine(2 * DAY)
        assert locked.exists()
        await files.empty_quarantine(DAY)
        assert not locked.exists()


async def test_without_a_judgement_a_file_is_held_until_there_is_one(tmp_path: Path) -> None:
    async with clamd() as daemon:
        files = files_at(tmp_path, Clamd(daemon.address))
        daemon.mute = True
        clean, harmful = await kept(files, samples.PDF), await kept(files, samples.EICAR)
        assert (clean.held, harmful.held) == (True, True)
        assert await files.look_again() == []
        with pytest.raises(FileAway, match="held"):
            await files.read(clean.ref)
        found = await files.find(clean.ref)
        assert found is not None
        assert found.held
        daemon.mute = False
        assert await files.look_again() == [harmful.ref]
        assert await files.read(clean.ref) == samples.PDF
        assert await files.states([clean.ref, harmful.ref]) == {clean.ref: "here", harmful.ref: "infected"}
        assert await files.find(harmful.ref) is None
        with pytest.raises(FileAway, match="infected"):
            await files.read(harmful.ref)


async def test_who_is_cut_off_while_it_is_written_leaves_nothing(tmp_path: Path) -> None:
    files = files_at(tmp_path)
    for pause in range(12):

        async def slow() -> AsyncIterator[bytes]:
            while True:
                yield b"a" * 300_000

        task = asyncio.create_task(files.keep(slow()))
        for _ in range(pause):
            await asyncio.sleep(0)
        await asyncio.sleep(0.001 * pause)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            assert await task == Refused(why="large")
        assert on_disk(tmp_path) == []
    assert len(os.listdir("/proc/self/fd")) < 100
