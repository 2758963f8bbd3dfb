"""Deliveries to the staff's group: finds what they say now, sends it, and keeps topics and the group's id true.

One call to Telegram a delivery, so that the pace of the group is that of its lane.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol

from bot.channels.channel import Key, Needless, Outgoing, TryLater
from bot.channels.telegram.groupwire import GroupAway, GroupMoved, GroupWire, MessageGone, TopicGone
from handoff import grouptopics
from handoff.desk.state import Reading
from handoff.journal.mailing import Told
from handoff.journal.pairings import Group
from handoff.journal.records import Commit, JournalError, Row, Sending
from handoff.letter import rich_of
from handoff.notices import DUE, LATE, REVIEW, due_in, due_key
from handoff.staffgroup import Mode, Post, conduct_post, digest, due_post, is_waiting, notice
from handoff.ticket import Ticket

AWAY_SECONDS = 30.0
STORE_SECONDS = 1.0
NEXT_CALL_SECONDS = 3.1  # the pace of the group, see bot/opening.py

log = logging.getLogger(__name__)


class PostsJournal(Protocol):
    """What the posts need of a town's journal; every method raises JournalAway."""

    async def group(self) -> Group | None:
        """The paired group."""
        ...

    async def group_moved(self, old: int, new: int) -> None:
        """It has another id."""
        ...

    async def group_away(self, reason: str) -> bool:
        """Note whether it can be written to; whether that is news."""
        ...

    async def topic(self, receipt: str) -> int | None:
        """The topic of a handoff."""
        ...

    async def put_topic(self, receipt: str, thread: int) -> None:
        """A topic was made."""
        ...

    async def forget_topic(self, receipt: str, thread: int) -> None:
        """A topic is gone."""
        ...

    async def handoff(self, receipt: str) -> tuple[str, Ticket] | None:
        """A handoff by its receipt."""
        ...

    async def case_rows(self, case: str, upto: int) -> list[Row]:
        """The rows of a case up to a number."""
        ...

    async def commit(self, commit: Commit) -> object:
        """Write deliveries."""
        ...

    async def told_late(self) -> list[tuple[str, Ticket]]:
        """The handoffs whose promised time is near or over."""
        ...

    async def told(self, to: str) -> Told:
        """What was told there last."""
        ...

    async def tell(self, to: str, told: Told) -> None:
        """Write down what is told there now."""
        ...


