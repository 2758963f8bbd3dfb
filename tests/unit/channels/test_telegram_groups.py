"""In groups the bot hears only what addresses it."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Update

from bot.channels.masking import mask
from bot.channels.telegram.groups import Me, in_group, moved, to_question
from bot.channels.telegram.mapping import Ignored, Mapped
from bot.dialogue.events import AskedInPublic

ME = Me(id=99, username="stadt_bot")
ANNA = {"id": 4711, "is_bot": False, "first_name": "Anna", "language_code": "de"}
BOT = {"id": 99, "is_bot": True, "first_name": "Stadt", "username": "stadt_bot"}
GROUP = {"id": -5, "type": "supergroup", "title": "Nachbarschaft"}


def group_message(text: str, *entities: tuple[str, str], **content: Any) -> dict[str, Any]:
    marks = [
        {"type": kind, "offset": text.index(words), "length": len(words), **({"user": BOT} if "text_" in kind else {})}
        for kind, words in entities
    ]
    return {"message_id": 12, "from": ANNA, "chat": GROUP, "date": 1, "text": text, "entities": marks, **content}


def heard(**update: Any) -> Mapped | Ignored:
    read = Update.de_json({"update_id": 9, **update}, None)
    assert in_group(read)
    return to_question(read, ME, mask)


def asked(message: dict[str, Any]) -> str:
    mapped = heard(message=message)
    assert isinstance(mapped, Mapped)
    assert mapped.address == "telegram:-5"
    event = mapped.event
    assert isinstance(event, AskedInPublic)
    assert (event.id, event.origin, event.link) == ("tg:9", "12", "https://t.me/stadt_bot")
    return event.text


def test_a_mention() -> None:
    text = "@Stadt_Bot, wann hat das Amt auf?"
    assert asked(group_message(text, ("mention", "@Stadt_Bot"))) == "wann hat das Amt auf?"
    assert asked(group_message("Wann ist offen @stadt_bot", ("mention", "@stadt_bot"))) == "Wann ist offen"


def test_a_mention_without_a_user_name() -> None:
    assert asked(group_message("Stadt wann ist offen?", ("text_mention", "Stadt"))) == "wann ist offen?"


def test_a_command_for_it() -> None:
    assert asked(group_message("/hilfe@stadt_bot", ("bot_command", "/hilfe@stadt_bot"))) == "/hilfe"


def test_a_reply_to_it() -> None:
    ours = {**group_message("Antwort"), "from": BOT, "message_id": 3}
    assert asked(group_message("und sonntags?", reply_to_message=ours)) == "und sonntags?"


def test_numbers_are_masked() -> None:
    text = "@stadt_bot DE89 3704 0044 0532 0130 00"
    assert asked(group_message(text, ("mention", "@stadt_bot"))) == "[IBAN]"


@pytest.mark.parametrize(
    "message",
    [
        group_message("wann ist offen?"),
        group_message("@anderer_bot wann?", ("mention", "@anderer_bot")),
        group_message("/hilfe", ("bot_command", "/hilfe")),
        group_message("/hilfe@anderer_bot", ("bot_command", "/hilfe@anderer_bot")),
        group_message("mail an x@stadt_bot"),
        group_message("und?", reply_to_message=group_message("x")),
        {**group_message("@stadt_bot hallo", ("mention", "@stadt_bot")), "from": BOT},
        {**group_message("@stadt_bot hallo", ("mention", "@stadt_bot")), "sender_chat": GROUP},
    ],
)
def test_all_else_is_not_for_it(message: dict[str, Any]) -> None:
    assert isinstance(heard(message=message), Ignored)


def change(before: str, after: str) -> dict[str, Any]:
    def member(status: str) -> dict[str, Any]:
        return {"user": BOT, "status": status, **({"until_date": 0} if status == "kicked" else {})}

    return {
        "chat": GROUP, "from": ANNA, "date": 1,
        "old_chat_member": member(before), "new_chat_member": member(after),
    }  # fmt: skip


def test_let_in_it_says_hello() -> None:
    mapped = heard(my_chat_member=change("left", "member"))
    assert isinstance(mapped, Mapped)
    assert mapped.event == AskedInPublic(id="tg:9", link="https://t.me/stadt_bot")


@pytest.mark.parametrize(("before", "after"), [("member", "kicked"), ("member", "left"), ("kicked", "left")])
def test_put_out_it_says_nothing(before: str, after: str) -> None:
    assert isinstance(heard(my_chat_member=change(before, after)), Ignored)


def test_edits_are_not_heard_and_presses_end() -> None:
    text = group_message("@stadt_bot hallo", ("mention", "@stadt_bot"))
    assert isinstance(heard(edited_message={**text, "edit_date": 2}), Ignored)
    press = {"id": "77", "from": ANNA, "chat_instance": "1", "data": "r|c", "message": text}
    assert heard(callback_query=press) == Ignored(reason="not for the bot", callback_id="77")


def test_a_group_that_moves() -> None:
    def read(**content: Any) -> Update:
        message = {"message_id": 1, "chat": GROUP, "date": 1, **content}
        return Update.de_json({"update_id": 9, "message": message}, None)

    assert moved(read(migrate_to_chat_id=-100)) == (-5, -100)
    assert moved(read(migrate_from_chat_id=-4)) == (-4, -5)
    assert moved(read(text="x")) is None
