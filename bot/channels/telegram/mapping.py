"""Telegram's updates into events, and our messages into Telegram's calls. Pure: values of the library in and out.

Only private chats are mapped here (groups: `groups.py`). Numbers nobody needs are masked before anything is stored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Literal

from telegram import (
    Animation,
    Audio,
    CallbackQuery,
    Document,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Location,
    Message,
    MessageEntity,
    MessageReactionUpdated,
    ReactionTypeEmoji,
    Update,
    Video,
)

from bot.channels.channel import Key, Outgoing
from bot.channels.masking import Masked, mask
from bot.channels.plaintext import clean
from bot.channels.telegram.quoting import quotes_of
from bot.dialogue.events import AskedInPublic, Attachment, Pressed, Reacted, Said, Started
from faq.richtext import Rich, Span, Style, utf16_len

NAME: Final = "telegram"
MAX_TEXT: Final = 4096  # UTF-16 units
MAX_CAPTION: Final = 1024
MAX_DOWNLOAD: Final = 20 * 1024 * 1024  # bytes; Telegram gives bots no more


@dataclass(frozen=True, kw_only=True, slots=True)
class Mapped:
    """What the citizen did. ``callback_id`` waits for ``answer_press``; ``date`` is None for what is no message."""

    address: str
    event: Started | Said | Pressed | Reacted | AskedInPublic
    callback_id: str | None = None
    date: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Ignored:
    """Nothing a citizen wants of us. ``callback_id``: a button that is not ours still waits for an answer."""

    reason: str
    callback_id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Unmappable:
    """A kind of update this version does not know: to be parked."""

    reason: str


Mask = Callable[[str], Masked]


def to_event(update: Update, mask: Mask = mask) -> Mapped | Ignored | Unmappable:
    """What the update means. The event's id is ``tg:<update_id>``; an edit names the edited message's id."""
    event_id = f"tg:{update.update_id}"
    if update.message is not None:
        return _message(event_id, update.message, mask, edited=False)
    if update.edited_message is not None:
        return _message(event_id, update.edited_message, mask, edited=True)
    if update.callback_query is not None:
        return _press(event_id, update.callback_query)
    if update.message_reaction is not None:
        return _reaction(event_id, update.message_reaction)
    known = next((kind for kind in Update.ALL_TYPES if getattr(update, kind, None) is not None), "")
    if known:
        return Ignored(reason=known)
    return Unmappable(reason="unknown kind of update")


def address_of(chat_id: int) -> str:
    """The address of a chat."""
    return f"{NAME}:{chat_id}"


def chat_of(address: str) -> int:
    """The chat behind an address of ours ("public": a group in public). Raises ValueError when it is none."""
    channel, _, chat_id = address.partition(":")
    if channel not in {NAME, "public"}:
        raise ValueError("not an address on Telegram")
    return int(chat_id)


# --- in ---------------------------------------------------------------------------------------------------------------

_START: Final = re.compile(r"/start(?:@\w+)?(?:\s+([A-Za-z0-9_-]{1,64}))?\s*")
_SERVICE: Final = (
    "pinned_message",
    "message_auto_delete_timer_changed",
    "chat_background_set",
    "write_access_allowed",
    "connected_website",
    "proximity_alert_triggered",
    "successful_payment",
    "refunded_payment",
    "users_shared",
    "chat_shared",
    "web_app_data",
    "passport_data",
    "gift",
    "unique_gift",
    "new_chat_title",
    "new_chat_photo",
    "delete_chat_photo",
    "new_chat_members",
    "left_chat_member",
    "forum_topic_created",
    "forum_topic_edited",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
)


def _message(event_id: str, message: Message, mask: Mask, *, edited: bool) -> Mapped | Ignored:
    if message.chat.type != "private":
        return Ignored(reason="not a private chat")
    if edited and message.location is not None:
        return Ignored(reason="live location")
    text = clean(message.text or message.caption or "")
    attachments = () if message.text is not None else tuple(map(_weighed, _attachments(message)))
    if not text and not attachments:
        if any(getattr(message, name, None) for name in _SERVICE):
            return Ignored(reason="service message")
        attachments = (Attachment(kind="other"),)
    masked = mask(text)
    date = message.edit_date or message.date if edited else message.date
    event: Started | Said
    start = None if edited else _START.fullmatch(masked.text)
    if start:
        event = Started(id=event_id, lang_hint=_lang(message), payload=start[1] or "")
    else:
        names = [mask(attachment.name) for attachment in attachments]
        event = Said(
            id=event_id,
            text=masked.text,
            masked=tuple(sorted({*masked.kinds, *(kind for name in names for kind in name.kinds)})),
            attachments=tuple(replace(a, name=name.text) for a, name in zip(attachments, names, strict=True)),
            lang_hint=_lang(message),
            origin=str(message.message_id),
            edit_of=str(message.message_id) if edited else "",
            album=_short(message.media_group_id, 64),
            quotes=quotes_of(message, mask),
        )
    return Mapped(address=address_of(message.chat.id), event=event, date=date)


def _press(event_id: str, query: CallbackQuery) -> Mapped | Ignored:
    if query.message is None or query.message.chat.type != "private":
        return Ignored(reason="not a private chat", callback_id=query.id)
    row, _, choice = clean(query.data or "").partition("|")
    if not row or not choice:
        return Ignored(reason="not a button of ours", callback_id=query.id)
    event = Pressed(id=event_id, row=row, choice=choice, lang_hint=_short(query.from_user.language_code or "", 16))
    return Mapped(address=address_of(query.message.chat.id), event=event, callback_id=query.id)


def _reaction(event_id: str, reaction: MessageReactionUpdated) -> Mapped | Ignored:
    if reaction.chat.type != "private":
        return Ignored(reason="not a private chat")
    signs = [sign.emoji if isinstance(sign, ReactionTypeEmoji) else "⭐" for sign in reaction.new_reaction]
    event = Reacted(id=event_id, origin=str(reaction.message_id), sign=_short(" ".join(signs)))
    return Mapped(address=address_of(reaction.chat.id), event=event)


def _lang(message: Message) -> str:
    return _short(message.from_user.language_code or "", 16) if message.from_user else ""


def _short(text: str | None, limit: int = 200) -> str:
    return clean(text or "")[:limit]


def _attachments(message: Message) -> tuple[Attachment, ...]:
    """What came with the message: Telegram puts at most one thing into each."""
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return (Attachment(kind="photo", ref=largest.file_id, mime="image/jpeg", size=largest.file_size or 0),)
    if message.venue:
        place = message.venue
        return (_place(place.location, f"{place.title}, {place.address}"),)
    if message.location:
        return (_place(message.location),)
    if message.contact:
        person = message.contact
        known = " ".join(part for part in (person.first_name, person.last_name, person.phone_number) if part)
        return (Attachment(kind="contact", name=_short(known)),)
    if message.sticker:
        sticker = message.sticker
        return (
            Attachment(kind="sticker", ref=sticker.file_id, name=_short(sticker.emoji), size=sticker.file_size or 0),
        )
    if message.voice:
        voice = message.voice
        return (Attachment(kind="voice", ref=voice.file_id, mime=_short(voice.mime_type), size=voice.file_size or 0),)
    if message.video_note:
        note = message.video_note
        return (Attachment(kind="video", ref=note.file_id, mime="video/mp4", size=note.file_size or 0),)
    if moving := message.animation or message.video:  # an animation comes as a document too: hence before it
        return (_file("video", moving),)
    if file := message.document or message.audio:
        return (_file("document", file),)
    return ()


def _weighed(attachment: Attachment) -> Attachment:
    return replace(attachment, refused="large") if attachment.size > MAX_DOWNLOAD else attachment


def _place(location: Location, name: str = "") -> Attachment:
    return Attachment(kind="location", name=_short(name), latitude=location.latitude, longitude=location.longitude)


def _file(kind: Literal["video", "document"], file: Animation | Audio | Document | Video) -> Attachment:
    return Attachment(
        kind=kind,
        ref=file.file_id,
        name=_short(file.file_name),
        mime=_short(file.mime_type),
        size=file.file_size or 0,
    )


# --- out --------------------------------------------------------------------------------------------------------------

_ENTITIES: Final[dict[Style, str]] = {"bold": "bold", "italic": "italic", "code": "code", "quote": "blockquote"}


def to_call(address: str, message: Outgoing) -> dict[str, Any]:
    """The parameters of ``sendMessage``, and of ``editMessageText`` for one that edits, as they are written.

    Plain values: the library's classes would only be made to be taken apart again. Raises ValueError when the address
    is none of ours.
    """
    rich = _spelled_out(_cleaned(message.rich))
    call: dict[str, Any] = {
        "chat_id": chat_of(address),
        "text": rich.text,
        "link_preview_options": {"is_disabled": True},
    }
    if entities := list(_entities(rich)):
        call["entities"] = entities
    if message.keys:
        call["reply_markup"] = {"inline_keyboard": [[_button(key) for key in row] for row in message.keys]}
    if message.reply_to and not message.edits:
        call["reply_parameters"] = {"message_id": int(message.reply_to), "allow_sending_without_reply": True}
    return call


def to_content(rich: Rich) -> tuple[str, list[MessageEntity]]:
    """A text and its marks, in the library's classes."""
    spelled = _spelled_out(_cleaned(rich))
    return spelled.text, [MessageEntity(**entity) for entity in _entities(spelled)]


