"""The JSON shapes of Telegram's objects that the server hands out. Builds dictionaries only; keeps no state."""

import re
from typing import Any

Json = dict[str, Any]

COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?(?![A-Za-z0-9_])")


MENTION = re.compile(r"(?<![\w/@])@[A-Za-z][A-Za-z0-9_]{3,31}")


def utf16_length(text: str) -> int:
    """Length of `text` in UTF-16 code units, the unit in which Telegram counts."""
    return len(text) + sum(1 for char in text if ord(char) > 0xFFFF)


def bot_user(*, bot_id: int, first_name: str, username: str) -> Json:
    """The bot as `getMe` answers it; drop the abilities with `as_sender` where a message names its sender."""
    return {
        "id": bot_id,
        "is_bot": True,
        "first_name": first_name,
        "username": username,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def as_sender(user: Json) -> Json:
    """The part of a user that stands under `from`."""
    return {
        key: user[key]
        for key in ("id", "is_bot", "first_name", "last_name", "username", "language_code")
        if key in user
    }


def person(*, user_id: int, first_name: str, last_name: str | None, username: str | None, language_code: str) -> Json:
    """A human user."""
    user: Json = {"id": user_id, "is_bot": False, "first_name": first_name, "language_code": language_code}
    if last_name:
        user["last_name"] = last_name
    if username:
        user["username"] = username
    return user


def private_chat(user: Json) -> Json:
    """The private chat with `user`; its id is the user's."""
    chat: Json = {"id": user["id"], "type": "private", "first_name": user["first_name"]}
    for key in ("last_name", "username"):
        if key in user:
            chat[key] = user[key]
    return chat


def group_chat(*, chat_id: int, title: str, forum: bool) -> Json:
    """A supergroup, a forum if asked."""
    chat: Json = {"id": chat_id, "type": "supergroup", "title": title}
    if forum:
        chat["is_forum"] = True
    return chat


def command_entities(text: str) -> list[Json]:
    """`bot_command` and `mention` entities at the start of `text` or after white space."""
    found: list[Json] = [
        {
            "type": "mention",
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match.group()),
        }
        for match in MENTION.finditer(text)
    ]
    for match in COMMAND.finditer(text):
        if match.start() == 0 or text[match.start() - 1].isspace():
            found.append(
                {
                    "type": "bot_command",
                    "offset": utf16_length(text[: match.start()]),
                    "length": utf16_length(match.group()),
                }
            )
    return found


def member_change(*, chat: Json, user: Json, bot: Json, date: int, blocked: bool) -> Json:
    """A `my_chat_member` change: the person has blocked the bot, or let it back in."""
    gone = {"user": as_sender(bot), "status": "kicked", "until_date": 0}
    here = {"user": as_sender(bot), "status": "member"}
    return {
        "chat": chat,
        "from": as_sender(user),
        "date": date,
        "old_chat_member": here if blocked else gone,
        "new_chat_member": gone if blocked else here,
    }
