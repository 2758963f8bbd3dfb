"""The program as a later version whose data has another form: `python -m tests.integration.bot.newer KIND ROLE...`."""

from __future__ import annotations

import asyncio
import sys

from bot.app import run
from config.settings import load
from handoff.journal.schema import SCHEMA, Schema, Step, Work

THINGS = 40
PAUSE = 0.2


async def copy(work: Work) -> None:
    """Each `thing:<n>` gets a `new:<n>` beside it, with how often that was done."""
    for n in range(int(work.cursor or 0), THINGS):
        await work.call(lambda r: r.hincrby(work.keys("new", str(n)), "times", 1))  # noqa: B023 - awaited at once
        await work.reached(str(n + 1), n + 1, THINGS)
        await asyncio.sleep(PAUSE)


def newer(*, online: bool) -> Schema:
    """The next version's form."""
    return Schema(steps=(*SCHEMA.steps, Step(what="things get a copy", run=copy, online=online)))


if __name__ == "__main__":
    kind, *roles = sys.argv[1:]
    run(load(), frozenset(roles), schema=SCHEMA if kind == "present" else newer(online=kind == "online"))
