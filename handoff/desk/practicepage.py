"""Practice: the way into the practice town, and there the scripted citizens that a member can start."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from aiohttp import web

from handoff.desk.deps import DEPS
from handoff.desk.door import VISITOR, read_form, require
from handoff.desk.rendering import page, reading_for
from handoff.rehearsal import Room, Run
from handoff.rights import Right, Role

LINK_FOR: Final = timedelta(minutes=1)
RUNS_SHOWN: Final = 10


def routes() -> list[web.RouteDef]:
    """Where practice is."""
    return [
        web.get("/practice", show_practice, name="practice"),
        web.post("/practice/enter", enter, name="practice-enter"),
        web.post("/practice/start", start, name="practice-start"),
    ]


async def show_practice(request: web.Request) -> web.StreamResponse:
    """The scenes and how they went; outside the practice town the way there."""
    await require(request, Right.WORK_CASES)
    deps = request.app[DEPS]
    values: dict[str, Any] = {}
    if deps.room is not None:
        own = [run for run in await deps.journal.runs() if run.login == request[VISITOR].login]
        values = {
            "scenes": deps.room.scenes,
            "runs": [_run_values(run, deps.room, request) for run in own[:RUNS_SHOWN]],
        }
    return page(request, "practice.html", is_off=deps.practice is None, **values)


async def enter(request: web.Request) -> web.StreamResponse:
    """Give the member an account of the practice town, and lead there by a link for this once."""
    visitor = await require(request, Right.WORK_CASES)
    door = request.app[DEPS].practice
    if door is None:
        raise web.HTTPNotFound
    trainee = replace(
        visitor.record,
        roles=(Role.STAFF.value, Role.LEAD.value),
        departments=(),
        disabled=False,
        single_sign_on="",
        password_hash="",  # nobody logs in there but from here
        mail="",
        mail_when="off",
    )
    await door.journal.put_staff(trainee)
    token = await door.journal.make_login_link(visitor.login, LINK_FOR)
    raise web.HTTPSeeOther(f"{door.base}/link/{token}")


async def start(request: web.Request) -> web.StreamResponse:
    """Let a scripted citizen write."""
    visitor = await require(request, Right.WORK_CASES)
    deps = request.app[DEPS]
    scene = (await read_form(request)).get("scene", "")
    if deps.room is None or scene not in {one.id for one in deps.room.scenes}:
        raise web.HTTPNotFound
    await deps.room.start(scene, visitor.login)
    raise web.HTTPSeeOther(f"{deps.base}/practice")


def _run_values(run: Run, room: Room, request: web.Request) -> dict[str, Any]:
    reading = reading_for(request)
    titles = {scene.id: scene.title for scene in room.scenes}
    return {
        "title": titles.get(run.scene, {}).get(reading.lang, run.scene),
        "started": reading.moment(run.started),
        "conversation": run.conversation,
        "is_over": run.ended is not None or bool(run.hints),
        "hints": [(hint.good, hint.text.get(reading.lang, "")) for hint in run.hints],
    }
