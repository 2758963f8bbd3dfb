"""The error table on the wire: what is concluded, against what the server accepted."""

import logging
from typing import Any

import pytest

from bot.channels.channel import (
    Channel,
    ChannelClosed,
    ChannelError,
    Key,
    Outgoing,
    OutgoingFile,
    RecipientGone,
    Refused,
    TryLater,
    Uncertain,
)
from bot.channels.telegram.sending import TelegramChannel
from bot.channels.telegram.transport import RawBot, open_bot
from faq.markdown import from_markdown
from faq.richtext import Rich, split
from tests.botapi import BotApi, Fault, Limits
from tests.files import samples

ANNA = "telegram:4711"
HELLO = Outgoing(rich=Rich(text="Guten Tag"))


async def test_a_message_with_marks_and_buttons(api: BotApi, channel: TelegramChannel) -> None:
    port: Channel = channel
    anna = api.citizen(4711, "Anna")
    rich = from_markdown("😀 **Bürgeramt**: [Seite](https://x.de)\n\n- `a`\n\n> Zitat\n\n[Mail](mailto:a@x.de)")
    sent = await port.send(ANNA, Outgoing(rich=rich, keys=((Key(label="ja", data="r1|yes"),),)))
    seen = anna.last()
    assert str(seen.message_id) == sent
    assert seen.text == "😀 Bürgeramt: Seite\n\n• a\n\nZitat\n\nMail (a@x.de)"
    assert [(e["type"], e["offset"], e["length"]) for e in seen.raw["entities"]] == [
        ("bold", 3, 9),
        ("text_link", 14, 5),
        ("code", 23, 1),
        ("blockquote", 26, 5),
    ]
    assert seen.button("ja").data == "r1|yes"


async def test_a_long_answer_in_parts_of_the_full_length(api: BotApi, channel: TelegramChannel) -> None:
    anna = api.citizen(4711)
    rich = from_markdown("**" + "😀 Wort. " * 1500 + "**")
    parts = split(rich, channel.abilities.max_text)
    for part in parts:
        await channel.send(ANNA, Outgoing(rich=part))
    assert "".join("".join(seen.text.split()) for seen in anna.messages()) == "".join(rich.text.split())
    assert len(parts) == 4


@pytest.mark.parametrize(
    ("fault", "kind", "accepted"),
    [
        (Fault.flood(35), TryLater, 0),
        (Fault.error(429, "Too Many Requests"), TryLater, 0),
        (Fault.silent(), Uncertain, 1),
        (Fault.drop(), Uncertain, 1),
        (Fault.close(), Uncertain, 0),
        (Fault.delay(1.0), Uncertain, 1),
        (Fault.error(500), Uncertain, 0),
        (Fault.error(502, html=True), Uncertain, 0),
        (Fault.error(504, accepted=True), Uncertain, 1),
        (Fault.error(403, "Forbidden: user is deactivated"), RecipientGone, 0),
        (Fault.error(400, "Bad Request: chat not found"), RecipientGone, 0),
        (Fault.error(400, "Bad Request: message text is empty"), Refused, 0),
        (Fault.error(413, "Request Entity Too Large"), Refused, 0),
        (Fault.error(401, "Unauthorized"), ChannelClosed, 0),
        (Fault.error(302, "Found"), TryLater, 0),
    ],
)
async def test_the_table(
    api: BotApi, channel: TelegramChannel, fault: Fault, kind: type[ChannelError], accepted: int
) -> None:
    api.citizen(4711)
    api.fail(fault, method="sendMessage")
    with pytest.raises(ChannelError) as caught:
        await channel.send(ANNA, HELLO)
    assert type(caught.value) is kind
    assert len(api.ledger.accepted_messages()) == accepted
    await channel.send(ANNA, HELLO)
    assert len(api.ledger.accepted_messages()) == accepted + 1


@pytest.mark.fault(rows=(34,))
async def test_the_pause_comes_from_the_server(api: BotApi, channel: TelegramChannel) -> None:
    api.citizen(4711)
    api.use_limits(Limits(chat_per_second=0.1, chat_burst=1))
    await channel.send(ANNA, HELLO)
    with pytest.raises(TryLater) as caught:
        await channel.send(ANNA, HELLO)
    assert caught.value.after == pytest.approx(10, abs=1)


