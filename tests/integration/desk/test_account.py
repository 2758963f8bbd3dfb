"""The page of one's own account: the link to Telegram, and the group for leads."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest

from handoff.journal.journal import Journal
from tests.desk.browser import Clerk, clerk, hidden
from tests.desk.town import DeskTown, desk_town
from tests.staffgroup import CHAT, pair

pytestmark = pytest.mark.server
WHERE = "/account"


@pytest.fixture
async def desk(journal: Journal) -> AsyncIterator[DeskTown]:
    async with desk_town(journal, telegram=True) as town:
        yield town


@pytest.fixture
async def lead(desk: DeskTown) -> AsyncIterator[Clerk]:
    await desk.staff("chef", "Carla Chef", roles=("lead",))
    async with clerk(desk, "chef") as one:
        yield one


async def press(who: Clerk, does: str) -> str:
    """Press a button of the page; the page it leads to."""
    form = hidden(await who.text(WHERE), f"{WHERE}/telegram/{does}")
    answer = await who.post(f"{WHERE}/telegram/{does}", form)
    assert answer.status == 200
    return await answer.text()


def code_in(page: str, name: str = "code") -> str:
    found = re.search(rf'<strong id="{name}">([A-Z0-9]{{8}})</strong>', page)
    assert found, page
    return found[1]


async def test_a_clerk_gets_a_code_once_and_takes_the_link_back(desk: DeskTown, anna: Clerk) -> None:
    page = await anna.text(WHERE)
    assert "Noch nicht mit einem Telegram-Konto verbunden" in page
    assert "Telegram-Gruppe des Personals" not in page  # a lead's
    code = code_in(await press(anna, "code"))
    assert code not in await anna.text(WHERE)
    assert await desk.journal.use_code(code, place="private", user=7, chat=7, request="1") == ("linked", "anna")
    assert "Verbunden mit einem Telegram-Konto seit" in await anna.text(WHERE)
    assert "Die Verbindung ist getrennt." in await press(anna, "unlink")
    assert await desk.journal.login_of(7) is None


async def test_a_lead_pairs_and_gives_up_a_group(desk: DeskTown, lead: Clerk) -> None:
    assert "Keine Gruppe ist verbunden." in await lead.text(WHERE)
    code = code_in(await press(lead, "group-code"), "group-code")
    assert await desk.journal.use_code(code, place="group", user=1, chat=CHAT, request="1") == ("paired", "chef")
    page = await lead.text(WHERE)
    assert "durch Carla Chef" in page
    await desk.journal.group_away("kicked")
    assert "der Bot ist nicht mehr in der Gruppe" in await lead.text(WHERE)
    assert "Die Gruppe ist getrennt." in await press(lead, "group-unpair")
    assert await desk.journal.group() is None


async def test_the_group_is_not_everybodys(desk: DeskTown, anna: Clerk) -> None:
    await pair(desk.journal)
    form = hidden(await anna.text(WHERE), f"{WHERE}/telegram/code")
    for does in ("group-code", "group-unpair"):
        assert (await anna.post(f"{WHERE}/telegram/{does}", form)).status == 403
    assert await desk.journal.group() is not None


async def test_forged_and_strange_forms(desk: DeskTown, anna: Clerk) -> None:
    assert (await anna.post(f"{WHERE}/telegram/code", {"csrf": "x"})).status == 403
    form = hidden(await anna.text(WHERE), f"{WHERE}/telegram/code")
    assert (await anna.post(f"{WHERE}/telegram/everything", form)).status == 404


async def test_without_telegram_the_page_says_so(journal: Journal) -> None:
    async with desk_town(journal) as town:
        await town.staff("anna", "Anna")
        async with clerk(town, "anna") as one:
            assert "nicht auf Telegram" in await one.text(WHERE)
