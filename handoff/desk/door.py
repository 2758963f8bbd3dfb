"""The one door of the desk: who is in, whether a request is really theirs, and which cases they may see."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from typing import Final, NoReturn

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from handoff.asking import sees
from handoff.audit import ONCE_AN_HOUR, Action, row
from handoff.desk.deps import DEPS, DeskDeps
from handoff.desk.reminders import REMINDERS, reminders_for
from handoff.journal.records import Snapshot
from handoff.journal.sessions import How
from handoff.rights import Right
from handoff.staff import StaffRecord
from handoff.ticket import Ticket

CONVERSATION: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
CASE: Final = f"/case/{{conversation:{CONVERSATION.pattern}}}"
"""The path of a case."""
SESSION: Final = "bd-desk"
FORM: Final = "bd-desk-form"
OPEN_TO_ALL: Final = (
    *("login", "code", "link", "invite", "setup", "static"),
    *("provider-go", "provider-back", "provider-out"),
)
BEFORE_SECOND_FACTOR: Final = ("second-factor", "logout")
"""What is open to somebody who must set up a second factor first."""
BEFORE_RULES: Final = (*BEFORE_SECOND_FACTOR, "second-factor-off", "rules", "device")
"""What is open to somebody who has not acknowledged the internal rules as they are now."""
QUIET: Final = ("fragment", "live", "file")
"""What the names of routes begin with that the page asks for by itself: that is no activity."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Visitor:
    """Who is in, and how they came. ``session`` is the hash the journal knows, ``csrf`` what their forms carry."""

    record: StaffRecord
    session: str
    csrf: str
    how: How = "password"

    @property
    def login(self) -> str:
        """The account's unique name."""
        return self.record.login

    def may(self, right: str, department: str = "") -> bool:
        """Whether they have a right (by its name, for templates), and have it in this department."""
        return self.record.may(Right(right), department)


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenCase:
    """A case that a member (``record``) may see. ``current``: its ticket is the conversation's present one.

    ``last``: number of the last row that belongs to it, where it is not.
    """

    record: StaffRecord
    snapshot: Snapshot
    ticket: Ticket
    current: bool
    last: int | None = None


VISITOR: Final = web.RequestKey("desk visitor", Visitor)


def session_hash(secret: str) -> str:
    """What the journal knows of a session's secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def csrf_of(secret: str) -> str:
    """The token that forms carry, made from a cookie's secret so that it needs no store."""
    return hmac.new(secret.encode("utf-8", "surrogatepass"), b"desk form", hashlib.sha256).hexdigest()


def new_secret() -> str:
    """32 random bytes, for a cookie."""
    return secrets.token_urlsafe(32)


def cookie_name(deps: DeskDeps, name: str) -> str:
    """The cookie's name: its town's own, and bound to host and https where there is https."""
    own = f"{name}-{deps.town_id}" if deps.town_id else name
    return f"__Host-{own}" if deps.secure else own


def set_cookie(response: web.StreamResponse, deps: DeskDeps, name: str, value: str, *, strict: bool) -> None:
    """Set a cookie that no script reads and that ends with the browser."""
    response.set_cookie(
        cookie_name(deps, name),
        value,
        httponly=True,
        secure=deps.secure,
        samesite="Strict" if strict else "Lax",
        path="/",
    )


def drop_cookie(response: web.StreamResponse, deps: DeskDeps, name: str) -> None:
    """Take a cookie back."""
    response.del_cookie(cookie_name(deps, name), path="/", secure=deps.secure, httponly=True, samesite="Lax")


async def visitor_of(request: web.Request, *, touch: bool) -> Visitor | None:
    """Who sent this, by its session; None when it has none, it has ended, or the account is disabled."""
    deps = request.app[DEPS]
    secret = request.cookies.get(cookie_name(deps, SESSION), "")
    if not secret:
        return None
    session = session_hash(secret)
    found = await deps.journal.session_now(session, touch=touch)
    record = await deps.journal.account(found.login) if found is not None else None
    if found is None or record is None:
        return None
    if record.disabled:
        await deps.journal.end_session(session)
        return None
    return Visitor(record=record, session=session, csrf=csrf_of(secret), how=found.how)


async def require(request: web.Request, right: Right, department: str = "") -> Visitor:
    """Who sent this, if they have the right. Raises HTTPForbidden, and writes that down."""
    visitor = request[VISITOR]
    if not visitor.record.may(right, department):
        await refuse(request, right, department)
    return visitor


async def require_any(request: web.Request, *rights: Right) -> Visitor:
    """Who sent this, if they have one of the rights. Raises HTTPForbidden, and writes that down."""
    visitor = request[VISITOR]
    return visitor if any(visitor.record.may(right) for right in rights) else await require(request, rights[0])


async def refuse(request: web.Request, right: Right, department: str = "") -> NoReturn:
    """Write down that somebody asked for what they may not, and raise HTTPForbidden."""
    await note_refusal(request, right, department)
    raise web.HTTPForbidden(text="right")


