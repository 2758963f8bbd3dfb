"""The calls that staff have to make: a list, and what came of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from handoff.audit import Action, row
from handoff.callback import Callback, Outcome, ended, not_reached
from handoff.desk.deps import DEPS, DeskDeps
from handoff.desk.door import Visitor, read_form, require
from handoff.desk.rendering import page, reading_for
from handoff.desk.state import Reading
from handoff.rights import Right


def routes() -> list[web.RouteDef]:
    """Where the list is, and where its forms go."""
    return [
        web.get("/callbacks", show_callbacks, name="callbacks"),
        web.post(r"/callback/{conversation:[A-Za-z0-9_-]{1,64}}/{does:done|missed|drop}", act, name="callback"),
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """A call as staff see it."""

    conversation: str
    receipt: str
    department: str
    phone: str
    when: str
    language: str
    at: str
    iso: str
    tried: str
    outcome: str


async def show_callbacks(request: web.Request) -> web.StreamResponse:
    """The calls of the own departments: to be made first, oldest first; then those made."""
    visitor = await require(request, Right.WORK_CASES)
    reading = reading_for(request)
    found = await _theirs(request.app[DEPS], visitor)
    return page(
        request,
        "callbacks.html",
        calls=[call_of(one, reading) for one in found if one.outcome is None],
        made=[call_of(one, reading) for one in reversed(found) if one.outcome is not None],
    )


async def act(request: web.Request) -> web.StreamResponse:
    """Say what came of a call, or erase the number."""
    deps = request.app[DEPS]
    conversation, does = request.match_info["conversation"], request.match_info["does"]
    callback = await deps.journal.callback(conversation)
    visitor = await require(request, Right.WORK_CASES, callback.department if callback else "")
    if callback is not None:
        now = datetime.now(UTC)
        match does:
            case "done":
                await deps.journal.put_callback(ended(callback, Outcome.DONE, visitor.record.name, now), only_kept=True)
            case "missed":
                await deps.journal.put_callback(not_reached(callback, visitor.record.name, now), only_kept=True)
            case _:
                await deps.journal.drop_callback(conversation)
        await deps.journal.audit(row(visitor.login, Action(f"callback_{does}"), receipt=callback.receipt))
    form = await read_form(request)
    raise web.HTTPSeeOther(deps.base + (f"/case/{conversation}" if form.get("from") == "case" else "/callbacks"))


def call_of(callback: Callback, reading: Reading) -> Call:
    """A call in words."""
    tried = ""
    if callback.tries and callback.tried_at is not None and callback.outcome is None:
        tried = reading.say("call-tried", n=callback.tries, at=reading.moment(callback.tried_at), name=callback.by)
    outcome = ""
    if callback.outcome is not None and callback.tried_at is not None:
        outcome = reading.say("call-done-at", at=reading.moment(callback.tried_at), name=callback.by)
    return Call(
        conversation=callback.conversation,
        receipt=callback.receipt,
        department=reading.department(callback.department),
        phone=callback.phone,
        when=reading.word("call-when", callback.when),
        language=reading.word("lang", callback.lang),
        at=reading.moment(callback.at),
        iso=callback.at.isoformat(timespec="seconds"),
        tried=tried,
        outcome=outcome,
    )


async def call_values(deps: DeskDeps, conversation: str, receipt: str, reading: Reading) -> dict[str, Any]:
    """What the page of a case shows of it."""
    callback = await deps.journal.callback(conversation)
    return {"call": call_of(callback, reading) if callback is not None and callback.receipt == receipt else None}


async def _theirs(deps: DeskDeps, visitor: Visitor) -> Sequence[Callback]:
    return [one for one in await deps.journal.callbacks() if visitor.record.may(Right.WORK_CASES, one.department)]
