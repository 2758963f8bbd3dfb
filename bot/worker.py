"""Takes due conversations, plays their turn, commits. Any number of workers, in one process or many."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.channels.channel import Abilities
from bot.dialogue.events import Pressed, event_from_json
from bot.dialogue.facts import Past
from bot.dialogue.talk import talk_from_json
from bot.gathering import Scene, gather, scene
from bot.library import Library, NoRelease, Shelf
from bot.progress import Pulse
from bot.turn import play
from bot.voice import Stage
from handoff.announcing import Announce, Tell, unannounced, untold
from handoff.journal.backlog import DUE
from handoff.journal.journal import Journal
from handoff.journal.reading import PRESENT_FOR
from handoff.journal.records import Commit, Committed, JournalAway, JournalError, Repeat, Stale, Taken
from handoff.looks import AGAIN_SECONDS
from handoff.rights import Right
from handoff.ticket import Ticket, ticket_from_json

log = logging.getLogger(__name__)

AT_ONCE = 8  # turns: the loop stands still while they are played, and what they cost at the store is shared
COMMIT_PATIENCE_SECONDS = 10.0  # well below the lease: later, somebody else has it
COMMIT_AGAIN_SECONDS = 0.25
LABELS_BACK = 100  # how many rows back a pressed button's label is looked for
FRESH_SECONDS = 2.0  # queues, hours and what the FAQ shows today


class Worker:
    """One town's worker. ``web_chat``: the address of the town's own web chat, for links."""

    def __init__(
        self,
        journal: Journal,
        library: Library,
        abilities: Mapping[str, Abilities],
        on_turn: Callable[[], None] = lambda: None,
        announce: Announce = unannounced,
        *,
        web_chat: str = "",
        tell: Tell = untold,
    ) -> None:
        self._tell = tell
        self._web_chat = web_chat
        self._journal = journal
        self._library = library
        self._abilities = abilities
        self._on_turn = on_turn
        self._announce = announce
        self._scene: Scene | None = None
        self._seen_at = float("-inf")
        self._looking = asyncio.Lock()
        self._unfinished: list[Taken] = []
        town = journal.town
        self.pulse = Pulse(name=f"worker {town}", town=town, queue=f"{town}/{DUE}")

    async def run(self, stop: asyncio.Event) -> None:
        """Work until stopped; a turn that was begun is finished."""
        with self.pulse.going():
            while not stop.is_set():
                await self._round(stop)

    async def _round(self, stop: asyncio.Event) -> None:
        self.pulse.round()
        since = self._journal.hint_count("due")
        try:
            wait = await self.step()
        except JournalError as e:
            self.pulse.work()
            log.warning("journal away", extra={"action": "worker.away", "cause": str(e)})
            await asyncio.sleep(AGAIN_SECONDS * (0.5 + random.random()))  # noqa: S311 - jitter
            return
        except NoRelease as e:
            log.error("no release", extra={"action": "worker.no_release", "cause": str(e)})
            await asyncio.sleep(AGAIN_SECONDS)
            return
        if wait > 0:
            with self.pulse.resting():
                await self._journal.hint("due", since, wait, stop)

    async def step(self) -> float:
        """Play the turns that are due, some at once; the seconds until the next look is worth it."""
        while self._unfinished:
            # It was no fault of its events: the take must not count towards setting one aside.
            await self._journal.give_back(self._unfinished[0])
            del self._unfinished[0]
        found = await self._journal.take_some(AT_ONCE)
        if isinstance(found, float):
            return max(found, 0.01)
        self.pulse.work()
        # Beside each other, so that their commits go to the store together.
        ends = await asyncio.gather(*(self._play(taken) for taken in found), return_exceptions=True)
        for end in ends:
            if end is not None:
                raise end
        return 0.0

    async def _play(self, taken: Taken) -> None:
        try:
            await self._turn(taken, await self._library.shelf())
        except (JournalError, NoRelease):
            self._unfinished.append(taken)
            raise
        except Exception:
            # The lease ends and the conversation is taken again; the third time its head is set aside.
            log.exception("turn broke", extra={"action": "worker.turn_broke", "conversation": taken.conversation})

    async def _turn(self, taken: Taken, shelf: Shelf) -> None:
        stage = Stage(
            shelf=shelf,
            abilities=self._abilities,
            web_chat=self._web_chat,
            labels=await self._labels(taken),
            announce=self._announce,
            tell=self._tell,
        )
        around = await self._around(shelf, taken.now)
        place, past = await self._place(taken), await self._past(taken, shelf)
        facts = gather(around, taken.now, place, past=past, board=taken.board)
        match await self._commit(play(taken, facts, stage)):
            case Committed():
                self._on_turn()
            case Stale():
                log.info("turn fenced", extra={"action": "worker.stale", "conversation": taken.conversation})

    async def _commit(self, commit: Commit) -> Committed | Stale | Repeat:
        """Commit, and ask again while the store is away for a moment: else the citizen waits for the lease's end.

        What was executed unheard is stale the second time.
        """
        started = time.monotonic()
        while True:
            try:
                return await self._journal.commit(commit)
            except JournalAway:
                if time.monotonic() - started > COMMIT_PATIENCE_SECONDS:
                    raise
                await asyncio.sleep(COMMIT_AGAIN_SECONDS * (0.5 + random.random()))  # noqa: S311 - jitter

    async def _around(self, shelf: Shelf, now: datetime) -> Scene:
        async with self._looking:
            fresh = time.monotonic() - self._seen_at <= FRESH_SECONDS
            if self._scene is None or self._scene.shelf is not shelf or not fresh:
                queues = await self._journal.queue_facts([d.id for d in shelf.release.departments])
                self._scene = scene(shelf, queues, now, await self._journal.absences())
                self._seen_at = time.monotonic()
            return self._scene

    async def _place(self, taken: Taken) -> int | None:
        ticket = ticket_from_json(taken.ticket) if taken.ticket else None
        if ticket is None or not ticket.is_open or ticket.owner is not None:
            return None
        return await self._journal.place(taken.conversation, ticket.department)

    async def _past(self, taken: Taken, shelf: Shelf) -> Past | None:
        """The conversation's last handoff, where it has ended and may be gone on with."""
        receipt = talk_from_json(taken.talk).past if taken.talk else ""
        if not receipt or (taken.ticket and ticket_from_json(taken.ticket).is_open):
            return None
        found = await self._journal.handoff(receipt)
        if found is None or found[0] != taken.conversation:
            return None  # erased meanwhile
        ticket, days = found[1], shelf.release.town.patience.reopen_days
        if ticket.closed_at is None or taken.now - ticket.closed_at > timedelta(days=days):
            return None
        return Past(ticket=ticket, owner_here=await self._is_here(ticket, taken.now))

    async def _is_here(self, ticket: Ticket, now: datetime) -> bool:
        """Whether who had it last is at the desk, and still works there."""
        if ticket.owner is None:
            return False
        sign = await self._journal.sign_of(ticket.owner.login, now)
        if not sign.is_here(now, PRESENT_FOR):
            return False
        record = (await self._journal.staff()).get(ticket.owner.login)
        return record is not None and record.may(Right.WORK_CASES, ticket.department)

    async def _labels(self, taken: Taken) -> dict[str, str]:
        """What the pressed buttons said, read from the messages that carried them."""
        if not any(isinstance(event_from_json(text), Pressed) for text in taken.events):
            return {}
        rows = await self._journal.rows(taken.conversation, after=max(0, taken.seq - LABELS_BACK))
        return {key["data"]: key["label"] for row in rows for line in row.body.get("keys", ()) for key in line}
