"""Who is at which case, which citizens are there, and what is worth an alert: asked for by the open page."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from handoff.desk.attention import Attention, attention_of
from handoff.desk.choice import Choice, next_ones
from handoff.desk.deps import DEPS
from handoff.desk.door import require
from handoff.desk.listing import here_of
from handoff.desk.queue import open_cases
from handoff.desk.rendering import reading_for
from handoff.desk.state import Reading
from handoff.queueing import Case
from handoff.rights import Right
from handoff.ticket import Turn

NEWS: Final = 50


def routes() -> list[web.RouteDef]:
    """Where the page asks."""
    return [web.get("/fragment/whereabouts", show_whereabouts, name="fragment-whereabouts")]


async def show_whereabouts(request: web.Request) -> web.StreamResponse:
    """Of the cases that are the visitor's to see. ``news``: what was not there before is worth an alert."""
    visitor, journal, reading = (
        await require(request, Right.READ_CASES),
        request.app[DEPS].journal,
        reading_for(request),
    )
    cases = await open_cases(request)
    shown = {case.conversation for case in cases}
    names = {record.login: record.name for record in (await journal.staff()).values()}
    here = here_of(await journal.here(), names, visitor.login, reading)
    return web.json_response(
        {
            "here": {c: {"text": one.text, "writes": one.writes} for c, one in here.items() if c in shown},
            "reachable": sorted(await journal.reachable() & shown),
            "news": [*_news(cases, visitor.login, reading), *_for_leads(await attention_of(request), reading)],
        }
    )


def _news(cases: tuple[Case, ...], login: str, reading: Reading) -> list[dict[str, str]]:
    """What waits for anybody, and what waits for this member; a receipt number is all that is told."""
    waiting = sorted(next_ones(Choice(), cases, reading.now), key=lambda case: case.ticket.asked_at)[-NEWS:]
    mine = [c for c in cases if c.ticket.owner and c.ticket.owner.login == login and c.ticket.turn is Turn.OURS]
    return [
        {"key": f"new:{case.ticket.receipt}", "text": reading.say("alert-new", receipt=case.ticket.receipt)}
        for case in waiting
    ] + [
        {
            "key": f"answer:{case.ticket.receipt}:{case.ticket.turn_since.timestamp():.0f}",
            "text": reading.say("alert-answer", receipt=case.ticket.receipt),
        }
        for case in mine
    ]


def _for_leads(attention: Attention, reading: Reading) -> list[dict[str, str]]:
    """Threats and requests for review; without a word of either."""
    return [
        {"key": f"threat:{one.conversation}:{one.at.timestamp():.0f}", "text": reading.say("alert-threat")}
        for one in attention.threats
    ] + [
        {
            "key": f"review:{one.conversation}:{one.at.timestamp():.0f}",
            "text": reading.say("alert-review", receipt=one.conduct.review.id if one.conduct.review else ""),
        }
        for one in attention.reviews
    ]
