"""Calls to a group: messages, topics, answers to presses; says how they failed. Decides and stores nothing."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Final

from telegram import BotCommand, BotCommandScopeChat
from telegram.constants import ReactionEmoji
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.channels.channel import ChannelError, Outgoing
from bot.channels.telegram.mapping import address_of, to_call
from bot.channels.telegram.sending import FAILURES, SHORT, translate
from bot.channels.telegram.transport import RawBot

_TOPIC_GONE: Final = (
    "message thread not found",
    "topic_deleted",
    "topic_closed",
    "topic_id_invalid",
    "thread_id_invalid",
)
_MESSAGE_GONE: Final = ("message to edit not found", "message can't be edited", "message_id_invalid")
_NOT_MODIFIED: Final = "message is not modified"
_NO_RIGHTS: Final = (
    "not enough rights",
    "chat_write_forbidden",
    "chat_admin_required",
    "have no rights",
    "chat_restricted",
    "need administrator rights",
)
_NO_FORUM: Final = ("not a forum", "chat_not_modified", "topics_disabled", "forum_disabled")
_TOO_OLD: Final = ("query is too old", "query_id_invalid", "query id is invalid")

_log = logging.getLogger(__name__)


class GroupMoved(ChannelError):
    """The group has become a supergroup; nothing was sent."""

    def __init__(self, new: int) -> None:
        super().__init__("moved")
        self.new = new


class GroupAway(ChannelError):
    """The group cannot be written to: ``reason`` is kicked, rights or topics. Nothing was sent."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TopicGone(ChannelError):
    """The topic was deleted or closed; nothing was sent."""


class MessageGone(ChannelError):
    """The message to change is not there any more; nothing was changed."""


class GroupWire:
    """The calls, on a ready Bot."""

    def __init__(self, bot: RawBot) -> None:
        self._bot = bot

    @property
    def username(self) -> str:
        """The bot's own name; empty until it is known."""
        known = self._bot.known_as
        return known.username or "" if known is not None else ""

    async def send(self, chat: int, thread: int, message: Outgoing, *, reply_to: int = 0) -> str:
        """Send into the group, or one of its topics; the message's id. Raises ChannelError."""
        call = to_call(address_of(chat), message)
        if thread:
            call["message_thread_id"] = thread
        if reply_to:
            call["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
        try:
            return str(await self._bot.say(call))
        except FAILURES as error:
            raise _failed(error) from None

    async def edit(self, chat: int, message_id: str, message: Outgoing) -> str:
        """Change a message; its id. That it reads so already is no failure. Raises ChannelError."""
        call = to_call(address_of(chat), message)
        try:
            await self._bot.call("editMessageText", {"message_id": int(message_id), **call})
        except FAILURES as error:
            if _says(error, (_NOT_MODIFIED,)):
                return message_id
            raise _failed(error) from None
        return message_id

    async def make_topic(self, chat: int, title: str) -> int:
        """Make a topic; its number. Raises ChannelError."""
        try:
            made = await self._bot.create_forum_topic(chat, title)
        except FAILURES as error:
            if _says(error, (*_NO_FORUM, *_NO_RIGHTS)):
                raise GroupAway("topics") from None
            raise _failed(error) from None
        return made.message_thread_id

    async def shut_topic(self, chat: int, thread: int) -> None:
        """Close a topic. That it is closed already is no failure. Raises ChannelError."""
        try:
            await self._bot.close_forum_topic(chat, thread)
        except FAILURES as error:
            if _says(error, ("topic_not_modified", *_TOPIC_GONE)):
                return
            raise _failed(error) from None

    async def drop_topic(self, chat: int, thread: int) -> bool:
        """Delete a topic with all its messages; False when the bot may not. Raises ChannelError."""
        try:
            await self._bot.delete_forum_topic(chat, thread)
        except FAILURES as error:
            if _says(error, _TOPIC_GONE):
                return True
            if _says(error, (*_NO_RIGHTS, *_NO_FORUM)):
                return False
            raise _failed(error) from None
        return True

    async def open_topic(self, chat: int, thread: int) -> None:
        """Open a closed topic. That it is open already is no failure. Raises ChannelError."""
        try:
            await self._bot.reopen_forum_topic(chat, thread)
        except FAILURES as error:
            if _says(error, ("topic_not_modified",)):
                return
            raise _failed(error) from None

    # -- at once or never

    async def answer(self, callback: str, text: str, *, alert: bool = False) -> bool:
        """Answer a press in a small window; False when Telegram says that the press is too old. Never raises."""
        try:
            await self._bot.answer_callback_query(
                callback, text[:200], show_alert=alert, connect_timeout=SHORT, read_timeout=SHORT, pool_timeout=SHORT
            )
        except FAILURES as error:
            _log.debug("press not answered", extra={"action": "group_press", "error": type(error).__name__})
            return not _says(error, _TOO_OLD)
        return True

    async def show_commands(self, chat: int, commands: Sequence[tuple[str, str]]) -> None:
        """Offer commands (name, description) to those who type in this group; never raises."""
        shown = [BotCommand(name, text) for name, text in commands]
        try:
            await self._bot.set_my_commands(shown, scope=BotCommandScopeChat(chat))
        except FAILURES as error:
            _log.warning("commands not shown", extra={"action": "group_commands", "error": type(error).__name__})

    async def react(self, chat: int, message: int) -> None:
        """Mark a member's message as taken; never raises."""
        try:
            await self._bot.set_message_reaction(
                chat, message, ReactionEmoji.OK_HAND_SIGN, connect_timeout=SHORT, read_timeout=SHORT, pool_timeout=SHORT
            )
        except FAILURES as error:
            _log.debug("not marked", extra={"action": "group_react", "error": type(error).__name__})


def _says(error: Exception, words: tuple[str, ...]) -> bool:
    return isinstance(error, BadRequest) and any(word in error.message.lower() for word in words)


def _failed(error: Exception) -> ChannelError:
    if isinstance(error, ChatMigrated):
        return GroupMoved(error.new_chat_id)
    if isinstance(error, Forbidden) or _says(error, ("chat not found",)):
        return GroupAway("kicked")
    if _says(error, _TOPIC_GONE):
        return TopicGone("topic gone")
    if _says(error, _NO_RIGHTS):
        return GroupAway("rights")
    if _says(error, _MESSAGE_GONE):
        return MessageGone("message gone")
    return translate(error)
