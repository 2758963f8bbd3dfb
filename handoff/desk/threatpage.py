"""A threat in words after a click, and the evidence of it as a file: both are written down."""

from __future__ import annotations

from typing import Final

from aiohttp import hdrs, web

from handoff.desk.caserows import shown_of_case, view_of_case
from handoff.desk.deps import DEPS
from handoff.desk.door import CASE, VISITOR, case_for, read_form, require
from handoff.desk.rendering import page, reading_for
from handoff.proving import evidence_of
from handoff.rights import Right
from handoff.threats import is_threat, parts_of

_DIGITS: Final = 9


def routes() -> list[web.RouteDef]:
    """Where they are."""
    return [
        web.post(f"{CASE}/unmask", unmask, name="unmask"),
        web.get(CASE + r"/evidence.{as:zip}", evidence, name="evidence"),
    ]


async def unmask(request: web.Request) -> web.StreamResponse:
    """The sentences of one message that are threats."""
    deps, visitor = request.app[DEPS], request[VISITOR]
    form = await read_form(request)
    case = await case_for(deps, visitor, request.match_info["conversation"], receipt=form.get("receipt", ""))
    n = form.get("n", "")
    if case is None or not (n.isascii() and n.isdigit() and len(n) <= _DIGITS):
        raise web.HTTPNotFound(text="case")
    rows = await deps.journal.rows(case.snapshot.conversation, after=int(n) - 1, limit=1)
    view = await view_of_case(deps, case)
    row = rows[0] if rows and rows[0].n == int(n) and view.shows(rows[0].n, rows[0].at) else None
    if row is None or not is_threat(row.body):
        raise web.HTTPNotFound(text="case")
    await deps.journal.audit({"who": visitor.login, "action": "unmask", "receipt": case.ticket.receipt, "row": row.n})
    text = "\n".join(part.strip() for part, threat in parts_of(str(row.body.get("text", ""))) if threat)
    if "application/json" in request.headers.get(hdrs.ACCEPT, ""):
        return web.json_response({"text": text})
    back = f"case/{case.snapshot.conversation}#row-{row.n}"
    return page(request, "unmasked.html", text=text, back=back)


async def evidence(request: web.Request) -> web.StreamResponse:
    """The ZIP."""
    deps, visitor = request.app[DEPS], request[VISITOR]
    case = await case_for(deps, visitor, request.match_info["conversation"], receipt=request.query.get("receipt", ""))
    if case is None:
        raise web.HTTPNotFound(text="case")
    await require(request, Right.EXPORT_CASE, case.ticket.department)
    made = await evidence_of(
        deps.journal,
        case.snapshot,
        (await shown_of_case(deps, case)).rows,
        receipt=case.ticket.receipt,
        town=deps.town,
        by=visitor.login,
        reading=reading_for(request),
    )
    if made is None:
        raise web.HTTPNotFound(text="case")
    return web.Response(
        body=made,
        content_type="application/zip",
        headers={hdrs.CONTENT_DISPOSITION: f'attachment; filename="{case.ticket.receipt}-evidence.zip"'},
    )
