"""Files both ways, and what the bot says about itself."""

import pytest
import telegram
from telegram import BotCommand, BotCommandScopeAllPrivateChats
from telegram.error import BadRequest, InvalidToken

from tests.botapi import BotApi

from .conftest import Post

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + (300).to_bytes(4, "big") + (200).to_bytes(4, "big") + b"rest"


async def test_a_citizens_photo_can_be_fetched(api: BotApi, bot: telegram.Bot) -> None:
    api.citizen(1).send_photo(PNG, "Schlagloch")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.caption == "Schlagloch"
    largest = update.message.photo[-1]
    assert (largest.width, largest.height) == (300, 200)
    file = await bot.get_file(largest.file_id)
    assert bytes(await file.download_as_bytearray()) == PNG
    with pytest.raises(InvalidToken):
        await bot.request.retrieve(f"{api.base_file_url}{api.token}/photos/none.jpg")
    with pytest.raises(BadRequest, match="rong file_id or the file is temporarily unavailable"):
        await bot.get_file("unknown")


async def test_more_than_twenty_megabytes_do_not_come_down(api: BotApi, bot: telegram.Bot) -> None:
    api.citizen(1).send_document(bytes(20 * 1024 * 1024 + 1), name="groß.bin")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    with pytest.raises(BadRequest, match="ile is too big"):
        await bot.get_file(update.message.document.file_id)


async def test_the_bot_sends_files(api: BotApi, bot: telegram.Bot, post: Post) -> None:
    anna = api.citizen(1)
    photo = await bot.send_photo(1, PNG, caption="<i>Plan</i>", parse_mode="HTML")
    assert photo.caption == "Plan"
    assert photo.caption_entities[0].type == "italic"
    sent = await bot.send_document(1, b"%PDF", filename="Antrag.pdf", caption="Bitte")
    assert sent.document is not None
    assert sent.document.file_name == "Antrag.pdf"
    assert bytes(await (await sent.document.get_file()).download_as_bytearray()) == b"%PDF"
    again = await bot.send_document(1, sent.document.file_id)
    assert again.document is not None
    assert [message.kind for message in anna.messages()] == ["photo", "document", "document"]
    with pytest.raises(BadRequest, match="essage caption is too long"):
        await bot.send_photo(1, PNG, caption="x" * 1025)
    with pytest.raises(BadRequest, match="ile must be non-empty"):
        await bot.send_document(1, b"")
    assert (await post("sendPhoto", chat_id=1))["description"] == "Bad Request: there is no photo in the request"
    wrong = await post("sendPhoto", chat_id=1, photo="nope")
    assert wrong["description"] == "Bad Request: wrong file identifier/HTTP URL specified"
    with pytest.raises(BadRequest, match="here is no text in the message to edit"):
        await bot.edit_message_text("x", chat_id=1, message_id=photo.message_id)


async def test_profile(api: BotApi, bot: telegram.Bot, post: Post) -> None:
    assert (await bot.get_me()).is_bot
    commands = [BotCommand("start", "Anfangen"), BotCommand("abbrechen", "Abbrechen")]
    scope = BotCommandScopeAllPrivateChats()
    assert await bot.set_my_commands(commands, scope=scope, language_code="de")
    assert await bot.get_my_commands(scope=scope, language_code="de") == tuple(commands)
    assert await bot.get_my_commands() == ()
    assert await bot.delete_my_commands(scope=scope, language_code="de")
    assert await bot.get_my_commands(scope=scope, language_code="de") == ()
    refused = await post("setMyCommands", commands=[{"command": "Groß", "description": "x"}])
    assert refused["description"] == "Bad Request: BOT_COMMAND_INVALID"
    assert await bot.set_my_description("Fragen an die Stadt")
    assert await bot.set_my_short_description("Die Stadt")
    assert (await bot.get_my_description()).description == "Fragen an die Stadt"
    assert (await bot.get_my_short_description()).short_description == "Die Stadt"
    api.citizen(1)
    assert await bot.send_chat_action(1, "typing")
    assert api.ledger.accepted_calls("sendChatAction", 1)[0]["effect"] == {"action": "typing"}
    assert (await bot.get_chat(1)).first_name == "Kim"
