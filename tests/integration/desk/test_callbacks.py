"""The calls that staff have to make: whose, and what came of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from handoff.callback import Callback, Outcome, When, not_reached
from handoff.colleagues import Colleagues
from handoff.journal.journal import Journal
from handoff.ticket import Staff
from tests.desk.browser import Clerk, clerk, hidden
from tests.desk.town import DeskTown

pytestmark = pytest.mark.server


async def wanted(desk: DeskTown, department: str, phone: str) -> str:
    conversation = await desk.concern("Bitte rufen Sie mich an", department=department)
    ticket = await desk.ticket(conversation)
    await desk.journal.put_callback(
        Callback(
            conversation=conversation,
            receipt=ticket.receipt,
            department=department,
            phone=phone,
            when=When.AFTERNOON,
            lang="de",
            at=datetime.now(UTC),
        )
    )
    return conversation


async def test_a_call_is_made_or_missed_and_its_number_goes(desk: DeskTown, journal: Journal) -> None:
    await desk.staff("anna", "Anna Albers", departments=("bauamt",))
    ours = await wanted(desk, "bauamt", "02214711")
    other = await wanted(desk, "buergerbuero", "02219999")
    async with clerk(desk, "anna") as anna:
        page = await anna.text("/callbacks")
        assert 'href="tel:02214711"' in page
        assert "nachmittags" in page
        assert "02219999" not in page
        assert 'href="tel:02214711"' in await anna.text(f"/case/{ours}")
        fields = hidden(page, f"/callback/{ours}/missed")
        assert (await anna.post(f"/callback/{ours}/missed", fields)).headers["Location"].endswith("/callbacks")
        assert "Einmal nicht erreicht" in await anna.text("/callbacks")
        answer = await anna.post(f"/callback/{ours}/done", fields | {"from": "case"})
        assert answer.headers["Location"].endswith(f"/case/{ours}")
        assert "Niemand wartet auf einen Anruf." in await anna.text("/callbacks")
        kept = await journal.callback(ours)
        assert kept is not None
        assert (kept.outcome, kept.tries) == (Outcome.DONE, 1)
        redis = journal._store.redis
        assert 0 < await redis.ttl(f"bd:{{{journal.town}}}:callback:{ours}") <= 7 * 86400
        assert (await anna.post(f"/callback/{other}/done", fields)).status == 403
        await anna.post(f"/callback/{ours}/drop", fields)
    assert await journal.callback(ours) is None
    assert [one.conversation for one in await journal.callbacks()] == [other]


async def test_the_number_goes_with_the_case(desk: DeskTown, journal: Journal) -> None:
    conversation = await wanted(desk, "bauamt", "02214711")
    redis = journal._store.redis
    name = f"bd:{{{journal.town}}}:callback:{conversation}"
    assert await redis.ttl(name) == -1
    await desk.fold(conversation)
    assert 0 < await redis.ttl(name) <= 7 * 86400
    await redis.delete(name)
    assert await journal.callbacks() == []


async def test_a_transfer_takes_the_call_along(desk: DeskTown, journal: Journal) -> None:
    await desk.staff("anna", "Anna Albers", departments=("bauamt",))
    await desk.staff("bert", "Bert Braun", departments=("buergerbuero",))
    moved = await wanted(desk, "bauamt", "02214711")
    anna_herself = Staff(login="anna", name="Anna Albers")
    await Colleagues(desk.acts).transfer(moved, anna_herself, "buergerbuero", request="1")
    async with clerk(desk, "anna") as anna, clerk(desk, "bert") as bert:
        assert "02214711" not in await anna.text("/callbacks")
        assert "02214711" in await bert.text("/callbacks")


async def test_what_the_citizen_takes_back_meanwhile_stays_gone(desk: DeskTown, journal: Journal) -> None:
    conversation = await wanted(desk, "bauamt", "02214711")
    read = await journal.callback(conversation)
    assert read is not None
    await journal.drop_callback(conversation)
    await journal.put_callback(not_reached(read, "Anna", datetime.now(UTC)), only_kept=True)
    assert await journal.callback(conversation) is None
    assert await journal.callbacks() == []


async def test_a_call_in_vain_after_the_end_keeps_the_number_no_longer(desk: DeskTown, journal: Journal) -> None:
    conversation = await wanted(desk, "bauamt", "02214711")
    await desk.fold(conversation)
    async with clerk_of(desk, "bauamt") as anna:
        fields = hidden(await anna.text("/callbacks"), f"/callback/{conversation}/missed")
        await anna.post(f"/callback/{conversation}/missed", fields)
    kept = await journal.callback(conversation)
    assert kept is not None
    assert kept.tries == 1
    ttl = await journal._store.redis.ttl(f"bd:{{{journal.town}}}:callback:{conversation}")
    assert 0 < ttl <= 7 * 86400


async def test_after_the_end_the_call_stays_with_who_had_the_case(desk: DeskTown, journal: Journal) -> None:
    moved = await wanted(desk, "bauamt", "02214711")
    await Colleagues(desk.acts).transfer(moved, Staff(login="x", name="X"), "buergerbuero", request="1")
    await desk.fold(moved)
    async with clerk_of(desk, "bauamt") as before, clerk_of(desk, "buergerbuero") as after:
        assert "02214711" not in await before.text("/callbacks")
        assert "02214711" in await after.text("/callbacks")


@asynccontextmanager
async def clerk_of(desk: DeskTown, department: str) -> AsyncIterator[Clerk]:
    login = f"of-{department}"
    await desk.staff(login, department, departments=(department,))
    async with clerk(desk, login) as one:
        yield one
