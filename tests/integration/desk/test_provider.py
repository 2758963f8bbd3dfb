"""Log-in at the town's own provider, against a strict one that runs as its own process, and an independent one."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from aiohttp import ClientError, ClientResponse, ClientSession, CookieJar
from aiohttp.test_utils import unused_port

from handoff.desk.deps import DeskDeps
from handoff.openid.claims import ClaimUse
from handoff.openid.provider import NotVouched, Provider, Registered, new_flow
from handoff.personnel import Personnel
from handoff.staff import AWAITED, StaffRecord
from tests.desk.browser import Clerk, browser, hidden
from tests.desk.served import served
from tests.desk.town import BASE, DeskTown
from tests.oidc import CLIENT, SECRET, RunningProvider, running_provider

pytestmark = pytest.mark.server
PERSON = {
    "sub": "4711",
    "preferred_username": "Petra.Lindner",
    "name": "Petra Lindner",
    "realm_access": {"roles": ["desk", "desk-lead", "something else"]},
    "departments": ["bauamt", "unknown"],
}
USE = ClaimUse(
    roles_claim="realm_access.roles",
    roles={"desk": ("staff",), "desk-lead": ("lead",), "desk-admin": ("admin",)},
    departments_claim="departments",
    departments={},
)


@dataclass
class Rathaus:
    """A desk with a provider."""

    desk: DeskTown
    there: RunningProvider
    back: str

    def person(self, wrong: str = "", **changes: Any) -> None:
        self.there.set(redirects=[self.back], person=PERSON | changes, wrong=wrong)

    async def come(self, one: Clerk) -> ClientResponse:
        """Follow the button there and back; the desk's last answer."""
        return await follow_back(one, await self.there_and(one))

    async def there_and(self, one: Clerk) -> str:
        """Follow the button; where the provider sends the browser back to."""
        go = await one.get("/provider?next=/case/abc")
        assert go.status == 303, await go.text()
        said = await one.session.get(go.headers["Location"], allow_redirects=False)
        assert said.status == 302, await said.text()
        return said.headers["Location"]

    async def account(self, login: str = "petra.lindner") -> StaffRecord | None:
        return await self.desk.journal.account(login)


async def follow_back(one: Clerk, address: str) -> ClientResponse:
    return await one.session.get(address, allow_redirects=False)


@pytest.fixture
async def rathaus(desk: DeskTown, tmp_path: Path) -> AsyncIterator[Rathaus]:
    async with running_provider(tmp_path) as there, town_with(desk, there.issuer, USE, SECRET) as (other, back):
        one = Rathaus(desk=other, there=there, back=back)
        one.person()
        yield one


@asynccontextmanager
async def town_with(desk: DeskTown, issuer: str, use: ClaimUse, secret: str) -> AsyncIterator[tuple[DeskTown, str]]:
    back = ""

    def change(deps: DeskDeps, address: str) -> DeskDeps:
        nonlocal back
        back = f"{address}/provider/back"
        registered = Registered(
            issuer=issuer, client_id=CLIENT, client_secret=secret, return_to=back, scopes=("openid", "profile"),
            label="Rathaus-Konto", use=use,
        )  # fmt: skip
        return replace(deps, provider=Provider(registered, keys_again=0))

    async with served(desk, change) as other:
        yield other, back


async def test_there_back_and_out_again(rathaus: Rathaus) -> None:
    async with browser(rathaus.desk) as petra:
        assert "Mit Rathaus-Konto anmelden" in await petra.text("/login")
        answer = await rathaus.come(petra)
        assert (answer.status, answer.headers["Location"]) == (303, f"{BASE}/case/abc")
        record = await rathaus.account()
        assert record is not None
        assert (record.name, record.roles, record.departments) == ("Petra Lindner", ("staff", "lead"), ("bauamt",))
        assert (await petra.get("")).status == 200
        # A later log-in brings it up to date, under another name there too.
        rathaus.person(
            name="Petra Lind", preferred_username="plind", realm_access={"roles": ["desk"]}, departments="bauamt"
        )
        async with browser(rathaus.desk) as elsewhere:
            assert (await rathaus.come(elsewhere)).status == 303
        changed = await rathaus.account()
        assert changed is not None
        assert changed == replace(record, name="Petra Lind", roles=("staff",), grants=changed.grants)
        assert [grant.role for grant in changed.grants] == ["staff"]
        assert await rathaus.account("plind") is None
        assert (await petra.get("")).status == 303  # who may do less now is out in other browsers
        assert (await rathaus.come(petra)).status == 303
        page = await petra.text("/account")
        out = await petra.post("/logout", hidden(page, "/logout"))
        assert out.headers["Location"] == f"{BASE}/provider/out"
        assert f"form-action 'self' http://127.0.0.1:{rathaus.there.port};" in out.headers["Content-Security-Policy"]
        end = await petra.get("/provider/out")
        assert end.headers["Location"].startswith(f"{rathaus.there.issuer}/logout?client_id={CLIENT}&")
        assert (await petra.get("")).status == 303
    assert all("code_verifier" in row["fields"] for row in rathaus.there.ledger())


