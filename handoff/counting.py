"""The names of the person-free counters: day, hour (UTC), department, channel, language, kind, what, entry. Pure."""

from __future__ import annotations

from datetime import datetime

from handoff.ticket import Ticket


def counter_name(
    now: datetime, what: str, *, channel: str, lang: str, department: str = "", kind: str = "", entry: str = ""
) -> str:
    """The counter of one thing that happened; ``what`` is a fixed word such as "answer" or "end:answered"."""
    return f"{now:%Y%m%d|%H}|{department}|{channel}|{lang}|{kind}|{what}|{entry}"


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
