"""One case for the file: a page to print and keep, or JSON. Inert: no script, nothing fetched from anywhere."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from aiohttp import hdrs, web
from markupsafe import Markup

from handoff.desk.caserows import shown_of_case, stored_in
from handoff.desk.deps import DEPS
from handoff.desk.door import CASE, VISITOR, case_for, require
from handoff.desk.listing import subject_of
from handoff.desk.rendering import page, reading_for
from handoff.desk.state import state_of
from handoff.desk.transcript import lines_of
from handoff.journal.records import Row
from handoff.rights import Right
from handoff.stretches import Hidden
from handoff.ticket import ticket_to_dict

FORMAT: Final = 1
"""Version of the JSON's shape."""
_SHEET: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
_STYLE: Final = (Path(__file__).parent / "static" / "export.css").read_text(encoding="utf-8")


def routes() -> list[web.RouteDef]:
    """Where the two files are."""
    return [web.get(CASE + r"/export.{as:html|json}", export, name="export")]


async def export(request: web.Request) -> web.StreamResponse:
    """The whole case as somebody may see it, to be saved."""
    deps = request.app[DEPS]
    case = await case_for(
        deps, request[VISITOR], request.match_info["conversation"], receipt=request.query.get("receipt", "")
    )
    if case is None:
        raise web.HTTPNotFound(text="case")
    ticket = case.ticket
    await require(request, Right.EXPORT_CASE, ticket.department)
    shown = await shown_of_case(deps.journal, case)
    rows = shown.rows
    kind = request.match_info["as"]
    await deps.journal.audit({"who": request[VISITOR].login, "action": "export", "receipt": ticket.receipt, "as": kind})
    now = datetime.now(UTC)
    if kind == "json":
        value = {
            "format": FORMAT,
            "town": deps.town,
            "exported_at": now.isoformat(timespec="seconds"),
            "exported_by": request[VISITOR].login,
            "ticket": ticket_to_dict(ticket),
            "rows": [_row(row) for row in rows],
            "hidden": [_hidden(one) for one in shown.hidden],
        }
        text = json.dumps(value, ensure_ascii=False, indent=1)
        response = web.Response(text=text, content_type="application/json", charset="utf-8")
    else:
        reading = reading_for(request)
        response = page(
            request,
            "export.html",
            ticket=ticket,
            subject=subject_of(ticket, reading),
            lines=lines_of(
                rows,
                case.snapshot,
                await deps.journal.delivery_states(case.snapshot.conversation),
                outbox=True,
                reading=reading,
                files=await deps.files.states(stored_in(rows)),
                hidden=shown.hidden,
            ),
            state=state_of(ticket, reading),
            department=reading.department(ticket.department),
            kind=reading.word("kind", ticket.kind),
            channel=reading.word("channel", ticket.channel),
            asked=reading.moment(ticket.asked_at),
            exported=reading.moment(now),
            exported_iso=now.isoformat(timespec="seconds"),
            by=request[VISITOR].record.name,
            sheet=Markup(_STYLE),  # noqa: S704 - our own file
        )
        response.headers["Content-Security-Policy"] = _SHEET
    response.headers[hdrs.CONTENT_DISPOSITION] = f'attachment; filename="{ticket.receipt}.{kind}"'
    return response


def _hidden(one: Hidden) -> dict[str, Any]:
    """Rows that are another department's alone."""
    ticket = one.ticket
    return {
        "first": one.stretch.first,
        "last": one.stretch.last,
        "receipt": one.stretch.receipt,
        "department": ticket.department if ticket is not None else "",
        "asked_at": ticket.asked_at.isoformat() if ticket is not None else None,
        "closed_at": ticket.closed_at.isoformat() if ticket is not None and ticket.closed_at is not None else None,
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "n": row.n,
        "at": row.at.isoformat() if row.at else None,
        "who": row.who,
        "name": row.name,
        "body": dict(row.body),
    }
