"""The overview: figures from what really happened, to whoever may see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handoff.acts import Acts
from handoff.ticket import Done, End, Staff
from tests.desk.browser import Clerk, clerk
from tests.desk.town import DeskTown

pytestmark = pytest.mark.server
EVA = Staff(login="eva", name="Eva")


async def worked(desk: DeskTown) -> None:
    """One taken in time and closed, one too late, two that wait."""
    acts = Acts(desk.journal, {})
    for n, promised in enumerate((3, -1)):
        conversation = await desk.concern(
            f"Frage {n}", department="bauamt", ago=timedelta(minutes=20), promised_in=timedelta(hours=promised)
        )
        assert isinstance(await acts.claim(conversation, EVA, request=f"c{n}"), Done)
        await acts.release(conversation, EVA, request=f"r{n}")
        await acts.claim(conversation, EVA, request=f"d{n}")  # taken again: counted once
        if not n:
            await acts.close(conversation, EVA, End.ANSWERED, request=f"e{n}")
    await desk.concern("Wartet lange", department="bauamt", ago=timedelta(hours=7))
    await desk.concern("Wartet", department="buergerbuero")


async def test_what_happened_is_shown(desk: DeskTown) -> None:
    await worked(desk)
    await desk.staff("otto", "Otto Admin", roles=("admin",))
    async with clerk(desk, "otto") as otto:
        page = await otto.text("/overview")
        assert "Das älteste: vor 7 Std." in page or "Das älteste: 7 Std." in page
        assert "1 von 2" in page
        assert "50 %" in page
        assert "bis 30 Minuten" in page
        assert "<dd>2</dd>" in page  # waiting
        assert 'role="img"' in page
        assert "style=" not in page
        assert "Overview" in await otto.text("/overview?days=30&lang=en")
        table = await (await otto.get("/overview.csv?days=30")).text()
        assert table.startswith("\ufeff") or "date;hour;department" in table
        assert all(f";bauamt;web;de;question;{what};" in table for what in ("wait:30", "taken:late", "end:answered"))
        assert "eva" not in table.casefold()


async def test_a_lead_sees_the_own_departments_only_and_a_clerk_nothing(desk: DeskTown, anna: Clerk) -> None:
    await worked(desk)
    lena = await desk.staff("lena", "Lena Lead", roles=("lead",), departments=("buergerbuero",))
    async with clerk(desk, "lena") as lead:
        page = await lead.text("/overview")
        assert ("Bürgerbüro" in page, "Bauen und Straßen" in page) == (True, False)
        assert "bauamt" not in await (await lead.get("/overview.csv")).text()
        await desk.journal.put_staff(replace(lena, roles=("staff",)))
        assert (await lead.get("/overview")).status == 403
    assert (await anna.get("/overview")).status == 403
    assert (await anna.get("/overview.csv")).status == 403
