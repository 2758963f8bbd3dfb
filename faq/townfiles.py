"""The files of a town as the desk writes them: seen, changed, checked as a whole, put in place."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from faq.entry import Release
from faq.errors import FilesBroken, Problem
from faq.files import load
from faq.folder import read_folder
from faq.rewriting import rewritten
from faq.safefile import ChangedMeanwhile, replace_content
from faq.yamlfile import Document, Plain, parse

_MARK = b"\xef\xbb\xbf"
_PARTS = ("*.yaml", "faq/*.yaml", "*.ics", "*.png", "*.svg", "*.PNG", "*.SVG")


class NotWritable(Exception):
    """The folder cannot be written from here: it is kept read-only."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A file as somebody saw it: `hash` names its bytes, so that a change in between is noticed."""

    document: Document
    hash: str


def look(folder: Path, file: str) -> Seen:
    """A file of the folder. Raises FilesBroken, OSError."""
    raw = (folder / file).read_bytes()
    document = parse(raw.removeprefix(_MARK).decode("utf-8", "replace"), file)
    if isinstance(document, Problem):
        raise FilesBroken([document])
    return Seen(document=document, hash=_hash(raw))


def tried(folder: Path, file: str, text: str) -> Release:
    """The release with drafts that the folder would make with this text. Raises FilesBroken, OSError."""
    with tempfile.TemporaryDirectory(prefix="buergerdraht-edit-") as name:
        copy = Path(name)
        (copy / "faq").mkdir()
        for path in (one for part in _PARTS for one in folder.glob(part)):
            shutil.copyfile(path, copy / path.relative_to(folder))
        (copy / file).write_bytes(text.encode())
        found = read_folder(copy)
        if found.errors:
            raise FilesBroken(found.errors)
        return load(copy, drafts=True)


def changed(seen: Seen, data: Plain) -> str:
    """The text of a file that says `data`. Raises FilesBroken."""
    text = rewritten(seen.document, data)
    if isinstance(text, Problem):
        raise FilesBroken([text])
    return text


def save(folder: Path, file: str, data: Plain, *, seen: str) -> str:
    """Let a file say `data`, if it is still as it was `seen`, and if the folder is sound then; the file's new hash.

    Raises ChangedMeanwhile, FilesBroken, NotWritable; then nothing was written.
    """
    before = (folder / file).read_bytes()
    if _hash(before) != seen:
        raise ChangedMeanwhile(file)
    text = changed(look(folder, file), data)
    tried(folder, file, text)
    after = (_MARK if before.startswith(_MARK) else b"") + text.encode()
    try:
        replace_content(folder / file, before, after)
    except OSError as error:
        raise NotWritable(file) from error
    return _hash(after)


def _hash(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:16]
