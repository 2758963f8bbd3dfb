"""Serves Bot API calls on a world: tokens, long polls, faults, answers noted. The checks stand in the methods."""

import asyncio
import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from . import groups, messages, profile
from .calls import Call, read_call
from .faults import PHRASES, Fault
from .refusal import OTHER_POLLER, WEBHOOK_ACTIVE, WEBHOOK_TAKES_OVER, Refusal, bad_request, error_body
from .shapes import Json
from .world import World

TOKEN_SHAPE = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{20,}")
MAX_POLL_SECONDS = 50
NOTHING = "nothing"

Method = Callable[[World, Call], Any]
METHODS: dict[str, Method] = {
    "getMe": profile.get_me,
    "getChat": profile.get_chat,
    "sendMessage": messages.send_message,
    "sendPhoto": messages.send_photo,
    "sendDocument": messages.send_document,
    "sendChatAction": messages.send_chat_action,
    "editMessageText": messages.edit_message_text,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "deleteMessage": messages.delete_message,
    "createForumTopic": groups.create_forum_topic,
    "closeForumTopic": groups.close_forum_topic,
    "reopenForumTopic": groups.reopen_forum_topic,
    "deleteForumTopic": groups.delete_forum_topic,
    "getChatMember": groups.get_chat_member,
    "getChatAdministrators": groups.get_chat_administrators,
    "setMessageReaction": groups.set_message_reaction,
    "answerCallbackQuery": profile.answer_callback_query,
    "answerInlineQuery": profile.answer_inline_query,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyDescription": profile.set_my_description,
    "getMyDescription": profile.get_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "getMyShortDescription": profile.get_my_short_description,
    "setWebhook": profile.set_webhook,
    "deleteWebhook": profile.delete_webhook,
    "getWebhookInfo": profile.get_webhook_info,
    "getFile": profile.get_file,
}
POLL = "getUpdates"
READING = {POLL, *(name for name in METHODS if name.startswith("get"))}
METHOD_NAMES = {name.lower(): name for name in (*METHODS, POLL)}


@dataclass(frozen=True, kw_only=True)
class _Answer:
    status: int
    body: Json
    update_ids: list[int] = field(default_factory=list)
    html: bool = False

    def encoded(self) -> tuple[bytes, str]:
        if self.html:
            title = f"{self.status} {PHRASES.get(self.status, 'Error')}"
            page = f"<html>\r\n<head><title>{title}</title></head>\r\n<body><h1>{title}</h1></body>\r\n</html>\r\n"
            return page.encode(), "text/html"
        return json.dumps(self.body).encode(), "application/json"


