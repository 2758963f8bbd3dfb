"""The internal rules between log-in and desk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest

from faq.netiquette import StaffRules
from handoff.journal.store import Store
from tests.desk.browser import Clerk, browser, clerk, hidden
from tests.desk.served import served
from tests.desk.town import BASE, DeskTown
from tests.integration.desk.test_measures import audited

pytestmark = pytest.mark.server

RULES = StaffRules(
    version="3",
    owner="Petra Lindner",
    review=date(2027, 10, 12),
    text={"de": "**Sachlich** bleiben.", "en": "Be kind."},
)


@pytest.fixture
async def strict(desk: DeskTown) -> AsyncIterator[DeskTown]:
    async with served(desk, lambda deps, _: replace(deps, staff_rules=lambda: RULES)) as town:
        yield town


async def accept(one: Clerk, **fields: str) -> int:
    form = hidden(await one.text("/account/rules"), "/account/rules")
    return (await one.post("/account/rules", form | {"read": "yes"} | fields)).status


async def test_without_them_no_page_of_work(strict: DeskTown, store: Store) -> None:
    conversation = await strict.concern("Wo ist mein Pass?")
    await strict.staff("anna", "Anna Albers")
    async with clerk(strict, "anna") as anna:
        for path in ("", f"/case/{conversation}", "/search", "/account", f"/fragment/case/{conversation}"):
            answer = await anna.get(path)
            assert answer.status == 303, path
            assert answer.headers["Location"] == f"{BASE}/account/rules"
        page = await anna.text("/account/rules")
        assert "<b>Sachlich</b> bleiben." in page
        assert "Fassung 3 · verantwortlich: Petra Lindner" in page
        csrf = hidden(page, "/account/rules")
        claimed = await anna.post(f"/case/{conversation}/claim", csrf)
        assert claimed.headers["Location"] == f"{BASE}/account/rules"
        assert (await strict.ticket(conversation)).owner is None
        assert await accept(anna, version="2") == 409
        assert await accept(anna, read="") == 422
        assert await accept(anna) == 303
        assert "Wo ist mein Pass?" in await anna.text("")
        assert "Sie haben Fassung 3 bestätigt" in await anna.text("/account/rules")
    async with clerk(strict, "anna") as again:  # asked once a version
        assert (await again.get("")).status == 200
    rows = [row for row in await audited(store, strict.journal) if row["action"] == "rules_accepted"]
    assert [(row["who"], row["what"]) for row in rows] == [("anna", "version:3")]


async def test_a_new_version_is_asked_for_and_leads_see_who_has_read_it(strict: DeskTown) -> None:
    await strict.staff("lea", "Lea Lang", roles=("lead",), departments=("buergerbuero",))
    await strict.staff("anna", "Anna Albers", departments=("buergerbuero",))
    await strict.staff("olga", "Olga Other", departments=("bauamt",))
    await strict.journal.accept_rules("anna", "2")
    async with clerk(strict, "anna") as anna, clerk(strict, "lea") as lea:
        assert (await anna.get("")).status == 303
        assert await accept(lea) == 303
        page = await lea.text("/rules")
        assert "ältere Fassung" in page
        assert page.rindex("Anna Albers") < page.rindex("Lea Lang")
        assert "Olga" not in page
        assert await accept(anna) == 303
        assert "ältere Fassung" not in await lea.text("/rules")
        assert (await anna.get("/rules")).status == 403


async def test_who_may_log_out_and_towns_without_rules(strict: DeskTown, desk: DeskTown) -> None:
    await desk.staff("anna", "Anna Albers")
    async with clerk(strict, "anna") as anna:
        answer = await anna.post("/logout", hidden(await anna.text("/account/rules"), "/logout"))
        assert answer.headers["Location"] == f"{BASE}/login"
    async with clerk(desk, "anna") as anna:
        assert (await anna.get("")).status == 200
        assert "keine internen Regeln" in await anna.text("/account/rules")
    async with browser(strict) as nobody:
        assert (await nobody.get("/account/rules")).headers["Location"].startswith(f"{BASE}/login")
