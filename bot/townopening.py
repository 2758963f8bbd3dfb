"""Opening a town: its folder is published, what answers from it is built, its channels are joined."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from bot.alarms import TELEGRAM, standing
from bot.health import Health
from bot.library import Library
from bot.mailing import mail_of
from bot.opening import make_files
from bot.process import Process
from bot.publishing import publish, tell_broken
from bot.started import files_hash, note_start
from bot.telegram_town import open_telegram
from bot.town import READERS, RunningTown, make_texts, overrides
from faq.errors import FilesBroken
from faq.folders import FolderStill
from handoff.audit import PROGRAM, Action, row
from handoff.journal.journal import Journal
from handoff.journal.records import JournalError
from handoff.looks import IDLE_SECONDS
from handoff.notices import conduct_mail, mail_announcer
from handoff.staff import StaffRecord

log = logging.getLogger(__name__)

AT_ONCE = 4
"""Towns that are opened beside each other: while one waits for the store or the disk, another is built."""
AGAIN_SECONDS = 10.0
"""After a try that failed, or as soon as the files are other ones."""
SAMPLE_STAFF = (
    StaffRecord(login="anna", name="Anna Sommer", roles=("staff", "lead", "editor", "admin", "auditor"), sample=True),
    StaffRecord(login="bernd", name="Bernd Roth", public_name="Bernd", roles=("staff", "approver"), sample=True),
    StaffRecord(login="carla", name="Carla Winter", roles=("staff",), departments=("bauen",), sample=True),
)
"""The demo's people: one who may nearly everything, one who approves, one of a single department."""


class NotYet(Exception):
    """The town has no release yet: a worker is to publish its folder."""


class Opening:
    """Opens the towns of a process, each by itself: one that cannot be opened is tried again and again.

    What has to be closed again goes onto ``stack``; ``health`` is told how each stands.
    """

    def __init__(self, process: Process, stack: AsyncExitStack, health: Health) -> None:
        self._process = process
        self._stack = stack
        self._health = health
        self._places = asyncio.Semaphore(1)
        self._is_first = True
        self._failed: dict[str, Exception] = {}

    async def open(self, town: str) -> RunningTown:
        """Publish its folder, build what answers from it, and join its channels, as soon as that can be done.

        Where none can be opened nor only waits for its release, the process is of no use to anybody: then this raises
        what was wrong with the last.
        """
        hints = self._process.hints
        while True:
            since = hints.count(town, "release")
            try:
                opened = await self._try(town)
            except NotYet:
                log.warning("waiting for a worker to publish the FAQ", extra={"action": "app.waiting", "town": town})
                self._health.shut(town, "no FAQ published yet")
                self._failed.pop(town, None)
                await hints.wait(town, "release", since, IDLE_SECONDS)
            except Exception as e:  # whatever it is, it is this town's
                self._tell(town, e)
                await self._process.folders.changed(self._process.settings.town_dir(town), AGAIN_SECONDS)
            else:
                self._failed.pop(town, None)
                return opened

    def _tell(self, town: str, failure: Exception) -> None:
        why = _why(failure)
        self._health.shut(town, why)
        is_new = repr(self._failed.get(town)) != repr(failure)
        self._failed[town] = failure
        if len(self._failed) == len(self._process.settings.towns):
            raise failure
        if is_new:
            if isinstance(failure, FilesBroken):
                tell_broken(town, failure)
            known = isinstance(failure, FilesBroken | JournalError)
            extra = {"action": "app.town_shut", "town": town, "cause": type(failure).__name__}
            log.error("town not opened: %s", why, extra=extra, exc_info=None if known else failure)

    async def _try(self, town: str) -> RunningTown:
        async with self._places, AsyncExitStack() as own:
            opened = await self._open(town, own)
            self._stack.push_async_exit(own.pop_all())
            if self._is_first:  # with it what all share was made, once
                self._is_first = False
                for _ in range(AT_ONCE - 1):
                    self._places.release()
            return opened

    async def _open(self, town: str, own: AsyncExitStack) -> RunningTown:
        process = self._process
        settings, folders = process.settings, process.folders
        folder, journal = settings.town_dir(town), process.journal(town)
        base_url = settings.chat_of(town)
        texts = await folders.ask(folder, overrides)
        library = Library(journal, partial(make_texts, own=texts, base_url=base_url))
        await self._release(journal, folder)
        running = RunningTown(
            id=town,
            folder=folder,
            prefix=settings.prefix(town),
            journal=journal,
            library=library,
            files=make_files(settings, town, lambda: library.now.release.town.files),
            web_chat=f"{base_url}/",
            undo=timedelta(seconds=settings.limits.undo_seconds),
        )
        await library.refresh()
        await self._sample_accounts(running)
        await note_start(journal, settings, await folders.ask(folder, files_hash), process.roles)
        await open_telegram(own, running, settings)
        if running.telegram is None and process.has("poller"):
            await standing(journal, TELEGRAM, wrong=False)
        running.mail = mail_of(running, settings)
        if running.mail is not None:
            running.announcers.append(mail_announcer(READERS))
            running.tellers.append(conduct_mail)
        return running

    async def _release(self, journal: Journal, folder: Path) -> None:
        """Publish the folder. A broken one is told and the old release serves. Raises FilesBroken, NotYet."""
        if not self._process.has("worker"):
            if await journal.release_hash() is None:
                raise NotYet
            return
        try:
            await publish(journal, folder, self._process.folders)
        except FilesBroken as broken:
            if await journal.release_hash() is None:
                raise
            tell_broken(journal.town, broken)

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


def _why(failure: Exception) -> str:
    """In words that anybody may read: `/readyz` shows them."""
    match failure:
        case FolderStill():
            return "its folder does not answer"
        case FilesBroken():
            return "its files are broken"
        case JournalError():
            return "the store does not answer"
        case _:
            return "it cannot be opened; the log says why"
