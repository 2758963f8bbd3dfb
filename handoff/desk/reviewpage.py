"""The page *Review* for leads: requests of citizens, long blocks to confirm, threats of late, what is in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from aiohttp import web

from handoff.audit import Action, row
from handoff.desk.asked import typed
from handoff.desk.attention import Matter, attention_of, front_office
from handoff.desk.caserows import Shown, shown_of_case
from handoff.desk.conductview import Told, conduct_view, told
from handoff.desk.deps import DEPS
from handoff.desk.door import CONVERSATION, VISITOR, OpenCase, read_form, require
from handoff.desk.listing import subject_of
from handoff.desk.measures import enforcing, outcome
from handoff.desk.rendering import page, reading_for
from handoff.desk.state import Reading
from handoff.desk.transcript import Line, lines_of
from handoff.enforcing import department_of
from handoff.journal.records import Snapshot
from handoff.measure import Conduct, Review
from handoff.rights import Right
from handoff.stretches import handoff_at
from handoff.ticket import Ticket

ONE: Final = f"/reviews/{{conversation:{CONVERSATION.pattern}}}"
DOES: Final = ("decide", "second-yes", "second-no", "lift")
LONGEST: Final = 500
ROWS: Final = 500


def routes() -> list[web.RouteDef]:
    """Where reviews are."""
    return [
        web.get("/reviews", show_reviews, name="reviews"),
        web.get(ONE, show_review, name="review"),
        web.post(f"{ONE}/{{does:{'|'.join(DOES)}}}", decide, name="review-decide"),
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A line of the page. ``told``: the measure; ``own``: the reader imposed or proposed it; ``due``: the request's."""

    conversation: str
    what: str
    department: str
    at: str
    told: Told | None = None
    receipt: str = ""
    due: str = ""
    late: bool = False
    own: bool = False


async def show_reviews(request: web.Request) -> web.StreamResponse:
    """All that waits."""
    visitor = await require(request, Right.REVIEW_MEASURES)
    reading, deps = reading_for(request), request.app[DEPS]
    found = await attention_of(request, measures=True)
    names = {login: record.name for login, record in (await deps.journal.staff()).items()}

    async def entry(one: Matter) -> Entry:
        conduct, ticket = one.conduct, await ticket_of(request, one.conversation, about(one.conduct, one.at))
        review, proposed = conduct.review, conduct.proposed
        shown = proposed if one in found.proposals else conduct.imposed
        imposed_by = {shown.by, shown.second} if shown is not None else set()
        is_request = one in found.reviews and review is not None
        return Entry(
            conversation=one.conversation,
            what=subject_of(ticket, reading, 80) if ticket is not None else reading.say("review-no-case"),
            department=reading.department(one.department),
            at=reading.moment(one.at),
            told=told(shown, names, reading) if shown is not None else None,
            receipt=review.id if is_request and review is not None else "",
            due=reading.moment(review.due) if is_request and review is not None else "",
            late=is_request and review is not None and review.due < reading.now,
            own=visitor.login in (set(review.imposed_by) if is_request and review is not None else imposed_by),
        )

    return page(
        request,
        "reviews.html",
        reviews=[await entry(one) for one in found.reviews],
        proposals=[await entry(one) for one in found.proposals],
        threats=[await entry(one) for one in found.threats],
        measures=[await entry(one) for one in found.measures],
        done=request.query.get("done", "") if request.query.get("done", "") in DOES else "",
    )


async def show_review(request: web.Request) -> web.StreamResponse:
    """One citizen's matter: the conversation, the measure, the forms."""
    return await _page(request)


async def decide(request: web.Request) -> web.StreamResponse:
    """Answer the request, or say the second word on a block."""
    deps, visitor = request.app[DEPS], request[VISITOR]
    snapshot, department = await opened(request)
    form, does = await read_form(request), request.match_info["does"]
    acts, conversation, record = enforcing(deps), snapshot.conversation, visitor.record
    which, verdict = form.get("measure", ""), form.get("verdict", "")
    match does:
        case "decide" if verdict not in {"uphold", "lift"}:
            return await _page(request, status=422, message=reading_for(request).say("review-verdict-missing"))
        case "decide":
            words = typed(form.get("words", ""))[:LONGEST]
            result = await acts.decide_review(
                conversation, record, department, which, upheld=verdict == "uphold", words=words
            )
        case "second-yes":
            result = await acts.confirm(conversation, record, department, which)
        case "second-no":
            result = await acts.turn_down(conversation, record, department, which)
        case _:
            result = await acts.lift(conversation, record, department, which)
    status, text = outcome(request, does, result)
    if status != web.HTTPOk.status_code:
        return await _page(request, status=status, message=text, words=form.get("words", ""))
    raise web.HTTPSeeOther(f"{deps.base}/reviews?done={does}")


