"""The way to the practice town, and what is there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import cast

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from handoff.desk.app import desk_app
from handoff.desk.deps import PracticeDoor
from handoff.desk.live import Live
from handoff.journal.journal import Journal
from handoff.journal.store import Store
from handoff.rehearsal import Room, Scene
from tests.desk.browser import Clerk, browser, hidden
from tests.desk.town import DeskTown, desk_town

pytestmark = pytest.mark.server
SCENE = Scene(id="freundlich", title={"de": "Freundliche Frage", "en": "x"}, about={"de": "Zum Warmwerden.", "en": "x"})


@pytest.fixture
async def both(journal: Journal, store: Store, town: str) -> AsyncIterator[tuple[DeskTown, Journal, list[str]]]:
    """A desk and that of its practice town, on one address."""
    started: list[str] = []

    async def start(scene: str, login: str) -> None:
        started.append(f"{scene} for {login}")

    practising = Journal(store, f"{town}.practice", journal._hints)
    async with desk_town(journal) as desk:
        real = replace(desk.deps, practice=PracticeDoor(journal=practising, base="/uebung/desk"), town_id="stadt")
        own = replace(
            desk.deps,
            journal=practising,
            live=Live(practising),
            base="/uebung/desk",
            room=Room(scenes=(SCENE,), start=start, home="/stadt/desk"),
            town_id="stadt.practice",
        )
        root = web.Application()
        root.add_subapp("/stadt/desk", desk_app(real))
        root.add_subapp("/uebung/desk", desk_app(own))
        server = TestServer(root, host="127.0.0.1")
        await server.start_server()
        yield replace(desk, server=server, deps=real), practising, started
        await server.close()


async def test_a_clerk_goes_there_and_back_and_starts_a_citizen(both: tuple[DeskTown, Journal, list[str]]) -> None:
    desk, practising, started = both
    await desk.staff("anna", "Anna Albers", roles=("staff",), departments=("bauamt",))
    async with browser(desk) as anna:
        assert (await anna.log_in("anna")).status == 303
        entered = await anna.post("/practice/enter", hidden(await anna.text("/practice"), "/practice/enter"))
        link = entered.headers["Location"]
        assert link.startswith("/uebung/desk/link/")
        there = Clerk(desk=cast(DeskTown, _At(desk, "/uebung/desk")), session=anna.session)
        page = await (await there.get(link.removeprefix("/uebung/desk"))).text()
        token = page.split('name="csrf" value="')[1].split('"')[0]
        assert (await there.post(link.removeprefix("/uebung/desk"), {"csrf": token})).status == 303
        shown = await there.text("/practice")
        assert "Nichts erreicht echte Bürgerinnen und Bürger" in shown
        assert "Freundliche Frage" in shown
        form = hidden(shown, "/practice/start")
        assert (await there.post("/practice/start", form)).status == 303
        assert (await there.post("/practice/start", form | {"scene": "niemand"})).status == 404
        assert started == ["freundlich for anna"]
        assert "Übung:" not in await anna.text("")  # still logged in at the real desk
        record = (await practising.staff())["anna"]
        assert (record.departments, record.password_hash, record.mail_when) == ((), "", "off")


async def test_without_a_practice_town_the_page_says_so(desk: DeskTown, anna: Clerk) -> None:
    assert "nicht eingeschaltet" in await anna.text("/practice")
    form = hidden(await anna.text("/account"), "/account")
    assert (await anna.post("/practice/enter", form)).status == 404
    assert (await anna.post("/practice/start", form | {"scene": "freundlich"})).status == 404


async def test_who_does_not_work_on_cases_does_not_practise(desk: DeskTown, anna: Clerk) -> None:
    await desk.journal.put_staff(replace((await desk.journal.staff())["anna"], roles=("auditor",)))
    assert (await anna.get("/practice")).status == 403


class _At:
    """The same server under another path."""

    def __init__(self, desk: DeskTown, base: str) -> None:
        self.origin = desk.origin
        self.url = desk.origin + base
