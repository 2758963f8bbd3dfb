"""All the server knows: chats, messages, updates, files, profile. Changes only by records: a ledger rebuilds it."""

import asyncio
import base64
import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .faults import FaultPlan
from .ledger import LedgerWriter
from .limits import Throttle
from .refusal import bad_request
from .shapes import Json, bot_user, group_chat, person, private_chat
from .updates import UpdateQueue

CALLBACK_SECONDS = 150.0
DEFAULT_KINDS_WITHOUT = {"chat_member", "message_reaction", "message_reaction_count"}
MESSAGE_KINDS = ("message", "edited_message")


@dataclass(kw_only=True)
class Stored:
    """A message that stands in a chat; `changed` is the world's serial at its last change."""

    message: Json
    mine: bool
    changed: int


@dataclass(kw_only=True)
class Chat:
    """A chat with what stands in it."""

    info: Json
    user: Json | None = None
    blocked: bool = False
    messages: dict[int, Stored] = field(default_factory=dict)
    next_message_id: int = 1
    acted: dict[int, int] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    rights: Json = field(default_factory=dict)
    moved_to: int | None = None


@dataclass(kw_only=True)
class Callback:
    """A button press and, once given, its answer."""

    chat_id: int | None
    user_id: int
    at: float
    answer: Json | None = None


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A file the server can hand out."""

    file_id: str
    unique_id: str
    path: str
    content: bytes


class Bell:
    """Wakes everybody who waits for any change."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake all."""
        for future in self._waiting:
            if not future.done():
                future.set_result(None)

    async def wait(self, seconds: float) -> None:
        """Return at the next ring or after `seconds`."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await asyncio.wait([future], timeout=seconds)
        finally:
            self._waiting.discard(future)


class World:
    """The state, and `record`, the one way to change it."""

    def __init__(
        self, *, token: str, ledger: LedgerWriter, clock: Callable[[], float], throttle: Throttle, seed: int | None
    ) -> None:
        self.token = token
        self.bot = bot_user(bot_id=int(token.partition(":")[0]), first_name="Musterstadt", username="musterstadt_bot")
        self.ledger = ledger
        self.clock = clock
        self.throttle = throttle
        self.faults = FaultPlan()
        self.rng = random.Random(seed)
        self.updates = UpdateQueue(rng=self.rng)
        self.chats: dict[int, Chat] = {}
        self.callbacks: dict[str, Callback] = {}
        self.files: dict[str, StoredFile] = {}
        self.commands: dict[str, list[Json]] = {}
        self.profile: dict[str, str] = {}
        self.webhook: Json = {}
        self.allowed_updates: list[str] = []
        self.serial = 0
        self.last_call = 0
        self.bell = Bell()
        for record in ledger.records:
            self._apply(record)
        if not ledger.records:
            self.record("started", next_update_id=self.rng.randrange(100_000_000, 900_000_000))

    def record(self, kind: str, **fields: Any) -> Json:
        """Write a record down, let it take effect, wake who waits."""
        record: Json = {"at": self.clock(), "kind": kind, **fields}
        self.ledger.append(record)
        self._apply(record)
        self.bell.ring()
        return record

    def now(self) -> int:
        """Unix seconds, as Telegram dates things."""
        return int(self.clock())

    def chat(self, chat_id: int | None) -> Chat:
        """The chat, or Telegram's refusal."""
        if chat_id is None or chat_id not in self.chats:
            raise bad_request("chat not found")
        return self.chats[chat_id]

    def add_citizen(
        self, chat_id: int, *, first_name: str, last_name: str | None, username: str | None, language_code: str
    ) -> None:
        """A person whose private chat with the bot is open; told again, the person is renamed."""
        user = person(
            user_id=chat_id,
            first_name=first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
        )
        known = self.chats.get(chat_id)
        if known is None or known.user != user:
            self.record("chat", chat=private_chat(user), user=user)

    def add_group(self, chat_id: int, *, title: str, forum: bool) -> None:
        """A group that the bot is in."""
        if chat_id not in self.chats:
            self.record("chat", chat=group_chat(chat_id=chat_id, title=title, forum=forum), user=None)

    def add_file(self, content: bytes, *, path: str) -> StoredFile:
        """Keep a file; `path` is its folder and name as `getFile` tells them."""
        file_id, unique_id = f"AgAC{secrets.token_urlsafe(30)}", secrets.token_urlsafe(9)
        encoded = base64.b64encode(content).decode()
        self.record("file", file_id=file_id, unique_id=unique_id, path=path, content=encoded)
        return self.files[file_id]

    def queue(self, kind: str, content: Json, *, stored: bool = True) -> Json:
        """Make an update of `kind` and queue it, unless the bot did not ask for the kind; answers the update."""
        update = {"update_id": self.updates.next_id, kind: content}
        wanted = kind in self.allowed_updates if self.allowed_updates else kind not in DEFAULT_KINDS_WITHOUT
        self.record("update", update=update, stored=stored, withheld=not wanted)
        return update

    def file_path(self, folder: str, extension: str) -> str:
        """A fresh path such as `photos/file_7.jpg`."""
        return f"{folder}/file_{len(self.files)}.{extension}"

    def _apply(self, record: Json) -> None:
        self.serial += 1
        match record["kind"]:
            case "started":
                self.updates.next_id = record["next_update_id"]
            case "chat":
                self._apply_chat(record["chat"], record["user"])
            case "blocked":
                self.chats[record["chat_id"]].blocked = record["blocked"]
            case "rights":
                self.chats[record["chat_id"]].rights = record["rights"]
            case "moved":
                self.chats[record["chat_id"]].moved_to = record["to"]
            case "topic":
                self.chats[record["chat_id"]].topics[record["thread"]] = record["state"]
            case "file":
                content = base64.b64decode(record["content"])
                self.files[record["file_id"]] = StoredFile(
                    file_id=record["file_id"], unique_id=record["unique_id"], path=record["path"], content=content
                )
            case "update":
                self._apply_update(record)
            case "delivered":
                self.updates.mark_delivered(record["update_ids"])
            case "confirmed" | "expired":
                dropped = record["kind"] == "expired" or bool(record.get("dropped"))
                self.updates.mark_confirmed(record["update_ids"], dropped=dropped)
            case "jumped":
                self.updates.jump(record["next_update_id"])
            case "delivery":
                self.updates.times, self.updates.order = record["times"], record["order"]
                self.updates.held = record["held"]
            case "allowed":
                self.allowed_updates = record["kinds"]
            case "accepted":
                self.last_call = max(self.last_call, record["call"])
                self._apply_accepted(record)
            case "answered":
                self.last_call = max(self.last_call, record["call"])

    def _apply_chat(self, info: Json, user: Json | None) -> None:
        if info["id"] in self.chats:
            self.chats[info["id"]].info, self.chats[info["id"]].user = info, user
        else:
            self.chats[info["id"]] = Chat(info=info, user=user)

    def _apply_update(self, record: Json) -> None:
        update = record["update"]
        if not record["withheld"]:
            self.updates.add(update, at=record["at"])
        if not record["stored"]:
            return
        for kind in MESSAGE_KINDS:
            if kind in update:
                chat = self.chats[update[kind]["chat"]["id"]]
                self._store(chat, update[kind], mine=True)
                chat.acted[update[kind]["from"]["id"]] = self.serial
        if "callback_query" in update:
            query = update["callback_query"]
            chat_id, user_id = query["message"]["chat"]["id"], query["from"]["id"]
            self.callbacks[query["id"]] = Callback(chat_id=chat_id, user_id=user_id, at=record["at"])
            self.chats[chat_id].acted[user_id] = self.serial

    def _store(self, chat: Chat, message: Json, *, mine: bool) -> None:
        message_id = message["message_id"]
        chat.messages[message_id] = Stored(message=message, mine=mine, changed=self.serial)
        chat.next_message_id = max(chat.next_message_id, message_id + 1)

    def _apply_accepted(self, record: Json) -> None:
        effect = record.get("effect", {})
        if "message" in record:
            self._store(self.chats[record["chat_id"]], record["message"], mine=False)
        match record["method"]:
            case "deleteMessage":
                self.chats[record["chat_id"]].messages.pop(effect["message_id"], None)
            case "createForumTopic":
                self.chats[record["chat_id"]].topics[effect["thread"]] = "open"
            case "closeForumTopic" | "reopenForumTopic" | "deleteForumTopic":
                self.chats[record["chat_id"]].topics[effect["thread"]] = effect["state"]
            case "answerCallbackQuery":
                self.callbacks[effect["callback_query_id"]].answer = effect
            case "setMyCommands":
                self.commands[effect["key"]] = effect["commands"]
            case "deleteMyCommands":
                self.commands.pop(effect["key"], None)
            case "setMyDescription" | "setMyShortDescription":
                self.profile[effect["key"]] = effect["text"]
            case "setWebhook" | "deleteWebhook":
                self.webhook = effect["webhook"]
            case _:
                pass
