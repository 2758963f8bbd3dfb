"""Folder -> release: publishes a checked folder and follows its changes. A broken folder changes nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from bot.folding import folded
from faq.entry import Release, release_from_json, release_to_json
from faq.errors import FilesBroken, Problem
from faq.files import survey
from faq.folders import Folders
from faq.watch import SURVEY_SECONDS, NotLive, changes
from handoff.journal.journal import Journal
from handoff.journal.records import JournalError
from handoff.journal.releases import Releases

log = logging.getLogger(__name__)

AGAIN_SECONDS = 2.0


async def publish(journal: Journal, folder: Path, folders: Folders | None = None) -> Release:
    """Check a folder and let it serve. ``folders``: those it is one of. Raises FilesBroken, JournalAway."""
    previous = await serving(journal)
    release, waiting = await (folders or Folders([folder])).ask(
        folder, partial(survey, previous=previous), SURVEY_SECONDS
    )
    await _publish(journal, release)
    tell_not_live(journal.town, [one.problem for one in waiting])
    return release


async def follow(journal: Journal, folder: Path, folders: Folders, stop: asyncio.Event) -> None:
    """Publish each change of one of the folders until stopped."""
    while not stop.is_set():
        try:
            known = await journal.release_hash()
            async for state in changes(folder, folders, stop, known=known, previous=partial(serving, journal)):
                match state:
                    case FilesBroken():
                        tell_broken(journal.town, state)
                    case NotLive(problems=problems):
                        tell_not_live(journal.town, problems)
                    case Release():
                        await _publish(journal, state)
        except JournalError as e:
            log.warning("publishing waits", extra={"action": "publish.away", "cause": str(e)})
            await asyncio.sleep(AGAIN_SECONDS)


async def serving(journal: Releases) -> Release | None:
    """The release that serves, which knows what was approved; None when there is none or it cannot be read."""
    hash_ = await journal.release_hash()
    text = await journal.release_text(hash_) if hash_ else None
    try:
        return await asyncio.to_thread(release_from_json, text) if text else None
    except ValueError:
        log.warning(
            "the release that serves cannot be read: what is not approved has no earlier version",
            extra={"action": "publish.unread", "town": journal.town, "release": hash_},
        )
        return None


def tell_not_live(town: str, problems: Iterable[Problem]) -> None:
    """Say which edits do not serve yet, and why."""
    for problem in folded(problems):
        log.warning("not live yet: %s", problem, extra={"action": "publish.not_live", "town": town})


def tell_broken(town: str, broken: FilesBroken) -> None:
    """Say what is wrong, where, and that the old release serves."""
    for problem in broken.problems:
        log.error(
            "not published, the old release serves: %s",
            problem,
            extra={"action": "publish.broken", "town": town},
        )


async def _publish(journal: Journal, release: Release) -> None:
    text = await asyncio.to_thread(release_to_json, release)
    if await journal.publish(release.hash, text):
        log.info(
            "release published",
            extra={
                "action": "publish.done",
                "town": journal.town,
                "release": release.hash,
                "entries": len(release.entries),
            },
        )
