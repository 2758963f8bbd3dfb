"""The folders of many towns, read so that one that stands still (a network drive that is away) stops no other.

A call of the system that hangs cannot be ended from outside. What reads a folder runs in a thread that is left to
itself when the folder does not answer; until it does, nobody else goes there. So a folder that stands still costs no
more than a thread for each reader it had when it began to, and the program ends without waiting for them.
"""

import asyncio
import contextlib
import os
import threading
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from faq.errors import FilesBroken, Problem

LOOK_SECONDS = 1.0
"""The files' dates are looked at this often: it serves network folders and replaced ones too, and no system's limit of
watches counts."""
PATIENCE_SECONDS = 5.0
"""A folder whose turn lasts longer does not answer."""

_KINDS = (".yaml", ".ics", ".png", ".svg", ".PNG", ".SVG")
"""What a release is made of; pictures: the logo. Of the folder ``faq`` only the first kind."""

T = TypeVar("T")
Stamps = tuple[tuple[str, int, int, int], ...]
_Answer = tuple[T | None, BaseException | None]


class FolderStill(FilesBroken):
    """A folder does not answer."""

    def __init__(self, folder: Path) -> None:
        what, mend = "Der Ordner der Stadt antwortet nicht.", "Das Netzlaufwerk prüfen, auf dem er liegt."
        super().__init__([Problem(file=str(folder), line=0, entry="", what=what, mend=mend)])


class Folders:
    """The folders of all towns of a process, looked at together in one go."""

    def __init__(self, folders: Iterable[Path], patience: float = PATIENCE_SECONDS) -> None:
        self._news = {folder: asyncio.Event() for folder in folders}
        self._seen: dict[Path, Stamps] = {}
        self._patience = patience
        self._left: Counter[Path] = Counter()

    @property
    def still(self) -> Collection[Path]:
        """Those that do not answer."""
        return self._left.keys()

    async def run(self, stop: asyncio.Event) -> None:
        """Look until stopped."""
        while not stop.is_set():
            await self.look()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_SECONDS)
        for news in self._news.values():
            news.set()

    async def look(self) -> None:
        """Look once. One that does not answer looks empty, as if it were gone."""
        answers = await self._round([folder for folder in self._news if folder not in self._left], stamps)
        now = {folder: answers[folder][0] or () if folder in answers else () for folder in self._news}
        for folder, seen in now.items():
            if self._seen.get(folder) != seen:
                self._news[folder].set()
        self._seen = now

    async def changed(self, folder: Path, timeout: float | None) -> None:
        """Return when the folder may have changed since the last call, or after ``timeout`` seconds."""
        news = self._news[folder]
        waiting = asyncio.ensure_future(news.wait())
        try:  # until Python 3.12 asyncio.wait_for can lose a cancellation
            await asyncio.wait([waiting], timeout=timeout)
        finally:
            waiting.cancel()
        news.clear()

    async def ask(self, folder: Path, work: Callable[[Path], T], patience: float | None = None) -> T:
        """What ``work`` finds in one of them. Raises FolderStill, and what ``work`` raises."""
        if folder in self._left:
            raise FolderStill(folder)
        answers = await self._round([folder], work, patience)
        if folder not in answers:
            raise FolderStill(folder)
        answer, failure = answers[folder]
        if failure is not None:
            raise failure
        return answer  # type: ignore[return-value]  # there is one where nothing failed

    async def _round(
        self, folders: Sequence[Path], work: Callable[[Path], T], patience: float | None = None
    ) -> dict[Path, _Answer[T]]:
        """What ``work`` finds in each, in one thread after the other; one that does not answer is missing."""
        patience = self._patience if patience is None else patience
        found: dict[Path, _Answer[T]] = {}
        while folders:
            walk = _Walk(folders, work, self._back)
            try:
                while True:
                    before = walk.steps
                    await asyncio.wait([walk.ended], timeout=patience)
                    if walk.ended.done() or walk.steps == before:
                        break
            finally:  # also where nobody waits for it any more
                at, folders = walk.leave()
                if at is not None:
                    self._left[at] += 1
            found |= walk.answers
        return found

    def _back(self, folder: Path) -> None:
        """A thread that was left to itself has come back."""
        self._left[folder] -= 1
        if not self._left[folder]:
            del self._left[folder]
            if folder in self._news:  # whoever asked in vain is to ask again, also where no look noticed
                self._news[folder].set()


class _Walk(Generic[T]):
    """One thread on its way through folders. ``back`` is told of the one at which it was left, once it answers."""

    def __init__(self, folders: Sequence[Path], work: Callable[[Path], T], back: Callable[[Path], None]) -> None:
        self._todo = deque(folders)
        self._at: Path | None = None
        self._work = work
        self._back = back
        self._loop = asyncio.get_running_loop()
        self._lock = threading.Lock()
        self._is_left = False
        self.ended: asyncio.Future[None] = self._loop.create_future()
        self.answers: dict[Path, _Answer[T]] = {}
        self.steps = 0
        # A daemon: the end of the program waits for no folder.
        threading.Thread(target=self._run, name="folders", daemon=True).start()

    def leave(self) -> tuple[Path | None, Sequence[Path]]:
        """Go on without the thread: where it stands, and where it has not been. Neither, when it has ended."""
        with self._lock:
            self._is_left = True
            rest, self._todo = self._todo, deque()
            return self._at, tuple(rest)

    def _run(self) -> None:
        while (folder := self._next()) is not None:
            answer: _Answer[T]
            try:
                answer = (self._work(folder), None)
            except BaseException as e:  # told to whoever asked
                answer = (None, e)
            with self._lock:
                self._at = None
                if self._is_left:
                    break
                self.answers[folder] = answer
                self.steps += 1
        told = partial(self._back, folder) if folder is not None else self._end
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(told)

    def _next(self) -> Path | None:
        with self._lock:
            self._at = self._todo.popleft() if self._todo else None
            return self._at

    def _end(self) -> None:
        if not self.ended.done():
            self.ended.set_result(None)


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
