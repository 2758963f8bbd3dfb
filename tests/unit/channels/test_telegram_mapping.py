import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import MessageEntity, Update

from bot.channels.channel import Key, Outgoing
from bot.channels.telegram.mapping import (
    Ignored,
    Mapped,
    Unmappable,
    address_of,
    chat_of,
    to_call,
    to_content,
    to_event,
)
from bot.dialogue.events import Attachment, Pressed, Quote, Reacted, Said, Started
from faq.richtext import Rich, Span

ANNA = {"id": 4711, "is_bot": False, "first_name": "Anna", "language_code": "de"}
PRIVATE = {"id": 4711, "type": "private", "first_name": "Anna"}
GROUP = {"id": -5, "type": "supergroup", "title": "Team"}
DATE = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


def message(chat: dict[str, Any] = PRIVATE, **content: Any) -> dict[str, Any]:
    return {"message_id": 12, "from": ANNA, "chat": chat, "date": int(DATE.timestamp()), **content}


def event_of(**update: Any) -> Mapped | Ignored | Unmappable:
    return to_event(Update.de_json({"update_id": 9, **update}, None))


def said(**content: Any) -> Said:
    mapped = event_of(message=message(**content))
    assert isinstance(mapped, Mapped)
    assert mapped.address == "telegram:4711"
    assert mapped.date == DATE
    assert isinstance(mapped.event, Said)
    assert (mapped.event.id, mapped.event.lang_hint) == ("tg:9", "de")
    return mapped.event


def test_text() -> None:
    assert said(text="Wann offen?") == Said(id="tg:9", text="Wann offen?", lang_hint="de", origin="12")


def test_numbers_are_masked() -> None:
    event = said(text="IBAN DE89 3704 0044 0532 0130 00")
    assert (event.text, event.masked) == ("IBAN [IBAN]", ("iban",))
    event = said(caption="x", document={"file_id": "f", "file_unique_id": "u", "file_name": "86095742719.pdf"})
    assert (event.attachments[0].name, event.masked) == ("[Steuer-ID].pdf", ("tax_id",))


@pytest.mark.fault(rows=(61,))
def test_nul_and_lone_surrogates_become_storable() -> None:
    raw = json.loads('{"text": "a\\u0000b\\ud800c\\ud83d\\ude00"}')
    assert said(text=raw["text"]).text == "a\ufffdb\ufffdc😀"


@pytest.mark.parametrize(
    ("text", "payload"),
    [("/start", ""), ("/start amt-7_x", "amt-7_x"), ("/start@town_bot", ""), ("/start@town_bot abc ", "abc")],
)
def test_start(text: str, payload: str) -> None:
    mapped = event_of(message=message(text=text))
    assert isinstance(mapped, Mapped)
    assert mapped.event == Started(id="tg:9", lang_hint="de", payload=payload)


@pytest.mark.parametrize(
    "text", ["/mensch", "/start Wann ist offen?", "/startling", "bitte /start", "/start " + "a" * 65]
)
def test_other_commands_and_questions_are_text(text: str) -> None:
    assert said(text=text).text == text


def test_an_edit_names_the_message() -> None:
    mapped = event_of(edited_message=message(text="neu", edit_date=int(DATE.timestamp()) + 60))
    assert isinstance(mapped, Mapped)
    assert mapped.event == Said(id="tg:9", text="neu", lang_hint="de", origin="12", edit_of="12")
    assert mapped.date == DATE.replace(minute=31)


FILE = {"file_id": "F", "file_unique_id": "u", "file_size": 7}


