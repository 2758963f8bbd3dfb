"""The channels' durable way in: events and leases on a town's journal, its errors in the channels' words."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Sequence
from datetime import timedelta

from bot.channels.channel import StoreFailed
from bot.dialogue.albums import WAIT, album_of
from bot.dialogue.events import Event, Reacted, Said, came_on, event_to_json
from handoff.address import channel_of
from handoff.files.kinds import is_ref
from handoff.journal.journal import Journal
from handoff.journal.records import Arrival, JournalError

ANSWER_WITHIN = timedelta(minutes=5)  # until a handoff promises another time
POLLER_LEASE = timedelta(seconds=10)


class JournalIntake:
    """`bot.channels.channel.Intake` on a journal.

    ``general_only``: the channels of which no file is kept, nor what it could be fetched by.
    """

    def __init__(self, journal: Journal, general_only: Callable[[], Collection[str]] = frozenset) -> None:
        self._journal = journal
        self._general_only = general_only

    async def accept(self, *, address: str, event: Event) -> str:
        """Store the event once and return its conversation. Raises StoreFailed."""
        return await self.accept_all(address=address, events=[event])

    async def accept_all(self, *, address: str, events: Sequence[Event]) -> str:
        """Store the events once, in order, and return their conversation. Raises StoreFailed."""
        channel = channel_of(address)
        files = channel not in self._general_only()
        arrivals = [_arrival(came_on(event, channel, files=files)) for event in events]
        try:
            became = await self._journal.ingest_all(address=address, arrivals=arrivals, due_in=ANSWER_WITHIN)
        except JournalError as e:
            raise StoreFailed(str(e)) from e
        for arrival, (kind, _) in zip(arrivals, became, strict=True):
            if kind == "full":
                # One citizen's flood must not stop the intake of all others.
                await self.park(event_id=arrival.id, raw=arrival.event, reason="mailbox full")
        return became[-1][1]

    async def unread(self, conversations: Sequence[str]) -> Sequence[str]:
        """Those of them with something in their mailbox. Raises StoreFailed."""
        try:
            return await self._journal.unread(conversations)
        except JournalError as e:
            raise StoreFailed(str(e)) from e

    async def move(self, *, old: str, new: str) -> None:
        """Give the conversation of an address its new name; told twice it changes nothing more. Raises StoreFailed."""
        try:
            conversation = await self._journal.find(old)
            if conversation is not None:
                await self._journal.bind(new, conversation)
                await self._journal.unbind(old)
        except JournalError as e:
            raise StoreFailed(str(e)) from e

    async def park(self, *, event_id: str, raw: str, reason: str) -> None:
        """Set aside what cannot be mapped. Raises StoreFailed."""
        try:
            await self._journal.park(event_id=event_id, raw=raw, reason=reason)
        except JournalError as e:
            raise StoreFailed(str(e)) from e


def _arrival(event: Event) -> Arrival:
    return Arrival(
        id=event.id,
        event=event_to_json(event),
        joins=WAIT if album_of(event) else timedelta(),
        speaks=not isinstance(event, Reacted),
        files=[file.ref for file in event.attachments if is_ref(file.ref)] if isinstance(event, Said) else [],
    )


class PollerLease:
    """The right to poll a town's bot, held by one process at a time."""

    def __init__(self, journal: Journal, name: str) -> None:
        self._journal = journal
        self._name = name
        self._owner = secrets.token_hex(8)

    async def acquire(self) -> bool:
        """Take it if it is free or ours. Raises StoreFailed."""
        return await self._lease(POLLER_LEASE)

    async def renew(self) -> bool:
        """Keep it; False when it is no longer ours. Raises StoreFailed."""
        return await self._lease(POLLER_LEASE)

    async def release(self) -> None:
        """Give it back if it is ours. Raises StoreFailed."""
        await self._lease(timedelta())

    async def _lease(self, time: timedelta) -> bool:
        try:
            return await self._journal.lease(self._name, self._owner, time)
        except JournalError as e:
            raise StoreFailed(str(e)) from e
