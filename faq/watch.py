"""Follows towns' folders and says when one holds a new release or became broken. Publishes nothing."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from faq.approval import overdue_at, without_overdue
from faq.entry import Release
from faq.errors import FilesBroken, Problem
from faq.files import Waiting, survey

LOOK_SECONDS = 1.0
"""The files' dates are looked at this often: it serves network folders and replaced ones too, and no system's limit of
watches counts."""
SETTLED_SECONDS = 0.3
"""Changes nearer together than this are one: editors and git write a file in several steps."""
SETTLES = 10
"""So many times that is waited for."""
AGAIN_SECONDS = 2.0
"""While the release in use is not the one that should be."""

_KINDS = (".yaml", ".ics", ".png", ".svg", ".PNG", ".SVG")
"""What a release is made of; pictures: the logo. Of the folder ``faq`` only the first kind."""

Stamps = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True, kw_only=True)
class NotLive:
    """What was saved just now and does not go live, each with the reason."""

    problems: tuple[Problem, ...]


State = Release | FilesBroken
Previous = Callable[[], Awaitable[Release | None]]


async def nothing() -> Release | None:
    """There was no release before."""
    return None


class Folders:
    """The folders of all towns of a process, looked at together in one go."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._news = {folder: asyncio.Event() for folder in folders}
        self._seen: dict[Path, Stamps] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Look until stopped."""
        while not stop.is_set():
            await self.look()
            await _pause(stop, LOOK_SECONDS)
        for news in self._news.values():
            news.set()

    async def look(self) -> None:
        """Look once."""
        now = await asyncio.to_thread(lambda: {folder: stamps(folder) for folder in self._news})
        for folder, seen in now.items():
            if self._seen.get(folder) != seen:
                self._news[folder].set()
        self._seen = now

    async def changed(self, folder: Path, timeout: float | None) -> None:
        """Return when the folder may have changed since the last call, or after ``timeout`` seconds."""
        news = self._news[folder]
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(news.wait(), timeout)
        news.clear()


async def changes(
    folder: Path, folders: Folders, stop: asyncio.Event, known: str | None = None, previous: Previous = nothing
) -> AsyncIterator[Release | FilesBroken | NotLive]:
    """Yield each new state of one of the folders until `stop` is set; a broken or deleted one is a value, not an error.

    Yields only when the content hash changed, when the folder became broken, broken otherwise, or whole again, when an
    edit was saved that is not live yet, and when the time of a provisional approval is over.
    With `known`, the hash of the release in use, a state that differs from it at the start is yielded at once;
    without, the state at the start is taken as known. `previous` gives the release in use, whose approved versions
    serve in the place of what is not approved; what it raises comes through.
    """
    seen_stamps = await asyncio.to_thread(stamps, folder)
    in_use = await previous()
    seen, waiting = await asyncio.to_thread(_state, folder, in_use)
    if known is not None and not (isinstance(seen, Release) and seen.hash == known):
        yield seen
    while not stop.is_set():
        serves = seen if isinstance(seen, Release) else in_use
        ends = overdue_at(serves) if serves is not None else None
        await folders.changed(folder, max(AGAIN_SECONDS, _until(ends)) if ends is not None else None)
        stamps_now = await asyncio.to_thread(stamps, folder)
        late = ends is not None and _until(ends) <= 0
        if stamps_now == seen_stamps and not late:
            continue
        seen_stamps = await _settled(folder, stamps_now, stop)
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


def _until(time: datetime) -> float:
    return (time - datetime.now(UTC)).total_seconds()


async def _settled(folder: Path, seen: Stamps, stop: asyncio.Event) -> Stamps:
    """The files' dates once nobody writes any more; or after a while, when somebody always does."""
    for _ in range(SETTLES):
        await _pause(stop, SETTLED_SECONDS)
        now = await asyncio.to_thread(stamps, folder)
        if now == seen or stop.is_set():
            break
        seen = now
    return seen


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)


def _state(folder: Path, previous: Release | None) -> tuple[State, tuple[Waiting, ...]]:
    try:
        return survey(folder, previous=previous)
    except FilesBroken as broken:
        return broken, ()


def stamps(folder: Path) -> Stamps:
    """Name, dates and size of each file that a release is made of; nothing where there is no folder."""
    return (*_stamps(folder, _KINDS), *_stamps(folder / "faq", _KINDS[:1]))


def _stamps(folder: Path, kinds: tuple[str, ...]) -> Stamps:
    found = []
    try:
        with os.scandir(folder) as files:
            for file in files:
                if file.name.endswith(kinds):
                    with contextlib.suppress(OSError):  # it is just gone
                        status = file.stat()
                        found.append((file.path, status.st_mtime_ns, status.st_ctime_ns, status.st_size))
    except OSError:
        return ()
    return tuple(sorted(found))


def _differ(seen: State, state: State) -> bool:
    if isinstance(seen, Release) and isinstance(state, Release):
        return seen.hash != state.hash
    if isinstance(seen, FilesBroken) and isinstance(state, FilesBroken):
        return seen.problems != state.problems
    return True
