"""Photos that citizens send: recognised by their content, kept under random names, on disk before they are named."""

from __future__ import annotations

import asyncio
import errno
import os
import secrets
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_KINDS: Final = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
FREE_BYTES: Final = 512 * 1024 * 1024
_HEAD: Final = 12  # bytes that tell the kind


@dataclass(frozen=True, kw_only=True, slots=True)
class Photo:
    """A photo that is on disk. ``size`` in bytes."""

    ref: str
    mime: str
    size: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TooLarge:
    """More bytes than allowed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NoPhoto:
    """The content is none of the kinds taken."""


def kind_of(head: bytes) -> str | None:
    """The file name's ending for what begins with these 12 bytes; None for all but JPEG, PNG and WebP."""
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return None


class Photos:
    """The folder of uploads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def keep(self, chunks: AsyncIterator[bytes], limit: int) -> Photo | TooLarge | NoPhoto:
        """Write a photo of at most ``limit`` bytes durably. Raises OSError when the disk does not take it."""
        name = secrets.token_urlsafe(24)
        part = self._folder / f".{name}.part"
        handle = await asyncio.to_thread(self._open, part)
        try:
            head, size = b"", 0
            async for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    return TooLarge()
                if len(head) < _HEAD:
                    head += chunk[: _HEAD - len(head)]
                    if len(head) == _HEAD and kind_of(head) is None:
                        return NoPhoto()
                await asyncio.to_thread(_write_all, handle, chunk)
            ending = kind_of(head)
            if ending is None or len(head) < _HEAD:
                return NoPhoto()
            ref = f"{name}.{ending}"
            await asyncio.to_thread(self._settle, handle, part, self._folder / ref)
            return Photo(ref=ref, mime=_KINDS[ending], size=size)
        finally:
            await asyncio.to_thread(_discard, handle, part)

    async def find(self, ref: str) -> Photo | None:
        """A photo kept before. ``ref`` has the shape of one: a frame's model sees to that."""
        size = await asyncio.to_thread(_size, self._folder / ref)
        return None if size is None else Photo(ref=ref, mime=_KINDS[ref.rsplit(".", 1)[1]], size=size)

    def _open(self, part: Path) -> int:
        self._folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(self._folder).free < FREE_BYTES:
            # The same disk holds what is said; that goes first.
            raise OSError(errno.ENOSPC, "too little room is left for photos")
        return os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)

    def _settle(self, handle: int, part: Path, whole: Path) -> None:
        os.fsync(handle)
        part.rename(whole)
        folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def _discard(handle: int, part: Path) -> None:
    os.close(handle)
    part.unlink(missing_ok=True)


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
