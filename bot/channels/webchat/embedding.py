"""The chat on pages of the town: the script they load, who may frame the chat, the town's colour and logo."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from aiohttp import web

from bot.channels.webchat.palette import OWN, style_sheet
from faq.entry import Town

LANGS: Final = ("de", "en")
_SCRIPT: Final = Path(__file__).parent / "pages" / "embed.js"
_MINUTES: Final = 5
_SUFFIXES: Final = {"image/png": "png", "image/svg+xml": "svg"}

# What embed.js says on the town's page; it fills in {n} itself.
BUTTON_TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "embed-open": (),
    "embed-close": (),
    "embed-frame": (),
    "embed-news-one": (),
    "embed-news-many": ("n",),
    "embed-silent": (),
    "embed-window": (),
}

Text = Callable[[str, str, Mapping[str, Any]], str]
"""The words of a key in a language, without marks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Dress:
    """Where a page finds the town's colour and logo, relative to the chat; empty when there is none."""

    sheet: str
    logo: str


def ancestors(town: Town) -> str:
    """The content of the policy's ``frame-ancestors``."""
    return " ".join(town.embed_origins) or "'none'"


class Embedding:
    """Serves what pages of the town need. It follows the town's files: everything is made anew when they change."""

    def __init__(self, town: Callable[[], Town], text: Text) -> None:
        self._town = town
        self._text = text
        self._source = _SCRIPT.read_text(encoding="utf-8").rstrip().rstrip(";")
        self._made_for: Town | None = None
        self._made = b""

    def dress(self) -> Dress:
        """What the pages are dressed in now."""
        look = self._town().look
        folder = f"look/{self._version()}"
        return Dress(
            sheet=f"{folder}/look.css" if look.colour else "",
            logo=f"{folder}/logo.{_SUFFIXES[look.logo.mime]}" if look.logo else "",
        )

    def script(self, request: web.Request) -> web.Response:
        """``embed.js`` with the town's words: until somebody opens the chat, the page loads nothing else of ours."""
        town = self._town()
        if town is not self._made_for:
            self._made, self._made_for = self._make(town), town
        etag = f'"{hashlib.sha256(self._made).hexdigest()[:16]}"'
        headers = {
            "Content-Type": "text/javascript; charset=utf-8",
            "Cache-Control": f"public, max-age={_MINUTES * 60}",
            "ETag": etag,
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "Access-Control-Allow-Origin": "*",
        }
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers=headers)
        return web.Response(body=self._made, headers=headers)

    def look(self, request: web.Request) -> web.Response:
        """The colour's style sheet or the logo. Under another version's name the newest is served."""
        look, name = self._town().look, request.match_info["name"]
        current = request.match_info["version"] == self._version()
        headers = {"Cache-Control": "public, max-age=31536000, immutable" if current else "no-cache"}
        if name == "look.css" and look.colour:
            headers["Content-Type"] = "text/css; charset=utf-8"
            return web.Response(text=style_sheet(look.colour), headers=headers)
        if look.logo and name == f"logo.{_SUFFIXES[look.logo.mime]}":
            headers["Content-Type"] = look.logo.mime
            # A drawing opened as a page of its own stays a drawing.
            headers["Content-Security-Policy"] = (
                "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox"
            )
            return web.Response(body=look.logo.content, headers=headers)
        raise web.HTTPNotFound

    def _version(self) -> str:
        look = self._town().look
        return hashlib.sha256(f"{look.colour}\0{look.logo.data if look.logo else ''}".encode()).hexdigest()[:12]

    def _make(self, town: Town) -> bytes:
        told = {
            "origins": town.embed_origins,
            "colour": town.look.colour or OWN,
            "texts": {
                lang: {
                    key: self._text(key, lang, {name: f"{{{name}}}" for name in names})
                    for key, names in BUTTON_TEXTS.items()
                }
                for lang in LANGS
            },
        }
        return f"{self._source}({json.dumps(told, ensure_ascii=False)});\n".encode()
