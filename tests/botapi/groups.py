"""Groups: the methods about topics, members and reactions, and a group as a test drives it."""

from typing import Any

from .calls import Call
from .refusal import Refusal, bad_request
from .shapes import Json, as_sender
from .world import Chat, World

MAX_TITLE = 128
RIGHTS = ("can_manage_chat", "can_delete_messages", "can_manage_topics", "can_pin_messages", "can_invite_users")


def create_forum_topic(world: World, call: Call) -> Any:
    """`createForumTopic`; its service message counts as a message of the group."""
    chat = _forum(world, call)
    name = (call.text("name") or "").strip()
    if not name or len(name) > MAX_TITLE:
        raise bad_request("TOPIC_TITLE_EMPTY" if not name else "TOPIC_TITLE_TOO_LONG")
    count(world, chat)
    thread = chat.next_message_id
    message: Json = {
        "message_id": thread,
        "message_thread_id": thread,
        "is_topic_message": True,
        "from": as_sender(world.bot),
        "chat": chat.info,
        "date": world.now(),
        "forum_topic_created": {"name": name, "icon_color": 7322096},
    }
    effect = {"thread": thread, "name": name}
    world.record(
        "accepted", call=call.number, method=call.method, chat_id=chat.info["id"], message=message, effect=effect
    )
    return {"message_thread_id": thread, "name": name, "icon_color": 7322096}


def close_forum_topic(world: World, call: Call) -> Any:
    """`closeForumTopic`."""
    return _change(world, call, "closed")


def reopen_forum_topic(world: World, call: Call) -> Any:
    """`reopenForumTopic`."""
    return _change(world, call, "open")


def delete_forum_topic(world: World, call: Call) -> Any:
    """`deleteForumTopic`."""
    return _change(world, call, "deleted")


def get_chat_member(world: World, call: Call) -> Any:
    """`getChatMember`, of the bot itself or of a person who has spoken there."""
    chat = reachable(world, call)
    user_id = call.integer("user_id")
    if user_id == world.bot["id"]:
        return _me(world, chat)
    person = world.chats.get(user_id or 0)
    if person is None or person.user is None:
        raise bad_request("user not found")
    return {"user": as_sender(person.user), "status": "member"}


def get_chat_administrators(world: World, call: Call) -> Any:
    """`getChatAdministrators`: the bot, if it is one."""
    me = _me(world, reachable(world, call))
    return [me] if me["status"] == "administrator" else []


def set_message_reaction(world: World, call: Call) -> Any:
    """`setMessageReaction` with one emoji."""
    chat = reachable(world, call)
    message_id = call.integer("message_id") or 0
    if message_id not in chat.messages:
        raise bad_request("message to react not found")
    reaction = call.structure("reaction") or []
    effect = {"message_id": message_id, "emoji": [str(each.get("emoji", "")) for each in reaction]}
    world.record("accepted", call=call.number, method=call.method, chat_id=chat.info["id"], effect=effect)
    return True


def reachable(world: World, call: Call) -> Chat:
    """The chat, unless it has moved or the bot is not in it any more."""
    chat = world.chat(call.chat_id)
    check_moved(chat)
    if chat.blocked:
        raise Refusal(403, "Forbidden: bot was kicked from the supergroup chat")
    return chat


def check_moved(chat: Chat) -> None:
    """Refuse what has become a supergroup, as Telegram does."""
    if chat.moved_to is not None:
        reason = "Bad Request: group chat was upgraded to a supergroup chat"
        raise Refusal(400, reason, {"migrate_to_chat_id": chat.moved_to})


def check_topic(chat: Chat, thread: int) -> None:
    """Refuse a message for a topic that is not there."""
    match chat.topics.get(thread) if chat.info.get("is_forum") else None:
        case None | "deleted":
            raise bad_request("message thread not found")
        case "closed":
            raise bad_request("TOPIC_CLOSED")


def count(world: World, chat: Chat) -> None:
    """Count a message of the group."""
    wait = world.throttle.take(chat.info["id"], group=True, edit=False, now=world.clock())
    if wait is not None:
        raise Refusal(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})


def _forum(world: World, call: Call) -> Chat:
    chat = reachable(world, call)
    if not chat.info.get("is_forum"):
        raise bad_request("the chat is not a forum")
    if not chat.rights.get("can_manage_topics"):
        raise bad_request("not enough rights to create a topic")
    return chat


def _change(world: World, call: Call, state: str) -> bool:
    chat = _forum(world, call)
    thread = call.integer("message_thread_id") or 0
    if chat.topics.get(thread, "deleted") == "deleted":
        raise bad_request("message thread not found")
    if chat.topics[thread] == state:
        raise bad_request("TOPIC_NOT_MODIFIED")
    effect = {"thread": thread, "state": state}
    world.record("accepted", call=call.number, method=call.method, chat_id=chat.info["id"], effect=effect)
    return True


def _me(world: World, chat: Chat) -> Json:
    user = as_sender(world.bot)
    if not chat.rights.get("admin"):
        return {"user": user, "status": "member"}
    rights = {name: bool(chat.rights.get(name)) for name in RIGHTS}
    plain = dict.fromkeys(("can_be_edited", "is_anonymous"), False)
    others = (
        *("can_manage_video_chats", "can_restrict_members", "can_promote_members", "can_change_info"),
        *("can_post_stories", "can_edit_stories", "can_delete_stories"),
    )
    return {"user": user, "status": "administrator", **plain, **rights, **dict.fromkeys(others, False)}


class Team:
    """A group with the bot in it. `privacy` is the bot's: without admin rights it sees commands and replies only."""

    def __init__(self, world: World, chat_id: int) -> None:
        self._world = world
        self.chat_id = chat_id

    @property
    def _chat(self) -> Chat:
        return self._world.chats[self.chat_id]

    def rights(self, *, admin: bool = True, topics: bool = True) -> None:
        """Make the bot an admin of the group, or take that from it."""
        self._world.record("rights", chat_id=self.chat_id, rights={"admin": admin, "can_manage_topics": topics})

    def kick(self) -> None:
        """Throw the bot out: it gets 403 from now on."""
        self._world.record("blocked", chat_id=self.chat_id, blocked=True)

    def let_back(self) -> None:
        """Let it in again."""
        self._world.record("blocked", chat_id=self.chat_id, blocked=False)

    def migrate(self, to: int) -> None:
        """The group becomes the supergroup `to`; what stood in the old one stays there."""
        info = {**self._chat.info, "id": to, "type": "supergroup"}
        self._world.record("chat", chat=info, user=None)
        self._world.record("rights", chat_id=to, rights=self._chat.rights)
        self._world.record("moved", chat_id=self.chat_id, to=to)

    def set_topic(self, thread: int, state: str) -> None:
        """Somebody closes, opens or deletes a topic."""
        self._world.record("topic", chat_id=self.chat_id, thread=thread, state=state)

    def topics(self) -> dict[int, str]:
        """The topics' numbers and states (open, closed, deleted)."""
        return dict(self._chat.topics)
