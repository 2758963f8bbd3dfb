"""Ends the process when it makes no progress, with the reason in the log, so that whoever runs it starts it again.

A thread looks whether the event loop turns; on the loop a task looks whether the loops of the parts come round. Ending
at once is safe: what is confirmed is stored, and what was begun is taken up by whoever comes next.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
import threading
import traceback
from collections.abc import Awaitable, Callable, Mapping

from bot.progress import LOOKS, Progress, Pulse
from bot.servicemanager import ServiceManager
from handoff.journal.records import JournalError

log = logging.getLogger(__name__)

EXIT_STUCK = 70
"""How the process ends: EX_SOFTWARE of sysexits.h."""
SLOW_STORE = 0.5
"""Seconds of one answer above which the store is slow, and nobody is blamed for waiting for it."""
LAST_WORDS_SECONDS = 2.0


class Watchdog:
    """One process's. ``seconds``: how long nothing may move; 0 watches nothing.

    ``waited``: seconds for which what is due has waited, by town and the names of the pulses' queues, of the towns
    whose store answers within so many seconds. Raises JournalError.
    """

    def __init__(
        self,
        seconds: float,
        manager: ServiceManager,
        waited: Callable[[float], Awaitable[Mapping[str, Mapping[str, float]]]],
    ) -> None:
        self._waited = waited
        self._seconds = seconds
        self._interval = seconds / LOOKS
        self._manager = manager
        self._progress = Progress(interval=self._interval or 1.0)
        self._turns = 0
        self._stuck = ""
        self._over = threading.Event()
        self._main = threading.get_ident()

    @property
    def stuck(self) -> str:
        """What is stuck, in words; empty when all is well."""
        return self._stuck

    def watch(self, pulse: Pulse) -> None:
        """From now on this loop must come round while it is going."""
        self._progress.pulses.append(pulse)

    async def run(self, stop: asyncio.Event) -> None:
        """Watch until stopped. Call it on the loop that is to be watched."""
        if not self._seconds:
            await stop.wait()
            return
        thread = threading.Thread(target=self._watch_loop, name="watchdog", daemon=True)
        thread.start()
        try:
            await asyncio.gather(self._turn(stop), self._look(stop))
        finally:
            self._over.set()

    async def _turn(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            self._turns += 1
            await _wait(stop, self._interval / 4)

    async def _look(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await _wait(stop, self._interval)
            waited = await self._waited_for()
            waiting = {name for town in waited.values() for name, seconds in town.items() if seconds > self._seconds}
            away = {pulse.town for pulse in self._progress.pulses} - waited.keys()
            self._stuck = self._progress.look(waiting, away)

    async def _waited_for(self) -> Mapping[str, Mapping[str, float]]:
        """As ``waited``: a town is missing when its store is away or slow."""
        try:
            async with asyncio.timeout(self._interval):
                return await self._waited(SLOW_STORE)
        except (JournalError, TimeoutError):
            return {}

    def _watch_loop(self) -> None:
        """In a thread of its own: a loop that stands still cannot say so."""
        seen, still = -1, 0
        while not self._over.wait(self._interval):
            still = still + 1 if self._turns == seen else 0
            seen = self._turns
            if still >= LOOKS:
                self._end("the event loop stands still", _frames(self._main))
            if self._stuck:
                self._end(self._stuck, [])
            if not still:
                self._manager.progress()

    def _end(self, reason: str, frames: list[str]) -> None:
        def last_words() -> None:
            extra = {"action": "watchdog.stuck", "seconds": self._seconds, "frames": frames}
            log.critical("stuck, ending: %s", reason, extra=extra)
            self._manager.stopping(f"stuck: {reason}")

        # Beside: what stands still may be the log itself.
        speaker = threading.Thread(target=last_words, daemon=True)
        speaker.start()
        speaker.join(LAST_WORDS_SECONDS)
        os._exit(EXIT_STUCK)


def _frames(thread: int) -> list[str]:
    """Where a thread is: files, lines and functions, no values."""
    frame = sys._current_frames().get(thread)
    if frame is None:
        return []
    return [f"{one.filename.rsplit('/', 1)[-1]}:{one.lineno} {one.name}" for one in traceback.extract_stack(frame)][
        -12:
    ]


async def _wait(event: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
