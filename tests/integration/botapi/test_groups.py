"""Groups as Telegram treats bots in them: topics, rights, moves, members."""

import pytest
import telegram
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter

from tests.botapi import BotApi, Limits

FORUM = -1001


async def test_topics_come_and_go(api: BotApi, bot: telegram.Bot) -> None:
    team = api.team(FORUM, forum=True)
    topic = (await bot.create_forum_topic(FORUM, "Eins")).message_thread_id
    await bot.send_message(FORUM, "a", message_thread_id=topic)
    await bot.close_forum_topic(FORUM, topic)
    with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
        await bot.send_message(FORUM, "b", message_thread_id=topic)
    with pytest.raises(BadRequest, match=r"(?i)topic_not_modified"):
        await bot.close_forum_topic(FORUM, topic)
    await bot.reopen_forum_topic(FORUM, topic)
    await bot.send_message(FORUM, "c", message_thread_id=topic)
    team.set_topic(topic, "deleted")
    with pytest.raises(BadRequest, match="thread not found"):
        await bot.send_message(FORUM, "d", message_thread_id=topic)
    assert [m["text"] for m in api.ledger.accepted_messages(FORUM)] == ["a", "c"]


async def test_topics_need_a_forum_and_the_right(api: BotApi, bot: telegram.Bot) -> None:
    api.team(-5)
    with pytest.raises(BadRequest, match="not a forum"):
        await bot.create_forum_topic(-5, "Eins")
    team = api.team(FORUM, forum=True)
    team.rights(admin=True, topics=False)
    with pytest.raises(BadRequest, match="Not enough rights"):
        await bot.create_forum_topic(FORUM, "Eins")


async def test_members_and_rights(api: BotApi, bot: telegram.Bot) -> None:
    team = api.team(FORUM, forum=True)
    me = await bot.get_chat_member(FORUM, 110201543)
    assert isinstance(me, telegram.ChatMemberAdministrator)
    assert me.can_manage_topics
    assert len(await bot.get_chat_administrators(FORUM)) == 1
    team.rights(admin=False)
    assert (await bot.get_chat_member(FORUM, 110201543)).status == "member"
    team.kick()
    with pytest.raises(Forbidden):
        await bot.get_chat_member(FORUM, 110201543)
    team.let_back()
    await bot.send_message(FORUM, "wieder da")


async def test_a_group_that_becomes_a_supergroup(api: BotApi, bot: telegram.Bot) -> None:
    api.team(-5).migrate(-1005)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(-5, "a")
    await bot.send_message(moved.value.new_chat_id, "a")
    assert [m["chat"]["id"] for m in api.ledger.accepted_messages()] == [-1005]


async def test_a_message_in_a_topic_hangs_on_its_beginning(api: BotApi, bot: telegram.Bot) -> None:
    api.team(FORUM, forum=True)
    clerk = api.citizen(5, "Anna").at(FORUM)
    topic = (await bot.create_forum_topic(FORUM, "Eins")).message_thread_id
    sent = await bot.send_message(FORUM, "a", message_thread_id=topic)
    mine = clerk.say("intern", thread=topic)
    clerk.say("Antwort", thread=topic, reply_to=sent.message_id)
    first, second = [u.message for u in await bot.get_updates()]
    assert first is not None
    assert second is not None
    assert (first.message_thread_id, first.is_topic_message) == (topic, True)
    assert first.reply_to_message is not None
    assert first.reply_to_message.message_id == topic
    assert second.reply_to_message is not None
    assert second.reply_to_message.message_id == sent.message_id
    assert await bot.set_message_reaction(FORUM, mine, "👌")


async def test_a_new_topic_counts_for_the_group(api: BotApi, bot: telegram.Bot) -> None:
    api.use_limits(Limits(chat_per_second=None, group_per_minute=2))
    api.team(FORUM, forum=True)
    topic = (await bot.create_forum_topic(FORUM, "Eins")).message_thread_id
    await bot.send_message(FORUM, "a", message_thread_id=topic)
    with pytest.raises(RetryAfter):
        await bot.create_forum_topic(FORUM, "Zwei")
