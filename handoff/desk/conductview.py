"""What a case shows of its citizen's conduct: what is in force, what was counted, what this member may do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from handoff.conduct import Breach, Conduct, Imposed, Terms, remembering
from handoff.desk.state import Reading
from handoff.rights import Right
from handoff.staff import StaffRecord

BREACHES: Final = tuple(Breach)
LONGEST_HOURS: Final = timedelta(hours=48)
"""What ends sooner is named in hours."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A measure in words. ``by`` and ``second`` are names; ``until`` is empty where it has no end."""

    id: str
    measure: str
    since: str
    until: str
    lasts: str
    why: str
    reason: str
    by: str
    second: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseConduct:
    """A citizen's conduct as one member sees it.

    ``held`` is in force, ``before`` was the last that has ended; ``proposed`` waits for a second person. ``counted``:
    offences that still count, by kind in words. ``own_proposal``: the reader proposed it, so another one confirms.
    ``threat``: one was found in what the citizen wrote.
    """

    held: Told | None = None
    before: Told | None = None
    proposed: Told | None = None
    counted: tuple[str, ...] = ()
    reviewed: str = ""
    threat: bool = False
    own_proposal: bool = False
    may_mute: bool = False
    may_block: bool = False
    may_lift: bool = False
    may_confirm: bool = False
    most: Mapping[str, int] | None = None
    breaches: tuple[tuple[str, str], ...] = ()

    @property
    def is_any(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.held or self.before or self.proposed or self.counted or self.reviewed)


def conduct_view(
    conduct: Conduct,
    record: StaffRecord,
    department: str,
    terms: Terms,
    *,
    names: Mapping[str, str],
    reading: Reading,
    threat: bool = False,
) -> CaseConduct:
    """What a member sees of it: nothing where it is the matter of a department whose cases they do not see.

    ``names``: of colleagues, by login; ``department``: whose matter it is.
    """
    conduct = remembering(conduct, terms, reading.now) if record.sees(department) else Conduct()
    held, proposed = conduct.in_force(reading.now), conduct.proposed
    before = conduct.imposed if held is None else None
    return CaseConduct(
        held=told(held, names, reading) if held is not None else None,
        before=told(before, names, reading) if before is not None else None,
        proposed=told(proposed, names, reading) if proposed is not None else None,
        counted=_counted(conduct, reading),
        reviewed=_reviewed(conduct, names, reading),
        threat=threat or conduct.threatened(),
        own_proposal=proposed is not None and proposed.by == record.login,
        may_mute=record.may(Right.IMPOSE_MEASURE, department),
        may_block=record.may(Right.BLOCK_CITIZEN, department),
        may_lift=held is not None and record.may(Right.LIFT_MEASURE, department),
        may_confirm=proposed is not None and record.may(Right.BLOCK_CITIZEN, department),
        most={"mute": terms.mute.days, "block": terms.block.days, "alone": terms.alone.days},
        breaches=tuple((breach.value, reading.say(f"breach-{breach.value}")) for breach in BREACHES),
    )


def told(imposed: Imposed, names: Mapping[str, str], reading: Reading) -> Told:
    """A measure in words."""
    until = imposed.until
    return Told(
        id=imposed.id,
        measure=reading.say(f"conduct-{imposed.measure.value}"),
        since=reading.moment(imposed.since),
        until=reading.moment(until) if until is not None else "",
        lasts=span_in_words(until - imposed.since, reading) if until is not None else "",
        why=reading.say(f"breach-{imposed.breach.value}"),
        reason=imposed.reason,
        by=_name(imposed.by, names, reading),
        second=_name(imposed.second, names, reading) if imposed.second else "",
    )


def span_in_words(lasts: timedelta, reading: Reading) -> str:
    """How long: in hours, from two days on in days."""
    if lasts < LONGEST_HOURS:
        return reading.say("conduct-hours", n=max(1, round(lasts / timedelta(hours=1))))
    return reading.say("conduct-days", n=round(lasts / timedelta(days=1)))


def _name(login: str, names: Mapping[str, str], reading: Reading) -> str:
    return names.get(login, login) if login else reading.say("conduct-machine")


def _counted(conduct: Conduct, reading: Reading) -> tuple[str, ...]:
    found = Counter(offence.breach for offence in conduct.offences)
    last: dict[Breach, datetime] = {offence.breach: offence.at for offence in conduct.offences}
    return tuple(
        reading.say(
            "conduct-counted", what=reading.say(f"breach-{breach.value}"), n=n, last=reading.moment(last[breach])
        )
        for breach, n in found.items()
    )


def _reviewed(conduct: Conduct, names: Mapping[str, str], reading: Reading) -> str:
    review = conduct.review
    if review is None:
        return ""
    if review.is_open:
        return reading.say("conduct-review-open", receipt=review.id, due=reading.moment(review.due))
    name = names.get(review.by, review.by)
    return reading.say("conduct-review-upheld" if review.upheld else "conduct-review-lifted", name=name)
