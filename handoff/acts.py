"""What staff can do: load, decide, commit, answer at once.

Used by the desk, the staff group and the command line alike; who may do what is decided in ``handoff.ticket``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, Protocol

from faq.richtext import Rich
from handoff import ticket as rules
from handoff.address import channel_of
from handoff.announcing import Announce, TicketChange, unannounced
from handoff.counting import counter
from handoff.journal.records import Commit, Committed, Delivery, Repeat, Row, Snapshot, Stale
from handoff.letter import Enclosure, Letter, new_row_id, write_letter
from handoff.ticket import Closed, Done, End, Outcome, Staff, TakenBy, Ticket, ticket_to_json

TRIES = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class NotFound:
    """There is no handoff in this conversation."""


ActResult = Outcome | NotFound


class ActsJournal(Protocol):
    """What acts need of the journal."""

    async def snapshot(self, conversation: str) -> Snapshot | None:
        """The conversation now."""
        ...

    async def commit(self, commit: Commit) -> Committed | Stale | Repeat:
        """Write it whole or not at all."""
        ...


Change = Literal["claimed", "released", "closed", "replied"]
Via = Mapping[str, Any]
"""What a row's body says about where it was written, such as the message in the staff group."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Plan:
    """What an allowed act writes besides the ticket."""

    action: str
    mail: Change | None = None
    queue: str | None = None
    letter: Letter | None = None
    note: Row | None = None
    wait: tuple[str, int] | None = None
    counter: str = ""
    settle_all: bool = False
    news: tuple[Delivery, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """What joins the transcript."""
        return (*((self.letter.row,) if self.letter else ()), *((self.note,) if self.note else ()))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Step:
    """An allowed act: the ticket before and after it, at Redis' time; where staff speak and where the citizen is."""

    before: Ticket
    after: Ticket
    now: datetime
    channel: str
    channels: frozenset[str]


class Acts:
    """The staff's acts on one town's journal.

    ``max_text``: UTF-16 units a message by channel with an outbox; ``max_caption``: the same of a text under a file.
    Staff speak where the citizen spoke last; ``elsewhere`` names the channels on which they must not, and where they do
    instead.
    """

    def __init__(
        self,
        journal: ActsJournal,
        max_text: Mapping[str, int],
        announce: Announce = unannounced,
        elsewhere: Callable[[], Mapping[str, str]] = dict,
        max_caption: Mapping[str, int] | None = None,
    ) -> None:
        self._journal = journal
        self._max_text = max_text
        self._announce = announce
        self._elsewhere = elsewhere
        self._max_caption = max_caption or {}

    async def channel(self, conversation: str) -> str:
        """Where staff speak with the citizen of a conversation now; empty where there is none."""
        snapshot = await self._journal.snapshot(conversation)
        return self._speaks_on(snapshot) if snapshot is not None else ""

    async def claim(self, conversation: str, staff: Staff, *, request: str) -> ActResult:
        """Take the handoff: exactly one wins."""

        def plan(step: _Step) -> _Plan:
            waited = max(0, int((step.now - step.before.asked_at).total_seconds()))
            first = step.before.first_claimed_at is None
            return _Plan(
                action="claim",
                mail="claimed" if step.before.owner is None else None,
                queue="",
                wait=(step.before.department, waited) if first else None,
            )

        return await self._act(conversation, staff, request, lambda t, now: rules.claim(t, staff, now), plan)

    async def release(self, conversation: str, staff: Staff, *, request: str) -> ActResult:
        """Give the handoff back to the queue, at its first asked time."""

        def plan(step: _Step) -> _Plan:
            had_owner = step.before.owner is not None  # else nothing changes for the citizen
            return _Plan(action="release", mail="released" if had_owner else None, queue=step.before.department)

        return await self._act(conversation, staff, request, lambda t, _: rules.release(t, staff), plan)

    async def transfer(self, conversation: str, staff: Staff, department: str, *, request: str) -> ActResult:
        """Hand the handoff to another department's queue, at its first asked time."""

        def plan(step: _Step) -> _Plan:
            had_owner = step.before.owner is not None
            return _Plan(action="transfer", mail="released" if had_owner else None, queue=department)

        return await self._act(conversation, staff, request, lambda t, _: rules.transfer(t, staff, department), plan)

    async def note(
        self, conversation: str, staff: Staff, text: str, *, request: str, via: Via | None = None
    ) -> ActResult:
        """Write something into the transcript that staff alone read."""
        row = Row(id=new_row_id(), who="note", name=staff.colleague, body={"text": text, **(via or {})})
        plan = _Plan(action="note", note=row)
        return await self._act(conversation, staff, request, lambda t, _: rules.note(t), lambda _: plan)

    async def park(self, conversation: str, staff: Staff, until: datetime, *, request: str) -> ActResult:
        """Set the handoff aside until a time."""
        plan = _Plan(action="park")
        return await self._act(conversation, staff, request, lambda t, _: rules.park(t, staff, until), lambda _: plan)

    async def close(self, conversation: str, staff: Staff, end: End, *, request: str) -> ActResult:
        """End the handoff."""
        plan = _Plan(action="close", mail="closed", queue="", counter=f"end:{end.value}", settle_all=True)
        return await self._act(
            conversation, staff, request, lambda t, now: rules.close(t, staff, end, now), lambda _: plan
        )

    async def reply(
        self,
        conversation: str,
        staff: Staff,
        fence: int,
        rich: Rich,
        *,
        request: str,
        files: Sequence[Enclosure] = (),
        row: str = "",
        edits: str = "",
        via: Via | None = None,
    ) -> ActResult:
        """Speak to the citizen. ``Done`` means stored; what becomes of it is in the delivery states.

        ``files`` must be on disk. ``row``: the id of the transcript's row, where somebody will need to find it.
        ``edits``: the row of an earlier reply that this is a new version of; it is changed at the citizen's where the
        channel can.
        """

        def plan(step: _Step) -> _Plan:
            letter = write_letter(
                row_id=row or new_row_id(),
                who="person",
                name=staff.name,
                rich=rich,
                channel=step.channel,
                conversation=conversation,
                max_text=self._max_text.get(step.channel),
                settles=True,
                files=files,
                max_caption=self._max_caption.get(step.channel, 0),
                more={**(via or {}), "colleague": staff.full_name, **({"edit_of": edits} if edits else {})},
                slot=edits or row,
            )
            claimed_again = step.before.owner is None
            unseen = step.channel not in self._max_text and not step.channels.isdisjoint(self._max_text)
            return _Plan(
                action="reply",
                letter=letter,
                queue="" if claimed_again else None,
                counter="reply",
                mail="replied" if unseen else None,
            )

        return await self._act(conversation, staff, request, lambda t, now: rules.reply(t, staff, fence, now), plan)

    async def _act(
        self,
        conversation: str,
        staff: Staff,
        request: str,
        decide: Callable[[Ticket, datetime], Outcome],
        plan: Callable[[_Step], _Plan],
    ) -> ActResult:
        for _ in range(TRIES):
            snapshot = await self._journal.snapshot(conversation)
            if snapshot is None or snapshot.ticket is None:
                return NotFound()
            before = snapshot.ticket
            outcome = decide(before, snapshot.now)
            if not isinstance(outcome, Done):
                return await self._said_before(conversation, request, outcome)
            step = self._step(snapshot, before, outcome.ticket)
            planned = plan(step)
            change = TicketChange(
                conversation=conversation,
                before=before,
                after=outcome.ticket,
                now=snapshot.now,
                channel=step.channel,
                rows=planned.rows,
                seq=snapshot.seq + len(planned.rows),
            )
            whole = replace(planned, news=self._announce(change))
            written = await self._journal.commit(_commit(snapshot, step, staff, request, whole))
            match written:
                case Committed() | Repeat():
                    return outcome
                case Stale():
                    continue
        # Every try met another writer: the state as it is now decides.
        snapshot = await self._journal.snapshot(conversation)
        if snapshot is not None and snapshot.ticket is not None and snapshot.ticket.owner not in (None, staff):
            return TakenBy(holder=snapshot.ticket.owner) if snapshot.ticket.owner else Closed()
        raise TimeoutError("the conversation kept changing; try again")

    def _step(self, snapshot: Snapshot, before: Ticket, after: Ticket) -> _Step:
        return _Step(
            before=before,
            after=after,
            now=snapshot.now,
            channel=self._speaks_on(snapshot),
            channels=frozenset(map(channel_of, snapshot.addresses)),
        )

    def _speaks_on(self, snapshot: Snapshot) -> str:
        made_on = snapshot.ticket.channel if snapshot.ticket is not None else ""
        spoken = channel_of(snapshot.address) or made_on
        return self._elsewhere().get(spoken, spoken)

    async def _said_before(self, conversation: str, request: str, outcome: Outcome) -> ActResult:
        """A refused act whose request was committed before answers as it did then."""
        again = await self._journal.commit(Commit(conversation=conversation, request=request, ticket_version=-1))
        if isinstance(again, Repeat):
            snapshot = await self._journal.snapshot(conversation)
            if snapshot is not None and snapshot.ticket is not None:
                return Done(ticket=snapshot.ticket)
        return outcome


def _commit(snapshot: Snapshot, step: _Step, staff: Staff, request: str, plan: _Plan) -> Commit:
    after = step.after
    return Commit(
        conversation=snapshot.conversation,
        ticket_version=snapshot.ticket_version,
        ticket=ticket_to_json(after),
        rows=plan.rows,
        deliveries=(*(plan.letter.deliveries if plan.letter else ()), *plan.news),
        queue=plan.queue,
        settle_all=plan.settle_all,
        asked_at=after.asked_at,
        wait=plan.wait,
        mail=(_ticket_changed(plan.mail, staff, after),) if plan.mail is not None else (),
        counters={counter(step.now, after, plan.counter): 1} if plan.counter else {},
        audit=(_audit(plan.action, staff, after, step.now),),
        keep_timer=True,
        request=request,
    )


def _ticket_changed(change: Change, staff: Staff, ticket: Ticket) -> str:
    # The bot's event of the same name; spelled here because the arrows point down.
    return json.dumps(
        {
            "kind": "ticket_changed",
            "id": f"tk:{ticket.receipt}:{ticket.fence}:{change}",
            "change": change,
            "name": staff.name,
            "end": ticket.end.value if ticket.end else "",
        },
        ensure_ascii=False,
    )


def _audit(action: str, staff: Staff, ticket: Ticket, now: datetime) -> dict[str, Any]:
    return {"at": now.isoformat(), "who": staff.login, "action": action, "receipt": ticket.receipt}
