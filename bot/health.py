"""Whether the process lives, and which of its towns can take in what citizens write."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from handoff.journal.glance import Glance

PATIENCE_SECONDS: Final = 2.0
"""So long the store has to answer: whoever asks ends the process's service when it does not hear in time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """``reason``: why nothing can be taken in; empty when it can. ``troubles``: what is wrong with which town."""

    reason: str
    troubles: Mapping[str, str]

    @property
    def text(self) -> str:
        """For people and logs: a line for the process, one for each town in trouble."""
        towns = "".join(f"{town}: {what}\n" for town, what in self.troubles.items())
        return f"{self.reason or 'ok'}\n{towns}"


class Health:
    """A process's. A town's trouble is told of it, and is not the process's while another town can be served.

    ``glances``: what is seen of the towns within so many seconds. ``stuck`` says what makes no progress; empty: all
    does. ``still``: towns whose folder does not answer.
    """

    def __init__(
        self,
        towns: Sequence[str],
        glances: Callable[[float], Awaitable[Mapping[str, Glance]]],
        *,
        stuck: Callable[[], str] = str,
        still: Callable[[], Collection[str]] = tuple,
    ) -> None:
        self._glances = glances
        self._how = dict.fromkeys(towns, "")
        self._still = still
        self.stuck = stuck
        self.draining = False
        self.ready = asyncio.Event()
        """Each town was tried, and one at least is open."""

    def opened(self, town: str) -> None:
        """It is served from now on."""
        self._stands(town, _OPEN)

    def shut(self, town: str, why: str) -> None:
        """It was tried to open it, and it cannot be."""
        self._stands(town, why)

    def _stands(self, town: str, how: str) -> None:
        self._how[town] = how
        if not self._untried and _OPEN in self._how.values():
            self.ready.set()

    @property
    def closed(self) -> Mapping[str, str]:
        """Why the towns that are not open are not; empty for one that was not tried yet."""
        return {town: how for town, how in self._how.items() if how != _OPEN}

    @property
    def _untried(self) -> Sequence[str]:
        return [town for town, how in self._how.items() if not how]

    async def report(self) -> Report:
        """How it stands now; within moments, also when the store hangs."""
        if self.draining:
            return Report(reason="stopping", troubles={})
        if untried := self._untried:
            return Report(reason=f"opening: {len(untried)} of {len(self._how)} towns to go", troubles={})
        glances = await self._glances(PATIENCE_SECONDS)
        away = {town: why for town in self._how if (why := self._why_away(town, glances.get(town)))}
        still = dict.fromkeys(self._still(), "its folder does not answer; what was published serves")
        reason = "no town can take anything in" if len(away) == len(self._how) else ""
        return Report(reason=reason, troubles={**still, **away})

    def _why_away(self, town: str, glance: Glance | None) -> str:
        if self._how[town] != _OPEN:
            return f"not open: {self._how[town]}"
        if glance is None:
            return "the store does not answer"
        if not glance.begun:
            return "the store was emptied: restore a backup, or start anew to begin with nothing"
        return "" if glance.has_release else "no FAQ published"


_OPEN: Final = "open"
