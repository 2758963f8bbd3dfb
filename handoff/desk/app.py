"""The desk as one web application, to be mounted under the path its ``deps.base`` ends with."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from handoff.desk import account, actions, entrance, pages, sockets, telegram, uploads
from handoff.desk.deps import DEPS, DeskDeps
from handoff.desk.door import gate
from handoff.desk.passwords import PasswordCheck
from handoff.desk.rendering import guard, page, say_for
from handoff.journal.records import JournalError

log = logging.getLogger(__name__)

FILE_PROBLEMS: Final = frozenset(
    {*("file-held", "file-gone", "file-type", "file-large", "file-pixels", "file-broken", "file-infected"), "file-away"}
)

_STATIC: Final = Path(__file__).parent / "static"
_CONVERSATION: Final = r"{conversation:[A-Za-z0-9_-]{1,64}}"


def desk_app(deps: DeskDeps) -> web.Application:
    """Build the desk. The lead runs ``deps.live.run(stop)`` beside it; nothing here connects or reads at build."""
    app = web.Application(middlewares=[_armour, gate])
    app[DEPS] = deps
    app[entrance.PASSWORDS] = PasswordCheck()
    case = f"/case/{_CONVERSATION}"
    route = app.router
    route.add_get("", pages.show_list, name="list")
    route.add_get("/", pages.show_list)
    login = route.add_resource("/login", name="login")
    login.add_route(hdrs.METH_GET, entrance.show_login)
    login.add_route(hdrs.METH_POST, entrance.log_in)
    link = route.add_resource(r"/link/{token:[A-Za-z0-9_-]{1,100}}", name="link")
    link.add_route(hdrs.METH_GET, entrance.show_link)
    link.add_route(hdrs.METH_POST, entrance.use_link)
    route.add_post("/logout", entrance.log_out, name="logout")
    own = route.add_resource("/account", name="account")
    own.add_route(hdrs.METH_GET, account.show_account)
    own.add_route(hdrs.METH_POST, account.save_account)
    route.add_get(case, pages.show_case, name="case")
    route.add_get(case + r"/file/{n:\d{1,9}}/{i:\d{1,3}}", pages.show_file, name="file")
    route.add_post(f"{case}/{{act:{'|'.join(actions.ACTS)}}}", actions.act, name="act")
    route.add_post(f"{case}/upload", uploads.upload, name="upload")
    route.add_post(f"/account/telegram/{{does:{'|'.join(telegram.DOES)}}}", account.change_telegram)
    route.add_get("/fragment/list", pages.list_parts, name="fragment-list")
    route.add_get("/fragment/nav", pages.nav_parts, name="fragment-nav")
    route.add_get("/fragment" + case, pages.case_parts, name="fragment-case")
    route.add_get("/live", sockets.live, name="live")
    route.add_static("/static", _STATIC, name="static")
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
    except (JournalError, TimeoutError) as e:
        log.warning("journal away", extra={"action": "desk.away", "cause": type(e).__name__})
        response = _problem(request, web.HTTPServiceUnavailable.status_code)
    if not response.prepared:
        guard(response, deps, lasting=request.match_info.route.name == "static")
    return response


def _problem(request: web.Request, status: int, word: str = "") -> web.StreamResponse:
    known = {
        401: "problem-login",
        403: "problem-form",
        404: "problem-missing",
        502: "problem-file-away",
        503: "problem-away",
    }
    key = f"problem-{word}" if word in {*FILE_PROBLEMS, "right"} else known.get(status, "problem-other")
    if "application/json" in request.headers.get(hdrs.ACCEPT, ""):
        return web.json_response({"said": "problem", "text": say_for(request)(key)}, status=status)
    return page(request, "problem.html", status=status, text=key)
