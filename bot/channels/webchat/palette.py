"""The chat's colours in light and dark, made of the town's one. Pure."""

from __future__ import annotations

from typing import Final

from faq.colour import READABLE, WHITE, contrast, darker, lighter, mix

OWN: Final = "#0b5f72"
"""The program's own colour, for a town that names none."""
_SURFACE_DARK: Final = "#171e26"  # as in chat.css
_RAISED_DARK: Final = "#212b35"
_CLEAR: Final = 7.0  # on dark, as clear as the program's own colour
_SEEN: Final = 1.6  # of a bubble on its ground: its words carry the meaning
_WASHES: Final = (0.24, 0.2, 0.16, 0.12, 0.08, 0.04)


def light(colour: str) -> dict[str, str]:
    """The variables of the style sheet that follow the colour, in light."""
    return {
        "accent": colour,
        "accent-ink": WHITE,
        "accent-wash": _wash(colour, WHITE, start=2),
        "own": colour,
        "own-ink": WHITE,
    }


def dark(colour: str) -> dict[str, str]:
    """The same in dark."""
    bright = lighter(colour, _RAISED_DARK, _CLEAR)
    return {
        "accent": bright,
        "accent-ink": darker(colour, bright, _CLEAR),
        "accent-wash": _wash(bright, _SURFACE_DARK),
        "own": lighter(colour, _SURFACE_DARK, _SEEN),
        "own-ink": WHITE,
    }


def style_sheet(colour: str) -> str:
    """What goes on top of the chat's own style sheet."""
    return f":root{{{_rules(light(colour))}}}\n@media (prefers-color-scheme:dark){{:root{{{_rules(dark(colour))}}}}}\n"


def _wash(colour: str, ground: str, start: int = 0) -> str:
    """A breath of the colour on a ground, thin enough for the colour to read on it."""
    washes = (mix(colour, ground, share) for share in _WASHES[start:])
    return next((wash for wash in washes if contrast(colour, wash) >= READABLE), ground)


def _rules(variables: dict[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in variables.items())
