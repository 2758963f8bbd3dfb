"""A one-time link in a real browser: it opens the conversation once, and says what to do where it does not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.dialogue.events import Arrived, Said, event_to_json
from handoff.address import link_name, new_link
from handoff.journal.records import Commit
from tests.e2e.test_webchat_page import Page, Served, driver, page, served

__all__ = ["driver", "page", "served"]

pytestmark = [pytest.mark.server, pytest.mark.browser]


def linked(served: Served, who: str) -> str:
    """Somebody wrote on Telegram and got a link; its secret."""
    token = new_link()

    async def give() -> None:
        event = event_to_json(Said(id=f"e:{who}", text=f"Von Telegram, {who}"))
        journal = served.town.journal
        conversation = await journal.ingest(address=who, event_id=f"e:{who}", event=event, due_in=timedelta(minutes=5))
        link = (link_name(token), timedelta(hours=1))
        await journal.commit(Commit(conversation=conversation, link=link, keep_timer=True))

    served.do(give)
    return token


def shows(page: Page, text: str) -> None:
    page.until(lambda: text in page.one("body").text, text)


def test_it_opens_the_conversation_and_leaves_the_address(page: Page, served: Served) -> None:
    page.open(f"?lang=de#weiter={linked(served, 'telegram:1')}")
    shows(page, "Von Telegram, telegram:1")
    shows(page, "Ihr Gespräch geht hier weiter.")
    assert "#" not in page.driver.current_url
    assert page.one("#text").is_displayed()
    page.say("Und hier")
    shows(page, "Echo: Und hier")
    assert "Maschine" not in page.one("#rows").text  # nobody is greeted anew
    assert page.violations() == []
    page.driver.refresh()
    shows(page, "Echo: Und hier")


def test_a_used_one_says_what_to_do(page: Page, served: Served) -> None:
    token = linked(served, "telegram:2")

    async def somebody_else() -> None:
        event = event_to_json(Arrived(id="a", channel="web"))
        await served.town.journal.follow_link(token, "web:else", event)

    served.do(somebody_else)
    page.open(f"?lang=de#weiter={token}")
    page.until(lambda: page.one("#link").is_displayed(), "the word on the link")
    words = page.one("#link").text
    assert "wurde schon einmal geöffnet" in words
    assert "/webchat" in words
    assert "0221 4710 100" in words
    assert "Von Telegram" not in page.one("body").text
    assert page.violations() == []
    page.one("#link button[value=return]").click()
    page.until(lambda: page.one("#return").is_displayed(), "the way back with a receipt")


def test_without_it_a_new_conversation_begins(page: Page) -> None:
    page.open("?lang=de#weiter=" + "x" * 32)
    page.until(lambda: page.one("#link").is_displayed(), "the word on the link")
    assert "abgelaufen" in page.one("#link").text
    page.one("#link button.main").click()
    page.greeted()


def test_it_works_in_a_tab_that_is_open_already(page: Page, served: Served) -> None:
    page.open()
    page.greeted()
    token = linked(served, "telegram:3")
    page.driver.execute_script("location.hash = arguments[0]", f"weiter={token}")
    shows(page, "Von Telegram, telegram:3")


def test_the_server_may_be_away_at_that_moment(page: Page, served: Served) -> None:
    token = linked(served, "telegram:4")
    served.town.shaky.away = True
    page.open(f"?lang=de#weiter={token}")
    shows(page, "Bürgerbüro, Marktplatz 1")  # phone and counter, while nothing else works
    served.town.shaky.away = False
    shows(page, "Von Telegram, telegram:4")
