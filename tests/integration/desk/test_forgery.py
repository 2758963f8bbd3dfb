"""Nothing changes that does not come from our own page, and nothing a citizen writes is more than text."""

from __future__ import annotations

import pytest
from aiohttp import WSServerHandshakeError

from handoff.journal.records import Row
from tests.desk.browser import Clerk, browser, hidden
from tests.desk.town import DeskTown

pytestmark = pytest.mark.server

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea><script>alert(1)</script>",
    "javascript:alert(1)",
    "[klick](javascript:alert(1))",
    "{{ 7 * 7 }} {% raw %}",
    "\u202egnp.exe \u0000\u0007",
    "<!-- --><style>*{display:none}</style>",
    "&lt;b&gt; &#x3c;script&#x3e;",
    "a" * 4000,
)


@pytest.mark.parametrize(
    "origin", ["", "null", "https://evil.example", "http://127.0.0.1:1", "http://127.0.0.1.evil.example"]
)
async def test_a_foreign_origin_changes_nothing(desk: DeskTown, anna: Clerk, origin: str) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    fields = await anna.form(conversation, "claim")
    assert (await anna.post(f"/case/{conversation}/claim", fields, origin=origin)).status == 403
    assert (await anna.post("/logout", fields, origin=origin)).status == 403
    assert (await desk.ticket(conversation)).owner is None
    assert (await anna.get("")).status == 200


@pytest.mark.parametrize("csrf", ["", "0" * 64, "ä"])
async def test_a_form_without_its_token_changes_nothing(desk: DeskTown, anna: Clerk, csrf: str) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    fields = await anna.form(conversation, "claim")
    assert (await anna.post(f"/case/{conversation}/claim", fields | {"csrf": csrf})).status == 403
    assert (await desk.ticket(conversation)).owner is None
    by_header = await anna.post(f"/case/{conversation}/claim", fields | {"csrf": ""}, X_CSRF_Token=fields["csrf"])
    assert by_header.status == 303


async def test_anothers_token_is_no_token(desk: DeskTown, anna: Clerk, ben: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    fields = await anna.form(conversation, "claim")
    assert (await ben.post(f"/case/{conversation}/claim", fields)).status == 403


async def test_a_log_in_form_belongs_to_its_browser(desk: DeskTown) -> None:
    await desk.staff("anna", "Anna Albers")
    async with browser(desk) as attacker, browser(desk) as victim:
        fields = hidden(await attacker.text("/login"), "/login")
        await victim.text("/login")
        answer = await victim.post("/login", fields | {"login": "anna", "password": "ein langes Passwort"})
        assert answer.status == 403


async def test_the_line_refuses_a_foreign_origin(desk: DeskTown, anna: Clerk) -> None:
    for origin in ("https://evil.example", "null"):
        with pytest.raises(WSServerHandshakeError) as refused:
            await anna.session.ws_connect(desk.url + "/live", headers={"Origin": origin})
        assert refused.value.status == 403
    async with browser(desk) as nobody:
        with pytest.raises(WSServerHandshakeError) as refused:
            await nobody.session.ws_connect(desk.url + "/live", headers={"Origin": desk.origin})
        assert refused.value.status == 401


async def test_every_answer_is_armoured(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    for path in ("", f"/case/{conversation}", "/fragment/list", "/nothing", "/login", "/case/xyz", "/static/desk.js"):
        headers = (await anna.get(path)).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == ("no-cache" if "static" in path else "no-store")


@pytest.mark.fault(rows=(65,), promises=("P14",))
async def test_hostile_words_stay_words(desk: DeskTown, anna: Clerk) -> None:
    for i, text in enumerate(HOSTILE):
        body = {
            "text": text,
            "spans": [[0, 5, "link", "javascript:alert(1)"]],
            "keys": [[{"label": text, "data": "x"}]],
            "attachments": [{"kind": "document", "ref": text, "name": text}, {"kind": text}],
            "entry": text,
            "why": [text],
        }
        rows = [
            Row(id=f"c{i}", who="citizen", body=body),
            Row(id=f"m{i}", who="machine", body=body),
            Row(id=f"p{i}", who="person", name=text, body=body),
        ]
        conversation = await desk.concern(text, rows=rows, place=text, channel="telegram")
        for page in (await anna.text(""), await anna.text(f"/case/{conversation}")):
            for evil in ("<script>alert", "<img src=x", "<svg", "<style>*", 'href="javascript', "onmouseover='"):
                assert evil not in page
            assert "49" not in text or "{{ 7 * 7 }}" in page
        reply = await anna.act(conversation, "reply", text=text, fence="nonsense", receipt="none")
        assert reply.status == 409
        assert "<script>alert" not in await reply.text()


@pytest.mark.fault(rows=(61,), promises=("P14",))
async def test_broken_forms_are_refused_calmly(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    url = f"{desk.url}/case/{conversation}/claim"
    for kind in ("application/x-www-form-urlencoded; charset=nonsense", "multipart/form-data", "text/plain"):
        answer = await anna.session.post(
            url, data=b"csrf=\xff\xfe", headers={"Origin": desk.origin, "Content-Type": kind}
        )
        assert answer.status in (400, 403)
