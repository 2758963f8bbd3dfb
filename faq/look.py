"""How a town's pages look: its colour and its logo. Pure."""

import base64
from dataclasses import dataclass
from typing import Final

PAPER: Final = "#eef2f4"
"""The darkest light ground on which the town's colour carries text."""


@dataclass(frozen=True, kw_only=True)
class Logo:
    """A picture that may be served. `data` is its content in base64."""

    mime: str
    data: str

    @property
    def content(self) -> bytes:
        """The picture itself."""
        return base64.b64decode(self.data)


@dataclass(frozen=True, kw_only=True)
class Look:
    """The town's colour as "#rrggbb", empty for the program's own, and its logo."""

    colour: str = ""
    logo: Logo | None = None