@pytest.mark.parametrize(
    ("content", "attachment"),
    [
        (
            {
                "photo": [
                    {**FILE, "file_id": "S", "width": 10, "height": 10},
                    {**FILE, "width": 90, "height": 90},
                    {**FILE, "file_id": "M", "width": 50, "height": 50},
                ]
            },
            Attachment(kind="photo", ref="F", mime="image/jpeg", size=7),
        ),
        (
            {"document": {**FILE, "file_name": "Antrag.pdf", "mime_type": "application/pdf"}},
            Attachment(kind="document", ref="F", name="Antrag.pdf", mime="application/pdf", size=7),
        ),
        (
            {"audio": {**FILE, "duration": 3, "mime_type": "audio/mpeg"}},
            Attachment(kind="document", ref="F", mime="audio/mpeg", size=7),
        ),
        (
            {"voice": {**FILE, "duration": 3, "mime_type": "audio/ogg"}},
            Attachment(kind="voice", ref="F", mime="audio/ogg", size=7),
        ),
        (
            {"video": {**FILE, "duration": 3, "width": 1, "height": 1, "mime_type": "video/mp4"}},
            Attachment(kind="video", ref="F", mime="video/mp4", size=7),
        ),
        (
            {"video_note": {**FILE, "duration": 3, "length": 1}},
            Attachment(kind="video", ref="F", mime="video/mp4", size=7),
        ),
        (
            {
                "animation": {**FILE, "duration": 3, "width": 1, "height": 1, "mime_type": "video/mp4"},
                "document": {**FILE, "file_id": "D"},
            },
            Attachment(kind="video", ref="F", mime="video/mp4", size=7),
        ),
        (
            {
                "sticker": {
                    **FILE,
                    "type": "regular",
                    "width": 1,
                    "height": 1,
                    "is_animated": False,
                    "is_video": False,
                    "emoji": "👍",
                }
            },
            Attachment(kind="sticker", ref="F", name="👍", size=7),
        ),
        (
            {"location": {"latitude": 51.1, "longitude": 13.6}},
            Attachment(kind="location", latitude=51.1, longitude=13.6),
        ),
        (
            {
                "venue": {
                    "location": {"latitude": 51.1, "longitude": 13.6},
                    "title": "Rathaus",
                    "address": "Markt 1",
                },
                "location": {"latitude": 51.1, "longitude": 13.6},
            },
            Attachment(kind="location", name="Rathaus, Markt 1", latitude=51.1, longitude=13.6),
        ),
        (
            {"contact": {"phone_number": "+49301", "first_name": "Anna", "last_name": "Muster"}},
            Attachment(kind="contact", name="Anna Muster +49301"),
        ),
        ({"dice": {"emoji": "🎲", "value": 3}}, Attachment(kind="other")),
        ({"something_of_next_year": {"x": 1}}, Attachment(kind="other")),
    ],
)
def test_attachments(content: dict[str, Any], attachment: Attachment) -> None:
    assert said(**content).attachments == (attachment,)


def test_a_caption_is_text() -> None:
    event = said(photo=[{**FILE, "width": 1, "height": 1}], caption="Schlagloch")
    assert (event.text, len(event.attachments)) == ("Schlagloch", 1)


def press(data: str | None, chat: dict[str, Any] = PRIVATE) -> Mapped | Ignored | Unmappable:
    query = {"id": "77", "from": ANNA, "chat_instance": "1", "message": message(chat, text="?")}
    return event_of(callback_query={**query, **({} if data is None else {"data": data})})


def test_a_press() -> None:
    mapped = press("r12|helped|yes")
    assert mapped == Mapped(
        address="telegram:4711",
        event=Pressed(id="tg:9", row="r12", choice="helped|yes", lang_hint="de"),
        callback_id="77",
    )


@pytest.mark.parametrize("data", [None, "", "old", "|x", "x|"])
def test_a_press_on_a_foreign_button(data: str | None) -> None:
    assert press(data) == Ignored(reason="not a button of ours", callback_id="77")


def test_a_press_on_an_old_message_that_is_not_accessible() -> None:
    query = {"id": "77", "from": ANNA, "chat_instance": "1", "data": "r|c"}
    mapped = event_of(callback_query={**query, "message": {"chat": PRIVATE, "message_id": 1, "date": 0}})
    assert isinstance(mapped, Mapped)


@pytest.mark.parametrize(
    "update",
    [
        {"message": message(GROUP, text="hallo")},
        {"message": message(pinned_message=message(text="x"))},
        {"edited_message": message(location={"latitude": 1.0, "longitude": 1.0})},
        {"channel_post": message({"id": -1, "type": "channel", "title": "x"}, text="x")},
        {
            "removed_chat_boost": {
                "chat": PRIVATE,
                "boost_id": "b",
                "remove_date": 0,
                "source": {"source": "premium", "user": ANNA},
            }
        },
    ],
)
def test_ignored(update: dict[str, Any]) -> None:
    assert isinstance(event_of(**update), Ignored)


