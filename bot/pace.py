"""Slow mode: messages that wait for the bot's next answer, and are answered as one. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from bot.dialogue.albums import as_one
from bot.dialogue.events import Event, Said
from bot.dialogue.facts import Facts
from bot.dialogue.manners import bundled
from handoff.conduct import Conduct, Measure, rests_until
from handoff.ticket import Ticket


class Pace:
    """Lives for one turn. While people have the concern nothing waits: they set their own pace."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def rests(self, conduct: Conduct, ticket: Ticket | None, events: Sequence[Event]) -> datetime | None:
        """Until when what came waits; None: it does not, because something of it must not."""
        if not events or not self._is_slow(conduct, ticket) or not all(map(bundled, events)):
            return None
        return rests_until(conduct, self._facts.terms, self._facts.now)

    def bundled(self, conduct: Conduct, ticket: Ticket | None, events: Sequence[Event]) -> list[Event]:
        """The events, with neighbours that may be answered as one joined to it."""
        if not self._is_slow(conduct, ticket):
            return list(events)
        found: list[Event] = []
        for key, run in groupby(events, key=_whereabouts):
            parts = list(run)
            found += [as_one([part for part in parts if isinstance(part, Said)])] if key else parts
        return found

    def _is_slow(self, conduct: Conduct, ticket: Ticket | None) -> bool:
        held = conduct.in_force(self._facts.now)
        has_people = ticket is not None and ticket.is_open
        return held is not None and held.measure is Measure.SLOW and not has_people


def _whereabouts(event: Event) -> str:
    """The channel of a message that may be joined; empty for all others."""
    return f"on:{event.channel}" if isinstance(event, Said) and bundled(event) else ""
