"""One-time links by which somebody chooses a password: the invited, and the first admin of a town."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from handoff.desk.deps import DEPS
from handoff.desk.door import form_secret_fits, read_form
from handoff.desk.threshold import PASSWORDS, form_page, let_in, login_page, may_try, password_problem
from handoff.personnel import NotDone, Personnel
from handoff.staff import LONGEST_NAME, StaffRecord


def routes() -> list[web.RouteDef]:
    """Where these links lead."""
    link = r"{token:[A-Za-z0-9_-]{1,100}}"
    return [
        web.get(f"/invite/{link}", show_invitation, name="invite"),
        web.post(f"/invite/{link}", accept, name="invite"),
        web.get(f"/setup/{link}", show_setup, name="setup"),
        web.post(f"/setup/{link}", set_up, name="setup"),
    ]


async def show_invitation(request: web.Request) -> web.StreamResponse:
    """Ask for a password."""
    record = await _invited(request)
    return _used(request) if record is None else _invitation(request, record)


async def accept(request: web.Request) -> web.StreamResponse:
    """Take the password and let them in."""
    deps = request.app[DEPS]
    form = await read_form(request)
    if not await may_try(request, ""):
        return login_page(request, problem="login-too-often", status=429)
    record = await _invited(request)
    if record is None:
        return _used(request)
    if not await form_secret_fits(request):
        return _invitation(request, record, problem="login-again", status=403)
    if problem := password_problem(form):
        return _invitation(request, record, problem=problem, status=422)
    hashed = await request.app[PASSWORDS].hash(form["password"])
    if await deps.journal.use_login_link(request.match_info["token"], "invite") is None:
        return _used(request)
    try:
        await Personnel(deps.journal).set_password(record.login, record.login, hashed)
    except NotDone:
        return _used(request)
    return await let_in(request, record, "", "password")


async def show_setup(request: web.Request) -> web.StreamResponse:
    """Ask the first admin for name and password."""
    return _setup(request, {}) if await _open(request) else _used(request)


async def set_up(request: web.Request) -> web.StreamResponse:
    """Make the first admin's account and let them in."""
    deps = request.app[DEPS]
    form = await read_form(request)
    if not await may_try(request, ""):
        return login_page(request, problem="login-too-often", status=429)
    if not await _open(request):
        return _used(request)
    if not await form_secret_fits(request):
        return _setup(request, form, problem="login-again", status=403)
    if problem := password_problem(form):
        return _setup(request, form, problem=problem, status=422)
    record = StaffRecord(
        login=form.get("login", "").strip().lower(),
        name=form.get("name", "").strip()[:LONGEST_NAME],
        password_hash=await request.app[PASSWORDS].hash(form["password"]),
        roles=("admin",),
    )
    try:
        await Personnel(deps.journal).begin(record)
    except NotDone as e:
        return _used(request) if e.why == "late" else _setup(request, form, problem=f"staff-why-{e.why}", status=422)
    await deps.journal.use_login_link(request.match_info["token"], "setup")
    return await let_in(request, record, "", "password")


async def _invited(request: web.Request) -> StaffRecord | None:
    journal = request.app[DEPS].journal
    login = await journal.login_of_link(request.match_info["token"], "invite")
    record = await journal.account(login) if login else None
    return record if record is not None and not record.disabled else None


async def _open(request: web.Request) -> bool:
    journal = request.app[DEPS].journal
    known = await journal.login_of_link(request.match_info["token"], "setup")
    return known is not None and not await Personnel(journal).managed()


def _invitation(request: web.Request, record: StaffRecord, **more: Any) -> web.StreamResponse:
    return form_page(request, "invitation.html", record=record, **more)


def _setup(request: web.Request, form: dict[str, str], **more: Any) -> web.StreamResponse:
    kept = {name: form.get(name, "") for name in ("login", "name")}
    return form_page(request, "setup.html", form=kept, **more)


def _used(request: web.Request) -> web.StreamResponse:
    return login_page(request, problem="link-used", status=410)
