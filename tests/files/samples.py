"""Small true files of every kind, and some that are not what they seem."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from pathlib import Path

from handoff.files.kinds import KINDS
from handoff.files.store import Files, Rules, Scanner

JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5a"
    "YVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAAR"
    "CAAIAAwDASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAMF/8QAIhAAAQEGBwAAAAAAAAAAAAAAABUBBAUREjETISIyMzVS/8QAFQEB"
    "AQAAAAAAAAAAAAAAAAAABAX/xAAXEQEBAQEAAAAAAAAAAAAAAAABABEC/9oADAMBAAIRAxEAPwCMLQEF8Uex14HJ5ZTbLdO5hgDQyjvWhf/Z"
)
"""12 x 8 pixels, as a browser draws them."""
WEBP = base64.b64decode(
    "UklGRmIAAABXRUJQVlA4IFYAAABQAgCdASoMAAgAAoBCJbACdLoAEg3LFyZWOngA/tKmwu8vKkx8Od3cbvam8oBB+py/yNt0rEGm5fXoizzD"
    "/xJ1YzwwQpC1f+HkkLAKjwjow5WrfAAAAA=="
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"
TEXT = "Grüße aus der Ringstraße\n".encode()
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
EICAR = base64.b64decode("WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJVUy1URVNULUZJTEUhJEgrSCo=")
"""The harmless string that every scanner calls harmful; kept encoded, so that scanners let this file be."""


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 12, height: int = 8, *more: bytes, claims: tuple[int, int] | None = None) -> bytes:
    """A grey picture with ``more`` chunks before its content; ``claims`` to be of another size."""
    lines = zlib.compress((b"\0" + b"\x99\x99\x99" * width) * height)
    head = struct.pack(">IIBBBBB", *(claims or (width, height)), 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(more) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def exif(
    *, latitude: float | None = None, longitude: float | None = None, orientation: int = 1, order: str = ">"
) -> bytes:
    """Exif data of a camera, without a header: a maker, how it was held, and where it was."""
    maker = b"Kamera 3000\0"
    has_place = latitude is not None and longitude is not None
    count = 3 if has_place else 2
    body_at = 8 + 2 + 12 * count + 4
    entries = [struct.pack(order + "HHII", 0x010F, 2, len(maker), body_at)]
    entries.append(struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0))
    tail = maker
    if has_place:
        gps_at = body_at + len(maker)
        entries.append(struct.pack(order + "HHII", 0x8825, 4, 1, gps_at))
        tail += _gps(latitude or 0.0, longitude or 0.0, gps_at, order)
    head = (b"MM\0*" if order == ">" else b"II*\0") + struct.pack(order + "I", 8)
    return head + struct.pack(order + "H", count) + b"".join(entries) + struct.pack(order + "I", 0) + tail


def _gps(latitude: float, longitude: float, at: int, order: str) -> bytes:
    values_at = at + 2 + 12 * 4 + 4
    entries, values = b"", b""
    for tag, number, signs in ((1, latitude, "NS"), (3, longitude, "EW")):
        sign = signs[number < 0].encode()
        entries += struct.pack(order + "HHI4s", tag, 2, 2, sign)
        entries += struct.pack(order + "HHII", tag + 1, 5, 3, values_at + len(values))
        values += struct.pack(order + "6I", int(abs(number)), 1, 0, 1, round(abs(number) % 1 * 3_600_000), 1000)
    return struct.pack(order + "H", 4) + entries + struct.pack(order + "I", 0) + values


def jpeg(*segments: tuple[int, bytes], behind: bytes = b"") -> bytes:
    """The picture with segments (marker, content) at its beginning and bytes behind its end."""
    added = b"".join(bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body for marker, body in segments)
    return JPEG[:2] + added + JPEG[2:] + behind


def camera_jpeg(**place: float) -> bytes:
    """As a telephone takes it: Exif, XMP, a comment, and a second picture behind the end."""
    return jpeg(
        (0xE1, b"Exif\0\0" + exif(orientation=6, **place)),  # type: ignore[arg-type]
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Erika</x:xmpmeta>"),
        (0xFE, b"geheim"),
        behind=JPEG + b"Anhang",
    )


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    """The picture with more chunks, announced as Exif and XMP."""
    extended = struct.pack("<4sI", b"VP8X", 10) + bytes((0x0C, 0, 0, 0)) + b"\x0b\0\0\x07\0\0"
    more = b"".join(struct.pack("<4sI", name, len(body)) + body + b"\0" * (len(body) % 2) for name, body in chunks)
    content = b"WEBP" + extended + WEBP[12:] + more
    return b"RIFF" + struct.pack("<I", len(content)) + content


def container(*parts: tuple[str, bytes], stored: bool = False) -> bytes:
    """A ZIP file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts:
            zipped.writestr(name, content)
    return out.getvalue()


def docx(*more: tuple[str, bytes]) -> bytes:
    """A word processor's document."""
    return container(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w:document/>" * 50), *more)


def xlsx() -> bytes:
    """A spreadsheet."""
    return container(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>"))


def odt(*more: tuple[str, bytes]) -> bytes:
    """An open document."""
    return container(
        ("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<office/>"), *more, stored=True
    )


def bomb(megabytes: int = 400) -> bytes:
    """A document of some kilobytes that unpacks to a lot."""
    return docx(*((f"word/media/{i}.xml", b"\0" * (40 << 20)) for i in range(megabytes // 40)))


def files_at(
    folder: Path,
    scanner: Scanner | None = None,
    *,
    size: int = 10 << 20,
    quota: int = 1 << 30,
    pixels: int = 64_000_000,
    kinds: tuple[str, ...] = tuple(KINDS),
) -> Files:
    """Stored files in a folder."""
    return Files(folder, lambda: Rules(kinds=kinds, size=size, quota=quota, pixels=pixels), scanner)