async def opened(request: web.Request) -> tuple[Snapshot, str]:
    """The conversation, and the department whose matter it is. Raises HTTPNotFound, HTTPForbidden."""
    deps = request.app[DEPS]
    snapshot = await deps.journal.snapshot(request.match_info["conversation"])
    if snapshot is None:
        raise web.HTTPNotFound(text="case")
    review = snapshot.conduct.review
    department = await department_of(deps.journal, snapshot.conversation, front_office(deps))
    if review is not None and review.is_open:
        department = review.department
    await require(request, Right.REVIEW_MEASURES, department)
    return snapshot, department


async def _page(request: web.Request, *, status: int = 200, message: str = "", words: str = "") -> web.StreamResponse:
    deps, visitor, reading = request.app[DEPS], request[VISITOR], reading_for(request)
    snapshot, department = await opened(request)
    names = {login: record.name for login, record in (await deps.journal.staff()).items()}
    ticket = await ticket_of(request, snapshot.conversation, about(snapshot.conduct, snapshot.now))
    shown = await shown_of_review(request, snapshot, ticket)
    review = snapshot.conduct.review
    await deps.journal.audit(row(visitor.login, Action.READ, conversation=snapshot.conversation))
    return page(
        request,
        "review.html",
        status=status,
        message=message,
        words=words,
        conversation=snapshot.conversation,
        department=reading.department(department),
        subject=subject_of(ticket, reading) if ticket is not None else reading.say("review-no-case"),
        case=ticket if ticket is not None and visitor.record.sees(ticket.department) else None,
        conduct=conduct_view(
            snapshot.conduct, visitor.record, department, deps.conduct_terms(), names=names, reading=reading
        ),
        review=_review_values(review, reading) if review is not None else None,
        own=review is not None and visitor.login in review.imposed_by,
        lines=_lines(shown, snapshot, reading),
        longest=LONGEST,
    )


def _review_values(review: Review, reading: Reading) -> dict[str, Any]:
    return {
        "id": review.id,
        "open": review.is_open,
        "asked": reading.moment(review.asked_at),
        "due": reading.moment(review.due),
        "words": review.words,
    }


def about(conduct: Conduct, otherwise: datetime) -> datetime:
    """When there was what is to be looked at: the measure, or else what was said."""
    measure = conduct.proposed or conduct.imposed
    return measure.since if measure is not None else max((one.at for one in conduct.offences), default=otherwise)


async def ticket_of(request: web.Request, conversation: str, at: datetime) -> Ticket | None:
    """The concern in which something was; a newer one has nothing to do with it."""
    return handoff_at(await request.app[DEPS].journal.handoffs(conversation), at)


async def shown_of_review(request: web.Request, snapshot: Snapshot, ticket: Ticket | None) -> Shown:
    """What of the conversation is shown to who reviews: one concern and what is nobody's; the walls stand."""
    deps, record = request.app[DEPS], request[VISITOR].record
    if ticket is None:
        rows = await deps.journal.rows(snapshot.conversation, after=max(0, snapshot.seq - ROWS))
        return Shown(rows=tuple(rows), deeds=(), hidden=())
    *_, newest = await deps.journal.handoffs(snapshot.conversation)
    current = newest.receipt == ticket.receipt
    last = None if current else await deps.journal.last_row(ticket)
    case = OpenCase(record=record, snapshot=snapshot, ticket=ticket, current=current, last=last)
    return await shown_of_case(deps.journal, case)


def _lines(shown: Shown, snapshot: Snapshot, reading: Reading) -> Sequence[Line]:
    return lines_of(shown.rows, snapshot, {}, outbox=True, reading=reading, hidden=shown.hidden)
