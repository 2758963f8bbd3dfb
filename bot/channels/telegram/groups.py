"""What is meant for the bot in a group that is not the staff's: only what addresses it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from telegram import Chat, ChatMember, ChatMemberUpdated, Message, MessageEntity, Update

from bot.channels.masking import Masked
from bot.channels.plaintext import clean
from bot.channels.telegram.mapping import Ignored, Mapped, address_of
from bot.dialogue.events import AskedInPublic

GROUPS = frozenset({Chat.GROUP, Chat.SUPERGROUP})
_THERE = frozenset({ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.RESTRICTED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Me:
    """The bot as Telegram knows it."""

    id: int
    username: str

    @property
    def link(self) -> str:
        """Where a private chat with the bot begins."""
        return f"https://t.me/{self.username}"


def in_group(update: Update) -> bool:
    """Whether the update is from a group, whichever."""
    chat = update.effective_chat
    return chat is not None and chat.type in GROUPS


def moved(update: Update) -> tuple[int, int] | None:
    """The old and new chat id of a group that has become a supergroup; None for any other update."""
    message = update.message
    if message is None:
        return None
    if message.migrate_to_chat_id is not None:
        return message.chat.id, message.migrate_to_chat_id
    if message.migrate_from_chat_id is not None:
        return message.migrate_from_chat_id, message.chat.id
    return None


def to_question(update: Update, me: Me, mask: Callable[[str], Masked]) -> Mapped | Ignored:
    """The question in a message that mentions the bot, replies to it, or is a command for it; a hello when let in."""
    event_id = f"tg:{update.update_id}"
    if update.my_chat_member is not None:
        change = update.my_chat_member
        if not _let_in(change):
            return Ignored(reason="membership")
        return Mapped(address=address_of(change.chat.id), event=AskedInPublic(id=event_id, link=me.link))
    message = update.message
    if message is None:
        callback = update.callback_query
        return Ignored(reason="not for the bot", callback_id=callback.id if callback else None)
    if message.from_user is None or message.from_user.is_bot or message.sender_chat is not None:
        return Ignored(reason="not a person")
    text = _addressed(message, me)
    if text is None:
        return Ignored(reason="not addressed")
    event = AskedInPublic(
        id=event_id, text=mask(clean(text)).text.strip(), origin=str(message.message_id), link=me.link
    )
    return Mapped(address=address_of(message.chat.id), event=event, date=message.date)


def _let_in(change: ChatMemberUpdated) -> bool:
    return change.new_chat_member.status in _THERE and change.old_chat_member.status not in _THERE


def _addressed(message: Message, me: Me) -> str | None:
    """What is said to the bot, its name taken out; None when nothing is."""
    text = message.text or message.caption or ""
    entities = message.parse_entities() if message.text else message.parse_caption_entities()
    name = f"@{me.username}".lower()
    called = any(
        (entity.type == MessageEntity.MENTION and words.lower() == name)
        or (entity.type == MessageEntity.TEXT_MENTION and entity.user is not None and entity.user.id == me.id)
        or (entity.type == MessageEntity.BOT_COMMAND and words.lower().endswith(name))
        for entity, words in entities.items()
    )
    replied = message.reply_to_message
    if not called and not (replied and replied.from_user and replied.from_user.id == me.id and text):
        return None
    for entity, words in entities.items():
        if entity.type == MessageEntity.TEXT_MENTION and entity.user is not None and entity.user.id == me.id:
            text = text.replace(words, " ", 1)
    return re.sub(re.escape(name) + r"\b", " ", text, flags=re.IGNORECASE).strip(" ,:\n")
