"""The admin's page of staff: who may get in, as what, for which departments."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from aiohttp import web

from handoff.audit import Action
from handoff.desk.deps import DEPS, DeskDeps
from handoff.desk.door import VISITOR, read_form, require
from handoff.desk.rendering import page, reading_for
from handoff.personnel import NotDone, Personnel
from handoff.rights import Right, Role
from handoff.staff import AWAITED, LONGEST_NAME, StaffRecord

PATH: Final = "/admin/staff"
_MEMBER: Final = PATH + r"/{login:[a-z0-9][a-z0-9._-]{0,39}}"
_ROLES: Final = tuple(role.value for role in Role)


def routes() -> list[web.RouteDef]:
    """Where staff are managed."""
    return [
        web.get(PATH, show_staff, name="staff"),
        web.post(PATH, invite, name="staff"),
        web.get(_MEMBER, show_member, name="staff-member"),
        web.post(_MEMBER, save_member, name="staff-member"),
        web.post(f"{_MEMBER}/{{does:{'|'.join(_DOES)}}}", do, name="staff-act"),
    ]


async def show_staff(request: web.Request) -> web.StreamResponse:
    """All accounts, and the form to invite somebody."""
    await require(request, Right.MANAGE_STAFF)
    return await _list(request)


async def invite(request: web.Request) -> web.StreamResponse:
    """Make an account and show the link by which its owner chooses a password: once, in this answer only."""
    visitor = await require(request, Right.MANAGE_STAFF)
    deps, form = request.app[DEPS], await _form_of(request)
    record = _changed(StaffRecord(login=form.login, name=""), form)
    by_provider = not deps.local_login or form.by_provider
    if by_provider:
        record = replace(record, single_sign_on=AWAITED)
    try:
        if by_provider:
            changed = await deps.roles().add(visitor.login, record, Action.STAFF_INVITE)
            return await _list(request, awaited=record.login, asked=changed.asked is not None)
        changed, token = await deps.roles().invite(visitor.login, record)
    except NotDone as e:
        return await _list(request, form=form, problem=f"staff-why-{e.why}", status=422)
    return await _list(request, link=_link(request, token), invited=record.login, asked=changed.asked is not None)


async def show_member(request: web.Request) -> web.StreamResponse:
    """One account."""
    await require(request, Right.MANAGE_STAFF)
    return await _member(request, saved="saved" in request.query, asked="asked" in request.query)


async def save_member(request: web.Request) -> web.StreamResponse:
    """Set names, roles and departments anew."""
    visitor = await require(request, Right.MANAGE_STAFF)
    deps, login, form = request.app[DEPS], request.match_info["login"], await _form_of(request)

    def change(record: StaffRecord) -> StaffRecord:
        changed = _changed(record, form)
        if not _roles_are_ours(deps, record):
            changed = replace(changed, name=record.name, roles=record.roles)
        if not _departments_are_ours(deps, record):
            changed = replace(changed, departments=record.departments)
        return changed

    try:
        changed = await deps.roles().change(visitor.login, login, change, Action.STAFF_CHANGE)
    except NotDone as e:
        return await _member(request, problem=f"staff-why-{e.why}")
    raise web.HTTPSeeOther(f"{deps.base}{PATH}/{login}?{'asked' if changed.asked else 'saved'}=1")


async def do(request: web.Request) -> web.StreamResponse:
    """Do one thing with an account."""
    await require(request, Right.MANAGE_STAFF)
    try:
        return await _member(request, **await _DOES[request.match_info["does"]](request))
    except NotDone as e:
        return await _member(request, problem=f"staff-why-{e.why}")


async def _new_link(request: web.Request) -> dict[str, Any]:
    who, personnel, login = _act(request)
    return {"link": _link(request, await personnel.invite_again(who, login))}


async def _disable(request: web.Request) -> dict[str, Any]:
    who, personnel, login = _act(request)
    await personnel.shut(who, login)
    return {"done": "staff-done-disable"}


async def _enable(request: web.Request) -> dict[str, Any]:
    who, personnel, login = _act(request)
    await personnel.reopen(who, login)
    return {"done": "staff-done-enable"}


async def _reset_second_factor(request: web.Request) -> dict[str, Any]:
    who, personnel, login = _act(request)
    await personnel.drop_second_factor(who, login)
    return {"done": "staff-done-second-factor"}


async def _end_sessions(request: web.Request) -> dict[str, Any]:
    who, personnel, login = _act(request)
    await personnel.end_sessions(who, login)
    return {"done": "staff-done-sessions"}


async def _connect(request: web.Request) -> dict[str, Any]:
    who, personnel, login = _act(request)
    await personnel.change(who, login, lambda record: replace(record, single_sign_on=AWAITED), Action.STAFF_CONNECT)
    return {"done": "staff-done-connect"}


_DOES: Final[Mapping[str, Callable[[web.Request], Awaitable[dict[str, Any]]]]] = {
    "link": _new_link,
    "disable": _disable,
    "enable": _enable,
    "second-factor": _reset_second_factor,
    "sessions": _end_sessions,
    "connect": _connect,
}


def _act(request: web.Request) -> tuple[str, Personnel, str]:
    return request[VISITOR].login, Personnel(request.app[DEPS].journal), request.match_info["login"]


class _Form:
    """What the form of an account says; fields of one name may stand in it several times."""

    def __init__(self, fields: Mapping[str, str], roles: list[str], departments: list[str]) -> None:
        self.login = fields.get("login", "").strip().lower()[:100]
        self.name = _one_line(fields.get("name", ""))
        self.public_name = _one_line(fields.get("public_name", ""))
        self.roles = tuple(role for role in _ROLES if role in roles)
        self.departments = tuple(departments)
        self.by_provider = fields.get("by") == "provider"


async def _form_of(request: web.Request) -> _Form:
    fields = await read_form(request)
    posted = await request.post()  # read already
    known = [department.id for department in request.app[DEPS].departments()]
    roles = [str(value) for value in posted.getall("role", [])]
    departments = [str(value) for value in posted.getall("department", []) if value in known]
    return _Form(fields, roles, departments)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:LONGEST_NAME]


def _changed(record: StaffRecord, form: _Form) -> StaffRecord:
    return replace(record, name=form.name, public_name=form.public_name, roles=form.roles, departments=form.departments)


def _roles_are_ours(deps: DeskDeps, record: StaffRecord) -> bool:
    """Whether roles are given here, and not by the provider at each log-in."""
    return deps.provider is None or record.single_sign_on in ("", AWAITED)


def _departments_are_ours(deps: DeskDeps, record: StaffRecord) -> bool:
    return _roles_are_ours(deps, record) or not (deps.provider and deps.provider.registered.use.departments_claim)


async def _list(request: web.Request, *, status: int = 200, **more: Any) -> web.StreamResponse:
    deps, reading = request.app[DEPS], reading_for(request)
    second = await deps.journal.with_second_factor()
    accounts = (await deps.journal.staff()).values()
    rows = [
        {
            "record": record,
            "state": _state(deps, record),
            "roles": [reading.say(f"role-{role}") for role in record.roles if role in _ROLES],
            "departments": [reading.department(one) for one in record.departments],
            "second": record.login in second,
        }
        for record in sorted(accounts, key=lambda r: (r.disabled, r.name.casefold()))
    ]
    values: dict[str, Any] = {"form": _Form({}, ["staff"], []), "problem": "", "link": "", "invited": "", "awaited": ""}
    values["asked"] = False
    return page(request, "staff.html", status=status, rows=rows, **_choices(request), **(values | more))


async def _member(request: web.Request, *, problem: str = "", **more: Any) -> web.StreamResponse:
    deps, reading, login = request.app[DEPS], reading_for(request), request.match_info["login"]
    record = await deps.journal.account(login)
    if record is None:
        raise web.HTTPNotFound
    values: dict[str, Any] = {"saved": False, "asked": False, "link": "", "done": ""}
    sessions = await deps.journal.sessions(login)
    return page(
        request,
        "staff_member.html",
        status=422 if problem else 200,
        problem=problem,
        record=record,
        state=_state(deps, record),
        sessions=len(sessions),
        active=reading.moment(sessions[0].active) if sessions else "",
        second=bool(await deps.journal.second_factor(login)),
        own_roles=_roles_are_ours(deps, record),
        own_departments=_departments_are_ours(deps, record),
        connectable=deps.provider is not None and not record.single_sign_on and not record.disabled,
        **_choices(request),
        **(values | more),
    )


def _choices(request: web.Request) -> dict[str, Any]:
    deps, reading = request.app[DEPS], reading_for(request)
    return {
        "all_roles": _ROLES,
        "all_departments": [(d.id, reading.department(d.id)) for d in deps.departments()],
        "longest_name": LONGEST_NAME,
        "local": deps.local_login,
        "provider": deps.provider.registered.label if deps.provider is not None else "",
    }


def _state(deps: DeskDeps, record: StaffRecord) -> str:
    """The text's key of an account's state."""
    if record.disabled:
        return "staff-state-disabled"
    if record.sample:
        return "staff-state-sample"
    if record.single_sign_on == AWAITED:
        return "staff-state-awaited"
    if record.gets_in:
        return "staff-state-active"
    return "staff-state-invited" if deps.local_login else "staff-state-no-way"


def _link(request: web.Request, token: str) -> str:
    """The whole address, as it is handed on to a person."""
    deps = request.app[DEPS]
    origin = next(iter(deps.origins)) if deps.secure else f"http://{request.host}"
    return f"{origin}{deps.base}/invite/{token}"
