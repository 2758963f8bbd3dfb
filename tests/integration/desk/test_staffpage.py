"""The admin's page of staff: inviting, changing, shutting out; and the links by which people come in."""

from __future__ import annotations

import asyncio
import html
import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import WSMsgType

from handoff.audit import Action
from handoff.journal.store import Store
from handoff.personnel import NotDone, Personnel
from handoff.staff import StaffRecord
from handoff.ticket import Staff
from tests.desk.browser import Clerk, browser, clerk, hidden
from tests.desk.served import served
from tests.desk.town import BASE, PASSWORD, DeskTown

pytestmark = pytest.mark.server
STAFF = "/admin/staff"
NEW = "ein neues langes Passwort"


@pytest.fixture
async def admin(desk: DeskTown) -> AsyncIterator[Clerk]:
    await desk.staff("chef", "Clara Chef", roles=("admin",))
    async with clerk(desk, "chef") as one:
        yield one


async def invite(admin: Clerk, login: str, **more: str) -> str:
    """Invite somebody; the path of the link."""
    fields = hidden(await admin.text(STAFF), STAFF) | {"login": login, "name": "Dora Dorn", "role": "staff"}
    answer = await admin.post(STAFF, fields | more)
    page = await answer.text()
    assert answer.status == 200, page
    return link_in(page)


def link_in(page: str) -> str:
    found = re.search(r'<input id="link" value="http://127\.0\.0\.1:\d+/stadt/desk(/invite/[\w-]+)" readonly>', page)
    assert found, page
    return found[1]


async def choose(one: Clerk, path: str, password: str = NEW, **more: str) -> Any:
    """Open a one-time link and choose a password."""
    page = (await one.text(path)).replace('method="post"', f'action="{path}"')
    return await one.post(path, hidden(page, path) | {"password": password, "again": password} | more)


async def press(admin: Clerk, login: str, does: str) -> str:
    path = f"{STAFF}/{login}"
    answer = await admin.post(f"{path}/{does}", hidden(await admin.text(path), f"{path}/{does}"))
    return await answer.text()


async def audit(desk: DeskTown, store: Store) -> list[tuple[str, str, str]]:
    stored: list[Any] = list(await store.redis.xrange(f"bd:{{{desk.journal.town}}}:audit") or ())
    found = [json.loads(fields["row"]) for _, fields in stored]
    return [(row["who"], row["action"], row.get("login", "")) for row in found]


async def test_only_who_manages_accounts_comes_here(desk: DeskTown, anna: Clerk, admin: Clerk) -> None:
    assert (await anna.get(STAFF)).status == 403
    assert (await anna.get(f"{STAFF}/chef")).status == 403
    fields = hidden(await anna.text("/account"), "/logout")
    for path in (STAFF, f"{STAFF}/anna", f"{STAFF}/chef/disable"):
        assert (await anna.post(path, fields | {"login": "x", "name": "X", "role": "admin"})).status == 403
    begins = (await admin.get("")).headers["Location"]  # an admin without cases begins elsewhere
    assert f'href="{BASE}{STAFF}"' in await admin.text(begins.removeprefix(BASE))
    assert set(await desk.journal.staff()) == {"anna", "chef"}


async def test_from_invitation_to_the_last_day(desk: DeskTown, admin: Clerk, store: Store) -> None:
    path = await invite(admin, "dora", public_name="Dora", department="bauamt")
    assert "eingeladen" in await admin.text(STAFF)
    assert path.rsplit("/", 1)[1] not in await admin.text(STAFF)  # shown once
    async with browser(desk) as dora, browser(desk) as late:
        assert "Dora Dorn" in await dora.text(path)  # looking uses nothing up
        for wrong in ({"password": "kurz", "again": "kurz"}, {"again": "ein anderes langes Passwort"}):
            assert (await choose(dora, path, **wrong)).status == 422
        assert (await choose(dora, path)).status == 303
        assert (await dora.get("")).status == 200
        assert (await late.get(path)).status == 410  # good once
        assert (await late.log_in("dora", NEW)).status == 303
        record = await desk.journal.account("dora")
        assert record is not None
        assert (record.roles, record.departments, record.public_name) == (("staff",), ("bauamt",), "Dora")
        assert record.staff == Staff(login="dora", name="Dora", full_name="Dora Dorn")
        # Everything about them is changed at one place.
        member = f"{STAFF}/dora"
        fields = hidden(await admin.text(member), f"{member}")
        changed = {"name": "Dora Dornbusch", "public_name": "", "role": "lead"}
        assert (await admin.post(member, fields | changed)).status == 303
        record = await desk.journal.account("dora")
        assert record is not None
        assert (record.name, record.public_name, record.roles) == ("Dora Dornbusch", "", ("lead",))
        assert record.departments == ()
        assert "In 2 Browsern" in await admin.text(member)
        assert "gesperrt" in await press(admin, "dora", "disable")
        assert (await dora.get("")).status == 303
        assert (await late.get("")).status == 303
        assert (await late.log_in("dora", NEW)).status == 403
        await press(admin, "dora", "enable")
        assert (await late.log_in("dora", NEW)).status == 303
    actions = await audit(desk, store)
    for action in ("staff_invite", "staff_change", "staff_disable", "staff_enable"):
        assert ("chef", action, "dora") in actions
    assert ("dora", "staff_password", "dora") in actions


