"""Folder -> release: publishes a checked folder and follows its changes. A broken folder changes nothing."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from faq.entry import Release, release_to_json
from faq.errors import FilesBroken
from faq.files import load
from faq.watch import changes
from handoff.journal.journal import Journal
from handoff.journal.records import JournalError

log = logging.getLogger(__name__)

AGAIN_SECONDS = 2.0


async def publish(journal: Journal, folder: Path) -> Release:
    """Check the folder and let it serve. Raises FilesBroken, JournalAway."""
    release = await asyncio.to_thread(load, folder)
    await _publish(journal, release)
    return release


async def follow(journal: Journal, folder: Path, stop: asyncio.Event) -> None:
    """Publish each change of the folder until stopped."""
    while not stop.is_set():
        try:
            known = await journal.release_hash()
            async for state in changes(folder, stop, known=known):
                if isinstance(state, FilesBroken):
                    tell_broken(journal.town, state)
                else:
                    await _publish(journal, state)
        except JournalError as e:
            log.warning("publishing waits", extra={"action": "publish.away", "cause": str(e)})
            await asyncio.sleep(AGAIN_SECONDS)


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
