"""Drafts: what staff type is kept on the server while they type, for whatever device they go on at."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from handoff.desk.asked import enclosed, typed
from handoff.desk.deps import DEPS
from handoff.desk.door import CASE, VISITOR, case_for, read_form, require
from handoff.journal.drafts import Draft
from handoff.rights import Right


def routes() -> list[web.RouteDef]:
    """Where drafts are kept."""
    return [
        web.get(f"{CASE}/draft", show_draft, name="fragment-draft"),
        web.post(f"{CASE}/draft", keep_draft, name="draft"),
    ]


async def show_draft(request: web.Request) -> web.StreamResponse:
    """What the member has typed for this handoff."""
    deps, visitor, conversation = request.app[DEPS], request[VISITOR], request.match_info["conversation"]
    case = await case_for(deps, visitor, conversation, receipt=request.query.get("receipt", ""))
    if case is None:
        raise web.HTTPNotFound(text="case")
    return web.json_response(draft_values(await deps.journal.draft(conversation, visitor.login, case.ticket.receipt)))


async def keep_draft(request: web.Request) -> web.StreamResponse:
    """Keep what was typed, and which files lie beside it; nothing at all drops the draft."""
    visitor = await require(request, Right.WORK_CASES)
    deps, conversation = request.app[DEPS], request.match_info["conversation"]
    form = await read_form(request)
    # Of an ended one too: what did not go out any more is there to be read, changed and taken elsewhere.
    case = await case_for(deps, visitor, conversation, receipt=form.get("receipt", "-"))
    if case is None:
        raise web.HTTPNotFound(text="case")
    await require(request, Right.WORK_CASES, case.ticket.department)
    text = typed(form.get("text", ""))[: deps.limits.text]
    files = await enclosed(deps, conversation, form.get("files", "")) or ()
    draft = Draft(receipt=case.ticket.receipt, text=text, files=files[: deps.limits.attached])
    await deps.journal.keep_draft(conversation, visitor.login, draft)
    return web.json_response({"said": "done"})


def draft_values(kept: Draft | None) -> dict[str, Any]:
    """A draft as the page's script reads it."""
    if kept is None:
        return {"text": "", "files": [], "refused": ""}
    files = [{"ref": file.ref, "name": file.name} for file in kept.files]
    return {"text": kept.text, "files": files, "refused": kept.refused}
