"""Measures by staff at every door (desk, staff group, command line): the same rights, and a record of what is refused.

What may be done at all is decided in ``handoff.conduct``, and done by ``handoff.measuring``; here it is asked whether
this member may.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from handoff.acts import NotFound
from handoff.audit import Action, row
from handoff.journal.journal import Journal
from handoff.measure import Conduct, Imposed, Measure, Refused, Terms
from handoff.measuring import Measuring
from handoff.rights import Right
from handoff.staff import StaffRecord
from handoff.wanted import Wanted

BY_STAFF: Final = (Measure.MUTE, Measure.BLOCK)
"""What staff impose; the rest is the machine's."""
_RIGHTS: Final = {Measure.BLOCK: Right.BLOCK_CITIZEN}


@dataclass(frozen=True, kw_only=True, slots=True)
class Forbidden:
    """The member has not this right here; it is written down that they tried."""

    right: Right


Enforced = Conduct | Refused | NotFound | Forbidden
"""How it will be in the conversation's next turn; or why it cannot be."""


def awaits_second(conduct: Conduct) -> bool:
    """Whether what was asked for last is only proposed, and waits for a second person."""
    proposed, imposed = conduct.proposed, conduct.imposed
    return proposed is not None and (imposed is None or proposed.since > imposed.since)


async def department_of(journal: Journal, conversation: str, otherwise: str) -> str:
    """The department whose staff see to a citizen's conduct: that of the concern, else of the request, else that given.

    Raises JournalAway.
    """
    snapshot = await journal.snapshot(conversation)
    if snapshot is not None and snapshot.ticket is not None:
        return snapshot.ticket.department
    last = next(reversed(await journal.handoffs(conversation)), None)
    if last is not None:
        return last.department
    review = snapshot.conduct.review if snapshot is not None else None
    return review.department if review is not None else otherwise


class Enforcing:
    """The acts of one town's staff. ``department``: whose matter the citizen's conduct is. All raise JournalAway."""

    def __init__(self, journal: Journal, terms: Callable[[], Terms]) -> None:
        self._journal = journal
        self._measuring = Measuring(journal, terms)

    async def conduct(self, conversation: str) -> Conduct:
        """What is kept of a citizen's conduct now."""
        return await self._journal.conduct(conversation)

    async def impose(
        self, conversation: str, record: StaffRecord, department: str, wanted: Wanted, *, request: str
    ) -> Enforced:
        """A mute or a block. One too long for one person waits for a second: ``Conduct.proposed``."""
        right = _RIGHTS.get(wanted.measure, Right.IMPOSE_MEASURE)
        if wanted.measure not in BY_STAFF:
            return Refused.NOT_STAFFS
        if await self._weakens(conversation, wanted):
            right = right if not record.may(right, department) else Right.LIFT_MEASURE
        return await self._as(
            record,
            right,
            department,
            conversation,
            lambda: self._measuring.impose(
                conversation,
                record.staff,
                wanted.measure,
                breach=wanted.breach,
                reason=wanted.reason.strip(),
                lasts=wanted.lasts,
                request=request,
            ),
        )

    async def lift(self, conversation: str, record: StaffRecord, department: str, id: str) -> Enforced:
        """End a measure now."""
        return await self._as(
            record,
            Right.LIFT_MEASURE,
            department,
            conversation,
            lambda: self._measuring.lift(conversation, record.staff, id),
        )

    async def confirm(self, conversation: str, record: StaffRecord, department: str, id: str) -> Enforced:
        """Agree with a long block as the second person."""
        return await self._as(
            record,
            Right.BLOCK_CITIZEN,
            department,
            conversation,
            lambda: self._measuring.confirm(conversation, record.staff, id),
        )

    async def turn_down(self, conversation: str, record: StaffRecord, department: str, id: str) -> Enforced:
        """Refuse a long block, or take one's own proposal back."""
        return await self._as(
            record,
            Right.BLOCK_CITIZEN,
            department,
            conversation,
            lambda: self._measuring.turn_down(conversation, record.staff, id),
        )

    async def decide_review(
        self, conversation: str, record: StaffRecord, department: str, id: str, *, upheld: bool, words: str
    ) -> Enforced:
        """Answer a citizen's request for review."""
        return await self._as(
            record,
            Right.REVIEW_MEASURES,
            department,
            conversation,
            lambda: self._measuring.decide_review(
                conversation, record.staff, id, upheld=upheld, words=" ".join(words.split())
            ),
        )

    async def _as(
        self,
        record: StaffRecord,
        right: Right,
        department: str,
        conversation: str,
        act: Callable[[], Awaitable[Conduct | Refused | NotFound]],
    ) -> Enforced:
        said = {"what": right.value, "department": department, "conversation": conversation}
        if not record.may(right, department):
            await self._journal.audit(row(record.login, Action.REFUSED, **said))
            return Forbidden(right=right)
        done = await act()
        if done is Refused.SAME_PERSON:
            await self._journal.audit(row(record.login, Action.REFUSED, **said, stage=done.value))
        return done

    async def _weakens(self, conversation: str, wanted: Wanted) -> bool:
        """Whether what is wanted would take the place of something stronger or longer that people imposed."""
        snapshot = await self._journal.snapshot(conversation)
        held: Imposed | None = snapshot.conduct.in_force(snapshot.now) if snapshot is not None else None
        if snapshot is None or held is None or held.until is None or not held.by:
            return False
        return held.measure.rank > wanted.measure.rank or held.until > snapshot.now + wanted.lasts
