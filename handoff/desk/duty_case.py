"""What colleagues do with one case: a lead takes it over, it is handed to a person, opened again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from aiohttp import hdrs, web

from handoff.absence import Away
from handoff.acts import ActResult, NotFound
from handoff.desk.catalogue import Say
from handoff.desk.deps import DEPS
from handoff.desk.door import VISITOR, OpenCase, case_for, read_form, require
from handoff.desk.rendering import page, reading_for, say_for
from handoff.desk.state import Reading
from handoff.duties import Duties
from handoff.journal.reading import PRESENT_FOR
from handoff.keeping import Sign
from handoff.rights import Right
from handoff.ticket import Closed, Done, TakenBy, Ticket


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A colleague to choose, with whether they are there."""

    login: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseDuty:
    """What is said and offered beside a case."""

    notes: tuple[str, ...] = ()
    may_take_over: bool = False
    may_reopen: bool = False

    @property
    def is_any(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.notes or self.may_take_over or self.may_reopen)


async def duty_of(request: web.Request, case: OpenCase) -> CaseDuty:
    """What is said and offered beside a case for this visitor."""
    deps, visitor, reading = request.app[DEPS], request[VISITOR], reading_for(request)
    ticket, record = case.ticket, visitor.record
    works = record.may(Right.WORK_CASES, ticket.department)
    if not ticket.is_open:
        current = case.snapshot.ticket
        return CaseDuty(may_reopen=works and (current is None or not current.is_open))
    owner = ticket.owner
    mine = owner is not None and owner.login == visitor.login
    notes = [*_history(ticket, reading)]
    if owner is not None and not mine:
        sign = await deps.journal.sign_of(owner.login, reading.now)
        away = (await deps.journal.who_is_away()).get(owner.login)
        notes.append(_owner_note(owner.colleague, sign, away, reading))
    return CaseDuty(
        notes=tuple(filter(None, notes)),
        may_take_over=owner is not None and not mine and record.may(Right.TAKE_OVER, ticket.department),
    )


async def people_for(request: web.Request, department: str = "") -> tuple[Person, ...]:
    """The colleagues who may work on cases (of a department), those who are there first."""
    deps, visitor, reading = request.app[DEPS], request[VISITOR], reading_for(request)
    staff = await deps.journal.staff()
    records = [r for r in staff.values() if r.login != visitor.login and r.may(Right.WORK_CASES, department)]
    signs = await deps.journal.signs_of([r.login for r in records], reading.now)
    states = {r.login: state_of_sign(signs[r.login], reading) for r in records}
    ranked = sorted(records, key=lambda r: (_STATES.index(states[r.login]), r.name.casefold()))
    return tuple(
        Person(login=r.login, text=reading.say("duty-over-person", name=r.name, state=states[r.login])) for r in ranked
    )


_STATES: Final = ("here", "pause", "gone", "away")


def state_of_sign(sign: Sign, reading: Reading) -> str:
    """Whether somebody is there: here, pause, gone, away."""
    if sign.absent_since is not None:
        return "away"
    if sign.is_paused(reading.now):
        return "pause"
    return "here" if sign.is_here(reading.now, PRESENT_FOR) else "gone"


def _history(ticket: Ticket, reading: Reading) -> list[str]:
    notes = []
    if ticket.deputy_for:
        notes.append(reading.say("duty-deputy-note", department=reading.department(ticket.deputy_for)))
    if ticket.reopened_at is not None:
        notes.append(reading.say("duty-reopened-note", at=reading.moment(ticket.reopened_at)))
    return notes


def _owner_note(name: str, sign: Sign, away: Away | None, reading: Reading) -> str:
    """Where the owner is, when not at the desk; else empty."""
    state = state_of_sign(sign, reading)
    if away is not None and state in {"pause", "away"}:
        key = "duty-owner-absent" if away.days else "duty-owner-paused"
        return reading.say(key, name=name, until=reading.moment(away.until))
    if state == "gone" and sign.at is not None:
        return reading.say("duty-owner-gone", name=name, at=reading.moment(sign.at))
    return ""


# -- acts


async def take_over(request: web.Request) -> web.StreamResponse:
    """A lead takes the case from whoever has it."""
    form, case = await _case(request)
    await require(request, Right.TAKE_OVER, case.ticket.department)
    staff = request[VISITOR].record.staff
    conversation, key = case.snapshot.conversation, _request_id(request, form, "take-over")
    result = await Duties(request.app[DEPS].acts).take_over(conversation, staff, request=key)
    return await _answer(request, result, "take-over")


async def reopen(request: web.Request) -> web.StreamResponse:
    """A closed case goes on, with whoever opens it."""
    form, case = await _case(request)
    await require(request, Right.WORK_CASES, case.ticket.department)
    deps, staff = request.app[DEPS], request[VISITOR].record.staff
    current = case.snapshot.ticket
    if current is not None and current.is_open and current.receipt != case.ticket.receipt:
        return await _said(request, "closed", say_for(request)("said-reopen-newer"))
    promise = deps.promise(case.ticket.department, case.snapshot.now)
    key = _request_id(request, form, "reopen")
    result = await Duties(deps.acts).reopen(case.snapshot.conversation, staff, case.ticket, promise, request=key)
    return await _answer(request, result, "reopen")


async def _case(request: web.Request) -> tuple[dict[str, str], OpenCase]:
    """The form, and the case that its page showed."""
    form = await read_form(request)
    case = await case_for(
        request.app[DEPS], request[VISITOR], request.match_info["conversation"], receipt=form.get("receipt", "")
    )
    if case is None or case.ticket.receipt != form.get("receipt"):
        raise web.HTTPNotFound(text="case")
    return form, case


def _request_id(request: web.Request, form: dict[str, str], what: str) -> str:
    """The form's id and what it asks for: the same form sent twice is one act."""
    fields = (request[VISITOR].login, request.match_info["conversation"], what, form.get("request", "")[:64])
    return "desk:" + hashlib.sha256("\0".join(fields).encode("utf-8", "surrogatepass")).hexdigest()


async def _answer(request: web.Request, result: ActResult, name: str) -> web.StreamResponse:
    say: Say = say_for(request)
    match result:
        case Done():
            return await _said(request, "done", say(f"done-{name}"))
        case TakenBy(holder=holder):
            return await _said(request, "taken", say("said-taken", name=holder.colleague))
        case Closed() | NotFound():
            return await _said(request, "closed", say("said-closed"))


async def _said(request: web.Request, said: str, text: str) -> web.StreamResponse:
    deps, status = request.app[DEPS], {"done": 200, "invalid": 422}.get(said, 409)
    if "application/json" in request.headers.get(hdrs.ACCEPT, ""):
        return web.json_response({"said": said, "text": text}, status=status)
    conversation = request.match_info["conversation"]
    if said == "done":
        raise web.HTTPSeeOther(f"{deps.base}/case/{conversation}")
    return page(request, "duty_problem.html", status=status, conversation=conversation, text=text)
