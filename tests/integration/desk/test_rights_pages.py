"""The desk's pages of rights: the table, the review, what waits for a second person, broken glass."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.cli_rights import rights_findings
from handoff.audit import Action, row
from handoff.foureyes import Fate, Request
from handoff.journal.store import Store
from handoff.personnel import NotDone
from handoff.roleadmin import RoleAdmin
from handoff.staff import StaffRecord
from tests.desk.browser import Clerk, clerk, hidden
from tests.desk.served import served
from tests.desk.town import DeskTown

pytestmark = pytest.mark.server
STAFF = "/admin/staff"
REVIEW = "/rights/review"
TOLD = row("chef", Action.STAFF_CHANGE)


@pytest.fixture
async def town(desk: DeskTown) -> AsyncIterator[DeskTown]:
    """A town that wants four eyes for roles, with two who manage accounts, a lead, an auditor and a clerk."""
    async with served(desk, lambda deps, _: replace(deps, four_eyes=lambda: ("role_admin",))) as other:
        await other.staff("chef", "Clara Chef", roles=("admin",))
        await other.staff("zwei", "Zoe Zwei", roles=("admin",))
        await other.staff("lena", "Lena Leit", roles=("staff", "lead"))
        await other.staff("petra", "Petra Prüf", roles=("auditor",))
        await other.staff("anna", "Anna Albers")
        yield other


async def actions(desk: DeskTown, store: Store) -> list[tuple[str, str]]:
    stored: list[Any] = list(await store.redis.xrange(f"bd:{{{desk.journal.town}}}:audit") or ())
    rows = [json.loads(fields["row"]) for _, fields in stored]
    return [(one["who"], one["action"]) for one in rows if one["action"] != "login"]


async def save_roles(one: Clerk, login: str, *roles: str) -> str:
    """Set the roles on the page of an account; where that leads."""
    path = f"{STAFF}/{login}"
    page = await one.text(path)
    record = await one.desk.journal.account(login)
    assert record is not None
    fields = [("name", record.name), *hidden(page, path).items(), *(("role", role) for role in roles)]
    sent = await one.session.post(
        one.desk.url + path, data=fields, headers={"Origin": one.desk.origin}, allow_redirects=False
    )
    return sent.headers.get("Location", f"{sent.status}")


async def asked(desk: DeskTown) -> Request:
    return (await desk.journal.second_looks())[0]


async def decide(one: Clerk, request: Request, does: str, **fields: str) -> int:
    """Press a button of a request as the page has it; a forged one where the page has none."""
    path = f"/approvals/{request.id}/{does}"
    try:
        form = hidden(await one.text("/approvals"), path)
    except AssertionError:
        form = hidden(await one.text("/account"), "/logout") | {"digest": request.digest}
    return (await one.post(path, form | fields)).status


async def test_a_guarded_role_is_given_by_two(town: DeskTown, store: Store) -> None:
    async with clerk(town, "chef") as chef, clerk(town, "zwei") as zwei, clerk(town, "anna") as anna:
        assert (await save_roles(chef, "anna", "staff", "editor", "lead")).endswith("?asked=1")
        record = await town.journal.account("anna")
        assert record is not None
        assert record.roles == ("staff", "editor")  # what needs no second person holds at once
        page = await chef.text("/approvals")
        assert "Anna Albers erhält die Rolle „Leitung“." in page
        assert "Bestätigen muss eine andere Person." in page
        request = await asked(town)
        assert await decide(chef, request, "confirm") == 403  # nobody is their own second person
        assert await decide(anna, request, "confirm") == 403
        assert "Etwas wartet auf Ihre Bestätigung" in await zwei.text("/rights")
        assert await decide(zwei, request, "confirm") == 303
        record = await town.journal.account("anna")
        assert record is not None
        assert record.roles == ("staff", "lead", "editor")
        grant = record.grant_of("lead")
        assert (grant.by, grant.second) == ("chef", "zwei")
        assert grant.since is not None
        assert await decide(zwei, request, "confirm") == 409
        assert "bestätigt" in await chef.text("/approvals")
    told = await actions(town, store)
    assert [one for one in told if "second" in one[1]] == [("chef", "second_asked"), ("zwei", "second_confirmed")]
    assert ("chef", "refused") in told
    assert ("anna", "refused") in told


async def test_two_at_once_confirm_it_once(town: DeskTown) -> None:
    async with AsyncExitStack() as stack:
        chef, zwei, lena = [await stack.enter_async_context(clerk(town, who)) for who in ("chef", "zwei", "lena")]
        await save_roles(chef, "anna", "staff", "approver")
        request = await asked(town)
        answers = await asyncio.gather(decide(zwei, request, "confirm"), decide(lena, request, "confirm"))
        assert sorted(answers) == [303, 409]


async def test_refused_with_a_reason_withdrawn_and_overtaken(town: DeskTown) -> None:
    async with clerk(town, "chef") as chef, clerk(town, "zwei") as zwei:
        await save_roles(chef, "anna", "staff", "approver")
        request = await asked(town)
        assert await decide(zwei, request, "refuse", words=" ") == 422
        assert await decide(zwei, request, "refuse", words="Sie ist nicht geschult.") == 303
        assert "Sie ist nicht geschult." in await chef.text("/approvals")
        await save_roles(chef, "anna", "staff", "lead")
        assert await decide(chef, await asked(town), "withdraw") == 303
        await save_roles(chef, "anna", "staff", "admin")
        third = await asked(town)
        await town.deps.roles().change(
            "zwei", "anna", lambda r: replace(r, departments=("bauamt",)), Action.STAFF_CHANGE
        )
        assert "überholt" in await zwei.text("/approvals")
        assert await decide(zwei, third, "confirm") == 409
        record = await town.journal.account("anna")
        assert record is not None
        assert record.roles == ("staff",)


async def test_it_expires_by_itself_and_another_text_is_not_confirmed(town: DeskTown) -> None:
    roles = RoleAdmin(town.journal, four_eyes=True)
    changed = await roles.change("chef", "anna", lambda r: replace(r, roles=("staff", "lead")), Action.STAFF_CHANGE)
    request = changed.asked
    assert request is not None
    async with clerk(town, "zwei") as zwei:
        assert await decide(zwei, request, "confirm", digest="0" * 16) == 409
        old = replace(request, expires=datetime.now(UTC) - timedelta(seconds=1))
        assert await town.journal.decide(request, old, told=TOLD) == "ok"
        assert "verfallen" in await zwei.text("/approvals")
        assert await decide(zwei, old, "confirm") == 409
    assert await roles.fate_of(old, datetime.now(UTC)) is Fate.EXPIRED


async def test_the_last_who_manages_accounts_stays_though_two_want_it(town: DeskTown) -> None:
    roles = RoleAdmin(town.journal, four_eyes=True)
    one = await roles.change("zwei", "chef", lambda r: replace(r, roles=("auditor",)), Action.STAFF_CHANGE)
    assert one.asked is not None
    await town.journal.put_staff(replace(await _record(town, "zwei"), disabled=True))
    lena = await _record(town, "lena")
    with pytest.raises(NotDone, match="last"):
        await roles.confirm(lena, one.asked, one.asked.digest)


async def _record(town: DeskTown, login: str) -> StaffRecord:
    record = await town.journal.account(login)
    assert record is not None
    return record


async def test_inviting_somebody_as_admin_waits_too(town: DeskTown) -> None:
    async with clerk(town, "chef") as chef, clerk(town, "zwei") as zwei:
        fields = hidden(await chef.text(STAFF), STAFF) | {"login": "neu", "name": "Nora Neu", "role": "admin"}
        answer = await chef.post(STAFF, fields)
        assert "wartet jetzt unter „Freigaben“" in await answer.text()
        assert (await _record(town, "neu")).roles == ()
        assert await decide(zwei, await asked(town), "confirm") == 303
        assert (await _record(town, "neu")).roles == ("admin",)


async def test_the_review_shows_and_takes_and_is_due(town: DeskTown, store: Store) -> None:
    await town.staff("ed", "Ed Beides", roles=("editor", "approver"))
    await town.journal.set_next_review(datetime.now(UTC).date() - timedelta(days=2))
    async with clerk(town, "lena") as lena, clerk(town, "anna") as anna, clerk(town, "petra") as petra:
        assert (await anna.get(REVIEW)).status == 403
        page = await lena.text(REVIEW)
        assert "Rollen, die getrennt bleiben sollen" in page
        assert "Freigabe + Redaktion" in page
        assert "seit wann und von wem ist nicht bekannt" in page
        assert "Die Rechte sind zu prüfen." in page
        assert 'action="/stadt/desk/rights/review/confirm"' not in await petra.text(REVIEW)
        form = hidden(page, f"{REVIEW}/next")
        assert (await lena.post(f"{REVIEW}/confirm", form | {"login": "ed"})).status == 303
        assert (await lena.post(f"{REVIEW}/confirm", form | {"login": "lena"})).status == 422
        moved = await lena.post(f"{REVIEW}/remove", form | {"login": "ed", "role": "editor"})
        assert moved.headers["Location"].endswith("done=remove")
        moved = await lena.post(f"{REVIEW}/remove", form | {"login": "lena", "role": "lead"})
        assert moved.headers["Location"].endswith("done=asked")
        assert (await lena.post(f"{REVIEW}/next", form | {"day": "gestern"})).status == 422
        day = datetime.now(UTC).date() + timedelta(days=200)
        assert (await lena.post(f"{REVIEW}/next", form | {"day": day.isoformat()})).status == 303
        assert "Die Rechte sind zu prüfen." not in await lena.text(REVIEW)
        assert (await petra.post(f"{REVIEW}/confirm", hidden(await petra.text("/account"), "/logout"))).status == 403
    ed = await _record(town, "ed")
    assert (ed.roles, ed.reviewed_by) == (("approver",), "lena")
    told = await actions(town, store)
    assert ("lena", "staff_reviewed") in told
    assert ("petra", "refused") in told


async def test_a_lead_of_one_department_reviews_its_people_only(town: DeskTown) -> None:
    await town.staff("bea", "Bea Bau", roles=("lead",), departments=("bauamt",))
    await town.staff("bob", "Bob Bau", departments=("bauamt",))
    async with clerk(town, "bea") as bea:
        form = hidden(await bea.text(REVIEW), f"{REVIEW}/next")
        assert (await bea.post(f"{REVIEW}/confirm", form | {"login": "bob"})).status == 303
        assert (await bea.post(f"{REVIEW}/confirm", form | {"login": "anna"})).status == 403


async def test_broken_glass_is_loud_and_ends_by_itself(town: DeskTown, store: Store) -> None:
    roles = RoleAdmin(town.journal, four_eyes=True)
    glass = await roles.break_glass("command line", "anna", "lead", 2, "Alle Leitungen sind krank.")
    async with clerk(town, "anna") as anna, clerk(town, "petra") as petra:
        assert "Rolle ohne zweite Person" in await petra.text("/overview")
        assert "Alle Leitungen sind krank." in await petra.text(REVIEW)
        assert (await anna.get(REVIEW)).status == 200
        assert (await _record(town, "anna")).roles == ("staff",)  # the account itself is as it was
        saved = await roles.change("chef", "anna", lambda r: replace(r, name="Anna A."), Action.STAFF_CHANGE)
        assert saved.record.roles == ("staff",)
        past = datetime.now(UTC) - timedelta(minutes=1)
        await town.journal.put_glass(replace(glass, since=past - timedelta(hours=2), until=past), TOLD)
        assert (await anna.get(REVIEW)).status == 403
        page = await petra.text(REVIEW)
        assert "Rolle ohne zweite Person:" not in page
        assert "Alle Leitungen sind krank." in page  # listed afterwards
    assert ("command line", "break_glass") in await actions(town, store)


async def test_the_table_is_there_for_who_may_see_it(town: DeskTown) -> None:
    async with clerk(town, "petra") as petra, clerk(town, "anna") as anna:
        assert "Konten anlegen und sperren, Rollen vergeben" in await petra.text("/rights")
        assert (await anna.get("/rights")).status == 403


async def test_doctor_reminds_of_both(town: DeskTown, store: Store) -> None:
    assert await rights_findings(town.journal.town, store) == []
    await town.journal.set_next_review(datetime.now(UTC).date())
    await RoleAdmin(town.journal, four_eyes=True).break_glass("command line", "anna", "lead", 2, "Alle sind krank.")
    due, glass = await rights_findings(town.journal.town, store)
    assert "were to be reviewed" in due.text
    assert "anna is lead by breaking the glass" in glass.text
    assert glass.mend
