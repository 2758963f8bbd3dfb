"""The files of a town as the desk writes them: seen, changed, checked as a whole, put in place."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from faq.canned import FILE as CANNED_FILE
from faq.entry import Release
from faq.errors import FilesBroken, Problem
from faq.files import load
from faq.folder import Folder, read_folder
from faq.rewriting import rewritten
from faq.safefile import ChangedMeanwhile, replace_content
from faq.yamlfile import Document, Plain, parse

_MARK = b"\xef\xbb\xbf"
_PARTS = ("*.yaml", "faq/*.yaml", "*.ics", "*.png", "*.svg", "*.PNG", "*.SVG")


OPTIONAL: Final = frozenset({CANNED_FILE})
"""Files with items that a town may do without; one is made with its first item."""


class NotWritable(Exception):
    """The folder cannot be written from here: it is kept read-only."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A file as somebody saw it: `hash` names its bytes, so that a change in between is noticed.

    A file that a town may do without, and that is not there, is one without items.
    """

    document: Document
    hash: str


def written(folder: Path) -> Folder:
    """What stands in the folder; read again only when a file of it, or the day, has changed."""
    files = sorted(path for part in _PARTS for path in folder.glob(part))
    try:
        stats = [(path, path.stat()) for path in files]
    except FileNotFoundError:  # one has just gone
        return read_folder(folder)
    marks = tuple((str(path), stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns) for path, stat in stats)
    return _read(folder, marks, datetime.now(UTC).date())


@lru_cache(maxsize=4)
def _read(folder: Path, _marks: tuple[tuple[str | int, ...], ...], _day: date) -> Folder:
    return read_folder(folder)


def look(folder: Path, file: str) -> Seen:
    """A file of the folder. Raises FilesBroken, OSError."""
    return _seen(file, _bytes(folder, file))


def tried(folder: Path, file: str, text: str) -> Release:
    """The release with drafts that the folder would make with this text; without the file when there is none.

    Raises FilesBroken, OSError.
    """
    with tempfile.TemporaryDirectory(prefix="buergerdraht-edit-") as name:
        copy = Path(name)
        (copy / "faq").mkdir()
        for path in (one for part in _PARTS for one in folder.glob(part)):
            shutil.copyfile(path, copy / path.relative_to(folder))
        (copy / file).unlink(missing_ok=True)
        if text:
            (copy / file).write_bytes(text.encode())
        found = read_folder(copy)
        if found.errors:
            raise FilesBroken(found.errors)
        return load(copy, drafts=True)


def changed(seen: Seen, data: Plain) -> str:
    """The text of a file that says `data`; empty when nothing is left to say. Raises FilesBroken."""
    if not data:
        return ""
    text = rewritten(seen.document, data)
    if isinstance(text, Problem):
        raise FilesBroken([text])
    return text


def save(folder: Path, file: str, data: Plain, *, seen: str) -> str:
    """Let a file say `data`, if it is still as it was `seen`, and if the folder is sound then; the file's new hash.

    A file that has no items left goes, and one comes with its first. Raises ChangedMeanwhile, FilesBroken,
    NotWritable; then nothing was written.
    """
    before = _bytes(folder, file)
    if _hash(before) != seen:
        raise ChangedMeanwhile(file)
    text = changed(_seen(file, before), data)
    tried(folder, file, text)
    after = ((_MARK if before and before.startswith(_MARK) else b"") + text.encode()) if text else None
    try:
        replace_content(folder / file, before, after)
    except OSError as error:
        raise NotWritable(file) from error
    return _hash(after)


def _bytes(folder: Path, file: str) -> bytes | None:
    try:
        return (folder / file).read_bytes()
    except FileNotFoundError:
        if file in OPTIONAL:
            return None
        raise


def _seen(file: str, raw: bytes | None) -> Seen:
    document = parse((raw or b"").removeprefix(_MARK).decode("utf-8", "replace"), file)
    if isinstance(document, Problem):
        raise FilesBroken([document])
    return Seen(document=document, hash=_hash(raw))


def _hash(raw: bytes | None) -> str:
    return hashlib.sha256(raw or b"").hexdigest()[:16]
