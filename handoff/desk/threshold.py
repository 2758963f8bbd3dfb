"""What all ways in have in common: the brake on guessing, forms before log-in, and the session at the end."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from typing import Any, Final

from aiohttp import hdrs, web

from handoff.audit import Action, row
from handoff.desk.agents import agent_of
from handoff.desk.deps import DEPS, DeskDeps
from handoff.desk.door import (
    FORM,
    SESSION,
    cookie_name,
    csrf_of,
    drop_cookie,
    new_secret,
    session_hash,
    set_cookie,
)
from handoff.desk.passwords import LONGEST, SHORTEST, PasswordCheck
from handoff.desk.rendering import page
from handoff.journal.sessions import How
from handoff.staff import StaffRecord

PASSWORDS: Final = web.AppKey("desk passwords", PasswordCheck)
HALFWAY: Final = "bd-desk-half"
"""The cookie of whoever gave a password and owes the code."""
HALFWAY_FOR: Final = timedelta(minutes=5)
_NEXT: Final = re.compile(r"/case/[A-Za-z0-9_-]{1,64}")


async def may_try(request: web.Request, login: str) -> bool:
    """Count an attempt to prove who one is, and brake it; the same for logins that do not exist."""
    deps = request.app[DEPS]
    limits, journal = deps.limits, deps.journal
    by_remote = await journal.count_attempt(f"desk remote {deps.remote(request)}", limits.window)
    by_login = await journal.count_attempt(f"desk login {login}", limits.window) if login else 0
    if by_remote > limits.by_remote or by_login > limits.by_login:
        return False
    if by_login > limits.free:
        await asyncio.sleep(min(limits.longest_delay, limits.delay * 2.0 ** (by_login - limits.free - 1)))
    return True


async def let_in(request: web.Request, record: StaffRecord, path: str, how: How) -> web.StreamResponse:
    """Open the session; where the account has a second factor, ask for that first. ``path``: where to go then."""
    deps = request.app[DEPS]
    if how == "provider" or not await deps.journal.second_factor(record.login):
        return await open_session(request, record, path, how)
    secret = new_secret()
    await deps.journal.keep_pending(
        session_hash(secret), {"for": "code", "login": record.login, "next": path, "how": how}, HALFWAY_FOR
    )
    response = to(f"{deps.base}/login/code")
    set_cookie(response, deps, HALFWAY, secret, strict=True)
    return response


async def open_session(request: web.Request, record: StaffRecord, path: str, how: How) -> web.StreamResponse:
    """Let somebody in who has proved who they are."""
    deps = request.app[DEPS]
    secret = new_secret()
    await deps.journal.open_session(
        session_hash(secret),
        record.login,
        idle=deps.limits.idle,
        absolute=deps.limits.absolute,
        how=how,
        agent=agent_of(request.headers.get(hdrs.USER_AGENT, "")),
    )
    await deps.journal.audit(row(record.login, Action.LOGIN))
    response = to(deps.base + path)
    # Lax: a link to a case in the staff group must find its reader logged in. Changes are guarded by origin and token.
    set_cookie(response, deps, SESSION, secret, strict=False)
    drop_cookie(response, deps, FORM)
    drop_cookie(response, deps, HALFWAY)
    return response


def login_page(request: web.Request, *, problem: str = "", status: int = 200, login: str = "") -> web.StreamResponse:
    """The log-in form, with what went wrong."""
    deps = request.app[DEPS]
    return form_page(
        request,
        "login.html",
        problem=problem,
        status=status,
        login=login,
        next=next_of(request.query.get("next", "")),
        local=deps.local_login,
        provider=deps.provider.registered.label if deps.provider else "",
    )


def form_page(
    request: web.Request, template: str, *, problem: str = "", status: int = 200, **values: Any
) -> web.StreamResponse:
    """A page with a form for somebody who is not logged in."""
    deps = request.app[DEPS]
    secret = request.cookies.get(cookie_name(deps, FORM), "") or new_secret()
    response = page(
        request,
        template,
        status=status,
        problem=problem,
        csrf=csrf_of(secret),
        shortest=SHORTEST,
        longest=LONGEST,
        **values,
    )
    set_cookie(response, deps, FORM, secret, strict=True)
    if status == web.HTTPTooManyRequests.status_code:
        response.headers[hdrs.RETRY_AFTER] = str(int(deps.limits.window.total_seconds()))
    return response


def to(path: str) -> web.Response:
    """Send the browser on."""
    return web.Response(status=web.HTTPSeeOther.status_code, headers={hdrs.LOCATION: path})


def next_of(path: str) -> str:
    """Where somebody wanted to go, if it is a page of ours."""
    return path if _NEXT.fullmatch(path) else ""


def password_problem(form: dict[str, str]) -> str:
    """Why the new password of a form cannot be taken: a text's key; empty when it can."""
    password = form.get("password", "")
    if not SHORTEST <= len(password) <= LONGEST:
        return "password-length"
    return "" if password == form.get("again", "") else "password-again"


def forget_halfway(response: web.StreamResponse, deps: DeskDeps) -> None:
    """The second step is over, one way or another."""
    drop_cookie(response, deps, HALFWAY)
