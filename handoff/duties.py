"""Acts between colleagues: taken over by a lead, handed to somebody, opened again; and what time itself does.

They are the acts of `handoff.acts`, in their own module; who may do what is decided in ``handoff.ticket``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from handoff import keeping
from handoff import ticket as rules
from handoff.acts import ActResult, Acts, Plan, Step
from handoff.audit import Action
from handoff.counting import counter
from handoff.journal.records import Row
from handoff.keeping import Due
from handoff.letter import new_row_id
from handoff.rights import Right
from handoff.staff import StaffRecord
from handoff.ticket import Closed, Done, Outcome, Staff, Ticket

CLOCK: Final = Staff(login="", name="")
"""Who acts when time does: no member of staff."""


class OwnedJournal(Protocol):
    """What handing over needs of the journal."""

    async def owned(self, login: str) -> list[tuple[str, Ticket]]:
        """The open handoffs of a member, with their conversations."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class HandedOver:
    """What became of a member's cases: to the person, back in the queue, not theirs any more."""

    given: int = 0
    queued: int = 0
    kept: int = 0


class Duties:
    """Acts between colleagues on one town's journal."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts

    async def take_over(self, conversation: str, lead: Staff, *, request: str) -> ActResult:
        """Take the handoff from whoever has it: their replies are stale from now on."""

        def plan(step: Step) -> Plan:
            before = step.before.owner
            news = before is None or before.login != lead.login
            return Plan(
                action=Action.TAKE_OVER,
                mail=("claimed" if before is None else "handed_over") if news else None,
                queue="",
                why={"before": before.login if before is not None else ""},
            )

        return await self._acts.perform(conversation, lead, request, lambda t, now: rules.take_over(t, lead, now), plan)

    async def hand_to(self, conversation: str, staff: Staff, to: Staff, note: str = "", *, request: str) -> ActResult:
        """Give the handoff to a colleague, with a note for staff."""

        def plan(step: Step) -> Plan:
            before = step.before.owner
            news = before is None or before.login != to.login
            row = Row(id=new_row_id(), who="note", name=staff.colleague, body={"text": note}) if note else None
            return Plan(
                action=Action.HAND_TO, mail="handed_over" if news else None, queue="", note=row, why={"to": to.login}
            )

        return await self._acts.perform(
            conversation, staff, request, lambda t, now: rules.hand_to(t, staff, to, now), plan
        )

    async def hand_over_all(
        self, journal: OwnedJournal, staff: Staff, to: StaffRecord | None, *, request: str
    ) -> HandedOver:
        """Give all open handoffs of a member to a colleague, or back to the queue.

        Those of a department that is not the colleague's go to the queue.
        """
        given = queued = kept = 0
        for conversation, ticket in await journal.owned(staff.login):
            one = f"{request}:{ticket.receipt}:{ticket.fence}"
            if to is not None and to.may(Right.WORK_CASES, ticket.department):
                result = await self.hand_to(conversation, staff, to.staff, request=one)
                given += isinstance(result, Done)
            else:
                result = await self._acts.release(conversation, staff, request=one)
                queued += isinstance(result, Done)
            kept += not isinstance(result, Done)
        return HandedOver(given=given, queued=queued, kept=kept)

    async def reopen(
        self, conversation: str, staff: Staff, past: Ticket, promise: datetime, *, request: str
    ) -> ActResult:
        """Go on with an ended handoff; who opens it has it. Not while the citizen has another one."""

        def decide(ticket: Ticket, now: datetime) -> Outcome:
            if ticket.receipt != past.receipt:
                return Closed()
            return rules.reopen(ticket, staff, promise, now)

        def plan(step: Step) -> Plan:
            return Plan(
                action=Action.REOPEN,
                mail=None if step.before.is_open else "reopened",
                queue="",
                counters=(counter(step.now, step.after, "reopen"),),
            )

        return await self._acts.perform(conversation, staff, request, decide, plan, past=past)

    async def keep(
        self,
        conversation: str,
        look: Callable[[Ticket, datetime], keeping.Look],
        clock: Callable[[datetime], datetime] = lambda now: now,
    ) -> keeping.Step | None:
        """Do what time does to a handoff: the step that a look finds due, if it still is when it is written.

        ``clock`` turns Redis' time into the time that counts.
        """
        found: keeping.Step | None = None

        def decide(ticket: Ticket, now: datetime) -> Outcome:
            nonlocal found
            found = look(ticket, clock(now)).step
            return Done(ticket=keeping.after(ticket, found, clock(now))) if found is not None else Closed()

        def plan(step: Step) -> Plan:
            return _PLANS[found.due](step, found) if found is not None else Plan(action=None)

        result = await self._acts.perform(conversation, CLOCK, "", decide, plan)
        return found if isinstance(result, Done) else None


def _fall_back(step: Step, _: keeping.Step) -> Plan:
    owner = step.before.owner
    return Plan(
        action=Action.FALL_BACK,
        mail="released",
        queue=step.before.department,
        why={"before": owner.login if owner is not None else ""},
    )


def _tell(_: Step, step: keeping.Step) -> Plan:
    return Plan(action=Action.TOLD_LATE, why={"stage": step.stage.value})


def _remind(step: Step, _: keeping.Step) -> Plan:
    return Plan(action=Action.REMIND, mail="reminded", counters=(counter(step.now, step.after, "reminded"),))


def _expire(step: Step, _: keeping.Step) -> Plan:
    counted = (counter(step.now, step.after, f"end:{step.after.end}"),)
    return Plan(action=Action.EXPIRE, mail="closed", queue="", counters=counted, settle_all=True)


_PLANS: Final[dict[Due, Callable[[Step, keeping.Step], Plan]]] = {
    Due.FALL_BACK: _fall_back,
    Due.TELL: _tell,
    Due.REMIND: _remind,
    Due.EXPIRE: _expire,
}
