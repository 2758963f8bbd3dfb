"""How much waits for a member in the areas of the navigation, seen on every page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler

from handoff.desk.attention import Badge, badge_of
from handoff.desk.deps import DEPS
from handoff.desk.door import QUIET, VISITOR
from handoff.desk.reminders import REMINDERS, reminders_for

FRESHENED: Final = ("fragment-list", "fragment-nav", "fragment-case")
"""The parts that bring a page's navigation up to date."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Waits:
    """``badge`` stands beside the navigation; ``in_area``: how many by the id of the area where they are seen to."""

    badge: Badge = field(default_factory=Badge)
    in_area: Counter[str] = field(default_factory=Counter)


WAITS: Final = web.RequestKey("desk what waits", Waits)


@web.middleware
async def count_what_waits(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Count before a page with a navigation is made."""
    route = request.match_info.route.name or ""
    if VISITOR in request and (route in FRESHENED or not route.startswith(QUIET)):
        record, badge = request[VISITOR].record, await badge_of(request)
        reminders = request.get(REMINDERS) or await reminders_for(request.app[DEPS], record)
        in_area = Counter(reviews=badge.threats + badge.reviews, approvals=reminders.waiting)
        request[WAITS] = Waits(badge=badge, in_area=in_area)
    return await handler(request)
