"""Updates of the staff's group, and of staff who link their account, as plain values. Pure.

Which chat is the staff's, and who is staff, is decided elsewhere: see `bot/staffgroup/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from telegram import CallbackQuery, Message, MessageEntity, Update, User

from bot.channels.plaintext import clean
from faq.richtext import Rich, Span, Style, is_link

_STYLES: Final[dict[str, Style]] = {
    MessageEntity.BOLD: "bold",
    MessageEntity.ITALIC: "italic",
    MessageEntity.CODE: "code",
    MessageEntity.PRE: "code",
    MessageEntity.BLOCKQUOTE: "quote",
    MessageEntity.TEXT_LINK: "link",
}
_CONTENT: Final = (
    *("photo", "document", "audio", "voice", "video", "video_note", "animation", "sticker", "contact", "location"),
    *("venue", "poll", "dice", "story"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupPressed:
    """Somebody pressed a button of a message in a group."""

    id: str
    user: int
    chat: int
    callback: str
    data: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Wrote:
    """Somebody wrote in a group, or to the bot in private. ``thread`` and ``reply_to``: 0 where there is none.

    ``file``: something came with it that is no text. ``edited``: a new version of an earlier message.
    """

    id: str
    user: int
    chat: int
    private: bool
    message: int
    rich: Rich
    thread: int = 0
    reply_to: int = 0
    file: bool = False
    edited: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """A group has become a supergroup and has another id."""

    old: int
    new: int


GroupEvent = GroupPressed | Wrote | Moved


def to_group_event(update: Update) -> GroupEvent | None:
    """What happened in a group, or in private; None for what cannot concern staff. The id is ``tg:<update_id>``."""
    event_id = f"tg:{update.update_id}"
    if update.callback_query is not None:
        return _press(event_id, update.callback_query)
    message = update.message or update.edited_message
    if message is None:
        return None
    if message.migrate_to_chat_id is not None:
        return Moved(old=message.chat.id, new=message.migrate_to_chat_id)
    if message.chat.type not in {"private", "group", "supergroup"}:
        return None
    return _wrote(event_id, message, edited=update.edited_message is not None)


def group_of(update: Update) -> int | None:
    """The group an update is from; None when it is from elsewhere."""
    chat = update.effective_chat
    return chat.id if chat is not None and chat.type in {"group", "supergroup"} else None


def _press(event_id: str, query: CallbackQuery) -> GroupPressed | None:
    if query.message is None or query.message.chat.type == "private":
        return None
    return GroupPressed(
        id=event_id,
        user=query.from_user.id,
        chat=query.message.chat.id,
        callback=query.id,
        data=clean(query.data or ""),
    )


def _wrote(event_id: str, message: Message, *, edited: bool) -> Wrote | None:
    # Who writes anonymously writes as the group (or a channel): an account that is never linked.
    author = message.sender_chat or message.from_user
    if author is None or (isinstance(author, User) and author.is_bot):
        return None
    file = any(getattr(message, name, None) for name in _CONTENT)
    text = message.text or message.caption or ""
    if not text and not file:
        return None
    return Wrote(
        id=event_id,
        user=author.id,
        chat=message.chat.id,
        private=message.chat.type == "private",
        message=message.message_id,
        rich=rich_text(text, message.entities if message.text else message.caption_entities),
        thread=(message.message_thread_id or 0) if message.is_topic_message else 0,
        reply_to=message.reply_to_message.message_id if message.reply_to_message else 0,
        file=file,
        edited=edited,
    )


def rich_text(text: str, entities: tuple[MessageEntity, ...] = ()) -> Rich:
    """The text with the marks we know; their places count UTF-16 units. Control characters are gone."""
    cleaned = clean(text)
    if cleaned != text:  # the places would not fit any more
        return Rich(text=cleaned)
    places = [0]  # of each UTF-16 unit its code point
    for i, character in enumerate(text):
        places += [i + 1] * (2 if ord(character) > 0xFFFF else 1)
    spans = []
    for entity in entities:
        style = _STYLES.get(entity.type)
        end = entity.offset + entity.length
        if style is None or end >= len(places) or entity.length <= 0:
            continue
        if style == "link" and not is_link(entity.url or ""):
            continue
        url = entity.url or "" if style == "link" else ""
        spans.append(Span(start=places[entity.offset], end=places[end], style=style, url=url))
    return Rich(text=text, spans=tuple(sorted(spans, key=lambda span: span.start)))
