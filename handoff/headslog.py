"""The log of heads on disk: a file that only grows. Every line is on disk before anything goes on."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from handoff.auditheads import Heads, Line


@dataclass(slots=True)
class _Read:
    """How far the file has been read: which one it was, and up to where."""

    inode: int = -1
    offset: int = 0


class HeadsLog:
    """One town's lines in a file that towns may share. Blocks: call it from a thread. Raises OSError."""

    def __init__(self, path: Path, town: str) -> None:
        self.path = path
        self._town = town
        self._heads = Heads(town=town)
        self._read = _Read()

    def heads(self) -> Heads:
        """What the lines say; reads what has been added since. No file: no lines."""
        try:
            with self.path.open("rb") as file:
                there = os.fstat(file.fileno())
                if there.st_ino != self._read.inode or there.st_size < self._read.offset:
                    self._heads, self._read = Heads(town=self._town), _Read(inode=there.st_ino)
                file.seek(self._read.offset)
                new = file.read()
        except FileNotFoundError:
            self._heads, self._read = Heads(town=self._town), _Read()
            return self._heads
        whole = new.rfind(b"\n") + 1
        self._heads.read(new[:whole].decode("utf-8", "replace").splitlines())
        self._read.offset += whole
        return self._heads

    def append(self, lines: Sequence[Line]) -> None:
        """Add lines; they are on disk when this returns."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = not self.path.exists()
        # Read too: a line that a crash has torn is ended first.
        handle = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            size = os.fstat(handle).st_size
            torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
            data = (b"\n" if torn else b"") + "".join(line.text for line in lines).encode()
            while data:
                data = data[os.write(handle, data) :]
            os.fsync(handle)
        finally:
            os.close(handle)
        if fresh:
            _sync_folder(self.path.parent)


def _sync_folder(folder: Path) -> None:
    """Let a new file's name be on disk too."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
