"""Updates of groups as plain values."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Update

from bot.channels.telegram.groupupdates import GroupPressed, Moved, Wrote, rich_text, to_group_event
from faq.richtext import Rich, Span

GROUP = {"id": -100, "type": "supergroup", "title": "Rathaus", "is_forum": True}
ANNA = {"id": 7, "is_bot": False, "first_name": "Anna"}
BASE: dict[str, Any] = {"message_id": 5, "date": 0, "chat": GROUP, "from": ANNA}


def event(**update: Any) -> object:
    return to_group_event(Update.de_json({"update_id": 9, **update}, None))


def test_a_message_in_a_topic_that_replies() -> None:
    replied = {"message_id": 4, "date": 0, "chat": GROUP}
    message = {**BASE, "text": "Ja", "message_thread_id": 3, "is_topic_message": True, "reply_to_message": replied}
    assert event(message=message) == Wrote(
        id="tg:9", user=7, chat=-100, private=False, message=5, rich=Rich(text="Ja"), thread=3, reply_to=4
    )
    assert event(edited_message={**message, "edit_date": 1}) == Wrote(
        id="tg:9", user=7, chat=-100, private=False, message=5, rich=Rich(text="Ja"), thread=3, reply_to=4, edited=True
    )


def test_a_thread_that_is_no_topic() -> None:
    found = event(message={**BASE, "text": "Ja", "message_thread_id": 3})
    assert isinstance(found, Wrote)
    assert found.thread == 0


def test_a_file_has_its_caption() -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    found = event(message={**BASE, "photo": photo, "caption": "Das Loch"})
    assert isinstance(found, Wrote)
    assert (found.file, found.rich.text) == (True, "Das Loch")


def test_a_press() -> None:
    query = {"id": "q", "from": ANNA, "chat_instance": "1", "data": "claim|R", "message": {**BASE, "text": "x"}}
    assert event(callback_query=query) == GroupPressed(id="tg:9", user=7, chat=-100, callback="q", data="claim|R")


def test_a_move() -> None:
    assert event(message={**BASE, "migrate_to_chat_id": -200}) == Moved(old=-100, new=-200)


@pytest.mark.parametrize(
    "message",
    [
        {**BASE, "new_chat_title": "Neu"},
        {**BASE, "from": {**ANNA, "is_bot": True}, "text": "x"},
        {**BASE, "chat": {"id": -5, "type": "channel", "title": "Kanal"}, "text": "x"},
        {**BASE, "forum_topic_created": {"name": "x", "icon_color": 1}},
    ],
)
def test_what_cannot_be_a_members_word(message: dict[str, Any]) -> None:
    assert event(message=message) is None


def test_who_writes_anonymously_is_nobody_who_could_be_linked() -> None:
    bot = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    found = event(message={**BASE, "from": bot, "sender_chat": GROUP, "text": "anonym"})
    assert isinstance(found, Wrote)
    assert found.user == GROUP["id"]


def test_other_kinds_and_private_presses() -> None:
    private = {**BASE, "chat": {"id": 7, "type": "private", "first_name": "A"}, "text": "x"}
    assert (
        event(callback_query={"id": "q", "from": ANNA, "chat_instance": "1", "data": "d", "message": private}) is None
    )
    assert event(chat_join_request={"chat": GROUP, "from": ANNA, "user_chat_id": 7, "date": 0}) is None
    found = event(message=private)
    assert isinstance(found, Wrote)
    assert found.private


def test_marks_count_utf16_units() -> None:
    raw = {
        **BASE,
        "text": "😀 fett und Link",
        "entities": [
            {"type": "bold", "offset": 3, "length": 4},
            {"type": "text_link", "offset": 12, "length": 4, "url": "https://example.org"},
            {"type": "text_link", "offset": 0, "length": 2, "url": "javascript:x"},
            {"type": "spoiler", "offset": 0, "length": 2},
            {"type": "bold", "offset": 12, "length": 99},
        ],
    }
    found = event(message=raw)
    assert isinstance(found, Wrote)
    assert found.rich.spans == (
        Span(start=2, end=6, style="bold"),
        Span(start=11, end=15, style="link", url="https://example.org"),
    )
    assert rich_text("a\x00b").text == "a\ufffdb"
