"""What a file is, by its content, and whether a town takes it. Pure: bytes in, a judgement out.

Names and types that a sender claims decide nothing. What comes out of ``examine`` is what is stored: pictures without
their metadata and without anything behind their end.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

from handoff.files.documents import BrokenDocument, HugeDocument, document_in
from handoff.files.pictures import BrokenPicture, Picture, Position, picture_in
from handoff.files.plaintext import is_plain

Why = Literal["type", "large", "pixels", "broken", "infected", "full", "away"]
"""Why a file is not taken: kind, size in bytes, size in pixels, damaged, harmful, no room left, no disk or scanner."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FileKind:
    """A kind of file. ``endings``: those a name may have; the first one is given where a name has none of them."""

    id: str
    mime: str
    endings: tuple[str, ...]


def _kind(name: str, mime: str, *endings: str) -> FileKind:
    return FileKind(id=name, mime=mime, endings=endings)


_ODF: Final = "application/vnd.oasis.opendocument"
_OOXML: Final = "application/vnd.openxmlformats-officedocument"
KINDS: Final = {
    kind.id: kind
    for kind in (
        _kind("jpeg", "image/jpeg", "jpg", "jpeg", "jpe", "jfif"),
        _kind("png", "image/png", "png"),
        _kind("webp", "image/webp", "webp"),
        _kind("pdf", "application/pdf", "pdf"),
        _kind("odt", f"{_ODF}.text", "odt"),
        _kind("ods", f"{_ODF}.spreadsheet", "ods"),
        _kind("odp", f"{_ODF}.presentation", "odp"),
        _kind("docx", f"{_OOXML}.wordprocessingml.document", "docx"),
        _kind("xlsx", f"{_OOXML}.spreadsheetml.sheet", "xlsx"),
        _kind("pptx", f"{_OOXML}.presentationml.presentation", "pptx"),
        _kind("txt", "text/plain", "txt", "csv", "md", "log", "ics", "vcf"),
    )
}
ARCHIVE: Final = _kind("zip", "application/zip", "zip")
"""What the program makes itself; taken from nobody."""
_BY_ENDING: Final = {ending: kind for kind in (*KINDS.values(), ARCHIVE) for ending in kind.endings}
_REF: Final = re.compile(rf"[A-Za-z0-9_-]{{32}}\.({'|'.join(sorted({k.endings[0] for k in _BY_ENDING.values()}))})")
_UNSAFE: Final = re.compile(
    r'[\x00-\x1f\x7f-\x9f"\\/:*?<>|\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+'
)
LONGEST_NAME: Final = 120


@dataclass(frozen=True, kw_only=True, slots=True)
class Sound:
    """A file that may be kept: its kind and the bytes to keep. ``position``: where a picture was taken, if it told."""

    kind: FileKind
    data: bytes
    position: Position | None = None
    width: int = 0
    height: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Refused:
    """A file that is not taken."""

    why: Why


def examine(data: bytes, *, allowed: Collection[str], pixels: int) -> Sound | Refused:
    """What the bytes are. ``allowed``: ids of the kinds taken; ``pixels``: the most a picture may have."""
    try:
        if (picture := picture_in(data)) is not None:
            return _picture(picture, allowed, pixels)
        known = "pdf" if data.startswith(b"%PDF-") else document_in(data)
    except (BrokenPicture, BrokenDocument):
        return Refused(why="broken")
    except HugeDocument:
        return Refused(why="large")
    if known is None and is_plain(data):
        known = "txt"
    if known is None or known not in allowed:
        return Refused(why="type" if data else "broken")
    return Sound(kind=KINDS[known], data=data)


def _picture(picture: Picture, allowed: Collection[str], pixels: int) -> Sound | Refused:
    if picture.kind not in allowed:
        return Refused(why="type")
    if picture.width * picture.height > pixels:
        return Refused(why="pixels")
    return Sound(
        kind=KINDS[picture.kind],
        data=picture.data,
        position=picture.position,
        width=picture.width,
        height=picture.height,
    )


def is_ref(text: str) -> bool:
    """Whether this names a stored file: 32 random characters and the ending of its kind."""
    return _REF.fullmatch(text) is not None


def kind_of_ref(ref: str) -> FileKind:
    """The kind of a stored file, by its name."""
    return _BY_ENDING[ref.rsplit(".", 1)[1]]


def is_picture(mime: str) -> bool:
    """Whether a browser may show a file of this type: one of the pictures that are taken."""
    return mime in {"image/jpeg", "image/png", "image/webp"}


def plain_name(name: str) -> str:
    """A name without a path and anything that misleads; it may be empty."""
    return _UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" ._")[:LONGEST_NAME]


def safe_name(name: str, kind: FileKind) -> str:
    """The name as it is stored and shown: no path, nothing that misleads, and an ending that tells the truth.

    Empty stays empty: a photo needs no name.
    """
    stem, dot, ending = name.strip().rpartition(".")
    if not dot or ending.lower() not in kind.endings:
        stem, ending = name, kind.endings[0]
    plain = plain_name(stem)
    return f"{plain[: LONGEST_NAME - len(ending) - 1]}.{ending}" if plain else ""
