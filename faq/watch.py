"""Follows a town's folder and says when it holds a new release or became broken. Publishes nothing."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import watchfiles

from faq.entry import Release
from faq.errors import FilesBroken
from faq.files import load

DEBOUNCE_MS = 300
"""Changes nearer together than this are one: editors and git write a file in several steps."""
LOOK_ANYWAY_MS = 2_000
"""Network folders and folders that were replaced send no events; so the files' dates are looked at this often."""

State = Release | FilesBroken


async def changes(folder: Path, stop: asyncio.Event, known: str | None = None) -> AsyncIterator[Release | FilesBroken]:
    """Yield each new state of the folder until `stop` is set; a broken or deleted folder is a value, not an error.

    Yields only when the content hash changed, or when the folder became broken, broken otherwise, or whole again.
    With `known`, the hash of the release in use, a state that differs from it at the start is yielded at once;
    without, the state at the start is taken as known.
    """
    stamps = await asyncio.to_thread(_stamps, folder)
    seen = await asyncio.to_thread(_state, folder)
    if known is not None and not (isinstance(seen, Release) and seen.hash == known):
        yield seen
    async for _ in _looks(folder, stop):
        stamps_now = await asyncio.to_thread(_stamps, folder)
        if stamps_now == stamps:
            continue
        stamps = stamps_now
        state = await asyncio.to_thread(_state, folder)
        if _differ(seen, state):
            seen = state
            yield state


async def _looks(folder: Path, stop: asyncio.Event) -> AsyncIterator[None]:
    """When to look at the files: something happened, or it is time. The folder may come, go, be replaced."""
    while not stop.is_set():
        identity = await asyncio.to_thread(_identity, folder)
        if identity is None:
            yield
            await _pause(stop)
            continue
        yield
        try:
            async for _ in watchfiles.awatch(
                folder, stop_event=stop, debounce=DEBOUNCE_MS, rust_timeout=LOOK_ANYWAY_MS, yield_on_timeout=True
            ):
                yield
                if await asyncio.to_thread(_identity, folder) != identity:
                    break
        except OSError:  # the folder is just gone, or the system has no watches left: then the dates must do
            await _pause(stop)


async def _pause(stop: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(DEBOUNCE_MS / 1000):
            await stop.wait()
    except TimeoutError:
        return


def _state(folder: Path) -> State:
    try:
        return load(folder)
    except FilesBroken as broken:
        return broken


def _identity(folder: Path) -> int | None:
    """The folder's inode; None when there is no such folder."""
    try:
        return folder.stat().st_ino if folder.is_dir() else None
    except FileNotFoundError:
        return None


def _stamps(folder: Path) -> tuple[tuple[str, int, int, int], ...]:
    stamps = []
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("faq/*.yaml")]):
        try:
            status = path.stat()
        except FileNotFoundError:
            continue
        stamps.append((str(path), status.st_mtime_ns, status.st_ctime_ns, status.st_size))
    return tuple(stamps)


def _differ(seen: State, state: State) -> bool:
    if isinstance(seen, Release) and isinstance(state, Release):
        return seen.hash != state.hash
    if isinstance(seen, FilesBroken) and isinstance(state, FilesBroken):
        return seen.problems != state.problems
    return True
