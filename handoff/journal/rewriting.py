"""The store's append-only file: after an erasure it is written anew, so that what was erased is not in it either.

It is one file for all towns of a server: a rewrite for one serves all. Its replicas have files of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from redis import exceptions as errors

from handoff.journal.records import JournalError
from handoff.journal.server import Server
from handoff.journal.townstore import TownStore, stamp, time_of

WANTED: Final = "rewrite_wanted"
DONE: Final = "rewritten"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rewrites:
    """``wanted``: since when something that was erased is still in the file; ``done``: the last rewrite."""

    wanted: datetime | None = None
    done: datetime | None = None


class Rewriting(TownStore):
    """When the append-only file is to be written anew, and when it was."""

    async def want_rewrite(self) -> None:
        """Something was erased; the first of several counts."""
        seconds, micros = await self._store.call(lambda r: r.time())
        now = int(seconds) * 1000 + int(micros) // 1000
        await self._store.call(lambda r: r.hsetnx(self._keys("meta"), WANTED, str(now)))

    async def rewrites(self) -> Rewrites:
        """How it stands."""
        wanted, done = await self._store.call(lambda r: r.hmget(self._keys("meta"), [WANTED, DONE]))
        return Rewrites(wanted=time_of(wanted) if wanted else None, done=time_of(done) if done else None)

    async def begin_rewrite(self) -> bool:
        """Have the files written anew, also those of the replicas; False when that cannot begin now.

        Raises JournalAway when a replica cannot be reached, JournalError when it can never begin.
        """
        async with self._store.with_replicas() as servers:
            return all([await _begin(server) for server in servers])

    async def rewrite_ended(self) -> bool | None:
        """Whether the last rewrites went well; None while one goes on."""
        async with self._store.with_replicas() as servers:
            ends = [await _ended(server) for server in servers]
        return None if None in ends else all(ends)

    async def put_rewritten(self, since: datetime, at: datetime) -> None:
        """It was written anew; what was wanted since a later time is still wanted."""
        meta = self._keys("meta")
        wanted = await self._store.call(lambda r: r.hget(meta, WANTED))
        if wanted and int(wanted) <= stamp(since):
            await self._store.call(lambda r: r.hdel(meta, WANTED))
        await self._store.call(lambda r: r.hset(meta, DONE, str(stamp(at))))


async def _begin(server: Server) -> bool:
    info: dict[str, Any] = await server.call(lambda r: r.info("persistence"))
    if not int(info.get("aof_enabled", 0)):
        return True
    if int(info.get("aof_rewrite_in_progress", 0)) or int(info.get("rdb_bgsave_in_progress", 0)):
        return False  # it may have begun before the erasure
    try:
        await server.call(lambda r: r.bgrewriteaof())
    except errors.NoPermissionError as error:
        raise JournalError("The store does not allow BGREWRITEAOF.") from error
    except errors.ResponseError:
        return False
    return True


async def _ended(server: Server) -> bool | None:
    info: dict[str, Any] = await server.call(lambda r: r.info("persistence"))
    busy = int(info.get("aof_rewrite_in_progress", 0)) or int(info.get("aof_rewrite_scheduled", 0))
    if int(info.get("aof_enabled", 0)) and busy:
        return None
    return str(info.get("aof_last_bgrewrite_status", "ok")) == "ok"
