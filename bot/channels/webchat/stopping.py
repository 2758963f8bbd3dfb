"""Ending mails from a mail: a page with one button, and one request by mail programs that have such a button."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.channels.webchat.deps import WebChatDeps
from bot.channels.webchat.pages import Pages
from handoff.journal.records import JournalError

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def stop_routes(
    deps: WebChatDeps, pages: Pages, guarded: Callable[[Handler], Handler], prefix: str
) -> list[web.RouteDef]:
    """The routes; none where no mail is sent. Whoever has the link may end the mails, and can do nothing else."""
    if not deps.mails:
        return []

    async def ask(request: web.Request) -> web.StreamResponse:
        # Looking changes nothing: programs that check mails open every link in them.
        return await answer(request, "ask")

    async def stop(request: web.Request) -> web.StreamResponse:
        return await answer(request, "done")

    async def answer(request: web.Request, state: str) -> web.StreamResponse:
        try:
            conversation = await deps.journal.stopped_by(request.match_info["token"])
            if conversation is not None and state == "done":
                await deps.journal.drop_notice_address(conversation)
                deps.hub.wake(conversation)
        except JournalError:
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "5"}) from None
        if conversation is None:
            response = pages.stop(request, "wrong")
            response.set_status(404)
            return response
        return pages.stop(request, state)

    path = f"{prefix}/stop-{{token:[A-Za-z0-9_-]{{1,64}}\\.[0-9a-f]{{32}}}}"
    return [web.get(path, guarded(ask)), web.post(path, guarded(stop))]