@pytest.mark.parametrize(
    "wrong",
    [
        *("nonce", "audience", "several", "issuer", "expired", "old", "subject", "key", "alg", "unsigned"),
        *("stranger", "mixed-up", "denied"),
    ],
)
async def test_what_proves_nothing_lets_nobody_in(rathaus: Rathaus, wrong: str) -> None:
    rathaus.person(wrong)
    async with browser(rathaus.desk) as one:
        answer = await rathaus.come(one)
        assert answer.status == 403
        text = await answer.text()
        assert ("nicht gültig bestätigt" in text) is (wrong != "denied")
        assert (await one.get("")).status == 303
    assert await rathaus.account() is None
    rathaus.person()  # and the same browser may try again
    async with browser(rathaus.desk) as one:
        assert (await rathaus.come(one)).status == 303


async def test_claims_from_userinfo_and_changed_keys_are_good(rathaus: Rathaus) -> None:
    for wrong in ("userinfo", "rotated"):
        rathaus.person(wrong)
        async with browser(rathaus.desk) as one:
            assert (await rathaus.come(one)).status == 303, wrong


async def test_a_wrong_state_or_another_browser_is_refused(rathaus: Rathaus) -> None:
    async with browser(rathaus.desk) as one, browser(rathaus.desk) as thief:
        address = await rathaus.there_and(one)
        parts = urlsplit(address)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        bent = parts._replace(query=urlencode(query | {"state": "x" * 43})).geturl()
        assert (await follow_back(one, bent)).status == 403
        assert (await follow_back(one, address)).status == 403  # the flow is used up
        address = await rathaus.there_and(one)
        assert (await follow_back(thief, address)).status == 403
        assert (await follow_back(one, address)).status == 303  # his own still holds
    assert [row["status"] for row in rathaus.there.ledger()] == [200]


async def test_a_code_is_good_once(rathaus: Rathaus) -> None:
    async with browser(rathaus.desk) as one, browser(rathaus.desk) as other:
        address = await rathaus.there_and(one)
        assert (await follow_back(one, address)).status == 303
        assert (await follow_back(one, address)).status == 403  # the same way back again: ours refuses
        # The used code in a flow of one's own: the provider refuses.
        code = parse_qs(urlsplit(address).query)["code"][0]
        fresh = urlsplit(await rathaus.there_and(other))
        query = {name: values[0] for name, values in parse_qs(fresh.query).items()}
        assert (
            await follow_back(other, fresh._replace(query=urlencode(query | {"code": code})).geturl())
        ).status == 403
    assert [(row["status"], row["error"]) for row in rathaus.there.ledger()] == [(200, ""), (400, "invalid_grant")]


async def test_without_proof_of_the_way_there_is_no_token(rathaus: Rathaus) -> None:
    provider = rathaus.desk.deps.provider
    assert provider is not None
    flow = new_flow()
    address = urlsplit(await provider.way_there(flow))
    query = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert query["code_challenge_method"] == "S256"
    async with ClientSession() as session:
        bare = {name: value for name, value in query.items() if not name.startswith("code_challenge")}
        refused = await session.get(address._replace(query=urlencode(bare)).geturl(), allow_redirects=False)
        assert "error=invalid_request" in refused.headers["Location"]
        given = await session.get(address.geturl(), allow_redirects=False)
    code = parse_qs(urlsplit(given.headers["Location"]).query)["code"][0]
    with pytest.raises(NotVouched):
        await provider.vouched(code, replace(flow, verifier="another"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"realm_access": {"roles": ["something else"]}}, "keine Rolle"),
        ({"realm_access": None}, "keine Rolle"),
        ({"departments": ["unknown"]}, "keinem Fachbereich"),
        ({"departments": []}, "keinem Fachbereich"),
        ({"preferred_username": "Ümläut"}, "keinen Anmeldenamen"),
        ({"preferred_username": 7}, "keinen Anmeldenamen"),
    ],
)
async def test_who_has_no_place_here_is_refused(rathaus: Rathaus, changes: dict[str, Any], said: str) -> None:
    async with browser(rathaus.desk) as before:
        assert (await rathaus.come(before)).status == 303
        rathaus.person(**changes)
        async with browser(rathaus.desk) as one:
            answer = await rathaus.come(one)
            assert answer.status == 403
            assert said in await answer.text()
        assert (await before.get("")).status == 303  # and is out everywhere


