"""Retention in Chromium: no barriers in either theme or at phone width; what is noted at a case is seen at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handoff.casemarks import new_file_mark, new_hold
from handoff.retention import Cleared, Fate, Line, Verdict
from handoff.ticket import End, Staff
from tests.desk.town import DeskTown
from tests.e2e.test_desk_page import Browser, anna, desk, driver

__all__ = ["anna", "desk", "driver"]  # fixtures

pytestmark = [pytest.mark.server, pytest.mark.browser]

ANNA = Staff(login="anna", name="Anna Albers")


async def test_no_barriers_on_the_page_retention(desk: DeskTown, anna: Browser) -> None:
    now, day = datetime.now(UTC), timedelta(days=1)
    await desk.staff("anna", "Anna Albers", roles=("lead",))
    conversation = await desk.concern("Wo ist mein Pass?")
    receipt = (await desk.ticket(conversation)).receipt
    await desk.journal.set_hold(
        new_hold(receipt=receipt, reason="Klage vor dem Verwaltungsgericht", until=now + 300 * day, by="anna", now=now)
    )
    await desk.journal.put_file_mark(None, new_file_mark(receipt=receipt, number="32.1-4711/26", by="anna", now=now))
    gone = Line(verdict=Verdict.GOES, fate=Fate.CLOSED, department="buergerbuero", count=12, oldest=now)
    await desk.journal.put_cleared(Cleared(started=now, by="night", lines=(gone,), failed=1, whole=True))
    for scheme, width in (("light", 1280), ("dark", 360)):
        await anna.colours(scheme)
        await anna.size(width, 900)
        await anna.go("/retention")
        await anna.sees("Verwaltungsgericht", "#main")
        assert await anna.barriers() == []
        assert await anna.script("return document.documentElement.scrollWidth <= innerWidth")
        await anna.shot(f"retention-{scheme}-{width}")


async def test_noted_and_held_without_a_reload(desk: DeskTown, anna: Browser) -> None:
    await desk.staff("anna", "Anna Albers", roles=("lead",))
    conversation = await desk.concern("Wo ist mein Pass?")
    await desk.acts.claim(conversation, ANNA, request="1")
    await anna.go(f"/case/{conversation}")
    await anna.click("#act-close")
    assert await anna.barriers() == []
    await anna.shot("close-for-the-file")
    await desk.acts.close(conversation, ANNA, End.ANSWERED, request="2")
    await desk.fold(conversation)
    await anna.go(f"/case/{conversation}")
    await anna.script("window.unreloaded = true")
    await anna.click("#act-file")
    await anna.click("#act-hold")
    assert await anna.barriers() == []
    await anna.shot("case-keeping")
    await anna.script("document.getElementById('file-number').value = '32.1/26'")
    await anna.click("form[data-act=file] button")
    await anna.sees("Gehört zur Akte 32.1/26.", "#keeping")
    await anna.script(
        "document.getElementById('hold-reason').value = 'Klage';"
        "document.getElementById('hold-until').value = new Date(Date.now() + 9e9).toISOString().slice(0, 10)"
    )
    await anna.script("document.querySelector('form[data-act=hold] button').click()")
    await anna.sees("Anna Albers): Klage", "#keeping")
    await anna.click("#act-lift-hold")
    await anna.until(lambda page: page.find_elements("css selector", "#act-hold"))
    assert await anna.script("return window.unreloaded")
