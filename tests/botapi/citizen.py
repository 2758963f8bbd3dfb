"""A person in a chat with the bot, driven by a test: acts become updates, `messages` is what stands on the screen."""

import asyncio
import secrets
from typing import Any

from .messages import document, photo_sizes
from .seen import Seen, Wanted, first_match, not_seen, seen
from .shapes import Json, as_sender, command_entities, member_change
from .world import Chat, World


class Citizen:
    """One person in one chat; `at` gives the same person in a group."""

    def __init__(self, world: World, *, user_id: int, chat_id: int) -> None:
        self._world = world
        self.user_id = user_id
        self.chat_id = chat_id

    @property
    def _chat(self) -> Chat:
        return self._world.chats[self.chat_id]

    @property
    def _user(self) -> Json:
        user = self._world.chats[self.user_id].user
        assert user is not None, "a group is no person"
        return user

    def at(self, chat_id: int) -> "Citizen":
        """The same person in the group `chat_id`."""
        return Citizen(self._world, user_id=self.user_id, chat_id=chat_id)

    def send(self, content: Json) -> int:
        """Send any kind of message: `content` is what Telegram's `Message` has beside ids and date. Answers its id."""
        message_id = self._chat.next_message_id
        message = {
            "message_id": message_id,
            "from": as_sender(self._user),
            "chat": self._chat.info,
            "date": self._world.now(),
            **content,
        }
        self._world.queue("message", message)
        return message_id

    def say(self, text: str, *, reply_to: int | None = None, thread: int = 0) -> int:
        """Write `text`; commands get their entities. `thread`: a forum's topic. Answers the message id."""
        content: Json = {"text": text}
        if entities := command_entities(text):
            content["entities"] = entities
        if thread:
            content |= {"message_thread_id": thread, "is_topic_message": True}
            reply_to = thread if reply_to is None else reply_to  # a topic's messages hang on the one that began it
        if reply_to is not None:
            content["reply_to_message"] = self._chat.messages[reply_to].message
        return self.send(content)

    def press(self, message_id: int, button: str, *, force: bool = False) -> str:
        """Press the button with this text or data; `force` sends `button` as data unseen. Answers the callback id."""
        stored = self._chat.messages[message_id]
        data = button if force else seen(stored.message, mine=stored.mine, changed=0).button(button).data
        if data is None:
            raise LookupError(f"a button without data reaches no bot: {button!r}")
        query_id = str(secrets.randbelow(2**63))
        self._world.queue(
            "callback_query",
            {
                "id": query_id,
                "from": as_sender(self._user),
                "message": stored.message,
                "chat_instance": str(self.chat_id * 31),
                "data": data,
            },
        )
        return query_id

    def answer_to(self, callback_id: str) -> Json | None:
        """What the bot answered to a press (`text`, `show_alert`); nothing yet: `None`."""
        return self._world.callbacks[callback_id].answer

    def send_photo(self, content: bytes, caption: str | None = None, *, media_group_id: str | None = None) -> int:
        """Send a photo; parts of an album share `media_group_id`."""
        stored = self._world.add_file(content, path=self._world.file_path("photos", "jpg"))
        return self._send_media({"photo": photo_sizes(self._world, stored.file_id)}, caption, media_group_id)

    def send_document(
        self,
        content: bytes,
        caption: str | None = None,
        *,
        name: str = "datei.pdf",
        mime: str = "application/pdf",
        media_group_id: str | None = None,
    ) -> int:
        """Send a file."""
        stored = self._world.add_file(content, path=self._world.file_path("documents", name.rsplit(".", 1)[-1]))
        media = document(self._world, stored.file_id, name=name, mime=mime)
        return self._send_media({"document": media}, caption, media_group_id)

    def _send_media(self, content: Json, caption: str | None, media_group_id: str | None) -> int:
        if caption:
            content["caption"] = caption
        if media_group_id:
            content["media_group_id"] = media_group_id
        return self.send(content)

    def send_location(self, latitude: float, longitude: float) -> int:
        """Send a place."""
        return self.send({"location": {"latitude": latitude, "longitude": longitude}})

    def edit(self, message_id: int, text: str) -> None:
        """Change an own message."""
        stored = self._chat.messages[message_id]
        if not stored.mine:
            raise LookupError("only own messages can be edited")
        field = "caption" if "caption" in stored.message else "text"
        self._world.queue("edited_message", {**stored.message, field: text, "edit_date": self._world.now()})

    def block(self) -> None:
        """Block the bot: it gets 403 from now on."""
        self._set_blocked(blocked=True)

    def unblock(self) -> None:
        """Let the bot in again."""
        self._set_blocked(blocked=False)

    def _set_blocked(self, *, blocked: bool) -> None:
        world = self._world
        world.record("blocked", chat_id=self.chat_id, blocked=blocked)
        change = member_change(chat=self._chat.info, user=self._user, bot=world.bot, date=world.now(), blocked=blocked)
        world.queue("my_chat_member", change)

    def messages(self) -> list[Seen]:
        """All that stands in the chat, oldest first; deleted messages are gone."""
        stored = sorted(self._chat.messages.items())
        return [seen(each.message, mine=each.mine, changed=each.changed) for _, each in stored]

    def last(self) -> Seen:
        """The bot's newest message. Raises `LookupError` where it has said nothing."""
        said = [message for message in self.messages() if not message.mine]
        if not said:
            raise LookupError("the bot has said nothing")
        return said[-1]

    async def wait_for(self, wanted: Wanted, timeout: float = 5.0, *, since: int | None = None) -> Seen:
        """Wait for a message of the bot that contains the text, or for which the test holds; edits count as new.

        Looks at what came after this person's last act, or after `since` (a `Seen.changed`; 0: everything). Raises
        `TimeoutError` with what was said instead.
        """
        start = self._chat.acted.get(self.user_id, 0) if since is None else since
        clock: Any = asyncio.get_running_loop().time
        deadline = clock() + timeout
        while True:
            found = first_match(self.messages(), wanted, since=start)
            if found is not None:
                return found
            left = deadline - clock()
            if left <= 0:
                raise not_seen(wanted, self.messages(), since=start, seconds=timeout)
            await self._world.bell.wait(left)
