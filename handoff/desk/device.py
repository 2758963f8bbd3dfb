"""What somebody sets on one device: colours (a cookie, so that pages come in them), keyboard and alerts (by script)."""

from __future__ import annotations

from aiohttp import web

from handoff.desk.deps import DEPS
from handoff.desk.door import read_form
from handoff.desk.rendering import THEMES, look_of, page, set_look


def routes() -> list[web.RouteDef]:
    """Where it is set."""
    return [web.get("/device", show_device, name="device"), web.post("/device", save_device)]


async def show_device(request: web.Request) -> web.StreamResponse:
    """What is set now."""
    return page(request, "device.html", themes=THEMES, saved="saved" in request.query)


async def save_device(request: web.Request) -> web.StreamResponse:
    """Set the colours anew."""
    deps = request.app[DEPS]
    form = await read_form(request)
    answer = web.HTTPSeeOther(f"{deps.base}/device?saved=1")
    set_look(answer, deps, look_of({"theme": form.get("theme", ""), "contrast": form.get("contrast", "")}))
    raise answer
