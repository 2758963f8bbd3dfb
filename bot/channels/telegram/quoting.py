"""What a message refers to: the one it answers, or the one it passes on; short and masked. Pure.

Of persons who did not write to us neither name nor number is kept; public channels and groups have their title.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from telegram import (
    Chat,
    Message,
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginUser,
)

from bot.channels.masking import Masked
from bot.channels.plaintext import clean
from bot.dialogue.events import Quote

MOST: Final = 200
"""Characters of a quotation."""

Mask = Callable[[str], Masked]
By = Literal["us", "citizen", "person", "public"]


def quotes_of(message: Message, mask: Mask) -> tuple[Quote, ...]:
    """The reply's and the forward's origin, as far as the message has them."""
    found = []
    if message.reply_to_message is not None:
        answered = message.reply_to_message
        words = message.quote.text if message.quote else answered.text or answered.caption or ""
        by: By = "us" if answered.from_user is not None and answered.from_user.is_bot else "citizen"
        origin = str(answered.message_id)
        found.append(Quote(way="reply", by=by, text=_short(words, mask), origin=origin))
    elif message.external_reply is not None:
        by, name = _writer(message.external_reply.origin, message)
        words = message.quote.text if message.quote else ""
        found.append(Quote(way="reply", by=by, name=_short(name, mask), text=_short(words, mask)))
    if message.forward_origin is not None:
        by, name = _writer(message.forward_origin, message)
        found.append(Quote(way="forward", by=by, name=_short(name, mask)))
    return tuple(found)


def _writer(origin: MessageOrigin, message: Message) -> tuple[By, str]:
    match origin:
        case MessageOriginUser(sender_user=user):
            if message.from_user is not None and user.id == message.from_user.id:
                return "citizen", ""
            return ("public", user.full_name) if user.is_bot else ("person", "")
        case MessageOriginChat(sender_chat=chat) | MessageOriginChannel(chat=chat):
            return "public", _title(chat)
        case _:
            return "person", ""


def _title(chat: Chat) -> str:
    return chat.title or ""


def _short(text: str, mask: Mask) -> str:
    masked = mask(clean(text)).text
    return masked if len(masked) <= MOST else masked[: MOST - 1] + "…"
