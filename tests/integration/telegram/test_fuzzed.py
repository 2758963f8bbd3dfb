"""Whatever comes as an update is stored or set aside, and confirmed; nothing but a failing store is an error."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.receiving import Receiver

from .test_poller import Recorder

TEXTS = st.text(st.characters(), max_size=40) | st.sampled_from(["", "\0", "\ud800", "/start x", "-100", "1e999"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
PEOPLE = {"id": 7, "is_bot": False, "first_name": "Kim"}
CHAT = {"id": 7, "type": "private"}
MESSAGE = {
    "message_id": 1, "date": 1, "chat": CHAT, "from": PEOPLE, "text": "Wann offen?", "caption": "?",
    "entities": [{"type": "text_link", "offset": 0, "length": 3, "url": "https://a.example"}],
    "photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}],
    "document": {"file_id": "a", "file_unique_id": "b", "file_name": "x"}, "media_group_id": "9",
    "location": {"latitude": 1.0, "longitude": 2.0}, "contact": {"phone_number": "1", "first_name": "K"},
    "reply_to_message": {"message_id": 2, "date": 1, "chat": CHAT, "text": "x"}, "quote": {"text": "x", "position": 0},
    "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "x"},
}  # fmt: skip
KINDS: dict[str, dict[str, Any]] = {
    "message": MESSAGE,
    "edited_message": MESSAGE | {"edit_date": 2},
    "callback_query": {"id": "1", "from": PEOPLE, "chat_instance": "1", "data": "x", "message": MESSAGE},
    "message_reaction": {
        "chat": CHAT, "message_id": 1, "user": PEOPLE, "date": 1, "old_reaction": [],
        "new_reaction": [{"type": "emoji", "emoji": "👍"}],
    },
    "my_chat_member": {
        "chat": CHAT, "from": PEOPLE, "date": 1, "old_chat_member": {"user": PEOPLE, "status": "member"},
        "new_chat_member": {"user": PEOPLE, "status": "kicked", "until_date": 0},
    },
}  # fmt: skip


@st.composite
def updates(draw: st.DrawFn) -> dict[str, Any]:
    """An update of some kind of which some fields are gone and some hold anything."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    content = dict(KINDS[kind])
    for name in draw(st.lists(st.sampled_from(sorted(content)), max_size=6, unique=True)):
        if draw(st.booleans()):
            del content[name]
        else:
            content[name] = draw(VALUES)
    return {"update_id": 5, kind: content}


async def taken(raw: object) -> Recorder:
    intake = Recorder()
    receiver = Receiver(intake, Courteous())
    await receiver.receive([raw])
    await asyncio.sleep(0.001)  # courtesies begin
    await receiver.close()
    return intake


class Courteous:
    async def typing(self, address: str) -> None: ...

    async def answer_press(self, callback_id: str) -> None: ...


@given(updates())
@pytest.mark.fault(rows=(45, 61), promises=("P14",))
def test_an_update_with_anything_in_it_is_taken_or_set_aside(raw: dict[str, Any]) -> None:
    intake = asyncio.run(taken(raw))
    assert len(intake.events) + len(intake.parked) <= 1


@given(VALUES)
@pytest.mark.fault(rows=(62,), promises=("P14",))
def test_anything_at_all_is_set_aside(raw: object) -> None:
    intake = asyncio.run(taken(raw))
    assert intake.events == {}
    assert len(intake.parked) == 1


@pytest.mark.parametrize("around", [{"update_id": 5}, {}])
@pytest.mark.fault(rows=(62,))
async def test_what_is_nested_too_deeply_to_be_written_is_set_aside(around: dict[str, Any]) -> None:
    """It was an error of the loop: the update came for ever, and nothing behind it was taken in."""
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    intake = await taken({**around, "poll": deep} if around else deep)
    assert len(intake.parked) == 1
