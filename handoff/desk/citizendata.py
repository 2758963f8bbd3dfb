"""What a citizen asks for by letter, done at the desk: a copy of everything of theirs, and that it goes.

Both reach over all departments: they are for whoever may do so in each that the citizen has been to.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import hdrs, web

from handoff.audit import Action, row
from handoff.desk.copying import write_copy
from handoff.desk.deps import DEPS, AttachedTo
from handoff.desk.door import CASE, VISITOR, OpenCase, case_for, read_form, require
from handoff.desk.rendering import page, say_for
from handoff.erasure import Asked
from handoff.files.disk import in_thread
from handoff.rights import Right


def routes() -> list[web.RouteDef]:
    """Where the forms go."""
    return [
        web.post(CASE + "/citizen-copy", copy, name="citizen-copy"),
        web.post(CASE + "/citizen-erase", erase, name="citizen-erase"),
    ]


async def copy(request: web.Request) -> web.StreamResponse:
    """Everything that is stored of the citizen, as a ZIP for them alone."""
    case, _ = await _case(request)
    deps, receipt = request.app[DEPS], case.ticket.receipt
    conversation = case.snapshot.conversation
    await deps.journal.audit(row(request[VISITOR].login, Action.CITIZEN_EXPORT, receipt=receipt))
    came = AttachedTo(conversation=conversation, keeps_position=True)

    async def fetch(ref: str, name: str) -> bytes:
        return await deps.fetch_attachment(came, ref, name)

    folder = await asyncio.to_thread(TemporaryDirectory, prefix="buergerdraht-")
    try:
        target = Path(folder.name) / "copy.zip"
        lang = case.ticket.lang if case.ticket.lang in {"de", "en"} else "de"
        await write_copy(
            target, deps.journal, deps.files, conversation, town=deps.town, zone=deps.zone, lang=lang, fetch=fetch
        )
        data = await in_thread(target.read_bytes)
    finally:
        await in_thread(folder.cleanup)
    headers = {hdrs.CONTENT_DISPOSITION: f'attachment; filename="{receipt}-auskunft.zip"'}
    return web.Response(body=data, content_type="application/zip", headers=headers)


async def erase(request: web.Request) -> web.StreamResponse:
    """Everything of the citizen goes; who does it has typed the receipt number."""
    case, form = await _case(request)
    deps, login, receipt = request.app[DEPS], request[VISITOR].login, case.ticket.receipt
    if form.get("typed", "").strip().upper() != receipt:
        return _told(request, "citizen-typed", 422)
    channel = case.snapshot.address.partition(":")[0]
    asked = Asked(by=login, at=case.snapshot.now, channel=channel, lang=case.ticket.lang, receipt=receipt)
    await deps.journal.audit(row(login, Action.CITIZEN_ERASE, receipt=receipt))
    await deps.journal.ask_erasure(case.snapshot.conversation, asked)
    return _told(request, "citizen-erasing", 200)


async def _case(request: web.Request) -> tuple[OpenCase, dict[str, str]]:
    """The case of the page, and the form; for somebody with the right in every department of the citizen."""
    form = await read_form(request)
    deps = request.app[DEPS]
    case = await case_for(deps, request[VISITOR], request.match_info["conversation"], receipt=form.get("receipt", ""))
    if case is None or case.ticket.receipt != form.get("receipt"):
        raise web.HTTPNotFound(text="case")
    for ticket in await deps.journal.handoffs(case.snapshot.conversation):
        await require(request, Right.ERASE_CASE, ticket.department)
    await require(request, Right.ERASE_CASE, case.ticket.department)
    return case, form


def _told(request: web.Request, key: str, status: int) -> web.StreamResponse:
    say = say_for(request)
    if "application/json" in request.headers.get(hdrs.ACCEPT, ""):
        said = "done" if status == 200 else "invalid"
        return web.json_response({"said": said, "text": say(key)}, status=status)
    conversation = request.match_info["conversation"]
    return page(
        request,
        "duty_problem.html",
        status=status,
        conversation=conversation,
        text=say(key),
        title=say("citizen-title"),
    )
