"""Replaces the content of a file whole or not at all."""

import os
import tempfile
from pathlib import Path


class ChangedMeanwhile(Exception):
    """Somebody saved the file after it was read; nothing was written."""


def replace_content(path: Path, before: bytes, after: bytes) -> None:
    """Put `after` in the place of `before`, durably, with the same rights. Raises ChangedMeanwhile, OSError."""
    target = path.resolve()  # a link stays a link
    # Hidden, and without .yaml: nobody who watches the folder takes it for a file of the town.
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        new.chmod(target.stat().st_mode & 0o7777)
        if target.read_bytes() != before:
            raise ChangedMeanwhile(str(path))
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
