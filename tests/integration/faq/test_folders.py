"""A folder that stands still keeps no other from being watched, is told of once, and costs one thread."""

from __future__ import annotations

import asyncio
import pathlib
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from faq.entry import Release
from faq.errors import FilesBroken
from faq.files import load
from faq.folders import Folders, FolderStill, stamps
from faq.watch import NotLive, changes
from tests.unit.faq.folder import replace, write_town

SOON = 20.0
PATIENCE = 0.2


class Drive(type(pathlib.Path())):  # type: ignore[misc]
    """A folder on a drive that can go away: who touches it then hangs in the call until the drive is back."""

    back = threading.Event()

    def __fspath__(self) -> str:
        self.back.wait()
        return str(super().__fspath__())


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[Drive]:
    Drive.back.set()
    yield Drive(write_town(tmp_path / "away"))
    Drive.back.set()


@pytest.fixture
def near(tmp_path: Path) -> Path:
    return write_town(tmp_path / "near")


def threads() -> int:
    return sum(thread.name == "folders" for thread in threading.enumerate())


async def until(check: Callable[[], bool]) -> None:
    async with asyncio.timeout(SOON):
        while not check():  # noqa: ASYNC110 - a drive gives no event
            await asyncio.sleep(0.02)


class Watching:
    """Follows folders; what each yields."""

    def __init__(self, folders: Folders, *followed: Path) -> None:
        self.stop = asyncio.Event()
        self.states: dict[Path, asyncio.Queue[Release | FilesBroken | NotLive]] = {}
        self.tasks = [asyncio.create_task(folders.run(self.stop))]
        for folder in followed:
            self.states[folder] = asyncio.Queue()
            self.tasks.append(asyncio.create_task(self._follow(folders, folder)))

    async def _follow(self, folders: Folders, folder: Path) -> None:
        async for state in changes(folder, folders, self.stop, known="another"):
            self.states[folder].put_nowait(state)

    async def next(self, folder: Path) -> Release | FilesBroken | NotLive:
        async with asyncio.timeout(SOON):
            return await self.states[folder].get()


@pytest.fixture
async def watch() -> AsyncIterator[Callable[..., Watching]]:
    begun: list[Watching] = []

    def one(folders: Folders, *followed: Path) -> Watching:
        begun.append(Watching(folders, *followed))
        return begun[-1]

    yield one
    for watching in begun:
        watching.stop.set()
        async with asyncio.timeout(SOON):
            await asyncio.gather(*watching.tasks)


async def test_a_folder_that_stands_still_keeps_no_other_from_being_watched(
    drive: Drive, near: Path, watch: Callable[..., Watching]
) -> None:
    folders = Folders([drive, near], PATIENCE)
    watching = watch(folders, drive, near)
    for folder in (drive, near):
        assert isinstance(await watching.next(folder), Release)  # it is watched
    Drive.back.clear()
    broken = await watching.next(drive)
    assert isinstance(broken, FilesBroken)
    assert "antwortet nicht" in str(broken)
    assert list(folders.still) == [drive]
    replace(near, "offices.yaml", "37.00", "38.00")
    assert await watching.next(near) == load(near)
    assert watching.states[drive].empty()  # it is told once

    replace(Path(str(drive)), "offices.yaml", "37.00", "39.00")
    Drive.back.set()
    assert await watching.next(drive) == load(Path(str(drive)))
    assert not folders.still


async def test_a_folder_that_comes_back_as_it_was_is_whole_again(drive: Drive, watch: Callable[..., Watching]) -> None:
    folders = Folders([drive], PATIENCE)
    watching = watch(folders, drive)
    before = await watching.next(drive)
    Drive.back.clear()
    assert isinstance(await watching.next(drive), FilesBroken)
    Drive.back.set()
    assert await watching.next(drive) == before


async def test_folders_that_stand_still_cost_a_thread_each_however_often_they_are_asked(
    drive: Drive, near: Path
) -> None:
    before = threads()
    drives = [drive, drive / "faq", drive / "texts"]
    Drive.back.clear()
    folders = Folders([*drives, near], PATIENCE)
    for _ in range(5):
        await folders.look()
        for one in drives:
            with pytest.raises(FolderStill):
                await folders.ask(one, stamps)
        assert await folders.ask(near, stamps)
    await until(lambda: threads() - before <= len(drives))  # who has answered ends a moment later
    assert set(folders.still) == set(drives)
    Drive.back.set()
    await until(lambda: threads() == before and not folders.still)
    assert await folders.ask(drive, stamps)


async def test_who_asks_hears_what_went_wrong(near: Path) -> None:
    (near / "town.yaml").write_text("name: [", "utf-8")
    with pytest.raises(FilesBroken, match="town"):
        await Folders([near]).ask(near, load)


async def test_who_no_longer_waits_leaves_the_folder_until_it_answers(drive: Drive) -> None:
    folders = Folders([drive], patience=SOON)
    Drive.back.clear()
    asking = asyncio.create_task(folders.ask(drive, stamps))
    await asyncio.sleep(0.1)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    assert list(folders.still) == [drive]
    Drive.back.set()
    await until(lambda: not folders.still)


async def test_who_is_ended_in_the_very_moment_of_a_change_ends(near: Path) -> None:
    """Whoever opens a town waits so, and goes on until ended: a program that is to stop would not."""
    folders = Folders([near])
    asking = asyncio.create_task(folders.changed(near, SOON))
    await asyncio.sleep(0)
    await folders.look()
    await asyncio.sleep(0)  # the change is on its way to whoever waits
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
