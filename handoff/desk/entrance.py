"""Logging in and out: password, one-time link, sessions, and the brake on guessing."""

from __future__ import annotations

import asyncio
import re
from typing import Final

from aiohttp import hdrs, web

from handoff.desk.deps import DEPS, DeskDeps
from handoff.desk.door import (
    FORM,
    SESSION,
    VISITOR,
    cookie_name,
    csrf_of,
    drop_cookie,
    form_secret_fits,
    new_secret,
    read_form,
    session_hash,
    set_cookie,
    visitor_of,
)
from handoff.desk.passwords import PasswordCheck
from handoff.desk.rendering import page
from handoff.staff import StaffRecord

PASSWORDS: Final = web.AppKey("desk passwords", PasswordCheck)
_NEXT: Final = re.compile(r"/case/[A-Za-z0-9_-]{1,64}")


def routes() -> list[web.RouteDef]:
    """Where one comes in and goes out."""
    link = r"/link/{token:[A-Za-z0-9_-]{1,100}}"
    return [
        web.get("/login", show_login, name="login"),
        web.post("/login", log_in, name="login"),
        web.get(link, show_link, name="link"),
        web.post(link, use_link, name="link"),
        web.post("/logout", log_out, name="logout"),
    ]


async def show_login(request: web.Request) -> web.StreamResponse:
    """The log-in form."""
    if await visitor_of(request, touch=False) is not None:
        raise web.HTTPSeeOther(request.app[DEPS].base)
    return _login_page(request)


async def log_in(request: web.Request) -> web.StreamResponse:
    """Check name and password."""
    deps = request.app[DEPS]
    form = await read_form(request)
    if not await form_secret_fits(request):
        return _login_page(request, problem="login-again", status=403)
    login = form.get("login", "").strip()[:100]
    if not await _may_try(request, deps, login):
        return _login_page(request, problem="login-too-often", status=429, login=login)
    record = (await deps.journal.staff()).get(login)
    known = record is not None and not record.disabled
    password_hash = record.password_hash if record is not None and known else ""
    if not await request.app[PASSWORDS].fits(password_hash, form.get("password", "")) or record is None:
        if record is not None:
            await deps.journal.audit({"who": login, "action": "login_refused"})
        return _login_page(request, problem="login-wrong", status=403, login=login)
    return await _welcome(deps, record, _next_of(form.get("next", "")))


async def show_link(request: web.Request) -> web.StreamResponse:
    """Ask for a press of a button: a preview that fetches the address must not use the link up."""
    return _form_page(request, "link.html")


async def use_link(request: web.Request) -> web.StreamResponse:
    """Log in whom the one-time link was made for."""
    deps = request.app[DEPS]
    if not await form_secret_fits(request):
        return _form_page(request, "link.html", problem="login-again", status=403)
    if not await _may_try(request, deps, ""):
        return _form_page(request, "link.html", problem="login-too-often", status=429)
    login = await deps.journal.use_login_link(request.match_info["token"])
    record = (await deps.journal.staff()).get(login) if login else None
    if record is None or record.disabled:
        return _login_page(request, problem="link-used", status=410)
    return await _welcome(deps, record, "")


async def log_out(request: web.Request) -> web.StreamResponse:
    """End the session at once."""
    deps = request.app[DEPS]
    visitor = request[VISITOR]
    await deps.journal.end_session(visitor.session)
    await deps.journal.gone(visitor.login)
    await deps.journal.audit({"who": visitor.login, "action": "logout"})
    response = _to(deps.base + "/login")
    drop_cookie(response, deps, SESSION)
    return response


async def _may_try(request: web.Request, deps: DeskDeps, login: str) -> bool:
    """Count the attempt and brake it; the same for logins that do not exist."""
    limits = deps.limits
    journal = deps.journal
    by_remote = await journal.count_attempt(f"desk remote {deps.remote(request)}", limits.window)
    by_login = await journal.count_attempt(f"desk login {login}", limits.window) if login else 0
    if by_remote > limits.by_remote or by_login > limits.by_login:
        return False
    if by_login > limits.free:
        await asyncio.sleep(min(limits.longest_delay, limits.delay * 2.0 ** (by_login - limits.free - 1)))
    return True


async def _welcome(deps: DeskDeps, record: StaffRecord, path: str) -> web.StreamResponse:
    secret = new_secret()
    await deps.journal.open_session(
        session_hash(secret), record.login, idle=deps.limits.idle, absolute=deps.limits.absolute
    )
    await deps.journal.audit({"who": record.login, "action": "login"})
    response = _to(deps.base + path)
    # Lax: a link to a case in the staff group must find its reader logged in. Changes are guarded by origin and token.
    set_cookie(response, deps, SESSION, secret, strict=False)
    drop_cookie(response, deps, FORM)
    return response


def _to(path: str) -> web.Response:
    return web.Response(status=web.HTTPSeeOther.status_code, headers={hdrs.LOCATION: path})


def _login_page(request: web.Request, *, problem: str = "", status: int = 200, login: str = "") -> web.StreamResponse:
    path = _next_of(request.query.get("next", ""))
    return _form_page(request, "login.html", problem=problem, status=status, login=login, next=path)


def _form_page(
    request: web.Request, template: str, *, problem: str = "", status: int = 200, **values: str
) -> web.StreamResponse:
    deps = request.app[DEPS]
    secret = request.cookies.get(cookie_name(deps, FORM), "") or new_secret()
    response = page(request, template, status=status, problem=problem, csrf=csrf_of(secret), **values)
    set_cookie(response, deps, FORM, secret, strict=True)
    if status == web.HTTPTooManyRequests.status_code:
        response.headers[hdrs.RETRY_AFTER] = str(int(deps.limits.window.total_seconds()))
    return response


def _next_of(path: str) -> str:
    return path if _NEXT.fullmatch(path) else ""
