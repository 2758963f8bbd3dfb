"""JPEG, PNG and WebP: size in pixels, position, and the picture without its metadata. Pure.

Segments are copied or left out, nothing is decoded: the picture itself stays as it is, bit by bit, and no decoder meets
hostile bytes here. What is not known to be part of the picture is left out, and so is everything behind its end.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from typing import Final

from handoff.files.exif import HEADER, Exif, Position, read_exif, turned

__all__ = ["BrokenPicture", "Picture", "Position", "picture_in"]

_MARKER: Final = re.compile(rb"\xff+[\x01-\xcf\xd8-\xfe]", re.DOTALL)  # within a scan: neither stuffing nor restart
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_TABLES: Final = frozenset({0xC4, 0xCC, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF})
_PNG_PARTS: Final = frozenset(
    {
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"),
        *(b"acTL", b"fcTL", b"fdAT", b"cICP"),
    }
)
_WEBP_PARTS: Final = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_METADATA: Final = 0x08 | 0x04  # flags that announce Exif and XMP


class BrokenPicture(Exception):
    """It begins as a picture and is none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A picture. ``kind`` is an id of ``handoff.files.kinds``, ``data`` the picture without metadata."""

    kind: str
    width: int
    height: int
    data: bytes
    position: Position | None = None


def picture_in(data: bytes) -> Picture | None:
    """The picture that the bytes are, or None. Raises BrokenPicture."""
    try:
        if data.startswith(b"\xff\xd8\xff"):
            picture = _jpeg(data)
        elif data.startswith(b"\x89PNG\r\n\x1a\n"):
            picture = _png(data)
        elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            picture = _webp(data)
        else:
            return None
    except (struct.error, IndexError):
        raise BrokenPicture from None
    if not picture.width or not picture.height:
        raise BrokenPicture
    return picture


def _jpeg(data: bytes) -> Picture:
    kept = [b"\xff\xd8"]
    exif = Exif()
    width = height = 0
    at = 2
    while True:
        if data[at] != 0xFF:
            raise BrokenPicture
        while data[at] == 0xFF:
            at += 1
        marker = data[at]
        at += 1
        if marker == 0xD9:
            break
        if marker in _ALONE:
            continue
        (length,) = struct.unpack_from(">H", data, at)
        if length < 2 or at + length > len(data):
            raise BrokenPicture
        body = data[at + 2 : at + length]
        at += length
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", body, 1)
        if marker == 0xE1 and body.startswith(HEADER):
            exif = read_exif(body[len(HEADER) :])
            if exif.orientation != 1:
                kept.append(_segment(0xE1, turned(exif.orientation)))
        elif _belongs(marker, body):
            kept.append(_segment(marker, body))
        if marker == 0xDA:
            end = _MARKER.search(data, at)
            kept.append(data[at : end.start() if end else len(data)])
            if end is None:  # cut off while it was carried; what is there can be seen
                break
            at = end.start()
    return Picture(kind="jpeg", width=width, height=height, data=b"".join((*kept, b"\xff\xd9")), position=exif.position)


def _belongs(marker: int, body: bytes) -> bool:
    """Whether a JPEG's segment is needed to show it: tables, frames, scans, colours."""
    if marker in _FRAMES or marker in _TABLES or marker == 0xDA:
        return True
    wanted = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}.get(marker)
    return wanted is not None and body.startswith(wanted)


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def _png(data: bytes) -> Picture:
    kept = [data[:8]]
    position: Position | None = None
    width = height = 0
    at = 8
    while True:
        length, name = struct.unpack_from(">I4s", data, at)
        whole = data[at : at + 12 + length]
        if len(whole) < 12 + length:
            raise BrokenPicture
        if at == 8:
            if name != b"IHDR":
                raise BrokenPicture
            width, height = struct.unpack_from(">II", whole, 8)
        if name == b"eXIf":
            position = read_exif(whole[8:-4]).position
        if name in _PNG_PARTS:
            kept.append(whole)
        at += len(whole)
        if name == b"IEND":
            return Picture(kind="png", width=width, height=height, data=b"".join(kept), position=position)


def _webp(data: bytes) -> Picture:
    end = min(len(data), 8 + struct.unpack_from("<I", data, 4)[0])
    kept: list[bytes] = []
    position: Position | None = None
    size: tuple[int, int] | None = None
    at = 12
    while at + 8 <= end:
        name, length = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + length]
        if len(body) < length:
            raise BrokenPicture
        at += 8 + length + length % 2
        if name == b"EXIF":
            position = read_exif(body.removeprefix(HEADER)).position
        if name == b"VP8X":
            body = bytes((body[0] & ~_WEBP_METADATA,)) + body[1:]
        if name in _WEBP_PARTS:
            size = size or _webp_size(name, body)
            kept.append(struct.pack("<4sI", name, length) + body + b"\x00" * (length % 2))
    content = b"WEBP" + b"".join(kept)
    width, height = size or (0, 0)
    whole = b"RIFF" + struct.pack("<I", len(content)) + content
    return Picture(kind="webp", width=width, height=height, data=whole, position=position)


def _webp_size(name: bytes, body: bytes) -> tuple[int, int] | None:
    match name:
        case b"VP8X":
            return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
        case b"VP8 ":
            if body[3:6] != b"\x9d\x01\x2a":
                raise BrokenPicture
            width, height = struct.unpack_from("<HH", body, 6)
            return width & 0x3FFF, height & 0x3FFF
        case b"VP8L":
            if body[0] != 0x2F:
                raise BrokenPicture
            (bits,) = struct.unpack_from("<I", body, 1)
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
        case _:
            return None
