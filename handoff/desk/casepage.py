"""One case: its page, the parts of it that are fetched anew, and its files."""

from __future__ import annotations

import mimetypes
import re
import secrets
from typing import Any, Final
from urllib.parse import quote

from aiohttp import hdrs, web

from handoff.address import channel_of
from handoff.desk.callbacks import call_values
from handoff.desk.casehelp import chosen, help_values
from handoff.desk.caserows import shown_of_case, stored_in, view_of_case
from handoff.desk.caseview import earlier_of, person_values, questions_of, recipients, waiting_of
from handoff.desk.conductview import conduct_view
from handoff.desk.deps import DEPS, AttachedTo
from handoff.desk.door import CASE, VISITOR, OpenCase, case_for, note_reading
from handoff.desk.duty_case import duty_of
from handoff.desk.keeping_case import keeping_of
from handoff.desk.listing import away_of, subject_of
from handoff.desk.queue import list_values, waiting_now
from handoff.desk.rendering import page, reading_for
from handoff.desk.state import state_of, urgent_of
from handoff.desk.transcript import SHOWN_AS_PICTURE, attachments_of, lines_of, size_in_words
from handoff.enforcing import department_of
from handoff.files.kinds import KINDS
from handoff.files.store import FileAway
from handoff.rights import Right
from handoff.ticket import End, Kind

ENDS: Final = tuple(end for end in End if end is not End.LEFT)  # leaving is the citizen's
_PICTURES: Final = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n", "image/webp": b"RIFF"}
_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_UNSAFE_IN_NAME: Final = re.compile(r'[\x00-\x1f\x7f"\\/:*?<>|]')


def routes() -> list[web.RouteDef]:
    """Where a case is."""
    return [
        web.get(CASE, show_case, name="case"),
        web.get(CASE + r"/file/{n:\d{1,9}}/{i:\d{1,3}}", show_file, name="file"),
        web.get("/fragment" + CASE, case_parts, name="fragment-case"),
    ]


async def show_case(request: web.Request) -> web.StreamResponse:
    """One case."""
    return await case_page(request)


async def case_page(
    request: web.Request,
    *,
    status: int = 200,
    draft: str = "",
    correct: str = "",
    message: str = "",
    message_kind: str = "",
) -> web.StreamResponse:
    """The page of a case, with what was typed and what became of it when no script took care of that.

    ``correct``: the row that what was typed is a new version of.
    """
    cursor = await request.app[DEPS].journal.feed_end()
    values = await list_values(request) | await _case_values(request, after=0)
    return page(
        request,
        "case.html",
        status=status,
        cursor=cursor,
        message=message,
        message_kind=message_kind,
        **values,
        **await _composer(request, values, draft, correct),
    )


async def case_parts(request: web.Request) -> web.StreamResponse:
    """What of a case may have changed, and its rows after the last one shown."""
    # Without the list: it is fetched by itself, and far less often than an open case changes.
    values = await _case_values(request, after=_asked(request, "after"), did=_asked(request, "did"))
    return page(request, "case_parts.html", waiting=await waiting_now(request), **values)


