"""Plays the scripted citizens: looks at each run, and lets its citizen do the next thing by the web chat's way in."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import resources
from typing import Final

from bot.dialogue.events import Attachment, Event, Pressed, Said
from bot.intake import JournalIntake
from bot.practice.scenario import PHOTO, Scenario, scenarios
from bot.practice.script import Act, Presses, judged, next_act
from handoff.files.kinds import Refused
from handoff.files.store import Files
from handoff.journal.journal import Journal
from handoff.journal.records import JournalError
from handoff.looks import AGAIN_SECONDS, looks
from handoff.rehearsal import Hint, Run, Scene

log = logging.getLogger(__name__)

LOOK_SECONDS: Final = 1.0
LEASE: Final = timedelta(seconds=10)
RUN_FOR: Final = timedelta(hours=8)
"""A run that nobody ends is over then."""
RATED_WITHIN: Final = timedelta(minutes=1)
KEPT_FOR: Final = timedelta(hours=24)
"""What was rehearsed is forgotten after this time without a new run."""
PHOTO_NAME: Final = "schlagloch.png"


class Player:
    """The citizens of one practice town; one process plays at a time."""

    def __init__(self, journal: Journal, files: Files) -> None:
        self._journal = journal
        self._files = files
        self._intake = JournalIntake(journal)
        self._owner = secrets.token_hex(8)

    @staticmethod
    def scenes() -> tuple[Scene, ...]:
        """What can be started."""
        return tuple(
            Scene(
                id=one.id,
                title={"de": one.title.de, "en": one.title.en},
                about={"de": one.about.de, "en": one.about.en},
            )
            for one in scenarios().values()
        )

    async def start(self, scene: str, login: str) -> None:
        """Let a citizen write, for this member to practise with. Raises KeyError, JournalAway."""
        scenario = scenarios()[scene]
        await self._journal.put_run(
            Run(id=secrets.token_hex(6), scene=scenario.id, login=login, started=datetime.now(UTC))
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Play until stopped."""
        async for one in looks(self._journal, "runs", stop):
            try:
                if not await self._journal.lease("practice", self._owner, LEASE) or await self.step(datetime.now(UTC)):
                    one.again = LOOK_SECONDS
            except JournalError as e:
                one.again = AGAIN_SECONDS
                log.warning("practice away", extra={"action": "practice.away", "cause": type(e).__name__})

    async def step(self, now: datetime) -> bool:
        """Look at every run once; whether there are any."""
        runs = await self._journal.runs()
        for run in runs:
            if run.ended is None and (scenario := scenarios().get(run.scene)) is not None:
                await self._play(run, scenario, now)
        if runs and now - runs[0].started > KEPT_FOR and await self._journal.is_empty_of_people():
            await self._journal.wipe()
        return bool(runs)

    async def _play(self, run: Run, scenario: Scenario, now: datetime) -> None:
        snapshot = await self._journal.snapshot(run.conversation) if run.conversation else None
        rows = await self._journal.rows(run.conversation) if snapshot is not None else []
        ticket = snapshot.ticket if snapshot is not None else None
        if snapshot is not None and snapshot.seq > snapshot.acked:
            await self._journal.acknowledge(run.conversation, snapshot.seq)  # the citizen reads along
        act = next_act(scenario, rows, ticket, frozenset(run.done), now)
        if act is not None:
            conversation = await self._intake.accept(
                address=f"web:practice-{run.id}", event=await self._event(run, scenario, act)
            )
            run = replace(run, conversation=conversation, done=(*run.done, act.key))
            await self._journal.put_run(run)
        if ticket is not None and not ticket.is_open and not run.hints:
            hints = tuple(
                Hint(good=one.good, text={"de": one.de, "en": one.en}) for one in judged(scenario, rows, ticket)
            )
            run = replace(run, hints=hints)
            await self._journal.put_run(run)
        closed = ticket.closed_at if ticket is not None else None
        is_over = bool(run.hints) and ("rating" in run.done or closed is None or now - closed > RATED_WITHIN)
        if is_over or now - run.started > RUN_FOR:
            await self._journal.put_run(replace(run, ended=now))

    async def _event(self, run: Run, scenario: Scenario, act: Act) -> Event:
        id_ = f"practice:{run.id}:{act.key}"
        if isinstance(act, Presses):
            return Pressed(id=id_, row=act.row, choice=act.choice, lang_hint=scenario.lang)
        text = act.text.removeprefix(PHOTO)
        pictures = (await self._picture(),) if text != act.text else ()
        return Said(id=id_, text=text, attachments=pictures, lang_hint=scenario.lang)

    async def _picture(self) -> Attachment:
        data = resources.files("bot.practice").joinpath(PHOTO_NAME).read_bytes()

        async def chunks() -> AsyncIterator[bytes]:
            yield data

        kept = await self._files.keep(chunks(), PHOTO_NAME)
        if isinstance(kept, Refused):  # the town takes no pictures
            return Attachment(kind="photo", name=PHOTO_NAME, mime="image/png", size=len(data))
        return Attachment(kind="photo", ref=kept.ref, name=kept.name, mime=kept.mime, size=kept.size)
