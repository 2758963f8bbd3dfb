"""The page *Duty*: breaks, handing over everything, absences of staff, deputies of departments."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from aiohttp import web
from babel.dates import format_date

from handoff.absence import LONGEST_ABSENCE, LONGEST_PAUSE, Away, DepartmentAbsence, days_of
from handoff.audit import Action, row
from handoff.desk import duty_case
from handoff.desk.deps import DEPS
from handoff.desk.door import CASE, VISITOR, read_form, require, require_any
from handoff.desk.duty_case import people_for
from handoff.desk.rendering import page, reading_for, say_for
from handoff.duties import Duties
from handoff.rights import Right
from handoff.staff import StaffRecord

Told = tuple[str, bool]
"""A sentence for whoever asked, and whether what they asked for was done."""
_QUICK: Final = {"half": timedelta(minutes=30), "hour": timedelta(hours=1)}


def routes() -> list[web.RouteDef]:
    """Where duty is set, and what colleagues do with a case."""
    return [
        web.get("/duty", show_duty, name="duty"),
        web.post(f"/duty/{{does:{'|'.join(_DOES)}}}", change, name="duty-change"),
        web.post(f"{CASE}/take-over", duty_case.take_over),
        web.post(f"{CASE}/reopen", duty_case.reopen),
    ]


async def show_duty(request: web.Request) -> web.StreamResponse:
    """Who is there and who is not."""
    await require_any(request, Right.WORK_CASES, Right.SET_ABSENCE)
    return await _page(request, "", ok=True)


async def change(request: web.Request) -> web.StreamResponse:
    """Change one thing; the page says what became of it."""
    await require_any(request, Right.WORK_CASES, Right.SET_ABSENCE)
    text, ok = await _DOES[request.match_info["does"]](request, await read_form(request))
    return await _page(request, text, ok=ok)


# -- one's own


async def _pause(request: web.Request, form: dict[str, str]) -> Told:
    deps, visitor = request.app[DEPS], await require(request, Right.WORK_CASES)
    reading = reading_for(request)
    until = pause_until(form.get("quick", ""), form.get("until", ""), reading.now, reading.zone)
    if until is None:
        return reading.say("duty-bad-pause"), False
    await deps.journal.set_away(visitor.login, Away(since=reading.now, until=until))
    await deps.journal.audit(row(visitor.login, Action.PAUSE, until=until.isoformat()))
    return reading.say("duty-said-paused", until=reading.moment(until)), True


def pause_until(quick: str, clock: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The end of a break, UTC: in half an hour, in an hour, or at a local time of the next 24 hours ("13:00")."""
    if quick in _QUICK:
        return now + _QUICK[quick]
    try:
        at = time.fromisoformat(clock)
    except ValueError:
        return None
    today = now.astimezone(zone).date()
    for day in (today, today + timedelta(days=1)):
        until = datetime.combine(day, at.replace(tzinfo=None), zone).astimezone(UTC)
        if now < until <= now + LONGEST_PAUSE:
            return until
    return None


async def _back(request: web.Request, _form: dict[str, str]) -> Told:
    deps, visitor = request.app[DEPS], request[VISITOR]
    await deps.journal.set_away(visitor.login, None)
    await deps.journal.audit(row(visitor.login, Action.BACK))
    return say_for(request)("duty-said-back"), True


async def _over(request: web.Request, form: dict[str, str]) -> Told:
    deps, visitor = request.app[DEPS], await require(request, Right.WORK_CASES)
    say, to = say_for(request), None
    if wanted := form.get("to", ""):
        to = (await deps.journal.staff()).get(wanted)
        if to is None or to.login == visitor.login or not to.may(Right.WORK_CASES):
            return say("duty-bad-person"), False
    once = hashlib.sha256(f"{visitor.session}\0{form.get('request', '')[:64]}\0{wanted}".encode()).hexdigest()
    done = await Duties(deps.acts).hand_over_all(deps.journal, visitor.record.staff, to, request=f"over:{once}")
    if to is None:
        return say("duty-said-over-queue", queued=done.queued), True
    return say("duty-said-over", name=to.name, given=done.given, queued=done.queued), True


# -- others'


async def _absence(request: web.Request, form: dict[str, str]) -> Told:
    deps, say = request.app[DEPS], say_for(request)
    record = (await deps.journal.staff()).get(form.get("login", ""))
    if record is None:
        return say("duty-bad-person"), False
    await _may_set(request, record)
    span = days_meant(form.get("first", ""), form.get("last", ""), datetime.now(UTC), deps.zone)
    if span is None:
        return say("duty-bad-days"), False
    await deps.journal.set_away(record.login, Away(since=span[0], until=span[1], days=True))
    await _audit_days(request, Action.ABSENCE, span, login=record.login)
    return say("duty-said-absent"), True


async def _drop_absence(request: web.Request, form: dict[str, str]) -> Told:
    deps, say = request.app[DEPS], say_for(request)
    record = (await deps.journal.staff()).get(form.get("login", ""))
    if record is None:
        return say("duty-bad-person"), False
    await _may_set(request, record)
    await deps.journal.set_away(record.login, None)
    await deps.journal.audit(row(request[VISITOR].login, Action.ABSENCE_DROPPED, login=record.login))
    return say("duty-said-dropped"), True


