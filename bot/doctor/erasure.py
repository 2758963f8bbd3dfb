"""Erasing: the tombstones, and the append-only file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.cli_console import Finding
from bot.opening import make_tombstones
from config.settings import Settings
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.store import Store
from handoff.tombstones import TombstonesBroken

REWRITE_WITHIN = timedelta(hours=1)


def tombstone_findings(settings: Settings) -> Iterator[Finding]:
    """Whether who was erased is remembered where it must be."""
    tombstones = make_tombstones(settings)
    for path, name in ((tombstones.folder, "privacy.tombstones"), (tombstones.key_file, "privacy.tombstone_key_file")):
        if _within(path, settings.data_dir):
            yield Finding(
                state="warn", topic="Tombstones", text=f"{path} lies in the data directory: it is lost with the data",
                mend=f"Move it to another place, and name that in {name}",
            )  # fmt: skip
    if not tombstones.file.exists():
        places = {_there(tombstones.folder), _there(tombstones.key_file.parent)}
        if closed := [place for place in places if not os.access(place, os.W_OK)]:
            yield Finding(
                state="bad", topic="Tombstones", text=f"{closed[0]} cannot be written: nobody can be erased",
                mend="Set privacy.tombstones and privacy.tombstone_key_file to where this user may write",
            )  # fmt: skip
        else:
            yield Finding(state="ok", topic="Tombstones", text=f"made at the first start in {tombstones.folder}")
        return
    try:
        yield Finding(state="ok", topic="Tombstones", text=f"{tombstones.mark().count} in {tombstones.folder}")
    except TombstonesBroken as broken:
        yield Finding(
            state="bad", topic="Tombstones", text=f"{broken} Nobody can be erased",
            mend="Put back what is missing from where it is kept",
        )  # fmt: skip


async def rewrite_findings(settings: Settings, store: Store) -> list[Finding]:
    """When the append-only file was written anew last. Raises JournalError."""
    found = []
    for town in settings.towns:
        known = await Journal(store, town, Hints(store, [town])).rewrites()
        late = known.wanted is not None and datetime.now(UTC) - known.wanted > REWRITE_WITHIN
        done = f"{known.done:%Y-%m-%d %H:%M} UTC" if known.done else "never"
        waits = f"; erased data in it since {known.wanted:%Y-%m-%d %H:%M} UTC" if known.wanted else ""
        found.append(
            Finding(
                state="warn" if late else "ok",
                topic=f"Append-only file of {town}",
                text=f"written anew after an erasure: {done}{waits}",
                mend="Start the program; a store of your own must allow BGREWRITEAOF" if late else "",
            )
        )
    return found


def _there(path: Path) -> Path:
    return next(one for one in (path, *path.parents) if one.exists())


def _within(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
