"""The methods that put messages into chats and change them: checks as Telegram's, then one `accepted` record each."""

import struct
from typing import Any

from .calls import Call
from .formatting import Formatted, formatted
from .groups import check_moved, check_topic
from .keyboard import inline_keyboard
from .refusal import BLOCKED, NOT_MODIFIED, Refusal, bad_request, flood
from .shapes import Json, as_sender
from .world import Chat, Stored, World

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_UPLOAD = 50 * 1024 * 1024
MAX_PHOTO = 10 * 1024 * 1024
DELETABLE_SECONDS = 48 * 3600
ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def send_message(world: World, call: Call) -> Any:
    """`sendMessage`."""
    text = _formatted(call, "text", "entities")
    if not text.text:
        raise bad_request("message text is empty")
    return _send(world, call, _content(text, "text"), too_long=("message is too long", text.length, MAX_TEXT))


def send_photo(world: World, call: Call) -> Any:
    """`sendPhoto`: an upload or a `file_id`."""
    return _send_media(world, call, "photo")


def send_document(world: World, call: Call) -> Any:
    """`sendDocument`: an upload or a `file_id`."""
    return _send_media(world, call, "document")


def edit_message_text(world: World, call: Call) -> Any:
    """`editMessageText`; without `reply_markup` the buttons vanish."""
    text = _formatted(call, "text", "entities")
    if not text.text:
        raise bad_request("message text is empty")
    markup = inline_keyboard(call.structure("reply_markup"))
    stored = _editable(world, call)
    if text.length > MAX_TEXT:
        raise bad_request("message is too long")
    if "text" not in stored.message:
        raise bad_request("there is no text in the message to edit")
    kept = {key: each for key, each in stored.message.items() if key not in {"text", "entities", "reply_markup"}}
    return _edit(world, call, stored, {**kept, **_content(text, "text")}, markup)


def edit_message_reply_markup(world: World, call: Call) -> Any:
    """`editMessageReplyMarkup`; without `reply_markup` the buttons vanish."""
    markup = inline_keyboard(call.structure("reply_markup"))
    stored = _editable(world, call)
    kept = {key: each for key, each in stored.message.items() if key != "reply_markup"}
    return _edit(world, call, stored, kept, markup)


def delete_message(world: World, call: Call) -> Any:
    """`deleteMessage`."""
    chat = _chat(world, call)
    message_id = _message_id(call)
    stored = chat.messages.get(message_id)
    if stored is None:
        raise bad_request("message to delete not found")
    if stored.message["date"] < world.now() - DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    world.record(
        "accepted",
        call=call.number,
        method=call.method,
        chat_id=chat.info["id"],
        effect={"message_id": message_id},
    )
    return True


def send_chat_action(world: World, call: Call) -> Any:
    """`sendChatAction`."""
    if call.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = _reachable(world, call)
    effect = {"action": call.text("action")}
    world.record("accepted", call=call.number, method=call.method, chat_id=chat.info["id"], effect=effect)
    return True


def _formatted(call: Call, text_field: str, entities_field: str) -> Formatted:
    entities = call.structure(entities_field)
    if entities is not None and not (isinstance(entities, list) and all(isinstance(each, dict) for each in entities)):
        raise bad_request("can't parse entities: Expected an Array of Objects")
    return formatted(call.text(text_field) or "", parse_mode=call.text("parse_mode"), entities=entities)


def _content(text: Formatted, kind: str) -> Json:
    if not text.text:
        return {}
    content: Json = {kind: text.text}
    if text.entities:
        content["entities" if kind == "text" else "caption_entities"] = text.entities
    return content


def _chat(world: World, call: Call) -> Chat:
    if call.params.get("chat_id") in {None, ""}:
        raise bad_request("chat_id is empty")
    return world.chat(call.chat_id)


def _reachable(world: World, call: Call) -> Chat:
    chat = _chat(world, call)
    check_moved(chat)
    if chat.blocked:
        group = chat.info["type"] != "private"
        raise Refusal(403, "Forbidden: bot was kicked from the supergroup chat" if group else BLOCKED)
    return chat


def _message_id(call: Call) -> int:
    message_id = call.integer("message_id")
    if not message_id:
        raise bad_request("message identifier is not specified")
    return message_id


def _editable(world: World, call: Call) -> Stored:
    chat = _reachable(world, call)
    stored = chat.messages.get(_message_id(call))
    if stored is None:
        raise bad_request("message to edit not found")
    if stored.mine:
        raise bad_request("message can't be edited")
    return stored


def _count(world: World, chat: Chat, *, edit: bool) -> None:
    group = chat.info["type"] != "private"
    wait = world.throttle.take(chat.info["id"], group=group, edit=edit, now=world.clock())
    if wait is not None:
        raise flood(wait)


