"""The regular look at who may do what: since when, by whom, whether it is used, what does not go together. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from handoff.rights import joined
from handoff.staff import Grant, StaffRecord

UNUSED_FOR: Final = timedelta(days=90)
REVIEWED_FOR: Final = timedelta(days=365)


class Mark(StrEnum):
    """What a reviewer should look at."""

    UNUSED = "unused"
    NOT_SEPARATE = "not_separate"
    NO_SECOND_FACTOR = "no_second_factor"
    NO_ROLE = "no_role"
    NEVER_REVIEWED = "never_reviewed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Use:
    """When an account was used last: its last log-in, anything at the desk, an act on a case."""

    logged_in: datetime | None = None
    seen: datetime | None = None
    acted: datetime | None = None

    @property
    def last(self) -> datetime | None:
        """The latest of all."""
        return max((at for at in (self.logged_in, self.seen, self.acted) if at is not None), default=None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reviewed:
    """One account as a reviewer sees it. ``apart``: pairs of its roles that should be separate."""

    record: StaffRecord
    grants: tuple[Grant, ...]
    use: Use
    apart: tuple[frozenset[str], ...]
    marks: tuple[Mark, ...]


def review(
    accounts: Iterable[StaffRecord],
    uses: Mapping[str, Use],
    *,
    second_factor_for: AbstractSet[str],
    with_second_factor: AbstractSet[str],
    now: datetime,
) -> tuple[Reviewed, ...]:
    """All accounts that get in or could, those with most to look at first.

    ``second_factor_for``: roles for which a second factor is demanded; who logs in at the provider has theirs there.
    """
    rows = []
    for record in accounts:
        if record.disabled:
            continue
        use, apart = uses.get(record.login, Use()), joined(record.acts_as)
        demanded = not second_factor_for.isdisjoint(record.acts_as) and not record.single_sign_on
        found = {
            Mark.UNUSED: _unused(record, use, now),
            Mark.NOT_SEPARATE: bool(apart),
            Mark.NO_SECOND_FACTOR: demanded and record.login not in with_second_factor,
            Mark.NO_ROLE: not record.acts_as,
            Mark.NEVER_REVIEWED: _unreviewed(record, now),
        }
        rows.append(
            Reviewed(
                record=record,
                grants=tuple(record.grant_of(role) for role in record.roles),
                use=use,
                apart=apart,
                marks=tuple(mark for mark, is_so in found.items() if is_so),
            )
        )
    return tuple(sorted(rows, key=lambda row: (-len(row.marks), row.record.name.casefold())))


def is_due(next_review: date | None, today: date) -> bool:
    """Whether the review is to be made; a town without a date is not reminded."""
    return next_review is not None and next_review <= today


def _unused(record: StaffRecord, use: Use, now: datetime) -> bool:
    """Unused for long; not who was let in only lately. Accounts of before that was written down: never seen is long."""
    since = max((grant.since for grant in record.grants if grant.since is not None), default=None)
    latest = max((at for at in (use.last, since) if at is not None), default=None)
    return latest is None or now - latest >= UNUSED_FOR


def _unreviewed(record: StaffRecord, now: datetime) -> bool:
    """Nobody looked for a year, also not by giving a role."""
    since = [grant.since for grant in record.grants if grant.since is not None]
    latest = max((at for at in (record.reviewed_at, *since) if at is not None), default=None)
    return latest is None or now - latest >= REVIEWED_FOR
