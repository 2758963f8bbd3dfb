"""Asking to be called in the web chat, and taking that back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.webchat.deps import Limits
from handoff.callback import Callback
from handoff.journal.journal import Journal
from handoff.journal.store import Store
from handoff.ticket import Turn
from tests.webchat.browser import Browser
from tests.webchat.town import WebTown, serve, web_town

pytestmark = pytest.mark.server


@pytest.fixture
async def line(store: Store, town: str, tmp_path: Path) -> AsyncIterator[tuple[WebTown, Browser]]:
    """A citizen whose concern waits."""
    async with (
        web_town(store, town, tmp_path / "files", limits=Limits(addresses=3)) as made,
        serve(made) as server,
        Browser(str(server.make_url("/")).rstrip("/")) as browser,
    ):
        await browser.open()
        await browser.say("Mensch")
        assert await browser.next("call") == {"t": "call", "offer": True, "phone": "", "when": ""}
        yield made, browser


async def test_a_number_is_kept_apart_and_staff_read_that_a_call_is_wanted(line: tuple[WebTown, Browser]) -> None:
    town, browser = line
    await town.claim()
    await town.reply((await town.journal.tickets())[0][0], "Wie erreichen wir Sie?")
    await browser.send({"t": "call", "phone": "0221 / 47 11", "when": "morning"})
    shown = await browser.next("call")
    assert (shown["phone"], shown["when"]) == ("022…11", "morning")
    conversation, ticket = (await town.journal.tickets())[0]
    assert ticket.turn is Turn.OURS
    (asked,) = await town.journal.callbacks()
    assert (asked.phone, asked.receipt, asked.department) == ("02214711", ticket.receipt, ticket.department)
    rows = await town.journal.rows(conversation)
    assert rows[-1].who == "note"
    assert rows[-1].body["callback"] == "morning"
    assert "4711" not in str(rows).replace(" ", "")
    await browser.send({"t": "call", "phone": ""})
    assert (await browser.next("call"))["phone"] == ""
    assert await town.journal.callbacks() == []


@pytest.mark.parametrize("phone", ["4711", "ruf mich an", "+", "0" * 60])
async def test_what_is_no_number_is_refused(line: tuple[WebTown, Browser], phone: str) -> None:
    town, browser = line
    await browser.send({"t": "call", "phone": phone})
    assert (await browser.next("refused")) == {"t": "refused", "id": "call", "why": "no-phone", "after": None}
    assert await town.journal.callbacks() == []


async def test_asked_twice_it_is_one_call_and_one_note(line: tuple[WebTown, Browser]) -> None:
    town, browser = line
    for _ in range(2):
        await browser.send({"t": "call", "phone": "02214711"})
    await browser.next("call")
    await browser.send({"t": "call", "phone": "kein"})
    await browser.next("refused")
    conversation, _ = (await town.journal.tickets())[0]
    assert len(await town.journal.callbacks()) == 1
    assert sum("callback" in row.body for row in await town.journal.rows(conversation)) == 1


async def test_too_many_numbers_are_refused(line: tuple[WebTown, Browser]) -> None:
    _, browser = line
    for n in range(3):
        await browser.send({"t": "call", "phone": f"0221471{n}"})
        await browser.next("call")
    await browser.send({"t": "call", "phone": "02214719"})
    assert (await browser.next("refused"))["why"] == "too-often"


async def _notes(town: WebTown, conversation: str) -> int:
    return sum("callback" in row.body for row in await town.journal.rows(conversation))


async def test_a_case_that_changes_meanwhile_loses_no_note(
    line: tuple[WebTown, Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    town, browser = line
    put = Journal.put_callback

    async def and_claimed(journal: Journal, callback: Callback, **more: bool) -> None:
        await put(journal, callback, **more)
        monkeypatch.setattr(Journal, "put_callback", put)
        await town.claim()

    monkeypatch.setattr(Journal, "put_callback", and_claimed)
    await browser.send({"t": "call", "phone": "02214711"})
    assert (await browser.next("call"))["phone"] == "022…11"
    conversation, ticket = (await town.journal.tickets())[0]
    assert ticket.owner is not None
    async with asyncio.timeout(5):  # the number is kept before its note, and the page may show it before that too
        while not (notes := await _notes(town, conversation)):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert notes == 1


async def test_a_case_that_ends_meanwhile_keeps_no_number(
    line: tuple[WebTown, Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    town, browser = line
    put = Journal.put_callback
    conversation = await town.claim()

    async def and_closed(journal: Journal, callback: Callback, **more: bool) -> None:
        await put(journal, callback, **more)
        await town.close(conversation)

    monkeypatch.setattr(Journal, "put_callback", and_closed)
    await browser.send({"t": "call", "phone": "02214711"})
    assert (await browser.next("refused"))["why"] == "no-phone"
    assert await town.journal.callback(conversation) is None
