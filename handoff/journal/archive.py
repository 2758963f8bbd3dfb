"""Backups: a town's keys, copied out of a store and put back into an empty one. Knows no meaning of any key."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from redis import exceptions as errors
from redis.asyncio import Redis
from redis.asyncio.client import Pipeline

from handoff.journal.keys import Keys
from handoff.journal.records import JournalError
from handoff.journal.schema import SCHEMA
from handoff.journal.store import Store

BATCH: Final = 200
PAUSE_MS: Final = 10_000
"""Writers wait while keys are copied, so that the copy is of one moment; a dead copier stops them for no longer."""
# What a new start leaves behind by itself, and what belongs to a process or a moment.
_PASSING: Final = (
    "meta",
    "release",
    "releases",
    "secret",
    "staff",
    "alarms",
    "hook:",
    "present",
    "programs",
    "unstaffed",
    "lease:",
    "session:",
    "sessions:",
    "pending:",
    "login:",
    "invite:",
    "setup:",
    "step:",
    "totp",
    "recovery:",
    "link:",
    "attempt:",
    "code:",
    "audit",
    "seals",
    "sealed",
    "known:",
    "request:audit:",
)
_NOT_COPIED: Final = (
    *("present", "programs", "lease:", "session:", "sessions:", "pending:", "login:", "invite:", "setup:", "step:"),
    *("link:", "attempt:", "code:"),
)


class NotRestored(JournalError):
    """A backup does not fit this store; nothing was written."""


class Archive:
    """Raw connections for copying. Use as an async context manager."""

    def __init__(self, url: str, *, ca_file: Path | None = None) -> None:
        self._store = Store(url, ca_file=ca_file, decode_responses=False, socket_timeout=30)

    async def __aenter__(self) -> Archive:
        """Connect; raises JournalAway."""
        await self._everywhere(lambda r: r.ping())
        return self

    async def __aexit__(self, *_: object) -> None:
        """Give the connections back."""
        await self._store.close()

    async def schema(self, town: str) -> int:
        """The schema of a town's data; 0 when there is none."""
        return int(await self._store.of(town).call(lambda r: r.hget(Keys(town)("meta"), "schema")) or 0)

    async def size(self) -> int:
        """About how many keys there are."""
        return sum(await self._everywhere(lambda r: r.dbsize()))

    async def read(self, towns: Sequence[str]) -> AsyncIterator[list[str]]:
        """The towns' keys as lines of JSON, in batches, all of one moment. Raises JournalAway."""
        try:
            await self._pause()
            for town in towns:
                async for names in self._store.of(town).names(Keys(town).root, BATCH):
                    yield await self._lines(town, names)
                    await self._pause()
        finally:
            await self._everywhere(lambda r: r.client_unpause())

    async def refuse_unless_empty(self, towns: Iterable[str]) -> None:
        """Raises NotRestored when a town has data of citizens or staff here."""
        for town in towns:
            async for names in self._store.of(town).names(Keys(town).root, BATCH):
                if any(not _is_any(name, town, _PASSING) for name in names):
                    raise NotRestored(
                        f"The store has data of {town}. A backup goes into an empty one: stop the program and move its "
                        "data directory away, or name another REDIS_URL."
                    )

    async def forget_audit(self, town: str) -> None:
        """Drop what a new start has written into the audit: the backup brings its own, or has none."""
        names = [Keys(town)(name) for name in ("audit", "seals", "sealed")]
        await self._store.of(town).call(lambda r: r.unlink(*names))

    async def write(self, lines: Sequence[str]) -> int:
        """Put keys back; returns how many. Raises NotRestored when the server cannot read them."""
        of_town: dict[str, list[dict[str, Any]]] = {}
        for line in lines:
            entry = json.loads(line)
            of_town.setdefault(_town_of(entry["k"]), []).append(entry)
        for town, entries in of_town.items():
            try:
                await self._store.of(town).pipeline(partial(_restore, entries))
            except errors.ResponseError as error:
                if "version or checksum" in str(error):
                    raise NotRestored(
                        "The server is older than the one the backup was made with. Use the same version or newer."
                    ) from error
                raise
        return len(lines)

    async def _everywhere(self, work: Callable[[Redis], Awaitable[Any]]) -> list[Any]:
        return [await server.call(work) for server in await self._store.servers()]

    async def _pause(self) -> None:
        try:
            await self._everywhere(lambda r: r.client_pause(PAUSE_MS, all=False))
        except errors.NoPermissionError as error:
            raise JournalError("The store does not allow CLIENT PAUSE; a backup needs it.") from error

    async def _lines(self, town: str, names: Sequence[bytes]) -> list[str]:
        def fill(pipe: Pipeline) -> None:
            for name in names:
                pipe.pttl(name)
                pipe.dump(name)

        found = await self._store.of(town).pipeline(fill)
        lines = []
        for name, left, value in zip(names, found[::2], found[1::2], strict=True):
            text = name.decode("utf-8", "surrogatepass")
            if value is None or _is_any(name, town, _NOT_COPIED):
                continue
            lines.append(json.dumps({"k": text, "t": max(left, 0), "v": base64.b64encode(value).decode()}))
        return lines


def fits(schema: int) -> bool:
    """Whether data of this schema can be read here."""
    return 0 < schema <= SCHEMA.number


def _restore(entries: Sequence[Mapping[str, Any]], pipe: Pipeline) -> None:
    for entry in entries:
        pipe.restore(entry["k"], entry["t"], base64.b64decode(entry["v"]), replace=True)


def _town_of(key: str) -> str:
    return key.split("{", 1)[1].split("}", 1)[0]


def _is_any(name: bytes, town: str, kinds: Sequence[str]) -> bool:
    rest = name.decode("utf-8", "surrogatepass").removeprefix(Keys(town).root)
    return any(rest == kind or (kind.endswith(":") and rest.startswith(kind)) for kind in kinds)
