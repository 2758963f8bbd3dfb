"""What the town puts up reaches pages that are open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientSession

from handoff.board import new_banner, new_switch
from tests.webchat.browser import Browser
from tests.webchat.town import WebTown

pytestmark = pytest.mark.server
NOTHING = {"t": "board", "banner": "", "link": "", "off": False}


async def raise_banner(town: WebTown, *, lasts: timedelta = timedelta(hours=1)) -> None:
    now = datetime.now(UTC)
    text = {"de": "Trinkwasser <b>abkochen</b>", "en": "Boil your water"}
    banner = new_banner(text=text, ends=now + lasts, by="anna", now=now, link="https://town.example/w")
    await town.journal.put_up(banner, by="anna")


async def test_an_open_page_hears_of_the_banner_and_of_its_end(
    musterstadt: WebTown, browser: Callable[..., Browser]
) -> None:
    erika = browser()
    await erika.open()
    assert NOTHING in erika.others
    await raise_banner(musterstadt)
    raised = {**NOTHING, "banner": "Trinkwasser <b>abkochen</b>", "link": "https://town.example/w"}
    assert await erika.next("board") == raised
    await musterstadt.journal.lower_banner(by="anna")
    assert await erika.next("board") == NOTHING


async def test_the_banner_ends_by_itself(musterstadt: WebTown, browser: Callable[..., Browser]) -> None:
    erika = browser()
    await erika.open()
    await raise_banner(musterstadt, lasts=timedelta(seconds=1))
    assert (await erika.next("board"))["banner"] != ""
    assert await erika.next("board") == NOTHING


async def test_a_page_without_a_word_yet_hears_it_too(musterstadt: WebTown, browser: Callable[..., Browser]) -> None:
    erika = browser()
    await erika.connect()
    await erika.next("board")
    await raise_banner(musterstadt)
    assert (await erika.next("board"))["banner"] != ""


async def test_the_chat_says_that_it_is_off(musterstadt: WebTown, browser: Callable[..., Browser]) -> None:
    erika = browser()
    await erika.open()
    switch = new_switch(channel="web", reason="Probe", by="anna", now=datetime.now(UTC))
    await musterstadt.journal.put_up(switch, by="anna")
    assert await erika.next("board") == {**NOTHING, "off": True}
    await musterstadt.journal.switch_on("web", by="anna")
    assert await erika.next("board") == NOTHING


async def test_the_page_itself_has_it_before_any_script(musterstadt: WebTown, base: str) -> None:
    await raise_banner(musterstadt)
    async with ClientSession() as session:
        for _ in range(100):
            async with session.get(f"{base}/?lang=en") as answer:
                text = await answer.text()
            if "Boil your water" in text:
                break
        assert 'href="https://town.example/w"' in text
        async with session.get(f"{base}/?lang=de") as answer:
            assert "Trinkwasser &lt;b&gt;abkochen&lt;/b&gt;" in await answer.text()
