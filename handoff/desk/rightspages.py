"""Who may do what: the table, and the regular review of who has which role. Forms that need no script."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Final

from aiohttp import web

from handoff.audit import Action, row
from handoff.desk.deps import DEPS, DeskDeps
from handoff.desk.door import VISITOR, Visitor, read_form, require
from handoff.desk.rendering import page, reading_for
from handoff.desk.state import Reading
from handoff.personnel import NotDone
from handoff.rights import IN_A_DEPARTMENT, RIGHTS, SEPARATE, Right, Role
from handoff.rightsreview import Reviewed, is_due, review
from handoff.staff import AWAITED, StaffRecord

DOES: Final = ("confirm", "remove", "next")


def routes() -> list[web.RouteDef]:
    """Where the pages are."""
    return [
        web.get("/rights", show_table, name="rights"),
        web.get("/rights/review", show_review, name="rights-review"),
        web.post(f"/rights/review/{{does:{'|'.join(DOES)}}}", change, name="rights-change"),
    ]


async def show_table(request: web.Request) -> web.StreamResponse:
    """Roles and rights as every door asks them."""
    await require(request, Right.SEE_RIGHTS)
    say = reading_for(request).say
    rows = [
        {
            "name": say(f"right-{right.value.replace('_', '-')}"),
            "departments": right in IN_A_DEPARTMENT,
            "roles": [right in RIGHTS[role] for role in Role],
        }
        for right in Right
    ]
    separate = [" + ".join(_role(reading_for(request), role) for role in Role if role in pair) for pair in SEPARATE]
    return page(request, "rights.html", roles=[role.value for role in Role], rows=rows, separate=separate)


async def show_review(request: web.Request) -> web.StreamResponse:
    """Who has what since when."""
    await require(request, Right.SEE_RIGHTS)
    done = request.query.get("done", "")
    return await _page(request, done=done if done in (*DOES, "asked") else "")


async def change(request: web.Request) -> web.StreamResponse:
    """Confirm what somebody has, take a role away, or set the next day."""
    visitor = await require(request, Right.REVIEW_RIGHTS)
    deps, form, does = request.app[DEPS], await read_form(request), request.match_info["does"]
    if does == "next":
        day = _day(form.get("day", ""))
        if day is None:
            return await _page(request, problem="review-wrong-day")
        await deps.journal.set_next_review(day)
        await deps.journal.audit(row(visitor.login, Action.REVIEW_DATE, until=day.isoformat()))
        raise web.HTTPSeeOther(f"{deps.base}/rights/review?done=next")
    login, role = form.get("login", ""), form.get("role", "")
    record = await deps.journal.account(login)
    for department in _of(record):
        await require(request, Right.REVIEW_RIGHTS, department)
    try:
        if does == "confirm":
            await deps.roles().review(visitor.login, login)
        elif (await deps.roles().remove(visitor.login, login, role)).asked is not None:
            does = "asked"
    except NotDone as e:
        return await _page(request, problem=f"staff-why-{e.why.replace('_', '-')}")
    raise web.HTTPSeeOther(f"{deps.base}/rights/review?done={does}")


async def _page(request: web.Request, *, problem: str = "", done: str = "") -> web.StreamResponse:
    deps, visitor, reading = request.app[DEPS], request[VISITOR], reading_for(request)
    staff = await deps.journal.staff()
    rows = review(
        staff.values(),
        await deps.journal.uses(staff),
        second_factor_for=deps.second_factor_for,
        with_second_factor=await deps.journal.with_second_factor(),
        now=reading.now,
    )
    day = await deps.journal.next_review()
    names = {login: record.name for login, record in staff.items()}
    return page(
        request,
        "rights_review.html",
        status=422 if problem else 200,
        rows=[_row(deps, visitor, reading, row, names) for row in rows],
        glasses=[
            {
                "name": names.get(glass.login, glass.login),
                "role": _role(reading, glass.role),
                "since": reading.moment(glass.since),
                "until": reading.moment(glass.until),
                "holds": glass.holds(reading.now),
                "reason": glass.reason,
                "by": _who(reading, glass.by, names),
            }
            for glass in await deps.journal.glasses()
        ],
        reviews=visitor.record.may(Right.REVIEW_RIGHTS),
        day=day.isoformat() if day is not None else "",
        day_text=f"{day:%d.%m.%Y}" if day is not None else "",
        due=is_due(day, reading.now.astimezone(deps.zone).date()),
        today=f"{reading.now.astimezone(deps.zone):%Y-%m-%d}",
        problem=problem,
        done=done,
    )


def _row(deps: DeskDeps, visitor: Visitor, reading: Reading, row: Reviewed, names: dict[str, str]) -> dict[str, Any]:
    record = row.record
    theirs = all(visitor.record.may(Right.REVIEW_RIGHTS, department) for department in _of(record))
    here = deps.provider is None or record.single_sign_on in ("", AWAITED)
    return {
        "record": record,
        "roles": [
            {
                "id": grant.role,
                "name": _role(reading, grant.role),
                "since": reading.moment(grant.since) if grant.since is not None else "",
                "by": _who(reading, grant.by, names) if grant.since is not None else "",
                "second": _who(reading, grant.second, names) if grant.second else "",
                "removable": theirs and here and len(row.grants) > 1,
            }
            for grant in row.grants
        ],
        "lent": [_role(reading, role) for role in record.lent],
        "departments": [reading.department(one) for one in record.departments],
        "logged_in": reading.moment(row.use.logged_in) if row.use.logged_in else "",
        "last": reading.moment(row.use.last) if row.use.last else "",
        "acted": reading.moment(row.use.acted) if row.use.acted else "",
        "reviewed": reading.moment(record.reviewed_at) if record.reviewed_at else "",
        "reviewed_by": _who(reading, record.reviewed_by, names) if record.reviewed_at else "",
        "marks": [reading.say(f"review-mark-{mark.value.replace('_', '-')}") for mark in row.marks],
        "apart": [" + ".join(_role(reading, role) for role in sorted(pair)) for pair in row.apart],
        "confirmable": theirs and record.login != visitor.login,
        "elsewhere": not here,
    }


def _of(record: StaffRecord | None) -> tuple[str, ...]:
    """In which departments somebody must review to review this account; one of all departments needs all."""
    return record.departments if record is not None and record.departments else ("*",)


def _role(reading: Reading, role: str) -> str:
    return reading.word("role", role)


def _who(reading: Reading, login: str, names: dict[str, str]) -> str:
    """Somebody's name; the server's command line and the provider in words."""
    if login in ("command line", "provider"):
        return reading.say(f"by-{login.replace(' ', '-')}")
    return names.get(login, login)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= datetime.now(UTC).date() else None
