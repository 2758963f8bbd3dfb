"""The way to a Bot API server: HTTP for python-telegram-bot by aiohttp. Knows no message; logs nothing.

Addresses hold the bot's token and errors of HTTP libraries hold addresses: every error leaves here by its class name
only and without its cause. What the errors allow to conclude::

    NotSent       no connection was had: the request surely did not leave
    TooMany       429: surely not done, come again after ``after`` seconds
    TimedOut      no (complete) answer in time: it may have been done
    BadRequest    4xx: refused (Forbidden 403, InvalidToken 401 and 404, Conflict 409: as python-telegram-bot does)
    NetworkError  anything else, 5xx among it: it may have been done
"""

from __future__ import annotations

import io
import json
import logging
import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
from telegram import Bot, User
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

OFFICIAL_SERVER: Final = "https://api.telegram.org"
_JSON: Final = {"Content-Type": "application/json"}
_BY_LIBRARY: Final = frozenset(
    {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT}
)


class NotSent(NetworkError):
    """The request surely did not leave: no free connection, name not found, refused, TLS failed, proxy failed."""


class TooMany(TelegramError):
    """429. (The library's RetryAfter warns of its own deprecation whenever it is made.)"""

    def __init__(self, after: float) -> None:
        super().__init__("Too Many Requests")
        self.after = after


@dataclass(frozen=True, kw_only=True, slots=True)
class Network:
    """How to go out. Times in seconds; ``proxy`` is an http(s) URL, ``ca_file`` is trusted besides the system's."""

    proxy: str = ""
    ca_file: str = ""
    connections: int = 64
    connect_timeout: float = 5.0
    read_timeout: float = 10.0
    write_timeout: float = 10.0
    upload_timeout: float = 60.0
    pool_timeout: float = 5.0


class AiohttpRequest(BaseRequest):
    """The library's contract on one aiohttp session; ``initialize`` opens it, ``shutdown`` closes it."""

    __slots__ = ("_network", "_session")

    def __init__(self, network: Network) -> None:
        if network.proxy and urlsplit(network.proxy).scheme not in ("http", "https"):
            raise ValueError("the outbound proxy must be an http:// or https:// address")
        self._network = network
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds an answer may take by default."""
        return self._network.read_timeout

    async def initialize(self) -> None:
        """Open the session; no connection is made yet."""
        if self._session is not None:
            return
        tls = ssl.create_default_context()
        if self._network.ca_file:
            tls.load_verify_locations(cafile=self._network.ca_file)
        trace = aiohttp.TraceConfig()
        trace.on_connection_create_end.append(_connected)
        trace.on_connection_reuseconn.append(_connected)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=self._network.connections, ssl=tls),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self.USER_AGENT},
            proxy=self._network.proxy or None,
            trace_configs=[trace],
            trust_env=False,
        )

    async def shutdown(self) -> None:
        """Close the session and its connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0917 - the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one request, without any retry; the status and the body, or an error of this module's table.

        A time of None means no limit. aiohttp limits no single write: sending and answering share one limit.
        """
        session = self._session
        if session is None:
            raise RuntimeError("the session is not open")
        uploads = request_data is not None and request_data.contains_files
        timeout = _timeout(
            pool=_given(pool_timeout, self._network.pool_timeout),
            connect=_given(connect_timeout, self._network.connect_timeout),
            write=_given(write_timeout, self._network.upload_timeout if uploads else self._network.write_timeout),
            read=_given(read_timeout, self._network.read_timeout),
            whole=method == "POST",
        )
        body, headers = _body(request_data) if request_data else (None, None)
        flight = SimpleNamespace(connected=False)
        try:
            async with session.request(
                method,
                url,
                data=body,
                headers=headers,
                timeout=timeout,
                allow_redirects=False,
                trace_request_ctx=flight,
            ) as response:
                status, payload = response.status, await response.read()
        except Exception as error:
            name = type(error).__name__
            if not flight.connected:
                raise NotSent(name) from None
            if isinstance(error, TimeoutError):
                raise TimedOut(name) from None
            raise NetworkError(name) from None
        _judge(status, payload)
        return status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as an object; raises TelegramError. The library's own version logs what it cannot read: texts."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            raise TelegramError("Invalid server response") from None
        if not isinstance(answer, dict) or not ("result" in answer or "ok" in answer):
            raise TelegramError("Invalid server response")
        return answer


class RawBot(Bot):
    """The library's Bot, and its updates as they come: one that it cannot read must not hide the others."""

    __slots__ = ()

    @property
    def known_as(self) -> User | None:
        """The bot's own account, once ``get_me`` was answered."""
        return self._bot_user

    async def say(self, call: Mapping[str, Any]) -> int:
        """Send a message, as `send_message`, and return its id: the library would read all of what was just written.

        Raises TelegramError; LookupError, TypeError for an answer that is none.
        """
        sent = await self.call("sendMessage", call)
        return int(sent["message_id"])

    async def call(self, method: str, call: Mapping[str, Any], *, patience: float | None = None) -> Any:
        """Call a method with parameters as they are written, without the library's classes; what came of it.

        ``patience``: seconds for each part of the call, where late is never. Raises TelegramError.
        """
        if patience is None:
            return await self._post(method, dict(call))
        return await self._post(
            method, dict(call), read_timeout=patience, connect_timeout=patience, pool_timeout=patience
        )

    async def raw_updates(self, *, offset: int | None, timeout: int, allowed: Sequence[str]) -> list[object]:
        """The waiting updates from ``offset`` on, which confirms those before; waits up to ``timeout`` seconds.

        Raises TelegramError.
        """
        data = {"timeout": timeout, "allowed_updates": list(allowed), **({} if offset is None else {"offset": offset})}
        patience = (self._request[0].read_timeout or 0.0) + timeout
        result = await self._post("getUpdates", data, read_timeout=patience)
        if not isinstance(result, list):
            raise TelegramError("Invalid server response")
        return list(result)


