"""Replaces the content of files whole or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


class ChangedMeanwhile(Exception):
    """Somebody saved the file after it was read; nothing was written."""


def replace_content(path: Path, before: bytes | None, after: bytes | None) -> None:
    """Put `after` in the place of `before`, durably, with the same rights; None: there is no such file.

    Raises ChangedMeanwhile, OSError.
    """
    target = path.resolve()  # a link stays a link
    if after is None:
        _remove(path, target, before)
    else:
        _write(path, target, before, after)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _remove(path: Path, target: Path, before: bytes | None) -> None:
    if (target.read_bytes() if target.exists() else None) != before:
        raise ChangedMeanwhile(str(path))
    path.unlink(missing_ok=True)


def _write(path: Path, target: Path, before: bytes | None, after: bytes) -> None:
    # Hidden, and without .yaml: nobody who watches the folder takes it for a file of the town.
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        if before is None:
            new.chmod(_usual_rights())
            _put_new(new, target)
        else:
            new.chmod(target.stat().st_mode & 0o7777)
            if target.read_bytes() != before:
                raise ChangedMeanwhile(str(path))
            new.replace(target)
    finally:
        new.unlink(missing_ok=True)


def replace_all(changes: Iterable[tuple[Path, bytes | None, bytes]]) -> None:
    """`replace_content` of several files; when one fails, those before it get back what they had.

    A crash in between can leave some of them new: each by itself is whole. Raises ChangedMeanwhile, OSError.
    """
    done: list[tuple[Path, bytes | None, bytes]] = []
    try:
        for path, before, after in changes:
            replace_content(path, before, after)
            done.append((path, before, after))
    except (OSError, ChangedMeanwhile):
        for path, before, after in reversed(done):
            with contextlib.suppress(ChangedMeanwhile):  # what somebody saved on top of ours is theirs
                replace_content(path, after, before)
        raise


def _put_new(new: Path, target: Path) -> None:
    try:
        target.hardlink_to(new)  # unlike a rename, this never takes the place of a file
    except FileExistsError:
        raise ChangedMeanwhile(str(target)) from None
    except OSError:  # a file system without links
        if target.exists():
            raise ChangedMeanwhile(str(target)) from None
        new.replace(target)


def _usual_rights() -> int:
    """What a file gets that an editor makes."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
