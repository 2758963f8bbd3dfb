"""Opening a town: its folder is published, what answers from it is built, its channels are joined."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.library import Library
from bot.mailing import mail_of
from bot.opening import make_files
from bot.process import Process
from bot.publishing import publish, tell_broken
from bot.started import note_start
from bot.telegram_town import open_telegram
from bot.town import READERS, RunningTown, make_texts, overrides
from faq.errors import FilesBroken
from handoff.audit import PROGRAM, Action, row
from handoff.notices import conduct_mail, mail_announcer
from handoff.staff import StaffRecord

log = logging.getLogger(__name__)

AT_ONCE = 4
"""Towns that are opened beside each other: while one waits for the store or the disk, another is built."""
FIRST_RELEASE_SECONDS = 1.0
SAMPLE_STAFF = (
    StaffRecord(login="anna", name="Anna Sommer", roles=("staff", "lead", "editor", "admin", "auditor"), sample=True),
    StaffRecord(login="bernd", name="Bernd Roth", public_name="Bernd", roles=("staff", "approver"), sample=True),
    StaffRecord(login="carla", name="Carla Winter", roles=("staff",), departments=("bauen",), sample=True),
)
"""The demo's people: one who may nearly everything, one who approves, one of a single department."""


class Opening:
    """Opens the towns of a process. What has to be closed again goes onto ``stack``."""

    def __init__(self, process: Process, stack: AsyncExitStack) -> None:
        self._process = process
        self._stack = stack
        self._places = asyncio.Semaphore(1)
        self._is_first = True

    async def open(self, town: str) -> RunningTown:
        """Publish its folder, build what answers from it, and join its channels. Raises FilesBroken, JournalError."""
        async with self._places:
            opened = await self._open(town)
            if self._is_first:  # with it what all share was made, once
                self._is_first = False
                for _ in range(AT_ONCE - 1):
                    self._places.release()
            return opened

    async def _open(self, town: str) -> RunningTown:
        process = self._process
        settings = process.settings
        folder = settings.town_dir(town)
        prefix = settings.prefix(town)
        journal = process.journal(town)
        base_url = settings.chat_of(town)
        own = await asyncio.to_thread(overrides, folder)
        library = Library(journal, partial(make_texts, own=own, base_url=base_url))
        await self._first_release(
            running := RunningTown(
                id=town,
                folder=folder,
                prefix=prefix,
                journal=journal,
                library=library,
                files=make_files(settings, town, lambda: library.now.release.town.files),
                web_chat=f"{base_url}/",
                undo=timedelta(seconds=settings.limits.undo_seconds),
            )
        )
        await library.refresh()
        await self._sample_accounts(running)
        await note_start(journal, settings, folder, process.roles)
        await open_telegram(self._stack, running, settings)
        running.mail = mail_of(running, settings)
        if running.mail is not None:
            running.announcers.append(mail_announcer(READERS))
            running.tellers.append(conduct_mail)
        return running

    async def _first_release(self, town: RunningTown) -> None:
        """Publish the folder. A broken one is told and the old release serves; with none there is no start."""
        if not self._process.has("worker"):
            await self._wait_for_release(town)
            return
        try:
            await publish(town.journal, town.folder)
        except FilesBroken as broken:
            if await town.journal.release_hash() is None:
                raise
            tell_broken(town.id, broken)

    async def _wait_for_release(self, town: RunningTown) -> None:
        """Others need not wait for a town whose worker is late."""
        stop = self._process.stop
        while not stop.is_set() and await town.journal.release_hash() is None:
            log.warning("waiting for a worker to publish the FAQ", extra={"action": "app.waiting", "town": town.id})
            self._places.release()
            try:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), FIRST_RELEASE_SECONDS)
            finally:
                await self._places.acquire()

    async def _sample_accounts(self, town: RunningTown) -> None:
        """The demo has sample people; anywhere else such accounts are shut."""
        staff = await town.journal.staff()
        if self._process.settings.demo:
            for sample in SAMPLE_STAFF:
                # Accounts of an older demo are brought up to date; what somebody made of theirs stays.
                before = staff.get(sample.login)
                if before is None or (before.sample and before.roles != sample.roles and not before.password_hash):
                    await town.journal.put_staff(sample)
                    if (rules := town.library.now.release.staff_rules) is not None:  # of whom nobody can ask it
                        await town.journal.accept_rules(sample.login, rules.version)
            return
        for record in staff.values():
            if record.sample and not record.disabled:
                await town.journal.put_staff(replace(record, disabled=True))
                await town.journal.audit(row(PROGRAM, Action.STAFF_DISABLE, login=record.login))
                log.warning("sample account shut", extra={"action": "staff.sample_shut", "login": record.login})
