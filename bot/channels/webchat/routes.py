"""The web chat's routes: pages, packaged files, the WebSocket, uploads."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from bot.channels.webchat.deps import WebChatDeps
from bot.channels.webchat.frames import MAX_FRAME
from bot.channels.webchat.pages import Pages
from bot.channels.webchat.session import Session
from bot.channels.webchat.stopping import stop_routes
from bot.channels.webchat.transfer import Transfer

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def routes(deps: WebChatDeps, prefix: str = "") -> list[web.RouteDef]:
    """The routes under a prefix ("" or "/t/musterstadt"); for any application's ``add_routes``.

    Somebody must run ``deps.hub.run``, else nothing new reaches the browsers.
    """
    chat = _Chat(deps)
    slash = [] if not prefix else [web.get(prefix, chat.add_slash)]
    return [
        *slash,
        web.get(f"{prefix}/", chat.guarded(chat.page)),
        web.get(f"{prefix}/netiquette", chat.guarded(chat.netiquette)),
        web.get(f"{prefix}/privacy", chat.guarded(chat.privacy)),
        web.get(f"{prefix}/static/{{version}}/{{name}}", chat.guarded(chat.static)),
        web.get(f"{prefix}/look/{{version}}/{{name}}", chat.guarded(chat.look)),
        web.get(f"{prefix}/embed.js", chat.embed),
        web.get(f"{prefix}/ws", chat.socket),
        web.post(f"{prefix}/upload", chat.guarded(chat.upload)),
        web.get(f"{prefix}/file/{{ref}}/{{key}}/{{name}}", chat.download),
        *stop_routes(deps, chat.pages, chat.guarded, prefix),
    ]


def is_own_origin(origin: str | None, host: str, public: frozenset[str]) -> bool:
    """Whether a page of ours asks: the origin is one of ``public``, or its host is the one that was called."""
    if not origin:
        return False
    if origin in public:
        return True
    parts = urlsplit(origin)
    return parts.scheme in {"http", "https"} and parts.netloc != "" and parts.netloc == host


class _Chat:
    def __init__(self, deps: WebChatDeps) -> None:
        self._deps = deps
        self.pages = Pages(deps)
        self._transfer = Transfer(deps)
        public = urlsplit(deps.public_url)
        self._own = frozenset({f"{public.scheme}://{public.netloc}"} if public.netloc else ())

    def guarded(self, handler: Handler) -> Handler:
        """The handler with security headers on whatever it answers."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            try:
                response = await handler(request)
            except web.HTTPException as e:
                self.pages.secure(e.headers)
                raise
            self.pages.secure(response.headers)
            return response

        return guarded

    async def add_slash(self, request: web.Request) -> web.StreamResponse:
        # Relative, as the outside may see us under another path.
        query = f"?{request.query_string}" if request.query_string else ""
        raise web.HTTPPermanentRedirect(location=f"{request.path.rsplit('/', 1)[1]}/{query}")

    async def page(self, request: web.Request) -> web.StreamResponse:
        return self.pages.chat(request)

    async def netiquette(self, request: web.Request) -> web.StreamResponse:
        return self.pages.netiquette(request)

    async def privacy(self, request: web.Request) -> web.StreamResponse:
        return self.pages.privacy(request, await self._deps.practice())

    async def static(self, request: web.Request) -> web.StreamResponse:
        return self.pages.static(request)

    async def look(self, request: web.Request) -> web.StreamResponse:
        return self.pages.embedding.look(request)

    async def embed(self, request: web.Request) -> web.StreamResponse:
        return self.pages.embedding.script(request)

    async def socket(self, request: web.Request) -> web.StreamResponse:
        self._check_origin(request)
        deps = self._deps
        if deps.hub.closing:
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "2"})
        if deps.hub.connections_of(deps.remote(request)) >= deps.limits.connections:
            deps.count("crowded")
            raise web.HTTPTooManyRequests(headers={"Retry-After": "30"})
        socket = web.WebSocketResponse(
            timeout=2.0,  # for the other side to answer a close
            heartbeat=deps.limits.heartbeat,
            max_msg_size=MAX_FRAME,
            writer_limit=MAX_FRAME,
            compress=False,
        )
        await socket.prepare(request)
        await Session(deps, socket, request).run()
        return socket

    async def upload(self, request: web.Request) -> web.StreamResponse:
        self._check_origin(request)
        return await self._transfer.upload(request)

    async def download(self, request: web.Request) -> web.StreamResponse:
        return await self._transfer.download(request)

    def _check_origin(self, request: web.Request) -> None:
        # A page that may frame the chat could speak with it anyway; there is no cookie that it could use.
        public = self._own.union(self._deps.town().embed_origins)
        if not is_own_origin(request.headers.get("Origin"), request.host, public):
            self._deps.count("foreign-origin")
            raise web.HTTPForbidden(text="foreign origin")
