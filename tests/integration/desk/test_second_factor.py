"""The second factor: set up, asked for, used once, lost, reset; and one's own password and sessions."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from handoff.desk.deps import DeskLimits
from handoff.desk.totp import STEP_SECONDS
from handoff.journal.journal import Journal
from handoff.journal.store import Store
from tests.desk.browser import Clerk, browser, clerk, hidden
from tests.desk.served import served
from tests.desk.town import BASE, PASSWORD, DeskTown, desk_town

pytestmark = pytest.mark.server
SECOND = "/account/second-factor"
CODE = "/login/code"
_SECRET = re.compile(r'<code id="secret">([A-Z2-7 ]+)</code>')


def code_of(secret: str, steps: int = 0) -> str:
    """What the app shows ``steps`` steps from now."""
    return pyotp.TOTP(secret).at(datetime.now(UTC) + timedelta(seconds=STEP_SECONDS * steps))


async def set_up(one: Clerk) -> tuple[str, list[str], str]:
    """Set it up as a person does; the secret, the recovery codes and the code that was used."""
    page = await one.text(SECOND)
    secret = _SECRET.search(page)
    assert secret, page
    plain = secret[1].replace(" ", "")
    assert "<svg" in page
    used = code_of(plain)
    answer = await one.post(SECOND, hidden(page, SECOND) | {"code": used})
    text = html.unescape(await answer.text())
    assert answer.status == 200, text
    codes = re.findall(r"<li><code>([\w-]+)</code></li>", text)
    assert len(codes) == 8
    return plain, codes, used


async def step_two(one: Clerk, code: str) -> int:
    return (await one.post(CODE, hidden(await one.text(CODE), CODE) | {"code": code})).status


async def test_from_setting_up_to_taking_off(desk: DeskTown, anna: Clerk, store: Store) -> None:
    page = await anna.text(SECOND)
    wrong = await anna.post(SECOND, hidden(page, SECOND) | {"code": "000000x"})
    assert wrong.status == 422
    assert _SECRET.findall(await wrong.text()) == _SECRET.findall(page)
    secret, codes, used = await set_up(anna)
    async with browser(desk) as elsewhere:
        conversation = await desk.concern("Wo ist mein Pass?")
        answer = await elsewhere.log_in("anna", next=f"/case/{conversation}")
        assert answer.headers["Location"] == BASE + CODE
        assert (await elsewhere.get("")).status == 303  # half way is not in
        assert await step_two(elsewhere, used) == 403  # used when it was set up
        fresh = code_of(secret, 1)  # ahead: it stays good while the test is slow
        answer = await elsewhere.post(CODE, hidden(await elsewhere.text(CODE), CODE) | {"code": fresh})
        assert (answer.status, answer.headers["Location"]) == (303, f"{BASE}/case/{conversation}")
        assert (await elsewhere.get("")).status == 200
        assert (await elsewhere.get(CODE)).status == 403  # the first step is used up
    async with browser(desk) as thief:
        await thief.log_in("anna")
        assert await step_two(thief, fresh) == 403  # looked at over the shoulder
        assert await step_two(thief, codes[0].upper().replace("-", " ")) == 303
    async with browser(desk) as thief:
        await thief.log_in("anna")
        assert await step_two(thief, codes[0]) == 403
    keys = [key async for key in store.redis.scan_iter(match=f"*{desk.journal.town}*recovery*")]
    assert not set(codes) & set(await store.redis.smembers(keys[0]))
    off = f"{SECOND}/off"
    assert (await anna.post(off, hidden(await anna.text(SECOND), off) | {"code": "123456"})).status == 422
    assert (await anna.post(off, hidden(await anna.text(SECOND), off) | {"code": codes[1]})).status == 303
    async with browser(desk) as elsewhere:
        assert (await elsewhere.log_in("anna")).headers["Location"] == BASE


async def test_links_ask_for_it_too_and_the_admin_resets_it(desk: DeskTown, anna: Clerk) -> None:
    secret, _, _ = await set_up(anna)
    token = await desk.journal.make_login_link("anna", timedelta(hours=1))
    async with browser(desk) as one:
        path = f"/link/{token}"
        page = (await one.text(path)).replace('method="post"', f'action="{path}"')
        assert (await one.post(path, hidden(page, path))).headers["Location"] == BASE + CODE
        assert await step_two(one, code_of(secret, 1)) == 303
    await desk.staff("chef", "Clara Chef", roles=("admin",))
    async with clerk(desk, "chef") as admin, browser(desk) as one:
        does = "/admin/staff/anna/second-factor"
        assert (await admin.post(does, hidden(await admin.text("/admin/staff/anna"), does))).status == 200
        assert (await one.log_in("anna")).headers["Location"] == BASE


async def test_guessing_codes_is_braked_like_guessing_passwords(journal: Journal) -> None:
    async with desk_town(journal, DeskLimits(by_login=4, delay=0.0)) as desk:
        await desk.staff("anna", "Anna Albers")
        await journal.put_second_factor("anna", pyotp.random_base32(), ["x"])
        async with browser(desk) as thief:
            await thief.log_in("anna")
            assert [await step_two(thief, "000000") for _ in range(4)] == [403, 403, 403, 429]
            assert (await thief.log_in("anna")).status == 429


async def test_who_must_have_one_does_nothing_before(desk: DeskTown) -> None:
    await desk.staff("lead", "Lea Lead", roles=("lead",))
    await desk.staff("anna", "Anna Albers")
    conversation = await desk.concern("Wo ist mein Pass?")
    needed = frozenset({"lead", "admin"})
    async with served(desk, lambda deps, _: replace(deps, second_factor_for=needed)) as strict:
        async with clerk(strict, "lead") as lead:
            for path in ("", f"/case/{conversation}", "/account", "/fragment/list"):
                assert (await lead.get(path)).headers["Location"] == BASE + SECOND
            act = f"/case/{conversation}/claim"
            page = await lead.text(SECOND)
            assert (await lead.post(act, hidden(page, SECOND))).status == 303
            assert (await desk.ticket(conversation)).owner is None
            await set_up(lead)
            assert (await lead.get("")).status == 200
        async with clerk(strict, "anna") as anna:
            assert (await anna.get("")).status == 200


@pytest.fixture
async def two(desk: DeskTown) -> AsyncIterator[tuple[Clerk, Clerk]]:
    await desk.staff("anna", "Anna Albers")
    async with clerk(desk, "anna") as here, clerk(desk, "anna") as there:
        yield here, there


async def test_a_new_password_asks_for_the_old_one_and_ends_the_rest(desk: DeskTown, two: tuple[Clerk, Clerk]) -> None:
    here, there = two
    path, new = "/account/password", "ein ganz anderes Passwort"
    for old, password, again, status in (
        ("falsch", new, new, 422),
        (PASSWORD, "kurz", "kurz", 422),
        (PASSWORD, new, new + "!", 422),
        (PASSWORD, new, new, 303),
    ):
        fields = hidden(await here.text("/account"), path)
        answer = await here.post(path, fields | {"old": old, "password": password, "again": again})
        assert answer.status == status, (old, password)
    assert (await here.get("")).status == 200
    assert (await there.get("")).status == 303
    async with browser(desk) as one:
        assert (await one.log_in("anna", PASSWORD)).status == 403
        assert (await one.log_in("anna", new)).status == 303


async def test_one_sees_ones_sessions_and_ends_them(desk: DeskTown, two: tuple[Clerk, Clerk]) -> None:
    here, there = two
    await desk.staff("ben", "Ben Brandt")
    async with clerk(desk, "ben") as ben:
        page = await here.text("/account")
        assert page.count("dieser Browser") == 1
        (path,) = re.findall(r'action="/stadt/desk(/account/session/[0-9a-f]{64}/end)"', page)
        # Another's session is nothing to them.
        await ben.post(path, hidden(await ben.text("/account"), "/account/name"))
        assert (await there.get("")).status == 200
        assert (await here.post(path, hidden(page, path))).status == 303
        assert (await there.get("")).status == 303
        assert (await here.get("")).status == 200
        assert (await ben.get("")).status == 200
    async with clerk(desk, "anna") as third:
        others = "/account/sessions/end"
        assert (await third.post(others, hidden(await third.text("/account"), others))).status == 303
        assert (await third.get("")).status == 200
    assert (await here.get("")).status == 303
