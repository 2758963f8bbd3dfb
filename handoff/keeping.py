"""What time does to a handoff: what is due now, and when to look again. Pure.

A claim falls back when its owner gives no sign, the passing of a promised time is told, and whoever was asked something
and does not answer is reminded, and let go.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from handoff.hours import ONE_DAY, Calendar
from handoff.ticket import End, Stage, Ticket, Turn, ended

NOBODY_FOR: Final = timedelta(hours=2)
"""Service time without anybody there after which a department with waiting cases is an alarm."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What a department and its town have set.

    ``silent`` and ``left``: service time without a sign of the owner, and after they left the desk. ``before``: how
    long before the promised time the department is reminded; ``alarm``: service time after it until the operator is
    told. ``reminder`` and ``close``: service days of the citizen's turn.
    """

    silent: timedelta = timedelta(minutes=15)
    left: timedelta = timedelta(minutes=2)
    before: timedelta = timedelta(minutes=15)
    alarm: timedelta = timedelta(minutes=15)
    reminder: int = 5
    close: int = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Sign:
    """What is known of an owner: the last sign of them, and whether it was that they left the desk.

    ``paused_until``: they said when they are back. ``absent_since``: they are away for days.
    """

    at: datetime | None = None
    left: bool = False
    paused_until: datetime | None = None
    absent_since: datetime | None = None

    def is_here(self, now: datetime, within: timedelta) -> bool:
        """Whether they gave a sign within a time, have not left since, and are not away."""
        away = self.absent_since is not None or self.is_paused(now)
        return self.at is not None and not self.left and not away and now - self.at <= within

    def is_paused(self, now: datetime) -> bool:
        """Whether they are on a break."""
        return self.paused_until is not None and self.paused_until > now


class Due(StrEnum):
    """What is to be done with a handoff."""

    FALL_BACK = "fall_back"
    TELL = "tell"
    REMIND = "remind"
    EXPIRE = "expire"


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One thing that is due; ``stage``: who is told."""

    due: Due
    stage: Stage = Stage.NONE


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """What a look at a handoff finds: a step that is due now, or when to look again (None: never)."""

    step: Step | None = None
    again: datetime | None = None


def look(ticket: Ticket, owner: Sign, calendar: Calendar, terms: Terms, now: datetime) -> Look:
    """The step that is due now, one at a time; else the next time at which one may be."""
    if not ticket.is_open:
        return Look()
    if ticket.turn is Turn.OURS:
        coming = [*_falling_back(ticket, owner, calendar, terms), *_telling(ticket, calendar, terms)]
    else:
        coming = _letting_go(ticket, calendar, terms)
    due = [step for at, step in coming if at <= now]
    if due:
        # Of the stages of a deadline the last one says it all.
        return Look(step=due[0] if due[0].due is not Due.TELL else due[-1])
    return Look(again=min((at for at, _ in coming), default=None))


def after(ticket: Ticket, step: Step, now: datetime) -> Ticket:
    """The handoff after a step. Its first asked time stays."""
    match step.due:
        case Due.FALL_BACK:
            return replace(ticket, owner=None, claimed_at=None, fence=ticket.fence + 1, parked_until=None)
        case Due.TELL:
            return replace(ticket, told_late=step.stage)
        case Due.REMIND:
            return replace(ticket, reminded_at=now)
        case Due.EXPIRE:
            return ended(ticket, End.NO_REACTION, now)


def service_days(calendar: Calendar, since: datetime, days: int) -> datetime:
    """The opening of the n-th service day after the day of ``since``."""
    zone = ZoneInfo(calendar.timezone)
    at = since
    for _ in range(days):
        midnight = datetime.combine(at.astimezone(zone).date() + ONE_DAY, time(), zone)
        at = calendar.opens_next(midnight - timedelta(microseconds=1))
    return at


def unstaffed_alarm(calendar: Calendar, since: datetime) -> datetime:
    """When it is an alarm that somebody has waited since then with nobody there."""
    return calendar.add_service_time(since, NOBODY_FOR)


_Coming = list[tuple[datetime, Step]]


def _falling_back(ticket: Ticket, owner: Sign, calendar: Calendar, terms: Terms) -> _Coming:
    if ticket.owner is None:
        return []
    begins = _latest(ticket.turn_since, ticket.claimed_at, ticket.parked_until)
    if owner.absent_since is not None:
        begins, patience = _latest(begins, owner.absent_since), terms.left
    else:
        # Whoever said when they are back is missed from then on, and as one who has not come back to the desk.
        left = owner.left and (owner.paused_until is None or owner.at is None or owner.paused_until < owner.at)
        begins, patience = _latest(begins, owner.at, owner.paused_until), terms.left if left else terms.silent
    return [(calendar.add_service_time(begins, patience), Step(due=Due.FALL_BACK))]


def _telling(ticket: Ticket, calendar: Calendar, terms: Terms) -> _Coming:
    promise = ticket.promised_by
    # However short the time is, half of it passes before anybody is reminded.
    half = ticket.turn_since + (promise - ticket.turn_since) / 2
    stages = (
        (Stage.DEPARTMENT, min(promise, max(promise - terms.before, half))),
        (Stage.LEAD, promise),
        (Stage.OPERATOR, calendar.add_service_time(promise, terms.alarm)),
    )
    return [
        (_latest(at, ticket.parked_until), Step(due=Due.TELL, stage=stage))
        for stage, at in stages
        if not ticket.told_late.reaches(stage)
    ]


def _letting_go(ticket: Ticket, calendar: Calendar, terms: Terms) -> _Coming:
    since = _latest(ticket.turn_since, ticket.parked_until)
    if ticket.reminded_at is None:
        return [(service_days(calendar, since, terms.reminder), Step(due=Due.REMIND))]
    # A reminder that came late gives the whole time all the same.
    ends = _latest(
        service_days(calendar, since, terms.close),
        service_days(calendar, ticket.reminded_at, terms.close - terms.reminder),
    )
    return [(ends, Step(due=Due.EXPIRE))]


def _latest(first: datetime, *others: datetime | None) -> datetime:
    return max([first, *(at for at in others if at is not None)])
