"""Whether the program's loops make progress, by what each did between two looks. Pure."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

LOOKS = 6
"""So many looks in a row must find no progress. Looks are counted, not seconds: who was paused is not blamed."""


@dataclass(kw_only=True, eq=False)
class Pulse:
    """One loop's, moved by the loop itself.

    ``town``: whose work it does. ``queue``: the name of what it takes from. ``slow``: seconds for which a round may
    rightly wait for somebody else.
    """

    name: str
    town: str = ""
    queue: str = ""
    slow: float = 0.0
    rounds: int = 0
    works: int = 0
    is_going: bool = False
    is_resting: bool = False

    @contextmanager
    def going(self) -> Iterator[None]:
        """While the block runs the loop must come round."""
        self.is_going = True
        try:
            yield
        finally:
            self.is_going = False

    @contextmanager
    def resting(self) -> Iterator[None]:
        """While the block runs the loop waits for something to be due: it need not come round, but must take that."""
        self.is_resting = True
        try:
            yield
        finally:
            self.is_resting = False

    def round(self) -> None:
        """The loop came round, whatever it found."""
        self.rounds += 1

    def work(self) -> None:
        """It took something up, or was refused it by the store: both are no fault of the loop."""
        self.works += 1


@dataclass(kw_only=True)
class _Seen:
    rounds: int = -1
    works: int = -1
    silent: int = 0
    idle: int = 0


@dataclass(kw_only=True)
class Progress:
    """The loops of a process. ``interval``: seconds between two looks."""

    interval: float
    pulses: list[Pulse] = field(default_factory=list)
    _seen: dict[Pulse, _Seen] = field(default_factory=dict)

    def look(self, waiting: Collection[str], away: Collection[str] = ()) -> str:
        """What is stuck, in words; empty when all is well. ``waiting``: the queues in which something is overdue.

        ``away``: towns in which nobody could make progress; they begin anew.
        """
        for pulse in self.pulses:
            if not pulse.is_going or pulse.town in away:
                self._seen.pop(pulse, None)
                continue
            seen = self._seen.setdefault(pulse, _Seen())
            seen.silent = seen.silent + 1 if pulse.rounds == seen.rounds and not pulse.is_resting else 0
            seen.idle = seen.idle + 1 if pulse.queue in waiting and pulse.works == seen.works else 0
            seen.rounds, seen.works = pulse.rounds, pulse.works
            allowed = LOOKS + math.ceil(pulse.slow / self.interval)
            if seen.silent >= allowed:
                return f"{pulse.name}: its loop does not come round"
            if seen.idle >= allowed:
                return f"{pulse.name}: it takes nothing, though something is due"
        return ""