def _edit(world: World, call: Call, stored: Stored, message: Json, markup: Json | None) -> Json:
    if markup is not None:
        message["reply_markup"] = markup
    before = {key: each for key, each in stored.message.items() if key != "edit_date"}
    if {key: each for key, each in message.items() if key != "edit_date"} == before:
        raise Refusal(400, NOT_MODIFIED)
    chat = world.chat(call.chat_id)
    _count(world, chat, edit=True)
    message["edit_date"] = world.now()
    world.record("accepted", call=call.number, method=call.method, chat_id=chat.info["id"], message=message)
    return message


def _send(world: World, call: Call, content: Json, *, too_long: tuple[str, int, int]) -> Json:
    markup = inline_keyboard(call.structure("reply_markup"))
    chat = _reachable(world, call)
    reason, length, limit = too_long
    if length > limit:
        raise bad_request(reason)
    thread = call.integer("message_thread_id")
    if thread:
        check_topic(chat, thread)
    replied = _replied(chat, call)
    _count(world, chat, edit=False)
    message: Json = {
        "message_id": chat.next_message_id,
        "from": as_sender(world.bot),
        "chat": chat.info,
        "date": world.now(),
        **content,
    }
    if thread:
        message |= {"message_thread_id": thread, "is_topic_message": True}
    if replied is not None:
        message["reply_to_message"] = {key: each for key, each in replied.items() if key != "reply_to_message"}
    if markup is not None:
        message["reply_markup"] = markup
    if call.flag("protect_content"):
        message["has_protected_content"] = True
    world.record("accepted", call=call.number, method=call.method, chat_id=chat.info["id"], message=message)
    return message


def _replied(chat: Chat, call: Call) -> Json | None:
    given = call.structure("reply_parameters")
    message_id = given.get("message_id") if isinstance(given, dict) else call.integer("reply_to_message_id")
    if message_id is None:
        return None
    stored = chat.messages.get(int(message_id))
    if stored is not None:
        return stored.message
    if isinstance(given, dict) and given.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _send_media(world: World, call: Call, kind: str) -> Json:
    caption = _formatted(call, "caption", "caption_entities")
    name, mime, content, file_id = _media_source(world, call, kind)
    if kind == "photo" and len(content) > MAX_PHOTO:
        raise bad_request("file is too big")
    if kind == "photo" and not _is_a_photo(*_dimensions(content)):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    if caption.length > MAX_CAPTION:
        raise bad_request("message caption is too long")
    _reachable(world, call)
    inline_keyboard(call.structure("reply_markup"))
    if file_id is None:
        folder, extension = ("photos", "jpg") if kind == "photo" else ("documents", _extension(name))
        file_id = world.add_file(content, path=world.file_path(folder, extension)).file_id
    if kind == "photo":
        media: Any = photo_sizes(world, file_id)
    else:
        media = document(world, file_id, name=name, mime=mime)
    body = {kind: media, **_content(caption, "caption")}
    return _send(world, call, body, too_long=("message caption is too long", caption.length, MAX_CAPTION))


def _media_source(world: World, call: Call, kind: str) -> tuple[str, str, bytes, str | None]:
    """Name, MIME type, bytes, and the id where the file is known already."""
    given = call.text(kind)
    upload = call.files.get(given.removeprefix("attach://") if given and given.startswith("attach://") else kind)
    if upload is not None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload.content) > MAX_UPLOAD:
            raise Refusal(413, "Request Entity Too Large")
        return upload.name, upload.content_type, upload.content, None
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    if given not in world.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    known = world.files[given]
    return known.path.rsplit("/", 1)[-1], "application/octet-stream", known.content, given


def _extension(name: str) -> str:
    return name.rsplit(".", 1)[-1].lower() if "." in name else "bin"


def photo_sizes(world: World, file_id: str) -> list[Json]:
    """`PhotoSize` objects of a stored file, the largest last; the small one is the same bytes."""
    stored = world.files[file_id]
    width, height = _dimensions(stored.content)
    common = {"file_id": file_id, "file_unique_id": stored.unique_id, "file_size": len(stored.content)}
    small = {**common, "width": max(1, width // 4), "height": max(1, height // 4)}
    return [small, {**common, "width": width, "height": height}]


def _dimensions(content: bytes) -> tuple[int, int]:
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    return 640, 480


def _is_a_photo(width: int, height: int) -> bool:
    """Sides of at most 10,000 together, one at most 20 times the other."""
    return width + height <= 10_000 and max(width, height) <= 20 * min(width, height)


def document(world: World, file_id: str, *, name: str, mime: str) -> Json:
    """A `Document` object of a stored file."""
    stored = world.files[file_id]
    return {
        "file_name": name,
        "mime_type": mime,
        "file_id": file_id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.content),
    }
