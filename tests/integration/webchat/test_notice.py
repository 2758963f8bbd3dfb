"""Leaving a mail address in the web chat, and taking it back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.channels.webchat.deps import Limits
from handoff.journal.store import Store
from tests.webchat.browser import Browser, eventually
from tests.webchat.town import WebTown, serve, web_town

pytestmark = pytest.mark.server
KIM = "kim@example.org"


@pytest.fixture
async def line(store: Store, town: str, tmp_path: Path) -> AsyncIterator[tuple[WebTown, Browser]]:
    """A citizen whose concern waits, in a town that sends mails."""
    limits = Limits(addresses=3)
    async with (
        web_town(store, town, tmp_path / "files", mails=True, limits=limits) as made,
        serve(made) as server,
        Browser(str(server.make_url("/")).rstrip("/")) as browser,
    ):
        await browser.open()
        await browser.say("Mensch")
        assert await browser.next("notice") == {"t": "notice", "offer": True, "mail": ""}
        yield made, browser


async def kept(town: WebTown) -> str:
    conversation, _ = (await town.journal.tickets())[0]
    address = await town.journal.notice_address(conversation)
    return address.mail if address else ""


async def test_an_address_is_kept_shown_shortened_and_erased(line: tuple[WebTown, Browser]) -> None:
    town, browser = line
    await browser.send({"t": "tell", "mail": KIM})
    assert await browser.next("notice") == {"t": "notice", "offer": True, "mail": "k…@example.org"}
    assert await kept(town) == KIM
    conversation, _ = (await town.journal.tickets())[0]
    assert "example.org" not in str(await town.journal.rows(conversation))
    await browser.send({"t": "tell", "mail": ""})
    assert (await browser.next("notice"))["mail"] == ""
    assert await kept(town) == ""


@pytest.mark.parametrize("mail", ["kim", "a b@c.de", "kim@example.org\nBcc: x@y.de", "@", "k@e", "ü@x.de", "a" * 290])
async def test_what_is_no_address_is_refused(line: tuple[WebTown, Browser], mail: str) -> None:
    town, browser = line
    await browser.send({"t": "tell", "mail": mail})
    assert (await browser.next("refused")) == {"t": "refused", "id": "tell", "why": "no-mail", "after": None}
    assert await kept(town) == ""


async def test_not_too_often(line: tuple[WebTown, Browser]) -> None:
    town, browser = line
    for n in range(4):
        await browser.send({"t": "tell", "mail": f"{n}{KIM}"})
    assert (await browser.next("refused"))["why"] == "too-often"
    assert await kept(town) == f"2{KIM}"


async def test_only_while_staff_are_to_answer(line: tuple[WebTown, Browser]) -> None:
    town, browser = line
    conversation = await town.claim()
    await browser.send({"t": "tell", "mail": KIM})
    await browser.next("notice")
    await town.close(conversation)
    assert await browser.next("notice") == {"t": "notice", "offer": False, "mail": ""}
    await browser.send({"t": "tell", "mail": f"neu{KIM}"})
    assert (await browser.next("refused"))["why"] == "no-mail"


async def test_a_link_of_a_mail_asks_and_a_button_of_a_mail_program_does_it(line: tuple[WebTown, Browser]) -> None:
    town, browser = line
    await browser.send({"t": "tell", "mail": KIM})
    await browser.next("notice")
    conversation, _ = (await town.journal.tickets())[0]
    url = f"{browser.base}/stop-{await town.journal.stop_token(conversation)}"
    async with aiohttp.ClientSession() as http:
        async with http.get(url) as page:
            text = await page.text()
            assert page.status == 200
            assert "Adresse löschen" in text
            assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
        assert await kept(town) == KIM  # a program that looks at links erases nothing
        async with http.post(url, data={"List-Unsubscribe": "One-Click"}) as done:
            assert done.status == 200
            assert "ist gelöscht" in await done.text()
        assert await kept(town) == ""
        async with http.post(url[:-1] + ("0" if url[-1] != "0" else "1")) as wrong:
            assert wrong.status == 404

    async def told() -> bool:
        return str((await browser.next("notice"))["mail"]) == ""

    await eventually(told)


async def test_a_town_without_mail_offers_nothing(store: Store, town: str, tmp_path: Path) -> None:
    async with (
        web_town(store, town, tmp_path / "files") as made,
        serve(made) as server,
        Browser(str(server.make_url("/")).rstrip("/")) as browser,
        aiohttp.ClientSession() as http,
    ):
        await browser.open()
        await browser.say("Mensch")
        await browser.next("receipt")
        await browser.send({"t": "tell", "mail": KIM})
        assert (await browser.next("refused"))["why"] == "no-mail"
        assert not any(frame["t"] == "notice" for frame in browser.others)
        async with http.get(browser.base + "/") as page:
            assert 'id="notice"' not in await page.text()
        async with http.get(f"{browser.base}/stop-abc.{'0' * 32}") as page:
            assert page.status == 404