async def show_file(request: web.Request) -> web.StreamResponse:
    """The bytes of an attachment, under our own headers: a picture is shown, all else only saved."""
    deps = request.app[DEPS]
    case = await _case(request)
    n, i = int(request.match_info["n"]), int(request.match_info["i"])
    rows = await deps.journal.rows(request.match_info["conversation"], after=n - 1, limit=1)
    view = await view_of_case(deps.journal, case)
    attachments = attachments_of(rows[0]) if rows and rows[0].n == n and view.shows(n, rows[0].at) else []
    if i >= len(attachments) or not attachments[i].get("ref"):
        raise web.HTTPNotFound
    attachment = attachments[i]
    await note_reading(deps, request[VISITOR], case.ticket, file=f"{n}.{i}")
    came = AttachedTo(conversation=request.match_info["conversation"], keeps_position=case.ticket.kind is Kind.DEFECT)
    try:
        data = await deps.fetch_attachment(came, str(attachment["ref"]), str(attachment.get("name", "")))
    except FileAway as away:
        raise web.HTTPBadGateway(text=f"file-{away.why}") from None
    picture = next((mime for mime, start in _PICTURES.items() if data.startswith(start)), "")
    shown = picture if attachment.get("kind") == SHOWN_AS_PICTURE else ""
    name = str(attachment.get("name", "")) or f"{case.ticket.receipt}-{n}-{i}{mimetypes.guess_extension(picture) or ''}"
    plain = _UNSAFE_IN_NAME.sub("_", name)
    return web.Response(
        body=data,
        content_type=shown or "application/octet-stream",
        headers={
            hdrs.CONTENT_DISPOSITION: f"{'inline' if shown else 'attachment'}; filename*=UTF-8''{quote(plain)}",
            "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        },
    )


async def _case(request: web.Request) -> OpenCase:
    case = await case_for(
        request.app[DEPS],
        request[VISITOR],
        request.match_info["conversation"],
        receipt=request.query.get("receipt", ""),
    )
    if case is None:
        raise web.HTTPNotFound(text="case")
    return case


def _asked(request: web.Request, name: str) -> int:
    number = request.query.get(name, "0")
    return int(number) if _NUMBER.fullmatch(number) else 0


async def _composer(request: web.Request, values: dict[str, Any], draft: str, correct: str) -> dict[str, Any]:
    """What stands in the field for the reply: what was typed, what is to be corrected, or what was chosen to insert."""
    deps, login = request.app[DEPS], request[VISITOR].login
    help_ = await help_values(request, values["case"], values["rows"])
    wanted = correct or request.query.get("correct", "")
    old = next((line for line in values["lines"] if line.mine and str(line.n) == wanted), None)
    kept = await deps.journal.draft(values["conversation"], login, values["ticket"].receipt)
    if old is not None and values["can_correct"]:
        row = next(row for row in values["rows"] if row.n == old.n)
        text = draft or str(row.body.get("typed") or row.body.get("text", ""))
    else:
        old = None
        text = draft or (kept.text if kept else "")
    ready = chosen(help_, request.query.get("insert", ""))
    if ready is not None:
        text = "\n\n".join(part for part in (text, ready.markdown) if part)
    return help_ | {
        "draft": text,
        "draft_files": [{"ref": file.ref, "name": file.name} for file in (kept.files if kept and old is None else ())],
        "refused": kept.refused if kept else "",
        "correcting": old,
        "entry": ready.entry if ready is not None else "",
    }


async def _case_values(request: web.Request, *, after: int, did: int = 0) -> dict[str, Any]:
    deps, visitor = request.app[DEPS], request[VISITOR]
    conversation = request.match_info["conversation"]
    case = await _case(request)
    ticket = case.ticket
    await note_reading(deps, visitor, ticket)
    reading = reading_for(request)
    shown = await shown_of_case(deps.journal, case)
    rows = shown.rows
    staff = await deps.journal.staff()
    names = {login: record.name for login, record in staff.items()}
    lines = lines_of(
        rows,
        case.snapshot,
        await deps.journal.delivery_states(conversation),
        # Who is awaited in the web chat finds the replies there.
        outbox=not ticket.awaited
        and all(channel in deps.outbox for channel in (ticket.channel, *map(channel_of, case.snapshot.addresses))),
        reading=reading,
        files=await deps.files.states(stored_in(rows)),
        deeds=shown.deeds,
        hidden=shown.hidden,
        names=names,
        login=visitor.login,
    )
    rules = deps.files.rules
    owner = ticket.owner
    mine = owner is not None and owner.login == visitor.login
    works = visitor.record.may(Right.WORK_CASES, ticket.department)
    is_open = ticket.is_open and case.current
    call = await call_values(deps, conversation, ticket.receipt, reading)
    return call | {
        "duty": await duty_of(request, case),
        "conduct": conduct_view(
            case.snapshot.conduct,
            visitor.record,
            await department_of(deps.journal, conversation, ticket.department),
            deps.conduct_terms(),
            names=names,
            reading=reading,
            threat=bool(ticket.offence),
        ),
        "keeping": await keeping_of(request, case),
        "conversation": conversation,
        "ticket": ticket,
        "current": case.current,
        "subject": subject_of(ticket, reading),
        "state": state_of(ticket, reading),
        "urgent": urgent_of(ticket.urgent, reading),
        "department": reading.department(ticket.department),
        "kind": reading.word("kind", ticket.kind),
        "channel": reading.word("channel", ticket.channel),
        "language": reading.word("lang", ticket.lang),
        "asked": reading.moment(ticket.asked_at),
        "age": reading.age(ticket.asked_at),
        "case": case,
        "rows": rows,
        "mine": mine,
        "works": works,
        "is_open": is_open,
        "can_correct": mine and is_open and channel_of(case.snapshot.address or ticket.channel) in deps.edits,
        "lines": lines,
        "new_lines": [line for line in lines if (line.did >= did if line.who == "deed" else line.n > after)],
        "waiting_replies": waiting_of(ticket, visitor.login, reading) if case.current else [],
        "questions": questions_of(ticket, visitor.record, rows, reading) if is_open else [],
        "earlier": earlier_of(
            await deps.journal.handoffs(conversation),
            ticket,
            visitor.record,
            reading,
            unsent=await deps.journal.unsent(conversation, visitor.login),
        ),
        "to": recipients(staff, away_of(await deps.journal.who_is_away(), reading), visitor.login, ticket, reading),
        "person": person_values(case.snapshot, ticket, rows, reading),
        "known_tags": [tag for tag in await deps.journal.tags() if tag not in ticket.tags],
        "ends": [(end.value, reading.word("end", end)) for end in ENDS],
        "request_id": secrets.token_urlsafe(12),
        "longest": deps.limits.text,
        "accept": ",".join(
            f".{ending}" for kind in KINDS.values() if kind.id in rules.kinds for ending in kind.endings
        ),
        "largest": rules.size,
        "largest_words": size_in_words(rules.size, reading.lang),
    }
