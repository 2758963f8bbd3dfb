"""Writing files so that they are there after a power cut, whole or not at all."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from handoff.files.kinds import is_ref

PART: Final = ".part"
"""Ending of a file that is only being written."""

_T = TypeVar("_T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A file that is being written."""

    path: Path
    handle: int


async def in_thread(work: Callable[..., _T], *args: object) -> _T:
    """Run it beside the loop. Who is cancelled still waits for its end: nobody may close what is being written."""
    task = asyncio.ensure_future(asyncio.to_thread(work, *args))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise


@asynccontextmanager
async def part_at(path: Path) -> AsyncIterator[Part]:
    """A new file to write into, for as long as the context lasts; what was not given a name by then is gone."""
    opening = asyncio.ensure_future(asyncio.to_thread(_open, path))
    try:
        part = await asyncio.shield(opening)
    except asyncio.CancelledError:
        await asyncio.wait({opening})
        if opening.exception() is None:
            _discard(opening.result())
        raise
    try:
        yield part
    finally:
        await in_thread(_discard, part)


def _open(path: Path) -> Part:
    return Part(path=path, handle=os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))


def write_all(handle: int, data: bytes) -> None:
    """Write every byte."""
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def finish(part: Part, whole: Path, data: bytes | None) -> None:
    """Make the file what it is to be, on disk, under its name. ``data``: what it shall hold; None: it is right."""
    if data is not None:
        os.lseek(part.handle, 0, os.SEEK_SET)
        os.ftruncate(part.handle, 0)
        write_all(part.handle, data)
    os.fsync(part.handle)
    move(part.path, whole)


def move(source: Path, target: Path) -> None:
    """Give a file another name, durably."""
    source.rename(target)
    folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _discard(part: Part) -> None:
    os.close(part.handle)
    part.path.unlink(missing_ok=True)


def names_in(folder: Path) -> list[str]:
    """Stored files in a folder."""
    return sorted(entry.name for entry in entries(folder) if is_ref(entry.name))


def entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """The files in a folder, none where there is no folder; what vanishes meanwhile is left out."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                try:
                    if entry.is_file(follow_symlinks=False):
                        entry.stat()  # what vanishes meanwhile is not there
                        yield entry
                except FileNotFoundError:
                    continue
    except FileNotFoundError:
        return


def size_of(path: Path) -> int | None:
    """Bytes of a file; None when it is not there."""
    try:
        return path.stat().st_size
    except OSError:
        return None