def to_file_call(address: str, message: Outgoing) -> dict[str, Any]:
    """The arguments of ``send_photo`` and ``send_document`` besides the file, its text as caption.

    Raises ValueError when the address is none of ours.
    """
    rich = _spelled_out(_cleaned(message.rich), MAX_CAPTION)
    rows = [[InlineKeyboardButton(**_button(key)) for key in row] for row in message.keys]
    return {
        "chat_id": chat_of(address),
        "reply_markup": InlineKeyboardMarkup(rows) if rows else None,
        "caption": rich.text or None,
        "caption_entities": [MessageEntity(**entity) for entity in _entities(rich)] or None,
    }


def _button(key: Key) -> dict[str, Any]:
    button: dict[str, Any] = {"text": key.label}
    if key.data:
        button["callback_data"] = key.data
    if key.url:
        button["url"] = key.url
    return button


def _cleaned(rich: Rich) -> Rich:
    text = clean(rich.text)
    return rich if text == rich.text else Rich(text=text, spans=rich.spans)


def _entities(rich: Rich) -> Iterator[dict[str, Any]]:
    text = rich.text
    for span in rich.spans:
        offset, length = utf16_len(text[: span.start]), utf16_len(text[span.start : span.end])
        if span.style != "link":
            yield {"type": _ENTITIES[span.style], "offset": offset, "length": length}
        elif _is_web(span):
            yield {"type": "text_link", "offset": offset, "length": length, "url": span.url}


def _is_web(span: Span) -> bool:
    return span.url.lower().startswith(("https://", "http://"))


def _spelled_out(rich: Rich, limit: int = MAX_TEXT) -> Rich:
    """Telegram links words to web pages only: mail addresses and telephone numbers are written behind their words."""
    text, spans = rich.text, rich.spans
    for span in reversed(rich.spans):
        target = span.url.partition(":")[2].partition("?")[0]
        if span.style != "link" or _is_web(span) or _shows(text[span.start : span.end], target):
            continue
        added = f" ({target})"
        text = text[: span.end] + added + text[span.end :]
        spans = tuple(_moved(other, span.end, len(added)) for other in spans)
    return Rich(text=text, spans=spans) if utf16_len(text) <= limit else rich


def _shows(words: str, target: str) -> bool:
    digits = re.sub(r"\D", "", words).lstrip("0")
    return target.lower() in words.lower() or (len(digits) > 4 and re.sub(r"\D", "", target).endswith(digits))


def _moved(span: Span, at: int, by: int) -> Span:
    """The mark after ``by`` characters came in at ``at``; what ends there does not grow."""
    return replace(
        span,
        start=span.start + by if span.start >= at else span.start,
        end=span.end + by if span.end > at else span.end,
    )
