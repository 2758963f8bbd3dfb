"""What a browser is brought costs the store no more than it must, and what it shows is written down to the last."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bot.channels.webchat.identity import address_of
from bot.channels.webchat.session import Session
from faq.markdown import from_markdown
from handoff.enclosure import Enclosure
from handoff.journal.journal import Journal
from handoff.journal.records import JournalAway
from handoff.letter import new_row_id, write_letter
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
    for _ in range(2):  # the first reading may have begun before
        await feed_read(town)


async def feed_read(town: WebTown) -> None:
    """Have the hub read the feed, of which nothing else may tell it for long."""
    feeds = town.shaky.asked["feed"]
    town.journal._hints._notify(town.journal.town, "feed")

    async def read() -> bool:
        return town.shaky.asked["feed"] > feeds

    await eventually(read)


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


async def test_rows_whose_files_could_not_be_named_come_when_the_store_is_back(
    musterstadt: WebTown, browser: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    erika = browser()
    await erika.open()
    conversation = await conversation_of(musterstadt, erika)
    file_key, failed = Journal.file_key, asyncio.Event()

    async def away_once(journal: Journal, address: str, ref: str) -> str:
        if not failed.is_set():
            failed.set()
            raise JournalAway("for a moment")
        return await file_key(journal, address, ref)

    monkeypatch.setattr(Journal, "file_key", away_once)
    copy = Enclosure(ref=f"{'r' * 32}.pdf", name="Kopie.pdf", mime="application/pdf", size=1)
    letter = write_letter(
        row_id=new_row_id(),
        who="machine",
        rich=from_markdown("Ihre Kopie"),
        channel="web",
        conversation=conversation,
        max_text=None,
        files=[copy],
    )
    await musterstadt.row(conversation, letter.row)
    await failed.wait()
    assert (await erika.until(2))[-1] == "Ihre Kopie"


async def test_what_is_shown_last_is_written_down_though_the_page_is_left_at_once(
    musterstadt: WebTown, browser: Make
) -> None:
    erika = browser()
    await erika.open()
    conversation = await conversation_of(musterstadt, erika)
    await erika.send({"t": "ack", "n": 1})
    await erika.drop()
    await settled(musterstadt, conversation, 1)


async def test_who_goes_while_everything_is_loaded_anew_is_not_there_afterwards(
    musterstadt: WebTown, browser: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    erika = browser()
    await erika.open()
    begun, goes_on, find = asyncio.Event(), asyncio.Event(), Journal.find

    async def slow(journal: Journal, address: str) -> str | None:
        begun.set()
        await goes_on.wait()
        return await find(journal, address)

    monkeypatch.setattr(Journal, "find", slow)
    (session,) = musterstadt.hub.at(address_of(erika.token))
    session.wake_anew()
    await begun.wait()
    assert isinstance(session, Session)
    bringing = session._bringing
    assert bringing is not None
    await erika.drop()
    await asyncio.sleep(0.2)  # its end is noticed
    goes_on.set()
    await bringing

    async def nobody_is_there() -> bool:
        return not musterstadt.hub._by_conversation and not musterstadt.hub.size

    await eventually(nobody_is_there)
