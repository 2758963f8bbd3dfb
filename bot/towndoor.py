"""A town's door in a server that runs already: shut until the town is open, then it leads to the town's pages."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from typing import Any, Final

from aiohttp import web
from aiohttp.typedefs import Handler
from aiohttp.web_urldispatcher import MatchInfoError, UrlMappingMatchInfo
from yarl import URL

AGAIN_SECONDS: Final = 10
STYLE: Final = "body{max-width:34rem;margin:12vh auto;padding:0 1.2rem;font:1.1rem/1.5 system-ui,sans-serif}"
_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'",
    "Retry-After": str(AGAIN_SECONDS),
    "X-Content-Type-Options": "nosniff",
}
SHUT: Final = f"""<!doctype html>
<html lang="de">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="{AGAIN_SECONDS}">
<meta name="color-scheme" content="light dark">
<title>Gleich wieder da</title>
<style>{STYLE}</style>
<h1>Gleich wieder da</h1>
<p>Diese Seite ist gerade nicht erreichbar. Sie lädt von selbst neu, sobald es weitergeht. Im Notfall: 112.</p>
<p lang="en">This page is not available at the moment. It reloads by itself. In an emergency call 112.</p>
</html>
"""


class TownDoor(web.AbstractResource):
    """All paths of a town below a prefix: "" or "/t/musterstadt"."""

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self._prefix = prefix
        self._town: web.Application | None = None

    def lead_to(self, town: web.Application) -> None:
        """Its pages, running; their paths are whole ones."""
        self._town = town

    async def resolve(self, request: web.Request) -> tuple[UrlMappingMatchInfo | None, set[str]]:
        """What answers this request."""
        if self._town is None:
            shut = web.HTTPServiceUnavailable(text=SHUT, content_type="text/html", headers=HEADERS)
            return MatchInfoError(shut), set()
        found = await self._town.router.resolve(request)
        found.add_app(self._town)
        return found, set()

    @property
    def canonical(self) -> str:
        """The prefix."""
        return self._prefix

    def add_prefix(self, prefix: str) -> None:
        """Not below another application."""
        raise NotImplementedError

    def url_for(self, **kwargs: str) -> URL:
        """Nobody asks for it by a name."""
        raise NotImplementedError

    def get_info(self) -> Any:
        """For whoever lists the routes."""
        return {"prefix": self._prefix}

    def raw_match(self, path: str) -> bool:  # noqa: ARG002
        """No route is added to it by its path."""
        return False

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[web.AbstractRoute]:
        return iter(())


class Towns:
    """The towns' pages within one server, each an application of its own behind its door."""

    def __init__(self, server: web.Application) -> None:
        self._server = server
        self._doors: dict[str, list[TownDoor]] = {}
        self._open: list[web.Application] = []
        server.on_shutdown.append(self._shut_down)
        server.on_cleanup.append(self._clean_up)
        server.middlewares.append(_first)

    def expect(self, town: str, *prefixes: str) -> None:
        """It has a door at each of these, shut at first. Before the server runs."""
        self._doors[town] = [TownDoor(prefix) for prefix in dict.fromkeys(prefixes)]
        for door in self._doors[town]:
            self._server.router.register_resource(door)

    async def let_in(self, town: str, pages: web.Application) -> None:
        """Open its doors."""
        pages.freeze()
        await pages.startup()
        self._open.append(pages)
        for door in self._doors[town]:
            door.lead_to(pages)

    async def _shut_down(self, _: web.Application) -> None:
        for pages in self._open:
            await pages.shutdown()

    async def _clean_up(self, _: web.Application) -> None:
        for pages in self._open:
            await pages.cleanup()


@web.middleware
async def _first(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Does nothing. aiohttp asks the middlewares of the pages below only where the server has one itself: without it
    the desk's gate would stand open.
    """
    return await handler(request)
