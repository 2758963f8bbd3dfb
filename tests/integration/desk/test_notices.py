"""The page of notices: who may do what, and what every page then shows."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.desk.browser import Clerk, clerk, hidden
from tests.desk.town import ZONE, DeskTown
from tests.webchat.browser import eventually

pytestmark = pytest.mark.server


def at(hours: float) -> str:
    return f"{datetime.now(ZONE) + timedelta(hours=hours):%Y-%m-%dT%H:%M}"


async def csrf(one: Clerk) -> dict[str, str]:
    return hidden(await one.text("/account"), "/account")


async def put(one: Clerk, does: str, **fields: str) -> int:
    return (await one.post(f"/notices/{does}", await csrf(one) | fields)).status


async def test_a_lead_puts_a_notice_of_the_own_department_up_and_ends_it(desk: DeskTown) -> None:
    await desk.staff("lena", "Lena Lead", roles=("lead",), departments=("bauamt",))
    async with clerk(desk, "lena") as lena:
        shown = await lena.text("/notices")
        assert ("Bauen und Straßen" in shown, '<option value="department:buergerbuero"' in shown) == (True, False)
        assert await put(lena, "add", about="department:bauamt", text="Ab 12 zu", ends=at(2)) == 303
        assert await put(lena, "add", about="department:buergerbuero", text="Ab 12 zu", ends=at(2)) == 403
        (notice,) = (await desk.journal.board()).notices
        assert (notice.department, notice.text, notice.by) == ("bauamt", {"de": "Ab 12 zu"}, "lena")
        shown = await lena.text("/notices?lang=en")
        assert "Ab 12 zu" in shown
        assert "Lena Lead" in shown
        assert await put(lena, "end", notice=notice.id) == 303
        assert await put(lena, "end", notice=notice.id) == 303  # a second click
        assert (await desk.journal.board()).notices == ()


async def test_another_department_s_notice_is_not_theirs_to_end(desk: DeskTown) -> None:
    await desk.staff("lena", "Lena Lead", roles=("lead",), departments=("bauamt",))
    await desk.staff("bert", "Bert Lead", roles=("lead",), departments=("buergerbuero",))
    async with clerk(desk, "lena") as lena, clerk(desk, "bert") as bert:
        await put(lena, "add", about="department:bauamt", text="Ab 12 zu", ends=at(2))
        (notice,) = (await desk.journal.board()).notices
        assert await put(bert, "end", notice=notice.id) == 403
        assert len((await desk.journal.board()).notices) == 1


async def test_what_is_wrong_is_said_and_what_was_typed_is_kept(desk: DeskTown) -> None:
    await desk.staff("lena", "Lena Lead", roles=("lead",))
    async with clerk(desk, "lena") as lena:
        form = await csrf(lena)
        answer = await lena.post(
            "/notices/add", form | {"about": "department:bauamt", "text": "<b>Zu</b>", "ends": at(-2)}
        )
        text = await answer.text()
        assert answer.status == 422
        assert "Das Ende liegt vor dem Anfang." in text
        assert "&lt;b&gt;Zu&lt;/b&gt;</textarea>" in text


async def test_a_clerk_has_no_such_page(desk: DeskTown, anna: Clerk) -> None:
    assert (await anna.get("/notices")).status == 403
    assert 'href="/stadt/desk/notices"' not in await anna.text("")
    for does in ("add", "banner", "banner-clear", "off", "on"):
        fields = {"about": "department:bauamt", "text": "x", "ends": at(1), "channel": "web", "reason": "x"}
        assert await put(anna, does, **fields) == 403
    assert not (await desk.journal.board()).notices


async def test_banner_and_switched_off_channel_stand_above_every_page(desk: DeskTown, anna: Clerk) -> None:
    await desk.staff("otto", "Otto Admin", roles=("admin",))
    async with clerk(desk, "otto") as otto:
        assert await put(otto, "banner", text="Wasser abkochen", ends=at(2), link="javascript:x") == 422
        assert await put(otto, "banner", text="Wasser <b>abkochen", ends=at(2), link="https://town.example/w") == 303
        assert await put(otto, "off", channel="telegram", reason="") == 422
        assert await put(otto, "off", channel="telegram", reason="Token verloren") == 303
        await eventually(lambda: _up(desk, 1))
        for path in ("", "/account", "/fragment/list"):
            shown = await anna.text(path)
            assert "Wasser &lt;b&gt;abkochen" in shown
            assert "Telegram ist abgeschaltet." in shown
        page = await otto.text("/notices")
        assert "Token verloren" in page
        assert "Niemand wartet auf diesem Weg." in page
        assert await put(otto, "banner-clear") == 303
        assert await put(otto, "on", channel="telegram") == 303
        await eventually(lambda: _up(desk, 0))
        assert "abkochen" not in await anna.text("")


async def _up(desk: DeskTown, channels: int) -> bool:
    """Whether the pages know of it by now."""
    board = desk.deps.board()
    return len(board.off) == channels and (board.banner is not None) == bool(channels)