async def note_refusal(request: web.Request, right: Right, department: str = "") -> None:
    """Write down that somebody asked for what they may not."""
    told = row(request[VISITOR].login, Action.REFUSED, what=right.value, department=department, via="desk")
    await request.app[DEPS].journal.audit(told)


async def case_for(
    deps: DeskDeps, visitor: Visitor, conversation: str, *, receipt: str = "", audited: bool = True
) -> OpenCase | None:
    """The case a member may see: the conversation's present one, or the closed one of a receipt.

    None: there is no such case, or its department is not theirs; the two cannot be told apart.
    """
    snapshot = await deps.journal.snapshot(conversation)
    if snapshot is None:
        return None
    ticket = snapshot.ticket
    current = ticket is not None and receipt in ("", ticket.receipt)
    if not current and receipt:
        found = await deps.journal.handoff(receipt)
        ticket = found[1] if found is not None and found[0] == conversation else None
    elif not current:
        ticket = next(reversed(await deps.journal.handoffs(conversation)), None)
    if ticket is None:
        return None
    if not sees(visitor.record, ticket):
        if audited:
            await deps.journal.audit(
                row(visitor.login, Action.REFUSED, what="read", receipt=ticket.receipt, via="desk")
            )
        return None
    last = None if current else await deps.journal.last_row(ticket)
    return OpenCase(record=visitor.record, snapshot=snapshot, ticket=ticket, current=current, last=last)


async def note_reading(deps: DeskDeps, visitor: Visitor, ticket: Ticket, *, file: str = "") -> None:
    """Write down that somebody reads a case that is not theirs, once an hour each; ``file``: which one of its files."""
    if ticket.owner is not None and ticket.owner.login == visitor.login:
        return
    action = Action.READ_FILE if file else Action.READ
    told = row(visitor.login, action, receipt=ticket.receipt, file=file)
    await deps.journal.audit(told, once=f"{action}:{visitor.login}:{ticket.receipt}:{file}", within=ONCE_AN_HOUR)


@web.middleware
async def gate(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let nobody in without a session, and nothing change that does not come from our own page."""
    deps = request.app[DEPS]
    route = request.match_info.route.name or ""
    if route != "static" and deps.unencrypted(request):
        raise web.HTTPForbidden(text="https")
    if (request.method == hdrs.METH_POST or route == "live") and not _own_page(request, deps):
        raise web.HTTPForbidden(text="origin")
    if route in OPEN_TO_ALL:
        return await handler(request)
    visitor = await visitor_of(request, touch=not route.startswith(QUIET))
    if visitor is None:
        raise _to_login(request, deps)
    request[VISITOR] = visitor
    if request.method == hdrs.METH_POST and not await _carries(request, visitor.csrf):
        raise web.HTTPForbidden(text="form")
    if route not in BEFORE_SECOND_FACTOR and await _lacks_second_factor(deps, visitor):
        raise web.HTTPSeeOther(f"{deps.base}/account/second-factor")
    if route not in BEFORE_RULES and await _owes_rules(deps, visitor):
        raise web.HTTPSeeOther(f"{deps.base}/account/rules")
    if not route.startswith(QUIET):
        request[REMINDERS] = await reminders_for(deps, visitor.record)
    return await handler(request)


async def form_secret_fits(request: web.Request) -> bool:
    """Whether a form sent before log-in carries the token of its own browser's cookie."""
    secret = request.cookies.get(cookie_name(request.app[DEPS], FORM), "")
    return bool(secret) and await _carries(request, csrf_of(secret))


async def read_form(request: web.Request) -> dict[str, str]:
    """The text fields of a form, one of each name. Raises HTTPBadRequest when it cannot be read."""
    try:
        async with asyncio.timeout(30):
            fields = await request.post()
    except (ValueError, LookupError, TimeoutError):
        raise web.HTTPBadRequest(text="form") from None
    return {name: value for name, value in fields.items() if isinstance(value, str)}


async def _carries(request: web.Request, csrf: str) -> bool:
    given = request.headers.get("X-CSRF-Token") or (await read_form(request)).get("csrf", "")
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), csrf.encode())


async def _lacks_second_factor(deps: DeskDeps, visitor: Visitor) -> bool:
    if visitor.how == "provider" or deps.second_factor_for.isdisjoint(visitor.record.acts_as):
        return False
    return not await deps.journal.second_factor(visitor.login)


async def _owes_rules(deps: DeskDeps, visitor: Visitor) -> bool:
    rules = deps.staff_rules()
    if rules is None:
        return False
    accepted = await deps.journal.accepted_rules(visitor.login)
    return accepted is None or accepted.version != rules.version


def _own_page(request: web.Request, deps: DeskDeps) -> bool:
    return deps.allows(request.headers.get(hdrs.ORIGIN, ""), request.host)


def _to_login(request: web.Request, deps: DeskDeps) -> web.HTTPException:
    if request.method != hdrs.METH_GET or (request.match_info.route.name or "").startswith(
        ("fragment", "live", "file")
    ):
        return web.HTTPUnauthorized(text="login")
    conversation = request.match_info.get("conversation", "")
    after = f"?next=/case/{conversation}" if conversation else ""
    return web.HTTPSeeOther(f"{deps.base}/login{after}")
