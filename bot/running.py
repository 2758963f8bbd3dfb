"""What runs in the process: tasks in the order in which they are stopped, and how they are ended."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class Running:
    """What runs now: tasks to stop in this order (intake first, then work, then what serves both)."""

    intake: list[asyncio.Task[None]] = field(default_factory=list)
    work: list[asyncio.Task[None]] = field(default_factory=list)
    service: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def all(self) -> list[asyncio.Task[None]]:
        """Every task."""
        return [*self.intake, *self.work, *self.service]


def begin(group: list[asyncio.Task[None]], work: Coroutine[Any, Any, None], name: str) -> None:
    """Let it run from now on."""
    group.append(asyncio.create_task(work, name=name))


async def finish(tasks: list[asyncio.Task[None]], patience: float) -> None:
    """Let tasks end by themselves, and end those that do not."""
    if not tasks:
        return
    _, late = await asyncio.wait(tasks, timeout=max(0.1, patience))
    if late:
        log.warning("ended late parts", extra={"action": "app.late", "parts": [t.get_name() for t in late]})
        await cancel(list(late))


async def cancel(tasks: Sequence[asyncio.Task[None]]) -> None:
    """End tasks wherever they are."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def beside_each_other(works: Sequence[Coroutine[Any, Any, None]]) -> None:
    """Do them all. The first that fails ends the others, and its error is raised."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        await asyncio.gather(*tasks)
    finally:
        await cancel(tasks)
