"""The queue: the list of cases, and the parts of it that are fetched anew."""

from __future__ import annotations

from typing import Any, Final

from aiohttp import web

from handoff.desk.areas import home_of
from handoff.desk.deps import DEPS
from handoff.desk.door import VISITOR
from handoff.desk.listing import FILTERS, Pairs, counts_of, filter_of, items_of, pick, seen_by
from handoff.desk.rendering import page, reading_for
from handoff.rights import Right

CLOSED_SHOWN: Final = 50


def routes() -> list[web.RouteDef]:
    """Where the queue is."""
    return [
        web.get("", show_list, name="list"),
        web.get("/", show_list),
        web.get("/fragment/list", list_parts, name="fragment-list"),
        web.get("/fragment/nav", nav_parts, name="fragment-nav"),
    ]


async def show_list(request: web.Request) -> web.StreamResponse:
    """The list of cases."""
    visitor = request[VISITOR]
    if not visitor.may(Right.READ_CASES):
        raise web.HTTPSeeOther(request.app[DEPS].base + home_of(visitor.record))
    cursor = await request.app[DEPS].journal.feed_end()  # first: what changes while we read is told again
    return page(request, "list.html", cursor=cursor, **await list_values(request))


async def list_parts(request: web.Request) -> web.StreamResponse:
    """The list alone."""
    return page(request, "list_parts.html", open=request.query.get("open", ""), **await list_values(request))


async def nav_parts(request: web.Request) -> web.StreamResponse:
    """How many cases wait."""
    return page(request, "nav_parts.html", waiting=_waiting(request, await _opened(request)))


async def list_values(request: web.Request) -> dict[str, Any]:
    """What the list shows, on its own page and beside a case."""
    deps, visitor = request.app[DEPS], request[VISITOR]
    chosen = filter_of(request.query.get("show", ""))
    opened = await _opened(request)
    closed = seen_by(visitor.record, await deps.journal.closed_tickets(CLOSED_SHOWN)) if chosen == "closed" else []
    pairs = pick(chosen, visitor.login, opened, closed)
    return {
        "items": items_of(pairs, visitor.login, reading_for(request)),
        "chosen": chosen,
        "filters": FILTERS,
        "counts": counts_of(visitor.login, opened),
        "waiting": _waiting(request, opened),
    }


async def _opened(request: web.Request) -> Pairs:
    return seen_by(request[VISITOR].record, await request.app[DEPS].journal.tickets())


def _waiting(request: web.Request, opened: Pairs) -> int:
    return counts_of(request[VISITOR].login, opened)["waiting"]
