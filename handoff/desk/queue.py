"""The queue: the list of cases, the parts of it that are fetched anew, and the next one."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any, Final

from aiohttp import web

from handoff.asking import sees
from handoff.desk.alike import LOOKED_AT, alike_of
from handoff.desk.areas import home_of
from handoff.desk.choice import FILTERS, Choice, choice_of, counts_of, next_ones, pick
from handoff.desk.deps import DEPS
from handoff.desk.door import VISITOR, read_form, require
from handoff.desk.listing import Around, asks_in, away_of, here_of, items_of, seen_by
from handoff.desk.rendering import page, reading_for
from handoff.queueing import Case
from handoff.rights import Right
from handoff.ticket import Done, Kind

AT_ONCE: Final = 100
LOOKED_THROUGH: Final = 500
"""Closed cases that are looked at for one page when the list is narrowed; then one asks for more."""
ONE_FORM: Final = timedelta(minutes=10)
"""A form of the page that is sent again within this time is the same click."""


def routes() -> list[web.RouteDef]:
    """Where the queue is."""
    return [
        web.get("", show_list, name="list"),
        web.get("/", show_list),
        web.get("/fragment/list", list_parts, name="fragment-list"),
        web.get("/fragment/nav", nav_parts, name="fragment-nav"),
        web.post("/next", take_next, name="next"),
    ]


async def show_list(request: web.Request) -> web.StreamResponse:
    """The list of cases."""
    visitor, deps = request[VISITOR], request.app[DEPS]
    if not visitor.may(Right.READ_CASES):
        raise web.HTTPSeeOther(deps.base + home_of(visitor.record, files=deps.editing is not None))
    cursor = await deps.journal.feed_end()  # first: what changes while we read is told again
    return page(request, "list.html", cursor=cursor, said=request.query.get("said", ""), **await list_values(request))


async def list_parts(request: web.Request) -> web.StreamResponse:
    """The list alone."""
    await require(request, Right.READ_CASES)
    opened, receipt = request.query.get("open", ""), request.query.get("receipt", "")
    return page(request, "list_parts.html", open=opened, receipt=receipt, **await list_values(request))


async def nav_parts(request: web.Request) -> web.StreamResponse:
    """How many cases wait."""
    await require(request, Right.READ_CASES)
    return page(request, "nav_parts.html", waiting=await waiting_now(request))


async def take_next(request: web.Request) -> web.StreamResponse:
    """Claim the next waiting case of the choice and open it; who loses a race gets the one after."""
    visitor = await require(request, Right.WORK_CASES)
    deps = request.app[DEPS]
    form = await read_form(request)
    choice = choice_of(form)
    query, request_id = choice.to().query, form.get("request", "")[:64]
    cases = await open_cases(request)
    if await deps.journal.count_attempt(f"next:{visitor.login}:{request_id}", ONE_FORM) > 1:
        # The same form again, by a second click: it has taken its case.
        raise web.HTTPSeeOther(deps.base + _last_taken(visitor.login, cases, query))
    for case in next_ones(choice, cases, reading_for(request).now):
        if not visitor.may(Right.WORK_CASES, case.ticket.department):
            continue
        once = hashlib.sha256(f"{request_id}\0{case.conversation}".encode("utf-8", "surrogatepass")).hexdigest()
        result = await deps.acts.claim(case.conversation, visitor.record.staff, request=f"next:{visitor.login}:{once}")
        if isinstance(result, Done):
            raise web.HTTPSeeOther(f"{deps.base}/case/{case.conversation}?{query}")
    raise web.HTTPSeeOther(f"{deps.base}?{query}&said=none")


async def list_values(request: web.Request) -> dict[str, Any]:
    """What the list shows, on its own page and beside a case."""
    deps, visitor, reading = request.app[DEPS], request[VISITOR], reading_for(request)
    choice = choice_of(request.query)
    cases = await open_cases(request)
    if choice.show == "closed":
        shown, more, following = await _closed(request, choice)
    else:
        chosen = pick(choice, visitor.login, cases, reading.now)
        following = choice.skip + AT_ONCE
        shown, more = chosen[choice.skip : following], max(0, len(chosen) - following)
    staff = await deps.journal.staff()
    alike = alike_of(waiting_of(cases, request)) if visitor.may(Right.WORK_CASES) else {}
    around = Around(
        asks=asks_in(shown, visitor.record, reading),
        read=await deps.journal.read(visitor.login, [case.conversation for case in shown]),
        here=here_of(await deps.journal.here(), {r.login: r.name for r in staff.values()}, visitor.login, reading),
        reachable=await deps.journal.reachable(),
        away=away_of(await deps.journal.who_is_away(), reading),
        alike={conversation: len(others) for conversation, others in alike.items()},
    )
    return {
        "items": items_of(shown, visitor.login, reading, around),
        "choice": choice,
        "chosen": choice.show,
        "filters": FILTERS,
        "counts": counts_of(choice, visitor.login, cases),
        "narrowing": _narrowing(request, choice, cases),
        "more": more,
        "following": choice.to(skip=following),
        "next": len(next_ones(choice, cases, reading.now)),
        "next_request": secrets.token_urlsafe(12),
        "waiting": _waiting(request, cases),
        "vanished": [receipt for receipt, _ in await deps.journal.vanished(visitor.login, reading.now)],
    }


async def open_cases(request: web.Request) -> tuple[Case, ...]:
    """The open cases that the visitor may see, by their place in the queue."""
    return seen_by(request[VISITOR].record, await request.app[DEPS].cases.now())


async def waiting_now(request: web.Request) -> int:
    """How many cases wait for anybody in the visitor's departments."""
    return _waiting(request, await open_cases(request))