@asynccontextmanager
async def open_bot(
    *, token: str, base_url: str = OFFICIAL_SERVER, network: Network | None = None
) -> AsyncIterator[RawBot]:
    """A Bot that is ready to call ``base_url`` (without ``/bot``); asks nothing of the server yet.

    Do not use ``Bot.initialize``: its error names the token. Never log the Bot: so does its repr.
    """
    logging.getLogger("telegram").setLevel(logging.INFO)  # its debug lines hold token and texts
    server = base_url.rstrip("/")
    calls = AiohttpRequest(network or Network())
    polls = AiohttpRequest(network or Network())
    async with calls, polls:
        yield RawBot(
            token=token,
            base_url=f"{server}/bot",
            base_file_url=f"{server}/file/bot",
            request=calls,
            get_updates_request=polls,
        )


async def _connected(_session: aiohttp.ClientSession, context: SimpleNamespace, _params: object) -> None:
    context.trace_request_ctx.connected = True


def _given(value: Any, default: float) -> float | None:
    if value is BaseRequest.DEFAULT_NONE:
        return default
    return None if value is None else float(value)


def _timeout(
    *, pool: float | None, connect: float | None, write: float | None, read: float | None, whole: bool
) -> aiohttp.ClientTimeout:
    """``whole``: the call as a whole is limited too; a download goes on as long as bytes come."""
    return aiohttp.ClientTimeout(
        connect=_sum(pool, connect),
        sock_connect=connect,
        sock_read=read,
        total=_sum(pool, connect, write, read) if whole else None,
    )


def _sum(*seconds: float | None) -> float | None:
    known = [value for value in seconds if value is not None]
    return sum(known) if len(known) == len(seconds) else None


def _body(request_data: RequestData) -> tuple[bytes | aiohttp.FormData, dict[str, str] | None]:
    """JSON, which costs least; a form where there are files."""
    if request_data.contains_files:
        return _form(request_data), None
    try:
        return json.dumps(request_data.parameters, ensure_ascii=False).encode(), _JSON
    except (TypeError, ValueError) as error:
        raise BadRequest(f"not encodable: {type(error).__name__}") from None


def _form(request_data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)
    try:
        for name, value in request_data.json_parameters.items():
            form.add_field(name, value)
        for name, (filename, content, mime) in request_data.multipart_data.items():
            # As a stream: many megabytes at once would stop the loop while they are written.
            stream = io.BytesIO(content) if isinstance(content, bytes) else content
            form.add_field(name, stream, filename=filename or name, content_type=mime)
    except (TypeError, ValueError) as error:
        raise BadRequest(f"not encodable: {type(error).__name__}") from None
    return form


def _judge(status: int, payload: bytes) -> None:
    """Raise for the statuses that python-telegram-bot would take for lost connections."""
    if 300 <= status < 400:
        raise NotSent(f"redirected ({status})")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise TooMany(_retry_after(payload))
    if 400 < status < 500 and status not in _BY_LIBRARY:
        raise BadRequest(f"refused ({status})")


def _retry_after(payload: bytes) -> float:
    try:
        return max(0.0, float(json.loads(payload)["parameters"]["retry_after"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return 1.0