def test_a_press_in_a_group_is_ignored_but_answered() -> None:
    assert press("r|c", GROUP) == Ignored(reason="not a private chat", callback_id="77")


@pytest.mark.fault(rows=(45,))
def test_an_unknown_kind_is_unmappable() -> None:
    assert isinstance(event_of(telepathy={"x": 1}), Unmappable)


@pytest.mark.fault(rows=(61,))
@given(st.text())
def test_any_text_can_be_stored(text: str) -> None:
    mapped = event_of(message=message(text=text or "x"))
    assert isinstance(mapped, Mapped)
    assert isinstance(mapped.event, Started | Said)
    if isinstance(mapped.event, Said):
        mapped.event.text.encode()


# --- what it refers to ------------------------------------------------------------------------------------------------


BOT = {"id": 99, "is_bot": True, "first_name": "Stadt", "username": "stadt_bot"}
BEN = {"id": 5, "is_bot": False, "first_name": "Ben", "last_name": "Geheim"}
CHANNEL = {"id": -100, "type": "channel", "title": "Nachrichten aus Musterstadt"}


def test_a_reply_to_our_message_is_quoted_short_and_masked() -> None:
    ours = {**message(text="IBAN DE89 3704 0044 0532 0130 00 " + "lang " * 100), "from": BOT, "message_id": 3}
    (quote,) = said(text="Stimmt das?", reply_to_message=ours).quotes
    assert (quote.way, quote.by, quote.origin, quote.name) == ("reply", "us", "3", "")
    assert quote.text.startswith("IBAN [IBAN] lang")
    assert len(quote.text) == 200


def test_a_reply_to_a_part_of_an_own_message_quotes_the_part() -> None:
    own = {**message(text="Erster Satz. Zweiter Satz."), "message_id": 3}
    part = {"text": "Zweiter Satz.", "position": 13}
    assert said(text="das meine ich", reply_to_message=own, quote=part).quotes == (
        Quote(way="reply", by="citizen", text="Zweiter Satz.", origin="3"),
    )


@pytest.mark.parametrize(
    ("origin", "by", "name"),
    [
        ({"type": "user", "sender_user": ANNA}, "citizen", ""),
        ({"type": "user", "sender_user": BEN}, "person", ""),
        ({"type": "user", "sender_user": BOT}, "public", "Stadt"),
        ({"type": "hidden_user", "sender_user_name": "Ben Geheim"}, "person", ""),
        ({"type": "channel", "chat": CHANNEL, "message_id": 8}, "public", "Nachrichten aus Musterstadt"),
        ({"type": "chat", "sender_chat": GROUP}, "public", "Team"),
    ],
)
def test_a_forward_says_from_where_and_names_no_person(origin: dict[str, Any], by: str, name: str) -> None:
    (quote,) = said(text="Stimmt das?", forward_origin={**origin, "date": 1}).quotes
    assert (quote.way, quote.by, quote.name) == ("forward", by, name)
    outside = {"origin": {**origin, "date": 1}, "message_id": 4}
    (quote,) = said(text="Stimmt das?", external_reply=outside).quotes
    assert (quote.way, quote.by, quote.name, quote.origin) == ("reply", by, name, "")


def test_parts_of_an_album_name_it() -> None:
    assert said(photo=[{**FILE, "width": 1, "height": 1}], media_group_id="77").album == "77"


def reaction(*signs: dict[str, Any], chat: dict[str, Any] = PRIVATE) -> Mapped | Ignored | Unmappable:
    content = {"chat": chat, "message_id": 3, "user": ANNA, "date": 1, "old_reaction": [], "new_reaction": list(signs)}
    return event_of(message_reaction=content)


def test_signs() -> None:
    thumb = {"type": "emoji", "emoji": "👍"}
    assert reaction(thumb) == Mapped(address="telegram:4711", event=Reacted(id="tg:9", origin="3", sign="👍"))
    both = reaction(thumb, {"type": "custom_emoji", "custom_emoji_id": "1"})
    assert isinstance(both, Mapped)
    assert both.event == Reacted(id="tg:9", origin="3", sign="👍 ⭐")
    assert reaction() == Mapped(address="telegram:4711", event=Reacted(id="tg:9", origin="3"))
    assert isinstance(reaction(thumb, chat=GROUP), Ignored)


