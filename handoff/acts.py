"""What staff can do: load, decide, commit, answer at once.

Used by the desk, the staff group and the command line alike; who may do what is decided in ``handoff.ticket``.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, Protocol

from faq.richtext import Rich
from handoff import outgoing
from handoff import ticket as rules
from handoff.address import channel_of
from handoff.announcing import Announce, TicketChange, unannounced
from handoff.audit import Action, AuditRow
from handoff.audit import row as audit_row
from handoff.counting import counter, taken_counters
from handoff.enclosure import Enclosure
from handoff.journal.records import Commit, Committed, Delivery, Repeat, Row, Snapshot, Stale
from handoff.letter import Letter, new_row_id, write_letter
from handoff.ticket import Closed, Done, End, Outcome, Staff, TakenBy, Ticket

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


Change = Literal["claimed", "released", "closed", "replied", "handed_over", "reopened", "reminded"]
Via = Mapping[str, Any]
"""What a row's body says about where it was written, such as the message in the staff group."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What an allowed act writes besides the ticket.

    ``why``: what the record of the act says besides who and what. ``counters``: names of what is counted. ``also``: a
    second act in the same commit; it writes no rows.
    """

    action: Action | None
    mail: Change | None = None
    queue: str | None = None
    letter: Letter | None = None
    note: Row | None = None
    counters: tuple[str, ...] = ()
    settle_all: bool = False
    news: tuple[Delivery, ...] = ()
    why: Mapping[str, str] = field(default_factory=dict)
    also: Plan | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """What joins the transcript."""
        return (*((self.letter.row,) if self.letter else ()), *((self.note,) if self.note else ()))

    @property
    def all(self) -> tuple[Plan, ...]:
        """This plan and what is done with it."""
        return (self, *((self.also,) if self.also else ()))


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
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
        self.leave_first: Callable[[str, Staff], Awaitable[None]] | None = None
        """Says what a member has sent and could still take back; done before they give the handoff away."""

    async def channel(self, conversation: str) -> str:
        """Where staff speak with the citizen of a conversation now; empty where there is none."""
        snapshot = await self._journal.snapshot(conversation)
        return self.speaks_on(snapshot) if snapshot is not None else ""

    async def claim(self, conversation: str, staff: Staff, *, request: str) -> ActResult:
        """Take the handoff: exactly one wins."""

        def plan(step: Step) -> Plan:
            return Plan(action=Action.CLAIM, mail="claimed" if step.before.owner is None else None, queue="")

        return await self.perform(conversation, staff, request, lambda t, now: rules.claim(t, staff, now), plan)

    async def release(self, conversation: str, staff: Staff, *, request: str) -> ActResult:
        """Give the handoff back to the queue, at its first asked time."""

        def plan(step: Step) -> Plan:
            had_owner = step.before.owner is not None  # else nothing changes for the citizen
            return Plan(action=Action.RELEASE, mail="released" if had_owner else None, queue=step.before.department)

        return await self.perform(conversation, staff, request, lambda t, _: rules.release(t, staff), plan)

    async def note(
        self, conversation: str, staff: Staff, text: str, *, request: str, via: Via | None = None
    ) -> ActResult:
        """Write something into the transcript that staff alone read."""
        row = Row(id=new_row_id(), who="note", name=staff.colleague, body={"text": text, **(via or {})})
        plan = Plan(action=Action.NOTE, note=row)
        return await self.perform(conversation, staff, request, lambda t, _: rules.note(t), lambda _: plan)

    async def park(self, conversation: str, staff: Staff, until: datetime, *, request: str) -> ActResult:
        """Set the handoff aside until a time."""
        plan = Plan(action=Action.PARK, why={"until": until.isoformat(timespec="seconds")})
        return await self.perform(
            conversation, staff, request, lambda t, _: rules.park(t, staff, until), lambda _: plan
        )

    async def close(self, conversation: str, staff: Staff, end: End, *, request: str) -> ActResult:
        """End the handoff."""

        def plan(step: Step) -> Plan:
            counted = (counter(step.now, step.after, f"end:{end.value}"),)
            return Plan(action=Action.CLOSE, mail="closed", queue="", counters=counted, settle_all=True)

        return await self.perform(conversation, staff, request, lambda t, now: rules.close(t, staff, end, now), plan)

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

        def plan(step: Step) -> Plan:
            more = {**(via or {}), "colleague": staff.full_name, **({"edit_of": edits} if edits else {})}
            return self.reply_plan(step, conversation, staff, rich, files, row=row or "", edits=edits, more=more)

        return await self.perform(conversation, staff, request, lambda t, now: rules.reply(t, staff, fence, now), plan)

    def reply_plan(
        self,
        step: Step,
        conversation: str,
        staff: Staff,
        rich: Rich,
        files: Sequence[Enclosure],
        *,
        row: str,
        edits: str,
        more: Via,
        entry: str = "",
        settles: bool = True,
    ) -> Plan:
        """What an allowed reply writes; ``more`` joins its row, ``entry`` is the FAQ item it was taken from.

        ``settles``: it answers all that is open.
        """
        letter = write_letter(
            row_id=row or new_row_id(),
            who="person",
            name=staff.name,
            rich=rich,
            channel=step.channel,
            conversation=conversation,
            max_text=self._max_text.get(step.channel),
            settles=settles,
            files=files,
            max_caption=self._max_caption.get(step.channel, 0),
            more=more,
            slot=edits or row,
        )
        claimed_again = step.before.owner is None
        unseen = step.channel not in self._max_text and not step.channels.isdisjoint(self._max_text)
        return Plan(
            action=Action.REPLY,
            letter=letter,
            queue="" if claimed_again else None,
            counters=(counter(step.now, step.after, "reply", entry),),
            mail="replied" if unseen else None,
        )

    async def perform(
        self,
        conversation: str,
        staff: Staff,
        request: str,
        decide: Callable[[Ticket, datetime], Outcome],
        plan: Callable[[Step], Plan],
        *,
        past: Ticket | None = None,
    ) -> ActResult:
        """Load, decide, commit: the one way in which an act changes a handoff.

        ``past``: the ended handoff that is meant where the conversation has none that is open.
        """
        for _ in range(TRIES):
            snapshot = await self._journal.snapshot(conversation)
            if snapshot is None:
                return NotFound()
            before = snapshot.ticket
            if past is not None and (before is None or not before.is_open):
                before = past
            if before is None:
                return NotFound()
            outcome = decide(before, snapshot.now)
            if not isinstance(outcome, Done):
                return await self._said_before(conversation, request, outcome)
            if self.leave_first is not None and outgoing.goes_first(before, outcome.ticket, staff):
                await self.leave_first(conversation, staff)
                continue
            if not snapshot.case and outcome.ticket.is_open:  # what is open lies in a case that is
                outcome = Done(ticket=replace(outcome.ticket, case=secrets.token_urlsafe(9)))
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

    def _step(self, snapshot: Snapshot, before: Ticket, after: Ticket) -> Step:
        return Step(
            before=before,
            after=after,
            now=snapshot.now,
            channel=self.speaks_on(snapshot),
            channels=frozenset(map(channel_of, snapshot.addresses)),
        )

    def speaks_on(self, snapshot: Snapshot) -> str:
        """The channel on which staff speak in a conversation as it is now."""
        made_on = snapshot.ticket.channel if snapshot.ticket is not None else ""
        spoken = channel_of(snapshot.address) or made_on
        return self._elsewhere().get(spoken, spoken)

    async def _said_before(self, conversation: str, request: str, outcome: Outcome) -> ActResult:
        """A refused act whose request was committed before answers as it did then."""
        if not request:
            return outcome
        again = await self._journal.commit(Commit(conversation=conversation, request=request, ticket_version=-1))
        if isinstance(again, Repeat):
            snapshot = await self._journal.snapshot(conversation)
            if snapshot is not None and snapshot.ticket is not None:
                return Done(ticket=snapshot.ticket)
        return outcome


def _commit(snapshot: Snapshot, step: Step, staff: Staff, request: str, plan: Plan) -> Commit:
    before, after = step.before, step.after
    taken = before.first_claimed_at is None and after.first_claimed_at is not None  # whichever act it was
    waited = max(0, int((step.now - before.asked_at).total_seconds()))
    counted = [name for one in plan.all for name in one.counters]
    return Commit(
        conversation=snapshot.conversation,
        ticket_version=snapshot.ticket_version,
        ticket=after,
        rows=plan.rows,
        deliveries=(*(plan.letter.deliveries if plan.letter else ()), *plan.news),
        queue=next((one.queue for one in reversed(plan.all) if one.queue is not None), None),
        settle_all=any(one.settle_all for one in plan.all),
        wait=(before.department, waited) if taken else None,
        # Whoever is told of a reply is told which row it is: another one that came in between would move it.
        seq=snapshot.seq if any(one.mail == "replied" for one in plan.all) else None,
        mail=tuple(
            _ticket_changed(one.mail, staff, after, snapshot.seq + 1) for one in plan.all if one.mail is not None
        ),
        counters=dict.fromkeys([*counted, *(taken_counters(step.now, before) if taken else ())], 1),
        audit=tuple(_audit(one, staff, after) for one in plan.all if one.action is not None),
        by=staff.login,
        case=after.case if after.is_open and not snapshot.case else "",
        keep_timer=True,
        request=request,
    )


def _ticket_changed(change: Change, staff: Staff, ticket: Ticket, row: int) -> str:
    # The bot's event of the same name; spelled here because the arrows point down. The citizen hears of whoever has the
    # handoff now, which need not be who gave it to them.
    return json.dumps(
        {
            "kind": "ticket_changed",
            "id": f"tk:{ticket.receipt}:{ticket.fence}:{change}",
            "change": change,
            "name": ticket.owner.name if ticket.owner is not None else staff.name,
            "end": ticket.end.value if ticket.end else "",
            **({"row": row} if change == "replied" else {}),
        },
        ensure_ascii=False,
    )


def _audit(plan: Plan, staff: Staff, ticket: Ticket) -> AuditRow:
    assert plan.action is not None
    return audit_row(staff.login, plan.action, receipt=ticket.receipt, **plan.why)
