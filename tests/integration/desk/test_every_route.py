"""Every route of the desk, as it is registered: closed without a session, deaf to whatever is not our own page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from aiohttp import ClientResponse, hdrs, web

from handoff.desk.app import desk_app
from handoff.desk.door import OPEN_TO_ALL
from handoff.rights import Role
from tests.desk.browser import Clerk, browser, clerk
from tests.desk.town import BASE, DeskTown

pytestmark = pytest.mark.server
CANDIDATES = ("anna", "1", "abc", "a" * 64, "2026-01-01", "x.png", "MS-26-0001")
_PART = re.compile(r"\(\?P<(\w+)>((?:[^()]|\([^()]*\))*)\)")
_WORDS = re.compile(r"[\w-]+(\|[\w-]+)*")


def routes_of(desk: DeskTown, conversation: str) -> Iterator[tuple[str, str, str]]:
    """Method, path within the desk, name of each route; what is variable in a path is filled in."""
    for route in desk_app(desk.deps).router.routes():
        name, resource = route.name or "", route.resource
        assert resource is not None
        if name != "static" and route.method != hdrs.METH_HEAD:
            yield route.method, path_of(resource, conversation), name


def path_of(resource: web.AbstractResource, conversation: str) -> str:
    info = resource.get_info()
    if "path" in info:
        return str(info["path"])
    values = {}
    for name, pattern in _PART.findall(info["pattern"].pattern):
        words = [pattern.split("|")[0]] if _WORDS.fullmatch(pattern) else []
        known = [conversation] if name == "conversation" else []
        fitting = [one for one in (*known, *words, *CANDIDATES) if re.fullmatch(pattern, one)]
        assert fitting, f"add a value for {{{name}:{pattern}}} to CANDIDATES"
        values[name] = fitting[0]
    return str(info["formatter"]).format(**values)


async def test_without_a_session_every_route_leads_to_the_log_in(desk: DeskTown) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    async with browser(desk) as nobody:
        for method, path, name in routes_of(desk, conversation):
            if name in OPEN_TO_ALL:
                continue
            answer = await _send(nobody, method, path, origin=desk.origin)
            if method == hdrs.METH_GET and answer.status == 303:
                assert answer.headers["Location"].startswith(f"{BASE}/login"), path
            else:
                assert answer.status == 401, (method, path)


async def test_every_change_wants_the_forms_token_and_our_own_origin(desk: DeskTown) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await desk.staff("anna", "Anna Albers", roles=tuple(Role))
    seen = 0
    async with clerk(desk, "anna") as anna:
        before = await desk.journal.staff()
        for method, path, name in routes_of(desk, conversation):
            if method == hdrs.METH_GET and name != "live":
                continue
            seen += 1
            for origin in ("https://evil.example", "null", ""):
                answer = await _send(anna, method, path, origin=origin)
                assert answer.status == 403, (method, path, origin)
            if name != "live":
                # A one-time link that is none is told so before its form is looked at.
                wanted = {403, 410} if name in ("invite", "setup") else {403}
                answer = await _send(anna, method, path, origin=desk.origin)
                assert answer.status in wanted, (method, path)
        assert await desk.journal.staff() == before
        assert (await anna.get("")).status == 200
    assert seen >= 20


async def test_every_answer_is_armoured(desk: DeskTown) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await desk.staff("anna", "Anna Albers", roles=tuple(Role))
    async with clerk(desk, "anna") as anna:
        for method, path, name in routes_of(desk, conversation):
            if method != hdrs.METH_GET or name == "live":
                continue
            answer = await anna.get(path)
            assert answer.status < 500, path
            policy = answer.headers["Content-Security-Policy"]
            if answer.headers.get("Content-Disposition", "").startswith("attachment"):
                assert "default-src 'none'" in policy, path
                assert "sandbox" in policy, path
                continue
            assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy, path
            assert "unsafe" not in policy
            assert answer.headers["Cache-Control"] == "no-store", path
            text = await answer.text() if answer.content_type == "text/html" else ""
            assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=", text), path


async def _send(one: Clerk, method: str, path: str, *, origin: str) -> ClientResponse:
    headers = {"Origin": origin} if origin else {}
    fields: dict[str, str] | None = {} if method == hdrs.METH_POST else None
    return await one.session.request(method, one.desk.url + path, headers=headers, data=fields, allow_redirects=False)
