"""Forms about a citizen's conduct: mute, block, lift, and the second person's word on a long block."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Final

from aiohttp import hdrs, web

from handoff.acts import NotFound
from handoff.desk.asked import typed
from handoff.desk.casepage import case_page
from handoff.desk.deps import DEPS, DeskDeps
from handoff.desk.door import CASE, VISITOR, case_for, read_form
from handoff.desk.rendering import say_for
from handoff.enforcing import Enforced, Enforcing, Forbidden, awaits_second, department_of
from handoff.measure import Breach, Conduct, Measure, Refused
from handoff.wanted import Wanted

ACTS: Final = ("mute", "block", "lift", "second-yes", "second-no")
_HOURS: Final = {"hours": 1, "days": 24}
_MOST: Final = 10_000


def routes() -> list[web.RouteDef]:
    """Where the forms go."""
    return [web.post(f"{CASE}/{{does:{'|'.join(ACTS)}}}", measure, name="measure")]


def enforcing(deps: DeskDeps) -> Enforcing:
    """The acts about conduct, as the desk does them."""
    return Enforcing(deps.journal, deps.conduct_terms)


async def measure(request: web.Request) -> web.StreamResponse:
    """Do one act about the citizen of a case."""
    deps, visitor = request.app[DEPS], request[VISITOR]
    does, form = request.match_info["does"], await read_form(request)
    case = await case_for(
        deps, visitor, request.match_info["conversation"], receipt=form.get("receipt", ""), audited=True
    )
    if case is None:
        raise web.HTTPNotFound(text="case")
    conversation = case.snapshot.conversation
    # Whose matter it is now, not whose the case was: a closed one may be another department's past.
    department = await department_of(deps.journal, conversation, case.ticket.department)
    acts, which = enforcing(deps), form.get("measure", "")
    match does:
        case "mute" | "block":
            request_id = _request_id(visitor.login, conversation, does, form)
            wanted = wanted_in(form, Measure(does))
            result = (
                await acts.impose(conversation, visitor.record, department, wanted, request=request_id)
                if wanted is not None
                else Refused.NO_END
            )
        case "lift":
            result = await acts.lift(conversation, visitor.record, department, which)
        case "second-yes":
            result = await acts.confirm(conversation, visitor.record, department, which)
        case _:
            result = await acts.turn_down(conversation, visitor.record, department, which)
    status, text = outcome(request, does, result)
    if "application/json" in request.headers.get(hdrs.ACCEPT, ""):
        said = {200: "done", 422: "invalid"}.get(status, "taken")
        return web.json_response({"said": said, "text": text}, status=status)
    return await case_page(request, status=status, message=text, message_kind="done" if status == 200 else "invalid")


def wanted_in(form: dict[str, str], measure: Measure) -> Wanted | None:
    """The measure that a form asks for; None where it names no time or no rule."""
    n, unit, breach = form.get("n", "").strip(), form.get("unit", ""), form.get("breach", "")
    if not (n.isascii() and n.isdigit() and 0 < int(n[:6]) < _MOST) or unit not in _HOURS:
        return None
    if breach not in set(Breach):
        return None
    lasts = timedelta(hours=int(n[:6]) * _HOURS[unit])
    return Wanted(measure=measure, breach=Breach(breach), reason=typed(form.get("reason", "")), lasts=lasts)


def outcome(request: web.Request, does: str, result: Enforced) -> tuple[int, str]:
    """Status and sentence for what an act came to. Raises HTTPForbidden for what is not theirs to do."""
    say = say_for(request)
    match result:
        case Conduct():
            return 200, say(
                "conduct-done-proposed" if does == "block" and awaits_second(result) else f"conduct-done-{does}"
            )
        case Forbidden():
            raise web.HTTPForbidden(text="right")
        case Refused.NO_REASON | Refused.NO_END | Refused.TOO_LONG:
            return 422, say(f"conduct-not-{result.value.replace('_', '-')}")
        case Refused():
            return 409, say(f"conduct-not-{result.value.replace('_', '-')}")
        case NotFound():
            return 409, say("said-closed")


def _request_id(login: str, conversation: str, does: str, form: dict[str, str]) -> str:
    """The form's id and what it asks for: the same form sent twice is one act."""
    names = ("request", "n", "unit", "breach", "reason")
    fields = (login, conversation, does, *(form.get(name, "")[:1000] for name in names))
    return "desk:" + hashlib.sha256("\0".join(fields).encode("utf-8", "surrogatepass")).hexdigest()[:40]