async def _may_set(request: web.Request, record: StaffRecord) -> None:
    """One's own absence is one's own to set; another's, that of who sets absences in one of their departments."""
    visitor = request[VISITOR]
    if record.login == visitor.login or may_set(visitor.record, record, request.app[DEPS].departments()):
        return
    await require(request, Right.SET_ABSENCE, next(iter(record.departments), ""))


def may_set(lead: StaffRecord, record: StaffRecord, departments: Any) -> bool:
    """Whether somebody may set another's absence."""
    theirs = record.departments or [d.id for d in departments]
    return any(lead.may(Right.SET_ABSENCE, department) for department in theirs)


async def _deputy(request: web.Request, form: dict[str, str]) -> Told:
    deps, say = request.app[DEPS], say_for(request)
    known = {d.id for d in deps.departments()}
    department, deputy = form.get("department", ""), form.get("deputy", "")
    if department not in known or deputy not in known or department == deputy:
        return say("duty-bad-deputy"), False
    await require(request, Right.SET_ABSENCE, department)
    span = days_meant(form.get("first", ""), form.get("last", ""), datetime.now(UTC), deps.zone)
    if span is None:
        return say("duty-bad-days"), False
    other = (await deps.journal.absences()).get(deputy)
    if other is not None and other.deputy == department and other.since < span[1] and span[0] < other.until:
        return say("duty-bad-deputy"), False
    await deps.journal.set_absence(department, DepartmentAbsence(since=span[0], until=span[1], deputy=deputy))
    await _audit_days(request, Action.DEPUTY, span, department=department, to=deputy)
    return say("duty-said-absent"), True


async def _drop_deputy(request: web.Request, form: dict[str, str]) -> Told:
    deps, department = request.app[DEPS], form.get("department", "")
    await require(request, Right.SET_ABSENCE, department)
    await deps.journal.set_absence(department, None)
    await deps.journal.audit(row(request[VISITOR].login, Action.DEPUTY_DROPPED, department=department))
    return say_for(request)("duty-said-dropped"), True


def days_meant(first: str, last: str, now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    """The days of a form ("2026-12-24"), from the beginning of the first to the end of the last; None: impossible."""
    try:
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
        span = days_of(begin, end, zone)
    except (ValueError, OverflowError):
        return None
    return span if begin <= end and now < span[1] <= now + LONGEST_ABSENCE else None


async def _audit_days(request: web.Request, action: Action, span: tuple[datetime, datetime], **whose: str) -> None:
    since, until = span
    told = row(request[VISITOR].login, action, since=since.isoformat(), until=until.isoformat(), **whose)
    await request.app[DEPS].journal.audit(told)


_DOES: Final[dict[str, Callable[[web.Request, dict[str, str]], Awaitable[Told]]]] = {
    "pause": _pause,
    "back": _back,
    "over": _over,
    "absence": _absence,
    "drop-absence": _drop_absence,
    "deputy": _deputy,
    "drop-deputy": _drop_deputy,
}


# -- the page


async def _page(request: web.Request, text: str, *, ok: bool) -> web.StreamResponse:
    deps, visitor, reading = request.app[DEPS], request[VISITOR], reading_for(request)
    staff = await deps.journal.staff()
    away = await deps.journal.who_is_away()
    absences = await deps.journal.absences()
    departments = deps.departments()
    works = visitor.record.may(Right.WORK_CASES)
    settable = [r for r in staff.values() if not r.disabled and may_set(visitor.record, r, departments)]
    if works and visitor.record not in settable:
        settable.append(visitor.record)
    names = {r.login: r.name for r in settable}

    def day(at: datetime) -> str:
        return format_date(at.astimezone(reading.zone).date(), "medium", locale=reading.lang)

    return page(
        request,
        "duty.html",
        status=200 if ok else 422,
        text=text,
        ok=ok,
        works=works,
        mine=away.get(visitor.login),
        mine_now=visitor.login in away and away[visitor.login].at(reading.now),
        moment=reading.moment,
        last_day=lambda at: day(at - timedelta(minutes=1)),
        day=day,
        owned=len(await deps.journal.owned(visitor.login)) if works else 0,
        people=await people_for(request) if works else (),
        settable=sorted(names.items(), key=lambda pair: pair[1].casefold()),
        absent=[(login, names[login], one) for login, one in away.items() if one.days and login in names],
        all_departments=[(d.id, reading.department(d.id)) for d in departments],
        absent_departments=[
            (d, reading.department(d), reading.department(one.deputy), one, visitor.may(Right.SET_ABSENCE, d))
            for d, one in absences.items()
        ],
        settable_departments=[
            (d.id, reading.department(d.id)) for d in departments if visitor.may(Right.SET_ABSENCE, d.id)
        ],
        request_id=hashlib.sha256(f"{visitor.session}{reading.now.timestamp()}".encode()).hexdigest()[:16],
    )
