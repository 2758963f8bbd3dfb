"""Sending and editing: what is accepted, and the words of each refusal."""

import asyncio
from typing import Any

import aiohttp
import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity, ReplyParameters
from telegram.error import BadRequest, Forbidden, InvalidToken

from tests.botapi import BotApi

from .conftest import Post

EMOJI = "😀"


def keyboard(*data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(f"Knopf {each}", callback_data=each)] for each in data])


async def test_a_message_comes_back_whole_and_stands_in_the_chat(api: BotApi, bot: telegram.Bot) -> None:
    anna = api.citizen(1, "Anna")
    question = anna.say("Wann?")
    sent = await bot.send_message(
        1,
        "  <b>Heute</b> &amp; <a href='https://town.example'>hier</a>\n",
        parse_mode="HTML",
        reply_markup=keyboard("ja", "nein"),
        reply_parameters=ReplyParameters(message_id=question),
    )
    assert sent.text == "Heute & hier"
    assert [(each.type, each.offset, each.length) for each in sent.entities] == [("bold", 0, 5), ("text_link", 8, 4)]
    assert sent.message_id == question + 1
    assert sent.chat.id == 1
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "Wann?"
    shown = anna.last()
    assert (shown.text, shown.labels, shown.mine) == ("Heute & hier", ["Knopf ja", "Knopf nein"], False)
    assert [message["message_id"] for message in api.ledger.accepted_messages(1)] == [sent.message_id]


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n\t "}, "message text is empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": EMOJI * 2049}, "message is too long"),
        ({"text": "\ud800"}, "strings must be encoded in UTF-8"),
        ({"text": "x", "chat_id": 2}, "chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "x", "message_thread_id": 5}, "message thread not found"),
        (
            {"text": "a<b>c", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            {"text": "ü<blink>x</blink>", "parse_mode": "html"},
            'can\'t parse entities: Unsupported start tag "blink" at byte offset 2',
        ),
        (
            {"text": "<b>x</i>", "parse_mode": "HTML"},
            'can\'t parse entities: Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
        ),
        ({"text": "x</b>", "parse_mode": "HTML"}, "can't parse entities: Unexpected end tag at byte offset 1"),
        ({"text": "1 <", "parse_mode": "HTML"}, "can't parse entities: Unclosed start tag at byte offset 2"),
        ({"text": "<b>x</b", "parse_mode": "HTML"}, "can't parse entities: Unclosed end tag at byte offset 4"),
        (
            {"text": "<span>x</span>", "parse_mode": "HTML"},
            'can\'t parse entities: Tag "span" must have class "tg-spoiler" at byte offset 0',
        ),
        (
            {"text": EMOJI, "entities": [{"type": "bold", "offset": 3, "length": 1}]},
            "entity begins after the end of the text at byte offset 4",
        ),
        (
            {"text": EMOJI, "entities": [{"type": "bold", "offset": 0, "length": 3}]},
            "entity ends after the end of the text at byte offset 4",
        ),
        (
            {"text": EMOJI, "entities": [{"type": "bold", "offset": 0, "length": 1}]},
            "entity ends in a middle of a UTF-16 symbol",
        ),
    ],
)
async def test_refused_texts(api: BotApi, post: Post, params: dict[str, Any], reason: str) -> None:
    api.citizen(1)
    answer = await post("sendMessage", **{"chat_id": 1, **params})
    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {reason}"}
    assert api.ledger.accepted_messages() == []


async def test_the_limit_counts_utf16_after_parsing(api: BotApi, bot: telegram.Bot) -> None:
    api.citizen(1)
    assert (await bot.send_message(1, EMOJI * 2048)).text == EMOJI * 2048
    assert (await bot.send_message(1, f"<b>{'a' * 4096}</b>", parse_mode="HTML")).entities[0].length == 4096
    given = [MessageEntity(type="bold", offset=3, length=2), MessageEntity(type="italic", offset=0, length=2)]
    sent = await bot.send_message(1, f"{EMOJI} {EMOJI}", entities=given)
    assert sent.parse_entities() == {sent.entities[0]: EMOJI, sent.entities[1]: EMOJI}


def button(**fields: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Knopf", **fields}]]}


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (button(callback_data="ä" * 32 + "x"), "BUTTON_DATA_INVALID"),
        (button(callback_data=""), "BUTTON_DATA_INVALID"),
        (
            button(),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            button(url="http://localhost:8080/"),
            "inline keyboard button URL 'http://localhost:8080/' is invalid: Wrong HTTP URL",
        ),
        ({"nonsense": 1}, "can't parse reply keyboard markup JSON object"),
        ("{broken", "can't parse reply_markup JSON object"),
    ],
)
async def test_refused_keyboards(api: BotApi, post: Post, markup: Any, reason: str) -> None:
    api.citizen(1)
    answer = await post("sendMessage", chat_id=1, text="x", reply_markup=markup)
    assert answer["description"] == f"Bad Request: {reason}"


async def test_accepted_keyboards(api: BotApi, post: Post) -> None:
    api.citizen(1)
    for fields in ({"callback_data": "ä" * 32}, {"url": "https://town.example/a?b#c"}, {"url": "tg://user?id=1"}):
        answer = await post("sendMessage", chat_id=1, text="x", reply_markup=button(**fields))
        assert answer["result"]["reply_markup"] == button(**fields)
    answer = await post("sendMessage", chat_id=1, text="x", reply_markup={"remove_keyboard": True})
    assert "reply_markup" not in answer["result"]


async def test_who_blocks_the_bot_gets_nothing_until_unblocking(api: BotApi, bot: telegram.Bot) -> None:
    anna = api.citizen(1)
    anna.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(1, "x")
    anna.unblock()
    await bot.send_message(1, "x")
    assert len(anna.messages()) == 1


