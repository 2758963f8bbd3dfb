"""What leads are to look at: requests for review, long blocks that wait for a second person, threats of late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from aiohttp import web

from handoff.desk.deps import DEPS, DeskDeps
from handoff.desk.door import VISITOR
from handoff.enforcing import department_of
from handoff.measure import Conduct
from handoff.rights import Right

LATELY: Final = timedelta(days=7)
ALERTED: Final = timedelta(hours=24)
"""So long a threat is named beside the navigation."""
MOST: Final = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Matter:
    """One of them. ``at``: when it was found or asked for; ``department``: whose matter it is."""

    conversation: str
    department: str
    at: datetime
    conduct: Conduct


@dataclass(frozen=True, kw_only=True, slots=True)
class Attention:
    """What is a member's to look at, in order."""

    reviews: tuple[Matter, ...] = ()
    proposals: tuple[Matter, ...] = ()
    threats: tuple[Matter, ...] = ()
    measures: tuple[Matter, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Badge:
    """How much of it there is, for the badge beside the navigation."""

    threats: int = 0
    reviews: int = 0

    @property
    def is_any(self) -> bool:
        """Whether there is anything."""
        return bool(self.threats or self.reviews)


def front_office(deps: DeskDeps) -> str:
    """The department that sees to what has none."""
    return next((one.id for one in deps.departments() if one.front_office), "")


async def attention_of(request: web.Request, *, measures: bool = False) -> Attention:
    """What is theirs to look at; ``measures``: what is in force, too. Raises JournalAway."""
    deps, record = request.app[DEPS], request[VISITOR].record
    if not record.may(Right.REVIEW_MEASURES):
        return Attention()
    journal = deps.journal
    reviews = [
        Matter(conversation=one, department=conduct.review.department, at=conduct.review.asked_at, conduct=conduct)
        for one, conduct in await journal.reviews()
        if conduct.review is not None and record.may(Right.REVIEW_MEASURES, conduct.review.department)
    ]
    proposals = [(one, c.proposed.since, c) for one, c in await journal.proposals() if c.proposed is not None]
    since = datetime.now(UTC) - LATELY
    threats = [(one, at) for one, at in await journal.threats() if at >= since]
    held = [(one, c.imposed.since, c) for one, c in await journal.measured() if c.imposed is not None]
    return Attention(
        reviews=tuple(reviews),
        proposals=await _theirs(request, proposals),
        threats=await _theirs(request, [(one, at, Conduct()) for one, at in threats], most=MOST),
        measures=await _theirs(request, held) if measures else (),
    )


async def badge_of(request: web.Request) -> Badge:
    """How much waits for this member: not what they may not decide, nothing for who is no lead. Raises JournalAway."""
    found, login = await attention_of(request), request[VISITOR].login
    fresh = datetime.now(UTC) - ALERTED
    reviews = [one for one in found.reviews if one.conduct.review and login not in one.conduct.review.imposed_by]
    proposals = [one for one in found.proposals if one.conduct.proposed and one.conduct.proposed.by != login]
    return Badge(threats=sum(1 for one in found.threats if one.at >= fresh), reviews=len(reviews) + len(proposals))


async def _theirs(
    request: web.Request, found: Sequence[tuple[str, datetime, Conduct]], *, most: int | None = None
) -> tuple[Matter, ...]:
    deps, record = request.app[DEPS], request[VISITOR].record
    matters: list[Matter] = []
    for conversation, at, conduct in found:
        if len(matters) == most:
            break
        department = await department_of(deps.journal, conversation, front_office(deps))
        if record.may(Right.REVIEW_MEASURES, department):
            matters.append(Matter(conversation=conversation, department=department, at=at, conduct=conduct))
    return tuple(matters)
