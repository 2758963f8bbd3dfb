"""All transcripts of a town, one after the other, for who counts over them. Changes nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator

from redis.asyncio.client import Pipeline

from handoff.journal.reading import row_of
from handoff.journal.records import Row
from handoff.journal.townstore import TownStore

BATCH = 200
MAX_ROWS = 2_000
"""Rows of one case that are read; a case longer than this is no question any more."""


class Transcripts(TownStore):
    """Reads every case that is still kept."""

    async def each(self) -> AsyncIterator[tuple[str, list[Row]]]:
        """Conversation and rows of each case, in no order. Raises JournalAway."""
        prefix = self._keys("rows", "")
        pattern = "".join(f"\\{c}" if c in "*?[]\\" else c for c in prefix) + "*"
        cursor, seen = 0, set[str]()
        while True:
            cursor, keys = await self._store.call(
                lambda r, at=cursor: r.scan(at, match=pattern, count=BATCH)  # type: ignore[misc]
            )
            cases = [case for key in keys if (case := str(key).removeprefix(prefix)) not in seen]
            seen.update(cases)
            for case, (conversation, lines) in zip(cases, await self._read(cases), strict=True):
                yield conversation or case, [row_of(line) for line in lines]
            if not cursor:
                return

    async def _read(self, cases: list[str]) -> list[tuple[str | None, list[str]]]:
        def fill(pipe: Pipeline) -> None:
            for case in cases:
                pipe.hget(self._keys("case", case), "conversation")
                pipe.lrange(self._keys("rows", case), 0, MAX_ROWS - 1)

        found = await self._store.pipeline(fill) if cases else []
        return list(zip(found[::2], found[1::2], strict=True))
