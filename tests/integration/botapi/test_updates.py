"""Offsets, polls, webhooks, and deliveries disturbed on purpose."""

import asyncio

import pytest
import telegram
from telegram.error import Conflict

from tests.botapi import BotApi

from .conftest import Post


def ids(updates: tuple[telegram.Update, ...]) -> list[int]:
    return [update.update_id for update in updates]


async def test_an_update_comes_again_until_the_offset_passes_it(api: BotApi, bot: telegram.Bot) -> None:
    anna = api.citizen(1, "Anna")
    for text in ("eins", "zwei", "drei"):
        anna.say(text)
    first = ids(await bot.get_updates())
    assert first == [first[0], first[0] + 1, first[0] + 2]
    assert ids(await bot.get_updates()) == first
    assert ids(await bot.get_updates(offset=first[1])) == first[1:]
    assert ids(await bot.get_updates(limit=1)) == [first[1]], "forgotten for good, limit kept"
    assert ids(await bot.get_updates(offset=-1)) == [first[2]]
    assert api.pending() == [first[2]]
    assert await bot.get_updates(offset=first[2] + 1) == ()
    assert api.ledger.confirmed_update_ids() == set(first)
    assert [update["message"]["text"] for update in api.ledger.updates()] == ["eins", "zwei", "drei"]


async def test_an_offset_far_beyond_the_last_id_counts_as_none(api: BotApi, bot: telegram.Bot) -> None:
    api.citizen(1).say("da")
    assert len(await bot.get_updates(offset=2_100_000_000)) == 1
    assert len(api.pending()) == 1


async def test_a_long_poll_ends_with_the_first_update(api: BotApi, bot: telegram.Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.05)
    api.citizen(1, "Ömer", "tr").say("/start bitte")
    (update,) = await asyncio.wait_for(poll, 1)
    assert update.message is not None
    assert update.message.from_user is not None
    assert update.message.from_user.language_code == "tr"
    assert update.message.parse_entities(["bot_command"]) != {}
    assert update.message.date.tzinfo is not None


async def test_a_long_poll_without_updates_ends_empty(bot: telegram.Bot) -> None:
    assert await bot.get_updates(timeout=1) == ()


async def test_the_older_of_two_pollers_gets_409(api: BotApi, bot: telegram.Bot, post: Post) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.05)
    newer = asyncio.create_task(post("getUpdates", timeout=5))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await older
    api.citizen(1).say("da")
    assert len((await newer)["result"]) == 1


async def test_no_poll_while_a_webhook_is_set(api: BotApi, bot: telegram.Bot, post: Post) -> None:
    api.citizen(1).say("da")
    poll = asyncio.create_task(bot.get_updates(timeout=5, offset=api.pending()[0] + 1))
    await asyncio.sleep(0.05)
    assert await bot.set_webhook("https://town.example/hook", secret_token="s3cret")
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll
    api.citizen(1).say("noch da")
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == ("https://town.example/hook", 1)
    assert (await post("setWebhook", url="http://town.example"))["description"].startswith("Bad Request: bad webhook")
    assert await bot.delete_webhook(drop_pending_updates=True)
    assert (await bot.get_webhook_info()).url == ""
    assert await bot.get_updates() == ()


async def test_allowed_updates_last_until_changed(api: BotApi, bot: telegram.Bot) -> None:
    anna = api.citizen(1)
    await bot.get_updates(allowed_updates=["callback_query"])
    anna.say("bleibt draußen")
    assert await bot.get_updates() == ()
    assert anna.messages()[0].text == "bleibt draußen"
    await bot.get_updates(allowed_updates=[])
    anna.say("kommt an")
    assert len(await bot.get_updates()) == 1


@pytest.mark.parametrize("order", ["same", "reversed", "shuffled"])
async def test_redelivery_hands_out_each_update_three_times(api: BotApi, bot: telegram.Bot, order: str) -> None:
    api.redeliver(3, order)  # type: ignore[arg-type]
    api.hold()
    anna = api.citizen(1)
    for number in range(6):
        anna.say(str(number))
    assert await bot.get_updates() == ()
    api.release()
    got: list[int] = []
    offset = 0
    while api.world.updates.owed():
        batch = ids(await bot.get_updates(offset=offset, timeout=1))
        got += batch
        offset = max([offset, *(each + 1 for each in batch)])
    assert sorted(got) == sorted(3 * [update["update_id"] for update in api.ledger.updates()])
    assert api.ledger.delivered_update_ids() == got
    assert api.ledger.confirmed_update_ids() == set(got)
    if order != "same":
        assert got[:6] != sorted(got[:6])
    await api.all_delivered(timeout=1)


async def test_ids_may_jump(api: BotApi, bot: telegram.Bot) -> None:
    anna = api.citizen(1)
    anna.say("vorher")
    (before,) = ids(await bot.get_updates())
    await bot.get_updates(offset=before + 1)
    api.jump_update_ids(1000)
    anna.say("nachher")
    assert ids(await bot.get_updates(offset=before + 1)) == [1000], "a lower id is not lost to the old offset"


async def test_junk_and_every_kind_of_message_reach_the_bot(api: BotApi, bot: telegram.Bot, post: Post) -> None:
    anna = api.citizen(1)
    message_id = anna.say("Tippfeler")
    anna.edit(message_id, "Tippfehler")
    anna.send_location(52.5, 13.4)
    anna.send({"voice": {"file_id": "x", "file_unique_id": "y", "duration": 3}})
    anna.block()
    updates = await bot.get_updates()
    assert updates[1].edited_message is not None
    assert updates[1].edited_message.text == "Tippfehler"
    assert updates[2].message is not None
    assert updates[2].message.location is not None
    assert updates[3].message is not None
    assert updates[3].message.voice is not None
    assert updates[4].my_chat_member is not None
    assert updates[4].my_chat_member.new_chat_member.status == "kicked"
    api.inject({"never_heard_of": {"deep": [None]}})
    (junk,) = (await post("getUpdates", offset=updates[4].update_id + 1))["result"]
    assert junk["never_heard_of"] == {"deep": [None]}


async def test_updates_are_kept_for_a_day() -> None:
    now = 1_700_000_000.0
    async with BotApi(clock=lambda: now) as api:
        api.citizen(1).say("alt")
        now += 24 * 3600 + 1
        api.citizen(1).say("neu")
        async with telegram.Bot(api.token, base_url=api.base_url) as bot:
            (update,) = await bot.get_updates()
        assert update.message is not None
        assert update.message.text == "neu"
        assert api.ledger.counts()["expired"] == 1
