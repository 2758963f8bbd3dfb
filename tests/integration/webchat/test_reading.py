"""What a browser is brought costs the store no more than it must, and what it shows is written down to the last."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bot.channels.webchat.identity import address_of
from handoff.journal.journal import Journal
from tests.integration.webchat.test_board import raise_banner
from tests.webchat.browser import Browser, eventually
from tests.webchat.town import WebTown

pytestmark = pytest.mark.server

Make = Callable[..., Browser]
READS = ("find", "snapshot", "rows", "since")


async def conversation_of(town: WebTown, browser: Browser) -> str:
    found = await town.journal.find(address_of(browser.token))
    assert found is not None
    return found


async def settled(town: WebTown, conversation: str, n: int) -> None:
    """Return when the journal knows that rows up to ``n`` are shown, and whoever hears of that has heard."""

    async def known() -> bool:
        snapshot = await town.journal.snapshot(conversation)
        return snapshot is not None and snapshot.acked == n

    await eventually(known)
    feeds = town.shaky.asked["feed"]

    async def heard() -> bool:
        return town.shaky.asked["feed"] > feeds + 1

    await eventually(heard)


async def test_an_answer_is_read_once_and_its_acknowledgement_reads_nothing(
    musterstadt: WebTown, browser: Make
) -> None:
    erika = browser()
    await erika.open()
    conversation = await conversation_of(musterstadt, erika)
    await erika.send({"t": "ack", "n": 1})
    await settled(musterstadt, conversation, 1)
    musterstadt.shaky.asked.clear()
    await erika.say("Frage")
    await erika.until(3)
    await erika.send({"t": "ack", "n": 3})
    await settled(musterstadt, conversation, 3)
    asked = {name: n for name, n in musterstadt.shaky.asked.items() if name in READS}
    assert asked == {"since": 1}
    assert musterstadt.shaky.asked["acknowledge"] == 1


async def test_a_change_on_the_board_reads_no_conversation(musterstadt: WebTown, browser: Make) -> None:
    erika = browser()
    await erika.open()
    await settled(musterstadt, await conversation_of(musterstadt, erika), 0)
    musterstadt.shaky.asked.clear()
    await raise_banner(musterstadt)
    while not (await erika.next("board"))["banner"]:
        pass
    assert not any(musterstadt.shaky.asked[name] for name in READS)


async def test_what_is_shown_while_another_sign_is_written_down_is_written_down_too(
    musterstadt: WebTown, browser: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    erika = browser()
    await erika.open()
    await erika.say("Frage")
    await erika.until(3)
    begun, goes_on, acknowledge = asyncio.Event(), asyncio.Event(), Journal.acknowledge

    async def slow(journal: Journal, conversation: str, n: int) -> None:
        begun.set()
        await goes_on.wait()
        await acknowledge(journal, conversation, n)

    monkeypatch.setattr(Journal, "acknowledge", slow)
    await erika.send({"t": "ack", "n": 1})
    await begun.wait()
    await erika.send({"t": "ack", "n": 3})
    await erika.send({"t": "nothing"})
    await erika.next("error")  # the one before has been read
    goes_on.set()
    await settled(musterstadt, await conversation_of(musterstadt, erika), 3)


async def test_no_task_waits_at_an_idle_line(musterstadt: WebTown, browser: Make) -> None:
    erika = browser()
    await erika.open()
    await settled(musterstadt, await conversation_of(musterstadt, erika), 0)

    async def nobody_waits() -> bool:
        code = [getattr(task.get_coro(), "cr_code", None) for task in asyncio.all_tasks()]
        return not any(one is not None and one.co_filename.endswith("webchat/session.py") for one in code)

    await eventually(nobody_waits)
    await erika.say("Frage")
    assert (await erika.until(3))[-1] == "Echo: Frage"
