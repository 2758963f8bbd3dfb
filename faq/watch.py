"""Follows a town's folder and says when one holds a new release or became broken. Publishes nothing."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from faq.approval import overdue_at, without_overdue
from faq.entry import Release
from faq.errors import FilesBroken, Problem
from faq.files import Waiting, survey
from faq.folders import Folders, FolderStill, Stamps, stamps

SETTLED_SECONDS = 0.3
"""Changes nearer together than this are one: editors and git write a file in several steps."""
SETTLES = 10
"""So many times that is waited for."""
AGAIN_SECONDS = 2.0
"""While the release in use is not the one that should be."""
SURVEY_SECONDS = 60.0
"""A folder that is read whole for longer does not answer."""


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
    folder: Path, folders: Folders, stop: asyncio.Event, known: str | None = None, previous: Previous = nothing
) -> AsyncIterator[Release | FilesBroken | NotLive]:
    """Yield each new state of one of the folders until `stop` is set; a broken or deleted one is a value, not an error.

    Yields only when the content hash changed, when the folder became broken, broken otherwise, or whole again, when an
    edit was saved that is not live yet, and when the time of a provisional approval is over. One that does not answer
    is a broken one until it does.
    With `known`, the hash of the release in use, a state that differs from it at the start is yielded at once;
    without, the state at the start is taken as known. `previous` gives the release in use, whose approved versions
    serve in the place of what is not approved; what it raises comes through.
    """
    seen_stamps = await _stamps(folders, folder)
    in_use = await previous()
    seen, waiting = await _state(folders, folder, in_use)
    if isinstance(seen, FolderStill):
        seen_stamps = ()
    if known is not None and not (isinstance(seen, Release) and seen.hash == known):
        yield seen
    while not stop.is_set():
        serves = seen if isinstance(seen, Release) else in_use
        ends = overdue_at(serves) if serves is not None else None
        await folders.changed(folder, max(AGAIN_SECONDS, _until(ends)) if ends is not None else None)
        stamps_now = await _stamps(folders, folder)
        late = ends is not None and _until(ends) <= 0
        if stamps_now == seen_stamps and not late:
            continue
        seen_stamps = await _settled(folders, folder, stamps_now, stop)
        in_use = await previous()
        state, waiting_now = await _state(folders, folder, in_use)
        if isinstance(state, FolderStill):
            seen_stamps = ()  # so that it is read when it answers, changed or not
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


async def _settled(folders: Folders, folder: Path, seen: Stamps, stop: asyncio.Event) -> Stamps:
    """The files' dates once nobody writes any more; or after a while, when somebody always does."""
    for _ in range(SETTLES):
        await _pause(stop, SETTLED_SECONDS)
        now = await _stamps(folders, folder)
        if now == seen or stop.is_set():
            break
        seen = now
    return seen


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)


async def _state(folders: Folders, folder: Path, previous: Release | None) -> tuple[State, tuple[Waiting, ...]]:
    """One that does not answer is a broken one."""
    try:
        return await folders.ask(folder, partial(survey, previous=previous), SURVEY_SECONDS)
    except FilesBroken as broken:
        return broken, ()


async def _stamps(folders: Folders, folder: Path) -> Stamps:
    """As ``stamps``; nothing where it does not answer."""
    try:
        return await folders.ask(folder, stamps)
    except FolderStill:
        return ()


def _differ(seen: State, state: State) -> bool:
    if isinstance(seen, Release) and isinstance(state, Release):
        return seen.hash != state.hash
    if isinstance(seen, FilesBroken) and isinstance(state, FilesBroken):
        return seen.problems != state.problems
    return True
