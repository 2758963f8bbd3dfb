"""Which processes of the program work with a town's data now, and of which version. Each says so of itself."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Final

from redis.asyncio.client import Pipeline

from handoff.journal import scripts
from handoff.journal.keys import Keys
from handoff.journal.records import JournalAway, JournalError
from handoff.journal.schema import FIELDS, Standing, standing_of
from handoff.journal.store import Store

SEEN_EVERY_SECONDS: Final = 5.0
GONE_AFTER: Final = timedelta(seconds=20)
"""Who has not said for so long that it is there, is not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Program:
    """One process. ``schema``: the number of the form it knows."""

    schema: int
    version: str
    roles: tuple[str, ...]
    id: str = field(default_factory=lambda: secrets.token_hex(6))


async def all_here(store: Store, towns: Sequence[str], program: Program) -> dict[str, Standing]:
    """It is there, for all its towns; how the data of each stands after that was said. Raises JournalAway."""
    ran = await store.run_for_each(scripts.HERE_IS, towns, *_saying(program))
    if len(ran) < len(towns):
        raise JournalAway("not every town was told")
    return {town: standing_of(fields) for town, fields in ran.items()}


async def all_gone(store: Store, towns: Sequence[str], program: Program) -> None:
    """It ends: all its towns hear of it that can, in one round trip to each server."""
    member = _member(program)

    async def leave(share: Sequence[str]) -> None:
        def fill(pipe: Pipeline) -> None:
            for town in share:
                pipe.zrem(Keys(town)("programs"), member)

        with contextlib.suppress(JournalError):
            await store.of(share[0]).pipeline(fill)

    with contextlib.suppress(JournalError):
        await asyncio.gather(*map(leave, await store.shares(towns)))


def _member(program: Program) -> str:
    return json.dumps(asdict(program), sort_keys=True)


def _saying(program: Program) -> tuple[str | int, ...]:
    return _member(program), GONE_AFTER.seconds, *FIELDS


class Programs:
    """A town's."""

    def __init__(self, store: Store, town: str) -> None:
        self._store = store.of(town)
        self._root = Keys(town).root
        self._key = Keys(town)("programs")

    async def here(self, program: Program) -> Standing:
        """It is there; how the data stands after that was said. One round trip. Raises JournalAway."""
        return standing_of(await self._store.run(scripts.HERE_IS, self._root, *_saying(program)))

    async def all(self) -> Sequence[Program]:
        """Who is there now. Raises JournalAway."""
        since = await self._now() - GONE_AFTER.total_seconds()
        members = await self._store.call(lambda r: r.zrange(self._key, since, "+inf", byscore=True))
        found = [json.loads(member) for member in members]
        return [Program(**{**one, "roles": tuple(one["roles"])}) for one in found]

    async def _now(self) -> float:
        seconds, micros = await self._store.call(lambda r: r.time())
        return int(seconds) + int(micros) / 1_000_000
