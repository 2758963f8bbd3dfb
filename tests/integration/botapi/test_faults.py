"""Flood limits and faults on demand, told apart in the ledger."""

import asyncio
import logging
import time
from datetime import timedelta

import pytest
import telegram
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TimedOut

from tests.botapi import BotApi, Fault, Limits
from tests.botapi.limits import Throttle


def test_limits_a_chat_a_group_a_bot() -> None:
    throttle = Throttle(limits=Limits())
    burst = [throttle.take(1, group=False, edit=False, now=0.0) for _ in range(4)]
    assert burst == [None, None, None, 1]
    assert throttle.take(1, group=False, edit=False, now=1.0) is None
    group = [throttle.take(-1, group=True, edit=False, now=10.0 + 2 * number) for number in range(40)]
    assert group.count(None) == 30, "20 until 48 s, and from 70 s on again"
    assert [group[20], group[44 - 20]] == [20, 12]
    assert throttle.take(-1, group=True, edit=True, now=89.5) == 1
    bot = [throttle.take(number, group=False, edit=False, now=200.0) for number in range(100, 131)]
    assert bot == [None] * 30 + [1]


async def test_beyond_the_limit_nothing_is_accepted() -> None:
    async with BotApi() as api, telegram.Bot(api.token, base_url=api.base_url) as bot:
        api.citizen(1)
        for number in range(3):
            await bot.send_message(1, str(number))
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(1, "zu viel")
        assert caught.value.retry_after == timedelta(seconds=1)
        assert len(api.ledger.accepted_messages()) == 3
        api.use_limits(Limits.off())
        for number in range(10):
            await bot.send_message(1, str(number))


async def test_errors_by_method_chat_and_number(api: BotApi, bot: telegram.Bot) -> None:
    api.citizen(1)
    api.citizen(2)
    api.fail(Fault.error(502), method="sendMessage", chat_id=1, times=2)
    await bot.send_message(2, "geht")
    await bot.send_chat_action(1, "typing")
    for _ in range(2):
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.send_message(1, "x")
    await bot.send_message(1, "x")
    assert list(api.ledger.answers().values()) == [200, 200, 502, 502, 200]
    assert api.ledger.unanswered() == []
    api.fail(Fault.flood(35))
    with pytest.raises(RetryAfter, match="0:00:35"):
        await bot.send_message(1, "x")
    api.fail(Fault.error(400, "Bad Request: topic closed", parameters={"migrate_to_chat_id": -200}))
    with pytest.raises(ChatMigrated):
        await bot.send_message(1, "x")
    number = api.fail(Fault.error(500), times=None)
    api.heal(number)
    await bot.send_message(1, "heil")


async def test_an_error_page_of_a_proxy(api: BotApi, bot: telegram.Bot, caplog: pytest.LogCaptureFixture) -> None:
    api.citizen(1)
    api.fail(Fault.error(504, html=True))
    with caplog.at_level(logging.CRITICAL), pytest.raises(NetworkError):
        await bot.send_message(1, "x")


async def test_accepted_but_told_otherwise(api: BotApi, bot: telegram.Bot) -> None:
    anna = api.citizen(1)
    for fault, error in (
        (Fault.drop(), NetworkError),
        (Fault.silent(), TimedOut),
        (Fault.error(500, accepted=True), NetworkError),
        (Fault.delay(5), TimedOut),
    ):
        api.fail(fault, method="sendMessage")
        with pytest.raises(error):
            await bot.send_message(1, "doppelt", read_timeout=0.2)
    await bot.send_message(1, "doppelt")
    await asyncio.sleep(0.05)
    assert len(anna.messages()) == 5
    assert api.ledger.duplicates() == {(1, "doppelt"): 5}
    assert list(api.ledger.answers().values()) == ["nothing", "nothing", 500, "nothing", 200]
    assert len(api.ledger.unanswered()) == 4


async def test_not_accepted_and_cut(api: BotApi, bot: telegram.Bot) -> None:
    anna = api.citizen(1)
    api.fail(Fault.close())
    with pytest.raises(NetworkError):
        await bot.send_message(1, "x")
    await api.refuse_connections()
    with pytest.raises(NetworkError) as refused:
        await bot.send_message(1, "x")
    assert not isinstance(refused.value, BadRequest | TimedOut)
    assert anna.messages() == []
    await api.accept_connections()
    await bot.send_message(1, "wieder da")
    assert [message.text for message in anna.messages()] == ["wieder da"]


async def test_a_late_answer(api: BotApi, bot: telegram.Bot) -> None:
    api.citizen(1)
    api.fail(Fault.delay(0.2, accepted=False))
    start = time.monotonic()
    await bot.send_message(1, "x")
    assert time.monotonic() - start >= 0.2
    assert list(api.ledger.answers().values()) == [200]


async def test_a_poll_that_gets_no_answer_confirms_and_delivers_nothing_new(api: BotApi, bot: telegram.Bot) -> None:
    api.citizen(1).say("da")
    api.fail(Fault.drop(), method="getUpdates")
    with pytest.raises(NetworkError):
        await bot.get_updates()
    assert api.ledger.delivered_update_ids() == []
    (update,) = await bot.get_updates()
    assert api.ledger.delivered_update_ids() == [update.update_id]


async def test_a_server_that_ends_leaves_nobody_hanging() -> None:
    async with BotApi() as api, telegram.Bot(api.token, base_url=api.base_url) as bot:
        poll = asyncio.create_task(bot.get_updates(timeout=30))
        await asyncio.sleep(0.05)
        start = time.monotonic()
        await api.__aexit__(None, None, None)
        assert await poll == ()
        assert time.monotonic() - start < 1
