"""The two things worth knowing of a picture's Exif data: how it is turned, and where it was taken. Pure."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

HEADER: Final = b"Exif\x00\x00"
_ORIENTATION: Final = 0x0112
_GPS: Final = 0x8825
_LATITUDE: Final = (1, 2)  # tags of the hemisphere and of the degrees
_LONGITUDE: Final = (3, 4)
_MOST_ENTRIES: Final = 512


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """Degrees, north and east positive."""

    latitude: float
    longitude: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Exif:
    """``orientation``: 1 to 8, 1 is upright."""

    orientation: int = 1
    position: Position | None = None


class _Tiff:
    """A TIFF structure; reading outside it raises struct.error."""

    def __init__(self, data: bytes) -> None:
        order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(data[:4])
        if order is None:
            raise struct.error
        self._data, self._order = data, order

    def read(self, form: str, at: int) -> tuple[int, ...]:
        if at < 0:
            raise struct.error
        values: tuple[int, ...] = struct.unpack_from(self._order + form, self._data, at)
        return values

    def entries(self, at: int) -> dict[int, int]:
        """Tag -> where its entry begins."""
        (count,) = self.read("H", at)
        if count > _MOST_ENTRIES:
            raise struct.error
        starts = range(at + 2, at + 2 + 12 * count, 12)
        return {self.read("H", start)[0]: start for start in starts}

    def degrees(self, entries: dict[int, int], tags: tuple[int, int]) -> float | None:
        if not all(tag in entries for tag in tags):
            return None
        hemisphere = chr(self.read("B", entries[tags[0]] + 8)[0])
        kind, count = self.read("HI", entries[tags[1]] + 2)
        if kind != 5 or count != 3:
            return None
        parts = self.read("6I", self.read("I", entries[tags[1]] + 8)[0])
        if 0 in parts[1::2]:
            return None
        whole, minutes, seconds = (parts[i] / parts[i + 1] for i in (0, 2, 4))
        value = whole + minutes / 60 + seconds / 3600
        return -value if hemisphere in {"S", "W"} else value


def read_exif(data: bytes) -> Exif:
    """What Exif data (without ``HEADER``) tell; nothing where they cannot be read."""
    orientation, position = 1, None
    try:
        tiff = _Tiff(data)
        first = tiff.entries(tiff.read("I", 4)[0])
        if _ORIENTATION in first:
            found = tiff.read("H", first[_ORIENTATION] + 8)[0]
            orientation = found if 1 <= found <= 8 else 1
        if _GPS in first:
            gps = tiff.entries(tiff.read("I", first[_GPS] + 8)[0])
            position = _position(tiff.degrees(gps, _LATITUDE), tiff.degrees(gps, _LONGITUDE))
    except struct.error:
        pass
    return Exif(orientation=orientation, position=position)


def _position(latitude: float | None, longitude: float | None) -> Position | None:
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    if latitude == 0 and longitude == 0:  # what cameras write that do not know
        return None
    return Position(latitude=round(latitude, 6), longitude=round(longitude, 6))


def turned(orientation: int) -> bytes:
    """Exif data (with ``HEADER``) that say nothing but how the picture is turned."""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, orientation, 0)
    return HEADER + b"MM\x00*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
