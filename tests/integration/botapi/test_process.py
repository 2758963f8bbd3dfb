"""The server as a process: driven over HTTP, killed, started again on its ledger."""

import asyncio
from pathlib import Path

import pytest
import telegram
from telegram.error import NetworkError, RetryAfter

from tests.botapi import BotApi, Fault, Ledger, Limits, spawn


async def test_a_killed_server_goes_on_from_its_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    async with spawn(path, limits=False) as api:
        async with telegram.Bot(api.token, base_url=api.base_url) as bot:
            anna = await api.citizen(1, "Anna")
            await anna.say("eins")
            await anna.say("zwei")
            first, second = await bot.get_updates()
            await bot.get_updates(offset=second.update_id)
            await bot.send_message(1, "Antwort")
            assert (await anna.wait_for("Antwort")).text == "Antwort"
            await api.fail(Fault.drop(), method="sendMessage")
            with pytest.raises(NetworkError):
                await bot.send_message(1, "verloren gemeldet")
            await api.fail(Fault.flood(7), method="sendMessage")
            with pytest.raises(RetryAfter):
                await bot.send_message(1, "x")
            await api.kill()
        port = api.port
    with path.open("ab") as file:
        file.write(b'{"at":1,"kind":"acc')
    async with spawn(path, port=port) as api:
        assert api.port == port
        async with telegram.Bot(api.token, base_url=api.base_url) as bot:
            assert [update.update_id for update in await bot.get_updates()] == [second.update_id]
            anna = await api.citizen(1, "Anna")
            shown = [message.text for message in await anna.messages()]
            assert shown == ["eins", "zwei", "Antwort", "verloren gemeldet"]
            third = await bot.send_message(1, "weiter")
            assert third.message_id == 5
            await anna.say("drei")
            assert [update.update_id for update in await bot.get_updates()] == [
                second.update_id,
                second.update_id + 1,
            ]
    ledger = Ledger.load(path)
    assert ledger.confirmed_update_ids() == {first.update_id}
    assert [message["text"] for message in ledger.accepted_messages(1)] == ["Antwort", "verloren gemeldet", "weiter"]
    assert [record["message"]["text"] for record in ledger.unanswered()] == ["verloren gemeldet"]
    assert len({record["call"] for record in ledger.of_kind("accepted")}) == 3


async def test_the_driver_over_http(tmp_path: Path) -> None:
    async with spawn(tmp_path / "ledger.jsonl") as api, telegram.Bot(api.token, base_url=api.base_url) as bot:
        anna = await api.citizen(1)
        await api.redeliver(2, "reversed")
        await anna.send_photo(b"bild", "Loch")
        await anna.send_location(1.0, 2.0)
        keyboard = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Ja", callback_data="j")]])
        sent = await bot.send_message(1, "?", reply_markup=keyboard)
        pressed = await anna.press(sent.message_id, "Ja")
        await api.inject({"junk": 1})
        assert (await api.state())["owed"] == 8
        assert len(await bot.get_updates()) == 4
        await bot.answer_callback_query(pressed, text="ok")
        answer = await anna.answer_to(pressed)
        assert answer is not None
        assert answer["text"] == "ok"
        with pytest.raises(LookupError, match="no such button"):
            await anna.press(sent.message_id, "Nein")
        await api.use_limits(Limits(chat_per_second=1, chat_burst=1))
        await bot.send_message(1, "a")
        with pytest.raises(RetryAfter):
            await bot.send_message(1, "b")
        with pytest.raises(TimeoutError):
            await anna.wait_for("nie", timeout=0.1)
        await api.group(-5)
        await anna.at(-5).say("hallo")
        assert [message.text for message in await anna.at(-5).messages()] == ["hallo"]
        await api.use_limits(Limits.off())
        await api.outage(0.3)
        await asyncio.sleep(0.15)
        with pytest.raises(NetworkError):
            await bot.send_message(1, "niemand da")
        await asyncio.sleep(0.4)
        await bot.send_message(1, "wieder da")


async def test_a_ledger_rebuilds_the_whole_world(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    async with (
        BotApi(ledger=path) as api,
        telegram.Bot(api.token, base_url=api.base_url, base_file_url=api.base_file_url) as bot,
    ):
        anna = api.citizen(1)
        sent = await bot.send_document(1, b"bytes", filename="a.txt")
        gone = await bot.send_message(1, "weg")
        await bot.delete_message(1, gone.message_id)
        await bot.set_my_commands([("start", "Los")])
        await bot.set_my_description("Text")
        await bot.set_webhook("https://town.example/")
        anna.block()
        before = api.world
    async with BotApi(ledger=path) as api:
        after = api.world
        assert after.chats == before.chats
        assert after.files == before.files
        assert after.commands == before.commands
        assert after.profile == before.profile
        assert after.webhook == before.webhook
        assert after.updates.pending() == before.updates.pending()
        assert (after.serial, after.last_call) == (before.serial, before.last_call)
        assert sent.document is not None
        assert after.files[sent.document.file_id].content == b"bytes"
