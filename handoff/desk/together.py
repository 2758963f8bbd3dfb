"""Concerns that resemble each other, answered together: each gets its own claim, its own reply, its own result."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from aiohttp import web

from faq.markdown import from_markdown
from faq.richtext import Rich
from handoff.acts import ActResult, NotFound
from handoff.desk.alike import alike_of
from handoff.desk.asked import typed
from handoff.desk.deps import DEPS, DeskDeps
from handoff.desk.door import CONVERSATION, VISITOR, case_for, note_refusal, read_form, require
from handoff.desk.listing import Around, Item, items_of
from handoff.desk.queue import open_cases, waiting_of
from handoff.desk.rendering import page, reading_for, say_for
from handoff.journal.records import JournalError
from handoff.queueing import Case
from handoff.rights import Right
from handoff.ticket import Closed, Done, End, Staff, TakenBy

MOST: Final = 50
"""So many are answered by one form."""

Word = Literal["done", "closed-too", "taken", "over", "elsewhere", "failed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What became of the reply to one concern."""

    conversation: str
    receipt: str
    word: Word
    text: str

    @property
    def done(self) -> bool:
        """Whether it is stored and leaves."""
        return self.word in ("done", "closed-too")


def routes() -> list[web.RouteDef]:
    """Where concerns are answered together."""
    return [web.get("/together", show_together, name="together"), web.post("/together", answer_together)]


async def show_together(request: web.Request) -> web.StreamResponse:
    """The form, for a waiting concern (``?case=``) and those that resemble it."""
    await require(request, Right.WORK_CASES)
    first = request.query.get("case", "")
    cases = await open_cases(request)
    waiting = waiting_of(cases, request)
    kin = [first, *alike_of(waiting).get(first, ())]
    offered = sorted((c for c in waiting if c.conversation in kin), key=lambda c: kin.index(c.conversation))[:MOST]
    return _page(request, offered, chosen=[case.conversation for case in offered])


async def answer_together(request: web.Request) -> web.StreamResponse:
    """Claim each chosen concern and reply to it; one that fails does not hold up the others."""
    visitor = await require(request, Right.WORK_CASES)
    deps, say = request.app[DEPS], say_for(request)
    fields = await request.post()
    form = await read_form(request)
    chosen = [str(value) for value in fields.getall("case", [])][:MOST]
    offered = [str(value) for value in fields.getall("offered", [])][:MOST]
    cases = {case.conversation: case for case in await open_cases(request)}
    text = typed(form.get("text", ""))
    rich, problem = from_markdown(text), ""
    if not chosen:
        problem = say("together-none-chosen")
    elif not rich.text.strip():
        problem = say("said-empty")
    elif len(text) > deps.limits.text:
        problem = say("said-too-long", n=deps.limits.text)
    results: list[Result] = []
    if not problem:
        # What the form is sent for a second time happens once: the same form, the same text, the same case.
        sent = hashlib.sha256(f"{form.get('request', '')[:64]}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()
        whole = _Whole(deps=deps, staff=visitor.record.staff, rich=rich, closes="close" in form, sent=sent)
        for conversation in chosen:
            if CONVERSATION.fullmatch(conversation):
                results.append(await _answered(request, whole, conversation))
    left = [result.conversation for result in results if result.word == "failed"]
    again = offered if problem else left
    return _page(
        request,
        [cases[conversation] for conversation in again if conversation in cases],
        chosen=chosen,
        text=text,
        problem=problem,
        results=results,
        status=422 if problem else 200,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Whole:
    """What goes to each of them. ``sent`` names the form and what is in it."""

    deps: DeskDeps
    staff: Staff
    rich: Rich
    closes: bool
    sent: str

    def request(self, act: str, conversation: str) -> str:
        """A repeat-safe id of one act on one case."""
        return f"together:{self.staff.login}:{act}:{conversation}:{self.sent}"


async def _answered(request: web.Request, whole: _Whole, conversation: str) -> Result:
    """What became of one; a concern that has gone to a department that is not theirs is named by no more than that."""
    deps, visitor = whole.deps, request[VISITOR]
    case = await case_for(deps, visitor, conversation)
    if case is not None and visitor.may(Right.WORK_CASES, case.ticket.department):
        return await _answer(request, whole, Case(conversation=conversation, ticket=case.ticket))
    if case is not None:
        await note_refusal(request, Right.WORK_CASES, case.ticket.department)
    return Result(
        conversation=conversation,
        receipt=case.ticket.receipt if case is not None else "",
        word="elsewhere",
        text=say_for(request)("together-elsewhere"),
    )


async def _answer(request: web.Request, whole: _Whole, case: Case) -> Result:
    say, conversation = say_for(request), case.conversation
    word: Word
    name = ""
    try:
        result = await _claim_and_reply(whole, case)
    except (JournalError, TimeoutError):
        word = "failed"
    else:
        match result:
            case Done():
                word = "closed-too" if whole.closes and await _close(whole, conversation) else "done"
            case TakenBy(holder=holder):
                word, name = "taken", holder.colleague
            case Closed() | NotFound():
                word = "over"
    text = say(f"together-{word}", **({"name": name} if name else {}))
    return Result(conversation=conversation, receipt=case.ticket.receipt, word=word, text=text)


async def _claim_and_reply(whole: _Whole, case: Case) -> ActResult:
    acts, conversation = whole.deps.acts, case.conversation
    claimed = await acts.claim(conversation, whole.staff, request=whole.request("claim", conversation))
    if not isinstance(claimed, Done):
        return claimed
    if claimed.ticket.receipt != case.ticket.receipt:
        return Closed()  # another concern of the same person by now
    request = whole.request("reply", conversation)
    return await acts.reply(conversation, whole.staff, claimed.ticket.fence, whole.rich, request=request)


async def _close(whole: _Whole, conversation: str) -> bool:
    try:
        request = whole.request("close", conversation)
        result = await whole.deps.acts.close(conversation, whole.staff, End.ANSWERED, request=request)
    except (JournalError, TimeoutError):
        return False
    return isinstance(result, Done)


def _page(
    request: web.Request,
    cases: Sequence[Case],
    *,
    chosen: Sequence[str],
    text: str = "",
    problem: str = "",
    results: Sequence[Result] = (),
    status: int = 200,
) -> web.Response:
    items: list[Item] = items_of(cases, request[VISITOR].login, reading_for(request), Around())
    values: dict[str, Any] = {"items": items, "chosen": chosen, "text": text, "problem": problem, "results": results}
    return page(
        request,
        "together.html",
        status=status,
        longest=request.app[DEPS].limits.text,
        request_id=secrets.token_urlsafe(12),
        **values,
    )