async def test_refused_by_the_rules_of_the_server(api: BotApi, channel: TelegramChannel) -> None:
    anna = api.citizen(4711)
    with pytest.raises(Refused):
        await channel.send(ANNA, Outgoing(rich=Rich(text="x" * 4097)))
    with pytest.raises(Refused):
        await channel.send(ANNA, Outgoing(rich=Rich(text="x"), keys=((Key(label="a", data="x" * 65),),)))
    with pytest.raises(Refused):
        await channel.send("web:1", HELLO)
    with pytest.raises(RecipientGone):
        await channel.send("telegram:99", HELLO)
    anna.block()
    with pytest.raises(RecipientGone):
        await channel.send(ANNA, HELLO)


@pytest.mark.fault(rows=(36,))
async def test_a_host_that_is_down_is_surely_not_sent(api: BotApi, channel: TelegramChannel) -> None:
    anna = api.citizen(4711)
    await api.refuse_connections()
    with pytest.raises(TryLater):
        await channel.send(ANNA, HELLO)
    await api.accept_connections()
    await channel.send(ANNA, HELLO)
    assert anna.last().text == "Guten Tag"
    assert api.ledger.duplicates() == {}


async def test_a_revoked_token_closes_the_channel(api: BotApi, channel: TelegramChannel) -> None:
    api.change_token("1:other")
    with pytest.raises(ChannelClosed):
        await channel.set_up({"": [("start", "Beginnen")]})
    with pytest.raises(ChannelClosed):
        await channel.send(ANNA, HELLO)


async def test_set_up_shows_the_commands(api: BotApi, bot: RawBot, channel: TelegramChannel) -> None:
    name = await channel.set_up({"": [("mensch", "Mit einem Menschen sprechen")], "en": [("human", "Talk to a human")]})
    assert name
    assert [c.command for c in await bot.get_my_commands()] == ["mensch"]
    assert [c.command for c in await bot.get_my_commands(language_code="en")] == ["human"]


async def test_what_is_worth_nothing_when_late_never_raises(api: BotApi, channel: TelegramChannel) -> None:
    anna = api.citizen(4711)
    await channel.send(ANNA, Outgoing(rich=Rich(text="?"), keys=((Key(label="ja", data="r|y"),),)))
    query = anna.press(anna.last().message_id, "ja")
    await channel.answer_press(query)
    await channel.typing(ANNA)
    assert anna.answer_to(query) is not None
    assert api.ledger.accepted_calls("sendChatAction")
    await channel.answer_press("no such")
    await channel.typing("web:1")
    await channel.typing("telegram:99")
    await api.refuse_connections()
    await channel.answer_press(query)
    await channel.typing(ANNA)


async def test_files(api: BotApi, bot: RawBot, channel: TelegramChannel) -> None:
    anna = api.citizen(4711)
    anna.send_document(b"%PDF-1", name="Antrag.pdf")
    updates = await bot.raw_updates(offset=None, timeout=0, allowed=())
    assert isinstance(updates[0], dict)
    assert await channel.download(updates[0]["message"]["document"]["file_id"]) == b"%PDF-1"
    with pytest.raises(Refused):
        await channel.download("no such file")
    await api.refuse_connections()
    with pytest.raises(TryLater):
        await channel.download("any")


def file(data: bytes, name: str, mime: str, text: str = "", **more: Any) -> Outgoing:
    return Outgoing(rich=from_markdown(text), file=OutgoingFile(name=name, mime=mime, data=data), **more)


async def test_a_document_and_a_photo_with_their_texts(api: BotApi, channel: TelegramChannel) -> None:
    anna = api.citizen(4711)
    keys = ((Key(label="ja", data="r1|yes"),),)
    text = "**Anbei** [Seite](https://x.de)"
    sent = await channel.send(ANNA, file(b"%PDF-1", "Bescheid Ü.pdf", "application/pdf", text, keys=keys))
    seen = anna.last()
    assert (str(seen.message_id), seen.kind, seen.text) == (sent, "document", "Anbei Seite")
    assert [e["type"] for e in seen.raw["caption_entities"]] == ["bold", "text_link"]
    assert seen.button("ja").data == "r1|yes"
    document = seen.raw["document"]
    assert (document["file_name"], document["mime_type"]) == ("Bescheid Ü.pdf", "application/pdf")
    assert api.world.files[document["file_id"]].content == b"%PDF-1"
    await channel.send(ANNA, file(samples.JPEG, "Plan.jpg", "image/jpeg"))
    assert (anna.last().kind, anna.last().text) == ("photo", "")
    assert api.world.files[anna.last().raw["photo"][-1]["file_id"]].content == samples.JPEG