async def test_edits(api: BotApi, bot: telegram.Bot) -> None:
    anna = api.citizen(1)
    own = anna.say("meins")
    sent = await bot.send_message(1, "alt", reply_markup=keyboard("a"))
    changed = await bot.edit_message_text("neu", chat_id=1, message_id=sent.message_id, reply_markup=keyboard("a"))
    assert isinstance(changed, telegram.Message)
    assert changed.edit_date is not None
    assert (anna.last().text, anna.last().edited) == ("neu", True)
    with pytest.raises(BadRequest, match="essage is not modified: specified new message content"):
        await bot.edit_message_text("neu ", chat_id=1, message_id=sent.message_id, reply_markup=keyboard("a"))
    await bot.edit_message_reply_markup(chat_id=1, message_id=sent.message_id)
    assert anna.last().labels == []
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_reply_markup(chat_id=1, message_id=sent.message_id)
    with pytest.raises(BadRequest, match="essage to edit not found"):
        await bot.edit_message_text("x", chat_id=1, message_id=999)
    with pytest.raises(BadRequest, match="essage can't be edited"):
        await bot.edit_message_text("x", chat_id=1, message_id=own)
    assert len(api.ledger.accepted_messages()) == 1, "an edit is no second message"


async def test_deleting(api: BotApi, bot: telegram.Bot) -> None:
    anna = api.citizen(1)
    sent = await bot.send_message(1, "weg")
    assert await bot.delete_message(1, sent.message_id)
    assert anna.messages() == []
    with pytest.raises(BadRequest, match="essage to delete not found"):
        await bot.delete_message(1, sent.message_id)
    assert (await bot.send_message(1, "da")).message_id == sent.message_id + 1


async def test_a_press_is_answered_once_and_in_time() -> None:
    now = 1_700_000_000.0
    async with BotApi(clock=lambda: now) as api, telegram.Bot(api.token, base_url=api.base_url) as bot:
        anna = api.citizen(1)
        sent = await bot.send_message(1, "?", reply_markup=keyboard("ja", "nein"))
        pressed = anna.press(sent.message_id, "Knopf ja")
        (update,) = await bot.get_updates()
        assert update.callback_query is not None
        assert (update.callback_query.id, update.callback_query.data) == (pressed, "ja")
        assert isinstance(update.callback_query.message, telegram.Message)
        assert await bot.answer_callback_query(pressed, text="gut")
        answer = anna.answer_to(pressed)
        assert answer is not None
        assert answer["text"] == "gut"
        with pytest.raises(BadRequest, match="uery is too old and response timeout expired"):
            await bot.answer_callback_query(pressed)
        late = anna.press(sent.message_id, "nein")
        now += 151
        with pytest.raises(BadRequest, match="uery is too old"):
            await bot.answer_callback_query(late)
        with pytest.raises(BadRequest, match="uery is too old"):
            await bot.answer_callback_query("0")
        with pytest.raises(LookupError):
            anna.press(sent.message_id, "vielleicht")
        anna.press(sent.message_id, "vielleicht", force=True)


async def test_wait_for_sees_only_what_came_after_the_last_act(api: BotApi, bot: telegram.Bot) -> None:
    anna = api.citizen(1)
    await bot.send_message(1, "Guten Tag")
    anna.say("Hallo")
    with pytest.raises(TimeoutError, match="no message with 'Guten'"):
        await anna.wait_for("Guten", timeout=0.05)
    assert (await anna.wait_for("Guten", since=0)).text == "Guten Tag"
    waiting = asyncio.create_task(anna.wait_for(lambda message: message.text.endswith("Abend"), timeout=2))
    await asyncio.sleep(0.01)
    await bot.send_message(1, "Guten Abend")
    assert (await waiting).text == "Guten Abend"


async def test_a_group_has_several_speakers(api: BotApi, bot: telegram.Bot) -> None:
    api.team(-100, "Bürgerbüro", forum=True)
    clerk = api.citizen(5, "Frau Beispiel").at(-100)
    clerk.say("im Haus")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.chat.type == "supergroup"
    topic = (await bot.create_forum_topic(-100, "Anliegen")).message_thread_id
    sent = await bot.send_message(-100, "neu", message_thread_id=topic)
    assert (sent.message_thread_id, sent.is_topic_message) == (topic, True)
    assert (await clerk.wait_for("neu")).text == "neu"


async def test_tokens_methods_and_transports(api: BotApi, bot: telegram.Bot, session: aiohttp.ClientSession) -> None:
    async def get(path: str) -> tuple[int, Any]:
        async with session.get(f"{api.address}{path}") as response:
            return response.status, await response.json()

    wrong = "1:" + "x" * 35
    assert await get(f"/bot{wrong}/getMe") == (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
    assert (await get("/botnonsense/getMe"))[0] == 404
    assert (await get(f"/bot{api.token}/makeCoffee"))[0] == 404
    api.citizen(1)
    assert (await get(f"/bot{api.token}/sendmessage?chat_id=1&text=%C3%A4"))[1]["result"]["text"] == "ä"
    url = f"{api.base_url}{api.token}/sendMessage"
    async with session.post(url, data={"chat_id": "1", "text": "form"}) as response:
        assert (await response.json())["result"]["text"] == "form"
    form = aiohttp.FormData({"chat_id": "1", "text": "teile"}, default_to_multipart=True)
    async with session.post(url, data=form) as response:
        assert (await response.json())["result"]["text"] == "teile"
    async with session.post(url, data=b"{", headers={"Content-Type": "application/json"}) as response:
        assert response.status == 400
    api.change_token(wrong)
    with pytest.raises(InvalidToken):
        await bot.get_me()