async def test_a_forgotten_password_and_links_that_are_over(desk: DeskTown, admin: Clerk) -> None:
    await desk.staff("dora", "Dora Dorn")
    async with clerk(desk, "dora") as old, browser(desk) as dora:
        first, second = [link_in(await press(admin, "dora", "link")) for _ in range(2)]
        assert (await choose(dora, second)).status == 303
        assert (await old.get("")).status == 303  # a new password ends what was open
        assert (await old.log_in("dora", PASSWORD)).status == 403
        assert (await dora.get(first)).status == 410  # made for the password before
    async with browser(desk) as thief:
        third = link_in(await press(admin, "dora", "link"))
        await press(admin, "dora", "disable")
        assert (await thief.get(third)).status == 410


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"login": "chef"}, "gibt es schon"),
        ({"login": "Dora Dorn"}, "So kann ein Anmeldename"),
        ({"login": "dora", "name": "  "}, "Namen an"),
        ({"login": "dora", "role": "nobody"}, "mindestens eine Rolle"),
    ],
)
async def test_what_cannot_be_an_account_is_said(
    desk: DeskTown, admin: Clerk, fields: dict[str, str], said: str
) -> None:
    form = hidden(await admin.text(STAFF), STAFF) | {"name": "Dora Dorn", "role": "staff"} | fields
    answer = await admin.post(STAFF, form)
    assert answer.status == 422
    text = html.unescape(await answer.text())
    assert said in text
    assert set(await desk.journal.staff()) == {"chef"}


async def test_nobody_takes_the_last_admin_away(desk: DeskTown, admin: Clerk) -> None:
    # Invited, waiting, shut out: none of them could manage accounts.
    await desk.journal.put_staff(StaffRecord(login="new", name="New", roles=("admin",)))
    await desk.staff("off", "Off", roles=("admin",), disabled=True)
    assert "niemand mehr Konten verwalten" in await press(admin, "chef", "disable")
    member = f"{STAFF}/chef"
    fields = hidden(await admin.text(member), member) | {"name": "Clara Chef", "role": "staff"}
    assert (await admin.post(member, fields)).status == 422
    assert (await admin.get(STAFF)).status == 200
    await desk.staff("eva", "Eva", roles=("admin",))
    personnel = Personnel(desk.journal)
    # Two admins shut each other out at the same time: one of them remains.
    done = await asyncio.gather(personnel.shut("a", "chef"), personnel.shut("b", "eva"), return_exceptions=True)
    assert [type(one) for one in done if one is not None] == [NotDone]
    left = [record for record in (await desk.journal.staff()).values() if record.gets_in]
    assert len(left) == 1


async def test_a_change_between_reading_and_writing_is_not_lost(desk: DeskTown) -> None:
    record = await desk.staff("dora", "Dora")
    personnel = Personnel(desk.journal)
    await asyncio.gather(
        personnel.change("a", "dora", lambda r: replace(r, mail="dora@town.example"), Action.STAFF_MAIL),
        personnel.change("b", "dora", lambda r: replace(r, public_name="D."), Action.STAFF_NAME),
    )
    assert await desk.journal.account("dora") == replace(record, mail="dora@town.example", public_name="D.")


async def test_open_pages_close_at_once(desk: DeskTown, admin: Clerk) -> None:
    for does in ("disable", "sessions"):
        await desk.staff("dora", "Dora Dorn")
        async with clerk(desk, "dora") as dora:
            async with dora.session.ws_connect(desk.url + "/live", origin=desk.origin) as socket:
                assert (await socket.receive(timeout=30)).type is WSMsgType.TEXT
                await press(admin, "dora", does)
                while (await socket.receive(timeout=10)).type is WSMsgType.TEXT:  # the pulse is 15 s
                    pass
                assert socket.close_code == 4401
            assert (await dora.get("")).status == 303