@pytest.mark.parametrize(
    ("data", "mime"),
    [
        (samples.png(claims=(9000, 2000)), "image/png"),  # too long for a photo
        (samples.png(claims=(2100, 100)), "image/png"),  # too narrow
        (samples.png(4, 4) + b"x" * (10 << 20), "image/png"),  # too heavy
        (samples.WEBP, "image/webp"),
    ],
)
async def test_a_picture_that_is_no_photo_goes_as_a_document(
    api: BotApi, channel: TelegramChannel, data: bytes, mime: str
) -> None:
    anna = api.citizen(4711)
    await channel.send(ANNA, file(data, "Bild.png", mime, "Plan"))
    assert [(seen.kind, seen.text) for seen in anna.messages()] == [("document", "Plan")]


@pytest.mark.parametrize(
    ("fault", "kind", "accepted"),
    [
        (Fault.flood(35), TryLater, 0),
        (Fault.silent(), Uncertain, 1),
        (Fault.drop(), Uncertain, 1),
        (Fault.error(502, html=True), Uncertain, 0),
        (Fault.error(504, accepted=True), Uncertain, 1),
        (Fault.error(403, "Forbidden: bot was blocked by the user"), RecipientGone, 0),
        (Fault.error(400, "Bad Request: chat not found"), RecipientGone, 0),
        (Fault.error(401, "Unauthorized"), ChannelClosed, 0),
    ],
)
@pytest.mark.parametrize("mime", ["application/pdf", "image/jpeg"])
async def test_the_table_holds_for_files(  # noqa: PLR0917 - a table
    api: BotApi, channel: TelegramChannel, fault: Fault, kind: type[ChannelError], accepted: int, mime: str
) -> None:
    api.citizen(4711)
    api.fail(fault)
    with pytest.raises(ChannelError) as caught:
        await channel.send(ANNA, file(samples.JPEG, "a", mime))
    assert type(caught.value) is kind
    assert len(api.ledger.accepted_messages()) == accepted


@pytest.mark.parametrize(
    "fault", [Fault.error(413, "Request Entity Too Large"), Fault.error(400, "Bad Request: file is too big")]
)
async def test_too_big_is_told_as_such(api: BotApi, channel: TelegramChannel, fault: Fault) -> None:
    api.citizen(4711)
    api.fail(fault)
    with pytest.raises(Refused) as caught:
        await channel.send(ANNA, file(b"%PDF", "a.pdf", "application/pdf"))
    assert caught.value.reason == "too-big"


async def test_what_is_too_large_or_gone_is_told_apart(api: BotApi, bot: RawBot, channel: TelegramChannel) -> None:
    anna = api.citizen(4711)
    anna.send_document(b"%PDF" + b"x" * (20 << 20), name="gross.pdf")
    updates = await bot.raw_updates(offset=None, timeout=0, allowed=())
    assert isinstance(updates[0], dict)
    with pytest.raises(Refused) as caught:
        await channel.download(updates[0]["message"]["document"]["file_id"])
    assert caught.value.reason == "too-big"


async def test_uploads(api: BotApi, bot: RawBot) -> None:
    anna = api.citizen(4711)
    await bot.send_document(4711, b"content", filename='Ämter "neu".pdf', caption="Anlage ä")
    assert (anna.last().text, anna.last().raw["document"]["file_name"]) == ("Anlage ä", 'Ämter "neu".pdf')


@pytest.mark.fault(promises=("P15",))
async def test_no_secret_and_no_text_in_logs_and_errors(
    api: BotApi, channel: TelegramChannel, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    api.citizen(4711, "Anna Geheim")
    marked = Outgoing(rich=Rich(text="MARKER"))
    shown: list[str] = []
    for fault in (Fault.silent(), Fault.drop(), Fault.error(502, html=True), Fault.error(400), Fault.error(401)):
        api.fail(fault)
        with pytest.raises(ChannelError) as caught:
            await channel.send(ANNA, marked)
        assert caught.value.__suppress_context__
        shown.append(repr(caught.value))
    await api.refuse_connections()
    with pytest.raises(ChannelError) as caught:
        await channel.send(ANNA, marked)
    shown += [
        repr(caught.value),
        *(record.getMessage() for record in caplog.records if record.name != "aiohttp.server"),
    ]
    for secret in (api.token, "MARKER", "Geheim", "4711"):
        assert not [line for line in shown if secret in line]


@pytest.mark.fault(rows=(36,))
async def test_a_name_that_does_not_resolve_is_surely_not_sent() -> None:
    async with open_bot(token="1:a", base_url="http://nirgends.invalid") as bot:
        with pytest.raises(TryLater):
            await TelegramChannel(bot).send(ANNA, HELLO)
