"""Files that staff attach to a reply: taken one by one while the reply is written, before it names them."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any, Final
from urllib.parse import unquote

from aiohttp import web

from handoff.desk.catalogue import Say
from handoff.desk.deps import DEPS
from handoff.desk.door import CASE, VISITOR, case_for, require
from handoff.desk.rendering import lang_of, say_for
from handoff.desk.transcript import size_in_words
from handoff.files.kinds import KINDS, Refused
from handoff.files.telling import file_audit
from handoff.rights import Right

_WINDOW: Final = timedelta(hours=1)
_CHUNK: Final = 256 * 1024
_STATUS: Final = {"large": 413, "full": 507, "away": 503, "held": 503, "slow": 408, "often": 429, "type": 415}


def routes() -> list[web.RouteDef]:
    """Where files go."""
    return [web.post(f"{CASE}/upload", upload, name="upload")]


async def upload(request: web.Request) -> web.StreamResponse:
    """Take one file: its bytes are the body, its name is in X-File-Name, percent-encoded."""
    deps, visitor = request.app[DEPS], request[VISITOR]
    say = say_for(request)
    case = await case_for(deps, visitor, request.match_info["conversation"])
    if case is None:
        raise web.HTTPNotFound(text="case")
    await require(request, Right.WORK_CASES, case.ticket.department)  # who was merely asked replies to nobody
    rules = deps.files.rules
    most = size_in_words(rules.size, lang_of(request))
    if (request.content_length or 0) > rules.size:
        return _refused("large", say, most)
    if await deps.journal.count_attempt(f"upload:staff:{visitor.login}", _WINDOW) > deps.limits.uploads:
        return _refused("often", say)
    name = unquote(request.headers.get("X-File-Name", ""))
    try:
        async with asyncio.timeout(deps.limits.upload_within):
            kept = await deps.files.keep(request.content.iter_chunked(_CHUNK), name)
    except TimeoutError:
        return _refused("slow", say)
    except OSError:
        return _refused("away", say)
    if isinstance(kept, Refused):
        if kept.why == "infected":
            await deps.journal.audit(file_audit(visitor.login, kept.why))
        return _refused(kept.why, say, _kinds(rules.kinds) if kept.why == "type" else most)
    if kept.held:
        return _refused("held", say)
    return web.json_response({"ref": kept.ref, "name": kept.name, "mime": kept.mime, "size": kept.size})


def _refused(why: str, say: Say, limit: str = "") -> web.Response:
    return web.json_response({"why": why, "text": say(f"upload-{why}", limit=limit)}, status=_STATUS.get(why, 422))


def _kinds(kinds: Any) -> str:
    return ", ".join(kind.endings[0].upper() for kind in KINDS.values() if kind.id in kinds) or "–"