async def test_the_first_admin(desk: DeskTown) -> None:
    personnel = Personnel(desk.journal)
    token, other = await personnel.setup("start"), await personnel.setup("start")
    path = f"/setup/{token}"
    async with browser(desk) as first, browser(desk) as second:
        assert "erste Konto" in await first.text(path)
        assert (await choose(first, path, name="Clara", login="Nicht So!")).status == 422
        assert (await choose(first, path, name="Clara Chef", login="clara")).status == 303
        record = await desk.journal.account("clara")
        assert record is not None
        assert (record.roles, record.gets_in) == (("admin",), True)
        assert (await first.get(STAFF)).status == 200
        for used in (path, f"/setup/{other}"):  # also the one that nobody used: there is an admin now
            assert (await second.get(used)).status == 410
            assert (await second.post(used, {})).status == 410
    with pytest.raises(NotDone):
        await personnel.setup("start")


async def test_the_public_name_is_what_citizens_read_and_colleagues_do_not(desk: DeskTown, ben: Clerk) -> None:
    await desk.staff("anna", "Anna Albers")
    async with clerk(desk, "anna") as anna:
        fields = hidden(await anna.text("/account"), "/account/name")
        assert (await anna.post("/account/name", fields | {"public_name": " Team  Bürgerbüro "})).status == 303
        conversation = await desk.concern("Wo ist mein Pass?")
        await anna.act(conversation, "claim")
        await anna.act(conversation, "reply", text="Er ist da.")
    snapshot = await desk.journal.snapshot(conversation)
    assert snapshot is not None
    ticket = await desk.ticket(conversation)
    assert ticket.owner == Staff(login="anna", name="Team Bürgerbüro", full_name="Anna Albers")
    rows = await desk.journal.rows(conversation)
    assert [row.name for row in rows if row.who == "person"] == ["Team Bürgerbüro"]
    page = await ben.text(f"/case/{conversation}")
    assert "Anna Albers" in page
    assert "Team Bürgerbüro" not in page
    assert "Anna Albers" in await ben.text("?show=all")


async def test_a_town_with_https_says_so_where_it_is_missing(desk: DeskTown) -> None:
    async with browser(desk) as one:
        plain = await one.get("/login", headers={"Host": "desk.town.example"})
        assert plain.status == 403
        assert "nur verschlüsselt" in await plain.text()
    ours = ("https://desk.town.example",)
    async with served(desk, lambda deps, _: replace(deps, secure=True, origins=ours)) as town, browser(town) as one:
        assert (await one.get("/login")).status == 200  # behind a proxy
        plain = await one.get("/login", headers={"X-Forwarded-Proto": "http"})
        assert plain.status == 403
        assert f'href="https://desk.town.example{BASE}"' in await plain.text()
        posted = await one.post("/login", {}, origin=town.origin)
        assert (posted.status, "nur verschlüsselt" in await posted.text()) == (403, True)


async def test_a_session_belongs_to_its_town(desk: DeskTown, store: Store) -> None:
    from handoff.journal.hints import Hints
    from handoff.journal.journal import Journal

    other = Journal(store, f"{desk.journal.town}b", Hints(store, [f"{desk.journal.town}b"]))
    await other.put_staff(await desk.staff("anna", "Anna Albers"))
    async with (
        served(desk, lambda deps, _: replace(deps, town_id="a")) as a,
        served(desk, lambda deps, _: replace(deps, town_id="b", journal=other)) as b,
        clerk(a, "anna") as anna,
    ):
        assert (await anna.get("")).status == 200
        cookies = {cookie.key: cookie.value for cookie in anna.session.cookie_jar}
        secret = cookies["bd-desk-a"]
        async with browser(b) as thief:
            for name in ("bd-desk-a", "bd-desk-b", "bd-desk"):
                answer = await thief.get("", headers={"Cookie": f"{name}={secret}"})
                assert answer.status == 303, name
        # Both towns at once in one browser: neither logs the other out.
        in_b = Clerk(desk=b, session=anna.session)
        assert (await in_b.log_in("anna")).status == 303
        assert (await in_b.get("")).status == 200
        assert (await anna.get("")).status == 200


async def test_a_link_ends(desk: DeskTown) -> None:
    await desk.staff("dora", "Dora")
    token = await desk.journal.make_login_link("dora", timedelta(milliseconds=1), "invite")
    await asyncio.sleep(0.05)
    async with browser(desk) as dora:
        assert (await dora.get(f"/invite/{token}")).status == 410
        login = await desk.journal.make_login_link("dora", timedelta(hours=1))
        assert (await dora.get(f"/invite/{login}")).status == 410  # one kind of link opens no other door