class Service:
    """The two public routes; `end` lets waiting calls go."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._calls = world.last_call
        self._poll = 0
        self._ended = False

    def routes(self) -> list[web.RouteDef]:
        """Calls and downloads."""
        return [
            web.route("*", "/bot{token:[^/]+}/{method}", self._call),
            web.get("/file/bot{token:[^/]+}/{path:.+}", self._download),
        ]

    def end(self) -> None:
        """Answer waiting polls, let silent calls go, note nothing more."""
        self._ended = True
        self.world.bell.ring()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        token, name = request.match_info["token"], request.match_info["method"]
        if token != self.world.token:
            malformed = TOKEN_SHAPE.fullmatch(token) is None
            return _plain(404, "Not Found") if malformed else _plain(401, "Unauthorized")
        method = METHOD_NAMES.get(name.lower())
        if method is None:
            return _plain(404, "Not Found: method not found")
        self._calls += 1
        try:
            call = await read_call(request, number=self._calls, method=method)
        except Refusal as refusal:
            return _plain(refusal.status, refusal.description)
        return await self._serve(request, call)

    async def _serve(self, request: web.Request, call: Call) -> web.StreamResponse:
        fault = self.world.faults.pick(call.method, call.chat_id)
        if fault is None:
            return await self._write(request, call, await self._perform(call))
        broken = _Answer(
            status=fault.status, body=error_body(fault.status, fault.description, fault.parameters), html=fault.html
        )
        if fault.kind == "delay" and not fault.accepted:
            await asyncio.sleep(fault.seconds)
        answer = await self._perform(call) if fault.accepted or fault.kind == "delay" else broken
        match fault.kind:
            case "error":
                return await self._write(request, call, broken, fault=fault)
            case "delay":
                return await self._write_late(request, call, answer, fault)
            case "silent":
                self._answered(call, NOTHING, fault=fault)
                while not self._ended:
                    await self.world.bell.wait(60)
            case "drop" | "close":
                self._answered(call, NOTHING, fault=fault)
        _cut(request)
        return web.Response()

    async def _write_late(self, request: web.Request, call: Call, answer: _Answer, fault: Fault) -> web.StreamResponse:
        try:
            await asyncio.sleep(fault.seconds if fault.accepted else 0)
        except asyncio.CancelledError:
            self._answered(call, NOTHING, fault=fault)
            raise
        return await self._write(request, call, answer, fault=fault)

    async def _perform(self, call: Call) -> _Answer:
        try:
            if call.method == POLL:
                batch = await self._updates(call)
                update_ids = [int(update["update_id"]) for update in batch]
                return _Answer(status=200, body={"ok": True, "result": batch}, update_ids=update_ids)
            return _Answer(status=200, body={"ok": True, "result": METHODS[call.method](self.world, call)})
        except Refusal as refusal:
            body = error_body(refusal.status, refusal.description, refusal.parameters)
            return _Answer(status=refusal.status, body=body)

    async def _updates(self, call: Call) -> list[Json]:
        """`getUpdates`: the newest poll wins, the one before it ends with 409."""
        world = self.world
        offset, limit = call.integer("offset", 0) or 0, min(max(call.integer("limit", 100) or 100, 1), 100)
        wait = min(max(call.integer("timeout", 0) or 0, 0), MAX_POLL_SECONDS)
        if world.webhook:
            raise Refusal(409, WEBHOOK_ACTIVE)
        if abs(offset) >= 2**31:
            raise bad_request("invalid offset specified")
        profile.remember_kinds(world, call)
        self._poll += 1
        mine = self._poll
        world.bell.ring()
        if expired := world.updates.expired(world.clock()):
            world.record("expired", update_ids=expired)
        if confirmed := world.updates.below(offset):
            world.record("confirmed", update_ids=confirmed)
        clock = asyncio.get_running_loop().time
        deadline = clock() + wait
        while True:
            if mine != self._poll:
                raise Refusal(409, OTHER_POLLER)
            if world.webhook:
                raise Refusal(409, WEBHOOK_TAKES_OVER)
            batch = world.updates.batch(limit)
            left = deadline - clock()
            if batch or left <= 0 or self._ended:
                return batch
            await world.bell.wait(left)

    async def _write(
        self, request: web.Request, call: Call, answer: _Answer, *, fault: Fault | None = None
    ) -> web.StreamResponse:
        """Note the answer and write it; what could not be written is noted as nothing."""
        body, content_type = answer.encoded()
        response = web.Response(body=body, status=answer.status, content_type=content_type)
        if request.transport is None or request.transport.is_closing():
            self._answered(call, NOTHING, fault=fault)
            return response
        if answer.update_ids and fault is None:
            self.world.record("delivered", update_ids=answer.update_ids)
        if answer.status != 200 or fault is not None or call.method not in READING:
            self._answered(call, answer.status, fault=fault, description=answer.body.get("description"))
        try:
            await response.prepare(request)
            await response.write_eof()
        except ConnectionError:
            self._answered(call, NOTHING, fault=fault)
        return response

    def _answered(self, call: Call, status: int | str, *, fault: Fault | None, description: str | None = None) -> None:
        if self._ended:
            return
        fields: Json = {"call": call.number, "method": call.method, "chat_id": call.chat_id, "status": status}
        if description is not None:
            fields["description"] = description
        if fault is not None:
            fields["fault"] = fault.kind
        self.world.record("answered", **fields)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.world.token:
            return _plain(401, "Unauthorized")
        path = request.match_info["path"]
        stored = next((each for each in self.world.files.values() if each.path == path), None)
        if stored is None:
            return _plain(404, "Not Found")
        return web.Response(body=stored.content, content_type="application/octet-stream")


def _plain(status: int, description: str) -> web.Response:
    return web.json_response(error_body(status, description), status=status)


def _cut(request: web.Request) -> None:
    with suppress(OSError):
        if request.transport is not None:
            request.transport.abort()
