"""How long one case stays: said beside it; held, noted for the file, and confirmed by forms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from aiohttp import hdrs, web
from babel.dates import format_date

from handoff.casemarks import FileMark, Hold, NotMarked, held, new_file_mark, new_hold, taken_over
from handoff.desk.deps import DEPS, DeskDeps
from handoff.desk.door import CASE, VISITOR, OpenCase, case_for, read_form, require
from handoff.desk.rendering import page, reading_for, say_for
from handoff.desk.state import Reading
from handoff.journal.casemarks import Marked
from handoff.retention import Verdict, goes_at, judge
from handoff.rights import Right


def routes() -> list[web.RouteDef]:
    """Where the forms go."""
    return [
        web.post(CASE + "/hold", hold, name="hold"),
        web.post(CASE + "/lift-hold", lift_hold, name="lift-hold"),
        web.post(CASE + "/file", mark, name="mark-file"),
        web.post(CASE + "/unfile", unmark, name="unmark-file"),
        web.post(CASE + "/file-taken", confirm, name="file-taken"),
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseKeeping:
    """What is said and offered beside a case. ``note``: when it goes, or why it stays."""

    note: str
    held: str
    filed: str
    may_hold: bool
    may_file: bool
    is_held: bool
    is_filed: bool
    is_taken: bool
    today: str

    @property
    def version(self) -> str:
        """What changes with it."""
        return "|".join((self.note, self.held, self.filed, f"{self.may_hold}{self.may_file}"))


async def keeping_of(request: web.Request, case: OpenCase) -> CaseKeeping:
    """What is said and offered beside a case for this visitor."""
    deps, record, reading = request.app[DEPS], request[VISITOR].record, reading_for(request)
    ticket = case.ticket
    hold = await deps.journal.hold(ticket.receipt)
    file_mark = await deps.journal.file_mark(ticket.receipt)
    names = {login: one.name for login, one in (await deps.journal.staff()).items()}
    held_text = ""
    if hold is not None:
        until = last_day(hold, reading)
        key = "keeping-held" if held(hold, reading.now) else "retention-hold-over"
        held_text = reading.say(key, until=until, by=names.get(hold.by, hold.by), reason=hold.reason)
    works = record.may(Right.WORK_CASES, ticket.department)
    return CaseKeeping(
        note=await _note(deps, case, reading),
        held=held_text,
        filed=file_text(file_mark, reading),
        may_hold=record.may(Right.HOLD_CASE, ticket.department),
        may_file=works,
        is_held=hold is not None,
        is_filed=file_mark is not None,
        is_taken=file_mark is not None and file_mark.taken is not None,
        today=f"{reading.now.astimezone(reading.zone).date()}",
    )


def file_text(file_mark: FileMark | None, reading: Reading) -> str:
    """That a case belongs to the file, and that the file system has it."""
    if file_mark is None:
        return ""
    said = reading.say("keeping-filed", number=file_mark.number)
    taken = file_mark.taken
    if taken is not None:
        day = format_date(taken.day, "long", locale=reading.lang)
        said += " " + reading.say("keeping-taken", day=day, number=taken.number)
    return said


def last_day(hold: Hold, reading: Reading) -> str:
    """The last whole day of a hold in words."""
    return day_of(hold.until - timedelta(seconds=1), reading)


def day_of(moment: datetime, reading: Reading) -> str:
    """The local day of a moment in words."""
    return format_date(moment.astimezone(reading.zone).date(), "long", locale=reading.lang)


async def _note(deps: DeskDeps, case: OpenCase, reading: Reading) -> str:
    """When the case goes, or what it waits for; empty while it is not known."""
    ended = None if case.ticket.is_open else await deps.journal.ended_case(case.ticket.case)
    if ended is None:
        return ""
    terms = await deps.agreed().in_force(deps.terms())
    match judge(terms, ended, reading.now):
        case Verdict.NOT_YET:
            return reading.say("keeping-goes", day=day_of(goes_at(terms, ended), reading))
        case Verdict.GOES:
            return reading.say("keeping-goes-soon")
        case Verdict.AWAITS_RECEIPT:
            return reading.say("keeping-awaits")
        case _:
            return ""


# -- forms


async def hold(request: web.Request) -> web.StreamResponse:
    """Keep the case until a day."""
    form, case = await _case(request, Right.HOLD_CASE)
    deps, now = request.app[DEPS], datetime.now(UTC)
    last = _day(form.get("until", ""))
    if last is None:
        return await _refused(request, "said-mark-day")
    ends = datetime.combine(last + timedelta(days=1), time(), deps.zone).astimezone(UTC)
    try:
        made = new_hold(
            receipt=case.ticket.receipt, reason=form.get("reason", ""), until=ends, by=request[VISITOR].login, now=now
        )
    except NotMarked as refused:
        return await _refused(request, f"mark-wrong-{refused.wrong}")
    return await _said(request, await deps.journal.set_hold(made), "hold")


async def lift_hold(request: web.Request) -> web.StreamResponse:
    """End the hold."""
    _, case = await _case(request, Right.HOLD_CASE)
    done = await request.app[DEPS].journal.lift_hold(case.ticket.receipt, by=request[VISITOR].login)
    return await _said(request, "done" if done == "gone" else done, "lift-hold")  # nobody holds it: as was wanted


async def mark(request: web.Request) -> web.StreamResponse:
    """The case belongs to the file."""
    form, case = await _case(request, Right.WORK_CASES)
    try:
        done = await mark_for_file(
            request.app[DEPS], case.ticket.receipt, form.get("number", ""), request[VISITOR].login
        )
    except NotMarked as refused:
        return await _refused(request, f"mark-wrong-{refused.wrong}")
    return await _said(request, done, "file")


async def mark_for_file(deps: DeskDeps, receipt: str, number: str, by: str) -> Marked:
    """Note that a case belongs to the file of a number. Raises NotMarked."""
    before = await deps.journal.file_mark(receipt)
    if before is not None and before.number == number.strip():
        return "done"  # a receipt that is there stays
    made = new_file_mark(receipt=receipt, number=number, by=by, now=datetime.now(UTC))
    return await deps.journal.put_file_mark(before, made)


async def unmark(request: web.Request) -> web.StreamResponse:
    """The case does not belong to the file after all."""
    _, case = await _case(request, Right.WORK_CASES)
    journal = request.app[DEPS].journal
    before = await journal.file_mark(case.ticket.receipt)
    done: Marked = "done"
    if before is not None:
        done = await journal.drop_file_mark(before, by=request[VISITOR].login)
    return await _said(request, done, "unfile")


async def confirm(request: web.Request) -> web.StreamResponse:
    """The file system has the case."""
    form, case = await _case(request, Right.WORK_CASES)
    journal, now = request.app[DEPS].journal, datetime.now(UTC)
    day = _day(form.get("day", ""))
    if day is None:
        return await _refused(request, "said-mark-day")
    before = await journal.file_mark(case.ticket.receipt)
    try:
        taken = taken_over(before, day=day, number=form.get("number", ""), by=request[VISITOR].login, now=now)
    except NotMarked as refused:
        return await _refused(request, f"mark-wrong-{refused.wrong}")
    return await _said(request, await journal.put_file_mark(before, taken), "file-taken")


async def _case(request: web.Request, right: Right) -> tuple[dict[str, str], OpenCase]:
    """The form, and the case that its page showed, for somebody with the right."""
    form = await read_form(request)
    case = await case_for(
        request.app[DEPS], request[VISITOR], request.match_info["conversation"], receipt=form.get("receipt", "")
    )
    if case is None or case.ticket.receipt != form.get("receipt"):
        raise web.HTTPNotFound(text="case")
    await require(request, right, case.ticket.department)
    return form, case


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


async def _refused(request: web.Request, key: str) -> web.StreamResponse:
    return await _answer(request, "invalid", key)


async def _said(request: web.Request, marked: Marked, name: str) -> web.StreamResponse:
    if marked == "done":
        return await _answer(request, "done", f"done-{name}")
    return await _answer(request, "taken", f"said-mark-{marked}")


async def _answer(request: web.Request, said: str, key: str) -> web.StreamResponse:
    status, text = {"done": 200, "invalid": 422, "taken": 409}[said], say_for(request)(key)
    if "application/json" in request.headers.get(hdrs.ACCEPT, ""):
        return web.json_response({"said": said, "text": text}, status=status)
    deps, conversation = request.app[DEPS], request.match_info["conversation"]
    if said == "done":
        form = await read_form(request)
        back = "/retention" if form.get("from") == "list" else f"/case/{conversation}?receipt={form['receipt']}"
        raise web.HTTPSeeOther(deps.base + back)
    return page(
        request,
        "duty_problem.html",
        status=status,
        conversation=conversation,
        text=text,
        title=say_for(request)("keeping-title"),
    )
