"""What is said to staff on Telegram, once for each update, at the group's pace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.channels.telegram.groupupdates import Wrote
from bot.channels.telegram.mapping import address_of
from faq.richtext import Rich
from handoff import grouptopics
from handoff.acts import ActResult, NotFound
from handoff.audit import AuditRow
from handoff.desk.state import Reading
from handoff.journal.journal import Journal
from handoff.journal.records import Class, Commit, Delivery
from handoff.letter import new_row_id
from handoff.staff import StaffRecord
from handoff.staffgroup import CHANNEL, GROUP, Post
from handoff.ticket import Closed, Done, TakenBy, Ticket


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A handoff that a member acts on."""

    conversation: str
    ticket: Ticket
    record: StaffRecord

    @property
    def receipt(self) -> str:
        """Its receipt number."""
        return self.ticket.receipt

    @property
    def is_mine(self) -> bool:
        """Whether this member has it."""
        return self.ticket.owner is not None and self.ticket.owner.login == self.record.login


class Answers:
    """Answers of one town. Every method raises JournalAway."""

    def __init__(self, journal: Journal, reading: Callable[[], Reading]) -> None:
        self._journal = journal
        self.reading = reading

    def say(self, key: str, **args: str) -> str:
        """The text of a key, as the group reads it."""
        return self.reading().say(key, **args)

    def why_not(self, case: Case, result: ActResult) -> str:
        """Why an act did not hold."""
        match result:
            case TakenBy(holder=holder):
                return self.say("group-taken", receipt=case.receipt, name=holder.colleague)
            case Closed() | NotFound() | Done():
                return self.say("group-is-closed", receipt=case.receipt)

    async def tell(self, case: Case, post: Post | str, request: str, *, reply_to: int = 0) -> None:
        """Say something in a handoff's topic, or in the group where there are no topics."""
        post = Post(rich=Rich(text=post)) if isinstance(post, str) else post
        snapshot = await self._journal.snapshot(case.conversation)
        body: dict[str, Any] = {"say": post.rich.text, "keys": post.keys, "n": snapshot.seq if snapshot else 0}
        if reply_to:
            body["reply_to"] = reply_to
        delivery = replace(grouptopics.delivery(case.ticket, body), cls=Class.LIVE)
        await self._journal.commit(
            Commit(conversation=case.conversation, deliveries=(delivery,), request=request, keep_timer=True)
        )

    async def answer(self, event: Wrote, text: str, *, topic: str = "", audit: AuditRow | None = None) -> None:
        """Answer a message where it was written. ``audit``: an act to be written down with it."""
        group = await self._journal.group()
        if not event.private and group is not None and group.chat == event.chat:
            to = GROUP
            body: dict[str, Any] = {"say": text, "reply_to": event.message, **({"topic": topic} if topic else {})}
        else:  # in private, or in a group that is not the staff's (yet)
            to, body = address_of(event.chat), {"text": text}
        delivery = Delivery(id=f"{new_row_id()}.0", channel=CHANNEL, to=to, cls=Class.LIVE, body=body)
        await self.note(audit, f"{event.id}:answer", delivery)

    async def note(self, audit: AuditRow | None, request: str, *deliveries: Delivery) -> None:
        """Write an act of nobody's case down, and what is said of it."""
        rows = (audit,) if audit is not None else ()
        await self._journal.commit(
            Commit(conversation="", deliveries=deliveries, audit=rows, request=request, keep_timer=True)
        )
