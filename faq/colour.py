"""Colours as "#rrggbb": how well one reads on another, and a stronger one where it does not. Pure."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls
from typing import Final

WHITE: Final = "#ffffff"
BLACK: Final = "#000000"
READABLE: Final = 4.5
"""The contrast that text needs (WCAG 2.2, level AA)."""
_HEX: Final = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_STEPS: Final = 100


def as_colour(text: str) -> str | None:
    """The colour written as #rgb or #rrggbb, in any case; None when it is none."""
    lower = text.strip().lower()
    if not _HEX.fullmatch(lower):
        return None
    return lower if len(lower) == 7 else "#" + "".join(2 * digit for digit in lower[1:])


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """A colour between two; ``share`` (0 to 1) is that of the first."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def lighter(colour: str, on: str, least: float) -> str:
    """The colour in its own tone, made lighter until it has that contrast on another; white when nothing less has."""
    return _moved(colour, 1.0, on, least)


def darker(colour: str, on: str, least: float) -> str:
    """The same towards black."""
    return _moved(colour, 0.0, on, least)


def _moved(colour: str, end: float, on: str, least: float) -> str:
    hue, start, saturation = rgb_to_hls(*(part / 255 for part in _parts(colour)))
    for step in range(_STEPS + 1):
        lightness = start + (end - start) * step / _STEPS
        moved = "#" + "".join(f"{round(part * 255):02x}" for part in hls_to_rgb(hue, lightness, saturation))
        if contrast(moved, on) >= least:
            return moved
    return WHITE if end else BLACK


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
