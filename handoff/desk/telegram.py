"""A member's link to Telegram, and for leads the staff's group there: a part of the page of one's own account."""

from __future__ import annotations

from typing import Any, Final

from aiohttp import web

from handoff.audit import Action, row
from handoff.desk.deps import DEPS
from handoff.desk.door import VISITOR
from handoff.desk.rendering import reading_for
from handoff.journal.pairings import Code
from handoff.rights import Right

_WRITTEN: Final = {
    "code": Action.TELEGRAM_CODE,
    "unlink": Action.TELEGRAM_UNLINK,
    "group-code": Action.TELEGRAM_GROUP_CODE,
    "group-unpair": Action.TELEGRAM_UNPAIR,
}
DOES: Final = tuple(_WRITTEN)


async def change(request: web.Request, does: str) -> dict[str, Any]:
    """Make a code, or take a link back; what the page then shows.

    A code is shown once, in the answer itself: only its hash is kept. Raises HTTPForbidden.
    """
    deps, visitor = request.app[DEPS], request[VISITOR]
    journal = deps.journal
    if does.startswith("group") and not visitor.record.may(Right.PAIR_GROUP):
        await journal.audit(row(visitor.login, Action.REFUSED, what=does, via="desk"))
        raise web.HTTPForbidden(text="form")
    code = group_code = None
    done = True
    match does:
        case "code":
            code = await journal.make_code("account", visitor.login)
        case "group-code":
            group_code = await journal.make_code("group", visitor.login)
        case "unlink":
            done = await journal.unlink(visitor.login)
        case _:
            done = await journal.unpair()
    if done:
        await journal.audit(row(visitor.login, _WRITTEN[does]))
    values = await telegram_values(request, code=code, group_code=group_code)
    return values | {"telegram_message": "" if code or group_code else f"telegram-done-{does}"}


async def telegram_values(
    request: web.Request, *, code: Code | None = None, group_code: Code | None = None
) -> dict[str, Any]:
    """What `telegram_parts.html` shows."""
    deps, visitor = request.app[DEPS], request[VISITOR]
    reading = reading_for(request)
    link, group = await deps.journal.link_of(visitor.login), await deps.journal.group()
    known = await deps.journal.staff()
    fresh = code or group_code
    return {
        "telegram": deps.telegram,
        "telegram_message": "",
        "linked": reading.moment(link.at) if link else "",
        "group": reading.moment(group.at) if group else "",
        "group_by": (known[group.by].name if group.by in known else group.by) if group else "",
        "group_away": reading.word("away", group.away) if group else "",
        "code": code.text if code else "",
        "group_code": group_code.text if group_code else "",
        "code_ends": reading.moment(fresh.ends) if fresh else "",
    }
