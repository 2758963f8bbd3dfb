"""Sends to Telegram and says how it failed in the words of ``bot.channels.channel``; decides and stores nothing."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any, Final

from telegram import BotCommand, InputFile, Message
from telegram.constants import ChatAction
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    TelegramError,
)

from bot.channels.channel import (
    Abilities,
    ChannelClosed,
    ChannelError,
    Outgoing,
    OutgoingFile,
    RecipientGone,
    Refused,
    TryLater,
    Uncertain,
)
from bot.channels.telegram.mapping import MAX_CAPTION, MAX_DOWNLOAD, MAX_TEXT, NAME, chat_of, to_call, to_file_call
from bot.channels.telegram.transport import NotSent, RawBot, TooMany

MAX_PHOTO: Final = 10 * 1024 * 1024  # bytes of what Telegram takes as a photo; more goes as a document
_PHOTOS: Final = ("image/jpeg", "image/png")
_TOO_BIG: Final = ("(413)", "too big", "too large")
SHORT: Final = 3.0  # seconds for what is worth nothing when late
_AFTER_NO_CONNECTION: Final = 1.0
FAILURES: Final = (TelegramError, LookupError, TypeError, ValueError)  # all but the first: an answer PTB cannot read
_GONE: Final = ("chat not found", "user not found", "peer_id_invalid", "user_is_blocked", "deactivated")

_log = logging.getLogger(__name__)


def translate(error: Exception) -> ChannelError:
    """What a failed call allows to conclude. An answer that cannot be read was an answer: uncertain."""
    match error:
        case NotSent():
            return TryLater(_AFTER_NO_CONNECTION, "no connection")
        case TooMany():
            return TryLater(error.after, "too many requests")
        case Forbidden() | ChatMigrated():
            return RecipientGone(type(error).__name__)
        case InvalidToken():
            return ChannelClosed("the token or the server's address is not valid")
        case BadRequest() if any(word in error.message.lower() for word in _GONE):
            return RecipientGone(error.message)
        case BadRequest() if any(word in error.message.lower() for word in _TOO_BIG):
            return Refused(error.message, "too-big")
        case BadRequest():
            return Refused(error.message)
        case _:  # TimedOut, and NetworkError for 5xx and lost connections
            return Uncertain(type(error).__name__)


class TelegramChannel:
    """`bot.channels.channel.Channel` over a ready Bot (see ``open_bot``)."""

    name: str = NAME
    abilities: Abilities = Abilities(max_text=MAX_TEXT, buttons=True, outbox=True, max_caption=MAX_CAPTION, edits=True)

    def __init__(self, bot: RawBot) -> None:
        self._bot = bot

    async def set_up(self, commands: Mapping[str, Sequence[tuple[str, str]]]) -> str:
        """Prove the token and show the commands; returns the bot's user name.

        ``commands``: by language ("" for all others) the pairs of command (without slash) and description.
        Raises ChannelError: ChannelClosed when the token is not valid, TryLater whenever asking again may help.
        """
        try:
            me = await self._bot.get_me()
            for lang, pairs in commands.items():
                await self._bot.set_my_commands(
                    [BotCommand(command, text) for command, text in pairs], language_code=lang or None
                )
        except FAILURES as error:
            raise _asked(error) from None
        return me.username or ""

    async def send(self, address: str, message: Outgoing) -> str:
        """Send, or change what was sent before, and return the message's id; raises ChannelError."""
        file = message.file
        try:
            call = to_call(address, message) if file is None else to_file_call(address, message)
        except ValueError:
            raise Refused("not an address on Telegram") from None
        try:
            if file is not None:
                return str((await self._send_file(file, call)).message_id)
            if message.edits:
                return await self._edit(message.edits, call)
            return str(await self._bot.say(call))
        except FAILURES as error:
            raise translate(error) from None

    async def _send_file(self, file: OutgoingFile, call: dict[str, Any]) -> Message:
        """As a photo where Telegram takes it as one, else as a document."""
        if file.mime in _PHOTOS and len(file.data) <= MAX_PHOTO:
            try:
                return await self._bot.send_photo(photo=InputFile(file.data, file.name or None), **call)
            except BadRequest as error:  # refused, hence not sent: too long, too narrow, or not readable for it
                if not _is_about_the_picture(error):
                    raise
        return await self._bot.send_document(
            document=InputFile(file.data, file.name or None), disable_content_type_detection=True, **call
        )

    async def _edit(self, message_id: str, call: dict[str, Any]) -> str:
        """Change a message. That it reads so already is no failure."""
        try:
            await self._bot.call("editMessageText", {"message_id": int(message_id), **call})
        except BadRequest as error:
            if "message is not modified" not in error.message.lower():
                raise
        return message_id

    async def typing(self, address: str) -> None:
        """Show for some seconds that an answer is being written; never raises."""
        try:
            await self._bot.call(
                "sendChatAction", {"chat_id": chat_of(address), "action": ChatAction.TYPING}, patience=SHORT
            )
        except FAILURES as error:
            _log.debug("typing not shown", extra={"action": "telegram_typing", "error": type(error).__name__})

    async def answer_press(self, callback_id: str) -> None:
        """End the waiting mark on a pressed button; never raises."""
        try:
            await self._bot.answer_callback_query(
                callback_id, connect_timeout=SHORT, read_timeout=SHORT, pool_timeout=SHORT
            )
        except FAILURES as error:
            _log.debug("press not answered", extra={"action": "telegram_press", "error": type(error).__name__})

    async def download(self, ref: str) -> bytes:
        """A citizen's file, by ``Attachment.ref``.

        Raises ChannelError: Refused when it is too large or gone, TryLater whenever asking again may help.
        """
        try:
            file = await self._bot.get_file(ref)
            if (file.file_size or 0) > MAX_DOWNLOAD or not file.file_path:
                raise Refused("file is too big", "too-big")
        except FAILURES as error:
            raise _asked(error) from None
        try:
            content = await file.download_as_bytearray()
        except (InvalidToken, BadRequest):  # 404 of a file, not of the token
            raise Refused("file is gone", "file-gone") from None
        except FAILURES as error:
            raise _asked(error) from None
        return bytes(content)


def _is_about_the_picture(error: BadRequest) -> bool:
    text = error.message.lower()
    return "photo" in text or "image" in text


def _asked(error: Exception) -> ChannelError:
    """The error of a call that changes nothing: it can be made again."""
    failed = translate(error)
    return TryLater(_AFTER_NO_CONNECTION, str(failed)) if isinstance(failed, Uncertain) else failed
