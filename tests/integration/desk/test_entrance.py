"""Getting in, staying in, being put out."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from handoff.desk.deps import DeskLimits
from handoff.journal.journal import Journal
from handoff.journal.store import Store
from tests.desk.browser import Clerk, browser, clerk, hidden
from tests.desk.town import BASE, DeskTown, desk_town

pytestmark = pytest.mark.server


async def test_only_the_log_in_is_open_to_all(desk: DeskTown) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    async with browser(desk) as nobody:
        for path in ("", "/", f"/case/{conversation}", "/nothing"):
            answer = await nobody.get(path)
            assert answer.status == 303
            assert answer.headers["Location"].startswith(BASE + "/login")
        for path in (
            "/fragment/list",
            f"/fragment/case/{conversation}",
            "/fragment/nav",
            f"/case/{conversation}/file/1/0",
        ):
            assert (await nobody.get(path)).status == 401
        assert (await nobody.post(f"/case/{conversation}/claim", {})).status == 401


async def test_after_log_in_one_is_where_one_wanted_to_be(desk: DeskTown) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await desk.staff("anna", "Anna Albers")
    async with browser(desk) as anna:
        to_login = (await anna.get(f"/case/{conversation}")).headers["Location"]
        page = await anna.text(to_login.removeprefix(BASE))
        fields = hidden(page, "/login")
        assert fields["next"] == f"/case/{conversation}"
        assert "Sie sind gerade nicht angemeldet." in page
        assert "Sie sind gerade nicht angemeldet." not in await anna.text("/login")
        elsewhere = await anna.log_in("anna", next="//evil.example/")
        assert elsewhere.headers["Location"] == BASE
    async with browser(desk) as anna:
        answer = await anna.log_in("anna", next=f"/case/{conversation}")
        assert answer.headers["Location"] == f"{BASE}/case/{conversation}"
        assert (await anna.get("/login")).status == 303


async def test_wrong_and_unknown_sound_the_same(desk: DeskTown) -> None:
    await desk.staff("anna", "Anna Albers")
    await desk.staff("carla", "Carla", disabled=True)
    await desk.journal.put_staff(replace(await desk.staff("dora", "Dora"), password_hash=""))
    async with browser(desk) as one:
        said = []
        for login, password in (
            ("anna", "falsch"),
            ("nobody", "falsch"),
            ("carla", "ein langes Passwort"),
            ("dora", ""),
        ):
            answer = await one.log_in(login, password)
            assert answer.status == 403
            said.append((await answer.text()).count("Anmeldename oder Passwort stimmt nicht."))
        assert said == [1, 1, 1, 1]


async def test_guessing_is_braked_by_login_and_by_address(journal: Journal) -> None:
    limits = DeskLimits(by_login=3, by_remote=8, delay=0.0)
    async with desk_town(journal, limits) as desk, browser(desk) as one:
        await desk.staff("anna", "Anna Albers")
        assert [(await one.log_in("anna", "falsch")).status for _ in range(4)] == [403, 403, 403, 429]
        assert (await one.log_in("anna")).status == 429
        await desk.staff("ben", "Ben Brandt")
        assert (await one.log_in("ben")).status == 303
    async with desk_town(journal, limits) as desk, browser(desk) as one:
        assert [(await one.log_in(f"x{i}", "falsch")).status for i in range(3)] == [403, 403, 429]
        assert int((await one.log_in("x")).headers["Retry-After"]) == 900


async def test_each_further_attempt_waits_longer(journal: Journal) -> None:
    async with desk_town(journal, DeskLimits(free=0, delay=0.2)) as desk, browser(desk) as one:
        loop = asyncio.get_running_loop()
        for least in (0.2, 0.4):
            before = loop.time()
            await one.log_in("anna", "falsch")
            assert loop.time() - before >= least


async def test_a_link_survives_a_preview_and_logs_in_once(desk: DeskTown) -> None:
    await desk.staff("anna", "Anna Albers")
    token = await desk.journal.make_login_link("anna", timedelta(hours=1))
    async with browser(desk) as preview:
        for _ in range(2):
            assert (await preview.get(f"/link/{token}")).status == 200
    async with browser(desk) as anna:
        fields = hidden((await anna.text(f"/link/{token}")).replace('method="post"', f'action="/link/{token}"'), "")
        answer = await anna.post(f"/link/{token}", fields)
        assert (answer.status, answer.headers["Location"]) == (303, BASE)
        assert "Anna Albers" in await anna.text("")
    async with browser(desk) as thief:
        fields = hidden((await thief.text(f"/link/{token}")).replace('method="post"', f'action="/link/{token}"'), "")
        again = await thief.post(f"/link/{token}", fields)
        assert again.status == 410
        assert "gilt nicht mehr" in await again.text()
        assert (await thief.get("")).status == 303


@pytest.mark.parametrize("by_itself", ["/fragment/list", "/fragment/help/case/{}", "/fragment/case/{}"])
async def test_an_idle_session_ends(desk: DeskTown, anna: Clerk, by_itself: str) -> None:
    conversation, redis = await desk.concern("Wo ist mein Pass?"), desk.journal._store.redis
    (session,) = [key async for key in redis.scan_iter(match=f"bd:{{{desk.journal.town}}}:session:*")]
    await redis.pexpire(session, 60_000)
    assert (await anna.get(by_itself.format(conversation))).status == 200
    assert await redis.pttl(session) <= 60_000  # what the page does by itself does not keep it alive
    assert (await anna.get("")).status == 200
    assert await redis.pttl(session) > 60_000  # what somebody does keeps it alive
    await redis.pexpire(session, 1)
    await asyncio.sleep(0.05)
    assert (await anna.get(by_itself.format(conversation))).status == 401


async def test_a_session_ends_whatever_one_does(journal: Journal) -> None:
    async with desk_town(journal, DeskLimits(absolute=timedelta(milliseconds=600))) as desk:
        await desk.staff("anna", "Anna Albers")
        async with clerk(desk, "anna") as anna:
            for _ in range(8):
                status = (await anna.get("")).status
                await asyncio.sleep(0.1)
            assert status == 303


async def test_log_out_ends_the_session_itself(desk: DeskTown, anna: Clerk) -> None:
    cookies = {c.key: c.value for c in anna.session.cookie_jar}
    fields = hidden(await anna.text(""), "/logout")
    assert (await anna.post("/logout", fields)).headers["Location"] == BASE + "/login"
    async with browser(desk) as thief:
        answer = await thief.session.get(desk.url, cookies=cookies, allow_redirects=False)
        assert answer.status == 303


async def test_a_disabled_account_is_out_at_once(desk: DeskTown, anna: Clerk) -> None:
    record = (await desk.journal.staff())["anna"]
    await desk.journal.put_staff(replace(record, disabled=True))
    assert (await anna.get("")).status == 303
    await desk.journal.put_staff(record)
    assert (await anna.get("")).status == 303


async def test_the_journal_knows_only_the_hash_of_a_session(desk: DeskTown, anna: Clerk, store: Store) -> None:
    secret = next(c.value for c in anna.session.cookie_jar if c.key == "bd-desk")
    keys = [key async for key in store.redis.scan_iter(match=f"*{desk.journal.town}*")]
    assert keys
    assert not [key for key in keys if secret in key]


async def test_cookies_are_bound_as_tightly_as_can_be(desk: DeskTown) -> None:
    await desk.staff("anna", "Anna Albers")
    async with browser(desk) as anna:
        answer = await anna.log_in("anna")
        plain = next(c for c in answer.headers.getall("Set-Cookie") if c.startswith("bd-desk="))
        assert "HttpOnly" in plain
        assert "SameSite=Lax" in plain
        assert "Secure" not in plain


async def test_https_has_host_cookies(journal: Journal) -> None:
    async with desk_town(journal) as desk:
        secure = replace(desk.deps, secure=True, origins=("https://chat.example.org",))
        from aiohttp import web
        from aiohttp.test_utils import TestClient, TestServer

        from handoff.desk.app import desk_app

        root = web.Application()
        root.add_subapp(BASE, desk_app(secure))
        async with TestClient(TestServer(root)) as client:
            answer = await client.get(BASE + "/login")
            cookie = answer.headers["Set-Cookie"]
            assert cookie.startswith("__Host-bd-desk-form=")
            assert "Secure" in cookie
            assert "Path=/" in cookie
            assert "Domain" not in cookie
            assert "wss://chat.example.org" in answer.headers["Content-Security-Policy"]
            refused = await client.post(BASE + "/login", headers={"Origin": f"http://127.0.0.1:{client.port}"})
            assert refused.status == 403


async def test_log_in_and_refusals_are_written_down(desk: DeskTown, anna: Clerk, store: Store) -> None:
    conversation = await desk.concern("Baum", department="bauamt")
    await desk.journal.put_staff(replace((await desk.journal.staff())["anna"], departments=("buergerbuero",)))
    assert (await anna.get(f"/case/{conversation}")).status == 404
    keys = [key async for key in store.redis.scan_iter(match=f"*{desk.journal.town}*audit")]
    stored: list[Any] = list(await store.redis.xrange(keys[0]) or ())
    rows = [json.loads(fields["row"]) for _, fields in stored]
    assert [row["action"] for row in rows] == ["login", "refused"]
