"""A threat in words after a click, and the evidence of it as a file, at a case and at a review: both written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import hdrs, web

from handoff.audit import Action
from handoff.audit import row as audit_row
from handoff.desk.caserows import shown_of_case
from handoff.desk.deps import DEPS
from handoff.desk.door import CASE, VISITOR, case_for, read_form, require
from handoff.desk.rendering import page, reading_for
from handoff.desk.reviewpage import ONE, about, opened, shown_of_review, ticket_of
from handoff.journal.records import Row, Snapshot
from handoff.proving import evidence_of
from handoff.rights import Right
from handoff.threats import is_threat, parts_of


def routes() -> list[web.RouteDef]:
    """Where they are."""
    return [
        web.post(f"{CASE}/unmask", unmask, name="unmask"),
        web.get(CASE + r"/evidence.{as:zip}", evidence, name="evidence"),
        web.post(f"{ONE}/unmask", unmask, name="review-unmask"),
        web.get(ONE + r"/evidence.{as:zip}", evidence, name="review-evidence"),
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """What of a conversation somebody may see; ``receipt`` of its case, empty where there is none."""

    snapshot: Snapshot
    receipt: str
    department: str
    rows: Sequence[Row]


async def unmask(request: web.Request) -> web.StreamResponse:
    """The sentences of one message that are threats."""
    deps, visitor = request.app[DEPS], request[VISITOR]
    form = await read_form(request)
    seen = await _seen(request, form.get("receipt", ""))
    row = next((row for row in seen.rows if str(row.n) == form.get("n") and is_threat(row.body)), None)
    if row is None:
        raise web.HTTPNotFound(text="case")
    conversation = seen.snapshot.conversation
    await deps.journal.audit(
        audit_row(visitor.login, Action.UNMASK, receipt=seen.receipt, conversation=conversation, what=f"row:{row.n}")
    )
    text = "\n".join(part.strip() for part, threat in parts_of(str(row.body.get("text", ""))) if threat)
    if "application/json" in request.headers.get(hdrs.ACCEPT, ""):
        return web.json_response({"text": text})
    area = "reviews" if _is_review(request) else "case"
    return page(request, "unmasked.html", text=text, back=f"{area}/{conversation}#row-{row.n}")


async def evidence(request: web.Request) -> web.StreamResponse:
    """The ZIP."""
    deps, visitor = request.app[DEPS], request[VISITOR]
    seen = await _seen(request, request.query.get("receipt", ""))
    if not _is_review(request):
        await require(request, Right.EXPORT_CASE, seen.department)
    made = await evidence_of(
        deps.journal,
        seen.snapshot,
        seen.rows,
        receipt=seen.receipt,
        town=deps.town,
        by=visitor.login,
        reading=reading_for(request),
    )
    if made is None:
        raise web.HTTPNotFound(text="case")
    name = seen.receipt or "threat"
    return web.Response(
        body=made,
        content_type="application/zip",
        headers={hdrs.CONTENT_DISPOSITION: f'attachment; filename="{name}-evidence.zip"'},
    )


def _is_review(request: web.Request) -> bool:
    return (request.match_info.route.name or "").startswith("review")


async def _seen(request: web.Request, receipt: str) -> Seen:
    """Raises HTTPNotFound, HTTPForbidden."""
    deps = request.app[DEPS]
    if _is_review(request):
        snapshot, department = await opened(request)
        ticket = await ticket_of(request, snapshot.conversation, about(snapshot.conduct, snapshot.now))
        rows = (await shown_of_review(request, snapshot, ticket)).rows
        return Seen(
            snapshot=snapshot, receipt=ticket.receipt if ticket is not None else "", department=department, rows=rows
        )
    case = await case_for(deps, request[VISITOR], request.match_info["conversation"], receipt=receipt)
    if case is None:
        raise web.HTTPNotFound(text="case")
    rows = (await shown_of_case(deps.journal, case)).rows
    return Seen(snapshot=case.snapshot, receipt=case.ticket.receipt, department=case.ticket.department, rows=rows)