class GroupPosts:
    """Sends one town's deliveries to its staff's group. ``desk``: the desk's address."""

    def __init__(
        self,
        journal: PostsJournal,
        wire: GroupWire,
        reading: Callable[[], Reading],
        mode: Callable[[], Mode],
        desk: str,
        *,
        away_seconds: float = AWAY_SECONDS,
        next_call: float = NEXT_CALL_SECONDS,
    ) -> None:
        self._journal = journal
        self._wire = wire
        self._reading = reading
        self._mode = mode
        self._desk = desk
        self._away_seconds = away_seconds
        self._next_call = next_call

    async def send(self, sending: Sending) -> str:
        """Send a delivery; the message's id. Raises ChannelError."""
        try:
            return await self._send(sending)
        except JournalError:
            raise TryLater(STORE_SECONDS, "store away") from None

    async def _send(self, sending: Sending) -> str:
        group = await self._journal.group()
        if group is None:
            raise Needless("no group")
        try:
            sent = await self._post(group, sending)
        except GroupMoved as moved:
            await self._journal.group_moved(group.chat, moved.new)
            log.info("staff group moved", extra={"action": "group.moved"})
            raise TryLater(self._next_call, "group moved") from None
        except GroupAway as away:
            if await self._journal.group_away(away.reason):
                log.critical("staff group away", extra={"action": "group.away", "reason": away.reason})
            raise TryLater(self._away_seconds, f"group away: {away.reason}") from None
        if group.away not in {"", "topics"} and await self._journal.group_away(""):
            log.info("staff group is back", extra={"action": "group.back"})
        return sent

    async def _post(self, group: Group, sending: Sending) -> str:
        if thread := int(sending.body.get(grouptopics.DROPS, 0)):
            if not await self._wire.drop_topic(group.chat, thread):
                log.warning("topic not deleted", extra={"action": "group.topic_kept", "thread": thread})
            return str(thread)
        receipt = str(sending.body.get("topic", ""))
        if receipt and self._mode() == "topics":
            return await self._to_topic(group, sending, receipt)
        if "say" in sending.body:
            return await self._put(group, 0, sending, _said(sending))
        if "conduct" in sending.body:
            return await self._put(group, 0, sending, self._conduct(sending))
        if "due" in sending.body:
            return await self._put(group, 0, sending, await self._due(sending))
        if "card" not in sending.body:
            raise Needless("no topics")
        return await self._put(group, 0, sending, await self._notices(sending))

    async def _put(self, group: Group, thread: int, sending: Sending, post: Post) -> str:
        """Change the message, or send one where there is none (any more)."""
        keys = tuple(tuple(Key(label=label, data=data) for label, data in row) for row in post.keys)
        message = Outgoing(rich=post.rich, keys=keys)
        if sending.message:
            try:
                return await self._wire.edit(group.chat, sending.message, message)
            except MessageGone:
                pass  # somebody has deleted it
        return await self._wire.send(group.chat, thread, message, reply_to=int(sending.body.get("reply_to", 0)))

    # -- notices

    async def _notices(self, sending: Sending) -> Post:
        """What the message about one or several handoffs says now. Raises Needless."""
        tickets, conversations = list[Ticket](), list[str]()
        for slot in sending.slots:
            found = await self._journal.handoff(slot)
            if found is not None and (sending.message or is_waiting(found[1])):
                conversations.append(found[0])
                tickets.append(found[1])
        if not tickets:
            raise Needless("nobody waits")
        reading = self._reading()
        if len(tickets) == 1:
            return notice(tickets[0], f"{self._desk}/case/{conversations[0]}", reading)
        return digest(tickets, f"{self._desk}?show=waiting", reading)

    def _conduct(self, sending: Sending) -> Post:
        about, department = str(sending.body["conduct"]), str(sending.body["department"])
        page = "reviews" if about == REVIEW else f"case/{sending.body['conversation']}"
        return conduct_post(about, department, f"{self._desk}/{page}", self._reading())

    async def _due(self, sending: Sending) -> Post:
        """What has become due since the last such message, and what is still late. Raises Needless."""
        tickets = [ticket for _, ticket in await self._journal.told_late()]
        due, late = due_in(tickets, DUE), due_in(tickets, LATE)
        keys = tuple(f"{kind}/{due_key(ticket)}" for kind, some in ((DUE, due), (LATE, late)) for ticket in some)
        news = (await self._journal.told("group:due")).news_in(keys, sending.id)
        if not news:
            raise Needless("nothing new")
        await self._journal.tell("group:due", Told(by=sending.id, keys=keys, news=news))
        return due_post(due, late, self._desk, self._reading())

    # -- topics

    async def _to_topic(self, group: Group, sending: Sending, receipt: str) -> str:
        found = await self._journal.handoff(receipt)
        if found is None:
            raise Needless("no handoff")
        conversation, ticket = found
        thread = await self._journal.topic(receipt)
        if thread is None:
            if not ticket.is_open:
                raise Needless("over before anybody saw it")
            return await self._begin(group, sending, conversation, ticket)
        try:
            if "shut" in sending.body or "opens" in sending.body:
                if ticket.is_open == ("shut" in sending.body):
                    raise Needless("it has changed again")
                await (self._wire.open_topic if ticket.is_open else self._wire.shut_topic)(group.chat, thread)
                return str(thread)
            return await self._put(group, thread, sending, await self._in_topic(sending, conversation, ticket))
        except TopicGone:
            await self._journal.forget_topic(receipt, thread)
            raise TryLater(0, "topic gone") from None

    async def _begin(self, group: Group, sending: Sending, conversation: str, ticket: Ticket) -> str:
        """Make the topic. What it begins with goes before what found none; that is sent with the next call."""
        reading = self._reading()
        try:
            thread = await self._wire.make_topic(group.chat, grouptopics.title(ticket, reading))
        except GroupAway as away:
            if away.reason != "topics":
                raise
            if await self._journal.group_away(away.reason):
                log.critical("no topics in the staff group", extra={"action": "group.away", "reason": away.reason})
            # Nobody shall wait unseen because a right is missing: a notice without content does not need it.
            post = notice(ticket, f"{self._desk}/case/{conversation}", reading)
            if "card" not in sending.body:
                raise Needless("no topics") from None
            return await self._put(group, 0, sending, post)
        if "card" not in sending.body:
            n = int(sending.body.get("n", 0))
            head = grouptopics.head_delivery(ticket, first=True)
            history = grouptopics.history_delivery(ticket, n, first=True)
            # Each goes to the front: the last one is the first.
            deliveries = (head,) if "history" in sending.body else (history, head)
            # Before the topic is known: else it would have no beginning if this process ended here.
            await self._journal.commit(
                Commit(
                    conversation=conversation,
                    deliveries=deliveries,
                    request=f"topic:{sending.id}",
                    keep_timer=True,
                )
            )
        await self._journal.put_topic(ticket.receipt, thread)
        if group.away and await self._journal.group_away(""):
            log.info("staff group is back", extra={"action": "group.back"})
        raise TryLater(self._next_call, "topic made")

    async def _in_topic(self, sending: Sending, conversation: str, ticket: Ticket) -> Post:
        body, reading = sending.body, self._reading()
        if "card" in body:
            return grouptopics.head(ticket, f"{self._desk}/case/{conversation}", reading)
        if "history" in body:
            return grouptopics.history(await self._journal.case_rows(ticket.case, int(body["history"])), reading)
        if "failed" in body:
            return grouptopics.failed(str(body["failed"]), reading)
        if "say" in body:
            return _said(sending)
        return grouptopics.message((body, *sending.more), reading)


def _said(sending: Sending) -> Post:
    body = sending.body
    keys = tuple(tuple((str(label), str(data)) for label, data in row) for row in body.get("keys", ()))
    return Post(rich=rich_of({"text": body["say"]}), keys=keys)
