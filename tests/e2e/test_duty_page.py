"""Duty in Chromium: no barriers in either theme or at phone width; what colleagues do to a case is seen at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from selenium.webdriver.common.by import By

from handoff.absence import Away, DepartmentAbsence
from handoff.ticket import Staff
from tests.desk.town import DeskTown
from tests.e2e.test_desk_page import Browser, anna, desk, driver

__all__ = ["anna", "desk", "driver"]  # fixtures

pytestmark = [pytest.mark.server, pytest.mark.browser]

BEN = Staff(login="ben", name="Ben Brandt")


async def test_no_barriers_on_the_page_duty(desk: DeskTown, anna: Browser) -> None:
    now, day = datetime.now(UTC), timedelta(days=1)
    await desk.staff("anna", "Anna Albers", roles=("lead",))
    await desk.journal.set_away("ben", Away(since=now - day, until=now + 5 * day, days=True))
    await desk.journal.set_absence("bauamt", DepartmentAbsence(since=now, until=now + day, deputy="buergerbuero"))
    conversation = await desk.concern("Wo ist mein Pass?")
    await desk.acts.claim(conversation, Staff(login="anna", name="Anna Albers"), request="1")
    for scheme, width in (("light", 1280), ("dark", 360)):
        await anna.colours(scheme)
        await anna.size(width, 900)
        await anna.go("/duty")
        await anna.sees("Ben Brandt", "#main")
        assert await anna.barriers() == []
        assert await anna.script("return document.documentElement.scrollWidth <= innerWidth")
        await anna.shot(f"duty-{scheme}-{width}")
        await anna.go(f"/case/{conversation}")
        await anna.click("#act-transfer")
        assert await anna.barriers() == []


async def test_a_lead_takes_over_and_hands_on_without_a_reload(desk: DeskTown, anna: Browser) -> None:
    await desk.staff("anna", "Anna Albers", roles=("lead",))
    conversation = await desk.concern("Wo ist mein Pass?")
    await desk.acts.claim(conversation, BEN, request="1")
    await anna.go(f"/case/{conversation}")
    await anna.script("window.unreloaded = true")
    await anna.click("#act-take-over")
    await anna.sees("Sie haben dieses Anliegen.", "#acts")
    await anna.click("#act-transfer")
    await anna.script("document.getElementById('transfer-to').value = '@ben'")
    await anna.click("form[data-act=transfer] button")
    await anna.until(lambda d: not d.find_elements(By.CSS_SELECTOR, "form[data-act=transfer]"))
    await anna.sees("Ben Brandt", "#acts")
    assert await anna.script("return window.unreloaded")
    owner = (await desk.ticket(conversation)).owner
    assert owner is not None
    assert owner.login == "ben"
