"""The page of what went wrong: not delivered, uncertain, held back, set aside, with what can be done about each."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import Final

from aiohttp import hdrs, web

from faq.richtext import Rich
from handoff.desk.deps import DEPS
from handoff.desk.door import Visitor, read_form, refuse, require
from handoff.desk.listing import cut
from handoff.desk.rendering import page, reading_for, say_for
from handoff.desk.state import Reading
from handoff.journal.mending import Parked, Trouble
from handoff.journal.records import Commit, State
from handoff.letter import rich_of
from handoff.rights import Right

EXCERPT: Final = 200
_SECTIONS: Final = (
    ("undelivered", (State.UNDELIVERABLE, State.DEAD)),
    ("uncertain", (State.UNCERTAIN,)),
    ("held", (State.HELD,)),
)


def routes() -> list[web.RouteDef]:
    """Where the page is, and where its forms go."""
    return [
        web.get("/trouble", show_trouble, name="trouble"),
        web.post(r"/delivery/{delivery:[A-Za-z0-9_.:-]{1,100}}/{does:retry|drop|handover}", mend, name="mend"),
        web.post(r"/parked/{does:retry|drop}", mend_parked, name="mend-parked"),
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A delivery as the page shows it. ``what`` says what became of it, ``to`` whom it was for.

    ``text`` is there for those who may read the case.
    """

    id: str
    receipt: str
    conversation: str
    department: str
    is_open: bool
    at: str
    iso: str
    channel: str
    to: str
    what: str
    text: str
    can_retry: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ParkedLine:
    """Something set aside as the page shows it."""

    id: str
    at: str
    iso: str
    reason: str
    raw: str
    can_retry: bool


async def show_trouble(request: web.Request) -> web.StreamResponse:
    """All lists."""
    visitor = await require(request, Right.MEND_DELIVERIES)
    return await _trouble_page(request, visitor, said=request.query.get("said", ""))


async def mend(request: web.Request) -> web.StreamResponse:
    """Send a delivery once more, give it up, or make it a person's concern."""
    deps, visitor = request.app[DEPS], await require(request, Right.MEND_DELIVERIES)
    form = await read_form(request)
    one = await deps.journal.delivery_in_trouble(request.match_info["delivery"])
    if one is None:
        return await _said(request, form, "gone")
    if not _theirs(visitor, one):
        await require(request, Right.MEND_DELIVERIES, one.department or "-")
        raise web.HTTPNotFound(text="case")
    asked = f"{visitor.login}:{form.get('request', '') or secrets.token_urlsafe(9)}"[:100]
    match request.match_info["does"]:
        case "retry":
            said: str = await deps.journal.retry_delivery(one.id, who=visitor.login, request=asked)
        case "drop":
            reason = " ".join(form.get("reason", "").split())[:200]
            said = await deps.journal.drop_delivery(one.id, who=visitor.login, reason=reason, request=asked)
        case _:
            said = await _hand_over(request, visitor, one, asked)
    return await _said(request, form, f"{request.match_info['does']}-done" if said == "done" else said)


async def mend_parked(request: web.Request) -> web.StreamResponse:
    """Try something set aside anew, or forget it."""
    deps = request.app[DEPS]
    visitor = await require(request, Right.MEND_DELIVERIES)
    if visitor.record.departments:
        await refuse(request, Right.MEND_DELIVERIES)
    form = await read_form(request)
    act = deps.journal.retry_parked if request.match_info["does"] == "retry" else deps.journal.drop_parked
    done = await act(form.get("id", "")[:200], who=visitor.login)
    return await _said(request, form, f"parked-{request.match_info['does']}-done" if done else "gone")


async def _hand_over(request: web.Request, visitor: Visitor, one: Trouble, asked: str) -> str:
    """The bot opens a handoff, as it does for what it could not read; the delivery is given up."""
    deps = request.app[DEPS]
    mail = json.dumps({"kind": "event_parked", "id": f"handover:{one.id}"})
    await deps.journal.commit(
        Commit(conversation=one.conversation, mail=(mail,), keep_timer=True, request=f"handover:{asked}")
    )
    return await deps.journal.drop_delivery(one.id, who=visitor.login, reason="handover", request=asked)


async def _said(request: web.Request, form: dict[str, str], said: str) -> web.StreamResponse:
    if "application/json" in request.headers.get(hdrs.ACCEPT, ""):
        return web.json_response({"said": said, "text": say_for(request)(f"mend-{said}")})
    conversation = form.get("case", "")
    back = (
        f"/case/{conversation}" if conversation.replace("-", "").replace("_", "").isalnum() else f"/trouble?said={said}"
    )
    raise web.HTTPSeeOther(request.app[DEPS].base + back)


async def _trouble_page(request: web.Request, visitor: Visitor, *, said: str) -> web.StreamResponse:
    deps, reading = request.app[DEPS], reading_for(request)
    found = [one for one in await deps.journal.trouble(visitor.record.departments or None) if _theirs(visitor, one)]
    parked = [] if visitor.record.departments else await deps.journal.parked()
    known = {
        "retry-done",
        "drop-done",
        "handover-done",
        "parked-retry-done",
        "parked-drop-done",
        "gone",
        "settled",
        "newer",
    }
    return page(
        request,
        "trouble.html",
        sections=[
            (name, [_line(one, visitor, reading) for one in found if one.state in states]) for name, states in _SECTIONS
        ],
        parked=[_parked_line(one, visitor, reading) for one in parked],
        shows_parked=not visitor.record.departments,
        said=f"mend-{said}" if said in known else "",
        request_id=secrets.token_urlsafe(12),
    )


def _theirs(visitor: Visitor, one: Trouble) -> bool:
    """Their departments'; what belongs to no department is for those who have all."""
    if one.department:
        return visitor.record.may(Right.MEND_DELIVERIES, one.department)
    return visitor.record.may(Right.MEND_DELIVERIES) and not visitor.record.departments


def _line(one: Trouble, visitor: Visitor, reading: Reading) -> Line:
    kind, _, whose = one.to.partition(":")
    rich = rich_of(one.body) if one.body else Rich(text="")
    reads = visitor.record.may(Right.READ_CASES, one.department)
    reason = reading.word("reason", one.reason) or reading.say("reason-unknown")
    return Line(
        id=one.id,
        receipt=one.receipt,
        conversation=one.conversation if one.receipt and reads else "",
        department=reading.department(one.department) if one.department else "",
        is_open=one.is_open,
        at=reading.moment(one.at),
        iso=one.at.isoformat(timespec="seconds"),
        channel=reading.word("channel", one.channel),
        to=reading.word("mend-to", kind) if kind != "staff" else f"{reading.word('mend-to', kind)}: {whose}",
        what=reading.say(f"fate-{one.state.value}", at=reading.moment(one.at), reason=reason),
        text=cut(rich.text, EXCERPT) if reads else "",
        can_retry=one.body is not None,
    )


def _parked_line(one: Parked, visitor: Visitor, reading: Reading) -> ParkedLine:
    return ParkedLine(
        id=one.id,
        at=reading.moment(one.at),
        iso=one.at.isoformat(timespec="seconds"),
        reason=reading.word("parked", one.reason.replace(" ", "-")),
        raw=cut(one.raw, 4 * EXCERPT) if visitor.record.may(Right.READ_CASES) else "",
        can_retry=bool(one.conversation),
    )
