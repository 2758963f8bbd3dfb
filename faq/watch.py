"""Follows a town's folder and says when it holds a new release or became broken. Publishes nothing."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import watchfiles

from faq.approval import overdue, without_overdue
from faq.entry import Release
from faq.errors import FilesBroken, Problem
from faq.files import Waiting, survey

DEBOUNCE_MS = 300
"""Changes nearer together than this are one: editors and git write a file in several steps."""
LOOK_ANYWAY_MS = 2_000
"""Network folders and folders that were replaced send no events; so the files' dates are looked at this often."""

_FILES = ("*.yaml", "*.ics", "faq/*.yaml", "*.png", "*.svg", "*.PNG", "*.SVG")
"""What a release is made of; pictures: the logo."""


@dataclass(frozen=True, kw_only=True)
class NotLive:
    """What was saved just now and does not go live, each with the reason."""

    problems: tuple[Problem, ...]


State = Release | FilesBroken
Previous = Callable[[], Awaitable[Release | None]]


async def nothing() -> Release | None:
    """There was no release before."""
    return None


async def changes(
    folder: Path, stop: asyncio.Event, known: str | None = None, previous: Previous = nothing
) -> AsyncIterator[Release | FilesBroken | NotLive]:
    """Yield each new state of the folder until `stop` is set; a broken or deleted folder is a value, not an error.

    Yields only when the content hash changed, when the folder became broken, broken otherwise, or whole again, when an
    edit was saved that is not live yet, and when the time of a provisional approval is over.
    With `known`, the hash of the release in use, a state that differs from it at the start is yielded at once;
    without, the state at the start is taken as known. `previous` gives the release in use, whose approved versions
    serve in the place of what is not approved; what it raises comes through.
    """
    stamps = await asyncio.to_thread(_stamps, folder)
    in_use = await previous()
    seen, waiting = await asyncio.to_thread(_state, folder, in_use)
    if known is not None and not (isinstance(seen, Release) and seen.hash == known):
        yield seen
    async for _ in _looks(folder, stop):
        stamps_now = await asyncio.to_thread(_stamps, folder)
        serves = seen if isinstance(seen, Release) else in_use
        late = serves is not None and overdue(serves, datetime.now(UTC))
        if stamps_now == stamps and not late:
            continue
        stamps = stamps_now
        in_use = await previous()
        state, waiting_now = await asyncio.to_thread(_state, folder, in_use)
        if _differ(seen, state):
            seen = state
            yield state
        if isinstance(state, FilesBroken):
            if late and in_use is not None:  # a broken folder must not prolong what is over
                in_use = without_overdue(in_use, datetime.now(UTC))
                yield in_use
            continue
        new = tuple(one.problem for one in waiting_now if one not in waiting)
        waiting = waiting_now
        if new:
            yield NotLive(problems=new)


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


def _state(folder: Path, previous: Release | None) -> tuple[State, tuple[Waiting, ...]]:
    try:
        return survey(folder, previous=previous)
    except FilesBroken as broken:
        return broken, ()


def _identity(folder: Path) -> int | None:
    """The folder's inode; None when there is no such folder."""
    try:
        return folder.stat().st_ino if folder.is_dir() else None
    except FileNotFoundError:
        return None


def _stamps(folder: Path) -> tuple[tuple[str, int, int, int], ...]:
    stamps = []
    for path in sorted(file for pattern in _FILES for file in folder.glob(pattern)):
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
