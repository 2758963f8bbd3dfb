"""The driver over HTTP, for tests in other processes: JSON routes under `/control/`. Translates; decides nothing."""

import asyncio
import base64
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from aiohttp import web

from .citizen import Citizen
from .faults import Fault
from .groups import Team
from .limits import Limits
from .shapes import Json

if TYPE_CHECKING:
    from .server import BotApi

ACTS = {
    "say",
    "send",
    "press",
    "answer_to",
    "send_photo",
    "send_document",
    "send_location",
    "edit",
    "block",
    "unblock",
}
TEAM_ACTS = {"rights", "kick", "let_back", "migrate", "set_topic", "topics"}
MAX_WAIT = 30.0

Handler = Callable[[web.Request], Awaitable[web.Response]]


def control_routes(api: "BotApi") -> list[web.RouteDef]:
    """The routes, bound to a server."""

    def acts(act: Callable[..., Any]) -> Handler:
        async def handle(request: web.Request) -> web.Response:
            try:
                result = act(**(await request.json()))
                if asyncio.iscoroutine(result):
                    result = await result
            except (TypeError, ValueError, LookupError) as error:
                return web.json_response({"error": type(error).__name__, "reason": str(error)}, status=400)
            return web.json_response({"result": result})

        return handle

    def add_citizen(**fields: Any) -> None:
        api.citizen(**fields)

    def add_team(**fields: Any) -> None:
        api.team(**fields)

    def team_act(*, chat_id: int, act: str, fields: Json) -> Any:
        if act not in TEAM_ACTS:
            raise LookupError(f"no such act: {act}")
        return getattr(Team(api.world, chat_id), act)(**fields)

    def fail(*, fault: Json, **where: Any) -> int:
        return api.fail(Fault(**fault), **where)

    def use_limits(**fields: Any) -> None:
        api.use_limits(Limits(**fields))

    def citizen_act(*, user_id: int, chat_id: int, act: str, fields: Json) -> Any:
        if act not in ACTS:
            raise LookupError(f"no such act: {act}")
        if act in {"send_photo", "send_document"}:
            fields = {**fields, "content": base64.b64decode(fields["content"])}
        return getattr(Citizen(api.world, user_id=user_id, chat_id=chat_id), act)(**fields)

    async def messages(*, user_id: int, chat_id: int, after: int | None = None, wait: float = 0.0) -> Json:
        """All messages once the world's serial is above `after`, or after `wait` seconds."""
        clock = asyncio.get_running_loop().time
        deadline = clock() + min(wait, MAX_WAIT)
        while after is not None and api.world.serial <= after and (left := deadline - clock()) > 0:
            await api.world.bell.wait(left)
        citizen = Citizen(api.world, user_id=user_id, chat_id=chat_id)
        return {
            "serial": api.world.serial,
            "acted": api.world.chats[chat_id].acted.get(user_id, 0),
            "messages": [
                {"message": each.raw, "mine": each.mine, "changed": each.changed} for each in citizen.messages()
            ],
        }

    async def state(_: web.Request) -> web.Response:
        return web.json_response(
            {
                "result": {
                    "pending": api.pending(),
                    "owed": api.world.updates.owed(),
                    "faults": api.world.faults.waiting(),
                    "limits": asdict(api.world.throttle.limits),
                }
            }
        )

    posts: dict[str, Callable[..., Any]] = {
        "citizen": add_citizen,
        "group": api.group,
        "team": add_team,
        "team_act": team_act,
        "act": citizen_act,
        "messages": messages,
        "inject": api.inject,
        "fail": fail,
        "heal": api.heal,
        "limits": use_limits,
        "token": api.change_token,
        "outage": api.outage,
        "redeliver": api.redeliver,
        "hold": api.hold,
        "release": api.release,
        "jump": api.jump_update_ids,
    }
    return [web.get("/control/state", state), *(web.post(f"/control/{name}", acts(act)) for name, act in posts.items())]
