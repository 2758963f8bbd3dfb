"""The desk as one web application, to be mounted under the path its ``deps.base`` ends with."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from faq.folders import FolderStill
from handoff.desk import (
    account,
    actions,
    approvals,
    auditpage,
    callbacks,
    casehelp,
    casepage,
    citizendata,
    device,
    drafting,
    duty,
    entrance,
    export,
    faqpages,
    faqremoval,
    invitation,
    keeping_case,
    measures,
    mending,
    noticepage,
    overviewpage,
    practicepage,
    queue,
    retentionpage,
    reviewpage,
    rightspages,
    rulespage,
    searchpage,
    secondfactor,
    signin,
    sockets,
    staffpage,
    threatpage,
    together,
    townpages,
    uploads,
    whereabouts,
)
from handoff.desk.deps import DEPS, DeskDeps
from handoff.desk.door import gate
from handoff.desk.passwords import PasswordCheck
from handoff.desk.rendering import guard, page, say_for
from handoff.desk.threshold import PASSWORDS
from handoff.desk.whatwaits import count_what_waits
from handoff.journal.records import JournalError

log = logging.getLogger(__name__)

FILE_PROBLEMS: Final = frozenset(
    {*("file-held", "file-gone", "file-type", "file-large", "file-pixels", "file-broken", "file-infected"), "file-away"}
)

_WORDS: Final = FILE_PROBLEMS | {"folder", "right", "https"}
"""What is said of these is in the texts."""

_STATIC: Final = Path(__file__).parent / "static"


_PAGES: Final = (
    entrance,
    account,
    queue,
    casepage,
    casehelp,
    drafting,
    actions,
    uploads,
    sockets,
    searchpage,
    export,
    callbacks,
    mending,
    citizendata,
    keeping_case,
    retentionpage,
    invitation,
    signin,
    secondfactor,
    staffpage,
    device,
    together,
    whereabouts,
    noticepage,
    overviewpage,
    practicepage,
    duty,
    measures,
    threatpage,
    reviewpage,
    rulespage,
    faqpages,
    faqremoval,
    townpages,
    rightspages,
    approvals,
    auditpage,
)


def desk_app(deps: DeskDeps) -> web.Application:
    """Build the desk. The lead runs ``deps.live.run(stop)`` beside it; nothing here connects or reads at build."""
    app = web.Application(middlewares=[_armour, gate, count_what_waits])
    app[DEPS] = deps
    app[PASSWORDS] = PasswordCheck()
    for module in _PAGES:
        app.add_routes(module.routes())
    app.router.add_static("/static", _STATIC, name="static")
    app.on_shutdown.append(_let_go)
    return app


async def _let_go(app: web.Application) -> None:
    app[DEPS].live.end()


@web.middleware
async def _armour(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Headers on every answer, and words for what went wrong."""
    deps = request.app[DEPS]
    try:
        response = await handler(request)
    except web.HTTPException as e:
        if e.status_code < 400:
            guard(e, deps, lasting=False)
            raise
        response = _problem(request, e.status_code, e.text or "")
    except FolderStill:
        response = _problem(request, web.HTTPServiceUnavailable.status_code, "folder")
    except (JournalError, TimeoutError) as e:
        log.warning("journal away", extra={"action": "desk.away", "cause": type(e).__name__})
        response = _problem(request, web.HTTPServiceUnavailable.status_code)
    except ConnectionResetError:
        return web.Response()  # who broke off a download reads no answer, and nothing has failed
    except Exception:
        log.exception("failed", extra={"action": "desk.failed"})
        response = _problem(request, web.HTTPInternalServerError.status_code)
    if not response.prepared:
        guard(response, deps, lasting=request.match_info.route.name == "static")
    return response


def _problem(request: web.Request, status: int, word: str = "") -> web.StreamResponse:
    known = {
        401: "problem-login",
        403: "problem-form",
        404: "problem-missing",
        500: "problem-failed",
        502: "problem-file-away",
        503: "problem-away",
    }
    key = f"problem-{word}" if word in _WORDS else known.get(status, "problem-other")
    if "application/json" in request.headers.get(hdrs.ACCEPT, ""):
        return web.json_response({"said": "problem", "text": say_for(request)(key)}, status=status)
    deps = request.app[DEPS]
    home = f"{next(iter(deps.origins))}{deps.base}" if word == "https" and deps.secure else ""
    return page(request, "problem.html", status=status, text=key, encrypted=home)
