"""A town's stored files on disk: looked at before they are kept, durable before they are named, under random names.

Three folders: the files; ``held``, what the scanner could not look at yet; ``quarantine``, what it knows as harmful.
"""

from __future__ import annotations

import asyncio
import errno
import secrets
import shutil
import time
from collections.abc import AsyncIterator, Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Final, Literal, Protocol

from handoff.files.clamd import ClamdAway
from handoff.files.disk import PART, Part, entries, finish, in_thread, move, names_in, part_at, size_of, write_all
from handoff.files.exif import Position
from handoff.files.kinds import FileKind, Refused, Sound, Why, examine, is_ref, kind_of_ref, safe_name

FREE_BYTES: Final = 512 * 1024 * 1024
HELD: Final = "held"
QUARANTINE: Final = "quarantine"
_LOOKED_AT_ONCE: Final = 2  # files in memory while they are looked at

State = Literal["here", "held", "infected", "gone"]
Reason = Literal["held", "gone"] | Why


class FileAway(Exception):
    """The bytes of a file cannot be had. ``why``: not looked at yet, gone, no answer from where it is, or refused."""

    def __init__(self, why: Reason = "away") -> None:
        super().__init__(why)
        self.why = why


class Scanner(Protocol):
    """Looks for harmful content."""

    async def is_harmful(self, data: bytes) -> bool:
        """Whether it is; raises ClamdAway."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """What is taken. ``size``: bytes of one file, ``quota``: of all, ``pixels``: of a picture, ``kinds``: their ids."""

    kinds: Collection[str]
    size: int
    quota: int
    pixels: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A file that is on disk. ``held``: nobody gets it before the scanner has looked at it."""

    ref: str
    mime: str
    size: int
    name: str = ""
    held: bool = False
    position: Position | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A file that is sound but for the scanner, which cannot be asked now."""

    sound: Sound


class Files:
    """The stored files of one town. Methods raise OSError when the disk does not work."""

    def __init__(self, folder: Path, rules: Callable[[], Rules], scanner: Scanner | None = None) -> None:
        self._folder = folder
        self._rules = rules
        self._scanner = scanner
        self._looking = asyncio.Semaphore(_LOOKED_AT_ONCE)

    @property
    def rules(self) -> Rules:
        """What is taken now."""
        return self._rules()

    async def keep(self, chunks: AsyncIterator[bytes], name: str = "") -> Kept | Refused:
        """Write a file durably, if it is one that is taken."""
        rules = self._rules()
        ref = secrets.token_urlsafe(24)
        await in_thread(self._make_room)
        async with part_at(self._folder / f".{ref}{PART}") as part:
            size = 0
            async for chunk in chunks:
                size += len(chunk)
                if size > rules.size:
                    return Refused(why="large")
                await in_thread(write_all, part.handle, chunk)
            if await in_thread(self.used) > rules.quota:  # this one is among it
                return Refused(why="full")
            async with self._looking:
                data = await in_thread(part.path.read_bytes)
                looked = await self.look(data)
                if isinstance(looked, Refused):
                    if looked.why == "infected":
                        await in_thread(finish, part, self._folder / QUARANTINE / ref, None)
                    return looked
                return await self._settle(part, ref, looked, data, name)

    async def keep_own(self, made: Path, kind: FileKind, name: str) -> Kept | Refused:
        """Keep a file that the program has made; its own content is looked at by nobody."""
        ref = secrets.token_urlsafe(24)
        await in_thread(self._make_room)
        size = (await in_thread(made.stat)).st_size
        if size > self.rules.size or await in_thread(self.used) + size > self.rules.quota:
            return Refused(why="large")
        async with part_at(self._folder / f".{ref}{PART}") as part:
            await in_thread(write_all, part.handle, await in_thread(made.read_bytes))
            whole = f"{ref}.{kind.endings[0]}"
            await in_thread(finish, part, self._folder / whole, None)
        return Kept(ref=whole, mime=kind.mime, size=size, name=safe_name(name, kind))

    async def look(self, data: bytes) -> Sound | Held | Refused:
        """What bytes are, without keeping them: sound, not to be looked at now, or refused."""
        rules = self._rules()
        found = await in_thread(partial(examine, data, allowed=rules.kinds, pixels=rules.pixels))
        if isinstance(found, Refused) or self._scanner is None:
            return found
        try:
            return Refused(why="infected") if await self._scanner.is_harmful(data) else found
        except ClamdAway:
            return Held(sound=found)

    async def find(self, ref: str) -> Kept | None:
        """A file kept before, whether or not it may be given out; None when it is not there or harmful."""
        if not is_ref(ref):
            return None
        state = await self.state(ref)
        if state not in {"here", "held"}:
            return None
        size = await in_thread(size_of, self._path(ref, state))
        if size is None:
            return None
        return Kept(ref=ref, mime=kind_of_ref(ref).mime, size=size, held=state == "held")

    async def state(self, ref: str) -> State:
        """Where a file is."""
        return await in_thread(self._state, ref)

    async def states(self, refs: Iterable[str]) -> dict[str, State]:
        """Where files are."""
        wanted = list(refs)
        return await in_thread(lambda: {ref: self._state(ref) for ref in wanted})

    async def path(self, ref: str) -> Path:
        """Where a file lies that may be given out. Raises FileAway."""
        match await self.state(ref):
            case "here":
                return self._folder / ref
            case why:
                raise FileAway(why)

    async def read(self, ref: str) -> bytes:
        """The bytes of a file that may be given out. Raises FileAway."""
        path = await self.path(ref)
        try:
            return await in_thread(path.read_bytes)
        except OSError:
            raise FileAway("gone") from None

    async def look_again(self) -> list[str]:
        """Have the scanner look at what is held; the names of those that are harmful."""
        harmful: list[str] = []
        for ref in await in_thread(names_in, self._folder / HELD):
            held = self._path(ref, "held")
            try:
                data = await in_thread(held.read_bytes)
                bad = self._scanner is not None and await self._scanner.is_harmful(data)
            except ClamdAway:
                break
            except OSError:
                continue
            target = self._path(ref, "infected" if bad else "here")
            await in_thread(move, held, target)
            if bad:
                harmful.append(ref)
        return harmful

    async def old(self, age: timedelta) -> list[str]:
        """Names of files that lie there unchanged for so long; unfinished ones of that age are removed."""
        return await in_thread(self._old, time.time() - age.total_seconds())

    async def empty_quarantine(self, age: timedelta) -> None:
        """Remove what is in quarantine for so long."""
        await in_thread(self._empty_quarantine, time.time() - age.total_seconds())

    async def remove(self, refs: Iterable[str]) -> None:
        """Remove files wherever they are."""
        for ref in filter(is_ref, refs):
            for state in ("here", "held", "infected"):
                await in_thread(partial(self._path(ref, state).unlink, missing_ok=True))

    def used(self) -> int:
        """Bytes of everything that is there, unfinished files too."""
        folders = (self._folder, self._folder / HELD, self._folder / QUARANTINE)
        return sum(entry.stat().st_size for folder in folders for entry in entries(folder))

    async def _settle(self, part: Part, ref: str, looked: Sound | Held, data: bytes, name: str) -> Kept:
        held = isinstance(looked, Held)
        sound = looked.sound if isinstance(looked, Held) else looked
        whole = f"{ref}.{sound.kind.endings[0]}"
        changed = None if sound.data == data else sound.data
        await in_thread(finish, part, self._path(whole, "held" if held else "here"), changed)
        return Kept(
            ref=whole,
            mime=sound.kind.mime,
            size=len(sound.data),
            name=safe_name(name, sound.kind),
            held=held,
            position=sound.position,
        )

    def _state(self, ref: str) -> State:
        if not is_ref(ref):
            return "gone"
        states: tuple[State, ...] = ("here", "held", "infected")
        return next((state for state in states if self._path(ref, state).exists()), "gone")

    def _path(self, ref: str, state: str) -> Path:
        match state:
            case "held":
                return self._folder / HELD / ref
            case "infected":
                return self._folder / QUARANTINE / ref
            case _:
                return self._folder / ref

    def _make_room(self) -> None:
        for folder in (self._folder, self._folder / HELD, self._folder / QUARANTINE):
            folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(self._folder).free < FREE_BYTES:
            # The same disk holds what is said; that goes first.
            raise OSError(errno.ENOSPC, "too little room is left for files")

    def _old(self, before: float) -> list[str]:
        found: list[str] = []
        for folder in (self._folder, self._folder / HELD):
            for entry in entries(folder):
                if entry.stat().st_mtime >= before:
                    continue
                if entry.name.endswith(PART):
                    Path(entry.path).unlink(missing_ok=True)
                elif is_ref(entry.name):
                    found.append(entry.name)
        return found

    def _empty_quarantine(self, before: float) -> None:
        for entry in entries(self._folder / QUARANTINE):
            if entry.stat().st_mtime < before:
                Path(entry.path).unlink(missing_ok=True)
