"""What leads, admins and auditors are reminded of on every page: broken glass, what waits for them, a review due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from aiohttp import web

from handoff.breakglass import Glass
from handoff.desk.deps import DeskDeps
from handoff.foureyes import CONFIRMED_BY, Fate, Request
from handoff.rights import Right
from handoff.rightsreview import is_due
from handoff.staff import StaffRecord


@dataclass(frozen=True, kw_only=True, slots=True)
class Reminders:
    """``glasses`` are in force, ``waiting`` is how many requests they could confirm."""

    glasses: tuple[Glass, ...] = ()
    waiting: int = 0
    review_due: bool = False


REMINDERS: Final = web.RequestKey("desk reminders", Reminders)


async def reminders_for(deps: DeskDeps, record: StaffRecord) -> Reminders:
    """What somebody is reminded of now; nothing for those whom it does not concern."""
    now = datetime.now(UTC)
    sees, confirms = record.may(Right.SEE_RIGHTS), record.may(Right.CONFIRM_CHANGE)
    looks = await deps.journal.second_looks() if confirms else []
    glasses = await deps.journal.glasses() if sees else []
    due = record.may(Right.REVIEW_RIGHTS) and is_due(await deps.journal.next_review(), now.astimezone(deps.zone).date())
    return Reminders(
        glasses=tuple(one for one in glasses if one.holds(now)),
        waiting=sum(could_confirm(one, record, now) for one in looks),
        review_due=due,
    )


def could_confirm(asked: Request, record: StaffRecord, now: datetime) -> bool:
    """Whether a request waits for somebody like this one."""
    if record.login in (asked.asked_by, asked.subject):
        return False
    return asked.fate is Fate.OPEN and asked.expires > now and record.may(CONFIRMED_BY[asked.act])
