"""The names of the person-free counters: day, hour (UTC), department, channel, language, kind, what, entry. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from handoff.ticket import Ticket

WAIT_MINUTES: Final = (5, 15, 30, 60, 120, 240, 480, 1440, 2880)
"""Upper ends of the buckets that waits are counted in; longer ones are "more"."""


def counter_name(
    now: datetime, what: str, *, channel: str, lang: str, department: str = "", kind: str = "", entry: str = ""
) -> str:
    """The counter of one thing that happened; ``what`` is a fixed word such as "answer" or "end:answered"."""
    # Not by strftime: it takes three times as long, and each message and each act is counted.
    day = f"{now.year:04}{now.month:02}{now.day:02}"
    return f"{day}|{now.hour:02}|{department}|{channel}|{lang}|{kind}|{what}|{entry}"


def counter(now: datetime, ticket: Ticket, what: str, entry: str = "") -> str:
    """The counter of something that happened to a handoff."""
    return counter_name(
        now,
        what,
        channel=ticket.channel,
        lang=ticket.lang,
        department=ticket.department,
        kind=ticket.kind.value,
        entry=entry,
    )


def taken_counters(now: datetime, ticket: Ticket) -> tuple[str, ...]:
    """The counters of a handoff that is taken for the first time: how long it waited, and whether that was in time."""
    minutes = (now - ticket.asked_at).total_seconds() / 60
    bucket = next((str(end) for end in WAIT_MINUTES if minutes <= end), "more")
    kept = "in_time" if now <= ticket.promised_by else "late"
    return tuple(counter(now, ticket, what) for what in (f"wait:{bucket}", f"taken:{kept}"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """A counter read back: so many times in the hour that began ``at``."""

    at: datetime
    department: str
    channel: str
    lang: str
    kind: str
    what: str
    entry: str
    n: int


def counted(day: str, field: str, n: int) -> Counted | None:
    """The counter of a day ("20261125") and the rest of its name; None when a newer version has written it."""
    parts = field.split("|")
    try:
        hour, department, channel, lang, kind, what, entry = parts
        at = datetime.strptime(f"{day} {hour}", "%Y%m%d %H").replace(tzinfo=UTC)
    except ValueError:
        return None
    return Counted(at=at, department=department, channel=channel, lang=lang, kind=kind, what=what, entry=entry, n=n)