def waiting_of(cases: tuple[Case, ...], request: web.Request) -> list[Case]:
    """Those that may be taken, as many as are compared with each other."""
    return next_ones(Choice(), cases, reading_for(request).now)[:LOOKED_AT]


async def _closed(request: web.Request, choice: Choice) -> tuple[list[Case], int, int]:
    """A page of closed cases, whether there are more (1 or 0), and how many were looked at up to its end."""
    deps, record = request.app[DEPS], request[VISITOR].record
    at, shown = choice.skip, list[Case]()
    while at - choice.skip < LOOKED_THROUGH:
        tickets = await deps.journal.closed_tickets(AT_ONCE, skip=at)
        for conversation, ticket in tickets:
            if len(shown) == AT_ONCE:
                return shown, 1, at
            at += 1
            if sees(record, ticket) and choice.fits(ticket):
                shown.append(Case(conversation=conversation, ticket=ticket))
        if len(tickets) < AT_ONCE:
            return shown, 0, at
    return shown, 1, at


def _narrowing(request: web.Request, choice: Choice, cases: tuple[Case, ...]) -> dict[str, list[tuple[str, str]]]:
    """What the list can be narrowed to: value and name by field; what is chosen is always among them."""
    record, reading = request[VISITOR].record, reading_for(request)
    departments = [d.id for d in reading.departments if record.sees(d.id)]
    languages = sorted({case.ticket.lang for case in cases} | ({choice.language} - {""}))
    return {
        "department": [(name, reading.department(name)) for name in departments],
        "language": [(lang, reading.word("lang", lang)) for lang in languages],
        "kind": [(kind.value, reading.word("kind", kind)) for kind in Kind],
    }


def _last_taken(login: str, cases: tuple[Case, ...], query: str) -> str:
    """Where the case is that this member claimed last; the list, when they have none."""
    mine = [(c.ticket.claimed_at, c.conversation) for c in cases if c.ticket.owner and c.ticket.owner.login == login]
    taken = max(((at, conversation) for at, conversation in mine if at is not None), default=None)
    return f"/case/{taken[1]}?{query}" if taken else f"?{query}"


def _waiting(request: web.Request, cases: tuple[Case, ...]) -> int:
    return counts_of(Choice(), request[VISITOR].login, cases)["waiting"]
