"""Erasing all that is stored of one citizen: the request as it is stored, what stays by law, and who does it in steps.

The request is part of the commit of the press that asked for it. From then on nobody plays the conversation's events;
whoever comes by ends the erasure, however often it is stopped.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final, Protocol

from handoff.announcing import Announce, TicketChange, unannounced
from handoff.audit import Action, row
from handoff.clearing import topic_dropper
from handoff.conduct import conduct_from_json
from handoff.erasure import CITIZEN, Asked, Held, held_of
from handoff.journal.emptying import DropTopic, RemoveFiles
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, Committed, Delivery, JournalError, Row
from handoff.looks import AGAIN_SECONDS, looks
from handoff.retention import keeps_address
from handoff.ticket import citizen_left
from handoff.tombstones import Tombstones, TombstonesBroken, What

log = logging.getLogger(__name__)

LEASE: Final = timedelta(seconds=30)
AGAIN: Final = timedelta(seconds=15)
"""After a step that failed."""
TELL_WITHIN: Final = timedelta(hours=1)
"""So long the address is kept for the last message, where its channel does not work."""
TRIES: Final = 20


class Words(Protocol):
    """What the citizen is told at the end."""

    def __call__(
        self, asked: Asked, held: Sequence[Held], conversation: str, *, kept: bool
    ) -> tuple[Row, tuple[Delivery, ...]]:
        """The last message, on the channel that asked, as a row and its deliveries."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """What an erasure needs from outside: files, topics, words, who hears of it. ``receipt_first``: see `held_of`."""

    remove: RemoveFiles
    words: Words | None = None
    announce: Announce = unannounced
    drop: DropTopic | None = None
    receipt_first: Callable[[], bool] = lambda: False


class Eraser:
    """One town's. Of several processes one erases at a time."""

    def __init__(self, journal: Journal, tombstones: Tombstones, way: Way) -> None:
        self._journal = journal
        self._tombstones = tombstones
        self._way = way
        self._drop = way.drop or topic_dropper(journal)
        self._owner = secrets.token_hex(8)
        self._again: dict[str, datetime] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Erase what is asked for until stopped."""
        async for one in looks(self._journal, "erasures", stop):
            try:
                if await self.step():
                    one.again = AGAIN_SECONDS
            except JournalError as e:
                one.again = AGAIN_SECONDS
                log.warning("not erased", extra={"action": "erasure.away", "cause": type(e).__name__})
        with contextlib.suppress(JournalError):
            await self._journal.lease("eraser", self._owner, timedelta())

    async def step(self) -> int:
        """Go on with every erasure once; how many there still are. Raises JournalError."""
        if not await self._journal.lease("eraser", self._owner, LEASE):
            return 0
        waiting = await self._journal.erasures()
        self._again = {one: at for one, at in self._again.items() if one in waiting}
        left = 0
        for conversation, asked in waiting.items():
            now = await self._journal.store_time()
            if self._again.get(conversation, now) > now:
                left += 1
                continue
            if not await self._journal.lease("eraser", self._owner, LEASE):
                break
            try:
                left += not await self.erase(conversation, asked)
            except (OSError, ValueError, TombstonesBroken) as e:  # one that cannot go must not stop the others
                self._again[conversation] = now + AGAIN
                left += 1
                log.error(
                    "not erased: %s",
                    e if isinstance(e, TombstonesBroken) else type(e).__name__,
                    extra={"action": "erasure.failed", "conversation": conversation},
                )
        return left

    async def erase(self, conversation: str, asked: Asked) -> bool:
        """Erase one conversation, as far as the law lets go; whether nothing is left to do for it.

        Raises JournalError, OSError, TombstonesBroken.
        """
        if asked.told_at is not None:
            return await self._finish(conversation, asked)
        known = await self._journal.names_of(conversation)
        ended = await self._journal.cases_as_ended(conversation)
        now = await self._journal.store_time()
        held = held_of(ended, now, receipt_first=self._way.receipt_first())
        stays = {one.case for one in held}
        kept = bool(held) or _holds(known.conduct, now)
        names: list[tuple[What, str]] = [("case", one) for one in known.cases if one not in stays]
        names += [("receipt", one) for one in known.receipts if one not in {h.receipt for h in held}]
        if not kept:
            names += [("conversation", conversation), *(("address", one) for one in known.addresses)]
        if not asked.marked:
            # Before anything goes: what was erased must not come back with a backup.
            await asyncio.to_thread(self._tombstones.put, self._journal.town, names, asked.at)
            asked = replace(asked, marked=True)
        if not asked.words:
            gone = tuple(name for what, name in names if what != "conversation")
            asked = replace(asked, names=asked.names or (conversation, *gone), words=secrets.token_urlsafe(9))
            await self._journal.put_erasure(conversation, asked)
        if not kept:
            await self._journal.cut_off(conversation)
        await self._erase_cases(conversation, asked, {*stays, asked.words})
        await self._journal.forget_beside(known, held=bool(held))
        if self._way.words is not None:
            asked = replace(asked, delivery=await self._tell(conversation, asked, held, kept=kept))
        asked = replace(asked, told_at=await self._journal.store_time(), kept=kept)
        await self._journal.put_erasure(conversation, asked)
        return await self._finish(conversation, asked)

    async def _erase_cases(self, conversation: str, asked: Asked, stays: Collection[str]) -> None:
        await self.close(conversation, stays)
        keeps = partial(_holds, now=await self._journal.store_time())
        half = [case for case in await self._journal.half_erased() if case in asked.names]
        for case in [*half, *await self._journal.cases_of(conversation)]:
            if case not in stays:
                await self._journal.erase_case(case, remove=self._way.remove, drop=self._drop, keeps=keeps)

    async def close(self, conversation: str, stays: Collection[str]) -> None:
        """What is open ends, and whoever works on it hears why."""
        for _ in range(TRIES):
            snapshot = await self._journal.snapshot(conversation)
            if snapshot is None or not snapshot.case or snapshot.case in stays:
                return
            ticket, now = snapshot.ticket, snapshot.now
            is_open = ticket is not None and ticket.is_open
            commit = Commit(
                conversation=conversation,
                talk_version=snapshot.talk_version,
                ticket_version=snapshot.ticket_version,
                seq=snapshot.seq,
                settle_all=True,
                close_case=True,
                talk="",
            )
            if ticket is not None and is_open:
                after = citizen_left(replace(ticket, outgoing=()), now)
                channel = snapshot.address.partition(":")[0]
                change = TicketChange(
                    conversation=conversation, before=ticket, after=after, now=now, channel=channel, seq=snapshot.seq
                )
                told = self._way.announce(change)
                commit = replace(commit, ticket=after, queue="", deliveries=told)
                if ticket.owner is not None:
                    await self._journal.put_vanished(ticket.receipt, ticket.owner.login, now)
            if isinstance(await self._journal.commit(commit), Committed):
                return
        raise ValueError("the conversation changes all the time")

    async def _tell(self, conversation: str, asked: Asked, held: Sequence[Held], *, kept: bool) -> str:
        """The last message; the id of its last delivery, if it has one. It leaves nothing where nothing is kept."""
        assert self._way.words is not None
        said_row, deliveries = self._way.words(asked, held, conversation, kept=kept)
        request = f"erased:{conversation}:{int(asked.at.timestamp() * 1000)}"
        said = Commit(conversation=conversation, deliveries=deliveries, keep_timer=True, request=request)
        snapshot = await self._journal.snapshot(conversation)
        if kept and snapshot is not None and snapshot.case:  # what is held goes on
            said = replace(said, rows=(said_row,))
        elif kept:
            said = replace(said, rows=(said_row,), case=asked.words, close_case=True, talk="")
        elif not deliveries:
            return ""
        await self._journal.commit(replace(said, result=deliveries[-1].id if deliveries else ""))
        return deliveries[-1].id if deliveries else ""

    async def _finish(self, conversation: str, asked: Asked) -> bool:
        assert asked.told_at is not None
        now = await self._journal.store_time()
        if asked.kept:
            # The last words are no case that would have a time of its own: they go with the next night.
            await self._journal.goes_next(conversation, asked.words)
            await self._journal.give_conversation_back(conversation)
            if not await self._journal.cases_of(conversation):
                await self._journal.erase_emptied(conversation, remove=self._way.remove, keeps=partial(_holds, now=now))
        else:
            if now - asked.told_at < TELL_WITHIN and await self._journal.on_its_way(asked.delivery):
                return False
            # What others have put there since, to a citizen who is gone.
            await self._journal.cut_off(conversation)
            await self._erase_cases(conversation, asked, ())
            await self._journal.give_conversation_back(conversation)
            gone = await self._journal.erase_emptied(conversation, remove=self._way.remove, keeps=_never)
            if not gone and await self._journal.snapshot(conversation) is not None:
                return False
            await self._journal.sweep(asked.names, asked.delivery)
        await self._journal.want_rewrite()
        told = row(asked.by, Action.ERASED, conversation=conversation, receipt=asked.receipt)
        await self._journal.drop_erasure(conversation, told)
        log.info("erased", extra={"action": "erasure.done", "kept": asked.kept})
        return True


def _holds(conduct: str, now: datetime) -> bool:
    """Whether a measure is in force: erasing must not lift it."""
    return conduct_from_json(conduct).in_force(now) is not None


def _never(_conduct: str) -> bool:
    return False


async def erase_again(journal: Journal, tombstones: Tombstones, remove: RemoveFiles, made: datetime) -> int:
    """Erase what a backup that was ``made`` then has brought back; how many conversations that changed.

    Raises JournalError, OSError, TombstonesBroken.
    """
    graves = await asyncio.to_thread(tombstones.read, journal.town)
    eraser, count = Eraser(journal, tombstones, Way(remove=remove, drop=_nobody)), 0
    async for conversation in journal.each_conversation():
        known = await journal.names_of(conversation)
        # Names are never used twice. An address is, by a citizen who comes back: what a later backup has of them stays.
        whole = graves.at("conversation", conversation) or next(
            (at for one in known.addresses if (at := graves.at("address", one)) and at >= made), None
        )
        cases = [one for one in known.cases if graves.at("case", one)]
        if whole is not None:
            await journal.ask_erasure(conversation, asked := Asked(by=CITIZEN, at=whole, marked=True))
            await eraser.erase(conversation, asked)
        elif cases:
            await eraser.close(conversation, set(known.cases) - set(cases))
            keeps = partial(keeps_address, now=await journal.store_time())
            for case in cases:
                await journal.erase_case(case, remove=remove, keeps=keeps)
            await journal.want_rewrite()
        count += whole is not None or bool(cases)
    return count


async def _nobody(_receipt: str, _thread: int) -> None:
    """The group's topic went with the erasure before."""
