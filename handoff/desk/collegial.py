"""Forms between staff: notes, tags, handing on, and questions to colleagues."""

from __future__ import annotations

from typing import Final

from handoff.asking import tag_of
from handoff.desk.asked import Answer, Asked, answer_of
from handoff.desk.caseview import PERSON, colleagues_of, home_of
from handoff.desk.catalogue import Say
from handoff.ticket import Staff

COLLEGIAL: Final = ("note", "tag", "untag", "transfer", "ask", "answer", "asked")


async def do_collegial(asked: Asked, name: str, say: Say) -> Answer:
    """Do one of these acts."""
    if wrong := _too_much(asked, name, say):
        return Answer(said="invalid", text=wrong)
    colleagues, conversation, staff = asked.colleagues, asked.conversation, asked.staff
    request = asked.request_id(name)
    match name:
        case "note":
            result = await asked.acts.note(conversation, staff, asked.draft, request=request)
        case "tag" | "untag":
            word = tag_of(asked.form.get("tag", ""))
            if not word:
                return Answer(said="invalid", text=say("said-tag"))
            if name == "tag":
                await asked.deps.journal.use_tag(word)
            result = await colleagues.tag(conversation, staff, word, request=request, off=name == "untag")
        case "transfer":
            where = await _where(asked)
            if where is None:
                return Answer(said="invalid", text=say("said-transfer-where"))
            department, to = where
            result = await colleagues.transfer(
                conversation, staff, department, to=to, note=asked.draft, request=request
            )
        case "ask":
            whom = await _where(asked)
            if whom is None:
                return Answer(said="invalid", text=say("said-ask-whom"))
            department, to = whom
            result = await colleagues.ask(
                conversation,
                staff,
                asked.draft,
                to=to,
                department="" if to is not None else department,
                request=request,
            )
        case "answer":
            result = await colleagues.answer(conversation, staff, asked.field("ask"), asked.draft, request=request)
        case _:
            result = await colleagues.done_asking(conversation, staff, asked.field("ask"), request=request)
    return answer_of(result, name, say)


def _too_much(asked: Asked, name: str, say: Say) -> str:
    limit = asked.deps.limits.text
    if len(asked.draft) > limit:
        return say("said-too-long", n=limit)
    return say("said-empty") if name in {"note", "ask", "answer"} and not asked.draft else ""


async def _where(asked: Asked) -> tuple[str, Staff | None] | None:
    """The department, and the person, that a form names; None when it names none that can be."""
    chosen, ticket = asked.form.get("to", ""), asked.case.ticket
    if chosen.startswith(PERSON):
        record = colleagues_of(await asked.deps.journal.staff(), asked.record.login).get(chosen[len(PERSON) :])
        return (home_of(record, ticket), record.staff) if record is not None else None
    known = {department.id for department in asked.deps.departments()} - {ticket.department}
    return (chosen, None) if chosen in known else None