# --- out --------------------------------------------------------------------------------------------------------------


def test_addresses() -> None:
    assert chat_of(address_of(4711)) == 4711
    for wrong in ("web:1", "telegram:", "telegram:x", "4711"):
        with pytest.raises(ValueError):
            chat_of(wrong)


def call_of(rich: Rich) -> dict[str, Any]:
    return to_call("telegram:4711", Outgoing(rich=rich))


def test_entities_count_in_utf16() -> None:
    rich = Rich(
        text="😀 fett und Link",
        spans=(
            Span(start=0, end=6, style="bold"),
            Span(start=2, end=6, style="italic"),
            Span(start=11, end=15, style="link", url="https://x.de"),
        ),
    )
    call = call_of(rich)
    assert call["chat_id"] == 4711
    assert call["text"] == rich.text
    assert call["entities"] == [
        {"type": "bold", "offset": 0, "length": 7},
        {"type": "italic", "offset": 3, "length": 4},
        {"type": "text_link", "offset": 12, "length": 4, "url": "https://x.de"},
    ]
    assert call["link_preview_options"] == {"is_disabled": True}
    assert "reply_markup" not in call


def test_the_classes_of_the_library_say_the_same() -> None:
    rich = Rich(text="ab", spans=(Span(start=0, end=1, style="quote"), Span(start=1, end=2, style="code")))
    text, entities = to_content(rich)
    assert (text, [entity.to_dict() for entity in entities]) == (rich.text, call_of(rich)["entities"])
    assert {entity.type for entity in entities} == {MessageEntity.BLOCKQUOTE, MessageEntity.CODE}


def test_mail_and_telephone_are_spelled_out() -> None:
    rich = Rich(
        text="Post oder Ruf, 030 1234-567 sofort",
        spans=(
            Span(start=0, end=4, style="link", url="mailto:amt@x.de?subject=a"),
            Span(start=10, end=13, style="link", url="tel:115"),
            Span(start=15, end=27, style="link", url="tel:+49301234567"),
            Span(start=28, end=34, style="bold"),
        ),
    )
    call = call_of(rich)
    assert call["text"] == "Post (amt@x.de) oder Ruf (115), 030 1234-567 sofort"
    assert call["entities"] == [{"type": "bold", "offset": call["text"].index("sofort"), "length": 6}]


def test_a_full_message_is_not_made_longer() -> None:
    text = "Post" + "x" * 4090
    call = call_of(Rich(text=text, spans=(Span(start=0, end=4, style="link", url="mailto:amt@x.de"),)))
    assert call["text"] == text


def test_buttons() -> None:
    keys = ((Key(label="ja", data="r|y"), Key(label="nein", data="r|n")), (Key(label="?", data="r|q"),))
    markup = to_call("telegram:1", Outgoing(rich=Rich(text="x"), keys=keys))["reply_markup"]
    assert [[(key["text"], key["callback_data"]) for key in row] for row in markup["inline_keyboard"]] == [
        [("ja", "r|y"), ("nein", "r|n")],
        [("?", "r|q")],
    ]


def test_a_link_and_the_message_it_belongs_to() -> None:
    keys = ((Key(label="allein", url="https://t.me/stadt_bot"),),)
    call = to_call("public:-5", Outgoing(rich=Rich(text="x"), keys=keys, reply_to="12"))
    assert (call["chat_id"], call["reply_parameters"]["message_id"]) == (-5, 12)
    assert call["reply_parameters"]["allow_sending_without_reply"] is True
    assert call["reply_markup"]["inline_keyboard"] == [[{"text": "allein", "url": "https://t.me/stadt_bot"}]]


@pytest.mark.parametrize(("size", "refused"), [(20 << 20, ""), ((20 << 20) + 1, "large")])
def test_what_telegram_gives_no_bot_is_told_at_once(size: int, refused: str) -> None:
    event = said(document={**FILE, "file_name": "Akte.pdf", "file_size": size})
    assert event.attachments[0].refused == refused