async def test_who_is_disabled_here_stays_so(rathaus: Rathaus) -> None:
    async with browser(rathaus.desk) as one:
        assert (await rathaus.come(one)).status == 303
        record = await rathaus.account()
        assert record is not None
        await rathaus.desk.journal.put_staff(replace(record, disabled=True))
        answer = await rathaus.come(one)
        assert answer.status == 403
        assert "gesperrt" in await answer.text()
    assert (await rathaus.account()) == replace(record, disabled=True)


async def test_a_local_account_is_not_taken_over_by_its_name(rathaus: Rathaus) -> None:
    local = await rathaus.desk.staff("petra.lindner", "Petra Lindner", roles=("admin", "staff"))
    async with browser(rathaus.desk) as one:
        answer = await rathaus.come(one)
        assert answer.status == 403
        assert "schon ein eigenes Konto" in await answer.text()
        assert await rathaus.account() == local
        await rathaus.desk.journal.put_staff(replace(local, single_sign_on=AWAITED))
        assert (await rathaus.come(one)).status == 303
    assert (await rathaus.account()) != local


async def test_where_only_the_provider_lets_in(rathaus: Rathaus) -> None:
    await rathaus.desk.staff("anna", "Anna Albers")
    async with served(rathaus.desk, lambda deps, _: replace(deps, local_login=False)) as strict, browser(strict) as one:
        page = await one.text("/login")
        assert 'name="password"' not in page
        csrf = {"csrf": "x"}
        assert (await one.post("/login", csrf | {"login": "anna", "password": "ein langes Passwort"})).status == 403
        token = await strict.journal.make_login_link("anna", timedelta(hours=1), "invite")
        assert (await one.get(f"/invite/{token}")).status == 410


async def test_a_provider_that_is_away_or_another_is_told(rathaus: Rathaus) -> None:
    rathaus.person("discovery")
    async with browser(rathaus.desk) as one:
        answer = await one.get("/provider")
        assert answer.status == 502
        assert "antwortet gerade nicht" in await answer.text()
        assert (await one.get("/login")).status == 200


async def test_an_account_is_either_local_or_the_providers(rathaus: Rathaus) -> None:
    async with browser(rathaus.desk) as one:
        assert (await rathaus.come(one)).status == 303
        page = await one.text("/account")
        assert 'name="old"' not in page
        fields = hidden(page, "/account/name") | {"password": "ein langes Passwort", "again": "ein langes Passwort"}
        assert (await one.post("/account/password", fields)).status == 404
        record = await rathaus.account()
        assert record is not None
        assert record.password_hash == ""
        await Personnel(rathaus.desk.journal).set_password("chef", record.login, "$argon2id$made by an invitation")
        assert "schon ein eigenes Konto" in await (await rathaus.come(one)).text()


async def test_an_independent_provider_understands_us(desk: DeskTown) -> None:
    """Another program, written by others, on another library."""
    port = unused_port()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    issuer = f"http://127.0.0.1:{port}"
    use = ClaimUse(roles={"desk": ("staff",)}, departments={})
    try:
        async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
            await _answers(session, f"{issuer}/.well-known/openid-configuration")
            claims = {"preferred_username": "alice", "name": "Alice Adler", "roles": ["desk"]}
            assert (await session.put(f"{issuer}/users/alice", json=claims)).status < 300
            async with town_with(desk, issuer, use, "any") as (other, _), browser(other) as alice:
                there = (await alice.get("/provider")).headers["Location"]
                said = await session.post(there, data={"sub": "alice"}, allow_redirects=False)
                assert said.status == 302, await said.text()
                back = await follow_back(alice, said.headers["Location"])
                assert back.status == 303, re.sub(r"<[^>]+>", "", await back.text())
                assert "Alice Adler" in await alice.text("/account")
    finally:
        process.terminate()
        await process.wait()


async def _answers(session: ClientSession, url: str) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                async with session.get(url) as answer:
                    if answer.status == 200:
                        return
            except ClientError:
                pass
            await asyncio.sleep(0.1)
