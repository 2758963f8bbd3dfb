"""What goes wrong and needs a person: found in the journal, told by mail to those the settings name."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from handoff.journal.journal import Journal
from handoff.journal.records import Commit, JournalError
from handoff.looks import rounds
from handoff.notices import notice
from handoff.sealing import Lateness
from handoff.ticket import Stage

log = logging.getLogger(__name__)

ALARM_TO: Final = "alarm:"
TELEGRAM: Final = "telegram"
MEMORY: Final = "memory"
REPLICAS: Final = "replicas"
"""Too few of the store's replicas follow."""
GLASS: Final = "glass"
"""Somebody has a role by breaking the glass; it stands as long as that lasts."""
AUDIT: Final = "audit"
_LOOK_SECONDS: Final = 15.0
_LEASE: Final = timedelta(seconds=60)


@dataclass(frozen=True, kw_only=True, slots=True)
class Alarms:
    """What is wrong now. ``dead``: deliveries; ``late``: receipt numbers with the promised time;
    ``standing``: fixed words, since when.
    """

    dead: tuple[str, ...]
    late: Mapping[str, datetime]
    standing: Mapping[str, datetime]

    @property
    def keys(self) -> tuple[str, ...]:
        """A name for each, the same as long as it is the same trouble."""
        return (
            *(f"dead/{delivery}" for delivery in self.dead),
            *(f"late/{receipt}/{promise.isoformat()}" for receipt, promise in self.late.items()),
            *(f"{kind}/{since.isoformat()}" for kind, since in self.standing.items()),
        )


async def look(journal: Journal) -> Alarms:
    """What is wrong now. Raises JournalAway."""
    dead = await journal.dead_deliveries()
    now = datetime.now(UTC)
    broken = {f"{GLASS}/{one.id}": one.since for one in await journal.glasses() if one.holds(now)}
    late = [ticket for _, ticket in await journal.told_late() if ticket.told_late is Stage.OPERATOR]
    return Alarms(
        # An alarm that cannot be delivered must not raise the next one.
        dead=tuple(delivery for delivery, to in dead if not to.startswith(ALARM_TO)),
        late={ticket.receipt: ticket.promised_by for ticket in late},
        standing=await journal.alarms() | broken,
    )


async def standing(journal: Journal, kind: str, *, wrong: bool) -> None:
    """Write down that something is wrong, or well again. Away from its journal it leaves that to the next time."""
    with contextlib.suppress(JournalError):
        await (journal.raise_alarm(kind) if wrong else journal.clear_alarm(kind))


class Watch:
    """Looks again and again, and asks for a mail to each of ``recipients`` when something new is wrong.

    Of several processes one does it. What was asked for is forgotten with the process: the mail that is asked for
    once too often finds nothing new to tell and is not sent.
    """

    def __init__(self, journal: Journal, recipients: int) -> None:
        self._journal = journal
        self._recipients = recipients
        self._owner = secrets.token_hex(8)
        self._asked: frozenset[str] = frozenset()
        self._lateness = Lateness()

    async def run(self, stop: asyncio.Event) -> None:
        """Look until stopped."""
        async for _ in rounds(_LOOK_SECONDS, stop):
            try:
                await self.step()
            except JournalError as e:
                log.warning("alarms not looked at", extra={"action": "alarms.away", "cause": type(e).__name__})

    async def step(self) -> None:
        """Look once. Raises JournalAway."""
        if not await self._journal.lease("alarms", self._owner, _LEASE):
            return
        wrong = {
            MEMORY: self._journal.nearly_full,
            REPLICAS: self._journal.replicas_behind,
            AUDIT: self._lateness.is_late(await self._journal.sealed_at(), datetime.now(UTC)),
        }
        for kind, is_wrong in wrong.items():
            await (self._journal.raise_alarm(kind) if is_wrong else self._journal.clear_alarm(kind))
        keys = frozenset((await look(self._journal)).keys)
        if keys - self._asked:
            mails = tuple(notice("alarm", f"{ALARM_TO}{i}") for i in range(self._recipients))
            await self._journal.commit(Commit(conversation="alarms", deliveries=mails, keep_timer=True))
        self._asked = keys
