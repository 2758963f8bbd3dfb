"""Logging in and out: password, one-time link, the second step."""

from __future__ import annotations

from datetime import UTC, datetime

from aiohttp import web

from handoff.audit import NOBODY_KNOWN, Action, row
from handoff.desk.deps import DEPS, DeskDeps
from handoff.desk.door import (
    SESSION,
    VISITOR,
    cookie_name,
    drop_cookie,
    form_secret_fits,
    read_form,
    session_hash,
    visitor_of,
)
from handoff.desk.secondstep import proves
from handoff.desk.threshold import (
    HALFWAY,
    PASSWORDS,
    forget_halfway,
    form_page,
    let_in,
    login_page,
    may_try,
    next_of,
    open_session,
    to,
)
from handoff.journal.sessions import How


def routes() -> list[web.RouteDef]:
    """Where one comes in and goes out."""
    link = r"/link/{token:[A-Za-z0-9_-]{1,100}}"
    return [
        web.get("/login", show_login, name="login"),
        web.post("/login", log_in, name="login"),
        web.get("/login/code", show_code, name="code"),
        web.post("/login/code", use_code, name="code"),
        web.get(link, show_link, name="link"),
        web.post(link, use_link, name="link"),
        web.post("/logout", log_out, name="logout"),
    ]


async def show_login(request: web.Request) -> web.StreamResponse:
    """The log-in form."""
    if await visitor_of(request, touch=False) is not None:
        raise web.HTTPSeeOther(request.app[DEPS].base)
    return login_page(request)


async def log_in(request: web.Request) -> web.StreamResponse:
    """Check name and password."""
    deps = request.app[DEPS]
    form = await read_form(request)
    if not await form_secret_fits(request):
        return login_page(request, problem="login-again", status=403)
    if not deps.local_login:
        return login_page(request, problem="login-provider-only", status=403)
    login = form.get("login", "").strip()[:100]
    if not await may_try(request, login):
        return login_page(request, problem="login-too-often", status=429, login=login)
    record = await deps.journal.account(login)
    known = record is not None and not record.disabled
    password_hash = record.password_hash if record is not None and known else ""
    if not await request.app[PASSWORDS].fits(password_hash, form.get("password", "")) or record is None:
        if record is not None:
            await deps.journal.audit(row(login, Action.LOGIN_REFUSED))
        else:  # what was typed may be a password; and whoever tries names must not fill the audit
            await deps.journal.audit(row(NOBODY_KNOWN, Action.LOGIN_REFUSED), once="login refused: unknown")
        return login_page(request, problem="login-wrong", status=403, login=login)
    return await let_in(request, record, next_of(form.get("next", "")), "password")


async def show_code(request: web.Request) -> web.StreamResponse:
    """Ask for the code of the second factor."""
    if await _halfway(request, request.app[DEPS]) is None:
        return login_page(request, problem="login-again", status=403)
    return form_page(request, "code.html")


async def use_code(request: web.Request) -> web.StreamResponse:
    """Check the code, under the same brake as the password."""
    deps = request.app[DEPS]
    form = await read_form(request)
    pending = await _halfway(request, deps)
    if pending is None or not await form_secret_fits(request):
        return login_page(request, problem="login-again", status=403)
    login = pending["login"]
    if not await may_try(request, login):
        return form_page(request, "code.html", problem="login-too-often", status=429)
    record = await deps.journal.account(login)
    if record is None or record.disabled:
        return login_page(request, problem="login-wrong", status=403)
    if not await proves(deps.journal, login, form.get("code", ""), datetime.now(UTC)):
        await deps.journal.audit(row(login, Action.LOGIN_CODE_REFUSED))
        return form_page(request, "code.html", problem="code-wrong", status=403)
    await deps.journal.take_pending(_halfway_id(request, deps))
    how: How = "link" if pending["how"] == "link" else "password"
    response = await open_session(request, record, pending["next"], how)
    forget_halfway(response, deps)
    return response


async def show_link(request: web.Request) -> web.StreamResponse:
    """Ask for a press of a button: a preview that fetches the address must not use the link up."""
    return form_page(request, "link.html")


async def use_link(request: web.Request) -> web.StreamResponse:
    """Log in whom the one-time link was made for."""
    deps = request.app[DEPS]
    if not await form_secret_fits(request):
        return form_page(request, "link.html", problem="login-again", status=403)
    if not await may_try(request, ""):
        return form_page(request, "link.html", problem="login-too-often", status=429)
    login = await deps.journal.use_login_link(request.match_info["token"])
    record = await deps.journal.account(login) if login else None
    if record is None or record.disabled:
        return login_page(request, problem="link-used", status=410)
    return await let_in(request, record, "", "link")


async def log_out(request: web.Request) -> web.StreamResponse:
    """End the session at once; whoever came from the provider is sent there, to end the one there too."""
    deps = request.app[DEPS]
    visitor = request[VISITOR]
    await deps.journal.end_session(visitor.session)
    await deps.journal.gone(visitor.login)
    await deps.journal.audit(row(visitor.login, Action.LOGOUT))
    after = f"{deps.base}/provider/out" if visitor.how == "provider" else f"{deps.base}/login"
    response = to(after)
    drop_cookie(response, deps, SESSION)
    return response


async def _halfway(request: web.Request, deps: DeskDeps) -> dict[str, str] | None:
    pending = await deps.journal.pending(_halfway_id(request, deps))
    return pending if pending is not None and pending.get("for") == "code" else None


def _halfway_id(request: web.Request, deps: DeskDeps) -> str:
    return session_hash(request.cookies.get(cookie_name(deps, HALFWAY), ""))
