"""Search and history: cases by words, receipt, date and what else narrows a list. A plain form, no script needed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from aiohttp import web

from handoff.audit import Action, row
from handoff.desk.deps import DEPS
from handoff.desk.door import Visitor, require
from handoff.desk.listing import Around, Item, items_of
from handoff.desk.rendering import page, reading_for
from handoff.queueing import Case
from handoff.rights import Right
from handoff.search import Query
from handoff.ticket import End, Kind

LONGEST: Final = 200
STATES: Final = ("open", "closed")
_CURSOR: Final = re.compile(r"[oc]\d{1,9}")


def routes() -> list[web.RouteDef]:
    """Where the search is."""
    return [web.get("/search", show_search, name="search")]


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """One case found: the list's item, and the words around what was looked for."""

    item: Item
    snippet: tuple[tuple[str, bool], ...]


async def show_search(request: web.Request) -> web.StreamResponse:
    """The form, and what was found."""
    deps = request.app[DEPS]
    visitor = await require(request, Right.READ_CASES)
    reading = reading_for(request)
    asked = {name: value.strip()[:LONGEST] for name, value in request.query.items()}
    query, wrong = query_of(asked, visitor)
    values: dict[str, Any] = {
        "results": [],
        "further": "",
        "whole": True,
        "searched": bool(request.query) and not wrong,
    }
    if values["searched"]:
        cursor = asked.get("cursor", "")
        found = await deps.journal.search(query, cursor=cursor if _CURSOR.fullmatch(cursor) else "")
        cases = [Case(conversation=one.conversation, ticket=one.ticket) for one in found.cases]
        items = items_of(cases, visitor.login, reading, Around())
        values |= {
            "results": [
                # A piece of a sentence may be a piece of a threat.
                Result(item=i, snippet=((reading.say("threat-masked"), False),) if i.threat else f.snippet)
                for i, f in zip(items, found.cases, strict=True)
            ],
            "further": urlencode({**asked, "cursor": found.cursor}) if found.cursor else "",
            "whole": found.whole,
        }
        await deps.journal.audit(row(visitor.login, Action.SEARCH, count=len(found.cases)))
    return page(
        request,
        "search.html",
        asked=asked,
        wrong=wrong,
        departments=[(d.id, reading.department(d.id)) for d in reading.departments if visitor.record.serves(d.id)],
        kinds=[(kind.value, reading.word("kind", kind)) for kind in Kind],
        ends=[(end.value, reading.word("end", end)) for end in End],
        channels=[(name, reading.word("channel", name)) for name in ("telegram", "web")],
        states=STATES,
        **values,
    )


def query_of(asked: Mapping[str, str], visitor: Visitor) -> tuple[Query, str]:
    """What a form asks for, within what the member may see; and the text that says what is wrong with it."""
    own = visitor.record.departments
    department = asked.get("department", "")
    departments: tuple[str, ...] | None = own or None
    if department:
        departments = (department,) if visitor.record.serves(department) else ()
    days: dict[str, date | None] = {}
    for name in ("since", "until"):
        try:
            days[name] = date.fromisoformat(asked[name]) if asked.get(name) else None
        except ValueError:
            return Query(departments=departments), "search-date-wrong"
    since, until = days["since"], days["until"]
    if since and until and since > until:
        return Query(departments=departments), "search-dates-swapped"
    state = asked.get("state", "")
    query = Query(
        text=asked.get("q", ""),
        departments=departments,
        state=state if state in STATES else "",
        kind=asked.get("kind", ""),
        channel=asked.get("channel", ""),
        end=asked.get("end", ""),
        owner=visitor.login if asked.get("mine") else asked.get("owner", ""),
        tag=asked.get("tag", ""),
        since=since,
        until=until,
    )
    return query, "search-too-general" if query.is_too_general else ""
