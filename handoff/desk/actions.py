"""What staff do on the desk: a form in, one act, an answer for a script or for a plain browser."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from aiohttp import hdrs, web

from faq.markdown import from_markdown
from handoff.asking import asks_of
from handoff.casemarks import NotMarked
from handoff.desk.asked import Answer, Asked, answer_of, enclosed, typed
from handoff.desk.casepage import ENDS, case_page
from handoff.desk.catalogue import Say
from handoff.desk.collegial import COLLEGIAL, do_collegial
from handoff.desk.deps import DEPS
from handoff.desk.door import CASE, VISITOR, case_for, read_form, require
from handoff.desk.filling import unfilled
from handoff.desk.keeping_case import mark_for_file
from handoff.desk.rendering import say_for
from handoff.desk.times import park_until
from handoff.rights import Right
from handoff.ticket import End

ACTS: Final = ("claim", "reply", "correct", "recall", "release", "park", "close", *COLLEGIAL)
TYPED: Final = frozenset({"reply", "correct"})
_STATUS: Final = {"done": 200, "taken": 409, "closed": 409, "invalid": 422}


def routes() -> list[web.RouteDef]:
    """Where forms of a case go."""
    return [web.post(f"{CASE}/{{act:{'|'.join(ACTS)}}}", act, name="act")]


async def act(request: web.Request) -> web.StreamResponse:
    """Do one act on a case."""
    deps, visitor = request.app[DEPS], request[VISITOR]
    name, conversation = request.match_info["act"], request.match_info["conversation"]
    form = await read_form(request)
    case = await case_for(deps, visitor, conversation)
    if case is None:
        raise web.HTTPNotFound(text="case")
    if name != "answer" or not asks_of(case.ticket, visitor.record):
        await require(request, Right.WORK_CASES, case.ticket.department)
    asked = Asked(deps=deps, case=case, record=visitor.record, form=form, draft=typed(form.get("text", "")))
    say = say_for(request)
    if form.get("receipt") != case.ticket.receipt:
        # The page shows an earlier case of this citizen: what was meant for that one must not go into this one.
        answer = Answer(said="closed", text=say("said-closed"))
    else:
        answer = await _do(asked, name, say)
    if hdrs.ACCEPT in request.headers and "application/json" in request.headers[hdrs.ACCEPT]:
        return web.json_response({"said": answer.said, "text": answer.text}, status=_STATUS[answer.said])
    if answer.said == "done" and name == "transfer":
        raise web.HTTPSeeOther(deps.base or "/")  # the case may not be theirs to see any more
    if answer.said == "done":
        raise web.HTTPSeeOther(f"{deps.base}/case/{conversation}")
    return await case_page(
        request,
        status=_STATUS[answer.said],
        draft=asked.draft if name in TYPED else "",
        correct=form.get("edits", "") if name == "correct" else "",
        message=answer.text,
        message_kind=answer.said,
    )


async def _do(asked: Asked, name: str, say: Say) -> Answer:
    if name in COLLEGIAL:
        return await do_collegial(asked, name, say)
    acts, conversation, staff = asked.acts, asked.conversation, asked.staff
    request = asked.request_id(name)
    match name:
        case "claim":
            result = await acts.claim(conversation, staff, request=request)
        case "release":
            result = await acts.release(conversation, staff, request=request)
        case "park":
            now = datetime.now(UTC)
            until = park_until(asked.form.get("quick", ""), asked.form.get("until", ""), now, asked.deps.zone)
            if until is None:
                return Answer(said="invalid", text=say("said-park-when"))
            result = await acts.park(conversation, staff, until, request=request)
        case "close":
            end = _end_in(asked.form)
            if end is None:
                return Answer(said="invalid", text=say("said-close-why"))
            if wrong := await _for_the_file(asked, say):
                return Answer(said="invalid", text=wrong)
            result = await acts.close(conversation, staff, end, request=request)
        case "recall":
            result = await asked.deps.replies.recall(conversation, staff, asked.field("reply"), request=request)
        case _:
            return await _reply(asked, name, say)
    return answer_of(result, name, say)


async def _reply(asked: Asked, name: str, say: Say) -> Answer:
    """A reply, or a new version of one (``edits``); with ``close`` it ends the case."""
    deps, form, conversation = asked.deps, asked.form, asked.conversation
    edits, end = "", None
    if name == "correct":
        rows = await deps.journal.rows(conversation, after=max(0, _number(form.get("n", "")) - 1), limit=1)
        mine = [row for row in rows if row.body.get("by") == asked.record.login and row.who == "person"]
        if not mine:
            return Answer(said="invalid", text=say("said-not-yours"))
        edits = str(mine[0].body.get("edit_of", mine[0].id))
    files = await enclosed(deps, conversation, form.get("files", ""))
    wrong = _wrong(asked, files, say)
    if not wrong and form.get("then") == "close":
        end = _end_in(form)
        wrong = "" if end is not None else say("said-close-why")
        wrong = wrong or await _for_the_file(asked, say)
    if wrong or files is None:
        return Answer(said="invalid", text=wrong or say("said-file-gone"))
    result = await deps.replies.send(
        conversation,
        asked.staff,
        _number(form.get("fence", "")),
        asked.draft,
        request=asked.request_id(name),
        receipt=asked.case.ticket.receipt,
        files=files,
        edits=edits,
        entry=asked.field("entry")[:200],
        end=end,
    )
    answer = answer_of(result, name, say)
    if answer.said == "done" and name == "reply":
        await deps.journal.drop_draft(conversation, asked.record.login, asked.case.ticket.receipt)
    return answer


async def _for_the_file(asked: Asked, say: Say) -> str:
    """Note on closing that the case belongs to the file, if the form says so; what is wrong with that, or nothing.

    Before it is closed: what was meant for the file is never gone without a note.
    """
    number = asked.field("file_number")
    if not number and asked.field("file") != "yes":
        return ""
    try:
        await mark_for_file(asked.deps, asked.case.ticket.receipt, number, asked.staff.login)
    except NotMarked as refused:
        key = "said-file-number" if refused.wrong == "number-missing" else f"mark-wrong-{refused.wrong}"
        return say(key)
    return ""


def _wrong(asked: Asked, files: object, say: Say) -> str:
    """What is wrong with a reply's text and files; empty when nothing is."""
    limits = asked.deps.limits
    if files is None:
        return say("said-file-gone")
    if isinstance(files, tuple) and len(files) > limits.attached:
        return say("said-files-many", n=limits.attached)
    if len(asked.draft) > limits.text:
        return say("said-too-long", n=limits.text)
    if not from_markdown(asked.draft).text.strip() and not files:
        return say("said-empty")
    if gaps := unfilled(asked.draft):
        return say("said-unfilled", names=", ".join(f"{{{gap}}}" for gap in gaps))
    return ""


def _end_in(form: dict[str, str]) -> End | None:
    return next((end for end in ENDS if end.value == form.get("end")), None)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
